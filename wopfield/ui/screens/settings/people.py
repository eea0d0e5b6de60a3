"""People who stand twice: joined by whoever knows that they are one, and taken apart again."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.newcomer import Newcomer, likely
from wopfield.store.people import Listed
from wopfield.store.tables import Person
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Line
from wopfield.ui.widgets.page import clear


class PeopleRows(Rows):
    """Two who are one, and those who were joined; each is told apart by what is known of them."""

    joined = Signal(object, object)
    """Who stands twice, and who stays."""
    taken_apart = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._people: Sequence[Person] = ()
        self._laptops: Mapping[str, Sequence[str]] = {}
        self._shown: Sequence[Listed] = ()
        self._twice = ChoiceBox(theme, _("Who stands here twice"))
        self._stays = ChoiceBox(theme, _("Who it is, and stays"))
        self._join = Button(theme, _("Join"), "users")
        self._twice.currentIndexChanged.connect(self._offer_who_stays)
        self._stays.currentIndexChanged.connect(self._say_what_happens)
        self._join.clicked.connect(self._ask)
        self.add(_("Who stands here twice"), _("because they began on two laptops"), self._twice, wide=True)
        self.add(_("Who it is, and stays"), _("the likeliest come first"), self._stays, wide=True)
        self._what = self.add(_("Join the two"), "", self._join)
        self._what.show()
        self._apart = QVBoxLayout()
        self._apart.setSpacing(0)
        self.body.addLayout(self._apart)

    def show_people(self, listed: Sequence[Listed], laptops: Mapping[str, Sequence[str]]) -> None:
        """Show who there is, with the laptops that each writes on; what is being chosen stays."""
        if (listed, laptops) == (self._shown, self._laptops):
            return
        self._shown, self._laptops = listed, laptops
        self._people = [each.row for each in listed]
        self._fill(self._twice, self._people)
        self._offer_who_stays()
        clear(self._apart)
        for each in listed:
            for other in each.also:
                self._apart.addWidget(Line(self._theme))
                self._apart.addWidget(self._joined_row(each.row, other))

    def _joined_row(self, stands: Person, other: Person) -> QWidget:
        apart = Button(self._theme, _("Take apart"), kind="link")
        apart.setAccessibleName(_("Take {name} apart from {other}", name=other.name, other=stands.name))
        apart.clicked.connect(partial(self.taken_apart.emit, other))
        return self.row(stands.name, _("also entered as {who}", who=self._words(other)), apart)[0]

    def _fill(self, box: ChoiceBox, people: Sequence[Person]) -> None:
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            box.addItem(_("Choose somebody"), "")
            for person in people:
                box.addItem(self._words(person), person.id)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _offer_who_stays(self, _place: int = 0) -> None:
        twice = self._found(self._twice)
        others = [person for person in self._people if twice is not None and person is not twice]
        near = likely(Newcomer(twice.name, twice.email, ""), others) if twice is not None else []
        self._fill(self._stays, [*near, *(person for person in others if person not in near)])
        self._stays.setEnabled(twice is not None)
        self._say_what_happens()

    def _say_what_happens(self, _place: int = 0) -> None:
        twice, stays = self._found(self._twice), self._found(self._stays)
        self._join.setEnabled(twice is not None and stays is not None)
        if twice is None or stays is None:
            self._what.setText(_("Both stay as they were written; you can take them apart again."))
            return
        self._what.setText(
            _(
                "{name} is read as {other} everywhere from now on: in ratings, teams, the history and reports. "
                "Nothing is rewritten, and you can take them apart again.",
                name=self._words(twice),
                other=self._words(stays),
            )
        )

    def _ask(self) -> None:
        twice, stays = self._found(self._twice), self._found(self._stays)
        if twice is not None and stays is not None:
            self._twice.setCurrentIndex(0)
            self.joined.emit(twice, stays)

    def _found(self, box: ChoiceBox) -> Person | None:
        return next((person for person in self._people if person.id == box.currentData()), None)

    def _words(self, person: Person) -> str:
        laptops = (_("writes on {laptop}", laptop=laptop) for laptop in self._laptops.get(person.id, ()))
        return " · ".join(filter(None, (person.name, person.function, person.email, *laptops)))
