"""The desktop program: the door, then the window on an open workspace."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from wopfield.desktop import doorstep, work
from wopfield.desktop.collector import Collector
from wopfield.desktop.mishap import Mishaps
from wopfield.desktop.preparing import Preparing
from wopfield.errors import NewerProgram, Trouble, Unreadable, WrongPassword
from wopfield.language import OWN_NAMES, _, language, plural, tag
from wopfield.store import vault
from wopfield.ui.dress import dress
from wopfield.ui.screens.unlock import UnlockScreen
from wopfield.ui.theme import Theme, theme_of
from wopfield.ui.tongue import language_of_the_computer, speak_in
from wopfield.ui.widgets.focus import FocusRing

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from wopfield.desktop.arrival import Arrival
    from wopfield.desktop.bench import Bench
    from wopfield.desktop.opening import Opened
    from wopfield.store.newcomer import Newcomer
    from wopfield.ui.screens.welcome import FirstStart

T = TypeVar("T")
ChooseFolder = Callable[[QWidget | None, str, str], str]

LANGUAGES = tuple(OWN_NAMES.items())
"""The languages the program speaks, by code, in their own names."""

_AFTER_THE_FIRST_PAINT = 100
"""Milliseconds: a timer of none fires before the window has painted, and the two then share the processor."""


_USUAL = QSize(1366, 768)
_FRAME = 40
"""Pixels that a title bar and borders may take."""


def choose_folder(parent: QWidget | None, title: str, beside: str) -> str:
    """Ask for a folder; empty when somebody thinks better of it."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getExistingDirectory(parent, title, beside)


