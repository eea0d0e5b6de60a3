"""Photos and documents: which are nowhere else yet, which have not come, and whether they wait for Wi-Fi."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.exchanges import SERVER
from wopfield.store.file_states import SERVER_BEFORE, FileState
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, size_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Ink, Label, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.toggle import ToggleChip

_FEW = 3


class FilesCard(Card):
    """``only_wifi_chosen`` says that photos and documents are to wait for a network that costs nothing, or not."""

    only_wifi_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 12, 18, 12), spacing=6, parent=parent)
        self._theme = theme
        self._files: tuple[FileState, ...] = ()
        self._whole = False
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "photo", theme.ink2, 22))
        head.addWidget(picture)
        head.addWidget(ShortLabel(theme, _("Photos and documents"), "section"), 1)
        self._more = Link(theme, _("Show all"))
        self._more.clicked.connect(self._turn)
        head.addWidget(self._more)
        self.body.addLayout(head)
        self._words = Label(theme, "", "secondary", wrap=True)
        self.body.addWidget(self._words)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.only_wifi = ToggleChip(theme, "wifi", _("Only on Wi-Fi or by cable"))
        self.only_wifi.setAccessibleDescription(_("Answers go at once; photos and documents wait."))
        self.only_wifi.clicked.connect(self.only_wifi_chosen)
        self.body.addWidget(self.only_wifi)

    def show_files(self, files: tuple[FileState, ...], count: int, *, only_wifi: bool, costs: bool) -> None:
        """Show the files that are not both here and elsewhere, of ``count``, and what is chosen."""
        self.only_wifi.setChecked(only_wifi)
        self._words.setText(_summary(files, count, waits=only_wifi and costs))
        if files != self._files:
            self._files = files
            self._fill()
        self._more.setVisible(len(files) > _FEW)

    def _turn(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        self._more.setText(_("Show few") if self._whole else _("Show all"))
        for each in self._files if self._whole else self._files[:_FEW]:
            self._lines.addWidget(self._line(each))

    def _line(self, each: FileState) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(ShortLabel(theme, each.name, "secondary"), 1)
        row.addWidget(Label(theme, size_words(each.size), "secondary", ink="ink3"))
        ink: Ink = "danger" if each.state == "missing" else "ink2"
        row.addWidget(ShortLabel(theme, state_words(each), "secondary", ink=ink), 1)
        whole.setAccessibleName(f"{each.name}: {state_words(each)}")
        return whole


def state_words(file: FileState) -> str:
    """Return where a file is."""
    servers = {SERVER: _("the server"), SERVER_BEFORE: _("the server before")}
    at = ", ".join(servers.get(each, each) for each in file.at)
    if file.state == "here":
        return _("here and at {who}", who=at) if at else _("only on this laptop")
    if file.damaged:
        return _("damaged here; it comes again from {who}", who=at) if at else _("damaged here, and nobody has it")
    if file.state == "on its way":
        return _("on its way")
    return _("at {who}", who=at) if at else _("missing: nobody asked so far has it")


def _summary(files: tuple[FileState, ...], count: int, *, waits: bool) -> str:
    alone = [each for each in files if each.alone]
    parts = []
    if alone:
        parts.append(
            plural(
                "{count} file is only on this laptop, {size}.",
                "{count} files are only on this laptop, {size}.",
                len(alone),
                count=number_words(len(alone)),
                size=size_words(sum(each.size for each in alone)),
            )
        )
    absent = len(files) - len(alone)
    if absent:
        parts.append(
            plural("{count} has not come yet.", "{count} have not come yet.", absent, count=number_words(absent))
        )
    if not parts:
        parts.append(_("All of them are here and somewhere else too.") if count else _("There are none yet."))
    if waits:
        parts.append(_("They wait: this network may cost money."))
    return " ".join(parts)
