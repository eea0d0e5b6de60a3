"""The backups of this workspace: made by itself or by hand, listed with day, size and check, and brought back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.backup import Backup
from wopfield.store.second_place import SecondPlace
from wopfield.ui.moments import size_words, when
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.screens.settings.second_place import place_words
from wopfield.ui.theme import SECONDARY, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.strip import Strip

_FEW = 6


class Backups(Rows):
    """What is there, and what can be done with it."""

    back_up_asked = Signal()
    bring_back_asked = Signal(str)
    """A backup, by its name, once the person said so twice."""
    place_asked = Signal()
    """Choose a second place for backups."""
    place_given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._backups: tuple[Backup, ...] = ()
        self._whole = False
        self._chosen = ""
        self._busy = False
        self._button = Button(theme, _("Back up now"), "shield-check")
        self._button.clicked.connect(partial(self._pass_on, self.back_up_asked))
        self._note = self.add(_("Backups on this laptop"), _("none yet"), self._button)
        self._question = Strip(theme, "warning")
        self._question.add_button("leave", _("Leave it"))
        self._sure = self._question.add_button("bring", _("Bring it back"), kind="primary")
        self._question.pressed.connect(self._answered)
        self._question.hide()
        self.body.addWidget(self._question)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 0, 18, 10)
        column.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        self._more = Link(theme, "", size=SECONDARY)
        self._more.clicked.connect(self._turn)
        row = QHBoxLayout()
        row.addWidget(self._more)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addWidget(inside)
        self._choose = Button(theme, _("Choose a place …"), "usb")
        self._choose.clicked.connect(partial(self._pass_on, self.place_asked))
        self._give_up = Link(theme, _("Keep none there"), size=SECONDARY)
        self._give_up.clicked.connect(self.place_given_up)
        self._place = self.add(_("A second place"), place_words(None), self._give_up, self._choose)
        self._give_up.hide()

    def show_busy(self, busy: bool) -> None:
        """Wait until one is made; the button keeps the keyboard, which a disabled one would hand on."""
        self._busy = busy
        self._button.setText(_("Backing up …") if busy else _("Back up now"))

    def show_place(self, place: SecondPlace | None) -> None:
        """Show where backups are kept a second time."""
        self._place.setText(place_words(place))
        self._place.set_ink("danger" if place is not None and place.trouble else "ink2")
        self._give_up.setVisible(place is not None)
        self._choose.setText(_("Choose a place …") if place is None else _("Choose another place …"))

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show what is there, newest first; the lines stay as long as nothing has changed."""
        if tuple(backups) == self._backups and backups:
            return
        self._backups = tuple(backups)
        count = len(backups)
        kept = plural("{count} kept, checked and locked", "{count} kept, checked and locked", count)
        by_itself = _("one is made each half hour in which something changed, and when you leave")
        self._note.setText(f"{kept} · {by_itself}" if count else _("none yet; {rule}", rule=by_itself))
        self._fill()

    def _pass_on(self, asked: SignalInstance, _pressed: bool = False) -> None:
        if not self._busy:
            asked.emit()

    def _fill(self) -> None:
        clear(self._lines)
        for each in self._backups if self._whole else self._backups[:_FEW]:
            self._lines.addWidget(self._line(each))
        self._more.setVisible(len(self._backups) > _FEW)
        self._more.setText(_("Show the last few") if self._whole else _("Show all"))

    def _line(self, backup: Backup) -> QWidget:
        theme = self._theme
        made = when(backup.made) if backup.made else backup.name
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(theme, made, "secondary", ink="ink"))
        row.addWidget(Label(theme, reason_words(backup.reason), "secondary"))
        row.addStretch(1)
        row.addWidget(Label(theme, size_words(backup.size), "secondary"))
        row.addWidget(Pill(theme, _("checked"), "good", "circle-check"))
        link = Link(theme, _("Bring back"), size=SECONDARY)
        link.setAccessibleName(_("Bring back the backup of {when}", when=made))
        link.clicked.connect(partial(self._ask, backup.name, made))
        row.addWidget(link)
        return line

    def _ask(self, name: str, made: str, _pressed: bool = False) -> None:
        self._chosen = name
        self._question.show_words(
            _("Bring back the backup of {when}?", when=made),
            _("What was entered since is laid on it again, so that nothing is lost. The window closes for a moment."),
        )
        self._question.show()
        self._sure.setFocus()

    def _answered(self, key: str) -> None:
        self._question.hide()
        self._button.setFocus()
        if key == "bring":
            self.bring_back_asked.emit(self._chosen)

    def _turn(self) -> None:
        self._whole = not self._whole
        self._fill()


def reason_words(reason: str) -> str:
    """Return why a backup was made."""
    return {
        "by-hand": _("by hand"),
        "by-itself": _("by itself"),
        "before-upgrade": _("before an upgrade"),
        "on-leaving": _("when the program was left"),
        "before-taking-in": _("before taking in from a stick"),
        "before-first-sync": _("before the first sync with a server"),
        "before-first-sharing": _("before the first sharing with a colleague"),
        "before-bringing-back": _("before another one was brought back"),
    }.get(reason, reason.replace("-", " "))
