"""Levels on a line from 0 to 4: who stands where, and how far apart. The line mirrors with the language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.ui.theme import Theme

Who = Literal["you", "colleague", "self", "baseline", "goal"]

_SCALE = 4.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A level (or a mean of levels) of 0 to 4 on the axis, and whose it is; the shape says which."""

    level: float
    who: Who = "colleague"


def axis_x(box: QRectF, level: float, *, mirrored: bool = False) -> float:
    """Return where a level stands between the ends of ``box``."""
    share = level / _SCALE
    return box.right() - share * box.width() if mirrored else box.left() + share * box.width()


def draw_axis(painter: QPainter, theme: Theme, box: QRectF, *, mirrored: bool = False, tick: float = 4.5) -> None:
    """Draw the line with a tick at each level, in the middle of ``box``, from edge to edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pale = QColor(theme.control)
    pale.setAlphaF(0.6)
    middle = box.center().y()
    painter.setPen(QPen(pale, 2))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    painter.setPen(QPen(QColor(theme.control), 1))
    for level in range(5):
        at = axis_x(box, level, mirrored=mirrored)
        painter.drawLine(QPointF(at, middle - tick), QPointF(at, middle + tick))


def draw_standing(
    painter: QPainter, theme: Theme, box: QRectF, standing: Standing, *, mirrored: bool = False, size: float = 7
) -> None:
    """Draw where somebody stands: filled for you, open for a colleague, a diamond for the self-rating."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = QPointF(axis_x(box, standing.level, mirrored=mirrored), box.center().y())
    painter.setPen(QPen(QColor(theme.ink), 2))
    if standing.who == "baseline":
        painter.fillRect(QRectF(at.x() - 2.5, at.y() - size - 2, 5, 2 * size + 4), QColor(theme.ink3))
    elif standing.who == "self":
        reach = size + 0.5
        points = [at + QPointF(0, -reach), at + QPointF(reach, 0), at + QPointF(0, reach), at + QPointF(-reach, 0)]
        painter.setBrush(QColor(theme.card))
        painter.drawPolygon(QPolygonF(points))
    elif standing.who == "goal":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.good), 2, Qt.PenStyle.DotLine))
        painter.drawEllipse(at, size, size)
    else:
        painter.setBrush(QColor(theme.accent if standing.who == "you" else theme.card))
        painter.drawEllipse(at, size, size)


def draw_range(
    painter: QPainter, theme: Theme, box: QRectF, low: float, high: float, *, mirrored: bool = False
) -> None:
    """Draw how far ratings lie apart, as a thick line that is dark from two levels on."""
    draw_axis(painter, theme, box, mirrored=mirrored)
    ink = QColor(theme.ink if high - low >= 2 else theme.ink3)
    middle = box.center().y()
    first, last = (axis_x(box, level, mirrored=mirrored) for level in (low, high))
    if high > low:
        painter.setPen(QPen(ink, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(first, middle), QPointF(last, middle))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(first, middle), 3, 3)


class LevelAxis(QWidget):
    """Standings on one axis; ``name`` says them in words."""

    def __init__(
        self,
        theme: Theme,
        standings: Sequence[Standing] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_standings(standings, name)

    def show_standings(self, standings: Sequence[Standing], name: str = "") -> None:
        """Show who stands where."""
        self._standings = tuple(standings)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(108, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(self.rect()).adjusted(10, 0, -10, 0)
        draw_axis(painter, self._theme, box, mirrored=mirrored)
        for standing in self._standings:
            draw_standing(painter, self._theme, box, standing, mirrored=mirrored)
