"""The report: choose what goes in, write the words, and see the pages as they will be printed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.report.document import Printed
from wopfield.report.options import SECTION_NAMES
from wopfield.report.sections.names import section_name
from wopfield.store.reports import PAPERS
from wopfield.store.tables import NOUNS
from wopfield.store.workspace import Workspace
from wopfield.ui.moments import size_words
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace, choose_pdf, hand_to_system, print_report
from wopfield.ui.row_text import RowText
from wopfield.ui.screen import Command, Heading, Mark, Place, Screen
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.screens.report.sections import SectionList, arranged
from wopfield.ui.screens.report.work import (
    Read,
    copy_photos,
    file_name,
    load,
    sections_of,
    set_paper,
    set_sections,
    write,
)
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.strip import Strip

_WIDEST = 350
"""At large text the panes at the sides stop growing, so that the pages keep their room."""
_PAUSE_MS = 400
"""Changes come in bursts; the pages follow once they pause."""


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
        hand_over: Callable[[Path], bool] = hand_to_system,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._today, self._choose, self._hand_over = today, choose, hand_over
        self._scope = self._assessment = self._report = ""
        self._read: Read | None = None
        self._printed: Printed | None = None
        self._printing = self._again = False
        self._shown_for: object = None
        self._photos: dict[str, bytes] = {}
        self._folder: Path | None = None
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._print)

    # what the window asks

    def open(self, **ids: str) -> None:
        place = (ids["partnership"], ids.get("assessment", ""), ids.get("report", ""))
        if place != (self._scope, self._assessment, self._report):
            self._scope, self._assessment, self._report = place
            self._read = self._printed = self._shown_for = None
            self._photos = {}
            self._trouble.hide()
            self.head(Heading(_("Report")))
        self.redraw()

    def redraw(self) -> None:
        query = partial(load, self._scope, self._assessment, self._report, self._today())
        self.operations.read(query, self._show, self._complain)

    def leave(self) -> None:
        self._headline.flush()
        self._message.flush()

    def tools(self) -> QWidget | None:
        return self._tools

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Print"), self.print_out, "Ctrl+P", "printer"),
            Command(_("Save as PDF"), self.save, "Ctrl+Shift+S", "download"),
            Command(_("Next page"), partial(self._preview.step, 1), "Ctrl+PgDown", "chevron-right"),
            Command(_("Page before"), partial(self._preview.step, -1), "Ctrl+PgUp", "chevron-left"),
            Command(_("Larger"), partial(self._preview.zoom, 1), "Ctrl++", "zoom-in"),
            Command(_("Smaller"), partial(self._preview.zoom, -1), "Ctrl+-", "zoom-out"),
            Command(_("Fit the width"), partial(self._preview.zoom, 0), "Ctrl+0", "maximize"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._sections, self._preview, self._desk)

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._preview.pages()

    # building

    def _build(self) -> None:
        theme = self.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._built_sections())
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
        self._desk = Desk(theme, self._headline, self._message)
        self._desk.asked.connect(self._go_and_look)
        side = QWidget()
        side.setFixedWidth(min(theme.px(318), _WIDEST))
        self._ground(side)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._desk)
        row.addWidget(side)
        self._built_tools()

    def _built_sections(self) -> QWidget:
        theme = self.theme
        pane = QWidget()
        pane.setFixedWidth(min(theme.px(300), _WIDEST))
        self._ground(pane)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.addWidget(Label(theme, _("What goes in"), "section"))
        head.addStretch(1)
        head.addWidget(Label(theme, _("drag to reorder"), "secondary", ink="ink3"))
        column.addLayout(head)
        column.addWidget(Line(theme))
        self._sections = SectionList(theme)
        self._sections.arranged_anew.connect(self._arrange)
        self._sections.gone_to.connect(self._go_to_section)
        column.addWidget(self._sections, 1)
        column.addWidget(Line(theme))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(Label(theme, _("Paper"), "secondary"))
        self._paper = ChoiceBox(theme, _("Paper"))
        self._paper.addItems(list(PAPERS))
        self._paper.setFixedWidth(theme.px(184))
        self._paper.activated.connect(self._choose_paper)
        foot.addStretch(1)
        foot.addWidget(self._paper)
        column.addLayout(foot)
        return pane

    def _built_tools(self) -> None:
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(10)
        self._print_button = Button(self.theme, _("Print"), "printer")
        self._print_button.clicked.connect(self.print_out)
        self._save_button = Button(self.theme, _("Save as PDF"), "download", kind="primary")
        self._save_button.clicked.connect(self.save)
        row.addWidget(self._print_button)
        row.addWidget(self._save_button)
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
        self._paper.setCurrentText(draft.paper)
        self._desk.show_desk(read.desk)
        self._show_sections()
        self._say_heading()
        wanted = (read.summary, tuple(draft.sections), draft.paper)
        if wanted != self._shown_for:
            self._shown_for = wanted
            self._preview.show_busy(True)
            self._show_ready()
            if self._printed is None:
                self._print()
            else:
                self._pause.start()

    def _show_sections(self) -> None:
        if self._read is None:
            return
        pages = self._printed.section_pages if self._printed else {}
        names = {name: section_name(name) for name in SECTION_NAMES}
        counts = {check.kind: check.count for check in self._read.desk.checks}
        warns = {}
        if counts.get("agree"):
            warns["areas"] = _("Ratings are not agreed")
        if counts.get("figures"):
            warns["indicators"] = _("Figures look wrong")
        if counts.get("late"):
            warns["plan"] = _("Actions are late")
        self._sections.show_sections(
            arranged(self._read.desk.draft.sections, SECTION_NAMES), names, pages, warns
        )

    def _say_heading(self) -> None:
        if self._read is None:
            return
        desk, parts = self._read.desk, [self._read.desk.partnership_name]
        if self._printed is not None:
            parts.append(plural("{count} page", "{count} pages", self._printed.pages))
            parts.append(size_words(len(self._printed.pdf)))
        title = _("Report of {title}", title=desk.visit_title or desk.assessment.title)
        self.head(Heading(title, " · ".join(filter(None, parts)), mark=Mark(_("Draft"), "warning", "pencil")))

    def _light_section(self, page: int) -> None:
        if self._printed is not None:
            starts = [(first, name) for name, first in self._printed.section_pages.items() if first <= page]
            if starts:
                self._sections.light(max(starts)[1])

    def _show_ready(self) -> None:
        ready = self._printed is not None and not self._printing and not self._pause_runs()
        self._print_button.setEnabled(ready)
        self._save_button.setEnabled(ready)

    def _pause_runs(self) -> bool:
        pause = getattr(self, "_pause", None)
        return bool(pause and pause.isActive())

    # making pages

    def _print(self) -> None:
        """Make the pages anew; while some are being made, once more afterwards."""
        if self._read is None:
            return
        if self._printing:
            self._again = True
            return
        self._printing = True
        self._preview.show_busy(True)
        self._show_ready()
        missing = self._wanted_photos() - self._photos.keys()
        if missing:
            copy = partial(copy_photos, self._workspace, self._scope, missing)
            self.operations.background(copy, self._have_photos, self._failed)
        else:
            self._send_to_print()

    def _have_photos(self, copies: dict[str, bytes]) -> None:
        # One that has not arrived is asked for again the next time pages are made.
        self._photos |= copies
        self._send_to_print()

    def _wanted_photos(self) -> frozenset[str]:
        if self._read is None or "photos" not in sections_of(self._read.desk.draft):
            return frozenset()
        lines = self._read.summary.evidence
        return frozenset(line.sha256 for line in lines if line.sha256 and line.may_be_shared)

    def _send_to_print(self) -> None:
        if self._read is None:
            self._printing = False
            return
        draft = self._read.desk.draft
        options = {"sections": tuple(sections_of(draft)), "paper": draft.paper, "version": draft.version or "1.0"}
        photos = {sha256: self._photos[sha256] for sha256 in self._wanted_photos() & self._photos.keys()}
        self.operations.work(
            print_report,
            self._read.summary,
            photos,
            options,
            draft.language,
            then=self._show_pages,
            otherwise=self._failed,
        )

    def _show_pages(self, printed: Printed) -> None:
        self._printing = False
        if self._again:
            self._again = False
            self._print()
            return
        self._printed = printed
        self._trouble.hide()
        self._preview.show_pdf(printed.pdf)
        self._preview.show_busy(False)
        self._show_sections()
        self._say_heading()
        self._show_ready()

    def _failed(self, error: Exception) -> None:
        self._printing = self._again = False
        self._preview.show_busy(False)
        self._show_ready()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
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
        chosen = self._choose(self, _("Save as PDF"), file_name(name))
        if chosen:
            path = Path(chosen)
            job = partial(write, path, self._printed.pdf)
            self.operations.background(job, partial(self._say_saved, path.name), self._complain)

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

    def _choose_paper(self, _place: int) -> None:
        if self._read is not None and self._paper.currentText() != self._read.desk.draft.paper:
            self.operations.change(partial(set_paper, self._read.desk.draft, self._paper.currentText()))

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
