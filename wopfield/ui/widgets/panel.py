"""A panel beside what it is about: fields that keep themselves, and a way to close it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.form import side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.text import GrowingText, LineText


class Panel(Card):
    """A panel with a title and a way to close it; what is wrong with a field stands below the title.

    Enter leads from a line to the next field, and from the last to the main button of what is filled in and then
    added; Ctrl+Enter presses that from anywhere.
    """

    closed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, edge="accent", margins=(18, 10, 14, 16), spacing=10, parent=parent)
        self._theme = theme
        self.heading = SectionTitle(theme, title)
        self.close_button = IconButton(theme, "x", _("Close"))
        self.close_button.clicked.connect(self.closed)
        self.heading.tools.addWidget(self.close_button)
        self.body.addWidget(self.heading)
        self._trouble = Label(theme, "", "secondary", ink="danger", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self._trouble)

    def show_begun(self, line: QWidget) -> None:
        """Let a line below the title say that what was begun is here again."""
        self.body.insertWidget(1, line)
        stops = [part for part in line.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        order_stops(self.close_button, stops)

    def hold_keyboard(self) -> None:
        """Keep the keyboard here while nothing in the panel can be pressed: it would go to whatever else can be."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, words: str) -> None:
        """Say what is wrong; nothing if empty."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def focus_first(self) -> None:
        """Put the keyboard on the first field: whoever opens a panel wants to write, not to close it."""
        fields = (part for part in self.findChildren(QWidget) if part is not self.close_button)
        for part in fields:
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self.findChildren(LineText):
            line.flush()
        for text in self.findChildren(GrowingText):
            text.flush()
        for day in self.findChildren(DayField):
            day.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            buttons = (button for button in self.findChildren(Button) if button.is_main() and _takes_keys(button))
            if (main := next(buttons, None)) is not None:
                main.click()
        elif (field := _next_field(self)) is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def row_of(self, *fields: QWidget) -> None:
        """Put fields side by side below what is there."""
        self.body.addWidget(side_by_side(*fields) if len(fields) > 1 else fields[0])


def _takes_keys(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isEnabled() and part.isVisible()


def _next_field(panel: Panel) -> QWidget | None:
    """Return what Tab would stop at next inside a panel, leaving out the signs beside fields; None from the last."""
    begun = panel.focusWidget()
    at: QWidget | None = begun
    while at is not None and (at := at.nextInFocusChain()) is not begun:
        if at is not None and panel.isAncestorOf(at) and _takes_keys(at) and not isinstance(at, IconButton):
            return at
    return None
