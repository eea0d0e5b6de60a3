"""Looking at a window as a careful person would: is anything cut off, unnamed, or out of reach?"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from tests.ui.reading import Piece, read
from wopfield.ui.screens.indicators.balance.picture import BalancePicture
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.gauge_board import GaugeBoard
from wopfield.ui.widgets.labels import ShortLabel

_AS_ON_PAPER = (DrawingView, BalancePicture)
"""Drawn with the room they have on a page, and said whole by their tooltip and in their table."""

_ORNAMENT = (GaugeBoard,)
"""The staff gauge beside the door: its figures run out of the picture on purpose, and its name is a label."""


def shown_in(root: QWidget) -> Iterator[QWidget]:
    """Yield every visible widget below ``root``, and root."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


def cut_off(root: QWidget) -> list[str]:
    """Return what is shown with less room than its words need, or beyond its parent's edge."""
    return [trouble for widget in shown_in(root) for trouble in (_trouble(widget), *_unread(widget)) if trouble]


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


def tab_stops(root: QWidget) -> list[tuple[str, bool]]:
    """Return what Tab reaches, in its order, each with whether it stands above the one before in the same column.

    The window has to be active.
    """
    found: list[tuple[str, bool]] = []
    passed: list[QWidget] = []
    while True:
        QTest.keyClick(root.focusWidget() or root, Qt.Key.Key_Tab)
        QApplication.processEvents()  # a page scrolls to what has the keyboard
        widget = root.focusWidget()
        if widget is None or widget in passed:
            return found
        found.append((_called(widget), bool(passed) and _is_above(root, widget, passed[-1])))
        passed.append(widget)


def _is_above(root: QWidget, upper: QWidget, lower: QWidget) -> bool:
    one, other = (QRect(each.mapTo(root, QPoint(0, 0)), each.size()) for each in (upper, lower))
    return one.bottom() <= other.top() and one.left() < other.right() and other.left() < one.right()


def unseen_focus(root: QWidget) -> list[str]:
    """Return what Tab reaches and one cannot see that the keyboard is on it; the window has to be active."""
    found: list[str] = []
    passed: set[int] = set()
    while True:
        QTest.keyClick(root.focusWidget() or root, Qt.Key.Key_Tab)
        QApplication.processEvents()  # a page scrolls to what has the keyboard, and the ring follows
        widget = root.focusWidget()
        if widget is None or id(widget) in passed:
            return found if passed else ["nothing: Tab reaches no part"]
        passed.add(id(widget))
        around = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()).adjusted(-8, -8, 8, 8).intersected(root.rect())
        seen = root.grab(around).toImage()
        widget.clearFocus()
        QApplication.processEvents()
        if root.grab(around).toImage() == seen:
            found.append(_called(widget))
        widget.setFocus(Qt.FocusReason.TabFocusReason)


def _trouble(widget: QWidget) -> str:
    if isinstance(widget, ShortLabel):
        return ""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            words = re.split(r"\s|(?<=/)", widget.text())  # a unit may be parted after its stroke
            longest = max(widget.fontMetrics().horizontalAdvance(word) for word in words)
            if longest > widget.width() + 1:
                return f"{_called(widget)} has a word of {longest} and has {widget.width()}"
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
    if isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        hidden = widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        room = widget.viewport().width()
        if hidden and inside.width() > room + 1:
            return f"{_called(widget)} holds what is {inside.width()} wide and shows {room}, with no way to scroll"
    return _beyond(widget) if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _unread(widget: QWidget) -> list[str]:
    """Return what of the widget's own drawing cannot be read: cut at an edge, shortened, or drawn over."""
    if isinstance(widget, _AS_ON_PAPER + _ORNAMENT) or (isinstance(widget, QLineEdit) and widget.text()):
        return []
    if isinstance(widget, QLabel) and widget.wordWrap():
        return []  # the space after a line hangs over its end
    pieces = [piece for piece in read(widget) if not _scrolled_out(widget, piece)]
    found = [f"{_called(widget)} draws “{piece.words}” into {_room(piece)}" for piece in pieces if piece.is_cut]
    for piece in pieces:
        if piece.words.rstrip().endswith("…") and not _says(widget, piece):
            found.append(f"{_called(widget)} shortens to “{piece.words}” in {_room(piece)}")
    found += [f"{_called(widget)} draws “{one.words}” over “{two.words}”" for one, two in _overlaps(pieces)]
    return found


def _scrolled_out(widget: QWidget, piece: Piece) -> bool:
    """Whether a piece of a list or table lies where one has to scroll to."""
    area = widget.parentWidget()
    above_or_below = piece.box.top() < 0 or piece.box.bottom() > widget.height()
    beside = piece.box.left() < 0 or piece.box.right() > widget.width()
    if isinstance(area, QHeaderView):
        area = area.parentWidget()
    if not isinstance(area, QAbstractScrollArea):
        return False
    return above_or_below or (beside and area.horizontalScrollBar().maximum() > 0)


def _says(widget: QWidget, piece: Piece) -> bool:
    """Whether what was shortened is said whole by a tooltip, or ends in dots by itself."""
    said = [widget.toolTip(), widget.text() if isinstance(widget, QAbstractButton) else ""]
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        index = view.indexAt(piece.box.center().toPoint())
        said += [str(index.data(Qt.ItemDataRole.ToolTipRole) or "")]
    begin = " ".join(piece.words.replace("\u200d", "").rstrip("… ").split())
    return any(words and begin in " ".join(words.split()) for words in said)


def _overlaps(pieces: list[Piece]) -> list[tuple[Piece, Piece]]:
    found = []
    for number, one in enumerate(pieces):
        for two in pieces[number + 1 :]:
            common = one.box.intersected(two.box)
            if common.width() > 3 and common.height() > 6 and one.words.strip() and two.words.strip():
                found.append((one, two))
    return found


def _room(piece: Piece) -> str:
    return f"{piece.seen.width():.0f} × {piece.seen.height():.0f}, needs {piece.box.width():.0f}"


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
    return f"{type(widget).__name__} “{(widget.accessibleName() or words)[:60]}”"
