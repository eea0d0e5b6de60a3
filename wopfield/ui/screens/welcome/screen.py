"""The first start from step to step. It knows no database: it asks, and is told."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QWidget

from wopfield.language import _
from wopfield.ui.screens.welcome.answers import FirstStart
from wopfield.ui.screens.welcome.pages import LanguagePage, Page, PasswordPage, StartPage, YouPage
from wopfield.ui.screens.welcome.recovery import RecoveryPage
from wopfield.ui.screens.welcome.steps import Step, add_page, beside_steps, footer
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button


class WelcomeScreen(QWidget):
    """Language, you, password, first data; then, once the data is made, the recovery sheet."""

    language_requested = Signal(str)
    """Speak another language; whoever hears it builds this screen anew in it."""
    created = Signal(object)
    """A FirstStart: make the workspace, then call ``show_recovery`` or ``refuse``."""
    finished = Signal()
    """The recovery sheet is kept; open the window."""

    def __init__(
        self,
        theme: Theme,
        languages: Sequence[tuple[str, str]],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = 0
        self._steps, self._stack, column = beside_steps(self, theme)
        column.addLayout(self._footer())
        self.language = LanguagePage(theme, languages, language)
        self.language.chosen.connect(self.language_requested)
        self.you = YouPage(theme)
        self.password = PasswordPage(theme)
        self.start = StartPage(theme)
        self._pages: list[Page] = []
        for page in (self.language, self.you, self.password, self.start):
            self._add(page)
        self.start.chosen.connect(self._show_steps)
        self._show(0)

    def take_over(self, former: "WelcomeScreen") -> None:
        """Keep what was typed before another language was chosen."""
        for ours, theirs in zip(self._fields(), former._fields(), strict=True):
            ours.setText(theirs.text())
        self.start.choose(former.start.start)

    def show_recovery(self, key: str) -> None:
        """Show the recovery key of the workspace that was made."""
        self._add(RecoveryPage(self._theme, self.you.note(), key))
        self._set_busy(busy=False)
        self._show(len(self._pages) - 1)

    def refuse(self, words: str) -> None:
        """Say why the workspace could not be made, and let somebody try again."""
        self._set_busy(busy=False)
        self.start.show_trouble(words)
        QTimer.singleShot(0, self._see_trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _footer(self) -> QHBoxLayout:
        row = footer()
        self._back = Button(self._theme, _("Back"), "arrow-left", tall=True)
        self._back.clicked.connect(self._go_back)
        row.addWidget(self._back)
        row.addStretch(1)
        self._next = Button(self._theme, _("Next"), "arrow-right", kind="primary", trailing=True, tall=True)
        self._next.clicked.connect(self._go_on)
        row.addWidget(self._next)
        return row

    def _add(self, page: Page) -> None:
        add_page(self._stack, page)
        self._pages.append(page)

    def _show(self, number: int) -> None:
        self._at = number
        page = self._pages[number]
        page.show_trouble("")
        self._stack.setCurrentIndex(number)
        recovering = isinstance(page, RecoveryPage)
        self._back.setVisible(number > 0 and not recovering)
        last = page is self.start
        self._next.setText(_("Begin") if last else _("Open WOPField") if recovering else _("Next"))
        if last and not self.start.email.text():
            self.start.email.setText(self.you.email.text().strip())
        self._show_steps()
        page.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self) -> None:
        titles = (_("Language"), _("You"), _("Password"), _("Your first data"), _("Recovery sheet"))
        notes = [page.note() if place <= self._at else "" for place, page in enumerate(self._pages)]
        notes += [""] * (len(titles) - len(notes))
        self._steps.show_steps([Step(*pair) for pair in zip(titles, notes, strict=True)], self._at)

    def _go_back(self) -> None:
        if self._back.isVisible():
            self._show(self._at - 1)

    def _go_on(self) -> None:
        if not self._next.isEnabled():
            return
        page = self._pages[self._at]
        trouble = page.trouble()
        page.show_trouble(trouble[1] if trouble else "")
        if trouble:
            trouble[0].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._see_trouble)  # its words have their place then
        elif isinstance(page, RecoveryPage):
            self.finished.emit()
        elif page is self.start:
            self._set_busy(busy=True)
            self.created.emit(self._answers())
        else:
            self._show(self._at + 1)

    def _see_trouble(self) -> None:
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._pages[self._at].wrong)

    def _fields(self) -> tuple[QLineEdit, ...]:
        you, start, locked = self.you, self.start, self.password
        return (
            you.name, you.email, locked.password.field, locked.again.field, start.address, start.email, start.password,
        )  # fmt: skip

    def _answers(self) -> FirstStart:
        server = self.start.start == "server"
        return FirstStart(
            language=self.language.language,
            name=self.you.name.text().strip(),
            email=self.you.email.text().strip(),
            password=self.password.password.text(),
            start=self.start.start,
            server_address=self.start.address.text().strip() if server else "",
            server_email=self.start.email.text().strip() if server else "",
            server_password=self.start.password.text() if server else "",
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._next.setEnabled(not busy)
        self._back.setEnabled(not busy)
        if busy:
            self._next.setText(_("Preparing…"))
