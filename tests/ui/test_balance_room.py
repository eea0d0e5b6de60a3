"""The room of the water balance: on a small screen and in large text, everything stands whole."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import figures
from tests.ui.looking import cut_off
from tests.ui.stage import Stage, button, field, part, seen, stage_on
from tests.ui.test_balance import MAROWE, broken, make, opened
from wopfield.language import _
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.screens.indicators.balance.entries import EntryList
from wopfield.ui.screens.indicators.balance.head import BalanceHead
from wopfield.ui.screens.indicators.balance.lists import BalanceList
from wopfield.ui.screens.indicators.balance.picture import BalancePicture
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.quantity import Quantity

AT_ONCE = {("en", 1.0, ""), ("fr", 1.15, "620"), ("es", 1.3, "620"), ("pt", 1.3, "620"), ("ar", 1.3, "")}
"""What is looked at each time; the other languages, sizes and figures with the slow tests."""


@pytest.mark.parametrize(
    ("code", "scale", "bursts"),
    [
        pytest.param(*worn, marks=() if worn in AT_ONCE else pytest.mark.slow)
        for worn in product(["en", "fr", "es", "pt", "ar"], [1.0, 1.15, 1.3], ["", "620"])
    ],
)
def test_names_stand_whole_and_figures_need_no_scrolling_sideways_on_a_small_screen(
    database: Database,
    partnership: Partnership,
    qtbot: QtBot,
    dressed: Dressed,
    scale: float,
    code: str,
    bursts: str,
) -> None:
    # the look with the widest borders
    with stage_on(database, dressed("sunlight", scale=scale, code=code), qtbot) as stage:
        screen = opened(stage, partnership, n_breaks=bursts, n_breaks_conn=bursts)
        wide = 932 if scale < 1.3 else 904  # what a window of 1024 × 700 leaves it beside the rail
        screen.resize(wide, 578)
        picture = screen.findChild(BalancePicture)
        assert isinstance(picture, BalancePicture)
        qtbot.waitUntil(lambda: picture.width() < stage.theme.px(500))

        pages = [page for page in screen.findChildren(Page) if page.isVisible()]
        qtbot.waitUntil(lambda: not broken(picture) and not any(p.horizontalScrollBar().maximum() for p in pages))

        assert screen.width() == wide
        assert cut_off(screen) == []
        assert broken(picture) == []
        assert [page.horizontalScrollBar().maximum() for page in pages] == [0, 0]


def test_the_grades_are_within_reach_in_large_text_on_a_small_screen(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed
) -> None:
    with stage_on(database, dressed(scale=1.3, code="fr"), qtbot) as stage:
        screen = opened(stage, partnership)
        screen.resize(904, 568)
        entries = part(screen, EntryList)
        qtbot.waitUntil(lambda: entries.mapTo(screen, QPoint(entries.width(), 0)).x() <= screen.width())

        grade = entries.findChildren(ChoiceBox)[0]
        right = grade.mapTo(screen, QPoint(grade.width(), 0)).x()
        assert right <= entries.mapTo(screen, QPoint(entries.width(), 0)).x() <= screen.width()
        assert cut_off(screen) == []


def test_opened_on_a_small_screen_the_figures_have_their_width(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed
) -> None:
    with stage_on(database, dressed(code="fr"), qtbot) as stage:
        figures(stage, partnership, "2025", *MAROWE)
        screen = make(stage.theme, stage.operations)
        qtbot.addWidget(screen)
        screen.resize(932, 578)
        screen.show()
        screen.open(partnership=partnership.id, period="2025")
        stage.settle()
        qtbot.waitUntil(lambda: part(screen, EntryList).width() >= part(screen, EntryList).least_width())

        assert part(screen, EntryList).width() >= 3 * 112
        assert cut_off(screen) == []


def test_read_before_it_is_shown_the_figures_leave_the_picture_what_they_do_not_need(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed
) -> None:
    with stage_on(database, dressed("sunlight", scale=1.3, code="es"), qtbot) as stage:
        figures(stage, partnership, "2025", *MAROWE)
        screen = make(stage.theme, stage.operations)
        qtbot.addWidget(screen)
        screen.resize(904, 568)
        screen.open(partnership=partnership.id, period="2025")
        stage.settle()
        screen.show()
        entries = part(screen, EntryList)
        qtbot.waitUntil(lambda: entries.width() == entries.least_width())
        picture = screen.findChild(BalancePicture)
        assert isinstance(picture, BalancePicture)
        qtbot.waitUntil(lambda: picture.width() > 384)

        assert broken(picture) == []
        assert cut_off(screen) == []


@pytest.mark.parametrize("view", ["rows", "leakage", "try"])
def test_every_view_fits_a_small_screen_in_large_text(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, view: str
) -> None:
    with stage_on(database, dressed(scale=1.3, code="es"), qtbot) as stage:
        screen = opened(stage, partnership)
        screen.resize(932, 578)
        part(screen, BalanceHead).view.chosen.emit(view)
        stage.settle()
        qtbot.waitUntil(lambda: screen.width() == 932)

        assert cut_off(screen) == []
        assert field(screen, _("Shown in"), ChoiceBox).width() > 200


def test_the_names_in_rows_have_the_room_that_is_left(stage: Stage, partnership: Partnership) -> None:
    screen = opened(stage, partnership)
    stage.press(button(screen, "Rows"))
    view = seen(screen, BalanceList).view
    assert sum(view.columnWidth(place) for place in range(5)) == view.viewport().width()
    assert view.columnWidth(0) >= 250


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_a_figure_stands_whole_in_its_field(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, scale: float
) -> None:
    with stage_on(database, dressed(scale=scale), qtbot) as stage:
        screen = opened(stage, partnership, opex="1612000000")
        shown = [each.field for each in part(screen, EntryList).findChildren(Quantity) if each.field.text()]
        assert "1\u202f612\u202f000\u202f000" in {each.text() for each in shown}

        for each in shown:
            option = QStyleOptionFrame()
            each.initStyleOption(option)
            inside = each.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, each)
            assert each.fontMetrics().horizontalAdvance(each.text()) <= inside.width() - 4, each.text()


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_the_letter_of_a_grade_stands_whole_in_its_box(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, scale: float
) -> None:
    with stage_on(database, dressed("sunlight", scale=scale), qtbot) as stage:
        boxes = part(opened(stage, partnership), EntryList).findChildren(ChoiceBox)
        for box in boxes:
            option = QStyleOptionComboBox()
            box.initStyleOption(option)
            words = box.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
            )
            assert words.width() > box.fontMetrics().horizontalAdvance("C")
