"""Figures as workbooks: taken out, sent ahead as a template, and taken back in with a look at them first."""

import csv
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.cli.test_command_line import wopfield
from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import read_given
from wopfield.domain.indicator import Entry
from wopfield.domain.pasted import preview
from wopfield.domain.pasted_table import Corrections, Preview
from wopfield.domain.pasted_words import kind_of
from wopfield.domain.plainly_given import Manner
from wopfield.domain.units import units_for
from wopfield.errors import BadInput
from wopfield.figures.tables import EntryLine, entry_sheet, preview_answer, preview_lines, read_table, result_sheet
from wopfield.figures.unit_words import with_own_units
from wopfield.figures.workbooks import Sheet, as_csv, as_workbook, template
from wopfield.language import OWN_NAMES, _, spoken

CATALOGUE = indicator_catalogue()
VARIABLES = ("days", "v_own", "v_import", "len_mains", "opex")
HOSTILE = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", '=HYPERLINK("http://example.org","x")', "\tx", "a\x00b")


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def filled(tmp_path: Path, change: Callable[[Any], None]) -> Preview:
    """Return what a template gives back after somebody typed into it."""
    book = opened(template(CATALOGUE, VARIABLES, ("2023", "2024/25"), "Marowe"))
    change(book.worksheets[0])
    book.save(tmp_path / "filled.xlsx")
    return preview(read_table(tmp_path / "filled.xlsx", CATALOGUE), CATALOGUE)


# ── the template ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_template_can_be_typed_into_where_figures_go_and_nowhere_else() -> None:
    page = opened(template(CATALOGUE, VARIABLES, ("2023", "2024/25"), "Marowe")).worksheets[0]
    assert page.protection.sheet
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert {"D2", "E6", "F3", "C3"} <= open_cells  # figures, the note, and a unit that can be chosen
    assert not {"A1", "A2", "B2", "C2", "D1"} & open_cells
    assert page.data_validations.dataValidation[0].formula1.startswith('"m3,thousand m3')
    assert "metered" in page["B3"].comment.text


def test_what_is_typed_into_a_template_comes_back_in_its_unit(tmp_path: Path) -> None:
    def type_in(page: Any) -> None:
        page["D2"], page["E2"] = 365, 365
        page["C3"], page["D3"], page["E3"] = "megalitres", 12.5, "not measured"
        page["D4"], page["E4"] = 0, "not applicable"
        page["D5"] = "580,5"
        page["D6"], page["E6"] = "=1+1", "12 %"

    found = filled(tmp_path, type_in)
    entries = {place: given.entry for place, given in found.to_write.items()}
    assert {place: entry.value for place, entry in entries.items() if entry and entry.value is not None} == {
        ("days", "2023"): 365, ("days", "2024/25"): 365, ("v_own", "2023"): 12_500, ("v_import", "2023"): 0,
        ("len_mains", "2023"): Decimal("580.5"),
    }  # fmt: skip
    assert {place: entry.state for place, entry in entries.items() if entry and entry.value is None} == {
        ("v_own", "2024/25"): "not_measured", ("v_import", "2024/25"): "not_applicable",
    }  # fmt: skip
    assert [cell.text for cell in found.refused] == ["=1+1", "12 %"]
    assert not found.problems


@pytest.mark.parametrize("code", OWN_NAMES)
def test_a_template_is_understood_in_the_words_of_the_language_it_was_made_in(code: str) -> None:
    with spoken(code):
        heads = (_("How sure"), _("Where it comes from"), _("Note"))
        none = (_("not measured"), _("does not apply"))
        unit = _("Unit")
    assert [kind_of(head) for head in heads] == ["grade", "source", "note"]
    given = [read_given(CATALOGUE.variables["v_own"], words).entry for words in none]
    assert [entry.state for entry in given if entry] == ["not_measured", "not_applicable"]
    found = preview([["", unit, "2024"], ["v_own", "furlongs", "1"]], CATALOGUE)
    assert "furlongs" in str(found.refused[0].given.refused)  # its column is taken for one of units


