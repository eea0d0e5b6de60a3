"""The pages of the manual, and the keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from wopfield.language import _, manual, meant, reads_from_the_right

TOPICS = ("first_steps", "review_day", "agree", "sync", "settle", "report", "safety")
"""The pages that ship, in reading order; each is a file of the manual."""

KEYS = "keys"
"""The page that is made from the table of keys."""

_PAGE_OF_PLACE: Mapping[str, str] = {
    "assessment": "review_day",
    "inspection": "review_day",
    "assessments": "review_day",
    "reports": "report",
    "settings": "safety",
}
"""Places whose page has another name; a place without a page opens the first one."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in Markdown."""

    topic: str
    title: str
    text: str


def pages() -> tuple[Page, ...]:
    """Return every page, the keys last."""
    folder = manual()
    read = [_page(topic, (folder / f"{topic}.md").read_text(encoding="utf-8")) for topic in TOPICS]
    return (*read, Page(KEYS, _("Keys"), keys_page()))


def page_of(topic: str) -> str:
    """Return the page for a topic or place."""
    named = _PAGE_OF_PLACE.get(topic, topic)
    return named if named in (*TOPICS, KEYS) else TOPICS[0]


def keys_page() -> str:
    """Return the table of keys in Markdown."""
    title, key, does = _("Keys"), meant("Key", "of a keyboard"), meant("Does", "a key")
    parts = [f"# {title}", _("Single letters work while no text field has the focus.")]
    for part, lines in _keys():
        table = [_row(key, does), _row("---", "---"), *(_row(f"**{keys}**", words) for keys, words in lines)]
        parts.append("\n".join((f"## {part}\n", *table)))
    return "\n\n".join(parts)


def _row(keys: str, words: str) -> str:
    """Return a row of a table; it begins at the right where people read from there, which Markdown knows nothing of."""
    first, second = (words, keys) if reads_from_the_right() else (keys, words)
    return f"| {first} | {second} |"


def _page(topic: str, text: str) -> Page:
    return Page(topic, text.partition("\n")[0].lstrip("# ").strip(), text)


def _keys() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return (
        (
            _("Everywhere"),
            (
                ("Ctrl+K", _("Search, and every command")),
                ("Alt+1 … 5", _("The places at the side")),
                ("Ctrl+1 … 8", _("The tabs of a partnership")),
                ("F6, Shift+F6", _("Next and previous part of the screen")),
                ("Ctrl+Z, Ctrl+Shift+Z", _("Take back, bring back")),
                ("Ctrl+S", _("Tells you that everything is saved")),
                ("Esc", _("Close, or go back")),
                ("F1", _("The keys of the screen")),
                ("F11", _("Full screen")),
            ),
        ),
        (
            meant("Rating", "giving one"),
            (
                ("0 1 2 3 4", _("Rate")),
                ("N, A", _("Does not apply")),
                ("Delete", _("Take the rating away")),
                ("Alt+Down, Alt+Up", _("Next and previous item")),
                ("Ctrl+Down, Ctrl+Up", _("Next and previous that is not rated")),
                ("C, E, P, F, H", _("Comment, evidence, photo, flag, history")),
                ("S, G, R", _("Add a strength, a gap, a recommendation")),
            ),
        ),
        (
            _("Agreeing"),
            (
                ("0 1 2 3 4, N", _("Agree on a level, or that it does not apply")),
                ("Down, Up", _("Next and previous item")),
                ("Ctrl+Enter", _("Agree and go to the next that is open")),
                ("L", _("Talk later")),
                ("Delete", _("Take the agreement back")),
            ),
        ),
        (
            _("Settling"),
            (
                ("1, 2, 3", _("Yours, theirs, both")),
                ("Ctrl+Enter", _("Save and go to the next")),
            ),
        ),
        (
            _("Report"),
            (
                ("Space", _("Take a section in or leave it out")),
                ("Alt+Up, Alt+Down", _("Move a section")),
                ("Ctrl+PgUp, Ctrl+PgDown", _("Page before, next page")),
                ("Ctrl++, Ctrl+-, Ctrl+0", _("Larger, smaller, fit the width")),
                ("Ctrl+Shift+S, Ctrl+P", _("Save as PDF, print")),
            ),
        ),
        (_("Sync"), (("Ctrl+R", _("Sync now")),)),
    )
