"""The means of areas as charts show them, and what such a chart shows in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wopfield.domain.quantity import change_between
from wopfield.language import _, in_a_row
from wopfield.report.cleaning import one_line
from wopfield.report.numbers import Numbers
from wopfield.report.text import NBSP

Kind = Literal["peer", "self", "baseline"]


@dataclass(frozen=True, slots=True)
class Series:
    """One rating of every area: means 0 to 4, None where an area is not rated, hollow where little of it is."""

    kind: Kind
    name: str
    values: tuple[float | None, ...]
    hollow: tuple[bool, ...] = ()
    unsettled: tuple[bool, ...] = ()
    """Of which areas the team has not agreed on all that counts."""

    def is_unsettled(self, place: int) -> bool:
        """Return whether the point stands in a dashed ring."""
        return place < len(self.unsettled) and self.unsettled[place]

    def is_hollow(self, place: int) -> bool:
        """Return whether the point is drawn hollow."""
        return place < len(self.hollow) and self.hollow[place]


@dataclass(frozen=True, slots=True)
class Axis:
    """An area as a chart names it."""

    number: str
    title: str


def told_of_means(axes: Sequence[Axis], shown: Series | None, numbers: Numbers) -> str:
    """Return what a chart of areas shows in a sentence: the extremes, how many are not rated, which not agreed."""
    values = shown.values if shown else ()
    rated = [(value, axis) for value, axis in zip(values, axes, strict=False) if value is not None]
    if not rated:
        return _("No area is rated yet.")
    low, high = min(rated, key=lambda pair: pair[0]), max(rated, key=lambda pair: pair[0])
    parts = {"low": name_of(low[1]), "low_mean": numbers.decimal(low[0])}
    if len(rated) == 1:
        sentence = _("Mean level on the scale 0 to 4: {low} at {low_mean}.", **parts)
    else:
        sentence = _(
            "Mean level of {count} areas on the scale 0 to 4: lowest {low} at {low_mean}, highest {high} at "
            "{high_mean}.", count=len(rated), high=name_of(high[1]), high_mean=numbers.decimal(high[0]), **parts,
        )  # fmt: skip
    missing = len(axes) - len(rated)
    not_rated = _("Not rated: {count}.", count=missing) if missing else ""
    return in_a_row((sentence, not_rated, _unsettled_told(axes, shown)), " ")


def _unsettled_told(axes: Sequence[Axis], shown: Series | None) -> str:
    unsettled = [axis.number for at, axis in enumerate(axes) if shown and shown.is_unsettled(at)]
    return _("Not agreed yet: {areas}.", areas=in_a_row(unsettled)) if unsettled else ""


def moves_between(axes: Sequence[Axis], start: Series, end: Series) -> list[tuple[float, Axis]]:
    """Return by how much areas moved, those first that fell furthest; from a self-rating on, how far it is above."""
    found = []
    for axis, first, last in zip(axes, start.values, end.values, strict=True):
        if first is not None and last is not None:
            pair = (first, last) if start.kind == "baseline" else (last, first)
            found.append((change_between(*pair), axis))
    return sorted(found, key=lambda move: move[0])


def told_of_moves(axes: Sequence[Axis], start: Series, end: Series, numbers: Numbers) -> str:
    """Return in a sentence how far areas moved, or how far the self-rating is from the peers' one."""
    moves = moves_between(axes, start, end)
    if not moves:
        return told_of_means(axes, end, numbers)
    (least, fallen), (most, risen) = moves[0], moves[-1]
    names = {"count": str(len(moves)), "least": numbers.signed(least), "low": name_of(fallen),
             "most": numbers.signed(most), "high": name_of(risen)}  # fmt: skip
    if len(moves) == 1:
        told = (
            _("Change since the baseline: {least} for {low}.", **names)
            if start.kind == "baseline"
            else _("Self-rating less peer rating: {least} for {low}.", **names)
        )
    elif start.kind == "baseline":
        told = _("Change of {count} areas since the baseline: from {least} for {low} to {most} for {high}.", **names)
    else:
        told = _("Self-rating less peer rating of {count} areas: from {least} for {low} to {most} for {high}.", **names)
    return in_a_row((told, _unsettled_told(axes, end)), " ")


def name_of(axis: Axis) -> str:
    """Return an area as a sentence names it."""
    title = one_line(axis.title[:200])
    return f"{axis.number}{NBSP}{title if len(title) <= 80 else title[:79] + '…'}"
