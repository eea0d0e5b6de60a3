"""A field for a password, with Show, and what can be told of capital letters and strength."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.domain.invitation import LEAST_PASSWORD as LEAST_AT_SERVER
from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import SECTION, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label

LEAST, GOOD = 8, 15
"""Characters below which a password is refused, and from which it is good."""


def strength(password: str) -> tuple[bool, str]:
    """Return whether a password is taken, and a sentence about it."""
    count = len(password)
    if not count:
        return False, _("Four or five words that do not belong together are easy to keep in mind.")
    if count < LEAST:
        return False, _("Too short: at least {least} characters.", least=LEAST)
    if len(set(password)) < 5:
        return False, _("Too easy to guess: use more than a few different characters.")
    if count < GOOD:
        return True, _("It will do. {good} characters or more are much harder to guess.", good=GOOD)
    return True, _("Good. Longer is better than complicated.")


class PasswordField(QWidget):
    """A name above, the field, and below it Show and a note; ``typed`` carries what is in it."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown_along: tuple[PasswordField, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = Label(theme, name, "body", weight=SEMIBOLD)
        column.addWidget(title)
        self.field = QLineEdit()
        self.field.setFont(theme.font(SECTION))
        self.field.setProperty("tall", True)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(name)
        # Passwords are the same letters in the same order in every language.
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.textChanged.connect(self.typed)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)
        title.setBuddy(self.field)
        self.setFocusProxy(self.field)
        column.addWidget(self.field)
        column.addLayout(self._below())

    def text(self) -> str:
        """Return the password."""
        return self.field.text()

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def say(self, words: str, *, danger: bool = False) -> None:
        """Say something below the field."""
        self._icon.setVisible(danger)
        if danger:
            self._icon.setPixmap(pixmap(self._theme, "alert-circle", self._theme.danger, 20))
        self._note.setText(words)
        self._note.set_ink("danger" if danger else "ink2")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_capitals(event)
        return super().eventFilter(watched, event)

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._icon = Label(self._theme, "")
        self._icon.hide()
        row.addWidget(self._icon)
        self._note = Label(self._theme, "", "secondary", wrap=True)
        row.addWidget(self._note, 1)
        self.show_it = Button(self._theme, _("Show"), "eye", kind="link")
        self.show_it.setFont(self._theme.font(14, SEMIBOLD))
        self.show_it.clicked.connect(self._turn)
        row.addWidget(self.show_it, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def show_letters(self, shown: bool) -> None:
        """Show the password, or dots in its place."""
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_it.setText(_("Hide") if shown else _("Show"))
        self.show_it.set_icon("eye-off" if shown else "eye")

    def _turn(self) -> None:
        shown = self.field.echoMode() == QLineEdit.EchoMode.Normal
        for field in (self, *self.shown_along):
            field.show_letters(not shown)

    def _notice_capitals(self, event: QKeyEvent) -> None:
        """Tell from a letter whether the capital lock is on: no system says so to every program."""
        letter = event.text()
        if len(letter) != 1 or not letter.isalpha() or letter.lower() == letter.upper():
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        locked = letter.isupper() != shifted
        self._icon.setPixmap(pixmap(self._theme, "keyboard", self._theme.warning if locked else self._theme.ink2, 18))
        self._icon.show()
        self._note.setText(_("Capital letters are on") if locked else _("Capital letters are off"))
        self._note.set_ink("warning" if locked else "ink2")


def show_together(*fields: PasswordField) -> None:
    """Let one Show, below the last of some passwords, show them all, so that Tab goes from one to the next.

    Who types a password again does not look, and would type it on a button between the two.
    """
    *others, last = fields
    last.shown_along = tuple(others)
    for field in others:
        field.show_it.hide()


def code_words() -> str:
    """Return what becomes of a password that is typed beside the code of an invitation."""
    return _("This password becomes your own at the server: at least {least} letters.", least=LEAST_AT_SERVER)
