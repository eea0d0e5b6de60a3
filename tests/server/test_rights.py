"""Who may write what: decided on the server, for every entry, whatever a laptop claims."""

import json
from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import Connection
from sqlmodel import select

from tests.servers import ADDRESS, SECRET, Laptop, Server, begin
from tests.sync.ratings import answer, blank, rate, rows, share, status
from wopfield.cli.exchanged import tell_outcome
from wopfield.domain.log import Change, Edit
from wopfield.errors import BadInput, Refused
from wopfield.language import spoken
from wopfield.server import admin
from wopfield.store import exchange_log, kept, people
from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own
from wopfield.store.tables import Action, Finding, Member, Partnership, Utility
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import decode
from wopfield.sync.replica import Replica
from wopfield.sync.standing import offer_again, save_refused
from wopfield.sync.trust import ServersWord

NewLaptop = Callable[[str], Laptop]
Team = Mapping[str, Laptop]


@pytest.fixture
def team(new_laptop: NewLaptop, server: Server) -> tuple[Team, str]:
    """One laptop for each role in a partnership."""
    laptops = {role: new_laptop(role) for role in ("lead", "reviewer", "mentor", "mentee", "manager")}
    scope = share(laptops["lead"], server=server)
    for role, laptop in laptops.items():
        if role != "lead":
            server.let_join(scope, role, role=role)
            laptop.sync()
    return laptops, scope


def edit(noun: str, row: str, register: str, **values: object) -> Edit:
    """Return an edit that is based on nothing."""
    return Edit(noun, row, register, values)


def claim(laptop: Laptop, scope: str, *edits: Edit, author: str = "") -> None:
    """Write an entry past every rule of the program, as a forger would, and sync."""
    with laptop.database.write() as connection:
        entry = add_own(connection, scope, Change("2026-11-23T10:00:00+00:00", author or laptop.person, edits))
        lay_out(connection, [entry])
    laptop.sync()


def reasons(laptop: Laptop) -> list[str]:
    """Return why the server refused what a laptop brought."""
    with laptop.database.read() as session:
        return [each.reason for each in central.refused(session)]


MAY = {
    ("lead", "partnership"): True,
    ("reviewer", "partnership"): False,
    ("mentor", "partnership"): False,
    ("mentee", "partnership"): False,
    ("manager", "partnership"): False,
    ("reviewer", "finding"): True,
    ("mentor", "action"): True,
    ("mentee", "finding"): False,
    ("mentee", "indicator_entry"): True,
    ("mentee", "evidence"): True,
    ("manager", "answer"): False,
    ("manager", "action"): True,
    ("lead", "report issue"): True,
    ("reviewer", "report issue"): False,
    ("reviewer", "report"): True,
    ("mentee", "report"): False,
    ("mentee", "own rating"): True,
    ("mentee", "team’s rating"): False,
    ("mentee", "progress"): True,
    ("mentee", "action"): False,
}


def wanted(what: str, scope: str) -> Edit:
    """Return an edit of the kind that a row of the table speaks of."""
    return {
        "partnership": edit("partnership", scope, "purpose", purpose="another"),
        "finding": edit("finding", "f", "text", text="No bulk meters"),
        "action": edit("action", "x", "title", title="Buy meters"),
        "progress": edit("action", "x", "progress", status="done", percent=100, done_note=""),
        "indicator_entry": edit("indicator_entry", "i", "source", source="bills"),
        "evidence": edit("evidence", "e", "title", title="The intake"),
        "answer": edit("answer", "r", "comment", comment="seen"),
        "report": edit("report", "p", "headline", headline="Good"),
        "report issue": edit("report", "p", "issue", number="1", version="1", status="issued"),
        "own rating": edit("answer", "s", "about", assessment="a", item="WR01", rater="self"),
        "team’s rating": edit("answer", "t", "about", assessment="a", item="WR01", rater="team"),
    }[what]


def test_each_role_writes_what_it_may_and_no_more(team: tuple[Team, str]) -> None:
    laptops, scope = team
    found = {}
    for role, what in MAY:
        before = len(reasons(laptops[role]))
        claim(laptops[role], scope, wanted(what, scope))
        found[role, what] = len(reasons(laptops[role])) == before
    assert found == MAY


