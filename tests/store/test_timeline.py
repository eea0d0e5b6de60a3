"""What happened in a partnership is told newest first, a page at a time, in the words people use."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laptops import pass_on
from tests.workspaces import Clock
from wopfield.checklists import library
from wopfield.domain.log import Name
from wopfield.errors import Refused
from wopfield.store import actions, agenda, assessments, findings, history, indicators, kept, timeline, visits
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.log_tables import CONFIRMED, LOG
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Action, Assessment, Partnership, Person, Report
from wopfield.store.timeline import Happening, Page, Wanted
from wopfield.store.workspace import Workspace

P = "partnership"
ALL = Wanted()
VARIABLES = {"pop_water": "Population with water"}


@pytest.fixture
def here(database: Database) -> Database:
    """Amina's laptop, with one partnership and its assessment."""
    return begun(database, "amina")


def begun(database: Database, person: str) -> Database:
    with database.write() as connection:
        kept.put(connection, kept.PERSON, person)
    with database.change(person) as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo"))
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen"))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer", mentor="r", mentee="m"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026")
        row.id = "a"
    return database


def rate(database: Database, who: str, level: int, item: str = "NW02") -> None:
    with database.read() as session:
        shown = assessments.answer(session, P, "a", item, who)
    with database.change(who) as editor:
        assessments.rate(editor, shown, level)


def add_action(database: Database, title: str, who: str = "amina") -> Action:
    with database.change(who) as editor:
        return actions.add(editor, P, title=title)


def read(database: Database, wanted: Wanted = ALL, limit: int = 200) -> Page:
    with database.read() as session:
        return timeline.page(session, P, wanted, limit=limit, variables=VARIABLES)


def newest(database: Database, wanted: Wanted = ALL) -> Happening:
    return read(database, wanted).happenings[0]


def test_a_rating_is_told_with_its_item_from_what_to_what(here: Database) -> None:
    rate(here, "amina", 1)
    rate(here, "amina", 3)

    told = newest(here)

    number = library.get("peer_review").item("NW02").number
    assert told.title.title.startswith(f"{number}  ")
    assert told.title.title.endswith("rating of Amina Diallo")
    assert told.title.where.startswith("Follow-up 2026 · ")
    assert [(change.words, change.before["level"], change.after["level"]) for change in told.changes] == [
        ("Rating", 1, 3)
    ]
    assert (told.deed, told.you, told.author_name) == ("changed", True, "Amina Diallo")


def test_what_is_added_changed_and_deleted_is_told_as_that(here: Database) -> None:
    shown = add_action(here, "Buy ten meters")
    with here.change("amina") as editor:
        actions.change(editor, shown, title="Buy twelve meters")
    with here.change("amina") as editor:
        actions.remove(editor, shown)
    with here.change("amina") as editor:
        editor.bring_back(shown)

    told = [happening for happening in read(here).happenings if happening.noun == "action"]

    assert [happening.deed for happening in told] == ["brought_back", "removed", "changed", "added"]
    assert [change.before for change in told[2].changes] == [{"title": "Buy ten meters"}]


def test_each_noun_is_called_by_the_name_people_know(here: Database) -> None:
    with here.change("amina") as editor:
        visit = visits.add(editor, P, title="Visit 4")
    with here.change("amina") as editor:
        visits.join(editor, P, visit.id, "joost", "Leads the networks")
        agenda.add(editor, P, visit.id, title="Walk to the works")
        indicators.set_note(editor, indicators.blank(P, "m", "pop_water", "2025"), "from the census")
        findings.write(editor, findings.blank(P, "a", "NW", "NW02", "gap"), "text", "No bulk meters")

    told = {happening.noun: happening for happening in read(here).happenings}

    assert told["visit"].title.title == "Visit 4"
    assert (told["team_member"].title.title, told["team_member"].title.where) == ("Joost Verhagen", "Visit 4")
    assert (told["agenda_line"].title.title, told["agenda_line"].title.where) == ("Walk to the works", "Visit 4")
    assert told["indicator_entry"].title.title == "Population with water, 2025"
    assert (told["finding"].title.title, told["finding"].title.where) == ("Gap: No bulk meters", "Follow-up 2026")
    assert told["assessment"].title.title == "Follow-up 2026"
    assert told["checklist_version"].title.title.startswith("Utility peer review")
    assert told["checklist_version"].changes == ()


