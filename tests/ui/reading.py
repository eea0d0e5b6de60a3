"""Reading a widget as a person's eyes do: every piece of text it draws, where, and how much of it can be seen."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPaintEngineState, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

_Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one line, drawn in one font; ``seen`` is what of the device it was drawn into."""

    words: str
    box: QRectF
    seen: QRectF

    @property
    def is_cut(self) -> bool:
        """Whether a part of it lies where nothing is drawn."""
        wide = self.box.left() < self.seen.left() - _SLACK or self.box.right() > self.seen.right() + _SLACK
        return bool(self.words.strip()) and (wide or not self.seen.top() <= self.box.center().y() <= self.seen.bottom())


_SLACK = 2.0
"""Letters lean out of their own width a little."""


def read(widget: QWidget) -> list[Piece]:
    """Return what the widget itself draws as text, without its children."""
    page = _Page(widget.size())
    widget.render(page, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return page.reader.pieces


class _Page(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.reader = _Reader(QRectF(0, 0, size.width(), size.height()))
        self._metrics = {_Metric.PdmWidth: size.width(), _Metric.PdmHeight: size.height()}
        self._metrics |= {_Metric.PdmDepth: 32, _Metric.PdmDevicePixelRatioScaled: 0x10000}
        dots = (_Metric.PdmDpiX, _Metric.PdmDpiY, _Metric.PdmPhysicalDpiX, _Metric.PdmPhysicalDpiY)
        self._metrics |= dict.fromkeys(dots, 96)

    def paintEngine(self) -> QPaintEngine:
        return self.reader

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 1)


class _Reader(QPaintEngine):
    """Takes text down and lets everything else pass."""

    def __init__(self, whole: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.pieces: list[Piece] = []
        self._whole = whole

    def begin(self, pdev: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        pass

    def drawPixmap(self, *_args: object) -> None:
        pass

    def drawImage(self, *_args: object) -> None:
        pass

    def drawTiledPixmap(self, *_args: object) -> None:
        pass

    def drawPath(self, *_args: object) -> None:
        pass

    def drawRects(self, *_args: object) -> None:
        pass

    def drawPolygon(self, *_args: object) -> None:
        pass

    def drawLines(self, *_args: object) -> None:
        pass

    def drawEllipse(self, *_args: object) -> None:
        pass

    def drawPoints(self, *_args: object) -> None:
        pass

    def drawTextItem(self, p: QPointF, item: QTextItem) -> None:  # type: ignore[override]  # Qt hands no other point
        painter = self.painter()
        here = painter.transform()
        high = item.ascent() + item.descent()
        box = here.mapRect(QRectF(p.x(), p.y() - item.ascent(), item.width(), high))
        seen = self._whole
        if painter.hasClipping():
            seen = seen.intersected(here.mapRect(painter.clipBoundingRect()))
        # The marks that give words their direction are in the text, and nobody sees them.
        self.pieces.append(Piece(re.sub("[\u200e\u200f]", "", item.text()), box, seen))
