"""Fields: words that keep themselves, numbers as people type them, choices that the wheel never changes."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import part
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, SteadyBox, Switch, Tick
from wopfield.ui.widgets.quantity import Quantity
from wopfield.ui.widgets.segments import Choice, Segments
from wopfield.ui.widgets.text import GrowingText, LineText


def beside(qtbot: QtBot, theme: Theme, *widgets: QWidget) -> LineText:
    """Show widgets in a window, with another field to go to, which is returned."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    elsewhere = LineText(theme, "Elsewhere")
    column.addWidget(elsewhere)
    # Qtbot holds windows weakly; what it calls before closing this one holds it until then.
    qtbot.addWidget(window, before_close_func=lambda _closing: window.hide())
    window.resize(420, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return elsewhere


class TestWords:
    def test_a_text_that_has_been_left_shows_its_beginning_and_its_end_again_to_whoever_writes_on(
        self, qtbot: QtBot, theme: Theme
    ) -> None:
        field = GrowingText(theme, "What we saw", least=1, most=2)
        beside(qtbot, theme, field)
        field.setFocus()
        for line in range(6):
            qtbot.keyClicks(field, f"line {line}")
            qtbot.keyClick(field, Qt.Key.Key_Return)
        bar = field.verticalScrollBar()
        assert bar.value() > 0
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert bar.value() == 0
        field.setFocus(Qt.FocusReason.BacktabFocusReason)
        assert bar.value() > 0

    @pytest.mark.parametrize("kind", [GrowingText, LineText])
    def test_who_types_on_without_a_rest_has_a_draft_all_the_same(
        self, qtbot: QtBot, theme: Theme, kind: type[LineText]
    ) -> None:
        field = kind(theme, "What we saw")
        beside(qtbot, theme, field)
        field.setFocus()
        keys = QTimer(field, interval=100)
        keys.timeout.connect(lambda: QTest.keyClicks(field, "y"))
        with qtbot.waitSignal(field.edited) as edited:
            keys.start()
        assert str(edited.args[0]).startswith("yy")
        keys.stop()

    def test_the_line_that_is_being_written_stays_in_sight_while_the_field_grows(
        self, qtbot: QtBot, theme: Theme
    ) -> None:
        field = GrowingText(theme, "What we saw", most=12)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addSpacing(160)
        column.addWidget(field)
        column.addSpacing(160)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        beside(qtbot, theme, area).window().resize(420, 300)
        field.setFocus()
        for _line in range(10):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: field.height() == field.sizeHint().height() > 200)

        def line_is_seen() -> bool:
            bottom = field.viewport().mapTo(area.viewport(), field.cursorRect().bottomLeft()).y()
            return 0 < bottom <= area.viewport().height()

        qtbot.waitUntil(line_is_seen)
        assert field.verticalScrollBar().value() == 0

    def test_what_is_typed_becomes_a_draft_once_the_keys_rest(self, qtbot: QtBot, theme: Theme) -> None:
        field = GrowingText(theme, "What we saw")
        beside(qtbot, theme, field)
        field.setFocus()
        with qtbot.waitSignal(field.edited) as edited:
            QTest.keyClicks(field, "14 of 19")
        assert edited.args == ["14 of 19"]

    @pytest.mark.parametrize("kind", [GrowingText, LineText])
    def test_words_taken_back_after_a_draft_are_left_so_that_the_draft_goes(
        self, qtbot: QtBot, theme: Theme, kind: type[LineText]
    ) -> None:
        field = kind(theme, "Why")
        elsewhere = beside(qtbot, theme, field)
        field.show_text("Seen.")
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End)
        with qtbot.waitSignal(field.edited):
            QTest.keyClicks(field, "x")
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        with qtbot.waitSignal(field.left) as left:
            elsewhere.setFocus()
        assert left.args == ["Seen."]
        field.setFocus()
        with qtbot.assertNotEmitted(field.left):
            elsewhere.setFocus()

    def test_a_line_shows_its_beginning_and_is_written_on_at_its_end(self, qtbot: QtBot, theme: Theme) -> None:
        field = LineText(theme, "Objective")
        elsewhere = beside(qtbot, theme, field)
        elsewhere.setFocus()
        field.show_text("Losses")
        assert field.cursorPosition() == 0
        field.setFocus()
        QTest.keyClicks(field, " lower")
        field.show_text("Losses")  # what is read anew meanwhile
        QTest.keyClicks(field, " by 2027")
        assert field.text() == "Losses lower by 2027"

    @pytest.mark.parametrize("kind", [GrowingText, LineText])
    def test_leaving_says_once_what_is_new(self, qtbot: QtBot, theme: Theme, kind: type[LineText]) -> None:
        field = kind(theme, "Why")
        elsewhere = beside(qtbot, theme, field)
        heard: list[str] = []
        field.left.connect(heard.append)
        field.show_text("Seen.")
        field.setFocus()
        elsewhere.setFocus()
        assert heard == []
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, " Checked.")
        elsewhere.setFocus()
        field.setFocus()
        elsewhere.setFocus()
        assert heard == ["Seen. Checked."]

    @pytest.mark.parametrize("kind", [GrowingText, LineText])
    def test_what_arrives_never_replaces_what_is_being_typed(
        self, qtbot: QtBot, theme: Theme, kind: type[LineText]
    ) -> None:
        field = kind(theme, "Why")
        beside(qtbot, theme, field)
        field.show_text("ours")
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, " and more")
        field.show_text("theirs")
        assert field.is_typing()
        with qtbot.waitSignal(field.left) as left:
            field.flush()
        assert left.args == ["ours and more"]
        field.show_text("settled")
        assert not field.is_typing()

    def test_a_screen_that_is_left_takes_the_words_along(self, qtbot: QtBot, theme: Theme) -> None:
        field = GrowingText(theme, "What we saw")
        beside(qtbot, theme, field)
        field.setFocus()
        QTest.keyClicks(field, "half a sent")
        with qtbot.waitSignal(field.left) as left:
            field.flush()
        assert left.args == ["half a sent"]
        with qtbot.assertNotEmitted(field.edited, wait=0), qtbot.assertNotEmitted(field.left, wait=0):
            field.flush()

    def test_a_field_grows_with_its_lines_up_to_a_point(self, qtbot: QtBot, theme: Theme) -> None:
        field = GrowingText(theme, "What we saw", least=2, most=5)
        beside(qtbot, theme, field)
        heights = []
        for lines in (1, 2, 4, 5, 30):
            field.show_text("\n".join(["line"] * lines))
            heights.append(field.sizeHint().height())
        assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]

    def test_tab_leaves_a_field_of_several_lines(self, qtbot: QtBot, theme: Theme) -> None:
        field = GrowingText(theme, "What we saw")
        elsewhere = beside(qtbot, theme, field)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert elsewhere.hasFocus()


