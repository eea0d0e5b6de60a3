"""A chart of the report on the screen: the same strokes as on paper, painted by Qt in the colours of the look."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Fill, Label, Mark, Path, Rect, Stroke
from wopfield.ui.fonts import FAMILIES, load_chart_fonts
from wopfield.ui.theme import CARD_RADIUS, Theme
from wopfield.ui.widgets.inks import recoloured

PIXELS = 1.7
"""The pixels of a point at 100 %, so that the type of charts is as large as what stands around them."""
_BIG = 64
_WEIGHTS = {"light": 300, "medium": 500, "semibold": 600}


def paint(painter: QPainter, marks: Sequence[Mark], width: float, *, mirrored: bool = False) -> None:
    """Paint strokes with the painter's own unit as a point; ``mirrored`` turns left and right, but no letter."""
    for mark in marks:
        _paint(painter, mark, width, mirrored=mirrored)


class DrawingView(QWidget):
    """A chart as wide as the room it is given; Tab comes to it, and its sentence is read aloud."""

    pressed = Signal(float, float)
    """Where somebody pressed it, in points from the side where reading starts and from the top."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._make: Callable[[float], Drawing] | None = None
        self._drawing = Drawing(1, 1, ())
        self._marks: Sequence[Mark] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def drawing(self) -> Drawing:
        """Return the chart that is shown."""
        return self._drawing

    def show_drawing(self, drawing: Drawing) -> None:
        """Show a chart that grows and shrinks with its room."""
        self._make = None
        self._take(drawing)

    def show_chart(self, make: Callable[[float], Drawing]) -> None:
        """Show a chart that ``make`` draws for a width in points: its type stays as large in any room."""
        self._make = make
        self._take(make(self._points()))

    def heightForWidth(self, width: int) -> int:
        if self._make is not None:
            return max(1, round(self._drawing.height * self._scale()))
        return max(1, round(width * self._drawing.height / self._drawing.width))

    def resizeEvent(self, event: object) -> None:
        if self._make is not None:
            self._take(self._make(self._points()))
        self.setFixedHeight(self.heightForWidth(max(self.width(), 1)))

    def sizeHint(self) -> QSize:
        return QSize(round(self._drawing.width * self._scale()), round(self._drawing.height * self._scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scale = self.width() / self._drawing.width
        x = event.position().x() / scale
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.pressed.emit(self._drawing.width - x if mirrored else x, event.position().y() / scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.fillRect(self.rect(), QColor(self._theme.card))
        painter.save()
        scale = self.width() / self._drawing.width
        painter.scale(scale, scale)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint(painter, self._marks, self._drawing.width, mirrored=mirrored)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)

    def _take(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._marks = recoloured(drawing.marks, self._theme)
        self.setAccessibleName(drawing.alternative)
        self.setToolTip(drawing.alternative)
        self.setFixedHeight(self.heightForWidth(max(self.width(), 1)))
        self.update()

    def _scale(self) -> float:
        return PIXELS * self._theme.scale

    def _points(self) -> float:
        return max(self.width(), self.minimumSizeHint().width()) / self._scale()


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _paint(painter: QPainter, mark: Mark, width: float, *, mirrored: bool) -> None:
    match mark:
        case Label():
            _write(painter, mark, width, mirrored=mirrored)
        case Path(points, stroke, fill, closed):
            _ready(painter, stroke, fill)
            shape = QPolygonF([QPointF(width - x if mirrored else x, y) for x, y in points])
            if closed:
                painter.drawPolygon(shape)
            else:
                painter.drawPolyline(shape)
        case Circle(x, y, radius, stroke, fill):
            _ready(painter, stroke, fill)
            painter.drawEllipse(QPointF(width - x if mirrored else x, y), radius, radius)
        case Rect(x, y, wide, high, stroke, fill, radius):
            _ready(painter, stroke, fill)
            box = QRectF(width - x - wide if mirrored else x, y, wide, high)
            painter.drawRoundedRect(box, min(radius, wide / 2, high / 2), min(radius, wide / 2, high / 2))
        case Clip(x, y, wide, high, inside):
            painter.save()
            place = QPainterPath()
            place.addRect(QRectF(width - x - wide if mirrored else x, y, wide, high))
            painter.setClipPath(place, Qt.ClipOperation.IntersectClip)
            paint(painter, inside, width, mirrored=mirrored)
            painter.restore()
        case Facing(x, wide, inside):
            painter.save()
            painter.translate(width - x - wide if mirrored else x, 0)
            paint(painter, inside, wide)
            painter.restore()


def _ready(painter: QPainter, stroke: Stroke | None, fill: Fill | None) -> None:
    painter.setBrush(QBrush(QColor(fill.colour)) if fill else Qt.BrushStyle.NoBrush)
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(QColor(stroke.colour), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if stroke.round_ends else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if stroke.round_ends else Qt.PenJoinStyle.MiterJoin)
    if stroke.dash:
        pen.setDashPattern([part / stroke.width for part in stroke.dash])
    painter.setPen(pen)


def _write(painter: QPainter, label: Label, width: float, *, mirrored: bool) -> None:
    font = _font(label.face, label.tracking / label.size)
    scale = label.size / _BIG
    long = QFontMetricsF(font).horizontalAdvance(label.text) * scale
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    painter.save()
    painter.translate(width - label.x - (1 - share) * long if mirrored else label.x - share * long, label.y)
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(QColor(label.colour))
    painter.drawText(QPointF(0, 0), label.text)
    painter.restore()


@cache
def _font(face: str, tracking: float) -> QFont:
    """Return a face so large that its whole pixels are fine enough for any size."""
    load_chart_fonts()
    narrow = face.startswith("condensed")
    weight = face.removeprefix("condensed").lstrip("-")
    font = QFont()
    font.setFamilies(["IBM Plex Sans Condensed" if narrow else FAMILIES[0], *FAMILIES[1:]])
    font.setPixelSize(_BIG)
    font.setWeight(QFont.Weight(_WEIGHTS.get(weight, 400)))
    font.setItalic(weight == "italic")
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * _BIG)
    return font
