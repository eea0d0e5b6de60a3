"""Where a line may end in what has no space: between the words of some scripts, and inside a word too wide for it."""

import re
import unicodedata
from functools import lru_cache

# Thai, Lao, Burmese, Khmer and the scripts of their neighbours
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf]{2,}")
_BETWEEN_WORDS = "\u200b"
_LETS_GO = frozenset("-/_.@\\,;:&=?")
"""Behind these a word too wide for its line is cut rather than between letters."""
_STAND_BEFORE = "\u200d\u17d2\u1039\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
"""What belongs to the letter behind it: joiners, and vowels that are written first."""
_STAND_BEHIND = "\u200d\ufe0f\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
"""What belongs to the letter before it, and is no mark."""


def parted_into_words(text: str) -> str:
    """Return text with a space of no width between words that are written without any."""
    if text.isascii() or not _WITHOUT_SPACES.search(text):
        return text
    return _WITHOUT_SPACES.sub(lambda found: _parted(found[0]), text)


@lru_cache(maxsize=4_000)
def _parted(run: str) -> str:
    from icu4py.breakers import LineBreaker  # it brings 40 MB of dictionaries and rules with it

    return _BETWEEN_WORDS.join(LineBreaker(run, "en"))


def place_to_cut(text: str, count: int) -> int:
    """Return how many characters, at most ``count`` and at least one, make the next part."""
    if count >= len(text):
        return len(text)
    for place in range(count, 1, -1):
        # far from the end of the line only where that keeps the next part of the word whole
        if text[place - 1] in _LETS_GO and (place > count * 2 // 3 or _next_part(text, place) <= count):
            return place
    while count > 1 and _holds_on(text[count - 1], text[count]):
        count -= 1
    return max(count, 1)


def _next_part(text: str, place: int) -> int:
    """Return how many characters there are up to the next place at which a word lets go."""
    return next((end - place for end in range(place + 1, len(text)) if text[end - 1] in _LETS_GO), len(text) - place)


def _holds_on(before: str, after: str) -> bool:
    """Return whether a letter must stay with the one before it: marks, and what a joiner joins."""
    return unicodedata.category(after)[0] == "M" or after in _STAND_BEHIND or before in _STAND_BEFORE
