"""A laptop that was shut out: it is told, loses nothing, and is locked for the administrator when they order it."""

import json
from collections.abc import Callable

import pytest

from tests.server.visiting import Visitor
from tests.servers import ADDRESS, SECRET, Laptop, Server
from tests.sync.ratings import answer, rate, rows, share
from tests.workspaces import PASSWORD, Clock
from wopfield.errors import BadInput, Locked, Refused, ShutOut, SignInRefused
from wopfield.language import spoken
from wopfield.server import admin, auditing, lists, locking
from wopfield.server.app import create_app
from wopfield.server.blobs import BlobFolder
from wopfield.store import exchange_log, vault
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.device import home, keys_of
from wopfield.sync.locking import Order, carry_out_order, give_order, keep_order, new_identity
from wopfield.sync.signing import new_keys

NewLaptop = Callable[[str], Laptop]
AGAIN = "the pump turns once more"


@pytest.fixture
def amina(new_laptop: NewLaptop) -> Laptop:
    """A laptop that is signed in."""
    return new_laptop("amina")


def device_of(laptop: Laptop) -> str:
    """Return the id of a laptop."""
    return keys_of(laptop.database).device


def stage(server: Server, laptop: Laptop) -> str:
    """Return how far locking a laptop has come, by the server."""
    with server.database.look() as connection:
        found = lists.laptop(connection, device_of(laptop))
    assert found is not None
    return found.wipe


def test_shutting_out_holds_at_the_next_request_to_any_process(amina: Laptop, server: Server) -> None:
    another = Server(server.database, create_app(server.database.engine, BlobFolder(server.folder)), server.folder)
    amina.sync()

    admin.revoke_device(server.database, device_of(amina))

    for process in (server, another):
        amina.wire = process.wire()
        with pytest.raises(ShutOut, match="shut this laptop out"):
            amina.sync()
        assert amina.wire.requests == 1


def test_a_person_who_was_shut_out_is_told_so(amina: Laptop, server: Server) -> None:
    admin.set_disabled(server.database, "amina@example.org", True)
    with pytest.raises(ShutOut, match="shut your account out"):
        amina.sync()
    admin.set_disabled(server.database, "amina@example.org", False)
    amina.sync()


def test_what_the_server_said_is_told_later_in_the_language_that_is_spoken_then(amina: Laptop, server: Server) -> None:
    admin.set_disabled(server.database, "amina@example.org", True)
    with spoken("fr"), pytest.raises(ShutOut) as told:
        amina.sync()
    assert "administrateur" in told.value.happened

    for code, words in (("en", "An administrator of the server shut your account out."), ("fr", told.value.happened)):
        with spoken(code), amina.database.look() as connection:
            assert exchange_log.past_exchanges(connection)[0].outcome == words


def test_what_a_laptop_had_not_sent_stays_on_it_and_arrives_once_it_is_let_in_again(
    amina: Laptop, server: Server
) -> None:
    scope = share(amina, server=server)
    admin.revoke_device(server.database, device_of(amina))
    rate(amina, scope, 3)
    with pytest.raises(ShutOut, match="has the work on it locked"):
        amina.sync()
    with pytest.raises(Refused, match="shut out"):
        amina.connect(server)
    assert answer(amina.database).level == 3

    admin.let_device_in(server.database, device_of(amina))
    with pytest.raises(SignInRefused, match="Sign in again"):
        amina.sync()
    amina.connect(server)
    amina.sync()

    assert answer(server.database).level == 3
    assert not carry_out_order(amina.workspace, lambda: amina.wire)


