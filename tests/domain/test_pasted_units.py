"""In which units and currencies the figures of messy tables are: none is lost, and what is unclear is left out."""

import pytest

from tests.domain.test_pasted import CATALOGUE, pasted, written
from wopfield.domain.pasted import cells_of, preview
from wopfield.domain.pasted_table import Corrections, Preview
from wopfield.domain.plainly_given import Manner


def in_kenya(text: str) -> Preview:
    return preview(cells_of(text), CATALOGUE, None, manner=Manner(currency="KES"))


@pytest.mark.parametrize(
    ("name", "code", "times"),
    [
        ("Population served – water (000s)", "pop_water", 1000),
        ("Water connections (000)", "n_conn_water", 1000),
        ("Ingresos operativos (miles)", "rev_op", 1000),
        ("Revenue (KSh m)", "rev_op", 1_000_000),
        ("Charges d’exploitation (M KES)", "opex", 1_000_000),
        ("Operating expenses (KES '000)", "opex", 1000),
        ("Opex (thousands of KES)", "opex", 1000),
        ("Revenue - KES million", "rev_op", 1_000_000),
        ("Volume de água produzida (1.000 m³)", "v_own", 1000),
        ("Water sold – ML", "v_bill_met", 1000),
    ],
)
def test_how_many_a_figure_counts_is_taken_from_behind_its_name(name: str, code: str, times: int) -> None:
    assert written(in_kenya(f"\t2023\t2024\n{name}\t2\t3\n")) == {(code, "2023"): 2 * times, (code, "2024"): 3 * times}


@pytest.mark.parametrize("name", ["Custos operacionais (mil KES)", "Opex (KES billion)", "Revenue (crore)"])
def test_a_word_that_changes_a_figure_and_is_not_clear_leaves_it_to_the_person(name: str) -> None:
    found = in_kenya(f"\t2023\n{name}\t45\n")

    assert not found.to_write
    assert [cell.given.refused is not None for cell in found.cells] == [True]
    line = found.variables[0].line
    chosen = preview(
        cells_of(f"\t2023\n{name}\t45\n"), CATALOGUE, None, Corrections(units={line: "thousand local currency"})
    )
    assert list(written(chosen).values()) == [45_000]


def test_accounts_in_thousands_of_a_currency_are_taken_so_and_as_a_guess() -> None:
    found = in_kenya("Income statement\t(in thousands of KES)\t\nYear\t2023\t2024\nopex\t541\t602\nn_staff\t312\t315\n")

    assert written(found)["opex", "2024"] == 602_000
    assert written(found)["n_staff", "2024"] == 315
    assert [line.sure for line in found.variables if line.variable] == [False, True]


def test_a_currency_beside_an_amount_does_not_hide_the_unit_of_its_row() -> None:
    text = "\tUnit\t2022\nCustomer retail unit cost\t$/1000 gallons\t$6.61\nopex\tmillion\t$136.9\n"
    own, kenya = (preview(cells_of(text), CATALOGUE, None, manner=Manner(currency=code)) for code in ("USD", "KES"))

    assert written(own) == pytest.approx({("tariff_retail", "2022"): 6.61 / 3.785411784, ("opex", "2022"): 136_900_000})
    assert [cell.given.unit for cell in kenya.cells] == ["USD/thousand US gallons", "million USD"]
    assert all("say at which rate" in " ".join(map(str, cell.given.remarks)) for cell in kenya.cells)


def test_a_sign_is_the_utilitys_own_currency_where_that_is_written_so() -> None:
    text = "\t2023\nRevenue ($m)\t14.6\n"
    mexico = preview(cells_of(text), CATALOGUE, None, manner=Manner(currency="MXN"))

    assert written(mexico) == {("rev_op", "2023"): 14_600_000}
    assert [cell.given.unit for cell in in_kenya(text).cells] == ["million USD"]


def test_which_of_several_utilities_is_meant_is_left_to_the_person() -> None:
    text = "Utility\tYear\tWater produced, m3\tStaff\nLilongwe\t2022\t45000000\t820\nMzuzu\t2022\t9500000\t300\n"
    found = pasted(text)

    assert not found.to_write
    assert [(line.text, line.period) for line in found.periods] == [("Lilongwe 2022", None), ("Mzuzu 2022", None)]
    assert [problem.kind for problem in found.problems if "Mzuzu 2022" in str(problem)] == ["rivals"]
    chosen = preview(cells_of(text), CATALOGUE, None, Corrections(periods={found.periods[1].line: "2022"}))
    assert written(chosen) == {("v_own", "2022"): 9_500_000, ("n_staff", "2022"): 300}
    assert [problem.kind for problem in chosen.problems] == ["unknown_rows"]


def test_columns_whose_heads_name_no_period_keep_what_stands_over_them() -> None:
    found = pasted("Month\tWater produced\tStaff\n09/01/2023\t10\t320\n10/01/2023\t11\t321\n")

    assert [(line.text, line.period) for line in found.periods] == [("09/01/2023", None), ("10/01/2023", None)]


def test_what_french_tables_say_of_what_does_not_apply_is_no_gap_and_no_figure() -> None:
    found = pasted("\t2023\t2024\nv_import\ts.o.\tS/O\n")

    assert [cell.given.entry.state for cell in found.cells if cell.given.entry] == ["not_applicable"] * 2
