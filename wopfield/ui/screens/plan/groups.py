"""How a plan is grouped: late, by quarter, later, done; and the words that go with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QDate, QLocale

from wopfield.language import _, plural
from wopfield.store import actions
from wopfield.store.plan_page import PlanLine
from wopfield.store.tables import Action
from wopfield.ui.moments import day_words

Kind = Literal["late", "quarter", "later", "done"]


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a group; the last one folds away what is done."""

    key: str
    kind: Kind
    title: str
    count: int
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in the table: the head of a group, or an action in words."""

    key: str
    head: Group | None = None
    code: str = ""
    title: str = ""
    item: str = ""
    owner: str = ""
    due: str = ""
    due_note: str = ""
    late: bool = False
    priority: str = ""
    status: str = ""
    percent: int = 0

    @property
    def spoken(self) -> str:
        """Return what is read aloud of the first cell."""
        return f"{self.head.title} {self.head.count}" if self.head else f"{self.code} {self.title}"


_NEAR = 300
"""Within so many days the year goes without saying."""

DONE = "group done"
"""The key of the head that folds away what is done."""


def grouped(lines: Sequence[PlanLine], today: date, *, show_done: bool) -> list[Row]:
    """Return the plan as its table shows it; groups without an action are left out."""
    ends = _quarter_end(today), _quarter_end(_quarter_end(today) + timedelta(days=1))
    groups: list[tuple[str, Kind, str, list[PlanLine]]] = [
        ("group late", "late", _("Late"), []),
        ("group this quarter", "quarter", _("By the end of {month}", month=_month(ends[0], today)), []),
        ("group next quarter", "quarter", _("By the end of {month}", month=_month(ends[1], today)), []),
        ("group later", "later", _("Later"), []),
        (DONE, "done", _("Done"), []),
    ]
    for line in lines:
        groups[_place(line.row, today, ends)][3].append(line)
    rows: list[Row] = []
    for key, kind, title, members in groups:
        if not members:
            continue
        folded = kind == "done" and not show_done
        rows.append(Row(key, Group(key, kind, title, len(members), folded)))
        rows += [] if folded else [_row(line, today) for line in members]
    return rows


def due_words(row: Action, today: date) -> tuple[str, str]:
    """Return the day an action is due, and how far that is."""
    if row.due is None:
        return _("no day"), ""
    near = abs((row.due - today).days) < _NEAR
    day = day_words(row.due, row.due if near else today)
    if actions.is_settled(row):
        return day, ""
    days = (row.due - today).days
    if days < 0:
        return day, plural("{count} day late", "{count} days late", -days)
    return day, _("today") if days == 0 else plural("in {count} day", "in {count} days", days)


def status_words(status: str) -> str:
    """Return what a status is called."""
    return {
        "not_started": _("Not started"),
        "under_way": _("Under way"),
        "done": _("Done"),
        "dropped": _("Dropped"),
    }.get(status, status)


def priority_words(priority: str) -> str:
    """Return what a priority is called."""
    return {"high": _("High"), "medium": _("Medium"), "low": _("Low")}.get(priority, priority)


def horizon_words(horizon: str) -> str:
    """Return what a horizon is called."""
    return {
        "quick_win": _("Quick win"),
        "partnership": _("Within the partnership"),
        "investment": _("Needs an investment"),
    }.get(horizon, horizon)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions are late, under way, to start, and done."""

    late: int
    under_way: int
    to_start: int
    done: int


def counts(lines: Sequence[PlanLine], today: date) -> Counts:
    """Return how the plan stands; a late action is counted as late only."""
    rows = [line.row for line in lines]
    late = [row for row in rows if actions.days_late(row, today)]
    in_time = [row for row in rows if not actions.days_late(row, today)]
    return Counts(
        len(late),
        sum(row.status == "under_way" for row in in_time),
        sum(row.status == "not_started" for row in in_time),
        sum(row.status == "done" for row in rows),
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _row(line: PlanLine, today: date) -> Row:
    action = line.row
    due, note = due_words(action, today)
    return Row(
        key=action.id,
        code=line.code,
        title=action.title,
        item=line.item.number if line.item else action.item,
        owner=action.owner,
        due=due,
        due_note=note,
        late=actions.days_late(action, today) > 0,
        priority=action.priority,
        status=action.status,
        percent=action.percent,
    )


def _place(row: Action, today: date, ends: tuple[date, date]) -> int:
    if actions.is_settled(row):
        return 4
    if row.due is None:
        return 3
    if row.due < today:
        return 0
    return next((number for number, end in enumerate(ends, start=1) if row.due <= end), 3)


def _quarter_end(day: date) -> date:
    month = 3 * ((day.month - 1) // 3) + 3
    first_after = date(day.year + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)


def _month(day: date, today: date) -> str:
    pattern = "MMMM" if day.year == today.year else "MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)
