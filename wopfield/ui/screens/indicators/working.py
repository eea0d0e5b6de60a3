"""How a result was worked out, ready to show: formula, numbers, the figures behind it, and what it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from wopfield.domain.indicator import Indicator, Result, is_nothing, readable
from wopfield.domain.period import length_of
from wopfield.domain.quantity import decimals, rounded
from wopfield.domain.summary import Direction
from wopfield.language import _
from wopfield.store import history
from wopfield.store.database import Session
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.moments import day_words
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.outcome import Outcome, outcomes
from wopfield.ui.screens.indicators.sheet import Proof, Sheet, Spot, name_of
from wopfield.ui.screens.indicators.words import NOTHING, equals, figure_words, in_own_unit
from wopfield.ui.values import amount_words
from wopfield.ui.widgets.grades import grade_name


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One figure that a result is worked out from."""

    spot: Spot
    name: str
    value: str
    own_unit: str
    """The same in the unit it is worked with; empty where it was typed in that."""
    grade: str
    told: tuple[str, ...]
    """How it was got, where it comes from, what was noted and why it was kept, each in a sentence."""
    row: str
    """The id of its entry; empty where nobody gave one."""
    proof: Proof | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """The result in one period; no value leaves a gap."""

    period: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Working:
    """One result with everything it stands on."""

    outcome: Outcome
    period: str
    definition: str
    formula: str
    """In the names of the figures."""
    numbers: str
    """In their numbers, with the result; empty where a figure is missing."""
    codes: str
    sureness: str
    good: str
    """The value good practice reaches, with its source; or that there is none."""
    reached: bool | None
    """Whether good practice is reached; None where nobody may say."""
    ingredients: tuple[Ingredient, ...]
    points: tuple[Point, ...]
    direction: Direction

    @property
    def before_and_now(self) -> tuple[float | None, float | None]:
        """Return the last value before the period, and the one in it."""
        earlier = [each.value for each in self.points if each.period < self.period and each.value is not None]
        now = next((each.value for each in self.points if each.period == self.period), None)
        return (earlier[-1] if earlier else None), now


def working(sheet: Sheet, code: str, period: str) -> Working:
    """Return how an indicator was worked out in a period."""
    indicator = sheet.catalogue.indicators[code]
    (outcome,) = outcomes(sheet, period, [code])
    entries = sheet.figures.get(period, {})
    numbers = {
        each: numeral(Decimal(0) if entry.value is None else entry.value)
        for each in indicator.variables
        if (entry := entries.get(each)) is not None and (entry.value is not None or is_nothing(each, entry))
    }
    result = sheet.results.get(period, {}).get(code)
    whole = len(numbers) == len(indicator.variables) and outcome.has_value
    return Working(
        outcome=outcome,
        period=period,
        definition=indicator.definition,
        formula=f"{indicator.name} = {readable(indicator, sheet.catalogue.names, numeral)}",
        numbers=f"{readable(indicator, numbers, numeral)} {_comes_to(outcome, result)}" if whole else "",
        codes=f"{code} = {indicator.formula}",
        sureness=_sureness(result.confidence if result else None),
        good=_good_practice(indicator, sheet.currency),
        reached=_reached(indicator, result.value if result and result.comparable else None),
        ingredients=tuple(map(partial(_ingredient, sheet, period), indicator.variables)),
        points=_points(sheet, code, period),
        direction=indicator.direction,
    )


def read_givers(scope: str, rows: tuple[str, ...], session: Session) -> dict[str, str]:
    """Return who typed the figure of each entry and when, in words."""
    found: dict[str, str] = {}
    for past in history.history(session, scope, [("indicator_entry", row) for row in rows]):
        if past.register == "figure" and past.row not in found:
            day = day_words(datetime.fromisoformat(past.at).astimezone().date())
            name = name_of(session, past.author) or _("a colleague")
            found[past.row] = _("Typed by {name}, {day}", name=name, day=day)
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _comes_to(outcome: Outcome, result: Result | None) -> str:
    """Return the result behind its numbers, said to be about so much where it was rounded to be shown."""
    value = (result.value if result else None) or 0.0
    sign = equals(rounded(value, decimals(value, outcome.trend)), Decimal(f"{value:.15g}"))
    return f"{sign} {outcome.value} {outcome.unit}".strip()


