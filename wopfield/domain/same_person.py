"""Who is the same person as whom, where somebody was entered twice and colleagues have said so.

Nothing that was written is touched by that: it is resolved whenever people are read, so that it can be taken apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wopfield.domain.audience import AUDIENCES
from wopfield.domain.score import levels_of
from wopfield.domain.summary import Rating


@dataclass(frozen=True, slots=True)
class SamePeople:
    """Everybody who was joined to somebody else, with the one who stands for them."""

    stands: Mapping[str, str]

    def one(self, person: str) -> str:
        """Return who stands for a person: themselves, unless they were joined to somebody."""
        return self.stands.get(person, person)

    def all_of(self, person: str) -> tuple[str, ...]:
        """Return every id of a person, the one who stands first."""
        one = self.one(person)
        return (one, *sorted(each for each, stands in self.stands.items() if stands == one))


def same_people(said: Mapping[str, str]) -> SamePeople:
    """Return who stands for whom, when each of these people was said to be the same as another.

    Whoever a chain ends at stands. Two who were joined to one another, on laptops that did not know of it, make a
    ring: there the smallest id stands, so that it is the same one everywhere.
    """
    found: dict[str, str] = {}
    for person in said:
        chain = [person]
        while (following := said.get(chain[-1])) is not None and following not in chain:
            chain.append(following)
        found[person] = chain[-1] if following is None else min(chain[chain.index(following) :])
    return SamePeople({person: stands for person, stands in found.items() if person != stands})


def said_as_one(ratings: Sequence[Rating]) -> Rating:
    """Return as one what one person said of an item under several ids; the first one counts.

    Levels that differ are open, as if one had been changed in two places. Comments are kept one below the other, for
    the fewest readers that one of them was written for.
    """
    first = ratings[0]
    if len(ratings) == 1:  # as nearly always
        return first
    levels = {level for rating in ratings for level in levels_of(rating)}
    spoken = [rating for rating in ratings if rating.comment.strip()]
    return replace(
        first,
        open_levels=tuple(sorted(levels)) if levels - {first.level} else first.open_levels,
        comment="\n".join(dict.fromkeys(rating.comment.strip() for rating in spoken)),
        audience=min((rating.audience for rating in spoken), key=AUDIENCES.index, default=first.audience),
        disputed=any(rating.disputed for rating in ratings),
    )
