"""A summary in, a PDF or a Word file out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from math import isfinite

from wopfield.collecting import without_collecting
from wopfield.domain.summary import Summary
from wopfield.errors import BadInput
from wopfield.language import OWN_NAMES, _, in_a_row, kept_as_it_is, reads_from_the_right, spoken, tag
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context
from wopfield.report.documents import document_name
from wopfield.report.fingerprint import fingerprint, in_groups, urn
from wopfield.report.finishing import About
from wopfield.report.lacking import NOT_FOR_ANYBODY
from wopfield.report.options import ReportOptions
from wopfield.report.page import Furniture, Pages, Sheet
from wopfield.report.sections import SECTIONS
from wopfield.report.sections.names import status_word
from wopfield.report.translating import translated


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as a file, with what a screen says about it."""

    pdf: bytes
    pages: int
    section_pages: Mapping[str, int]
    """The first page of each section, from 1."""
    area_pages: Mapping[str, int]
    """The page on which the chapter of each area begins, by its code; empty where the areas are left out."""
    fingerprint: str
    """64 hex digits."""


def print_document(summary: Summary, photos: Mapping[str, bytes], options: ReportOptions) -> Printed:
    """Print one assessment as one of its documents.

    ``photos`` holds ready JPEG copies by the SHA-256 of their evidence; what is missing is left out. The same
    input gives the same bytes. It reads no clock and no database, and may run in a process of its own.

    Raises:
        BadInput: the only section is that of photographs, and there is none to print.
    """
    with spoken(options.language), without_collecting():
        return _printed(ready(summary, photos, options))


def write_document(summary: Summary, photos: Mapping[str, bytes], options: ReportOptions) -> bytes:
    """Write the same contents in the same order as a Word file, to be edited and copied from.

    Raises:
        BadInput: the only section is that of photographs, and there is none to show.
    """
    with spoken(options.language):
        return _written(ready(summary, photos, options))


def ready(summary: Summary, photos: Mapping[str, bytes], options: ReportOptions) -> Context:
    digest = fingerprint(summary)
    shown, foreign = translated(_with_finite_figures(summary))
    return Context(shown, photos, options, digest, foreign)


def _printed(context: Context) -> Printed:
    from wopfield.report.canvas import Painter

    options, pages = context.options, laid_out(context, Sheet(context.options.paper))
    sheet = pages.sheet
    painter = Painter(sheet.width, sheet.height, grey=options.greyscale, mirrored=reads_from_the_right())
    pages.draw(painter, furniture_of(context))
    count, starts, areas = len(pages.pages), pages.section_pages(), area_pages(pages, context)
    del pages  # its room is needed for the file
    return Printed(painter.finish(about(context), archive=options.archive), count, starts, areas, context.digest)


def area_pages(pages: Pages, context: Context) -> dict[str, int]:
    """Return the page on which the chapter of each area begins."""
    found = pages.page_of()
    places = {area.code: context.area_place(area) for area in context.summary.areas}
    return {code: found[place] for code, place in places.items() if place in found}


def _written(context: Context) -> bytes:
    from wopfield.report.flow import Notebook
    from wopfield.report.word import foot_of, word_file

    pages = laid_out(context, Sheet(context.options.paper, endless=True))
    furniture, notebook = furniture_of(context), Notebook()
    pages.draw(notebook, furniture)
    foot = foot_of(furniture.document, furniture.confidentiality)
    return word_file(notebook.finish(), about(context), pages.sheet, foot)


def laid_out(context: Context, sheet: Sheet) -> Pages:
    pages = Pages(sheet)
    for name in context.options.sections:
        if name not in NOT_FOR_ANYBODY or context.options.audience != "report":
            SECTIONS[name](pages, context)
    if not pages.pages:
        raise BadInput(_("There is nothing to print in the chosen sections."), do=_("Choose another section as well."))
    return pages


def _with_finite_figures(summary: Summary) -> Summary:
    """Return the summary with figures that are no numbers taken as missing: nothing can be drawn at infinity."""
    lines = tuple(
        replace(
            line,
            values={key: value if value is None or isfinite(value) else None for key, value in line.values.items()},
        )
        for line in summary.indicators
    )
    return replace(summary, indicators=lines)


def about(context: Context) -> About:
    summary, options = context.summary, context.options
    name = document_name(options.document)
    return About(
        title=_("{document}: {utility}", document=name, utility=one_line(summary.mentee[:300])),
        language=options.language.partition("-u-")[0],
        subject=one_line(f"{options.number} {options.version}") if options.number else "",
        identifier="" if options.document == "checklist" else urn(options.number, options.version, context.digest),
        made=datetime.combine(summary.today, time(), UTC),
    )


def furniture_of(context: Context) -> Furniture:
    options = context.options
    if options.document == "checklist":
        return _of_a_form(context)
    named_as = [kept_as_it_is(options.number), f"v{options.version}" if options.version else ""]
    parts = [
        *(named_as if options.number else [_("not issued")]),
        _("content {digits}", digits=in_groups(context.digest[:8])),
    ]
    if options.status != "final":
        parts.insert(0, status_word(options.status))
    named = in_a_row(parts, " · ")
    return Furniture(document_name(options.document), context.confidentiality, named, context.summary.mentee[:200])


def _of_a_form(context: Context) -> Furniture:
    """Return what a blank form carries: which checklist it is, in which language; it holds nothing of anybody yet."""
    summary, code = context.summary, tag().partition("-u-")[0]
    language = OWN_NAMES.get(code, code)
    form = in_a_row((f"{summary.checklist_title} {summary.checklist_version}".strip(), language), " · ")
    return Furniture(document_name("checklist"), _("Blank form"), form, summary.mentee[:200])
