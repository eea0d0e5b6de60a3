"""What was saved with one entry a row comes back: unchanged it changes nothing, elsewhere it says the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.pasted import preview
from wopfield.domain.pasted_table import Corrections
from wopfield.figures.reading import read_figures
from wopfield.figures.tables import entry_line, entry_sheet, read_table
from wopfield.figures.workbooks import as_csv, as_workbook
from wopfield.language import spoken
from wopfield.store import figures_taken_in, indicators
from wopfield.store.database import Database
from wopfield.store.indicators import Place
from wopfield.store.tables import IndicatorEntry

P, U, ME = "partnership", "marowe", "amina"
CATALOGUE = indicator_catalogue()
WORDS = ("value", "unit", "state", "basis", "confidence", "margin", "source", "note", "rate", "rate_date")


@pytest.fixture
def rows(database: Database) -> dict[Place, IndicatorEntry]:
    """Return entries with everything that can be said of one, typed oddly."""
    with database.change(ME) as editor:
        indicators.add_period(editor, P, U, "2024")
        for code, period, value, unit in (
            ("v_own", "2023", "12.500", "megalitres"),
            ("v_own", "2024", "1.234", ""),
            ("v_bill_met", "2024", "12345678901234567.8901", ""),
            ("opex", "2023/24", "2", "million USD"),
            ("rev_op", "2024-05", "3", "EUR"),
            ("v_meter_adj", "2024", "-5", ""),
            ("supply_hours", "2024", "0", "hours/day"),
        ):
            indicators.give(editor, indicators.blank(P, U, code, period), Decimal(value), unit)
        indicators.set_state(editor, indicators.blank(P, U, "pop_sewer", "2024"), "not_applicable")
        indicators.set_state(editor, indicators.blank(P, U, "v_unauth", "2024"), "not_measured")
    with database.read() as session:
        found = indicators.by_place(indicators.of_utility(session, P, U))
    with database.change(ME) as editor:
        row = editor.take(found["v_own", "2023"])
        row.source, row.note = '=Log book; page 3, "east"', "two lines\n\nof  it"
        row.confidence, row.margin, row.basis = "B", "3.50", "estimated"
        row.kept, row.kept_reason = "jump", "new well"
        indicators.set_rate(editor, found["opex", "2023/24"], "1450.50", "2024-06-30")
    with database.read() as session:
        return indicators.by_place(indicators.of_utility(session, P, U))


def plain(row: IndicatorEntry, word: str) -> object:
    """Return what an entry says, whatever blanks and noughts it is written with."""
    text: str = getattr(row, word)
    if word in ("value", "margin", "rate"):
        return Decimal(text or 0)
    return (text or CATALOGUE.variables[row.variable].unit) if word == "unit" else text.split()


def save(rows: dict[Place, IndicatorEntry], file: Path) -> None:
    sheet = entry_sheet(map(entry_line, rows.values()), CATALOGUE)
    file.write_bytes(as_csv(sheet).encode() if file.suffix == ".csv" else as_workbook([sheet]))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_entries_taken_back_unchanged_change_nothing_and_elsewhere_say_the_same(
    database: Database, rows: dict[Place, IndicatorEntry], tmp_path: Path, name: str, tongue: str
) -> None:
    with spoken(tongue):
        save(rows, tmp_path / name)
    found = preview(read_table(tmp_path / name, CATALOGUE), CATALOGUE)

    assert found.to_write.keys() == rows.keys()
    assert not found.refused + found.problems + found.guessed
    with database.change(ME) as editor:
        assert figures_taken_in.take_in(editor, rows, P, U, found.to_write, CATALOGUE) == 0
    with database.change(ME) as editor:
        assert figures_taken_in.take_in(editor, {}, P, "elsewhere", found.to_write, CATALOGUE) == len(rows)
    with database.read() as session:
        there = indicators.by_place(indicators.of_utility(session, P, "elsewhere"))
    for place, row in rows.items():
        for word in WORDS:
            assert plain(row, word) == plain(there[place], word), (place, word)
    assert indicators.figures(there.values(), CATALOGUE) == indicators.figures(rows.values(), CATALOGUE)


def test_a_changed_entry_is_the_only_one_that_changes(
    database: Database, rows: dict[Place, IndicatorEntry], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    save(rows, file)
    file.write_text(file.read_text("utf-8-sig").replace("1.234,", "1.235,"), encoding="utf-8")
    found = preview(read_table(file, CATALOGUE), CATALOGUE)
    with database.change(ME) as editor:
        assert figures_taken_in.take_in(editor, rows, P, U, found.to_write, CATALOGUE) == 1
    with database.read() as session:
        changed = indicators.by_place(indicators.of_utility(session, P, U))["v_own", "2024"]
    assert changed.value == "1.235"


def test_what_the_lines_are_can_be_put_right_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Period,Code,Value,Unit\n2023,v_own,5,ML\n2024,v_own,6,ML\n2024,wells,3,\n2023,v_own,7,\n", "utf-8")
    cells = read_table(file, CATALOGUE)
    assert "wells" in str(preview(cells, CATALOGUE).problems[0])
    assert len(preview(cells, CATALOGUE).refused) == 1
    found = preview(cells, CATALOGUE, None, Corrections({1: "n_breaks"}, {0: "2022"}, {0: "million m3"}))
    assert {place: float(given.entry.value or 0) for place, given in found.to_write.items() if given.entry} == {
        ("v_own", "2022"): 5e6, ("v_own", "2024"): 6e6, ("n_breaks", "2024"): 3,
    }  # fmt: skip


def test_saved_entries_are_worked_out_from_as_any_file_is(rows: dict[Place, IndicatorEntry], tmp_path: Path) -> None:
    save(rows, tmp_path / "a.csv")
    years = {year.period: year for year in read_figures(tmp_path / "a.csv", CATALOGUE).rows}
    assert set(years) == {"2023", "2024", "2023/24", "2024-05"}


@pytest.mark.parametrize(("written", "kept"), [("2024-06-30 00:00:00", "2024-06-30"), ("30/06/2024", ""), ("", "")])
def test_a_day_of_a_rate_that_nobody_can_read_is_said_before_it_is_left_out(written: str, kept: str) -> None:
    heads, values = (
        ["Code", "Period", "Value", "Unit", "Exchange rate", "Day of the rate"],
        ["opex", "2024", "2", "USD"],
    )
    (given,) = preview([heads, [*values, "1450.5", written]], CATALOGUE).to_write.values()

    assert (given.rate, given.rate_date) == ("1450.5", kept)
    told = ["The day of the rate, “30/06/2024”, is not known; write it as 2025-12-31."]
    assert [str(remark) for remark in given.remarks] == (told if written and not kept else [])
