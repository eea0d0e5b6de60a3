"""A laptop that was shut out is wiped on order: what the server lacks is left for its administrator, no more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bundles import STICK_PASSWORD
from tests.server.visiting import Visitor
from tests.servers import ADDRESS, SECRET, Laptop, Server
from tests.sync.ratings import answer, blank, evidence_file, rate, rows, share
from tests.workspaces import PASSWORD, Clock
from wopfield.errors import BadInput, Locked, NotABundle, Refused, ShutOut
from wopfield.server import admin, lists, locking
from wopfield.server.locking import Receipt
from wopfield.store import drafts, exchanges, second_place, vault, wiping
from wopfield.store.files import note_pieces
from wopfield.store.rows import COMMONS
from wopfield.store.workspace import Workspace
from wopfield.sync import bundle, bundle_file
from wopfield.sync.bundle_lock import open_key
from wopfield.sync.bundle_parts import PAGE, Part
from wopfield.sync.bundle_preview import look_into
from wopfield.sync.device import keys_of
from wopfield.sync.leaving import open_left_key
from wopfield.sync.lines import heads_of
from wopfield.sync.locking import Order, carry_out_order, give_order, keep_order, new_identity
from wopfield.sync.protocol import Have, decode

NewLaptop = Callable[[str], Laptop]


@pytest.fixture
def amina(new_laptop: NewLaptop) -> Laptop:
    """A laptop that is signed in."""
    return new_laptop("amina")


@pytest.fixture
def joost(new_laptop: NewLaptop) -> Laptop:
    """Another laptop that is signed in."""
    return new_laptop("joost")


def order_wipe(server: Server, laptop: Laptop) -> str:
    """Shut a laptop out, have it told that it is to be wiped, and return its id."""
    device = keys_of(laptop.database).device
    admin.revoke_device(server.database, device)
    locking.order(server.database, device, wipe=True)
    with pytest.raises(ShutOut, match="has the work on it wiped"):
        laptop.sync()
    return device


def receipt(server: Server, device: str) -> Receipt | None:
    """Return what the server was told of a wiped laptop."""
    with server.database.look() as connection:
        return locking.receipt(connection, device)


def stage(server: Server, device: str) -> str:
    """Return how far wiping a laptop has come, by the server."""
    with server.database.look() as connection:
        found = lists.laptop(connection, device)
    assert found is not None
    return found.wipe


def in_folder(folder: Path) -> set[str]:
    """Return what lies in the folder of a workspace."""
    return {path.name for path in folder.iterdir()}


def hand_over(server: Server, file: Path, to: Path, laptop: Laptop) -> None:
    """Have the administrator open what a wiped laptop left, and somebody take it in and send it."""
    locking.open_left(server.database, file, to, STICK_PASSWORD)
    sealed = bundle_file.open_clear(to)
    key = open_key(sealed.locked_key, STICK_PASSWORD)
    looked = look_into(laptop.database, laptop.files, sealed, key)
    assert looked.preview.trusted
    bundle.take_in(laptop.database, laptop.files, sealed, key, looked.preview.head)
    laptop.sync()


@pytest.mark.slow
def test_a_wiped_laptop_leaves_what_the_server_lacks_sealed_and_nothing_else(
    amina: Laptop, joost: Laptop, server: Server, tmp_path: Path
) -> None:
    scope = share(amina, joost, server=server)
    content = b"a photo that was never sent"
    with amina.database.write() as connection:
        note_pieces(connection, scope, [(amina.files.keep(content), len(content))])
    piece = amina.files.keep(content)
    rate(amina, scope, 4)
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, content, [piece]))
    drafts.keep(amina.database, blank(scope, "WR02"), "comment", {"comment": "half a sent"}, amina.person)
    amina.workspace.back_up("by-hand")
    folder = amina.workspace.folder
    (folder / "doorstep.json").touch()

    device = order_wipe(server, amina)
    assert stage(server, device) == "wipe told"
    assert answer(amina.database).level == 4
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    amina.workspace.close()

    assert in_folder(folder) == {vault.KEY_FILE, "lock", wiping.LEFT}
    assert stage(server, device) == "wiped"
    assert receipt(server, device) == Receipt(changes=3, pieces=1, elsewhere=False)
    for secret in (PASSWORD, "a wrong one"):
        with pytest.raises(Locked, match="localhost had the work on this laptop wiped") as said:
            Workspace.unlock(folder, secret, Clock())
        assert str(folder / wiping.LEFT) in said.value.safe
    with pytest.raises(NotABundle, match="left for the administrator"):
        open_key(bundle_file.open_clear(folder / wiping.LEFT).locked_key, PASSWORD)

    admin.let_device_in(server.database, device)
    hand_over(server, folder / wiping.LEFT, tmp_path / "opened.wopf", joost)
    assert answer(server.database).level == 4
    assert answer(server.database, "WR02").comment == "half a sent"
    assert (server.folder / piece[:2]).exists() or list(server.folder.rglob(f"*{piece}*"))
    assert rows(joost.database)["answer"] == rows(server.database)["answer"]


def test_a_laptop_of_which_the_server_has_all_leaves_nothing(amina: Laptop, server: Server) -> None:
    share(amina, server=server)
    device = order_wipe(server, amina)
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    assert receipt(server, device) == Receipt(0, 0, elsewhere=False)
    amina.workspace.close()
    assert in_folder(amina.workspace.folder) == {vault.KEY_FILE, "lock"}
    with pytest.raises(Locked, match="All of it is on the server"):
        Workspace.unlock(amina.workspace.folder, PASSWORD, Clock())


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=st.integers(0, 3), after=st.integers(0, 3))
def test_whatever_was_sent_before_the_order_all_that_was_not_is_in_the_file(
    new_laptop: NewLaptop, server: Server, tmp_path_factory: pytest.TempPathFactory, sent: int, after: int
) -> None:
    place = tmp_path_factory.mktemp("wiped")
    name = place.name
    amina, joost = new_laptop(f"amina {name}".replace(" ", ".")), new_laptop(f"joost {name}".replace(" ", "."))
    scope = share(amina, joost, server=server)
    for number in range(sent):
        rate(amina, scope, 1, f"WR{number:02}")
    amina.sync()
    for number in range(after):
        rate(amina, scope, 2, f"WR{sent + number:02}")
    wanted = rows(amina.database)["answer"]
    folder = amina.workspace.folder
    device = order_wipe(server, amina)
    carry_out_order(amina.workspace, lambda: amina.wire)
    amina.workspace.close()

    assert receipt(server, device) == Receipt(after, 0, elsewhere=False)
    assert (folder / wiping.LEFT).exists() == bool(after)
    if after:
        admin.let_device_in(server.database, device)
        joost.sync()
        hand_over(server, folder / wiping.LEFT, place / "opened.wopf", joost)
        assert [line for line in rows(server.database)["answer"] if scope in line] == wanted


@pytest.mark.slow
def test_what_a_server_restored_from_yesterday_no_longer_has_is_left_for_it(
    amina: Laptop, joost: Laptop, server: Server
) -> None:
    scope = share(amina, joost, server=server)
    yesterday = has(server, scope)
    rate(amina, scope, 4)
    amina.sync()
    identity, recipient = new_identity()
    order = Order(keys_of(amina.database).device, recipient, "2026-11-28", yesterday)
    assert keep_order(amina.database, give_order(keys_of(server.database), order))

    assert carry_out_order(amina.workspace, lambda: amina.wire)

    assert entries_in(amina.workspace.folder / wiping.LEFT, identity, scope) == 1


def test_what_colleagues_wrote_that_the_server_is_ahead_of_is_not_left(
    amina: Laptop, joost: Laptop, server: Server
) -> None:
    scope = share(amina, joost, server=server)
    rate(joost, scope, 2)
    joost.sync()
    amina.sync()
    rate(joost, scope, 3, "WR02")
    joost.sync()
    device = order_wipe(server, amina)
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    assert receipt(server, device) == Receipt(0, 0, elsewhere=False)


def test_where_the_file_cannot_be_written_the_laptop_is_locked_and_nothing_deleted(
    amina: Laptop, server: Server
) -> None:
    scope = share(amina, server=server)
    rate(amina, scope, 4)
    before = rows(amina.database)
    device = order_wipe(server, amina)
    (amina.workspace.folder / wiping.LEFT).mkdir()
    (amina.workspace.folder / wiping.LEFT / "in the way").touch()
    assert carry_out_order(amina.workspace, lambda: amina.wire)
    assert rows(amina.database) == before
    amina.workspace.close()
    assert stage(server, device) == "done"
    locking.open_workspace(server.database, amina.workspace.folder, "the pump turns once more")


def test_a_wipe_that_was_interrupted_is_ended_by_whoever_tries_to_open_the_workspace(
    amina: Laptop, server: Server
) -> None:
    folder = amina.workspace.folder
    amina.workspace.back_up("by-hand")
    amina.workspace.close()
    vault.wipe_for(folder, ADDRESS, "")
    with pytest.raises(Locked):
        Workspace.unlock(folder, PASSWORD, Clock())
    assert in_folder(folder) == {vault.KEY_FILE, "lock"}


def test_backups_in_a_second_place_go_too_and_the_server_is_told_where_it_is_not_there(
    new_laptop: NewLaptop, server: Server, tmp_path: Path
) -> None:
    for name, there in (("amina", True), ("joost", False)):
        laptop = new_laptop(name)
        stick = tmp_path / f"stick of {name}"
        stick.mkdir()
        second = second_place.choose(laptop.database, laptop.workspace.folder, stick, name)
        laptop.workspace.back_up("by-hand")
        copies = list((second / "backups").iterdir())
        assert copies
        if not there:
            second.rename(tmp_path / "pulled out")
        share(laptop, server=server)
        device = order_wipe(server, laptop)
        carry_out_order(laptop.workspace, laptop.wire.another)
        assert receipt(server, device) == Receipt(0, 0, elsewhere=not there)
        laptop.workspace.close()
        if there:
            assert in_folder(second) == {vault.KEY_FILE}
            assert vault.is_wiped(second)


def test_only_the_server_a_file_was_left_for_opens_it(amina: Laptop, server: Server, tmp_path: Path) -> None:
    scope = share(amina, server=server)
    rate(amina, scope, 4)
    recipient = new_identity()[1]
    order = Order(keys_of(amina.database).device, recipient, "2026-11-28", {})
    keep_order(amina.database, give_order(keys_of(server.database), order))
    carry_out_order(amina.workspace, lambda: amina.wire)
    left, to = amina.workspace.folder / wiping.LEFT, tmp_path / "opened.wopf"
    with pytest.raises(Refused, match="was not left for this server"):
        locking.open_left(server.database, left, to, STICK_PASSWORD)
    to.touch()
    with pytest.raises(BadInput, match="is there already"):
        locking.open_left(server.database, left, to, STICK_PASSWORD)
    assert to.read_bytes() == b""


def test_an_administrator_has_it_wiped_on_the_page_of_the_laptop_and_reads_its_receipt(
    amina: Laptop, server: Server
) -> None:
    scope = share(amina, server=server)
    rate(amina, scope, 4)
    server.account("ruth", is_admin=True)
    ruth = Visitor(server)
    ruth.sign_in("ruth")
    place = f"/admin/laptops/{keys_of(amina.database).device}"
    for deed, said in (("shut-out", "is shut out"), ("wipe", "is told to wipe its work when it asks next")):
        ruth.open(f"{place}/{deed}")
        assert said in ruth.send(f"{place}/{deed}", password=SECRET).words
    with pytest.raises(ShutOut):
        amina.sync()
    assert "it was told; it is wiped when the program is closed there" in ruth.open(place).words
    carry_out_order(amina.workspace, lambda: amina.wire)
    words = ruth.open(place).words
    assert "its work is deleted" in words
    assert "1 change" in words
    assert "laptop is wiped" in ruth.open("/admin/audit").words


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def has(server: Server, scope: str) -> Have:
    """Return what a server has of a partnership and of what all share."""
    with server.database.look() as connection:
        return {each: heads_of(exchanges.lines(connection, [each])) for each in (scope, COMMONS)}


def entries_in(file: Path, identity: str, scope: str) -> int:
    """Return how many entries of a partnership lie in a file that was left for the holder of ``identity``."""
    sealed = bundle_file.open_clear(file)
    found = 0

    def count(part: Part) -> None:
        nonlocal found
        if part.kind == PAGE:
            found += sum(len(chunk.lines) for chunk in decode(part.content).chunks if chunk.scope == scope)

    key = open_left_key(sealed.locked_key, identity, STICK_PASSWORD)
    bundle_file.read(sealed, key, count, lambda _done, _total: None)
    return found
