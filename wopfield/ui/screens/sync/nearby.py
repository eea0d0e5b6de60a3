"""The Sync centre's card of laptops nearby: pair with six digits, share, choose what is shared, forget."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import colleagues, exchanges
from wopfield.store.colleagues import Colleague, Sharing
from wopfield.store.naming import partnership_name
from wopfield.sync.trust import people_of
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, when
from wopfield.ui.neighbours import COLLEAGUE, Neighbours, Run
from wopfield.ui.operations import Operations
from wopfield.ui.theme import FIGURE, SEMIBOLD, Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.progress import Bar


@dataclass(frozen=True, slots=True)
class Mate:
    """A paired laptop as the card shows it."""

    colleague: Colleague
    waiting: int
    last: datetime | None
    partnerships: tuple[tuple[str, str, Sharing], ...]
    """Scope, name, and how it stands with this laptop."""


def read(session: Any) -> tuple[Mate, ...]:  # the store's session
    """Return the laptops this one is paired with."""
    connection = session.connection()
    past = exchanges.past_exchanges(connection, 200)
    found = []
    for each in colleagues.every(connection):
        last = next((one.at for one in past if one.peer == each.device and one.reached), "")
        sharings = colleagues.sharings(connection, each.device, people_of(connection, each.device))
        found.append(
            Mate(
                each,
                sum(
                    count
                    for scope, _noun, count in exchanges.waiting(connection, each.device)
                    if scope not in sharings or sharings[scope].shared
                ),
                datetime.fromisoformat(last) if last else None,
                tuple(
                    (scope, name, sharing)
                    for scope, sharing in sharings.items()
                    if (name := partnership_name(session, scope))
                ),
            )
        )
    return tuple(found)


class NearbyCard(Card):
    """Laptops nearby; needs the one ``Neighbours`` of the program, so that it shows what runs by itself too."""

    told = Signal(str)

    def __init__(
        self, theme: Theme, operations: Operations, neighbours: Neighbours, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, margins=(18, 12, 14, 12), spacing=8, parent=parent)
        self._theme = theme
        self._operations = operations
        self._neighbours = neighbours
        self._mates: tuple[Mate, ...] = ()
        self._open = ""
        self._stands: object = None
        self._moving: dict[str, tuple[Bar, ShortLabel]] = {}
        self._build()
        neighbours.changed.connect(self._show)
        neighbours.paired.connect(self._choose_for)

    def redraw(self) -> None:
        """Read what is kept of paired laptops, and show it."""
        self._operations.read(read, self._take)

    # building

    def _build(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "wifi", theme.ink2, 22))
        head.addWidget(picture)
        head.addWidget(ShortLabel(theme, _("Laptops nearby"), "section"), 1)
        self.visible_box = Tick(theme, _("Visible to others"))
        self.visible_box.toggled.connect(self._switch)
        head.addWidget(self.visible_box)
        self.body.addLayout(head)
        self._words = Label(theme, "", "secondary", wrap=True)
        self.body.addWidget(self._words)
        self._trouble = Label(theme, "", "secondary", ink="danger", wrap=True)
        self.body.addWidget(self._trouble)
        self._comparing = QWidget()
        self._fill_comparing()
        self.body.addWidget(self._comparing)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self._by_address = QWidget()
        row = QHBoxLayout(self._by_address)
        row.setContentsMargins(0, 0, 0, 0)
        self.address = QLineEdit()
        self.address.setFont(theme.font())
        self.address.setAccessibleName(_("Address of the other laptop"))
        self.address.setPlaceholderText(_("Not listed? Its address, such as 192.168.1.20:48290"))
        self.address.returnPressed.connect(self._pair_at)
        row.addWidget(self.address, 1)
        button = Button(theme, _("Pair by address"))
        button.clicked.connect(self._pair_at)
        row.addWidget(button)
        self.body.addWidget(self._by_address)

    def _fill_comparing(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self._comparing)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        self._question = Label(theme, "", "strong", wrap=True)
        column.addWidget(self._question)
        self.digits = Label(theme, "", "strong")
        self.digits.setFont(theme.font(FIGURE, SEMIBOLD))
        self.digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(self.digits)
        self._waits = Label(theme, "", "secondary", wrap=True)
        column.addWidget(self._waits)
        row = QHBoxLayout()
        self._same = Button(theme, _("They are the same"), "check", kind="primary")
        self._same.clicked.connect(partial(self._say, True))
        self._differ = Button(theme, _("They differ"))
        self._differ.clicked.connect(partial(self._say, False))
        row.addWidget(self._same)
        row.addWidget(self._differ)
        row.addStretch(1)
        column.addLayout(row)
        self._comparing.hide()

    # showing

    def _take(self, mates: tuple[Mate, ...]) -> None:
        self._mates = mates
        self._show()

    def _show(self) -> None:
        neighbours = self._neighbours
        self.visible_box.blockSignals(True)
        self.visible_box.setChecked(neighbours.visible)
        self.visible_box.blockSignals(False)
        self._by_address.setVisible(neighbours.visible)
        self._words.setText(self._standing_words())
        self._say_trouble(neighbours.trouble)
        self._show_comparison()
        self._show_lines()

    def _show_lines(self) -> None:
        """Make the lines anew where more has changed than how far a run is, so that nobody presses what just left."""
        neighbours = self._neighbours
        near = {each.device: each for each in neighbours.found}
        runs = [replace(neighbours.run_of(mate.colleague.device), done=0, total=0) for mate in self._mates]
        stands = (self._mates, near, runs, self._open, neighbours.pairing)
        if stands == self._stands:
            for mate in self._mates:
                self._show_run(mate, mate.colleague.device in near)
            return
        self._stands = stands
        clear(self._lines)
        self._moving.clear()
        paired = {mate.colleague.device for mate in self._mates}
        for mate in self._mates:
            self._lines.addWidget(self._mate_line(mate, mate.colleague.device in near))
        for device, each in near.items():
            if device not in paired:
                pair = partial(neighbours.pair, each.laptop, each.addresses)
                self._lines.addWidget(self._new_line(each.laptop, pair))

    def _show_run(self, mate: Mate, near: bool) -> None:
        run = self._neighbours.run_of(mate.colleague.device)
        moving = self._moving.get(mate.colleague.device)
        if moving is not None:
            bar, words = moving
            bar.set_share(run.done, max(run.total, run.done) or 1)
            words.setText(_mate_words(mate, near, run))

    def _standing_words(self) -> str:
        neighbours = self._neighbours
        if not neighbours.visible:
            return _("Switch it on, and on your colleagues’ laptops too: then they find each other, with no server.")
        if neighbours.pairing and neighbours.comparison is None:
            return _("Asking {name} …", name=neighbours.pairing)
        if not neighbours.port:
            return _("Looking around …")
        if not neighbours.found:
            return _("Nobody else shows themselves here yet. This laptop answers at port {port}.", port=neighbours.port)
        return ""

    def _show_comparison(self) -> None:
        comparison = self._neighbours.comparison
        self._comparing.setVisible(comparison is not None)
        if comparison is None:
            return
        who = comparison.card.name or comparison.card.laptop
        self._question.setText(_("Does {name} see the same six digits?", name=who))
        self.digits.setText(f"{comparison.digits[:3]} {comparison.digits[3:]}")
        self.digits.setAccessibleName(" ".join(comparison.digits))
        asked = comparison.said is None
        self._same.setEnabled(asked)
        self._differ.setEnabled(asked)
        self._waits.setText(
            _("Look at both screens. If the digits differ, somebody else is on this network.")
            if asked
            else _("Waiting until {name} has said so too …", name=who)
        )

    def _say_trouble(self, trouble: Exception | None) -> None:
        self._trouble.setVisible(trouble is not None)
        if trouble is not None:
            self._trouble.setText(
                str(trouble)
                if isinstance(trouble, Trouble)
                else _("Something in the program did not work: {words}", words=trouble)
            )

    def _new_line(self, laptop: str, pair: Any) -> QWidget:
        line, row, _words = self._line(laptop, laptop, _("new here: compare the 6 digits"))
        button = Button(self._theme, _("Connect"))
        button.setAccessibleName(_("Connect to {name}", name=laptop))
        button.setEnabled(not self._neighbours.pairing)
        button.clicked.connect(pair)
        row.addWidget(button)
        return line

    def _mate_line(self, mate: Mate, near: bool) -> QWidget:
        theme, device = self._theme, mate.colleague.device
        run = self._neighbours.run_of(device)
        name = mate.colleague.laptop or mate.colleague.name
        line, row, words = self._line(mate.colleague.name or name, name, _mate_words(mate, near, run))
        more = Link(theme, _("Less") if self._open == device else _("What is shared"))
        more.clicked.connect(partial(self._toggle, device))
        row.addWidget(more)
        if run.running:
            button = Button(theme, _("Stop"), "hand-stop")
            button.setEnabled(not run.stopping)
            button.clicked.connect(partial(self._neighbours.stop, device))
            row.addWidget(button)
        elif near and not mate.waiting and mate.last is not None and run.trouble is None:
            row.addWidget(Pill(theme, _("Up to date"), "good", "circle-check"))
        else:
            button = Button(theme, _("Share now"))
            button.setEnabled(near or bool(mate.colleague.address))
            button.setAccessibleName(_("Share now with {name}", name=name))
            button.clicked.connect(partial(self._neighbours.share, device))
            row.addWidget(button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(line)
        if run.running:
            bar = Bar(theme)
            column.addWidget(bar)
            self._moving[device] = (bar, words)
            self._show_run(mate, near)
        if run.trouble is not None:
            column.addWidget(Label(theme, str(run.trouble), "secondary", ink="danger", wrap=True))
        if self._open == device:
            column.addWidget(self._choices(mate))
        return whole

    def _line(self, who: str, title: str, words: str) -> tuple[QWidget, QHBoxLayout, ShortLabel]:
        theme = self._theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Avatar(theme, who))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, title, "strong"))
        below = ShortLabel(theme, words, "secondary")
        lines.addWidget(below)
        row.addLayout(lines, 1)
        return line, row, below

    def _choices(self, mate: Mate) -> QWidget:
        theme, device = self._theme, mate.colleague.device
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(50, 0, 0, 6)
        column.setSpacing(6)
        words = _("Utilities and people always go along. Choose the partnerships that go to this laptop:")
        column.addWidget(Label(theme, words, "secondary", wrap=True))
        for scope, name, sharing in mate.partnerships:
            box = Tick(theme, name)
            box.setChecked(sharing.shared)
            box.toggled.connect(partial(self._choose, device, scope))
            column.addWidget(box)
        if not mate.partnerships:
            column.addWidget(Label(theme, _("There is no partnership on this laptop yet."), "secondary", wrap=True))
        column.addWidget(Line(theme))
        forget = Link(theme, _("Forget this laptop"))
        forget.clicked.connect(partial(self._forget, device))
        row = QHBoxLayout()
        row.addWidget(forget)
        row.addStretch(1)
        column.addLayout(row)
        return whole

    # doing

    def _switch(self, on: bool) -> None:
        self._neighbours.set_visible(on)

    def _pair_at(self) -> None:
        try:
            self._neighbours.pair_at(self.address.text())
        except Trouble as trouble:
            self._say_trouble(trouble)
            self.address.setFocus()

    def _say(self, same: bool, _pressed: bool = False) -> None:
        comparison = self._neighbours.comparison
        if comparison is None:
            return
        comparison.say(same)
        if same and self._neighbours.pairing:
            self._show_comparison()  # the end comes with the other person's word
        else:
            self._neighbours.end_comparison()
        self.redraw()

    def _toggle(self, device: str, _pressed: bool = False) -> None:
        self._open = "" if self._open == device else device
        self._show()

    def _choose_for(self, device: str) -> None:
        self._open = device
        self.redraw()

    def _choose(self, device: str, scope: str, on: bool) -> None:
        choice, tell = colleagues.YES if on else colleagues.NO, self._operations.announce

        def keep(database: Any) -> None:  # the store's database
            with database.write() as connection:
                colleagues.choose(connection, device, scope, choice)
            tell(frozenset({COLLEAGUE}))

        self._operations.jot(keep)

    def _forget(self, device: str, _pressed: bool = False) -> None:
        self._neighbours.stop(device)
        tell = self._operations.announce

        def keep(database: Any) -> None:  # the store's database
            with database.write() as connection:
                colleagues.forget(connection, device)
            tell(frozenset({COLLEAGUE}))

        self._open = ""
        self._operations.jot(keep)
        self.told.emit(_("The laptop is forgotten. What came from it stays here."))


def _mate_words(mate: Mate, near: bool, run: Run) -> str:
    """Return how a paired laptop stands, in a line."""
    if run.running:
        total = max(run.total, run.done)
        return (
            _("{done} of {total}", done=number_words(run.done), total=number_words(total)) if total else _("sharing …")
        )
    shared = _("shared {when}", when=when(mate.last)) if mate.last else _("not shared yet")
    new = _("{count} new since", count=number_words(mate.waiting)) if mate.waiting else _("all the same")
    place = "" if near else _("not here now")
    return " · ".join(filter(None, (shared, new if mate.last or mate.waiting else "", place)))
