"""A field for a reading taken on site: high enough for gloves, with a minus before it and a plus after it."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wopfield.domain.inspection import Steps
from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.quantity import Quantity

_KEPT_MS = 800
"""How long after the last step the reading is kept: a thumb that stays on the plus writes one entry, not thirty."""
_FIRST_MS, _NEXT_MS = 450, 90
_PLUS = frozenset({"+"})
_MINUS = frozenset({"-", "\N{MINUS SIGN}"})


class ReadingField(Quantity):
    """A quantity that can also be stepped: by its two buttons, held or pressed, and by the keys + and -."""

    def __init__(self, theme: Theme, name: str, unit: str, steps: Steps, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, unit, width=130, parent=parent)
        self._steps = steps
        self._stepped: Decimal | None = None
        self._on_its_way: tuple[Decimal | None] | None = None
        self.field.setProperty("gloves", True)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.textEdited.connect(self._typed)
        self.less = self._button("minus", _("One step less"), -1)
        self.more = self._button("plus", _("One step more"), 1)
        self._row.insertWidget(0, self.less)
        self._row.insertWidget(2, self.more)
        self._clock = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._clock.timeout.connect(self.flush)
        self.field.installEventFilter(self)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in reading order."""
        return self.less, self.field, self.more

    def step(self, way: int) -> None:
        """Go one step up or down; shown at once, kept when nothing follows for a moment."""
        if not self.isEnabled():
            return
        if self._stepped is None:
            super().flush()
            if self.is_typing():
                return  # what stands there is no number, and is told below
        now = self._value if self._stepped is None else self._stepped
        self._stepped = self._steps.after(now, way)
        self._clear_note()
        self.field.setText(self._written(self._stepped))
        self.field.setModified(True)
        self._clock.start()

    def type_in(self, key: str) -> None:
        """Take a key that was pressed elsewhere: a step, or the first sign of a new number."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if key in _PLUS or (key in _MINUS and self.field.text()):
            self.step(1 if key in _PLUS else -1)
            return
        self.flush()
        self.field.selectAll()
        self.field.insert(key)
        self.field.setModified(True)

    def show_value(self, value: Decimal | None) -> None:
        """Show what is kept; not what was read before a reading that is still on its way was entered."""
        if self._on_its_way in (None, (value,)):
            self._on_its_way = None
            super().show_value(value)

    def let_go(self) -> None:
        """Hear that what was entered last could not be kept."""
        self._on_its_way = None

    def flush(self) -> None:
        self._clock.stop()
        stepped, self._stepped = self._stepped, None
        if stepped is None:
            super().flush()
        else:
            self._take(stepped)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A minus before anything is typed is the sign of the number.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.field:
            key, field = event.text(), self.field
            begins = not field.text() or (field.cursorPosition() == 0 and not field.hasSelectedText())
            if key in _PLUS or (key in _MINUS and not begins):
                self.step(1 if key in _PLUS else -1)
                return True
        return super().eventFilter(watched, event)

    def _take(self, value: Decimal | None) -> None:
        if value != self._value:
            self._on_its_way = (value,)
        super()._take(value)

    def _typed(self, _text: str) -> None:
        self._clock.stop()
        self._stepped = None

    def _button(self, icon: str, name: str, way: int) -> IconButton:
        button = IconButton(self._theme, icon, name, framed=True, size=22, large=True)
        button.setAccessibleDescription(self.field.accessibleName())
        button.setAutoRepeat(True)
        button.setAutoRepeatDelay(_FIRST_MS)
        button.setAutoRepeatInterval(_NEXT_MS)
        button.clicked.connect(lambda: self.step(way))
        return button
