"""What somebody or a file gives for a variable, and the entry it becomes.

A value comes as text from a cell, or as a number, a word or an object from a program. Each becomes an entry or is
refused in a sentence; nothing is guessed in silence, and one bad value never spoils its neighbours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from wopfield.domain.account_marks import out_of_brackets, without_marks
from wopfield.domain.currency import OWN_CURRENCY, convert_money, counts_money, currency_of, in_currency
from wopfield.domain.estimates import estimate_in
from wopfield.domain.graded import graded
from wopfield.domain.indicator import Entry, EntryState, Variable
from wopfield.domain.money_words import SIGNS, currency_behind, in_column, is_code, which_currency
from wopfield.domain.number_words import Worded, worded
from wopfield.domain.pasted_units import is_money, row_unit
from wopfield.domain.plainly_given import PLAIN, Manner, assumed_unit, number_in
from wopfield.domain.quantity import Typed, format_number, parse_number
from wopfield.domain.remark import Remark, in_short
from wopfield.domain.units import convert, find_unit, units_for
from wopfield.errors import NotANumber


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one value: an entry, nothing (it was empty), or a refusal; and what there is to say."""

    entry: Entry | None = None
    refused: Remark | None = None
    remarks: tuple[Remark, ...] = ()
    typed: Decimal | None = None
    """The number as it was given, before it was turned into the variable's unit."""
    unit: str = ""
    """The unit it was given in, as we call it; empty for the variable's own."""
    source: str = ""
    """Where it comes from, as somebody wrote beside it."""
    note: str = ""
    basis: str = ""
    """How it was got, where that is said: measured, estimated or stated."""
    rate: str = ""
    """How much of the utility's own currency one of the unit's was; empty where it is in its own."""
    rate_date: str = ""
    kept: str = ""
    """Why somebody kept it although it was asked about, as that stands beside it."""


class Twice:
    """Stands for a value that a file gives twice, so that nobody knows which of the two is meant."""


TWICE: Final = Twice()


def read_given(variable: Variable, raw: object, manner: Manner = PLAIN, unit: str = "") -> Given:
    """Return what ``raw`` says about ``variable``; ``unit`` is the one of its column, where there is one.

    What was read already stays as it is.
    """
    if isinstance(raw, Mapping):
        return _read_object(variable, raw, manner, unit)
    if isinstance(raw, Given):
        return raw
    if isinstance(raw, Twice):
        return _no("It is given twice, and nobody knows which one is meant.", "twice")
    if raw is None:
        return Given()
    if isinstance(raw, bool):
        return _no("Yes or no is not a number.", "not_a_number")
    if isinstance(raw, (list, tuple)):
        return _no("A list is not a number.", "not_a_number")
    if isinstance(raw, (int, float, Decimal)):
        number = raw if isinstance(raw, Decimal) else Decimal(repr(raw))
        return _figure(variable, number, (), manner, unit)
    text = str(raw).strip()
    if _BARE(text):
        return _read_number(variable, text, text, manner, unit)
    figure = estimate_in(text)
    found = _read_text(variable, text if figure is None else figure, manner, unit)
    if figure is None or found.entry is None:
        return found if figure is None else _read_text(variable, text, manner, unit)
    told = Remark("“{text}” is marked as an estimate.", "estimate", {"text": in_short(text)})
    return replace(found, basis="estimated", remarks=(told, *found.remarks))


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────

_NOTHING = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", "nd", "n.d.", "n.d", "n/d", "s/d", "no data", "missing", "none", "null",
     "#n/a", "unknown", "not available", "non disponible", "no disponible", "sin dato", "sin datos", "não disponível",
     "sem dados", "غير متوفر", "غير متاح"}
)  # fmt: skip
_UNCLEAR = frozenset({"n/a", "na", "n.a.", "n.a"})
_STATES: Mapping[str, EntryState] = {
    **dict.fromkeys(
        ("not measured", "not_measured", "non mesuré", "non mesurée", "no medido", "no medida", "no se mide",
         "não medido", "não medida", "غير مقيس", "غير مقيسة"),
        "not_measured",
    ),
    **dict.fromkeys(
        ("not applicable", "not_applicable", "does not apply", "sans objet", "s.o.", "s/o", "non applicable",
         "no se aplica", "no aplica", "no aplicable", "não se aplica", "não aplicável", "لا ينطبق", "غير منطبق"),
        "not_applicable",
    ),
}  # fmt: skip
"""Why there is no figure, in the words of every language the program speaks."""


