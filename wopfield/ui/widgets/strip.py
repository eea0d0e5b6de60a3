"""A strip across the screen: changed in two places, issued, something went wrong; tinted, with icon and words."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import CARD_RADIUS, MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button, IconButton, Kind
from wopfield.ui.widgets.card import surface_colour
from wopfield.ui.widgets.labels import Ink, Label

StripKind = Literal["conflict", "issued", "danger", "good", "warning", "presence"]

_KINDS: dict[StripKind, tuple[Literal["tint", "warning", "danger", "good"], Ink, str]] = {
    "conflict": ("warning", "warning", "arrows-diff"),
    "warning": ("warning", "warning", "alert-triangle"),
    "issued": ("tint", "accent", "lock"),
    "presence": ("tint", "accent", "users"),
    "good": ("good", "good", "circle-check"),
    "danger": ("danger", "danger", "alert-circle"),
}


class Strip(QWidget):
    """One sentence, a quieter one below, and buttons at the far end."""

    pressed = Signal(str)
    """The key of the button that was pressed."""

    def __init__(
        self,
        theme: Theme,
        kind: StripKind,
        title: str = "",
        words: str = "",
        *,
        icon: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        surface, self._ink, usual = _KINDS[kind]
        self._ground = surface_colour(theme, surface)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        self._picture = Label(theme, "")
        self._picture.setPixmap(pixmap(theme, icon or usual, getattr(theme, self._ink), 20))
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignVCenter)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._title = Label(theme, title, "body", weight=MEDIUM, wrap=True)
        self._words = Label(theme, words, "secondary", wrap=True)
        self._details = Label(theme, "", "caption", wrap=True)
        for line in (self._title, self._words, self._details):
            lines.addWidget(line)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addLayout(lines, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        self._more = Button(theme, _("Details"), kind="link")
        self._more.clicked.connect(lambda: self._details.setVisible(not self._details.isVisible()))
        row.addWidget(self._more)
        if closable:
            close = IconButton(theme, "x", _("Put this message away"))
            close.clicked.connect(self.hide)
            row.addWidget(close)
        self.show_words(title, words)

    def show_words(self, title: str, words: str = "", *, details: str = "") -> None:
        """Say something else; details stay folded away until they are asked for."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._title.setAccessibleName(title)
        self._words.setAccessibleName(words)
        self._details.setText(details)
        self._details.hide()
        self._more.setVisible(bool(details))
        self.setAccessibleName(f"{title} {words}".strip())
        for line in (self._title, self._words, self._details):
            line.setAccessibleName(line.text())

    def add_button(self, key: str, text: str, *, kind: Kind = "normal") -> Button:
        """Add a button at the far end; pressing it emits ``pressed`` with its key."""
        button = Button(self._theme, text, kind=kind)
        button.clicked.connect(lambda: self.pressed.emit(key))
        self._buttons.addWidget(button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), CARD_RADIUS, CARD_RADIUS)
