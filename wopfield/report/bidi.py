"""The order in which text of both directions stands on a line (Unicode Standard Annex 9).

Embeddings, overrides and isolates have no part in it: text is cleaned of their marks before it is printed. The rules
work on one letter for each character, its kind, so that they are a handful of replacements in a string.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar
from unicodedata import bidirectional

Part = TypeVar("Part")


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins from the right: whether its first letter of a direction does."""
    for letter in text:
        direction = bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def holds_right_to_left(text: str) -> bool:
    """Return whether any letter of a text runs from the right."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def is_latin(text: str) -> bool:
    """Return whether a text has letters or marks that run from the left, and none from the right."""
    kinds = {bidirectional(sign) for sign in text}
    return "L" in kinds and kinds.isdisjoint(("R", "AL"))


@lru_cache(maxsize=2000)
def levels(text: str, *, from_the_right: bool = False) -> tuple[Sequence[int], int]:
    """Return the embedding level of each character, and the level of the paragraph (1: from the right).

    The paragraph's first letter tells its direction, unless it is given.
    """
    kinds = text.translate(_KINDS)
    strong = _STRONG.search(kinds)
    base = int(from_the_right or (strong is not None and strong[0] != "L"))
    if _PASSED_OVER not in kinds:
        return _levels(text, kinds, base), base
    seen = [place for place, kind in enumerate(kinds) if kind != _PASSED_OVER]
    found = dict(zip(seen, _levels("".join(text[place] for place in seen), kinds.replace(_PASSED_OVER, ""), base),
                     strict=True))  # fmt: skip
    settled, last = [], base
    for place in range(len(text)):
        last = found.get(place, last)
        settled.append(last)
    return settled, base


def reordered(parts: Sequence[tuple[Part, int]]) -> list[Part]:
    """Return the parts of a line, given with their levels, from left to right (rule L2)."""
    order = list(parts)
    found = {level for _, level in order}
    highest = max(found, default=0)
    lowest = min((level for level in found if level % 2), default=highest + 1)
    if lowest == highest and len(found) == 1:
        return [part for part, _ in reversed(order)]
    for level in range(highest, lowest - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][1] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [part for part, _ in order]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_PASSED_OVER = "B"
_LETTERS = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "D", "ES": "S", "ET": "T", "CS": "C", "NSM": "M",
    "BN": _PASSED_OVER, "": _PASSED_OVER,
}  # fmt: skip
"""A letter for each kind of character; all that have no direction of their own are O."""


class _Kinds(dict[int, str]):
    def __missing__(self, point: int) -> str:
        self[point] = kind = _LETTERS.get(bidirectional(chr(point)), "O")
        return kind


_KINDS = _Kinds()
_STRONG = re.compile("[LRA]")
_MARKS = re.compile("(.)(M+)")
_AFTER_ARABIC = re.compile("A[^LRAE]*E[^LRA]*")
_BETWEEN_NUMBERS = re.compile("(?<=E)[SC](?=E)|(?<=D)C(?=D)")
_BESIDE_NUMBERS = re.compile("T+(?=E)|(?<=E)T+")
_WEAK = re.compile("[STC]")
_AFTER_LATIN = re.compile("L[^LRE]*E[^LR]*")
_NEUTRAL = re.compile("O+")
_LEVELS = ({"L": 0, "R": 1, "E": 2, "D": 2}, {"L": 2, "R": 1, "E": 2, "D": 2})
"""The level of each kind that is left at the end, in a paragraph from the left and in one from the right."""


def _levels(text: str, kinds: str, base: int) -> list[int]:
    own = "LR"[base]
    kinds = _weak_resolved(own + kinds)
    kinds = _brackets_resolved(text, kinds[1:], own)
    bounded = f"{own}{kinds}{own}"

    def between(found: re.Match[str]) -> str:
        before, after = bounded[found.start() - 1], bounded[found.end()]
        side = "L" if before == "L" else "R"
        return (side if side == ("L" if after == "L" else "R") else own) * len(found[0])

    level = _LEVELS[base]
    return [level[kind] for kind in _NEUTRAL.sub(between, bounded)[1:-1]]


def _weak_resolved(kinds: str) -> str:
    """Return the kinds by rules W1 to W7; the first stands for the side where the text begins."""
    if "M" in kinds:
        kinds = _MARKS.sub(lambda found: found[1] * len(found[0]), kinds)
    if "E" not in kinds and "D" not in kinds:  # most texts hold no number, and the rest is about numbers
        return _WEAK.sub("O", kinds.replace("A", "R"))
    kinds = _AFTER_ARABIC.sub(lambda found: found[0].replace("E", "D"), kinds).replace("A", "R")
    numbers = kinds
    kinds = _BETWEEN_NUMBERS.sub(lambda found: numbers[found.start() - 1], numbers)
    kinds = _BESIDE_NUMBERS.sub(lambda found: "E" * len(found[0]), kinds)
    kinds = _WEAK.sub("O", kinds)
    return _AFTER_LATIN.sub(lambda found: found[0].replace("E", "L"), kinds)


_CLOSING = {"(": ")", "[": "]", "{": "}", "‹": "›", "«": "»", "“": "”", "‘": "’"}
"""Brackets by rule N0, and quotation marks, which only look right when treated alike."""
_HAS_BRACKETS = re.compile("[" + re.escape("".join(_CLOSING)) + "]")


def _brackets_resolved(text: str, kinds: str, own: str) -> str:
    """Give both halves of a pair of brackets one direction (rule N0)."""
    if not _HAS_BRACKETS.search(text):
        return kinds
    settled = list(kinds)
    for opening, closing in _pairs(text):
        inside = {_side(kind) for kind in settled[opening + 1 : closing]}
        other = "LR"[own == "L"]
        if own in inside:
            found = own
        elif other in inside:
            found = next((side for kind in reversed(settled[:opening]) if (side := _side(kind))), own)
        else:
            continue
        settled[opening] = settled[closing] = found
    return "".join(settled)


def _pairs(text: str) -> list[tuple[int, int]]:
    found, waiting = [], []
    for place, sign in enumerate(text):
        if sign in _CLOSING:
            waiting.append((_CLOSING[sign], place))
        elif any(closing == sign for closing, _ in waiting):
            while waiting[-1][0] != sign:
                waiting.pop()
            found.append((waiting.pop()[1], place))
    return sorted(found)


def _side(kind: str) -> str:
    return "L" if kind == "L" else "" if kind == "O" else "R"
