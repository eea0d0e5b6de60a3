"""The server is backed up, put back and checked, on either database and from one to the other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.cli.test_command_line import wopfield
from tests.served import free_port, serving
from tests.server.visiting import Visitor
from tests.servers import SECRET, Laptop, Server, start_server
from tests.sync.ratings import answer, rate, rows, share
from tests.workspaces import Clock
from wopfield.errors import BadInput, Unreadable
from wopfield.server import admin, keeping
from wopfield.server.restoring import being_restored, must_not_be_restored_now
from wopfield.server.serve import open_database
from wopfield.store.log_tables import ENTRY, SEAL

NewLaptop = Callable[[str], Laptop]


@pytest.fixture
def amina(new_laptop: NewLaptop, server: Server) -> tuple[Laptop, str]:
    """A laptop with some work that is on the server, and its partnership."""
    laptop, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(laptop, joost, server=server)
    for level in range(4):
        rate(laptop, scope, level)
        laptop.sync()
    server.let_join(scope, "joost", role="manager")
    rate(joost, scope, 1, item="WR02")
    joost.sync()
    return laptop, scope


def test_a_backup_put_back_is_the_same_hash_by_hash_and_laptops_go_on_with_it(
    amina: tuple[Laptop, str], server: Server, tmp_path: Path
) -> None:
    laptop, scope = amina
    before = keeping.check(server.database)
    assert before.wrong == ()
    assert (before.accounts, before.entries > 8, before.seals > 3) == (2, True, True)

    copied = keeping.back_up(server.database, tmp_path / "backup.db")
    rate(laptop, scope, 3)
    laptop.sync()
    restored = start_server(f"sqlite:///{tmp_path / 'again.db'}", tmp_path / "pieces", Clock())
    found = keeping.restore(tmp_path / "backup.db", restored.database)

    assert copied == found == before
    assert [each.email for each in admin.list_accounts(restored.database)] == ["amina@example.org", "joost@example.org"]
    fresh = start_server(f"sqlite:///{tmp_path / 'again.db'}", tmp_path / "pieces", Clock())
    laptop.wire = fresh.wire()
    laptop.sync()
    assert rows(fresh.database) == rows(laptop.database)
    assert answer(fresh.database).level == 3
    fresh.account("ruth", is_admin=True)
    assert Visitor(fresh).sign_in("ruth", SECRET).path == "/admin/people"
    restored.database.close()
    fresh.database.close()


def test_what_was_kept_in_sqlite_moves_to_postgresql(
    amina: tuple[Laptop, str], server: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    keeping.back_up(server.database, tmp_path / "backup.db")
    target = open_database(request.getfixturevalue("postgres").new_database())
    try:
        found = keeping.restore(tmp_path / "backup.db", target)
        assert found == keeping.check(server.database)
        admin.add_account(target, "x", "x@example.org", SECRET)  # numbers of what was done go on after the copied ones
        assert rows(target) == rows(server.database)
    finally:
        target.close()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.slow
def test_nothing_is_put_back_under_a_server_that_runs(
    kind: str, amina: tuple[Laptop, str], server: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres").new_database() if kind == "postgres" else ""
    keeping.back_up(server.database, tmp_path / "backup.db")
    words = ["admin", "restore", str(tmp_path / "backup.db"), "--folder", str(tmp_path / "served")]
    words += ["--database", url] if url else []
    with serving(tmp_path / "served", url):
        refused = wopfield(*words)
    assert refused.returncode != 0
    assert "A server runs on this database" in refused.stderr
    assert "Nothing was restored." in refused.stderr

    assert wopfield(*words).returncode == 0


@pytest.mark.slow
def test_no_server_starts_on_a_database_into_which_a_backup_is_being_put(server: Server, tmp_path: Path) -> None:
    keeping.back_up(server.database, tmp_path / "backup.db")
    url = f"sqlite:///{tmp_path / 'again.db'}"
    words = ["--database", url, "--folder", str(tmp_path), "--port", str(free_port())]
    empty = open_database(url)
    with being_restored(empty):
        refused = wopfield("serve", *words)
    assert refused.returncode == 1
    assert "A backup is being restored into this database." in refused.stderr

    with pytest.raises(Unreadable):
        keeping.restore(tmp_path / "nothing.db", empty)
    must_not_be_restored_now(empty)
    keeping.restore(tmp_path / "backup.db", empty)
    must_not_be_restored_now(empty)
    empty.close()


def test_an_entry_or_a_seal_that_was_altered_is_named(amina: tuple[Laptop, str], server: Server) -> None:
    _laptop, scope = amina
    with server.database.look() as connection:
        log, seq, payload = connection.execute(
            select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.payload)
            .join(SEAL, (SEAL.c.scope == ENTRY.c.scope) & (SEAL.c.log == ENTRY.c.log) & (SEAL.c.seq == ENTRY.c.seq))
            .where(ENTRY.c.scope == scope)
        ).first() or ("", 0, b"")
    here = (ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq == seq)
    with server.database.write() as connection:
        connection.execute(update(ENTRY).where(*here).values(payload=bytes(payload).replace(b"0", b"9")))
    assert keeping.check(server.database).wrong == (f"{scope} {log}",)
    with server.database.write() as connection:
        connection.execute(update(ENTRY).where(*here).values(payload=payload))
        connection.execute(update(SEAL).where(SEAL.c.log == log).values(signature="A" * 86))
    assert keeping.check(server.database).wrong == (f"{scope} {log}",)


def test_a_backup_replaces_nothing_and_nothing_is_restored_from_what_is_none(
    amina: tuple[Laptop, str], server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    keeping.back_up(server.database, file)
    content = file.read_bytes()
    with pytest.raises(BadInput, match="is there already"):
        keeping.back_up(server.database, file)
    with pytest.raises(BadInput, match="already"):
        keeping.restore(file, server.database)
    assert file.read_bytes() == content
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    try:
        for damaged in (b"no database" * 1000, content[:5000], content[: len(content) // 2], b""):
            (tmp_path / "damaged.db").write_bytes(damaged)
            with pytest.raises(Unreadable):
                keeping.restore(tmp_path / "damaged.db", empty)
        with pytest.raises(Unreadable):
            keeping.restore(tmp_path / "nowhere.db", empty)
        assert admin.list_accounts(empty) == []
    finally:
        empty.close()
