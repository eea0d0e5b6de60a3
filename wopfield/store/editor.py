"""One change by one person: rows as they were shown, edited, and written with their entry in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import event, exists, inspect
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, select

from wopfield.domain import log as wording
from wopfield.domain.log import ALIVE, Change, Edit, Name
from wopfield.store.above import weigh_above
from wopfield.store.below import PARENTS
from wopfield.store.had import Had, had_now
from wopfield.store.layout import values_named
from wopfield.store.log import add_own, timestamp
from wopfield.store.log_tables import ENTRY, LOG
from wopfield.store.named import IS_NAMED, named
from wopfield.store.rows import Heads, Row, defaults, encode, noun_of, read_heads, registers_of, write_heads
from wopfield.store.tables import NOUNS
from wopfield.store.unread import unread_of
from wopfield.store.weighing import Key, Standing, by_row, note_unread, weigh

R = TypeVar("R", bound=Row)

ROWS_AN_ENTRY = 100
"""A change of more rows becomes several entries of one moment, so that none outgrows a page."""


class Editor:
    """Change rows and write what changed into the log, in the transaction of one session.

    ``touched`` names the nouns that changed once the change is done, ``written`` the entries. ``had`` is what was here
    of every log when a screen was read on which something is deleted; None means as it is now.
    """

    def __init__(self, session: Session, author: str, clock: Callable[[], datetime]) -> None:
        self.session = session
        self.author = author
        self.touched: frozenset[str] = frozenset()
        self.written: tuple[Name, ...] = ()
        self.undoes: Name | None = None
        self.had: Had | None = None
        self._clock = clock
        self._seen: dict[tuple[str, str, str], Heads] = {}
        self._held: dict[tuple[type[Row], str, str], Row] = {}
        self._forced: set[tuple[str, str, str, str]] = set()
        self._new: set[int] = set()
        self._weighed: dict[str, set[Key]] = defaultdict(set)
        event.listen(session, "before_flush", self._record)
        event.listen(session, "after_flush_postexec", self._weigh_above)

    def add(self, row: R) -> R:
        """Keep a new row."""
        self.session.add(row)
        self._held[type(row), row.scope, row.id] = row
        return row

    def get(self, model: type[R], scope: str, row_id: str) -> R | None:
        """Return a row as it stands now; what is changed in it then counts as seen.

        Only for rows nobody was looking at. What came from a screen goes through ``take``.
        """
        held = self._held.get((model, scope, row_id))  # what was added here is not in the database yet
        return held if isinstance(held, model) else self.session.get(model, (scope, row_id))

    def take(self, shown: R) -> R:
        """Return the kept row to edit, based on what ``shown`` had seen when it was read.

        A value that has arrived since is not claimed as seen; it stays, as changed in two places. Where no such
        row is kept yet, a new one with the values of ``shown`` is.
        """
        model = type(shown)
        self._seen.setdefault((noun_of(model), shown.scope, shown.id), read_heads(shown.heads))
        kept = self.get(model, shown.scope, shown.id)
        if kept is not None:
            return kept
        return self.add(model(**{**shown.model_dump(), "heads": "{}", "open": ""}))

    def remove(self, shown: Row, had: Had | None = None) -> None:
        """Delete a row, having seen what ``shown`` shows; an edit nobody saw keeps it visible.

        ``had`` is what was here of every log when ``shown`` was read, where other rows stand below it.
        """
        self.had = self.had if had is None else had
        self.take(shown).alive = False

    def bring_back(self, shown: Row) -> None:
        """Take a deletion back."""
        self.take(shown).alive = True

    def settle(self, shown: Row, register: str, heads: Sequence[Name]) -> Row:
        """Return the row to write the value that shall stand, based on all of ``heads``."""
        kept = self.take(shown)
        seen = dict(self._seen[noun_of(type(shown)), shown.scope, shown.id])
        seen[register] = tuple(heads)
        self._seen[noun_of(type(shown)), shown.scope, shown.id] = seen
        self._forced.add((noun_of(type(shown)), shown.scope, shown.id, register))
        return kept

    def heads(self, row: Row, register: str) -> tuple[Name, ...]:
        """Return what stands of a register of a kept row."""
        return read_heads(row.heads).get(register, ())

    def _record(self, session: Session, _context: object, _instances: object) -> None:
        """Write the entries of what this flush is about to write, and lay their outcome on the rows."""
        if session.deleted:
            raise TypeError("rows are removed through Editor.remove, so that the log knows of it")
        new = [row for row in session.new if isinstance(row, Row)]
        rows = [*new, *(row for row in session.dirty if isinstance(row, Row))]
        self._new = {id(row) for row in new}
        changed: dict[str, dict[Key, tuple[Row, list[str]]]] = defaultdict(dict)
        for row in rows:
            registers = self._changed_registers(row)
            if registers:
                changed[row.scope][noun_of(type(row)), row.id] = (row, registers)
        at = timestamp(self._clock())
        for scope, found in changed.items():
            keys = list(found)
            for start in range(0, len(keys), ROWS_AN_ENTRY):
                self._write(scope, at, {key: found[key] for key in keys[start : start + ROWS_AN_ENTRY]})

    def _write(self, scope: str, at: str, found: dict[Key, tuple[Row, list[str]]]) -> None:
        connection = self.session.connection()
        edits = tuple(
            Edit(noun, row_id, register, _values(row, register), self._bases(row, register))
            for (noun, row_id), (row, registers) in found.items()
            for register in registers
        )
        edits = self._carrying_along(scope, edits)
        change = Change(at, self.author, edits, undoes=self.undoes, had=self._had_by(scope, edits))
        entry = add_own(connection, scope, change)
        before = {
            key: Standing(_stored_alive(row), frozenset(row.open.split(",")) - {""}, read_heads(row.heads))
            for key, (row, _registers) in found.items()
            if id(row) not in self._new
        }
        # As it was written, not as it was meant: a clock that went back was held, and texts got their one form.
        written = wording.read(entry.payload)
        strange: dict[Name, str] = {}
        for key, weighed in weigh(connection, scope, by_row([(entry.name, written)]), before, strange).items():
            row = found[key][0]
            row.heads = write_heads(weighed.heads)
            row.open = ",".join(sorted(weighed.open))
            row.alive = weighed.alive
            for name, value in weighed.values.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
        note_unread(connection, scope, strange)
        self._weighed[scope] |= found.keys()
        self.written = (*self.written, entry.name)
        self.touched |= {noun for noun, _ in found}

    def _had_by(self, scope: str, edits: Sequence[Edit]) -> Had | None:
        """Return what the author had of every log, where something is deleted that other rows stand below."""
        if not any(each.noun in PARENTS and each.values.get(ALIVE) is False for each in edits):
            return None
        return had_now(self.session.connection(), scope) if self.had is None else self.had

    def _weigh_above(self, session: Session, _context: object) -> None:
        """Let what was written keep visible what was deleted above it by somebody who had not seen it."""
        weighed, self._weighed = self._weighed, defaultdict(set)
        for scope, keys in weighed.items():
            for noun, row_id in weigh_above(session.connection(), scope, keys):
                self.touched |= {noun}
                kept = session.identity_map.get(identity_key(NOUNS[noun], (scope, row_id)))
                if kept is not None:
                    session.refresh(kept, [ALIVE, "open"])

    def _carrying_along(self, scope: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        """Return edits with what a newer program wrote, and this one does not know, in the values they replace."""
        connection = self.session.connection()
        newer = unread_of(connection, scope, {base for edit in edits for base in edit.bases})
        if not newer:
            return edits
        found = []
        for edit in edits:
            noun, row, register, values, bases = edit
            heads = values_named(connection, scope, noun, row, register, [base for base in bases if base in newer])
            found.append(edit._replace(values=wording.carried_along(values, heads, values.keys())))
        return tuple(found)

    def _changed_registers(self, row: Row) -> list[str]:
        state = inspect(row)
        model = type(row)
        if id(row) in self._new:
            began = defaults(model)
            registers = [
                register
                for register, fields in registers_of(model).items()
                if any(getattr(row, name) != began[name] for name in fields)
            ]
            return registers or [ALIVE]
        return [
            register
            for register, fields in registers_of(model).items()
            if (noun_of(model), row.scope, row.id, register) in self._forced
            or any(_differs(state.attrs[name].history) for name in fields)
        ]

    def _bases(self, row: Row, register: str) -> tuple[Name, ...]:
        """Return what the author had seen of a register: what was shown, and what they wrote here themselves."""
        stands = read_heads(row.heads)
        seen = self._seen.get((noun_of(type(row)), row.scope, row.id), stands)
        if register == ALIVE:
            bases = {name for names in seen.values() for name in names}
            now = {name for names in stands.values() for name in names}
        else:
            bases, now = self._on_screen(row, register, seen.get(register, ())), set(stands.get(register, ()))
        return tuple(sorted(bases | self._own(row.scope, now - bases)))

    def _on_screen(self, row: Row, register: str, heads: Sequence[Name]) -> set[Name]:
        """Return which of several values a screen shows: the first, with what says the same or yields to it.

        Whoever goes on writing where something was changed in two places replaces the version they see. The other
        one stands, and stays open, until somebody who is shown both settles it.
        """
        noun = noun_of(type(row))
        if len(heads) < 2 or (noun, row.scope, row.id, register) in self._forced:
            return set(heads)
        values = values_named(self.session.connection(), row.scope, noun, row.id, register, heads)
        hidden = wording.standing(values)[1:]
        return set(heads) - {head.name for head in values if any(head.values == each.values for each in hidden)}

    def _own(self, scope: str, names: set[Name]) -> set[Name]:
        """Return which of these entries this author wrote on this very device."""
        if not names:
            return set()
        found = self.session.connection().execute(_OWN_ENTRIES, named(scope, sorted(names)))
        mark = f'"author":"{self.author}"'.encode()
        return {Name(name) for name, payload in found if mark in bytes(payload)}


_OWN_ENTRIES = (
    select(ENTRY.c.name, ENTRY.c.payload)
    .where(IS_NAMED)
    .where(exists().where(LOG.c.scope == ENTRY.c.scope, LOG.c.log == ENTRY.c.log, LOG.c.mine))
)


def _values(row: Row, register: str) -> dict[str, object]:
    return {name: encode(getattr(row, name)) for name in registers_of(type(row))[register]}


def _differs(history: Any) -> bool:  # SQLAlchemy's history has no public type
    return bool(history.has_changes()) and list(history.added) != list(history.deleted)


def _stored_alive(row: Row) -> bool:
    history = inspect(row).attrs[ALIVE].history
    return bool(history.deleted[0]) if history.deleted else bool(row.alive)
