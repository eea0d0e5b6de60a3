"""Figures carried out as files and back in: a template sent ahead, workbooks, CSV, and files that are none."""

import csv
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLineEdit

from tests.ui.figures import COSTS, HOURS, begin_typing, entries, figures, on_two_years
from tests.ui.stage import TODAY, Stage, button, field, words_in
from wopfield.checklists import library
from wopfield.store import indicators, own
from wopfield.store.tables import Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.pill import Pill


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "Ana Maria, été"
    folder.mkdir()
    return folder / "figures.xlsx"


@pytest.fixture
def screen(stage: Stage, partnership: Partnership, place: Path) -> IndicatorsScreen:
    figures(stage, partnership, "2024", ("pop_area", "517000"), (HOURS, "14"), (COSTS, "579"))
    return on_files(stage, partnership, place)


def on_files(stage: Stage, partnership: Partnership, place: Path) -> IndicatorsScreen:
    """Open the screen where every file that is asked for is ``place``."""

    def make(theme: Theme, operations: Operations) -> IndicatorsScreen:
        return IndicatorsScreen(
            theme,
            operations,
            today=lambda: TODAY,
            choose_to_save=lambda *_asked: str(place),
            choose_to_open=lambda *_asked: str(place),
        )

    return stage.open(make, partnership=partnership.id)


def run(stage: Stage, screen: IndicatorsScreen, words: str) -> None:
    """Do what the menu and Ctrl+K offer, and wait until the file is written or read."""
    told = len(stage.told)
    next(command for command in screen.commands() if command.words == words).run()
    looks = ("Look before it is written", "Look before it is taken in")
    stage.qtbot.waitUntil(
        lambda: len(stage.told) > told or any(words in said(screen) for words in looks), timeout=20_000
    )
    stage.settle()


def said(screen: IndicatorsScreen) -> str:
    return "\n".join(words_in(screen))


def test_a_template_comes_back_filled_with_figures_grades_and_notes_as_one_change(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, place: Path
) -> None:
    count = len(library.indicator_catalogue().common_variables)
    run(stage, screen, f"Save a template of the {count} figures shown")
    assert stage.told[-1][0] == f"Saved as figures.xlsx, with {count} figures to fill in"
    book = load_workbook(place)
    page = book.worksheets[0]
    line = next(row for row in page.iter_rows(min_row=2) if row[0].value == COSTS)
    assert [cell.value for cell in page[1]][3:] == ["2024", "How sure", "Where it comes from", "Note"]
    for cell, value in zip(line[3:], (612.345, "B", "Accounts 2024", "audited"), strict=True):
        cell.value = value
    book.save(place)

    run(stage, screen, "Take in a workbook or CSV")
    assert "B · Accounts 2024 · audited" in said(screen)
    assert entries(stage.database, partnership)[COSTS, "2024"].value == "579"
    stage.press(button(screen, "Write one figure"))
    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.value, row.confidence, row.source, row.note) == ("612.345", "B", "Accounts 2024", "audited")

    words, undo = stage.told[-1]
    assert words == "One figure was written"
    assert undo is not None
    undo()
    stage.settle()
    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.value, row.confidence, row.source, row.note) == ("579", "", "", "")


def test_a_template_asks_for_the_figures_shown_or_for_all_and_says_how_many(
    stage: Stage, screen: IndicatorsScreen, place: Path
) -> None:
    field(screen, "Find a figure", QLineEdit).setText("supply")
    run(stage, screen, "Save a template of the 3 figures shown")
    assert stage.told[-1][0] == "Saved as figures.xlsx, with 3 figures to fill in"
    assert HOURS in asked_for(place)
    assert len(asked_for(place)) == 3
    run(stage, screen, "Save a template of all figures")
    assert asked_for(place) == list(library.indicator_catalogue().variables)


def asked_for(place: Path) -> list[object]:
    """Return the codes of the figures a template asks for."""
    return [row[0].value for row in load_workbook(place).worksheets[0].iter_rows(min_row=2) if row[0].value]


