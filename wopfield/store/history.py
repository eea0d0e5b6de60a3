"""Who changed what, when and where it is known to be; and taking a change back.

History is read from the log, never kept beside it. Taking back is a new change with the old values, so that it is
history too and survives a restart.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from wopfield.domain import log as wording
from wopfield.domain.log import ALIVE, Change, Edit, Name
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import colleagues, kept
from wopfield.store.database import Database
from wopfield.store.editor import ROWS_AN_ENTRY, Editor
from wopfield.store.had import had_of_own
from wopfield.store.log import entries_named
from wopfield.store.log_tables import CONFIRMED, ENTRY, LOG
from wopfield.store.named import IS_NAMED, named
from wopfield.store.rows import Row, decode, defaults, registers_of
from wopfield.store.tables import NOUNS
from wopfield.store.weighing import names_of

_SLOTS = ("answer", "agreed_rating", "indicator_entry", "visit_day")
"""Nouns whose row is a place to answer in: taking the first answer back empties it; other rows go."""

_BEGINS: Mapping[str, str] = {
    "utility": "name",
    "person": "name",
    "partnership": "mentor",
    "member": "membership",
    "objective": "text",
    "site": "name",
    "visit": "title",
    "checklist_version": "content",
    "evidence_file": "file",
    "finding": "kind",
    "action": "number",
    "comparison_group": "table",
}

_REACH = 200
"""How many of one's own changes back an undo looks."""


@dataclass(frozen=True, slots=True)
class Past:
    """One edit in the history of a row."""

    name: Name
    noun: str
    row: str
    register: str
    at: str
    author: str
    before: Mapping[str, object]
    """The values it replaced; empty when it was the first."""
    after: Mapping[str, object]
    undoes: Name | None
    own: bool
    """Made on this device."""
    came_from: str
    came_at: str
    on_server: bool
    on_laptops: tuple[str, ...] = ()
    """What the laptops of colleagues are called that said they have it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry was made, how it came, and where it is known to be."""

    own: bool
    came_from: str
    came_at: str
    on_server: bool
    on_laptops: tuple[str, ...]


def history(session: Session, scope: str, rows: Iterable[tuple[str, str]]) -> list[Past]:
    """Return what happened to rows, given as (noun, id), newest first."""
    connection = session.connection()
    wanted = set(rows)
    entries = entries_named(connection, scope, names_of(connection, scope, wanted))
    changes = {name: wording.read(entry.payload) for name, entry in entries.items()}
    found = [past for past in pasts(connection, scope, changes) if (past.noun, past.row) in wanted]
    return sorted(found, key=lambda past: (past.at, past.name), reverse=True)


def pasts(connection: Connection, scope: str, changes: Mapping[Name, Change]) -> list[Past]:
    """Return every edit of some changes, each with the values it replaced; in the order of the changes."""
    bases = {base for change in changes.values() for edit in change.edits for base in edit.bases}
    further = entries_named(connection, scope, list(bases - changes.keys()))
    known = {**changes, **{name: wording.read(entry.payload) for name, entry in further.items()}}
    places = _places(connection, scope, list(changes))
    return [_past(name, change, edit, known, places[name]) for name, change in changes.items() for edit in change.edits]


def undo(database: Database, author: str, scope: str) -> Change | None:
    """Take back this author's last change made on this device; None when there is none left to take back.

    Raises:
        Refused: somebody has changed the same thing since; their value is not overwritten.
    """
    with database.change(author) as editor:
        return take_back(editor, scope)


def redo(database: Database, author: str, scope: str) -> Change | None:
    """Bring back what the last undo took; None when the last change was no undo."""
    with database.change(author) as editor:
        return bring_back(editor, scope)


def begins_with(noun: str) -> str:
    """Return the register that is written when a row of a noun begins."""
    return _BEGINS.get(noun, "about")


def take_back(editor: Editor, scope: str) -> Change | None:
    """Take back the last change of the editor's author, as ``undo`` does, within a change being made."""
    own = _own_changes(editor.session.connection(), editor.author, scope)
    return _reverse(editor, scope, own, _to_undo(own))