_BARE = re.compile(r"[0-9][0-9.,]*").fullmatch
"""A number with nothing before, in or behind it that could be a word, a unit or a currency."""


def _read_text(variable: Variable, text: str, manner: Manner, unit: str) -> Given:
    number = number_in(text, manner)
    if number is not None:
        return _figure(variable, number, (), manner, unit)
    if (without := _without_figure(text)) is not None:
        return without
    never_below = counts_money(variable.unit) and variable.plausible_min >= 0
    if (bracketed := out_of_brackets(text, never_below=never_below)) is not None:
        amount = _read_text(variable, bracketed, manner, unit)
        if amount.entry is not None:
            return replace(amount, remarks=(_in_brackets(never_below), *amount.remarks))
    return _read_with_unit(variable, text, manner, unit)


def _without_figure(text: str) -> Given | None:
    """Return what a word says that stands where a figure could; None where it is no such word."""
    word = " ".join(text.split()).casefold() if len(text) <= 100 else text[:100]
    if word in _NOTHING:
        return Given()
    if word in _STATES:
        return Given(Entry(None, None, _STATES[word]))
    if word in _UNCLEAR:
        sentence = "“{text}” was taken as no figure. Say “not measured” or “not applicable”."
        return Given(remarks=(Remark(sentence, "unclear", {"text": text.strip()}),))
    return None


def _read_with_unit(variable: Variable, text: str, manner: Manner, unit: str) -> Given:
    """Return what a number says that may have its unit, its currency or a word for how large it is behind it."""
    plain = without_marks(text)
    typed_text = currency_behind(plain) if variable.unit.startswith(OWN_CURRENCY) else plain
    body, behind = _unit_behind(typed_text, variable, unit)
    if behind == _WRONG:
        parts = {"text": in_short(text), "unit": variable.unit}
        return _no("“{text}” is a share, and this figure is in {unit}.", "unit", parts)
    if not behind or counts_money(variable.unit) or any(c.isalpha() or c in SIGNS for c in body):
        if found := worded(plain, variable.unit):
            currency = (
                found.currency if is_code(found.currency) else which_currency(found.currency, manner.currency) or ""
            )
            if _leaves_no_doubt(unit, variable, currency):
                return _read_worded(variable, text, found, manner, currency or unit)
        if behind and not _is_scaled(behind, variable.unit) and (found := worded(body, variable.unit)):
            return _read_worded(variable, text, found, manner, behind)
    return _read_number(variable, text, body, manner, in_column(behind, unit, variable.unit, manner.currency))


def _in_brackets(never_below: bool) -> Remark:
    """Return what is said of a number in brackets."""
    sentence = "In brackets: read as an amount paid out." if never_below else "In brackets: read as below zero."
    return Remark(sentence, "brackets")


def _is_scaled(behind: str, unit: str) -> bool:
    """Return whether money is written with how much it is counted in: ``M$``."""
    return counts_money(unit) and bool(row_unit(behind, unit, ""))


def _leaves_no_doubt(unit: str, variable: Variable, currency: str) -> bool:
    """Return whether a number with a word for how large it is can mean one thing only in a column of this unit."""
    return unit in ("", variable.unit, currency) or (not currency and unit == currency_of(unit))


def _read_worded(variable: Variable, text: str, found: Worded, manner: Manner, unit: str) -> Given:
    """Return what a number with a word for how large it is says, and say what it was taken for."""
    try:
        number = number_in(found.number, manner)
        typed = parse_number(found.number, decimal=manner.decimal) if number is None else Typed(number)
    except NotANumber as refusal:
        return _no("“{text}”: {reason}", "not_a_number", {"text": in_short(text), "reason": refusal.happened})
    behind = "" if variable.unit == "number" else unit or variable.unit
    either = [Decimal(f"{(each * found.times).normalize():f}") for each in (typed.value, typed.otherwise) if each]
    value, *other = either or [Decimal(0)]
    parts = {"text": in_short(text), "value": format_number(value, unit=behind)}
    said = Remark("“{text}” was read as {value}.", "worded", parts)
    if other:
        parts["other"] = format_number(other[0], unit=behind)
        said = Remark("“{text}” was read as {value}; it could also be {other}.", "ambiguous", parts)
    return _figure(variable, value, (said,), manner, unit)


