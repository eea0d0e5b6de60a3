"""Variables and indicators that people add themselves, with the same checks as those that ship.

Their codes begin with ``own_`` and ``OWN_``, so that one that ships later never takes their place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from wopfield.domain.catalogue import Catalogue, Group, indicator_of, variable_of
from wopfield.domain.dimension import check, unit_of
from wopfield.domain.expression import names, parse
from wopfield.domain.indicator import Indicator, Variable
from wopfield.domain.quantity import parse_number
from wopfield.errors import BadInput, NotANumber

Fields = Mapping[str, str]
"""What was typed, by the names of the catalogue's columns."""

GROUP: Final = "own"
DIRECTIONS: Final = ("higher_better", "lower_better", "target")


@dataclass(frozen=True, slots=True)
class Extended:
    """A catalogue with what people added; what cannot be used is left out, by code and reason."""

    catalogue: Catalogue
    problems: Mapping[str, str]


def extended(catalogue: Catalogue, variables: Iterable[Fields], indicators: Iterable[Fields]) -> Extended:
    """Return ``catalogue`` with the variables and indicators people added; a bad one spoils no other."""
    problems: dict[str, str] = {}
    known = dict(catalogue.variables)
    added: list[str] = []
    for fields in variables:
        try:
            variable = own_variable(fields, known)
        except BadInput as refused:
            problems[fields.get("code", "")] = str(refused)
            continue
        known[variable.code] = variable
        added.append(variable.code)
    whole = replace(catalogue, variables=known)
    worked = dict(catalogue.indicators)
    for fields in indicators:
        try:
            indicator = own_indicator(fields, replace(whole, indicators=worked))
        except BadInput as refused:
            problems[fields.get("code", "")] = str(refused)
            continue
        worked[indicator.code] = indicator
    groups = (*catalogue.groups, Group(GROUP, "Our own", tuple(added))) if added else catalogue.groups
    return Extended(replace(whole, indicators=worked, groups=groups), problems)


def own_variable(fields: Fields, known: Mapping[str, Variable]) -> Variable:
    """Return a variable from what was typed.

    Raises:
        BadInput: with what is wrong about it.
    """
    _need(fields, _VARIABLE_CODE, known)
    unit_of(fields.get("unit", ""))
    _limits(fields, "plausible_min", "plausible_max")
    return variable_of({"definition": "", "source": "", **fields, **_numbers(fields, "plausible_")}, GROUP)


def own_indicator(fields: Fields, catalogue: Catalogue) -> Indicator:
    """Return an indicator from what was typed; its formula may use every variable of ``catalogue``.

    Raises:
        BadInput: with what is wrong about it.
    """
    _need(fields, _INDICATOR_CODE, catalogue.indicators)
    if fields.get("direction") not in DIRECTIONS:
        raise _wrong(fields, "“{name}” cannot be used: it does not say whether higher or lower is better.")
    tree = parse(fields.get("formula", ""))
    if not names(tree):
        raise _wrong(fields, "“{name}” cannot be used: its formula uses no variable.")
    units = {code: variable.unit for code, variable in catalogue.variables.items()}
    check(f"“{fields['name']}”", tree, fields.get("unit", ""), units)
    _limits(fields, "typical_min", "typical_max")
    good = fields.get("good_practice_value", "").strip()
    if good and not fields.get("good_practice_source", "").strip():
        raise _wrong(fields, "“{name}” cannot be used: its good-practice value has no source.")
    blank = {"definition": "", "source": "", "themes": "", "good_practice_source": ""}
    numbers = _numbers(fields, "typical_") | {"good_practice_value": str(_number(fields, good)) if good else ""}
    return indicator_of({**blank, **fields, **numbers})


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Code:
    pattern: re.Pattern[str]
    otherwise: str


_VARIABLE_CODE = _Code(
    re.compile(r"own_[a-z0-9_]{1,40}", re.ASCII),
    "“{name}” cannot be used: a code is made of own_, small letters, digits and _.",
)
_INDICATOR_CODE = _Code(
    re.compile(r"OWN_[A-Z0-9_]{1,40}", re.ASCII),
    "“{name}” cannot be used: a code is made of OWN_, capital letters, digits and _.",
)


def _need(fields: Fields, kind: _Code, known: Mapping[str, object]) -> None:
    code = fields.get("code", "")
    if not kind.pattern.fullmatch(code):
        raise _wrong(fields, kind.otherwise)
    if code in known:
        raise _wrong(fields, "“{name}” cannot be used: there is one with this code already.")
    if not fields.get("name", "").strip():
        raise _wrong(fields, "“{name}” cannot be used: it has no name.")


def _limits(fields: Fields, least: str, most: str) -> None:
    if not fields.get(least, "").strip() or not fields.get(most, "").strip():
        raise _wrong(fields, "“{name}” cannot be used: it does not say between which limits it usually lies.")
    if _number(fields, fields.get(least, "")) >= _number(fields, fields.get(most, "")):
        raise _wrong(fields, "“{name}” cannot be used: its lower limit is not below its upper one.")


def _numbers(fields: Fields, prefix: str) -> dict[str, str]:
    return {f"{prefix}{end}": str(_number(fields, fields[f"{prefix}{end}"])) for end in ("min", "max")}


def _number(fields: Fields, text: str) -> Decimal:
    try:
        return parse_number(text).value
    except NotANumber as refused:
        raise _wrong(fields, "“{name}” cannot be used: “{text}” is not a number.", text=text[:40]) from refused


def _wrong(fields: Fields, sentence: str, **parts: object) -> BadInput:
    name = fields.get("name") or fields.get("code") or "?"
    return BadInput(sentence, safe="Nothing was changed.", parts={"name": name[:60], **parts})
