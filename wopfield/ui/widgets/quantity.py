"""A field for a number, typed as people type it: ``12.5`` and ``12,5`` both mean twelve and a half.

Qt's own spin boxes are not used: in some languages they turn ``12.5`` into 125, and the wheel changes them.
"""

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.domain.quantity import Typed, parse_number
from wopfield.errors import NotANumber
from wopfield.language import _
from wopfield.ui.numbers import decimal_sign, numeral
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.undo_keys import leaves_undo


class Quantity(QWidget):
    """A number with its unit, and below it what is doubtful about it.

    ``entered`` carries a Decimal, or None when the field was emptied; it comes when the field is left, or Enter is
    pressed, with a number that is not the one shown before. Text that is no number stays, is told, and is not kept.
    """

    entered = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        unit: str = "",
        *,
        width: int = 120,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = unit
        self._value: Decimal | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._row = row = QHBoxLayout()
        row.setSpacing(8)
        # First into its place: a label shown before it has a parent would be a window of its own for a moment.
        column.addLayout(row)
        self.field = _Field()
        self.field.setFont(theme.font(BODY))
        self.field.setAccessibleName(f"{name}, {unit}" if unit else name)
        self.field.setMinimumWidth(theme.px(width))
        # A number is a number in every language: it reads from left to right, aligned at its units.
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.field)
        row.addWidget(self.field)
        self._unit_label = Label(theme, unit, "secondary", ink="ink3")
        row.addWidget(self._unit_label)
        self._unit_label.setVisible(bool(unit))
        row.addStretch(1)
        self._note = QHBoxLayout()
        self._note.setSpacing(8)
        self._words = Label(theme, "", "secondary", ink="warning", wrap=True)
        self._note.addWidget(self._words, 1)
        self._other = Button(theme, "", kind="link")
        self._other.clicked.connect(self._take_other)
        self._note.addWidget(self._other)
        column.addLayout(self._note)
        self._otherwise: Decimal | None = None
        self.field.editingFinished.connect(self.flush)
        self.field.textEdited.connect(lambda _text: self._clear_note())
        self._clear_note()

    def value(self) -> Decimal | None:
        """Return the number that is kept."""
        return self._value

    def show_value(self, value: Decimal | None) -> None:
        """Show what is kept, unless somebody is typing something else here."""
        if self.is_typing():
            return
        self._value = value
        self.field.setText(self._written(value))

    def is_typing(self) -> bool:
        """Return whether something here is not kept yet."""
        return self.field.isModified()

    def flush(self) -> None:
        """Take what was typed; text that is no number is told and stays as it is."""
        if not self.field.isModified():
            return
        text = self.field.text().strip()
        if not text:
            self._take(None)
            return
        try:
            typed = self._read(text)
        except NotANumber as error:
            self.warn(error.happened, danger=True)
            return
        self._take(typed.value)
        if typed.otherwise is not None:
            self._otherwise = typed.otherwise
            self.warn(_("Read as {number}.", number=self._written(typed.value)))
            self._other.setText(_("{number} was meant", number=self._written(typed.otherwise)))
            self._other.show()

    def warn(self, words: str, *, danger: bool = False) -> None:
        """Ask or tell something below the field; an empty text takes it away."""
        self._words.setText(words)
        self._words.set_ink("danger" if danger else "warning")
        self._words.setVisible(bool(words))
        self._other.hide()
        self.mark(("danger" if danger else "warning") if words else "")

    def _read(self, text: str) -> Typed:
        """Return the number in a text.

        Raises:
            NotANumber: it is none.
        """
        return parse_number(text, decimal=decimal_sign(), unit=self._unit)

    def _take(self, value: Decimal | None) -> None:
        changed = value != self._value
        self._value = value
        self._clear_note()
        self.field.setText(self._written(value))
        self.field.setModified(False)
        if changed:
            self.entered.emit(value)

    def _take_other(self) -> None:
        if self._otherwise is not None:
            self._take(self._otherwise)

    def _clear_note(self) -> None:
        self._otherwise = None
        self.warn("")

    def _written(self, value: Decimal | None) -> str:
        return "" if value is None else numeral(value)

    def mark(self, state: str) -> None:
        """Draw the edge of the field as of something odd, ``warning`` or ``danger``; else as ever."""
        if self.field.property("state") != state:
            self.field.setProperty("state", state)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class _Field(QLineEdit):
    def event(self, event: QEvent) -> bool:
        return False if leaves_undo(event, typing=self.isModified()) else super().event(event)
