"""Everybody's ratings stand side by side, and the team agrees on one."""

from datetime import date

import pytest

from wopfield.checklists import library
from wopfield.domain.checklist import SELF
from wopfield.errors import BadInput
from wopfield.store import agreed_ratings, assessments
from wopfield.store.agreeing import Board, BoardRow, agree_where_same, read_board
from wopfield.store.database import Database
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Partnership, Person

P = "partnership"


@pytest.fixture
def database(database: Database) -> Database:
    with database.change("amina") as editor:
        for person, name in (("amina", "Amina Diallo"), ("joost", "Joost Verhagen")):
            editor.add(Person(scope=COMMONS, id=person, name=name))
        editor.add(Partnership(scope=P, id=P))
        before = assessments.start(editor, P, library.get("peer_review"), title="Baseline", started=date(2025, 3, 1))
        agreed_ratings.agree(editor, agreed_ratings.blank(P, before.id, "NW01"), level=1)
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up", baseline=before.id)
        row.id = "a"
    for rater, levels in (
        ("amina", {"NW01": 2, "NW02": 3}),
        ("joost", {"NW01": 2, "NW02": 1, "NW03": 0}),
        (SELF, {"NW01": 2}),
    ):
        with database.change(rater) as editor:
            for item, level in levels.items():
                assessments.rate(editor, assessments.blank_answer(P, "a", item, rater), level)
    return database


def board(database: Database, person: str = "amina") -> Board:
    with database.read() as session:
        return read_board(session, P, "a", person)


def row(board: Board, item: str) -> BoardRow:
    return next(row for row in board.rows if row.item.code == item)


def test_the_self_rating_comes_first_then_you_then_the_others(database: Database) -> None:
    assert [rater.id for rater in board(database).raters] == [SELF, "amina", "joost"]
    assert [rater.id for rater in board(database, "joost").raters] == [SELF, "joost", "amina"]


def test_every_rated_item_says_how_far_people_are_apart(database: Database) -> None:
    found = board(database)
    assert [(each.item.code, each.difference, each.range) for each in found.rows] == [
        ("NW01", 0, (2, 2)),
        ("NW02", 2, (1, 3)),
        ("NW03", None, None),
    ]
    assert row(found, "NW01").baseline is not None


def test_what_you_have_not_rated_stays_hidden_from_you(database: Database) -> None:
    assert row(board(database), "NW03").hidden
    assert not row(board(database, "joost"), "NW03").hidden


def test_somebody_who_does_not_rate_here_sees_all(database: Database) -> None:
    assert not any(each.hidden for each in board(database, "the chair").rows)


def test_what_all_rated_the_same_is_agreed_in_one_go_and_nothing_else(database: Database) -> None:
    found = board(database, "joost")
    with database.change("joost") as editor:
        assert agree_where_same(editor, found.rows) == 1
    after = board(database)
    assert (after.agreed, row(after, "NW01").agreed.level) == (1, 2)
    with database.change("joost") as editor:
        assert agree_where_same(editor, after.rows) == 0


def test_an_assessment_that_is_not_here_is_told_in_words(database: Database) -> None:
    with database.read() as session, pytest.raises(BadInput, match="not on this laptop"):
        read_board(session, P, "b", "amina")
