"""Let entries stand that were refused, once a server accepts them, whichever of the two comes first."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select, update

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE, content_of
from wopfield.domain.log import Change, Name
from wopfield.errors import Refused
from wopfield.store.log import entries_named, log_of
from wopfield.store.log_tables import EDIT, ENTRY, LOG, REFUSAL, WITHHELD
from wopfield.store.named import IS_NAMED, named

_AT_ONCE = 400

Written = tuple[Name, Change]
"""An entry's name, and what it says."""


def accepted_by(connection: Connection, scope: str, written: Iterable[Written]) -> list[Written]:
    """Let the entries stand that these changes accept, and return what they say; nobody refuses them any more."""
    contents = {
        Name(edit.row): content
        for _name, change in written
        for edit in change.edits
        if edit.noun == ACCEPTANCE and (content := content_of(edit)) is not None
    }
    names = sorted(contents)
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        connection.execute(delete(REFUSAL).where(REFUSAL.c.scope == scope, REFUSAL.c.name.in_(some)))
    return let_stand(connection, scope, contents)


def acceptances(connection: Connection, scope: str, names: Collection[Name]) -> dict[Name, Name]:
    """Return those of some entries that a server has accepted, each with the entry that says so."""
    found: dict[Name, Name] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), _AT_ONCE):
        statement = select(EDIT.c.row, EDIT.c.name).where(
            EDIT.c.scope == scope, EDIT.c.noun == ACCEPTANCE, EDIT.c.row.in_(wanted[start : start + _AT_ONCE])
        )
        found |= {Name(row): Name(name) for row, name in connection.execute(statement)}
    return found


def accepted_before(connection: Connection, scope: str, names: Collection[Name]) -> list[Written]:
    """Let those of some entries stand that came here refused after they were accepted; return what they say."""
    by = sorted(set(acceptances(connection, scope, names).values()))
    entries = entries_named(connection, scope, by)
    return accepted_by(connection, scope, [(name, wording.read(each.payload)) for name, each in entries.items()])


def let_stand(connection: Connection, scope: str, contents: Mapping[Name, bytes]) -> list[Written]:
    """Let entries stand that were refused here, and return what they say; their rows are still to be laid out.

    ``contents`` are their bytes, for where the entry came without; bytes that the name does not vouch for are left.
    """
    found: list[Written] = []
    names = sorted(contents)
    for start in range(0, len(names), _AT_ONCE):
        some = named(scope, names[start : start + _AT_ONCE])
        for log, seq, name, kept in connection.execute(_REFUSED, some).all():
            payload = bytes(kept) or contents[name]
            if not kept and name not in _names_with(connection, scope, log, seq, payload):
                continue
            try:
                change = wording.read(payload)
            except Refused:
                continue
            here = (ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq == seq)
            connection.execute(update(ENTRY).where(*here).values(payload=payload, refused=""))
            connection.execute(delete(WITHHELD).where(WITHHELD.c.scope == scope, WITHHELD.c.name == name))
            found.append((Name(name), change))
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


_REFUSED = (
    select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload)
    .where(IS_NAMED, ENTRY.c.refused != "")
    .order_by(ENTRY.c.log, ENTRY.c.seq)
)


def _names_with(connection: Connection, scope: str, line: str, seq: int, payload: bytes) -> list[Name]:
    """Return the names that an entry at a place would have with these bytes: one for each line of its log before it."""
    log = log_of(line)
    before: Sequence[str] = [""]
    if seq > 1:
        lines = select(LOG.c.log).where(LOG.c.scope == scope, LOG.c.log.startswith(log, autoescape=True))
        of_log = [each for each in connection.execute(lines).scalars() if log_of(each) == log]
        statement = select(ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.log.in_(of_log), ENTRY.c.seq == seq - 1)
        before = connection.execute(statement).scalars().all()
    return [wording.name_of(scope, log, seq, Name(each), payload) for each in before]