def _sureness(grade: str | None) -> str:
    if not grade:
        return _("Nobody has said yet how sure its figures are.")
    return _("As sure as the least sure of its figures: {letter}, {meaning}.", letter=grade, meaning=grade_name(grade))


def _good_practice(indicator: Indicator, currency: str) -> str:
    if indicator.good_practice is None or not indicator.good_practice_source:
        return _("No good-practice value with a source is known, so it is not judged.")
    sentences: Mapping[str, str] = {
        "higher_better": _("Good practice is {value} or more. Source: {source}"),
        "lower_better": _("Good practice is {value} or less. Source: {source}"),
        "target": _("Good practice is about {value}. Source: {source}"),
    }
    value = amount_words(numeral(indicator.good_practice), indicator.unit, currency)
    return sentences[indicator.direction].format(value=value, source=_(indicator.good_practice_source))


def _reached(indicator: Indicator, value: float | None) -> bool | None:
    good = indicator.good_practice
    if value is None or good is None or not indicator.good_practice_source or indicator.direction == "target":
        return None
    shown = round(value, 6)
    return shown >= float(good) if indicator.direction == "higher_better" else shown <= float(good)


def _ingredient(sheet: Sheet, period: str, code: str) -> Ingredient:
    spot, variable = (code, period), sheet.catalogue.variables[code]
    row, entry = sheet.rows.get(spot), sheet.figures.get(period, {}).get(code)
    if row is None or entry is None:
        # The length of a period nobody gave is known from its name.
        known = entry.value if entry is not None else None
        value = "" if known is None else amount_words(numeral(known), variable.unit, sheet.currency)
        told = (_("From the calendar"),) if value else ()
        return Ingredient(spot, variable.name, value or NOTHING, "", "", told, "", missing=not value)
    measured, nothing = entry.value is not None, is_nothing(code, entry)
    return Ingredient(
        spot=spot,
        name=variable.name,
        value=amount_words(figure_words(row), sheet.unit(spot), sheet.currency) if measured else figure_words(row),
        own_unit=in_own_unit(row, variable.unit, sheet.currency),
        grade=row.confidence,
        told=(_("Counts as nothing in the sum"), *_told(sheet, spot, row)) if nothing else _told(sheet, spot, row),
        row=row.id,
        proof=next((proof for proof in sheet.proofs if proof.id == row.evidence), None),
        missing=not (measured or nothing),
    )


def _told(sheet: Sheet, spot: Spot, row: IndicatorEntry) -> tuple[str, ...]:
    got = {"measured": _("Measured"), "estimated": _("Estimated or worked out"), "stated": _("Stated by somebody")}
    kept = ""
    if spot in sheet.doubts:
        kept = _("Looks wrong") if sheet.open_doubt(spot) else _("Kept as it is, although it looks wrong")
        kept = f"{kept}: {row.kept_reason}" if row.kept_reason else kept
    off = _("± {percent} %", percent=row.margin) if row.margin else ""
    return tuple(filter(None, (got.get(row.basis, ""), off, row.source, row.note, kept)))


def _points(sheet: Sheet, code: str, like: str) -> tuple[Point, ...]:
    """Return the result over the periods as long as ``like``: a month is no point between two years."""
    alike = (period for period in sheet.periods if length_of(period) == length_of(like))
    worked = ((period, sheet.results.get(period, {}).get(code)) for period in alike)
    values = {period: result.value if result is not None else None for period, result in worked}
    known = [value for value in values.values() if value is not None]
    return tuple(
        Point(period, value, NOTHING if value is None else _written(value, known)) for period, value in values.items()
    )


def _written(value: float, among: list[float]) -> str:
    return numeral(value, places=decimals(value, among))
