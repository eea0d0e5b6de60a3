"""Evidence: photos, documents, records, interviews and observations, numbered E1, E2 … within an assessment.

A file is made ready first (``ready_photo``, ``ready_document``), away from the database, because that takes
time; ``add`` then keeps the evidence with it in one change.
"""

import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import orm
from sqlmodel import Session, col, func, select

from wopfield.domain.numbering import codes
from wopfield.domain.summary import Audience
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.files import PIECE_BYTES, FileStore, note_pieces, read_document, take_in_picture
from wopfield.store.tables import Assessment, Evidence, EvidenceFile

Kind = Literal["photo", "document", "record", "interview", "observation"]

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A file whose pieces are kept and that waits for its evidence."""

    name: str
    media_type: str
    size: int
    sha256: str
    pieces: tuple[str, ...]
    width: int = 0
    height: int = 0
    taken: datetime | None = None

    def piece_sizes(self) -> Iterable[tuple[str, int]]:
        """Yield each piece with its size in bytes."""
        for place, sha256 in enumerate(self.pieces):
            yield sha256, min(PIECE_BYTES, self.size - place * PIECE_BYTES)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence as people see it: its row, its code (E7), and the file behind it if there is one."""

    row: Evidence
    code: str
    file: EvidenceFile | None = None


def ready_photo(files: FileStore, content: bytes, name: str) -> ReadyFile:
    """Keep a photo's pieces: upright, no larger than needed, without hidden data.

    Raises:
        NotAnImage: the bytes are no picture.
        DiskFull: there is no room for it.
    """
    picture = take_in_picture(content, name)
    stem = Path(name).stem or _("Photo")
    return ready_content(files, picture.content, f"{stem}.jpg", JPEG, picture.width, picture.height, picture.taken)


def ready_document(files: FileStore, path: Path) -> ReadyFile:
    """Keep a document's pieces, as it is.

    Raises:
        BadInput: it cannot be read, is empty or too large.
        DiskFull: there is no room for it.
    """
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return ready_content(files, read_document(path), path.name, media_type)


def ready_content(
    files: FileStore,
    content: bytes,
    name: str,
    media_type: str,
    width: int = 0,
    height: int = 0,
    taken: datetime | None = None,
) -> ReadyFile:
    """Keep the pieces of a file.

    Raises:
        BadInput: it is empty.
        DiskFull: there is no room for it.
    """
    if not content:
        raise BadInput(_("{name} is empty.", name=name), safe=_("Nothing was changed."))
    pieces = tuple(files.put(content))
    sha256 = hashlib.sha256(content).hexdigest()
    return ReadyFile(name, media_type, len(content), sha256, pieces, width, height, taken)


def read_photo(path: Path) -> bytes:
    """Return the bytes of a photo's file.

    Raises:
        BadInput: it cannot be read, is empty or too large.
    """
    return read_document(path)


def add(
    editor: Editor,
    assessment: Assessment,
    item: str,
    kind: Kind,
    title: str,
    file: ReadyFile | None = None,
    *,
    note: str = "",
    taken: datetime | None = None,
    where: str = "",
) -> Evidence:
    """Keep a piece of evidence under the next number, with its file if it has one."""
    evidence = editor.add(
        Evidence(
            scope=assessment.scope,
            number=next_number(editor.session, assessment.scope, assessment.id),
            kind=kind,
            title=title,
            note=note,
            assessment=assessment.id,
            item=item,
            visit=assessment.visit,
            taken=taken or (file.taken if file else None),
            where=where,
        )
    )
    if file is not None:
        attach(editor, evidence, file)
    # Two photos dropped at once must not get one number.
    editor.session.flush()
    return evidence


def attach(editor: Editor, evidence: Evidence, file: ReadyFile) -> EvidenceFile:
    """Keep the file behind a piece of evidence."""
    return attach_to(editor, evidence.scope, evidence.id, file)


