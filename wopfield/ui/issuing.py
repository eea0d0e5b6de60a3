"""Issue a report: freeze what it says, print it, seal it, and keep it with its file. Needs no window."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wopfield.domain.summary import Summary
    from wopfield.report.document import Printed
    from wopfield.store.issuing import Naming
    from wopfield.store.tables import Report
    from wopfield.store.workspace import Workspace
    from wopfield.sync.signing import Keys


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything an issued report is made from, as it stood at one moment."""

    draft: "Report"
    naming: "Naming"
    summary: "Summary"
    photos: Mapping[str, bytes]
    options: Mapping[str, object]
    """The fields of ``ReportOptions``."""
    person: str
    name: str
    at: datetime
    keys: "Keys"
    certificate: tuple[str, str]


def freeze(
    workspace: "Workspace", draft: "Report", naming: "Naming", person: str, options: Mapping[str, Any]
) -> Frozen:
    """Return what the report says now, under the name it is issued under.

    Raises:
        BadInput: number or version cannot be used.
    """
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.domain.audience import audience_of, may_name, may_read
    from wopfield.report.options import VersionLine
    from wopfield.report.photographs import wanted
    from wopfield.report.proof import key_code
    from wopfield.store import exchanges, issuing, people, reports, summaries
    from wopfield.sync.device import keys_of

    at = workspace.database.clock().astimezone(UTC).replace(microsecond=0)
    keys = keys_of(workspace.database)
    readers = audience_of(draft.audience)
    named = may_name(readers, allowed=draft.name_people)
    with workspace.database.read() as session:
        issuing.check_naming(session, draft, naming)
        summary = summaries.summary(
            session, draft.scope, draft.assessment, _local_day(at), catalogue=indicator_catalogue(),
            document=draft.document, audience=readers, name_people=named,
        )  # fmt: skip
        photos = reports.print_copies(session, workspace.files, draft.scope, wanted(summary))
        certificate = exchanges.certificates(session.connection(), [keys.device]).get(keys.device, ("", ""))
        author = people.find(session, person)
        versions = tuple(
            VersionLine(
                row.version,
                _local_day(row.issued or at),
                issuing.stage_of(row),
                row.change_note if may_read(readers, audience_of(row.audience)) else "",
                row.fingerprint,
            )
            for row in reversed(issuing.of_draft(session, draft))
        )
    name = author.name if author else person
    chosen = {
        **options,
        "audience": readers,
        "name_people": named,
        "number": naming.number.strip(),
        "version": naming.version.strip(),
        "status": naming.stage,
        "issued_by": name,
        "seal_key": key_code(keys.public),
        "versions": versions,
        "change_note": naming.change_note.strip(),
    }
    return Frozen(draft, naming, summary, photos, chosen, person, name, at, keys, certificate)


def seal_and_keep(workspace: "Workspace", frozen: Frozen, printed: "Printed") -> "tuple[Report, bytes]":
    """Seal the printed file and keep it as issued.

    Raises:
        BadInput: somebody issued this version meanwhile.
        Refused: this person may not issue.
        DiskFull: there is no room for the file.
    """
    from wopfield.report.sealing import Seal, sealed
    from wopfield.store import issuing
    from wopfield.sync.signing import sign

    draft, keys = frozen.draft, frozen.keys
    seal = Seal(keys.device, keys.public, *frozen.certificate)
    moment = f"D:{frozen.at:%Y%m%d%H%M%S}Z"
    pdf = sealed(printed.pdf, _copy(frozen, printed), seal, lambda content: sign(keys.private, content), moment)
    name = f"{frozen.naming.number} {frozen.naming.version}.pdf"
    file = issuing.ready_paper(workspace.files, pdf, name)
    with workspace.database.change(frozen.person) as editor:
        row = issuing.issue(editor, draft, frozen.naming, file, fingerprint=printed.fingerprint, issued=frozen.at)
    return row, pdf


def _copy(frozen: Frozen, printed: "Printed") -> dict[str, object]:
    from wopfield.report.fingerprint import canonical

    draft, naming, options = frozen.draft, frozen.naming, frozen.options
    return {
        "format": "wopfield report 1",
        "document": draft.document or "peer_review",
        "number": naming.number.strip(),
        "version": naming.version.strip(),
        "status": naming.stage,
        "change_note": naming.change_note.strip(),
        "issued_at": frozen.at.isoformat(),
        "issued_by": frozen.name,
        "person": frozen.person,
        "partnership": draft.scope,
        "assessment": draft.assessment,
        "language": options.get("language", draft.language),
        "audience": draft.audience,
        "name_people": options.get("name_people", False),
        "sections": list(options.get("sections", ())),  # type: ignore[call-overload]  # names, as options have them
        "fingerprint": printed.fingerprint,
        "content": json.loads(canonical(frozen.summary)),
    }


def _local_day(at: datetime) -> date:
    return at.astimezone().date()
