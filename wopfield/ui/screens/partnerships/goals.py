"""The objectives of a partnership as a list of fields: what shall be reached, from where, by when."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.tables import Objective
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.text import LineText, based_on


class Goals(Card):
    """Objectives one below the other; the last line takes a new one."""

    added = Signal(str)
    changed = Signal(object, str, object)
    """The row as it was shown, the field, and its new value."""
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(20, 16, 20, 16), spacing=12, parent=parent)
        self._theme = theme
        self._goals: list[_Goal] = []
        self.body.addWidget(SectionTitle(theme, _("What we want to reach")))
        note = _("A figure that follows an indicator fills itself in. Others are typed here.")
        self.body.addWidget(Label(theme, note, "secondary", ink="ink3", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addLayout(self._list)
        self.fresh = LineText(theme, _("New objective"), hint=_("Such as “Less water lost before billing”"))
        self.fresh.left.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.fresh, 1)
        add = Button(theme, _("Add"), "plus")
        add.clicked.connect(self.fresh.flush)
        row.addWidget(add)
        self.body.addLayout(row)

    def show_rows(self, rows: Sequence[Objective]) -> None:
        """Show objectives; a field somebody is typing in keeps what is typed."""
        if [goal.row.id for goal in self._goals] != [row.id for row in rows]:
            clear(self._list)
            self._goals = [_Goal(self._theme, row) for row in rows]
            for goal in self._goals:
                goal.changed.connect(self.changed)
                goal.removed.connect(self.removed)
                self._list.addWidget(goal)
        for goal, row in zip(self._goals, rows, strict=True):
            goal.show_row(row)

    def add_blank(self) -> None:
        """Put the keyboard where a new objective is typed."""
        self.fresh.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_place(self) -> str:
        """Return the place after the last one."""
        return f"{len(self._goals) + 1:04}"

    def flush(self) -> None:
        """Keep what is being typed."""
        self.fresh.flush()
        for goal in self._goals:
            goal.flush()

    def _add(self, words: str) -> None:
        if words.strip():
            self.added.emit(words)
        self.fresh.show_text("")


class _Goal(Card):
    changed = Signal(object, str, object)
    removed = Signal(object)

    def __init__(self, theme: Theme, row: Objective) -> None:
        super().__init__(theme, surface="sunk", margins=(14, 12, 14, 14), spacing=10)
        self.row = row
        top = QHBoxLayout()
        top.setSpacing(8)
        self.text = LineText(theme, _("Objective"))
        self.text.left.connect(partial(self._say, "text"))
        top.addWidget(self.text, 1)
        remove = IconButton(theme, "trash", _("Remove this objective"))
        remove.clicked.connect(lambda: self.removed.emit(self.row))
        top.addWidget(remove)
        self.body.addLayout(top)
        self.indicator = ChoiceBox(theme, _("Follows the indicator"))
        self._offer()
        self.indicator.activated.connect(lambda: self._say("indicator", str(self.indicator.currentData())))
        self.by = DayField(theme, _("By"))
        self.by.chosen.connect(lambda day: self._say("by", day))
        follows = labelled(theme, _("Follows the indicator"), self.indicator)
        self.body.addWidget(side_by_side(follows, labelled(theme, _("By"), self.by)))
        names = {"start": _("Start"), "now": _("Now"), "goal": _("Goal"), "unit": _("Unit")}
        self.figures = {field: LineText(theme, words) for field, words in names.items()}
        for field, widget in self.figures.items():
            widget.left.connect(partial(self._say, field))
        self._boxes = {field: labelled(theme, names[field], widget) for field, widget in self.figures.items()}
        self.body.addWidget(side_by_side(*self._boxes.values()))

    def show_row(self, row: Objective) -> None:
        self.row = row
        self.text.show_text(row.text, row)
        self.by.show_day(row.by, row)
        self.indicator.setCurrentIndex(max(0, self.indicator.findData(row.indicator)))
        for field, widget in self.figures.items():
            widget.show_text(getattr(row, field), row)
        self._boxes["now"].setVisible(not row.indicator)

    def flush(self) -> None:
        self.by.flush()
        for field in (self.text, *self.figures.values()):
            field.flush()

    def _offer(self) -> None:
        catalogue = indicator_catalogue()
        self.indicator.addItem(_("No indicator: typed here"), "")
        others = sorted(catalogue.indicators.values(), key=lambda one: one.name)
        key = [catalogue.indicators[code] for code in catalogue.key_indicators]
        for one in (*key, *(one for one in others if one not in key)):
            self.indicator.addItem(one.name, one.code)
        self.indicator.insertSeparator(1 + len(key))
        self.indicator.setMinimumContentsLength(16)
        self.indicator.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _say(self, field: str, value: object) -> None:
        row = based_on(self.figures.get(field) or getattr(self, field, None), self.row)
        if value != getattr(row, field):
            self.changed.emit(row, field, value)
