"""Where a word that is wider than its line is cut."""

import unicodedata


def place_to_cut(text: str, count: int) -> int:
    """Return how many characters, at most ``count`` and at least one, make the next part."""
    if count >= len(text):
        return len(text)
    for place in range(count, max(count * 2 // 3, 1), -1):
        if text[place - 1] in "-/_.@\\,;:&=?":
            return place
    while count > 1 and _holds_on(text[count - 1], text[count]):
        count -= 1
    return max(count, 1)


def _holds_on(before: str, after: str) -> bool:
    """Return whether a letter must stay with the one before it: marks, and what a joiner joins."""
    return bool(unicodedata.combining(after)) or after in "\u200d\ufe0f" or before == "\u200d"
