"""Whether a formula gives what its unit says: checked by dimension and by factor, before any figure is there.

Every variable has a unit, so every part of a formula has one. Numbers that are multiplied are factors between units
(1000 litres in a m3, 365 days in a year), so a forgotten one shows as well as a wrong variable does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from wopfield.domain.expression import Expression, Name, Negative, Number
from wopfield.errors import BadInput


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how many basic ones it is, and the powers of metre, day, person and so on."""

    scale: float = 1.0
    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: "Unit") -> "Unit":
        return _made(self.scale * other.scale, self.powers + other.powers)

    def __truediv__(self, other: "Unit") -> "Unit":
        turned = tuple((name, -power) for name, power in other.powers)
        return _made(self.scale / other.scale, self.powers + turned)

    def is_same(self, other: "Unit") -> bool:
        """Return whether a figure in one is the same figure in the other."""
        return self.powers == other.powers and isclose(self.scale, other.scale, rel_tol=1e-9)

    def __str__(self) -> str:
        if not self.powers:
            return f"{self.scale:g}"
        over = [_power(name, power) for name, power in self.powers if power > 0] or ["1"]
        under = [_power(name, -power) for name, power in self.powers if power < 0]
        times = "" if isclose(self.scale, 1.0, rel_tol=1e-9) else f"{self.scale:g} × "
        return times + "/".join([" ".join(over), *under])


def unit_of(text: str) -> Unit:
    """Return the unit that ``litres/person/day`` says.

    Raises:
        BadInput: a part of it is not known.
    """
    first, *others = _WRITTEN_SHORT.get(text, text).split("/")
    unit = _atom(first, text)
    for other in others:
        unit = unit / _atom(other, text)
    return unit


def check(code: str, tree: Expression, unit: str, units: Mapping[str, str]) -> None:
    """Refuse a formula that uses an unknown variable or gives another unit; ``units`` are those of the variables.

    ``code`` is what the formula is called in what is said of it.

    Raises:
        BadInput: with what the formula gives.
    """
    found = _Checked(code, {name: unit_of(units[name]) for name in _known(code, tree, units)}).unit(tree)
    wanted = unit_of(_MEANT.get(code, unit))
    if not found.is_same(wanted):
        sentence = "The formula of {code} is wrong: it gives {found}, and not {unit} ({wanted})."
        raise _wrong(sentence, code, found=found, unit=unit, wanted=wanted)


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────────

_DAYS_A_YEAR = 365.0
_UNITS: Mapping[str, Unit] = {
    "m3": Unit(1, (("m", 3),)),
    "litres": Unit(0.001, (("m", 3),)),
    "km": Unit(1000, (("m", 1),)),
    "100 km": Unit(100_000, (("m", 1),)),
    "m": Unit(1, (("m", 1),)),
    "100 m": Unit(100, (("m", 1),)),
    "mm": Unit(0.001, (("m", 1),)),
    "day": Unit(1, (("day", 1),)),
    "days": Unit(1, (("day", 1),)),
    "hours": Unit(1 / 24, (("day", 1),)),
    "million hours": Unit(1_000_000 / 24, (("day", 1),)),
    "connection-hours": Unit(1 / 24, (("day", 1),)),
    "month": Unit(_DAYS_A_YEAR / 12, (("day", 1),)),
    "year": Unit(_DAYS_A_YEAR, (("day", 1),)),
    "person": Unit(1, (("person", 1),)),
    "persons": Unit(1, (("person", 1),)),
    "full-time equivalents": Unit(1, (("person", 1),)),
    "employee": Unit(1, (("person", 1),)),
    "staff": Unit(1, (("person", 1),)),
    "person-days": Unit(1, (("day", 1), ("person", 1))),
    "local currency": Unit(1, (("money", 1),)),
    "local currency per USD": Unit(1, (("USD", -1), ("money", 1))),
    "kWh": Unit(1, (("kWh", 1),)),
    "kg": Unit(1, (("kg", 1),)),
    "kg BOD": Unit(1, (("kg", 1),)),
    "tonnes dry solids": Unit(1000, (("kg", 1),)),
    "kgCO2e": Unit(1, (("CO2e", 1),)),
    "%": Unit(0.01),
    "% of connections": Unit(0.01),
    "% of a month": Unit(0.01 * _DAYS_A_YEAR / 12, (("day", 1),)),
    "1000 connections": Unit(1000),
    **dict.fromkeys(
        ("number", "ratio", "connection", "connections", "breaks", "failures", "blockages", "events", "injuries"),
        Unit(),
    ),
}
"""What each word of a unit stands for. Things that are counted have no dimension; people have one."""

