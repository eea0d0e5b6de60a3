"""How far something is: a bar, and the tanks that fill area by area."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _, in_digits
from wopfield.ui.theme import CAPTION, MEDIUM, REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.two_lines import draw_two_lines


class Bar(QWidget):
    """A bar that fills from the side where reading starts."""

    def __init__(self, theme: Theme, thick: int = 8, *, colour: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thick = thick
        self._colour = colour or theme.accent
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, done: float, total: float, words: str = "") -> None:
        """Fill it to ``done`` of ``total``; ``words`` are read aloud."""
        self._share = max(0.0, min(1.0, done / total)) if total else 0.0
        self.setAccessibleName(words or _("{percent} %", percent=round(self._share * 100)))
        self.update()

    def share(self) -> float:
        """Return how full it is, 0 to 1."""
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(120, self._thick)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._thick)

    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = (self.height() - self._thick) / 2
        box = QRectF(0, top, self.width(), self._thick)
        draw_bar(QPainter(self), self._theme, box, self._share, self._colour, mirrored=mirrored)


def draw_bar(
    painter: QPainter, theme: Theme, box: QRectF, share: float, colour: str = "", *, mirrored: bool = False
) -> None:
    """Draw a bar into ``box``, filled by a share of 0 to 1; for delegates too."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line))
    painter.drawRoundedRect(box, radius, radius)
    if share <= 0:
        return
    filled = QRectF(box)
    filled.setWidth(max(box.height(), box.width() * share))
    if mirrored:
        filled.moveRight(box.right())
    painter.setBrush(QColor(colour or theme.accent))
    painter.drawRoundedRect(filled, radius, radius)


def draw_counted(painter: QPainter, theme: Theme, box: QRectF, words: str, share: float) -> None:
    """Draw a cell of a table: the count in words, and below it a bar filled by a share of 0 to 1."""
    half = box.height() / 2
    above = QRectF(box.left(), box.top() + 6, box.width(), half - 4)
    draw_two_lines(painter, theme, above, words, weight=MEDIUM, tone=theme.ink2)
    bar = QRectF(box.left(), box.top() + half + 8, box.width() - 16, 6)
    draw_bar(painter, theme, bar, share, mirrored=painter.layoutDirection() == Qt.LayoutDirection.RightToLeft)


@dataclass(frozen=True, slots=True)
class Tank:
    """One area: its number, and how full it is from 0 to 1; ``colour`` if it is not the accent's."""

    words: str
    share: float
    colour: str = ""
    name: str = ""
    here: bool = False
    """Whether this is the one being worked on; its number is written in bold."""


class Tanks(QWidget):
    """Areas as tanks in a row; small ones are outlined, as beside the name of a partnership."""

    def __init__(self, theme: Theme, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._small = small
        self._tanks: tuple[Tank, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tanks(self, tanks: Sequence[Tank], name: str) -> None:
        """Show areas; ``name`` says in words what can be seen."""
        self._tanks = tuple(tanks)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width, height, pitch = self._measures()
        label = QFontMetrics(self._theme.font(CAPTION)).height()
        count = max(len(self._tanks), 1)
        return QSize((count - 1) * pitch + width, height + 4 + label)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height, pitch = self._measures()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number, tank in enumerate(self._tanks):
            left = number * pitch
            if mirrored:
                left = self.width() - left - width
            box = QRectF(left, 0, width, height)
            self._draw(painter, box, tank)
            painter.setFont(theme.font(CAPTION, SEMIBOLD if tank.here else REGULAR))
            painter.setPen(QColor(theme.ink if tank.here else theme.ink2))
            label = QRectF(left - 6, height + 4, width + 12, self.height() - height - 4)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, in_digits(tank.words))

    def _measures(self) -> tuple[int, int, int]:
        """Return width, height and pitch; the large ones stay as they are beside large words, which need the room."""
        theme = self._theme
        return (theme.px(15), 23, theme.px(20)) if self._small else (41, 40, 47)

    def _draw(self, painter: QPainter, box: QRectF, tank: Tank) -> None:
        theme = self._theme
        radius = 4.0
        shape = QPainterPath()
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5) if self._small else box
        shape.addRoundedRect(inner, radius, radius)
        painter.fillPath(shape, QColor(theme.card if self._small else theme.line))
        if tank.share > 0:
            painter.save()
            painter.setClipPath(shape)
            top = box.bottom() - box.height() * min(tank.share, 1.0)
            colour = QColor(tank.colour or theme.accent)
            painter.fillRect(QRectF(QPointF(box.left(), top), box.bottomRight()), colour)
            painter.restore()
        if self._small:
            painter.setPen(QPen(QColor(theme.control), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, radius, radius)
