"""What was refused on this laptop, to be shown and told to its authors, and what of the own work others refused."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import bindparam, case, delete, exists, func, insert, select

from wopfield.domain import log as wording
from wopfield.domain.log import Entry, Name
from wopfield.errors import Refused
from wopfield.store.exchanges import Connection, Kept, withheld
from wopfield.store.log_tables import ENTRY, REFUSAL, SEAL, UNTAKEN, WITHHELD
from wopfield.store.named import IS_NAMED, is_named_as, named
from wopfield.store.weighing import STANDS, Key, edits_of, names_of


@dataclass(frozen=True, slots=True)
class Here:
    """An entry that this device did not take, or all of a log or partnership (no name); who brought it, as called."""

    kept: Kept
    called: str


def refused_here(connection: Connection, scopes: Collection[str], most: int) -> list[tuple[str, str, str]]:
    """Return entries of some scopes that were not taken here, the last to come first: scope, name and reason."""
    statement = (
        select(ENTRY.c.scope, ENTRY.c.name, ENTRY.c.refused)
        .where(ENTRY.c.refused != "", ENTRY.c.scope.in_(sorted(scopes)))
        .order_by(ENTRY.c.arrived.desc(), ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq.desc())
        .limit(most)
    )
    return [(scope, name, reason) for scope, name, reason in connection.execute(statement)]


def held_and_standing(connection: Connection, scope: str, names: Collection[str]) -> Mapping[Name, tuple[str, int]]:
    """Return where those of some entries stand that count here and that nothing has replaced yet."""
    places: dict[Name, tuple[str, int]] = {}
    payloads: dict[Name, bytes] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), 500):
        statement = select(ENTRY.c.name, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.payload)
        held = statement.where(IS_NAMED, ENTRY.c.refused == "")
        for name, line, seq, payload in connection.execute(held, named(scope, wanted[start : start + 500])):
            places[Name(name)], payloads[Name(name)] = (line, seq), bytes(payload)
    stand = _standing(connection, scope, payloads)
    return {name: place for name, place in places.items() if name in stand}


def refused_among(connection: Connection, scope: str, names: Collection[Name]) -> dict[Name, tuple[str, str]]:
    """Return those of some entries that count no more here: who wrote them, and why they were refused.

    The author is empty where an entry came without what it says.
    """
    found: dict[Name, tuple[str, str]] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), 400):
        lines = connection.execute(_REFUSED_AMONG, named(scope, wanted[start : start + 400]))
        for name, payload, reason in lines:
            try:
                found[Name(name)] = wording.read(bytes(payload)).author, reason
            except Refused:
                found[Name(name)] = "", reason
    return found


def replaced_by_others(connection: Connection, refusals: Iterable[Kept]) -> list[Kept]:
    """Return those refusals of entries that were written here of which others replaced something."""
    return [each for each in refusals if each.name and _is_replaced_by_others(connection, each)]


def still_standing(connection: Connection, scope: str, entry: Entry) -> frozenset[tuple[str, str, str]]:
    """Return what of an entry nothing has replaced yet: noun, row and register."""
    return frozenset(_standing(connection, scope, {entry.name: entry.payload}).get(entry.name, ()))


# ── what this device judged itself ───────────────────────────────────────────────────────────────────────────


def judged_here(connection: Connection) -> list[Here]:
    """Return the entries that this device itself did not take; what a server withholds or refuses it did not judge."""
    # Put in order here: a database asked to do it reads all entries in that order instead of the few refused ones.
    return [
        Here(Kept("", scope, log, seq, Name(name), reason), called)
        for scope, log, seq, name, reason, called in sorted(map(tuple, connection.execute(_JUDGED_HERE)))
    ]


def on_a_servers_word(connection: Connection, scope: str, name: Name) -> bool:
    """Return whether an entry that stands refused here does so because a server refused it."""
    told = select(REFUSAL.c.name).where(REFUSAL.c.scope == scope, REFUSAL.c.name == name)
    return withheld(connection, scope, name) is not None or connection.execute(told).first() is not None


def untaken(connection: Connection) -> list[Here]:
    """Return logs and partnerships that this device did not take."""
    found = connection.execute(_UNTAKEN)
    return [Here(Kept(row.peer, row.scope, row.log, 0, Name(""), row.reason), row.called) for row in found]


def note_untaken(connection: Connection, refused: Collection[Here], at: str) -> None:
    """Keep that logs or partnerships were not taken, in place of what was kept of each before."""
    forget_untaken(connection, [each.kept for each in refused])
    for each in refused:
        kept = each.kept
        connection.execute(
            insert(UNTAKEN).values(
                peer=kept.peer, scope=kept.scope, log=kept.line, reason=kept.reason, called=each.called, at=at
            )
        )


def forget_untaken(connection: Connection, taken: Iterable[Kept]) -> None:
    """Forget that logs or partnerships were not taken."""
    for each in taken:
        here = (UNTAKEN.c.peer == each.peer, UNTAKEN.c.scope == each.scope, UNTAKEN.c.log == each.line)
        connection.execute(delete(UNTAKEN).where(*here))


# ── what is told from one side to the other ──────────────────────────────────────────────────────────────────


def standing_refused(
    connection: Connection, scopes: Collection[str], most: int, device: str = ""
) -> list[tuple[str, str, int, Name, str]]:
    """Return entries that stand refused here: scope, line, number, name and reason; of all, or of what one sealed.

    Not those that were taken in another line: somebody had brought them as their own before their author came.
    """
    taken = ENTRY.alias()
    same = (taken.c.scope == ENTRY.c.scope, taken.c.name == ENTRY.c.name, taken.c.refused == "")
    statement = select(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.refused).where(
        ENTRY.c.refused != "", ENTRY.c.scope.in_(sorted(scopes)), ~exists().where(*same)
    )
    if device:
        sealed = exists().where(SEAL.c.scope == ENTRY.c.scope, SEAL.c.log == ENTRY.c.log, SEAL.c.device == device)
        statement = statement.where(sealed)
    found = connection.execute(statement.order_by(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq.desc()).limit(most))
    return [(scope, line, seq, Name(name), why) for scope, line, seq, name, why in found]


def said_to_be_refused(connection: Connection, peer: str, scopes: Collection[str]) -> set[tuple[str, Name]]:
    """Return entries (scope, name) that a server was heard to refuse, of whoever: by itself, or by whoever has it."""
    wanted = sorted(scopes)
    told = select(REFUSAL.c.scope, REFUSAL.c.name).where(
        REFUSAL.c.peer == peer, REFUSAL.c.name != "", REFUSAL.c.scope.in_(wanted)
    )
    withheld = select(ENTRY.c.scope, ENTRY.c.name).where(ENTRY.c.refused != "", ENTRY.c.scope.in_(wanted), _OF_A_SERVER)
    found = (connection.execute(statement).all() for statement in (told, withheld))
    return {(scope, Name(name)) for lines in found for scope, name in lines}


def without_content(connection: Connection, scope: str) -> set[Name]:
    """Return the entries of a scope that stand refused here and whose content is not here."""
    return {Name(name) for name in connection.execute(_EMPTY.where(ENTRY.c.scope == scope)).scalars()}


def wanted_of(connection: Connection, scopes: Collection[str], device: str, most: int) -> list[tuple[str, Name]]:
    """Return entries (scope, name) whose content is not here, to be asked for when a device comes.

    Of many, first those that it sealed itself, which it has; then any others: what nobody has any more must not stand
    before the rest for ever.
    """
    sealed = exists().where(SEAL.c.scope == ENTRY.c.scope, SEAL.c.log == ENTRY.c.log, SEAL.c.device == device)
    statement = (
        _EMPTY.add_columns(ENTRY.c.scope)
        .where(ENTRY.c.scope.in_(sorted(scopes)))
        .order_by(case((sealed, 0), else_=1), func.random())
        .limit(most)
    )
    return [(scope, Name(name)) for name, scope in connection.execute(statement)]


def refusals_by(connection: Connection, peer: str, *, own: bool) -> list[Kept]:
    """Return which entries a peer is known to refuse: those that were written here, or those of everybody."""
    statement = _REFUSED_OF_OWN if own else _REFUSED_BY
    return [Kept(peer, scope, line, seq, Name(name), why) for scope, line, seq, name, why in
            connection.execute(statement, {"peer": peer})]  # fmt: skip


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _standing(
    connection: Connection, scope: str, payloads: Mapping[Name, bytes]
) -> dict[Name, set[tuple[str, str, str]]]:
    """Return what of some entries stands; looked up by the rows they speak of, as a log may be very long."""
    keys: set[Key] = set()
    for payload in payloads.values():
        with suppress(Refused):
            keys |= {(edit.noun, edit.row) for edit in wording.read(payload).edits}
    found: dict[Name, set[tuple[str, str, str]]] = {}
    for key, register, name, status in edits_of(connection, scope, keys):
        if status == STANDS and name in payloads:
            found.setdefault(name, set()).add((*key, register))
    return found


def _is_replaced_by_others(connection: Connection, refusal: Kept) -> bool:
    here = (ENTRY.c.scope == refusal.scope, ENTRY.c.log == refusal.line, ENTRY.c.seq == refusal.seq)
    own = connection.execute(select(ENTRY.c.payload).where(*here, ENTRY.c.arrived_from == "")).scalars().first()
    if own is None:
        return False
    names = names_of(connection, refusal.scope, {edit[:2] for edit in _edits(own)})
    for start in range(0, len(names), 400):
        found = connection.execute(_OF_OTHERS, named(refusal.scope, names[start : start + 400])).scalars()
        if any(refusal.name in edit.bases for payload in found for edit in _edits(payload)):
            return True
    return False


def _edits(payload: bytes) -> tuple[wording.Edit, ...]:
    try:
        return wording.read(bytes(payload)).edits
    except Refused:
        return ()


# Built once: every exchange asks them, and putting them together took longer than running them.
_EMPTY = select(ENTRY.c.name).where(ENTRY.c.refused != "", ENTRY.c.payload == b"")
_REFUSED_AMONG = select(ENTRY.c.name, ENTRY.c.payload, ENTRY.c.refused).where(IS_NAMED, ENTRY.c.refused != "")
_OF_OTHERS = select(ENTRY.c.payload).where(IS_NAMED, ENTRY.c.refused == "", ENTRY.c.arrived_from != "")
_OF_A_SERVER = exists().where(WITHHELD.c.scope == ENTRY.c.scope, WITHHELD.c.name == ENTRY.c.name)
_JUDGED_HERE = select(
    ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.refused, ENTRY.c.arrived_from
).where(ENTRY.c.refused != "", ~_OF_A_SERVER, ~exists().where(is_named_as(REFUSAL.c.scope, REFUSAL.c.name)))
_UNTAKEN = select(UNTAKEN).order_by(UNTAKEN.c.scope, UNTAKEN.c.log, UNTAKEN.c.peer)
_REFUSED_BY = select(REFUSAL.c.scope, REFUSAL.c.log, REFUSAL.c.seq, REFUSAL.c.name, REFUSAL.c.reason).where(
    REFUSAL.c.peer == bindparam("peer"), REFUSAL.c.name != ""
)
_REFUSED_OF_OWN = (
    _REFUSED_BY.select_from(REFUSAL)
    .join(ENTRY, is_named_as(REFUSAL.c.scope, REFUSAL.c.name))
    .where(ENTRY.c.arrived_from == "")
)
