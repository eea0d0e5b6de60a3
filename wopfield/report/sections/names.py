"""What each section is called."""

from wopfield.domain.summary import Audience
from wopfield.language import _
from wopfield.report.options import Status


def section_name(section: str) -> str:
    """Return the name of a section, for contents, page heads and the window."""
    return {
        "cover": _("Cover"),
        "contents": _("Contents"),
        "summary": _("Executive summary"),
        "method": _("How the review was done"),
        "profile": _("Maturity profile"),
        "areas": _("Area by area"),
        "fate": _("What became of the recommendations"),
        "indicators": _("Indicators"),
        "utility": _("The utility"),
        "balance": _("Water balance"),
        "goals": _("Sustainable Development Goal 6"),
        "sites": _("Site inspections"),
        "capacity": _("Capacity"),
        "priorities": _("Priorities"),
        "offer": _("What the utility can offer others"),
        "replies": _("Comments of the utility"),
        "programme": _("Programme and people met"),
        "terms": _("Terms and formulas"),
        "photos": _("Photographs"),
        "plan": _("Improvement plan"),
        "evidence": _("Evidence register"),
        "signoff": _("Sign-off"),
        "annex": _("All responses"),
        "figures": _("Every value by year"),
        "note": _("Visit note"),
        "progress": _("Progress since the baseline"),
        "blank": _("Checklist"),
        "entries": _("Figures by year"),
    }[section]


def audience_words(audience: Audience) -> str:
    """Return who may read a report."""
    return {
        "team": _("Confidential – for the team only"),
        "utility": _("Confidential – for partnership use"),
        "report": _("May be given to anybody"),
    }[audience]


def status_word(status: Status) -> str:
    """Return what a document of this status is called."""
    return {"draft": _("Draft"), "comment": _("For comment"), "final": _("Final")}[status]
