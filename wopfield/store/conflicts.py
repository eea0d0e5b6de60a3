"""What was changed in two places: which row, what each said, when and where; and settling it.

Nothing is lost by a conflict: every value stands until a person writes one that is based on all of them, and the
others stay in the history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from wopfield.domain import log as wording
from wopfield.domain.checklist import SELF
from wopfield.domain.difference import together
from wopfield.domain.log import ALIVE, Name
from wopfield.errors import Refused
from wopfield.language import _, plural
from wopfield.store import kept, people, rights
from wopfield.store.editor import Editor
from wopfield.store.had import Had, had_now
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFLICT
from wopfield.store.naming import RowName, name_within, names_of_ids, noun_words, register_words, row_name
from wopfield.store.refused import refused_among
from wopfield.store.rows import Row, decode, noun_of, read_heads, registers_of
from wopfield.store.tables import NOUNS, Answer
from wopfield.store.versions import Key, Version, standing

Values = Mapping[str, object]

TEXTS = frozenset(
    {
        "purpose", "note", "summary", "comment", "reason", "text", "effect", "cause", "recommendation",
        "expected_result", "resources", "message",
    }
)  # fmt: skip
"""Registers of running text, of which both can be kept."""

LISTS = frozenset({"evidence", "people", "areas", "signatories"})
"""Registers that list things in no order, of which both can be kept."""


_MOST_NAMED = 5
"""So many rows below a deleted one are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row that was changed in two places."""

    scope: str
    noun: str
    row: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who changed the row: who, on which laptop, and when last."""

    author: str
    name: str
    """Empty where the name has not arrived."""
    you: bool
    here: bool
    """Whether it was done on this laptop."""
    at: datetime
    came_from: str
    """Where it arrived from; empty when done here."""
    came_at: datetime | None
    settled: bool = False
    """Whether this is how somebody settled it: what they wrote replaced more than one value that stood."""


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """One register with every value that stands; ``values`` has one place for each side, None where it has none."""

    register: str
    words: str
    values: tuple[Values | None, ...]
    before: Values | None
    """What all of them replaced, if that was the same."""
    is_text: bool
    heads: tuple[Name, ...]
    changed: tuple[tuple[str, ...], ...] = ()
    """Of ``alive``: for each side the registers of whose change whoever deleted the row had not known."""
    said: tuple[Values, ...] = ()
    """The same values in the order they were written: on every laptop the same, whoever looks at them."""
    is_list: bool = False
    unreadable: frozenset[int] = frozenset()
    """The places of values that a newer program wrote and this one cannot hold; they cannot be chosen here."""
    below: tuple[tuple[str, ...], ...] = ()
    """Of ``alive``: for each side what stands below the row and whoever deleted it had not known, by its names."""

    @property
    def can_keep_both(self) -> bool:
        """Return whether everything that was said can stand together."""
        return (self.is_text or self.is_list) and not self.unreadable


