"""What stands over the columns of messy tables: years in two rows, merged, months, units said once for all."""

from decimal import Decimal

import pytest

from tests.domain.test_pasted import CATALOGUE, pasted, written
from wopfield.domain.pasted import cells_of, check_size, preview
from wopfield.domain.pasted_html import cells_of_html
from wopfield.domain.period_words import FoundPeriod, find_period
from wopfield.domain.plainly_given import Manner
from wopfield.errors import BadInput

MERGED = (
    "Marowe Water\t\t\t\t\n\tFinancial year\t\t\t\n\t2023\t\t2024\t\n\tBudget\tActual\tBudget\tActual\n"
    "Water produced\t11 500 000\t11 620 000\t12 000 000\t11 910 000\n"
)


def test_of_budget_and_actual_below_a_merged_year_the_actual_is_taken() -> None:
    found = pasted(MERGED)

    assert written(found) == {("v_own", "2023"): 11_620_000, ("v_own", "2024"): 11_910_000}
    assert [(line.text, line.period) for line in found.periods] == [
        ("2023 Budget", None), ("2023 Actual", "2023"), ("2024 Budget", None), ("2024 Actual", "2024"),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Budget 2026", "2026 (forecast)", "Prévisions 2026", "Meta 2026", "2026 مخطط"])
def test_a_budget_or_plan_of_a_year_that_has_nothing_else_is_left_to_the_person(head: str) -> None:
    found = pasted(f"\t2024\t2025\t{head}\nWater produced\t11 910 000\t12 480 000\t13 000 000\n")

    assert written(found) == {("v_own", "2024"): 11_910_000, ("v_own", "2025"): 12_480_000}
    assert [line.period for line in found.periods] == ["2024", "2025", None]


def test_rows_that_only_say_more_about_the_years_are_no_figures() -> None:
    found = pasted("\tActual\tActual\tEstimate\n\t2022\t2023\t2024\nPopulation served\t318001\t336001\t358001\n")

    assert [line.text for line in found.variables] == ["Population served"]
    assert [line.text for line in found.periods] == ["Actual 2022", "Actual 2023", "Estimate 2024"]


@pytest.mark.parametrize(
    "text",
    [
        "2025\tJan\tFeb\tMar\nWater produced m3\t1\t2\t3\n",
        "Water production 2025\t\t\t\n\tJan\tFeb\tMar\nWater produced\t1\t2\t3\n",
        "\t2025\t\t\n\tJan\tFeb\tMar\nWater produced\t1\t2\t3\n",
        "\tJan 2025\tFeb 2025\tMar-25\tTotal\nWater produced\t1\t2\t3\t6\n",
    ],
)
def test_months_are_those_of_the_year_that_stands_over_or_before_them(text: str) -> None:
    assert written(pasted(text)) == {("v_own", "2025-01"): 1, ("v_own", "2025-02"): 2, ("v_own", "2025-03"): 3}


def test_months_of_no_year_wait_for_the_person() -> None:
    found = pasted("\tJan\tFeb\nWater produced\t1\t2\n")

    assert [(line.text, line.period) for line in found.periods] == [("Jan", None), ("Feb", None)]
    assert [problem.kind for problem in found.problems] == ["no_periods"]


def test_what_only_begins_like_a_month_is_none() -> None:
    for text in ("Marowe 2024", "Market 2024", "Output 2024", "Sector 2024"):
        assert find_period(text) is None
    assert find_period("Exercice 2021/22") == find_period("Ejercicio 2021-2022") == FoundPeriod("2021/22")
    assert find_period("Exercício 2023") == find_period("Gestión 2023") == FoundPeriod("2023", sure=False)
    assert find_period("Année 2023/24") == FoundPeriod("2023/24")
    assert find_period("T3 2024") == FoundPeriod("2024-Q3")
    assert find_period("2023 (provisoire)") == find_period("2023 (real)") == FoundPeriod("2023", sure=False)
    assert find_period("سبتمبر 2024") == FoundPeriod("2024-09")
    assert find_period("FY2024-25 (prov.)") == FoundPeriod("2024/25", sure=False)
    assert find_period("Year 1 (2023)") == FoundPeriod("2023", sure=False)


def test_a_table_whose_names_mean_nothing_to_us_is_shown_for_the_person_to_say() -> None:
    found = pasted("Bezeichnung\t2023\t2024\nReinwasserabgabe\t1 234,5\t1 300,0\nBelegschaft\t120\t125\n")

    assert [(line.text, line.variable) for line in found.variables] == [
        ("Reinwasserabgabe", None),
        ("Belegschaft", None),
    ]
    assert [line.period for line in found.periods] == ["2023", "2024"]


def test_a_unit_said_once_for_all_figures_is_taken_where_it_fits_and_is_a_guess() -> None:
    found = pasted("('000 m³)\t2023\nv_own\t11 910\nsupply_hours\t15\n")
    accounts = pasted("Accounts (in KES million)\t2023\nopex\t541\nn_staff\t312\n")

    assert written(found) == {("v_own", "2023"): 11_910_000, ("supply_hours", "2023"): 15}
    assert [line.sure for line in found.variables] == [False, True]
    assert written(accounts) == {("opex", "2023"): 541_000_000, ("n_staff", "2023"): 312}


def test_money_of_another_currency_waits_for_its_rate_and_ones_own_is_known_by_name() -> None:
    text = "\tUnit\t2023\nopex\tUSD million\t1.5\ncost_labour\tKES million\t12\nn_staff\tNo.\t318 1)\n"
    found = preview(cells_of(text), CATALOGUE, None, manner=Manner(currency="KES"))

    abroad, own, staff = (cell.given for cell in found.cells)
    assert (abroad.unit, abroad.typed) == ("million USD", Decimal("1.5"))
    assert [remark.kind for remark in abroad.remarks] == ["rate"]
    assert (own.unit, own.typed, own.remarks) == ("million local currency", Decimal(12), ())
    assert (staff.typed, staff.refused) == (Decimal(318), None)


def test_words_that_say_only_that_something_is_counted_do_not_hide_it() -> None:
    found = pasted("\t2023\nTotal number of staff\t312\nThe number of bursts\t40\nWater billed m3\t12\n")

    assert [line.variable for line in found.variables] == ["n_staff", "n_breaks", "v_bill_met"]


@pytest.mark.parametrize("text", ["<table><td>" + "x" * 3_000_000, "<table><td>" + "<" * 100_000, "<!--" * 90_000])
def test_html_that_is_no_table_of_figures_is_refused_before_it_is_read(text: str) -> None:
    with pytest.raises(BadInput, match="larger than any table"):
        cells_of_html(text)


def test_a_table_of_more_lines_than_anybody_could_look_at_is_refused() -> None:
    cells = cells_of("Item\t2024\n" + "".join(f"Thing {number}\t1\n" for number in range(1000)))
    with pytest.raises(BadInput, match="larger than any table"):
        check_size(cells, CATALOGUE)


@pytest.mark.parametrize(
    "table",
    [
        "Libellé\tUnité\t2023\nVolume produit\tm³\t12 480\nLongueur du réseau\tkm\t719\nNombre d'abonnés\tu\t42 300\n",
        "Libelle\tUnite\t2023\nEau produite\tm3\t12480\nLongueur du reseau\tkm\t719\nAbonnes\tnb\t42300\n",
        "Dato\tUnidad\t2023\nAgua producida\tm³\t12.480\nLongitud de red\tkm\t719\nConexiones activas\tud\t42.300\n",
        "Dado\tUnidade\t2023\nÁgua produzida\tm³\t12.480\nExtensão da rede\tkm\t719\nLigações activas\tnº\t42.300\n",
        "\tUnit\t2023\nSystem input volume\tm3\t12,480\nLength of network\tkm\t719\nActive connections\tNo.\t42,300\n",
    ],
    ids=["French", "French without accents", "Spanish", "Portuguese", "English"],
)
def test_usual_words_of_utilities_are_understood_in_the_language_of_their_country(table: str) -> None:
    found = preview(cells_of(table), CATALOGUE, manner=Manner(decimal="." if "12,480" in table else ","))

    expected = {"v_own": 12480, "len_mains": 719, "n_conn_water": 42300}
    assert written(found) == {(code, "2023"): value for code, value in expected.items()}
    assert {line.variable for line in found.guessed} == set(expected)


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        (("31/01/2024", "29/02/2024", "31/03/2024"), ("2024-01", "2024-02", "2024-03")),
        (("05/01/2024", "13/02/2024"), ("2024-01", "2024-02")),
        (("01/05/2024", "02/13/2024"), ("2024-01", "2024-02")),
        (("01/01/2024", "01/02/2024", "01/03/2024"), ("2024-01", "2024-02", "2024-03")),
        (("31.12.23", "31.01.24", "29.02.24"), ("2023-12", "2024-01", "2024-02")),
        (("2024-01-31", "2024-02-29 00:00:00"), ("2024-01", "2024-02")),
        (("31/03/2024", "30/06/2024", "30/09/2024"), ("2024-Q1", "2024-Q2", "2024-Q3")),
        (("31/12/2022", "31/12/2023"), ("2022", "2023")),
        (("30/06/2023", "30/06/2024"), ("2022/23", "2023/24")),
        (("09/01/2023", "10/01/2023"), (None, None)),
        (("13/02/2024", "14/02/2024"), (None, None)),
        (("13/02/2024", "02/14/2024"), (None, None)),
    ],
)
def test_days_over_columns_are_the_months_they_are_of_where_they_tell_which(
    heads: tuple[str, ...], periods: tuple[str | None, ...]
) -> None:
    figures = "\t".join(str(1000 + place) for place in range(len(heads)))
    across = pasted("\t" + "\t".join(heads) + f"\nWater produced\t{figures}\nStaff\t{figures}\n")
    down = pasted("Date\tWater produced\tStaff\n" + "".join(f"{head}\t1000\t20\n" for head in heads))

    for found in (across, down):
        assert tuple(line.period for line in found.periods) == periods
        assert [line.text for line in found.periods] == list(heads)