def test_pages_follow_one_another_without_gap_or_repetition(here: Database) -> None:
    for number in range(12):
        add_action(here, f"Action {number}")
    whole = read(here).happenings

    found: list[Happening] = []
    before: timeline.Place | None = None
    with here.read() as session:
        while True:
            page = timeline.page(session, P, before=before, limit=5)
            found += page.happenings
            before = page.before
            if before is None:
                break

    assert [happening.key for happening in found] == [happening.key for happening in whole]


def test_changes_of_one_person_or_kind_are_found_among_all(here: Database) -> None:
    add_action(here, "Buy meters")
    add_action(here, "Read meters", who="joost")
    rate(here, "joost", 2)

    assert [each.title.title for each in read(here, Wanted("joost", "plan")).happenings] == ["A-02  Read meters"]
    assert [each.noun for each in read(here, Wanted(kind="ratings")).happenings] == ["answer"]
    assert {each.author for each in read(here, Wanted("amina")).happenings} == {"amina"}
    assert read(here, Wanted("joost", "visits")) == Page((), None)


def test_the_history_of_one_thing_is_read_alone(here: Database) -> None:
    shown = add_action(here, "Buy meters")
    add_action(here, "Read meters")
    with here.change("joost") as editor:
        actions.change(editor, shown, title="Buy better meters")

    told = read(here, Wanted(noun="action", row=shown.id))

    assert [(each.author, each.deed) for each in told.happenings] == [("joost", "changed"), ("amina", "added")]
    assert told.before is None
    assert len(read(here, Wanted("joost", noun="action", row=shown.id)).happenings) == 1


def test_somebody_cannot_be_found_by_words_that_only_look_like_an_author(here: Database) -> None:
    add_action(here, '"author":"joost"')

    assert read(here, Wanted("joost")).happenings == ()


def test_every_noun_of_a_partnership_is_of_one_kind() -> None:
    from wopfield.store.tables import NOUNS

    sorted_out = [noun for nouns in timeline.KINDS.values() for noun in nouns]

    assert len(sorted_out) == len(set(sorted_out))
    assert set(sorted_out) == set(NOUNS) - {"utility", "person"}


def test_a_colleagues_rating_stays_hidden_until_one_has_rated_the_item(here: Database) -> None:
    rate(here, "joost", 4)
    assert newest(here).hidden
    assert newest(here).changes == ()

    rate(here, "amina", 2)
    assert not any(happening.hidden for happening in read(here).happenings)


def close_it(editor: Editor, shown: Assessment) -> None:
    assessments.close(editor, shown)


def issue_it(editor: Editor, shown: Assessment) -> None:
    editor.add(Report(scope=P, assessment=shown.id, number="1", version="1.0", status="issued", stage="final"))


def issue_for_comment(editor: Editor, shown: Assessment) -> None:
    editor.add(Report(scope=P, assessment=shown.id, number="1", version="0.9", status="issued", stage="comment"))


def end(here: Database, way: Callable[[Editor, Assessment], None]) -> None:
    with here.read() as session:
        shown = session.get(Assessment, (P, "a"))
    assert shown is not None
    with here.change("amina") as editor:
        way(editor, shown)


@pytest.mark.parametrize("way", [close_it, issue_it])
def test_a_colleagues_rating_is_open_once_nobody_can_rate_any_more(
    here: Database, way: Callable[[Editor, Assessment], None]
) -> None:
    rate(here, "joost", 4)
    end(here, way)

    assert not any(happening.hidden for happening in read(here).happenings)


