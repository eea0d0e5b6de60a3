"""Save to a stick: which partnerships, for whom, with photos or without, and the password of the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _
from wopfield.sync.bundle_lock import LEAST_LETTERS
from wopfield.sync.bundle_making import Choice
from wopfield.ui.moments import size_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Tick
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.password import PasswordField


@dataclass(frozen=True, slots=True)
class Savable:
    """What can be saved: partnerships by scope, receivers by device, how large all photos are, our fingerprint."""

    partnerships: tuple[tuple[str, str], ...]
    receivers: tuple[tuple[str, str], ...]
    file_bytes: int
    fingerprint: str


class SavePanel(Panel):
    """Asks what goes into the file; ``asked`` carries a ``Choice`` and the password."""

    asked = Signal(object, str)

    def __init__(self, theme: Theme, savable: Savable, receiver: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Save to a stick"), parent)
        self._savable = savable
        self.ticks = self._add_partnerships(savable.partnerships)
        self.receiver = ChoiceBox(theme, _("For whom"))
        self.receiver.addItem(_("Anybody, or a new laptop: everything"), "")
        for device, name in savable.receivers:
            self.receiver.addItem(_("{name}: what is not there yet", name=name), device)
        self.receiver.setCurrentIndex(max(0, self.receiver.findData(receiver)))
        self.body.addWidget(labelled(theme, _("For whom"), self.receiver))
        self.photos = Tick(theme, _("With photos and documents ({size} in all)", size=size_words(savable.file_bytes)))
        self.photos.setChecked(True)
        self.photos.setVisible(bool(savable.file_bytes))
        self.body.addWidget(self.photos)
        self.password = PasswordField(theme, _("Password of the file"))
        self.password.say(_("Tell it to your colleague, and keep it apart from the stick."))
        self.password.entered.connect(self._ask)
        self.body.addWidget(self.password)
        note = Label(
            theme,
            _("Your colleague sees this fingerprint of your laptop: {fingerprint}", fingerprint=savable.fingerprint),
            "secondary",
            wrap=True,
        )
        self.body.addWidget(note)
        row = QHBoxLayout()
        self._button = Button(theme, _("Choose where to save…"), "upload", kind="primary")
        self._button.clicked.connect(self._ask)
        row.addWidget(self._button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_busy(self, busy: bool) -> None:
        """Let nothing be changed while it is saved; afterwards the keyboard is back where it was."""
        if busy:
            self.hold_keyboard()
        for part in (*self.ticks, self.receiver, self.photos, self.password, self._button):
            part.setEnabled(not busy)
        if not busy:
            self._button.setFocus()

    def _add_partnerships(self, partnerships: Sequence[tuple[str, str]]) -> list[Tick]:
        self.body.addWidget(Label(self._theme, _("What goes along"), "secondary"))
        ticks = []
        for _scope, name in partnerships:
            tick = Tick(self._theme, name or _("A partnership without a name"))
            tick.setChecked(True)
            self.body.addWidget(tick)
            ticks.append(tick)
        return ticks

    def _ask(self) -> None:
        scopes = frozenset(
            scope
            for tick, (scope, _name) in zip(self.ticks, self._savable.partnerships, strict=True)
            if tick.isChecked()
        )
        if not scopes:
            self.complain(_("Choose at least one partnership."))
            self.ticks[0].setFocus()
            return
        password = self.password.text()
        if len(password) < LEAST_LETTERS:
            self.complain("")
            self.password.say(_("Too short: at least {least} characters.", least=LEAST_LETTERS), danger=True)
            self.password.setFocus()
            return
        self.complain("")
        device = str(self.receiver.currentData())
        name = dict(self._savable.receivers).get(device, "")
        self.asked.emit(Choice(scopes, device, name, self.photos.isChecked()), password)
