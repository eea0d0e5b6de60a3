"""What a site inspection says: risks counted by their gravity, and readings outside their limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wopfield.domain.checklist import Item
from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import format_number
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Rating

YES, NO = "yes", "no"
"""The values of a yes-or-no answer; "yes" is always the good one."""


@dataclass(frozen=True, slots=True)
class Risks:
    """The checks answered with "no", by gravity. Sites of different types are never compared in percent."""

    high: tuple[Item, ...]
    medium: tuple[Item, ...]
    low: tuple[Item, ...]

    @property
    def count(self) -> int:
        """Return how many risks there are."""
        return len(self.high) + len(self.medium) + len(self.low)


def risks(items: Iterable[Item], ratings: Mapping[str, Rating]) -> Risks:
    """Return the risks found at a site: a "no", or a level 0 or 1 where a check asks for a level."""
    found = [item for item in items if _is_risk(item, ratings.get(item.code))]
    return Risks(
        tuple(item for item in found if item.risk == "high"),
        tuple(item for item in found if item.risk == "medium"),
        tuple(item for item in found if item.risk == "low"),
    )


def check_reading(item: Item, value: Decimal) -> Doubt | None:
    """Return what to ask about a reading outside the limits of its item; a question, never a refusal."""
    if item.min is not None and value < item.min:
        limit = format_number(item.min, unit=item.unit)
        return Doubt(Remark("Less than expected (usually at least {limit}).", "low", {"limit": limit}))
    if item.max is not None and value > item.max:
        limit = format_number(item.max, unit=item.unit)
        return Doubt(Remark("More than expected (usually at most {limit}).", "high", {"limit": limit}))
    return None


@dataclass(frozen=True, slots=True)
class Steps:
    """How a reading goes up and down; what is usual is asked about, and so never holds it back."""

    by: Decimal
    start: Decimal
    """What stands there after the first step."""
    least: Decimal | None
    """Zero, of what is never below it."""

    def after(self, now: Decimal | None, way: int) -> Decimal:
        """Return the reading one step up (1) or down (-1)."""
        if now is None:
            return self.start
        then = now + way * self.by
        return then if self.least is None or way > 0 else min(now, max(then, self.least))


def steps_of(item: Item) -> Steps:
    """Return the steps of a reading: tenths of what is read in tenths on site, else whole ones."""
    fine = item.unit.casefold() in _IN_TENTHS and (item.max is None or item.max <= _FINE_UP_TO)
    zero = Decimal(0)
    below_zero = item.min is not None and item.min < 0
    start = zero if item.min is None or below_zero else item.min
    return Steps(Decimal("0.1") if fine else Decimal(1), start, None if below_zero else zero)


_IN_TENTHS = frozenset({"ph", "ntu", "mg/l", "bar", "km", "m3", "m³", "m/s", "l/s"})
_FINE_UP_TO = 100
"""Up to which limit; turbidity of raw water and the load of sewage go in whole steps."""

_POOR = 1


def _is_risk(item: Item, rating: Rating | None) -> bool:
    if rating is None or rating.does_not_apply or rating.not_seen or item.risk is None:
        return False
    if item.response_type == "level":
        return rating.level is not None and rating.level <= _POOR
    return rating.value == NO