@dataclass(frozen=True, slots=True)
class Over:
    """A side that wrote over an entry which was refused then: by its place, who had written that, and why."""

    column: int
    name: str
    """Empty where it is not known here who that was."""
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One row with its open registers, as it stood at one moment."""

    place: Place
    row: Row
    name: RowName
    sides: tuple[Side, ...]
    registers: tuple[OpenRegister, ...]
    names: Mapping[str, str]
    """The names of the people, sites and so on that the values point at, by id."""
    may_settle: bool = True
    """Whether the role of whoever looks at it writes this, as far as a server has told."""
    had: Had = ()
    """What was here of every log."""
    over: tuple[Over, ...] = ()
    """Which sides wrote over something that was refused: what stood before it stands beside theirs."""

    @property
    def was_settled_apart(self) -> bool:
        """Return whether people who did not know of each other settled it, each another way."""
        return sum(side.settled for side in self.sides) > 1


def places(session: Session) -> list[Place]:
    """Return every row that was changed in two places and is still open, in an order that stays."""
    found: dict[Place, None] = {}
    order = {noun: number for number, noun in enumerate(NOUNS)}
    lines = session.execute(select(CONFLICT.c.scope, CONFLICT.c.noun, CONFLICT.c.row).distinct()).all()
    by_noun: dict[str, set[tuple[str, str]]] = {}
    for scope, noun, row in lines:
        by_noun.setdefault(noun, set()).add((scope, row))
    for noun in sorted(by_noun, key=lambda each: order.get(each, len(order))):
        shown = _shown(session, noun, by_noun[noun])
        found.update({Place(scope, noun, row): None for scope, row in sorted(by_noun[noun] & shown)})
    return list(found)


def count(session: Session) -> int:
    """Return how many rows were changed in two places and are still open."""
    return len(places(session))


def find(session: Session, place: Place, variables: Mapping[str, str] | None = None) -> Conflict | None:
    """Return what stands open of a row, or None when it has been settled meanwhile.

    ``variables`` are the names of variables by their code.
    """
    model = NOUNS.get(place.noun)
    row = session.get(model, (place.scope, place.row)) if model else None
    if model is None or row is None or not row.alive or not row.open:
        return None
    connection = session.connection()
    open_now = [register for register in registers_of(model) if row.is_open(register)]
    versions = {register: standing(connection, row, register) for register in open_now}
    written = [version for each in versions.values() for version in each]
    sides = _sides(session, written)
    before = {register: _before(connection, place, register, versions[register]) for register in open_now}
    registers = tuple(
        _open_register(row, place, register, versions[register], sides, before[register]) for register in open_now
    )
    registers = tuple(
        replace(each, below=_names_below(session, place, versions[each.register], sides)) for each in registers
    )
    values = [values for each in registers for values in (*each.values, each.before) if values is not None]
    return Conflict(
        place,
        row,
        row_name(session, row, variables),
        tuple(sides.values()),
        tuple(each for each in registers if sum(value is not None for value in each.values) > 1),
        names_of_ids(session, place.scope, values),
        _may_settle(session, row, open_now),
        had_now(connection, place.scope),
        _over(session, place.scope, written, list(sides)),
    )


def both(register: OpenRegister) -> Values:
    """Return what a register of text, or a list, holds when everything said is kept.

    Two who keep both apart write the same, and are not asked again.
    """
    fields = register.said[0]
    if register.is_list:
        return {field: list(dict.fromkeys(each for values in register.said for each in _listed(values.get(field))))
                for field in fields}  # fmt: skip
    return {field: together([str(values.get(field) or "") for values in register.said]) for field in fields}


def settle(editor: Editor, conflict: Conflict, chosen: Mapping[str, Values]) -> Row:
    """Let one value of each register in ``chosen`` stand; what was open and is not in it stays open.

    A value that arrived after ``conflict`` was read is not overwritten: it is then open against the chosen one.
    """
    row: Row = conflict.row
    model = type(row)
    editor.had = conflict.had
    heads = {each.register: each.heads for each in conflict.registers}
    for register, values in chosen.items():
        row = editor.settle(conflict.row, register, heads[register])
        for field, value in decode(model, values).items():
            setattr(row, field, value)
    return row


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _may_settle(session: Session, row: Row, registers: Sequence[str]) -> bool:
    me = kept.get(session, kept.PERSON)
    roles = rights.roles_here(session, row.scope, me) if me else frozenset[str]()
    if isinstance(row, Answer) and roles == {rights.MENTEE} and row.rater != SELF:
        return False
    return rights.may_write(roles, noun_of(type(row)), registers)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _shown(session: Session, noun: str, rows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of these rows a person can settle: not deleted, and open in something this program knows."""
    model = NOUNS.get(noun)
    if model is None:
        return set()
    ids = sorted({row for _scope, row in rows})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        statement = select(model.scope, model.id, model.open).where(col(model.id).in_(some), col(model.alive))
        for scope, row, opened in session.execute(statement):
            if not registers_of(model).keys().isdisjoint(opened.split(",")):
                found.add((scope, row))
    return found


