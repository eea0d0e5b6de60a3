"""A figure over the years as a small line; time runs from left to right in every language."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.ui.theme import Theme


def draw_sparkline(
    painter: QPainter, theme: Theme, box: QRectF, values: Sequence[float | None], *, doubtful: bool = False
) -> None:
    """Draw values at equal steps; None leaves a gap. The last is a dot, in red where it is doubtful."""
    known = [value for value in values if value is not None]
    if not known:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(4, 5, -5, -5)
    low, reach = min(known), (max(known) - min(known)) or 1.0
    step = inner.width() / max(len(values) - 1, 1)
    line = QPainterPath()
    drawing, last = False, QPointF()
    for number, value in enumerate(values):
        if value is None:
            drawing = False
            continue
        flat = 0.5 if max(known) == low else (value - low) / reach
        last = QPointF(inner.left() + number * step, inner.bottom() - flat * inner.height())
        if drawing:
            line.lineTo(last)
        else:
            line.moveTo(last)
        drawing = True
    painter.strokePath(line, QPen(QColor(theme.accent), 2))
    dot = QColor(theme.danger if doubtful else theme.accent)
    painter.setPen(QPen(dot, 0))
    painter.setBrush(dot)
    painter.drawEllipse(last, 4 if doubtful else 3, 4 if doubtful else 3)


class Sparkline(QWidget):
    """A small line of values; ``name`` says them in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: tuple[float | None, ...] = ()
        self._doubtful = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[float | None], name: str, *, doubtful: bool = False) -> None:
        """Show values, oldest first, None where one is missing."""
        self._values, self._doubtful = tuple(values), doubtful
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(90, 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_sparkline(QPainter(self), self._theme, QRectF(self.rect()), self._values, doubtful=self._doubtful)
