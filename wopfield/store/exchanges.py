"""What a database keeps of its exchanges: lines of logs, seals, certificates, and what others said they have.

A log is one **line** of entries. Where a laptop was copied and both copies went on, the second line is kept under
the log's id with ``~`` and the beginning of its first own name; on the wire both are the one log.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection as Connection  # the exchange types its calls with it
from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session as Session

from wopfield.domain import log as wording
from wopfield.domain.carried import LAPTOP as LAPTOP
from wopfield.domain.carried import SERVER as SERVER
from wopfield.domain.carried import STICK as STICK
from wopfield.domain.log import Change, Entry, Name
from wopfield.errors import Refused
from wopfield.store import other_servers
from wopfield.store.layout import lay_out
from wopfield.store.log import LINE_MARK as LINE_MARK
from wopfield.store.log import Seal, add_own, places_of
from wopfield.store.log import log_of as log_of
from wopfield.store.log_tables import CERTIFICATE, CONFIRMED, ENTRY, LOG, REFUSAL, SEAL, WITHHELD
from wopfield.store.named import IS_NAMED, named
from wopfield.store.reading import read
from wopfield.store.weighing import names_of

_CHUNK = 400
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of entries: its own id, the log it belongs to, its first own number, and where it stands.

    ``parent`` is the line it left where its log has several; ``mine`` while this device writes it.
    """

    scope: str
    id: str
    first: int
    seq: int
    name: Name
    mine: bool
    parent: str = ""

    @property
    def log(self) -> str:
        """Return the log as it is called on the wire."""
        return log_of(self.id)


