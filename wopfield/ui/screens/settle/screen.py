"""Settle what was changed in two places: field by field, side by side, nothing lost.

Nothing is chosen beforehand: the program never guesses which of two people is right. What is saved is based on
every value that was shown; one that arrives meanwhile stays open and is asked about again.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store import conflicts
from wopfield.store.conflicts import Conflict
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS
from wopfield.store.tables import NOUNS
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.settle.cells import Foot, Result, ValueCell, name_of
from wopfield.ui.screens.settle.choice import Choice
from wopfield.ui.screens.settle.reading import Found, find
from wopfield.ui.screens.settle.sheet import RING, Sheet
from wopfield.ui.screens.settle.words import key_words, place_of, warning_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.labels import Label, ShortLabel


class SettleScreen(Screen):
    """One row after another that was changed in two places."""

    place = "settle"
    rail = "sync"
    focus_mode = True
    shows = frozenset(NOUNS)

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._places: tuple[conflicts.Place, ...] = ()
        self._choice = Choice()
        self._cells: dict[str, list[ValueCell | None]] = {}
        self._settled = 0
        self._left: set[conflicts.Place] = set()
        self._wanted: conflicts.Place | None = None
        self._saving = False
        self._build()

    @property
    def _conflict(self) -> Conflict | None:
        return self._choice.conflict

    # what the window asks

    def what_stays(self) -> str:
        """Return in words what will stay, besides the level that is shown as a mark."""
        return self._result.words()

    def open(self, **ids: str) -> None:
        self._settled, self._left, self._places, self._choice = 0, set(), (), Choice()
        self.head(Heading(_("Settle changes made in two places")))
        self._read(conflicts.Place(ids.get("scope", ""), ids.get("noun", ""), ids.get("row", "")))

    def redraw(self) -> None:
        if not self._saving:
            self._read(self._wanted)

    def commands(self) -> tuple[Command, ...]:
        sides = self._conflict.sides if self._conflict else ()
        found = [
            Command(
                _("Take what {name} wrote", name=name_of(sides[number])) if number < len(sides) else _("Take both"),
                partial(self._press_number, number),
                keys=str(number + 1),
                icon="check",
            )
            for number in range(max(2, len(sides)) + 1 if sides else 4)
        ]
        found.append(Command(_("Save and go to the next"), self._save, "Ctrl+Return", "arrow-right"))
        found.append(Command(_("Leave it for later"), self._leave_it, "", "message"))
        return tuple(found)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._top, self._middle, self._foot)

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._work = QWidget()
        inside = QVBoxLayout(self._work)
        inside.setContentsMargins(24 - RING, 16, 24 - RING, 12)
        inside.setSpacing(12)
        inside.addWidget(self._built_top())
        self._middle = QScrollArea()
        self._middle.setWidgetResizable(True)
        self._middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._middle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.addWidget(self._middle, 1)
        self._result = Result(self.theme)
        result = QHBoxLayout()
        result.setContentsMargins(RING, 0, RING, 0)
        result.addWidget(self._result)
        inside.addLayout(result)
        column.addWidget(self._work, 1)
        self._empty = Empty(
            self.theme,
            _("Nothing is open"),
            _("Nothing was changed in two places, or somebody has settled it already."),
            _("Back to Sync"),
            icon="arrow-left",
        )
        self._empty.started.connect(partial(self.open_requested.emit, Place("sync")))
        self._nothing = QWidget()
        outer = QVBoxLayout(self._nothing)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addWidget(self._empty)
        outer.addStretch(1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._built_foot())
        self._nothing.hide()
        self._work.hide()
        self._foot.hide()

    def _built_top(self) -> QWidget:
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(RING, 0, RING, 0)
        row.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._title = ShortLabel(self.theme, "", "page")
        self._where = ShortLabel(self.theme, "", "secondary")
        lines.addWidget(self._title)
        lines.addWidget(self._where)
        self._again = Label(self.theme, "", "secondary", ink="warning", wrap=True)
        lines.addWidget(self._again)
        row.addLayout(lines, 1)
        self._see = Button(self.theme, _("See it"), "external-link")
        self._see.clicked.connect(self._see_it)
        self._history = Button(self.theme, _("History"), "history")
        self._history.clicked.connect(self._see_history)
        row.addWidget(self._see)
        row.addWidget(self._history)
        return self._top

    def _built_foot(self) -> QWidget:
        self._foot = Foot(self.theme)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(24, 10, 24, 10)
        self._ask = Button(self.theme, _("Leave it for later"), "message", tall=True)
        self._ask.clicked.connect(self._leave_it)
        self._keys = Label(self.theme, "", "secondary", ink="ink2")
        self._next = Button(self.theme, "", "arrow-right", kind="primary", trailing=True, tall=True)
        self._next.clicked.connect(self._save)
        row.addWidget(self._ask)
        row.addStretch(1)
        row.addWidget(self._keys)
        row.addStretch(1)
        row.addWidget(self._next)
        return self._foot

    # reading

    def _read(self, wanted: conflicts.Place | None) -> None:
        self._wanted = wanted
        self.operations.read(partial(find, wanted, frozenset(self._left)), self._show)

    def _show(self, found: Found) -> None:
        self._places = found.places
        if found.conflict is None:
            self._show_nothing()
            return
        if self._conflict is not None and self._conflict.place == self._wanted != found.conflict.place:
            self.told.emit(_("{title} was settled on another laptop meanwhile.", title=self._conflict.name.title), None)
        self._wanted = found.conflict.place
        if self._conflict == found.conflict:
            return  # nothing of it has changed: what is chosen and where the focus is stays
        self._choice = self._choice.after(found.conflict)
        self._show_conflict(found.conflict)

    def _show_nothing(self) -> None:
        over = self._conflict is not None or self._settled > 0
        self._work.hide()
        self._foot.hide()
        self._nothing.show()
        if over:
            self._say_how_it_ended()
            self._choice, self._settled = Choice(), 0
            self.back_requested.emit()

    def _say_how_it_ended(self) -> None:
        left = len(self._left & set(self._places))
        if left:
            words = plural("{count} is left for later.", "{count} are left for later.", left)
        else:
            words = _("Everything is settled.")
        self.told.emit(words, None)

    def _show_conflict(self, conflict: Conflict) -> None:
        place = self._settled + self._places.index(conflict.place) + 1
        total = self._settled + len(self._places)
        where = _("{place} of {total}", place=place, total=total)
        self.head(Heading(_("Settle changes made in two places"), where))
        self._title.setText(conflict.name.title)
        self._where.setText(conflict.name.where)
        warning = warning_words(conflict)
        self._again.setText(warning)
        self._again.setVisible(bool(warning))
        self._next.setVisible(conflict.may_settle)
        self._see.setVisible(place_of(conflict) is not None)
        self._history.setVisible(conflict.place.scope != COMMONS)
        others = [name_of(side) for side in conflict.sides if not side.you]
        self._ask.setText(_("Ask {name} first", name=others[0]) if others else _("Leave it for later"))
        self._next.setText(_("Save and go to the next") if self._after() else _("Save and finish"))
        self._keys.setText(key_words(conflict))
        self._fill(conflict)
        for part in (self._work, self._foot):
            part.show()
        self._nothing.hide()
        self._show_chosen()
        first = next((cell for cells in self._cells.values() for cell in cells if cell is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, conflict: Conflict) -> None:
        sheet = Sheet(self.theme, conflict)
        sheet.pressed.connect(self._press)
        sheet.taken.connect(self._take_all)
        self._cells = sheet.cells
        self._middle.setWidget(sheet)

    # choosing

    def _press(self, register: str, column: int) -> None:
        self._choice.press(register, column)
        self._show_chosen()

    def _press_number(self, number: int) -> None:
        """Choose for the field that has the focus, else for the first that waits; then go to the next that waits."""
        register = self._current()
        if register is not None and self._choice.take(register, number):
            self._show_chosen()
            self._focus_waiting()

    def _take_all(self, column: int) -> None:
        self._choice.take_all(column)
        self._show_chosen()

    def _current(self) -> str | None:
        focus = self.focusWidget()
        held = (name for name, cells in self._cells.items() if focus is not None and focus in cells)
        return next(held, None) or self._choice.waiting() or next(iter(self._cells), None)

    def _focus_waiting(self) -> None:
        waiting = self._choice.waiting()
        if waiting is None or self._choice.is_whole:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        cell = next((cell for cell in self._cells[waiting] if cell is not None), None)
        if cell is not None:
            cell.setFocus(Qt.FocusReason.TabFocusReason)
            self._middle.ensureWidgetVisible(cell)

    def _show_chosen(self) -> None:
        for name, cells in self._cells.items():
            for column, cell in enumerate(cells):
                if cell is not None:
                    cell.setChecked(self._choice.is_chosen(name, column))
        self._next.setEnabled(self._choice.is_whole and self._conflict is not None and self._conflict.may_settle)
        self._result.show_result(*self._choice.words(), everything=self._choice.keeps_everything)

    # doing

    def _save(self) -> None:
        if self._conflict is None or self._saving or not self._next.isEnabled():
            return
        self._saving = True
        self._next.setEnabled(False)
        self.operations.change(partial(_settle, self._conflict, self._choice.values()), self._saved, self._not_saved)

    def _saved(self, _done: object) -> None:
        self._saving = False
        self._settled += 1
        self._go_on()

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self._show_chosen()
        self.operations.failed.emit(error)

    def _leave_it(self) -> None:
        if self._conflict is not None and not self._saving:
            self._left.add(self._conflict.place)
            self._go_on()

    def _go_on(self) -> None:
        """Read again and show the next one; the conflict that was shown no longer is."""
        after = self._after()
        if after is None and self._conflict is not None:
            self._left.add(self._conflict.place)
        self._choice = Choice(self._conflict)
        self._read(after)

    def _after(self) -> conflicts.Place | None:
        """Return the next one in the list that nobody left for later; after the last comes the first."""
        if self._conflict is None or self._conflict.place not in self._places:
            return None
        here = self._places.index(self._conflict.place)
        around = (*self._places[here + 1 :], *self._places[:here])
        return next((place for place in around if place not in self._left), None)

    def _see_it(self) -> None:
        place = place_of(self._conflict) if self._conflict else None
        if place is not None:
            self.open_requested.emit(place)

    def _see_history(self) -> None:
        if self._conflict is not None:
            at = self._conflict.place
            self.open_requested.emit(Place("history", partnership=at.scope, noun=at.noun, row=at.row))


def _settle(conflict: Conflict, chosen: Mapping[str, conflicts.Values], editor: Editor) -> None:
    conflicts.settle(editor, conflict, chosen)