class Program(QObject):
    """Stands at the door until a workspace is open, then hands over to its bench."""

    _came_home = Signal(object)
    _told = Signal(str)

    def __init__(self, application: QApplication, folder: Path, choose: ChooseFolder = choose_folder) -> None:
        """Stand before ``folder``; ``choose`` asks somebody for another one."""
        super().__init__()
        self._collector = Collector(self)
        self._choose = choose
        self._application = application
        self._folder = folder
        self._doorstep = doorstep.read(folder)
        self._worker: ThreadPoolExecutor | None = None
        self._door: QMainWindow | None = None
        self._opened: Opened | None = None
        self.bench: Bench | None = None
        self.arrival: Arrival | None = None
        self._first: FirstStart | None = None
        self._begun = ""
        """How somebody began whose partnerships are still to come: from a ``colleague`` or a ``stick``."""
        self._stage = ExitStack()
        self.mishaps = Mishaps(self._tell_mishap, lambda: self._folder)
        self._warming = QTimer(self, singleShot=True)
        self._warming.timeout.connect(self._warm)
        self._came_home.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        speak_in(application, self._doorstep.language or language_of_the_computer())

    @property
    def theme(self) -> Theme:
        """Return the look that was chosen last."""
        chosen = self._doorstep
        return theme_of(chosen.look, chosen.scale, large=chosen.large)

    @property
    def at_door(self) -> QWidget | None:
        """Return what stands at the door; None once somebody has gone in."""
        return None if self._door is None else self._door.centralWidget()

    def leave_door(self) -> None:
        """Take the door away."""
        if self._door is not None:
            self._door.close()
            self._door.deleteLater()
            self._door = None

    def start(self) -> None:
        """Show the door: unlock where there is a workspace, else the first start."""
        self._open_door()
        if doorstep.is_there(self._folder):
            self._show_unlock()
        else:
            self._show_welcome()
        # What opening needs is read while the person types the password.
        self._warming.start(_AFTER_THE_FIRST_PAINT)

    def demonstrate(self, folder: Path) -> None:
        """Make the demonstration, saying how far it is, and go in."""
        self._open_door()
        words = _("An invented partnership is entered on two laptops, which then meet a server of their own.")
        page = Preparing(self.theme, _("Making the demonstration"), words)
        self._told.connect(page.say)
        self._stand(page)
        self._open(partial(work.demonstrate, folder, self._stage, self._told.emit))

    def _warm(self) -> None:
        self._work(work.warm_up)

    def _open_door(self) -> None:
        dress(self._application, self.theme)
        if self._door is None:
            self._door = QMainWindow()
            self._door.setWindowTitle("WOPField")
            _show_fitting(self._door)
        self._door.show()

    def close(self) -> None:
        """Let go of everything."""
        self._warming.stop()
        if self._worker is not None:
            self._worker.shutdown(wait=True)
        self._leave_arrival()
        if self.bench is not None:
            self.bench.close(leaving=True)
            self.bench = None
        self._stage.close()
        self._collector.end()

    # the door

    def _show_unlock(self) -> None:
        screen = UnlockScreen(
            self.theme,
            self._doorstep.name or _("This laptop"),
            self._doorstep.detail,
            LANGUAGES,
            language(),
        )
        screen.unlock_requested.connect(self._unlock)
        screen.bring_back_requested.connect(self._bring_newest_back)
        screen.someone_else_requested.connect(self._choose_folder)
        screen.language_requested.connect(self._speak)
        if vault.is_locked(self._folder):
            screen.shut(str(vault.locked(self._folder)))
        self._stand(screen)

    def _show_welcome(self) -> None:
        from wopfield.ui.screens.welcome import WelcomeScreen

        screen, former = WelcomeScreen(self.theme, LANGUAGES, language()), self.at_door
        if isinstance(former, WelcomeScreen):
            screen.take_over(former)
        screen.created.connect(self._make)
        screen.finished.connect(self._go_in)
        screen.language_requested.connect(self._speak)
        self._stand(screen)

    def _stand(self, screen: QWidget) -> None:
        if self._door is not None:
            self._door.setCentralWidget(screen)
            FocusRing(self.theme, screen)

    def _speak(self, code: str) -> None:
        """Speak another language at the door; where a workspace stands behind it, at the next start, too."""
        speak_in(self._application, code)
        if doorstep.is_there(self._folder):
            self._keep_language(code)
            self._show_unlock()
        else:
            self._show_welcome()

    def _choose_folder(self) -> None:
        """Let somebody else at this laptop open, or begin, a workspace of their own in another folder."""
        beside = str(self._folder.parent)
        chosen = self._choose(self._door, _("Choose the folder of your workspace, or an empty one to begin"), beside)
        if chosen:
            self._folder = Path(chosen)
            self._doorstep = doorstep.read(self._folder)
            if self._doorstep.language:
                speak_in(self._application, self._doorstep.language)
            self.start()

    def _unlock(self, secret: str) -> None:
        self._open(partial(work.unlock, self._folder, secret))

    def _make(self, first: "FirstStart") -> None:
        self._first = first
        self._open(partial(work.make, self._folder, first))

    def _open(self, opening: Callable[[], "Opened"]) -> None:
        self._work(opening).add_done_callback(self._came_home.emit)

    def _work(self, act: Callable[[], T]) -> "Future[T]":
        """Have something done beside the window, one after another; what that needs is read after the first paint."""
        if self._worker is None:
            from concurrent.futures import ThreadPoolExecutor

            self._worker = ThreadPoolExecutor(1, "opening")
        return self._worker.submit(act)

    def _receive(self, future: "Future[Opened]") -> None:
        error = future.exception()
        if error is None:
            self._opened = future.result()
            screen = self.at_door
            if self._opened.recovery and screen is not None and hasattr(screen, "show_recovery"):
                screen.show_recovery(self._opened.recovery)
            else:
                self._go_in()
        elif isinstance(error, Trouble):
            self._refuse(error)
        else:
            # Whoever waits at the door can try again; what it was is told by whoever looks after mishaps.
            self._refuse(Trouble(_("Something in the program did not work: {words}", words=error)))
            raise error

    def _go_in(self) -> None:
        opened, self._opened = self._opened, None
        if opened is None:
            return
        if self._first is not None and self._first.start == "demonstration":
            # It plays in a folder of its own, so that nothing invented ever meets a real server.
            self._first = None
            opened.workspace.close()
            self.demonstrate(Path(mkdtemp(prefix="wopfield-demonstration-")))
            return
        if opened.newcomer is not None:
            self._arrive(opened, opened.newcomer)
            return
        self._enter(opened)

    def _arrive(self, opened: "Opened", newcomer: "Newcomer") -> None:
        """Let the data of colleagues come, and whoever they had entered say so, before anything is written here."""
        from wopfield.desktop.arrival import Arrival

        self._folder = opened.workspace.folder
        self._doorstep = replace(self._doorstep, name=opened.name, language=tag())
        self._keep_doorstep()
        self.arrival = Arrival(self.theme, opened, newcomer)
        self.arrival.known.connect(self._introduce)
        self._stand(self.arrival.screen)

    def _introduce(self, person: str) -> None:
        if self.arrival is not None:
            opened = self.arrival.opened
            self._begun = "" if self.arrival.brought else self.arrival.newcomer.start
            self.arrival.close()
            self.arrival = None
            self._open(partial(work.introduce, opened, person))

    def _leave_arrival(self) -> None:
        """Close a workspace whose person is not known yet; they are asked again at the next start."""
        if self.arrival is not None:
            self.arrival.close()
            self.arrival.opened.workspace.close()
            self.arrival = None

    def _refuse(self, trouble: Trouble) -> None:
        screen = self.at_door
        if isinstance(screen, UnlockScreen) and isinstance(trouble, WrongPassword):
            screen.refuse(f"{trouble.happened} {trouble.do}")
        elif isinstance(screen, UnlockScreen):
            screen.say(str(trouble))
            if isinstance(trouble, Unreadable) and not isinstance(trouble, NewerProgram):
                screen.offer_backup(work.newest_backup(self._folder))
        elif screen is not None and hasattr(screen, "refuse"):
            screen.refuse(str(trouble))
        elif self.bench is None:  # else somebody asked twice, and is in already
            self._open_door()
            self._show_unlock()
            self._refuse(trouble)

    def _tell_mishap(self, path: Path | None) -> None:
        """Say that something went wrong in the program; at the door there is nothing that could be lost."""
        if self.bench is not None:
            words = _("Something went wrong in the program. What you entered is safe.")
            details = _("Details are in {file}.", file=path)
            self.bench.window.tell(f"{words} {details}" if path else words, icon="alert-circle")

    # the window

    def _enter(self, opened: "Opened") -> None:
        from wopfield.desktop.bench import Bench
        from wopfield.ui.screen import Place

        self._folder = opened.workspace.folder
        self._doorstep = replace(self._doorstep, name=opened.name, detail=opened.function, language=tag())
        self._keep_doorstep()
        self.bench = Bench(self._application, opened, self.theme)
        self.bench.lock_requested.connect(self._lock)
        self.bench.bring_back_requested.connect(self._bring_back, Qt.ConnectionType.QueuedConnection)
        self.bench.look_chosen.connect(self._keep_look)
        self.bench.language_chosen.connect(self._keep_language)
        _show_fitting(self.bench.window)
        told = [opened.notice] if opened.notice else []
        if opened.taken_up:
            told.append(
                plural(
                    "Nothing was lost: one text you were typing when the program ended was kept.",
                    "Nothing was lost: {count} texts you were typing when the program ended were kept.",
                    opened.taken_up,
                )
            )
        if self._begun == "stick":
            self.bench.window.go(Place("sync", at="stick"))
            told.append(_("Plug the stick in, and press Enter to choose the file."))
        if self._begun == "colleague":
            self.bench.neighbours.set_visible(True)
            self.bench.window.go(Place("sync", at="nearby"))
            told.append(_("Let your colleague tick “Visible to others” in Sync, then press Connect beside their name."))
        if self._first is not None and self._first.start == "server" and opened.trouble is None:
            self.bench.syncing.now()
            self.bench.window.go(Place("sync"))
            told.append(_("Your partnerships are on their way. You can go on working meanwhile."))
        self._first, self._begun = None, ""
        if told:
            self.bench.window.tell(" ".join(told))
        if opened.trouble is not None:
            self.bench.window.complain(opened.trouble)
        self.leave_door()

    def _lock(self) -> None:
        """Close the workspace, so that nothing can be read without the password, and stand at the door."""
        if self.bench is not None:
            self.bench.close()
            self.bench = None
        self.start()

    def _bring_back(self, name: str) -> None:
        """Close the workspace, bring a backup of it back, and open it again."""
        if self.bench is None:
            return
        self._open_door()
        words = _("It is read page by page, and what was entered since is laid on it again.")
        self._stand(Preparing(self.theme, _("Bringing a backup back"), words))
        QTimer.singleShot(_AFTER_THE_FIRST_PAINT, partial(self._close_and_bring_back, name))

    def _close_and_bring_back(self, name: str) -> None:
        """Close the workspace once it is seen why, for closing may take a moment."""
        if self.bench is not None:
            key = self.bench.workspace.key
            self.bench.close()
            self.bench = None
            self._open(partial(work.reopen, self._folder, key, name))

    def _bring_newest_back(self, secret: str) -> None:
        self._open(partial(work.bring_newest_back, self._folder, secret))

    def _keep_look(self, theme: Theme) -> None:
        self._doorstep = replace(self._doorstep, look=theme.look, scale=theme.scale, large=theme.large)
        self._keep_doorstep()

    def _keep_language(self, code: str) -> None:
        self._doorstep = replace(self._doorstep, language=code)
        self._keep_doorstep()

    def _keep_doorstep(self) -> None:
        doorstep.write(self._folder, self._doorstep)


def _show_fitting(window: QMainWindow) -> None:
    """Show a window at its usual size; where that and its frame leave no room on the screen, fill the screen."""
    window.resize(_USUAL)
    room = window.screen().availableSize()
    if room.width() < _USUAL.width() + _FRAME or room.height() < _USUAL.height() + _FRAME:
        window.showMaximized()
    else:
        window.show()
