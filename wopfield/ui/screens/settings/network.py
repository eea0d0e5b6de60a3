"""Sync and network: which server, whether photos wait for Wi-Fi, and whether this laptop shows itself nearby."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.store import kept
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.sync.device import home
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import Switch


@dataclass(frozen=True, slots=True)
class Connection:
    """How this laptop is connected."""

    address: str
    """Of the server; empty where there is none."""
    email: str
    signed_in: bool
    only_wifi: bool


def connection_of(session: Session) -> Connection:
    """Return how this laptop is connected."""
    at = home(session.connection())
    only_wifi = bool(kept.get(session, kept.FILES_ON_WIFI))
    return Connection(at.address, at.email, bool(at.token), only_wifi) if at else Connection("", "", False, only_wifi)


class NetworkRows(Rows):
    """The switches are those of the Sync centre, where one connects and signs in."""

    sync_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        neighbours: Neighbours,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._operations, self._neighbours = operations, neighbours
        self._open = Button(theme, _("Open the Sync centre"), "refresh")
        self._open.clicked.connect(self.sync_asked)
        self._server = self.add(_("Server"), _("none; you can work without one"), self._open)
        self._server.show()
        self._wifi = Switch(theme, _("Photos only on Wi-Fi or by cable"))
        self._wifi.toggled.connect(self._wait_for_wifi)
        self.add(_("Photos only on Wi-Fi or by cable"), _("Answers go at once; photos and documents wait."), self._wifi)
        self._visible = Switch(theme, _("Visible to others"))
        self._visible.toggled.connect(neighbours.set_visible)
        self.add(
            _("Visible to others"),
            _("laptops in the same room find this one; they share only after six digits were compared"),
            self._visible,
        )
        neighbours.changed.connect(self._show_visible)
        self._show_visible()

    def show_connection(self, read: Connection) -> None:
        """Show the server, and whether photos wait."""
        self._server.setText(_server_words(read))
        self._server.set_ink("ink2" if read.signed_in or not read.address else "warning")
        _turn(self._wifi, read.only_wifi)

    def _show_visible(self) -> None:
        _turn(self._visible, self._neighbours.visible)

    def _wait_for_wifi(self, wait: bool) -> None:
        self._operations.change(partial(_keep_wifi, wait), self._tell)

    def _tell(self, _done: None) -> None:
        self._operations.announce(frozenset({EXCHANGE}))


def _server_words(read: Connection) -> str:
    if not read.address:
        return _("none; you can work without one")
    if not read.signed_in:
        return _("{address}: sign in again, nothing goes there before", address=read.address)
    by_itself = _("exchanged by itself every few minutes")
    who = _("{address}, as {email}", address=read.address, email=read.email)
    return f"{who} · {by_itself}"


def _turn(switch: Switch, on: bool) -> None:
    """Show a switch on or off without saying that somebody turned it."""
    with QSignalBlocker(switch):
        switch.setChecked(on)
    switch.update()


def _keep_wifi(wait: bool, editor: Editor) -> None:
    kept.put(editor.session.connection(), kept.FILES_ON_WIFI, "yes" if wait else "")
