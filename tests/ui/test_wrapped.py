"""Names in the lists at the side stand whole in every language and size of text."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from wopfield.language import OWN_NAMES
from wopfield.report.documents import SECTION_NAMES
from wopfield.report.sections.names import section_name
from wopfield.ui.screens.report.sections import SectionList
from wopfield.ui.screens.settings.sections import sections
from wopfield.ui.theme import BODY, SEMIBOLD
from wopfield.ui.widgets.side_list import SideColumn
from wopfield.ui.widgets.wrapped import lines_for


@pytest.mark.parametrize("code", OWN_NAMES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_names_of_the_settings_stand_whole_in_their_list(dressed: Dressed, code: str, scale: float) -> None:
    theme = dressed(scale=scale, code=code)
    metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD))
    column = SideColumn(theme).width() - 26
    room = column - theme.px(13) - theme.px(20) - theme.px(12) - theme.px(8)
    for section in sections():
        lines = lines_for(section.title, metrics, room, theme.px(46) - 3)
        assert " ".join(lines) == section.title


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
    room = shown.viewport().width() - theme.px(66) - theme.px(78)
    for row, name in enumerate(SECTION_NAMES):
        high = shown.itemDelegate().sizeHint(QStyleOptionViewItem(), shown.indexFromItem(shown.item(row))).height()
        assert " ".join(lines_for(names[name], metrics, room, high)) == names[name]
        assert shown.visualItemRect(shown.item(row)).height() == high
