"""What each section is called."""

from wopfield.domain.checklist import SELF
from wopfield.domain.summary import Audience, Rating
from wopfield.language import _
from wopfield.report.options import Status


def section_name(section: str, document: str = "") -> str:
    """Return the name of a section, for contents, page heads and the window.

    In the report on capacity nothing was reviewed: that document calls it an assessment.
    """
    if (document, section) == ("capacity", "method"):
        return _("How the assessment was done")
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
        "annex": _("All answers"),
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


def rater_name(rating: Rating) -> str:
    """Return who rated: by name where the print may name them, else by number."""
    if rating.rater_name and rating.rater_name != SELF:
        return rating.rater_name
    if SELF in (rating.rater, rating.rater_name):
        return _("Self-rating")
    number = rating.rater.removeprefix("r")
    return _("Reviewer {number}", number=number) if number.isdecimal() else rating.rater or _("Rater")


def evidence_kind(kind: str) -> str:
    """Return what a kind of evidence is called; one of a newer program as it is."""
    names = {
        "photo": _("photo"),
        "document": _("document"),
        "record": _("record"),
        "interview": _("interview"),
        "observation": _("observation"),
    }
    return names.get(kind, kind or "–")


def finding_kind(kind: str) -> str:
    """Return what a kind of finding is called."""
    names = {"strength": _("Strength"), "gap": _("Gap"), "recommendation": _("Recommendation")}
    return names.get(kind, kind)


def horizon_name(horizon: str) -> str:
    """Return within what time an action is meant to be done."""
    names = {
        "quick_win": _("Quick wins, within 100 days"),
        "partnership": _("Within the partnership"),
        "investment": _("Needs investment or others"),
    }
    return names.get(horizon, horizon)


def status_of_action(status: str) -> str:
    """Return how far an action is, in a word."""
    names = {
        "not_started": _("not started"), "under_way": _("under way"), "done": _("done"), "dropped": _("dropped"),
    }  # fmt: skip
    return names.get(status, status)


def level_of_three(level: str) -> str:
    """Return a priority or a gravity in a word."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}.get(level, level)
