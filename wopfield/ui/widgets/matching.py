"""Finding what somebody types among words: every part typed occurs, whatever its case and accents."""

import unicodedata


def plain(text: str) -> str:
    """Return text without case and accents, one character for one, so that places in it stay the same."""
    return "".join(_base(character) for character in text)


def matches(typed: str, text: str) -> bool:
    """Return whether every word of ``typed`` occurs in ``text``."""
    inside = plain(text)
    return all(word in inside for word in plain(typed).split())


def rank(typed: str, text: str) -> int:
    """Return 0 for a text that starts with what was typed, 1 if it is a word, 2 if a word does, 3 for the rest."""
    wanted, inside = plain(typed).strip(), plain(text)
    if inside.startswith(wanted):
        return 0
    if f" {wanted} " in f"{inside} ":
        return 1
    return 2 if f" {wanted}" in inside else 3


def spans(typed: str, text: str) -> list[tuple[int, int]]:
    """Return where the words of ``typed`` stand in ``text``, as (start, end), in order, without overlaps."""
    inside = plain(text)
    found: list[tuple[int, int]] = []
    for word in sorted(set(plain(typed).split()), key=len, reverse=True):
        start = inside.find(word)
        while start >= 0:
            end = start + len(word)
            if all(end <= first or start >= last for first, last in found):
                found.append((start, end))
            start = inside.find(word, end)
    return sorted(found)


def _base(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base if len(base) == 1 else character
