"""The keys, shown over the window: those of the program and those of the screen that is open."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.shortcuts import program_keys
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.focus import give_back
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.pill import Pill


def key_words(keys: str) -> str:
    """Return keys as they are shown, ``Ctrl K`` for ``Ctrl+K``; a plus that is itself a key stays."""
    return re.sub(r"\+(?=.)", " ", keys)


class KeysOverlay(QWidget):
    """Two columns of keys; Esc, F1 or a click beside them closes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before: QWidget | None = None
        self.setAccessibleName(_("Keys"))
        self._card = Card(theme, margins=(24, 16, 24, 20), parent=self)
        title = QHBoxLayout()
        title.addWidget(Label(theme, _("Keys"), "question"))
        title.addStretch(1)
        self._close = IconButton(theme, "x", _("Close"))
        self._close.clicked.connect(self.close_overlay)
        title.addWidget(self._close)
        self._card.body.addLayout(title)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(_("Keys"))
        self._card.body.addWidget(self._area)
        parent.installEventFilter(self)
        self.hide()

    def open(self, here: Sequence[tuple[str, str]]) -> None:
        """Show the keys of the program, and those of the open screen before them."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(8, 6, 8, 6)  # room for the ring around them
        columns.setSpacing(40)
        for name, keys in ((_("On this screen"), here), (_("Everywhere"), program_keys())):
            if keys:
                columns.addLayout(self._column(name, keys), 1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._place()
        self.show()
        self.raise_()
        self._area.setFocus(Qt.FocusReason.PopupFocusReason)  # arrows move the list; Esc needs no button

    def close_overlay(self) -> None:
        """Put the keys away and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        give_back(before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Esc and F1 are the window's; while the keys are shown they close them.
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_F1)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_overlay()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_overlay()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor("#0E2029")
        shade.setAlphaF(0.48)
        QPainter(self).fillRect(self.rect(), shade)

    def _column(self, name: str, keys: Sequence[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(Label(self._theme, name, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(Pill(self._theme, key_words(key), "outline"), row, 0)
            grid.addWidget(Label(self._theme, words, "body", weight=MEDIUM, wrap=True), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _place(self) -> None:
        width = min(self._theme.px(920), self.width() - 48)
        height = min(self._theme.px(560), self.height() - 48)
        self._card.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)
