"""A workspace opens by its secret only, and is never replaced."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlmodel import select

from tests.workspaces import PASSWORD
from wopfield.errors import AlreadyOpen, CannotOpen, DiskFull, Unreadable, WrongPassword
from wopfield.store import drafts, kept, vault
from wopfield.store.backup import newest_first
from wopfield.store.database import Database
from wopfield.store.migrate import HEAD, schema_of
from wopfield.store.tables import Answer, Visit, answer_id
from wopfield.store.workspace import DATABASE_FILE, Workspace


def closed(workspace: Workspace) -> Path:
    """Close a workspace and return its folder."""
    workspace.close()
    return workspace.folder


def test_a_wrong_password_opens_nothing_and_changes_nothing(workspace: Workspace) -> None:
    folder = closed(workspace)
    before = (folder / DATABASE_FILE).read_bytes()
    with pytest.raises(WrongPassword, match="does not open"):
        Workspace.unlock(folder, "a guess")
    assert (folder / DATABASE_FILE).read_bytes() == before


def test_the_recovery_key_opens_the_workspace_however_it_is_typed(tmp_path: Path) -> None:
    made, recovery = Workspace.create(tmp_path / "w", PASSWORD)
    folder = closed(made)
    for typed in (recovery, recovery.lower().replace("-", " "), recovery.replace("9", "O")):
        closed(Workspace.unlock(folder, typed))


def test_a_new_password_opens_the_same_work(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Visit(scope="p", title="Baseline"))
    folder = closed(workspace)
    vault.change_password(folder, PASSWORD, "another pump")
    with pytest.raises(WrongPassword):
        Workspace.unlock(folder, PASSWORD)
    again = Workspace.unlock(folder, "another pump")
    with again.database.read() as session:
        assert session.exec(select(Visit)).one().title == "Baseline"
    again.close()


def test_nothing_entered_can_be_read_from_the_disk_without_the_key(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Visit(scope="p", title="canary in the well"))
    workspace.files.put(b"canary in the well" * 100)
    everything = b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())
    assert b"canary" not in everything
    assert workspace.key not in everything


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0 but not ours", bytes(range(256)) * 32])
def test_a_database_that_cannot_be_read_is_left_as_it_is(workspace: Workspace, damage: bytes) -> None:
    folder = closed(workspace)
    (folder / DATABASE_FILE).write_bytes(damage)
    if not damage:
        (folder / DATABASE_FILE).unlink()
    with pytest.raises(Unreadable):
        Workspace.unlock(folder, PASSWORD)
    assert ((folder / DATABASE_FILE).read_bytes() if damage else b"") == damage


def test_a_damaged_key_file_is_said_in_words(workspace: Workspace) -> None:
    folder = closed(workspace)
    for content in ("", "{}", '{"version":1,"password":7,"recovery":{}}', json.dumps({"password": {}, "recovery": {}})):
        (folder / "key.json").write_text(content)
        with pytest.raises(Unreadable, match="key file"):
            Workspace.unlock(folder, PASSWORD)


def test_a_second_window_cannot_open_the_same_workspace(workspace: Workspace) -> None:
    with pytest.raises(AlreadyOpen):
        Workspace.unlock(workspace.folder, PASSWORD)


def test_a_workspace_is_never_made_over_another(workspace: Workspace) -> None:
    folder = closed(workspace)
    with pytest.raises(CannotOpen, match="already"):
        Workspace.create(folder, "something else entirely")


def test_a_workspace_of_a_newer_program_is_not_touched(workspace: Workspace) -> None:
    with workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE field_version SET version_num = '9999'")
    folder = closed(workspace)
    with pytest.raises(Unreadable, match="newer version"):
        Workspace.unlock(folder, PASSWORD)


def test_the_schema_number_the_window_compares_is_the_newest_migration(workspace: Workspace) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from wopfield.shipped import shipped

    scripts = ScriptDirectory.from_config(Config(shipped("migrations") / "alembic.ini", ini_section="field"))
    assert scripts.get_current_head() == HEAD == schema_of(workspace.database.engine)


# SQLite does not tell what an index over a part of a column is of.
@pytest.mark.filterwarnings("ignore:.*expression-based index '?ix_entry_name")
def test_the_migrations_make_the_tables_the_program_speaks_of(workspace: Workspace) -> None:
    from alembic import command
    from alembic.config import Config

    from wopfield.shipped import shipped

    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = workspace.database.engine
    command.check(config)


def test_a_backup_is_whole_and_opens_with_the_same_key(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Visit(scope="p", title="Baseline"))
    for number in range(3):
        workspace.back_up(f"by-hand-{number}")
    newest = newest_first(workspace.folder / "backups")[0]
    folder = closed(workspace)
    newest.replace(folder / DATABASE_FILE)
    again = Workspace.unlock(folder, PASSWORD)
    with again.database.read() as session:
        assert session.exec(select(Visit)).one().title == "Baseline"
    again.close()


def test_a_full_disk_is_said_in_words_and_loses_nothing_saved(database: Database) -> None:
    with database.change("amina") as editor:
        editor.add(Visit(scope="p", title="saved before"))
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[union-attr]  # there is one

    def enter_much() -> None:
        with database.change("amina") as editor:
            for number in range(300):
                editor.add(Visit(scope="p", title=f"visit {number}", note="x" * 2000))

    with pytest.raises(DiskFull, match="no room left"):
        enter_much()
    with database.read() as session:
        assert [visit.title for visit in session.exec(select(Visit)).all()] == ["saved before"]


def test_a_disk_too_full_for_opening_a_workspace_is_told_as_that_and_not_as_damage(workspace: Workspace) -> None:
    resource = pytest.importorskip("resource", reason="only systems with limits can be filled so")
    folder = closed(workspace)
    before = (folder / DATABASE_FILE).read_bytes()
    script = (
        "import resource; from pathlib import Path; from wopfield.store.workspace import Workspace\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}))\n"
        f"Workspace.unlock(Path({str(folder)!r}), {PASSWORD!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)

    assert done.returncode == 1
    assert "DiskFull: The workspace cannot be opened: " in done.stderr
    assert "Make room on the disk" in done.stderr
    assert "restore" not in done.stderr.splitlines()[-1]
    assert (folder / DATABASE_FILE).read_bytes() == before
    assert not list(folder.glob("*.room"))
    Workspace.unlock(folder, PASSWORD).close()


def test_what_was_being_typed_when_the_program_died_becomes_an_entry(
    new_workspace: Callable[[str], Workspace],
) -> None:
    workspace = new_workspace("field")
    shown = Answer(scope="p", id=answer_id("a", "WR01", "amina"), assessment="a", item="WR01", rater="amina")
    drafts.keep(workspace.database, shown, "comment", {"comment": "Five bulk me"}, "amina")
    drafts.keep(workspace.database, shown, "comment", {"comment": "Five bulk meters stand"}, "amina")
    folder = closed(workspace)
    again = Workspace.unlock(folder, PASSWORD)
    (row,) = drafts.take_up(again.database)
    with again.database.read() as session:
        kept_row = session.exec(select(Answer)).one()
    assert (kept_row.comment, kept_row.item, row.id) == ("Five bulk meters stand", "WR01", shown.id)
    assert drafts.take_up(again.database) == []
    again.close()


def test_a_process_killed_while_entering_loses_nothing_it_said_was_saved(workspace: Workspace) -> None:
    folder = closed(workspace)
    script = f"""
