"""Words in a row of a list, on as many lines as the row is high."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.parted import lines_of


def lines_for(words: str, metrics: QFontMetricsF, width: float, height: float) -> list[str]:
    """Return words on the lines a box has room for; the last ends with … where that is not all of them."""
    most = max(int(height // metrics.height()), 1)
    lines = [words] if metrics.horizontalAdvance(words) <= width else lines_of(words, metrics, width)
    lines[most - 1 :] = [" ".join(lines[most - 1 :])] if len(lines) > most else lines[most - 1 :]
    return [elided(metrics, line, width) for line in lines]


def draw_wrapped(painter: QPainter, place: QRectF, words: str) -> None:
    """Draw words in the middle of the height of a place, from where reading starts."""
    metrics = QFontMetricsF(painter.font())
    lines = lines_for(words, metrics, place.width(), place.height())
    top = place.center().y() - len(lines) * metrics.height() / 2
    for line in lines:
        box = QRectF(place.left(), top, place.width(), metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), line)
        top += metrics.height()
