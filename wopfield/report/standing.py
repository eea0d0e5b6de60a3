"""Where an item stands: a level, a range that is still open, or the reason why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wopfield.domain.score import levels_of
from wopfield.domain.summary import AreaResult, Confidence, ItemResult, Rating
from wopfield.language import _, in_a_row

CONFIDENCES: tuple[Confidence, ...] = ("A", "B", "C", "D")
RATHER_UNCOVERED = 0.6
"""Below this coverage a mean is drawn hollow."""

Kind = Literal["rated", "does not apply", "not seen", "not rated"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One level, or the lowest and highest of those that still stand; neither where it is not rated."""

    kind: Kind
    low: int | None = None
    high: int | None = None
    settled: bool = True
    """False while the team has not agreed, or where the level was changed in two places."""
    disputed: bool = False
    """Whether the level or the reason was changed in two places."""

    @property
    def level(self) -> int | None:
        """Return the level, if there is just one."""
        return self.low if self.low == self.high else None

    @property
    def open(self) -> bool:
        """Return whether something is said but not settled."""
        return not self.settled and self.kind != "not rated"


def standing(item: ItemResult) -> Standing:
    """Return where an item stands, from the agreed rating or from what the peers say."""
    where = _of(item.result, item.agreed)
    if where.kind != "not rated" or item.agreed:
        return where
    said = [peer.level for peer in item.peers if peer.level is not None]
    return Standing("rated", min(said), max(said), False) if said else where


def rating_standing(rating: Rating | None) -> Standing | None:
    """Return where one rater puts an item; None where there is no rating at all."""
    return _of(rating, True) if rating is not None else None


def is_provisional(area: AreaResult) -> bool:
    """Return whether the team has not agreed on an item behind the mean of an area."""
    return area.now.provisional or not_agreed(area.items) > 0


def not_agreed(items: Iterable[ItemResult]) -> int:
    """Return how many items count with a level that the team has not agreed on."""
    return sum(where.open and where.low is not None for where in map(standing, items))


def undecided(area: AreaResult) -> int:
    """Return how many rated items stand at no one level."""
    return area.now.rated - sum(area.distribution)


def words_for(where: Standing) -> str:
    """Return a standing in a word or two."""
    if where.level is not None:
        return str(where.level)
    if where.low is not None:
        return _("open, {low}–{high}", low=where.low, high=where.high)
    return {"does not apply": _("n/a"), "not seen": _("not seen")}.get(where.kind, _("not rated"))


def state_of(item: ItemResult) -> str:
    """Return in words why an item has no settled level, or what of it is not settled; empty if all is."""
    state = _state_of(item)
    return in_a_row((_("Provisional: changed in two places."), state), " ") if item.result.disputed else state


def says_reason(item: ItemResult) -> bool:
    """Return whether its state says the team's reason."""
    return standing(item).kind in ("does not apply", "not seen")


def _state_of(item: ItemResult) -> str:
    where, reason = standing(item), item.result.reason.strip()
    if where.kind == "does not apply":
        return _("Does not apply: {reason}", reason=reason) if reason else _("Does not apply.")
    if where.kind == "not seen":
        return _("Not seen: {reason}", reason=reason) if reason else _("Not seen yet.")
    if where.kind == "not rated":
        return _("Not rated.")
    if where.settled:
        return ""
    return _("Provisional: not agreed yet.") if where.level is not None else _("Open: not agreed yet.")


def confidence_of(items: Sequence[ItemResult]) -> Confidence | None:
    """Return the middle confidence of the rated items, the lower of two middles; None where none was given."""
    given = sorted(
        CONFIDENCES.index(item.result.confidence) for item in items if levels_of(item.result) and item.result.confidence
    )
    return CONFIDENCES[given[len(given) // 2]] if given else None


def _of(rating: Rating, agreed: bool) -> Standing:
    if len(set(rating.open_levels)) > 1:
        return Standing("rated", min(rating.open_levels), max(rating.open_levels), False, rating.disputed)
    # one level alone stands beside another person's "does not apply"
    agreed = agreed and not rating.open_levels
    if rating.does_not_apply:
        return Standing("does not apply", settled=agreed, disputed=rating.disputed)
    if rating.level is not None:
        return Standing("rated", rating.level, rating.level, agreed, rating.disputed)
    return Standing("not seen" if rating.not_seen else "not rated", settled=agreed)
