"""What goes by stick on the Sync centre: its card, the panel that asks, and the work beside everything else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.errors import SavedAgain, Trouble, WrongPassword
from wopfield.language import _, plural
from wopfield.store import conflicts, partnerships
from wopfield.store.database import Session
from wopfield.store.workspace import Workspace
from wopfield.sync import bundle
from wopfield.sync.bundle import Saved, TakenIn
from wopfield.sync.bundle_file import SUFFIX, Sealed, must_be_the_same, open_clear
from wopfield.sync.bundle_head import fingerprint
from wopfield.sync.bundle_lock import Key, new_key, open_key
from wopfield.sync.bundle_making import Choice
from wopfield.sync.bundle_memory import last, receivers
from wopfield.sync.bundle_preview import Looked, look_into
from wopfield.sync.bundle_step import Step, Stopped
from wopfield.sync.bundle_words import left_out_words
from wopfield.sync.device import keys_of
from wopfield.sync.trust import trust
from wopfield.ui.job import Work
from wopfield.ui.moments import number_words
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync.stick_card import StickCard, choose_to_save, choose_to_take_in
from wopfield.ui.screens.sync.stick_save import Savable, SavePanel
from wopfield.ui.screens.sync.stick_take_in import TakeInPanel
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.panel import Panel

LARGE = 1000
"""Before so many changes or more are taken in, a backup is made."""

ChooseToSave = Callable[[QWidget, str], str]
ChooseToTakeIn = Callable[[QWidget], str]


class Stick(QObject):
    """Owns ``card`` and ``place``, where a panel stands while something is asked or shown."""

    told = Signal(str)
    """A sentence for the toast."""
    settle_asked = Signal()
    _stepped = Signal(object)

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        parent: QWidget,
        choose_to_save: ChooseToSave = choose_to_save,
        choose_to_take_in: ChooseToTakeIn = choose_to_take_in,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._operations = operations
        self._workspace = workspace
        self._parent = parent
        self._choose_to_save = choose_to_save
        self._choose_to_take_in = choose_to_take_in
        self._stop = Event()
        self._panel: Panel | None = None
        self._sealed: Sealed | None = None
        self._words = ""
        self.card = StickCard(theme)
        self.place = QWidget()
        self._column = QVBoxLayout(self.place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.place.hide()
        self.card.save_asked.connect(self.ask_what_to_save)
        self.card.take_in_asked.connect(self.ask_what_to_take_in)
        self.card.stop_asked.connect(self._stop.set)
        self._stepped.connect(self._show_step, Qt.ConnectionType.QueuedConnection)

    def redraw(self) -> None:
        """Show what went by stick last."""
        self._operations.read(last, self.card.show_last)

    def note_settled(self) -> None:
        """Offer no settling of what came: nothing stands changed in two places any more."""
        if isinstance(self._panel, TakeInPanel):
            self._panel.note_settled()

    def close_panel(self) -> bool:
        """Put the panel away; False when there is none."""
        panel = self._panel
        if panel is None:
            return False
        focus = panel.window().focusWidget()
        held = focus is None or focus is panel or panel.isAncestorOf(focus)
        panel.hide()
        panel.deleteLater()
        self._panel = None
        self.place.hide()
        if held:  # whoever went on elsewhere meanwhile stays there
            (self.card.take_in_button if isinstance(panel, TakeInPanel) else self.card.save_button).setFocus()
        return True

    # ── saving ───────────────────────────────────────────────────────────────────────────────────────────────

    def ask_what_to_save(self, receiver: str = "") -> None:
        """Ask what goes into a file, unless one is on its way."""
        if self._words:
            return
        self._operations.read(partial(_savable, self._workspace), partial(self._show_save, receiver))

    def _show_save(self, receiver: str, savable: Savable) -> None:
        if not savable.partnerships:
            self.told.emit(_("There is no partnership to save yet."))
            return
        panel = SavePanel(self._theme, savable, receiver)
        panel.asked.connect(self._save)
        self._show(panel)
        panel.password.setFocus()

    def _save(self, choice: Choice, password: str) -> None:
        path = self._choose_to_save(self._parent, f"WOPField{SUFFIX}")
        if not path:
            return
        if isinstance(self._panel, SavePanel):
            self._panel.show_busy(True)
        target = Path(path if path.endswith(SUFFIX) else path + SUFFIX)
        workspace = self._workspace
        self._begin(_("Saving…"), stoppable=False)

        def look(_work: Work) -> None:
            bundle.must_fit(workspace.database, workspace.files, target, choice)

        self._operations.background(look, partial(self._make_lock, target, choice, password), self._failed)

    def _make_lock(self, path: Path, choice: Choice, password: str, _fits: None) -> None:
        self._begin(_("Making the lock…"), stoppable=False)
        self._operations.work(new_key, password, then=partial(self._write, path, choice), otherwise=self._failed)

    def _write(self, path: Path, choice: Choice, key: Key) -> None:
        workspace = self._workspace
        self._begin(_("Saving…"))

        def save(work: Work) -> Saved:
            return bundle.save(
                workspace.database, workspace.files, path, key, choice, partial(self._heard, work), self._stop.is_set
            )

        self._operations.background(save, partial(self._saved, path), self._failed)

    def _saved(self, path: Path, saved: Saved) -> None:
        self._end()
        self.close_panel()
        words = plural(
            "{count} change is in {name}",
            "{count} changes are in {name}",
            saved.entries,
            name=path.name,
            count=number_words(saved.entries),
        )
        said = _("{words}. You can pull the stick out once the system says so.", words=words)
        if saved.left_out:
            said = f"{said} {left_out_words(saved.left_out, number_words(len(saved.left_out)))}"
        self.told.emit(said)
        self._operations.announce(frozenset({EXCHANGE}))

    # ── taking in ────────────────────────────────────────────────────────────────────────────────────────────

    def ask_what_to_take_in(self) -> None:
        """Ask for a file, and then for its password, unless one is on its way."""
        if self._words:
            return
        chosen = self._choose_to_take_in(self._parent)
        if not chosen:
            return
        path = Path(chosen)
        panel = TakeInPanel(self._theme, path)
        panel.opened.connect(self._unlock)
        panel.confirmed.connect(self._take_in)
        panel.settle_asked.connect(self.settle_asked)
        panel.answer_asked.connect(self.ask_what_to_save)
        self._show(panel)
        panel.show_busy(True)
        self._operations.background(lambda _work: open_clear(path), self._found, self._failed)

    def _found(self, sealed: Sealed) -> None:
        self._sealed = sealed
        if isinstance(self._panel, TakeInPanel):
            self._panel.show_busy(False)
            self._panel.password.setFocus()

    def _unlock(self, password: str) -> None:
        if self._sealed is None or not isinstance(self._panel, TakeInPanel):
            return
        self._panel.show_busy(True)
        self._begin(_("Opening the lock…"), stoppable=False)
        path = self._sealed.path
        # As it lies there now: it may have been saved again since it was chosen.
        self._operations.background(lambda _work: open_clear(path), partial(self._open_lock, password), self._failed)

    def _open_lock(self, password: str, sealed: Sealed) -> None:
        self._sealed = sealed
        self._operations.work(
            open_key, sealed.locked_key, password, then=partial(self._look, sealed), otherwise=self._failed
        )

    def _look(self, sealed: Sealed, key: Key) -> None:
        workspace = self._workspace
        self._begin(_("Reading the file; nothing is taken in yet…"))

        def look(work: Work) -> Looked:
            return look_into(
                workspace.database, workspace.files, sealed, key, partial(self._heard, work), self._stop.is_set
            )

        self._operations.background(look, self._show_preview, self._failed)

    def _show_preview(self, looked: Looked) -> None:
        self._end()
        if isinstance(self._panel, TakeInPanel):
            self._panel.show_preview(looked)

    def _take_in(self, looked: Looked) -> None:
        workspace, preview = self._workspace, looked.preview
        if isinstance(self._panel, TakeInPanel):
            self._panel.show_busy(True)
        self._begin(_("Taking in… You can go on working."))

        def take_in(work: Work) -> tuple[TakenIn, int]:
            must_be_the_same(looked.sealed)  # or it may be of somebody else than who was looked at
            if not preview.trusted:
                trust(workspace.database, preview.head.card)
            if preview.entries >= LARGE:
                workspace.back_up("before-taking-in")
            made = bundle.take_in(
                workspace.database, workspace.files, looked.sealed, looked.key, preview.head,
                partial(self._heard, work), self._stop.is_set,
            )  # fmt: skip
            return made, work.read(conflicts.count)

        self._operations.background(take_in, self._taken_in, self._failed)

    def _taken_in(self, came: tuple[TakenIn, int]) -> None:
        made, conflicts = came
        self._end()
        if isinstance(self._panel, TakeInPanel):
            self._panel.show_taken_in(made, conflicts)
        self._operations.announce(made.touched | {EXCHANGE})

    # ── private ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, panel: Panel) -> None:
        self.close_panel()
        self._panel = panel
        panel.closed.connect(self._close)
        self._column.addWidget(panel)
        self.place.show()

    def _close(self) -> None:
        self._stop.set()
        self.close_panel()

    def _begin(self, words: str, *, stoppable: bool = True) -> None:
        self._stop.clear()
        self._words = words
        self.card.show_run(words, stoppable=stoppable)

    def _end(self) -> None:
        self._words = ""
        self.card.show_run("")
        self.redraw()

    def _heard(self, work: Work, step: Step) -> None:
        """Tell how far it is, from the working thread; ends the work where the program is being closed."""
        work.at(step.done, step.total)
        self._stepped.emit(step)

    def _show_step(self, step: Step) -> None:
        if not self._words:
            return
        words = self._words
        if step.entries:
            changes = plural("{count} change", "{count} changes", step.entries, count=number_words(step.entries))
            words = f"{words} {changes}"
        self.card.show_run(words, step.done, step.total)

    def _failed(self, error: Exception) -> None:
        self._end()
        panel = self._panel
        if isinstance(panel, SavePanel | TakeInPanel):
            panel.show_busy(False)
        if isinstance(error, SavedAgain) and isinstance(panel, TakeInPanel):
            panel.look_again(f"{error.happened} {error.safe}")
        elif isinstance(error, Stopped):
            self.told.emit(_("Stopped. Nothing was changed."))
        elif isinstance(error, WrongPassword) and isinstance(panel, TakeInPanel):
            panel.refuse(f"{error.happened} {error.do}")
        elif isinstance(error, Trouble) and panel is not None:
            panel.complain(str(error))
        else:
            self._operations.failed.emit(error)


def _savable(workspace: Workspace, session: Session) -> Savable:
    every = partnerships.every(session)
    known = [(card.device, card.laptop or card.name) for card in receivers(session)]
    return Savable(
        partnerships=tuple((each.scope, each.partnership.name) for each in every),
        receivers=tuple(known),
        file_bytes=_bytes_in(workspace.folder / "files"),
        fingerprint=fingerprint(keys_of(workspace.database).public),
    )


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
