"""What to ask about a figure: the likely value to use, or to keep it as it is and say why."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.screens.indicators.grid_model import Wrong
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.text import LineText


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a figure; ``use`` are the words of the button that takes the likely value, if there is one."""

    words: str
    use: str
    keep: str
    kept: bool = False


class QuestionBox(Card):
    """Sand while it is open; quiet once somebody kept the figure, with room for the reason."""

    answered = Signal(str)
    """use, keep, again or forget."""
    reasoned = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, surface="warning", edge="none", margins=(12, 10, 12, 12), spacing=8, parent=parent)
        self._words = Label(theme, "", "body", weight=MEDIUM, wrap=True)
        self.body.addWidget(self._words)
        self._keeper = Label(theme, "", "secondary", wrap=True)
        self.body.addWidget(self._keeper)
        self._reason = LineText(theme, _("Why is it right?"), hint=_("Why is it right?"))
        self._reason.left.connect(self.reasoned)
        self.body.addWidget(self._reason)
        row = Flow(gap=8)
        self._buttons = {
            "use": Button(theme, "", kind="primary"),
            "keep": Button(theme, ""),
            "again": Button(theme, _("Ask again"), kind="link"),
            "forget": Button(theme, _("Drop what was typed")),
        }
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.answered.emit(key))
            row.addWidget(button)
        self.body.addLayout(row)
        self._kept = self._asks_why = False
        self.hide()

    def show_question(self, row: IndicatorEntry, question: Question | None, wrong: Wrong | None) -> None:
        """Show what is asked of a figure, or hide where nothing is."""
        self.setVisible(question is not None or wrong is not None)
        self._kept = question is not None and question.kept and wrong is None
        shown: set[str] = set()
        if wrong is not None:
            self.set_look("danger", "none")
            typed = _("You typed “{text}”.", text=wrong.text)
            self._words.setText(f"{typed} {wrong.words}")
            shown = {"forget"}
        elif question is not None:
            self.set_look("sunk" if question.kept else "warning", "line" if question.kept else "none")
            self._words.setText(question.words)
            self._buttons["use"].setText(question.use)
            self._buttons["keep"].setText(question.keep)
            shown = {"again"} if question.kept else {"use", "keep"} if question.use else {"keep"}
        for key, button in self._buttons.items():
            button.setVisible(key in shown)
        self._reason.setVisible(self._kept)
        self._reason.show_text(row.kept_reason, row)
        self._keeper.setVisible(self._kept and bool(self._keeper.text()))
        if self._kept and self._asks_why:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asks_why = self._asks_why and not self._kept and question is not None

    def ask_why(self) -> None:
        """Give the keyboard to the reason once the figure is shown as kept."""
        self._asks_why = True

    def show_keeper(self, name: str) -> None:
        """Say who kept the figure."""
        self._keeper.setText(_("Kept by {name}", name=name) if name else "")
        self._keeper.setVisible(self._kept and bool(name))

    def flush(self) -> None:
        """Keep a reason that is being typed."""
        self._reason.flush()
