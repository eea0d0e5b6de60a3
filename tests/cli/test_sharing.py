"""``wopfield share`` as two people use it on one network, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.colleagues import Mate, own
from tests.sync.lan_net import until
from tests.sync.ratings import begin_partnership_as, rows
from tests.workspaces import PASSWORD
from wopfield.store import colleagues
from wopfield.store.colleagues import Colleague
from wopfield.store.workspace import Workspace
from wopfield.sync.lan import share_with
from wopfield.sync.lan_server import Answering
from wopfield.sync.nearby import Found, Nearby

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


def test_two_laptops_are_paired_and_share_by_the_command_line_alone(
    new_mate: Callable[[str], Mate], tmp_path: Path
) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    scopes = sorted(begin_partnership_as(amina.database, amina.person) for _twice in range(2))
    for mate in (amina, joost):
        mate.workspace.close()
    with (tmp_path / "told").open("w") as told:
        waiting = subprocess.Popen(
            [sys.executable, "-m", "wopfield", "share", "wait", "--workspace", str(joost.workspace.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
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
    missed = run(amina, "with", "joost", *at, "--partnership", "Water")
    either = run(amina, "with", "jo", *at, "--partnership", "marow")
    wanted = [word for scope in scopes for word in ("--partnership", scope[:8])]
    shared = run(amina, "with", "Joost's lap", *at, *wanted, "--json")
    until(lambda: "know one another" in (tmp_path / "told").read_text("utf-8"))
    waiting.stdin.close()
    waiting.terminate()
    waiting.wait()
    waiting.stdout.close()

    assert (unknown.returncode, "No single laptop" in unknown.stderr) == (1, True)
    assert json.loads(paired.stdout)["laptop"] == "joost’s laptop", paired.stderr
    assert re.search(r"\d{3} \d{3}", paired.stderr)
    told_apart = ", ".join(f"Marowe – Delta Water (Marowe, Delta Water, {scope[:8]})" for scope in scopes)
    for refused, why in ((missed, "There is no partnership Water here."), (either, "may be one of several")):
        assert refused.returncode == 1
        assert why in refused.stderr
        assert f"Choose one of: {told_apart}." in refused.stderr
    assert json.loads(shared.stdout)["sent"] > 0, shared.stderr
    opened = [Workspace.unlock(mate.workspace.folder, PASSWORD) for mate in (amina, joost)]
    assert rows(opened[0].database) == rows(opened[1].database)
    for workspace in opened:
        workspace.close()


def test_a_new_laptop_begins_from_a_colleagues_by_the_command_line_alone(
    new_mate: Callable[[str], Mate], tmp_path: Path
) -> None:
    amina = new_mate("amina")
    scope = begin_partnership_as(amina.database, amina.person)
    answering = Answering(amina.database, amina.files, show=lambda digits: digits.say(True), host="127.0.0.1", port=0)
    new = tmp_path / "new"
    line = ("begin", "--name", "Joost Verhagen", "--address", f"127.0.0.1:{answering.port}", "--json")
    started = subprocess.Popen(
        [sys.executable, "-m", "wopfield", "share", *line, "--workspace", str(new)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": PASSWORD},
    )
    with started:
        assert started.stdin is not None
        assert started.stderr is not None
        started.stdin.write("yes\n")
        started.stdin.flush()
        while (told := started.stderr.readline()) and "Paired" not in told:
            pass
        until(lambda: bool(paired(amina)))
        (joost,) = paired(amina)
        with amina.database.write() as connection:
            colleagues.choose(connection, joost.device, scope, colleagues.YES)
        found: list[Found] = []
        nearby = Nearby(own(amina), found.extend, ["127.0.0.1"])
        until(lambda: any(each.device == joost.device for each in found))
        addresses = next(each.addresses for each in found if each.device == joost.device)
        share_with(amina.database, amina.files, joost, addresses)
        out, words = started.communicate(timeout=300)
        assert started.returncode == 0, words
        said = json.loads(out)
    nearby.close()
    answering.close()

    assert said["partnerships"] == ["Marowe – Delta Water"]
    opened = Workspace.unlock(new, PASSWORD)
    assert rows(opened.database) == rows(amina.database)
    opened.close()
    Workspace.unlock(new, said["recovery"]).close()  # nothing is raised


def test_a_beginning_that_comes_to_nothing_leaves_nothing(tmp_path: Path) -> None:
    new, kept = tmp_path / "new", tmp_path / "kept"
    kept.mkdir()
    (kept / "notes.txt").write_text("mine")

    for folder in (new, kept):
        line = ("begin", "--name", "Joost", "--address", "127.0.0.1:9", "--workspace", str(folder))
        tried = subprocess.run(
            [sys.executable, "-m", "wopfield", "share", *line],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": PASSWORD},
            check=False,
            timeout=300,
        )
        assert tried.returncode == 1, tried.stderr
        assert "Traceback" not in tried.stderr

    assert [each.name for each in tmp_path.rglob("*")] == ["kept", "notes.txt"]


def paired(mate: Mate) -> list[Colleague]:
    """Return the laptops a laptop is paired with."""
    with mate.database.look() as connection:
        return colleagues.every(connection)
