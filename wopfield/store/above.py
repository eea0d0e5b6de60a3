"""Weigh deletions of rows that others stand below: none takes along what its author had not seen further down.

A deletion says what its author had of every log. What stands below the row and lies beyond that keeps it visible, as
an edit of the row itself would, and that is open until somebody settles it. A deletion that does not say what its
author had (of an older program) is held to have seen everything below.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from wopfield.domain import log as wording
from wopfield.domain.log import ALIVE, Change, Head, Name
from wopfield.store.below import (
    PARENTS,
    PARTNERSHIP,
    Below,
    is_deletion,
    keys_above,
    nouns_below,
    rows_above,
    unseen_below,
)
from wopfield.store.had import Had, reach_of
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFLICT
from wopfield.store.reading import read
from wopfield.store.rows import read_heads, table
from wopfield.store.tables import NOUNS
from wopfield.store.weighing import Key, head_of


class Fate(NamedTuple):
    """A head of ``alive``, where it stands, and what its author had of every log; None where that was not said."""

    head: Head
    line: str
    seq: int
    had: Had | None


class News(NamedTuple):
    """A change that is not here yet, and where it stands."""

    name: Name
    change: Change
    line: str
    seq: int


def weigh_above(connection: Connection, scope: str, touched: Collection[Key]) -> frozenset[Key]:
    """Weigh again whether rows are shown that stand above rows that were touched; return those that changed.

    The rows are laid out already. Weighing twice changes nothing.
    """
    nouns = {noun for noun, _row in touched}
    changed: set[Key] = set()
    above: set[Key] | None = None
    for noun in PARENTS:
        if nouns.isdisjoint({noun} | nouns_below(noun)):
            continue
        doubtful = _doubtful(connection, scope, noun)
        if not doubtful:
            continue
        if above is None:
            above = {*touched, *rows_above(connection, scope, touched)}
        for row, (alive, opened, heads) in doubtful.items():
            if not (ALIVE in opened or noun == PARTNERSHIP or (noun, row) in above):
                continue
            life = _life(connection, scope, (noun, row), heads)
            if life is None or (life.alive, life.open) == (alive, ALIVE in opened):
                continue
            _put(connection, scope, (noun, row), life, opened)
            changed.add((noun, row))
            above |= {(noun, row), *rows_above(connection, scope, [(noun, row)])}
            nouns.add(noun)
    return frozenset(changed)


def foresee_above(connection: Connection, scope: str, news: Sequence[News]) -> frozenset[Key]:
    """Return which rows would be kept, and asked about, that somebody deleted without knowing what stands below."""
    return frozenset({*_deleted_above_ours(connection, scope, news), *_written_below_deleted(connection, scope, news)})


def fates(connection: Connection, scope: str, key: Key, names: Sequence[Name]) -> list[Fate]:
    """Return what some entries say of whether a row is there."""
    found: list[Fate] = []
    for name, entry in entries_named(connection, scope, names).items():
        change = read(entry.payload)
        found += [
            Fate(head_of(name, change, edit), entry.log, entry.seq, change.had)
            for edit in change.edits
            if edit[:3] == (*key, ALIVE)
        ]
    return found


def missed_by(connection: Connection, scope: str, key: Key, fate: Fate) -> Iterator[Below]:
    """Yield what stands below a row that the author of its deletion had not seen."""
    if key[0] not in PARENTS or fate.had is None or fate.head.values.get(ALIVE, True):
        return
    reach = reach_of(connection, scope, fate.had)
    reach.reach(fate.line, fate.seq)  # whoever deletes knows what they wrote here before
    yield from unseen_below(connection, scope, key, reach)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _deleted_above_ours(connection: Connection, scope: str, news: Sequence[News]) -> Iterator[Key]:
    """Yield the rows that changes delete above something here that their authors had not seen."""
    for name, change, line, seq in news:
        for edit in change.edits if change.had is not None else ():
            if edit.noun not in PARENTS or edit.register != ALIVE:
                continue
            lines = table(NOUNS[edit.noun])
            here = (lines.c.scope == scope, lines.c.id == edit.row, lines.c.alive, ~lines.c.open.contains(ALIVE))
            fate = Fate(head_of(name, change, edit), line, seq, change.had)
            if connection.execute(select(lines.c.id).where(*here)).first() is None:
                continue
            if any(True for _each in missed_by(connection, scope, edit[:2], fate)):
                yield edit[:2]


def _written_below_deleted(connection: Connection, scope: str, news: Sequence[News]) -> Iterator[Key]:
    """Yield the rows that somebody deleted without having seen what changes say below them."""
    for noun in PARENTS:
        for row, (alive, _opened, heads) in _doubtful(connection, scope, noun).items():
            said = [] if alive else fates(connection, scope, (noun, row), heads.get(ALIVE, ()))
            if not said or any(fate.had is None for fate in said):
                continue
            reaches = [reach_of(connection, scope, fate.had or ()) for fate in said]
            unseen = [each for each in news if not any(reach.covers(each.line, each.seq) for reach in reaches)]
            edits = [edit for each in unseen for edit in each.change.edits if not is_deletion(edit)]
            if (noun, row) in keys_above(connection, scope, edits):
                yield noun, row


_Doubtful = tuple[bool, frozenset[str], Mapping[str, tuple[Name, ...]]]
"""Whether a row is shown, what of it is open, and its heads."""


def _doubtful(connection: Connection, scope: str, noun: str) -> dict[str, _Doubtful]:
    """Return the rows of a noun that somebody deleted, with or without effect."""
    found: dict[str, _Doubtful] = {}
    for row, alive, opened, heads in connection.execute(_DOUBTFUL[noun], {"scope": scope}):
        registers = frozenset(opened.split(",")) - {""}
        if not alive or ALIVE in registers:
            found[row] = (bool(alive), registers, read_heads(heads))
    return found


def _life(connection: Connection, scope: str, key: Key, heads: Mapping[str, tuple[Name, ...]]) -> wording.Life | None:
    """Return whether a row is shown; None where no deletion of it says what its author had."""
    said = fates(connection, scope, key, heads.get(ALIVE, ()))
    if all(fate.had is None for fate in said):
        return None
    missed = {fate.head.name for fate in said if any(True for _each in missed_by(connection, scope, key, fate))}
    by_rule = NOUNS[key[0]].by_rule
    others = {name for register, names in heads.items() if register not in by_rule for name in names}
    return wording.life([fate.head for fate in said], others, missed)


def _put(connection: Connection, scope: str, key: Key, life: wording.Life, opened: frozenset[str]) -> None:
    noun, row = key
    lines = table(NOUNS[noun])
    registers = opened | {ALIVE} if life.open else opened - {ALIVE}
    here = (lines.c.scope == scope, lines.c.id == row)
    connection.execute(update(lines).where(*here).values(alive=life.alive, open=",".join(sorted(registers))))
    place = {"scope": scope, "noun": noun, "row": row, "register": ALIVE}
    if life.open and ALIVE not in opened:
        connection.execute(insert(CONFLICT).values(**place))
    elif not life.open and ALIVE in opened:
        connection.execute(delete(CONFLICT).where(*(CONFLICT.c[name] == value for name, value in place.items())))


# Built once: every edit runs some of these.
_DOUBTFUL = {
    noun: select(lines.c.id, lines.c.alive, lines.c.open, lines.c.heads).where(
        lines.c.scope == bindparam("scope"), ~lines.c.alive | lines.c.open.contains(ALIVE)
    )
    for noun, lines in ((noun, table(NOUNS[noun])) for noun in PARENTS)
}
