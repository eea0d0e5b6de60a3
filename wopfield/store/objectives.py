"""Objectives: what a partnership wants to reach, from where, and by when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from wopfield.domain.quantity import parse_number
from wopfield.errors import BadInput, NotANumber
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.tables import Objective


class ObjectiveFields(TypedDict, total=False):
    """What may be said of an objective; figures are as typed, ``place`` puts them in order."""

    text: str
    indicator: str
    start: str
    now: str
    goal: str
    unit: str
    by: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Way:
    """How far an objective has come: the figures, and the share of the way from start to goal.

    ``share`` is 0 at the start and 1 at the goal, below 0 when it went the other way; None where a figure is
    missing or start and goal are the same.
    """

    start: Decimal | None
    now: Decimal | None
    goal: Decimal | None

    @property
    def share(self) -> float | None:
        """Return the share of the way that is done."""
        if self.start is None or self.now is None or self.goal is None or self.start == self.goal:
            return None
        return float((self.now - self.start) / (self.goal - self.start))


def of_partnership(session: Session, scope: str) -> list[Objective]:
    """Return the objectives of a partnership, in their order."""
    rows = session.exec(select(Objective).where(Objective.scope == scope, col(Objective.alive)))
    return sorted(rows, key=lambda row: (row.place, row.by or date.max, row.text.casefold(), row.id))


def way(objective: Objective, measured: Decimal | None = None) -> Way:
    """Return how far an objective has come; ``measured`` is the figure of its indicator, where it has one."""
    now = measured if measured is not None else _figure(objective.now)
    return Way(_figure(objective.start), now, _figure(objective.goal))


def add(editor: Editor, scope: str, **fields: Unpack[ObjectiveFields]) -> Objective:
    """Keep a new objective.

    Raises:
        BadInput: it has no words, or a figure is none.
    """
    row = Objective(scope=scope)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Objective, **fields: Unpack[ObjectiveFields]) -> Objective:
    """Say something else of an objective.

    Raises:
        BadInput: it would have no words, or a figure is none.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def remove(editor: Editor, shown: Objective) -> None:
    """Delete an objective; it can be brought back."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: Objective) -> None:
    """Bring back an objective that was deleted."""
    editor.bring_back(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(row: Objective, fields: ObjectiveFields) -> None:
    for name, value in fields.items():
        if name in ("start", "now", "goal") and isinstance(value, str) and value.strip():
            value = f"{parse_number(value).value:f}"
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.text:
        raise BadInput(_("An objective needs a few words."), do=_("Say what shall be better."))


def _figure(text: str) -> Decimal | None:
    try:
        return parse_number(text).value
    except NotANumber:
        return None