@pytest.mark.parametrize(("code", "name"), [("fr", "Volume de ressources propres"), ("ar", "الحجم من المصادر الذاتية")])
def test_a_template_made_by_the_command_names_figures_in_its_language_and_reads_as_that_does(
    tmp_path: Path, code: str, name: str
) -> None:
    file = tmp_path / "a.xlsx"
    done = wopfield(
        "indicators",
        "template",
        "--out",
        str(file),
        "--periods",
        "2024",
        WOPFIELD_LANGUAGE=code,
        LANGUAGE="",
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stderr
    page = load_workbook(file).worksheets[0]

    assert name in [cell.value for cell in page["B"]]
    assert bool(page.sheet_view.rightToLeft) == (code == "ar")


def test_the_units_of_a_template_are_in_its_language_and_understood_in_any(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    with spoken("fr"):
        path.write_bytes(template(CATALOGUE, VARIABLES, ("2023",), "Marowe", "XOF"))
        thousand = _("thousand m3")
    book = load_workbook(path)
    page = book.worksheets[0]
    assert thousand in page.data_validations.dataValidation[0].formula1
    assert page["C2"].value == "jours"
    page["C3"], page["D3"] = thousand, 12.5
    book.save(path)
    found = preview(read_table(path, CATALOGUE), CATALOGUE)
    (given,) = found.to_write.values()
    assert given.entry is not None
    assert given.entry.value == 12_500
    assert not found.problems


@pytest.mark.parametrize("code", OWN_NAMES)
def test_every_unit_a_template_offers_is_in_its_language_and_understood(code: str) -> None:
    with spoken(code):
        variables = ("v_own", "opex", "gni_pc", "bill_6m3", "tariff_retail")
        page = opened(template(CATALOGUE, variables, ("2023",), "Marowe", "KES")).worksheets[0]
        american = _("thousand US gallons")
    lists = {str(each.sqref): each.formula1.strip('"').split(",") for each in page.data_validations.dataValidation}
    offered = {"v_own": lists["C2"], "opex": lists["C3"]}
    offered |= {one: [str(page[f"C{row}"].value)] for row, one in enumerate(variables, 2) if row > 3}

    assert american in offered["v_own"]
    assert (american == "thousand US gallons") is (code == "en")
    assert offered["opex"][0] == "KES"
    assert offered["gni_pc"][0].startswith("KES/")
    assert (offered["gni_pc"][0] == "KES/person/year") is (code == "en")
    for variable, units in offered.items():
        assert len(units) == (
            len(units_for(CATALOGUE.variables[variable].unit)) if variable in ("v_own", "opex") else 1
        )
        for unit in units:
            cells = with_own_units((("", "Unit", "2023"), (variable, unit, "1")), CATALOGUE)
            assert (variable, "2023") in preview(cells, CATALOGUE, manner=Manner(currency="KES")).to_write, unit


def test_a_template_is_printed_across_the_page_as_wide_as_it_is() -> None:
    page = opened(template(CATALOGUE, VARIABLES, ("2023",), "Marowe")).worksheets[0]

    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)


def test_an_empty_template_writes_nothing(tmp_path: Path) -> None:
    assert filled(tmp_path, lambda page: None).to_write == {}


def test_a_preview_says_all_it_would_do(tmp_path: Path) -> None:
    def type_in(page: Any) -> None:
        page["D3"] = 12.5

    told = preview_answer(filled(tmp_path, type_in), written=False)
    assert told["figures"] == [{"variable": "v_own", "period": "2023", "value": 12.5, "state": "measured"}]
    assert told["written"] is False


# ── taken out ────────────────────────────────────────────────────────────────────────────────────────────────


def test_entries_and_results_go_out_with_what_is_missing_said() -> None:
    figures = {"2024": {"pop_water": Entry(Decimal(700)), "pop_area": Entry(Decimal(1000))}, "2025": {}}
    lines = [EntryLine("pop_area", "2024", Decimal(1), "thousand persons", confidence="B", source="Census")]
    book = opened(as_workbook([entry_sheet(lines, CATALOGUE), result_sheet(figures, CATALOGUE)]))
    entries = list(book["Entries"].iter_rows(values_only=True))
    assert entries[1][:5] == ("pop_area", "Population in the service area", "2024", 1, "thousand persons")
    coverage = next(row for row in book["Indicators"].iter_rows(values_only=True) if row[0] == "CV01")
    assert coverage[3:5] == (70, None)
    assert coverage[5] == "2025: lacks pop_water, pop_area"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = Sheet("Notes", (("head",), (text,)))
    cell = opened(as_workbook([sheet])).worksheets[0]["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.strip() == text.replace("\x00", "").strip()
    (line,) = list(csv.reader(StringIO(as_csv(sheet).removeprefix("\ufeff"))))[1:]
    assert not line[0].startswith(("=", "+", "-", "@", "\t"))


def test_numbers_in_a_csv_stay_numbers() -> None:
    sheet = Sheet("x", (("a", "b", "c"), (-1.5, Decimal("-2"), None)))
    assert as_csv(sheet).splitlines()[1] == "-1.5,-2,"


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────────────────


def bomb() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", compression=8) as parts:
        for place in range(5):
            parts.writestr(f"xl/{place}.xml", b"\0" * 50_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no workbook", "no workbook"),
        (b"PK\x03\x04 damaged", "no workbook"),
        (b"", "cannot be read"),
        (bomb, "larger than any table"),
        (lambda: as_workbook([Sheet("empty", ((),))]), "nothing in it"),
    ],
)
def test_a_workbook_that_is_none_is_refused_in_a_sentence(
    content: bytes | Callable[[], bytes], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content if isinstance(content, bytes) else content())
    with pytest.raises(BadInput, match=said):
        read_table(path, CATALOGUE)


def test_a_formula_somebody_typed_counts_as_what_it_showed(tmp_path: Path) -> None:
    # openpyxl writes no shown value, so the cell is written as a spreadsheet program would leave it
    book = as_workbook([Sheet("Figures", (("Code", "2024"), ("v_own", 99.0)))])
    path = tmp_path / "a.xlsx"
    with ZipFile(BytesIO(book)) as before, ZipFile(path, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert text.count(b"<v>99</v>") == 1
                text = text.replace(b"<v>99</v>", b"<f>1+1</f><v>2</v>")
            after.writestr(part, text)
    assert preview(read_table(path, CATALOGUE), CATALOGUE).to_write["v_own", "2024"].typed == 2


def test_a_number_of_a_workbook_is_the_same_where_a_comma_is_the_decimal_sign(tmp_path: Path) -> None:
    book = as_workbook(
        [Sheet("Figures", (("Code", "2023", "2024"), ("len_mains", 1.234, 1e17), ("opex", -2.5, 0.125)))]
    )
    (tmp_path / "a.xlsx").write_bytes(book)
    cells = read_table(tmp_path / "a.xlsx", CATALOGUE)
    for sign in (".", ","):
        found = preview(cells, CATALOGUE, corrections=Corrections(decimal=sign))
        assert {place: str(given.typed) for place, given in found.to_write.items()} == {
            ("len_mains", "2023"): "1.234", ("len_mains", "2024"): "100000000000000000", ("opex", "2023"): "-2.5",
            ("opex", "2024"): "0.125",
        }  # fmt: skip


def test_of_several_sheets_the_one_with_most_figures_is_taken(tmp_path: Path) -> None:
    cover = Sheet("Cover", (("Annual report", "2024"), ("opex", "see below")))
    table = Sheet("Data", (("Item", "2023", "2024"), ("v_own", 1.0, 2.0)))
    (tmp_path / "a.xlsx").write_bytes(as_workbook([cover, table]))
    assert len(preview(read_table(tmp_path / "a.xlsx", CATALOGUE), CATALOGUE).to_write) == 2


def test_letters_of_an_old_spreadsheet_program_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Élément;2024\nv_own;1,5\n".encode("cp1252"))
    assert preview(read_table(path, CATALOGUE), CATALOGUE).to_write["v_own", "2024"].typed == Decimal("1.5")
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(BadInput, match="save it as"):
        read_table(path, CATALOGUE)


def test_the_command_line_tells_what_was_made_of_a_cell_before_it_is_written() -> None:
    cells = (("Figure", "2023", "2024"), ("Operating expenses", "$1.3m", "n/a"))
    told = list(preview_lines(preview(cells, CATALOGUE), CATALOGUE, written=False))
    assert "Check: Operating expenses, 2023: “$1.3m” was read as 1\u202f300\u202f000\u202flocal currency." in told
    assert any(line.startswith("Check: Operating expenses, 2024: “n/a” was taken as no figure.") for line in told)
