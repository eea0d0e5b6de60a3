"""How things stand with the server, for people to read: what waits, what was refused, when it was last reached."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name
from wopfield.errors import BadInput, Refused
from wopfield.language import _
from wopfield.store import conflicts, exchanges, kept
from wopfield.store.database import Database
from wopfield.store.exchanges import Kept, Session
from wopfield.store.naming import noun_words, partnership_name
from wopfield.sync.device import FILES_LEFT, home


@dataclass(frozen=True, slots=True)
class Status:
    """How this laptop stands with its server; moments are ISO 8601 in UTC, empty for never."""

    connected: bool
    """It is signed in; else the password is asked for."""
    address: str
    email: str
    last_contact: str
    reached: bool
    """The last try came to its end."""
    waiting: int
    """Entries that the server did not yet say it has."""
    files_waiting: int
    refused: int
    conflicts: int
    last_words: str
    """Why the last try did not come to its end; empty when it did."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one noun in one partnership with changes that are not on the server, or pieces of files."""

    kind: Literal["rows", "files"]
    noun: str
    count: int
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What the server refused: it stays on this laptop, with the reason."""

    refusal: Kept
    what: str
    where: str
    reason: str
    at: str
    author: str


def status(session: Session) -> Status:
    """Return how this laptop stands with its server."""
    connection = session.connection()
    at = home(connection)
    past = [each for each in exchanges.past_exchanges(connection) if at is not None and each.peer == at.key]
    contact = next((each.at for each in past if each.reached), "")
    return Status(
        connected=at is not None and bool(at.token),
        address=at.address if at else "",
        email=at.email if at else "",
        last_contact=contact,
        reached=bool(past) and past[0].reached,
        waiting=exchanges.count_waiting(connection, at.key if at else ""),
        files_waiting=int(kept.get(connection, FILES_LEFT) or 0),
        refused=len(exchanges.refusals(connection)),
        conflicts=conflicts.count(session),
        last_words=past[0].outcome if past else "",
    )


def waiting(session: Session) -> list[Waiting]:
    """Return what is not on the server yet, by partnership and noun."""
    connection = session.connection()
    at = home(connection)
    found = [
        Waiting("rows", noun, count, noun_words(noun), partnership_name(session, scope))
        for scope, noun, count in exchanges.waiting(connection, at.key if at else "")
    ]
    files = int(kept.get(connection, FILES_LEFT) or 0)
    return [*found, Waiting("files", "evidence_file", files, _("Files"), "")] if files else found


def count_waiting(session: Session) -> int:
    """Return how many rows have changes that are not on the server: the one number that people are shown of them."""
    return sum(each.count for each in waiting(session) if each.kind == "rows")


def refused(session: Session) -> list[Quarantined]:
    """Return what the server refused, oldest first."""
    connection = session.connection()
    found: list[Quarantined] = []
    for each in exchanges.refusals(connection):
        where = partnership_name(session, each.scope)
        entry = exchanges.entry(connection, each.scope, each.line, each.seq) if each.name else None
        if entry is None:
            what = _("All of a colleague’s entries") if each.line else _("The whole partnership")
            found.append(Quarantined(each, what, where, each.reason, "", ""))
            continue
        change = _read(entry.payload)
        nouns = dict.fromkeys(noun_words(edit.noun) for edit in change.edits) if change else {}
        what, at, author = ", ".join(nouns), change.at if change else "", change.author if change else ""
        found.append(Quarantined(each, what, where, each.reason, at, author))
    return found


def save_refused(database: Database, path: Path) -> int:
    """Write what the server refused into a file, as text a person can read and keep; return how many entries.

    Raises:
        BadInput: the file cannot be written.
    """
    with database.look() as connection:
        lines = []
        for each in exchanges.refusals(connection):
            entry = exchanges.entry(connection, each.scope, each.line, each.seq) if each.name else None
            content = json.loads(entry.payload) if entry is not None else None
            lines.append({"scope": each.scope, "reason": each.reason, "entry": content})
    try:
        path.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise BadInput(
            _("{name} cannot be written: {reason}.", name=path.name, reason=error.strerror or str(error)),
            safe=_("What was refused stays on this laptop."),
            do=_("Choose another place."),
        ) from error
    return len(lines)


def offer_again(database: Database, refusal: Kept) -> Name | None:
    """Write what was refused as a new entry, which the next sync offers; None when it is not ours to write.

    The new entry replaces the refused one, and what that one replaced.
    """
    with database.look() as connection:
        entry = (
            exchanges.entry(connection, refusal.scope, refusal.line, refusal.seq) if refusal.name else None
        )
    change = _read(entry.payload) if entry is not None else None
    if change is None:
        return None
    with database.write() as connection:
        return exchanges.write_again(connection, refusal, _based_on(change, refusal.name)).name


def _based_on(change: Change, name: Name) -> Change:
    edits = tuple(
        Edit(edit.noun, edit.row, edit.register, edit.values, tuple(sorted({*edit.bases, name})))
        for edit in change.edits
    )
    return Change(change.at, change.author, edits, change.schema)


def _read(payload: bytes) -> Change | None:
    try:
        return wording.read(payload)
    except Refused:
        return None
