"""The pages of the first start; each says what is wrong with it, and what was answered in a few words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.welcome.answers import (
    Start,
    account_trouble,
    address_trouble,
    email_trouble,
    name_trouble,
    password_trouble,
)
from wopfield.ui.screens.welcome.steps import RING
from wopfield.ui.theme import BODY, MEDIUM, SECTION, SEMIBOLD, Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceCard, ChoiceMark
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.password import PasswordField, show_together, strength


class Page(QWidget):
    """One page: a title, a sentence, and fields below it in ``body``."""

    def __init__(self, theme: Theme, title: str, words: str) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(RING, RING, RING, RING)
        column.setSpacing(6)
        heading = Label(theme, title, "figure", wrap=True)
        heading.setFont(theme.font(30, SEMIBOLD))
        column.addWidget(heading)
        column.addWidget(Label(theme, words, "body", ink="ink2", wrap=True))
        column.addSpacing(14)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body)
        self.wrong = Label(theme, "", "body", ink="danger", weight=MEDIUM, wrap=True)
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addStretch(1)

    def faults(self) -> tuple[tuple[QWidget, str], ...]:
        """Return the fields in their order, each with what is wrong with it; empty words where nothing is."""
        return ()

    def trouble(self) -> tuple[QWidget, str] | None:
        """Return the first field that keeps one from going on, and why; None when one can."""
        return next(((field, words) for field, words in self.faults() if words), None)

    def note(self) -> str:
        """Return what was answered, for the list of steps."""
        return ""

    def first(self) -> QWidget:
        """Return the field to start with."""
        return self

    def show_trouble(self, words: str) -> None:
        """Say why one cannot go on, or nothing."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def add_field(self, name: str, hint: str = "") -> QLineEdit:
        """Add a line to type into, under its name."""
        label = Label(self.theme, name, "body", weight=SEMIBOLD)
        field = QLineEdit()
        field.setFont(self.theme.font(BODY))
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setMaximumWidth(self.theme.px(460))
        label.setBuddy(field)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(label)
        lines.addWidget(field)
        self.body.addLayout(lines)
        return field


