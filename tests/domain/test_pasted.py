"""Messy tables as people copy them: what each cell would become, before anything is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.indicator import Entry
from wopfield.domain.matching import Matcher
from wopfield.domain.pasted import cells_of, preview
from wopfield.domain.pasted_decimals import settled
from wopfield.domain.pasted_html import cells_of_html
from wopfield.domain.pasted_table import Anchor, Corrections, Preview
from wopfield.domain.period_words import FoundPeriod, find_period
from wopfield.domain.plainly_given import Manner
from wopfield.domain.quantity import DecimalSign
from wopfield.errors import BadInput

CATALOGUE = indicator_catalogue()


def pasted(text: str, anchor: Anchor | None = None, corrections: Corrections | None = None) -> Preview:
    return preview(cells_of(text), CATALOGUE, anchor, corrections or Corrections())


def written(found: Preview) -> dict[tuple[str, str], float]:
    return {
        place: float(given.entry.value)
        for place, given in found.to_write.items()
        if given.entry is not None and given.entry.value is not None
    }


def test_names_down_and_years_across_are_mapped() -> None:
    found = pasted("Variable\t2023\t2024\nVolume from own sources\t100\t110\nv_import\t5\t6\n")
    assert written(found) == {
        ("v_own", "2023"): 100, ("v_own", "2024"): 110, ("v_import", "2023"): 5, ("v_import", "2024"): 6,
    }  # fmt: skip
    assert not found.across
    assert not found.problems
    assert all(line.sure for line in found.variables if line.variable)


def test_years_down_and_variables_across_are_mapped_too() -> None:
    found = pasted("Year\tv_own\tPopulation served with water\n2023\t100\t7\n2024\t110\t8\n")
    assert found.across
    assert written(found) == {
        ("v_own", "2023"): 100, ("v_own", "2024"): 110, ("pop_water", "2023"): 7, ("pop_water", "2024"): 8,
    }  # fmt: skip
    assert {(cell.row, cell.column) for cell in found.cells} == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_units_behind_the_name_and_in_a_column_of_their_own_are_taken() -> None:
    found = pasted(
        "Item\tUnit\t2023/24\nVolume from own sources\tML\t1,5\nLength of distribution mains (miles)\t\t10\n"
    )
    assert written(found) == {("v_own", "2023/24"): 1500, ("len_mains", "2023/24"): 16.09344}
    assert found.decimal == ","
    given_own = found.to_write["v_own", "2023/24"]
    assert (given_own.typed, given_own.unit) == (Decimal("1.5"), "megalitres")


def test_a_unit_in_a_column_of_its_own_goes_before_one_behind_the_name_and_is_to_be_looked_at() -> None:
    found = pasted("\tUnit\t2025\nPopulation served (persons)\tthousands\t381\n")

    assert written(found) == {("pop_water", "2025"): 381_000}
    assert not found.variables[0].sure


def test_a_unit_that_does_not_fit_refuses_the_row_and_a_currency_by_name_is_the_utilitys_own() -> None:
    found = pasted("Item\tUnit\t2024\nv_own\tfurlongs\t1\nv_import\tML\t2\nopex\tMWK\t3\n")
    assert written(found) == {("v_import", "2024"): 2000, ("opex", "2024"): 3}
    assert "furlongs" in str(found.refused[0].given.refused)


def test_words_of_their_own_are_guessed_and_marked() -> None:
    found = pasted("\t2024\nWater produced (Mm³)\t12.5\nStaff\t320\nVolume from own sourcs\t\nTotal\t7\n")
    assert written(found) == {("v_own", "2024"): 12_500_000, ("n_staff", "2024"): 320}
    assert {line.variable for line in found.guessed} == {"v_own", "n_staff"}
    assert [str(problem) for problem in found.problems] == ["No variable was found for: Total."]


def test_a_person_can_correct_what_was_mapped() -> None:
    text = "\tlast year\nOutput\t12\nStaff\t320\n"
    assert not pasted(text).to_write
    found = pasted(text, corrections=Corrections({1: "v_own", 2: ""}, {1: "2024"}, {1: "ML"}))
    assert written(found) == {("v_own", "2024"): 12_000}


def test_numbers_alone_go_where_the_chosen_cell_is() -> None:
    anchor = Anchor(("v_own", "v_import"), ("2023", "2024"))
    found = pasted("1\t2\n3\t4\n5\t6\n", anchor)
    assert written(found) == {
        ("v_own", "2023"): 1, ("v_own", "2024"): 2, ("v_import", "2023"): 3, ("v_import", "2024"): 4,
    }  # fmt: skip
    assert [problem.kind for problem in found.problems] == ["no_room"]
    assert [problem.kind for problem in pasted("1\t2\n").problems] == ["no_names"]


def test_what_is_no_figure_is_refused_and_the_others_stand() -> None:
    found = pasted("\t2023\t2024\t2025\nv_own\t=A1\tn/a\t12 %\nv_import\tnot measured\t0\t3\n")
    assert [cell.text for cell in found.refused] == ["=A1", "12 %"]
    states = {place: given.entry.state for place, given in found.to_write.items() if given.entry}
    assert states == {
        ("v_import", "2023"): "not_measured", ("v_import", "2024"): "measured", ("v_import", "2025"): "measured",
    }  # fmt: skip


def test_a_figure_that_stands_twice_is_asked_about() -> None:
    found = pasted("\t2024\nv_own\t1\nVolume from own sources\t2\n")
    assert written(found) == {("v_own", "2024"): 1}
    assert "Another row" in str(found.refused[0].given.refused)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"), (" 2024 ", "2024"), ("2024.0", "2024"), ("٢٠٢٤", "2024"), ("2023/24", "2023/24"),
        ("2023-24", "2023/24"), ("2023–2024", "2023/24"), ("FY 2023/24", "2023/24"), ("Q2 2024", "2024-Q2"),
        ("2024-Q2", "2024-Q2"), ("Jan 2024", "2024-01"), ("Jan-24", "2024-01"), ("août 2024", "2024-08"),
        ("FY22/23", "2022/23"), ("July 2023 – June 2024", "2023/24"), ("Jan 2023 to Dec 2023", "2023"),
        ("31/12/2023", "2023"), ("2023-12-31 00:00:00", "2023"), ("2024*", "2024"),
        ("05/2024", "2024-05"), ("2024-05", "2024-05"), ("Year 2024", "2024"), ("Diciembre 2024", "2024-12"),
    ],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(text: str, period: str) -> None:
    assert find_period(text) == FoundPeriod(period)


def test_a_fiscal_year_named_by_one_year_is_only_a_guess() -> None:
    assert find_period("FY2024") == FoundPeriod("2024", sure=False)
    assert find_period("2011-12") == FoundPeriod("2011/12", sure=False)  # or December 2011
    for text in ("", "12", "2023/25", "13/2024", "Total", "x" * 100, "123456"):
        assert find_period(text) is None


def test_a_variable_is_found_by_code_name_and_likeness_but_not_by_anything() -> None:
    matcher = Matcher(CATALOGUE)
    found = {text: matcher.find(text) for text in ("V_OWN", "Water imported, ML", "Lenght of distribution mains")}
    assert [(match.variable, match.sure, match.unit) for match in found.values() if match] == [
        ("v_own", True, ""), ("v_import", True, "ML"), ("len_mains", False, ""),
    ]  # fmt: skip
    for text in ("", "1234", "Total", "Remarks", "x" * 1000):
        assert matcher.find(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Electricity cost", "cost_energy"),
        ("Power costs (KES)", "cost_energy"),
        ("Staff cost", "cost_labour"),
    ],
)
def test_what_accounts_call_a_cost_is_a_guess_at_it(text: str, code: str) -> None:
    found = Matcher(CATALOGUE).find(text)
    assert found is not None
    assert (found.variable, found.sure) == (code, False)


@pytest.mark.parametrize("text", ["", " \n\t\n", "x" * 6_000_000, "\t\n" * 10])
def test_what_is_no_table_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="Nothing was written"):
        cells_of(text)


def test_the_decimal_sign_is_the_one_that_can_be_nothing_else() -> None:
    for cells, here, sign, proven in (
        (["1.234,5", "12,5"], ".", ",", True),
        (["1,234.5", "1,234"], ",", ".", True),
        (["0,750", "1,234"], ".", ",", True),
        (["1,234", "7"], ".", ".", False),
        (["1,234", "7"], ",", ",", False),
        (["1.5", "2,5", "3.5"], ",", ".", False),
    ):
        found = settled([cells], None, Manner("," if here == "," else "."))
        assert (found.decimal, found.proven) == (sign, proven)


@pytest.mark.parametrize("here", [".", ","])
@pytest.mark.parametrize(
    ("others", "value", "asked"),
    [
        ("398450\t", 402_100, False),
        ("398 450\t390 000", 402_100, False),
        ("398\t390", Decimal("402.1"), False),
        ("1,398,450\t", 402_100, False),
        ("398,450\t390,000", None, True),
        ("398\t390000", None, True),
    ],
)
def test_what_could_be_two_numbers_is_asked_about_only_where_nothing_beside_it_tells(
    here: DecimalSign, others: str, value: Decimal | None, asked: bool
) -> None:
    text = f"\t2022\t2023\t2024\npop_water\t402,100\t{others}\n"
    found = preview(cells_of(text), CATALOGUE, None, manner=Manner(here))
    given = found.to_write["pop_water", "2022"]
    assert given.entry is not None
    if value is None:
        assert found.decimal == here
    else:
        assert given.entry.value == value
    # where a comma is the sign of one's language, one says so oneself by typing it
    assert ("ambiguous" in [remark.kind for remark in given.remarks]) == (asked and here == ".")


def test_the_sign_that_a_person_chose_is_not_asked_about_again() -> None:
    cells = cells_of("\t2022\npop_water\t402,100\n")
    for sign, value in ((".", Decimal(402_100)), (",", Decimal("402.1"))):
        chosen = preview(cells, CATALOGUE, None, Corrections(decimal="," if sign == "," else "."))
        given = chosen.to_write["pop_water", "2022"]
        assert (given.entry.value if given.entry else None, given.remarks) == (value, ())


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=5))
def test_no_table_whatever_breaks_the_preview(cells: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in cells)
    try:
        found = pasted(text, Anchor(("v_own",), ("2024",)))
    except BadInput:
        return
    assert all(given.entry is not None for given in found.to_write.values())


def test_grades_sources_and_notes_beside_figures_go_with_them() -> None:
    found = pasted(
        "Item\t2023\t2024\tGrade\tSource\tRemarks\nv_own\t1\t2\tB2\tMeters\t\nv_import\t\t\tA\t\tno imports\n"
    )
    (first, second) = (found.to_write["v_own", year] for year in ("2023", "2024"))
    assert first.entry == Entry(Decimal(1), "B", margin=Decimal(20))
    assert (first.source, second.source) == ("Meters", "Meters")
    assert [str(each) for each in found.problems] == ["Beside no figure, and so not taken in: A, no imports."]


def test_where_each_year_has_a_grade_it_belongs_to_that_year() -> None:
    found = pasted("Item\t2023\tGrade\t2024\tGrade\nv_own\t1\tA\t2\tC\nv_import\t3\t\t4\tso-so\n")
    grades = {place: given.entry.confidence for place, given in found.to_write.items() if given.entry}
    assert grades == {
        ("v_own", "2023"): "A", ("v_own", "2024"): "C", ("v_import", "2023"): None, ("v_import", "2024"): None,
    }  # fmt: skip
    assert "so-so" in str(found.to_write["v_import", "2024"].remarks[0])


def test_years_down_have_their_notes_beside_them() -> None:
    found = pasted("Year\tv_own\topex\tNotes\n2023\t100\t7\taudited\n2024\t110\t8\t\n")
    assert {place: given.note for place, given in found.to_write.items()} == {
        ("v_own", "2023"): "audited", ("v_own", "2024"): "", ("opex", "2023"): "audited", ("opex", "2024"): "",
    }  # fmt: skip
    assert not found.problems


@pytest.mark.parametrize("text", ["2025 budget", "FY22/24", "July 2023 - May 2024", "15/12/2023"])
def test_what_is_no_period_of_what_was_is_left_to_the_person(text: str) -> None:
    assert find_period(text) is None


def test_words_that_may_mean_another_year_are_a_guess() -> None:
    assert find_period("2024 (est.)") == FoundPeriod("2024", sure=False)
    assert find_period("Year ended 30 June 2024") == FoundPeriod("2023/24", sure=False)


def test_figures_as_accountants_and_their_programs_write_them() -> None:
    found = pasted("\t2023\t2024*\t2025 budget\nv_meter_adj ¹\t(1 200)\t1200-\t5\nStaff 2)\t320 *\t1.2E+03\t7\n")
    assert written(found) == {
        ("v_meter_adj", "2023"): -1200, ("v_meter_adj", "2024"): -1200, ("n_staff", "2023"): 320,
        ("n_staff", "2024"): 1200,
    }  # fmt: skip
    assert written(pasted("Item\tUnit\t2024\nPopulation\t'000\t501\n")) == {("pop_area", "2024"): 501_000}


def test_merged_cells_of_a_table_in_html_keep_the_columns() -> None:
    text = """<p>before</p><table border=1><tr><th rowspan=2>Item<th colspan=2>2023<th colspan="2">2024</tr>
    <tr><th>Actual<th>Budget<th>Actual<th>Budget</tr>
    <tr><td>Volume from<br>own sources <b>(ML)</b><td>1&nbsp;100<td>2<td>3<table><tr><td>9</table><td>4</table>"""
    found = preview(cells_of_html(text), CATALOGUE)
    assert written(found) == {("v_own", "2023"): 1_100_000, ("v_own", "2024"): 3000}
    assert cells_of_html("<p>no table</p>") == ()


@given(st.text(alphabet="<>/tabledrh =\"2'&;x", max_size=200))
def test_no_html_whatever_breaks_the_reader(text: str) -> None:
    cells = cells_of_html(f"<table><tr><td>1</td>{text}")
    assert len({len(row) for row in cells}) <= 1
