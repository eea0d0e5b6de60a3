"""Visits: planned in a list, worked with day by day."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.disks import fill_the_disk, make_room
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, choose, stage_on, words_in
from wopfield.checklists import library
from wopfield.domain.visit import CHAPTERS
from wopfield.store import agenda, assessments, evidence, people, sites, visits
from wopfield.store.tables import AgendaLine, Partnership, Visit
from wopfield.store.visit_page import list_assessments, read_visit
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, beginning
from wopfield.ui.screens.assessments.screen import AssessmentsScreen
from wopfield.ui.screens.inspections.screen import InspectionsScreen
from wopfield.ui.screens.visits.screen import VisitsScreen
from wopfield.ui.screens.visits.visit import VisitScreen
from wopfield.ui.theme import Theme

NOW = datetime(2026, 11, 23, 14, 30)


@pytest.fixture
def visit(stage: Stage, partnership: Partnership) -> Visit:
    """A visit of five days that begins today."""
    return stage.do(
        lambda e: visits.add(
            e, partnership.id, title="Visit 4: follow-up", starts=TODAY, ends=date(2026, 11, 27), place="Marowe"
        )
    )


def session(stage: Stage, visit: Visit, starts: str, title: str, **fields: object) -> AgendaLine:
    """A session of the first day."""
    return stage.do(
        lambda e: agenda.add(e, visit.scope, visit.id, day=TODAY, starts=starts, title=title, **fields)  # type: ignore[arg-type]
    )


def screen_of(stage: Stage, workspace: Workspace, visit: Visit) -> VisitScreen:
    make = lambda theme, operations: VisitScreen(theme, operations, workspace, now=lambda: NOW)  # noqa: E731
    return stage.open(make, partnership=visit.scope, visit=visit.id)


def kept(stage: Stage, visit: Visit) -> list[AgendaLine]:
    return stage.read(lambda s: agenda.of_visit(s, visit.scope, visit.id))


# ── planning ─────────────────────────────────────────────────────────────────────────────────────────────────


def stops_after(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at after a part of a screen, in its order."""
    found, at = [], part.nextInFocusChain()
    while at is not None and at is not part:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
    return found


