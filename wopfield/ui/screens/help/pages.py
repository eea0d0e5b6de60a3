"""The pages of the manual, and the keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from wopfield.language import _, manual, meant, reads_from_the_right
from wopfield.ui.shortcuts import shortcuts_by_place

TOPICS = ("first_steps", "review_day", "agree", "figures", "balance", "plan", "report", "sync", "settle", "safety")
"""The pages that ship, in reading order; each is a file of the manual."""

KEYS = "keys"
"""The page that is made from the list of keys, the one the settings show too."""

_PAGE_OF_PLACE: Mapping[str, str] = {
    "assessment": "review_day",
    "inspection": "review_day",
    "inspections": "review_day",
    "assessments": "review_day",
    "visit": "review_day",
    "indicators": "figures",
    "sdg": "figures",
    "own_figures": "figures",
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
    for part, lines in shortcuts_by_place().items():
        table = [_row(key, does), _row("---", "---"), *(_row(f"**{one.keys}**", one.words) for one in lines)]
        parts.append("\n".join((f"## {part}\n", *table)))
    return "\n\n".join(parts)


def _row(keys: str, words: str) -> str:
    """Return a row of a table; it begins at the right where people read from there, which Markdown knows nothing of."""
    first, second = (words, keys) if reads_from_the_right() else (keys, words)
    return f"| {first} | {second} |"


def _page(topic: str, text: str) -> Page:
    return Page(topic, text.partition("\n")[0].lstrip("# ").strip(), text)
