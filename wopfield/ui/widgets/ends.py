"""What stands at the two ends of a line, and below one another where the line is too short for both."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget


class Ends(QWidget):
    """Put things into ``near``, where reading starts, and into ``far``."""

    def __init__(self, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # or one line would be the least there is
        self.near, self.far = QHBoxLayout(), QHBoxLayout()
        for row in (self.near, self.far):
            row.setSpacing(gap)
            self._line.addLayout(row)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(max(self.near.minimumSize().width(), self.far.minimumSize().width()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        needed = self.near.sizeHint().width() + self.far.sizeHint().width() + self._line.spacing()
        ways = (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight)
        way = ways[self.width() >= needed]
        if self._line.direction() != way:
            self._line.setDirection(way)
            self.updateGeometry()
