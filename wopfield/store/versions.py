"""The versions that stand of a register: what each says, who wrote it in which log, and where it came from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlmodel import select

from wopfield.domain import log as wording
from wopfield.domain.log import ALIVE, Head, Name
from wopfield.store import weighing
from wopfield.store.above import fates, missed_by
from wopfield.store.below import Below
from wopfield.store.layout import heads_with_values, values_named
from wopfield.store.log import entries_named
from wopfield.store.log_tables import ENTRY
from wopfield.store.named import IS_NAMED, named
from wopfield.store.rows import Row, noun_of, read_heads

Key = tuple[str, str, int]
"""Author, log, and which one it is of theirs there."""


@dataclass(frozen=True, slots=True)
class Version:
    """A value that stands, and who wrote it in which log."""

    author: str
    log: str
    here: bool
    at: str
    came_from: str
    came_at: str
    values: Mapping[str, object]
    bases: tuple[Name, ...]
    changed: tuple[str, ...] = ()
    """Of ``alive``: the registers that whoever deleted the row had not seen changed."""
    below: tuple[weighing.Key, ...] = ()
    """Of ``alive``: the rows below it, by noun and id, of which whoever deleted the row had not seen what they say."""
    settled: bool = False
    """Whether this is how somebody settled what was open."""
    number: int = 0
    """Which one it is of this author's in this log; more than one is rare."""

    @property
    def key(self) -> Key:
        """Return whose it is."""
        return self.author, self.log, self.number


def standing(connection: Connection, row: Row, register: str) -> list[Version]:
    """Return every version of a register that stands, and of ``alive`` what keeps the row too."""
    heads = heads_with_values(connection, row.scope, noun_of(type(row)), row.id, register)
    if register == ALIVE:
        return _keyed(_fates(connection, row, heads))
    where = _where(connection, row.scope, [head.name for head in heads])
    # Whoever replaced more than one value that stood has settled it.
    return _keyed([replace(_version(head, where), settled=len(head.bases) > 1) for head in heads])


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


_Where = Mapping[Name, tuple[str, str, str]]
"""Log, where it arrived from (empty: made here) and when, of each entry."""


def _fates(connection: Connection, row: Row, heads: Sequence[Head]) -> list[Version]:
    """Return who deleted a row and who keeps it, and who changed it unseen by those who deleted it.

    What was settled in two ways is open once more: whoever kept it, kept it with the changes that it was about.
    """
    alone = {ALIVE, *type(row).by_rule}  # nobody keeps a row for its place in a list
    stands = {register: names for register, names in read_heads(row.heads).items() if register not in alone}
    where = _where(connection, row.scope, [head.name for head in heads])
    settled, about = _settled_apart(connection, row, heads, {name for names in stands.values() for name in names})
    unseen = _unseen(connection, row, stands)
    told = {register for version in unseen for register in version.changed}
    told_below = {key for version in unseen for key in version.below}
    kept_with = tuple(
        register for register, names in stands.items() if register not in told and not about.names.isdisjoint(names)
    )
    kept_below = tuple(sorted(about.below - told_below))
    told_by_all = [
        replace(
            _version(head, where),
            settled=head.name in settled,
            changed=kept_with if head.values.get(ALIVE, True) else (),
            below=kept_below if head.values.get(ALIVE, True) else (),
        )
        for head in heads
    ]
    return told_by_all + unseen


@dataclass(frozen=True, slots=True)
class _Missed:
    """What still stands that a deletion had not seen: entries of the row itself, and rows below it."""

    names: frozenset[Name] = frozenset()
    below: frozenset[weighing.Key] = frozenset()


