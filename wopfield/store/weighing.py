"""Weigh edits: which of them stand, whatever order they come in, and what each row comes to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.log import ALIVE, Change, Edit, Head, Name
from wopfield.errors import Refused
from wopfield.store.bulk import find_many, insert_many, update_many
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFLICT, EDIT, UNREAD
from wopfield.store.reading import read
from wopfield.store.rows import Heads, Kinds, Row, checked, defaults, kinds_by_register, read_heads, registers_of, table
from wopfield.store.tables import NOUNS

STANDS, REPLACED, REPLACED_UNSEEN = 0, 1, 2
_CHUNK = 1000

_NONE = frozenset[str]()

Key = tuple[str, str]
"""Noun and row id, within one scope."""

Written = tuple[Name, Change, Edit]
"""An edit with the change it is part of, and that change's name."""


@dataclass(slots=True)
class Standing:
    """How a row stands before entries are weighed: whether it is shown, its open registers, its heads."""

    alive: bool = True
    open: frozenset[str] = frozenset()
    heads: Heads = field(default_factory=dict)


@dataclass(slots=True)
class Weighed:
    """What entries come to for one row: its heads, its open registers, and the values that are shown."""

    heads: Heads
    alive: bool
    open: frozenset[str]
    values: dict[str, object] = field(default_factory=dict)


class Said(NamedTuple):
    """What an edit of an entry says; ``fields`` is None where this program cannot read the values."""

    name: Name
    change: Change
    edit: Edit
    fields: Mapping[str, object] | None

    @property
    def head(self) -> Head:
        """Return the edit as weighing sees it; of most edits there is nothing to weigh."""
        return head_of(self.name, self.change, self.edit)


@dataclass(slots=True)
class _Known:
    """The edits known of one row: register → name → status, how they were kept, and what some of them say.

    What stands of a row the row itself tells; it is not kept a second time.
    """

    statuses: dict[str, dict[Name, int]] = field(default_factory=dict)
    kept: dict[tuple[str, Name], int] = field(default_factory=dict)
    said: dict[tuple[str, Name], Said] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def take(self, said: Said) -> None:
        """Enter an edit; one that is known already is no news."""
        register, name = said.edit.register, said.name
        self.said[register, name] = said
        names = self.statuses.setdefault(register, {})
        status = names.get(name)
        if status in (STANDS, REPLACED):
            return
        names[name] = STANDS if status is None else REPLACED
        self.touched.add(register)
        for base in said.edit.bases:
            was = names.get(base)
            if was is None:
                names[base] = REPLACED_UNSEEN
            elif was == STANDS:
                names[base] = REPLACED


def by_row(written: Iterable[tuple[Name, Change]]) -> dict[Key, list[Written]]:
    """Return the edits of changes by the row they are of."""
    found: dict[Key, list[Written]] = defaultdict(list)
    for name, change in written:
        for edit in change.edits:
            found[edit[:2]].append((name, change, edit))
    return dict(found)


def weigh(
    connection: Connection,
    scope: str,
    edits: Mapping[Key, Sequence[Written]],
    before: Mapping[Key, Standing],
    strange: dict[Name, str],
) -> dict[Key, Weighed]:
    """Weigh edits against what is known, keep which of them stand, and return what each row comes to.

    ``before`` holds the rows that exist; ``strange`` takes why something cannot be laid out, wholly or in part.
    Weighing an entry twice changes nothing.
    """
    begun, others = _apart(edits, before)
    known = _known(connection, scope, others, before, strange)
    results = _decided(known, before)
    _store_edits(connection, scope, known)
    _store_conflicts(connection, scope, results, before)
    return {**results, **begun}


def foresee(
    connection: Connection, scope: str, edits: Mapping[Key, Sequence[Written]], before: Mapping[Key, Standing]
) -> frozenset[tuple[Key, str]]:
    """Return which registers edits would leave open that are not open now; nothing is kept."""
    return frozenset(
        (key, register)
        for key, weighed in _decided(_known(connection, scope, edits, before, {}), before).items()
        for register in weighed.open - (before[key].open if key in before else frozenset())
    )


def note_unread(connection: Connection, scope: str, reasons: Mapping[Name, str]) -> None:
    """Note entries that cannot be laid out, wholly or in part, and why; they stay in their log."""
    for name, reason in reasons.items():
        known = connection.execute(select(UNREAD.c.name).where(UNREAD.c.scope == scope, UNREAD.c.name == name))
        if known.first() is None:
            connection.execute(insert(UNREAD).values(scope=scope, name=name, reason=reason))


def head_of(name: Name, change: Change, edit: Edit) -> Head:
    """Return an edit of a change as weighing sees it."""
    return Head(name, change.at, change.author, edit.values, edit.bases)


