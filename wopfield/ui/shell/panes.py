"""F6 walks from pane to pane; each pane gives the focus back to where it last was."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from wopfield.ui.widgets.focus import first_stop


def next_pane(panes: Sequence[QWidget], step: int) -> None:
    """Move the focus into the next pane (step 1) or the one before (-1), in a circle."""
    shown = [pane for pane in panes if pane.isVisible() and first_stop(pane) is not None]
    if not shown:
        return
    now = QApplication.focusWidget()
    here = next((number for number, pane in enumerate(shown) if _holds(pane, now)), None)
    to = (0 if step > 0 else -1) if here is None else (here + step) % len(shown)
    # QWidget.focusWidget is the child that last had the focus, even while another pane has it.
    last = shown[to].focusWidget()
    target = last if last is not None and last.isVisible() else first_stop(shown[to])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))