def next_stop(part: QWidget) -> QWidget:
    return stops_after(part)[0]


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


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_open_day_is_today_and_the_session_that_is_on_says_now(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    session(stage, visit, "8:30", "Opening meeting", ends="9:15")
    session(stage, visit, "14:00", "Kibo treatment works", ends="16:15")
    screen = screen_of(stage, workspace, visit)
    assert [(card.words.row.title, card.words.when) for card in screen.programme.cards] == [
        ("Opening meeting", "later"),
        ("Kibo treatment works", "now"),
    ]


def test_a_session_is_added_by_its_title_and_edited_where_it_stands(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.top.add)
    stage.type(screen.session_panel.starts, "8.30")
    assert kept(stage, visit) == []
    stage.type(screen.session_panel.title, "Opening meeting")
    stage.type(screen.session_panel.ends, "9:15")
    (line,) = kept(stage, visit)
    assert (line.title, line.starts, line.ends, line.day) == ("Opening meeting", "08:30", "09:15", TODAY)


def test_a_time_that_is_none_is_told_beside_the_field(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    session(stage, visit, "8:30", "Opening meeting")
    screen = screen_of(stage, workspace, visit)
    screen.programme.cards[0].setFocus()
    QTest.keyClick(screen.programme.cards[0], Qt.Key.Key_Return)
    stage.type(screen.session_panel.starts, "noon")
    assert any("is not a time of day" in words for words in words_in(screen.session_panel))
    assert kept(stage, visit)[0].starts == "08:30"


def test_tab_goes_from_the_days_to_their_sessions_before_team_and_sites(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    session(stage, visit, "8:30", "Opening meeting")
    screen = screen_of(stage, workspace, visit)
    card = screen.programme.cards[0]
    walked = [part for part in stops_after(screen.top.photo) if part in (card, card.tick, screen.team.change)]
    assert walked == [card, card.tick, screen.team.change]


def test_space_says_that_a_session_was_held(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    session(stage, visit, "8:30", "Opening meeting")
    screen = screen_of(stage, workspace, visit)
    screen.programme.cards[0].setFocus()
    QTest.keyClick(screen.programme.cards[0], Qt.Key.Key_Space)
    stage.settle()
    assert kept(stage, visit)[0].done
    stage.press(screen.programme.cards[0].tick)
    assert not kept(stage, visit)[0].done


def test_a_removed_session_comes_back_by_undo(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    session(stage, visit, "8:30", "Opening meeting")
    screen = screen_of(stage, workspace, visit)
    screen.programme.cards[0].opened.emit(screen.programme.cards[0].words.row)
    stage.press(screen.session_panel.remove)
    assert kept(stage, visit) == []
    assert not screen.session_panel.isVisible()
    undo = stage.told[-1][1]
    assert undo is not None
    undo()
    stage.settle()
    assert [line.title for line in kept(stage, visit)] == ["Opening meeting"]


def test_a_chip_opens_the_assessment_at_its_area(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    review = stage.do(
        lambda e: assessments.start(e, visit.scope, library.get("peer_review"), title="Review", visit=visit.id)
    )
    session(stage, visit, "9:30", "Interviews", areas=["NW"])
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.programme.cards[0], "Area 3, 0 of 12"))
    assert stage.asked == [Place("assessment", partnership=visit.scope, assessment=review.id, area="NW")]


def test_the_note_that_is_left_behind_is_printed_from_the_visit(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    assert not screen.top.note.isVisible()
    start = partial(assessments.start, title="Follow-up 2026", visit=visit.id)
    row = stage.do(lambda e: start(e, visit.scope, library.get("peer_review")))
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.top.note)
    assert stage.asked == [Place("report", partnership=visit.scope, assessment=row.id, document="visit_note")]


def test_a_programme_is_proposed_for_all_days_and_taken_back(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen, "Propose a programme for all days"))
    assert {line.day for line in kept(stage, visit)} == {row.day for row in stage.read(lambda s: visits.days(s, visit))}
    in_order = [task.title for chapter in CHAPTERS if chapter.share for task in chapter.tasks]
    assert list(dict.fromkeys(line.title for line in kept(stage, visit))) == in_order
    undo = stage.told[-1][1]
    assert undo is not None
    undo()
    stage.settle()
    assert kept(stage, visit) == []


def test_escape_closes_the_panel_first(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.top.summary)
    assert screen.day_panel.isVisible()
    assert screen.go_back()
    assert not screen.day_panel.isVisible()
    assert not screen.go_back()


# ── days, team, sites, photos ────────────────────────────────────────────────────────────────────────────────


def test_the_summary_of_a_day_is_kept_when_its_field_is_left(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.days.card(date(2026, 11, 24)))
    stage.press(screen.top.summary)
    QTest.keyClicks(screen.day_panel.summary, "Saw the intake.")
    screen.leave()
    stage.settle()
    days = stage.read(lambda s: visits.days(s, visit))
    assert [row.summary for row in days] == ["", "Saw the intake.", "", "", ""]
    assert "Saw the intake." in words_in(screen)


def test_a_panel_that_opens_has_the_keyboard_on_its_first_field(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.team.change)
    stage.qtbot.waitUntil(screen.team_panel.who.hasFocus)


def test_somebody_nobody_knew_joins_the_team(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.team.change)
    choose(stage, screen.team_panel.who, "Somebody else")
    stage.type(screen.team_panel.name, "Teresa Mondlane")
    stage.type(screen.team_panel.task, "finance")
    stage.press(screen.team_panel.add)
    (member,) = stage.read(lambda s: visits.team(s, visit.scope, visit.id))
    assert (member.name, member.row.task) == ("Teresa Mondlane", "finance")
    stage.press(button(screen.team_panel, "Take Teresa Mondlane out of the visit"))
    assert stage.read(lambda s: visits.team(s, visit.scope, visit.id)) == []
    assert any(row.name == "Teresa Mondlane" for row in stage.read(people.every))


def test_a_site_is_added_with_its_kind_and_inspected(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.sites, "Add a site"))
    stage.type(screen.site_panel.name, "Kibo treatment works")
    choose(stage, screen.site_panel.kind, "Water treatment plant")
    stage.press(screen.site_panel.act)
    screen.go_back()
    stage.press(button(screen.sites, "Start, Kibo treatment works"))
    page = stage.read(lambda s: read_visit(s, visit.scope, visit.id, ME))
    inspection = page.sites[0].inspection
    assert inspection is not None
    assert [area.code for area in inspection.areas] == ["water_treatment_plant"]
    assert stage.asked == [Place("inspection", partnership=visit.scope, assessment=inspection.assessment.id)]


def test_a_site_without_a_kind_is_asked_for_it_before_its_inspection(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    site = stage.do(lambda e: sites.add(e, visit.scope, name="Kibo"))
    stage.do(lambda e: sites.plan(e, visit.scope, visit.id, site.id))
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.sites, "Planned, Kibo"))
    assert stage.asked == []
    assert any("Choose what kind of site" in words for words in words_in(screen.site_panel))


def test_photos_are_kept_and_one_that_is_none_is_named(
    stage: Stage, workspace: Workspace, visit: Visit, tmp_path: Path
) -> None:
    good, bad = tmp_path / "pump.jpg", tmp_path / "notes.jpg"
    Image.new("RGB", (640, 480), "#1D6A96").save(good)
    bad.write_text("no picture")
    screen = screen_of(stage, workspace, visit)
    screen.album.take_files([str(good), str(bad)])
    stage.qtbot.waitUntil(lambda: bool(stage.told))
    stage.settle()
    page = stage.read(lambda s: read_visit(s, visit.scope, visit.id, ME))
    assert [photo.row.title for photo in page.photos] == ["pump"]
    assert stage.told[-1][0] == "1 photo added"
    assert "notes.jpg" in str(stage.failed[0])
    file = page.photos[0].file
    assert file is not None
    assert evidence.open_file(workspace.files, file)


def test_a_deleted_visit_leads_back_to_the_list_with_a_way_back(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen, "Edit the visit"))
    stage.press(button(screen.visit_panel, "Delete this visit"))
    assert stage.read(lambda s: visits.of_partnership(s, visit.scope)) == []
    assert stage.asked == [Place("visits", partnership=visit.scope)]
    assert stage.failed == []