def edits_of(connection: Connection, scope: str, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Name, int]]:
    """Yield the edits known of some rows: the row, its register, the entry, and its status."""
    for noun, rows in in_parts(keys):
        stand: set[tuple[str, str, str]] = set()
        if noun in NOUNS:
            for row, heads in find_many(connection, table(NOUNS[noun]), ("id", "heads"), {"scope": scope}, "id", rows):
                stand |= {(row, register, name) for register, names in read_heads(heads).items() for name in names}
        for row, register, name in stand:
            yield (noun, row), register, Name(name), STANDS
        for row, register, name, status in _kept_edits(connection, scope, noun, rows):
            if (row, register, name) not in stand:
                yield (noun, row), register, Name(name), status


def names_of(connection: Connection, scope: str, keys: Iterable[Key]) -> list[Name]:
    """Return every entry that is here and touches some rows, once."""
    edits = edits_of(connection, scope, keys)
    return list({name for _key, _register, name, status in edits if status != REPLACED_UNSEEN})


def in_parts(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of each noun, as many at a time as one statement asks for."""
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, row in keys:
        by_noun[noun].append(row)
    for noun, rows in by_noun.items():
        for start in range(0, len(rows), _CHUNK):
            yield noun, rows[start : start + _CHUNK]


# ── what is known ────────────────────────────────────────────────────────────────────────────────────────────


def _said(name: Name, change: Change, edit: Edit, strange: dict[Name, str]) -> Said:
    noun, _row, register, values, _bases = edit
    kinds = _kinds().get((noun, register))
    if kinds is None:
        if noun != ACCEPTANCE:  # that has no rows; what it accepts has
            strange[name] = f"{noun}.{register} is not known to this program"
        return Said(name, change, edit, None)
    try:
        fields = checked(values, kinds)
    except Refused as trouble:
        strange[name] = str(trouble)
        return Said(name, change, edit, None)
    if len(fields) < len(values):
        strange[name] = f"{noun}.{register} has fields this program does not know"
    return Said(name, change, edit, fields)


@cache
def _kinds() -> Mapping[tuple[str, str], Kinds]:
    """Return what the fields may hold of each noun and register that this program knows."""
    return {
        (noun, register): kinds for noun, model in NOUNS.items() for register, kinds in kinds_by_register(model).items()
    }


def _known(
    connection: Connection,
    scope: str,
    edits: Mapping[Key, Sequence[Written]],
    before: Mapping[Key, Standing],
    strange: dict[Name, str],
) -> dict[Key, _Known]:
    """Return what is known of the rows that edits speak of, with those edits."""
    known = {key: _Known() for key in edits}
    # A row that does not exist has no edits, but where this program has no table for it.
    _load(connection, scope, {key: row for key, row in known.items() if key in before or key[0] not in NOUNS})
    for key, row in known.items():
        for register, names in before[key].heads.items() if key in before else ():
            statuses = row.statuses.setdefault(register, {})
            for name in names:
                statuses.setdefault(name, STANDS)
        for name, change, edit in edits[key]:
            row.take(_said(name, change, edit, strange))
    _fetch_heads(connection, scope, known, before)
    return known


def _load(connection: Connection, scope: str, known: Mapping[Key, _Known]) -> None:
    for noun, rows in in_parts(known):
        for row, register, name, status in _kept_edits(connection, scope, noun, rows):
            here = known[noun, row]
            here.statuses.setdefault(register, {})[name] = here.kept[register, name] = status


def _kept_edits(connection: Connection, scope: str, noun: str, rows: Sequence[str]) -> list[tuple[str, str, Name, int]]:
    """Return row, register, entry and status of what is kept of some rows beside them."""
    names = ("row", "register", "name", "status")
    return find_many(connection, EDIT, names, {"scope": scope, "noun": noun}, "row", rows)


def _fetch_heads(
    connection: Connection, scope: str, known: Mapping[Key, _Known], before: Mapping[Key, Standing]
) -> None:
    """Bring what is said by heads that are needed and did not come with these entries."""
    wanted: dict[Name, list[tuple[Key, str]]] = defaultdict(list)
    for key, row in known.items():
        was = before.get(key)
        if was is None and not row.kept:
            continue
        doubtful = was is None or not was.alive or ALIVE in was.open
        for register in row.touched | {ALIVE} if doubtful and row.touched else row.touched:
            for name, status in row.statuses.get(register, {}).items():
                if status == STANDS and (register, name) not in row.said:
                    wanted[name].append((key, register))
    for name, entry in entries_named(connection, scope, list(wanted)).items():
        change = read(entry.payload)
        for edit in change.edits:
            key = (edit.noun, edit.row)
            if (key, edit.register) in wanted[name]:
                known[key].said[edit.register, name] = _said(name, change, edit, {})


def _apart(
    edits: Mapping[Key, Sequence[Written]], before: Mapping[Key, Standing]
) -> tuple[dict[Key, Weighed], dict[Key, Sequence[Written]]]:
    """Part the edits of rows that begin with them, each alone in its register, from those that must be weighed.

    There is nothing to weigh the first against, so each is the head of its register; and almost all that a new laptop
    is given is of their kind.
    """
    begun: dict[Key, Weighed] = {}
    others: dict[Key, Sequence[Written]] = {}
    for key, written in edits.items():
        weighed = _begun(written) if key not in before else None
        if weighed is None:
            others[key] = written
        else:
            begun[key] = weighed
    return begun, others


def _begun(written: Sequence[Written]) -> Weighed | None:
    """Return what edits of one row come to that stand alone; None where one of them is based on something.

    Nor do they stand alone where one is not as this program would write it, deletes the row, or is of the register of
    another.
    """
    heads: Heads = {}
    values: dict[str, object] = {}
    every = _kinds()
    for name, _change, (noun, _row, register, given, bases) in written:
        kinds = every.get((noun, register))
        if bases or kinds is None or register == ALIVE or register in heads:
            return None
        try:
            fields = checked(given, kinds)
        except Refused:
            return None
        if len(fields) < len(given):
            return None
        heads[register] = (name,)
        values.update(fields)
    return Weighed(heads, True, _NONE, values)


# ── what it comes to ─────────────────────────────────────────────────────────────────────────────────────────


def _decided(known: Mapping[Key, _Known], before: Mapping[Key, Standing]) -> dict[Key, Weighed]:
    new = Standing()
    return {key: _decide(key[0], row, before.get(key, new)) for key, row in known.items() if row.touched}


def _decide(noun: str, row: _Known, was: Standing) -> Weighed:
    model = NOUNS.get(noun)
    by_rule = model.by_rule if model is not None else frozenset[str]()
    heads: dict[str, tuple[Name, ...]] = {}
    open_now = set(was.open)
    values: dict[str, object] = {}
    for register, names in row.statuses.items():
        if len(names) == 1 and register in row.touched and register != ALIVE:  # nobody else wrote it, as almost always
            (name,) = names
            said = row.said[register, name]
            if said.fields is not None:
                heads[register] = (name,)
                open_now.discard(register)
                values.update(said.fields)
                continue
        stands = [name for name, status in names.items() if status == STANDS]
        heads[register] = tuple(sorted(stands) if len(stands) > 1 else stands)
        if register == ALIVE or register not in row.touched:
            continue
        standing = wording.standing([row.said[register, name].head for name in stands if (register, name) in row.said])
        (open_now.add if len(standing) > 1 and register not in by_rule else open_now.discard)(register)
        if model is not None:
            values.update(_shown(model, register, standing, row.said))
    alive_heads = [row.said[ALIVE, name].head for name in heads.get(ALIVE, ()) if (ALIVE, name) in row.said]
    if not alive_heads:
        return Weighed(heads, was.alive, frozenset(open_now), values)
    # Where a row stands in a list is no work that a deletion could lose.
    others = (names for each, names in heads.items() if each not in by_rule)
    fate = wording.life(alive_heads, {name for names in others for name in names})
    (open_now.add if fate.open else open_now.discard)(ALIVE)
    return Weighed(heads, fate.alive, frozenset(open_now), values)


def _shown(
    model: type[Row], register: str, standing: Sequence[Head], said: Mapping[tuple[str, Name], Said]
) -> Mapping[str, object]:
    """Return the fields of a register from the first head that this program can read, else what they began with."""
    for head in standing:
        fields = said[register, head.name].fields
        if fields is not None:
            return fields
    began = defaults(model)
    return {name: began[name] for name in registers_of(model).get(register, ()) if name in began}


# ── keeping it ───────────────────────────────────────────────────────────────────────────────────────────────


def _store_edits(connection: Connection, scope: str, known: Mapping[Key, _Known]) -> None:
    added: list[tuple[object, ...]] = []
    changed: list[tuple[object, ...]] = []
    for (noun, row), here in known.items():
        for register, names in here.statuses.items():
            for name, status in names.items():
                was = here.kept.get((register, name)) if here.kept else None
                if was is None:
                    if status != STANDS or noun not in NOUNS:
                        added.append((noun, row, register, name, status))
                elif was != status:
                    changed.append((noun, row, register, name, status))
    columns = ("noun", "row", "register", "name", "status")
    added.sort()  # in the order of the table: it touches fewer of its pages
    insert_many(connection, EDIT, {"scope": scope}, columns, added)
    update_many(connection, EDIT, {"scope": scope}, columns[:4], columns[4:], changed)


def _store_conflicts(
    connection: Connection, scope: str, results: Mapping[Key, Weighed], before: Mapping[Key, Standing]
) -> None:
    for (noun, row), weighed in results.items():
        was = before[noun, row].open if (noun, row) in before else frozenset()
        if weighed.open == was:
            continue
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
