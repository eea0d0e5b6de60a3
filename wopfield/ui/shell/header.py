"""The header: where you are, search, whether your work is safe, and who you are.

Where the width does not suffice it gives way in this order: search becomes an icon, then what is said of the
server, then the progress a number; a title may be shortened, with the whole of it in its tooltip.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.screen import Heading, Place, Screen, ServerState
from wopfield.ui.shell.saved import LaptopMark, ServerMark
from wopfield.ui.shell.search_box import SearchBox
from wopfield.ui.theme import BODY, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.avatar import AvatarButton
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.progress import Bar

HEIGHT = 58


@dataclass(frozen=True, slots=True)
class Person:
    """Who works at this laptop."""

    name: str
    task: str = ""


class Header(QWidget):
    """The header of the window; it shows the heading of the screen that is open."""

    open_requested = Signal(object)
    """A Place of the breadcrumb, or that of the Sync centre."""
    back_requested = Signal()
    search_requested = Signal()
    settings_requested = Signal()
    lock_requested = Signal()

    def __init__(self, theme: Theme, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Header"))
        self.setFixedHeight(theme.px(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 15, 0)
        self._row.setSpacing(0)
        self._where = _Where(theme, self)
        self._where.open_requested.connect(self.open_requested)
        self._where.back_requested.connect(self.back_requested)
        self._row.addWidget(self._where, 1)
        self._tools: QWidget | None = None
        self.search = SearchBox(theme, self)
        self.search.clicked.connect(self.search_requested)
        self._row.addWidget(self.search)
        self._row.addSpacing(23)
        self.laptop = LaptopMark(theme, self)
        self._row.addWidget(self.laptop)
        self._between = Line(theme, upright=True)
        self._row.addSpacing(15)
        self._row.addWidget(self._between)
        self.server = ServerMark(theme, self)
        self.server.clicked.connect(lambda: self.open_requested.emit(Place("sync")))
        self._row.addWidget(self.server)
        self._row.addSpacing(3)
        self._account = AvatarButton(theme, person.name, 38)
        self._account.setAccessibleName(_("Account of {name}", name=person.name))
        self._account.clicked.connect(self._show_account)
        self._row.addWidget(self._account)
        self._person = person

    def show_heading(self, screen: Screen) -> None:
        """Show what a screen says about itself."""
        self._where.show_heading(screen.heading, focus=screen.focus_mode)
        self._fit()

    def show_tools(self, tools: QWidget | None) -> None:
        """Put a screen's own buttons in place of search and save state, or those back."""
        if self._tools is not None:
            self._row.removeWidget(self._tools)
            self._tools.hide()
        self._tools = tools
        for part in (self.search, self.laptop):
            part.setVisible(tools is None)
        self._show_server_part()
        if tools is not None:
            self._row.insertWidget(1, tools)
            tools.show()
            # what moves in goes to the end of the whole window
            stops = [part for part in tools.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
            order_stops(self.search, stops)
        self._fit()

    def show_server(self, state: ServerState) -> None:
        """Say what waits for the server."""
        self.server.show_state(state)
        self._show_server_part()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.line))

    def _show_server_part(self) -> None:
        wanted = self._tools is None and self.server.says_something
        self.server.setVisible(wanted)
        self._between.setVisible(wanted)

    def _fit(self) -> None:
        """Give way step by step until everything has its width."""
        tools: object = self._tools
        if isinstance(tools, Shortened):
            tools.set_short(False)
            rest = self._account.sizeHint().width() + self._theme.px(_LEAST_TITLE)
            tools.set_short(tools.sizeHint().width() + rest > self.width())
        for step in range(4):
            self.search.set_short(step >= 1)
            self.server.set_short(step >= 2)
            self._where.set_short(step >= 3)
            self._where.settle()
            self._row.activate()
            if self._row.totalSizeHint().width() <= self.width():
                break
        else:
            if isinstance(tools, Shortened):
                tools.set_short(True)

    def _show_account(self) -> None:
        menu = QMenu(self)
        who = menu.addAction(self._person.name)
        who.setEnabled(False)
        menu.addSeparator()
        menu.addAction(_("Settings")).triggered.connect(self.settings_requested)
        menu.addAction(_("Lock now")).triggered.connect(self.lock_requested)
        menu.popup(self._account.mapToGlobal(self._account.rect().bottomLeft()))


