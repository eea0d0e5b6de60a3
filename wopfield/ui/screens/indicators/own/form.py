"""The form of a figure or an indicator of our own, with what is wrong about it said while one types."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from wopfield.domain import own as rules
from wopfield.domain.catalogue import Catalogue
from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store.own import Own, fields_of
from wopfield.ui.begun import Begun, Field
from wopfield.ui.operations import Operations
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox, SteadyBox
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody wants kept: the row it is based on, None for a new one, and what was typed."""

    shown: Own | None
    indicator: bool
    fields: Mapping[str, str]


class OwnForm(Card):
    """``accepted`` carries a Meant that has passed every check, ``removed`` the row to delete.

    What was begun and neither added nor kept is there again when the form is shown for the same thing, however it was
    left, also when the program is started again; a change is based on the row of then.
    """

    accepted = Signal(object)
    removed = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, operations: Operations, *, indicator: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 1, 1, 1), parent=parent)
        self._theme = theme
        self._indicator = indicator
        self._catalogue: Catalogue | None = None
        self._row: Own | None = None
        self._fields: dict[str, QLineEdit] = {}
        page = Page(theme, margins=(18, 14, 18, 16), spacing=10)  # on a low screen the form scrolls
        self.body.addWidget(page)
        self._column = page.body
        self._title = Label(theme, "", "section")
        self._column.addWidget(self._title)
        self._build()
        named = "indicator of our own" if indicator else "figure of our own"
        self._begun = Begun(theme, operations, named, self._begun_fields())
        self._begun.filled.connect(self.check)
        self._column.insertWidget(1, self._begun)
        self.verdict = Label(theme, "", "secondary", wrap=True)
        self._column.addWidget(self.verdict)
        self.keep = Button(theme, _("Add it"), "check", kind="primary")
        self.keep.clicked.connect(self._keep)
        self.delete = Button(theme, _("Delete"), "trash")
        self.delete.clicked.connect(lambda: self.removed.emit(self._row))
        close = Button(theme, _("Close"))
        close.clicked.connect(self.closed)
        self._column.addWidget(side_by_side(self.keep, self.delete, close))
        self._column.addStretch(1)

    def _build(self) -> None:
        theme = self._theme
        self._add("name", _("Name"), _("Such as: People per kiosk") if self._indicator else _("Such as: Kiosks"))
        if self._indicator:
            hint = _("Such as: pop_water_point / own_kiosks")
            self._add("formula", _("Formula, in the codes of figures"), hint)
        self.unit = SteadyBox(_("Unit"))
        self.unit.setEditable(True)
        self.unit.setFont(theme.font(BODY))
        typing = self.unit.lineEdit()
        if typing is not None:
            typing.setAccessibleName(_("Unit"))
        self.unit.currentTextChanged.connect(lambda _text: self.check())
        self._column.addWidget(labelled(theme, _("Unit"), self.unit))
        if self._indicator:
            self.direction = ChoiceBox(theme, _("What is better?"))
            for key, words in (
                ("higher_better", _("More is better")),
                ("lower_better", _("Less is better")),
                ("target", _("Neither, it depends")),
            ):
                self.direction.addItem(words, key)
            self.direction.activated.connect(lambda _place: self.check())
            self._column.addWidget(labelled(theme, _("What is better?"), self.direction))
        least, most = ("typical_min", "typical_max") if self._indicator else ("plausible_min", "plausible_max")
        self._pair((least, _("Usually at least")), (most, _("Usually at most")))
        if self._indicator:
            self._pair(("good_practice_value", _("Good practice, if known")), ("good_practice_source", _("Its source")))
        self._add("definition", _("What it is"), "")

    def _add(self, name: str, words: str, hint: str) -> None:
        self._column.addWidget(labelled(self._theme, words, self._field(name, words, hint)))

    def _pair(self, *fields: tuple[str, str]) -> None:
        parts = [labelled(self._theme, words, self._field(name, words, "")) for name, words in fields]
        self._column.addWidget(side_by_side(*parts))

    def _field(self, name: str, words: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setFont(self._theme.font(BODY))
        field.setAccessibleName(words)
        field.setPlaceholderText(hint)
        field.textEdited.connect(lambda _text: self.check())
        self._fields[name] = field
        return field

    def show_row(self, scope: str, catalogue: Catalogue, row: Own | None) -> None:
        """Show what was added in a partnership, or an empty form, or what was begun there and not added.

        ``catalogue`` is the one it is added to, without ``row``.
        """
        self._begun.pause()
        if row is None:
            self._begun.begin(scope, partial(self._fill, catalogue, None, {}))
        else:
            fill = partial(self._fill, catalogue, row, fields_of(row))
            self._begun.begin(f"{scope} {row.id}", fill, row.model_dump_json())

    def forget(self) -> None:
        """Leave what is in the form behind: it is kept, or deleted."""
        self._begun.end()

    def keep_begun(self) -> None:
        """Keep what stands in the form now, since it is about to be left."""
        self._begun.flush()

    def _begun_fields(self) -> Mapping[str, Field]:
        fields: dict[str, Field] = dict(self._fields)
        typing = self.unit.lineEdit()
        if typing is not None:
            fields["unit"] = typing
        if self._indicator:
            fields["direction"] = self.direction
        return fields

    def _fill(self, catalogue: Catalogue, row: Own | None, kept: Mapping[str, str]) -> None:
        self._catalogue, self._row = catalogue, row
        new = _("An indicator of our own") if self._indicator else _("A figure of our own")
        self._title.setText(f"{row.name} · {row.code}" if row is not None else new)
        for name, field in self._fields.items():
            field.setText(kept.get(name, ""))
        self.unit.blockSignals(True)
        self.unit.clear()
        known = catalogue.indicators if self._indicator else catalogue.variables
        self.unit.addItems(sorted({each.unit for each in known.values()}))
        self.unit.setCurrentText(kept.get("unit", ""))
        self.unit.blockSignals(False)
        if self._indicator:
            self.direction.setCurrentIndex(max(0, self.direction.findData(kept.get("direction", "higher_better"))))
        self.keep.setText(_("Keep the change") if row is not None else _("Add it"))
        self.delete.setVisible(row is not None)
        self.check()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._fields["name"].setFocus()

    def check(self) -> bool:
        """Say what is wrong, or what the formula gives; return whether all is right."""
        catalogue = self._catalogue
        if catalogue is None:
            return False
        typed = self._typed()
        touched = bool(typed["name"].strip() or typed.get("formula", "").strip())
        try:
            if self._indicator:
                found = rules.own_indicator({**typed, "themes": ""}, catalogue)
                names = ", ".join(catalogue.names[code] for code in found.variables)
                words = _("All is right. It is worked out from: {names}.", names=names)
            else:
                rules.own_variable(typed, catalogue.variables)
                words = _("All is right. In formulas it is called {code}.", code=typed["code"])
        except Trouble as refused:
            self._say(refused.happened if touched else "", "danger")
            self.keep.setEnabled(False)
            return False
        self._say(words, "good")
        self.keep.setEnabled(True)
        return True

    # private

    def _say(self, words: str, ink: str) -> None:
        self.verdict.set_ink("good" if ink == "good" else "danger")
        self.verdict.setText(words)

    def _typed(self) -> dict[str, str]:
        typed = {name: field.text().strip() for name, field in self._fields.items()}
        typed["unit"] = self.unit.currentText().strip()
        if self._indicator:
            typed["direction"] = str(self.direction.currentData())
        typed["code"] = self._row.code if self._row is not None else self._code_for(typed["name"])
        return typed

    def _code_for(self, name: str) -> str:
        """Return a code made of a name that nothing has yet."""
        plain = "_".join(re.findall(r"[a-z0-9]+", name.casefold()))[:30] or "x"
        code = f"OWN_{plain.upper()}" if self._indicator else f"own_{plain}"
        taken = self._catalogue.indicators.keys() | self._catalogue.variables.keys() if self._catalogue else set()
        return next(each for each in (code, *(f"{code}_{number}" for number in range(2, 1000))) if each not in taken)

    def _keep(self) -> None:
        if self.check():
            self.accepted.emit(Meant(self._based_on(), self._indicator, self._typed()))

    def _based_on(self) -> Own | None:
        """Return the row as it was when the change was begun, so that a colleague's change since then is not lost."""
        row = self._row
        return type(row).model_validate_json(self._begun.shown) if row is not None and self._begun.shown else row
