"""The command line carries work in a file: save, show, take in."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import STICK_PASSWORD, Traveller
from tests.sync.ratings import begin_partnership_as
from tests.workspaces import PASSWORD

NewTraveller = Callable[[str], Traveller]


def wopfield(*words: object, password: str = STICK_PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run the command with nobody to ask."""
    environment = {"WOPFIELD_PASSWORD": PASSWORD, "WOPFIELD_BUNDLE_PASSWORD": password, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "wopfield", "bundle", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
        timeout=300,
    )


@pytest.fixture
def folders(traveller: NewTraveller) -> tuple[Path, Path]:
    """The workspaces of two people; the first has a partnership."""
    amina, joost = traveller("amina"), traveller("joost")
    begin_partnership_as(amina.database, amina.person)
    for laptop in (amina, joost):
        laptop.workspace.close()
    return amina.workspace.folder, joost.workspace.folder


@pytest.mark.slow
def test_work_goes_from_one_workspace_to_another_by_the_command_line(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    amina, joost = folders
    file = tmp_path / "x.wopf"

    misnamed = wopfield("save", tmp_path / "x.zip", "--workspace", amina)
    saved = wopfield("save", file, "--workspace", amina, "--json")
    assert saved.returncode == 0, saved.stderr
    shown = json.loads(wopfield("show", file, "--workspace", joost, "--json").stdout)
    unknown = wopfield("take-in", file, "--workspace", joost)
    wrong = wopfield("take-in", file, "--workspace", joost, password="not the password")
    taken = wopfield("take-in", file, "--workspace", joost, "--trust", shown["fingerprint"], "--json")

    entries = json.loads(saved.stdout)["entries"]
    assert entries == shown["entries"] > 1
    assert json.loads(saved.stdout)["fingerprint"] == shown["fingerprint"]
    assert (shown["laptop"], shown["maker"], shown["trusted"]) == ("amina’s laptop", "amina", False)
    assert [each["name"] for each in shown["partnerships"]] == ["Marowe – Delta Water", ""]
    assert json.loads(taken.stdout) == {"received": entries, "pieces": 0, "refused": [], "copied": False}
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["x.wopf"]
    for done, words in ((misnamed, "x.wopf"), (wrong, "does not open the file"), (unknown, "--trust")):
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
