"""What belongs to an earlier review: a report on it tells of that time, and not of what came after it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from wopfield.domain.period import last_day
from wopfield.domain.summary import ActionLine


@dataclass(frozen=True, slots=True)
class Then:
    """The time of a review that another one followed: its last day, and the day the next one began."""

    day: date
    next: date

    def has_ended(self, period: str) -> bool:
        """Return whether a period was over on the last day; one whose name does not tell is taken to be."""
        last = last_day(period)
        return last is None or last <= self.day

    def was_begun(self, actions: Iterable[ActionLine], findings: Collection[str]) -> tuple[ActionLine, ...]:
        """Return the actions that answer the review's ``findings``, by id, or were to begin before the next one."""
        return tuple(one for one in actions if one.finding in findings or _is_before(one, self.next))


def _is_before(action: ActionLine, day: date) -> bool:
    begun = action.starts or action.due
    return begun is not None and begun < day
