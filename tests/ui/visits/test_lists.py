"""The lists of a partnership: visits are planned in theirs, assessments and inspections started in theirs."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, choose, stage_on, words_in
from tests.ui.visits.desk import next_stop
from wopfield.checklists import library
from wopfield.store import assessments, visits
from wopfield.store.tables import Partnership, Visit
from wopfield.store.visit_page import list_assessments
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, beginning
from wopfield.ui.screens.assessments.screen import AssessmentsScreen
from wopfield.ui.screens.inspections.screen import InspectionsScreen
from wopfield.ui.screens.visits.screen import VisitsScreen
from wopfield.ui.theme import Theme


def visits_list(stage: Stage, partnership: Partnership) -> VisitsScreen:
    return stage.open(partial(VisitsScreen, today=lambda: TODAY), partnership=partnership.id)


def test_a_visit_is_planned_with_the_length_its_kind_usually_has(stage: Stage, partnership: Partnership) -> None:
    screen = visits_list(stage, partnership)
    stage.press(button(screen.empty, "Plan a visit"))
    choose(stage, screen.panel.kind, "Peer review")
    stage.type(screen.panel.starts.field, "1 Feb 2027")
    stage.press(screen.panel.plan)
    (row,) = stage.read(lambda s: visits.of_partnership(s, partnership.id))
    assert (row.title, row.kind) == ("Visit 1: peer review", "diagnostic")
    assert (row.starts, row.ends) == (date(2027, 2, 1), date(2027, 2, 6))
    assert stage.asked == [Place("visit", partnership=partnership.id, visit=row.id)]


def test_who_comes_to_plan_a_visit_finds_the_form_open_once(stage: Stage, partnership: Partnership) -> None:
    screen = stage.open(partial(VisitsScreen, today=lambda: TODAY), **dict(beginning("visits", partnership.id).ids))
    assert screen.panel.isVisible()
    assert screen.focusWidget() is screen.panel.kind
    stage.type(screen.panel.title, "Visit of ours")
    stage.operations.announce(frozenset({"visit"}))  # the list is read again
    stage.settle()
    assert screen.panel.title.text() == "Visit of ours"
    assert screen.go_back()
    stage.operations.announce(frozenset({"visit"}))
    stage.settle()
    assert not screen.panel.isVisible()


def test_enter_leads_through_a_form_to_its_button_and_ctrl_enter_presses_it(
    stage: Stage, partnership: Partnership
) -> None:
    screen = visits_list(stage, partnership)
    stage.press(button(screen.empty, "Plan a visit"))
    panel = screen.panel
    panel.title.setFocus()
    walked = []
    for _each in range(4):
        QTest.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Return)
        walked.append(screen.focusWidget())
    assert walked == [panel.starts.field, panel.ends.field, panel.place, panel.plan]
    sign = next_stop(panel.starts.field)
    assert sign is panel.starts.calendar
    QTest.keyClick(sign, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert [place.name for place in stage.asked] == ["visit"]


def test_tab_goes_through_a_begun_form_as_it_is_read(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = stage.open(partial(AssessmentsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an assessment"))
    assert next_stop(screen.panel.close_button) is screen.panel.checklist
    stage.type(screen.panel.title, "Begun")
    screen.leave()
    screen.go_back()
    stage.press(button(screen.empty, "Start an assessment"))
    assert next_stop(screen.panel.close_button) is screen.begun.anew


def test_the_arrows_choose_how_deep_an_assessment_goes(stage: Stage, visit: Visit) -> None:
    screen = stage.open(partial(AssessmentsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an assessment"))
    screen.panel.checklist.setFocus()
    screen.panel.title.setFocus()
    QTest.keyClick(screen.panel.title, Qt.Key.Key_Tab)
    for _each in range(2):
        QTest.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Right)
    assert screen.panel.deep.current() == "quick"


def test_from_the_list_of_assessments_a_button_leads_to_agreeing_on_the_newest(stage: Stage, visit: Visit) -> None:
    review = library.get("peer_review")
    with stage.database.change(ME) as editor:
        for title, day in (("Baseline", date(2025, 3, 10)), ("Follow-up", date(2026, 11, 2))):
            assessments.start(editor, visit.scope, review, title=title, started=day)
    screen = stage.open(partial(AssessmentsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen, "Agree the ratings"))
    (place,) = stage.asked
    titles = {row.id: row.title for row in stage.read(lambda s: assessments.of_partnership(s, visit.scope))}
    assert (place.name, titles[place.get("assessment")]) == ("agree", "Follow-up")


def test_the_list_of_visits_says_where_each_stands(stage: Stage, partnership: Partnership, visit: Visit) -> None:
    stage.do(lambda e: visits.add(e, partnership.id, title="Closing", starts=date(2027, 1, 1)))
    stage.do(lambda e: visits.add(e, partnership.id, title="Baseline", starts=date(2025, 1, 1)))
    model = visits_list(stage, partnership).model
    assert [model.row(n).standing for n in range(3)] == ["Over", "Day 1 of 5", "in 39 days"]


def test_an_assessment_is_started_with_what_is_likely(stage: Stage, visit: Visit) -> None:
    before = stage.do(
        lambda e: assessments.start(
            e, visit.scope, library.get("peer_review"), title="Baseline 2025", started=date(2025, 3, 10)
        )
    )
    screen = stage.open(partial(AssessmentsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.title, "Start an assessment"))
    stage.press(button(screen.panel, "Quick"))
    stage.press(screen.panel.start)
    newest = stage.read(lambda s: list_assessments(s, visit.scope, ME))[0]
    row = newest.assessment
    assert (row.title, row.baseline, row.visit, row.depth) == ("Follow-up 2026", before.id, visit.id, "quick")
    assert stage.asked == [Place("assessment", partnership=visit.scope, assessment=row.id)]


def test_an_inspection_is_started_at_a_new_site(stage: Stage, visit: Visit) -> None:
    screen = stage.open(partial(InspectionsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an inspection"))
    stage.press(screen.panel.start)
    assert any("name of the site" in words for words in words_in(screen.panel))
    stage.type(screen.panel.name, "Rutale reservoir")
    choose(stage, screen.panel.kind, "Reservoir")
    stage.press(screen.panel.start)
    line = screen.model.row(0)
    assert (line.site, line.note) == ("Rutale reservoir", "Reservoir or tank · Visit 4: follow-up")
    assert stage.asked[-1].name == "inspection"


def test_an_inspection_is_started_to_be_filled_in_on_paper(stage: Stage, visit: Visit) -> None:
    screen = stage.open(partial(InspectionsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an inspection"))
    stage.type(screen.panel.name, "Rutale reservoir")
    choose(stage, screen.panel.kind, "Reservoir")
    stage.press(button(screen.panel, "Start, and print the checklist"))
    (begun,) = stage.read(lambda s: assessments.of_partnership(s, visit.scope))
    assert stage.asked == [Place("report", partnership=visit.scope, assessment=begun.id, document="checklist")]


def test_risks_stand_beside_the_inspections_only_where_the_list_keeps_all_it_says(
    workspace: Workspace, dressed: Dressed, qtbot: QtBot
) -> None:
    with stage_on(workspace.database, dressed(code="fr"), qtbot) as stage:
        partnership = begin_partnership(workspace.database)
        start = partial(assessments.start, title="Kibo", areas=["laboratory"], site="kibo")
        row = stage.do(lambda e: start(e, partnership.id, library.get("site_inspection")))
        answer = assessments.blank_answer(partnership.id, row.id, "LAB01", ME)
        stage.do(lambda e: assessments.give_value(e, answer, "no"))
        screen = stage.open(partial(InspectionsScreen, today=lambda: TODAY), partnership=partnership.id)
        for width, beside in ((932, False), (1274, True)):
            screen.resize(width, 666)
            stage.settle()
            assert screen.risks.isVisible() is beside
            hidden = [n for n in range(screen.model.columnCount()) if screen.view.isColumnHidden(n)]
            assert hidden == []


@pytest.mark.parametrize("kind", [VisitsScreen, AssessmentsScreen, InspectionsScreen])
def test_what_is_begun_stands_at_the_far_side_also_where_the_list_is_empty(
    stage: Stage, partnership: Partnership, kind: type[VisitsScreen | AssessmentsScreen | InspectionsScreen]
) -> None:
    def make(theme: Theme, operations: Operations) -> VisitsScreen | AssessmentsScreen | InspectionsScreen:
        return kind(theme, operations, today=lambda: TODAY)

    screen = stage.open(make, partnership=partnership.id)
    screen.commands()[0].run()
    stage.settle()
    beside = screen.panel.mapTo(screen, QPoint(0, 0)).x()
    assert beside > screen.empty.geometry().right() - 1
