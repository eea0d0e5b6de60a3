"""The panel in which the team of a visit and its hosts are put together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.tables import Person
from wopfield.store.visit_page import VisitPage
from wopfield.store.visits import Companion
from wopfield.ui.begun import Begun, Field
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.choose import ChoiceBox, Tick
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.text import LineText, based_on


class TeamPanel(Panel):
    """Who comes, for what, and who receives them."""

    joined = Signal(str, str, str, bool)
    """Id of a person or empty, name of a new one, task, whether they are a host."""
    task_changed = Signal(object, str)
    left = Signal(object)
    """The TeamMember who does not come after all."""

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, _("Team and hosts"))
        self._visit = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        self._members: list[_Member] = []
        self.who = ChoiceBox(theme, _("Person"))
        self.who.activated.connect(self._chosen)
        self.name = LineText(theme, _("Name"))
        self.task = LineText(theme, _("Task"), hint=_("Such as “networks”, or “lead”"))
        self.host = Tick(theme, _("Is a host"))
        self.row_of(side_by_side(labelled(theme, _("Add a person"), self.who), labelled(theme, _("Task"), self.task)))
        self._name = labelled(theme, _("Name"), self.name)
        self.row_of(self._name)
        end = QHBoxLayout()
        end.addWidget(self.host)
        end.addStretch(1)
        self.add = Button(theme, _("Add to the visit"), "plus", kind="primary")
        self.add.clicked.connect(self._add)
        end.addWidget(self.add)
        self.body.addLayout(end)
        fields: dict[str, Field] = {"who": self.who, "name": self.name, "task": self.task, "host": self.host}
        self.begun = Begun(theme, operations, "team member", fields)
        self.show_begun(self.begun)

    def show_page(self, page: VisitPage) -> None:
        """Show who is in the visit and who else there is."""
        if [one.companion.row.id for one in self._members] != [one.row.id for one in page.team]:
            clear(self._list)
            self._members = [_Member(self._theme, one) for one in page.team]
            for member in self._members:
                member.task_changed.connect(self.task_changed)
                member.left.connect(self.left)
                self._list.addWidget(member)
        for member, companion in zip(self._members, page.team, strict=True):
            member.show_companion(companion)
        there = {one.row.person for one in page.team}
        self._offer([person for person in page.people if person.id not in there])
        if page.visit.id != self._visit:
            self._visit = page.visit.id
            self.begun.begin(self._visit, self._clear)

    def flush(self) -> None:
        super().flush()
        self.begun.flush()

    def _clear(self) -> None:
        for field in (self.name, self.task):
            field.forget()
        self.host.setChecked(False)

    def _offer(self, people: list[Person]) -> None:
        choices = [*((one.id, one.name) for one in people), ("", _("Somebody else …"))]
        if [(self.who.itemData(n), self.who.itemText(n)) for n in range(self.who.count())] != choices:
            self.who.clear()
            for key, words in choices:
                self.who.addItem(words, key)
            self.who.setCurrentIndex(0)
        self._chosen()

    def _chosen(self, _number: int = 0) -> None:
        self._name.setVisible(self.who.currentData() == "")

    def _add(self) -> None:
        person = str(self.who.currentData() or "")
        name = self.name.text().strip()
        if not person and not name:
            self.complain(_("Type the name of the person to add."))
            self.name.setFocus()
            return
        self.complain("")
        self.joined.emit(person, name, self.task.text().strip(), self.host.isChecked())
        self.begun.end()
        self.begun.begin(self._visit, self._clear)


class _Member(QWidget):
    task_changed = Signal(object, str)
    left = Signal(object)

    def __init__(self, theme: Theme, companion: Companion) -> None:
        super().__init__()
        self.companion = companion
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = companion.name or _("not on this laptop yet")
        row.addWidget(Avatar(theme, name, 30))
        row.addWidget(ShortLabel(theme, name, "strong"), 3)
        self.task = LineText(theme, _("Task of {name}", name=name), hint=_("Host") if companion.row.host else _("Task"))
        self.task.left.connect(lambda words: self.task_changed.emit(based_on(self.task, self.companion.row), words))
        row.addWidget(self.task, 2)
        leave = IconButton(theme, "x", _("Take {name} out of the visit", name=name))
        leave.clicked.connect(lambda: self.left.emit(self.companion.row))
        row.addWidget(leave)

    def show_companion(self, companion: Companion) -> None:
        self.companion = companion
        self.task.show_text(companion.row.task, companion.row)