_WRITTEN_SHORT: Mapping[str, str] = {"days/employee/year": "person-days/employee/year"}


def _atom(word: str, whole: str) -> Unit:
    found = _UNITS.get(word.strip())
    if found is None:
        raise BadInput(
            "The unit “{unit}” is not known.",
            do="Put units together from these, with /: {units}.",
            parts={"unit": whole[:60], "units": ", ".join(_UNITS)},
        )
    return found


def _made(scale: float, powers: tuple[tuple[str, int], ...]) -> Unit:
    whole: dict[str, int] = {}
    for name, power in powers:
        whole[name] = whole.get(name, 0) + power
    return Unit(scale, tuple(sorted((name, power) for name, power in whole.items() if power)))


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}{power}"


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────────

_UNAVOIDABLE: Mapping[float, str] = {18.0: "litres/km/day/m", 0.8: "litres/connection/day/m", 25.0: "litres/km/day/m"}
_COEFFICIENTS: Mapping[str, Mapping[float, str]] = {"NR10": _UNAVOIDABLE, "NR11": _UNAVOIDABLE}
"""The numbers of a formula that measure something, and are no factor between units: the unavoidable losses."""

_MEANT: Mapping[str, str] = {"EQ04": "% of a month"}
"""Where a unit leaves out what everybody knows: a charge beside the income of one month."""


def _known(code: str, tree: Expression, units: Mapping[str, str]) -> Iterator[str]:
    for name in _names(tree):
        if name not in units:
            raise _wrong("The formula of {code} is wrong: there is no variable “{name}”.", code, name=name)
        yield name


def _names(tree: Expression) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.code
    elif isinstance(tree, Negative):
        yield from _names(tree.of)
    elif not isinstance(tree, Number):
        yield from _names(tree.left)
        yield from _names(tree.right)


class _Checked:
    """Works out the unit of each part of one formula."""

    def __init__(self, code: str, units: Mapping[str, Unit]) -> None:
        self._code = code
        self._units = units
        self._coefficients = _COEFFICIENTS.get(code, {})

    def unit(self, tree: Expression) -> Unit:
        if isinstance(tree, Name):
            return self._units[tree.code]
        if isinstance(tree, Number):
            return Unit()
        if isinstance(tree, Negative):
            return self.unit(tree.of)
        if tree.operator in "+-":
            return self._same(self.unit(tree.left), self.unit(tree.right))
        left, right = self._factor(tree.left), self._factor(tree.right)
        return left * right if tree.operator == "*" else left / right

    def _same(self, left: Unit, right: Unit) -> Unit:
        if not left.is_same(right):
            sentence = "The formula of {code} is wrong: it adds {right} to {left}."
            raise _wrong(sentence, self._code, left=left, right=right)
        return left

    def _factor(self, tree: Expression) -> Unit:
        """Return the unit of a part that is multiplied or divided by; a number makes the unit smaller by itself."""
        number = _constant(tree)
        if number is None:
            return self.unit(tree)
        if number in self._coefficients:
            return unit_of(self._coefficients[number])
        if number == 0:
            raise _wrong("The formula of {code} is wrong: it multiplies or divides by zero.", self._code)
        return Unit(1 / number)


def _constant(tree: Expression) -> float | None:
    """Return the value of a part without variables, or None."""
    if isinstance(tree, Number):
        return float(tree.value)
    if isinstance(tree, Name):
        return None
    if isinstance(tree, Negative):
        inner = _constant(tree.of)
        return None if inner is None else -inner
    left, right = _constant(tree.left), _constant(tree.right)
    if left is None or right is None:
        return None
    if tree.operator == "/" and right == 0:
        return 0.0
    return {
        "+": left + right, "-": left - right, "*": left * right, "/": left / right if right else 0.0,
    }[tree.operator]  # fmt: skip


def _wrong(sentence: str, code: str, **parts: object) -> BadInput:
    return BadInput(sentence, do="Check its variables, its numbers and its unit.", parts={"code": code, **parts})