def test_a_laptop_is_locked_on_order_and_the_administrator_opens_it_with_all_that_was_not_sent(
    amina: Laptop, server: Server
) -> None:
    scope = share(amina, server=server)
    admin.revoke_device(server.database, device_of(amina))
    rate(amina, scope, 4)
    kept_rows = rows(amina.database)
    assert stage(server, amina) == "asked"

    with pytest.raises(ShutOut, match="has the work on it locked"):
        amina.sync()
    assert stage(server, amina) == "told"
    assert rows(amina.database) == kept_rows
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    with server.database.look() as connection:
        newest, *_rest = auditing.search(connection)
    assert (newest.by, newest.done) == ("amina@example.org", "laptop is locked")
    assert stage(server, amina) == "done"
    amina.workspace.close()

    for secret in (PASSWORD, "a wrong one"):
        with pytest.raises(Locked, match="localhost had the work on this laptop locked"):
            Workspace.unlock(amina.workspace.folder, secret, Clock())
    recovery = locking.open_workspace(server.database, amina.workspace.folder, AGAIN)
    with pytest.raises(BadInput):
        locking.open_workspace(server.database, amina.workspace.folder, AGAIN)
    Workspace.unlock(amina.workspace.folder, recovery, Clock()).close()
    opened = Workspace.unlock(amina.workspace.folder, AGAIN, Clock())
    try:
        assert rows(opened.database) == kept_rows
        assert not carry_out_order(opened, lambda: amina.wire)
        admin.let_device_in(server.database, device_of(amina))
        central.connect(opened.database, ADDRESS, "amina@example.org", SECRET, "amina", lambda: amina.wire)
        central.sync_now(opened.database, opened.files, make_transport=lambda: amina.wire)
    finally:
        opened.close()
    assert answer(server.database).level == 4


def test_a_laptop_is_locked_even_when_the_server_cannot_be_told(amina: Laptop, server: Server) -> None:
    admin.revoke_device(server.database, device_of(amina))
    locking.order(server.database, device_of(amina))
    with pytest.raises(ShutOut):
        amina.sync()
    amina.wire.faults = ["lost"]
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    assert vault.sealed_key(amina.workspace.folder)
    assert stage(server, amina) == "told"


def test_only_the_server_of_a_laptop_orders_it_to_lock_and_only_this_one(amina: Laptop, server: Server) -> None:
    with amina.database.look() as connection:
        at = home(connection)
    assert at is not None
    servers, stranger, recipient = keys_of(server.database), new_keys("stranger"), new_identity()[1]
    assert at.key == servers.public
    mine, others = Order(device_of(amina), recipient, "2026-11-28"), Order("somebody-else", recipient, "2026-11-28")
    content, signature = give_order(servers, mine)
    bad = [
        give_order(stranger, mine),
        give_order(servers, others),
        (content.replace("2026-11-28", "2026-11-29"), signature),
        (content, ""),
        ("{}", signature),
        ("[]", "x"),
    ]
    assert not any(keep_order(amina.database, order) for order in bad)
    assert not carry_out_order(amina.workspace, lambda: amina.wire)
    assert keep_order(amina.database, (content, signature))


def test_an_order_without_a_readable_recipient_locks_nothing(amina: Laptop, server: Server) -> None:
    order = give_order(keys_of(server.database), Order(device_of(amina), "age1nonsense", "2026-11-28"))
    assert keep_order(amina.database, order)
    assert not carry_out_order(amina.workspace, lambda: amina.wire)
    assert vault.sealed_key(amina.workspace.folder) == ""


def test_a_workspace_locked_for_another_server_stays_locked(amina: Laptop, server: Server) -> None:
    order = give_order(keys_of(server.database), Order(device_of(amina), new_identity()[1], "2026-11-28"))
    keep_order(amina.database, order)
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    before = (amina.workspace.folder / vault.KEY_FILE).read_bytes()
    with pytest.raises(Refused, match="another server"):
        locking.open_workspace(server.database, amina.workspace.folder, AGAIN)
    assert (amina.workspace.folder / vault.KEY_FILE).read_bytes() == before
    assert set(json.loads(before)["locked"]) == {"address", "key"}


def test_a_laptop_that_is_let_in_is_not_locked_and_a_stranger_says_nothing_was(amina: Laptop, server: Server) -> None:
    with pytest.raises(Refused, match="is let in"):
        locking.order(server.database, device_of(amina))
    with pytest.raises(BadInput):
        locking.order(server.database, "nobody")
    amina.sync()


def test_shutting_a_laptop_out_on_its_page_locks_it(amina: Laptop, server: Server) -> None:
    server.account("ruth", is_admin=True)
    ruth = Visitor(server)
    ruth.sign_in("ruth")
    place = f"/admin/laptops/{device_of(amina)}"
    assert "not sent is locked on it" in ruth.open(f"{place}/shut-out").words
    assert "it is told when it asks next" in ruth.send(f"{place}/shut-out", password=SECRET).words
    with pytest.raises(ShutOut):
        amina.sync()
    assert "it was told" in ruth.open(place).words
    carry_out_order(amina.workspace, lambda: amina.wire)
    assert "its work is locked" in ruth.open(place).words