def test_before_any_year_is_there_a_template_is_saved_and_taken_in(
    stage: Stage, partnership: Partnership, place: Path
) -> None:
    screen = on_files(stage, partnership, place)
    stage.press(button(screen, "Save a template of the common figures"))
    stage.qtbot.waitUntil(lambda: bool(stage.told), timeout=20_000)
    book = load_workbook(place)
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]][3:8] == ["2021", "2022", "2023", "2024", "2025"]
    next(row for row in page.iter_rows(min_row=2) if row[0].value == HOURS)[7].value = 15
    book.save(place)
    run(stage, screen, "Take in a workbook or CSV")
    stage.press(button(screen, "Write one figure"))
    assert entries(stage.database, partnership)[HOURS, "2025"].value == "15"


def test_figures_and_results_are_saved_as_workbook_and_as_csv(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, place: Path
) -> None:
    figures(stage, partnership, "2026", (HOURS, "16"))
    stage.do(lambda editor: indicators.clear(editor, entries(stage.database, partnership)[HOURS, "2026"]))
    run(stage, screen, "Save figures and results as a workbook")
    book = load_workbook(place)
    assert book.sheetnames == ["Entries", "Indicators"]
    assert {cell.value for cell in book["Entries"]["C"]} == {"Period", "2024"}, "what was removed leaves no line"

    screen = on_files(stage, partnership, place.with_name("figures.csv"))
    run(stage, screen, "Save the results as CSV")
    assert "CV01" in place.with_name("figures.csv").read_text("utf-8-sig")
    begin_typing(screen, HOURS, "2024", "17.25")
    run(stage, screen, "Save the figures as CSV")
    assert "supply_hours" in (text := place.with_name("figures.csv").read_text("utf-8-sig"))
    assert "17.25" in text, "what was still being typed is saved, too"


def test_definitions_of_our_own_go_to_another_partnership_and_one_undo_takes_them_back(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, place: Path
) -> None:
    run(stage, screen, "Save the definitions of our own figures")
    assert stage.told[-1][0] == "Nothing of our own is defined yet."
    catalogue = library.indicator_catalogue()
    with stage.database.change("amina") as editor:
        blank = own.blank_variable(partnership.id, "own_dogs")
        shown = own.say_variable(editor, catalogue, blank, name="Dogs that find leaks", unit="number",
                                 plausible_min="0", plausible_max="9")  # fmt: skip
    file = place.with_name("definitions.csv")
    screen = on_files(stage, partnership, file)
    run(stage, screen, "Save the definitions of our own figures")
    with stage.database.change("amina") as editor:
        own.remove_variable(editor, shown)

    run(stage, screen, "Take in definitions of figures")
    assert {"Dogs that find leaks", "own_dogs · A figure of our own · number"} <= set(words_in(screen))
    assert "New" in [pill.text() for pill in screen.findChildren(Pill)]
    assert stage.read(partial(own.variables, scope=partnership.id)) == []
    stage.press(button(screen, "Take in 1 definition"))
    words, undo = stage.told[-1]
    assert words == "1 definition is new or changed."
    assert [row.name for row in stage.read(partial(own.variables, scope=partnership.id))] == ["Dogs that find leaks"]
    assert undo is not None
    undo()
    stage.settle()
    assert stage.read(partial(own.variables, scope=partnership.id)) == []