from contextlib import suppress
from pathlib import Path
from wopfield.store.workspace import Workspace
from wopfield.store.tables import Visit
workspace = Workspace.unlock(Path({str(folder)!r}), {PASSWORD!r})
for number in range(10_000):
    with workspace.database.change("amina") as editor:
        editor.add(Visit(scope="p", title=str(number)))
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [int(process.stdout.readline()) for _ in range(40)]
        process.send_signal(signal.SIGKILL) if hasattr(signal, "SIGKILL") else process.kill()
        said += [int(line) for line in process.stdout]
    again = Workspace.unlock(folder, PASSWORD)
    with again.database.read() as session:
        found = {int(visit.title) for visit in session.exec(select(Visit)).all()}
    again.close()
    assert set(said) <= found
    assert found == set(range(len(found)))


def test_what_concerns_this_device_alone_is_kept_and_forgotten(database: Database) -> None:
    with database.write() as connection:
        kept.put(connection, kept.LAPTOP, "dusty")
        kept.put(connection, kept.LAPTOP, "clean")
        assert kept.get(connection, kept.LAPTOP) == "clean"
        kept.put(connection, kept.LAPTOP, "")
        assert kept.get(connection, kept.LAPTOP) == ""


def test_whoever_takes_much_in_has_more_room_while_it_lasts_and_what_fails_meanwhile_leaves_nothing(
    database: Database,
) -> None:
    with database.taking_much():
        with database.write() as connection:
            meanwhile = kept_at_hand(connection)
            kept.put(connection, kept.LAPTOP, "dusty")
        with suppress(ZeroDivisionError), database.write() as connection:
            kept.put(connection, kept.LAST_ITEM, "7.1")
            raise ZeroDivisionError
        with database.change("amina") as editor:
            editor.add(Visit(scope="a"))
    with database.write() as connection:
        afterwards = kept_at_hand(connection)
    with database.read() as session:
        assert (kept.get(session, kept.LAPTOP), kept.get(session, kept.LAST_ITEM)) == ("dusty", "")
        assert len(session.exec(select(Visit)).all()) == 1
    assert meanwhile > 4 * afterwards


def kept_at_hand(connection: Connection) -> int:
    """Return how many kilobytes of the file a connection keeps at hand."""
    return -int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())


def test_a_folder_that_can_only_be_read_is_called_that_and_not_damaged(
    new_workspace: Callable[[str], Workspace],
) -> None:
    folder = closed(new_workspace("read-only"))
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this account may write everywhere")
        with pytest.raises(CannotOpen, match="cannot be written to"):
            Workspace.unlock(folder, PASSWORD)
    finally:
        folder.chmod(0o700)
