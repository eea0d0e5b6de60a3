"""Looking at a window as a careful person would: is anything cut off, unnamed, or out of reach?"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QScrollArea, QWidget

from wopfield.ui.widgets.labels import ShortLabel


def shown_in(root: QWidget) -> Iterator[QWidget]:
    """Yield every visible widget below ``root``, and root."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


def cut_off(root: QWidget) -> list[str]:
    """Return what is shown with less room than its words need, or beyond its parent's edge."""
    return [trouble for widget in shown_in(root) if (trouble := _trouble(widget))]


def unnamed(root: QWidget) -> list[str]:
    """Return what can be focused or pressed and has no name to read aloud."""
    found = []
    for widget in shown_in(root):
        stops = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        inside = isinstance(widget.parent(), QAbstractScrollArea)  # viewports speak through their area
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if stops and not inside and not (widget.accessibleName() or words) and widget is not root:
            found.append(_called(widget))
    return found


def _trouble(widget: QWidget) -> str:
    if isinstance(widget, ShortLabel):
        return ""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            return f"{_called(widget)} needs {needed} and has {widget.height()}" if needed > widget.height() + 1 else ""
        needed = widget.sizeHint().width()
        return f"{_called(widget)} needs {needed} and has {widget.width()}" if needed > widget.width() + 1 else ""
    if isinstance(widget, QAbstractButton):
        least = widget.minimumSizeHint()
        width, height = least.width(), least.height()
        if widget.hasHeightForWidth():
            height = widget.heightForWidth(widget.width())
        if width > widget.width() + 1 or height > widget.height() + 1:
            return f"{_called(widget)} needs {width} × {height} and has {widget.width()} × {widget.height()}"
    return _beyond(widget) if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _beyond(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if parent is None or _scrolls(parent):
        return ""
    corner = widget.mapTo(parent, QPoint(widget.width() - 1, widget.height() - 1))
    if widget.x() < -1 or corner.x() > parent.width() or corner.y() > parent.height():
        return f"{_called(widget)} reaches beyond its parent"
    return ""


def _scrolls(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QScrollArea)


def _called(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} “{widget.accessibleName() or words}”"
