"""F6 walks from pane to pane; each pane gives the focus back to where it last was."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from wopfield.ui.widgets.focus import first_stop


def next_pane(panes: Sequence[QWidget], step: int) -> None:
    """Move the focus into the next pane (step 1) or the one before (-1), in a circle.

    The first pane is the rail; while none has the keyboard yet, one begins behind it, with the screen's own first.
    """
    shown = [pane for pane in panes if pane.isVisible() and first_stop(pane) is not None]
    if not shown:
        return
    now = QApplication.focusWidget()
    here = next((number for number, pane in enumerate(shown) if _holds(pane, now)), None)
    to = (min(1, len(shown) - 1) if step > 0 else -1) if here is None else (here + step) % len(shown)
    # QWidget.focusWidget is the child that last had the focus, even while another pane has it.
    last = shown[to].focusWidget()
    target = last if last is not None and last.isVisible() and _holds(shown[to], last) else first_stop(shown[to])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    """Return whether a pane has the keyboard: not merely as the screen that has just been opened has it."""
    if widget is pane:
        return bool(pane.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget is not None and pane.isAncestorOf(widget)
