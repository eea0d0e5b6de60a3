"""Judge again what was refused, once the right that was lacking is given: a role, or a person to write for.

What is taken now is accepted by an entry of the server's own, which goes to every laptop as its others do. So nobody
has to do anything, not even the laptop that wrote it, and everybody comes to the same. What is still not allowed stays
refused.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, select, update

from wopfield.domain.acceptance import accept
from wopfield.domain.log import SERVER, Change, Edit, Entry, Name, canonical, read
from wopfield.server import devices, health, members
from wopfield.server.devices import Device
from wopfield.server.judging import judge
from wopfield.server.tables import DEVICE, MEMBERSHIP, SCOPE
from wopfield.store import exchanges
from wopfield.store.accepting import acceptances
from wopfield.store.database import Clock
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own, entries_named, timestamp
from wopfield.store.log_tables import ENTRY, SEAL
from wopfield.store.rights import MENTEE
from wopfield.store.rows import COMMONS
from wopfield.sync.exchange import Content

_MOST_EDITS, _MOST_BYTES = 200, 800_000
"""So much an entry accepts at once, so that it fits a page."""


def judge_again(connection: Connection, account: str, clock: Clock, scopes: Collection[str] | None = None) -> int:
    """Take what was refused of an account's laptops and is allowed now, and return how many entries that were.

    ``scopes`` are where its rights may have changed; None for everywhere it is a member.
    """
    count = 0
    for scope in sorted(members.open_to(connection, account) if scopes is None else scopes):
        _lock(connection, scope)
        for device, line in _lines(connection, scope, account):
            refused = _refused(connection, scope, line)
            if not refused:
                continue
            pairs = zip(refused, judge(connection, device, refused), strict=True)
            taken = [entry for entry, judged in pairs if not judged.refused and judged.change is not None]
            _accept(connection, scope, taken, clock)
            health.forget_accepted(connection, scope, exchanges.log_of(line), [entry.seq for entry in taken])
            count += len(taken)
    return count


def has_refused(connection: Connection, scope: str) -> bool:
    """Return whether anything of a scope stands refused."""
    return connection.execute(select(ENTRY.c.seq).where(*_is_refused(scope)).limit(1)).first() is not None


def judge_mentees_again(connection: Connection, scope: str, clock: Clock) -> None:
    """Take what mentees wrote into ratings of their own before it was known that they are their own.

    Two of them share the ratings that a utility gives itself, and the words of one may come before the rating of the
    other.
    """
    here = (MEMBERSHIP.c.scope == scope, MEMBERSHIP.c.role == MENTEE)
    for account in sorted(connection.execute(select(MEMBERSHIP.c.account).where(*here)).scalars()):
        judge_again(connection, account, clock, [scope])


def accept_what_stands(connection: Connection, doubts: Mapping[str, Collection[Name]], clock: Clock) -> None:
    """Accept, for all to hear, those of some entries that stand here though laptops heard that they are refused.

    So it is where the server went back to a dump from before it refused them, and what was lacking is there by now.
    Whoever names what nobody refused makes the log grow by that once, and never by what the server wrote itself.
    """
    for scope, names in sorted(doubts.items()):
        if doubtful := _standing(connection, scope, names):
            _lock(connection, scope)
            _accept(connection, scope, _standing(connection, scope, doubtful.keys()).values(), clock)


def follow_log(connection: Connection, scope: str, clock: Clock) -> None:
    """Give back the roles that a server had given before it was restored, and judge by them again."""
    found = members.follow_log(connection, scope, clock)
    for account in found:
        judge_again(connection, account, clock, [scope])
    if found:
        judge_what_members_said_of_people(connection, scope, clock)


def take_contents(connection: Connection, contents: Collection[Content], clock: Clock) -> None:
    """Keep what refused entries say that came here without, and judge them again.

    So it is where others brought them first, after the server went back to a dump from before it refused them.
    """
    for scope, _device, name, payload in contents:
        gap = (ENTRY.c.scope == scope, ENTRY.c.name == name, ENTRY.c.refused != "", ENTRY.c.payload == b"")
        connection.execute(update(ENTRY).where(*gap).values(payload=payload))
    for scope, device in sorted({(each.scope, each.device) for each in contents}):
        sealer = devices.find(connection, device)
        if sealer is not None:
            judge_again(connection, sealer.account, clock, [scope])


def judge_what_members_said_of_people(connection: Connection, scope: str, clock: Clock) -> int:
    """Take what members of a partnership said of people before all of them were members; return how much that was."""
    accounts = connection.execute(select(MEMBERSHIP.c.account).where(MEMBERSHIP.c.scope == scope)).scalars()
    if not has_refused(connection, COMMONS):
        return 0
    return sum(judge_again(connection, account, clock, [COMMONS]) for account in sorted(accounts))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(connection: Connection, scope: str, account: str) -> list[tuple[Device, str]]:
    """Return the lines that an account's laptops sealed in a scope, each with its laptop; not of one shut out."""
    sealers = select(DEVICE.c.id).where(DEVICE.c.account == account, ~DEVICE.c.revoked)
    statement = select(SEAL.c.device, SEAL.c.log).where(SEAL.c.scope == scope, SEAL.c.device.in_(sealers)).distinct()
    known = {device.id: device for device in devices.of_account(connection, account)}
    found = connection.execute(statement.order_by(SEAL.c.device, SEAL.c.log)).all()
    return [(known[device], line) for device, line in found]


def _refused(connection: Connection, scope: str, line: str) -> list[Entry]:
    """Return the entries of a line that were refused and whose content is here."""
    statement = select(ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload).where(
        *_is_refused(scope), ENTRY.c.log == line, ENTRY.c.payload != b""
    )
    return [
        Entry(scope, line, seq, Name(name), bytes(payload))
        for seq, name, payload in sorted(map(tuple, connection.execute(statement)))
    ]


def _is_refused(scope: str) -> tuple[ColumnElement[bool], ...]:
    return ENTRY.c.scope == scope, ENTRY.c.refused != ""


def _standing(connection: Connection, scope: str, names: Collection[Name]) -> dict[Name, Entry]:
    """Return those of some entries of laptops that are here, were not refused, and that nothing says to be accepted."""
    found = entries_named(connection, scope, sorted(names))
    accepted = acceptances(connection, scope, found.keys())
    return {name: entry for name, entry in found.items() if name not in accepted and not _is_own(entry)}


def _is_own(entry: Entry) -> bool:
    """Return whether a server wrote an entry: what a laptop writes in its name is refused."""
    return read(entry.payload).author == SERVER


def _lock(connection: Connection, scope: str) -> None:
    connection.execute(update(SCOPE).where(SCOPE.c.id == scope).values(touched=SCOPE.c.touched + 1))


def _accept(connection: Connection, scope: str, entries: Iterable[Entry], clock: Clock) -> None:
    for edits in _parts(accept(entry.name, entry.payload) for entry in entries):
        lay_out(connection, [add_own(connection, scope, Change(timestamp(clock()), SERVER, edits))])


def _parts(edits: Iterable[Edit]) -> Iterator[tuple[Edit, ...]]:
    """Yield edits in parts that fit an entry; what fits none stays refused."""
    part: list[Edit] = []
    size = 0
    for edit in edits:
        length = len(canonical(edit.values))
        if length > _MOST_BYTES:
            continue
        if part and (len(part) == _MOST_EDITS or size + length > _MOST_BYTES):
            yield tuple(part)
            part, size = [], 0
        part.append(edit)
        size += length
    if part:
        yield tuple(part)
