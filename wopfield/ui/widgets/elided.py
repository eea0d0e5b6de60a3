"""Words that are longer than their place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

from wopfield.language import set_apart


def elided(metrics: QFontMetrics | QFontMetricsF, words: str, room: float) -> str:
    """Return words as far as there is room for them, with … where they go on: in Arabic at the right of Latin ones."""
    if isinstance(metrics, QFontMetrics):
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
    else:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    return words if shown == words else set_apart(shown)
