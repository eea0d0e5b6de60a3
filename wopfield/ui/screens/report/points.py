"""What to look at before a report goes out: each point in words, and the place where it is put right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wopfield.domain.summary import Summary
from wopfield.language import _, in_a_row, meant, plural
from wopfield.report.documents import ALL_SECTIONS
from wopfield.report.lacking import NOT_FOR_ANYBODY, Where, lacks
from wopfield.report.sections.names import section_name
from wopfield.store.reports import Check, CheckKind, ReportDesk
from wopfield.ui.screen import Place


@dataclass(frozen=True, slots=True)
class Point:
    """One point; ``where`` names the place that its button, with ``verb`` on it, leads to."""

    words: str
    detail: str = ""
    verb: str = ""
    where: str = ""
    settled: bool = False
    """Whether it is as it should be."""


def points(desk: ReportDesk, summary: Summary, sections: Sequence[str]) -> list[Point]:
    """Return what the whole report is asked for, and what its ``sections`` lack, each thing once."""
    if desk.draft.document == "checklist":
        return [Point(_("Nothing: the sheets are blank"), settled=True)]
    asked = [_checked(check) for check in desk.checks if not _ABOUT[check.kind].isdisjoint(sections)]
    return [*asked, *_lacking(summary, sections, desk.draft.audience, desk.draft.document)]


def warnings(desk: ReportDesk, summary: Summary, sections: Sequence[str]) -> dict[str, str]:
    """Return what is said beside the name of each section that lacks something."""
    lacking = {name: lacks(summary, name, desk.draft.document) for name in sections}
    found = {name: [one.words for one in told] for name, told in lacking.items() if told}
    counts = {check.kind: check.count for check in desk.checks}
    if counts.get("agree"):
        found["areas"] = [_("Ratings are not agreed"), *found.get("areas", [])]
    if counts.get("figures"):
        for name in ("indicators", "entries"):
            found[name] = [_("Figures look wrong"), *found.get(name, [])]
    return {name: ". ".join(words) for name, words in found.items()}


def place_of(where: str, desk: ReportDesk) -> Place | None:
    """Return the screen where a point is put right; None where that is the report's own."""
    scope, assessment, visit = desk.draft.scope, desk.assessment.id, desk.assessment.visit
    places = {
        "agree": Place("agree", partnership=scope, assessment=assessment),
        "conflicts": Place("settle"),
        "plan": Place("plan", partnership=scope),
        "ratings": Place("assessment", partnership=scope, assessment=assessment),
        "evidence": Place("assessment", partnership=scope, assessment=assessment),
        "reviews": Place("assessments", partnership=scope),
        "capacity": Place("assessments", partnership=scope),
        "sites": Place("inspections", partnership=scope),
        "figures": Place("indicators", partnership=scope),
        "balance": Place("balance", partnership=scope),
        "goals": Place("sdg", partnership=scope),
        "visit": Place("visit", partnership=scope, visit=visit) if visit else Place("visits", partnership=scope),
    }
    return places.get(where)


_RATED = frozenset({"summary", "method", "profile", "areas", "progress", "offer", "fate", "annex", "note"})
_OF_FIGURES = frozenset({"utility", "indicators", "balance", "goals", "figures", "entries", "terms", "areas", "method"})
_ABOUT: Mapping[CheckKind, frozenset[str]] = {
    "words": frozenset({"summary", "method", "note"}),
    "agree": _RATED,
    "conflicts": ALL_SECTIONS,
    "figures": _OF_FIGURES,
}
"""The sections each check is about: a document without any of them is not asked for it."""


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lacking(summary: Summary, sections: Sequence[str], audience: str, document: str) -> Iterator[Point]:
    found: dict[tuple[str, Where | None], list[str]] = {}
    for section in sections:
        if section not in NOT_FOR_ANYBODY or audience != "report":
            for lack in lacks(summary, section, document):
                if lack.where == "conflicts":
                    continue  # asked for above, of the whole report at once
                found.setdefault((lack.words, lack.where), []).append(section_name(section))
    for (words, where), names in found.items():
        yield Point(words, in_a_row(names), _verb(where) if where else "", where or "")


def _verb(where: Where) -> str:
    match where:
        case "ratings" | "capacity":
            return _("Rate")
        case "figures" | "balance" | "goals":
            return meant("Enter", "button")
        case "replies":
            return _("Write")
        case "signing":
            return meant("Name", "button")
        case _:
            return _("Open")


def _checked(check: Check) -> Point:
    count = check.count
    if not count:
        return Point(_fine(check.kind), settled=True)
    match check.kind:
        case "words":
            return Point(_("Summary is not written"), _("Below: headline and message"), _("Write"), "words")
        case "agree":
            title = plural("{count} rating not agreed", "{count} ratings not agreed", count)
            return Point(title, _("Shown as the range of the reviewers"), _("Agree"), "agree")
        case "conflicts":
            title = plural("{count} changed in two places", "{count} changed in two places", count)
            return Point(title, _("Shown as provisional"), _("Settle"), "conflicts")
        case _:
            title = plural("{count} figure looks wrong", "{count} figures look wrong", count)
            return Point(title, check.detail, meant("Check", "button"), "figures")


def _fine(kind: CheckKind) -> str:
    return {
        "words": _("Summary is written"),
        "agree": _("All ratings are agreed"),
        "conflicts": _("Nothing is changed in two places"),
        "figures": _("Figures look right"),
    }[kind]
