"""What the door has done away from the window's thread; nothing is imported before it is needed."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from wopfield.errors import Trouble

if TYPE_CHECKING:
    from datetime import datetime

    from wopfield.desktop.opening import Opened
    from wopfield.ui.screens.welcome import FirstStart


def warm_up() -> None:
    """Read what opening needs while the person types."""
    import wopfield.store.workspace  # noqa: F401 - reading it takes a while, which nobody should wait for


def unlock(folder: Path, secret: str) -> "Opened":
    """Open a workspace with its password or recovery key."""
    from wopfield.desktop import opening

    return opening.unlock(folder, secret)


def reopen(folder: Path, key: bytes, name: str) -> "Opened":
    """Bring a backup back by its name, and open the workspace."""
    from wopfield.desktop import opening

    return opening.bring_back(folder, key, name)


def bring_newest_back(folder: Path, secret: str) -> "Opened":
    """Bring the newest backup back, and open the workspace."""
    from wopfield.desktop import opening
    from wopfield.store import vault

    return opening.bring_back(folder, vault.unlock(folder, secret))


def newest_backup(folder: Path) -> "datetime | None":
    """Return when the newest backup was made; None where there is none."""
    from wopfield.store import backup

    found = backup.every(folder / "backups")
    return next((each.made for each in found), None)


def make(folder: Path, first: "FirstStart") -> "Opened":
    """Make the workspace of somebody who starts here."""
    from wopfield.desktop import opening

    account = None
    if first.start == "server":
        account = opening.Account(first.server_address, first.server_email, first.server_password)
    arriving = first.start if first.start in ("colleague", "stick") else ""
    return opening.make(folder, first.password, first.name, first.email, account, arriving)


def introduce(opened: "Opened", person: str) -> "Opened":
    """Say whose workspace it is; one that cannot be told is closed again."""
    from wopfield.desktop import opening

    try:
        return opening.introduce(opened.workspace, person)
    except Trouble:
        opened.workspace.close()  # it is unlocked anew, and asks again
        raise


def demonstrate(folder: Path, stage: ExitStack, tell: Callable[[str], None]) -> "Opened":
    """Make the demonstration, and open it."""
    from wopfield.demo.round import PASSWORD
    from wopfield.desktop import demonstration, opening

    played = stage.enter_context(demonstration.play(folder, tell))
    return opening.unlock(played.laptop, PASSWORD)
