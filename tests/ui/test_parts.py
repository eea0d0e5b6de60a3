"""The other parts: strips, messages, pictures brought in, timelines, charts that also speak."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import Dressed
from tests.ui.stage import button, words_in
from wopfield.report.drawing import Circle
from wopfield.report.dumbbell import AreaLine
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import initials
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.dumbbell import Dumbbell
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.level_axis import LevelAxis, Standing
from wopfield.ui.widgets.matching import matches, rank, spans
from wopfield.ui.widgets.photo import FileCatcher, PhotoTile
from wopfield.ui.widgets.progress import Bar, Tank, Tanks
from wopfield.ui.widgets.sparkline import Sparkline
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.timeline import Agenda, PeriodLine, Session, Stop


def test_a_strip_says_its_sentence_and_which_button_was_pressed(qtbot: QtBot, theme: Theme) -> None:
    strip = Strip(theme, "conflict", "3.2 was changed in two places", "By you and by Joost.")
    qtbot.addWidget(strip)
    button = strip.add_button("settle", "Settle")
    assert strip.accessibleName() == "3.2 was changed in two places By you and by Joost."
    with qtbot.waitSignal(strip.pressed) as pressed:
        button.click()
    assert pressed.args == ["settle"]


def test_details_of_trouble_are_folded_away_until_asked_for(qtbot: QtBot, theme: Theme) -> None:
    strip = Strip(theme, "danger")
    qtbot.addWidget(strip)
    strip.show_words("The stick could not be read.", "Your answers are safe.", details="Errno 5")
    strip.show()
    assert "Errno 5" not in words_in(strip)
    button(strip, "Details").click()
    assert "Errno 5" in words_in(strip)


def test_an_empty_part_offers_one_button_and_one_link(qtbot: QtBot, theme: Theme) -> None:
    empty = Empty(theme, "No inspections yet", "Start one at a site.", "Start an inspection", "See the checklists")
    qtbot.addWidget(empty)
    empty.show()
    heard: list[str] = []
    empty.started.connect(lambda: heard.append("start"))
    empty.asked.connect(lambda: heard.append("ask"))
    for words in ("Start an inspection", "See the checklists"):
        next(one for one in empty.findChildren(QAbstractButton) if words in (one.accessibleName(), one.text())).click()
    assert heard == ["start", "ask"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_buttons_are_pressed_by_space_and_enter(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    for each in (Button(theme, "Settle"), IconButton(theme, "flag", "Flag")):
        qtbot.addWidget(each)
        with qtbot.waitSignal(each.clicked):
            QTest.keyClick(each, key)


def test_every_button_is_large_enough_for_a_finger(theme: Theme) -> None:
    for each in (Button(theme, "x"), Button(theme, "x", tall=True), IconButton(theme, "x", "Close")):
        assert each.sizeHint().height() >= 36


def test_the_ring_shows_what_the_keyboard_is_on_and_not_what_the_mouse_pressed(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    first, second = Button(theme, "First"), Button(theme, "Second")
    for each in (first, second):
        column.addWidget(each)
    ring = FocusRing(theme, window)
    with qtbot.waitActive(window):
        window.show()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is first
    place = first.mapTo(window, QPoint(-3, first.height() // 2))
    assert window.grab().toImage().pixelColor(place) == QColor(theme.accent)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert ring.around() is first


def test_the_ring_outlives_what_it_was_around(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    part = QWidget()
    inside = QVBoxLayout(part)
    inside.setContentsMargins(0, 0, 0, 0)
    going, staying = Button(theme, "Going"), Button(theme, "Staying")
    inside.addWidget(going)
    column.addWidget(part)
    column.addWidget(staying)
    ring = FocusRing(theme, window)
    with qtbot.waitActive(window):
        window.show()
    going.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    delete(part)
    QApplication.processEvents()
    staying.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is staying
    assert ring.isVisible()


def test_the_ring_is_cut_where_a_scroll_area_ends(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(30, 30, 30, 30)
    area, inside = QScrollArea(), QWidget()
    rows = QVBoxLayout(inside)
    buttons = [Button(theme, str(number)) for number in range(20)]
    for each in buttons:
        rows.addWidget(each)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    column.addWidget(area)
    ring = FocusRing(theme, window)
    window.resize(200, 200)
    with qtbot.waitActive(window):
        window.show()
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    area.verticalScrollBar().setValue(30)
    picture = window.grab().toImage()
    above = [picture.pixelColor(x, 28) for x in range(30, 160)]
    assert ring.geometry().top() < 28
    assert QColor(theme.accent) not in above


def test_a_title_that_has_no_room_says_the_whole_in_its_tooltip(qtbot: QtBot, theme: Theme) -> None:
    title = ShortLabel(theme, "Follow-up assessment of the distribution network", "section")
    qtbot.addWidget(title)
    title.resize(120, 24)
    title.show()
    assert title.text().strip("\u200e").endswith("…")
    assert title.toolTip() == title.whole() == title.accessibleName()
    title.resize(900, 24)
    assert title.text() == title.whole()
    assert title.toolTip() == ""


def test_what_people_typed_is_never_read_as_markup(qtbot: QtBot, theme: Theme) -> None:
    label = Label(theme, "<b>Zone 3</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amina Diallo", "AD"), ("Teresa", "T"), ("Jean-Luc de la Tour", "JT"), ("", ""), ("أمينة ديالو", "أد")],
)
def test_people_are_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


class TestBringingFilesIn:
    @pytest.fixture
    def target(self, qtbot: QtBot) -> QPushButton:
        widget = QPushButton("Evidence")
        qtbot.addWidget(widget)
        widget.show()
        return widget

    def test_dropped_files_are_named(self, qtbot: QtBot, target: QPushButton, tmp_path: Path) -> None:
        catcher = FileCatcher(target)
        photo = tmp_path / "pump.jpg"
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(photo)), QUrl("https://example.org/x.jpg")])
        buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        with qtbot.waitSignal(catcher.files) as files:
            QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, data, buttons, keys))
        assert files.args == [[str(photo)]]

    def test_a_picture_from_the_clipboard_is_pasted(self, qtbot: QtBot, target: QPushButton) -> None:
        catcher = FileCatcher(target)
        image = QImage(20, 10, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        QApplication.clipboard().setImage(image)
        with qtbot.waitSignal(catcher.picture) as picture:
            QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert picture.args[0].size() == image.size()

    def test_words_on_the_clipboard_are_no_evidence(self, qtbot: QtBot, target: QPushButton) -> None:
        catcher = FileCatcher(target)
        QApplication.clipboard().setText("just words")
        with qtbot.assertNotEmitted(catcher.files), qtbot.assertNotEmitted(catcher.picture):
            assert not catcher.paste()

    def test_a_photo_fills_its_tile_without_being_pulled_out_of_shape(self, qtbot: QtBot, theme: Theme) -> None:
        tile = PhotoTile(theme, "Pump 2", 80, 80)
        qtbot.addWidget(tile)
        image = QImage(400, 100, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        for x in range(150, 250):
            for y in range(100):
                image.setPixelColor(x, y, QColor("blue"))
        tile.show_picture(QPixmap.fromImage(image))
        shown = tile.grab().toImage()
        assert {shown.pixelColor(x, 40).name() for x in (4, 40, 75)} == {"#0000ff"}

    def test_a_photo_that_failed_says_why(self, qtbot: QtBot, theme: Theme) -> None:
        tile = PhotoTile(theme, "Pump 2")
        qtbot.addWidget(tile)
        tile.show_problem("This file is damaged; the original is kept.")
        assert tile.accessibleDescription() == "This file is damaged; the original is kept."


AREAS = [
    AreaLine("a", "1", "Governance", 1.6, 2.4, value="2.4", change="+0.8"),
    AreaLine("b", "2", "Strategy", 1.3, None),
    AreaLine("c", "3", "Finance", None, 2.0, half_rated=False, value="2.0"),
]


class TestCharts:
    @pytest.fixture
    def dumbbell(self, qtbot: QtBot, theme: Theme) -> Dumbbell:
        chart = Dumbbell(theme, "Maturity by area")
        qtbot.addWidget(chart)
        chart.show_areas(AREAS)
        chart.resize(740, chart.sizeHint().height())
        chart.show()
        return chart

    def test_a_chart_says_in_words_what_it_shows(self, dumbbell: Dumbbell) -> None:
        assert dumbbell.accessibleDescription() == (
            "1 Governance: 2.4, change +0.8; 2 Strategy: not rated yet; 3 Finance: 2.0"
        )

    def test_an_area_that_is_not_rated_never_stands_at_zero(self, theme: Theme, dumbbell: Dumbbell) -> None:
        manner = dumbbell.manner
        dots = [
            (mark.x, mark.y)
            for mark in dumbbell.drawing.marks
            if isinstance(mark, Circle) and mark.stroke and mark.stroke.colour != theme.ink
        ]
        assert [across for across, _down in dots] == pytest.approx([manner.x(2.4), manner.x(2.0)])
        assert [down for _across, down in dots] == [manner.y(0), manner.y(2)]

    def test_arrows_and_enter_open_an_area(self, qtbot: QtBot, dumbbell: Dumbbell) -> None:
        QTest.keyClick(dumbbell, Qt.Key.Key_Down)
        assert dumbbell.accessibleName() == "Maturity by area, 2 Strategy: not rated yet"
        with qtbot.waitSignal(dumbbell.opened) as opened:
            QTest.keyClick(dumbbell, Qt.Key.Key_Return)
        assert opened.args == ["b"]

    def test_a_click_opens_the_area_under_it(self, qtbot: QtBot, dumbbell: Dumbbell) -> None:
        with qtbot.waitSignal(dumbbell.opened) as opened:
            qtbot.mouseClick(dumbbell, Qt.MouseButton.LeftButton, pos=QPoint(300, dumbbell.height() - 6))
        assert opened.args == ["c"]

    def test_the_scale_is_mirrored_and_time_is_not(self, qtbot: QtBot, dressed: Dressed) -> None:
        pictures = []
        for mirrored in (False, True):
            theme = dressed(mirrored=mirrored)
            axis, line = LevelAxis(theme, [Standing(4, "you")]), Sparkline(theme)
            line.show_values([1, 2, 3], "rises")
            for part in (axis, line):
                qtbot.addWidget(part)
                part.resize(part.sizeHint())
            pictures.append((axis.grab().toImage(), line.grab().toImage()))
        (axis_plain, line_plain), (axis_mirrored, line_mirrored) = pictures
        assert axis_plain != axis_mirrored
        assert axis_plain.pixelColor(98, 12) == QColor("#005F78")
        assert axis_mirrored.pixelColor(9, 12) == QColor("#005F78")
        assert line_plain == line_mirrored

    def test_a_bar_fills_from_where_reading_starts(self, qtbot: QtBot, dressed: Dressed) -> None:
        for mirrored, full, empty in ((False, 10, 90), (True, 90, 10)):
            theme = dressed(mirrored=mirrored)
            bar = Bar(theme)
            qtbot.addWidget(bar)
            bar.resize(100, 8)
            bar.set_share(1, 4, "1 of 4 rated")
            image = bar.grab().toImage()
            assert image.pixelColor(full, 4) == QColor(theme.accent)
            assert image.pixelColor(empty, 4) == QColor(theme.line)
            assert bar.accessibleName() == "1 of 4 rated"

    def test_nothing_of_nothing_is_no_progress(self, qtbot: QtBot, theme: Theme) -> None:
        bar = Bar(theme)
        qtbot.addWidget(bar)
        bar.set_share(0, 0)
        assert bar.share() == 0

    @pytest.mark.parametrize("values", [[], [None, None], [5], [5, 5, 5], [None, 3, None, 4]])
    def test_a_line_lives_with_what_is_missing(self, qtbot: QtBot, theme: Theme, values: list[float | None]) -> None:
        line = Sparkline(theme)
        qtbot.addWidget(line)
        line.show_values(values, "figures")
        assert not line.grab().isNull()

    def test_tanks_fill_to_their_share(self, qtbot: QtBot, theme: Theme) -> None:
        tanks = Tanks(theme)
        qtbot.addWidget(tanks)
        tanks.show_tanks([Tank("1", 1.0), Tank("2", 0.0), Tank("3", 0.5)], "1 of 3 areas rated")
        tanks.resize(tanks.sizeHint())
        image = tanks.grab().toImage()
        looks = [(image.pixelColor(20 + 47 * number, y).name().upper()) for number in range(3) for y in (6, 34)]
        full, empty = theme.accent, theme.line
        assert looks == [full, full, empty, empty, empty, full]


def test_a_day_and_a_period_are_walked_with_arrows(qtbot: QtBot, theme: Theme) -> None:
    day = Agenda(theme, "Today")
    day.show_sessions(
        [
            Session("s1", "08:30", "09:15", "Opening", "Boardroom", "done", "Done"),
            Session("s2", "14:00", "16:15", "Site walk", "Kibo", "now", "Now"),
        ]
    )
    period = PeriodLine(theme, "Visits")
    period.show_stops([Stop("v1", "Baseline", "Mar", 0.1, "done"), Stop("v2", "Visit 4", "now", 0.5, "now")], 0.5)
    for part, key, expected in ((day, Qt.Key.Key_Up, "s1"), (period, Qt.Key.Key_Left, "v1")):
        qtbot.addWidget(part)
        part.resize(part.sizeHint())
        part.show()
        QTest.keyClick(part, key)
        with qtbot.waitSignal(part.opened) as opened:
            QTest.keyClick(part, Qt.Key.Key_Return)
        assert opened.args == [expected]
    assert "Opening" in day.accessibleName()
    assert "Baseline" in period.accessibleName()


def test_typing_finds_whatever_the_case_and_the_accents() -> None:
    assert matches("reducing LOSSES", "9.4 Réducing water losses")
    assert matches("", "anything")
    assert not matches("losses leak", "losses")
    assert rank("wat", "Water balance") < rank("wat", "Real water losses") < rank("ater", "Real water losses")
    assert rank("plan", "1.9 Demand and supply plan") < rank("plan", "10.7 Unusual for this plant")


def test_marks_stand_exactly_on_what_was_typed() -> None:
    text = "Pérdidas de agua"
    assert [text[start:end] for start, end in spans("perdidas agua", text)] == ["Pérdidas", "agua"]
    assert spans("aa a", "aaa") == [(0, 2), (2, 3)]


@pytest.mark.slow
def test_twenty_thousand_calls_of_qt_lose_nothing(qtbot: QtBot, theme: Theme) -> None:
    label = Label(theme, "x")
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"