class TestNumbers:
    @pytest.mark.parametrize("language", ["en", "fr", "pt_BR", "ar"])
    @pytest.mark.parametrize("typed", ["12.5", "12,5", "12,5 m³", "١٢٫٥"])
    def test_a_half_is_a_half_in_every_language(self, qtbot: QtBot, theme: Theme, language: str, typed: str) -> None:
        QLocale.setDefault(QLocale(language))
        field = Quantity(theme, "Volume", "m³")
        elsewhere = beside(qtbot, theme, field)
        field.field.setFocus()
        QApplication.clipboard().setText(typed)  # the test's keyboard has Latin letters only
        with qtbot.waitSignal(field.entered) as entered:
            field.field.paste()
            elsewhere.setFocus()
        assert entered.args == [Decimal("12.5")]

    def test_words_are_told_and_stay_and_are_not_kept(self, qtbot: QtBot, theme: Theme) -> None:
        field = Quantity(theme, "Volume")
        elsewhere = beside(qtbot, theme, field)
        field.show_value(Decimal(7))
        field.field.setFocus()
        field.field.selectAll()
        with qtbot.assertNotEmitted(field.entered):
            QTest.keyClicks(field.field, "about ten")
            elsewhere.setFocus()
        assert field.field.text() == "about ten"
        assert field.field.property("state") == "danger"
        assert field.value() == Decimal(7)

    def test_what_may_be_two_numbers_offers_the_other(self, qtbot: QtBot, theme: Theme) -> None:
        field = Quantity(theme, "Volume")
        beside(qtbot, theme, field)
        field.field.setFocus()
        heard: list[Decimal] = []
        field.entered.connect(heard.append)
        QTest.keyClicks(field.field, "1,234")
        QTest.keyClick(field.field, Qt.Key.Key_Return)
        part(field, Button).click()
        assert sorted(heard) == [Decimal("1.234"), Decimal(1234)]

    def test_an_emptied_field_is_none_and_not_zero(self, qtbot: QtBot, theme: Theme) -> None:
        field = Quantity(theme, "Volume")
        beside(qtbot, theme, field)
        field.show_value(Decimal(7))
        field.field.setFocus()
        field.field.selectAll()
        with qtbot.waitSignal(field.entered) as entered:
            QTest.keyClick(field.field, Qt.Key.Key_Delete)
            QTest.keyClick(field.field, Qt.Key.Key_Return)
        assert entered.args == [None]

    def test_the_same_number_again_is_no_change(self, qtbot: QtBot, theme: Theme) -> None:
        field = Quantity(theme, "Volume")
        elsewhere = beside(qtbot, theme, field)
        field.show_value(Decimal("7.50"))
        field.field.setFocus()
        field.field.selectAll()
        with qtbot.assertNotEmitted(field.entered):
            QTest.keyClicks(field.field, "7,5")
            elsewhere.setFocus()


