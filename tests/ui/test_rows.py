"""Tables: Qt finds no fault with the model, a redraw throws nobody out of place, Tab gets out."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from wopfield.ui.theme import Theme
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView


@dataclass(frozen=True)
class Action:
    code: str
    title: str
    percent: int


def actions(*codes: str) -> list[Action]:
    return [Action(code, f"Action {code}", 10) for code in codes]


@pytest.fixture
def model() -> RowsModel[Action]:
    columns = [
        Column[Action]("Action", lambda row: row.title, strong=True),
        Column[Action]("Done", lambda row: f"{row.percent} %", number=True, width=80),
    ]
    return RowsModel(columns, lambda row: row.code)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, model: RowsModel[Action]) -> RowsView:
    shown = RowsView(theme, "Actions", model)
    qtbot.addWidget(shown)
    shown.resize(400, 160)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_the_model_keeps_all_rules_of_qt(qtmodeltester: ModelTester, model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01", "A-02"))
    qtmodeltester.check(model)


def test_the_chosen_row_stays_chosen_wherever_it_moves(view: RowsView, model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01", "A-02", "A-03"))
    view.choose("A-02")
    model.show_rows(actions("A-00", "A-01", "A-02", "A-03"))
    assert view.current() == "A-02"
    model.show_rows(actions("A-00"))
    assert view.current() is None


def test_a_redraw_keeps_the_scroll_place(view: RowsView, model: RowsModel[Action]) -> None:
    model.show_rows(actions(*(f"A-{number:02}" for number in range(40))))
    view.verticalScrollBar().setValue(700)
    model.show_rows(actions(*(f"A-{number:02}" for number in range(41))))
    assert view.verticalScrollBar().value() == 700


def test_rows_whose_contents_change_are_only_drawn_anew(qtbot: QtBot, view: RowsView, model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01"))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_rows([Action("A-01", "Another title", 20)])
    assert model.index(0, 0).data() == "Another title"


def test_enter_and_double_click_open_a_row(qtbot: QtBot, view: RowsView, model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01", "A-02"))
    view.choose("A-02")
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["A-02"]
    first = view.visualRect(model.index(0, 0)).center()
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert opened.args == ["A-01"]


def test_tab_leaves_a_table(qtbot: QtBot, theme: Theme, model: RowsModel[Action]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    view, after = RowsView(theme, "Actions", model), QLineEdit()
    column.addWidget(view)
    column.addWidget(after)
    model.show_rows(actions("A-01", "A-02"))
    with qtbot.waitActive(window):
        window.show()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_one_sees_on_which_row_the_keyboard_is(qtbot: QtBot, view: RowsView, model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01", "A-02"))
    view.choose("A-02")
    with qtbot.waitActive(view):
        view.activateWindow()
    pictures = []
    for on in (True, False):
        (view.setFocus if on else view.clearFocus)()
        pictures.append(view.viewport().grab().toImage())
    whole = [view.visualRect(model.index(1, column)) for column in range(2)]
    changed = [
        at
        for at in (box.center().x() for box in whole)
        if any(pictures[0].pixel(at, y) != pictures[1].pixel(at, y) for y in range(whole[0].top(), whole[0].bottom()))
    ]
    assert len(changed) == 2  # the ring is around both columns of the row
    assert pictures[0].copy(view.visualRect(model.index(0, 0))) == pictures[1].copy(view.visualRect(model.index(0, 0)))


def test_numbers_stand_at_their_units(model: RowsModel[Action]) -> None:
    model.show_rows(actions("A-01"))
    alignment = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & int(Qt.AlignmentFlag.AlignRight)