def _settled_apart(
    connection: Connection, row: Row, heads: Sequence[Head], stands: Collection[Name]
) -> tuple[frozenset[Name], _Missed]:
    """Return which heads of ``alive`` settled a deletion, and what still stands that it had not seen."""
    settled: frozenset[Name] = frozenset()
    missed = _Missed()
    later = heads
    while True:
        seen = sorted({base for head in later for base in head.bases})
        before = values_named(connection, row.scope, noun_of(type(row)), row.id, ALIVE, seen)
        deletions = {head.name for head in before if not head.values.get(ALIVE, True)}
        # What was deleted is deleted once more only by somebody who was asked.
        again = any(not deletions.isdisjoint(head.bases) for head in later if not head.values.get(ALIVE, True))
        if not (again or wording.life(before, seen).open):
            return settled, missed
        names = {head.name for head in before}
        settled = settled or frozenset(head.name for head in later if not names.isdisjoint(head.bases))
        below = {each.key for each in _missed_below(connection, row, sorted(deletions))}
        missed = _Missed(missed.names | (set(stands) - _seen_by_all(before)), missed.below | below)
        later = before


def _seen_by_all(fates: Sequence[Head]) -> set[Name]:
    """Return what everybody had seen who deleted the row."""
    deletions = [set(head.bases) for head in fates if not head.values.get(ALIVE, True)]
    return set.intersection(*deletions) if deletions else set()


def _unseen(connection: Connection, row: Row, stands: Mapping[str, Sequence[Name]]) -> list[Version]:
    """Return who changed a row that somebody else deleted without having seen it."""
    noun = noun_of(type(row))
    ends = values_named(connection, row.scope, noun, row.id, ALIVE, read_heads(row.heads).get(ALIVE, ()))
    missed = {name for names in stands.values() for name in names} - _seen_by_all(ends)
    below: dict[Name, set[weighing.Key]] = {}
    for each in _missed_below(connection, row, [head.name for head in ends]):
        below.setdefault(each.name, set()).add(each.key)
    wanted = sorted(missed | below.keys())
    where = _where(connection, row.scope, wanted)
    changed: dict[tuple[str, str], list[str]] = {}
    rows: dict[tuple[str, str], set[weighing.Key]] = {}
    last: dict[tuple[str, str], Version] = {}
    for name, entry in sorted(entries_named(connection, row.scope, wanted).items(), key=lambda pair: pair[1].seq):
        change = wording.read(entry.payload)
        key = (change.author, where[name][0])
        if name in missed:
            changed.setdefault(key, []).extend(register for register, names in stands.items() if name in names)
        rows.setdefault(key, set()).update(below.get(name, ()))
        last[key] = _version(Head(name, change.at, change.author, {ALIVE: True}), where)
    return [
        replace(version, changed=tuple(changed.get(key, ())), below=tuple(sorted(rows[key])))
        for key, version in last.items()
    ]


def _missed_below(connection: Connection, row: Row, names: Sequence[Name]) -> Iterator[Below]:
    """Yield what stands below a row that one of its deletions had not seen."""
    key = (noun_of(type(row)), row.id)
    for fate in fates(connection, row.scope, key, names):
        yield from missed_by(connection, row.scope, key, fate)


def _version(head: Head, where: _Where) -> Version:
    log, came_from, came_at = where[head.name]
    return Version(head.author, log, not came_from, head.at, came_from, came_at, head.values, head.bases)


def _keyed(versions: Sequence[Version]) -> list[Version]:
    """Number the values that one author wrote in one log, so that each has a side of its own."""
    times: dict[tuple[str, str], int] = {}
    numbered: list[Version] = []
    for version in versions:
        number = times.get((version.author, version.log), 0)
        times[version.author, version.log] = number + 1
        numbered.append(replace(version, number=number))
    return numbered


def _where(connection: Connection, scope: str, names: Sequence[Name]) -> dict[Name, tuple[str, str, str]]:
    found: dict[Name, tuple[str, str, str]] = {}
    for start in range(0, len(names), 500):
        statement = select(ENTRY.c.name, ENTRY.c.log, ENTRY.c.arrived_from, ENTRY.c.arrived).where(IS_NAMED)
        lines = connection.execute(statement, named(scope, names[start : start + 500]))
        found |= {Name(name): (log, came_from, at) for name, log, came_from, at in lines}
    return found
