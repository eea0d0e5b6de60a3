"""Indicator entries: the figures of a utility by variable and period, how sure they are, and what is odd about them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlmodel import Session, col, select

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.currency import convert_money, currency_of
from wopfield.domain.fitting import check_together
from wopfield.domain.indicator import Entry, EntryState, Variable
from wopfield.domain.period import days_in, in_order, length_of
from wopfield.domain.plausible import Doubt, Earlier, check_days, check_entry
from wopfield.domain.quantity import parse_number
from wopfield.domain.summary import Confidence
from wopfield.domain.units import convert, units_for
from wopfield.errors import BadInput, NotANumber
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.tables import IndicatorEntry, indicator_entry_id

DAYS = "days"
"""The variable that tells how long a period is."""

Basis = Literal["measured", "estimated", "stated"]

Place = tuple[str, str]
"""Code of the variable and period."""


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def of_utility(session: Session, scope: str, utility: str) -> list[IndicatorEntry]:
    """Return every entry of a utility in a partnership."""
    rows = session.exec(
        select(IndicatorEntry).where(
            IndicatorEntry.scope == scope, IndicatorEntry.utility == utility, col(IndicatorEntry.alive)
        )
    )
    return sorted(rows, key=lambda row: (row.variable, row.period))


def by_place(rows: Iterable[IndicatorEntry]) -> dict[Place, IndicatorEntry]:
    """Return entries by variable and period."""
    return {(row.variable, row.period): row for row in rows}


def blank(scope: str, utility: str, variable: str, period: str) -> IndicatorEntry:
    """Return an entry as it is before anybody gave a figure; nothing is kept by that."""
    row_id = indicator_entry_id(utility, variable, period)
    return IndicatorEntry(scope=scope, id=row_id, utility=utility, variable=variable, period=period)


def says_something(row: IndicatorEntry) -> bool:
    """Return whether an entry has a figure, or says that there is none to have."""
    return bool(row.value) or row.state != "measured"


def periods(rows: Iterable[IndicatorEntry]) -> tuple[str, ...]:
    """Return the periods that have an entry, the earliest first."""
    return in_order(row.period for row in rows if says_something(row))


def figure(row: IndicatorEntry, catalogue: Catalogue) -> Entry | None:
    """Return an entry as results are worked out from it, in the unit of its variable; None where it says nothing.

    A figure in a unit that cannot be turned into the variable's is kept and shown, but not worked with.
    """
    variable = catalogue.variables.get(row.variable)
    if variable is None or not says_something(row):
        return None
    states: dict[str, EntryState] = {"not_measured": "not_measured", "not_applicable": "not_applicable"}
    grades: dict[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}
    grade = grades.get(row.confidence)
    if row.state in states:
        return Entry(None, grade, states[row.state])
    try:
        value = _in_unit_of(variable, row)
        return Entry(value, grade, margin=parse_number(row.margin).value if row.margin else None)
    except (NotANumber, BadInput):
        return None


def _in_unit_of(variable: Variable, row: IndicatorEntry) -> Decimal:
    """Return the figure of an entry in the unit of its variable, by the rate it carries where it is in other money.

    Raises:
        BadInput: it is in a unit that cannot be turned into that, or lacks its rate.
        NotANumber: figure or rate is none.
    """
    value = parse_number(row.value).value
    if not currency_of(row.unit) or row.unit in units_for(variable.unit):
        return convert(value, row.unit, variable.unit)
    rate = parse_number(row.rate).value
    if rate <= 0:
        raise NotANumber("A rate is above zero.")
    return convert_money(value, row.unit, variable.unit, rate)


def figures(rows: Iterable[IndicatorEntry], catalogue: Catalogue) -> dict[str, dict[str, Entry]]:
    """Return entries by period, then by variable, as results are worked out from them."""
    found: dict[str, dict[str, Entry]] = {}
    for row in rows:
        entry = figure(row, catalogue)
        if entry is not None:
            found.setdefault(row.period, {})[row.variable] = entry
    return {period: _with_days(period, found[period]) for period in in_order(found)}


def doubts(entries: Mapping[str, Mapping[str, Entry]], catalogue: Catalogue) -> dict[Place, Doubt]:
    """Return what to ask about entries, by variable and period; those that were kept are among them."""
    found: dict[Place, Doubt] = {}
    last: dict[tuple[str, str], Earlier] = {}  # a month is no measure for a year, nor a year for a month
    for period in in_order(entries):
        length = length_of(period)
        together = check_together(catalogue.variables, entries[period])
        for code, entry in entries[period].items():
            if entry.value is None:
                continue
            doubt = check_entry(catalogue.variables[code], entry.value, last.get((code, length)))
            if code == DAYS:
                doubt = check_days(period, entry.value) or doubt
            beside = together.get(code)
            if beside is not None and beside.likely is not None and (doubt is None or doubt.likely is None):
                doubt = beside  # it names what was likely meant
            if doubt is not None:
                found[code, period] = doubt
            if doubt is None or doubt.remark.kind != "slip":
                # What is likely a slip is no measure for the year after it.
                last[code, length] = Earlier(period, entry.value)
        for code, doubt in together.items():
            found.setdefault((code, period), doubt)
    return found


def is_kept(row: IndicatorEntry | None, doubt: Doubt) -> bool:
    """Return whether somebody looked at this very question and kept the figure."""
    return row is not None and row.kept == doubt.remark.kind


# ── changing ─────────────────────────────────────────────────────────────────────────────────────────────────


def give(editor: Editor, shown: IndicatorEntry, value: Decimal, unit: str = "") -> IndicatorEntry:
    """Give a figure as it was typed, and its unit; a warning that was kept for another figure is dropped."""
    kept = editor.take(shown)
    text = f"{value:f}"
    if text != kept.value:
        kept.kept = kept.kept_reason = ""
    kept.value, kept.unit, kept.state = text, unit, "measured"
    return kept


def clear(editor: Editor, shown: IndicatorEntry) -> IndicatorEntry:
    """Take a figure away; source, note and grade stay."""
    kept = editor.take(shown)
    kept.value, kept.state = "", "measured"
    kept.kept = kept.kept_reason = ""
    return kept


def fill(editor: Editor, shown: IndicatorEntry, earlier: IndicatorEntry) -> IndicatorEntry:
    """Take the figure of an earlier period for one that has none; what is carried forward is an estimate."""
    kept = editor.take(shown)
    kept.value, kept.unit, kept.state = earlier.value, earlier.unit, earlier.state
    if earlier.value:
        kept.basis = "estimated"
        kept.note = kept.note or _("Carried forward from {period}.", period=earlier.period)
    return kept


def set_state(editor: Editor, shown: IndicatorEntry, state: EntryState) -> IndicatorEntry:
    """Say that there is no figure: it is not measured, or does not apply here; ``measured`` asks for one again."""
    kept = editor.take(shown)
    kept.state = state
    if state != "measured":
        kept.value = kept.kept = kept.kept_reason = ""
    return kept


def set_unit(editor: Editor, shown: IndicatorEntry, unit: str) -> IndicatorEntry:
    """Say in which unit the figure was given; the number stays."""
    kept = editor.take(shown)
    kept.unit = unit
    return kept


def set_rate(editor: Editor, shown: IndicatorEntry, rate: str, day: str) -> IndicatorEntry:
    """Say how much of the utility's own currency one of the unit's was, and on which day (YYYY-MM-DD); both or none.

    Raises:
        BadInput: it is no number above zero, or no day.
    """
    text, when = rate.strip(), day.strip()
    try:
        number = parse_number(text).value if text else None
        good = (number is None or number > 0) and (not when or bool(date.fromisoformat(when)))
    except (NotANumber, ValueError):
        good = False
    if not good:
        raise BadInput(
            _("“{rate}” on “{day}” is no exchange rate.", rate=rate[:40], day=day[:40]),
            safe=_("What was there before is kept."),
            do=_("Type a number above zero, and a day such as 2025-12-31."),
        )
    kept = editor.take(shown)
    kept.rate, kept.rate_date = ("" if number is None else f"{number:f}"), when
    return kept


def grade(editor: Editor, shown: IndicatorEntry, confidence: Confidence | None) -> IndicatorEntry:
    """Say how sure a figure is: A measured and verified, B records seen, C told by staff, D guess."""
    kept = editor.take(shown)
    kept.confidence = confidence or ""
    return kept


def set_basis(editor: Editor, shown: IndicatorEntry, basis: Basis | None) -> IndicatorEntry:
    """Say how a figure was got; None takes the word back."""
    kept = editor.take(shown)
    kept.basis = basis or ""
    return kept


def set_margin(editor: Editor, shown: IndicatorEntry, percent: Decimal | None) -> IndicatorEntry:
    """Say within how many percent, up or down, the true figure lies (at 95 %); None leaves it to the grade.

    Raises:
        BadInput: it is below zero, or further than any figure is worth keeping.
    """
    if percent is not None and not 0 <= percent <= _WIDEST:
        raise BadInput(
            _("“± {percent} %” cannot be.", percent=f"{percent:f}"),
            safe=_("What was there before is kept."),
            do=_("Type a number from 0 to {most}.", most=f"{_WIDEST}"),
        )
    kept = editor.take(shown)
    kept.margin = "" if percent is None else f"{percent:f}"
    return kept


def set_evidence(editor: Editor, shown: IndicatorEntry, evidence: str) -> IndicatorEntry:
    """Say from which piece of evidence a figure was read; an empty text takes it back."""
    kept = editor.take(shown)
    kept.evidence = evidence
    return kept


def set_source(editor: Editor, shown: IndicatorEntry, source: str) -> IndicatorEntry:
    """Say where a figure comes from."""
    kept = editor.take(shown)
    kept.source = source.strip()
    return kept


def set_note(editor: Editor, shown: IndicatorEntry, note: str) -> IndicatorEntry:
    """Say something else of a figure."""
    kept = editor.take(shown)
    kept.note = note.strip()
    return kept


def keep(editor: Editor, shown: IndicatorEntry, doubt: Doubt, reason: str = "") -> IndicatorEntry:
    """Keep a figure although the program asked about it; it stays marked."""
    kept = editor.take(shown)
    kept.kept = doubt.remark.kind
    kept.kept_reason = reason.strip()
    return kept


def doubt_again(editor: Editor, shown: IndicatorEntry) -> IndicatorEntry:
    """Take back that a figure was kept, so that the program asks again."""
    kept = editor.take(shown)
    kept.kept = kept.kept_reason = ""
    return kept


def add_period(editor: Editor, scope: str, utility: str, period: str) -> IndicatorEntry:
    """Begin a period: its first entry is how many days it has.

    Raises:
        BadInput: its name does not tell which period it is.
    """
    length = days_in(period)
    if length is None:
        raise BadInput(
            _("“{period}” is not a year, quarter or month.", period=period),
            safe=_("Nothing was changed."),
            do=_("Type a year such as 2026, or 2026/27, 2026-Q2, 2026-05."),
        )
    kept = give(editor, blank(scope, utility, DAYS, period), Decimal(length), "days")
    kept.confidence = "A"
    kept.source = _("Calendar")
    return kept


def remove(editor: Editor, shown: IndicatorEntry) -> None:
    """Delete an entry; it can be brought back."""
    editor.remove(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WIDEST = 1000


def _with_days(period: str, entries: dict[str, Entry]) -> dict[str, Entry]:
    """Add the length of a period where its name tells it and nobody entered it."""
    length = days_in(period)
    if length is None or DAYS in entries:
        return entries
    return {**entries, DAYS: Entry(Decimal(length))}
