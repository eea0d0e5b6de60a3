"""A form that is filled in and then added keeps what was begun in it, however it is left before that.

What stands in its fields is on the disk within a second of typing: leaving the screen, another language, a closed
window and an empty battery all find it again when the form is opened.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from wopfield.language import _
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox, Switch, Tick
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.text import DraftClock, GrowingText
from wopfield.ui.widgets.toggle import Toggles

if TYPE_CHECKING:
    from wopfield.store.database import Database, Session

Words: TypeAlias = "Mapping[str, str | None]"
"""What stands in each field of a form; None where nothing is chosen."""
Field: TypeAlias = QLineEdit | GrowingText | DayField | ChoiceBox | Segments | Toggles | Tick | Switch


class Begun(QWidget):
    """Remembers a form; as a widget it is the line above one that was filled in again, with a way to begin anew.

    Fields are filled in in the order they are given, so those that propose something for others come first.
    """

    filled = Signal()
    """What was begun stands in the fields again."""

    def __init__(self, theme: Theme, operations: Operations, name: str, fields: Mapping[str, Field]) -> None:
        """Take a name that tells the form from every other, and its fields by names that stay."""
        super().__init__()
        self._operations, self._name, self._fields = operations, name, fields
        self._form = self._based_on = ""
        self.shown = ""
        """What stood in the form when what is in it again was begun, as ``begin`` was told then."""
        self._empty: Words = {}
        self._known: Words = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(theme, _("What you began is here again."), "secondary", ink="ink3", wrap=True), 1)
        self.anew = Link(theme, _("Begin anew"))
        self.anew.clicked.connect(self._begin_anew)
        row.addWidget(self.anew)
        self.hide()
        self._clock = DraftClock(self.flush, self)
        for field in fields.values():
            _hear(field, self._clock.wind)

    def begin(self, scope: str, empty: Callable[[], object], shown: str = "") -> None:
        """Open the form for a partnership: ``empty`` empties it, then what was begun there is filled in.

        A change of something there is ``shown``, as a text that is kept with it: what it was based on stays known.
        """
        self.flush()
        empty()
        self._form, self._empty = f"{self._name} {scope}", self._typed()
        self._based_on = self.shown = shown
        self._known = {}
        self.hide()
        self._operations.read_after(partial(_find, self._form), partial(self._fill, self._form))

    def pause(self) -> None:
        """Keep what stands in the fields, which are about to show something else, until the form is opened again."""
        self.flush()
        self._form = ""
        self.hide()

    def flush(self) -> None:
        """Keep what stands in the fields now."""
        self._clock.stop()
        typed = self._typed()
        fields = {} if typed == self._empty else typed
        if self._form and fields != self._known:
            self._known = fields
            self._operations.jot(partial(_keep, self._form, {**fields, _SHOWN: self.shown} if fields else {}))

    def end(self) -> None:
        """Forget it: it was added."""
        if self._form:
            self._operations.jot(partial(_keep, self._form, {}))
        self._form = ""
        self.hide()

    # private

    def _typed(self) -> Words:
        return {name: _said(field) for name, field in self._fields.items()}

    def _fill(self, form: str, found: Words) -> None:
        if form == self._form and found and self._typed() == self._empty:
            self._known = {name: words for name, words in found.items() if name != _SHOWN}
            self.shown = found.get(_SHOWN) or ""
            self._put(found)
            self.show()
            self.filled.emit()

    def _put(self, words: Words) -> None:
        for name, field in self._fields.items():
            if name in words:
                _say(field, words[name])

    def _begin_anew(self) -> None:
        self.hide()
        self.shown = self._based_on
        self._put(self._empty)
        self.flush()
        next(iter(self._fields.values())).setFocus()


_SHOWN = "based on"
"""Beside the fields, what they were filled from; no form has a field of this name."""


# ── fields of every kind ─────────────────────────────────────────────────────────────────────────────────────


def _hear(field: Field, act: Callable[[], object]) -> None:
    match field:
        case QLineEdit() | GrowingText():
            field.textChanged.connect(lambda *_words: act())
        case DayField():
            field.field.textChanged.connect(lambda _words: act())
        case ChoiceBox():
            field.currentIndexChanged.connect(lambda _place: act())
        case Segments() | Toggles():
            field.chosen.connect(lambda _key: act())
        case Tick() | Switch():
            field.toggled.connect(lambda _on: act())


def _said(field: Field) -> str | None:
    match field:
        case QLineEdit():
            return field.text()
        case GrowingText():
            return field.toPlainText()
        case DayField():
            return field.field.text()
        case ChoiceBox():
            return None if field.currentIndex() < 0 else str(field.currentData())
        case Segments():
            return field.current()
        case Toggles():
            return " ".join(field.on())
        case Tick() | Switch():
            return "yes" if field.isChecked() else ""


def _say(field: Field, words: str | None) -> None:
    """Fill a field in; what follows a person's choice follows it here, too."""
    match field:
        case QLineEdit():
            field.setText(words or "")
            field.setModified(bool(words))  # so that nothing is proposed in its place
        case GrowingText():
            field.setPlainText(words or "")
        case DayField():
            field.type_day(words or "")
        case ChoiceBox():
            keys = [str(field.itemData(place)) for place in range(field.count())]
            field.setCurrentIndex(keys.index(words) if words in keys else -1)
            field.activated.emit(field.currentIndex())
        case Segments():
            field.choose(words or "")
            field.chosen.emit(field.current())
        case Toggles():
            field.turn_on((words or "").split())
        case Tick() | Switch():
            field.setChecked(bool(words))


def _find(form: str, session: "Session") -> Words:
    from wopfield.store import begun

    return begun.find(session, form)


def _keep(form: str, words: Words, database: "Database") -> None:
    from wopfield.store import begun

    begun.keep(database, form, words)