def bring_back(editor: Editor, scope: str) -> Change | None:
    """Bring back what the last undo took, as ``redo`` does, within a change being made."""
    own = _own_changes(editor.session.connection(), editor.author, scope)
    return _reverse(editor, scope, own, _to_redo(own))


def _reverse(editor: Editor, scope: str, own: Mapping[Name, Change], target: Name | None) -> Change | None:
    """Reverse a change with all its entries, each by an entry of its own, in one transaction."""
    if target is None:
        return None
    edits: list[Edit] = []
    for name in _whole(own, target):
        editor.undoes = name
        change = own[name]
        bases = [base for edit in change.edits for base in edit.bases]
        known = entries_named(editor.session.connection(), scope, bases)
        earlier = {name: wording.read(entry.payload) for name, entry in known.items()}
        for edit in change.edits:
            _restore(editor, scope, own.keys(), edit, change, earlier)
        editor.session.flush()
        edits += change.edits
    return own[target]._replace(edits=tuple(edits))


def _whole(own: Mapping[Name, Change], target: Name) -> list[Name]:
    """Return the entries of the change that ``target`` is of, newest first: one of very many rows has several."""
    undone = own[target].undoes
    if undone is not None:
        alike = set(_whole(own, undone)) if undone in own else {undone}
        taken = [name for name, change in own.items() if change.undoes in alike]
        newest = {own[name].undoes: name for name in reversed(taken)}
        return [newest[name] for name in own if name in newest] or [target]
    names = [name for name, change in own.items() if change.undoes is None]
    first = last = names.index(target)
    while first > 0 and _goes_on(own[names[first]], own[names[first - 1]]):
        first -= 1
    while last + 1 < len(names) and _goes_on(own[names[last + 1]], own[names[last]]):
        last += 1
    return names[first : last + 1]


def _goes_on(change: Change, later: Change) -> bool:
    """Return whether the entry ``later`` goes on with the rows of ``change``, for which one entry had no room."""
    return change.at == later.at and len({(edit.noun, edit.row) for edit in change.edits}) == ROWS_AN_ENTRY


def _restore(
    editor: Editor, scope: str, own: Set[Name], edit: Edit, change: Change, earlier: Mapping[Name, Change]
) -> None:
    model = NOUNS.get(edit.noun)
    row = None if model is None else editor.get(model, scope, edit.row)
    if model is None or row is None:
        return
    if not set(editor.heads(row, edit.register)) <= own:
        raise Refused(
            _("Somebody has changed this since, so it was not taken back."),
            safe=_("Nothing was changed."),
            do=_("Look at the history and bring back the answer you want."),
        )
    editor.had = had_of_own(editor.session.connection(), scope)  # a colleague's work below it was not what was meant
    if edit.register == ALIVE:
        row.alive = not edit.values.get(ALIVE, True)
    elif edit.bases:
        _set(row, model, edit.register, _values_before(edit, earlier))
    elif edit.noun in _SLOTS:
        if edit.register != "about":
            _set(row, model, edit.register, defaults(model))
    elif _begins_row(change, edit):
        row.alive = False
    else:
        _set(row, model, edit.register, defaults(model))


def _begins_row(change: Change, edit: Edit) -> bool:
    """Return whether the row of an edit was added by the change, rather than told for the first time of a register."""
    first = begins_with(edit.noun)
    return any(each[:3] == (edit.noun, edit.row, first) and not each.bases for each in change.edits)


def _set(row: Row, model: type[Row], register: str, values: Mapping[str, object]) -> None:
    fields = registers_of(model)[register]
    for name, value in decode(model, {name: values[name] for name in fields if name in values}).items():
        setattr(row, name, value)


