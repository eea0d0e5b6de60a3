"""How things stand with the server, for people to read: what waits, what was refused, when it was last reached."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import conflicts, exchange_log, exchanges, file_states, people, withdrawing
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Kept, Session
from wopfield.store.naming import noun_words, partnership_name, row_name
from wopfield.store.refused import Here, judged_here, still_standing, untaken
from wopfield.store.tables import NOUNS
from wopfield.store.withdrawing import withdrawn
from wopfield.sync.bundle_memory import laptop_names
from wopfield.sync.device import home, own_device
from wopfield.sync.refusing import covered
from wopfield.whole import write_whole


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
    """Files that are here and that the server did not yet say it has."""
    refused: int
    not_taken: int
    """How much of what was refused the server refused: entries, logs and partnerships that are not there."""
    conflicts: int
    last_words: str
    """Why the last try did not come to its end; empty when it did."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one noun in one partnership with changes that are not on the server, or files."""

    kind: Literal["rows", "files"]
    noun: str
    count: int
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What somebody refused: an entry, all of a log from one on, or a whole partnership. It stays on this laptop."""

    refusal: Kept
    what: str
    where: str
    reason: str
    at: str
    """When it was written, as the log writes moments; empty for more than an entry."""
    author: str
    """The id of who wrote it; empty for more than an entry."""
    by: str
    """Who refused it: a colleague's laptop by its name; empty for the server. Where ``here``, who brought it."""
    entries: int
    """How many entries it is, as far as they are here."""
    offerable: bool
    """This laptop can offer it again; what others wrote only theirs can."""
    here: bool = False
    """This laptop itself did not take it; it judges again by itself once it knows more of who wrote it."""
    laptop: str = ""
    """What the colleague's laptop that wrote it is called; empty for this one, and where nobody said so."""
    edits: tuple[Edit, ...] = ()
    """What it says; nothing for more than an entry."""
    row: str = ""
    """What people call what it is about, such as an item; empty where that is not known."""
    replaced: bool = False
    """It was written here and has been replaced since: it stays listed until its author takes it off."""
    author_name: str = ""
    """Empty where the name has not arrived."""