def attach_to(editor: Editor, scope: str, row_id: str, file: ReadyFile) -> EvidenceFile:
    """Keep the file behind a row: a piece of evidence, or a report that was issued."""
    note_pieces(editor.session.connection(), scope, file.piece_sizes())
    return editor.add(
        EvidenceFile(
            scope=scope,
            evidence=row_id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            pieces=list(file.pieces),
            width=file.width,
            height=file.height,
        )
    )


def change(
    editor: Editor,
    shown: Evidence,
    *,
    title: str | None = None,
    note: str | None = None,
    may_be_shared: bool | None = None,
    audience: Audience | None = None,
) -> Evidence:
    """Give a piece of evidence another title or note, or say who may read of it; None leaves it."""
    kept = editor.take(shown)
    if title is not None:
        kept.title = title
    if note is not None:
        kept.note = note
    if may_be_shared is not None:
        kept.may_be_shared = may_be_shared
    if audience is not None:
        kept.audience = audience
    return kept


def take_away(editor: Editor, shown: Evidence) -> None:
    """Take evidence away; its number is never given again, and it can be brought back."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: Evidence) -> None:
    """Bring back evidence that was taken away."""
    editor.bring_back(shown)


def next_number(session: orm.Session, scope: str, assessment: str) -> int:
    """Return the number after the highest ever given in an assessment."""
    statement = select(func.max(Evidence.number)).where(Evidence.scope == scope, Evidence.assessment == assessment)
    return int(session.scalar(statement) or 0) + 1


def of_assessment(session: Session, scope: str, assessment: str) -> list[Exhibit]:
    """Return all evidence of an assessment with the files behind it, by number."""
    every = session.exec(select(Evidence).where(Evidence.scope == scope, Evidence.assessment == assessment)).all()
    called = codes([row.id for row in every], {row.id: row.number for row in every}, "E")
    alive = [row for row in every if row.alive]
    files = _files_of(session, scope, [row.id for row in alive])
    exhibits = (Exhibit(row, called[row.id], files.get(row.id)) for row in alive)
    return sorted(exhibits, key=lambda exhibit: (exhibit.row.number, exhibit.row.id))


def of_partnership(session: Session, scope: str) -> list[tuple[Evidence, str]]:
    """Return all evidence of a partnership, each with the title of its assessment, the newest assessment first."""
    rows = session.exec(select(Evidence).where(Evidence.scope == scope, col(Evidence.alive))).all()
    titles = {
        row.id: (row.started, row.title) for row in session.exec(select(Assessment).where(Assessment.scope == scope))
    }
    told = [(row, *titles.get(row.assessment, (None, ""))) for row in rows]
    told.sort(key=lambda each: (each[0].assessment, each[0].number, each[0].id))
    told.sort(key=lambda each: str(each[1] or ""), reverse=True)
    return [(row, title) for row, _started, title in told]


def audiences(session: Session, scope: str) -> dict[str, str]:
    """Return who may read each piece of evidence of a partnership, by its id; those that were taken away too."""
    return {row.id: row.audience for row in session.exec(select(Evidence).where(Evidence.scope == scope))}


def of_item(session: Session, scope: str, assessment: str, item: str) -> list[Exhibit]:
    """Return the evidence of one item, by number."""
    return [found for found in of_assessment(session, scope, assessment) if found.row.item == item]


def open_file(files: FileStore, file: EvidenceFile) -> bytes:
    """Return the bytes of a file.

    Raises:
        BadInput: a piece of it has not arrived on this laptop.
    """
    content = files.get(file.pieces)
    if content is None:
        raise BadInput(
            _("{name} has not arrived on this laptop yet.", name=file.name),
            safe=_("It is on the laptop it was added on."),
            do=_("Sync with that laptop or with the server."),
        )
    return content


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _files_of(session: Session, scope: str, evidence: list[str]) -> dict[str, EvidenceFile]:
    rows = session.exec(
        select(EvidenceFile).where(
            EvidenceFile.scope == scope, col(EvidenceFile.evidence).in_(evidence), col(EvidenceFile.alive)
        )
    )
    return {row.evidence: row for row in sorted(rows, key=lambda row: row.id)}
