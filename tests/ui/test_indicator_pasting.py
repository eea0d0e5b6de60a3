"""A table pasted from a spreadsheet: seen and put right before it is written, and taken back at once."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import COSTS, HOURS, cell, entries, grid, on_two_years, opened
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import Stage, button, choose, field, stage_on, words_in
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.widgets.choose import ChoiceBox

MESSY = (
    "Marowe Water – key figures\t\t\t\t\n"
    "\tUnit\t2023/24\t2024/25\tNotes\n"
    "Operating expenses\tmillion\t541,5\t579,25\taudited\n"
    "Average hours of supply per day\th\t14\tn/a ?\t\n"
    "Something of our own\tno\t7\t8\t\n"
)


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    return on_two_years(stage, partnership)


def paste(stage: Stage, screen: IndicatorsScreen, text: str) -> None:
    QApplication.clipboard().setText(text)
    stage.press(button(screen, "Paste from Excel"))


def said(screen: IndicatorsScreen) -> str:
    return "\n".join(words_in(screen))


def test_nothing_of_a_pasted_table_is_written_before_it_was_looked_at(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    before = {spot: row.value for spot, row in entries(stage.database, partnership).items()}
    paste(stage, screen, MESSY)

    assert "Something of our own" in said(screen)
    assert "One cell holds no figure, and is left out." in said(screen)
    assert {spot: row.value for spot, row in entries(stage.database, partnership).items()} == before

    stage.press(button(screen, "Write nothing"))
    assert {spot: row.value for spot, row in entries(stage.database, partnership).items()} == before
    assert grid(screen).isVisible()


def test_a_pasted_table_is_written_as_one_change(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    paste(stage, screen, MESSY)
    stage.press(button(screen, "Write 3 figures"))

    rows = entries(stage.database, partnership)
    assert (rows[COSTS, "2023/24"].value, rows[COSTS, "2023/24"].unit) == ("541.5", "million local currency")
    assert rows[COSTS, "2024/25"].value == "579.25"
    assert rows[HOURS, "2023/24"].value == "14"
    words, undo = stage.told[-1]
    assert words == "3 figures were written"
    assert undo is not None

    undo()
    stage.settle()
    rows = entries(stage.database, partnership)
    assert [rows[COSTS, "2023/24"].value, rows[COSTS, "2024/25"].value, rows[HOURS, "2023/24"].value] == ["", "", ""]


def test_line_unit_and_period_can_each_be_put_right(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    paste(stage, screen, MESSY)
    choose(stage, field(screen, "Figure of “Something of our own”", ChoiceBox), "Towns or schemes served")
    choose(stage, field(screen, "Unit of “Operating expenses”", ChoiceBox), "thousand")
    stage.type(field(screen, "Period of “2024/25”", QLineEdit), "2025")
    stage.press(button(screen, "Write 5 figures"))

    rows = entries(stage.database, partnership)
    assert (rows[COSTS, "2025"].value, rows[COSTS, "2025"].unit) == ("579.25", "thousand local currency")
    assert rows["n_towns", "2025"].value == "8"


def test_a_period_that_is_none_is_refused_in_words(stage: Stage, screen: IndicatorsScreen) -> None:
    paste(stage, screen, MESSY)
    stage.type(field(screen, "Period of “2024/25”", QLineEdit), "last year")
    assert "“last year” is not a year, quarter or month." in said(screen)


def test_numbers_alone_go_from_the_chosen_cell_on(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2024"))
    stage.settle()
    paste(stage, screen, "1 234,5\t2 345,6\n")
    assert "was 579" in said(screen)
    stage.press(button(screen, "Write 2 figures"))

    rows = entries(stage.database, partnership)
    assert (rows[COSTS, "2024"].value, rows[COSTS, "2025"].value) == ("1234.5", "2345.6")
    assert cell(screen, COSTS, "2025") == "2\u202f345.6"


def test_a_table_of_a_word_processor_keeps_its_columns(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    data = QMimeData()
    data.setText("Item\n2024\nOperating expenses\n541,5\n")
    data.setHtml("<table><tr><th>Item<th>2024</tr><tr><td>Operating expenses (million)</td><td>541,5</td></tr></table>")
    QApplication.clipboard().setMimeData(data)
    stage.press(button(screen, "Paste from Excel"))
    stage.press(button(screen, "Write one figure"))
    assert entries(stage.database, partnership)[COSTS, "2024"].value == "541.5"


def test_what_is_marked_as_an_estimate_is_taken_as_one_and_said_before_it_is_written(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    paste(stage, screen, "Figure\t2024\t2025\nOperating expenses\t~579\t612 (est.)\nHours of supply\t~14?\t15\n")
    assert {"“~579” is marked as an estimate.", "“612 (est.)” is marked as an estimate."} <= set(words_in(screen))
    assert "“~14?”" in said(screen)
    stage.press(button(screen, "Write 3 figures"))

    rows = entries(stage.database, partnership)
    found = [rows[COSTS, "2024"], rows[COSTS, "2025"], rows[HOURS, "2025"]]
    assert [(row.value, row.basis) for row in found] == [("579", "estimated"), ("612", "estimated"), ("15", "")]


def test_what_is_no_table_is_told_and_nothing_opens(stage: Stage, screen: IndicatorsScreen) -> None:
    paste(stage, screen, "   ")
    assert "nothing to paste" in stage.told[-1][0]
    assert grid(screen).isVisible()


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"look": "dark", "mirrored": True}])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object]
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        on_two_years(stage, partnership)
        screen = opened(stage, partnership)
        paste(stage, screen, MESSY)

        assert cut_off(screen) == []
        assert unnamed(screen) == []
