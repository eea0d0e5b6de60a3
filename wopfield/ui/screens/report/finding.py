"""Find words in the pages: every place is marked, and one is gone to after the other."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from wopfield.language import _
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.labels import Label


class FindBar(QWidget):
    """Enter goes on, Shift with Enter back, Escape ends it."""

    asked = Signal(str)
    """The words to find; empty for none."""
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        self.setPalette(palette)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        self.field = QLineEdit()
        self.field.setFont(theme.font(BODY))
        self.field.setAccessibleName(_("Find in the report"))
        self.field.setPlaceholderText(_("Find in the report"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.asked)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        self._found = Label(theme, "", "secondary")
        row.addWidget(self._found)
        for icon, name, step in (("chevron-left", _("Place before"), -1), ("chevron-right", _("Next place"), 1)):
            button = IconButton(theme, icon, name)
            button.clicked.connect(lambda _on=False, step=step: self.stepped.emit(step))
            row.addWidget(button)
        close = IconButton(theme, "x", _("End finding"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        self.hide()

    def begin(self) -> None:
        """Show it, ready to type; the words asked for the last time are found at once."""
        again = self.isHidden()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if again:
            self.asked.emit(self.field.text())

    def say(self, place: int, count: int) -> None:
        """Say which place is shown, from 1, and how many there are."""
        if not self.field.text():
            self._found.setText("")
        elif count:
            self._found.setText(_("{place} of {count}", place=place, count=count))
        else:
            self._found.setText(_("Not found"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it ends finding here, and does not leave the screen
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.stepped.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)
