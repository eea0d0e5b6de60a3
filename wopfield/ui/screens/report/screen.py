"""The report: choose what goes in, write the words, see the pages as they will be printed, and issue it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.report.document import Printed
from wopfield.report.documents import document_name
from wopfield.report.lacking import lacks
from wopfield.report.sections.names import section_name
from wopfield.store.tables import NOUNS, Report
from wopfield.store.workspace import Workspace
from wopfield.ui.moments import size_words
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace, choose_file, choose_pdf, hand_to_system
from wopfield.ui.row_text import RowText
from wopfield.ui.screen import Command, Heading, Mark, Place, Screen
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.issuing import IssueAndVerify
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.screens.report.printing import Printing
from wopfield.ui.screens.report.section_words import Section, SectionWords
from wopfield.ui.screens.report.sections import arranged
from wopfield.ui.screens.report.setup import Setup
from wopfield.ui.screens.report.work import Read, change, file_name, load, options_of, sections_for, set_sections, write
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Line
from wopfield.ui.widgets.strip import Strip

_WIDEST = 350
"""At large text the panes at the sides stop growing, so that the pages keep their room."""


class ReportScreen(Screen):
    """One assessment's report; needs ``partnership``, and ``assessment`` or ``report``."""

    place = "report"
    tab = "reports"
    focus_mode = True
    shows = frozenset(NOUNS)

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        *,
        today: Callable[[], date] = date.today,
        choose: ChoosePlace = choose_pdf,
        choose_to_verify: ChoosePlace = choose_file,
        hand_over: Callable[[Path], bool] = hand_to_system,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._today, self._choose, self._hand_over = today, choose, hand_over
        self._scope = self._assessment = self._report = self._document = ""
        self._read: Read | None = None
        self._printed: Printed | None = None
        self._shown_for: object = None
        self._folder: Path | None = None
        self._printing = Printing(operations, workspace, self)
        self._printing.printed.connect(self._show_pages)
        self._printing.failed.connect(self._failed)
        self._printing.begun.connect(self._show_ready)
        self._issuing = IssueAndVerify(theme, operations, workspace, today, choose_to_verify, self)
        self._issuing.said.connect(lambda words: self.told.emit(words, None))
        self._issuing.failed.connect(self._complain)
        self._issuing.opened.connect(self._save_as)
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        place = (ids["partnership"], ids.get("assessment", ""), ids.get("report", ""))
        if place != (self._scope, self._assessment, self._report):
            self._scope, self._assessment, self._report = place
            self._document = ""
            self._read = self._printed = self._shown_for = None
            self._printing.forget()
            self._trouble.hide()
            self.head(Heading(_("Report")))
        self.redraw()

    def redraw(self) -> None:
        query = partial(load, self._scope, self._assessment, self._report, self._document, self._today())
        self.operations.read(query, self._show, self._complain)

    def leave(self) -> None:
        self._headline.flush()
        self._message.flush()
        self._words.flush()

    def tools(self) -> QWidget | None:
        return self._tools

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Print"), self.print_out, "Ctrl+P", "printer"),
            Command(_("Save as PDF"), self.save, "Ctrl+Shift+S", "download"),
            Command(_("Issue the report"), self.issue, "", "lock"),
            Command(_("Verify a file"), self._issuing.verify_a_file, "", "circle-check"),
            Command(_("Next page"), partial(self._preview.step, 1), "Ctrl+PgDown", "chevron-right"),
            Command(_("Page before"), partial(self._preview.step, -1), "Ctrl+PgUp", "chevron-left"),
            Command(_("Larger"), partial(self._preview.zoom, 1), "Ctrl++", "zoom-in"),
            Command(_("Smaller"), partial(self._preview.zoom, -1), "Ctrl+-", "zoom-out"),
            Command(_("Fit the width"), partial(self._preview.zoom, 0), "Ctrl+0", "maximize"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._setup.sections, self._preview, self._desk)

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._preview.pages()

    # building

    def _build(self) -> None:
        theme = self.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._setup = Setup(theme)
        self._setup.setFixedWidth(min(theme.px(300), _WIDEST))
        self._ground(self._setup)
        self._setup.sections.arranged_anew.connect(self._arrange)
        self._setup.sections.gone_to.connect(self._go_to_section)
        self._setup.sections.lit.connect(self._show_words)
        self._setup.chosen.connect(self._choose_anew)
        self._setup.document_chosen.connect(self._choose_document)
        row.addWidget(self._setup)
        row.addWidget(Line(theme, upright=True))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self._trouble = Strip(theme, "danger")
        self._trouble.add_button("again", _("Try again"))
        self._trouble.pressed.connect(self._try_again)
        self._trouble.hide()
        middle.addWidget(self._trouble)
        self._preview = Preview(theme)
        self._preview.page_shown.connect(self._light_section)
        middle.addWidget(self._preview, 1)
        row.addLayout(middle, 1)
        row.addWidget(Line(theme, upright=True))
        database = self._workspace.database
        self._headline = RowText(theme, self.operations, database, _("Headline of the summary"), "headline", most=4)
        self._message = RowText(theme, self.operations, database, _("Message of the team"), "message", least=5)
        self._words = SectionWords(theme, self.operations, database)
        self._desk = Desk(theme, self._headline, self._message, self._words)
        self._desk.asked.connect(self._go_and_look)
        self._desk.verify_asked.connect(self._issuing.verify_issued)
        self._desk.open_asked.connect(self._issuing.open_issued)
        self._desk.file_asked.connect(self._issuing.verify_a_file)
        side = QWidget()
        side.setFixedWidth(min(theme.px(318), _WIDEST))
        self._ground(side)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._desk)
        row.addWidget(side)
        self._built_tools()

    def _built_tools(self) -> None:
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(10)
        self._print_button = Button(self.theme, _("Print"), "printer")
        self._print_button.clicked.connect(self.print_out)
        self._save_button = Button(self.theme, _("Save as PDF"), "download")
        self._save_button.clicked.connect(self.save)
        self._issue_button = Button(self.theme, _("Issue"), "lock", kind="primary")
        self._issue_button.setAccessibleName(_("Issue the report"))
        self._issue_button.clicked.connect(self.issue)
        for button in (self._print_button, self._save_button, self._issue_button):
            row.addWidget(button)
        self._tools.hide()
        self._show_ready()

    def _ground(self, pane: QWidget) -> None:
        pane.setAutoFillBackground(True)
        palette = pane.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.card))
        pane.setPalette(palette)

    # showing

    def _show(self, read: Read) -> None:
        self._read = read
        self._assessment = read.desk.assessment.id
        draft = read.desk.draft
        self._headline.show_row(draft, read.person, draft=read.headline)
        self._message.show_row(draft, read.person, draft=read.message)
        self._words.show_draft(draft, read.person, read.sections, read.feedback, self._today())
        self._setup.show_draft(draft)
        self._desk.show_desk(read.desk)
        self._issuing.show(read.desk, read.person)
        self._show_sections()
        self._say_heading()
        wanted = (read.summary, options_of(draft))
        if wanted != self._shown_for:
            self._shown_for = wanted
            self._preview.show_busy(True)
            self._printing.ask(self._scope, read.summary, options_of(draft))
        self._show_ready()

    def _show_sections(self) -> None:
        if self._read is None:
            return
        pages = self._printed.section_pages if self._printed else {}
        every = sections_for(self._read.desk.draft)
        names = {name: section_name(name) for name in every}
        self._show_words()
        counts = {check.kind: check.count for check in self._read.desk.checks}
        warns = {name: ". ".join(found) for name in every if (found := lacks(self._read.summary, name))}
        if counts.get("agree"):
            warns["areas"] = _also(_("Ratings are not agreed"), warns.get("areas", ""))
        if counts.get("figures"):
            warns["indicators"] = _also(_("Figures look wrong"), warns.get("indicators", ""))
        if counts.get("late"):
            warns["plan"] = _also(_("Actions are late"), warns.get("plan", ""))
        self._setup.sections.show_sections(
            arranged(self._read.desk.draft.sections, every), names, pages, warns
        )

    def _show_words(self) -> None:
        """Show the words of the section that is lit."""
        if self._read is not None:
            key = self._setup.sections.current() or sections_for(self._read.desk.draft)[0]
            self._words.show_section(Section(key, section_name(key), lacks(self._read.summary, key)))

    def _say_heading(self) -> None:
        if self._read is None:
            return
        desk, parts = self._read.desk, [self._read.desk.partnership_name]
        if self._printed is not None:
            parts.append(plural("{count} page", "{count} pages", self._printed.pages))
            parts.append(size_words(len(self._printed.pdf)))
        about = desk.visit_title or desk.assessment.title
        document = document_name(desk.draft.document or "peer_review")
        title = f"{document} · {about}" if desk.draft.document else _("Report of {title}", title=about)
        number = len(desk.issued)
        state = _("Draft {number}", number=number + 1) if number else _("Draft")
        self.head(Heading(title, " · ".join(filter(None, parts)), mark=Mark(state, "warning", "pencil")))

    def _light_section(self, page: int) -> None:
        if self._printed is not None:
            starts = [(first, name) for name, first in self._printed.section_pages.items() if first <= page]
            if starts:
                self._setup.sections.light(max(starts)[1])

    def _show_ready(self) -> None:
        ready = self._printed is not None and not self._printing.busy
        for button in (self._print_button, self._save_button):
            button.setEnabled(ready)
        self._issue_button.setEnabled(ready and not self._issuing.busy)

    def _show_pages(self, printed: Printed) -> None:
        self._printed = printed
        self._trouble.hide()
        self._preview.show_pdf(printed.pdf)
        self._preview.show_busy(False)
        self._show_sections()
        self._say_heading()
        self._show_ready()

    def _failed(self, error: Exception) -> None:
        self._preview.show_busy(False)
        self._show_ready()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        self._show_ready()
        if isinstance(error, Trouble):
            self._trouble.show_words(error.happened, " ".join(filter(None, (error.safe, error.do))))
        else:
            self._trouble.show_words(
                _("The pages could not be made."),
                _("What you entered is safe. The pages before stay as they were."),
                details=f"{type(error).__name__}: {error}",
            )
        self._trouble.show()

    def _try_again(self, _key: str) -> None:
        self._trouble.hide()
        self._shown_for = None
        self.redraw()

    # doing

    def save(self) -> None:
        """Ask where, and write the pages as they are shown."""
        if not self._save_button.isEnabled() or self._printed is None or self._read is None:
            return
        name = f"{self._read.desk.partnership_name} – {self._read.desk.assessment.title}.pdf"
        self._save_as(file_name(name), self._printed.pdf)

    def issue(self) -> None:
        """Ask for number, version and who signs, and issue what is shown."""
        if self._issue_button.isEnabled():
            self.leave()
            self._issuing.ask()

    def print_out(self) -> None:
        """Hand the pages to the system."""
        if not self._print_button.isEnabled() or self._printed is None:
            return
        if self._folder is None:
            # A private folder that goes with the screen: what it holds is not encrypted.
            self._folder = Path(mkdtemp(prefix="wopfield-"))
            finalize(self, rmtree, self._folder, ignore_errors=True)
        path = self._folder / "report.pdf"
        job = partial(write, path, self._printed.pdf)
        self.operations.background(job, partial(self._hand, path), self._complain)

    def _save_as(self, name: str, pdf: bytes) -> None:
        chosen = self._choose(self, _("Save as PDF"), name)
        if chosen:
            path = Path(chosen)
            self.operations.background(partial(write, path, pdf), partial(self._say_saved, path.name), self._complain)

    def _hand(self, path: Path, _done: object) -> None:
        if self._hand_over(path):
            self.told.emit(_("The report was handed to the system to print."), None)
        else:
            self._trouble.show_words(
                _("No program on this computer prints PDF files."),
                _("Save the report as a PDF and print it on another computer."),
            )
            self._trouble.show()

    def _say_saved(self, name: str, _done: object) -> None:
        self.told.emit(_("Saved as {name}.", name=name), None)

    def _arrange(self, sections: list[str]) -> None:
        if self._read is not None:
            self.operations.change(partial(set_sections, self._read.desk.draft, tuple(sections)))

    def _choose_document(self, document: str) -> None:
        if document != self._document:
            self.leave()
            self._document = document
            self.redraw()

    def _choose_anew(self, field: str, value: object) -> None:
        draft: Report | None = self._read.desk.draft if self._read is not None else None
        if draft is not None and getattr(draft, field) != value:
            self.operations.change(partial(change, draft, field, value))

    def _go_to_section(self, section: str) -> None:
        if self._printed is not None and section in self._printed.section_pages:
            self._preview.go_to(self._printed.section_pages[section])

    def _go_and_look(self, kind: str) -> None:
        if kind == "words":
            self._headline.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        places = {
            "agree": Place("agree", partnership=self._scope, assessment=self._assessment),
            "conflicts": Place("settle"),
            "figures": Place("indicators", partnership=self._scope),
            "late": Place("plan", partnership=self._scope),
        }
        self.open_requested.emit(places[kind])


def _also(first: str, rest: str) -> str:
    return ". ".join(filter(None, (first, rest)))
