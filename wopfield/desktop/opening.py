"""Open or make a workspace, away from the window's thread."""

import platform
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wopfield.errors import Trouble
from wopfield.language import _, plural

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.newcomer import Newcomer
    from wopfield.store.restoring import Restored
    from wopfield.store.workspace import Workspace
    from wopfield.ui.screens.welcome.arrival import Arrived


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace and whose it is."""

    workspace: "Workspace"
    person: str
    name: str
    function: str
    taken_up: int
    """How many texts were still being typed when the program ended; they are answers now."""
    recovery: str = ""
    """The recovery key of a workspace just made, to be printed once."""
    notice: str = ""
    """What there is to tell of the way in."""
    trouble: Trouble | None = None
    """What did not work on the way in, though the workspace is open."""
    newcomer: "Newcomer | None" = None
    """Whoever begins from colleagues and may have been entered by them; nobody knows yet."""


def unlock(folder: Path, secret: str) -> Opened:
    """Open a workspace with its password or recovery key.

    Raises:
        CannotOpen: it does not open; it is left as it is.
    """
    from wopfield.store import drafts, vault
    from wopfield.store.workspace import Workspace

    notice = ""
    if vault.is_recovery_key(secret):
        notice = _("The recovery key opened your work. Choose a new password in the settings.")

    with ExitStack() as undone:
        workspace = Workspace.unlock(folder, secret)
        undone.callback(workspace.close)
        _obey(workspace)
        opened = look_in(workspace, taken_up=len(drafts.take_up(workspace.database)), notice=notice)
        undone.pop_all()
    return opened


def bring_back(folder: Path, key: bytes, name: str = "") -> Opened:
    """Bring a backup back, by its name or the newest, and open the workspace; if that fails, open it as it is.

    Raises:
        CannotOpen: it opens neither way.
    """
    from wopfield.store import workspace as workspaces

    notice, trouble = "", None
    try:
        notice = _restored_words(workspaces.bring_back(folder, key, name))
    except Trouble as error:
        trouble = error
        if not (folder / workspaces.DATABASE_FILE).exists():
            raise
    with ExitStack() as undone:
        workspace = workspaces.Workspace.open(folder, key)
        undone.callback(workspace.close)
        opened = look_in(workspace, taken_up=len(_drafts_of(workspace)), notice=notice, trouble=trouble)
        undone.pop_all()
    return opened


def _restored_words(restored: "Restored") -> str:
    words = (
        _("The backup is back. Nothing had been entered after it.")
        if not restored.entries
        else plural(
            "The backup is back, with {count} change that was made after it.",
            "The backup is back, with {count} changes that were made after it.",
            restored.entries,
        )
    )
    if not restored.whole:
        words += " " + _("Not all of the damaged database could be read. It lies beside the backups as {name}.",
                         name=restored.aside)  # fmt: skip
    return words


def _drafts_of(workspace: "Workspace") -> "Sequence[object]":
    from wopfield.store import drafts

    return drafts.take_up(workspace.database)


def _obey(workspace: "Workspace") -> None:
    """Lock or wipe a workspace whose person was told, and whose program then ended some other way than by closing.

    Raises:
        Locked: it is locked now.
    """
    from wopfield.store import kept, vault

    with workspace.database.look() as connection:
        ordered = bool(kept.get(connection, kept.LOCK_ORDER))
    if ordered:
        from wopfield.sync.locking import carry_out_order

        if carry_out_order(workspace):
            raise vault.locked(workspace.folder)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account at a server."""

    address: str
    email: str
    password: str


def make(
    folder: Path, password: str, name: str, email: str, account: Account | None = None, arriving: str = ""
) -> Opened:
    """Make a workspace for somebody who starts here, and enrol it at their server if they named one.

    Who begins by ``arriving`` from a ``colleague`` or a ``stick`` is somebody once it is known what colleagues entered.

    Raises:
        CannotOpen: there is one already, or the folder cannot be written to.
    """
    from wopfield.store import kept, newcomer
    from wopfield.store.workspace import Workspace

    workspace, recovery = Workspace.create(folder, password)
    # Colleagues nearby look for a person: what the system calls the machine tells them nothing.
    called = _("{name}’s laptop", name=name) if name else platform.node()
    with workspace.database.write() as connection:
        kept.put(connection, kept.LAPTOP, called)
        if arriving:
            newcomer.expect(connection, newcomer.Newcomer(name, email, arriving))
    # Before anything is entered: whoever colleagues have entered already is that person, and stands there once.
    trouble = None if account is None else _enrol(workspace, account, called)
    if not arriving:
        _introduce(workspace, name, email)
    return look_in(workspace, recovery=recovery, trouble=trouble)


