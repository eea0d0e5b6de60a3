"""The Sync centre: where your work is, what waits for the server, and whether anything needs you."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.errors import SignInRefused, Trouble
from wopfield.language import _, plural
from wopfield.store import kept
from wopfield.store.backup import moment_of
from wopfield.store.tables import NOUNS
from wopfield.store.workspace import Workspace
from wopfield.sync.central import Connected, apart_words
from wopfield.ui.backing_up import back_up_by_hand
from wopfield.ui.icons import pixmap
from wopfield.ui.job import Work
from wopfield.ui.moments import number_words, size_words, when
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.sync.files import FilesCard
from wopfield.ui.screens.sync.nearby import NearbyCard
from wopfield.ui.screens.sync.parts import Exchanges, Picture, WaitingLines, fact
from wopfield.ui.screens.sync.refused import ChooseFile, Quarantine, choose_file
from wopfield.ui.screens.sync.server import ServerCard
from wopfield.ui.screens.sync.standing import Standing, read
from wopfield.ui.screens.sync.stick import ChooseToSave, ChooseToTakeIn, Stick
from wopfield.ui.screens.sync.stick_card import choose_to_save, choose_to_take_in
from wopfield.ui.screens.sync.way import stops
from wopfield.ui.screens.sync.words import conflict_words, newer_words, waiting_words
from wopfield.ui.sharing_work import COLLEAGUE
from wopfield.ui.syncing import EXCHANGE, Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.beside import Beside
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.progress import Bar
from wopfield.ui.widgets.strip import Strip

_LITTLE_ROOM = 1_000_000_000


class SyncScreen(Screen):
    """Needs the one ``Syncing`` of the program, so that it shows runs that begin by themselves too."""

    place = "sync"
    rail = "sync"
    shows = frozenset({*NOUNS, EXCHANGE, COLLEAGUE})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        syncing: Syncing,
        neighbours: Neighbours | None = None,
        parent: QWidget | None = None,
        choose_to_save: ChooseToSave = choose_to_save,
        choose_to_take_in: ChooseToTakeIn = choose_to_take_in,
        choose_file: ChooseFile = choose_file,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._syncing = syncing
        self._standing: Standing | None = None
        self.stick = Stick(theme, operations, workspace, self, choose_to_save, choose_to_take_in)
        self.stick.told.connect(self._tell)
        self.stick.settle_asked.connect(self._settle)
        self.quarantine = Quarantine(theme, operations, workspace, syncing, self, choose_file)
        self.quarantine.told.connect(self._tell)
        self.nearby = NearbyCard(theme, operations, neighbours or Neighbours(operations, workspace, self))
        self.nearby.told.connect(self._tell)
        self._build()
        # A run tells of every step: what it said since the last drawing is drawn once, after what else is to be done.
        self._run_told = QTimer(self)
        self._run_told.setSingleShot(True)
        self._run_told.timeout.connect(self._show_run)
        for tells in (syncing.changed, self.nearby.shown):
            tells.connect(self._run_told.start)

    # what the window asks

    def open(self, **ids: str) -> None:
        self.head(Heading(_("Sync centre")))
        self.redraw()
        if ids.get("at") == "stick":
            QTimer.singleShot(0, self.stick.card.take_in_button.setFocus)  # the window focuses the screen first
        elif ids.get("at") == "save":
            QTimer.singleShot(0, self.stick.ask_what_to_save)
        elif ids.get("at") == "nearby":
            QTimer.singleShot(0, self.nearby.begin)

    def redraw(self) -> None:
        self.operations.read(partial(read, self._workspace), self._show)
        self.nearby.redraw()
        self.stick.redraw()
        self.quarantine.redraw()

    def go_back(self) -> bool:
        return self.stick.close_panel()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Sync now"), self._try_now, "Ctrl+R", "refresh"),
            Command(_("Settle what was changed in two places"), self._settle, "", "arrows-diff"),
            Command(_("Save to a stick"), self.stick.ask_what_to_save, "", "upload"),
            Command(_("Take in from a stick"), self.stick.ask_what_to_take_in, "", "download"),
            Command(_("Back up now"), self._back_up, "", "shield-check"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._left, self._right)

    # building

    def _build(self) -> None:
        theme = self.theme
        page = Page(theme, margins=(20, 16, 20, 16))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self._left, self._right = QWidget(), QWidget()
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
        left.addWidget(self.stick.place)
        card = Card(theme, margins=(20, 20, 20, 14))
        self._picture = Picture(theme)
        card.body.addWidget(self._picture)
        left.addWidget(card)
        self._conflicts = Strip(theme, "conflict")
        self._settle_button = self._conflicts.add_button("settle", "", kind="primary")
        self._conflicts.pressed.connect(self._settle)
        self._trouble = Strip(theme, "danger")
        self._trouble.add_button("again", _("Try again"))
        self._trouble.pressed.connect(self._try_now)
        self._newer = Strip(theme, "warning")
        for strip in (self._conflicts, self._trouble, self._newer):
            strip.hide()
            left.addWidget(strip)
        left.addWidget(self.quarantine.card)  # above what waits, which may be long: somebody has to do something
        left.addWidget(self._built_waiting())
        self.files = FilesCard(theme)
        self.files.only_wifi_chosen.connect(self._only_wifi)
        left.addWidget(self.files)
        self._exchanges = Exchanges(theme)
        self._exchanges.hide()
        left.addWidget(self._exchanges)
        left.addStretch(1)
        self.server = ServerCard(theme)
        self.server.asked.connect(self._connect)
        self.server.disconnect_asked.connect(self._disconnect)
        self._backup, self._backup_words, backup = fact(theme, "shield-check", _("Backup on this laptop"), theme.good)
        button = Button(theme, _("Back up now"))
        button.clicked.connect(self._back_up)
        self._backup_button = button
        backup.addWidget(button)
        self._room, self._room_words, room = fact(theme, "database", _("Room on this laptop"), theme.ink2)
        self._free = Label(theme, "", "strong", weight=600)
        room.addWidget(self._free)
        for part in (self.nearby, self.server, self.stick.card, self._backup, self._room):
            right.addWidget(part)
        right.addStretch(1)
        page.body.addWidget(Beside(self._left, self._right, shares=(3, 2)))

    def _built_waiting(self) -> QWidget:
        theme = self.theme
        self._waiting = Card(theme, margins=(1, 8, 1, 10), spacing=8)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(10)
        self._waiting_title = ShortLabel(theme, "", "question")
        row.addWidget(self._waiting_title)
        self._count = Pill(theme, "")
        row.addWidget(self._count)
        row.addStretch(1)
        self._now = Button(theme, _("Try now"), "refresh")
        self._now.clicked.connect(self._try_now)
        self._stop = Button(theme, _("Stop"), "hand-stop")
        self._stop.clicked.connect(self._syncing.stop)
        self._stop.hide()
        row.addWidget(self._now)
        row.addWidget(self._stop)
        self._waiting.body.addLayout(row)
        self._progress = QWidget()
        inside = QVBoxLayout(self._progress)
        inside.setContentsMargins(18, 0, 18, 2)
        inside.setSpacing(4)
        self._bar = Bar(theme)
        inside.addWidget(self._bar)
        line = QHBoxLayout()
        self._done = Label(theme, "", "secondary")
        line.addWidget(self._done)
        line.addStretch(1)
        line.addWidget(Label(theme, _("You can go on working"), "secondary", ink="ink3"))
        inside.addLayout(line)
        self._progress.hide()
        self._waiting.body.addWidget(self._progress)
        self._lines = WaitingLines(theme)
        self._waiting.body.addWidget(self._lines)
        note = QHBoxLayout()
        note.setContentsMargins(18, 4, 18, 2)
        note.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "info-circle", theme.ink3, 18))
        note.addWidget(picture)
        self._note = Label(theme, "", "secondary", wrap=True)
        note.addWidget(self._note, 1)
        self._waiting.body.addLayout(note)
        self._waiting.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        return self._waiting

    # showing

    def _show(self, standing: Standing) -> None:
        if self._standing is None:
            QTimer.singleShot(0, self, self._make_ready)
        self._standing = standing
        self.server.show_standing(standing)
        self._lines.show_waiting(standing.waiting)
        waits = standing.total
        self._count.setVisible(bool(waits))
        self._count.set_status(number_words(waits))
        self._conflicts.setVisible(bool(standing.conflicts))
        self._settle_button.setText(plural("Settle it", "Settle them", standing.conflicts))
        self._conflicts.show_words(conflict_words(standing), _("Nothing is lost. Choose which one stands."))
        if not standing.conflicts:
            self.stick.note_settled()
        self._newer.setVisible(bool(standing.newer))
        self._newer.show_words(*newer_words(standing))
        self._exchanges.show_exchanges(standing.exchanges)
        costs = bool(standing.address) and self._syncing.costs()
        self.files.show_files(standing.files, standing.file_count, only_wifi=standing.only_wifi, costs=costs)
        self._show_facts(standing)
        self._show_run()

    def _make_ready(self) -> None:
        """Draw unseen what only a run shows: fonts, icons and styles that are new would hold up who presses a key."""
        for part in (self._stop, self._progress):
            part.grab()

    def _show_facts(self, standing: Standing) -> None:
        made = moment_of(standing.backup) if standing.backup else None
        if made is not None:
            words = plural(
                "{when}, checked · {count} kept", "{when}, checked · {count} kept", standing.backups, when=when(made)
            )
        else:
            words = _("none yet; one is made each half hour in which something changed")
        self._backup_words.setText(words)
        self._room_words.setText(
            _(
                "photos and files {files}, answers {answers}",
                files=size_words(standing.file_bytes),
                answers=size_words(standing.kept_bytes),
            )
        )
        self._free.setText(_("{size} free", size=size_words(standing.free)))
        self._free.set_ink("warning" if standing.free < _LITTLE_ROOM else "ink")

    def _show_run(self) -> None:
        standing, state = self._standing, self._syncing.state
        if standing is None:
            return
        self._show_buttons(standing)
        self._progress.setVisible(state.running)
        total = max(state.total, state.done)
        self._bar.set_share(state.done, total or 1)
        if total:
            self._done.setText(_("{done} of {total}", done=number_words(state.done), total=number_words(total)))
        else:
            self._done.setText(_("Asking the server …"))
        self._show_trouble(state.trouble if standing.address else None)
        title, note = waiting_words(standing, state.trouble)
        self._waiting_title.setText(title)
        self._note.setText(note)
        self._show_picture(standing, reached=standing.signed_in and state.trouble is None and standing.reached_last)

    def _show_buttons(self, standing: Standing) -> None:
        """Show “Try now” or “Stop”; whichever takes the other's place takes the keyboard from it too."""
        state, focus = self._syncing.state, self.window().focusWidget()
        self._now.setEnabled(standing.signed_in)
        self._stop.setEnabled(not state.stopping or focus is self._stop)
        shown, gone = (self._stop, self._now) if state.running else (self._now, self._stop)
        shown.setVisible(state.running or bool(standing.address))
        if focus is gone:
            shown.setFocus()
        gone.hide()

    def _show_trouble(self, trouble: Exception | None) -> None:
        # That the password is asked for again is said by the form itself, that one was shut out beside what waits.
        shown = trouble is not None and not isinstance(trouble, SignInRefused)
        self._trouble.setVisible(shown)
        if isinstance(trouble, Trouble):
            self._trouble.show_words(trouble.happened, " ".join(filter(None, (trouble.safe, trouble.do))))
        elif trouble is not None:
            self._trouble.show_words(
                _("The exchange did not get through."),
                _("Everything is safe on this laptop."),
                details=f"{type(trouble).__name__}: {trouble}",
            )

    def _show_picture(self, standing: Standing, *, reached: bool) -> None:
        near, mates = self.nearby.near, self.nearby.mates
        self._picture.show_stops(stops(standing, self.operations.saved_at, mates, near, reached=reached))

    # doing

    def _settle(self, _key: str = "") -> None:
        self.open_requested.emit(Place("settle"))

    def _tell(self, words: str) -> None:
        self.told.emit(words, None)

    def _try_now(self, _key: object = None) -> None:
        if self._standing is not None and not self._standing.signed_in:
            self.server.email.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._syncing.now()

    def _connect(self, address: str, email: str, password: str) -> None:
        laptop = (self._standing.laptop if self._standing else "") or _("Laptop")
        self.server.show_busy(True)
        carrier, workspace = self._syncing.carrier, self._workspace
        known = self._standing.address if self._standing else ""

        def connect(_work: Work) -> Connected:
            connected = carrier.connect(workspace.database, address, email, password, laptop)
            if connected.address != known:
                workspace.back_up("before-first-sync")
            return connected

        self.operations.background(connect, self._connected, self._not_connected)

    def _connected(self, connected: Connected) -> None:
        if connected.apart:
            self._tell(apart_words())
        self.server.show_busy(False)
        self.server.show_trouble(None)
        self.redraw()
        self._syncing.now()

    def _not_connected(self, error: Exception) -> None:
        self.server.show_busy(False)
        self.server.show_trouble(error)

    def _disconnect(self) -> None:
        carrier, database = self._syncing.carrier, self._workspace.database

        def disconnect(_work: Work) -> None:
            carrier.disconnect(database)

        self.operations.background(disconnect, self._disconnected)

    def _disconnected(self, _done: None) -> None:
        self.told.emit(_("Disconnected. Everything stays on this laptop."), None)
        self.operations.announce(frozenset({EXCHANGE}))

    def _only_wifi(self, chosen: bool) -> None:
        database = self._workspace.database

        def keep(_work: Work) -> None:
            with database.write() as connection:
                kept.put(connection, kept.FILES_ON_WIFI, "yes" if chosen else "")

        self.operations.background(keep, lambda _done: self.operations.announce(frozenset({EXCHANGE})))

    def _back_up(self) -> None:
        self._backup_button.setEnabled(False)
        back_up_by_hand(self.operations, self._workspace, self._backed_up, self._not_backed_up)

    def _backed_up(self, _name: str) -> None:
        self._backup_button.setEnabled(True)
        self.told.emit(_("A checked backup is on this laptop."), None)
        self.redraw()

    def _not_backed_up(self, error: Exception) -> None:
        self._backup_button.setEnabled(True)
        self.operations.failed.emit(error)
