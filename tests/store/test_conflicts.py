"""What was changed in two places is told in words and settled without losing anything."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from tests.laptops import pass_on
from wopfield.checklists import library
from wopfield.domain.audience import audience_of
from wopfield.domain.checklist import SELF
from wopfield.domain.log import ALIVE
from wopfield.store import agreed_ratings, assessments, conflicts, kept
from wopfield.store.conflicts import Conflict
from wopfield.store.database import Database
from wopfield.store.history import history
from wopfield.store.naming import noun_words, register_words, row_name
from wopfield.store.rows import COMMONS, registers_of
from wopfield.store.tables import (
    NOUNS,
    Action,
    AgreedRating,
    Assessment,
    Finding,
    IndicatorEntry,
    Partnership,
    Person,
    Utility,
    indicator_entry_id,
)
from wopfield.store.workspace import Workspace

P = "partnership"
Laptops = tuple[Database, Database]


@pytest.fixture
def laptops(new_workspace: Callable[[str], Workspace]) -> Laptops:
    """Amina's laptop and Joost's, which know the same partnership with one assessment."""
    here, there = new_workspace("amina").database, new_workspace("joost").database
    for database, person in ((here, "amina"), (there, "joost")):
        with database.write() as connection:
            kept.put(connection, kept.PERSON, person)
    with here.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo"))
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen"))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026")
        row.id = "a"
    pass_on(here, there)
    return here, there


def agree(database: Database, who: str, level: int, reason: str) -> None:
    with database.read() as session:
        rows = session.exec(select(AgreedRating)).all()
    shown = rows[0] if rows else agreed_ratings.blank(P, "a", "NW02")
    with database.change(who) as editor:
        agreed_ratings.agree(editor, shown, level=level, reason=reason)


def exchange(here: Database, there: Database) -> None:
    pass_on(here, there)
    pass_on(there, here)


def one(database: Database) -> Conflict:
    with database.read() as session:
        (place,) = conflicts.places(session)
        found = conflicts.find(session, place)
    assert found is not None
    return found


def disagree(laptops: Laptops) -> Conflict:
    here, there = laptops
    agree(here, "amina", 1, "Not reviewed.")
    exchange(here, there)
    agree(there, "joost", 3, "Reviewed in 2026.")
    agree(here, "amina", 2, "Reviewed once.")
    exchange(here, there)
    return one(here)


def count(database: Database) -> int:
    with database.read() as session:
        return conflicts.count(session)


def test_a_conflict_says_what_it_is_about_and_who_wrote_what_where(laptops: Laptops) -> None:
    found = disagree(laptops)
    assert found.name.title == "3.2  NRW strategy and team: agreed rating"
    assert found.name.where == "Follow-up 2026 · Distribution, non-revenue water and assets"
    assert [(side.name, side.you, side.here) for side in found.sides] == [
        ("Amina Diallo", True, True),
        ("Joost Verhagen", False, False),
    ]
    assert found.sides[1].came_from == "a colleague"
    rating, why = found.registers
    assert (rating.words, why.words) == ("Rating", "Why")
    assert [values and values["level"] for values in rating.values] == [2, 3]
    assert rating.before is not None
    assert rating.before["level"] == 1
    assert (rating.is_text, why.is_text) == (False, True)


def test_on_the_other_laptop_the_same_conflict_is_seen_from_the_other_side(laptops: Laptops) -> None:
    disagree(laptops)
    found = one(laptops[1])
    assert [(side.name, side.you) for side in found.sides] == [("Joost Verhagen", True), ("Amina Diallo", False)]
    assert [values and values["level"] for values in found.registers[0].values] == [3, 2]


@pytest.mark.parametrize("side", [0, 1])
def test_settling_leaves_one_value_everywhere_and_the_other_in_the_history(laptops: Laptops, side: int) -> None:
    here, there = laptops
    found = disagree(laptops)
    with here.change("amina") as editor:
        conflicts.settle(editor, found, {each.register: each.values[side] or {} for each in found.registers})
    exchange(here, there)
    for database in laptops:
        assert count(database) == 0
        with database.read() as session:
            row = session.exec(select(AgreedRating)).one()
            past = history(session, P, [("agreed_rating", row.id)])
        assert (row.level, row.reason) == [(2, "Reviewed once."), (3, "Reviewed in 2026.")][side]
        assert {line.after["level"] for line in past if line.register == "rating"} == {1, 2, 3}


@pytest.mark.parametrize("side", [0, 1])
def test_the_line_of_a_settling_says_which_value_it_did_away_with(laptops: Laptops, side: int) -> None:
    here, there = laptops
    found = disagree(laptops)
    with here.change("amina") as editor:
        conflicts.settle(editor, found, {each.register: each.values[side] or {} for each in found.registers})
    exchange(here, there)
    for database in laptops:
        with database.read() as session:
            row = session.exec(select(AgreedRating)).one()
            newest = next(
                line for line in history(session, P, [("agreed_rating", row.id)]) if line.register == "rating"
            )
        assert (newest.before["level"], newest.after["level"]) == [(3, 2), (2, 3)][side]


def test_who_may_read_a_reason_said_apart_is_a_conflict(laptops: Laptops) -> None:
    here, there = laptops
    agree(here, "amina", 2, "Reviewed once.")
    exchange(here, there)
    for database, who, audience in ((here, "amina", "team"), (there, "joost", "report")):
        with database.read() as session:
            shown = session.exec(select(AgreedRating)).one()
        with database.change(who) as editor:
            agreed_ratings.set_readers_of_reason(editor, shown, audience_of(audience))
    exchange(here, there)
    found = one(here)
    assert [each.words for each in found.registers] == ["Who may read it"]
    assert [values and values["audience"] for values in found.registers[0].values] == ["team", "report"]


def test_one_register_can_be_settled_and_the_other_left(laptops: Laptops) -> None:
    here, _there = laptops
    found = disagree(laptops)
    with here.change("amina") as editor:
        conflicts.settle(editor, found, {"rating": found.registers[0].values[0] or {}})
    assert [each.register for each in one(here).registers] == ["reason"]


def test_both_texts_can_be_kept(laptops: Laptops) -> None:
    here, there = laptops
    found = disagree(laptops)
    with here.change("amina") as editor:
        chosen = {"rating": found.registers[0].values[0] or {}, "reason": conflicts.both(found.registers[1])}
        conflicts.settle(editor, found, chosen)
    exchange(here, there)
    with there.read() as session:
        row = session.exec(select(AgreedRating)).one()
    assert row.reason == "Reviewed in 2026.\nReviewed once."
    assert count(there) == 0


def test_a_value_that_arrives_while_one_settles_is_not_overwritten(laptops: Laptops) -> None:
    here, there = laptops
    found = disagree(laptops)
    agree(there, "joost", 4, "Reviewed and published.")
    exchange(here, there)
    with here.change("amina") as editor:
        conflicts.settle(editor, found, {each.register: each.values[0] or {} for each in found.registers})
    assert {values and values["level"] for values in one(here).registers[0].values} == {2, 4}


def test_two_who_settle_the_same_apart_are_asked_again(laptops: Laptops) -> None:
    here, there = laptops
    mine, theirs = disagree(laptops), one(laptops[1])
    with here.change("amina") as editor:
        conflicts.settle(editor, mine, {each.register: each.values[0] or {} for each in mine.registers})
    with there.change("joost") as editor:
        conflicts.settle(editor, theirs, {each.register: each.values[0] or {} for each in theirs.registers})
    exchange(here, there)
    assert (count(here), count(there)) == (1, 1)


def delete_against_edit(laptops: Laptops) -> Conflict:
    here, there = laptops
    with here.read() as session:
        shown = session.exec(select(Finding)).one()
    with here.change("amina") as editor:
        editor.remove(shown)
    with there.change("joost") as editor:
        editor.take(shown).cause = "No budget"
    exchange(here, there)
    return one(here)


def test_a_deletion_against_an_edit_names_what_was_edited(laptops: Laptops) -> None:
    found = delete_against_edit(laptops)
    (life,) = found.registers
    assert found.name.title == "Gap: No bulk meters"
    assert [values and values[ALIVE] for values in life.values] == [False, True]
    assert life.changed == ((), ("cause",))


@pytest.mark.parametrize("side", [0, 1])
def test_a_deletion_against_an_edit_is_settled_either_way(laptops: Laptops, side: int) -> None:
    here, there = laptops
    found = delete_against_edit(laptops)
    with here.change("amina") as editor:
        conflicts.settle(editor, found, {ALIVE: found.registers[0].values[side] or {}})
    exchange(here, there)
    for database in laptops:
        assert count(database) == 0
        with database.read() as session:
            assert session.exec(select(Finding)).one().alive is (side == 1)


def test_three_who_disagree_are_three_sides(laptops: Laptops, new_workspace: Callable[[str], Workspace]) -> None:
    here, there = laptops
    third = new_workspace("teresa").database
    pass_on(here, third)
    for database, who, level in ((here, "amina", 1), (there, "joost", 2), (third, "teresa", 3)):
        agree(database, who, level, "")
    pass_on(third, here)
    exchange(here, there)
    assert len(one(here).sides) == 3


def test_what_was_deleted_for_good_is_not_asked_about(laptops: Laptops) -> None:
    here, there = laptops
    disagree(laptops)
    with here.read() as session:
        shown = session.exec(select(AgreedRating)).one()
    with here.change("amina") as editor:
        editor.remove(shown)
    exchange(here, there)
    assert (count(here), count(there)) == (0, 0)


def test_figures_and_actions_are_called_as_people_call_them(laptops: Laptops) -> None:
    here, there = laptops
    entry = IndicatorEntry(
        scope=P, id=indicator_entry_id("m", "WB01", "2025"), utility="m", variable="WB01", period="2025"
    )
    action = Action(scope=P, id="x", number=4, title="Meter zone 3")
    utility = Utility(scope=COMMONS, id="u", name="Marowe")
    with here.change("amina") as editor:
        for row in (entry, action, utility):
            editor.take(row)
    exchange(here, there)
    for database, who, value in ((here, "amina", "1"), (there, "joost", "2")):
        with database.read() as session:
            rows = [session.get(type(row), (row.scope, row.id)) for row in (entry, action, utility)]
        with database.change(who) as editor:
            for shown, field in zip(rows, ("value", "owner", "city"), strict=True):
                assert shown is not None
                setattr(editor.take(shown), field, value)
    exchange(here, there)
    with here.read() as session:
        titles = [
            found.name.title
            for place in conflicts.places(session)
            if (found := conflicts.find(session, place, {"WB01": "Water put into the network"})) is not None
        ]
    assert titles == ["Marowe", "A-04  Meter zone 3", "Water put into the network, 2025"]


def test_every_noun_and_register_has_words() -> None:
    for noun, model in NOUNS.items():
        assert noun_words(noun) != noun
        for register in registers_of(model):
            assert "_" not in register_words(noun, register)
            assert register_words(noun, register)


def test_a_rating_is_called_by_its_rater(laptops: Laptops) -> None:
    here, _there = laptops
    with here.read() as session:
        assert session.get(Assessment, (P, "a")) is not None
        titles = [
            row_name(session, assessments.blank_answer(P, "a", "NW02", rater)).title for rater in ("joost", SELF, "x")
        ]
    assert [title.partition(": ")[2] for title in titles] == ["rating of Joost Verhagen", "self-rating", "rating"]