def _own_changes(connection: Connection, author: str, scope: str) -> dict[Name, Change]:
    """Return this author's changes on this device, newest first."""
    statement = (
        select(ENTRY.c.name, ENTRY.c.payload)
        .join(LOG, (LOG.c.scope == ENTRY.c.scope) & (LOG.c.log == ENTRY.c.log))
        .where(ENTRY.c.scope == scope, LOG.c.mine)
        .order_by(ENTRY.c.seq.desc())
        .limit(_REACH)
    )
    found = {Name(name): wording.read(bytes(payload)) for name, payload in connection.execute(statement)}
    return {name: change for name, change in found.items() if change.author == author}


def _is_undo(own: Mapping[Name, Change], name: Name) -> bool:
    """Return whether a change takes another back; taking back a taking back is a redo, which stands as a change."""
    undoes = own[name].undoes
    return undoes is not None and not (undoes in own and _is_undo(own, undoes))


def _to_undo(own: Mapping[Name, Change]) -> Name | None:
    """Return the newest change that stands."""
    gone: set[Name] = set()
    for name, change in own.items():
        if name in gone:
            continue
        if not _is_undo(own, name):
            return name
        if change.undoes is not None:
            gone.add(change.undoes)
    return None


def _to_redo(own: Mapping[Name, Change]) -> Name | None:
    """Return the newest undo that was not brought back, if nothing was changed after it."""
    gone: set[Name] = set()
    for name, change in own.items():
        if name in gone:
            continue
        if _is_undo(own, name):
            return name
        if change.undoes is None:
            return None
        gone.add(change.undoes)
    return None


def _places(connection: Connection, scope: str, names: Sequence[Name]) -> dict[Name, _Place]:
    """Return where each entry was made, how it came, and where it is known to be."""
    found: dict[Name, _Place] = {}
    server = kept.get(connection, kept.SERVER_KEY)
    called = {each.device: each.laptop or each.name for each in colleagues.every(connection)}
    told = select(CONFIRMED.c.peer, CONFIRMED.c.log, CONFIRMED.c.seq).where(CONFIRMED.c.scope == scope)
    there: dict[str, dict[str, int]] = {}
    for peer, log, seq in connection.execute(told):
        there.setdefault(log, {})[peer] = seq
    for start in range(0, len(names), 500):
        statement = select(ENTRY.c.name, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.arrived_from, ENTRY.c.arrived)
        some = named(scope, names[start : start + 500])
        for name, log, seq, came_from, arrived in connection.execute(statement.where(IS_NAMED), some):
            at = {peer for peer, known in there.get(log, {}).items() if known >= seq}
            laptops = tuple(sorted(called[peer] for peer in at & called.keys()))
            found[Name(name)] = _Place(not came_from, came_from, arrived, server in at, laptops)
    return found


def _past(name: Name, change: Change, edit: Edit, known: Mapping[Name, Change], place: _Place) -> Past:
    return Past(
        name=name,
        noun=edit.noun,
        row=edit.row,
        register=edit.register,
        at=change.at,
        author=change.author,
        before=_values_done_away_with(edit, known),
        after=edit.values,
        undoes=change.undoes,
        own=place.own,
        came_from=place.came_from,
        came_at=place.came_at,
        on_server=place.on_server,
        on_laptops=place.on_laptops,
    )


def _values_before(edit: Edit, known: Mapping[Name, Change]) -> Mapping[str, object]:
    standing = _standing_before(edit, known)
    return standing[0].values if standing else {}


def _values_done_away_with(edit: Edit, known: Mapping[Name, Change]) -> Mapping[str, object]:
    """Return what stood before: of several values the one that was not chosen, as the chosen one stands after."""
    values = [head.values for head in _standing_before(edit, known)]
    return next((each for each in values if each != edit.values), values[0] if values else {})


def _standing_before(edit: Edit, known: Mapping[Name, Change]) -> Sequence[wording.Head]:
    earlier = [
        wording.Head(base, known[base].at, known[base].author, old.values)
        for base in edit.bases
        if base in known
        for old in known[base].edits
        if (old.noun, old.row, old.register) == (edit.noun, edit.row, edit.register)
    ]
    return wording.standing(earlier)
