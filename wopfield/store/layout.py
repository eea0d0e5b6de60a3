"""Lay the log out as rows, whatever order its entries come in.

Rows are what the log says, laid out for reading. ``weigh`` decides what stands; ``lay_out`` writes it into the
rows with set-based statements; ``lay_out_again`` throws all rows away and makes them anew from the log.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, insert, select

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.log import ALIVE, Change, Edit, Entry, Head, Name
from wopfield.errors import Refused
from wopfield.store.accepting import accepted_by
from wopfield.store.bulk import insert_many, update_many
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFLICT, EDIT, ENTRY, UNREAD
from wopfield.store.rows import Heads, Row, decode, defaults, registers_of, table, write_heads
from wopfield.store.tables import NOUNS

STANDS, REPLACED, REPLACED_UNSEEN = 0, 1, 2
_CHUNK = 400
_PAGE = 2000

Key = tuple[str, str]
"""Noun and row id, within one scope."""


@dataclass(slots=True)
class Standing:
    """How a row stands before entries are weighed: whether it is shown, and its open registers."""

    alive: bool = True
    open: frozenset[str] = frozenset()


@dataclass(slots=True)
class Weighed:
    """What entries come to for one row: its heads, its open registers, and the values that are shown."""

    heads: Heads
    alive: bool
    open: frozenset[str]
    values: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Index:
    """The edits known of some rows: row → register → name → status, and what changes in it."""

    known: dict[Key, dict[str, dict[Name, int]]]
    added: dict[tuple[Key, str, Name], int] = field(default_factory=dict)
    changed: dict[tuple[Key, str, Name], int] = field(default_factory=dict)

    def set(self, key: Key, register: str, name: Name, status: int) -> None:
        place = (key, register, name)
        names = self.known.setdefault(key, {}).setdefault(register, {})
        if name in names and place not in self.added:
            self.changed[place] = status
        else:
            self.added[place] = status
        names[name] = status


def weigh(
    connection: Connection, scope: str, written: Sequence[tuple[Name, Change]], before: Mapping[Key, Standing]
) -> dict[Key, Weighed]:
    """Weigh changes against what is known, keep which edits stand, and return what each row comes to.

    ``before`` holds the rows that exist. Weighing an entry twice changes nothing.
    """
    index, results = _weighed(connection, scope, written, before)
    _store_index(connection, scope, index)
    _store_conflicts(connection, scope, results, before)
    return results


def foresee(connection: Connection, scope: str, written: Sequence[tuple[Name, Change]]) -> frozenset[tuple[Key, str]]:
    """Return which registers changes would leave open that are not open now; nothing is kept."""
    before = _load_standings(connection, scope, {(e.noun, e.row) for _, change in written for e in change.edits})
    _index, results = _weighed(connection, scope, written, before)
    return frozenset(
        (key, register)
        for key, weighed in results.items()
        for register in weighed.open - (before[key].open if key in before else frozenset())
    )


def _weighed(
    connection: Connection, scope: str, written: Sequence[tuple[Name, Change]], before: Mapping[Key, Standing]
) -> tuple[_Index, dict[Key, Weighed]]:
    index = _load_index(connection, scope, {(e.noun, e.row) for _, change in written for e in change.edits})
    here: dict[tuple[Key, str, Name], Head] = {}
    touched: dict[Key, set[str]] = defaultdict(set)
    for name, change in written:
        for edit in change.edits:
            key = (edit.noun, edit.row)
            here[key, edit.register, name] = _head(name, change, edit)
            if _take(index, key, edit, name):
                touched[key].add(edit.register)
    _fetch_heads(connection, scope, index, touched, before, here)
    return index, {
        key: _decide(key, index.known[key], registers, before.get(key), here) for key, registers in touched.items()
    }


def lay_out(connection: Connection, entries: Iterable[Entry]) -> frozenset[str]:
    """Lay entries out as rows and return the nouns that changed; entries that cannot be read are noted."""
    by_scope: dict[str, list[tuple[Name, Change]]] = defaultdict(list)
    for entry in entries:
        try:
            change = wording.read(entry.payload)
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
    written = [*written, *accepted_by(connection, scope, written)]
    _note_strange(connection, scope, written)
    keys = {(edit.noun, edit.row) for _, change in written for edit in change.edits}
    before = _load_standings(connection, scope, keys)
    weighed = weigh(connection, scope, written, before)
    _put_rows(connection, scope, weighed, before)
    return frozenset(noun for noun, _ in weighed)


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


def heads_with_values(connection: Connection, scope: str, noun: str, row: str, register: str) -> tuple[Head, ...]:
    """Return every value of a register that stands, the one shown first in front."""
    names = [
        Name(name)
        for name in connection.execute(
            select(EDIT.c.name).where(
                EDIT.c.scope == scope,
                EDIT.c.noun == noun,
                EDIT.c.row == row,
                EDIT.c.register == register,
                EDIT.c.status == STANDS,
            )
        ).scalars()
    ]
    return wording.standing(values_named(connection, scope, noun, row, register, names))


def values_named(
    connection: Connection, scope: str, noun: str, row: str, register: str, names: Sequence[Name]
) -> list[Head]:
    """Return what these entries said of a register."""
    found: list[Head] = []
    for name, entry in entries_named(connection, scope, names).items():
        change = wording.read(entry.payload)
        found += [
            _head(name, change, edit)
            for edit in change.edits
            if (edit.noun, edit.row, edit.register) == (noun, row, register)
        ]
    return found


# ── weighing ─────────────────────────────────────────────────────────────────────────────────────────────────


def _head(name: Name, change: Change, edit: Edit) -> Head:
    return Head(name, change.at, change.author, edit.values, edit.bases)


def _take(index: _Index, key: Key, edit: Edit, name: Name) -> bool:
    """Enter an edit into the index; return whether it was news."""
    names = index.known.setdefault(key, {}).setdefault(edit.register, {})
    status = names.get(name)
    if status in (STANDS, REPLACED):
        return False
    index.set(key, edit.register, name, STANDS if status is None else REPLACED)
    for base in edit.bases:
        match names.get(base):
            case None:
                index.set(key, edit.register, base, REPLACED_UNSEEN)
            case 0:
                index.set(key, edit.register, base, REPLACED)
            case _:
                pass
    return True


def _decide(
    key: Key,
    registers: Mapping[str, Mapping[Name, int]],
    touched: set[str],
    before: Standing | None,
    here: Mapping[tuple[Key, str, Name], Head],
) -> Weighed:
    heads = {
        register: tuple(sorted(name for name, status in names.items() if status == STANDS))
        for register, names in registers.items()
    }
    model = NOUNS.get(key[0])
    by_rule = model.by_rule if model is not None else frozenset[str]()
    was = before or Standing()
    open_now = set(was.open)
    values: dict[str, object] = {}
    for register in touched - {ALIVE}:
        standing = wording.standing(
            here[key, register, name] for name in heads[register] if (key, register, name) in here
        )
        (open_now.add if len(standing) > 1 and register not in by_rule else open_now.discard)(register)
        if model is not None:
            values.update(_shown(model, register, standing))
    alive_heads = [here[key, ALIVE, name] for name in heads.get(ALIVE, ()) if (key, ALIVE, name) in here]
    if alive_heads:
        # Where a row stands in a list is no work that a deletion could lose.
        others = (names for each, names in heads.items() if each not in by_rule)
        fate = wording.life(alive_heads, {name for names in others for name in names})
        alive = fate.alive
        (open_now.add if fate.open else open_now.discard)(ALIVE)
    else:
        alive = was.alive
    return Weighed(heads, alive, frozenset(open_now), values)


def _shown(model: type[Row], register: str, standing: Sequence[Head]) -> dict[str, object]:
    """Return the fields of a register from the first head that this program can read, else what they began with."""
    for head in standing:
        try:
            return decode(model, head.values)
        except Refused:
            continue
    began = defaults(model)
    return {name: began[name] for name in registers_of(model).get(register, ()) if name in began}


def _fetch_heads(
    connection: Connection,
    scope: str,
    index: _Index,
    touched: Mapping[Key, set[str]],
    before: Mapping[Key, Standing],
    here: dict[tuple[Key, str, Name], Head],
) -> None:
    """Bring the values of heads that are needed and did not come with these entries."""
    wanted: dict[Name, list[tuple[Key, str]]] = defaultdict(list)
    for key, registers in touched.items():
        known = index.known[key]
        was = before.get(key)
        doubtful = was is not None and (not was.alive or ALIVE in was.open)
        for register in registers | ({ALIVE} if doubtful or was is None else set()):
            for name, status in known.get(register, {}).items():
                if status == STANDS and (key, register, name) not in here:
                    wanted[name].append((key, register))
    for name, entry in entries_named(connection, scope, list(wanted)).items():
        change = wording.read(entry.payload)
        for edit in change.edits:
            key = (edit.noun, edit.row)
            if (key, edit.register) in wanted[name]:
                here[key, edit.register, name] = _head(name, change, edit)


# ── reading and writing ──────────────────────────────────────────────────────────────────────────────────────


# Built once: every edit runs it, and putting it together took longer than running it.
_KNOWN = select(EDIT.c.row, EDIT.c.register, EDIT.c.name, EDIT.c.status).where(
    EDIT.c.scope == bindparam("scope"),
    EDIT.c.noun == bindparam("noun"),
    EDIT.c.row.in_(bindparam("rows", expanding=True)),
)


def _chunks(keys: Iterable[Key]) -> Iterable[tuple[str, list[str]]]:
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, row in keys:
        by_noun[noun].append(row)
    for noun, rows in by_noun.items():
        for start in range(0, len(rows), _CHUNK):
            yield noun, rows[start : start + _CHUNK]


def _load_index(connection: Connection, scope: str, keys: set[Key]) -> _Index:
    known: dict[Key, dict[str, dict[Name, int]]] = {}
    for noun, rows in _chunks(keys):
        wanted = {"scope": scope, "noun": noun, "rows": rows}
        for row, register, name, status in connection.execute(_KNOWN, wanted):
            known.setdefault((noun, row), {}).setdefault(register, {})[Name(name)] = status
    return _Index(known)


def _store_index(connection: Connection, scope: str, index: _Index) -> None:
    names = ("scope", "noun", "row", "register", "name", "status")
    insert_many(
        connection,
        EDIT,
        names,
        [(scope, noun, row, register, name, status) for ((noun, row), register, name), status in index.added.items()],
    )
    update_many(
        connection,
        EDIT,
        {"scope": scope},
        names[1:5],
        names[5:],
        [(noun, row, register, name, status) for ((noun, row), register, name), status in index.changed.items()],
    )


def _store_conflicts(
    connection: Connection, scope: str, results: Mapping[Key, Weighed], before: Mapping[Key, Standing]
) -> None:
    for (noun, row), weighed in results.items():
        was = before[noun, row].open if (noun, row) in before else frozenset()
        place = {"scope": scope, "noun": noun, "row": row}
        for register in weighed.open - was:
            connection.execute(insert(CONFLICT).values(**place, register=register))
        for register in was - weighed.open:
            connection.execute(
                delete(CONFLICT).where(
                    CONFLICT.c.scope == scope,
                    CONFLICT.c.noun == noun,
                    CONFLICT.c.row == row,
                    CONFLICT.c.register == register,
                )
            )


def _load_standings(connection: Connection, scope: str, keys: set[Key]) -> dict[Key, Standing]:
    found: dict[Key, Standing] = {}
    for noun, rows in _chunks(keys):
        model = NOUNS.get(noun)
        if model is None:
            for row, register in connection.execute(_open_of_unknown(scope, noun, rows)):
                was = found.get((noun, row), Standing(alive=False))
                found[noun, row] = Standing(alive=False, open=was.open | {register})
            continue
        lines = table(model)
        statement = select(lines.c.id, lines.c.alive, lines.c.open).where(lines.c.scope == scope, lines.c.id.in_(rows))
        for row, alive, opened in connection.execute(statement):
            found[noun, row] = Standing(alive, frozenset(opened.split(",")) - {""})
    return found


def _open_of_unknown(scope: str, noun: str, rows: Sequence[str]):  # type: ignore[no-untyped-def]  # SQLAlchemy's select
    """Return what is open of rows of a noun this program has no table for; nothing else of them is laid out."""
    return select(CONFLICT.c.row, CONFLICT.c.register).where(
        CONFLICT.c.scope == scope, CONFLICT.c.noun == noun, CONFLICT.c.row.in_(rows)
    )


def _put_rows(
    connection: Connection, scope: str, weighed: Mapping[Key, Weighed], before: Mapping[Key, Standing]
) -> None:
    fresh: dict[str, list[dict[str, object]]] = defaultdict(list)
    edited: dict[tuple[str, tuple[str, ...]], list[dict[str, object]]] = defaultdict(list)
    for (noun, row), result in weighed.items():
        model = NOUNS.get(noun)
        if model is None:
            continue
        state = {
            "alive": result.alive,
            "open": ",".join(sorted(result.open)),
            "heads": write_heads(result.heads),
        }
        if (noun, row) in before:
            values = {**result.values, **state}
            edited[noun, tuple(sorted(values))].append({**values, "id": row})
        else:
            fresh[noun].append({**defaults(model), **result.values, **state, "scope": scope, "id": row})
    for noun, rows in fresh.items():
        names = tuple(rows[0])
        insert_many(connection, table(NOUNS[noun]), names, [[row[name] for name in names] for row in rows])
    for (noun, names), rows in edited.items():
        kept = [[row[name] for name in ("id", *names)] for row in rows]
        update_many(connection, table(NOUNS[noun]), {"scope": scope}, ("id",), names, kept)


def _note_strange(connection: Connection, scope: str, written: Sequence[tuple[Name, Change]]) -> None:
    """Note entries that say more than this program can lay out; it makes its rows anew after an upgrade."""
    strange: dict[Name, str] = {}
    for name, change in written:
        for edit in change.edits:
            model = NOUNS.get(edit.noun)
            if edit.noun == ACCEPTANCE:
                continue
            if model is None or edit.register not in registers_of(model):
                strange[name] = f"{edit.noun}.{edit.register} is not known to this program"
                continue
            try:
                if len(decode(model, edit.values)) < len(edit.values):
                    strange[name] = f"{edit.noun}.{edit.register} has fields this program does not know"
            except Refused as trouble:
                strange[name] = str(trouble)
    note_unread(connection, scope, strange)


def note_unread(connection: Connection, scope: str, reasons: Mapping[Name, str]) -> None:
    """Note entries that cannot be laid out, wholly or in part, and why; they stay in their log."""
    for name, reason in reasons.items():
        known = connection.execute(select(UNREAD.c.name).where(UNREAD.c.scope == scope, UNREAD.c.name == name))
        if known.first() is None:
            connection.execute(insert(UNREAD).values(scope=scope, name=name, reason=reason))


def _after(last: tuple[str, str, int]):  # type: ignore[no-untyped-def]  # SQLAlchemy's boolean clause
    scope, log, seq = last
    return (
        (ENTRY.c.scope > scope)
        | ((ENTRY.c.scope == scope) & (ENTRY.c.log > log))
        | ((ENTRY.c.scope == scope) & (ENTRY.c.log == log) & (ENTRY.c.seq > seq))
    )
