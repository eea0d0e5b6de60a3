"""What stands at the two ends of a line, and below one another where the line is too short for both."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget


class TurningLine(QWidget):
    """A line of two parts, put into ``line`` by a subclass, which also says what each of them needs."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(gap)
        self.line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # or one line would be the least there is

    def least(self) -> tuple[int, int]:
        """Return how wide each part is at the least."""
        raise NotImplementedError

    def needed(self) -> tuple[int, int]:
        """Return how wide each part is to be in one line."""
        return self.least()

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self.least()) + self._air(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        whole = sum(self.needed()) + self.line.spacing() + self._air()
        ways = (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight)
        way = ways[self.width() >= whole]
        if self.line.direction() != way:
            self.line.setDirection(way)
            self.updateGeometry()

    def _air(self) -> int:
        margins = self.line.contentsMargins()
        return margins.left() + margins.right()


class Ends(TurningLine):
    """Put things into ``near``, where reading starts, and into ``far``."""

    def __init__(self, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(gap, parent)
        self.near, self.far = QHBoxLayout(), QHBoxLayout()
        for row in (self.near, self.far):
            row.setSpacing(gap)
            self.line.addLayout(row)

    def least(self) -> tuple[int, int]:
        return self.near.minimumSize().width(), self.far.minimumSize().width()

    def needed(self) -> tuple[int, int]:
        return self.near.sizeHint().width(), self.far.sizeHint().width()
