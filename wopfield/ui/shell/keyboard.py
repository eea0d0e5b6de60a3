"""The keyboard is never lost: what it is on is in sight, and what goes away gives it back to where it was before."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from wopfield.ui.widgets.focus import OWN_FOCUS, FocusRing
from wopfield.ui.widgets.scrolling import bring_into_sight

_REMEMBERED = 12
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ARROWS = frozenset({
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
})  # fmt: skip


class Keyboard(QObject):
    """Follows the keyboard through the screens of a stack."""

    def __init__(self, stack: QStackedWidget, ring: FocusRing) -> None:
        """Look after ``stack``; made after the ring, which then hears last of where the keyboard ends."""
        super().__init__(stack)
        self._stack, self._ring = stack, ring
        self._trail: list[QWidget] = []
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def watch(self, screen: QWidget) -> None:
        """Let arrows pressed on a screen that has just been opened move its first list, or else the page.

        Enter opens the row that is chosen there, and where none is, chooses the first.
        """
        screen.installEventFilter(self)

    def spot(self) -> int | None:
        """Return which of the screen's parts the keyboard is on and seen to be; None when it is on none."""
        now = QApplication.focusWidget()
        around = now if now is not None and now.property(OWN_FOCUS) else self._ring.around()
        parts = self._parts()
        return parts.index(around) if around in parts else None

    def go_to(self, spot: int | None) -> None:
        """Put the keyboard on the part of that number of a screen that was built anew."""
        parts = self._parts()
        if spot is not None and spot < len(parts):
            parts[spot].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in _ARROWS | _ENTER and watched.hasFocus():
                return _move_first(watched, event)
        return super().eventFilter(watched, event)

    def _parts(self) -> list[QWidget]:
        screen = self._stack.currentWidget()
        return screen.findChildren(QWidget) if screen is not None else []

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        screen = self._stack.currentWidget()
        if screen is None or not screen.isVisible():
            return
        gone = old is not None and isValid(old) and screen.isAncestorOf(old) and not _is_there(old)
        back = self._last_before(screen) if gone or (now is not None and _is_no_stop(now, screen)) else None
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if now is None or not screen.isAncestorOf(now):
            return
        self._trail = [*(part for part in self._trail if part is not now), now][-_REMEMBERED:]
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_sight(now)

    def _last_before(self, screen: QWidget) -> QWidget | None:
        """Return what had the keyboard last of all that can have it still; the screen where nothing had."""
        self._trail = [part for part in self._trail if isValid(part)]
        had = (part for part in reversed(self._trail) if screen.isAncestorOf(part) and _can_have_it(part))
        return next(had, screen)


def _is_there(part: QWidget) -> bool:
    return part.isVisible() and part.isEnabled()


def _is_no_stop(part: QWidget, screen: QWidget) -> bool:
    """Return whether Qt put the keyboard on a page of a stack in which there is nothing for it."""
    inside = screen.isAncestorOf(part) and isinstance(part.parentWidget(), QStackedWidget)
    return inside and part.focusPolicy() == Qt.FocusPolicy.NoFocus


def _can_have_it(part: QWidget) -> bool:
    return _is_there(part) and part.focusPolicy() != Qt.FocusPolicy.NoFocus


def _move_first(screen: QWidget, event: QKeyEvent) -> bool:
    """Hand an arrow to the first list of a screen, which then has the keyboard, or else to the page that scrolls."""
    areas = [area for area in screen.findChildren(QAbstractScrollArea) if area.isVisible()]
    for area in areas:
        model = area.model() if isinstance(area, QAbstractItemView) else None
        if model is None or not model.rowCount() or not _can_have_it(area):
            continue
        had_row = isinstance(area, QAbstractItemView) and area.currentIndex().isValid()
        area.setFocus(Qt.FocusReason.OtherFocusReason)  # which makes the first row the current one where none was
        return not had_row or QApplication.sendEvent(area, event)
    for area in areas if event.key() in _ARROWS else ():
        bar = area.verticalScrollBar()
        if isinstance(area, QScrollArea) and bar.maximum() > bar.minimum():
            return QApplication.sendEvent(bar, event)
    return False
