"""The ring around what the keyboard is on: two pixels of accent, outside the control, with a gap.

One ring serves a whole window: the main one, the door, each dialog. It follows the focus when a key moved it and hides
when the mouse did; fields and level cards show their focus themselves.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLayout,
    QListView,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from wopfield.ui.theme import BADGE_RADIUS, CONTROL_RADIUS, Theme

GAP, WIDTH = 2, 2
OWN_FOCUS = "ownFocus"
"""The property of a button that shows its focus itself."""
RINGED = "ringed"
"""The property of what else gets the ring."""


def draw_ring(painter: QPainter, theme: Theme, around: QRectF, radius: float) -> None:
    """Draw the ring just outside ``around``, gap included."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    out = GAP + WIDTH / 2
    painter.drawRoundedRect(around.adjusted(-out, -out, out, out), radius + out, radius + out)


def ring_current_row(view: QAbstractItemView, theme: Theme) -> None:
    """Draw the ring inside the row the keyboard is on, all columns of it, over what a list or table has painted."""
    index = view.currentIndex()
    if not (view.hasFocus() and index.isValid()):
        return
    row = view.visualRect(index)
    if not isinstance(view, QListView):  # the model of a list does not tell that it has one column
        for column in range(index.model().columnCount(index.parent())):
            row = row.united(view.visualRect(index.siblingAtColumn(column)))
    inset = GAP + WIDTH
    draw_ring(QPainter(view.viewport()), theme, QRectF(row).adjusted(inset, inset, -inset, -inset), BADGE_RADIUS)


def first_stop(part: QWidget) -> QWidget | None:
    """Return the first widget in a part of a screen, or the part itself, that Tab would stop at."""
    if _is_stop(part):
        return part
    window = part.window()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if part.isAncestorOf(widget) and _is_stop(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def _is_stop(widget: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.isVisible() and widget.isEnabled()


def give_back(part: QWidget | None) -> None:
    """Give the keyboard back to what had it, unless that has gone meanwhile."""
    # A part that Qt has deleted raises when asked; raised in a key's handler that can end the whole program.
    if part is not None and isValid(part) and part.isVisible():
        part.setFocus(Qt.FocusReason.PopupFocusReason)


def tab_in_reading_order(layout: QLayout) -> None:
    """Let Tab walk through a layout as it is read: what is put into it later would else be reached last of all."""
    stops = list(_stops(layout))
    if stops:
        order_stops(stops[0], stops[1:])


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for item in map(layout.itemAt, range(layout.count())):
        widget = item.widget() if item is not None else None
        inside = widget.layout() if widget is not None else item.layout() if item is not None else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif inside is not None:
            yield from _stops(inside)


def order_stops(after: QWidget, parts: Iterable[QWidget]) -> None:
    """Let the Tab key go from ``after``, or what holds the parts, through those made later than what stands below."""
    takes = after.focusPolicy()
    holder = after
    if takes == Qt.FocusPolicy.NoFocus:
        holder.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for a moment: Qt orders nothing behind what takes no focus
    for part in parts:
        QWidget.setTabOrder(after, part)
        after = part
    holder.setFocusPolicy(takes)


class FocusRing(QWidget):
    """The ring of one window: it lies over everything, is cut where what it follows is, and takes no clicks.

    Not Qt's own focus frame, which is cut by the nearest parent and goes down with it.
    """

    def __init__(self, theme: Theme, over: QWidget) -> None:
        """Lie over ``over``: a window, or what fills one."""
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def around(self) -> QWidget | None:
        """Return the control the ring is around."""
        return self._around

    def paintEvent(self, event: QPaintEvent) -> None:
        around = self._around
        if around is None or not isValid(around):
            return
        painter = QPainter(self)
        painter.setClipRegion(self._seen(around))
        draw_ring(painter, self._theme, QRectF(QRect(self._place_of(around), around.size())), CONTROL_RADIUS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._settle()
        return super().eventFilter(watched, event)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        kinds = QAbstractButton | QScrollArea  # a text that is read, and moved by the arrows
        ringed = now is not None and (isinstance(now, kinds) or bool(now.property(RINGED)))
        shown = ringed and now is not None and not now.property(OWN_FOCUS) and not by_mouse
        self._around = now if shown and now is not None and self._over.isAncestorOf(now) else None
        self._watched = self._chain()
        for widget in self._watched:
            widget.installEventFilter(self)
        self._settle()

    def _chain(self) -> list[QWidget]:
        """Return the control and what it moves with, up to the window."""
        chain: list[QWidget] = []
        widget = self._around
        while widget is not None and widget is not self.window():
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _settle(self) -> None:
        around = self._around
        if around is None or not isValid(around) or not around.isVisible() or not self._over.isAncestorOf(around):
            self.hide()
            return
        room = GAP + WIDTH + 1
        corner = around.mapTo(self._over, QPoint(0, 0))
        self.setGeometry(QRect(corner, around.size()).adjusted(-room, -room, room, room))
        self.raise_()
        self.show()
        self.update()

    def _place_of(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self._over, QPoint(0, 0)) - self.pos()

    def _seen(self, around: QWidget) -> QRegion:
        """Return the part of the ring that scroll areas on the way let through."""
        seen = QRegion(self.rect())
        for widget in self._chain():
            if isinstance(widget.parentWidget(), QAbstractScrollArea) and widget is not around:
                seen &= QRegion(QRect(self._place_of(widget), widget.size()))
        return seen


_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})
