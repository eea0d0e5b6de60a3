"""The server of this laptop: connect to it, sign in again, or see which it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.domain.invitation import is_code
from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import when
from wopfield.ui.screens.sync.standing import Standing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.password import PasswordField, code_words


class ServerCard(Card):
    """A form while this laptop knows no server or is not signed in, else the server."""

    asked = Signal(str, str, str)
    """Address, e-mail and password to connect with."""
    disconnect_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 12, 18, 14), spacing=8, parent=parent)
        self._theme = theme
        self._known = ""
        self._lent: tuple[QWidget, QWidget] | None = None
        """The field that had the keyboard before the server was asked, and what has it meanwhile."""
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "cloud", theme.ink2, 22))
        head.addWidget(picture)
        self._title = ShortLabel(theme, "", "section")
        head.addWidget(self._title, 1)
        self._leave = Link(theme, _("Disconnect"))
        self._leave.clicked.connect(self._ask_whether_to_leave)
        head.addWidget(self._leave)
        self.body.addLayout(head)
        self._words = Label(theme, "", "secondary", wrap=True)
        self.body.addWidget(self._words)
        self._sure = self._built_question()
        self.body.addWidget(self._sure)
        self._form = self._built_form()
        self.body.addWidget(self._form)

    def _built_question(self) -> QWidget:
        """Return what is said and asked before this laptop leaves its server."""
        theme, whole = self._theme, QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        words = _(
            "Everything stays on this laptop, but nothing goes to the server any more, and it is forgotten who you "
            "are there: to connect again you need the address and your password."
        )
        column.addWidget(Label(theme, words, "secondary", wrap=True))
        row = Flow()
        self._stay = Button(theme, _("Stay connected"))
        self._stay.clicked.connect(self._stay_connected)
        leave = Button(theme, _("Disconnect"))
        leave.clicked.connect(self.disconnect_asked)
        row.addWidget(self._stay)
        row.addWidget(leave)
        column.addLayout(row)
        whole.hide()
        return whole

    def _ask_whether_to_leave(self) -> None:
        self._sure.show()
        self._stay.setFocus()

    def _stay_connected(self) -> None:
        self._sure.hide()
        self._leave.setFocus()

    def show_standing(self, standing: Standing) -> None:
        """Show the server, or ask for it; what is being typed stays."""
        known = bool(standing.address)
        self._leave.setVisible(known)
        self._sure.setVisible(known and not self._sure.isHidden())
        self._form.setVisible(not standing.signed_in)
        self._address_place.setVisible(not known)
        if known and self._known != standing.address:
            self.address.setText(standing.address)
            self.email.setText(standing.email)
        self._known = standing.address
        if not (known or self.address.text() or self.email.text()):
            self.address.setText(standing.typed[0])
            self.email.setText(standing.typed[1])
        if standing.signed_in:
            self._title.setText(standing.address)
            contact = standing.last_contact
            reached = _("last contact {when}", when=when(contact)) if contact else _("not reached yet")
            self._words.setText(_("Signed in as {email}, {reached}", email=standing.email, reached=reached))
        elif known:
            self._title.setText(_("Sign in again"))
            self._words.setText(_("{address} asks for your password.", address=standing.address))
        else:
            self._title.setText(_("Connect to a server"))
            self._words.setText(
                _("Your team’s server brings everybody’s work together. Whoever runs it gives you an account.")
            )
        self._button.setText(_("Sign in") if known else _("Connect"))

    def show_busy(self, busy: bool) -> None:
        """Wait for the server's answer; the field that was typed in has the keyboard again after it."""
        if busy:
            typed_in = self.window().focusWidget()
            self._form.setEnabled(False)
            given_to = self.window().focusWidget()
            self._lent = (typed_in, given_to) if typed_in is not given_to else None
            self._say(_("Asking the server …"), danger=False)
            return
        self._form.setEnabled(True)
        if self._lent is not None and self.window().focusWidget() is self._lent[1]:
            self._lent[0].setFocus()
        self._lent = None

    def show_trouble(self, error: Exception | None) -> None:
        """Say why it did not work, or that it did."""
        if error is None:
            self.password.clear()
            self._say("")
        elif isinstance(error, Trouble):
            self._say(str(error))
        else:
            self._say(_("Something in the program did not work: {words}", words=error))

    def _built_form(self) -> QWidget:
        theme = self._theme
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.address = _field(theme, _("Address of the server"), "https://")
        self.email = _field(theme, _("E-mail, or the code of your invitation"), "")
        self.email.textChanged.connect(self._explain)
        self.password = PasswordField(theme, _("Password for the server"))
        self._address_place = labelled(theme, _("Address of the server"), self.address)
        column.addWidget(self._address_place)
        column.addWidget(labelled(theme, _("E-mail, or the code of your invitation"), self.email))
        column.addWidget(self.password)
        self._said = Label(theme, "", "secondary", wrap=True)
        self._said.hide()
        column.addWidget(self._said)
        self._button = Button(theme, _("Connect"), "login", kind="primary")
        self._button.clicked.connect(self._ask)
        for field in (self.address, self.email):
            field.returnPressed.connect(self._ask)
        self.password.entered.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column.addLayout(row)
        return form

    def _ask(self) -> None:
        missing = next(
            (
                (field, words)
                for field, words in (
                    (self.address, _("Type the address of the server.")),
                    (self.email, _("Type your e-mail, or the code of your invitation.")),
                    (self.password.field, _("Type your password for the server.")),
                )
                if not field.text().strip()
            ),
            None,
        )
        if missing is not None:
            self._say(missing[1])
            missing[0].setFocus()
            return
        self.asked.emit(self.address.text().strip(), self.email.text().strip(), self.password.text())

    def _explain(self, typed: str) -> None:
        self.password.say(code_words() if is_code(typed) else "")

    def _say(self, words: str, *, danger: bool = True) -> None:
        self._said.setText(words)
        self._said.set_ink("danger" if danger else "ink2")
        self._said.setVisible(bool(words))


def _field(theme: Theme, name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setFont(theme.font())
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field
