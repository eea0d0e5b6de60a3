"""Variables, the entries given for them, and the indicators worked out from those."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from wopfield.domain.expression import Expression, Work, names, ready, render
from wopfield.domain.grade import Confidence, Direction
from wopfield.domain.remark import Remark

EntryState = Literal["measured", "not_measured", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Variable:
    """An input figure: what it is, its unit, and the limits between which it is plausible."""

    code: str
    name: str
    unit: str
    definition: str
    plausible_min: Decimal
    plausible_max: Decimal
    source: str
    group: str = ""
    """The group of the grid in which it is entered."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is worked out from variables, with its formula, limits and source."""

    code: str
    name: str
    formula: str
    tree: Expression
    unit: str
    direction: Direction
    typical_min: Decimal
    typical_max: Decimal
    good_practice: Decimal | None
    good_practice_source: str
    definition: str
    source: str
    themes: tuple[str, ...]
    variables: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """Codes of the variables it needs, in the order of the formula; found once, since results are many."""
    needs: frozenset[str] = field(init=False, compare=False, repr=False)
    work: Work = field(init=False, compare=False, repr=False)
    usual: tuple[float, float] = field(init=False, compare=False, repr=False)
    """Between these nothing is odd."""
    bounds: "tuple[Bound, ...]" = field(init=False, compare=False, repr=False)
    """What there is to say beyond each limit, the hardest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", names(self.tree))
        object.__setattr__(self, "needs", frozenset(self.variables))
        object.__setattr__(self, "work", ready(self.tree))
        object.__setattr__(self, "usual", _usual(self))
        object.__setattr__(self, "bounds", tuple(_bounds(self)))


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of an indicator, and what there is to say of a value below or above it."""

    limit: float
    above: bool
    sentence: str
    kind: str
    told: str
    """The limit as the sentence names it; empty where it does not."""


class Entry(NamedTuple):  # made by the hundred thousand, and quicker so than as a frozen dataclass
    """The figure given for a variable, in the variable's unit; only a measured one has a value."""

    value: Decimal | None
    confidence: Confidence | None = None
    state: EntryState = "measured"
    margin: Decimal | None = None
    """How far the true figure may lie from this one, as ± % at 95 %; None goes by the confidence."""


PARTS_OF_SUMS: Final = frozenset(
    {"v_import", "v_export", "v_meter_adj", "v_bill_met", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet"}
)
"""A utility that buys no water has none of it: in a sum, what does not apply is nothing."""


def is_nothing(code: str, entry: Entry) -> bool:
    """Return whether what was said not to apply counts as nothing, in the balance and in every indicator."""
    return entry.state == "not_applicable" and code in PARTS_OF_SUMS


class Result(NamedTuple):
    """What became of an indicator: a value, or what it lacks, or why it cannot be.

    A value may come with a ``problem``: it is shown all the same, since it is what the entries say.
    """

    value: float | None
    missing: tuple[str, ...] = ()
    """Codes of the variables that have no entry."""
    problem: Remark | None = None
    confidence: Confidence | None = None
    """The weakest grade among the entries that have one; None where none has."""

    @property
    def comparable(self) -> bool:
        """Return whether the value may stand in a benchmark: it exists and is not impossible."""
        return self.value is not None and not (self.problem and self.problem.kind == "impossible")


def readable(indicator: Indicator, called: Mapping[str, str], number: Callable[[Decimal], str] = "{:f}".format) -> str:
    """Return the formula with the variables called by their names, or by their figures."""
    return render(indicator.tree, called, number=number)


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────

_DOUBTFUL_BELOW: Mapping[str, Decimal] = {"NR11": Decimal(1)}
"""Where a value can be, but is usually a wrong entry: a fifth of filed audits have an ILI below 1."""

_NEVER_ABOVE: Mapping[str, int] = {"QS01": 24} | dict.fromkeys(
    ("CV03", "PC06", "PC07", "NR01", "NR02", "FN05", "FN06", "FN07", "FN08", "HR03", "HR04", "HR05"), 100
)
"""Hours of a day and parts of a whole, whose usual range ends below what is possible at all."""

_NEVER_BELOW: Mapping[str, Decimal] = {"EN03": Decimal("0.2725")}
"""What physics allows: a pump without any loss."""

_ROUNDING = 1e-9


def _bounds(indicator: Indicator) -> Iterator[Bound]:
    """Yield each bound, the hardest first."""
    code = indicator.code
    if indicator.typical_min >= 0:
        yield Bound(-_ROUNDING, False, "Not possible: it is below zero. Check: {names}.", "impossible", "")
    if code in _NEVER_BELOW:
        least = _NEVER_BELOW[code]
        sentence = "Not possible: it is below {limit}, which no machine reaches. Check: {names}."
        yield Bound(float(least) * (1 - _ROUNDING), False, sentence, "impossible", f"{least:f}")
    most = 100 if _is_share(indicator) else _NEVER_ABOVE.get(code)
    if most == 100:
        yield Bound(100 + _ROUNDING, True, "Not possible: it is above 100 %. Check: {names}.", "impossible", "")
    elif most is not None:
        sentence = "Not possible: it is above {limit}. Check: {names}."
        yield Bound(most + _ROUNDING, True, sentence, "impossible", str(most))
    least = _DOUBTFUL_BELOW.get(code, indicator.typical_min)
    sentence = "Lower than usual (below {limit}). Check: {names}."
    yield Bound(float(least) - _ROUNDING, False, sentence, "unusual", f"{least:f}")
    sentence = "Higher than usual (above {limit}). Check: {names}."
    most_usual = indicator.typical_max
    yield Bound(float(most_usual) + _ROUNDING, True, sentence, "unusual", f"{most_usual:f}")


def _usual(indicator: Indicator) -> tuple[float, float]:
    code = indicator.code
    least = max(_DOUBTFUL_BELOW.get(code, indicator.typical_min), _NEVER_BELOW.get(code, indicator.typical_min))
    most = min(indicator.typical_max, Decimal(_NEVER_ABOVE.get(code, indicator.typical_max)))
    return float(least), float(most)


def _is_share(indicator: Indicator) -> bool:
    """A percentage whose usual range ends at 100 is a part of a whole, and cannot be more."""
    return indicator.unit == "%" and indicator.typical_max == 100
