"""Withdraw what came from its author and a server refuses: it stays in its log, and counts here no more than elsewhere.

Else whoever met the author would go on showing what nobody has who knows the server alone. What this device wrote
itself is never withdrawn: its author sees it until it is taken, replaced or taken back. A server's refusal that is kept
beside a withdrawn entry says on whose word that was done; without it, this device judges for itself again.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, bindparam, exists, select, update

from wopfield.domain.log import Name
from wopfield.store.accepting import let_stand
from wopfield.store.exchanges import Kept
from wopfield.store.layout import lay_out_anew, lay_out_read
from wopfield.store.log_tables import ENTRY, REFUSAL
from wopfield.store.named import IS_NAMED, is_named_as, named
from wopfield.store.reading import edits_said
from wopfield.store.weighing import REPLACED_UNSEEN, Key, edits_of

_AT_ONCE = 400


def counting_of_others(connection: Connection, scope: str, names: Collection[Name]) -> list[Name]:
    """Return those of some entries that count here and were written elsewhere."""
    found: list[Name] = []
    wanted = sorted(names)
    for start in range(0, len(wanted), _AT_ONCE):
        found += map(Name, connection.execute(_COUNTING, named(scope, wanted[start : start + _AT_ONCE])).scalars())
    return found


def withdraw(connection: Connection, scope: str, reasons: Mapping[Name, str]) -> frozenset[str]:
    """Let entries of others count no more, and return the nouns that changed; ``reasons`` say why, by entry."""
    keys: set[Key] = set()
    for name in counting_of_others(connection, scope, reasons):
        for line, seq, payload in connection.execute(_PLACES, named(scope, [name])).all():
            here = (ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq == seq)
            connection.execute(update(ENTRY).where(*here).values(refused=reasons[name]))
            keys |= {edit[:2] for edit in edits_said(payload)}
    return lay_out_anew(connection, scope, keys)


def withdrawn(connection: Connection, peer: str) -> list[Kept]:
    """Return what counts no more because a server refuses it."""
    found = connection.execute(_WITHDRAWN, {"peer": peer})
    return [Kept(peer, scope, line, seq, Name(name), why) for scope, line, seq, name, why in found]


def bring_back(connection: Connection, refusals: Iterable[Kept]) -> frozenset[str]:
    """Let what was withdrawn count again, and return the nouns that changed."""
    by_scope: dict[str, dict[Name, bytes]] = {}
    for each in refusals:
        by_scope.setdefault(each.scope, {})[each.name] = b""  # its content is here
    touched: frozenset[str] = frozenset()
    for scope, contents in by_scope.items():
        touched |= lay_out_read(connection, scope, let_stand(connection, scope, contents))
    return touched


def replaced(connection: Connection, scope: str, payloads: Mapping[Name, bytes]) -> frozenset[Name]:
    """Return those of some withdrawn entries of which all that they say was replaced by something that is here."""
    edits = {name: edits_said(payload) for name, payload in payloads.items()}
    said = {name: {(edit[:2], edit.register) for edit in of} for name, of in edits.items()}
    for edit in (edit for of in edits.values() for edit in of):
        for base in edit.bases:
            said.get(base, set()).discard((edit[:2], edit.register))
    keys = {key for registers in said.values() for key, _register in registers}
    for key, register, name, status in edits_of(connection, scope, keys):
        if status == REPLACED_UNSEEN and name in said:
            said[name].discard((key, register))
    return frozenset(name for name, left in said.items() if not left)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


_COUNTING = select(ENTRY.c.name).where(IS_NAMED, ENTRY.c.refused == "", ENTRY.c.arrived_from != "")
_PLACES = select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.payload).where(IS_NAMED, ENTRY.c.refused == "")
_NOT_COUNTING = exists().where(is_named_as(REFUSAL.c.scope, REFUSAL.c.name), ENTRY.c.refused != "")
_WITHDRAWN = select(REFUSAL.c.scope, REFUSAL.c.log, REFUSAL.c.seq, REFUSAL.c.name, REFUSAL.c.reason).where(
    REFUSAL.c.peer == bindparam("peer"), REFUSAL.c.name != "", _NOT_COUNTING
)
