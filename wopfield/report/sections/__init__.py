"""The sections of a report, each in a file of its own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wopfield.report.context import Context
from wopfield.report.page import Pages
from wopfield.report.sections import (
    annex,
    areas,
    blank,
    contents,
    cover,
    evidence,
    indicators,
    method,
    note,
    photos,
    plan,
    profile,
    progress,
    signoff,
    summary,
)

SECTIONS: Mapping[str, Callable[[Pages, Context], None]] = MappingProxyType(
    {
        "cover": cover.add,
        "contents": contents.add,
        "summary": summary.add,
        "method": method.add,
        "profile": profile.add,
        "areas": areas.add,
        "indicators": indicators.add,
        "photos": photos.add,
        "plan": plan.add,
        "evidence": evidence.add,
        "signoff": signoff.add,
        "annex": annex.add,
        "note": note.add,
        "progress": progress.add,
        "blank": blank.add,
    }
)
