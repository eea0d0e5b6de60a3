"""Figures and indicators of our own, carried out as a file for another partnership, and taken in from one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store import own
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.own import Offered
from wopfield.ui.job import Work
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace
from wopfield.ui.screen import Command
from wopfield.ui.undoing import undo

if TYPE_CHECKING:
    from wopfield.figures.definitions import Definitions


class Defining(QObject):
    """A file is looked at first; what somebody wants of it is one change that one undo takes back."""

    told = Signal(str, object)
    offered = Signal(str, object)
    """The name of a file that was read, and what it would change: a tuple of Offered."""

    def __init__(
        self, operations: Operations, over: QWidget, choose_to_save: ChoosePlace, choose_to_open: ChoosePlace
    ) -> None:
        super().__init__(over)
        self._operations, self._over = operations, over
        self._choose_to_save, self._choose_to_open = choose_to_save, choose_to_open
        self._scope = ""

    def show_scope(self, scope: str) -> None:
        """Work with another partnership."""
        self._scope = scope

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with definitions, as the menu and Ctrl+K offer it."""
        return (
            Command(_("Save the definitions of our own figures"), self.save, "", "file-export"),
            Command(_("Take in definitions of figures"), self.take_in, "", "file-import"),
        )

    def save(self) -> None:
        """Ask where, and save what the partnership defined; where it defined nothing, say so."""
        self._operations.read_after(partial(_defined, self._scope), self._save)

    def take_in(self) -> None:
        """Read a file that somebody chooses, and offer what it defines; nothing is written by that."""
        chosen = self._choose_to_open(self._over, _("Take in definitions of figures"), "")
        if chosen:
            then = partial(self._compare, Path(chosen).name)
            self._operations.background(partial(_read, Path(chosen)), then, self._trouble)

    def keep(self, wanted: Sequence[Offered]) -> None:
        """Keep definitions that somebody has looked at."""
        edit = partial(_taken_in, self._scope, wanted)
        self._operations.change(edit, partial(self._kept, self._scope), self._trouble)

    # private

    def _save(self, defined: "Definitions") -> None:
        if not defined.variables and not defined.indicators:
            self.told.emit(_("Nothing of our own is defined yet."), None)
            return
        name = _("Definitions") + ".csv"
        chosen = self._choose_to_save(self._over, _("Save the definitions of our own figures"), name)
        if chosen:
            path = Path(chosen)
            whole = path if path.suffix else path.with_suffix(".csv")
            self._operations.background(partial(_write, whole, defined), self._saved, self._trouble)

    def _saved(self, path: Path) -> None:
        self.told.emit(_("Saved as {name}", name=path.name), None)

    def _compare(self, file: str, defined: "Definitions") -> None:
        self._operations.read_after(partial(_compared, self._scope, defined), partial(self.offered.emit, file))

    def _kept(self, scope: str, count: int) -> None:
        words = plural("{count} definition is new or changed.", "{count} definitions are new or changed.", count)
        self.told.emit(words, partial(undo, self._operations, scope) if count else None)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.told.emit(str(error), None)
        else:
            self._operations.failed.emit(error)


def _defined(scope: str, session: Session) -> "Definitions":
    from wopfield.figures.definitions import Definitions

    return Definitions(
        tuple(map(own.fields_of, own.variables(session, scope))),
        tuple(map(own.fields_of, own.indicators(session, scope))),
    )


def _write(path: Path, defined: "Definitions", _hand: Work) -> Path:
    from wopfield.figures.definitions import definition_sheet
    from wopfield.figures.workbooks import as_csv, as_workbook
    from wopfield.whole import write_whole

    sheet = definition_sheet(defined)
    write_whole(path, as_workbook([sheet]) if path.suffix.lower() == ".xlsx" else as_csv(sheet).encode())
    return path


def _read(path: Path, _hand: Work) -> "Definitions":
    from wopfield.figures.definitions import read_definitions

    return read_definitions(path)


def _compared(scope: str, defined: "Definitions", session: Session) -> tuple[Offered, ...]:
    return own.look_at(session, scope, indicator_catalogue(), defined.variables, defined.indicators)


def _taken_in(scope: str, wanted: Sequence[Offered], editor: Editor) -> int:
    variables = [each.fields for each in wanted if not each.is_indicator]
    indicators = [each.fields for each in wanted if each.is_indicator]
    return own.take_in(editor, scope, indicator_catalogue(), variables, indicators)