def _read_number(variable: Variable, text: str, body: str, manner: Manner, unit: str) -> Given:
    """Return what ``text`` says, in which ``body`` is the number."""
    number = number_in(body, manner)
    if number is not None:
        return _figure(variable, number, (), manner, unit)
    try:
        typed = parse_number(body, decimal=manner.decimal)
    except NotANumber as refusal:
        return _no("“{text}”: {reason}", "not_a_number", {"text": in_short(text), "reason": refusal.happened})
    said: tuple[Remark, ...] = ()
    if typed.otherwise is not None and not manner.proven and (manner.decimal not in body or not manner.sure):
        parts = {"text": text.strip(), "value": format_number(typed.value), "other": format_number(typed.otherwise)}
        said = (Remark("“{text}” was read as {value}; it could also be {other}.", "ambiguous", parts),)
    return _figure(variable, typed.value, said, manner, unit)


_WRONG = "%!"
_POWERED = re.compile(r"[-+]?[0-9.,]{1,30}[eE][-+]?[0-9]{1,3}(?![0-9])")
"""A number with an exponent, such as programs write, which no word for how large stands behind."""


def _unit_behind(text: str, variable: Variable, unit: str) -> tuple[str, str]:
    """Return the number and the unit that stands behind it, where that is one of the variable's."""
    plain = text.strip()
    if len(plain) > 100 or not plain:
        return plain, ""
    if plain.endswith(("%", "\N{ARABIC PERCENT SIGN}")):
        return (plain[:-1], unit) if variable.unit == "%" else (plain, _WRONG)
    place = max((i for i, c in enumerate(plain) if c.isnumeric()), default=-1) + 1
    powered = _POWERED.match(plain)
    # "12 m3" ends in a digit that belongs to the unit
    for end in (powered.end(),) if powered else (place, plain.rfind(" ") + 1):
        behind = plain[end:].strip()
        if (
            behind
            and any(c.isdigit() for c in plain[:end])
            and (is_unit(behind, variable) or is_money(behind, variable.unit))
        ):
            return plain[:end].strip(), behind
    return plain, ""


def is_unit(spelling: str, variable: Variable) -> bool:
    """Return whether a figure of ``variable`` may be given in the unit people mean by ``spelling``."""
    return find_unit(spelling, variable.unit) is not None or _flow(spelling, variable) is not None


# ── objects ──────────────────────────────────────────────────────────────────────────────────────────────────

_FIELDS = frozenset(
    {"value", "unit", "confidence", "accuracy", "margin", "state", "source", "note", "rate", "rate_date", "basis"}
)


def _read_object(variable: Variable, raw: Mapping[object, object], manner: Manner, unit: str) -> Given:
    value = raw.get("value")
    if isinstance(value, Mapping):
        return _no("An object is not a number.", "not_a_number")
    said: list[Remark] = []
    unknown = [] if raw.keys() <= _FIELDS else [str(name) for name in raw if name not in _FIELDS]
    if "value" not in raw and "state" not in raw:
        named = ", ".join(in_short(name) for name in unknown) or "–"
        return _no("It has no “value” (only: {names}).", "no_value", {"names": named})
    if unknown:
        said.append(Remark("Not understood: {names}.", "unknown_field", {"names": ", ".join(map(in_short, unknown))}))
    state = raw.get("state", "measured")
    if state not in (None, "", "measured"):
        word = _STATES.get(str(state).casefold())
        if word is None:
            return _no("The state “{text}” is not known.", "state", {"text": in_short(str(state))})
        if value not in (None, ""):
            return _no("It has a figure and is said to have none ({text}).", "state", {"text": str(state)})
        return Given(graded(Entry(None, state=word), raw, said), remarks=tuple(said))
    typed_unit = raw.get("unit")
    if typed_unit is not None and not isinstance(typed_unit, str):
        return _no("The unit is not a word.", "unit")
    found = read_given(variable, value, _with_rate(raw, typed_unit, manner), typed_unit or unit)
    if found.entry is None:
        return Given(None, found.refused, (*said, *found.remarks))
    entry = graded(found.entry, raw, said)
    return Given(entry, None, (*said, *found.remarks), found.typed, found.unit)


