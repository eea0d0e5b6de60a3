"""Levels: one mark everywhere, cards that keyboards and screen readers can use."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.level import LevelMark, draw_level, level_words
from wopfield.ui.widgets.level_card import LevelCard, LevelCards

DESCRIPTORS = (
    "Losses are not measured. Leaks are repaired only when they are seen or reported.",
    "Losses are estimated once a year from production and billing totals.",
    "A yearly water balance is made. Most bulk meters work.",
    "Zones are metered and night flow is read.",
    "Losses are followed every month by zone.",
)


@pytest.fixture
def cards(qtbot: QtBot, theme: Theme) -> LevelCards:
    shown = LevelCards(theme)
    qtbot.addWidget(shown)
    shown.resize(610, 330)
    shown.show_item(DESCRIPTORS, None, {1: ("Last time",), 3: ("Self-rating",)})
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def drawn(theme: Theme, level: int | None, *, does_not_apply: bool = False, mirrored: bool = False) -> QImage:
    image = QImage(56, 56, QImage.Format.Format_ARGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    draw_level(painter, theme, QRectF(0, 0, 56, 56), level, does_not_apply=does_not_apply, mirrored=mirrored)
    painter.end()
    return image


@pytest.mark.parametrize("level", range(5))
def test_a_mark_has_the_colour_of_its_depth_and_as_many_dark_ticks_as_its_level(theme: Theme, level: int) -> None:
    image = drawn(theme, level)
    assert image.pixelColor(8, 8).name().upper() == theme.levels[level]
    column = [image.pixelColor(44, y).name().upper() for y in range(4, 52)]
    numeral = theme.numeral(level)
    ticks = sum(1 for above, below in itertools.pairwise(column) if below == numeral != above)
    assert ticks == level


def test_not_rated_and_does_not_apply_never_look_like_zero(theme: Theme) -> None:
    assert drawn(theme, None).pixelColor(28, 10) == QColor(theme.card)
    assert drawn(theme, None, does_not_apply=True).pixelColor(8, 28) == QColor(theme.line)


def test_a_mark_can_be_mirrored_with_its_scale(theme: Theme) -> None:
    plain, mirrored = drawn(theme, 4), drawn(theme, 4, mirrored=True)
    assert plain.pixelColor(44, 28) == QColor("#FFFFFF") or plain.pixelColor(44, 30) == QColor("#FFFFFF")
    assert mirrored.pixelColor(12, 30) == QColor("#FFFFFF") or mirrored.pixelColor(12, 28) == QColor("#FFFFFF")


def test_a_mark_says_its_level_in_words(qtbot: QtBot, theme: Theme) -> None:
    mark = LevelMark(theme, 2)
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "Level 2 of 4, Partly in place"
    mark.set_level(None)
    assert mark.accessibleName() == "Not rated"
    assert level_words(None, does_not_apply=True) == "Does not apply"


def test_a_card_reads_level_name_descriptor_chips_and_whether_it_is_selected(cards: LevelCards) -> None:
    cards.set_level(2)
    assert cards.cards[2].accessibleName() == (
        "Level 2 of 4, Partly in place, A yearly water balance is made. Most bulk meters work, selected"
    )
    assert cards.cards[1].accessibleName().endswith("totals, Last time")


def test_a_card_is_a_thing_to_tick_for_screen_readers(cards: LevelCards) -> None:
    cards.set_level(2)
    spoken = QAccessible.queryAccessibleInterface(cards.cards[2])
    assert spoken.role() == QAccessible.Role.CheckBox
    assert spoken.state().checked


def test_the_whole_card_can_be_pressed(qtbot: QtBot, cards: LevelCards) -> None:
    card = cards.cards[3]
    with qtbot.waitSignal(cards.rated) as rated:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 20, card.height() // 2))
    assert rated.args == [3]
    assert cards.level() == 3


@pytest.mark.parametrize("digit", "01234")
def test_a_digit_rates(qtbot: QtBot, cards: LevelCards, digit: str) -> None:
    cards.cards[0].setFocus()
    with qtbot.waitSignal(cards.rated) as rated:
        QTest.keyClicks(cards.cards[0], digit)
    assert rated.args == [int(digit)]


def test_arrows_move_the_focus_and_space_chooses(qtbot: QtBot, cards: LevelCards) -> None:
    cards.cards[0].setFocus()
    with qtbot.assertNotEmitted(cards.rated):
        for _step in range(2):
            QTest.keyClick(cards.focusWidget(), Qt.Key.Key_Down)
    assert cards.focusWidget() is cards.cards[2]
    with qtbot.waitSignal(cards.rated) as rated:
        QTest.keyClick(cards.cards[2], Qt.Key.Key_Space)
    assert rated.args == [2]


def test_tab_stops_once_at_the_level_that_holds(cards: LevelCards) -> None:
    cards.set_level(3)
    stops = [card for card in cards.cards if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [cards.cards[3]]


def test_only_one_level_holds_and_none_is_a_choice_too(cards: LevelCards) -> None:
    cards.set_level(1)
    cards.set_level(4)
    assert [card.isChecked() for card in cards.cards] == [False, False, False, False, True]
    cards.set_level(None)
    assert cards.level() is None


def test_issued_cards_can_be_read_and_not_changed(qtbot: QtBot, cards: LevelCards) -> None:
    cards.show_item(DESCRIPTORS, 2, locked=True)
    with qtbot.assertNotEmitted(cards.rated):
        qtbot.mouseClick(cards.cards[4], Qt.MouseButton.LeftButton)
        QTest.keyClicks(cards.cards[2], "4")
    assert cards.level() == 2


def test_a_card_grows_with_its_words(dressed: Dressed, qtbot: QtBot) -> None:
    heights = []
    for scale in (1.0, 1.3):
        card = LevelCard(dressed(scale=scale), 2)
        qtbot.addWidget(card)
        card.show_level(DESCRIPTORS[0] * 3)
        heights.append([card.heightForWidth(width) for width in (900, 600, 400)])
    assert heights[0] == sorted(heights[0])
    assert all(large > small for small, large in zip(*heights, strict=True))


def test_the_band_stands_where_reading_starts(dressed: Dressed, qtbot: QtBot) -> None:
    for mirrored, x in ((False, 12), (True, 598)):
        theme = dressed(mirrored=mirrored)
        card = LevelCard(theme, 3)
        qtbot.addWidget(card)
        card.show_level(DESCRIPTORS[3])
        card.resize(610, 62)
        assert card.grab().toImage().pixelColor(x, 12).name().upper() == theme.levels[3]
