"""Ctrl+Z in a field: its own while somebody types there, else the screen's, which takes back what was kept."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def leaves_undo(event: QEvent, *, typing: bool) -> bool:
    """Return whether an event asks for undo or redo where nothing is being typed; it is then left to the screen.

    Qt's fields claim both keys always, even with nothing of their own to take back.
    """
    if typing or event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
        return False
    event.ignore()
    return True
