"""Assessments: one checklist answered by several raters, each on a row of their own."""

from datetime import date

import pytest

from wopfield.checklists import library
from wopfield.domain.checklist import SELF
from wopfield.errors import BadInput, NotAChecklist, Refused
from wopfield.store import agreed_ratings, agreeing, assessments
from wopfield.store.database import Database
from wopfield.store.item_history import read_history, take_back, to_take_back
from wopfield.store.item_list import ItemList, read_list
from wopfield.store.item_page import ItemPage, read_page
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Answer, Assessment, ChecklistVersion, Member, Partnership, Person, Report, Utility
from wopfield.store.workspace import Workspace

P = "partnership"


@pytest.fixture
def shown(database: Database) -> Assessment:
    """A peer review at the mentee Marowe, compared with the year before, in which Amina and Joost rate."""
    with database.change("amina") as editor:
        for person, name in (
            ("amina", "Amina Diallo"),
            ("joost", "Joost Verhagen"),
            ("grace", "Grace Nyambura"),
        ):
            editor.add(Person(scope=COMMONS, id=person, name=name))
        editor.add(Utility(scope=COMMONS, id="marowe", name="Marowe Water and Sanitation", short_name="Marowe"))
        editor.add(Partnership(scope=P, id=P, mentee="marowe"))
        editor.add(Member(scope=P, person="grace", role="mentee"))
        before = assessments.start(
            editor, P, library.get("peer_review"), title="Baseline 2025", started=date(2025, 3, 10)
        )
    with database.change("amina") as editor:
        agreed = agreed_ratings.blank(P, before.id, "NW01")
        agreed_ratings.agree(editor, agreed, level=1, reason="Balance made by consultants.")
    with database.change("amina") as editor:
        return assessments.start(
            editor,
            P,
            library.get("peer_review"),
            title="Follow-up 2026",
            started=date(2026, 11, 23),
            baseline=before.id,
        )


def say(database: Database, shown: Assessment, rater: str, level: int, item: str = "NW01") -> None:
    """Rate an item as a rater who looks at it."""
    with database.read() as session:
        own = assessments.answer(session, P, shown.id, item, rater)
    with database.change(rater) as editor:
        assessments.rate(editor, own, level)


def answer(database: Database, shown: Assessment, rater: str = "amina") -> Answer:
    with database.read() as session:
        return assessments.answer(session, P, shown.id, "NW01", rater)


def page(database: Database, shown: Assessment, rater: str = "amina") -> ItemPage:
    with database.read() as session:
        checklist = assessments.checklist_of(session, shown)
        return read_page(session, shown, checklist.item("NW01"), "Networks", rater)


def item_list(database: Database, shown: Assessment, person: str = "amina") -> ItemList:
    with database.read() as session:
        return read_list(session, P, shown.id, person)


def test_an_assessment_keeps_the_version_of_the_checklist_it_was_begun_with(
    database: Database, shown: Assessment
) -> None:
    with database.read() as session:
        version = session.get(ChecklistVersion, (P, shown.checklist))
        assert version is not None
        assert assessments.checklist_of(session, shown) == library.get("peer_review")


def test_two_assessments_of_one_version_keep_it_once(database: Database, shown: Assessment) -> None:
    with database.read() as session:
        before = assessments.find(session, P, shown.baseline)
    assert before is not None
    assert before.checklist == shown.checklist


def test_an_assessment_asks_its_areas_at_its_depth_only(database: Database) -> None:
    with database.change("amina") as editor:
        quick = assessments.start(
            editor, P, library.get("peer_review"), title="Quick", areas=["WR", "NW"], depth="quick"
        )
    found = item_list(database, quick)
    assert [area.code for area in found.areas] == ["WR", "NW"]
    assert 0 < found.progress.count.total < 20


def test_a_checklist_that_has_not_arrived_is_told_in_a_sentence(database: Database) -> None:
    strange = Assessment(scope=P, title="From elsewhere", checklist="unknown")
    with database.read() as session, pytest.raises(NotAChecklist, match="not on this laptop yet"):
        assessments.checklist_of(session, strange)


