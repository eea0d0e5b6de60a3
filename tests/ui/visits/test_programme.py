"""The programme of a visit: sessions are added, edited where they stand, held, and taken back."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import TODAY, Stage, button, words_in
from tests.ui.visits.desk import kept, screen_of, session, stops_after
from wopfield.checklists import library
from wopfield.domain.visit import CHAPTERS
from wopfield.store import assessments, visits
from wopfield.store.tables import Visit
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place


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
