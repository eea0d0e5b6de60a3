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
from wopfield.domain.log import SCHEMA, Change, Edit
from wopfield.store.log import add_own, timestamp

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
    said = {"received": entries, "pieces": 0, "refused": [], "copied": False, "newer": []}
    assert json.loads(taken.stdout) == said
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["x.wopf"]
    for done, words in ((misnamed, "x.wopf"), (wrong, "does not open the file"), (unknown, "--trust")):
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_whoever_takes_in_what_a_newer_program_wrote_is_told_that_it_is_kept_and_what_to_do(
    traveller: NewTraveller, tmp_path: Path
) -> None:
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    edit = Edit("weather_day", "today", "weather", {"weather": "rain"})
    with amina.database.write() as connection:
        add_own(connection, scope, Change(timestamp(amina.database.clock()), amina.person, (edit,), SCHEMA + 1))
    amina.save(tmp_path / "x.wopf", scope)
    fingerprint = joost.look(tmp_path / "x.wopf").preview.fingerprint
    for laptop in (amina, joost):
        laptop.workspace.close()

    take_in = ("take-in", tmp_path / "x.wopf", "--workspace", joost.workspace.folder, "--trust", fingerprint)
    taken, again = wopfield(*take_in), wopfield(*take_in, "--json")

    assert (
        "amina’s laptop: 1 change was made with a newer version of the program. "
        "It is kept and passed on. To see it, install the newest version on this laptop.\n"
    ) in taken.stdout
    assert json.loads(again.stdout)["newer"] == [{"device": amina.device, "laptop": "amina’s laptop", "entries": 1}]
