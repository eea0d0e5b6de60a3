"""The water balance of a period as one frozen value: what screen, paper and command line draw from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from wopfield.domain.remark import Remark

IN_METRIC_FORM: Final = frozenset({"uarl", "ili"})
"""The measures that another form of the same formula gives a little differently."""

_METRIC_FORM = Remark(
    "Unavoidable losses are in the metric form (18, 0.8 and 25 litres); "
    "the rounded American form gives up to 1 % more.",
    "meant",
)


_UNEVEN = 0.04
"""From this share of their width on, limits are told one by one."""


class Amount(NamedTuple):
    """A number with its 95 % limits; None where it lacks an entry, which is then named.

    A limit alone is None where none can be given: what one divides by may be zero.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    missing: tuple[str, ...] = ()

    @property
    def half(self) -> float | None:
        """Return half the width of the limits."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def is_even(self) -> bool:
        """Return whether both limits are about as far from the value, so that ± tells them."""
        if self.value is None or self.low is None or self.high is None:
            return False
        return abs(self.high + self.low - 2 * self.value) <= _UNEVEN * (self.high - self.low)


class Component(NamedTuple):
    """A part of the balance: its volume in m3, its share of the water supplied, its money, and its own parts."""

    code: str
    label: str
    """Its English name; the edge translates it."""
    volume: Amount
    percent: Amount
    money: Amount
    """In local currency: what was billed or not billed at the retail tariff, what leaked at variable cost."""
    children: tuple["Component", ...] = ()
    entry: str = ""
    """The variable it is entered as; empty where it is worked out."""
    indicator: str = ""
    """The indicator of the same meaning."""

    def walk(self) -> Iterator["Component"]:
        """Yield it and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Measure(NamedTuple):
    """A result that is no volume of the balance, with its unit."""

    code: str
    label: str
    unit: str
    amount: Amount
    indicator: str = ""


class Advice(NamedTuple):
    """An entry that is worth knowing better, and what share of the doubt about real losses comes from it."""

    entry: str
    share: float
    half_now: float
    """Half the width of the limits of real losses now, m3."""
    half_then: float
    """The same if the entry were exact."""


@dataclass(frozen=True, slots=True)
class Balance:
    """The water balance of a utility and period."""

    system_input: Component
    """The whole: what was put in, down to the parts that are entered or left."""
    revenue: Component
    non_revenue: Component
    """The other side of the table."""
    measures: tuple[Measure, ...]
    advice: tuple[Advice, ...] = ()
    warnings: tuple[Remark, ...] = ()
    missing: tuple[str, ...] = ()
    """Every entry that a part of it lacks, in the order of the table."""
    located: tuple[Component, ...] = ()
    """Real losses from below: background leakage, reported bursts, and what is hidden or not yet found."""
    by_night: Amount | None = None
    """Real losses as a night flow tells them, m3."""

    def components(self) -> Iterator[Component]:
        """Yield every part of the balance once, as the table is read."""
        yield from self.system_input.walk()
        yield self.revenue
        yield self.non_revenue

    def find(self, code: str) -> Component:
        """Return the component called ``code``."""
        return next(each for each in (*self.components(), *self.located) if each.code == code)

    def measure(self, code: str) -> Measure:
        """Return the measure called ``code``."""
        return next(each for each in self.measures if each.code == code)

    @property
    def meant(self) -> tuple[Remark, ...]:
        """Return how unavoidable losses are meant, where they are known: to be said once, beside them."""
        known = self.measure("uarl").amount.value is not None
        particular = tuple(remark for remark in self.warnings if remark.kind == "meant")
        return (_METRIC_FORM, *particular) if known else particular

    @property
    def is_possible(self) -> bool:
        """Return whether nothing in it is negative that cannot be."""
        return not any(remark.kind == "impossible" for remark in self.warnings)
