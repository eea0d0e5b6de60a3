"""The report: choose what goes in, write the words, see the pages as they will be printed, and issue it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.report.document import Printed
from wopfield.report.documents import document_name
from wopfield.report.lacking import lacks
from wopfield.report.sections.names import section_name
from wopfield.store.issuing import next_version
from wopfield.store.tables import NOUNS, Report
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.output import HandOver, Output
from wopfield.ui.paper import (
    ON_PAPER,
    ChoosePlace,
    choose_file,
    choose_pdf,
    choose_word,
    choose_workbook,
    file_name,
    hand_to_system,
)
from wopfield.ui.paper_out import AskPrinter, ask_printer, has_printer
from wopfield.ui.row_text import RowText
from wopfield.ui.screen import Command, Heading, Mark, Screen
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.issuing import IssueAndVerify
from wopfield.ui.screens.report.points import place_of, points, warnings
from wopfield.ui.screens.report.printing import Printing
from wopfield.ui.screens.report.readers_dialog import ReadersDialog
from wopfield.ui.screens.report.section_words import Section, SectionWords
from wopfield.ui.screens.report.sections import arranged, section_on
from wopfield.ui.screens.report.setup import Setup
from wopfield.ui.screens.report.sheets import Sheets
from wopfield.ui.screens.report.sides import Sides
from wopfield.ui.screens.report.tools import Tools
from wopfield.ui.screens.report.work import (
    Read,
    change,
    keep_looks,
    load,
    options_of,
    sections_for,
    sections_of,
    set_sections,
)
from wopfield.ui.theme import Theme


class ReportScreen(Screen):
    """One assessment's report; needs ``partnership``, and ``assessment`` or ``report``; ``document`` says which."""

    place = "report"
    tab = "reports"
    focus_mode = True
    shows = frozenset({*NOUNS, ON_PAPER})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        *,
        today: Callable[[], date] = date.today,
        choose: ChoosePlace = choose_pdf,
        choose_to_verify: ChoosePlace = choose_file,
        choose_word: ChoosePlace = choose_word,
        choose_workbook: ChoosePlace = choose_workbook,
        hand_over: HandOver = hand_to_system,
        has_printer: Callable[[], bool] = has_printer,
        ask_printer: AskPrinter = ask_printer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._today = today
        self._scope = self._assessment = self._report = self._asked = ""
        self._document: str | None = None
        self._read: Read | None = None
        self.printed: Printed | None = None
        """What the pages show; None while they are made."""
        self._shown_for: object = None
        self._printing = Printing(operations, workspace, self)
        self._printing.printed.connect(self._show_pages)
        self._printing.failed.connect(self._failed)
        self._printing.begun.connect(self._show_begun)
        self._issuing = IssueAndVerify(theme, operations, workspace, today, choose_to_verify, self)
        self._issuing.said.connect(lambda words: self.told.emit(words, None))
        self._issuing.failed.connect(self._complain)
        self._output = Output(
            operations, choose, hand_over, self,
            choose_word=choose_word, choose_workbook=choose_workbook, has_printer=has_printer, ask_printer=ask_printer,
        )  # fmt: skip
        self._output.said.connect(lambda words: self.told.emit(words, None))
        self._output.failed.connect(self._complain)
        self._issuing.opened.connect(self._output.save_pdf)
        self._build()
        self._printing.lasting.connect(self._sheets.say_lasting)
        self._sheets.stop_printing_asked.connect(self._output.stop)
        self._output.progressed.connect(self._sheets.say_printing)
        self._output.writing.connect(self._show_writing)

    # what the window asks

    def open(self, **ids: str) -> None:
        place = (ids["partnership"], ids.get("assessment", ""), ids.get("report", ""))
        asked = ids.get("document", "")
        if place != (self._scope, self._assessment, self._report) or asked != self._asked:
            self._scope, self._assessment, self._report = place
            self._asked = asked
            self._document = asked or None
            self._read = self.printed = self._shown_for = None
            self._printing.forget()
            self._sheets.forget()
            self.head(Heading(_("Report")))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(self._query(), self._show, self._complain)

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
            Command(_("Save for Word"), self.save_word, "Ctrl+Shift+D", "file-export"),
            Command(_("Save as tables"), self.save_tables, "Ctrl+Shift+T", "file-spreadsheet"),
            Command(_("Issue the report"), self.issue, "", "lock"),
            Command(_("Verify a file"), self._issuing.verify_a_file, "", "circle-check"),
            Command(_("Who may read what"), self.choose_readers, "Ctrl+Shift+R", "eye"),
            Command(_("Find in the report"), self._preview.begin_finding, "Ctrl+F", "search"),
            Command(_("Small pages"), self._preview.show_thumbnails, "F4", "layout-list"),
            Command(_("Next page"), partial(self._preview.step, 1), "Ctrl+PgDown", "chevron-right"),
            Command(_("Page before"), partial(self._preview.step, -1), "Ctrl+PgUp", "chevron-left"),
            Command(_("Larger"), partial(self._preview.zoom, 1), "Ctrl++", "zoom-in"),
            Command(_("Smaller"), partial(self._preview.zoom, -1), "Ctrl+-", "zoom-out"),
            Command(_("Fit the width"), partial(self._preview.zoom, 0), "Ctrl+0", "maximize"),
            Command(_("Whole page"), self._preview.fit_page, "Ctrl+9", "maximize"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._setup.sections, self._preview.pane(), self._desk)

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._preview.pages()

    def _query(self) -> Callable[[Any], Read]:
        return partial(load, self._scope, self._assessment, self._report, self._document, self._today())

    # building

    def _build(self) -> None:
        theme = self.theme
        self._setup = Setup(theme)
        self._setup.sections.arranged_anew.connect(self._arrange)
        self._setup.sections.gone_to.connect(self._go_to_section)
        self._setup.sections.lit.connect(self._show_words)
        self._setup.chosen.connect(self._choose_anew)
        self._setup.document_chosen.connect(self._choose_document)
        self._setup.looks_chosen.connect(self._choose_looks)
        self._setup.readers_asked.connect(self.choose_readers)
        self._sheets = Sheets(theme)
        self._preview = self._sheets.preview
        self._preview.page_shown.connect(self._light_section)
        self._sheets.again_asked.connect(self._make_again)
        self._sheets.stop_asked.connect(self._stop_making)
        database = self._workspace.database
        self._headline = RowText(theme, self.operations, database, _("Headline of the summary"), "headline", most=4)
        self._message = RowText(theme, self.operations, database, _("Message of the team"), "message", least=5)
        self._words = SectionWords(theme, self.operations, database)
        self._words.found.gone_to.connect(self._go_to_area)
        self._desk = Desk(theme, self._headline, self._message, self._words)
        self._desk.asked.connect(self._go_and_look)
        self._desk.verify_asked.connect(self._issuing.verify_issued)
        self._desk.open_asked.connect(self._issuing.open_issued)
        self._desk.file_asked.connect(self._issuing.verify_a_file)
        self._sides = Sides(theme, self._setup, self._sheets, self._desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sides)
        self._tools = Tools(theme, self)
        self._tools.print_asked.connect(self.print_out)
        self._tools.save_asked.connect(self.save)
        self._tools.word_asked.connect(self.save_word)
        self._tools.tables_asked.connect(self.save_tables)
        self._tools.issue_asked.connect(self.issue)

    # showing

    def _show(self, read: Read) -> None:
        self._read = read
        self._assessment = read.desk.assessment.id
        draft = read.desk.draft
        if self._document is None:
            self._document = draft.document
        self._headline.show_row(draft, read.person, draft=read.headline)
        self._message.show_row(draft, read.person, draft=read.message)
        self._words.show_draft(read.written, read.person, read.feedback, read.summary.areas, self._today())
        self._setup.show_draft(draft, read.offered)
        self._desk.show_points(points(read.desk, read.summary, sections_of(draft)))
        self._desk.show_issued(read.desk)
        self._issuing.show(read.desk, read.person)
        self._show_sections()
        self._say_heading()
        self._setup.show_looks(read.looks)
        options = {**options_of(draft), "version": next_version(read.desk.issued), **dict.fromkeys(read.looks, True)}
        wanted = (read.summary, options)
        if wanted != self._shown_for:
            self._shown_for = wanted
            self._printing.ask(self._scope, read.summary, options)
        self._show_ready()

    def _show_sections(self) -> None:
        if self._read is None:
            return
        pages = self.printed.section_pages if self.printed else {}
        every = sections_for(self._read.desk.draft)
        names = {name: section_name(name) for name in every}
        self._show_words()
        warns = warnings(self._read.desk, self._read.summary, every)
        self._setup.sections.show_sections(arranged(self._read.desk.draft.sections, every), names, pages, warns)

    def _show_words(self, chosen: bool = False) -> None:
        """Show the words of the section that is lit; whoever is writing goes on in the one they began."""
        if self._read is not None:
            every = sections_for(self._read.desk.draft)
            began = self._words.key if self._words.is_written_in() and not chosen else ""
            key = began if began in every else self._setup.sections.current() or every[0]
            found = lacks(self._read.summary, key, self._read.desk.draft.document)
            self._words.show_section(Section(key, section_name(key), found))

    def _say_heading(self) -> None:
        if self._read is None:
            return
        desk, parts = self._read.desk, [self._read.desk.partnership_name]
        if self.printed is not None:
            parts.append(plural("{count} page", "{count} pages", self.printed.pages))
        about = desk.assessment.title if desk.assessment.site else desk.visit_title or desk.assessment.title
        document = document_name(desk.draft.document or "peer_review")
        title = f"{document} · {about}" if desk.draft.document else _("Report of {title}", title=about)
        number = len(desk.issued)
        state = _("Draft {number}", number=number + 1) if number else _("Draft")
        self.head(Heading(title, " · ".join(filter(None, parts)), mark=Mark(state, "warning", "pencil")))

    def _light_section(self, page: int) -> None:
        if self.printed is not None:
            listed, starts = self._setup.sections, self.printed.section_pages
            # one that the keyboard has just left out may be taken in again
            if not listed.hasFocus() or listed.current() in starts:
                listed.light(section_on(page, starts, listed.current()))

    def _show_ready(self) -> None:
        ready = self.printed is not None and self._printing.is_of_now and not self._output.busy
        self._tools.show_ready(pages=ready, issuing=self._issuing.busy)

    def _show_begun(self) -> None:
        self._sheets.show_begun()
        self._show_ready()

    def _show_writing(self, busy: bool) -> None:
        self._preview.show_busy(busy or self._printing.busy)
        self._show_ready()

    def _show_pages(self, printed: Printed) -> None:
        self.printed = printed
        listed = self._setup.sections
        arranging = listed.current() if listed.hasFocus() else ""
        self._sheets.show_pdf(printed.pdf)
        if arranging:
            self._go_to_section(arranging)
            listed.light(arranging)
        self._show_sections()
        self._say_heading()
        self._show_ready()

    def _stop_making(self) -> None:
        self._printing.stop()
        self._sheets.say_stopped()
        self._show_ready()

    def _make_again(self) -> None:
        self._sheets.forget()
        self._shown_for = None
        self.redraw()

    def _failed(self, error: Exception) -> None:
        self._preview.show_busy(False)
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        self._show_ready()
        self._sheets.complain(error)

    # doing

    def save(self) -> None:
        """Ask where, and write what is shown as a PDF."""
        if self._tools.save.isEnabled() and self._printing.material is not None:
            self._output.save(self._file_name("pdf"), self._printing.material)

    def save_word(self) -> None:
        """Ask where, and write the same contents for Word."""
        if self._tools.word.isEnabled() and self._printing.material is not None:
            self._output.save_word(self._file_name("docx"), self._printing.material)

    def save_tables(self) -> None:
        """Ask where, and write the tables of the same contents."""
        if self._tools.tables.isEnabled() and self._printing.material is not None:
            self._output.save_tables(self._file_name("xlsx"), self._printing.material)

    def print_out(self) -> None:
        """Ask how, and print what is shown."""
        if self._tools.print_out.isEnabled() and self._printing.material is not None:
            self._output.print_out(self._printing.material, self._preview.pages())

    def _file_name(self, ending: str) -> str:
        desk = self._read.desk if self._read is not None else None
        name = f"{desk.partnership_name} – {desk.assessment.title}" if desk else _("Report")
        return file_name(f"{name}.{ending}")

    def _choose_looks(self, looks: frozenset[str]) -> None:
        self.operations.jot(partial(keep_looks, looks))
        if self._read is not None:
            self._show(replace(self._read, looks=looks))
            self.operations.read_after(self._query(), self._show)  # one under way would bring the looks of before

    def issue(self) -> None:
        """Ask for number, version and who signs, and issue what is shown."""
        if self._tools.issue.isEnabled():
            self.leave()
            self._issuing.ask()

    def choose_readers(self) -> None:
        """Show everything that has readers of its own, to be chosen for many at once."""
        if self._read is None:
            return
        self.leave()
        self.readers = ReadersDialog(self.theme, self.operations, self._scope, self._read.desk.assessment.id, self)
        self.readers.finished.connect(self.readers.deleteLater)
        self.readers.open()

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
        if self.printed is not None and section in self.printed.section_pages:
            self._preview.go_to(self.printed.section_pages[section])

    def _go_to_area(self, code: str) -> None:
        if self.printed is not None and code in self.printed.area_pages:
            self._preview.go_to(self.printed.area_pages[code])

    def _go_and_look(self, where: str) -> None:
        if self._read is None:
            return
        place = place_of(where, self._read.desk)
        if place is not None:
            self.open_requested.emit(place)
        elif where == "words":
            self._sides.show_far()
            self._headline.setFocus(Qt.FocusReason.OtherFocusReason)
        elif where == "signing":
            self.leave()
            self._issuing.ask(who=True)  # also while pages are made anew: what is issued is printed for itself
        elif where == "replies":
            self._setup.sections.light(where)
            self._show_words(chosen=True)
            self._sides.show_far()
            self._words.add.setFocus(Qt.FocusReason.OtherFocusReason)