def test_of_a_file_of_definitions_what_cannot_be_used_says_why_and_the_rest_is_compared(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, place: Path
) -> None:
    with stage.database.change("amina") as editor:
        blank = own.blank_variable(partnership.id, "own_dogs")
        own.say_variable(editor, library.indicator_catalogue(), blank, name="Dogs", unit="number", plausible_min="0",
                         plausible_max="9")  # fmt: skip
    file = place.with_name("definitions.csv")
    file.write_text(
        "code,name,unit,formula,direction,plausible_min,plausible_max,typical_min,typical_max\n"
        "OWN_X,Nonsense,%,v_own / nothing,higher_better,,,0,1\nown_dogs,Dogs,number,,,0,20,,\n", encoding="utf-8"
    )  # fmt: skip
    screen = on_files(stage, partnership, file)
    run(stage, screen, "Take in definitions of figures")
    shown = said(screen)
    assert "there is no variable “nothing”" in shown
    assert "One definition cannot be used, and is left out." in shown
    assert "Usually at most: 20, here 9" in shown
    stage.press(button(screen, "Take in nothing"))
    assert [row.plausible_max for row in stage.read(partial(own.variables, scope=partnership.id))] == ["9"]
    run(stage, screen, "Take in definitions of figures")
    stage.press(button(screen, "Take in 1 definition"))
    assert [row.plausible_max for row in stage.read(partial(own.variables, scope=partnership.id))] == ["20"]
    assert stage.read(partial(own.indicators, scope=partnership.id)) == []


def test_why_a_figure_was_kept_is_seen_before_it_is_taken_in_with_the_figure(
    stage: Stage, partnership: Partnership, place: Path
) -> None:
    figures(stage, partnership, "2024", (COSTS, "612"))
    figures(stage, partnership, "2025", (COSTS, "6120"))
    file = place.with_name("figures.csv")
    screen = on_files(stage, partnership, file)
    run(stage, screen, "Save the figures as CSV")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    line = next(row for row in rows if (row[0], row[2]) == (COSTS, "2025"))
    line[rows[0].index("Kept although asked, because")] = "New pumps were paid for"
    with file.open("w", encoding="utf-8", newline="") as saved:
        csv.writer(saved).writerows(rows)

    run(stage, screen, "Take in a workbook or CSV")
    assert "kept, because: New pumps were paid for" in said(screen)
    stage.press(button(screen, "Write 2 figures"))
    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.kept, row.kept_reason, row.value) == ("slip", "New pumps were paid for", "6120")


def test_a_file_that_is_none_is_told_in_words_and_nothing_changes(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, place: Path
) -> None:
    before = entries(stage.database, partnership)
    run(stage, screen, "Take in a workbook or CSV")
    assert "figures.xlsx cannot be read: there is no such file" in stage.told[-1][0]
    place.write_bytes(b"PK\x03\x04 damaged")
    run(stage, screen, "Take in a workbook or CSV")
    assert "it is no workbook (.xlsx), or it is damaged" in stage.told[-1][0]
    assert "Nothing was written" in stage.told[-1][0]
    assert entries(stage.database, partnership).keys() == before.keys()


def test_a_file_that_cannot_be_written_is_told_in_words(stage: Stage, partnership: Partnership, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    on_two_years(stage, partnership)
    screen = on_files(stage, partnership, tmp_path / "no folder" / "x.csv")
    run(stage, screen, "Save the results as CSV")
    assert "x.csv could not be written" in stage.told[-1][0]


def test_what_a_stick_kept_of_a_file_when_it_was_pulled_out_goes_once_the_file_is_saved_there_again(
    stage: Stage, partnership: Partnership, place: Path
) -> None:
    on_two_years(stage, partnership)
    screen = on_files(stage, partnership, place)
    half = place.with_name(f".{place.name}.0a1b2c3d.part")
    another = place.with_name(".another.xlsx.0a1b2c3d.part")
    for rest in (half, another):
        rest.write_bytes(b"half of it")
    run(stage, screen, "Save figures and results as a workbook")
    assert sorted(each.name for each in place.parent.iterdir()) == [another.name, place.name]


def test_a_file_that_cannot_take_its_name_leaves_nothing_half_written_beside_it(
    stage: Stage, partnership: Partnership, place: Path
) -> None:
    on_two_years(stage, partnership)
    screen = on_files(stage, partnership, place)
    place.mkdir()
    run(stage, screen, "Save figures and results as a workbook")
    assert "figures.xlsx could not be written: it is a folder." in stage.told[-1][0]
    assert list(place.parent.iterdir()) == [place]
