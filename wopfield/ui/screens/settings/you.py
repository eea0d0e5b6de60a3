"""You and this laptop: what you are called, what you do, and what this laptop is called."""

from functools import partial

from PySide6.QtWidgets import QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import kept, people
from wopfield.store.editor import Editor
from wopfield.store.tables import Person
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.text import LineText


class YouRows(Rows):
    """Kept when a field is left."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._operations = operations
        self._person: Person | None = None
        self._name = LineText(theme, _("Your name"))
        self._function = LineText(theme, _("What you do"))
        self._laptop = LineText(theme, _("Name of this laptop"))
        self._name.left.connect(partial(self._say_of_me, "name"))
        self._function.left.connect(partial(self._say_of_me, "function"))
        self._laptop.left.connect(self._call_laptop)
        self._note = self.add(_("Your name"), _("as colleagues and the report show it"), self._name, wide=True)
        self.add(_("What you do"), _("such as “networks” or “finance director”"), self._function, wide=True)
        self.add(_("Name of this laptop"), _("as the server lists it"), self._laptop, wide=True)

    @property
    def laptop(self) -> str:
        """Return what this laptop is called, or else its person."""
        return self._laptop.text() or self._name.text()

    def show_you(self, person: Person | None, laptop: str) -> None:
        """Show what is kept; what is being typed stays."""
        self._person = person
        self._name.show_text(person.name if person else "")
        self._function.show_text(person.function if person else "")
        for field in (self._name, self._function):
            field.setEnabled(person is not None)
        self._laptop.show_text(laptop)

    def flush(self) -> None:
        """Keep what is being typed."""
        for field in (self._name, self._function, self._laptop):
            field.flush()

    def _say_of_me(self, field: str, words: str) -> None:
        if self._person is not None:
            self._operations.change(partial(_say, self._person, field, words), self._said, self._not_said)

    def _said(self, _done: object) -> None:
        self._note.setText(_("as colleagues and the report show it"))
        self._note.set_ink("ink2")

    def _not_said(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self._operations.failed.emit(error)
            return
        self._note.setText(str(error))
        self._note.set_ink("danger")
        self.show_you(self._person, self._laptop.text())

    def _call_laptop(self, name: str) -> None:
        self._operations.change(partial(_call, name.strip()))


def _say(shown: Person, field: str, words: str, editor: Editor) -> None:
    if field == "name":
        people.change(editor, shown, name=words)
    else:
        people.change(editor, shown, function=words)


def _call(name: str, editor: Editor) -> None:
    kept.put(editor.session.connection(), kept.LAPTOP, name)
