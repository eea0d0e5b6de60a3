"""The order in which text of both directions stands on a line (Unicode Standard Annex 9)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

Part = TypeVar("Part")


def levels(text: str, *, from_the_right: bool = False) -> tuple[list[int], int]:
    """Return the embedding level of each character, and the level of the paragraph (1: from the right).

    The paragraph's first letter tells its direction, unless it is given.
    """
    # python-bidi carries no types; its pure-Python module gives the levels, the fast one only whole lines
    from bidi import algorithm

    kept = [place for place, character in enumerate(text) if not _passed_over(character)]
    shown = "".join(text[place] for place in kept)
    base = 1 if from_the_right else algorithm.get_base_level(shown)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(shown, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = dict(zip(kept, (entry["level"] for entry in storage["chars"]), strict=True))
    settled, last = [], base
    for place in range(len(text)):
        last = found.get(place, last)
        settled.append(last)
    return settled, base


def reordered(parts: Sequence[tuple[Part, int]]) -> list[Part]:
    """Return the parts of a line, given with their levels, from left to right (rule L2)."""
    order = list(parts)
    highest = max((level for _, level in order), default=0)
    lowest = min((level for _, level in order if level % 2), default=highest + 1)
    for level in range(highest, lowest - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][1] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [part for part, _ in order]


_CLOSING = {"(": ")", "[": "]", "{": "}", "‹": "›", "«": "»", "“": "”", "‘": "’"}
"""Brackets by rule N0, and quotation marks, which only look right when treated alike."""
_AS_RIGHT = ("R", "AL", "EN", "AN")


def _resolve_brackets(characters: list[dict[str, Any]], base: int) -> None:
    """Give both halves of a pair of brackets one direction (rule N0), which the library leaves out."""
    for opening, closing in _pairs(characters):
        inside = {_strong(one["type"]) for one in characters[opening + 1 : closing]}
        own = ("L", "R")[base]
        other = ("R", "L")[base]
        if own in inside:
            found = own
        elif other in inside:
            before = next((s for one in reversed(characters[:opening]) if (s := _strong(one["type"]))), own)
            found = before
        else:
            continue
        characters[opening]["type"] = characters[closing]["type"] = found


def _pairs(characters: list[dict[str, Any]]) -> list[tuple[int, int]]:
    found, waiting = [], []
    for place, one in enumerate(characters):
        sign = one["ch"]
        if sign in _CLOSING:
            waiting.append((_CLOSING[sign], place))
        elif any(closing == sign for closing, _ in waiting):
            while waiting[-1][0] != sign:
                waiting.pop()
            found.append((waiting.pop()[1], place))
    return sorted(found)


def _strong(kind: str) -> str:
    return "R" if kind in _AS_RIGHT else "L" if kind == "L" else ""


@lru_cache(maxsize=4096)
def _passed_over(character: str) -> bool:
    from unicodedata import bidirectional

    return bidirectional(character) in ("BN", "")
