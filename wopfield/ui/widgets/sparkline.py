"""A figure over the years as the report's small line; time runs from left to right in every language."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.report.series import SPARK_HEIGHT, SPARK_WIDTH, sparkline
from wopfield.report.style import PRIMARY, WORSE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.drawing import paint
from wopfield.ui.widgets.inks import recoloured


def draw_sparkline(
    painter: QPainter, theme: Theme, box: QRectF, values: Sequence[float | None], *, doubtful: bool = False
) -> None:
    """Draw values at equal steps, as large as the box allows; the last is a dot, in rust where it is doubtful."""
    marks = recoloured(sparkline(values, None, WORSE if doubtful else PRIMARY), theme)
    scale = min(box.width() / SPARK_WIDTH, box.height() / SPARK_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    middle = box.center()
    painter.translate(middle.x() - scale * SPARK_WIDTH / 2, middle.y() - scale * SPARK_HEIGHT / 2)
    painter.scale(scale, scale)
    paint(painter, marks, SPARK_WIDTH)
    painter.restore()


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
