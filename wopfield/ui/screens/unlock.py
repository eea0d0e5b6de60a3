"""Unlocking the laptop's data: who, the password, and nothing else.

It stands before anything is open, so it knows no database: it asks, and is told.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import when
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.gauge_board import GaugeBoard
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.password import PasswordField
from wopfield.ui.widgets.segments import Segments

_FREE, _FIRST_WAIT, _LONGEST_WAIT = 5, 5, 300


def seconds_to_wait(wrong: int) -> int:
    """Return how long to wait after so many wrong passwords: nothing at first, then twice as long each time."""
    return 0 if wrong < _FREE else min(_FIRST_WAIT * 2 ** (wrong - _FREE), _LONGEST_WAIT)


class UnlockScreen(QWidget):
    """Asks for the password, or for the recovery key of the printed sheet."""

    unlock_requested = Signal(str)
    """The password or recovery key that was typed."""
    bring_back_requested = Signal(str)
    """Bring the newest backup back, with the password or recovery key that was typed."""
    someone_else_requested = Signal()
    language_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        detail: str,
        languages: Sequence[tuple[str, str]],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Ask ``name``; ``languages`` are codes with their own names."""
        super().__init__(parent)
        self._theme = theme
        self._wrong = 0
        self._waiting = 0
        self._recovering = False
        self._is_shut = False
        """No password opens it."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(GaugeBoard(theme))
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 16, 24, 20)
        row.addLayout(middle, 1)
        middle.addStretch(2)
        form = QWidget()
        form.setFixedWidth(theme.px(430))
        self._form = QVBoxLayout(form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(theme.px(12))
        self._build(name, detail)
        centred = QHBoxLayout()  # and not an alignment, which would keep the height of before the style sheet
        centred.addStretch(1)
        centred.addWidget(form)
        centred.addStretch(1)
        middle.addLayout(centred)
        middle.addStretch(3)
        middle.addWidget(self._languages(languages, language), alignment=Qt.AlignmentFlag.AlignHCenter)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)

    def refuse(self, words: str) -> None:
        """Say that the secret was wrong; after five times the next try has to wait."""
        self._wrong += 1
        self._set_busy(busy=False)
        self.password.clear()
        self.password.say(words, danger=True)
        self._waiting = seconds_to_wait(self._wrong)
        if self._waiting:
            self._clock.start()
            self._show_waiting()
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Say why it cannot be opened, where the password is not what is wrong."""
        self._set_busy(busy=False)
        self.password.say(words, danger=True)

    def shut(self, words: str) -> None:
        """Say why no password opens it, in the place of everything that asks for one."""
        for part in (self.password, self._unlock, self._forgot, self._safety):
            part.hide()
        self._field_place.addWidget(Label(self._theme, words, "body", ink="danger", wrap=True))
        self._is_shut = True
        self._someone.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_backup(self, made: datetime | None) -> None:
        """Offer the newest backup, where there is one, in the place of a database that cannot be read."""
        if made is not None:
            self._bring_back.setText(_("Bring back the backup of {when}", when=when(made)))
            self._bring_back.show()
            self._bring_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self._someone if self._is_shut else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, name: str, detail: str) -> None:
        theme = self._theme
        who = QHBoxLayout()
        who.setSpacing(16)
        who.addWidget(Avatar(theme, name, 56, filled=True))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(Label(theme, name, "page", wrap=True))
        lines.addWidget(Label(theme, detail, "secondary", wrap=True))
        lines.addStretch(1)
        who.addLayout(lines, 1)
        self._form.addLayout(who)
        self._form.addSpacing(theme.px(14))
        self._field_place = QVBoxLayout()
        self._form.addLayout(self._field_place)
        self.password = self._ask(_("Your password for this laptop"))
        self._unlock = Button(theme, _("Unlock"), kind="primary", tall=True)
        self._unlock.setFixedHeight(theme.px(52))
        self._unlock.clicked.connect(self._request)
        self._form.addWidget(self._unlock)
        self._bring_back = Button(theme, "", "shield-check", tall=True)
        self._bring_back.clicked.connect(self._request_backup)
        self._bring_back.hide()
        self._form.addWidget(self._bring_back)
        others = QHBoxLayout()
        self._someone = Button(theme, _("Someone else"), "users", kind="link")
        self._someone.clicked.connect(self.someone_else_requested)
        others.addWidget(self._someone)
        others.addStretch(1)
        self._forgot = Button(theme, _("I forgot it"), kind="link")
        self._forgot.clicked.connect(self._turn)
        others.addWidget(self._forgot)
        self._form.addLayout(others)
        self._form.addSpacing(theme.px(10))
        self._safety = self._safe()
        self._form.addWidget(self._safety)

    def _ask(self, name: str) -> PasswordField:
        field = PasswordField(self._theme, name)
        field.entered.connect(self._request)
        self._field_place.addWidget(field)
        return field

    def _safe(self) -> Card:
        theme = self._theme
        card = Card(theme, surface="sunk", margins=(16, 10, 16, 10))
        row = QHBoxLayout()
        row.setSpacing(14)
        lock = Label(theme, "")
        lock.setPixmap(pixmap(theme, "lock", theme.ink2, 20))
        row.addWidget(lock)
        words = _("Data on this laptop is encrypted. No internet is needed to unlock.")
        row.addWidget(Label(theme, words, "secondary", wrap=True), 1)
        card.body.addLayout(row)
        return card

    def _languages(self, languages: Sequence[tuple[str, str]], language: str) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        sign = Label(self._theme, "")
        sign.setPixmap(pixmap(self._theme, "language", self._theme.ink2, 20))
        row.addWidget(sign)
        choice = Segments(self._theme, _("Language"), languages, language)
        choice.chosen.connect(self.language_requested)
        row.addWidget(choice)
        return whole

    def _turn(self) -> None:
        """Ask for the recovery key instead of the password, and back."""
        self._recovering = not self._recovering
        self._field_place.removeWidget(self.password)
        self.password.hide()
        self.password.deleteLater()
        names = (_("Your password for this laptop"), _("Recovery key"))
        self.password = self._ask(names[self._recovering])
        self.password.say(_("It is on the sheet that was printed when you began.") if self._recovering else "")
        self._forgot.setText(_("I know my password") if self._recovering else _("I forgot it"))
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _request(self) -> None:
        secret = self.password.text()
        if self._waiting or not self._unlock.isEnabled():
            return
        if not secret:
            self.password.say(_("Type the recovery key.") if self._recovering else _("Type your password."))
            return
        self._set_busy(busy=True)
        self.unlock_requested.emit(secret)

    def _request_backup(self) -> None:
        self._bring_back.hide()
        self._set_busy(busy=True)
        self.bring_back_requested.emit(self.password.text())

    def _set_busy(self, *, busy: bool) -> None:
        self._unlock.setEnabled(not busy)
        self._unlock.setText(_("Unlocking…") if busy else _("Unlock"))
        self.password.field.setReadOnly(busy)

    def _tick(self) -> None:
        self._waiting -= 1
        if self._waiting > 0:
            self._show_waiting()
            return
        self._clock.stop()
        self._set_busy(busy=False)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_waiting(self) -> None:
        self._unlock.setEnabled(False)
        self.password.field.setReadOnly(True)
        words = plural("Try again in {count} second", "Try again in {count} seconds", self._waiting)
        self._unlock.setText(words)
        self._unlock.setFont(self._theme.font(BODY, 600))
