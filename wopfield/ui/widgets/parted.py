"""Words parted into lines, for what draws its own text and must show the whole of it."""

import re

from PySide6.QtGui import QFontMetrics, QFontMetricsF

_PIECES = re.compile(r"[^\s/]*/|[^\s/]+")
"""A word, or the part of a unit up to and with its stroke."""


def lines_of(words: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> list[str]:
    """Return the lines that words take; a word that is wider than the width stands alone and is not parted."""
    lines: list[str] = []
    end = 0
    for piece in _PIECES.finditer(words):
        between = words[end : piece.start()]
        end = piece.end()
        longer = f"{lines[-1]}{between}{piece.group()}" if lines else ""
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece.group())
    return lines


def narrowest(words: str, metrics: QFontMetrics, lines: int) -> int:
    """Return the least width in which words take no more lines than that, or that of the longest word."""
    least = max((metrics.horizontalAdvance(piece.group()) for piece in _PIECES.finditer(words)), default=0)
    most = max(least, metrics.horizontalAdvance(words))
    while least < most:
        middle = (least + most) // 2
        if len(lines_of(words, metrics, middle)) <= lines:
            most = middle
        else:
            least = middle + 1
    return most
