"""Lay the log out as rows, whatever order its entries come in.

Rows are what the log says, laid out for reading. Weighing decides what stands; ``lay_out`` writes it into the rows
with set-based statements; ``lay_out_again`` throws all rows away and makes them anew from the log, ``lay_out_anew``
some of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, Select, delete, select

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.log import ALIVE, Change, Entry, Head, Name
from wopfield.errors import Refused
from wopfield.store import weighing
from wopfield.store.above import News, foresee_above, weigh_above
from wopfield.store.accepting import accepted_by
from wopfield.store.bulk import find_many, insert_many, update_many
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFLICT, EDIT, ENTRY, UNREAD
from wopfield.store.reading import read
from wopfield.store.rows import defaults, read_heads, table, write_heads
from wopfield.store.tables import NOUNS
from wopfield.store.weighing import (
    STANDS,
    Key,
    Standing,
    Weighed,
    by_row,
    edits_of,
    head_of,
    in_parts,
    note_unread,
    weigh,
)

_PAGE = 2000


def foresee(connection: Connection, scope: str, news: Sequence[News]) -> frozenset[tuple[Key, str]]:
    """Return which registers changes would leave open that are not open now; nothing is kept."""
    edits = by_row((each.name, each.change) for each in news)
    found = weighing.foresee(connection, scope, edits, _load_standings(connection, scope, edits))
    return found | {(key, ALIVE) for key in foresee_above(connection, scope, news)}


def lay_out(connection: Connection, entries: Iterable[Entry]) -> frozenset[str]:
    """Lay entries out as rows and return the nouns that changed; entries that cannot be read are noted."""
    by_scope: dict[str, list[tuple[Name, Change]]] = defaultdict(list)
    for entry in entries:
        try:
            change = read(entry.payload)
        except Refused as trouble:
            note_unread(connection, entry.scope, {entry.name: str(trouble)})
            continue
        by_scope[entry.scope].append((entry.name, change))
    touched: set[str] = set()
    for scope, written in by_scope.items():
        touched |= lay_out_read(connection, scope, written)
    return frozenset(touched)


def lay_out_read(connection: Connection, scope: str, written: Sequence[tuple[Name, Change]]) -> frozenset[str]:
    """Lay changes of one scope that were read already out as rows, and return the nouns that changed.

    What was refused and is accepted by one of them is laid out with them.
    """
    strange: dict[Name, str] = {}
    edits = by_row(written)
    if any(noun == ACCEPTANCE for noun, _row in edits):
        edits = by_row([*written, *accepted_by(connection, scope, written)])
    before = _load_standings(connection, scope, edits)
    weighed = weigh(connection, scope, edits, before, strange)
    _put_rows(connection, scope, weighed, before)
    note_unread(connection, scope, strange)  # the rows are made anew after an upgrade
    above = weigh_above(connection, scope, weighed)
    return frozenset(noun for noun, _ in (*weighed, *above))


def lay_out_again(connection: Connection) -> None:
    """Throw all rows away and make them anew from the log."""
    for model in NOUNS.values():
        connection.execute(delete(table(model)))
    for lines in (EDIT, CONFLICT, UNREAD):
        connection.execute(delete(lines))
    last: tuple[str, str, int] = ("", "", 0)
    while True:
        statement = (
            select(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload)
            .where(ENTRY.c.refused == "", _after(last))
            .order_by(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq)
            .limit(_PAGE)
        )
        page = [
            Entry(scope, log, seq, Name(name), bytes(payload))
            for scope, log, seq, name, payload in connection.execute(statement)
        ]
        if not page:
            return
        lay_out(connection, page)
        last = (page[-1].scope, page[-1].log, page[-1].seq)


def lay_out_anew(connection: Connection, scope: str, keys: Collection[Key]) -> frozenset[str]:
    """Throw some rows away and make them anew from what counts of the log, and return their nouns.

    A row of which nothing counts any more is gone.
    """
    if not keys:
        return frozenset()
    entries = entries_named(connection, scope, weighing.names_of(connection, scope, keys))
    written: list[tuple[Name, Change]] = []
    for name, entry in entries.items():
        change = read(entry.payload)
        edits = tuple(edit for edit in change.edits if edit[:2] in keys)
        written.append((name, change._replace(edits=edits)))
    for noun, rows in in_parts(keys):
        if noun in NOUNS:
            lines = table(NOUNS[noun])
            connection.execute(delete(lines).where(lines.c.scope == scope, lines.c.id.in_(rows)))
        for kept in (EDIT, CONFLICT):
            connection.execute(delete(kept).where(kept.c.scope == scope, kept.c.noun == noun, kept.c.row.in_(rows)))
    touched = lay_out_read(connection, scope, written)
    above = weigh_above(connection, scope, keys)  # of some of them nothing may be left
    return touched.union(noun for noun, _row in (*keys, *above))


def heads_with_values(connection: Connection, scope: str, noun: str, row: str, register: str) -> tuple[Head, ...]:
    """Return every value of a register that stands, the one shown first in front."""
    edits = edits_of(connection, scope, [(noun, row)])
    names = [name for _row, of, name, status in edits if of == register and status == STANDS]
    return wording.standing(values_named(connection, scope, noun, row, register, names))


def values_named(
    connection: Connection, scope: str, noun: str, row: str, register: str, names: Sequence[Name]
) -> list[Head]:
    """Return what these entries said of a register."""
    found: list[Head] = []
    for name, entry in entries_named(connection, scope, names).items():
        change = read(entry.payload)
        found += [
            head_of(name, change, edit)
            for edit in change.edits
            if (edit.noun, edit.row, edit.register) == (noun, row, register)
        ]
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _load_standings(connection: Connection, scope: str, keys: Iterable[Key]) -> dict[Key, Standing]:
    found: dict[Key, Standing] = {}
    for noun, rows in in_parts(keys):
        model = NOUNS.get(noun)
        if model is None:
            for row, register in connection.execute(_open_of_unknown(scope, noun, rows)):
                was = found.get((noun, row), Standing(alive=False))
                found[noun, row] = Standing(alive=False, open=was.open | {register})
            continue
        names = ("id", "alive", "open", "heads")
        for row, alive, opened, heads in find_many(connection, table(model), names, {"scope": scope}, "id", rows):
            found[noun, row] = Standing(bool(alive), frozenset(opened.split(",")) - {""}, read_heads(heads))
    return found


def _open_of_unknown(scope: str, noun: str, rows: Sequence[str]) -> Select[str, str]:
    """Return what is open of rows of a noun this program has no table for; nothing else of them is laid out."""
    return select(CONFLICT.c.row, CONFLICT.c.register).where(
        CONFLICT.c.scope == scope, CONFLICT.c.noun == noun, CONFLICT.c.row.in_(rows)
    )


def _put_rows(
    connection: Connection, scope: str, weighed: Mapping[Key, Weighed], before: Mapping[Key, Standing]
) -> None:
    fresh: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    edited: dict[tuple[str, tuple[str, ...]], list[dict[str, object]]] = defaultdict(list)
    for (noun, row), result in weighed.items():
        model = NOUNS.get(noun)
        if model is None:
            continue
        opened = ",".join(sorted(result.open)) if result.open else ""
        heads = write_heads(result.heads)
        if (noun, row) in before:
            values = {**result.values, "alive": result.alive, "open": opened, "heads": heads}
            edited[noun, tuple(sorted(values))].append({**values, "id": row})
        else:
            values = {**defaults(model), **result.values, "alive": result.alive}  # in the order of the defaults
            fresh[noun].append((row, opened, heads, *values.values()))
    for noun, added in fresh.items():
        names = ("id", "open", "heads", *defaults(NOUNS[noun]))
        added.sort(key=itemgetter(0))  # in the order of the ids: it touches fewer pages
        insert_many(connection, table(NOUNS[noun]), {"scope": scope}, names, added)
    for (noun, names), rows in edited.items():
        kept = [[row[name] for name in ("id", *names)] for row in rows]
        update_many(connection, table(NOUNS[noun]), {"scope": scope}, ("id",), names, kept)


def _after(last: tuple[str, str, int]) -> ColumnElement[bool]:
    scope, log, seq = last
    return (
        (ENTRY.c.scope > scope)
        | ((ENTRY.c.scope == scope) & (ENTRY.c.log > log))
        | ((ENTRY.c.scope == scope) & (ENTRY.c.log == log) & (ENTRY.c.seq > seq))
    )
