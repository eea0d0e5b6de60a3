"""One thing that is not as it was in the content of a report, and the parts that telling it is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wopfield.language import _
from wopfield.report.translating import named

Content = Mapping[str, Any]
"""Canonical content as JSON reads it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: what it belongs to, what of it, and both values; empty where there is none."""

    where: str
    what: str
    was: str
    now: str
    follows: bool = False
    """Whether nobody entered it: it is worked out from figures that are not as they were."""


def whole(where: str, before: Content | None, after: Content | None, *, follows: bool = False) -> Change:
    """Return that a thing was added, or taken away."""
    what = _("added") if before is None else _("taken away")
    was, now = (_called(one, where) for one in (before, after))
    return Change(where, what, was, now, follows)


def first_of(first: Content | None, second: Content | None, name: str) -> str:
    """Return a field of the first that is there, as text."""
    return str((first or second or {}).get(name, ""))


def title_of(first: Content | None, second: Content | None, name: str) -> str:
    """Return a name in the language spoken now where it ships with the program."""
    return named(first_of(first, second, name))


def paired(was: Any, now: Any, key: str) -> Iterator[tuple[Content | None, Content | None]]:
    """Yield what has one key on both sides, and what is on one side only with None on the other; none that is alike."""
    before = {str(one.get(key)): one for one in was or ()}
    after = {str(one.get(key)): one for one in now or ()}
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield before.get(name), after.get(name)


def _called(one: Content | None, where: str) -> str:
    """Return the words a thing is known by, unless it is called by them already."""
    if one is None:
        return ""
    name = next((str(one[field]) for field in ("title", "text", "name") if one.get(field)), "")
    return "" if named(name) == where else name
