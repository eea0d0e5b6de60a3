"""What each section is called."""

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
        "indicators": _("Indicators"),
        "photos": _("Photographs"),
        "plan": _("Improvement plan"),
        "evidence": _("Evidence register"),
        "signoff": _("Sign-off"),
        "annex": _("All responses"),
        "note": _("Visit note"),
        "progress": _("Progress since the baseline"),
        "blank": _("Checklist"),
    }[section]


def status_word(status: Status) -> str:
    """Return what a document of this status is called."""
    return {"draft": _("Draft"), "comment": _("For comment"), "final": _("Final")}[status]
