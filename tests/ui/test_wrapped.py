"""Names in the lists at the side stand whole in every language and size of text."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from wopfield.domain.progress import Count
from wopfield.language import OWN_NAMES
from wopfield.report.documents import SECTION_NAMES
from wopfield.report.sections.names import section_name
from wopfield.store.item_list import AreaLines
from wopfield.ui.screens.assessment.tree import TreePane
from wopfield.ui.screens.report.sections import SectionList
from wopfield.ui.screens.settings.sections import sections
from wopfield.ui.theme import BODY, SEMIBOLD
from wopfield.ui.widgets.side_list import SideColumn, SideList
from wopfield.ui.widgets.wrapped import lines_for


@pytest.mark.parametrize("code", OWN_NAMES)
@pytest.mark.parametrize("scale", [1.0, 1.3, 1.5])
def test_the_names_of_the_settings_stand_whole_in_their_list(
    qtbot: QtBot, dressed: Dressed, code: str, scale: float
) -> None:
    theme = dressed(scale=scale, code=code)
    column = SideColumn(theme)
    qtbot.addWidget(column)
    listed = SideList(theme, "")
    column.body.addWidget(listed)
    listed.show_entries([(section.key, section.title, section.icon) for section in sections()])
    column.resize(column.width(), 600)
    column.show()
    metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD))
    for row, section in enumerate(sections()):
        box = listed.visualItemRect(listed.item(row))
        room = box.width() - 2 - theme.px(13) - theme.px(20) - theme.px(12) - theme.px(8)
        assert " ".join(lines_for(section.title, metrics, room, box.height() - 3)) == section.title


@pytest.mark.parametrize("code", OWN_NAMES)
@pytest.mark.parametrize("width", [290, 340])
def test_the_names_of_the_sections_of_a_report_have_the_height_they_need(
    qtbot: QtBot, dressed: Dressed, code: str, width: int
) -> None:
    theme = dressed(code=code)
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    shown.resize(width, 600)
    names = {name: section_name(name) for name in SECTION_NAMES}
    shown.show_sections([(name, True) for name in SECTION_NAMES], names, {}, dict.fromkeys(SECTION_NAMES, "lacks"))
    shown.show()
    metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD))
    room = shown.viewport().width() - theme.px(66) - theme.px(66)  # what stands before a name, and behind it
    for row, name in enumerate(SECTION_NAMES):
        high = shown.itemDelegate().sizeHint(QStyleOptionViewItem(), shown.indexFromItem(shown.item(row))).height()
        assert " ".join(lines_for(names[name], metrics, room, high)) == names[name]
        assert shown.visualItemRect(shown.item(row)).height() == high


def test_a_long_name_in_the_list_of_items_goes_on_on_a_second_line(qtbot: QtBot, dressed: Dressed) -> None:
    theme = dressed()
    pane = TreePane(theme)
    qtbot.addWidget(pane)
    pane.resize(296, 400)
    names = ("Finance and tariffs", "Distribution, non-revenue water and assets")
    pane.model.show_areas([AreaLines(name, 3, name, (), Count(1, 1, 1)) for name in names])
    pane.show()
    short, long = (_lines_written(pane, row) for row in range(2))
    assert (short, long) == (1, 2)


def _lines_written(pane: TreePane, row: int) -> int:
    """Return on how many lines there is ink where the name stands, without the number and the sign."""
    box = pane.view.visualRect(pane.model.index(row, 0))
    name = QRect(box.left() + 50, box.top() + 1, 180, box.height() - 3)
    shown = pane.view.viewport().grab(name).toImage()
    ground = shown.pixelColor(0, 0)
    inked = [any(shown.pixelColor(x, y) != ground for x in range(shown.width())) for y in range(shown.height())]
    return sum(here and not before for before, here in pairwise([False, *inked]))
