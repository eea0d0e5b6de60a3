"""How far a long exchange is, as somebody at a terminal reads it and a script does not."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.test_push_speed import begin_partnership, write_ratings
from tests.served import serving
from tests.servers import begin
from tests.workspaces import PASSWORD
from wopfield.store.workspace import Workspace
from wopfield.sync import central


@pytest.mark.slow
def test_a_long_sync_says_on_the_terminal_how_far_it_is_and_to_a_script_only_what_it_came_to(
    new_workspace: Callable[[str], Workspace], tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty", exc_type=ImportError)
    amina = new_workspace("amina")
    person = begin(amina.database, "amina")
    with serving(tmp_path / "server") as server:
        server.add_person("amina", "amina@example.org", PASSWORD)
        central.connect(amina.database, server.address, "amina@example.org", PASSWORD, "amina")
        write_ratings(amina.database, begin_partnership(amina.database, person), person, 4000)
        amina.close()
        ours, theirs = pty.openpty()
        done = subprocess.run(
            [sys.executable, "-m", "wopfield", "sync", "--workspace", str(amina.folder)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": PASSWORD}, timeout=300,
        )  # fmt: skip
    os.close(theirs)
    told = os.read(ours, 100_000).decode().split("\r")
    os.close(ours)

    counts = [int(line.split()[0]) for line in told if " sent, " in line]
    assert len(counts) > 2
    assert counts == sorted(counts)
    assert told[-1] == ""
    assert done.stdout.startswith(f"{counts[-1]} sent, ")
    assert "\r" not in done.stdout