def test_an_assessment_that_was_deleted_is_told_in_a_sentence(database: Database, shown: Assessment) -> None:
    with database.change("amina") as editor:
        editor.remove(shown)
    with database.read() as session, pytest.raises(BadInput, match="not on this laptop"):
        read_list(session, P, shown.id, "amina")


def test_does_not_apply_takes_the_level_away_and_a_level_takes_does_not_apply_away(
    database: Database, shown: Assessment
) -> None:
    say(database, shown, "amina", 2)
    with database.change("amina") as editor:
        assessments.set_does_not_apply(editor, answer(database, shown), "No sewers in town")
    now = answer(database, shown)
    assert (now.level, now.does_not_apply, now.reason) == (None, True, "No sewers in town")
    say(database, shown, "amina", 3)
    now = answer(database, shown)
    assert (now.level, now.does_not_apply, now.reason) == (3, False, "")


def test_clearing_leaves_comment_and_flag(database: Database, shown: Assessment) -> None:
    say(database, shown, "amina", 2)
    with database.change("amina") as editor:
        assessments.set_comment(editor, answer(database, shown), "Seen")
        assessments.set_flagged(editor, answer(database, shown), True)
    before = answer(database, shown)
    with database.change("amina") as editor:
        assessments.clear(editor, before)
    cleared = answer(database, shown)
    assert not assessments.is_rated(cleared)
    assert (cleared.comment, cleared.flagged) == ("Seen", True)
    with database.change("amina") as editor:
        assessments.put_back(editor, cleared, before)
    assert answer(database, shown).level == 2


def test_there_is_no_level_five(database: Database, shown: Assessment) -> None:
    with pytest.raises(Refused, match="0, 1, 2, 3 or 4"), database.change("amina") as editor:
        assessments.rate(editor, answer(database, shown), 5)


def test_a_member_of_the_mentee_answers_for_the_mentee(database: Database, shown: Assessment) -> None:
    with database.read() as session:
        assert assessments.rater_of(session, P, "grace") == SELF
        assert assessments.rater_of(session, P, "amina") == "amina"


def test_colleagues_and_the_self_rating_are_hidden_until_one_has_rated(database: Database, shown: Assessment) -> None:
    say(database, shown, "joost", 1)
    say(database, shown, SELF, 3)
    before = page(database, shown)
    assert (len(before.voices), before.hidden, before.differ) == (1, 2, 0)
    say(database, shown, "amina", 2)
    after = page(database, shown)
    assert [voice.answer.level for voice in after.voices] == [2, 1, 3]
    assert [voice.is_self_rating for voice in after.voices] == [False, False, True]
    assert (after.hidden, after.differ) == (0, 2)


def test_the_list_does_not_give_away_that_hidden_ratings_differ(database: Database, shown: Assessment) -> None:
    say(database, shown, "joost", 0)
    say(database, shown, SELF, 4)
    assert all(line.differ == 0 for line in item_list(database, shown).items)
    say(database, shown, "amina", 2)
    assert [line.differ for line in item_list(database, shown).items if line.code == "NW01"] == [4]


def test_not_seen_yet_does_not_show_what_colleagues_rated(database: Database, shown: Assessment) -> None:
    say(database, shown, "joost", 1)
    with database.change("amina") as editor:
        assessments.set_not_seen(editor, answer(database, shown))
    assert page(database, shown).hidden == 1


def test_an_assessment_may_show_colleagues_at_once(database: Database, shown: Assessment) -> None:
    say(database, shown, "joost", 1)
    with database.change("amina") as editor:
        assessments.set_hidden(editor, shown, False)
    with database.read() as session:
        open_one = assessments.find(session, P, shown.id)
    assert open_one is not None
    assert [voice.name for voice in page(database, open_one).voices] == ["", "Joost Verhagen"]


