"""A laptop nearby as one line of the Sync centre, which stays the same widget while what it shows changes.

Whoever works by keyboard keeps their place: a button that goes hands the focus to what stands there instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.colleagues import Colleague, Sharing
from wopfield.sync.newer import kept_words, made_words
from wopfield.ui.moments import number_words, when
from wopfield.ui.runs import Run
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear, mirrored
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.progress import Bar

_BELOW_NAME = 50
"""So far from the edge stands what is said below a laptop's name."""


@dataclass(frozen=True, slots=True)
class Mate:
    """A paired laptop as the card shows it."""

    colleague: Colleague
    waiting: int
    last: datetime | None
    partnerships: tuple[tuple[str, str, Sharing], ...]
    """Scope, name, and how it stands with this laptop."""
    newer: int = 0
    """So many changes of it this program cannot show: its own is newer."""

    @property
    def name(self) -> str:
        """Return what the laptop is called."""
        return self.colleague.laptop or self.colleague.name

    @property
    def gets_everything(self) -> bool:
        """Return whether every partnership of this laptop goes there."""
        return all(sharing.shared for _scope, _name, sharing in self.partnerships)


class LaptopLine(QWidget):
    """An avatar, a name with words below it, and room for buttons at the end."""

    def __init__(self, theme: Theme, who: str, title: str, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(Avatar(theme, who))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, title, "strong"))
        self.words = Label(theme, words, "secondary", wrap=True)
        lines.addWidget(self.words)
        self.row.addLayout(lines, 1)
        self.column.addLayout(self.row)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key comes to, in order."""
        return ()


class NewLine(LaptopLine):
    """A laptop that is not paired."""

    asked = Signal()

    def __init__(self, theme: Theme, laptop: str) -> None:
        super().__init__(theme, laptop, laptop, "")
        self.laptop = laptop
        self.connect_button = Button(theme, _("Connect"))
        self.connect_button.setAccessibleName(_("Connect to {name}", name=laptop))
        self.connect_button.clicked.connect(self.asked)
        self.row.addWidget(self.connect_button)

    def show_here(self, here: bool) -> None:
        """Show whether it is still here; one that left keeps its place."""
        self.words.setText(_("new here: compare the 6 digits") if here else _("not here any more"))
        self.connect_button.setEnabled(here)

    def stops(self) -> Sequence[QWidget]:
        return (self.connect_button,)


class MateLine(LaptopLine):
    """A paired laptop."""

    share_asked = Signal(str)
    stop_asked = Signal(str)
    opened = Signal(str)
    """Show what is shared, or fold it away."""
    chosen = Signal(str, str, bool)
    """Device, scope, and whether it goes there."""
    allowed = Signal(str, bool)
    forget_asked = Signal(str)

    def __init__(self, theme: Theme, mate: Mate) -> None:
        super().__init__(theme, mate.colleague.name or mate.name, mate.name, "")
        device = mate.colleague.device
        self._shown: object = None
        self.more = Link(theme, "")
        self.more.clicked.connect(lambda: self.opened.emit(device))
        self._stop = Button(theme, _("Stop"), "hand-stop")
        self._stop.setAccessibleName(_("Stop sharing with {name}", name=mate.name))
        self._stop.clicked.connect(lambda: self.stop_asked.emit(device))
        self._good = Pill(theme, _("Up to date"), "good", "circle-check")
        self._now = Button(theme, _("Share now"))
        self._now.setAccessibleName(_("Share now with {name}", name=mate.name))
        self._now.clicked.connect(lambda: self.share_asked.emit(device))
        below_words = QWidget()
        below_words.setContentsMargins(*mirrored((_BELOW_NAME, 0, 0, 0)))
        flow = Flow(below_words, gap=12)
        in_line: tuple[QWidget, ...] = (self._now, self._stop, self._good, self.more)
        for part in in_line:
            flow.addWidget(part)
        self.column.addWidget(below_words)
        self._bar = Bar(theme)
        self._trouble = Label(theme, "", "secondary", ink="danger", wrap=True)
        self._newer = Label(theme, "", "secondary", ink="warning", wrap=True)
        for words in (self._trouble, self._newer):
            words.setContentsMargins(*mirrored((_BELOW_NAME, 0, 0, 0)))
        self._choices = _Choices(theme, mate)
        self._choices.chosen.connect(self.chosen)
        self._choices.allowed.connect(self.allowed)
        self._choices.forget_asked.connect(self.forget_asked)
        below: tuple[QWidget, ...] = (self._bar, self._trouble, self._newer, self._choices)
        for part in below:
            self.column.addWidget(part)

    def show_mate(self, mate: Mate, run: Run, *, near: bool, opened: bool) -> None:
        """Show how it stands with this laptop now; ``opened`` unfolds what is shared."""
        self.words.setText(mate_words(mate, near, run))
        self._bar.set_share(run.done, max(run.total, run.done) or 1)
        shown = (mate, replace(run, done=0, total=0), near, opened)
        if shown == self._shown:
            return
        self._shown = shown
        allowed = mate.colleague.allowed
        even = near and not mate.waiting and mate.last is not None and run.trouble is None
        self.more.setText(_("Less") if opened else _("What is shared"))
        held = self._held()
        self._stop.setEnabled(not run.stopping)
        self._now.setEnabled(near or bool(mate.colleague.address))
        for part, visible in (
            (self._stop, run.running),
            (self._good, allowed and even and not run.running),
            (self._now, allowed and not even and not run.running),
            (self._bar, run.running),
            (self._trouble, run.trouble is not None),
            (self._newer, bool(mate.newer)),
            (self._choices, opened),
        ):
            part.setVisible(visible)
        self._trouble.setText(str(run.trouble) if run.trouble is not None else "")
        self._newer.setText(f"{made_words(mate.newer, number_words(mate.newer))} {kept_words(mate.newer)}")
        self._choices.show_mate(mate)
        if held and not self._held():
            next(part for part in self.stops() if part.isEnabled()).setFocus()

    def stops(self) -> Sequence[QWidget]:
        shown = [part for part in (self._stop, self._now) if not part.isHidden()]
        return (*shown, self.more, *(self._choices.stops() if not self._choices.isHidden() else ()))

    def focus_choices(self) -> None:
        """Let the keyboard begin at what is shared."""
        (self._choices.first() or self.more).setFocus()

    def _held(self) -> bool:
        """Return whether the keyboard is at something of this line that is shown and can be pressed."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and not focus.isHidden() and focus.isEnabled()