def _with_rate(raw: Mapping[object, object], unit: str | None, manner: Manner) -> Manner:
    """Add the rate an entry carries itself, such as ``"unit": "USD", "rate": 1450``."""
    rate = raw.get("rate")
    if not unit or isinstance(rate, bool) or not isinstance(rate, (int, float, Decimal)):
        return manner
    exact = Decimal(str(rate))
    known = exact.is_finite() and -18 < exact.adjusted() < 18 and exact > 0
    return replace(manner, rates={**manner.rates, currency_of(unit) or unit: exact}) if known else manner


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────

LARGEST: Final = Decimal(10) ** 18
"""No figure of a utility is larger, in whatever currency; what is larger is a slip or no figure at all."""


def _figure(variable: Variable, number: Decimal, said: tuple[Remark, ...], manner: Manner, unit: str) -> Given:
    if not number.is_finite():
        return _no("This is not a number that can be worked with.", "not_a_number")
    if number and not -18 <= number.adjusted() <= 18:
        small = number.adjusted() < 0
        sentence = "This is smaller than any figure of a utility." if small else _TOO_LARGE
        return _no(sentence, "too_small" if small else "too_large")
    if unit and counts_money(variable.unit):
        spelling, unit = unit, _of_money(unit, variable.unit, manner.currency)
        taken_for_own = not unit and (spelling in SIGNS or not manner.currency) and is_money(spelling, variable.unit)
        said = (*said, assumed_unit(spelling, variable.unit)) if taken_for_own else said
    if not unit or unit == variable.unit:
        return Given(Entry(number), None, said, number) if abs(number) <= LARGEST else _no(_TOO_LARGE, "too_large")
    code = currency_of(unit) if variable.unit.startswith(OWN_CURRENCY) else ""
    found = find_unit(unit.replace(code, OWN_CURRENCY) if code else unit, variable.unit)
    if found is None:
        return _by_the_day(variable, number, said, manner, unit)
    if code in manner.rates:
        value = convert_money(number, found.name, variable.unit, manner.rates[code])
        return _within(Given(Entry(value), None, said, number, unit))
    if code and manner.currency not in ("", code):
        sentence = "It is in {currency}: say at which rate, beside the figure."
        return _within(Given(Entry(number), None, (*said, Remark(sentence, "rate", {"currency": code})), number, unit))
    if found.assumed or code:
        said = (*said, assumed_unit(unit, found.name))
    value = convert(number, found.name, variable.unit)
    return _within(Given(Entry(value), None, said, number, "" if found.name == variable.unit else found.name))


def _of_money(written: str, unit: str, own: str) -> str:
    """Return the unit of an amount, by the one rule for what a currency means in a country whose own is ``own``.

    Where nobody knows that, a code stays, since a rate may be known for it.
    """
    if own or not currency_of(written):
        return row_unit(written, unit, own)
    return in_currency(unit, written) if is_code(written) else written


def _by_the_day(variable: Variable, number: Decimal, said: tuple[Remark, ...], manner: Manner, unit: str) -> Given:
    """Return the volume of the period where it is given as a flow a day, such as in ``MGD``."""
    flow = _flow(unit, variable)
    if flow is None:
        parts = {"text": in_short(unit), "unit": variable.unit, "choices": ", ".join(units_for(variable.unit))}
        return _no("The unit “{text}” does not fit; this figure can be in {choices}.", "unit", parts)
    if manner.days is None:
        return _no("“{text}” is a flow, and nobody says how many days it went on.", "unit", {"text": in_short(unit)})
    parts = {"text": unit, "unit": flow, "days": format_number(manner.days)}
    said = (*said, Remark("“{text}” was read as {unit}, through {days} days.", "assumed_unit", parts))
    return _within(Given(Entry(convert(number, flow, _A_DAY) * manner.days), None, said))


_A_DAY = "m3/day"
_TOO_LARGE = "This is larger than any figure of a utility."


def _flow(spelling: str, variable: Variable) -> str | None:
    """Return the flow a day that a volume is given as, by its name."""
    found = find_unit(spelling, _A_DAY) if variable.unit == "m3" else None
    return found.name if found else None


def _within(given: Given) -> Given:
    """Return what was given, or its refusal where it is larger than any figure of a utility."""
    value = given.entry.value if given.entry else None
    return given if value is None or abs(value) <= LARGEST else _no(_TOO_LARGE, "too_large")


def _no(sentence: str, kind: str, parts: Mapping[str, str] | None = None) -> Given:
    return Given(refused=Remark(sentence, kind, parts or {}))
