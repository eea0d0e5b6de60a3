"""Who somebody is, is said by who entered them and who works with them; nobody else becomes a colleague."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from tests.server.visiting import Visitor, done, person
from tests.servers import ADDRESS, SECRET, Laptop, Server
from tests.sync.ratings import share
from wopfield.errors import Refused
from wopfield.store import kept, people
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Member, Person
from wopfield.store.workspace import Workspace
from wopfield.sync import central

NewLaptop = Callable[[str], Laptop]
NewWorkspace = Callable[[str], Workspace]


def enter(laptop: Laptop, **fields: str) -> str:
    """Enter somebody on a laptop, sync, and return their id."""
    with laptop.database.change(laptop.person) as editor:
        named = people.add(editor, name=fields["name"], email=fields.get("email", "")).id
    laptop.sync()
    return named


def write_email(laptop: Laptop, named: str, email: str) -> int:
    """Write an e-mail beside somebody's name, sync, and return how much was refused."""
    laptop.sync()
    with laptop.database.change(laptop.person) as editor:
        row = editor.get(Person, COMMONS, named)
        assert row is not None
        people.change(editor, row, email=email)
    return laptop.sync().refused


def first_day(name: str, workspace: Workspace, server: Server) -> str:
    """Sign in from a new laptop and return who its person is."""
    wire = server.wire()
    central.connect(workspace.database, ADDRESS, f"{name}@example.org", SECRET, "laptop", lambda: wire)
    with workspace.database.read() as session:
        return kept.get(session, kept.PERSON)


@pytest.mark.slow
@pytest.mark.parametrize("leads", [False, True])
@pytest.mark.parametrize("before", ["teresa@example.org", ""])
def test_nobody_becomes_a_colleague_by_writing_their_own_e_mail_beside_the_name(
    new_laptop: NewLaptop, new_workspace: NewWorkspace, server: Server, before: str, leads: bool
) -> None:
    amina, vera = new_laptop("amina"), new_laptop("vera")
    share(amina, server=server)
    named = enter(amina, name="Teresa", email=before)
    if leads:
        share(vera, server=server)

    assert write_email(vera, named, "vera@example.org") == 1
    vera.connect(server)
    if not before:
        assert write_email(amina, named, "teresa@example.org") == 0
    server.account("teresa")

    assert first_day("teresa", new_workspace("teresa"), server) == named


def test_nobody_becomes_a_colleague_whose_e_mail_is_not_known_by_saying_so(
    new_laptop: NewLaptop, new_workspace: NewWorkspace, server: Server
) -> None:
    named = enter(new_laptop("amina"), name="Teresa")
    vera, teresa = new_workspace("vera"), new_workspace("teresa")
    for name, workspace in (("vera", vera), ("teresa", teresa)):
        server.account(name)
        with workspace.database.write() as connection:
            kept.put(connection, kept.PERSON, named)
        with workspace.database.change(named) as editor:
            editor.add(Person(scope=COMMONS, id=named, name="Vera", email=f"{name}@example.org"))

    with pytest.raises(Refused, match="somebody else"):
        first_day("vera", vera, server)
    assert first_day("teresa", teresa, server) == named  # her account has her name from the administrator


def test_the_e_mail_that_a_colleague_of_whoever_entered_somebody_corrects_counts(
    new_laptop: NewLaptop, new_workspace: NewWorkspace, server: Server
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, server=server)
    named = enter(amina, name="Teresa", email="teressa@example.org")

    assert write_email(joost, named, "teresa@example.org") == 1  # nobody knows yet that they work together
    server.let_join(scope, "joost", role="mentor")
    joost.sync()
    server.account("teresa")

    assert first_day("teresa", new_workspace("teresa"), server) == named
    amina.sync()
    with amina.database.read() as session:
        row = session.get(Person, (COMMONS, named))
    assert row is not None
    assert row.email == "teresa@example.org"


def test_an_administrator_sees_whom_an_account_speaks_for_and_gives_a_person_to_another(
    new_laptop: NewLaptop, server: Server, ruth: Visitor
) -> None:
    amina, vera = new_laptop("amina"), new_laptop("vera")
    scope = share(amina, server=server)
    named = enter(amina, name="Teresa Mwangi", email="vera@example.org")  # mistyped by Amina herself
    server.let_join(scope, "vera")
    teresa = new_laptop("teresa")
    server.let_join(scope, "teresa", role="mentor")

    shown = ruth.open(person(ruth, "vera@example.org"))
    assert "Teresa Mwangi" in shown.words
    link = next(path for path in shown.links if named in path)
    assert "Teresa Mwangi" in ruth.open(link).words
    assert ruth.send(link, email="nobody@example.org", password=SECRET).status == 400
    given = ruth.send(link, email="teresa@example.org", password=SECRET)

    assert given.status == 200
    assert "Teresa Mwangi" in given.words
    assert "Teresa Mwangi" not in ruth.open(person(ruth, "vera@example.org")).words
    assert done(server)[0] == ("ruth@example.org", "give person", "Teresa Mwangi · teresa@example.org")
    for laptop in (vera, teresa):
        laptop.connect(server)
        laptop.sync()
    with teresa.database.read() as session:
        member = session.exec(select(Member).where(Member.person == named)).one()
    assert member.role == "mentor"


@pytest.mark.parametrize("together", [False, True])
def test_a_lead_says_that_two_people_are_one_only_of_those_they_work_with(
    new_laptop: NewLaptop, server: Server, *, together: bool
) -> None:
    amina, teresa, vera = new_laptop("amina"), new_laptop("teresa"), new_laptop("vera")
    share(amina, teresa, server=server)
    scope = share(vera, server=server)
    if together:
        server.let_join(scope, "amina", "teresa")
    vera.sync()
    with vera.database.change(vera.person) as editor:
        rows = {each.id: each for each in people.every(editor.session)}
        people.join(editor, rows[teresa.person], rows[amina.person])

    assert vera.sync().refused == (0 if together else 1)

    amina.sync()
    with amina.database.read() as session:
        assert len([each for each in people.every(session) if each.name in ("amina", "teresa")]) == (
            1 if together else 2
        )
