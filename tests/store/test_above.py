"""A deletion takes nothing along that stands below the row and that whoever deleted it had not seen."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laptops import entries_after, pass_on
from wopfield.checklists import library
from wopfield.domain.log import ALIVE, SERVER, Change, Edit
from wopfield.store import agenda, assessments, conflicts, partnerships, visits
from wopfield.store.conflicts import Conflict
from wopfield.store.database import Database
from wopfield.store.had import Had, had_now
from wopfield.store.history import undo
from wopfield.store.layout import lay_out, lay_out_again
from wopfield.store.log import add_own, have
from wopfield.store.log_tables import CONFLICT, EDIT
from wopfield.store.rows import Row, read_heads, table
from wopfield.store.tables import (
    NOUNS,
    Action,
    AgendaLine,
    Answer,
    Assessment,
    Evidence,
    EvidenceFile,
    Finding,
    Member,
    Objective,
    Partnership,
    Site,
    Visit,
    VisitDay,
    VisitSite,
    answer_id,
)
from wopfield.store.withdrawing import withdraw
from wopfield.store.workspace import Workspace

P = "partnership"
Laptops = tuple[Database, Database]
R = TypeVar("R", bound=Row)


@pytest.fixture
def laptops(new_workspace: Callable[[str], Workspace]) -> Laptops:
    """Amina's laptop and Joost's, which know the same partnership, with a visit, its assessment and one proof."""
    here, there = new_workspace("amina").database, new_workspace("joost").database
    with here.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Visit(scope=P, id="v", title="Visit 4"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026")
        row.id, row.visit = "a", "v"
        editor.add(Evidence(scope=P, id="e", title="Bulk meters", assessment="a"))
        editor.add(Site(scope=P, id="k", name="Kibo"))
    pass_on(here, there)
    return here, there


def answer(item: str = "NW02") -> Answer:
    return Answer(scope=P, id=answer_id("a", item, "joost"), assessment="a", item=item, rater="joost", level=2)


def shown(database: Database, model: type[R], row: str) -> R:
    with database.read() as session:
        found = session.get(model, (P, row))
    assert found is not None
    return found


def enter(database: Database, *rows: Row) -> None:
    with database.change("joost") as editor:
        for row in rows:
            editor.add(row)


def delete(database: Database, model: type[Row], row: str, had: Had | None = None) -> None:
    found = shown(database, model, row)
    with database.change("amina") as editor:
        editor.remove(found, had)


def meet(one: Database, other: Database) -> None:
    pass_on(one, other)
    pass_on(other, one)


def asked(database: Database) -> list[Conflict]:
    with database.read() as session:
        found = [conflicts.find(session, place) for place in conflicts.places(session)]
    return [each for each in found if each is not None]


def is_there(database: Database, model: type[Row], row: str) -> bool:
    return shown(database, model, row).alive


def laid_out(database: Database) -> list[object]:
    """Return what is shown of everything that can be deleted with something below it, and what is asked."""
    rows = [(row.id, row.alive, row.open) for row in (shown(database, *each) for each in ABOVE.values())]
    return [rows, sorted((each.place.noun, each.place.row) for each in asked(database))]


ABOVE: dict[str, tuple[type[Row], str]] = {
    "partnership": (Partnership, P),
    "visit": (Visit, "v"),
    "assessment": (Assessment, "a"),
    "site": (Site, "k"),
    "evidence": (Evidence, "e"),
}
BELOW: dict[str, Row] = {
    "rating": answer(),
    "finding": Finding(scope=P, id="f", kind="gap", text="No bulk meters", assessment="a"),
    "session": AgendaLine(scope=P, id="s", visit="v", title="Pump station"),
    "day": VisitDay(scope=P, id="d", visit="v", title="Sites"),
    "proof": Evidence(scope=P, id="e2", title="Valves", visit="v"),
    "file": EvidenceFile(scope=P, id="p", evidence="e", name="valve.jpg"),
    "objective": Objective(scope=P, id="o", text="Less water is lost"),
    "place": Site(scope=P, id="w", name="Kando"),
    "stop": VisitSite(scope=P, id="vs", visit="v", site="k"),
    "inspection": Assessment(scope=P, id="i", title="Kibo", site="k"),
    "action": Action(scope=P, id="x", title="Fit bulk meters"),
}
UNDER: dict[str, tuple[str, ...]] = {
    "partnership": tuple(BELOW),
    "visit": ("rating", "finding", "session", "day", "proof", "file", "stop"),
    "site": ("stop", "inspection"),
    "assessment": ("rating", "finding", "file"),
    "evidence": ("file",),
}


def fresh(name: str) -> Row:
    row = BELOW[name]
    return type(row)(**row.model_dump())


@pytest.mark.parametrize(("above", "below"), [(above, each) for above, under in UNDER.items() for each in under])
def test_what_was_deleted_above_a_colleagues_unseen_work_stays_and_is_asked_about(
    laptops: Laptops, above: str, below: str
) -> None:
    here, there = laptops
    model, row = ABOVE[above]
    delete(here, model, row)
    enter(there, fresh(below))

    meet(here, there)

    for database in laptops:
        (found,) = asked(database)
        assert (found.place.noun, found.place.row) == (above, row)
        (life,) = found.registers
        assert sorted(str(values and values[ALIVE]) for values in life.values) == ["False", "True"]
        assert is_there(database, model, row)


@pytest.mark.parametrize(
    ("above", "below"), [(above, each) for above, under in UNDER.items() for each in BELOW if each not in under]
)
def test_what_stands_elsewhere_keeps_nothing(laptops: Laptops, above: str, below: str) -> None:
    here, there = laptops
    model, row = ABOVE[above]
    delete(here, model, row)
    enter(there, fresh(below))

    meet(here, there)

    assert [(asked(each), is_there(each, model, row)) for each in laptops] == [([], False), ([], False)]


def test_the_question_names_what_was_entered_below(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, *(answer(item) for item in ("NW02", "NW03", "NW04", "NW05", "NW06")), fresh("session"), fresh("day"))

    meet(here, there)

    (found,) = asked(here)
    (life,) = found.registers
    deletes, keeps = life.below
    assert deletes == ()
    assert keeps[:2] == ("Day of a visit: Sites", "Line of the agenda: Pump station")
    assert keeps[2].startswith("Rating: 3.")
    assert keeps[5:] == ("and 2 more",)


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("above", ABOVE)
def test_it_is_settled_either_way_on_either_laptop(laptops: Laptops, above: str, stays: bool) -> None:
    here, there = laptops
    model, row = ABOVE[above]
    delete(here, model, row)
    enter(there, fresh(UNDER[above][-1]))
    meet(here, there)

    (found,) = asked(there)
    with there.change("joost") as editor:
        conflicts.settle(editor, found, {ALIVE: {ALIVE: stays}})
    meet(here, there)

    assert [(asked(each), is_there(each, model, row)) for each in laptops] == [([], stays), ([], stays)]


def test_what_came_after_the_question_was_read_is_not_deleted_by_its_answer(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, answer("NW02"))
    meet(here, there)
    (found,) = asked(here)
    enter(there, answer("NW03"))
    meet(here, there)

    with here.change("amina") as editor:
        conflicts.settle(editor, found, {ALIVE: {ALIVE: False}})
    meet(here, there)

    (left,) = asked(there)
    assert is_there(here, Visit, "v")
    assert sum(bool(names) for names in left.registers[0].below) == 1


def test_two_who_settle_it_differently_are_asked_once_more_and_agree(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, answer())
    meet(here, there)
    for database, who, stays in ((here, "amina", False), (there, "joost", True)):
        (found,) = asked(database)
        with database.change(who) as editor:
            conflicts.settle(editor, found, {ALIVE: {ALIVE: stays}})
    meet(here, there)

    (again,) = asked(here)
    assert again.was_settled_apart
    (life,) = again.registers
    keeps = [names for names, values in zip(life.below, life.values, strict=True) if values and values[ALIVE]]
    assert [names for names in keeps if names]
    with here.change("amina") as editor:
        conflicts.settle(editor, again, {ALIVE: {ALIVE: False}})
    meet(here, there)

    assert [(asked(each), is_there(each, Visit, "v")) for each in laptops] == [([], False), ([], False)]


def test_what_whoever_deleted_it_had_goes_without_a_question(laptops: Laptops) -> None:
    here, there = laptops
    enter(there, answer(), fresh("session"))
    meet(here, there)
    delete(here, Visit, "v")
    meet(here, there)
    assert [(asked(each), is_there(each, Visit, "v")) for each in laptops] == [([], False), ([], False)]


def test_what_arrived_while_the_screen_was_open_was_not_seen(laptops: Laptops) -> None:
    here, there = laptops
    with here.read() as session:
        had = had_now(session.connection(), P)
    enter(there, answer())
    meet(here, there)

    delete(here, Visit, "v", had)

    assert is_there(here, Visit, "v")
    assert len(asked(here)) == 1


def test_what_one_wrote_oneself_goes_with_what_one_deletes(laptops: Laptops) -> None:
    here, _there = laptops
    with here.read() as session:
        had = had_now(session.connection(), P)
    with here.change("amina") as editor:
        editor.add(answer())

    delete(here, Visit, "v", had)

    assert not is_there(here, Visit, "v")


def test_who_goes_on_in_what_a_colleague_deleted_brings_it_back(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    meet(here, there)
    assert not is_there(there, Visit, "v")

    enter(there, answer())  # a form that stayed open

    assert is_there(there, Visit, "v")
    assert [found.place.noun for found in asked(there)] == ["visit"]


def test_what_a_colleague_took_back_keeps_nothing(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, fresh("session"))
    meet(here, there)
    assert len(asked(here)) == 1

    with there.change("joost") as editor:
        agenda.remove(editor, shown(there, AgendaLine, "s"))
    meet(here, there)

    assert [(asked(each), is_there(each, Visit, "v")) for each in laptops] == [([], False), ([], False)]


def test_who_is_made_a_member_keeps_no_partnership(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Partnership, P)
    with there.change(SERVER) as editor:
        editor.add(Member(scope=P, id="m", person="joost", role="reviewer"))
    meet(here, there)
    assert [is_there(each, Partnership, P) for each in laptops] == [False, False]


def test_a_deletion_of_an_older_program_counts_as_it_did(laptops: Laptops) -> None:
    here, there = laptops
    heads = sorted({name for names in read_heads(shown(here, Visit, "v").heads).values() for name in names})
    gone = Change(
        "2026-11-24T09:00:00.000000+00:00", "amina", (Edit("visit", "v", ALIVE, {ALIVE: False}, tuple(heads)),)
    )
    with here.write() as connection:
        lay_out(connection, [add_own(connection, P, gone)])
    enter(there, answer())
    meet(here, there)
    assert [(asked(each), is_there(each, Visit, "v")) for each in laptops] == [([], False), ([], False)]


def test_an_edit_below_what_was_deleted_counts_like_a_new_row(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Assessment, "a")
    with there.change("joost") as editor:
        editor.take(shown(there, Evidence, "e")).note = "Seen on site"
    meet(here, there)
    (found,) = asked(here)
    assert found.registers[0].below[1] == ("Evidence: Bulk meters",)


def test_a_visit_that_is_kept_is_no_reason_to_keep_the_partnership_of_one_who_had_all(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, answer())
    meet(here, there)
    with there.change("joost") as editor:
        partnerships.remove(editor, shown(there, Partnership, P))
    meet(here, there)
    assert [is_there(each, Partnership, P) for each in laptops] == [False, False]
    assert [is_there(each, Visit, "v") for each in laptops] == [True, True]


def test_whoever_takes_back_that_they_planned_a_visit_takes_no_colleagues_work_along(laptops: Laptops) -> None:
    here, there = laptops
    with here.change("amina") as editor:
        row = visits.add(editor, P, title="Visit 5")
    meet(here, there)
    enter(there, AgendaLine(scope=P, id="s5", visit=row.id, title="Valves"))
    meet(here, there)

    undo(here, "amina", P)

    assert is_there(here, Visit, row.id)
    assert [found.place.row for found in asked(here)] == [row.id]


def test_once_what_kept_it_counts_no_more_the_deletion_does(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Visit, "v")
    enter(there, answer())
    meet(here, there)
    names = read_heads(shown(here, Answer, answer().id).heads)["rating"]

    with here.write() as connection:
        touched = withdraw(connection, P, dict.fromkeys(names, "No role."))

    assert "visit" in touched
    assert (asked(here), is_there(here, Visit, "v")) == ([], False)


def test_made_anew_from_the_log_it_is_the_same(laptops: Laptops) -> None:
    here, there = laptops
    delete(here, Assessment, "a")
    enter(there, fresh("file"))
    delete(there, Visit, "v")
    meet(here, there)
    before = laid_out(here)

    with here.write() as connection:
        lay_out_again(connection)

    assert laid_out(here) == before
    assert [each.place.noun for each in asked(here)] == ["assessment"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_whatever_order_entries_are_laid_out_the_same_is_there(lived: Database, data: st.DataObject) -> None:
    before = laid_out(lived)
    with lived.look() as connection:
        entries = [entry for log in have(connection, [P])[P] for entry in entries_after(connection, P, log, 0)]

    with lived.write() as connection:
        for lines in (*(table(model) for model in NOUNS.values()), EDIT, CONFLICT):
            connection.execute(lines.delete().where(lines.c.scope == P))
        for entry in data.draw(st.permutations(entries)):
            lay_out(connection, [entry])

    assert laid_out(lived) == before


@pytest.fixture
def lived(laptops: Laptops) -> Database:
    """Amina's laptop after both deleted, entered and settled things apart."""
    here, there = laptops
    delete(here, Evidence, "e")
    enter(there, fresh("file"), answer("NW02"))
    meet(here, there)
    delete(there, Assessment, "a")
    enter(here, answer("NW03"), fresh("session"))
    delete(here, Visit, "v")
    delete(here, Partnership, P)
    enter(there, fresh("objective"))
    meet(here, there)
    for found in asked(there):
        if found.place.noun in ("assessment", "evidence"):
            with there.change("joost") as editor:
                conflicts.settle(editor, found, {ALIVE: {ALIVE: False}})
    enter(here, answer("NW04"))
    meet(here, there)
    assert {each.place.noun for each in asked(here)} == {"partnership", "visit", "assessment"}
    return here
