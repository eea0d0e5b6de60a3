"""``wopfield report``: what a workspace gives away on paper."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, opened_at, the_partnership
from wopfield.cli.saying import as_json, say, tell
from wopfield.errors import BadInput
from wopfield.language import PAPER_NAMES, _, plural
from wopfield.whole import write_whole

if TYPE_CHECKING:
    from wopfield.domain.summary import Summary
    from wopfield.store.database import Session
    from wopfield.store.tables import Assessment
    from wopfield.store.workspace import Workspace

    Material = tuple[Summary, Mapping[str, bytes], Mapping[str, object], str]

FORMS = ("pdf", "docx", "xlsx")
"""As what a document is written: pages, the same to be edited, or its tables alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to write."""

    partnership: str
    document: str
    paper: str
    out: Path
    greyscale: bool = False
    light_cover: bool = False
    archive: bool = False
    language: str = "en"
    form: str = "pdf"
    period: str = ""
    """The period of a water balance; empty for the newest."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document as a file, and how many pages it has where it has any."""

    content: bytes
    fingerprint: str
    pages: int = 0


def report(
    partnership: Annotated[list[str], typer.Argument(help="The names of partnerships, or parts of them.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; a folder when there are several.")],
    document: Annotated[
        list[str] | None,
        typer.Option(
            help="peer_review, visit_note, capacity, progress, plan, entries, balance, goals or checklist; "
            "once or several times."
        ),
    ] = None,
    assessment: Annotated[str, typer.Option(help="The title of the assessment; by default the newest.")] = "",
    period: Annotated[str, typer.Option(help="The year of the water balance or of SDG 6; by default the newest.")] = "",
    paper: Annotated[str, typer.Option(help="A4 or Letter.")] = "A4",
    greyscale: Annotated[bool, typer.Option("--greyscale", help="In greys, for printers without colour.")] = False,
    light_cover: Annotated[bool, typer.Option("--light-cover", help="A white cover, which takes less ink.")] = False,
    archive: Annotated[
        bool, typer.Option("--archive", help="As PDF/A-1b, for archives; the file is up to three times as large.")
    ] = False,
    language: Annotated[
        list[str] | None,
        typer.Option(help="en, fr, es, pt, ar, or ar-u-nu-arab for Arabic in its own digits; once or several times."),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="pdf, docx, or xlsx for its tables alone; by default as the name of the file ends, else pdf.",
        ),
    ] = "",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Write documents of partnerships as PDF, for Word or as tables, several at once in processes of their own."""

    documents, languages = document or ["peer_review"], language or ["en"]
    wanted = [
        replace(one, greyscale=greyscale, light_cover=light_cover, archive=archive, period=period)
        for one in _wanted(partnership, documents, languages, paper, _form(form, out), out)
    ]
    answers = []
    with opened_at(workspace) as opened:
        try:
            for answer in write_reports(opened, wanted, assessment):
                answers.append(answer)
        except KeyboardInterrupt:
            tell(_("Stopped: {number} of {count} are written, each of them whole.",
                   number=len(answers), count=len(wanted)))  # fmt: skip
            raise
    if json:
        as_json(answers[0] if len(answers) == 1 else answers)
        return
    for answer in answers:
        pages = answer.get("pages")
        if isinstance(pages, int):
            say(plural("{file}: {count} page, {bytes} bytes", "{file}: {count} pages, {bytes} bytes", pages, **answer))
        else:
            say(_("{file}: {bytes} bytes", **answer))


def write_reports(
    workspace: "Workspace", wanted: Sequence[Wanted], assessment: str = ""
) -> Iterator[dict[str, object]]:
    """Make documents in processes of their own and write each whole or not at all; say of each what came out.

    Each is written when it and those before it are made: whoever stops it keeps what is there.
    """
    jobs = [(one.form, *_material(workspace, one, assessment)) for one in wanted]
    if len(jobs) == 1:
        yield _write(wanted[0], _made(*jobs[0]))
        return
    from wopfield.ui.processes import Processes

    with Processes(min(len(jobs), os.cpu_count() or 1)) as processes:
        try:
            every = processes.map(_made, *zip(*jobs, strict=True))
            for number, (one, made) in enumerate(zip(wanted, every, strict=True), 1):
                answer = _write(one, made)
                tell(_("{number} of {count}: {file}", number=number, count=len(wanted), file=one.out))
                yield answer
        except (KeyboardInterrupt, GeneratorExit):
            processes.stop()
            raise


def _made(
    form: str, summary: "Summary", photos: Mapping[str, bytes], options: Mapping[str, object], language: str
) -> "Made":
    """Make a document; runs in a process of its own."""
    from wopfield.report.fingerprint import fingerprint
    from wopfield.ui.paper import print_report, write_report_as_tables, write_report_for_word

    if form != "pdf":
        write = {"docx": write_report_for_word, "xlsx": write_report_as_tables}[form]
        return Made(write(summary, photos, options, language), fingerprint(summary))
    printed = print_report(summary, photos, options, language)
    return Made(printed.pdf, printed.fingerprint, printed.pages)


def write_report(workspace: "Workspace", partnership: str, assessment: str, paper: str, out: Path) -> dict[str, object]:
    """Write the peer-review report of a partnership; say what came out."""
    (answer,) = write_reports(workspace, [Wanted(partnership, "peer_review", paper, out)], assessment)
    return answer


def _wanted(
    names: Sequence[str], documents: Sequence[str], languages: Sequence[str], paper: str, form: str, out: Path
) -> list[Wanted]:
    from wopfield.report.documents import DOCUMENTS

    choices = (
        (documents, tuple(DOCUMENTS)), ((paper,), ("A4", "Letter")), (languages, tuple(PAPER_NAMES)), ((form,), FORMS),
    )  # fmt: skip
    for given, known in choices:
        for one in given:
            if one not in known:
                raise BadInput(
                    _("{value} is nothing this program can print.", value=one),
                    do=_("Choose one of: {names}.", names=", ".join(known)),
                )
    every = list(dict.fromkeys(product(names, documents, languages)))
    if len(every) == 1:
        name, document, language = every[0]
        return [Wanted(name, document, paper, out, language=language, form=form)]
    several = len(set(languages)) > 1
    return [
        Wanted(
            name,
            document,
            paper,
            out / f"{_as_file_name(name)}-{document}{f'-{code}' * several}.{form}",
            language=code,
            form=form,
        )
        for name, document, code in every
    ]


def _form(chosen: str, out: Path) -> str:
    ending = out.suffix.lower().removeprefix(".")
    return chosen or (ending if ending in FORMS else "pdf")


def _as_file_name(words: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in words).strip("-") or "report"


def _material(workspace: "Workspace", wanted: Wanted, assessment: str) -> "Material":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.domain.audience import audience_of, may_name
    from wopfield.report import photographs
    from wopfield.report.documents import DOCUMENTS
    from wopfield.store import issuing, reports, summaries

    document = wanted.document
    with workspace.database.read() as session:
        scope = the_partnership(session, wanted.partnership).scope
        if document in _OF_FIGURES and not assessment:
            # figures may be collected long before anything is assessed
            return _OF_FIGURES[document](session, scope, wanted)
        chosen = _find(session, scope, assessment, document)
        kept_as = "" if document == "peer_review" else document
        draft = reports.draft(session, scope, chosen, kept_as)
        audience = audience_of(draft.audience)
        named = may_name(audience, allowed=draft.name_people)
        summary = summaries.summary(
            session, scope, chosen.id, date.today(), catalogue=indicator_catalogue(), document=kept_as,
            audience=audience, name_people=named,
        )  # fmt: skip
        shown = photographs.wanted(summary) if "photos" in DOCUMENTS[document] else frozenset()
        photos = reports.print_copies(session, workspace.files, scope, shown)
        version = issuing.next_version(issuing.of_draft(session, draft))
    options: dict[str, object] = {
        "document": document, "sections": DOCUMENTS[document], "paper": wanted.paper, "language": wanted.language,
        "greyscale": wanted.greyscale, "light_cover": wanted.light_cover, "archive": wanted.archive,
        "audience": audience, "name_people": named, "period": wanted.period,
        "version": version,
    }  # fmt: skip
    return summary, photos, options, wanted.language


def _entries_material(session: "Session", scope: str, wanted: Wanted) -> "Material":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import summaries

    summary = summaries.figures_listed(session, scope, date.today(), indicator_catalogue())
    if not summary.entry_lines:
        raise BadInput(_("There is nothing to print yet: no figure was given."))
    return summary, {}, _options_of_figures(wanted, ("entries",)), wanted.language


def _balance_material(session: "Session", scope: str, wanted: Wanted) -> "Material":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.report.lacking import newest_balance
    from wopfield.store import summaries

    summary = summaries.figures_alone(session, scope, date.today(), indicator_catalogue())
    if newest_balance(summary, wanted.period) is None:
        raise BadInput(_("There is nothing to print yet: how much water was put into the network is missing."))
    return summary, {}, _options_of_figures(wanted, ("balance",)), wanted.language


def _goals_material(session: "Session", scope: str, wanted: Wanted) -> "Material":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import summaries

    summary = summaries.figures_alone(session, scope, date.today(), indicator_catalogue(), wanted.period)
    if summary.around.goals is None:
        raise BadInput(_("There is nothing to print yet: no figure about SDG 6 is known."))
    return summary, {}, _options_of_figures(wanted, ("goals",)), wanted.language


def _options_of_figures(wanted: Wanted, sections: tuple[str, ...]) -> dict[str, object]:
    return {
        "document": wanted.document, "sections": sections, "paper": wanted.paper, "language": wanted.language,
        "greyscale": wanted.greyscale, "archive": wanted.archive, "period": wanted.period, "version": "",
    }  # fmt: skip


_OF_FIGURES: Mapping[str, Callable[["Session", str, Wanted], "Material"]] = {
    "entries": _entries_material, "balance": _balance_material, "goals": _goals_material,
}  # fmt: skip
"""What is printed of figures alone, and how it is read."""


def _write(wanted: Wanted, made: Made) -> dict[str, object]:
    out = wanted.out
    write_whole(out, made.content, safe=_("Nothing in the workspace was changed."), make_folders=True)
    answer: dict[str, object] = {"file": str(out), "document": wanted.document, "language": wanted.language}
    if made.pages:
        answer["pages"] = made.pages
    return {**answer, "bytes": len(made.content), "fingerprint": made.fingerprint}


def _find(session: "Session", scope: str, title: str, document: str) -> "Assessment":
    """Return the newest assessment with these words in its title, of the kind that the document is about."""
    from wopfield.errors import NotAChecklist
    from wopfield.store import assessments

    def fits(row: "Assessment") -> bool:
        try:
            kind = assessments.checklist_of(session, row).kind
        except NotAChecklist:
            return False
        return (kind == "capacity_assessment") == (document == "capacity")

    found = [row for row in assessments.of_partnership(session, scope) if title.casefold() in row.title.casefold()]
    # the checklist of a site is asked for by the name of the site
    reviews = [row for row in found if not row.site or (document == "checklist" and title)]
    reviews.sort(key=lambda row: bool(row.site))
    if not reviews:
        raise BadInput(_("There is no such assessment in this partnership."))
    return next(filter(fits, reviews), reviews[0])
