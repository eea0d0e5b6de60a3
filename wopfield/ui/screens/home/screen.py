"""Home: go on where one stopped, today's agenda, what needs attention, and where the work is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store import backup, deleted
from wopfield.store.database import Session
from wopfield.store.deleted import Deleted
from wopfield.store.home_page import HomePage, read_home
from wopfield.store.tables import NOUNS
from wopfield.sync.standing import Status, count_waiting, status
from wopfield.ui.deleted import DeletedStrips
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.moments import number_words, when
from wopfield.ui.operations import Operations
from wopfield.ui.receipts import all_but_files
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.home.attention import AttentionCard, calls
from wopfield.ui.screens.home.cards import ContinueCard, OthersCard, StartCards, TodayCard, WorkCard, WorkLine
from wopfield.ui.screens.home.example import enter_example
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.progress import Bar

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace

_MINUTE_MS = 60_000

_CARDS = {"laptop": "nearby", "stick": "stick"}
"""Which card of the Sync centre a way to start leads to."""


@dataclass(frozen=True, slots=True)
class Found:
    """What Home shows, with where the work is."""

    page: HomePage
    status: Status
    waiting: int
    backup: datetime | None
    deleted: Sequence[Deleted]
    """Partnerships that were deleted, where there is no other."""


class HomeScreen(Screen):
    """The first screen; it looks again each minute, so that "now" stays true."""

    place = "home"
    rail = "home"
    shows = frozenset({*NOUNS, EXCHANGE})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: "Workspace",
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(theme, operations)
        self._workspace = workspace
        self._now = now
        self._build()
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()

    # what the window asks

    def open(self, **ids: str) -> None:
        self.head(Heading(self._day_words()))
        self.redraw()

    def redraw(self) -> None:
        read = partial(_read, self._workspace, self._now(), self.operations.author)
        self.operations.read(read, self._show)

    def commands(self) -> tuple[Command, ...]:
        found = [Command(_("New partnership"), partial(self._go, "partnership_form", partnership=""), "Ctrl+N", "plus")]
        if not self.go_on.isHidden():  # not isVisible: Home is opened before the window is there
            found.insert(
                0, Command(_("Continue where you stopped"), self.go_on.go_on.click, "Ctrl+Return", "arrow-right")
            )
        return tuple(found)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._near, self._far)

    # building

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._built_page())
        self._stack.addWidget(self._built_start())

    def _built_page(self) -> QWidget:
        theme = self.theme
        page = Page(theme, margins=(20, 16, 20, 16))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self._near, self._far = QWidget(), QWidget()
        near, far = QVBoxLayout(self._near), QVBoxLayout(self._far)
        for column in (near, far):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
        self.go_on = ContinueCard(theme)
        self.go_on.hide()
        self.nothing = Empty(
            theme,
            _("No assessment is open"),
            _("When you rate an item, you find it here again, with how far you are."),
            _("Choose a partnership"),
            icon="arrow-right",
        )
        self.nothing.started.connect(partial(self._go, "partnerships"))
        self.today = TodayCard(theme)
        near.addWidget(self.go_on)
        near.addWidget(self.nothing)
        near.addWidget(self.today, 1)
        self.attention, self.work, self.others = AttentionCard(theme), WorkCard(theme), OthersCard(theme)
        far.addWidget(self.attention)
        far.addWidget(self.work)
        far.addWidget(self.others, 1)
        for card in (self.go_on, self.today, self.attention, self.work, self.others):
            card.opened.connect(self.open_requested)
        columns.addWidget(self._near, 11)
        columns.addWidget(self._far, 7)
        self._columns = columns
        page.body.addLayout(columns, 1)
        holder = self._near.parentWidget()
        if holder is not None:
            holder.installEventFilter(self)
        return page

    def _built_start(self) -> QWidget:
        theme = self.theme
        page = Page(theme, margins=(44, 40, 44, 24), spacing=14)
        page.body.addWidget(Label(theme, _("How do you want to start?"), "page"))
        words = _("There is no partnership on this laptop. You can do the other ways later, from the Sync centre.")
        page.body.addWidget(Label(theme, words, "body", ink="ink2", wrap=True))
        self.deleted = DeletedStrips(theme, self.operations)
        self.deleted.brought_back.connect(lambda words: self.told.emit(words, None))
        page.body.addWidget(self.deleted)
        row = QHBoxLayout()
        self.begin = Button(theme, _("New partnership"), "plus", kind="primary", tall=True)
        self.begin.clicked.connect(partial(self._go, "partnership_form", partnership=""))
        row.addWidget(self.begin)
        row.addStretch(1)
        page.body.addLayout(row)
        page.body.addWidget(Label(theme, _("Or start from what there is:"), "body", ink="ink2"))
        self.starts = StartCards(theme)
        self.starts.chosen.connect(self._start)
        page.body.addWidget(self.starts)
        self.progress = Card(theme, margins=(20, 14, 20, 16), spacing=8)
        self.progress_words = Label(theme, "", "strong")
        self.progress_bar = Bar(theme, 10)
        self.progress.body.addWidget(self.progress_words)
        self.progress.body.addWidget(self.progress_bar)
        self.progress.hide()
        page.body.addWidget(self.progress)
        page.body.addStretch(1)
        return page

    # showing

    def _show(self, found: Found) -> None:
        page, now = found.page, self._now()
        self._stack.setCurrentIndex(0 if page.partnerships else 1)
        self.deleted.show_deleted(found.deleted, now.date())
        if page.partnerships:
            self._show_page(found, page, now)
        self.head(Heading(self._day_words()))  # last: what can be done here hangs on what is shown

    def _show_page(self, found: Found, page: HomePage, now: datetime) -> None:
        self.go_on.setVisible(page.last is not None)
        self.nothing.setVisible(page.last is None)
        if page.last is not None:
            self.go_on.show_last(page.last)
        self.today.show_page(page, now.date(), now.strftime("%H:%M"))
        self.attention.show_calls(calls(page, indicator_catalogue(), now.date()))
        self.work.show_lines(self._work_lines(found))
        self.others.show_others(page.others, page.partnerships, now.date())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()  # only now is it known how much room the new words need
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        # Large words in a small window: the second column goes below the first rather than over the edge.
        needed = self._near.minimumSizeHint().width() + self._far.minimumSizeHint().width() + 56
        beside = needed <= self.width()
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _work_lines(self, found: Found) -> list[WorkLine]:
        saved = self.operations.saved_at
        said = [_("Last change {time}", time=when(saved))] if saved else []
        said += [_("backup {when}", when=when(found.backup))] if found.backup else []
        lines = [WorkLine("device-laptop", "good", _("Everything is saved on this laptop"), " · ".join(said))]
        state = found.status
        contact = datetime.fromisoformat(state.last_contact) if state.last_contact else None
        if found.waiting:
            words = plural(
                "{count} change waits for the server",
                "{count} changes wait for the server",
                found.waiting,
                count=number_words(found.waiting),
            )
            note = _("They go by themselves later.")
            if not state.address:
                note = _("This laptop has no server yet. A stick or a colleague’s laptop carries them, too.")
            elif not state.connected:
                note = _("They go once you have signed in again, in the Sync centre.")
            elif contact is not None:
                note = _("They go by themselves. Last contact {when}.", when=when(contact))
            lines.append(WorkLine("cloud-off" if not state.reached else "cloud-upload", "ink2", words, note))
        elif state.address and not state.not_taken and state.files_waiting:
            lines.append(
                WorkLine("cloud-upload", "ink2", all_but_files(state.files_waiting), _("They go by themselves later."))
            )
        elif state.address and not state.not_taken:
            note = _("Last contact {when}", when=when(contact)) if contact else ""
            lines.append(WorkLine("cloud-check", "good", _("Everything is on the server"), note))
        if state.refused:
            words = plural(
                "{count} change was refused",
                "{count} changes were refused",
                state.refused,
                count=number_words(state.refused),
            )
            note = plural(
                "It is kept; the Sync centre says why.", "They are kept; the Sync centre says why.", state.refused
            )
            lines.append(WorkLine("alert-circle", "danger", words, note))
        return lines

    def _day_words(self) -> str:
        day = self._now().date()
        return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")

    def _tick(self) -> None:
        if self.isVisible():
            self.redraw()

    # acting

    def _go(self, name: str, **ids: str) -> None:
        self.open_requested.emit(Place(name, **ids))

    def _start(self, way: str) -> None:
        if way != "example":
            self._go("sync", at=_CARDS.get(way, ""))
            return
        self.starts.setEnabled(False)
        enter = partial(enter_example, self._workspace, self.operations.author, self._now().date())
        job = self.operations.background(enter, self._entered, self._not_entered)
        job.progressed.connect(self._say_progress)
        self.progress.show()

    def _say_progress(self, done: int, total: int, words: str) -> None:
        self.progress_words.setText(_("Entering the example: {what}", what=words))
        self.progress_bar.set_share(done, total, words)

    def _entered(self, scope: str) -> None:
        self.starts.setEnabled(True)
        self.progress.hide()
        self.operations.announce(frozenset(NOUNS))
        self._go("partnership", partnership=scope)

    def _not_entered(self, error: Exception) -> None:
        self.starts.setEnabled(True)
        self.progress.hide()
        self.operations.failed.emit(error)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(
    workspace: "Workspace",
    now: datetime,
    me: str,
    session: Session,
) -> Found:
    page = read_home(session, now.date(), me, indicator_catalogue())
    newest = next(iter(backup.newest_first(workspace.folder / "backups")), None)
    at = datetime.fromtimestamp(newest.stat().st_mtime).astimezone() if newest else None
    gone = () if page.partnerships else deleted.partnerships(session)
    return Found(page, status(session), count_waiting(session), at, gone)
