"""What laptops nearby need done away from the window: read, keep, share; nothing is imported before it is needed."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from wopfield.errors import NoConnection
from wopfield.language import _
from wopfield.ui.job import Work

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.meeting import Outcome, Step

COLLEAGUE = "colleague"
"""What ``Operations.changed`` carries besides nouns when something of a paired laptop has changed."""

VISIBLE = "visible nearby"
"""Kept on this laptop: not empty while it shows itself to others."""


def was_visible(session: "Session") -> bool:
    """Return whether this laptop showed itself when the window was last closed."""
    from wopfield.store import kept

    return bool(kept.get(session, VISIBLE))


def keep_visible(visible: bool, database: object) -> None:
    """Keep whether this laptop shows itself."""
    from wopfield.store import kept
    from wopfield.store.database import Database

    if isinstance(database, Database):
        with database.write() as connection:
            kept.put(connection, VISIBLE, "yes" if visible else "")


def paired_of(devices: frozenset[str], session: "Session") -> list[str]:
    """Return those of some devices that are paired and may share."""
    from wopfield.store import colleagues

    connection = session.connection()
    return [each.device for each in colleagues.every(connection) if each.device in devices and each.allowed]


def waiting_for(devices: frozenset[str], session: "Session") -> dict[str, int]:
    """Return how much waits for each of some devices that may share."""
    from wopfield.sync import sharing

    connection = session.connection()
    return {device: sharing.waiting_for(connection, device) for device in paired_of(devices, session)}


def keep_allowed(device: str, allowed: bool, tell: Callable[[frozenset[str]], object], database: object) -> None:
    """Keep whether a paired laptop may share, and tell."""
    from wopfield.store import colleagues
    from wopfield.store.database import Database

    if isinstance(database, Database):
        with database.write() as connection:
            colleagues.allow(connection, device, allowed)
        tell(frozenset({COLLEAGUE}))


def share_with(
    workspace: "Workspace",
    device: str,
    addresses: "Sequence[Address]",
    stop: Event,
    tell: Callable[[int, int], object],
    hand: Work,
) -> "Outcome":
    """Share with a paired laptop; ``tell`` hears how much of how much is done."""
    from wopfield.store import colleagues
    from wopfield.sync import lan
    from wopfield.sync.sharing import is_new

    hand.catch_up()
    with workspace.database.look() as connection:
        colleague = colleagues.find(connection, device)
    if colleague is None:
        raise NoConnection(_("This laptop is not paired any more."))
    if is_new(workspace.database, device):
        workspace.back_up_before_sharing()
    known = [lan.read_address(colleague.address)] if colleague.address else []
    return lan.share_with(
        workspace.database, workspace.files, colleague, [*addresses, *known], partial(_tell, tell), stop.is_set
    )


def _tell(tell: Callable[[int, int], object], step: "Step") -> None:
    done = step.sent + step.received + step.files_sent + step.files_received
    tell(done, done + step.to_send + step.files_left)