def turn_wheel(over: QWidget) -> None:
    middle = QPointF(over.rect().center())
    QApplication.sendEvent(
        over,
        QWheelEvent(
            middle,
            over.mapToGlobal(middle),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


@pytest.mark.parametrize("kind", [GrowingText, LineText, Quantity])
def test_ctrl_z_takes_back_what_is_being_typed_and_else_is_the_screens(
    qtbot: QtBot, theme: Theme, kind: Callable[[Theme, str], QWidget]
) -> None:
    field = kind(theme, "Why")
    beside(qtbot, theme, field)
    taken: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), field.window()).activated.connect(lambda: taken.append("by the screen"))
    target = field.focusProxy() or field
    target.setFocus()

    QTest.keyClick(target, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["by the screen"]

    QTest.keyClicks(target, "7")
    QTest.keyClick(target, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["by the screen"]
    assert isinstance(target, GrowingText | QLineEdit)
    assert not (target.toPlainText() if isinstance(target, GrowingText) else target.text())


def test_the_wheel_changes_no_choice_and_leaves_the_keyboard_where_it_is(qtbot: QtBot, theme: Theme) -> None:
    listed, typed = ChoiceBox(theme, "Who"), SteadyBox("Unit")
    typed.setEditable(True)
    elsewhere = beside(qtbot, theme, listed, typed)
    for box in (listed, typed):
        box.addItems(["Grace", "Peter"])
        elsewhere.setFocus()
        turn_wheel(box)
        assert elsewhere.hasFocus()
        box.setFocus()
        turn_wheel(box)
        assert box.currentText() == "Grace"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_choice_that_drops_down_shows_its_last_line_whole(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(theme, "Who")
    box.addItems(["Grace", "Peter", "Somebody else"])
    elsewhere = beside(qtbot, theme, box)
    box.showPopup()
    view = box.view()
    last = view.visualRect(box.model().index(2, 0))
    assert view.viewport().rect().contains(last)
    box.hidePopup()
    elsewhere.setFocus()


class TestSegments:
    @pytest.fixture
    def segments(self, qtbot: QtBot, theme: Theme) -> Segments:
        shown = Segments(theme, "How sure", [("low", "Low"), ("fair", "Fair"), Choice("high", "High")], "fair")
        qtbot.addWidget(shown)
        with qtbot.waitExposed(shown):
            shown.show()
        return shown

    def test_pressing_chooses_and_says_so(self, qtbot: QtBot, segments: Segments) -> None:
        with qtbot.waitSignal(segments.chosen) as chosen:
            qtbot.mouseClick(segments.findChildren(QWidget)[2], Qt.MouseButton.LeftButton)
        assert chosen.args == ["high"]
        assert segments.current() == "high"

    def test_showing_what_holds_is_no_choice_of_a_person(self, qtbot: QtBot, segments: Segments) -> None:
        with qtbot.assertNotEmitted(segments.chosen):
            segments.choose("low")
        assert segments.current() == "low"

    def test_arrows_move_and_space_chooses(self, qtbot: QtBot, segments: Segments) -> None:
        middle = segments.findChildren(QWidget)[1]
        middle.setFocus()
        QTest.keyClick(middle, Qt.Key.Key_Left)
        with qtbot.waitSignal(segments.chosen) as chosen:
            QTest.keyClick(segments.focusWidget(), Qt.Key.Key_Space)
        assert chosen.args == ["low"]

    def test_choosing_never_moves_the_others(self, segments: Segments) -> None:
        places = [child.geometry() for child in segments.findChildren(QWidget)]
        segments.choose("high")
        assert [child.geometry() for child in segments.findChildren(QWidget)] == places

    def test_a_choice_can_be_taken_back_where_none_is_an_answer(self, qtbot: QtBot, theme: Theme) -> None:
        segments = Segments(theme, "Pumps run", [("y", "Yes"), ("n", "No")], may_be_none=True)
        qtbot.addWidget(segments)
        heard: list[str] = []
        segments.chosen.connect(heard.append)
        for _press in range(2):
            qtbot.mouseClick(segments.findChildren(QWidget)[0], Qt.MouseButton.LeftButton)
        assert heard == ["y", ""]


def test_switches_and_ticks_turn_with_space_and_by_their_words(qtbot: QtBot, theme: Theme) -> None:
    switch, tick = Switch(theme, "Large buttons"), Tick(theme, "Cover")
    beside(qtbot, theme, switch, tick)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 8, tick.height() // 2))
    assert switch.isChecked()
    assert tick.isChecked()
