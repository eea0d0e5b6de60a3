"""The sections of a report, each in a file of its own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wopfield.report.context import Context
from wopfield.report.page import Pages
from wopfield.report.sections import (
    annex,
    areas,
    balance,
    blank,
    capacity,
    contents,
    cover,
    entries,
    evidence,
    fate,
    figures,
    goals,
    indicators,
    method,
    note,
    offer,
    photos,
    plan,
    priorities,
    profile,
    programme,
    progress,
    replies,
    signoff,
    sites,
    summary,
    terms,
    utility,
)

SECTIONS: Mapping[str, Callable[[Pages, Context], None]] = MappingProxyType(
    {
        "cover": cover.add,
        "contents": contents.add,
        "summary": summary.add,
        "method": method.add,
        "profile": profile.add,
        "areas": areas.add,
        "fate": fate.add,
        "indicators": indicators.add,
        "utility": utility.add,
        "balance": balance.add,
        "goals": goals.add,
        "sites": sites.add,
        "capacity": capacity.add,
        "priorities": priorities.add,
        "offer": offer.add,
        "replies": replies.add,
        "programme": programme.add,
        "terms": terms.add,
        "photos": photos.add,
        "plan": plan.add,
        "evidence": evidence.add,
        "figures": figures.add,
        "signoff": signoff.add,
        "annex": annex.add,
        "note": note.add,
        "progress": progress.add,
        "blank": blank.add,
        "entries": entries.add,
    }
)
