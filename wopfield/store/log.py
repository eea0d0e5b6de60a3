"""Write entries into the logs of a database and read them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Entry, Name
from wopfield.errors import CannotKeep
from wopfield.language import _
from wopfield.store.bulk import insert_many
from wopfield.store.log_tables import ENTRY, LOG, SEAL
from wopfield.store.named import IS_NAMED, named
from wopfield.store.rows import new_id

LINE_MARK = "~"
"""Stands between the log and what tells a second line of it apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a log stands: its newest number and name."""

    seq: int
    name: Name


@dataclass(frozen=True, slots=True)
class Seal:
    """A device's signature over the entry at a place, and so over all before it."""

    scope: str
    log: str
    seq: int
    device: str
    signature: str


def timestamp(now: datetime) -> str:
    """Return a moment as the log writes it."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def log_of(line: str) -> str:
    """Return the log that a line belongs to."""
    return line.partition(LINE_MARK)[0]


def add_own(connection: Connection, scope: str, change: Change) -> Entry:
    """Write a change of this device into its own log of ``scope``, starting one if there is none."""
    mine = connection.execute(_OWN_LOG, {"scope": scope}).first()
    log, seq, before, last = mine if mine else (new_id(), 0, wording.START, "")
    change = change._replace(at=max(change.at, last))
    payload = wording.write(change)
    if len(payload) > wording.MOST_BYTES:
        raise CannotKeep(
            _("This text is too long to keep: {size} kB.", size=len(payload) // 1000),
            safe=_("What you typed stays in the field."),
            do=_("Shorten it, or attach it as a document."),
        )
    entry = Entry(scope, log, seq + 1, wording.name_of(scope, log, seq + 1, Name(before), payload), payload)
    connection.execute(_NEW_ENTRY, _entry_values(entry, "", change.at))
    if mine:
        place = {"b_scope": scope, "b_log": log}
        connection.execute(_MOVE_ON, {**place, "b_seq": entry.seq, "b_name": entry.name, "b_at": change.at})
    else:
        where = {"seq": entry.seq, "name": entry.name, "at": change.at}
        connection.execute(insert(LOG).values(scope=scope, log=log, first=1, mine=True, **where))
    return entry


def start_new_logs(connection: Connection, scope: str | None = None, log: str | None = None) -> None:
    """End this device's logs (all, or one), so that its next edit begins a new one.

    Done after a restored backup, and when anyone shows this device entries of its own that it does not have:
    numbers already given away must not be given again.
    """
    statement = update(LOG).where(LOG.c.mine).values(mine=False)
    if scope is not None:
        statement = statement.where(LOG.c.scope == scope)
    if log is not None:
        statement = statement.where(LOG.c.log == log)
    connection.execute(statement)


def have(connection: Connection, scopes: Iterable[str] | None = None) -> dict[str, dict[str, Place]]:
    """Return where every log stands, by scope."""
    statement = select(LOG.c.scope, LOG.c.log, LOG.c.seq, LOG.c.name)
    if scopes is not None:
        statement = statement.where(LOG.c.scope.in_(list(scopes)))
    found: dict[str, dict[str, Place]] = {}
    for scope, log, seq, name in connection.execute(statement):
        found.setdefault(scope, {})[log] = Place(seq, Name(name))
    return found


def name_at(connection: Connection, scope: str, log: str, seq: int) -> Name | None:
    """Return the name of the entry at a place, or None when it is not here; the start of a log is ``START``."""
    if seq == 0:
        return wording.START
    found = connection.execute(
        select(ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq == seq)
    ).scalar()
    return None if found is None else Name(found)


def entries_named(connection: Connection, scope: str, names: Sequence[Name]) -> dict[Name, Entry]:
    """Return the entries with these names that are here and were not refused."""
    found: dict[Name, Entry] = {}
    for start in range(0, len(names), 500):
        wanted = named(scope, names[start : start + 500])
        for log, seq, name, payload in connection.execute(_NAMED, wanted):
            found[Name(name)] = Entry(scope, log, seq, Name(name), bytes(payload))
    return found


def places_of(connection: Connection, scope: str, names: Sequence[Name]) -> dict[Name, tuple[str, int]]:
    """Return line and number of those of some entries that are here."""
    found: dict[Name, tuple[str, int]] = {}
    for start in range(0, len(names), 500):
        some = connection.execute(_PLACES, named(scope, names[start : start + 500]))
        found.update({Name(name): (line, seq) for name, line, seq in some})
    return found


def add_arrived(
    connection: Connection, entries: Sequence[Entry], refused: Sequence[str], came_from: str, at: str
) -> None:
    """Keep entries of one log that came from elsewhere; they follow what is here without a gap."""
    if not entries:
        return
    first, last = entries[0], entries[-1]
    insert_many(
        connection,
        ENTRY,
        {"scope": last.scope, "log": last.log, "arrived_from": came_from, "arrived": at},
        ("seq", "name", "payload", "refused"),
        [(seq, name, payload, why) for (_, _, seq, name, payload), why in zip(entries, refused, strict=True)],
    )
    here = connection.execute(
        update(LOG).where(LOG.c.scope == last.scope, LOG.c.log == last.log).values(seq=last.seq, name=last.name)
    )
    if here.rowcount == 0:
        connection.execute(
            insert(LOG).values(
                scope=last.scope, log=last.log, first=first.seq, seq=last.seq, name=last.name, at="", mine=False
            )
        )


def add_seal(connection: Connection, seal: Seal) -> None:
    """Keep a seal, once."""
    known = connection.execute(
        select(SEAL.c.seq).where(SEAL.c.scope == seal.scope, SEAL.c.log == seal.log, SEAL.c.seq == seal.seq)
    ).first()
    if known is None:
        connection.execute(
            insert(SEAL).values(
                scope=seal.scope,
                log=seal.log,
                seq=seal.seq,
                device=seal.device,
                signature=seal.signature,
            )
        )


def own_logs(connection: Connection) -> set[tuple[str, str]]:
    """Return the logs that this device writes now, as (scope, log)."""
    return {(scope, log) for scope, log in connection.execute(select(LOG.c.scope, LOG.c.log).where(LOG.c.mine))}


def newest_own(connection: Connection) -> datetime | None:
    """Return when something was last entered on this device, as its log has it; None where nothing was."""
    last = connection.execute(select(func.max(LOG.c.at)).where(LOG.c.mine)).scalar()
    return datetime.fromisoformat(last) if last else None


# Built once: an edit runs each of these, and putting them together took longer than running them.
_OWN_LOG = select(LOG.c.log, LOG.c.seq, LOG.c.name, LOG.c.at).where(LOG.c.scope == bindparam("scope"), LOG.c.mine)
_NEW_ENTRY = insert(ENTRY)
_MOVE_ON = (
    update(LOG)
    .where(LOG.c.scope == bindparam("b_scope"), LOG.c.log == bindparam("b_log"))
    .values(seq=bindparam("b_seq"), name=bindparam("b_name"), at=bindparam("b_at"))
)
_PLACES = select(ENTRY.c.name, ENTRY.c.log, ENTRY.c.seq).where(IS_NAMED)
_NAMED = select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload).where(IS_NAMED, ENTRY.c.refused == "")


def _entry_values(entry: Entry, came_from: str, at: str) -> dict[str, object]:
    return {
        "scope": entry.scope,
        "log": entry.log,
        "seq": entry.seq,
        "name": entry.name,
        "payload": entry.payload,
        "arrived_from": came_from,
        "arrived": at,
        "refused": "",
    }
