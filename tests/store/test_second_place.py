"""Backups are kept in a second place, which stands in for a laptop that was lost."""

import shutil
from pathlib import Path

import pytest

from tests.servers import begin
from tests.sync.ratings import begin_partnership_as, rows
from tests.workspaces import PASSWORD, Clock
from wopfield.errors import BadInput, Unreadable, WrongPassword
from wopfield.store import backup, second_place, vault
from wopfield.store.second_place import SecondPlace
from wopfield.store.workspace import BACKUPS, Workspace, bring_back


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that is plugged in."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def standing(workspace: Workspace) -> SecondPlace:
    """Return how the second place of a workspace stands."""
    with workspace.database.read() as session:
        found = second_place.find(session)
    assert found is not None
    return found


def names(folder: Path) -> list[str]:
    """Return the names of the backups in a folder, newest first."""
    return [path.name for path in backup.newest_first(folder / BACKUPS)]


def test_a_lost_laptop_comes_back_from_its_second_place_with_the_password_alone(
    workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    place = second_place.choose(workspace.database, workspace.folder, stick, "Amina’s laptop")
    begin_partnership_as(workspace.database, begin(workspace.database, "amina"))
    workspace.back_up("by-itself")
    before, folder = rows(workspace.database), workspace.folder
    workspace.close()
    shutil.rmtree(folder)

    shutil.copytree(place, tmp_path / "another laptop")
    with pytest.raises(Unreadable, match="missing"):
        Workspace.unlock(tmp_path / "another laptop", PASSWORD, Clock())
    bring_back(tmp_path / "another laptop", vault.unlock(tmp_path / "another laptop", PASSWORD))
    again = Workspace.unlock(tmp_path / "another laptop", PASSWORD, Clock())

    assert place.name == "WOPField Amina’s laptop"
    assert rows(again.database) == before
    again.close()


def test_a_stick_that_was_away_is_brought_up_to_date_once_it_is_there_again(
    workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    place = second_place.choose(workspace.database, workspace.folder, stick, "")
    workspace.back_up("by-itself")
    stick.rename(tmp_path / "in a pocket")
    stick.mkdir()  # as systems leave a folder where a stick was

    newest = workspace.back_up("by-itself")
    away = standing(workspace)
    stick.rmdir()
    (tmp_path / "in a pocket").rename(stick)
    workspace.keep_second_place_up()

    assert (away.there, away.trouble) == (False, "")
    assert names(place)[0] == newest.name
    assert standing(workspace) == SecondPlace(place, there=True, newest=backup.moment_of(newest), trouble="")


def test_a_place_that_does_not_take_a_copy_is_told_and_costs_no_backup_here(workspace: Workspace, stick: Path) -> None:
    place = second_place.choose(workspace.database, workspace.folder, stick, "")
    good = workspace.back_up("by-itself")
    (place / vault.KEY_FILE).unlink()
    (place / vault.KEY_FILE).mkdir()  # nothing can be put in the place of a folder

    made = workspace.back_up("by-itself")

    assert standing(workspace).trouble
    assert standing(workspace).newest == backup.moment_of(good)
    assert names(workspace.folder)[:2] == [made.name, good.name]
    (place / vault.KEY_FILE).rmdir()
    workspace.keep_second_place_up()
    assert standing(workspace).trouble == ""
    assert names(place)[0] == made.name


def test_two_laptops_share_a_stick_and_a_new_password_opens_what_lies_there(
    workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    mine = second_place.choose(workspace.database, workspace.folder, stick, "Review")
    other, _recovery = Workspace.create(tmp_path / "other", "a bucket with no hole")
    theirs = second_place.choose(other.database, other.folder, stick, "Review")
    other.close()
    workspace.back_up("by-hand")
    vault.change_password(workspace.folder, PASSWORD, "three pipes and a ladder")
    workspace.keep_second_place_up()

    assert (mine.name, theirs.name) == ("WOPField Review", "WOPField Review 2")
    assert vault.unlock(mine, "three pipes and a ladder") == workspace.key
    with pytest.raises(WrongPassword):
        vault.unlock(theirs, "three pipes and a ladder")


def test_a_place_within_the_workspace_or_one_that_is_no_folder_is_refused_in_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    for chosen in (workspace.folder, workspace.folder / BACKUPS, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="cannot be kept"):
            second_place.choose(workspace.database, workspace.folder, chosen, "")
    with workspace.database.read() as session:
        assert second_place.find(session) is None
