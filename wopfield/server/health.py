"""How syncing stands: who has not come to an end, what was refused, what is open or missing, the disk."""

import shutil
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, case, delete, func, insert, select

from wopfield.domain.log import Name
from wopfield.server.lists import PAGE, LaptopLine, PartnershipLine, laptops_where, partnerships_where
from wopfield.server.tables import ACCOUNT, DEVICE, REFUSED, SCOPE
from wopfield.store.exchanges import LINE_MARK, log_of
from wopfield.store.file_states import gone_pieces
from wopfield.store.log_tables import CONFLICT, ENTRY, PIECE
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import EvidenceFile, Partnership
from wopfield.store.withdrawing import replaced
from wopfield.sync.protocol import Chunk, Refusal

MOST_KEPT = 2000
"""So many refusals of one laptop are kept for people to read; all of them stay on the laptop."""

SILENT = timedelta(days=30)
"""A laptop that was not here for so long is shown."""

_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """How often this server did not take something from a laptop, for one reason, and when last.

    ``whole``: it took nothing of a partnership; how much that is only the laptop knows.
    """

    device: str
    laptop: str
    person: str
    partnership: str
    reason: str
    count: int
    at: str
    whole: bool


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A file that rows speak of and whose pieces did not all arrive, or are no more where they lay."""

    scope: str
    partnership: str
    name: str
    missing: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Disk:
    """The room on the disk of the server's folder, in bytes."""

    free: int
    total: int

    @property
    def is_short(self) -> bool:
        """Return whether less than a tenth, or than 2 GB, is left."""
        return self.free < self.total // 10 or self.free < 2 * 10**9


@dataclass(frozen=True, slots=True)
class Health:
    """How syncing stands, with the first lines of each list."""

    waiting: Sequence[LaptopLine]
    """Laptops that did not end with the same: their exchange was cut short, or something of theirs is refused."""
    waiting_count: int
    silent: Sequence[LaptopLine]
    refused: Sequence[RefusedLine]
    refused_count: int
    """Of these, entries that were refused singly."""
    whole_count: int
    """Partnerships of which a laptop brought something, and nothing was taken."""
    conflicts: int
    partnerships: Sequence[PartnershipLine]
    """Those in which something was changed in two places."""
    missing: Sequence[MissingLine]
    missing_count: int
    disk: Disk | None
    """Where the database lies, and the files too unless ``file_disk`` says otherwise."""
    file_disk: Disk | None
    """Where the pieces of files lie, if that is another disk."""


def note_refusals(connection: Connection, device: str, refusals: Sequence[Refusal], at: datetime) -> None:
    """Keep what was not taken from a laptop, for people to read."""
    keys = {(each.scope, each.log, each.seq): each.reason for each in refusals}
    known = connection.execute(
        select(REFUSED.c.scope, REFUSED.c.log, REFUSED.c.seq).where(REFUSED.c.device == device)
    ).all()
    for scope, log, seq in known:
        keys.pop((scope, log, seq), None)
    room = max(MOST_KEPT - len(known), 0)
    moment = _written(at)
    lines = [
        {"device": device, "scope": scope, "log": log, "seq": seq, "reason": reason, "at": moment}
        for (scope, log, seq), reason in list(keys.items())[:room]
    ]
    if lines:
        connection.execute(insert(REFUSED), lines)


def forget_whole(connection: Connection, device: str, scopes: Sequence[str]) -> None:
    """Forget that partnerships were refused as a whole, once they are taken."""
    connection.execute(
        delete(REFUSED).where(REFUSED.c.device == device, REFUSED.c.log == "", REFUSED.c.scope.in_(scopes))
    )


def forget_taken(connection: Connection, chunks: Sequence[Chunk], refusals: Sequence[Refusal]) -> None:
    """Forget that what a page brought was refused before, whoever brought it then; not of what is refused again."""
    closed = {each.scope for each in refusals if not each.log}
    ends = {(each.scope, each.log): each.seq - 1 for each in refusals if each.log and not each.name}
    for chunk in chunks:
        if chunk.scope not in closed:
            last = min(chunk.last, ends.get((chunk.scope, chunk.log), chunk.last))
            here = (REFUSED.c.scope == chunk.scope) & (REFUSED.c.log == chunk.log)
            connection.execute(delete(REFUSED).where(here, REFUSED.c.seq.between(chunk.first, last)))


def forget_replaced(connection: Connection, scopes: Collection[str]) -> None:
    """Forget that entries were refused of which all that they said was replaced since."""
    here = (REFUSED.c.scope == ENTRY.c.scope) & (REFUSED.c.seq == ENTRY.c.seq) & (ENTRY.c.refused != "")
    in_log = (ENTRY.c.log == REFUSED.c.log) | ENTRY.c.log.startswith(REFUSED.c.log.concat(LINE_MARK))
    statement = select(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload).join_from(
        REFUSED, ENTRY, here & in_log
    )
    payloads: dict[str, dict[Name, bytes]] = defaultdict(dict)
    places: dict[Name, tuple[str, int]] = {}
    for scope, line, seq, name, payload in connection.execute(
        statement.where(REFUSED.c.scope.in_(sorted(scopes)), REFUSED.c.log != "", ENTRY.c.payload != b"")
    ):
        payloads[scope][Name(name)] = bytes(payload)
        places[Name(name)] = (log_of(line), seq)
    for scope, said in payloads.items():
        for name in replaced(connection, scope, said):
            log, seq = places[name]
            forget_accepted(connection, scope, log, [seq])