@runtime_checkable
class Shortened(Protocol):
    """Tools of a screen that can do with less room: signs in place of words."""

    def set_short(self, short: bool) -> None:
        """Show signs, or words again."""

    def sizeHint(self) -> QSize: ...


_LEAST_TITLE = 240
"""So much of a title, in pixels at 100 %, stands beside a screen's tools before those give way."""


class _Where(QWidget):
    """Breadcrumb and title, or Back, title, subtitle and progress."""

    open_requested = Signal(object)
    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(0)
        self._back = IconButton(theme, "arrow-left", _("Back"))
        self._back.clicked.connect(self.back_requested)
        row.addWidget(self._back)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(0)
        row.addLayout(self._crumbs)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        self._title = ShortLabel(theme, "", "section")
        self._subtitle = ShortLabel(theme, "", "caption")
        lines.addWidget(self._title)
        lines.addWidget(self._subtitle)
        lines.addStretch(1)
        row.addLayout(lines)
        row.addSpacing(20)
        self._mark = Pill(theme, "")
        row.addWidget(self._mark)
        self._progress = _ProgressMark(theme)
        row.addWidget(self._progress)
        row.addStretch(1)

    def show_heading(self, heading: Heading, *, focus: bool) -> None:
        self._back.setVisible(focus)
        while self._crumbs.count():
            item = self._crumbs.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not focus:
            order_stops(self, [self._add_crumb(words, place) for words, place in heading.crumbs])
        self._crumbs.setContentsMargins(10 if focus else 0, 0, 0, 0)
        self._title.setText(heading.title)
        self._subtitle.setText(heading.subtitle)
        self._subtitle.setVisible(bool(heading.subtitle))
        mark = heading.mark
        self._mark.setVisible(mark is not None)
        if mark is not None:
            self._mark.set_status(mark.words, mark.tone, mark.icon)
        self._progress.show_progress(heading)

    def set_short(self, short: bool) -> None:
        self._progress.set_short(short)

    def settle(self) -> None:
        """Measure anew: layouts inside layouts do not hear by themselves that a text has changed."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def _add_crumb(self, words: str, place: Place) -> Link:
        link = Link(self._theme, words, quiet=True)
        link.clicked.connect(lambda: self.open_requested.emit(place))
        for part in (link, Chevron(self._theme)):
            self._crumbs.addWidget(part)
            part.show()  # at once: what is not shown yet counts for nothing when the header is fitted
        return link


class _ProgressMark(QWidget):
    """How far something is: words, what is left, and a bar; short, only "62/98"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._short = False
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(1)
        words = QHBoxLayout()
        self._words = Label(theme, "", "secondary", weight=SEMIBOLD)
        self._rest = Label(theme, "", "caption")
        self._number = Label(theme, "", "body", weight=SEMIBOLD)
        words.addWidget(self._words)
        words.addWidget(self._number)
        words.addStretch(1)
        words.addWidget(self._rest)
        column.addLayout(words)
        self._bar = Bar(theme, thick=8)
        column.addWidget(self._bar)
        column.addStretch(1)
        self._shown: Heading | None = None

    def show_progress(self, heading: Heading) -> None:
        self._shown = heading
        progress = heading.progress
        self.setVisible(progress is not None)
        if progress is None:
            return
        self._words.setText(progress.words)
        self._rest.setText(progress.rest)
        tone = progress.rest_tone
        self._rest.set_ink("ink3" if tone == "plain" else tone)
        self._number.setText(f"{progress.done}/{progress.total}")
        self._number.setAccessibleName(progress.words)
        self.setToolTip(progress.words)
        self._bar.set_share(progress.done, progress.total, progress.words)
        self.set_short(self._short)

    def set_short(self, short: bool) -> None:
        self._short = short
        for part in (self._words, self._rest, self._bar):
            part.setVisible(not short)
        self._number.setVisible(short)
        if short:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            gap = self._theme.px(24) if self._rest.text() else 0
            words = self._words.sizeHint().width() + gap + self._rest.sizeHint().width()
            self.setFixedWidth(max(self._theme.px(187), words + 7))


class Chevron(Label):
    """What stands between the steps of a breadcrumb."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.setPixmap(pixmap(theme, "chevron-right", theme.ink3, 16))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(theme.px(28))
        self.setFont(theme.font(BODY, MEDIUM))
