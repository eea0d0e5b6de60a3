"""How far one rater has come in a checklist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wopfield.domain.checklist import Checklist
from wopfield.domain.score import levels_of
from wopfield.domain.summary import Rating


@dataclass(frozen=True, slots=True)
class Count:
    """How many items are done, of those that apply, of all."""

    rated: int
    applicable: int
    total: int

    @property
    def share(self) -> float:
        """Return the part of the applicable items that is rated, 0 to 1; 1 when none applies."""
        return self.rated / self.applicable if self.applicable else 1.0

    @property
    def done(self) -> bool:
        """Return whether nothing is left to rate."""
        return self.rated == self.applicable


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """How far one area is."""

    code: str
    number: int
    title: str
    count: Count
    flagged: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rater is, and what is left, in the order of the checklist."""

    count: Count
    areas: tuple[AreaProgress, ...]
    not_rated: tuple[str, ...]
    """Codes of the items still to rate; what was "not seen yet" is among them."""
    flagged: tuple[str, ...]
    """Codes of the items the rater wants to come back to."""
    order: tuple[str, ...]

    def next_not_rated(self, after: str = "") -> str | None:
        """Return the next item to rate behind ``after``, from the start again at the end; None when all are."""
        return self._nearest(after, self.order)

    def previous_not_rated(self, before: str = "") -> str | None:
        """Return the item to rate before ``before``, from the end again at the start; None when all are."""
        return self._nearest(before, self.order[::-1])

    def _nearest(self, here: str, order: tuple[str, ...]) -> str | None:
        start = order.index(here) + 1 if here in order else 0
        left = frozenset(self.not_rated) - {here}
        return next((code for code in (*order[start:], *order[:start]) if code in left), None)


def progress(checklist: Checklist, ratings: Mapping[str, Rating], flagged: Iterable[str] = ()) -> Progress:
    """Return how far a rater is in ``checklist`` (as asked: its areas and depth already chosen).

    ``ratings`` are the rater's own, by code of item; ``flagged`` are codes of items.
    """
    marked = frozenset(flagged)
    areas = tuple(
        AreaProgress(
            area.code,
            area.number,
            area.title,
            _count(ratings.get(item.code) for item in area.items),
            sum(item.code in marked for item in area.items),
        )
        for area in checklist.areas
    )
    whole = Count(
        sum(a.count.rated for a in areas),
        sum(a.count.applicable for a in areas),
        sum(a.count.total for a in areas),
    )
    order = tuple(item.code for item in checklist.items)
    return Progress(
        count=whole,
        areas=areas,
        not_rated=tuple(code for code in order if is_left(ratings.get(code))),
        flagged=tuple(code for code in order if code in marked),
        order=order,
    )


def is_left(rating: Rating | None) -> bool:
    """Return whether an item is still to be rated: it applies, and has neither level nor value."""
    return rating is None or not (rating.does_not_apply or rating.value or levels_of(rating))


def _count(ratings: Iterable[Rating | None]) -> Count:
    all_ratings = list(ratings)
    applicable = [r for r in all_ratings if r is None or not r.does_not_apply]
    return Count(sum(not is_left(r) for r in applicable), len(applicable), len(all_ratings))
