"""A message at the foot of the window for ten seconds, or as long as it takes to read, with Undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import CARD_RADIUS, MEDIUM, Theme
from wopfield.ui.widgets.aloud import announce
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label

SECONDS = 10
_LETTERS_A_SECOND = 10
WAITING_SECONDS = 60
"""So long a message stands that somebody is to do something about."""


class Toast(QWidget):
    """One message over its parent; a new one takes the place of the last."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._undo: Callable[[], object] | None = None
        self._takes_back = True
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 10, 8)
        row.setSpacing(14)
        self._icon = Label(theme, "")
        row.addWidget(self._icon)
        self._words = Label(theme, "", "body", weight=MEDIUM)
        palette = self._words.palette()
        palette.setColor(self._words.foregroundRole(), QColor(_INK[theme.look == "dark"]))
        self._words.setPalette(palette)
        row.addWidget(self._words, 1)
        self._button = Button(theme, _("Undo"))
        self._button.clicked.connect(self._take_back)
        row.addWidget(self._button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        parent.installEventFilter(self)
        self.hide()

    def tell(
        self, words: str, undo: Callable[[], object] | None = None, icon: str = "circle-check", button: str = ""
    ) -> None:
        """Say a sentence; ``undo`` takes back what it tells of, or does what ``button`` says."""
        self._undo = undo
        self._takes_back = not button
        self._button.setText(button or _("Undo"))
        self._words.setText(words)
        self._icon.setPixmap(pixmap(self._theme, icon, _INK[self._theme.look == "dark"], 20))
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._clock.start((WAITING_SECONDS if button else max(SECONDS, len(words) // _LETTERS_A_SECOND)) * 1000)
        announce(self, words)

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def undo(self) -> bool:
        """Take back what the message tells of, if it is still shown; return whether there was something."""
        if not self.isVisible() or self._undo is None or not self._takes_back:
            return False
        self._take_back()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_GROUND[self._theme.look == "dark"]))
        painter.drawRoundedRect(QRectF(self.rect()), CARD_RADIUS, CARD_RADIUS)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            room = parent.width() - 48
            self._words.setWordWrap(False)
            wide = self.sizeHint().width()
            self._words.setWordWrap(wide > room)
            width = min(max(wide, self._theme.px(420)), room)
            height = max(self.heightForWidth(width) if wide > room else self.sizeHint().height(), self._theme.px(52))
            left = (parent.width() - width) // 2
            self.setGeometry(left, parent.height() - height - self._theme.px(72), width, height)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()


_GROUND = ("#0E2029", "#EAF1F4")
_INK = ("#FFFFFF", "#0E2029")
"""Light and dark: a message stands on the opposite of its ground."""
