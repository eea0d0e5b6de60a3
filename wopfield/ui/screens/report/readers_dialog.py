"""Who may read what: everything with readers of its own in one list, said of one line or of many at once."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from wopfield.domain.summary import Audience
from wopfield.language import _, plural
from wopfield.store import kept, readers
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.readers import Kind, Told, ToldLine
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.readers import READER_ICONS, reader_words
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView

_NOUNS = frozenset(
    {"finding", "evidence", "action", "agreed_rating", "answer", "agenda_line", "feedback", "indicator_entry"}
)


def kind_words() -> Mapping[Kind, str]:
    """Return the kinds of things that have readers, by what they are called."""
    return {
        "finding": _("Findings"),
        "evidence": _("Photos and other evidence"),
        "action": _("Actions of the plan"),
        "rating": _("Your comments on ratings"),
        "reason": _("Why a rating was agreed"),
        "session": _("Programme of the visit"),
        "comment": _("Comments of the utility"),
        "source": _("Where figures come from"),
    }


_FRAME = 40
"""Pixels that a title bar and borders may take."""


class ReadersDialog(QDialog):
    """The list; Shift and Ctrl choose several lines as in any list, Ctrl+1 to Ctrl+3 say who may read them."""

    def __init__(
        self, theme: Theme, operations: Operations, scope: str, assessment: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations, self._scope, self._assessment = operations, scope, assessment
        self._lines: tuple[ToldLine, ...] = ()
        self.setWindowTitle(_("Who may read what"))
        room = self.screen().availableSize()
        self.resize(min(theme.px(1040), room.width() - _FRAME), min(theme.px(640), room.height() - _FRAME))
        FocusRing(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(theme, _("Who may read what"), "section"))
        note = _("Choose one line or several, then who may read them in print. Ctrl+A chooses all that are shown.")
        column.addWidget(Label(theme, note, "secondary", wrap=True))
        self.kind = ChoiceBox(theme, _("Show"))
        self.kind.addItem(_("Everything"), "")
        for kind, words in kind_words().items():
            self.kind.addItem(words, kind)
        self.kind.activated.connect(lambda _at: self._fill())
        column.addWidget(self.kind)
        self.model = RowsModel[ToldLine](_columns(), lambda line: line.row.id)
        self.list = RowsView(theme, _("Who may read what"), self.model, row_height=40, parent=self)
        self.model.setParent(self.list)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._count())
        column.addWidget(self.list, 1)
        self.count = Label(theme, "", "secondary")
        column.addWidget(self.count)
        column.addLayout(self._built_choices(theme))
        operations.changed.connect(self._changed)
        self._read()

    def chosen(self) -> list[Told]:
        """Return the lines that are chosen, from the top."""
        return [
            self.model.row(at).row for at in sorted(index.row() for index in self.list.selectionModel().selectedRows())
        ]

    def _built_choices(self, theme: Theme) -> Flow:
        row = Flow()
        self.choices: dict[Audience, Button] = {}
        for number, (audience, words) in enumerate(reader_words().items(), 1):
            button = Button(theme, words, READER_ICONS[audience])
            button.setToolTip(f"Ctrl+{number}")
            button.clicked.connect(partial(self._say, audience))
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._say, audience))
            self.choices[audience] = button
            row.addWidget(button)
        close = Button(theme, _("Close"), kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def _read(self) -> None:
        self._operations.read(partial(_read, self._scope, self._assessment), self._show)

    def _show(self, lines: list[ToldLine]) -> None:
        self._lines = tuple(lines)
        self._fill()

    def _fill(self) -> None:
        kind = self.kind.currentData()
        self.model.show_rows([line for line in self._lines if kind in ("", line.kind)])
        self._count()

    def _count(self) -> None:
        count = len(self.chosen())
        self.count.setText(plural("{count} line chosen", "{count} lines chosen", count))
        for button in self.choices.values():
            button.setEnabled(bool(count))

    def _changed(self, nouns: frozenset[str]) -> None:
        if nouns & _NOUNS:
            self._read()

    def _say(self, audience: Audience, _checked: bool = False) -> None:
        if rows := self.chosen():
            self._operations.change(partial(_say, tuple(rows), audience))


def _columns() -> tuple[Column[ToldLine], ...]:
    kinds, circles = kind_words(), reader_words()
    return (
        Column(_("Kind"), lambda line: kinds[line.kind], width=190),
        Column(_("No."), lambda line: line.code, width=60, gives_way=1),
        Column(_("What it says"), lambda line: " ".join(line.words.split())),
        Column(_("Who may read it"), lambda line: circles.get(line.row.audience, circles["team"]), width=200),
    )


def _read(scope: str, assessment: str, session: Session) -> list[ToldLine]:
    return readers.of_assessment(session, scope, assessment, kept.get(session, kept.PERSON))


def _say(rows: tuple[Told, ...], audience: Audience, editor: Editor) -> None:
    readers.set_all(editor, rows, audience)