class LanguagePage(Page):
    """Languages in their own names; choosing one speaks it at once."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, languages: Sequence[tuple[str, str]], language: str) -> None:
        super().__init__(theme, _("In which language?"), _("You can change it later in Settings."))
        self._languages = dict(languages)
        self.language = language
        self._cards: dict[str, ChoiceCard] = {}
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, (code, name) in enumerate(languages):
            card = choice_card(theme, name, "")
            card.setChecked(code == language)
            card.clicked.connect(lambda _checked=False, code=code: self._choose(code))
            grid.addWidget(card, number // 2, number % 2)
            self._cards[code] = card
        self.body.addLayout(grid)

    def note(self) -> str:
        return self._languages.get(self.language, "")

    def first(self) -> QWidget:
        return self._cards.get(self.language, self)

    def _choose(self, code: str) -> None:
        other = code != self.language
        self.language = code
        for name, card in self._cards.items():
            card.setChecked(name == code)
        if other:
            self.chosen.emit(code)


class YouPage(Page):
    """Name, and e-mail if there is one."""

    def __init__(self, theme: Theme) -> None:
        words = _("Your name stands beside what you rate, write and decide.")
        super().__init__(theme, _("Who are you?"), words)
        self.name = self.add_field(_("Your name"))
        self.email = self.add_field(_("E-mail (not needed without a server)"), "amina@example.org")

    def faults(self) -> tuple[tuple[QWidget, str], ...]:
        return (self.name, name_trouble(self.name.text())), (self.email, email_trouble(self.email.text()))

    def note(self) -> str:
        return self.name.text().strip()

    def first(self) -> QWidget:
        return self.name


class PasswordPage(Page):
    """The password, twice, with a sentence about its strength."""

    def __init__(self, theme: Theme) -> None:
        words = _("It locks everything on this laptop. Nobody can look it up for you, so a recovery sheet follows.")
        super().__init__(theme, _("Choose a password"), words)
        self.password = PasswordField(theme, _("Password"))
        self.again = PasswordField(theme, _("The same password again"))
        for field in (self.password, self.again):
            field.setMaximumWidth(theme.px(460))
            self.body.addWidget(field)
        show_together(self.password, self.again)
        self.password.typed.connect(self._judge)
        self.again.typed.connect(self._compare)
        self._judge("")

    def faults(self) -> tuple[tuple[QWidget, str], ...]:
        password = self.password.text()
        alone = password_trouble(password, password)
        return (self.password, alone), (self.again, password_trouble(password, self.again.text()))

    def show_trouble(self, words: str) -> None:
        super().show_trouble(words)
        if words:  # once is enough
            self.password.say("")
            self.again.say("")

    def note(self) -> str:
        return _("set") if self.trouble() is None else ""

    def first(self) -> QWidget:
        return self.password

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.password.field.hasFocus() and not self.again.text() and strength(self.password.text())[0]:
            self.show_trouble("")
            self.again.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)  # the first start goes on, or says why not

    def _judge(self, password: str) -> None:
        self.show_trouble("")
        taken, words = strength(password)
        self.password.say(words, danger=bool(password) and not taken)

    def _compare(self, again: str) -> None:
        self.show_trouble("")
        password = self.password.text()
        if not again or password.startswith(again):
            self.again.say(_("The same.") if again == password and again else "")
        else:
            self.again.say(_("The two are not the same."), danger=True)


class StartPage(Page):
    """Where the first data comes from."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("How do you want to start?"), _("You can do the other ways later."))
        self.start: Start = "empty"
        ways: tuple[tuple[Start, str, str, str], ...] = (
            ("empty", "plus", _("Start empty"), _("Enter your own utilities and partnerships.")),
            (
                "demonstration",
                "droplet",
                _("Start with an example"),
                _("A made-up partnership to practise on. Delete it when you like."),
            ),
            (
                "colleague",
                "users",
                _("From a colleague’s laptop"),
                _("Same room, same Wi-Fi or cable. Takes about two minutes."),
            ),
            ("stick", "usb", _("From a USB stick"), _("A file ending in .wopf that a colleague saved for you.")),
            (
                "server",
                "cloud-download",
                _("From the server"),
                _("Needs internet once. Brings your partnerships to this laptop."),
            ),
        )
        self._cards: dict[Start, ChoiceCard] = {}
        self._titles = {key: title for key, _icon, title, _words in ways}
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, (key, icon, title, words) in enumerate(ways):
            card = choice_card(theme, title, words, icon)
            card.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            grid.addWidget(card, number // 2, number % 2)
            self._cards[key] = card
        self.body.addLayout(grid)
        self._server = Card(theme, margins=(18, 14, 18, 18))
        self.body.addWidget(self._server)
        outer, self.body = self.body, self._server.body
        self.address = self.add_field(_("Address of the server"), "wop.example.org")
        self.email = self.add_field(_("E-mail, or the code of your invitation"), "amina@example.org")
        self.password = self.add_field(_("Password for the server"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.body = outer
        self.choose("empty")

    def choose(self, start: Start) -> None:
        """Show which way holds; the server's asks for its address."""
        self.start = start
        for key, card in self._cards.items():
            card.setChecked(key == start)
        self._server.setVisible(start == "server")
        self.chosen.emit()

    def faults(self) -> tuple[tuple[QWidget, str], ...]:
        if self.start != "server":
            return ()
        return (
            (self.address, address_trouble(self.address.text())),
            (self.email, account_trouble(self.email.text())),
            (self.password, "" if self.password.text() else _("Type your password for the server.")),
        )

    def note(self) -> str:
        return self._titles[self.start]

    def first(self) -> QWidget:
        return self._cards[self.start]


def choice_card(theme: Theme, title: str, words: str, icon: str = "") -> ChoiceCard:
    """Return a card with an icon, a title, a sentence, and a circle that is ticked when it is chosen."""
    card = ChoiceCard(theme, f"{title}. {words}" if words else title)
    card.setAutoExclusive(True)  # the arrow keys choose what they come to, so that Enter begins with what one sees
    column = QVBoxLayout(card)
    column.setContentsMargins(22, 18, 22, 18)
    column.setSpacing(4)
    top = QHBoxLayout()
    picture = Label(theme, "")
    if icon:
        picture.setPixmap(pixmap(theme, icon, theme.ink2, 32))
        top.addWidget(picture)
    else:
        top.addWidget(Label(theme, title, "section"))
    top.addStretch(1)
    mark = ChoiceMark(theme)
    top.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
    column.addLayout(top)
    if icon:
        column.addWidget(Label(theme, title, "section"))
    if words:
        column.addWidget(Label(theme, words, "secondary", wrap=True))
    column.addStretch(1)
    card.setFont(theme.font(SECTION))

    card.toggled.connect(mark.set_on)
    if icon:
        card.toggled.connect(lambda on: picture.setPixmap(pixmap(theme, icon, theme.accent if on else theme.ink2, 32)))
    return card
