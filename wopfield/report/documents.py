"""The documents there are: what each is called, and the sections it may have."""

from collections.abc import Mapping
from types import MappingProxyType

from wopfield.language import _

SECTION_NAMES = (
    "cover", "contents", "summary", "method", "utility", "profile", "areas", "fate", "indicators", "balance", "goals",
    "sites", "capacity", "photos", "priorities", "plan", "offer", "replies", "signoff", "annex", "figures", "evidence",
    "programme", "terms",
)  # fmt: skip
"""Every section of the peer-review report, in the order they are offered."""

DOCUMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "peer_review": SECTION_NAMES,
        "visit_note": ("note", "signoff"),
        "capacity": (
            "cover", "contents", "summary", "method", "profile", "areas", "plan", "signoff", "annex", "evidence",
            "programme",
        ),
        "progress": (
            "cover", "contents", "summary", "method", "progress", "fate", "profile", "indicators", "balance", "plan",
            "signoff",
        ),
        "plan": ("priorities", "plan", "signoff"),
        "entries": ("entries", "terms"),
        "balance": ("balance",),
        "goals": ("goals",),
        "checklist": ("blank",),
    }
)  # fmt: skip
"""The sections of each document, in the order they are offered."""

ANNEXES = frozenset({"annex", "figures", "evidence", "programme", "terms"})
"""The sections to look things up in: they carry a letter, and usually stand at the end."""

ALL_SECTIONS = frozenset(name for sections in DOCUMENTS.values() for name in sections)


def document_name(document: str) -> str:
    """Return what a document is called, on its pages and in the window."""
    return {
        "peer_review": _("Peer review report"),
        "visit_note": _("Visit note"),
        "capacity": _("Capacity assessment report"),
        "progress": _("Progress report"),
        "plan": _("Improvement plan"),
        "entries": _("Figures by year"),
        "balance": _("Water balance"),
        "goals": _("Sustainable Development Goal 6"),
        "checklist": _("Checklist to fill in on paper"),
    }[document]
