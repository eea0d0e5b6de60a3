"""From levels to scores.

A score is the weighted mean of levels, 0.0 to 4.0. What does not apply and what was not seen is no level: it is
left out, never counted as 0. A level still open (changed in two places, or reviewers who differ) counts with its
range, so the score has a low and a high; arithmetic is exact, so no order of items or areas can change it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import fsum

from wopfield.domain.checklist import SELF, Item
from wopfield.domain.summary import Confidence, Rating, Score

WIDE = 2
"""The difference in levels from which peers should talk."""

NOT_RATED = Rating(None)


def score(rated: Iterable[tuple[Item, Rating | None]]) -> Score:
    """Return the score of the items that ask for a level; None stands for an item nobody rated."""
    total = applicable = weights = 0
    mean = low = high = Fraction(0)
    count = 0
    for item, rating in rated:
        if item.response_type != "level":
            continue
        total += 1
        applicable += not (rating and rating.does_not_apply)
        levels = levels_of(rating)
        if not levels:
            continue
        count += 1
        weights += item.weight
        mean += item.weight * _counts_as(rating, levels)
        low += item.weight * min(levels)
        high += item.weight * max(levels)
    if not weights:
        return Score(None, None, None, 0, applicable, total)
    return Score(float(mean / weights), float(low / weights), float(high / weights), count, applicable, total)


def overall(scores: Iterable[Score]) -> Score:
    """Return the mean of the area means, over the areas that have one; each area counts the same."""
    all_scores = list(scores)
    with_mean = [s for s in all_scores if s.mean is not None]
    rated = sum(s.rated for s in all_scores)
    applicable = sum(s.applicable for s in all_scores)
    total = sum(s.total for s in all_scores)
    if not with_mean:
        return Score(None, None, None, rated, applicable, total)
    return Score(
        _mean(s.mean for s in with_mean),
        _mean(s.low for s in with_mean),
        _mean(s.high for s in with_mean),
        rated,
        applicable,
        total,
    )


def levels_of(rating: Rating | None) -> tuple[int, ...]:
    """Return every level that stands in ``rating``, the lowest first; none where it is no level."""
    if rating is None or rating.does_not_apply or rating.not_seen:
        return ()
    if rating.level is None or rating.level in rating.open_levels:
        return tuple(sorted(rating.open_levels))
    return tuple(sorted((rating.level, *rating.open_levels)))


def item_result(agreed: Rating | None, peers: Sequence[Rating]) -> Rating:
    """Return what counts for an item: the agreed rating, else what all peers say, else their range.

    Where peers differ the result has no level, all their levels are in ``open_levels`` and their mean counts.
    The confidence is that of the best proof of the level that counts: one reviewer who measured is enough. A level
    that none of them gave has one only where all were equally sure.
    """
    if agreed is not None and is_given(agreed):
        return _with_confidence(agreed, peers)
    levels = tuple(sorted(level for peer in peers for level in levels_of(peer)))
    disputed = any(peer.disputed for peer in peers)
    if levels and len(set(levels)) == 1:
        return _with_confidence(Rating(levels[0], disputed=disputed), peers)
    if levels:
        return _with_confidence(Rating(None, open_levels=levels, disputed=disputed), peers)
    given = [peer for peer in peers if is_given(peer)]
    if not given:
        return NOT_RATED
    if all(peer.does_not_apply for peer in given):
        reasons = dict.fromkeys(peer.reason for peer in given if peer.reason)
        return Rating(None, does_not_apply=True, reason=" ".join(reasons))
    values = {peer.value for peer in given if peer.value}
    if values:
        return Rating(None, value=min(values) if len(values) == 1 else "")
    return Rating(None, not_seen=True)


def item_results(
    answers: Mapping[tuple[str, str], Rating], agreed: Mapping[str, Rating], *, self_rater: str = SELF
) -> dict[str, Rating]:
    """Return what counts for every item of an assessment that somebody rated; the self-rating never counts.

    ``answers`` are by item code and rater, ``agreed`` by item code. A baseline is made with this, too.
    """
    peers = peers_by_item(answers, self_rater=self_rater)
    codes = dict.fromkeys((*peers, *agreed))
    return {code: item_result(agreed.get(code), peers.get(code, ())) for code in codes}


def peers_by_item(
    answers: Mapping[tuple[str, str], Rating], *, self_rater: str = SELF
) -> dict[str, tuple[Rating, ...]]:
    """Return the peers' ratings of each item, in the order of their names."""
    peers: dict[str, list[tuple[tuple[str, str], Rating]]] = {}
    for (item, rater), rating in answers.items():
        if rater != self_rater:
            peers.setdefault(item, []).append(((rating.rater_name, rater), rating))
    return {item: tuple(r for _, r in sorted(given, key=lambda g: g[0])) for item, given in peers.items()}


def is_given(rating: Rating | None) -> bool:
    """Return whether ``rating`` says anything: a level, a value, does not apply, or not seen."""
    return rating is not None and bool(rating.does_not_apply or rating.not_seen or rating.value or levels_of(rating))


def spread(peers: Iterable[Rating | None]) -> int | None:
    """Return how many levels lie between the lowest and the highest rating; None where none has a level."""
    levels = [level for peer in peers for level in levels_of(peer)]
    return max(levels) - min(levels) if levels else None


def peers_differ(peers: Iterable[Rating | None]) -> bool:
    """Return whether the peers are ``WIDE`` or more levels apart."""
    return (spread(peers) or 0) >= WIDE


def distribution(ratings: Iterable[Rating | None]) -> tuple[int, int, int, int, int]:
    """Return how many ratings stand at level 0 … 4; one that is open without a level is in none."""
    counts = [0, 0, 0, 0, 0]
    for rating in ratings:
        if rating is not None and rating.level is not None and levels_of(rating):
            counts[rating.level] += 1
    return (counts[0], counts[1], counts[2], counts[3], counts[4])


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _counts_as(rating: Rating | None, levels: tuple[int, ...]) -> Fraction:
    if rating is not None and rating.level is not None:
        return Fraction(rating.level)
    return Fraction(sum(levels), len(levels))


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return fsum(known) / len(known)


def _with_confidence(result: Rating, peers: Sequence[Rating]) -> Rating:
    if result.confidence is not None:
        return result
    stands = set(levels_of(result))
    grades: list[Confidence] = [p.confidence for p in peers if p.confidence is not None and stands & set(levels_of(p))]
    if grades:
        return replace(result, confidence=min(grades))
    given = {peer.confidence for peer in peers if levels_of(peer)}
    return replace(result, confidence=given.pop()) if stands and len(given) == 1 else result