def _sides(session: Session, written: Sequence[Version]) -> dict[Key, Side]:
    """Return who wrote, each author on each laptop once: first this laptop, then the latest."""
    person = kept.get(session, kept.PERSON)
    names = people.names_of(session, [version.author for version in written])
    latest: dict[Key, Version] = {}
    for version in sorted(written, key=lambda each: each.at):
        latest[version.key] = version
    ranked = sorted(latest.items(), key=lambda pair: pair[1].at, reverse=True)
    ranked.sort(key=lambda pair: not pair[1].here)
    return {
        key: Side(
            author=version.author,
            name=names.get(version.author, ""),
            you=bool(person) and version.author == person,
            here=version.here,
            at=datetime.fromisoformat(version.at),
            came_from=version.came_from,
            came_at=datetime.fromisoformat(version.came_at) if version.came_at else None,
            settled=any(each.settled for each in written if each.key == key),
        )
        for key, version in ranked
    }


def _open_register(
    row: Row,
    place: Place,
    register: str,
    versions: Sequence[Version],
    sides: Mapping[Key, Side],
    before: Values | None,
) -> OpenRegister:
    by_side = {version.key: version for version in versions}
    single = len(registers_of(type(row))[register]) == 1
    return OpenRegister(
        register,
        register_words(place.noun, register),
        tuple(by_side[key].values if key in by_side else None for key in sides),
        before,
        register in TEXTS and single,
        read_heads(row.heads).get(register, ()),
        tuple(by_side[key].changed if key in by_side else () for key in sides) if register == ALIVE else (),
        tuple(version.values for version in sorted(versions, key=_when_written)),
        register in LISTS and single,
        frozenset(
            column
            for column, key in enumerate(sides)
            if key in by_side and not _is_readable(type(row), by_side[key].values)
        ),
    )


def _over(session: Session, scope: str, written: Sequence[Version], sides: Sequence[Key]) -> tuple[Over, ...]:
    bases = {base for version in written for base in version.bases}
    gone = refused_among(session.connection(), scope, bases)
    names = people.names_of(session, [author for author, _reason in gone.values() if author])
    found = {
        Over(sides.index(version.key), names.get(gone[base][0], ""), gone[base][1])
        for version in written
        for base in version.bases
        if base in gone
    }
    return tuple(sorted(found, key=lambda each: (each.column, each.name, each.reason)))


def _names_below(
    session: Session, place: Place, versions: Sequence[Version], sides: Mapping[Key, Side]
) -> tuple[tuple[str, ...], ...]:
    """Return for each side the names of the rows below that it is about; of none where it is about none."""
    if not any(version.below for version in versions):
        return ()
    of = {version.key: version.below for version in versions}
    return tuple(_some_names(session, place.scope, of.get(side, ())) for side in sides)


def _some_names(session: Session, scope: str, keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of the first rows, and how many there are besides."""
    order = {noun: number for number, noun in enumerate(NOUNS)}
    ranked = sorted(keys, key=lambda key: (order.get(key[0], len(order)), key[1]))
    named = [_name_of(session, scope, key) for key in ranked[:_MOST_NAMED]]
    if more := len(ranked) - len(named):
        named.append(plural("and {count} more", "and {count} more", more))
    return tuple(named)


def _name_of(session: Session, scope: str, key: tuple[str, str]) -> str:
    noun, row_id = key
    model = NOUNS.get(noun)
    row = session.get(model, (scope, row_id)) if model else None
    words = noun_words(noun)
    title = name_within(session, row).title if row is not None else words
    return title if title == words else _("{noun}: {title}", noun=words, title=title)


def _when_written(version: Version) -> tuple[str, str, str]:
    return version.at, version.author, repr(sorted(version.values.items()))


def _is_readable(model: type[Row], values: Values) -> bool:
    try:
        decode(model, values)
    except Refused:
        return False
    return True


def _before(connection: Connection, place: Place, register: str, versions: Sequence[Version]) -> Values | None:
    if register == ALIVE:
        return None  # "before" it was there; what was settled in between is on neither side's mind
    bases = [set(version.bases) for version in versions]
    common = sorted(set.intersection(*bases)) if bases else []
    for entry in entries_named(connection, place.scope, common).values():
        for edit in wording.read(entry.payload).edits:
            if (edit.noun, edit.row, edit.register) == (place.noun, place.row, register):
                return edit.values
    return None
