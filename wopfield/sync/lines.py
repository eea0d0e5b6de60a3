"""How much of each line of a log the other side has, from the heads it told."""

from collections.abc import Iterable, Mapping

from wopfield.domain.log import Name
from wopfield.store.exchanges import Found, Line
from wopfield.sync.protocol import Heads, Place


def heads_of(lines: Iterable[Line]) -> dict[str, frozenset[Place]]:
    """Return what the other side is told of the lines of one scope."""
    heads: dict[str, set[Place]] = {}
    for line in lines:
        heads.setdefault(line.log, set()).add(Place(line.seq, line.name))
    return {log: frozenset(places) for log, places in heads.items()}


def shared(lines: Iterable[Line], theirs: Heads, found: Mapping[Name, Found], sure: bool) -> dict[str, int | None]:
    """Return up to which number the other side has each line of one scope.

    ``found`` says where their heads lie here. A head that is not here may be ahead of a line or beside it: None says
    that nobody can tell. With ``sure`` they have nothing but what leads to the heads that are known, at least nothing
    that can be told; what is then sent twice does no harm.
    """
    by_id = {line.id: line for line in lines}
    return {line.id: _shared(line, by_id, theirs.get(line.log, frozenset()), found, sure) for line in by_id.values()}


def _shared(
    line: Line, by_id: Mapping[str, Line], theirs: frozenset[Place], found: Mapping[Name, Found], sure: bool
) -> int | None:
    known = [found[place.name] for place in theirs if place.name in found]
    way = _way(line, by_id, line.seq)
    best = max((_common(way, _way(by_id[head.line], by_id, head.seq)) for head in known), default=0)
    return None if len(known) < len(theirs) and not sure and best < line.seq else best


def _way(line: Line, by_id: Mapping[str, Line], until: int) -> dict[str, int]:
    """Return the lines that lead to an entry, each with the last number that belongs to the way."""
    way = {line.id: until}
    while line.parent:
        until, line = min(until, line.first - 1), by_id[line.parent]
        way[line.id] = until
    return way


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return max((min(until, other[line]) for line, until in one.items() if line in other), default=0)
