"""Partnerships with their utilities, people and objectives."""

from datetime import date

import pytest

from wopfield.errors import BadInput, NotANumber, Refused
from wopfield.store import objectives, partnerships, people, utilities
from wopfield.store.database import Database
from wopfield.store.tables import Partnership, Utility

ME = "amina"


@pytest.fixture
def pair(database: Database) -> tuple[Utility, Utility]:
    """Marowe, which is helped, and Rijnmeer, which helps."""
    with database.change(ME) as editor:
        mentee = utilities.add(editor, name="Marowe Water and Sanitation", short_name="Marowe", people_served=381_000)
        mentor = utilities.add(editor, name="Rijnmeer Waterbedrijf", short_name="Rijnmeer")
        return mentee, mentor


@pytest.fixture
def partnership(database: Database, pair: tuple[Utility, Utility]) -> Partnership:
    mentee, mentor = pair
    with database.change(ME) as editor:
        return partnerships.add(
            editor, mentor=mentor.id, mentee=mentee.id, starts=date(2025, 1, 1), ends=date(2028, 12, 31)
        )


def test_a_partnership_is_called_after_its_utilities(partnership: Partnership) -> None:
    assert partnership.name == "Marowe – Rijnmeer"
    assert partnership.scope == partnership.id


def test_a_partnership_comes_with_its_utilities(database: Database, partnership: Partnership) -> None:
    with database.read() as session:
        found = partnerships.get(session, partnership.id)
        assert [pair.scope for pair in partnerships.every(session)] == [partnership.id]
    assert (utilities.called(found.mentor), utilities.called(found.mentee)) == ("Rijnmeer", "Marowe")


def test_a_partnership_that_is_not_here_is_told_in_a_sentence(database: Database) -> None:
    with database.read() as session, pytest.raises(BadInput, match="not on this laptop"):
        partnerships.get(session, "elsewhere")


def test_nobody_is_their_own_mentor(database: Database, pair: tuple[Utility, Utility]) -> None:
    with pytest.raises(BadInput, match="the same utility"), database.change(ME) as editor:
        partnerships.add(editor, mentor=pair[0].id, mentee=pair[0].id)


def test_a_partnership_cannot_end_before_it_starts(database: Database, partnership: Partnership) -> None:
    with pytest.raises(BadInput, match="before the first"), database.change(ME) as editor:
        partnerships.change(editor, partnership, ends=date(2024, 1, 1))
    with database.read() as session:
        assert partnerships.get(session, partnership.id).partnership.ends == date(2028, 12, 31)


def test_a_utility_of_a_partnership_is_not_deleted(
    database: Database, partnership: Partnership, pair: tuple[Utility, Utility]
) -> None:
    with pytest.raises(Refused, match="Marowe – Rijnmeer"), database.change(ME) as editor:
        utilities.remove(editor, pair[0])
    with database.change(ME) as editor:
        partnerships.remove(editor, partnership)
    with database.change(ME) as editor:
        utilities.remove(editor, pair[0])
    with database.read() as session:
        assert [row.name for row in utilities.every(session)] == ["Rijnmeer Waterbedrijf"]
        assert partnerships.every(session) == []


def test_a_partnership_that_was_deleted_comes_back(database: Database, partnership: Partnership) -> None:
    with database.change(ME) as editor:
        partnerships.remove(editor, partnership)
    with database.change(ME) as editor:
        partnerships.bring_back(editor, partnership)
    with database.read() as session:
        assert partnerships.find(session, partnership.id) is not None


def test_people_belong_to_a_utility(database: Database, pair: tuple[Utility, Utility]) -> None:
    with database.change(ME) as editor:
        grace = people.add(editor, name=" Grace Nyambura ", function="Head of networks", utility=pair[0].id)
        people.add(editor, name="Joost Verhagen", utility=pair[1].id)
    with database.change(ME) as editor:
        people.change(editor, grace, function="Technical director")
    with database.read() as session:
        assert [(row.name, row.function) for row in people.of_utility(session, pair[0].id)] == [
            ("Grace Nyambura", "Technical director")
        ]


def test_a_person_and_a_utility_need_a_name(database: Database) -> None:
    with pytest.raises(BadInput, match="needs a name"), database.change(ME) as editor:
        people.add(editor, name="  ")
    with pytest.raises(BadInput, match="needs a name"), database.change(ME) as editor:
        utilities.add(editor, country="Kenya")


# ── objectives ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_objective_tells_how_far_it_has_come(database: Database, partnership: Partnership) -> None:
    with database.change(ME) as editor:
        objectives.add(editor, partnership.id, text="Less water lost", start="46", now="41,5", goal="35", unit="%")
    with database.read() as session:
        (objective,) = objectives.of_partnership(session, partnership.id)
    assert objective.now == "41.5"
    assert objectives.way(objective).share == pytest.approx(4.5 / 11)


def test_an_objective_without_a_figure_has_no_share_of_its_way(database: Database, partnership: Partnership) -> None:
    with database.change(ME) as editor:
        objective = objectives.add(editor, partnership.id, text="Certified operators", start="4", goal="30")
    assert objectives.way(objective).share is None


def test_an_objective_that_went_the_other_way_is_below_its_start(database: Database, partnership: Partnership) -> None:
    with database.change(ME) as editor:
        objective = objectives.add(editor, partnership.id, text="Less lost", start="40", now="42", goal="30")
    assert objectives.way(objective).share == pytest.approx(-0.2)


def test_words_are_no_figure_of_an_objective(database: Database, partnership: Partnership) -> None:
    with pytest.raises(NotANumber), database.change(ME) as editor:
        objectives.add(editor, partnership.id, text="Less lost", start="a lot")


def test_utilities_are_listed_with_what_they_are_in_partnerships_and_with_their_people(
    database: Database, partnership: Partnership, pair: tuple[Utility, Utility]
) -> None:
    with database.change(ME) as editor:
        people.add(editor, name="Grace Nyambura", utility=pair[0].id)

    with database.read() as session:
        mentee, mentor = utilities.listed(session)

    assert [(part.name, part.side) for part in (*mentee.parts, *mentor.parts)] == [
        ("Marowe – Rijnmeer", "mentee"),
        ("Marowe – Rijnmeer", "mentor"),
    ]
    assert [person.name for person in mentee.people] == ["Grace Nyambura"]
    assert mentor.people == ()


def test_a_removed_utility_comes_back(database: Database, pair: tuple[Utility, Utility]) -> None:
    with database.change(ME) as editor:
        utilities.remove(editor, pair[0])
    with database.change(ME) as editor:
        utilities.bring_back(editor, pair[0])

    with database.read() as session:
        assert utilities.find(session, pair[0].id) is not None
