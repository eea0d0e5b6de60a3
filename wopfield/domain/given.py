"""What somebody or a file gives for a variable, and the entry it becomes.

A value comes as text from a cell, or as a number, a word or an object from a program. Each becomes an entry or is
refused in a sentence; nothing is guessed in silence, and one bad value never spoils its neighbours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from wopfield.domain.accuracy import bands
from wopfield.domain.indicator import Entry, EntryState, Variable
from wopfield.domain.quantity import DecimalSign, format_number, parse_number
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Confidence
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


class Twice:
    """Stands for a value that a file gives twice, so that nobody knows which of the two is meant."""


TWICE: Final = Twice()


@dataclass(frozen=True, slots=True)
class Manner:
    """How the values at hand are written."""

    decimal: DecimalSign = "."
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """How much of the local currency one of another is, by its code (``USD``)."""


PLAIN: Final = Manner()


def read_given(variable: Variable, raw: object, manner: Manner = PLAIN, unit: str = "") -> Given:
    """Return what ``raw`` says about ``variable``; ``unit`` is the one of its column, where there is one."""
    if type(raw) is Decimal and not unit and raw.is_finite() and -18 < raw.adjusted() < 18:
        return Given(Entry(raw), typed=raw)
    if isinstance(raw, Mapping):
        return _read_object(variable, raw, manner, unit)
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
    return _read_text(variable, str(raw), manner, unit)


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────

_NOTHING = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", "nd", "n.d.", "no data", "missing", "none", "null", "#n/a", "unknown"}
)
_UNCLEAR = frozenset({"n/a", "na", "n.a.", "n.a"})
_STATES: Mapping[str, EntryState] = {
    **dict.fromkeys(
        ("not measured", "not_measured", "non mesuré", "non mesurée", "no medido", "no medida", "no se mide",
         "não medido", "não medida", "غير مقيس", "غير مقيسة"),
        "not_measured",
    ),
    **dict.fromkeys(
        ("not applicable", "not_applicable", "does not apply", "sans objet", "non applicable", "no se aplica",
         "no aplica", "no aplicable", "não se aplica", "não aplicável", "لا ينطبق", "غير منطبق"),
        "not_applicable",
    ),
}  # fmt: skip
"""Why there is no figure, in the words of every language the program speaks."""


_PROGRAMS = re.compile(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,4})?", re.ASCII)
"""A number as programs write it into a file."""


def _read_text(variable: Variable, text: str, manner: Manner, unit: str) -> Given:
    if manner.decimal == "." and _PROGRAMS.fullmatch(text):
        return _figure(variable, Decimal(text), (), manner, unit)
    word = " ".join(text.split()).casefold() if len(text) <= 100 else text[:100]
    if word in _NOTHING:
        return Given()
    if word in _STATES:
        return Given(Entry(None, None, _STATES[word]))
    if word in _UNCLEAR:
        sentence = "“{text}” was taken as no figure. Say “not measured” or “not applicable”."
        return Given(remarks=(Remark(sentence, "unclear", {"text": text.strip()}),))
    body, behind = _unit_behind(_as_typed(text), variable, unit)
    if behind == _WRONG:
        parts = {"text": _short(text), "unit": variable.unit}
        return _no("“{text}” is a share, and this figure is in {unit}.", "unit", parts)
    try:
        typed = parse_number(body, decimal=manner.decimal)
    except NotANumber as refusal:
        return _no("“{text}”: {reason}", "not_a_number", {"text": _short(text), "reason": refusal.happened})
    said: tuple[Remark, ...] = ()
    if typed.otherwise is not None and manner.decimal not in body:
        parts = {"text": text.strip(), "value": format_number(typed.value), "other": format_number(typed.otherwise)}
        said = (Remark("“{text}” was read as {value}; it could also be {other}.", "ambiguous", parts),)
    return _figure(variable, typed.value, said, manner, behind or unit)


_BRACKETED = re.compile(r"\(\s*([0-9][0-9.,' \u00a0\u202f]*)\s*\)")
_MINUS_BEHIND = re.compile(r"([0-9][0-9.,' \u00a0\u202f]*?)\s*-")
_FOOTNOTES = "*†‡¹⁴⁵"
"""Marks of a note at the foot of a table; ² and ³ are left, since they end units."""


def _as_typed(text: str) -> str:
    """Return a number as people type it, where accountants and their programs write ``(1,200)`` or ``1200-``."""
    plain = text.strip()
    if len(plain) <= 100:
        plain = plain.rstrip(_FOOTNOTES + " ") or plain
        for form in (_BRACKETED, _MINUS_BEHIND):
            if found := form.fullmatch(plain):
                return f"-{found[1]}"
    return plain


_WRONG = "%!"


def _unit_behind(text: str, variable: Variable, unit: str) -> tuple[str, str]:
    """Return the number and the unit that stands behind it, where that is one of the variable's."""
    plain = text.strip()
    if len(plain) > 100 or not plain:
        return plain, ""
    if plain.endswith(("%", "\N{ARABIC PERCENT SIGN}")):
        return (plain[:-1], unit) if variable.unit == "%" else (plain, _WRONG)
    place = max((i for i, c in enumerate(plain) if c.isnumeric()), default=-1) + 1
    # "12 m3" ends in a digit that belongs to the unit
    for end in (place, plain.rfind(" ") + 1):
        behind = plain[end:].strip()
        if behind and any(c.isdigit() for c in plain[:end]) and find_unit(behind, variable.unit):
            return plain[:end], behind
    return plain, ""


