"""For whom something may be printed: the team alone, the utility as well, or any report.

What is left out is left out before anything is worked out from it, so that neither a page nor a figure, a caption or
the copy of the content inside a file can tell of it.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from wopfield.domain.checklist import SELF
from wopfield.domain.summary import ActionLine, Audience, EvidenceLine, FindingLine, ItemResult, Rating

AUDIENCES: tuple[Audience, ...] = ("team", "utility", "report")
"""From the fewest readers to the most: a report for the utility holds what is for the utility and for any report."""

Ratings = Mapping[tuple[str, str], Rating]
Told = TypeVar("Told", FindingLine, EvidenceLine, ActionLine)
Word = Literal["team", "utility", "report"]


def audience_of(word: str) -> Audience:
    """Return an audience by its word; one that a newer program knows is read as the narrowest."""
    return next((known for known in AUDIENCES if known == word), "team")


def may_read(audience: Audience, written_for: Audience) -> bool:
    """Return whether a report for ``audience`` may hold what was written for somebody."""
    return AUDIENCES.index(written_for) >= AUDIENCES.index(audience)


def may_name(audience: Audience, *, allowed: bool) -> bool:
    """Return whether a report for ``audience`` names the people of the utility, where the team allowed it or not."""
    return allowed and audience != "report"


def narrowest(*audiences: Audience) -> Audience:
    """Return the audience with the fewest readers."""
    return min(audiences, key=AUDIENCES.index)


def told_to(audience: Audience, lines: Iterable[Told]) -> tuple[Told, ...]:
    """Return the findings, evidence or actions that a report for ``audience`` may hold."""
    return tuple(line for line in lines if may_read(audience, line.audience) and _is_free(audience, line))


def spoken_to(audience: Audience, answers: Ratings, worded: Container[str] = ()) -> Ratings:
    """Return answers as a report for ``audience`` may hold them; ``worded`` are the items answered in words.

    Words for fewer readers are left out, the levels stay. Only the team's own print names who rated; one for
    everybody leaves out what the utility says of itself.
    """
    if audience == "team":
        return answers
    raters = sorted({rater for _item, rater in answers if rater != SELF})
    place = {rater: at for at, rater in enumerate(raters, 1)}
    found = {}
    for (item, rater), rating in answers.items():
        if rater == SELF:
            if audience == "utility":
                found[item, rater] = _heard(audience, rating, item in worded)
            continue
        code = f"r{place[rater]}"
        found[item, code] = replace(_heard(audience, rating, item in worded), rater=code, rater_name="")
    return found


def told_together(audience: Audience, item: ItemResult) -> ItemResult:
    """Return an item as a report for ``audience`` may hold it: anybody's tells no reviewer's rating from another's."""
    if audience != "report":
        return item
    before = item.baseline
    return replace(
        item, peers=(), result=_as_a_range(item.result), baseline=None if before is None else _as_a_range(before)
    )


def agreed_to(audience: Audience, agreed: Mapping[str, Rating], worded: Container[str] = ()) -> dict[str, Rating]:
    """Return what was agreed, by code of item, without the words a report for ``audience`` may not hold."""
    return {item: _heard(audience, rating, item in worded) for item, rating in agreed.items()}


def _heard(audience: Audience, rating: Rating, in_words: bool) -> Rating:
    if may_read(audience, rating.audience):
        return rating
    # that it was answered counts, what it says does not
    value = "–" if in_words and rating.value else rating.value
    return replace(rating, comment="", reason="", value=value, disputed=bool(rating.open_levels))


def _as_a_range(rating: Rating) -> Rating:
    return replace(rating, open_levels=tuple(sorted({*rating.open_levels[:1], *rating.open_levels[-1:]})))


def _is_free(audience: Audience, line: FindingLine | EvidenceLine | ActionLine) -> bool:
    return audience != "report" or not isinstance(line, EvidenceLine) or line.may_be_shared