@dataclass(frozen=True, slots=True)
class Found:
    """Where an entry lies here."""

    line: str
    seq: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of this device that somebody refused, and why."""

    peer: str
    scope: str
    line: str
    seq: int
    name: Name
    reason: str


def branch_of(log: str, name: Name) -> str:
    """Return the id of a second line of ``log`` whose first own entry is ``name``."""
    return f"{log}{LINE_MARK}{name[:8]}"


def scopes(connection: Connection) -> list[str]:
    """Return every scope that has a log here."""
    return list(connection.execute(_SCOPES).scalars())


def lines(connection: Connection, of_scopes: Iterable[str]) -> list[Line]:
    """Return every line of some scopes, a parent before the lines that left it."""
    found: list[Line] = []
    wanted = sorted(of_scopes)
    for start in range(0, len(wanted), _CHUNK):
        found += [Line(scope, log, first, seq, Name(name), mine) for scope, log, first, seq, name, mine in
                  connection.execute(_LINES, {"scopes": wanted[start : start + _CHUNK]})]  # fmt: skip
    if all(line.first == 1 for line in found):
        return found
    return [line if line.first == 1 else _with_parent(connection, line, found) for line in found]


def find(connection: Connection, scope: str, names: Iterable[Name]) -> dict[Name, Found]:
    """Return where the entries with these names lie; those that are not here are left out."""
    return {name: Found(*place) for name, place in places_of(connection, scope, list(names)).items()}


def names_from(connection: Connection, scope: str, of_lines: Iterable[str], seq: int) -> dict[Name, str]:
    """Return every entry of some lines from a number on: its name, and why it was refused (empty: it was not)."""
    statement = select(ENTRY.c.name, ENTRY.c.refused).where(
        ENTRY.c.scope == scope, ENTRY.c.log.in_(sorted(of_lines)), ENTRY.c.seq >= seq
    )
    return {Name(name): refused for name, refused in connection.execute(statement)}


def entries_between(
    connection: Connection, scope: str, line: str, after: int, until: int
) -> Iterator[tuple[Name, bytes, str, bool]]:
    """Yield name, payload, reason of refusal and whether it was written here, of the entries of a line."""
    statement = (
        select(ENTRY.c.name, ENTRY.c.payload, ENTRY.c.refused, ENTRY.c.arrived_from)
        .where(ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq > bindparam("after"))
        .where(ENTRY.c.seq <= until)
        .order_by(ENTRY.c.seq)
        .limit(_PAGE)
    )
    while after < until:
        found = connection.execute(statement, {"after": after}).all()
        for name, payload, refused, came_from in found:
            yield Name(name), bytes(payload), refused, came_from == ""
        after = after + len(found) if found else until


def seals_between(connection: Connection, scope: str, line: str, after: int, until: int) -> dict[int, Seal]:
    """Return the seals of a line after a number, by their number."""
    statement = select(SEAL.c.seq, SEAL.c.device, SEAL.c.signature).where(
        SEAL.c.scope == scope, SEAL.c.log == line, SEAL.c.seq > after, SEAL.c.seq <= until
    )
    return {seq: Seal(scope, line, seq, device, sig) for seq, device, sig in connection.execute(statement)}


def sealer_of(connection: Connection, scope: str, line: str) -> str:
    """Return the device that seals a line; empty where nobody sealed it yet."""
    statement = select(SEAL.c.device).where(SEAL.c.scope == scope, SEAL.c.log == line).limit(1)
    return str(connection.execute(statement).scalar() or "")


def withheld(connection: Connection, scope: str, name: Name) -> tuple[str, str] | None:
    """Return which server said that it refused an entry, and its signature; None when none did."""
    word = select(WITHHELD.c.device, WITHHELD.c.signature)
    found = connection.execute(word.where(WITHHELD.c.scope == scope, WITHHELD.c.name == name)).first()
    return None if found is None else (found.device, found.signature)


def keep_withheld(connection: Connection, scope: str, word: Mapping[Name, tuple[str, str]]) -> None:
    """Keep which server refused entries that came without their content, and its signature."""
    for name, (device, signature) in word.items():
        connection.execute(insert(WITHHELD).values(scope=scope, name=name, device=device, signature=signature))


def beginning(connection: Connection, scope: str) -> str:
    """Return the line that a partnership begins in: the one that holds the entry that made it."""
    names = names_of(connection, scope, [("partnership", scope)])
    statement = select(ENTRY.c.log).where(IS_NAMED, ENTRY.c.seq == 1).limit(1)
    return str(connection.execute(statement, named(scope, names)).scalar() or "")


# ── what others said ─────────────────────────────────────────────────────────────────────────────────────────


def confirmed(connection: Connection, peer: str) -> dict[tuple[str, str], int]:
    """Return up to which number a peer last said it has each line, by (scope, line)."""
    return {(scope, line): seq for scope, line, seq in connection.execute(_CONFIRMED, {"peer": peer})}


def peers(connection: Connection) -> list[str]:
    """Return everybody who ever said what they have."""
    return list(connection.execute(select(CONFIRMED.c.peer).distinct().order_by(CONFIRMED.c.peer)).scalars())


def confirm(connection: Connection, peer: str, scope: str, has: Mapping[str, int]) -> None:
    """Keep what a peer says it has of a scope; what it said before no longer counts, whether it was more or less."""
    known = confirmed(connection, peer)
    for line, seq in has.items():
        before = known.get((scope, line))
        if before is None:
            connection.execute(insert(CONFIRMED).values(peer=peer, scope=scope, log=line, seq=seq, name=""))
        elif before != seq:
            connection.execute(
                update(CONFIRMED)
                .where(CONFIRMED.c.peer == peer, CONFIRMED.c.scope == scope, CONFIRMED.c.log == line)
                .values(seq=seq)
            )


def waiting(connection: Connection, *peers: str) -> list[tuple[str, str, int]]:
    """Return how many rows have changes that none of some peers said yet it has, as (scope, noun, count)."""
    there: dict[tuple[str, str], int] = {}
    for peer in peers:
        for place, seq in confirmed(connection, peer).items():
            there[place] = max(seq, there.get(place, 0))
    apart = frozenset[tuple[str, str]]().union(*(other_servers.lines_not_for(connection, peer) for peer in peers))
    apart |= _written_by(connection, peers)
    counts: dict[tuple[str, str], set[str]] = {}
    for scope, line, seq in connection.execute(select(LOG.c.scope, LOG.c.log, LOG.c.seq)):
        known = there.get((scope, line), 0)
        if known >= seq or (scope, line) in apart:
            continue
        # What the entries say themselves: their names lead to the rows through all that was ever edited.
        statement = select(ENTRY.c.payload).where(
            ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq > known, ENTRY.c.refused == ""
        )
        for payload in connection.execute(statement, execution_options={"yield_per": _PAGE}).scalars():
            for noun, row in _rows_of(bytes(payload)):
                counts.setdefault((scope, noun), set()).add(row)
    return sorted((scope, noun, len(rows)) for (scope, noun), rows in counts.items())


def count_waiting(connection: Connection, peer: str) -> int:
    """Return how many entries a peer did not yet say it has."""
    there, apart = confirmed(connection, peer), other_servers.lines_not_for(connection, peer)
    return sum(
        max(0, seq - max(there.get((scope, line), 0), first - 1))
        for scope, line, first, seq in connection.execute(select(LOG.c.scope, LOG.c.log, LOG.c.first, LOG.c.seq))
        if (scope, line) not in apart
    )


def keep_refusals(connection: Connection, refused: Sequence[Kept]) -> None:
    """Keep what somebody refused, and why."""
    forget_refusals(connection, refused)
    for each in refused:
        connection.execute(
            insert(REFUSAL).values(
                peer=each.peer,
                scope=each.scope,
                log=each.line,
                seq=each.seq,
                name=each.name,
                reason=each.reason,
            )
        )


def forget_refusals(connection: Connection, refusals: Iterable[Kept]) -> None:
    """Forget refusals that no longer hold."""
    for each in refusals:
        connection.execute(
            delete(REFUSAL).where(
                REFUSAL.c.peer == each.peer,
                REFUSAL.c.scope == each.scope,
                REFUSAL.c.log == each.line,
                REFUSAL.c.seq == each.seq,
            )
        )


def refusals(connection: Connection) -> list[Kept]:
    """Return everything that was refused and still is."""
    return [Kept(peer, scope, line, seq, Name(name), why) for peer, scope, line, seq, name, why in
            connection.execute(_REFUSALS)]  # fmt: skip


def certificates(connection: Connection, devices: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the certificates of some devices that are here: content and signature."""
    statement = select(CERTIFICATE.c.device, CERTIFICATE.c.content, CERTIFICATE.c.signature).where(
        CERTIFICATE.c.device.in_(sorted(devices))
    )
    return {device: (content, signature) for device, content, signature in connection.execute(statement)}


