"""``wopfield report`` and ``wopfield backup``: what a workspace gives away on paper and on disk."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, as_json, ask_password, folder_of, say, the_partnership
from wopfield.errors import BadInput, CannotKeep
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.workspace import Workspace


def report(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership, or a part of it.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    assessment: Annotated[str, typer.Option(help="The title of the assessment; by default the newest.")] = "",
    paper: Annotated[str, typer.Option(help="A4 or Letter.")] = "A4",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Write the peer-review report of a partnership as a PDF."""
    from wopfield.store.workspace import Workspace

    opened = Workspace.unlock(folder_of(workspace), ask_password(_("Password of the workspace")))
    try:
        answer = write_report(opened, partnership, assessment, paper, out)
    finally:
        opened.close()
    if json:
        as_json(answer)
    else:
        say(_("{file}: {pages} pages, {bytes} bytes", **answer))


def backup(workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Write a checked copy of the workspace's database into its folder ``backups``."""
    from wopfield.store.workspace import Workspace

    opened = Workspace.unlock(folder_of(workspace), ask_password(_("Password of the workspace")))
    try:
        path = opened.back_up("by-hand")
    finally:
        opened.close()
    if json:
        as_json({"file": str(path), "bytes": path.stat().st_size})
    else:
        say(_("A checked copy is in {file}.", file=path))


def write_report(workspace: "Workspace", partnership: str, assessment: str, paper: str, out: Path) -> dict[str, object]:
    """Make the report and write it, whole or not at all; return what a program wants to know of it."""
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.report.document import peer_review_report
    from wopfield.report.options import ReportOptions
    from wopfield.store import reports, summaries

    if paper not in ("A4", "Letter"):
        raise BadInput(_("{paper} is no paper this program prints on.", paper=paper), do=_("Choose A4 or Letter."))
    with workspace.database.read() as session:
        scope, chosen = _find(session, partnership, assessment)
        summary = summaries.summary(session, scope, chosen, date.today(), catalogue=indicator_catalogue())
        shared = {line.sha256 for line in summary.evidence if line.may_be_shared and line.sha256}
        photos = reports.print_copies(session, workspace.files, scope, shared)
    printed = peer_review_report(summary, photos, ReportOptions(paper="Letter" if paper == "Letter" else "A4"))
    beside = out.with_name(f"{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(printed.pdf)
        beside.replace(out)
    except OSError as error:
        raise CannotKeep(
            _("{file} could not be written: {reason}.", file=out, reason=error.strerror or str(error)),
            safe=_("Nothing in the workspace was changed."),
        ) from error
    return {
        "file": str(out),
        "pages": printed.pages,
        "bytes": len(printed.pdf),
        "fingerprint": printed.fingerprint,
    }


def _find(session: "Session", partnership: str, title: str) -> tuple[str, str]:
    from wopfield.store import assessments

    scope = the_partnership(session, partnership).scope
    found = [row for row in assessments.of_partnership(session, scope) if title.casefold() in row.title.casefold()]
    reviews = [row for row in found if not row.site]
    if not reviews:
        raise BadInput(_("There is no such assessment in this partnership."))
    return scope, reviews[0].id
