"""Where texts differ, word by word, so that a reader need not hunt for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOST_WORDS = 3_000
"""Longer texts are compared by their common beginning and end only, which takes no time worth speaking of."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; ``different`` where another text does not have it."""

    text: str
    different: bool


Marked = tuple[Span, ...]
"""A text in stretches; joined they are the text again."""


def marked(texts: Sequence[str]) -> tuple[Marked, ...]:
    """Return each text in stretches, with the words marked that are not in all the others at that place."""
    words = [_words(text) for text in texts]
    differs = [[False] * len(of) for of in words]
    for first in range(len(words)):
        for second in range(first + 1, len(words)):
            same_first, same_second = _same(words[first], words[second])
            for index, same in ((first, same_first), (second, same_second)):
                for place in range(len(words[index])):
                    differs[index][place] |= place not in same
    for of, flags in zip(words, differs, strict=True):
        _slide(of, flags)
    return tuple(_spans(of, flags) for of, flags in zip(words, differs, strict=True))


def together(texts: Sequence[str]) -> str:
    """Return one text that holds everything said in ``texts`` word for word, in their order.

    A text that another holds is not repeated, nor are lines in which one ends and the next begins: texts that were
    put together before do not grow when they are put together again. Several lines stay apart by an empty line.
    """
    said = [text.strip() for text in texts]
    kept = [
        text
        for place, text in enumerate(said)
        if text
        and not any(
            text in other and (text != other or other_place < place)
            for other_place, other in enumerate(said)
            if other_place != place
        )
    ]
    gap = "\n\n" if any("\n" in text or len(text) > 80 for text in kept) else "\n"
    whole = ""
    for text in kept:
        whole = _continued(whole, text, gap) if whole else text
    return whole


def _continued(whole: str, text: str, gap: str) -> str:
    """Return a text with another after it; lines that end the one and begin the other stand once."""
    before, after = whole.split("\n"), text.split("\n")
    most = min(len(before), len(after))
    common = next((count for count in range(most, 0, -1) if before[-count:] == after[:count]), 0)
    return "\n".join([*before, *after[common:]]) if common else whole + gap + text


def _words(text: str) -> list[str]:
    """Return words, signs and the gaps between them, so that joined they are the text."""
    return re.findall(r"\s+|[^\W_]+|[\W_]", text)


def _same(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of the words that both have, in each."""
    if len(one) + len(other) > _MOST_WORDS:
        return _same_ends(one, other)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if any(not word.isspace() for word in one[block.a : block.a + block.size])]
    here = {place for block in kept for place in range(block.a, block.a + block.size)}
    there = {place for block in kept for place in range(block.b, block.b + block.size)}
    return here, there


def _same_ends(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    least = min(len(one), len(other))
    start = next((place for place in range(least) if one[place] != other[place]), least)
    end = next((back for back in range(least - start) if one[-1 - back] != other[-1 - back]), least - start)
    return (
        {*range(start), *range(len(one) - end, len(one))},
        {*range(start), *range(len(other) - end, len(other))},
    )


def _slide(words: Sequence[str], differs: list[bool]) -> None:
    """Move marks that begin at a stop or a gap so that they begin at a word, where the text allows it.

    Of ``. The model is good`` in ``2026. The model is good.`` it is ``The model is good.`` that was added.
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and differs[end]:
            end += 1
        while start < end < len(words) and _may_slide(words, differs, start, end):
            differs[start], differs[end] = False, True
            start, end = start + 1, end + 1
        start = end + 1


def _may_slide(words: Sequence[str], differs: Sequence[bool], start: int, end: int) -> bool:
    return words[start] == words[end] and not words[start].isalnum() and not differs[end]


def _spans(words: Sequence[str], differs: Sequence[bool]) -> Marked:
    spans: list[Span] = []
    for place, (word, different) in enumerate(zip(words, differs, strict=True)):
        if word.isspace():
            # A gap is marked only between two marked words, so that a run reads as one.
            different = 0 < place < len(words) - 1 and differs[place - 1] and differs[place + 1]
        if spans and spans[-1].different == different:
            spans[-1] = Span(spans[-1].text + word, different)
        else:
            spans.append(Span(word, different))
    return tuple(spans)