def keep_certificate(connection: Connection, device: str, content: str, signature: str) -> None:
    """Keep the certificate of a device in place of the one before."""
    connection.execute(delete(CERTIFICATE).where(CERTIFICATE.c.device == device))
    connection.execute(insert(CERTIFICATE).values(device=device, content=content, signature=signature))


def write_again(connection: Connection, refusal: Kept, change: Change) -> Entry:
    """Write a change as a new entry of this device in place of one that was refused, lay it out, forget the refusal."""
    entry = add_own(connection, refusal.scope, change)
    lay_out(connection, [entry])
    forget_refusals(connection, [refusal])
    return entry


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


# Built once: every exchange asks them, and putting them together took longer than running them.
_SCOPES = select(LOG.c.scope).distinct().order_by(LOG.c.scope)
_LINES = (
    select(LOG.c.scope, LOG.c.log, LOG.c.first, LOG.c.seq, LOG.c.name, LOG.c.mine)
    .where(LOG.c.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(LOG.c.scope, LOG.c.first, LOG.c.log)
)
_CONFIRMED = select(CONFIRMED.c.scope, CONFIRMED.c.log, CONFIRMED.c.seq).where(CONFIRMED.c.peer == bindparam("peer"))
_REFUSALS = select(
    REFUSAL.c.peer, REFUSAL.c.scope, REFUSAL.c.log, REFUSAL.c.seq, REFUSAL.c.name, REFUSAL.c.reason
).order_by(REFUSAL.c.scope, REFUSAL.c.log, REFUSAL.c.seq)


def _written_by(connection: Connection, devices: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the lines, as (scope, line), that some devices wrote, and so have.

    Where a log has several lines its laptop was copied, and each of the two may lack what the other wrote.
    """
    sealed = select(SEAL.c.scope, SEAL.c.log).where(SEAL.c.device.in_(devices)).distinct()
    found = frozenset((scope, line) for scope, line in connection.execute(sealed))
    copied = {(scope, log_of(line)) for scope, line in found if log_of(line) != line}
    return frozenset((scope, line) for scope, line in found if (scope, log_of(line)) not in copied)


def _rows_of(payload: bytes) -> list[tuple[str, str]]:
    """Return the noun and id of each row that an entry speaks of; of none where it cannot be read."""
    try:
        return [(edit.noun, edit.row) for edit in read(payload).edits]
    except Refused:
        return []


def _with_parent(connection: Connection, line: Line, others: Sequence[Line]) -> Line:
    """Find the line whose entry the first own entry of ``line`` follows."""
    first = connection.execute(
        select(ENTRY.c.name, ENTRY.c.payload).where(
            ENTRY.c.scope == line.scope, ENTRY.c.log == line.id, ENTRY.c.seq == line.first
        )
    ).one()
    before = connection.execute(
        select(ENTRY.c.log, ENTRY.c.name).where(
            ENTRY.c.scope == line.scope,
            ENTRY.c.log.in_([other.id for other in others if other.scope == line.scope and other.log == line.log]),
            ENTRY.c.seq == line.first - 1,
        )
    ).all()
    parent = before[0][0]  # where a refused entry came without its payload
    for line_id, name in before:
        made = wording.name_of(line.scope, line.log, line.first, Name(name), bytes(first.payload))
        if made == first.name:
            parent = line_id
    return Line(line.scope, line.id, line.first, line.seq, line.name, line.mine, parent)


def entry(connection: Connection, scope: str, line: str, seq: int) -> Entry | None:
    """Return the entry at a place; None when it is not here."""
    found = connection.execute(
        select(ENTRY.c.name, ENTRY.c.payload).where(ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq == seq)
    ).first()
    return None if found is None else Entry(scope, line, seq, Name(found.name), bytes(found.payload))
