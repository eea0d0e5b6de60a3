"""Two rows of one person are read as one, nothing is rewritten by that, and it can be taken apart again."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from tests.laptops import pass_on
from tests.report.reading import Reading, bare
from wopfield.checklists import library
from wopfield.errors import BadInput
from wopfield.report.document import print_document
from wopfield.report.options import ReportOptions
from wopfield.store import agenda, assessments, counting, kept, people, summaries, timeline, visits
from wopfield.store.agreeing import read_board
from wopfield.store.database import Database
from wopfield.store.history import redo, undo
from wopfield.store.item_list import read_list
from wopfield.store.item_page import read_page
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Answer, Assessment, Member, Partnership, Person, TeamMember
from wopfield.store.timeline import Wanted
from wopfield.store.workspace import Workspace

P = "partnership"
TODAY = date(2026, 11, 23)
OFFICE, FIELD = "joost-at-the-office", "joost-in-the-field"


@pytest.fixture
def here(database: Database) -> Database:
    """Amina's laptop, on which Joost stands twice: he began apart on two laptops."""
    return begun(database)


def begun(database: Database) -> Database:
    with database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with database.change("amina") as editor:
        for person, name in (("amina", "Amina Diallo"), (OFFICE, "Joost Verhagen"), (FIELD, "Joost")):
            editor.add(Person(scope=COMMONS, id=person, name=name, email="j@example.org" if person == FIELD else ""))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer", mentor="r", mentee="m"))
        visit = visits.add(editor, P, title="Visit 4", starts=TODAY)
        for person in (OFFICE, FIELD):
            visits.join(editor, P, visit.id, person)
        agenda.add(editor, P, visit.id, title="Kick-off", day=TODAY, people=["amina", OFFICE, FIELD])
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up", visit=visit.id)
        row.id = "a"
    rate(database, OFFICE, "NW01", 3)
    rate(database, FIELD, "NW02", 1)
    return database


def rate(database: Database, who: str, item: str, level: int, comment: str = "") -> None:
    with database.read() as session:
        rater = assessments.rater_of(session, P, who)
        shown = assessments.answer(session, P, "a", item, rater)
    with database.change(who) as editor:
        assessments.rate(editor, shown, level)
        if comment:
            assessments.set_comment(editor, shown, comment)


def join(database: Database, one: str, stays: str, by: str = "amina") -> None:
    with database.read() as session:
        rows = [session.get_one(Person, (COMMONS, person)) for person in (one, stays)]
    with database.change(by) as editor:
        people.join(editor, *rows)


def take_apart(database: Database, one: str, by: str = "amina") -> None:
    with database.read() as session:
        row = session.get_one(Person, (COMMONS, one))
    with database.change(by) as editor:
        people.take_apart(editor, row)


def stand(database: Database) -> list[str]:
    with database.read() as session:
        return [person.id for person in people.every(session)]


def raters(database: Database) -> list[str]:
    with database.read() as session:
        return [rater.name for rater in read_board(session, P, "a", "amina").raters]


def test_whoever_was_entered_twice_stands_once_everywhere_after_they_are_joined(here: Database) -> None:
    assert raters(here) == ["Joost", "Joost Verhagen"]

    join(here, FIELD, OFFICE)

    assert stand(here) == ["amina", OFFICE]
    assert raters(here) == ["Joost Verhagen"]
    with here.read() as session:
        visit = visits.of_partnership(session, P)[0]
        assert [one.name for one in visits.team(session, P, visit.id)] == ["Joost Verhagen"]
        assert [row.people for row in agenda.of_visit(session, P, visit.id)] == [["amina", OFFICE]]
        assert timeline.authors(session, P) == {"amina": "Amina Diallo", OFFICE: "Joost Verhagen"}
        told = timeline.page(session, P, Wanted(author=OFFICE, kind="ratings")).happenings
        assert [each.author_name for each in told] == ["Joost Verhagen", "Joost Verhagen"]
        assert all(each.title.title.endswith("rating of Joost Verhagen") for each in told)
        assert people.names(session)[FIELD] == "Joost Verhagen"
        kept_by = people.find(session, FIELD)
        assert kept_by is not None
        assert (kept_by.id, kept_by.email) == (OFFICE, "j@example.org"), "what only one row told is known of both"


def test_nothing_is_rewritten_by_joining_and_taking_apart_makes_two_again(here: Database) -> None:
    before = written(here)
    join(here, FIELD, OFFICE)
    take_apart(here, FIELD)
    assert raters(here) == ["Joost", "Joost Verhagen"]
    assert {*before} < {*written(here)}
    with here.read() as session:
        rows = session.exec(select(Answer).where(Answer.scope == P)).all()
        assert {(row.item, row.rater) for row in rows} == {("NW01", OFFICE), ("NW02", FIELD)}


def test_joining_is_undone_and_done_again_like_every_other_change(here: Database) -> None:
    join(here, FIELD, OFFICE)
    assert undo(here, "amina", COMMONS) is not None
    assert stand(here) == ["amina", FIELD, OFFICE]
    assert redo(here, "amina", COMMONS) is not None
    assert stand(here) == ["amina", OFFICE]