class _Choices(QWidget):
    """Which partnerships go to a laptop, whether it shares at all, and the way to forget it."""

    chosen = Signal(str, str, bool)
    allowed = Signal(str, bool)
    forget_asked = Signal(str)

    def __init__(self, theme: Theme, mate: Mate) -> None:
        super().__init__()
        self._theme = theme
        self._device = mate.colleague.device
        self._boxes: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(*mirrored((_BELOW_NAME, 0, 0, 6)))
        column.setSpacing(6)
        words = _("Utilities and people always go along. Choose the partnerships that go to this laptop:")
        column.addWidget(Label(theme, words, "secondary", wrap=True))
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(6)
        column.addLayout(self._ticks)
        self._none = Label(theme, _("There is no partnership on this laptop yet."), "secondary", wrap=True)
        column.addWidget(self._none)
        column.addWidget(Line(theme))
        self._pause = Tick(theme, _("Pause: share nothing with this laptop for now"))
        self._pause.clicked.connect(lambda on: self.allowed.emit(self._device, not on))
        column.addWidget(self._pause)
        self._forget = Link(theme, _("Forget this laptop"))
        self._forget.clicked.connect(lambda: self.forget_asked.emit(self._device))
        row = QHBoxLayout()
        row.addWidget(self._forget)
        row.addStretch(1)
        column.addLayout(row)

    def show_mate(self, mate: Mate) -> None:
        """Show how the partnerships here stand; boxes stay where they are as long as they are the same ones."""
        wanted = {scope: name for scope, name, _sharing in mate.partnerships}
        if {scope: box.text() for scope, box in self._boxes.items()} != wanted:
            clear(self._ticks)
            self._boxes = {scope: self._box(scope, name) for scope, name in wanted.items()}
        for scope, _name, sharing in mate.partnerships:
            self._boxes[scope].setChecked(sharing.shared)
        self._none.setVisible(not wanted)
        self._pause.setChecked(not mate.colleague.allowed)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key comes to, in order."""
        return (*self._boxes.values(), self._pause, self._forget)

    def first(self) -> QWidget | None:
        """Return the first partnership's box; None where there is no partnership."""
        return next(iter(self._boxes.values()), None)

    def _box(self, scope: str, name: str) -> Tick:
        box = Tick(self._theme, name)
        box.clicked.connect(lambda on: self.chosen.emit(self._device, scope, on))
        self._ticks.addWidget(box)
        return box


def mate_words(mate: Mate, near: bool, run: Run) -> str:
    """Return how a paired laptop stands, in a line."""
    if run.running:
        total = max(run.total, run.done)
        return (
            _("{done} of {total}", done=number_words(run.done), total=number_words(total)) if total else _("sharing …")
        )
    if not mate.colleague.allowed:
        return _("paused: nothing is shared")
    shared = _("shared {when}", when=when(mate.last)) if mate.last else _("not shared yet")
    waits = mate.waiting
    if not waits:
        new = _("all the same") if mate.gets_everything else _("all of what is shared is there")
    elif mate.last:
        new = plural("{number} new since", "{number} new since", waits, number=number_words(waits))
    else:
        new = plural("{number} to share", "{number} to share", waits, number=number_words(waits))
    place = "" if near else _("not here now")
    return " · ".join(filter(None, (place, shared, new if mate.last or waits else "")))