def status(session: Session) -> Status:
    """Return how this laptop stands with its server."""
    connection = session.connection()
    at = home(connection)
    past = exchange_log.past_exchanges(connection, 1, peer=at.key) if at is not None else []
    contact = exchange_log.past_exchanges(connection, 1, peer=at.key, reached=True) if at is not None else []
    return Status(
        connected=at is not None and bool(at.token),
        address=at.address if at else "",
        email=at.email if at else "",
        last_contact=contact[0].at if contact else "",
        reached=bool(past) and past[0].reached,
        waiting=exchanges.count_waiting(connection, at.key if at else ""),
        files_waiting=len(file_states.waiting(connection, at.key)) if at is not None else 0,
        refused=len(_refusals(connection)) + len(_not_taken_here(connection)),
        not_taken=count_not_taken(session),
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
    files = len(file_states.waiting(connection, at.key)) if at is not None else 0
    return [*found, Waiting("files", "evidence_file", files, _("Files"), "")] if files else found


def count_waiting(session: Session) -> int:
    """Return how many rows have changes that are not on the server: the one number that people are shown of them."""
    at = home(session.connection())
    return sum(count for *_place, count in exchanges.waiting(session.connection(), at.key if at else ""))


def count_not_taken(session: Session) -> int:
    """Return how many entries, logs and partnerships the server refused and still does."""
    connection = session.connection()
    at = home(connection)
    return sum(1 for each in _refusals(connection) if at is not None and each.peer == at.key)


def refused(session: Session) -> list[Quarantined]:
    """Return what was refused by others, oldest first, and then what this laptop itself did not take."""
    connection = session.connection()
    at = home(connection)
    names = laptop_names(connection)
    found: list[Quarantined] = []
    for each in _refusals(connection):
        where = partnership_name(session, each.scope)
        by = "" if at is not None and each.peer == at.key else names.get(each.peer, _("a colleague’s laptop"))
        entry = exchanges.entry(connection, each.scope, each.line, each.seq) if each.name else None
        if entry is None:
            what = _("All of a colleague’s entries") if each.line else _("The whole partnership")
            count = sum(1 for _entry in covered(connection, each))
            laptop = _written_on(connection, each, names)
            found.append(Quarantined(each, what, where, each.reason, "", "", by, count, offerable=True, laptop=laptop))
            continue
        change = _read(entry.payload)
        nouns = dict.fromkeys(noun_words(edit.noun) for edit in change.edits) if change else {}
        what, when, author = ", ".join(nouns), change.at if change else "", change.author if change else ""
        own = change is not None and _is_own(connection, each)
        replaced = own and not still_standing(connection, each.scope, entry)
        laptop = _written_on(connection, each, names)
        edits = change.edits if change else ()
        offerable = own and not replaced
        found.append(
            Quarantined(each, what, where, each.reason, when, author, by, 1, offerable, laptop=laptop, edits=edits,
                        replaced=replaced)
        )  # fmt: skip
    found += [_refused_here(session, each, names) for each in _not_taken_here(connection)]
    authors = people.names_of(session, {each.author for each in found})
    return [replace(each, row=_row_title(session, each), author_name=authors.get(each.author, "")) for each in found]


def save_refused(database: Database, path: Path) -> int:
    """Write what was refused into a file, as text a person can read and keep; return how many entries.

    Where a whole log or partnership was refused, all of it that the other side does not have is written.

    Raises:
        CannotKeep: the file cannot be written; what stood there before stays.
    """
    with database.read() as session:
        lines = [
            {"what": each.what, "about": each.row, "author": each.author_name,
             "where": each.where, "reason": each.reason, "scope": each.refusal.scope,
             "log": entry.log, "number": entry.seq, "name": entry.name,
             "entry": json.loads(entry.payload) if _read(entry.payload) else entry.payload.decode("utf-8", "replace")}
            for each in refused(session)
            for entry in covered(session.connection(), each.refusal)
        ]  # fmt: skip
    content = json.dumps(lines, ensure_ascii=False, indent=1).encode()
    write_whole(path, content, safe=_("What was refused stays on this laptop."), do=_("Choose another place."))
    return len(lines)


def offer_again(database: Database, refusal: Kept) -> bool:
    """Have the next sync offer again what was refused; False where only another laptop can.

    What still stands of an entry is written as a new one that replaces the refused one, and what that one replaced; its
    author has taken back the rest. A log or partnership was never taken, so that it is enough to forget the refusal.
    """
    with database.look() as connection:
        entry = exchanges.entry(connection, refusal.scope, refusal.line, refusal.seq) if refusal.name else None
        own = entry if entry is not None and _is_own(connection, refusal) else None
        stands = still_standing(connection, refusal.scope, own) if own is not None else frozenset()
    change = _read(own.payload) if own is not None else None
    if refusal.name and change is None:
        return False
    again = _based_on(change, refusal.name, stands) if change is not None else None
    with database.write() as connection:
        if again is not None and again.edits:
            exchanges.write_again(connection, refusal, again)
        else:
            exchanges.forget_refusals(connection, [refusal])
    return again is None or bool(again.edits)


def take_off(database: Database, refusal: Kept) -> None:
    """Have what was refused and replaced since be listed no more; it stays in the history."""
    with database.write() as connection:
        exchanges.forget_refusals(connection, [refusal])


def _refusals(connection: Connection) -> list[Kept]:
    """Return what was refused, but for what was withdrawn and has been replaced since: nobody misses that."""
    at = home(connection)
    payloads: dict[str, dict[Name, bytes]] = {}
    for each in withdrawn(connection, at.key) if at is not None else ():
        entry = exchanges.entry(connection, each.scope, each.line, each.seq)
        if entry is not None:
            payloads.setdefault(each.scope, {})[each.name] = entry.payload
    past = {(scope, name) for scope, said in payloads.items() for name in withdrawing.replaced(connection, scope, said)}
    return [each for each in exchanges.refusals(connection) if (each.scope, each.name) not in past]


def _not_taken_here(connection: Connection) -> list[Here]:
    """Return what this laptop itself did not take; of what a server brings it judges nothing."""
    return [*judged_here(connection), *untaken(connection)]


def _row_title(session: Session, refused: Quarantined) -> str:
    """Return what the row is called that the first of its edits is about."""
    for edit in refused.edits[:1]:
        model = NOUNS.get(edit.noun)
        row = session.get(model, (refused.refusal.scope, edit.row)) if model else None
        return row_name(session, row).title if row is not None else ""
    return ""


def _written_on(connection: Connection, refusal: Kept, names: Mapping[str, str]) -> str:
    """Return what the colleague's laptop is called that wrote it; empty for this one, and where nobody said so."""
    device = exchanges.sealer_of(connection, refusal.scope, refusal.line) if refusal.line else ""
    return "" if device == own_device(connection) else names.get(device, "")


def _refused_here(session: Session, refused: Here, names: Mapping[str, str]) -> Quarantined:
    """Return in words what this laptop itself did not take."""
    kept = refused.kept
    laptop = _written_on(session.connection(), kept, names)
    where = partnership_name(session, kept.scope)
    entry = exchanges.entry(session.connection(), kept.scope, kept.line, kept.seq) if kept.name else None
    change = _read(entry.payload) if entry is not None else None
    if change is None:
        what = _("All of a colleague’s entries") if kept.line else _("The whole partnership")
        return Quarantined(
            kept, what, where, kept.reason, "", "", refused.called, 0, offerable=False, here=True, laptop=laptop
        )
    what = ", ".join(dict.fromkeys(noun_words(edit.noun) for edit in change.edits))
    return Quarantined(
        kept, what, where, kept.reason, change.at, change.author, refused.called, 1, offerable=False, here=True,
        laptop=laptop, edits=change.edits,
    )  # fmt: skip


def _is_own(connection: Connection, refusal: Kept) -> bool:
    between = exchanges.entries_between(connection, refusal.scope, refusal.line, refusal.seq - 1, refusal.seq)
    return any(own for _name, _payload, _why, own in between)


def _based_on(change: Change, name: Name, stands: Collection[tuple[str, str, str]]) -> Change:
    edits = tuple(
        Edit(edit.noun, edit.row, edit.register, edit.values, tuple(sorted({*edit.bases, name})))
        for edit in change.edits
        if (edit.noun, edit.row, edit.register) in stands
    )
    return Change(change.at, change.author, edits, change.schema)


def _read(payload: bytes) -> Change | None:
    try:
        return wording.read(payload)
    except Refused:
        return None
