"""Bars of planned time on a grid of quarters, half-years or years."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wopfield.domain.summary import ActionLine
from wopfield.language import _, in_a_row
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect, Stroke, line, moved
from wopfield.report.numbers import Numbers
from wopfield.report.style import AMBER, BAND, FAINT, HAIRLINE, INK, MUTED, PRIMARY, RULE, TEXT, WHITE, WORSE, TextStyle
from wopfield.report.text import shortened, width_of

COLUMN = 12.6
_TITLE = TextStyle("condensed", 8.2, 10.2, TEXT)
_CODE, _HEAD, _PITCH, _FOOT = 30.0, 27.0, 19.0, 14.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Equal columns of time from a first one on; a column is 3, 6 or 12 months."""

    first: date
    months: int
    count: int
    column: float = COLUMN
    """How wide one is."""

    @property
    def width(self) -> float:
        """Return the width of all columns."""
        return self.count * self.column

    def x(self, day: date) -> float:
        """Return where a day stands, within the grid."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month + (day.day - 1) / 31
        return min(max(months / self.months, 0.0), float(self.count)) * self.column


def grid_for(actions: Sequence[ActionLine], today: date, most: int = 9) -> Grid:
    """Return a grid that holds every action in at most ``most`` columns; what is decades away stands at its edge."""
    days = [day for action in actions for day in (action.starts, action.due) if day] or [today]
    first, last = min(days), max(days)
    for months in (3, 6, 12, 24, 60):
        start = date(first.year, (first.month - 1) // min(months, 12) * min(months, 12) + 1, 1)
        needed = ((last.year - start.year) * 12 + last.month - start.month) // months + 1
        if needed <= most:
            return Grid(start, months, max(needed, 4))
    return Grid(date(first.year, 1, 1), 60, most)


def head_marks(grid: Grid, bottom: float) -> list[Mark]:
    """Return the names of years and columns above a line at ``bottom``."""
    marks: list[Mark] = []
    runs: list[tuple[int, int, int]] = []
    for at in range(grid.count):
        month = grid.first.month - 1 + at * grid.months
        year, quarter = grid.first.year + month // 12, month % 12 // 3 + 1
        x = at * grid.column + grid.column / 2
        cuts = {3: _("Q{quarter}", quarter=quarter), 6: _("H{half}", half=(quarter + 1) // 2)}
        name = cuts.get(grid.months, f"{year % 100:02d}")
        marks.append(Label(x, bottom - 4, name, "condensed", 6.6, MUTED, "middle"))
        if runs and runs[-1][0] == year:
            runs[-1] = (year, runs[-1][1], at)
        else:
            runs.append((year, at, at))
    if grid.months > 6:
        return marks
    for year, start, end in runs:
        text = str(year) if end > start else f"{year % 100:02d}"
        x1, x2 = start * grid.column + 1.5, (end + 1) * grid.column - 1.5
        marks.append(Label((x1 + x2) / 2, bottom - 14.5, text, "condensed-semibold", 7.2, INK, "middle"))
        marks.append(line(x1, bottom - 12, x2, bottom - 12, Stroke(RULE, 0.5)))
    return marks


def grid_lines(grid: Grid, x: float, height: float) -> list[Mark]:
    """Return the upright lines of the grid."""
    places = (x + at * grid.column for at in range(grid.count + 1))
    return [line(place, 0, place, height, Stroke(HAIRLINE, 0.6)) for place in places]


def today_line(grid: Grid, today: date, x: float, height: float) -> list[Mark]:
    """Return the upright line of today with its flag below the rows; nothing when today is off the grid."""
    last_month = grid.first.month - 1 + grid.count * grid.months
    end = date(grid.first.year + last_month // 12, last_month % 12 + 1, 1)
    if not grid.first <= today < end:
        return []
    at = x + grid.x(today)
    word = _("today")
    width = width_of(word, TextStyle("condensed-semibold", 7, 8)) + 7
    return [
        line(at, 0, at, height, Stroke(AMBER, 1.1)),
        Rect(at - width / 2, height, width, 10, None, Fill("#D9801A")),
        Label(at, height + 7.4, word, "condensed-semibold", 7, WHITE, "middle"),
    ]


def bar(action: ActionLine, grid: Grid, today: date) -> list[Mark]:
    """Return the bar of one action, 12 high, or a word where it has no dates."""
    starts, due = action.starts or action.due, action.due or action.starts
    if starts is None or due is None:
        x = grid.x(today) + 4 if grid.x(today) + 40 < grid.width else 4.0
        return [
            Rect(x - 2, 0, 36, 12, None, Fill(WHITE)),
            Label(x, 8.4, _("no date yet"), "condensed-italic", 7.4, MUTED),
        ]
    x1, x2 = grid.x(min(starts, due)), grid.x(max(starts, due)) + grid.column / 3 / max(grid.months / 3, 1)
    x1, x2 = x1 + 0.8, min(max(x2, x1 + 7), grid.width) - 0.8
    marks: list[Mark] = [Rect(x1, 1.6, x2 - x1, 8.8, None, Fill(BAND), 1.2)]
    share = 1.0 if action.status == "done" else min(max(action.percent, 0), 100) / 100
    if share and action.status != "dropped":
        marks.append(Rect(x1, 1.6, (x2 - x1) * share, 8.8, None, Fill(PRIMARY), 1.2))
    if action.priority == "high" and action.status != "dropped":
        marks.append(Rect(x1 - 1.6, 0, x2 - x1 + 3.2, 12, Stroke(WORSE, 1.0), None, 3))
    if action.status == "dropped":
        marks.append(line(x1, 6, x2, 6, Stroke(FAINT, 1.0)))
    return marks


def bar_told(action: ActionLine, today: date, numbers: Numbers) -> str:
    """Return what the bar of an action shows, in a sentence."""
    starts, due = ("" if day is None else numbers.short_day(day) for day in (action.starts, action.due))
    if starts and due:
        when = _("From {start} to {due}", start=starts, due=due)
    elif due:
        when = _("By {due}", due=due)
    else:
        when = _("From {start} on", start=starts) if starts else _("Without a date")
    share = numbers.percent(min(max(action.percent, 0), 100) / 100)
    states = {
        "done": _("done"),
        "dropped": _("dropped"),
        "under_way": _("{share} done", share=share),
        "not_started": _("not started"),
    }
    late = _("overdue") if action.is_overdue(today) else ""
    weight = _("high priority") if action.priority == "high" else ""
    return _("{when}: {state}.", when=when, state=in_a_row((states[action.status], late, weight)))


def head_told(grid: Grid) -> str:
    """Return over which years the columns of the grid reach."""
    month = grid.first.month - 1 + grid.count * grid.months - 1
    first, last = grid.first.year, grid.first.year + month // 12
    return _("Time, {first} to {last}", first=first, last=last) if last > first else _("Time, {year}", year=first)


def alone(action: ActionLine, grid: Grid, today: date) -> list[Mark]:
    """Return the bar of an action with the grid and today behind it, 12 high, for a page without lines through rows."""
    marks = grid_lines(grid, 0, 12)
    if grid.first <= today and (at := grid.x(today)) < grid.width:
        marks.append(line(at, 0, at, 12, Stroke(AMBER, 1.1)))
    return [*marks, *bar(action, grid, today)]


def time_bars(actions: Sequence[ActionLine], today: date, width: float, alternative: str) -> Drawing:
    """Return a row for each action with its code, its title and its bar, on columns as wide as there is room.

    Rows stand in the order in which they are due; ``alternative`` says them in a sentence.
    """
    left = min(width * 0.42, 250.0)
    grid = grid_for(actions, today, 12)
    grid = replace(grid, column=(width - left) / grid.count)
    height = _PITCH * len(actions)
    marks: list[Mark] = [
        *moved(head_marks(grid, _HEAD), left, 0),
        *moved(grid_lines(grid, left, height), 0, _HEAD),
    ]
    for at, action in enumerate(sorted(actions, key=lambda one: (one.due or one.starts or date.max, one.code))):
        y = _HEAD + _PITCH * at
        marks.append(line(0, y, width, y, Stroke(HAIRLINE, 0.6)))
        marks.append(Label(0, y + 12.5, action.code, "condensed-semibold", 8.2, PRIMARY))
        title = shortened(action.title, _TITLE, left - _CODE - 8)[0]
        marks.append(Label(_CODE, y + 12.5, title, _TITLE.face, _TITLE.size, TEXT))
        marks.extend(moved(bar(action, grid, today), left, y + 3.5))
    marks.extend(moved(today_line(grid, today, left, height), 0, _HEAD))
    return Drawing(width, _HEAD + height + _FOOT, tuple(marks), alternative)