@pytest.mark.parametrize(("way", "offered"), [(close_it, False), (issue_it, False), (issue_for_comment, True)])
def test_what_a_rating_was_is_put_back_only_while_the_assessment_may_be_changed(
    here: Database, way: Callable[[Editor, Assessment], None], offered: bool
) -> None:
    rate(here, "amina", 2)
    rate(here, "amina", 3)
    end(here, way)

    ratings = [happening for happening in read(here).happenings if happening.noun == "answer"]
    assert [bool(happening.heads) for happening in ratings] == [offered, offered]


def test_what_a_colleague_did_is_told_by_their_clock_with_when_it_came_in(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begun(here, "amina")
    pass_on(here, there)
    add_action(there, "Read meters", who="joost")
    early = there.clock
    assert isinstance(early, Clock)
    early.now += timedelta(hours=3)
    add_action(there, "Write them down", who="joost")
    add_action(here, "Buy meters")
    pass_on(there, here, "Joost’s laptop")

    told = [happening for happening in read(here).happenings if happening.noun == "action"]

    assert told[0].title.title.endswith("Write them down")
    assert {each.title.title.split("  ")[1] for each in told[1:]} == {"Read meters", "Buy meters"}
    assert (told[0].own, told[0].came_from) == (False, "Joost’s laptop")
    assert told[0].came_at is not None
    assert [happening.at for happening in told] == sorted((each.at for each in told), reverse=True)


def test_it_says_what_the_server_has(here: Database) -> None:
    add_action(here, "Buy meters")
    assert not read(here).has_server
    with here.write() as connection:
        line = connection.execute(LOG.select().where(LOG.c.scope == P)).one()
        place = {"scope": P, "log": line.log, "seq": line.seq - 1, "name": Name("x")}
        kept.put(connection, kept.SERVER_KEY, "the server’s key")
        connection.execute(CONFIRMED.insert().values(peer="the server’s key", **place))

    page = read(here)

    assert page.has_server
    assert [happening.on_server for happening in page.happenings][:2] == [False, True]


def test_those_who_may_have_changed_something_are_offered_by_name(here: Database) -> None:
    with here.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="grace", name="Grace Nyambura", utility="m"))
        editor.add(Person(scope=COMMONS, id="stranger", name="Stranger", utility="elsewhere"))

    with here.read() as session:
        assert timeline.authors(session, P) == {"amina": "Amina Diallo", "grace": "Grace Nyambura"}


def test_a_change_taken_back_is_told_as_that(here: Database) -> None:
    add_action(here, "Buy meters")
    with here.change("amina") as editor:
        assert history.take_back(editor, P) is not None

    assert (newest(here).deed, newest(here).undoes) == ("removed", True)
    with here.change("amina") as editor:
        assert history.bring_back(editor, P) is not None
    assert newest(here).deed == "brought_back"


def test_a_change_is_not_taken_back_over_somebody_elses(new_workspace: Callable[[str], Workspace]) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begun(here, "amina")
    shown = add_action(here, "Buy meters")
    pass_on(here, there)
    with there.change("joost") as editor:
        actions.change(editor, shown, title="Buy better meters")
    pass_on(there, here)

    with pytest.raises(Refused, match="has changed this since"), here.change("amina") as editor:
        history.take_back(editor, P)
    assert newest(here).title.title == "A-01  Buy better meters"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(limit=st.integers(1, 9), who=st.sampled_from(["", "amina", "joost"]))
def test_however_small_the_pages_are_nothing_is_left_out(two_people: Database, limit: int, who: str) -> None:
    wanted = Wanted(who)
    found: list[Happening] = []
    before: timeline.Place | None = None
    with two_people.read() as session:
        while True:
            page = timeline.page(session, P, wanted, before, limit)
            found += page.happenings
            before = page.before
            if before is None:
                break

    assert found == list(read(two_people, wanted).happenings)


@pytest.fixture
def two_people(new_workspace: Callable[[str], Workspace]) -> Database:
    """A laptop that knows what two people did in turns on two laptops."""
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begun(here, "amina")
    pass_on(here, there)
    for number in range(6):
        add_action(here, f"Mine {number}")
        add_action(there, f"Yours {number}", who="joost")
    pass_on(there, here)
    return here
