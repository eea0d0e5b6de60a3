"""The tree of headings, paragraphs, tables and figures that stands behind the drawn page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True, eq=False)
class Tag:
    """One element: its role, and in reading order what is below it."""

    role: str
    alternative: str = ""
    scope: str = ""
    below: "list[Tag | Drawn | Link]" = field(default_factory=list)
    said: str = ""
    """Its words in the order they are read, kept where the file has them in the order they are drawn."""

    def add(self, role: str, *, alternative: str = "", scope: str = "") -> "Tag":
        """Add an element at the end and return it."""
        tag = Tag(role, alternative, scope)
        self.below.append(tag)
        return tag

    def every(self) -> "Iterator[Tag]":
        """Return this element and all below it, each before what is below it."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting.extend([one for one in reversed(tag.below) if isinstance(one, Tag)])


class Drawn(NamedTuple):
    """A piece of a page's content: the page, from 0, and the piece's number on it."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Link:
    """A link: its name in the file, its page, the place it leads to, and its left, lower, right and upper edge."""

    name: str
    page: int
    place: str
    edges: tuple[float, float, float, float]
    owner: Tag
    words: str
    """What is read aloud for it."""