# ── objects ──────────────────────────────────────────────────────────────────────────────────────────────────

_FIELDS = frozenset(
    {"value", "unit", "confidence", "accuracy", "margin", "state", "source", "note", "rate", "rate_date", "basis"}
)


def _read_object(variable: Variable, raw: Mapping[object, object], manner: Manner, unit: str) -> Given:
    value = raw.get("value")
    if isinstance(value, Mapping):
        return _no("An object is not a number.", "not_a_number")
    said: list[Remark] = []
    unknown = [str(name) for name in raw if name not in _FIELDS]
    if "value" not in raw and "state" not in raw:
        named = ", ".join(_short(name) for name in unknown) or "–"
        return _no("It has no “value” (only: {names}).", "no_value", {"names": named})
    if unknown:
        said.append(Remark("Not understood: {names}.", "unknown_field", {"names": ", ".join(map(_short, unknown))}))
    state = raw.get("state", "measured")
    if state not in (None, "", "measured"):
        word = _STATES.get(str(state).casefold())
        if word is None:
            return _no("The state “{text}” is not known.", "state", {"text": _short(str(state))})
        if value not in (None, ""):
            return _no("It has a figure and is said to have none ({text}).", "state", {"text": str(state)})
        return Given(_graded(Entry(None, state=word), raw, said), remarks=tuple(said))
    typed_unit = raw.get("unit")
    if typed_unit is not None and not isinstance(typed_unit, str):
        return _no("The unit is not a word.", "unit")
    found = read_given(variable, value, _with_rate(raw, typed_unit, manner), typed_unit or unit)
    if found.entry is None:
        return Given(None, found.refused, (*said, *found.remarks))
    entry = _graded(found.entry, raw, said)
    return Given(entry, None, (*said, *found.remarks), found.typed, found.unit)


def _graded(entry: Entry, raw: Mapping[object, object], said: list[Remark]) -> Entry:
    """Return an entry with the grade and the accuracy an object gives it: ``B``, ``B2``, ``"accuracy": 3``."""
    grade, near = raw.get("confidence"), None
    known: Confidence | None = None
    if grade not in (None, ""):
        found = bands(str(grade))
        if found is None:
            sentence = "The grade “{text}” is not known; grades are A, B, C and D."
            said.append(Remark(sentence, "confidence", {"text": _short(str(grade))}))
        else:
            known, near = found
    percent = raw.get("accuracy", raw.get("margin"))
    if percent not in (None, ""):
        exact = _percent(percent)
        if exact is None:
            sentence = "The accuracy “{text}” is not a number of per cent."
            said.append(Remark(sentence, "accuracy", {"text": _short(str(percent))}))
        else:
            near = exact
    return replace(entry, confidence=known, margin=near)


def _percent(raw: object) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
        return None
    try:
        number = parse_number(str(raw).strip().lstrip("±").rstrip("% ")).value
    except NotANumber:
        return None
    return number if 0 <= number <= 1000 else None


def _with_rate(raw: Mapping[object, object], unit: str | None, manner: Manner) -> Manner:
    """Add the rate an entry carries itself, such as ``"unit": "USD", "rate": 1450``."""
    rate = raw.get("rate")
    if not unit or isinstance(rate, bool) or not isinstance(rate, (int, float, Decimal)):
        return manner
    exact = Decimal(str(rate))
    return Manner(manner.decimal, {**manner.rates, unit: exact}) if exact.is_finite() and exact > 0 else manner


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────

LARGEST: Final = Decimal(10) ** 18
"""No figure of a utility is larger, in whatever currency; what is larger is a slip or no figure at all."""

_SMALLEST = Decimal(10) ** -18


def _figure(variable: Variable, number: Decimal, said: tuple[Remark, ...], manner: Manner, unit: str) -> Given:
    if not number.is_finite():
        return _no("This is not a number that can be worked with.", "not_a_number")
    if abs(number) > LARGEST:
        return _no("This is larger than any figure of a utility.", "too_large")
    if number and abs(number) < _SMALLEST:
        return _no("This is smaller than any figure of a utility.", "too_small")
    if unit in manner.rates and variable.unit.startswith("local currency"):
        value = number * manner.rates[unit]
        return Given(Entry(value), None, said, number, unit)
    if not unit:
        return Given(Entry(number), None, said, number)
    found = find_unit(unit, variable.unit)
    if found is None:
        parts = {"text": _short(unit), "unit": variable.unit, "choices": ", ".join(units_for(variable.unit))}
        return _no("The unit “{text}” does not fit; this figure can be in {choices}.", "unit", parts)
    if found.assumed:
        parts = {"text": unit, "unit": found.name}
        said = (*said, Remark("“{text}” was read as {unit}.", "assumed_unit", parts))
    value = convert(number, found.name, variable.unit)
    if abs(value) > LARGEST:
        return _no("This is larger than any figure of a utility.", "too_large")
    return Given(Entry(value), None, said, number, "" if found.name == variable.unit else found.name)


def _no(sentence: str, kind: str, parts: Mapping[str, str] | None = None) -> Given:
    return Given(refused=Remark(sentence, kind, parts or {}))


def _short(text: str) -> str:
    plain = text.strip()
    return plain if len(plain) <= 40 else plain[:39] + "…"
