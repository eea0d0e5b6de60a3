"""A new password that somebody types at a terminal, where they do not see it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from wopfield.server import admin
from wopfield.server.serve import open_database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminal that a test can sit at"),
]


def test_a_new_password_is_typed_twice(tmp_path: Path) -> None:
    told = add_amina(tmp_path, ["a pump that never stops", "a pump that never stops"])
    assert "Amina can sign in as amina@example.org." in told
    assert people(tmp_path) == ["amina@example.org"]


def test_one_that_is_typed_in_two_ways_is_taken_in_neither(tmp_path: Path) -> None:
    told = add_amina(tmp_path, ["a pump that never stops", "a pump that never stop"])
    assert "The two are not the same. Nothing was changed." in " ".join(told.split())
    assert people(tmp_path) == []


def add_amina(folder: Path, typed: Sequence[str]) -> str:
    """Add a person at a terminal, type what is asked for, and return what it showed."""
    import pty

    keyboard, screen = pty.openpty()
    words = ["admin", "add-person", "amina@example.org", "--name", "Amina", "--folder", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "wopfield", *words],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    os.close(screen)
    shown, since, left = "", "", list(typed)
    patience = Timer(120, process.kill)  # whoever waits for words that nobody types would wait for ever
    patience.start()
    with suppress(OSError), open(keyboard, "rb+", buffering=0) as terminal:  # it ends with the command
        while part := terminal.read(1000):
            shown, since = shown + part.decode(), since + part.decode()
            if left and since.endswith(": "):  # asked anew: what is typed before that is thrown away
                terminal.write(f"{left.pop(0)}\n".encode())
                since = ""
    process.wait(60)
    patience.cancel()
    return shown


def people(folder: Path) -> list[str]:
    """Return who can sign in."""
    database = open_database(f"sqlite:///{folder / 'server.db'}")
    try:
        return [each.email for each in admin.list_accounts(database)]
    finally:
        database.close()
