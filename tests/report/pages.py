"""Pages of the sample report, made with the options the tests share."""

from dataclasses import replace
from typing import Any

from tests.report.reading import Reading
from wopfield.domain.summary import AreaResult, Rating, Score, Summary
from wopfield.report.document import print_document
from wopfield.report.documents import SECTION_NAMES
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions

OPTIONS = ReportOptions(number="WOP-2026-0147", version="1.2", status="final", confidentiality="Partners only")
WITHOUT_PHOTOS = tuple(name for name in SECTION_NAMES if name != "photos")
NOTHING = Score(None, None, None, 0, 9, 9)
NUMBERS = Numbers()


def only(*sections: str, **changes: Any) -> ReportOptions:
    return replace(OPTIONS, sections=sections, **changes)


def read(summary: Summary, *sections: str) -> Reading:
    return Reading(print_document(summary, {}, only(*sections)).pdf)


def unrated(area: AreaResult) -> AreaResult:
    items = tuple(replace(item, result=Rating(None), peers=(), agreed=True) for item in area.items)
    return replace(area, now=NOTHING, distribution=(0, 0, 0, 0, 0), items=items)
