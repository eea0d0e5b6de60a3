"""Issued reports on the server: a list of the newest, and the very file that was issued."""

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, func, select

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.server.blobs import BlobStore
from wopfield.server.lists import PAGE
from wopfield.store.files import is_piece
from wopfield.store.rows import table
from wopfield.store.tables import EvidenceFile, Partnership, Report


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that the log knows; ``pieces`` are those of its file, none where the log knows of no file."""

    scope: str
    id: str
    partnership: str
    headline: str
    number: str
    version: str
    issued: str
    sha256: str
    pieces: tuple[str, ...]


def newest(connection: Connection) -> list[ReportLine]:
    """Return reports, the one issued last first, drafts after them."""
    lines = table(Report)
    order = (lines.c.issued.is_(None), lines.c.issued.desc(), lines.c.scope, lines.c.id)
    return _lines(connection, order=order, most=2 * PAGE)


def find(connection: Connection, scope: str, report: str) -> ReportLine | None:
    """Return one report, or None."""
    return next(iter(_lines(connection, scope=scope, report=report, most=1)), None)


def file_of(blobs: BlobStore, about: ReportLine) -> bytes:
    """Return the file of an issued report, byte by byte as it was issued.

    Raises:
        BadInput: it has not arrived whole.
    """
    parts = [blobs.get(piece) if is_piece(piece) else None for piece in about.pieces]
    content = b"".join(part for part in parts if part is not None)
    if not parts or None in parts or hashlib.sha256(content).hexdigest() != about.sha256:
        raise BadInput(
            _(
                "The file of {number}, version {version}, has not arrived whole.",
                number=about.number,
                version=about.version,
            ),
            do=_("It comes with the next sync of the laptop it was issued on."),
        )
    return content


def _lines(
    connection: Connection, *, scope: str = "", report: str = "", order: tuple[Any, ...] = (), most: int
) -> list[ReportLine]:
    lines, named, files = table(Report), table(Partnership), table(EvidenceFile)
    statement = (
        select(
            lines.c.scope, lines.c.id, func.coalesce(named.c.name, "").label("partnership"), lines.c.headline,
            lines.c.number, lines.c.version, lines.c.issued, lines.c.sha256, files.c.pieces,
        )
        .join(named, (named.c.scope == lines.c.scope) & (named.c.id == lines.c.scope), isouter=True)
        .join(
            files,
            (files.c.scope == lines.c.scope) & (files.c.evidence == lines.c.id) & files.c.alive
            & (files.c.sha256 == lines.c.sha256),
            isouter=True,
        )
        .where(lines.c.alive)
        .limit(most)
    )  # fmt: skip
    if report:
        statement = statement.where(lines.c.scope == scope, lines.c.id == report)
    found = []
    for row in connection.execute(statement.order_by(*order) if order else statement):
        issued = row.issued.replace(tzinfo=row.issued.tzinfo or UTC).isoformat() if row.issued else ""
        pieces = tuple(piece for piece in row.pieces or () if isinstance(piece, str))
        names = (row.scope, row.id, row.partnership, row.headline, row.number, row.version)
        found.append(ReportLine(*names, issued, row.sha256, pieces))
    return found
