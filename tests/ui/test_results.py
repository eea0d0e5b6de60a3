"""What an assessment came to, seen before anything is printed."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, button, words_in
from wopfield.checklists import library
from wopfield.domain.checklist import SELF
from wopfield.language import shipped_text
from wopfield.store import assessments
from wopfield.store.editor import Editor
from wopfield.store.tables import Partnership
from wopfield.ui.screen import Place
from wopfield.ui.screens.results import ResultsScreen
from wopfield.ui.widgets.rows import RowsModel, RowsView


def rated(partnership: Partnership, editor: Editor, baseline: str = "") -> str:
    """Start an assessment and rate three items of it."""
    row = assessments.start(
        editor, partnership.id, library.get("peer_review"), title="Follow-up", started=TODAY, baseline=baseline
    )
    for item, who, level in (("WR01", ME, 2), ("WR02", ME, 3), ("NW01", ME, 1), ("WR01", SELF, 4)):
        assessments.rate(editor, assessments.blank_answer(partnership.id, row.id, item, who), level)
    return row.id


def rated_again(partnership: Partnership, editor: Editor) -> str:
    """Rate the same a year after."""
    checklist, year = library.get("peer_review"), TODAY - timedelta(days=365)
    before = assessments.start(editor, partnership.id, checklist, title="First", started=year)
    assessments.rate(editor, assessments.blank_answer(partnership.id, before.id, "WR01", ME), 1)
    return rated(partnership, editor, before.id)


def results(stage: Stage, partnership: Partnership, assessment: str = "") -> ResultsScreen:
    screen = partial(ResultsScreen, today=lambda: TODAY)
    return stage.open(screen, partnership=partnership.id, assessment=assessment)


def test_the_charts_say_their_finding_and_the_table_its_numbers(stage: Stage, partnership: Partnership) -> None:
    stage.do(partial(rated, partnership))
    screen = results(stage, partnership)
    assert screen.choice.currentText() == "Follow-up"
    assert "highest" in screen.shape.accessibleName()
    assert "rating: +1.6 for 01\u00a0Water resources and production." in screen.change.accessibleName()
    for chart in (screen.shape, screen.change):
        assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus
    model = screen.model
    titles = [column.title for column in model.columns]
    assert titles == ["Area", "Self 2026", "Peer 2026", "Items by level", "Rated"]
    shown = [model.index(0, at).data() for at in range(len(titles))]
    assert shown == ["1 Water resources and production", "4.0", "2.4", "Items at levels 0 to 4: 0, 0, 1, 1, 0.", "2/9"]
    assert unnamed(screen) == []


def test_charts_and_table_name_the_areas_in_the_language_of_the_window(
    stage: Stage, partnership: Partnership, dressed: Dressed
) -> None:
    stage.do(partial(rated, partnership))
    stage.theme = dressed(code="fr")
    screen = results(stage, partnership)
    area = screen.model.index(0, 0).data().removeprefix("1 ")
    assert area == shipped_text("Water resources and production") != "Water resources and production"
    for chart in (screen.shape, screen.change):
        assert area in chart.accessibleName()


def test_going_to_and_fro_between_assessments_keeps_nothing_of_what_was_shown_before(
    stage: Stage, partnership: Partnership
) -> None:
    def rated_by_one(editor: Editor) -> str:
        row = assessments.start(editor, partnership.id, library.get("peer_review"), title="Baseline", started=TODAY)
        assessments.rate(editor, assessments.blank_answer(partnership.id, row.id, "WR01", ME), 2)
        return row.id

    first, second = stage.do(partial(rated, partnership)), stage.do(rated_by_one)
    screen = results(stage, partnership, first)
    columns = []
    for assessment in (second, first, second, first):
        screen.open(partnership=partnership.id, assessment=assessment)
        stage.settle()
        columns.append(screen.model.columnCount())
    assert columns[0] != columns[1]  # so that each brings a table of its own
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert screen.findChildren(RowsModel) == [screen.model]
    assert screen.findChildren(RowsView) == [screen.table]


def test_enter_on_an_area_opens_it(stage: Stage, partnership: Partnership) -> None:
    assessment = stage.do(partial(rated, partnership))
    screen = results(stage, partnership, assessment)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    place = stage.asked[-1]
    assert (place.name, place.get("assessment"), place.get("area")) == ("assessment", assessment, model_key(screen))
    stage.press(button(screen, "Open the report"))
    assert stage.asked[-1] == Place("report", partnership=partnership.id, assessment=assessment)


def model_key(screen: ResultsScreen) -> str:
    return str(screen.table.current())


def test_where_nothing_is_rated_it_says_so_and_leads_to_the_assessments(stage: Stage, partnership: Partnership) -> None:
    screen = results(stage, partnership)
    assert "Nothing is rated yet" in words_in(screen)
    stage.press(button(screen, "See the assessments"))
    assert stage.asked == [Place("assessments", partnership=partnership.id)]


def test_at_the_largest_text_in_the_dark_everything_has_room(
    stage: Stage, partnership: Partnership, dressed: Dressed
) -> None:
    stage.do(partial(rated, partnership))
    stage.theme = dressed("dark", 1.3)
    screen = results(stage, partnership)
    QApplication.processEvents()
    assert cut_off(screen) == []
    assert screen.table.height() >= screen.table.verticalHeader().length()


@pytest.mark.parametrize("code", ["en", "pt", "ar"])
def test_on_a_small_laptop_with_large_text_nothing_of_the_table_has_to_be_scrolled_to_sideways(
    stage: Stage, partnership: Partnership, dressed: Dressed, code: str
) -> None:
    stage.do(partial(rated_again, partnership))
    stage.theme = dressed("light", 1.3, code=code)
    screen = results(stage, partnership)
    for width in (904, 966, 1180, 1240):
        screen.resize(width, 640)
        QApplication.processEvents()
        assert screen.table.horizontalScrollBar().maximum() == 0, width
        assert screen.table.columnWidth(0) >= stage.theme.px(200), width
