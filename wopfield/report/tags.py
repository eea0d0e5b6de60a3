"""The tree of headings, paragraphs, tables and figures that stands behind the drawn page."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tag:
    """One element: its role, and below it further elements, pieces of pages and links.

    ``marks`` keeps the order of everything below: a Tag, a (page, number) pair of drawn content, or a
    (page, place among the page's links) pair wrapped in ``LinkPlace``.
    """

    role: str
    alternative: str = ""
    scope: str = ""
    below: "list[Tag | Drawn | LinkPlace]" = field(default_factory=list)

    def add(self, role: str, *, alternative: str = "", scope: str = "") -> "Tag":
        """Add an element at the end and return it."""
        tag = Tag(role, alternative, scope)
        self.below.append(tag)
        return tag


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of a page's content: the page, from 0, and the piece's number on it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """A link on a page, both counted from 0."""

    page: int
    number: int
