"""Asked before a report is issued: its number, version, status and who signs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.issuing import STAGES, Naming, Stage
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.segments import Segments


class IssueDialog(QDialog):
    """``accepted`` comes when Issue was pressed; ``naming`` and ``signatories`` then say what was chosen.

    Of the ``first`` version nobody is asked what is different.
    """

    def __init__(
        self,
        theme: Theme,
        number: str,
        version: str,
        signatories: list[str],
        parent: QWidget | None = None,
        *,
        first: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Issue the report"))
        self.setMinimumWidth(theme.px(520))
        FocusRing(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label(theme, _("Issue the report"), "section"))
        note = _("Issuing closes this version: nobody can change it. A new draft can follow.")
        column.addWidget(Label(theme, note, "secondary", wrap=True))
        self.number = _line(theme, _("Number"), number)
        self.version = _line(theme, _("Version"), version)
        column.addWidget(
            side_by_side(labelled(theme, _("Number"), self.number), labelled(theme, _("Version"), self.version))
        )
        self.stage = Segments(theme, _("Status"), _stages(), "draft", follows=True)
        self.stage.chosen.connect(self._say_what_follows)
        column.addWidget(labelled(theme, _("Status"), self.stage))
        self._follows = Label(theme, "", "caption", wrap=True)
        column.addWidget(self._follows)
        self.note = _line(theme, _("What is different from the version before"), "")
        different = labelled(theme, _("What is different from the version before"), self.note)
        different.setHidden(first)
        column.addWidget(different)
        self.signing = QPlainTextEdit("\n".join(signatories))
        self.signing.setAccessibleName(_("Who signs"))
        self.signing.setFont(theme.font(BODY))
        self.signing.setTabChangesFocus(True)
        self.signing.setMinimumHeight(theme.px(44))  # what gives way on a low screen
        self.signing.setMaximumHeight(theme.px(96))
        column.addWidget(labelled(theme, _("Who signs"), self.signing, _("One person on each line.")))
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.issue = Button(theme, _("Issue"), "lock", kind="primary")
        self.issue.clicked.connect(self.accept)
        for button in (cancel, self.issue):
            row.addWidget(button)
        column.addLayout(row)
        self._say_what_follows()

    def naming(self) -> Naming:
        """Return what the report is issued under."""
        chosen: Stage = next(stage for stage in STAGES if stage == self.stage.current())
        return Naming(self.number.text().strip(), self.version.text().strip(), chosen, self.note.text().strip())

    def signatories(self) -> list[str]:
        """Return who signs, a line each."""
        return [line.strip() for line in self.signing.toPlainText().splitlines() if line.strip()]

    def _say_what_follows(self, _stage: str = "") -> None:
        final = self.stage.current() == "final"
        self._follows.setText(
            _("The assessment is closed with it: its ratings can be read, and no longer changed.")
            if final
            else _("The assessment stays open, so that what colleagues say can still be taken in.")
        )


def _stages() -> list[tuple[str, str]]:
    return [("draft", _("Draft")), ("comment", _("For comment")), ("final", _("Final"))]


def _line(theme: Theme, name: str, words: str) -> QLineEdit:
    field = QLineEdit(words)
    field.setFont(theme.font(BODY))
    field.setAccessibleName(name)
    return field
