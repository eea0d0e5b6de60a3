"""What the content inside a file keeps as a code, a day or a unit, in the words that pages and screens have for it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wopfield.language import _, language
from wopfield.report.numbers import Numbers
from wopfield.report.sections.names import (
    evidence_kind,
    finding_kind,
    horizon_name,
    level_of_three,
    status_of_action,
)
from wopfield.report.translating import named, printed_unit

Names = Mapping[str, str]
"""The title of each area and the number of each item, by code, and the text of each finding, by id."""


def names_in(*contents: Mapping[str, Any]) -> Names:
    """Return the names that contents have for their areas, items and findings; the last one's where they differ."""
    names: dict[str, str] = {}
    for content in contents:
        for area in content.get("areas") or ():
            names[str(area.get("code"))] = named(str(area.get("title") or ""))
            names.update({str(item.get("code")): str(item.get("number")) for item in area.get("items") or ()})
            names.update({str(found.get("id")): str(found.get("text")) for found in area.get("findings") or ()})
    return names


def kept_words(field: str, value: str, names: Names) -> str:
    """Return what a field keeps in words; what nobody has a word for stays as it is."""
    if field in _CODES:
        return _CODES[field](value)
    if field in ("item", "area", "finding"):
        return names.get(value, value)
    if field in _DAYS:
        return _day(value)
    return value


def evidence_fields() -> dict[str, str]:
    """Return what the fields of a piece of evidence are called."""
    return {
        "kind": _("Kind"), "title": _("Title"), "item": _("Item"), "taken": _("Date"), "place": _("Place"),
        "may_be_shared": _("May be shown in the report"), "audience": _("Who may read it"),
        "file_name": _("File"), "sha256": _("Content of the file"),
        "disputed": _("Changed in two places"),
    }  # fmt: skip


def finding_fields() -> dict[str, str]:
    """Return what the fields of a finding are called."""
    return {
        "text": _("Text"), "effect": _("Effect"), "cause": _("Cause"), "recommendation": _("Recommendation"),
        "evidence": _("Evidence"), "priority": _("Priority"), "kind": _("Kind"), "item": _("Item"), "area": _("Area"),
        "audience": _("Who may read it"), "in_summary": _("On the report’s first page"),
        "disputed": _("Changed in two places"),
    }  # fmt: skip


def action_fields() -> dict[str, str]:
    """Return what the fields of an action are called."""
    return {
        "title": _("Title"), "owner": _("Owner"), "support": _("Supported by"), "starts": _("Starts"), "due": _("Due"),
        "status": _("Status"), "percent": _("Progress"), "expected_result": _("Expected result"),
        "goal_level": _("Goal level"), "resources": _("Resources"), "horizon": _("Horizon"), "priority": _("Priority"),
        "item": _("Item"), "area": _("Area"), "audience": _("Who may read it"), "finding": _("Finding"),
        "done_note": _("Notes"), "disputed": _("Changed in two places"),
    }  # fmt: skip


def _readers(audience: str) -> str:
    names = {
        "team": _("Only the team’s own print"),
        "utility": _("Only reports for the utility"),
        "report": _("Any report may say this"),
    }
    return names.get(audience, audience)


def _day(text: str) -> str:
    try:
        return Numbers(language()).short_day(date.fromisoformat(text))
    except ValueError:
        return text


_CODES: Mapping[str, Callable[[str], str]] = {
    "status": status_of_action,
    "priority": level_of_three,
    "horizon": horizon_name,
    "kind": lambda kind: finding_kind(evidence_kind(kind)) if kind else "",
    "audience": _readers,
    "unit": printed_unit,
}
_DAYS = frozenset({"starts", "due", "taken", "visit_starts", "visit_ends", "baseline_date", "as_of"})