def is_anything_refused(connection: Connection, device: str) -> bool:
    """Return whether something that a laptop brought is refused, and so lies on laptops alone."""
    return connection.execute(select(REFUSED.c.seq).where(REFUSED.c.device == device).limit(1)).first() is not None


def forget_accepted(connection: Connection, scope: str, log: str, numbers: Collection[int]) -> None:
    """Forget that entries of a log were refused, whoever brought them."""
    connection.execute(
        delete(REFUSED).where(REFUSED.c.scope == scope, REFUSED.c.log == log, REFUSED.c.seq.in_(sorted(numbers)))
    )


def look(connection: Connection, at: datetime, folder: Path | None, pieces: Path | None = None) -> Health:
    """Return how syncing stands; ``folder`` is that of the database, ``pieces`` that of the files."""
    longest = _written(at - SILENT)
    missing, count = _missing(connection)
    whole = REFUSED.c.log == ""
    here, waits = ~DEVICE.c.revoked, DEVICE.c.agreed < DEVICE.c.last_seen
    return Health(
        waiting=laptops_where(connection, here, waits),
        waiting_count=_count(connection, DEVICE, here, waits),
        silent=laptops_where(connection, here, DEVICE.c.last_seen < longest),
        refused=_refused(connection),
        refused_count=_count(connection, REFUSED, ~whole),
        whole_count=_count(connection, REFUSED, whole),
        conflicts=_count(connection, CONFLICT),
        partnerships=partnerships_where(connection, _has_conflicts()),
        missing=missing,
        missing_count=count,
        disk=_disk(folder),
        file_disk=_disk(pieces) if _is_another(folder, pieces) else None,
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _count(connection: Connection, rows: Table, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(rows).where(*conditions)).scalar_one())


def _refused(connection: Connection) -> list[RefusedLine]:
    named = table(Partnership)
    last = func.max(REFUSED.c.at)
    whole = func.max(case((REFUSED.c.log == "", 1), else_=0)) == 1  # one reason is of the one kind or of the other
    statement = (
        select(
            REFUSED.c.device, DEVICE.c.name, ACCOUNT.c.name, func.coalesce(named.c.name, ""), REFUSED.c.reason,
            func.count(), last, whole,
        )
        .join(DEVICE, DEVICE.c.id == REFUSED.c.device)
        .join(ACCOUNT, ACCOUNT.c.id == DEVICE.c.account)
        .join(named, (named.c.scope == REFUSED.c.scope) & (named.c.id == REFUSED.c.scope), isouter=True)
        .group_by(REFUSED.c.device, DEVICE.c.name, ACCOUNT.c.name, named.c.name, REFUSED.c.scope, REFUSED.c.reason)
        .order_by(last.desc())
        .limit(PAGE)
    )  # fmt: skip
    return [RefusedLine(*line) for line in connection.execute(statement)]


def _has_conflicts() -> ColumnElement[bool]:
    return select(CONFLICT.c.row).where(CONFLICT.c.scope == SCOPE.c.id).exists()


def _missing(connection: Connection) -> tuple[list[MissingLine], int]:
    """Return the first files with pieces that are not here, and how many there are."""
    files, named = table(EvidenceFile), table(Partnership)
    here: dict[str, set[str]] = {}
    found: list[MissingLine] = []
    count = 0
    statement = (
        select(files.c.scope, func.coalesce(named.c.name, ""), files.c.name, files.c.pieces)
        .join(named, (named.c.scope == files.c.scope) & (named.c.id == files.c.scope), isouter=True)
        .where(files.c.alive, files.c.scope != COMMONS)
        .order_by(files.c.scope)
        .limit(_MOST_FILES)
    )
    for scope, partnership, name, pieces in connection.execute(statement).all():
        if scope not in here:
            came = set(connection.execute(select(PIECE.c.sha256).where(PIECE.c.scope == scope)).scalars())
            here = {scope: came - gone_pieces(connection, scope)}
        lacking = len({piece for piece in pieces or [] if isinstance(piece, str)} - here[scope])
        if lacking:
            count += 1
            if len(found) < PAGE:
                found.append(MissingLine(scope, partnership, name, lacking, len(pieces)))
    return found, count


def _disk(folder: Path | None) -> Disk | None:
    if folder is None or not folder.exists():
        return None
    usage = shutil.disk_usage(folder)
    return Disk(usage.free, usage.total)


def _is_another(folder: Path | None, pieces: Path | None) -> bool:
    """Return whether pieces lie on another disk than ``folder``; none is where there is no such folder."""
    if folder is None or pieces is None or not (folder.exists() and pieces.exists()):
        return pieces is not None
    return folder.stat().st_dev != pieces.stat().st_dev


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