def test_a_mentee_does_not_write_into_a_rating_of_the_team(team: tuple[Team, str], server: Server) -> None:
    laptops, scope = team
    rate(laptops["lead"], scope, 2)
    laptops["lead"].sync()
    claim(laptops["mentee"], scope, edit("answer", blank(scope).id, "comment", comment="We are better."))
    claim(
        laptops["mentee"],
        scope,
        edit("answer", blank(scope).id, "about", assessment="a", item="WR01", rater="self"),
    )
    assert len(reasons(laptops["mentee"])) == 2
    assert answer(server.database).comment == ""


def test_nobody_writes_in_somebody_elses_name(team: tuple[Team, str]) -> None:
    laptops, scope = team
    claim(laptops["reviewer"], scope, wanted("finding", scope), author=laptops["lead"].person)
    with spoken("fr"):
        assert reasons(laptops["reviewer"]) == ["It was written in somebody else’s name."]  # kept in English


def test_nobody_makes_themselves_a_member_or_passes_as_somebody_else(team: tuple[Team, str], server: Server) -> None:
    laptops, scope = team
    claim(
        laptops["lead"],
        scope,
        edit("member", "m", "membership", person=laptops["manager"].person, role="lead"),
    )
    claim(laptops["reviewer"], "commons", edit("member", "m", "membership", person="x", role="lead"))
    assert len(reasons(laptops["lead"])) == len(reasons(laptops["reviewer"])) == 1
    assert {each.role for each in admin.list_members(server.database, scope) if each.name == "manager"} == {"manager"}
    lead, reviewer, manager = (laptops[role] for role in ("lead", "reviewer", "manager"))
    said = [
        (reviewer, reviewer.person, lead.person, False),
        (reviewer, manager.person, reviewer.person, False),
        (reviewer, manager.person, "", False),
        (reviewer, reviewer.person, "", True),
        (lead, manager.person, reviewer.person, True),
    ]
    for laptop, one, other, taken in said:
        before = len(reasons(laptop))
        claim(laptop, "commons", edit("person", one, "same_as", same_as=other))
        assert (len(reasons(laptop)) == before) is taken, (laptop.name, one, other)
    with server.database.read() as session:
        assert people.same(session).stands == {manager.person: reviewer.person}


def test_an_entry_that_is_refused_is_kept_in_its_place_and_what_follows_is_taken(
    team: tuple[Team, str], server: Server
) -> None:
    laptops, scope = team
    reviewer, lead = laptops["reviewer"], laptops["lead"]
    with reviewer.database.write() as connection:
        for one in (wanted("finding", scope), wanted("partnership", scope), wanted("action", scope)):
            lay_out(connection, [add_own(connection, scope, Change("2026-11-23", reviewer.person, (one,)))])

    outcome = reviewer.sync()
    lead.sync()

    assert outcome.refused == 1
    with lead.database.read() as session:
        assert session.get(Action, (scope, "x")) is not None
        partnership = session.get(Partnership, (scope, scope))
    assert partnership is not None
    assert partnership.purpose == ""
    assert rows(lead.database) == rows(server.database)
    assert reviewer.sync().requests == lead.sync().requests == 1


def test_what_was_refused_is_saved_to_a_file_and_offered_again(team: tuple[Team, str], server: Server) -> None:
    laptops, scope = team
    reviewer = laptops["reviewer"]
    claim(reviewer, scope, wanted("partnership", scope))
    server.let_join(scope, "reviewer", role="lead")
    with reviewer.database.read() as session:
        (refused,) = central.refused(session)
    path = reviewer.workspace.folder / "refused.json"

    assert save_refused(reviewer.database, path) == 1
    assert "another" in path.read_text(encoding="utf-8")
    offer_again(reviewer.database, refused.refusal)
    reviewer.sync()

    assert reasons(reviewer) == []
    with server.database.read() as session:
        partnership = session.get(Partnership, (scope, scope))
    assert partnership is not None
    assert partnership.purpose == "another"
    laptops["lead"].sync()
    assert rows(laptops["lead"].database) == rows(server.database)