def arrived(session: "Session", newcomer: "Newcomer") -> "Arrived":
    """Return what colleagues' data has brought, with the people who may be the newcomer in front."""
    from wopfield.store import partnerships, people
    from wopfield.store.newcomer import is_same, likely
    from wopfield.sync.trust import laptops_of
    from wopfield.ui.screens.welcome.arrival import Arrived, Known

    every, laptops = people.every(session), laptops_of(session.connection())
    near = likely(newcomer, every)
    rest = [person for person in every if person not in near]
    known = [
        Known(
            person.id,
            person.name,
            " · ".join(filter(None, (person.function, person.email, *map(_writes_on, laptops.get(person.id, ()))))),
            likely=person in near,
            same=is_same(newcomer, person),
        )
        for person in [*near, *rest]
    ]
    return Arrived(tuple(known), len(partnerships.every(session)))


def _writes_on(laptop: str) -> str:
    return _("writes on {laptop}", laptop=laptop)


def introduce(workspace: "Workspace", person: str) -> Opened:
    """Say whose workspace it is, now that it is known: somebody colleagues had entered, or (empty) somebody new."""
    from wopfield.store import newcomer

    newcomer.become(workspace.database, person)
    return look_in(workspace)


def _is_known(workspace: "Workspace") -> bool:
    """Return whether the person whose workspace it is stands in it."""
    from wopfield.store import kept, people

    with workspace.database.read() as session:
        person = kept.get(session, kept.PERSON)
        return bool(person) and people.find(session, person) is not None


def _introduce(workspace: "Workspace", name: str, email: str) -> None:
    """Say whose workspace it is: somebody the server knows, or somebody new."""
    from wopfield.store import kept
    from wopfield.store.rows import COMMONS, new_id
    from wopfield.store.tables import Person

    if _is_known(workspace):
        return
    with workspace.database.read() as session:
        person = kept.get(session, kept.PERSON) or new_id()
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, person)
    with workspace.database.change(person) as editor:
        editor.add(Person(scope=COMMONS, id=person, name=name, email=email))


def look_in(
    workspace: "Workspace", taken_up: int = 0, recovery: str = "", notice: str = "", trouble: Trouble | None = None
) -> Opened:
    """Return whose an open workspace is."""
    from wopfield.store import kept, newcomer, people

    with workspace.database.read() as session:
        person = kept.get(session, kept.PERSON)
        row = people.find(session, person) if person else None
        expected = newcomer.expected(session)
    name, function = (row.name, row.function) if row else (expected.name if expected else "", "")
    notice = " ".join(filter(None, (notice, _clock_words(workspace))))
    return Opened(workspace, person, name, function, taken_up, recovery, notice, trouble, expected)


def _clock_words(workspace: "Workspace") -> str:
    """Return what to say of a clock that stands before what was entered last; empty where it does not.

    Nobody but its person knows which of the two was wrong.
    """
    from wopfield.store.log import newest_own
    from wopfield.ui.moments import CLOCKS_DIFFER, day_words

    with workspace.database.look() as connection:
        last = newest_own(connection)
    if last is None or last - workspace.database.clock() < CLOCKS_DIFFER:
        return ""
    day = day_words(last.astimezone().date())
    return _(
        "The clock of this laptop stands before your last change, of {day}. Nothing is lost. If the clock is wrong, "
        "set it, so that the days of visits and actions are right. If it is right and was ahead before, go on: the "
        "history says what is dated ahead.",
        day=day,
    )


def _enrol(workspace: "Workspace", account: Account, called: str) -> Trouble | None:
    """Enrol at a server and fetch its person; return what did not work, which can be done again later.

    The rest comes into the open window, where one sees how far it is, goes on working, and can stop it.
    """
    from wopfield.store import kept
    from wopfield.sync import central

    typed = {kept.SERVER_ADDRESS_TYPED: account.address, kept.SERVER_EMAIL_TYPED: account.email}
    with workspace.database.write() as connection:
        for key, value in typed.items():
            kept.put(connection, key, value)
    try:
        central.connect(workspace.database, account.address, account.email, account.password, called)
        central.sync_now(workspace.database, stop=partial(_is_known, workspace))
    except Trouble as trouble:
        return trouble
    return None
