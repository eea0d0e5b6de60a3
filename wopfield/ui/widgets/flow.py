"""Things in a row that goes on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem


class Flow(QLayout):
    """A row that breaks; it runs from the side where reading starts."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._things: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        # The item is made here: one that Qt makes may stand where an item of another layout stood, which PySide then
        # takes it for, and what Python keeps of it goes stale when that other layout ends.
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._things.append(item)

    def count(self) -> int:
        return len(self._things)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._things[index] if 0 <= index < len(self._things) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._things.pop(index) if 0 <= index < len(self._things) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    def sizeHint(self) -> QSize:
        hints = [thing.sizeHint() for thing in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        least = [thing.minimumSize() for thing in self._shown()]
        return QSize(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [thing for thing in self._things if not thing.isEmpty()]

    def _arrange(self, area: QRect, *, place: bool) -> int:
        """Return the height things need in ``area``, and put them there if ``place``."""
        left, top, line = area.left(), area.top(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        rows: list[tuple[list[tuple[QLayoutItem, QRect]], int]] = []
        for thing in self._shown():
            size = thing.sizeHint()
            width = min(size.width(), area.width())
            if row and left + width > area.right() + 1:
                rows.append((row, line))
                left, top, line, row = area.left(), top + line + self._gap, 0, []
            row.append((thing, QRect(QPoint(left, top), QSize(width, size.height()))))
            left += width + self._gap
            line = max(line, size.height())
        rows.append((row, line))
        if place:
            parent = self.parentWidget()
            direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
            for things, height in rows:
                for thing, box in things:
                    box.translate(0, (height - box.height()) // 2)
                    thing.setGeometry(QStyle.visualRect(direction, area, box))
        return top + line - area.top()
