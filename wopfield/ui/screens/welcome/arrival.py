"""The end of a first start from colleagues: their data comes, and whoever they had entered says so.

It knows no database and no network: what brings the data is given to it as a widget, and it is told what arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.ui.screens.welcome.pages import Page, choice_card
from wopfield.ui.screens.welcome.steps import Step, add_page, beside_steps, footer
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, ChoiceCard
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.strip import Strip

_MOST_CARDS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom colleagues entered; ``words`` tell who it is, ``likely`` that it may be the newcomer."""

    id: str
    name: str
    words: str
    likely: bool = False
    same: bool = False
    """It has the very e-mail or the whole name of the newcomer."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What colleagues' data has brought so far; the likeliest people first."""

    people: tuple[Known, ...] = ()
    partnerships: int = 0


class ArrivalScreen(QWidget):
    """Two pages: the data comes, then "Are you one of these?"; without data it goes on as somebody new."""

    finished = Signal(str)
    """The person whom colleagues had entered; empty for somebody new."""

    def __init__(self, theme: Theme, name: str, start: str, carrier: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._start = theme, name, start
        self._carrier = carrier
        self.arrived = Arrived()
        self._steps, self._stack, column = beside_steps(self, theme)
        column.addLayout(self._footer())
        title, words = _carrying_words(start)
        self._coming = Page(theme, title, words)
        self._coming.body.addWidget(carrier)
        self._here = Strip(theme, "good")
        self._here.hide()
        self._coming.body.addWidget(self._here)
        self.who = WhoPage(theme, name)
        for page in (self._coming, self.who):
            add_page(self._stack, page)
        self._show(0)

    def show_arrived(self, arrived: Arrived) -> None:
        """Say what has come, and let one go on."""
        came = arrived.people or arrived.partnerships
        news = came and not (self.arrived.people or self.arrived.partnerships)
        self.arrived = arrived
        self._here.setVisible(bool(came))
        if came:
            self._here.show_words(_arrived_words(arrived), self._next_words())
        self.who.show_people(arrived.people)
        self._next.setEnabled(bool(came))
        if news and not self._busy_at_carrier():
            self._next.setFocus()

    def complain(self, words: str) -> None:
        """Say what went wrong on the page that is shown."""
        page = self.who if self._stack.currentIndex() else self._coming
        page.show_trouble(words)

    def go_on(self) -> None:
        """Go to the next page, or say who it is."""
        if not self._next.isEnabled():
            return
        if self._stack.currentIndex() == 0 and self.arrived.people:
            self._show(1)
        else:
            self.finish(self.who.chosen if self._stack.currentIndex() else "")

    def finish(self, person: str) -> None:
        """Say who it is, once."""
        for button in (self._back, self._later, self._next):
            button.setEnabled(False)
        self.finished.emit(person)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self._busy_at_carrier():
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape and self._stack.currentIndex():
            self._show(0)
        else:
            super().keyPressEvent(event)

    def _footer(self) -> QHBoxLayout:
        row = footer()
        self._back = Button(self._theme, _("Back"), "arrow-left", tall=True)
        self._back.clicked.connect(lambda: self._show(0))
        self._later = Button(self._theme, _("Do this later"), tall=True)
        self._later.clicked.connect(lambda: self.finish(""))
        row.addWidget(self._back)
        row.addWidget(self._later)
        row.addStretch(1)
        self._next = Button(self._theme, _("Next"), "arrow-right", kind="primary", trailing=True, tall=True)
        self._next.setEnabled(False)
        self._next.clicked.connect(self.go_on)
        row.addWidget(self._next)
        return row

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._back.setVisible(number > 0)
        self._later.setVisible(number == 0)
        self._next.setText(_("Open WOPField") if number else _("Next"))
        titles = (_("Language"), _("You"), _("Password"), _("Your first data"), _("Recovery sheet"))
        steps = [Step(title, self._name if place == 1 else "") for place, title in enumerate(titles)]
        self._steps.show_steps([*steps, Step(_carrying_words(self._start)[0], "")], len(titles))
        if number:
            self.who.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy_at_carrier(self) -> bool:
        """Return whether the keyboard is at what brings the data."""
        focus = QApplication.focusWidget()
        return focus is not None and self._carrier.isAncestorOf(focus)

    def _next_words(self) -> str:
        if self._start == "colleague" and not self.arrived.partnerships:
            return _("Partnerships come by themselves once your colleague ticks them for this laptop.")
        return ""


class WhoPage(Page):
    """People whom colleagues entered, one of whom may be whoever sits here; or somebody new."""

    def __init__(self, theme: Theme, name: str) -> None:
        words = _("Colleagues may have entered you already. Say who you are, and you stand there once.")
        super().__init__(theme, _("Are you one of these?"), words)
        self.chosen = ""
        self._people: tuple[Known, ...] = ()
        self._cards: dict[str, ChoiceCard] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addLayout(self._list)
        self._new = self._card("", _("No, I am new here"), _("{name} is entered as somebody new.", name=name))
        self.body.addWidget(self._new)
        self._others_title = Label(theme, _("Somebody else who is entered here"), "secondary")
        self.body.addWidget(self._others_title)
        self.others = ChoiceBox(theme, _("Somebody else who is entered here"))
        self.others.setMaximumWidth(theme.px(460))
        self.others.activated.connect(lambda place: self.choose(str(self.others.itemData(place) or "")))
        self.body.addWidget(self.others)
        self.choose("")

    def show_people(self, people: Sequence[Known]) -> None:
        """Show who is entered; what was chosen stays, and who has the very name or e-mail is chosen at first."""
        if tuple(people) == self._people:
            return
        first_time, self._people = not self._people, tuple(people)
        clear(self._list)
        near = [each for each in people if each.likely][:_MOST_CARDS]
        self._cards = {each.id: self._card(each.id, each.name, each.words) for each in near}
        for card in self._cards.values():
            self._list.addWidget(card)
        rest = [each for each in people if each.id not in self._cards]
        self.others.clear()
        self.others.addItem(_("Choose a person…"), "")
        for each in rest:
            self.others.addItem(f"{each.name} · {each.words}" if each.words else each.name, each.id)
        for part in (self._others_title, self.others):
            part.setVisible(bool(rest))
        same = [each.id for each in near if each.same]
        if first_time and same:
            self.chosen = same[0]
        self.choose(self.chosen if self.chosen in {each.id for each in people} else "")

    def choose(self, person: str) -> None:
        """Choose somebody; empty for somebody new."""
        self.chosen = person
        for key, card in ({"": self._new} | self._cards).items():
            card.setChecked(key == person)
        self.others.setCurrentIndex(max(0, self.others.findData(person)) if person else 0)

    def first(self) -> QWidget:
        return ({"": self._new} | self._cards).get(self.chosen, self.others)

    def _card(self, person: str, title: str, words: str) -> ChoiceCard:
        card = choice_card(self.theme, title, words)
        card.clicked.connect(lambda: self.choose(person))
        return card


def _carrying_words(start: str) -> tuple[str, str]:
    if start == "stick":
        return (
            _("From a USB stick"),
            _("Plug the stick in, choose the file that a colleague saved for you, and type its password."),
        )
    return (
        _("From a colleague’s laptop"),
        _("Your colleague opens Sync and ticks “Visible to others”. Connect here, and compare six digits."),
    )


def _arrived_words(arrived: Arrived) -> str:
    people = plural("{count} person has arrived.", "{count} people have arrived.", len(arrived.people))
    count = arrived.partnerships
    partnerships = plural("{count} partnership has arrived.", "{count} partnerships have arrived.", count)
    return " ".join([*([people] if arrived.people else []), *([partnerships] if count else [])])
