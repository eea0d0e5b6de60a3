"""``wopfield share`` as two people use it on one network, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.colleagues import Mate
from tests.sync.ratings import begin_partnership_as, rows
from tests.workspaces import PASSWORD
from wopfield.store.workspace import Workspace

pytestmark = pytest.mark.slow


def run(mate: Mate, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as the person of a laptop."""
    return subprocess.run(
        [sys.executable, "-m", "wopfield", "share", *words, "--workspace", str(mate.workspace.folder)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": PASSWORD},
        check=False,
        timeout=300,
    )


def test_two_laptops_are_paired_and_share_by_the_command_line_alone(new_mate: Callable[[str], Mate]) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    begin_partnership_as(amina.database, amina.person)
    for mate in (amina, joost):
        mate.workspace.close()
    waiting = subprocess.Popen(
        [sys.executable, "-m", "wopfield", "share", "wait", "--workspace", str(joost.workspace.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": PASSWORD},
    )
    assert waiting.stdin is not None
    assert waiting.stdout is not None
    found = re.search(r"port (\d+)", waiting.stdout.readline())
    assert found is not None
    at = ("--address", f"127.0.0.1:{found[1]}")
    waiting.stdin.write("yes\n")
    waiting.stdin.flush()

    unknown = run(amina, "with", "joost", *at)
    paired = run(amina, "pair", *at, "--json", typed="yes\n")
    shared = run(amina, "with", "joost", *at, "--partnership", "Marowe – Delta Water", "--json")
    waiting.stdin.close()
    waiting.terminate()
    waiting.wait()
    waiting.stdout.close()

    assert (unknown.returncode, "No single laptop" in unknown.stderr) == (1, True)
    assert json.loads(paired.stdout)["laptop"] == "joost’s laptop", paired.stderr
    assert re.search(r"\d{3} \d{3}", paired.stderr)
    assert json.loads(shared.stdout)["sent"] > 0, shared.stderr
    opened = [Workspace.unlock(mate.workspace.folder, PASSWORD) for mate in (amina, joost)]
    assert rows(opened[0].database) == rows(opened[1].database)
    for workspace in opened:
        workspace.close()