def test_words_that_found_no_room_on_the_disk_are_kept_once_there_is_some(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen, "Edit the visit"))
    fill_the_disk(workspace.database, visit.scope)
    stage.type(screen.visit_panel.place, "Marowe, head office and six sites")
    assert "no room left on the disk" in str(stage.failed[0])
    screen.redraw()
    stage.settle()
    assert stage.operations.pending > 0
    make_room(workspace.database)
    stage.qtbot.waitUntil(lambda: stage.operations.pending == 0)
    stage.settle()
    row = stage.read(lambda s: visits.find(s, visit.scope, visit.id))
    assert row is not None
    assert (row.place, row.open) == ("Marowe, head office and six sites", "")
    assert screen.visit_panel.place.text() == row.place


# ── the other tabs ───────────────────────────────────────────────────────────────────────────────────────────


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


@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("longer", [False, True])
def test_nothing_of_a_visit_is_cut_off_in_any_language_or_size(
    workspace: Workspace, dressed: Dressed, qtbot: QtBot, scale: float, longer: bool
) -> None:
    theme = dressed("dark", scale, longer=longer)
    with stage_on(workspace.database, theme, qtbot) as stage:
        partnership = begin_partnership(workspace.database)
        visit = stage.do(lambda e: visits.add(e, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
        session(stage, visit, "8:30", "Opening meeting", where="Head office", people=[ME])
        stage.do(lambda e: visits.join(e, partnership.id, visit.id, ME, "lead"))
        site = stage.do(lambda e: sites.add(e, visit.scope, name="Kibo"))
        stage.do(lambda e: sites.plan(e, visit.scope, visit.id, site.id, TODAY))
        screen = screen_of(stage, workspace, visit)
        opened = (None, screen.top.summary, screen.top.add, screen.team.change)
        for press in opened:
            if press is not None:
                screen.go_back()
                stage.press(press)
            assert cut_off(screen) == []
            assert unnamed(screen) == []
        lists = (VisitsScreen, AssessmentsScreen, InspectionsScreen)
        for one in lists:
            shown = stage.open(one, partnership=partnership.id)
            shown.commands()[0].run()
            stage.settle()
            assert cut_off(shown) == []
            assert unnamed(shown) == []


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
