"""The places the rail and the tabs lead to; a table each, in reading order."""

from dataclasses import dataclass

from wopfield.language import _


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One entry of the rail; its key is also the name of the place it leads to."""

    key: str
    label: str
    """At most twelve characters in English."""
    icon: str
    at_foot: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a partnership; ``place`` is the name of the place it leads to."""

    key: str
    label: str
    place: str
    holds: str
    """Words for what is there, by which a search finds it too."""


def rail_entries() -> tuple[RailEntry, ...]:
    """Return the entries of the rail, top to bottom, in the language spoken now."""
    return (
        RailEntry("home", _("Home"), "home"),
        RailEntry("partnerships", _("Partnerships"), "heart-handshake"),
        RailEntry("utilities", _("Utilities"), "building-community"),
        RailEntry("library", _("Library"), "books"),
        RailEntry("sync", _("Sync"), "refresh"),
        RailEntry("help", _("Help"), "help", at_foot=True),
        RailEntry("settings", _("Settings"), "settings", at_foot=True),
    )


def tabs() -> tuple[Tab, ...]:
    """Return the tabs of a partnership, in reading order, in the language spoken now."""
    return (
        Tab("overview", _("Overview"), "partnership", _("objectives, sites, people, members")),
        Tab("visits", _("Visits"), "visits", _("agenda, days, team, visit note")),
        Tab(
            "assessments",
            _("Assessments"),
            "assessments",
            _("checklists, ratings, capacity, results, baseline"),
        ),
        Tab("inspections", _("Inspections"), "inspections", _("sites, checks, risks")),
        Tab("indicators", _("Indicators"), "indicators", _("indicator entries, figures, numbers, comparison")),
        Tab("plan", _("Improvement plan"), "plan", _("actions, priorities, follow-up")),
        Tab("reports", _("Reports"), "reports", _("PDF, print, issued reports")),
        Tab("history", _("History"), "history", _("changes, who and when, undo")),
    )
