"""Who may ask for what: every route, every kind of caller, in their own partnership and in somebody else's."""

import hashlib
from collections.abc import Callable

import pytest

from tests.server.every_route import FORMS, ROUTES, Caller, Kind, form, routes_of
from tests.server.visiting import Visitor
from tests.servers import Laptop, Server
from tests.sync.ratings import begin_partnership, share
from wopfield.server import admin
from wopfield.store.rights import ROLES
from wopfield.sync.device import home, keys_of
from wopfield.sync.protocol import Message, encode

NewLaptop = Callable[[str], Laptop]

PIECE = b"a piece of a photo"
SHA256 = hashlib.sha256(PIECE).hexdigest()
MEMBERS = ROLES
LAPTOPS = (*ROLES, "elsewhere")
"""``elsewhere`` leads another partnership."""
GONE = ("revoked", "disabled")
ALL = ("nobody", *LAPTOPS, *GONE, "administrator")


@pytest.fixture
def callers(new_laptop: NewLaptop, server: Server) -> tuple[dict[str, Caller], dict[str, str]]:
    """One caller of each kind; and the two partnerships, by whose they are."""
    laptops = {name: new_laptop(name) for name in (*LAPTOPS, *GONE)}
    scope = share(laptops["lead"], server=server)
    for role in ROLES:
        server.let_join(scope, role, role=role)
    server.let_join(scope, *GONE, role="lead")
    other = begin_partnership(laptops["elsewhere"])
    for laptop in laptops.values():
        laptop.sync()
    for name in ("lead", "elsewhere"):
        where = scope if name == "lead" else other
        caller = Caller(name, token=token_of(laptops[name]))
        assert caller.ask(server, "PUT", f"/scopes/{where}/pieces/{SHA256}", PIECE).status_code == 200
    admin.revoke_device(server.database, keys_of(laptops["revoked"].database).device)
    admin.set_disabled(server.database, "disabled@example.org", True)
    server.account("ruth", is_admin=True)
    browser = Visitor(server)
    browser.sign_in("ruth")
    found = {name: Caller(name, laptop, token=token_of(laptop)) for name, laptop in laptops.items()}
    found |= {"nobody": Caller("nobody"), "administrator": Caller("administrator", browser=browser)}
    return found, {"own": scope, "other": other}


def token_of(laptop: Laptop) -> str:
    """Return what a laptop shows."""
    with laptop.database.look() as connection:
        at = home(connection)
    assert at is not None
    return at.token


def expected(kind: Kind, caller: str, where: str) -> set[int]:
    """Return what a caller may be answered; ``where`` is whose partnership it is."""
    match kind:
        case "open":
            return {200, 404}
        case "entrance":
            return {200, 303} if caller == "administrator" else {200}
        case "sign in":
            return {400}
        case "laptop":
            return {200} if caller in LAPTOPS else {401}
        case "shut out":
            return {200} if caller in (*LAPTOPS, *GONE) else {401}
        case "member":
            if caller not in LAPTOPS:
                return {401}
            return {200} if (caller in MEMBERS) == (where == "own") else {403}
        case "page":
            return {200, 303, 400} if caller == "administrator" else {303}
        case "form":
            return {403} if caller == "administrator" else {303}


def test_every_route_has_a_row_and_every_row_a_route(server: Server) -> None:
    assert routes_of(server) == set(ROUTES)
    assert {path for method, path in ROUTES if method == "POST" and path.startswith(("/admin", "/inv"))} == set(FORMS)


def test_each_caller_is_answered_what_the_row_says(
    callers: tuple[dict[str, Caller], dict[str, str]], server: Server
) -> None:
    found, scopes = callers
    wrong = []
    for (method, path), kind in ROUTES.items():
        for name in ALL:
            for where, scope in scopes.items():
                filled = fill(server, path, scope)
                body, media_type = body_for(method, path)
                answer = found[name].ask(server, method, filled, body, media_type)
                if answer.status_code not in wanted(kind, method, name, where):
                    wrong.append((method, path, name, where, answer.status_code))
    assert wrong == []


def wanted(kind: Kind, method: str, name: str, where: str) -> set[int]:
    """Return what a caller may be answered; a form at the entrance is not taken without the page it stands on."""
    if kind == "entrance" and method == "POST":
        return {400, 401}
    return expected(kind, name, where)


def fill(server: Server, path: str, scope: str) -> str:
    """Return a path with what exists in its places."""
    account = admin.list_accounts(server.database)[0]
    with server.database.look() as connection:
        device = connection.exec_driver_sql("SELECT id FROM device LIMIT 1").scalar_one()
        person = connection.exec_driver_sql("SELECT person FROM speaks_for LIMIT 1").scalar_one()
    subject = device if "laptops" in path else person if "persons" in path else account.id
    places = {
        "scope": scope, "sha256": SHA256, "account": account.id, "device": device, "subject": subject,
        "deed": "shut-out", "name": "look-0", "report": "x",
    }  # fmt: skip
    return path.format(**places)


def body_for(method: str, path: str) -> tuple[bytes, str]:
    """Return a body that a route understands."""
    if method == "PUT":
        return PIECE, ""
    if path == "/exchange":
        return encode(Message()), "application/x-wopfield-exchange"
    if path.endswith("/missing"):
        return b"[]", "application/json"
    if method == "POST" and path in FORMS:
        return form(path, {})
    return b"", ""


def test_a_piece_of_another_partnership_cannot_be_told_from_one_that_is_nowhere(
    callers: tuple[dict[str, Caller], dict[str, str]], server: Server
) -> None:
    found, scopes = callers
    there = found["elsewhere"].ask(server, "GET", f"/scopes/{scopes['own']}/pieces/{SHA256}")
    nowhere = found["elsewhere"].ask(server, "GET", f"/scopes/no-such-scope/pieces/{SHA256}")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_whoever_has_a_laptop_does_not_get_into_the_pages_by_it(
    callers: tuple[dict[str, Caller], dict[str, str]], server: Server
) -> None:
    found, _scopes = callers
    for name in LAPTOPS:
        caller = found[name]
        caller.browser = Visitor(server)
        caller.browser.client.cookies.set("__Host-wopfield", caller.token)
        assert caller.ask(server, "GET", "/admin/people").status_code == 303
