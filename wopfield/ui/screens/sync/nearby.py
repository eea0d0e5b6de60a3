"""The Sync centre's card of laptops nearby: pair with six digits, share, choose what is shared, forget."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import colleagues, exchange_log
from wopfield.store.database import Session
from wopfield.store.naming import partnership_name
from wopfield.sync.newer import newer_programs
from wopfield.sync.sharing import waiting_for
from wopfield.sync.trust import people_of
from wopfield.ui.icons import pixmap
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync.hand import Hand
from wopfield.ui.screens.sync.mate_line import LaptopLine, Mate, MateLine, NewLine
from wopfield.ui.sharing_work import COLLEAGUE
from wopfield.ui.theme import FIGURE, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Label, ShortLabel


def read(session: Session) -> tuple[Mate, ...]:
    """Return the laptops this one is paired with."""
    connection = session.connection()
    newer = {each.device: each.entries for each in newer_programs(connection)}
    found = []
    for each in colleagues.every(connection):
        past = exchange_log.past_exchanges(connection, 1, peer=each.device, reached=True)
        sharings = colleagues.sharings(connection, each.device, people_of(connection, each.device))
        found.append(
            Mate(
                each,
                waiting_for(connection, each.device),
                datetime.fromisoformat(past[0].at) if past else None,
                tuple(
                    (scope, name, sharing)
                    for scope, sharing in sharings.items()
                    if (name := partnership_name(session, scope))
                ),
                newer.get(each.device, 0),
            )
        )
    return tuple(found)


class NearbyCard(Card):
    """Laptops nearby; needs the one ``Neighbours`` of the program, so that it shows what runs by itself too."""

    told = Signal(str)
    shown = Signal()
    """Something else is shown of the laptops that are paired."""

    def __init__(
        self, theme: Theme, operations: Operations, neighbours: Neighbours, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, margins=(18, 12, 14, 12), spacing=8, parent=parent)
        self._theme = theme
        self._operations = operations
        self._neighbours = neighbours
        self.mates: tuple[Mate, ...] = ()
        self._open = ""
        self._begun: str | None = None
        """The laptop that was asked from here to be paired; empty where it was asked by its address."""
        self._by_device: dict[str, LaptopLine] = {}
        self._kept_back: frozenset[str] = frozenset()
        """Laptops that are listed once the pointer rests: somebody may be about to press what they would push away."""
        self._order: list[str] = []
        """The devices in their lines while the card is looked at."""
        self._hand = Hand(self, self._show)
        self._build()
        neighbours.changed.connect(self._show)
        neighbours.paired.connect(self._choose_for)

    def redraw(self) -> None:
        """Read what is kept of paired laptops, and show it."""
        self._operations.read(read, self._take)

    def begin(self) -> None:
        """Let the keyboard begin here: at the digits where some are to be compared."""
        (self.visible_box if self._comparing.isHidden() else self._differ).setFocus()

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
        self._pair_button = Button(theme, _("Pair by address"))
        self._pair_button.clicked.connect(self._pair_at)
        row.addWidget(self._pair_button)
        self.body.addWidget(self._by_address)

    def _fill_comparing(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self._comparing)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        self._question = Label(theme, "", "strong", wrap=True)
        self._question.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it holds the keyboard while the other person looks
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

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the lines of laptops that have left: nobody is about to press anything here."""
        super().hideEvent(event)
        self._show_lines()

    def leaveEvent(self, event: QEvent) -> None:
        """Do the same once the pointer has left."""
        super().leaveEvent(event)
        self._show_lines()

    @property
    def near(self) -> frozenset[str]:
        """Return the devices that show themselves now."""
        return self._neighbours.near

    def _take(self, mates: tuple[Mate, ...]) -> None:
        self.mates = mates
        self._show()

    def _show(self) -> None:
        neighbours = self._neighbours
        self.visible_box.blockSignals(True)
        self.visible_box.setChecked(neighbours.visible)
        self.visible_box.blockSignals(False)
        self._by_address.setVisible(neighbours.visible)
        self._kept_back = self._newcomers() if self._hand.is_below(self._lines.geometry().bottom()) else frozenset()
        words = self._standing_words()
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._say_trouble(neighbours.trouble)
        self._show_comparison()
        self._show_lines()
        self.shown.emit()

    def _show_lines(self) -> None:
        """Show each laptop in its line; a line is made when a laptop comes and goes with it."""
        neighbours = self._neighbours
        paired = {mate.colleague.device: mate for mate in self.mates}
        new = self._not_paired(paired)
        wanted = self._order = self._in_order([*paired, *new])
        for device in [each for each, line in self._by_device.items() if not _fits(line, each, paired, new)]:
            line = self._by_device.pop(device)
            self._lines.removeWidget(line)
            if _has_focus(line):
                self.visible_box.setFocus()
            line.hide()
            line.deleteLater()
        for place, device in enumerate(wanted):
            if device not in self._by_device:
                self._by_device[device] = (
                    self._made_mate(paired[device]) if device in paired else self._made_new(device, new[device])
                )
            line = self._by_device[device]
            if self._lines.indexOf(line) != place:
                self._lines.removeWidget(line)
                self._lines.insertWidget(place, line)
                line.show()
            if isinstance(line, MateLine):
                run = neighbours.runs.of(device)
                line.show_mate(paired[device], run, near=device in self.near, opened=device == self._open)
            elif isinstance(line, NewLine):
                if device not in self.near and _has_focus(line):
                    self.visible_box.setFocus()
                line.show_here(device in self.near)
        self._order_keys([self._by_device[device] for device in wanted])

    def _not_paired(self, paired: Mapping[str, Mate]) -> dict[str, str]:
        """Return what laptops are called that are not paired; one that left stays until the pointer rests or goes."""
        found = {each.device: each.laptop for each in self._neighbours.found if each.device not in self._kept_back}
        lines = {device: line.laptop for device, line in self._by_device.items() if isinstance(line, NewLine)}
        if self._neighbours.visible and lines.keys() - found.keys() and self._hand.is_within():
            found = lines | found
        return {device: laptop for device, laptop in found.items() if device not in paired}

    def _newcomers(self) -> frozenset[str]:
        """Return the devices that show themselves and have no line yet; they would push down what stands below."""
        return self.near - self._by_device.keys()

    def _in_order(self, devices: Sequence[str]) -> list[str]:
        """Put newcomers last while the card is looked at: what somebody is about to press stays where it is."""
        if not self.isVisible():
            return list(devices)
        stay = [each for each in self._order if each in devices]
        return [*stay, *(each for each in devices if each not in stay)]

    def _order_keys(self, lines: list[LaptopLine]) -> None:
        """Let the Tab key go from top to bottom, though lines are made later than what stands below them."""
        stops: list[QWidget] = [self.visible_box, self._same, self._differ]
        for line in lines:
            stops += line.stops()
        stops += [self.address, self._pair_button]
        order_stops(stops[0], stops[1:])

    def _made_mate(self, mate: Mate) -> MateLine:
        line = MateLine(self._theme, mate)
        line.share_asked.connect(self._neighbours.runs.share)
        line.stop_asked.connect(self._neighbours.runs.stop)
        line.opened.connect(self._toggle)
        line.chosen.connect(self._choose)
        line.allowed.connect(self._neighbours.allow)
        line.forget_asked.connect(self._forget)
        return line

    def _made_new(self, device: str, laptop: str) -> NewLine:
        line = NewLine(self._theme, laptop)
        line.asked.connect(partial(self._pair_with, device))
        return line

    def _standing_words(self) -> str:
        neighbours = self._neighbours
        if not neighbours.visible:
            return _("Switch it on, and on your colleagues’ laptops too: then they find each other, with no server.")
        if neighbours.pairing and neighbours.comparison is None:
            return _("Asking {name} …", name=neighbours.pairing)
        if not neighbours.port:
            return _("Looking around …")
        here = _("This laptop answers at port {port}.", port=neighbours.port)
        listed = any(each.device not in self._kept_back for each in neighbours.found)
        return here if listed else _("Nobody else shows themselves here yet.") + " " + here

    def _show_comparison(self) -> None:
        comparison = self._neighbours.comparison
        begins = comparison is not None and self._comparing.isHidden()
        at_it = _has_focus(self._comparing)
        self._comparing.setVisible(comparison is not None)
        if comparison is None:
            if at_it:
                self._focus_on(self._begun or "")
            if not self._neighbours.pairing:
                self._begun = None
            return
        who = comparison.card.name or comparison.card.laptop
        self._question.setText(_("Does {name} see the same six digits?", name=who))
        self.digits.setText(f"{comparison.digits[:3]} {comparison.digits[3:]}")
        self.digits.setAccessibleName(" ".join(comparison.digits))
        asked = comparison.said is None
        self._same.setEnabled(asked)
        self._differ.setEnabled(asked)
        if begins and self._begun is not None:
            # Who asked waits here; the safe answer is at hand, so that a key pressed twice pairs with nobody.
            self._differ.setFocus()
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

    # doing

    def _switch(self, on: bool) -> None:
        self._neighbours.set_visible(on)

    def _pair_at(self) -> None:
        self._begun = ""
        try:
            self._neighbours.pair_at(self.address.text())
        except Trouble as trouble:
            self._begun = None
            self._say_trouble(trouble)
            self.address.setFocus()

    def _pair_with(self, device: str) -> None:
        found = self._neighbours.found_of(device)
        if found is not None:
            self._begun = device
            self._neighbours.pair(found.laptop, found.addresses)

    def _focus_on(self, device: str) -> None:
        line = self._by_device.get(device)
        (next(iter(line.stops())) if line is not None else self.visible_box).setFocus()

    def _say(self, same: bool, _pressed: bool = False) -> None:
        held = _has_focus(self._comparing)
        self._neighbours.say(same)
        if held:
            self._question.setFocus()

    def _toggle(self, device: str) -> None:
        self._open = "" if self._open == device else device
        self._show()

    def _choose_for(self, device: str) -> None:
        self._open = device
        if self._begun == "":
            self.address.clear()
        self._operations.read(read, partial(self._take_and_choose, device))

    def _take_and_choose(self, device: str, mates: tuple[Mate, ...]) -> None:
        if not any(mate.partnerships for mate in mates):
            self._open = ""  # there is nothing to choose yet
        at_it = _has_focus(self)
        self._take(mates)
        line = self._by_device.get(device)
        if at_it and isinstance(line, MateLine):
            line.focus_choices()

    def _choose(self, device: str, scope: str, on: bool) -> None:
        choice, tell = colleagues.YES if on else colleagues.NO, self._operations.announce

        def keep(database: Any) -> None:  # the store's database
            with database.write() as connection:
                colleagues.choose(connection, device, scope, choice)
            tell(frozenset({COLLEAGUE}))

        self._operations.jot(keep)
        if on:
            self._neighbours.runs.share_soon(device)

    def _forget(self, device: str) -> None:
        self._neighbours.runs.stop(device)
        tell = self._operations.announce

        def keep(database: Any) -> None:  # the store's database
            with database.write() as connection:
                colleagues.forget(connection, device)
            tell(frozenset({COLLEAGUE}))

        self._open = ""
        self._operations.jot(keep)
        self.told.emit(_("The laptop is forgotten. What came from it stays here."))


def _has_focus(part: QWidget) -> bool:
    """Return whether the keyboard is at something inside a part."""
    focus = QApplication.focusWidget()
    return focus is not None and part.isAncestorOf(focus)


def _fits(line: LaptopLine, device: str, paired: Mapping[str, Mate], new: Mapping[str, str]) -> bool:
    """Return whether a line can go on showing a laptop."""
    return device in (paired if isinstance(line, MateLine) else new)