@pytest.mark.parametrize("way", ["closed", "issued"])
def test_an_assessment_in_which_nobody_rates_any_more_shows_what_colleagues_rated(
    database: Database, shown: Assessment, way: str
) -> None:
    say(database, shown, "amina", 1, item="NW02")
    say(database, shown, "joost", 1)
    assert page(database, shown).hidden == 1
    with database.change("amina") as editor:
        if way == "closed":
            assessments.close(editor, shown)
        else:
            editor.add(Report(scope=P, assessment=shown.id, number="1", version="1.0", status="issued"))
    with database.read() as session:
        row = assessments.find(session, P, shown.id)
        assert row is not None
        assert not agreeing.read_board(session, P, shown.id, "amina").rows[0].hidden
    assert [voice.name for voice in page(database, row).voices] == ["", "Joost Verhagen"]


def test_the_list_counts_what_one_rated_oneself(database: Database, shown: Assessment) -> None:
    say(database, shown, "amina", 2)
    say(database, shown, "joost", 2, item="NW02")
    with database.change("amina") as editor:
        assessments.set_not_seen(editor, assessments.blank_answer(P, shown.id, "NW03", "amina"))
        assessments.set_flagged(editor, assessments.blank_answer(P, shown.id, "NW04", "amina"), True)
    found = item_list(database, shown)
    assert (found.progress.count.rated, found.progress.count.total, found.mentee) == (1, 106, "Marowe")
    assert found.progress.flagged == ("NW04",)
    assert "NW03" in found.progress.not_rated


def test_last_time_tells_what_was_agreed_and_said(database: Database, shown: Assessment) -> None:
    last = page(database, shown).last_time
    assert last is not None
    assert (last.title, last.rating.level, last.agreed) == ("Baseline 2025", 1, True)
    assert last.said == "Balance made by consultants."


def test_a_closed_assessment_is_closed_in_its_list(database: Database, shown: Assessment) -> None:
    with database.change("amina") as editor:
        assessments.close(editor, shown)
    assert item_list(database, shown).closed


def test_the_history_of_an_item_tells_old_and_new_of_everybody(database: Database, shown: Assessment) -> None:
    say(database, shown, "amina", 1)
    say(database, shown, "joost", 3)
    say(database, shown, "amina", 2)
    with database.read() as session:
        found = read_history(session, shown, "NW01", "amina")
    ratings = [e for e in found.events if e.group == "ratings" and e.rater]
    told = [(e.author_name, e.past.before.get("level"), e.past.after["level"]) for e in ratings]
    assert told == [("Amina Diallo", 1, 2), ("Joost Verhagen", None, 3), ("Amina Diallo", None, 1)]


def test_the_history_hides_what_the_side_panel_hides(database: Database, shown: Assessment) -> None:
    say(database, shown, "joost", 3)
    with database.read() as session:
        found = read_history(session, shown, "NW01", "amina")
    assert (found.hidden, [e for e in found.events if e.rater]) == (1, [])


def test_ones_last_change_of_an_item_is_taken_back_and_the_one_before_after_it(
    database: Database, shown: Assessment
) -> None:
    for level in (1, 2, 3):
        say(database, shown, "amina", level)
    for expected in (2, 1, None):
        with database.read() as session:
            past = to_take_back(read_history(session, shown, "NW01", "amina").events, "amina")
        assert past is not None
        with database.change("amina") as editor:
            take_back(editor, P, past)
        assert answer(database, shown).level == expected


def test_a_change_that_was_changed_again_is_not_taken_back(database: Database, shown: Assessment) -> None:
    say(database, shown, "amina", 1)
    with database.read() as session:
        past = to_take_back(read_history(session, shown, "NW01", "amina").events, "amina")
    assert past is not None
    say(database, shown, "amina", 2)
    with pytest.raises(Refused, match="changed again"), database.change("amina") as editor:
        take_back(editor, P, past)


def test_the_database_is_in_the_workspace(workspace: Workspace, shown: Assessment) -> None:
    with workspace.database.read() as session:
        assert [row.title for row in assessments.of_partnership(session, P)] == [
            "Follow-up 2026",
            "Baseline 2025",
        ]