def test_of_a_text_that_was_refused_twice_the_last_version_is_offered_again(
    team: tuple[Team, str], server: Server
) -> None:
    laptops, scope = team
    mentee, lead = laptops["mentee"], laptops["lead"]
    for text in ("No meters", "No bulk meters"):
        with mentee.database.change(mentee.person) as editor:
            editor.take(Finding(scope=scope, id="f")).text = text
    assert mentee.sync().refused == 2
    server.let_join(scope, "mentee", role="reviewer")

    with mentee.database.read() as session:
        refused = central.refused(session)
    assert [offer_again(mentee.database, each.refusal) for each in refused] == [False, True]
    for laptop in (mentee, lead):
        laptop.sync()

    with lead.database.read() as session:
        finding = session.get(Finding, (scope, "f"))
    assert finding is not None
    assert (finding.text, finding.open) == ("No bulk meters", "")
    assert reasons(mentee) == []
    assert rows(lead.database) == rows(mentee.database) == rows(server.database)


def test_how_much_of_a_partnership_that_is_refused_as_a_whole_was_not_taken_is_told(
    team: tuple[Team, str], server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    laptops, scope = team
    reviewer = laptops["reviewer"]
    server.let_join(scope, "reviewer", role="")
    for level in (2, 3, 4):
        rate(reviewer, scope, level, item=f"WR0{level}")
    outcome = reviewer.sync()

    tell_outcome(outcome, [], json=True, waiting=status(reviewer).waiting)
    told = json.loads(capsys.readouterr().out)
    assert (told["refused"], told["waiting"]) == (3, 3)
    (refused,) = told["refused_there"]
    assert (refused["scope"], refused["whole"], refused["entries"]) == (scope, True, 3)
    tell_outcome(outcome, [], json=False)
    words = capsys.readouterr().out
    assert "3 refused" in words
    assert "Refused as a whole, 3 changes: The server does not take this partnership from you" in words
    with reviewer.database.look() as connection:
        assert exchange_log.past_exchanges(connection)[0].refused == 3


def test_a_refusal_whose_reply_was_lost_is_told_again(team: tuple[Team, str]) -> None:
    laptops, scope = team
    reviewer = laptops["reviewer"]
    with reviewer.database.write() as connection:
        add_own(connection, scope, Change("2026-11-23", reviewer.person, (wanted("partnership", scope),)))
    reviewer.wire.faults = ["reply lost"]

    reviewer.sync()

    assert len(reasons(reviewer)) == 1


def test_everybody_shares_utilities_and_people(team: tuple[Team, str]) -> None:
    laptops, _scope = team
    claim(laptops["manager"], "commons", edit("utility", "u", "name", name="Kisumu Water"))
    laptops["mentee"].sync()
    with laptops["mentee"].database.read() as session:
        assert session.get(Utility, ("commons", "u")) is not None


def test_whoever_leaves_a_partnership_gets_nothing_more_and_keeps_what_they_had(
    team: tuple[Team, str], server: Server
) -> None:
    laptops, scope = team
    reviewer, lead = laptops["reviewer"], laptops["lead"]
    server.let_join(scope, "reviewer", role="")
    rate(lead, scope, 4)
    rate(reviewer, scope, 1, item="WR02")
    lead.sync()

    reviewer.sync()

    assert len(reasons(reviewer)) == 1
    assert answer(reviewer.database, "WR02").level == 1


def test_what_a_colleague_wrote_who_never_signed_in_waits_until_they_have(
    team: tuple[Team, str], new_workspace: Callable[[str], Workspace], server: Server
) -> None:
    laptops, scope = team
    lead, stranger = laptops["lead"], new_workspace("stranger").database
    person = begin(stranger, "stranger")
    with stranger.change(person) as editor:
        editor.add(Finding(scope=scope, id="f", text="No bulk meters"))
    for number in range(5):
        with stranger.change(person) as editor:
            editor.add(Finding(scope=scope, id=f"f{number}", text=f"Finding {number}"))
    carry_on_a_stick(stranger, lead.database)

    assert lead.sync().refused == 2  # in the partnership, and among utilities and people
    assert status(lead).waiting == 7
    lead.wire.bodies.clear()
    assert lead.sync().refused == 2
    assert sum(decode(body).entries for body in lead.wire.bodies) == 0  # it asks whether they are believed by now
    server.account("stranger")
    server.let_join(scope, "stranger")
    wire = server.wire()
    central.connect(stranger, ADDRESS, "stranger@example.org", SECRET, "laptop", lambda: wire)
    assert lead.sync().refused == 0

    assert status(lead).waiting == 0
    assert rows(lead.database) == rows(server.database)


def carry_on_a_stick(source: Database, target: Database) -> None:
    """Carry a laptop's entries with its seals to another laptop."""
    giving = Replica(source, keys_of(source), "a colleague", Believes(source))
    chunks, _certificates = giving.page_for({scope: {} for scope in giving.have()}, (), 1_000_000)
    Replica(target, keys_of(target), "a colleague", Believes(source)).take_in(chunks, ())


class Believes(ServersWord):
    """Rules that take what one laptop sealed."""

    def __init__(self, database: Database) -> None:
        super().__init__("")
        self._key = keys_of(database).public

    def public_key(self, _connection: Connection, _device: str) -> str:
        """Return the key of that laptop."""
        return self._key


def test_whoever_colleagues_entered_before_is_that_person_from_the_first_day(
    new_laptop: NewLaptop, new_workspace: Callable[[str], Workspace], server: Server
) -> None:
    amina = new_laptop("amina")
    with amina.database.change(amina.person) as editor:
        named = people.add(editor, name="Joost", email="Joost@example.org").id
    scope = share(amina, server=server)
    server.account("joost")
    server.let_join(scope, "joost", role="mentor")
    joost, wire = new_workspace("joost").database, server.wire()

    central.connect(joost, ADDRESS, "joost@example.org", SECRET, "laptop", lambda: wire)
    central.sync_now(joost, make_transport=lambda: wire)

    with joost.read() as session:
        assert kept.get(session, kept.PERSON) == named
        members = {each.person: each.role for each in session.exec(select(Member))}
    assert members == {amina.person: "lead", named: "mentor"}


def test_nobody_signs_in_as_somebody_elses_person(new_laptop: NewLaptop, server: Server) -> None:
    amina, eve = new_laptop("amina"), new_laptop("eve")
    with eve.database.write() as connection:
        kept.put(connection, kept.PERSON, amina.person)
    with pytest.raises(Refused, match="somebody else"):
        eve.connect(server)


def test_accounts_need_an_e_mail_and_a_long_password(server: Server) -> None:
    for email, password in (
        ("nobody", "a long password"),
        ("a@b.org", "short"),
        ("a b@c.org", "a long password"),
    ):
        with pytest.raises(BadInput):
            admin.add_account(server.database, "x", email, password)
    admin.add_account(server.database, "x", "a@b.org", "a long password")
    with pytest.raises(BadInput, match="already"):
        admin.add_account(server.database, "x", "A@B.org", "a long password")


def test_whoever_began_on_two_laptops_says_so_and_is_one_for_all(
    new_laptop: NewLaptop, new_workspace: Callable[[str], Workspace], server: Server
) -> None:
    amina = new_laptop("amina")
    scope = share(amina, server=server)
    office, workspace = new_laptop("joost"), new_workspace("in the field")
    server.let_join(scope, "joost", role="reviewer")
    field = Laptop("joost", workspace, server.wire(), begin(workspace.database, "joost"))
    field.connect(server)
    office.sync()
    field.sync()
    with field.database.read() as session:
        rows = {person.id: person for person in people.every(session)}
    with field.database.change(field.person) as editor:
        people.join(editor, rows[field.person], rows[office.person])
    assert field.sync().refused == 0
    amina.sync()
    with amina.database.read() as session:
        assert [person.id for person in people.every(session) if person.name == "joost"] == [office.person]
