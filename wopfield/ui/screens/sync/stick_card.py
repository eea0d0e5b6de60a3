"""The card of the USB stick: save to one, take in from one, and what went by one last."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.sync.bundle_memory import Last
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, size_words, when
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.progress import Bar


class StickCard(Card):
    """Two buttons, and while something is on its way how far it is."""

    save_asked = Signal()
    take_in_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 12, 18, 12), spacing=8, parent=parent)
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "usb", theme.ink2, 22))
        head.addWidget(picture)
        head.addWidget(Label(theme, _("USB stick"), "section"), 1)
        self.body.addLayout(head)
        self.body.addWidget(
            Label(
                theme, _("When there is no network at all. The file is locked with a password."), "secondary", wrap=True
            )
        )
        self._buttons = buttons = Ends(gap=8)
        self.save_button = Button(theme, _("Save to a stick…"), "upload")
        self.save_button.clicked.connect(self.save_asked)
        self.take_in_button = Button(theme, _("Take in from a stick…"), "download")
        self.take_in_button.clicked.connect(self.take_in_asked)
        for part, (row, button) in enumerate(((buttons.near, self.save_button), (buttons.far, self.take_in_button))):
            row.addWidget(button, 1)
            buttons.line.setStretch(part, 1)
        self.body.addWidget(self._buttons)
        self._run = QWidget()
        line = QHBoxLayout(self._run)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self._bar = Bar(theme)
        self._stop = Button(theme, _("Stop"), "hand-stop")
        self._stop.clicked.connect(self.stop_asked)
        line.addWidget(self._bar, 1)
        line.addWidget(self._stop)
        self._run.hide()
        self.body.addWidget(self._run)
        self._words = Label(theme, "", "secondary", wrap=True)
        self._words.hide()
        self.body.addWidget(self._words)
        self._last = ""

    def show_last(self, last: Last | None) -> None:
        """Say what was saved or taken in last."""
        self._last = last_words(last) if last is not None else ""
        if not self._run.isVisibleTo(self):
            self._say(self._last)

    def show_run(self, words: str, done: int = 0, total: int = 0, *, stoppable: bool = True) -> None:
        """Say what is on its way and how far; empty words end it."""
        self._buttons.setEnabled(not words)
        self._run.setVisible(bool(words))
        self._stop.setVisible(stoppable)
        self._bar.set_share(done, total or 1, words)
        self._say(words or self._last)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))


def last_words(last: Last) -> str:
    """Return what went by a stick last, such as "Last saved: 112 changes, 61 MB, Fri 20 Nov, 18:10"."""
    changes = plural("{count} change", "{count} changes", last.entries, count=number_words(last.entries))
    if not last.entries:
        changes = _("nothing new")
    parts = {"changes": changes, "size": size_words(last.bytes), "when": when(datetime.fromisoformat(last.at))}
    if last.what == "saved":
        return _("Last saved: {changes}, {size}, {when}", **parts)
    return _("Last taken in: {changes}, {size}, {when}", **parts)


def choose_to_save(parent: QWidget, name: str) -> str:
    """Ask where a bundle goes, at a stick first if one is plugged in; empty when somebody thinks better of it."""
    from PySide6.QtWidgets import QFileDialog

    where = str((stick_folder() or Path.home()) / name)
    return QFileDialog.getSaveFileName(parent, _("Save to a stick"), where, _patterns())[0]


def choose_to_take_in(parent: QWidget) -> str:
    """Ask which bundle comes in; empty when somebody thinks better of it."""
    from PySide6.QtWidgets import QFileDialog

    where = str(stick_folder() or Path.home())
    return QFileDialog.getOpenFileName(parent, _("Take in from a stick"), where, _patterns())[0]


def stick_folder() -> Path | None:
    """Return where a stick is plugged in, as far as the system shows it; None when none is."""
    from PySide6.QtCore import QStorageInfo

    places = ("/media/", "/run/media/", "/Volumes/")
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        plugged = root.startswith(places) or (root[1:2] == ":" and root[:1].upper() > "C")
        if plugged and volume.isReady() and not volume.isReadOnly():
            return Path(root)
    return None


def _patterns() -> str:
    return _("Work saved for a colleague") + " (*.wopf)"
