"""Issuing: a report with number and version, kept as a row of its own with its file, and never changed again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session, col, select

from wopfield.errors import BadInput, Refused
from wopfield.language import _
from wopfield.store import evidence, section_texts
from wopfield.store.editor import Editor
from wopfield.store.evidence import ReadyFile
from wopfield.store.files import FileStore
from wopfield.store.rows import derived_id
from wopfield.store.tables import EvidenceFile, Member, Report

Stage = Literal["draft", "comment", "final"]
STAGES: tuple[Stage, ...] = ("draft", "comment", "final")

PDF = "application/pdf"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are mistaken for others when somebody reads a number aloud."""
_MOST_NUMBER, _MOST_VERSION, _MOST_NOTE = 60, 20, 200


@dataclass(frozen=True, slots=True)
class Naming:
    """What a person says when issuing."""

    number: str
    version: str
    stage: Stage
    change_note: str = ""


def number_of(draft: Report, year: int) -> str:
    """Return the number of a document: the same on every laptop, so that two who issue it apart give it one number."""
    value = int(derived_id("number", draft.id).replace("-", ""), 16)
    letters = ""
    for _place in range(5):
        value, rest = divmod(value, len(_LETTERS))
        letters += _LETTERS[rest]
    return f"WOP-{year}-{letters}"


def next_version(issued: Sequence[Report]) -> str:
    """Return the version after the highest one issued."""
    highest = max((_parts(row.version) for row in issued), default=(0, 0))
    return f"{highest[0]}.{highest[1] + 1}" if highest[0] else "1.0"


def check_naming(session: Session, draft: Report, naming: Naming) -> None:
    """Look whether a report can be issued under a name.

    Raises:
        BadInput: number or version is missing, too long, or issued already.
    """
    if not naming.number.strip() or not naming.version.strip():
        raise BadInput(_("A report needs a number and a version."), do=_("Type both."))
    longest = ((naming.number, _MOST_NUMBER), (naming.version, _MOST_VERSION), (naming.change_note, _MOST_NOTE))
    for words, most in longest:
        if len(words) > most or not words.isprintable():
            raise BadInput(
                _("“{words}” is too long or holds signs that cannot be printed.", words=words[:40]),
                do=_("Use at most {most} letters.", most=most),
            )
    if named(session, draft.scope, naming.number, naming.version):
        raise BadInput(
            _("Version {version} of {number} is issued already.", version=naming.version, number=naming.number),
            safe=_("Nothing was changed."),
            do=_("Choose another version."),
        )


def may_issue(session: Session, scope: str, person: str) -> bool:
    """Return whether a person may issue: the lead, or anybody where no server has given out roles."""
    roles = session.exec(
        select(Member.role).where(Member.scope == scope, Member.person == person, col(Member.alive))
    ).all()
    anybody = session.exec(select(Member.id).where(Member.scope == scope, col(Member.alive)).limit(1)).first()
    return "lead" in roles or anybody is None


def issue(
    editor: Editor, draft: Report, naming: Naming, file: ReadyFile, *, fingerprint: str, issued: datetime
) -> Report:
    """Keep an issued report with its file; the draft stays for the next version.

    Raises:
        BadInput: number or version cannot be used.
        Refused: this person may not issue.
    """
    session = editor.session
    check_naming(session, draft, naming)
    if not may_issue(session, draft.scope, editor.author):
        raise Refused(_("Only the lead of the partnership issues reports."), safe=_("Nothing was changed."))
    row = editor.add(
        Report(
            scope=draft.scope,
            **{
                **_content_now(session, draft),
                "number": naming.number.strip(),
                "version": naming.version.strip(),
                "status": "issued",
                "stage": naming.stage,
                "change_note": naming.change_note.strip(),
                "fingerprint": fingerprint,
                "issued": issued,
                "issuer": editor.author,
                "sha256": file.sha256,
            },
        )
    )
    evidence.attach_to(editor, draft.scope, row.id, file)
    return row


def ready_paper(files: FileStore, pdf: bytes, name: str) -> ReadyFile:
    """Keep the pieces of an issued file.

    Raises:
        DiskFull: there is no room for it.
    """
    return evidence.ready_content(files, pdf, name, PDF)


def of_draft(session: Session, draft: Report) -> list[Report]:
    """Return what was issued of a document, the newest first."""
    rows = session.exec(
        select(Report).where(
            Report.scope == draft.scope,
            Report.assessment == draft.assessment,
            Report.document == draft.document,
            Report.status == "issued",
            col(Report.alive),
        )
    )
    return _newest_first(rows)


def says_more(session: Session, draft: Report) -> bool:
    """Return whether a draft has something chosen or written that the newest issued one has not."""
    newest = next(iter(of_draft(session, draft)), None)
    return newest is None or _content(newest) != _content_now(session, draft)


def stage_of(row: Report) -> Stage:
    """Return what an issued report is; one of an older program is final."""
    return next((stage for stage in STAGES if stage == row.stage), "final")


def named(session: Session, scope: str, number: str, version: str) -> list[Report]:
    """Return what was issued under a number and version, the newest first: two laptops may both have done so."""
    return [row for row in numbered(session, scope, number) if row.version == version.strip()]


def numbered(session: Session, scope: str, number: str) -> list[Report]:
    """Return what was issued under a number, the newest first."""
    rows = session.exec(
        select(Report).where(
            Report.scope == scope, Report.number == number.strip(), Report.status == "issued", col(Report.alive)
        )
    )
    return _newest_first(rows)


def with_sha256(session: Session, sha256: str) -> Report | None:
    """Return the issued report whose file has this hash, in any partnership here."""
    return session.exec(
        select(Report).where(Report.sha256 == sha256, Report.status == "issued", col(Report.alive))
    ).first()


def file_of(session: Session, files: FileStore, row: Report) -> bytes:
    """Return the file of an issued report, as it was issued.

    Raises:
        BadInput: it has not arrived on this laptop.
    """
    kept = session.exec(
        select(EvidenceFile).where(
            EvidenceFile.scope == row.scope, EvidenceFile.evidence == row.id, col(EvidenceFile.alive)
        )
    ).all()
    file = next((one for one in kept if one.sha256 == row.sha256), None)
    if file is None:
        raise BadInput(
            _("The file of {number}, version {version}, is not on this laptop yet.", number=row.number,
              version=row.version),
            do=_("Sync with the laptop or the server it came from."),
        )  # fmt: skip
    return evidence.open_file(files, file)


def _content(row: Report) -> dict[str, Any]:
    """Return what was chosen and written for a report, without whose row it is and how it was issued."""
    return row.model_dump(exclude={"scope", "id", "alive", "heads", "open", *Report.registers["issue"]})


def _content_now(session: Session, draft: Report) -> dict[str, Any]:
    """Return the same of a draft, with the words of its sections as they are."""
    written = section_texts.of_document(session, draft.scope, draft.assessment, draft.document)
    words = {part: section_texts.words_in(draft, written, part) for part in section_texts.PARTS}
    return {**_content(draft), **words}


def _newest_first(rows: Iterable[Report]) -> list[Report]:
    return sorted(rows, key=lambda row: (str(row.issued), row.id), reverse=True)


def _parts(version: str) -> tuple[int, int]:
    first, _point, second = version.partition(".")
    return (int(first) if first.isdecimal() else 0, int(second) if second.isdecimal() else 0)
