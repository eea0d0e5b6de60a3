"""How paper is made on this laptop: what a new report begins with, and how pages look shown and printed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from wopfield.language import ENGLISH, PAPER_NAMES
from wopfield.store import kept

PAPERS = ("A4", "Letter")

LOOKS = frozenset({"greyscale", "light_cover", "archive"})
"""What somebody may choose for the pages shown and printed here; an issued report is made without."""

_BEGINNINGS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {"paper": (kept.REPORT_PAPER, PAPERS), "language": (kept.REPORT_LANGUAGE, tuple(PAPER_NAMES))}
)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What this laptop's person chose for paper."""

    paper: str = PAPERS[0]
    """The size of a new report's paper, and of a balance."""
    language: str = ENGLISH
    """The language of a new report."""
    looks: frozenset[str] = frozenset()


def on_paper(where: Connection | Session) -> OnPaper:
    """Return what was chosen here; where nobody has, a report begins in English on A4."""
    looks = frozenset(kept.get(where, kept.REPORT_LOOKS).split()) & LOOKS
    chosen = {field: kept.get(where, key) for field, (key, _offered) in _BEGINNINGS.items()}
    return OnPaper(**{f: value for f, value in chosen.items() if value in _BEGINNINGS[f][1]}, looks=looks)


def begin_with(connection: Connection, field: str, value: str) -> None:
    """Choose the ``paper`` or the ``language`` that a new report begins with."""
    key, offered = _BEGINNINGS[field]
    if value in offered:
        kept.put(connection, key, value)


def keep_looks(connection: Connection, looks: frozenset[str]) -> None:
    """Keep how pages look here."""
    kept.put(connection, kept.REPORT_LOOKS, " ".join(sorted(looks)))
