"""Actions of an improvement plan."""

from datetime import date

import pytest

from wopfield.checklists import library
from wopfield.errors import BadInput
from wopfield.store import actions, assessments, findings
from wopfield.store.database import Database
from wopfield.store.tables import Action, Partnership

P, ME = "partnership", "amina"
TODAY = date(2026, 11, 23)


def plan(database: Database) -> list[Action]:
    with database.read() as session:
        return actions.of_partnership(session, P)


def add(database: Database, title: str, due: date | None = None) -> Action:
    with database.change(ME) as editor:
        return actions.add(editor, P, title=title, due=due)


def test_actions_are_numbered_and_the_first_due_comes_first(database: Database) -> None:
    add(database, "Night flow", date(2027, 1, 15))
    add(database, "Calibrate two bulk meters", date(2026, 11, 11))
    add(database, "Some day")
    rows = plan(database)
    codes = actions.codes(rows)
    assert [codes[row.id] for row in rows] == ["A-02", "A-01", "A-03"]


def test_the_number_of_a_deleted_action_is_not_given_again(database: Database) -> None:
    with database.change(ME) as editor:
        actions.remove(editor, add(database, "Night flow"))
    assert add(database, "Another").number == 2


def test_an_action_is_late_until_it_is_done_or_dropped(database: Database) -> None:
    late = add(database, "Calibrate", date(2026, 11, 11))
    assert actions.days_late(late, TODAY) == 12
    with database.change(ME) as editor:
        actions.set_progress(editor, late, status="done")
    (row,) = plan(database)
    assert (actions.days_late(row, TODAY), row.percent) == (0, 100)


def test_late_actions_are_found_over_all_partnerships_that_are_there(database: Database) -> None:
    add(database, "Calibrate", date(2026, 11, 11))
    with database.change(ME) as editor:
        editor.add(Partnership(scope="other", id="other"))
        actions.add(editor, "other", title="Night flow", due=date(2026, 11, 20))
        actions.add(editor, "other", title="Later", due=date(2026, 12, 1))
    with database.read() as session:
        assert [row.title for row in actions.late(session, TODAY)] == ["Night flow"]


def test_progress_starts_an_action_and_taking_it_back_reopens_it(database: Database) -> None:
    shown = add(database, "Calibrate")
    for percent, status in ((20, "under_way"), (100, "under_way")):
        with database.change(ME) as editor:
            actions.set_progress(editor, shown, percent=percent)
        (shown,) = plan(database)
        assert shown.status == status
    with database.change(ME) as editor:
        actions.set_progress(editor, shown, status="done")
    with database.change(ME) as editor:
        actions.set_progress(editor, plan(database)[0], percent=50)
    assert plan(database)[0].status == "under_way"


def test_an_action_cannot_be_due_before_it_starts(database: Database) -> None:
    with pytest.raises(BadInput, match="before the first"), database.change(ME) as editor:
        actions.add(editor, P, title="Calibrate", starts=TODAY, due=date(2026, 1, 1))


def test_an_action_needs_words(database: Database) -> None:
    with pytest.raises(BadInput, match="needs a title"), database.change(ME) as editor:
        actions.add(editor, P, title=" ")


def test_actions_are_made_from_findings_that_have_none(database: Database) -> None:
    with database.change(ME) as editor:
        review = assessments.start(editor, P, library.get("peer_review"), title="Review")
        for kind, text in (("gap", "Two meters are off"), ("strength", "A good team"), ("gap", "")):
            finding = findings.blank(P, review.id, "NW", "NW01", "strength" if kind == "strength" else "gap")
            findings.write(editor, finding, "text", text)
    with database.read() as session:
        left = actions.findings_without(session, P)
    assert [row.text for row in left] == ["Two meters are off"]
    with database.change(ME) as editor:
        actions.make_from(editor, left)
    (action,) = plan(database)
    assert (action.title, action.item, action.finding) == ("Two meters are off", "NW01", left[0].id)
    with database.read() as session:
        assert actions.findings_without(session, P) == []