def test_on_either_laptop_he_goes_on_with_what_he_said_on_the_other(here: Database) -> None:
    join(here, FIELD, OFFICE)
    for who in (OFFICE, FIELD):
        with here.read() as session:
            shown = read_list(session, P, "a", who)
            assert shown.rater == OFFICE
            assert {line.code: line.level for area in shown.areas for line in area.items if line.level is not None} == {
                "NW01": 3,
                "NW02": 1,
            }
    rate(here, OFFICE, "NW02", 2)
    with here.read() as session:
        rows = session.exec(select(Answer).where(Answer.scope == P, Answer.item == "NW02")).all()
        assert [(row.rater, row.level) for row in rows] == [(FIELD, 2)], "it is changed where it stands"


def test_what_he_rated_differently_as_two_stays_open_until_he_rates_it_again(here: Database) -> None:
    rate(here, FIELD, "NW01", 1, "Seen in the field.")
    join(here, FIELD, OFFICE)
    with here.read() as session:
        row = session.get_one(Assessment, (P, "a"))
        told = counting.load_answers(session, row)["NW01", OFFICE]
        assert (told.level, told.open_levels, told.comment) == (3, (1, 3), "Seen in the field.")
        item = library.get("peer_review").item("NW01")
        voices = read_page(session, row, item, "", OFFICE).voices
        assert sorted(voice.answer.level for voice in voices if voice.answer.level is not None) == [1, 3]

    rate(here, OFFICE, "NW01", 2)

    with here.read() as session:
        told = counting.load_answers(session, session.get_one(Assessment, (P, "a")))["NW01", OFFICE]
    assert (told.level, told.open_levels) == (2, ())


def test_whoever_leaves_a_team_leaves_it_as_both(here: Database) -> None:
    join(here, FIELD, OFFICE)
    with here.read() as session:
        visit = visits.of_partnership(session, P)[0]
        joost = visits.team(session, P, visit.id)[0]
    with here.change("amina") as editor:
        visits.leave(editor, joost.row)
    with here.read() as session:
        assert visits.team(session, P, visit.id) == []
        assert len(session.exec(select(TeamMember)).all()) == 2


def test_members_whom_two_servers_named_are_one_person_with_one_way_to_answer(here: Database) -> None:
    with here.change("server") as editor:
        editor.add(Member(scope=P, id="m1", person=OFFICE, role="mentee"))
        editor.add(Member(scope=P, id="m2", person=FIELD, role="mentor"))
    with here.read() as session:
        assert assessments.rater_of(session, P, OFFICE) == "self"
    join(here, FIELD, OFFICE)
    with here.read() as session:
        assert {assessments.rater_of(session, P, who) for who in (OFFICE, FIELD)} == {OFFICE}


def test_two_who_are_one_already_are_not_joined_again(here: Database) -> None:
    join(here, FIELD, OFFICE)
    with pytest.raises(BadInput, match="one person already"):
        join(here, OFFICE, FIELD)


def test_a_report_names_whoever_was_entered_twice_once(here: Database) -> None:
    join(here, FIELD, OFFICE)
    with here.read() as session:
        found = summaries.summary(session, P, "a", TODAY, "amina", library.indicator_catalogue())
    paper = bare(
        Reading(
            print_document(found, {}, ReportOptions(sections=("cover", "method", "areas", "annex", "programme"))).pdf
        ).content()
    )
    assert paper.count("JoostVerhagen") > 2
    assert paper.count("Joost") == paper.count("JoostVerhagen")


SAID = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("amina", OFFICE, FIELD)), st.sampled_from(("amina", OFFICE, FIELD))),
    min_size=1,
    max_size=5,
)
MEETINGS = st.lists(st.permutations(range(3)).map(lambda order: tuple(order[:2])), max_size=5)


@pytest.fixture
def three(new_workspace: Callable[[str], Workspace]) -> list[Database]:
    """Three laptops that know the same people."""
    laptops = [new_workspace(name).database for name in ("one", "two", "three")]
    begun(laptops[0])
    for laptop in laptops[1:]:
        pass_on(laptops[0], laptop)
    return laptops


@given(said=SAID, meetings=MEETINGS)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whoever_is_joined_on_any_laptop_in_any_order_is_the_same_one_on_all(
    three: list[Database], said: list[tuple[int, str, str]], meetings: list[tuple[int, int]]
) -> None:
    for place, (laptop, one, stays) in enumerate(said):
        if one == stays:
            take_apart(three[laptop], one)
        else:
            try:
                join(three[laptop], one, stays)
            except BadInput:
                take_apart(three[laptop], one)
        for source, target in meetings[place : place + 1]:
            pass_on(three[source], three[target])
    for source, target in ((0, 1), (1, 2), (2, 0), (0, 1)):
        pass_on(three[source], three[target])

    found = []
    for database in three:
        with database.read() as session:
            joined = people.same(session)
            found.append(({each: joined.one(each) for each in ("amina", OFFICE, FIELD)}, people.names(session)))
    assert found[0] == found[1] == found[2]
    assert sorted(written(three[0])) == sorted(written(three[1])) == sorted(written(three[2])), "no entry is lost"


def written(database: Database) -> list[str]:
    with database.look() as connection:
        return list(
            connection.execute(select(ENTRY.c.name).order_by(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq)).scalars()
        )
