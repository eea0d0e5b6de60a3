"""What goes in: the sections, and how they are printed."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from wopfield.language import PAPER_NAMES, _
from wopfield.report.documents import DOCUMENTS, document_name
from wopfield.store.on_paper import PAPERS
from wopfield.store.tables import Report
from wopfield.ui.screens.report.sections import SectionList
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Tick
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Label, Line

_FEW, _ROWS, _MANY = 3, 6, 9
"""The list of sections keeps room for so many lines, and for many where most choices can fold away for it; beside
choices that were unfolded it stays for a few."""

_LEAST_HIGH = 240
"""The least height of the pane, in pixels at 100 %."""


class Setup(QWidget):
    """The pane at the near side; ``chosen`` carries a field of the draft and its new value."""

    chosen = Signal(str, object)
    document_chosen = Signal(str)
    readers_asked = Signal()
    looks_chosen = Signal(object)
    """How the pages look on this laptop: some of ``LOOKS``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._built_choice_of_document())
        self.title = QWidget()
        head = QVBoxLayout(self.title)
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(0)
        head.addWidget(Label(theme, _("What goes in"), "section"))
        head.addWidget(Label(theme, _("drag, or Alt and ↑ ↓"), "secondary", ink="ink3"))
        column.addWidget(self.title)
        column.addWidget(Line(theme))
        self.sections = SectionList(theme)
        column.addWidget(self.sections, 1)
        column.addWidget(Line(theme))
        self._first, self._least = _part(12, 8)
        column.addWidget(self._first)
        self._boxes: dict[str, ChoiceBox] = {}
        self._build_first()
        self._fold = Button(theme, _("How it is printed"), "chevron-up", kind="link")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._show_parts)
        self._fold.hide()
        column.addWidget(self._fold, alignment=Qt.AlignmentFlag.AlignLeading)
        self._more, self._most = _part(0, 12)
        column.addWidget(self._more)
        self._beside = QWidget()
        column.addWidget(self._beside, 1)
        self._beside.hide()
        self._all_folds, self._both_fit = False, False
        self._build_readers()
        self._build_looks()

    def _build_first(self) -> None:
        grid = _grid(self._theme, self._least)
        self._add_box(grid, "language", _("Language"), [(code, name) for code, name in PAPER_NAMES.items()])
        self._add_box(grid, "paper", _("Paper"), [(paper, paper) for paper in PAPERS])

    def _build_readers(self) -> None:
        theme = self._theme
        more = _grid(theme, self._most)
        self._add_box(more, "audience", _("For"), [(audience, words) for audience, words in _readers().items()])
        self._add_box(more, "name_people", _("People"), [(False, _("By function")), (True, _("By name"))])
        self.readers = Button(theme, _("Who may read what"), "eye", kind="link")
        self.readers.clicked.connect(self.readers_asked)
        more.addWidget(self.readers, more.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeading)

    def _build_looks(self) -> None:
        theme = self._theme
        self._ticks = {
            "greyscale": Tick(theme, _("In greys")),
            "light_cover": Tick(theme, _("White cover")),
            "archive": Tick(theme, _("For an archive (PDF/A)")),
        }
        self._ticks["greyscale"].setToolTip(_("For printers without colour; an issued report is always in colour"))
        self._ticks["light_cover"].setToolTip(_("Takes less ink"))
        self._ticks["archive"].setToolTip(
            _("A saved file is then PDF/A-1b and up to three times as large; an issued report holds its signed copy "
              "instead, which PDF/A-1 forbids")
        )  # fmt: skip
        looks = Ends(gap=8)
        looks.near.addWidget(self._ticks["greyscale"])
        looks.far.addWidget(self._ticks["light_cover"])
        looks.far.addStretch(1)
        for tick in self._ticks.values():
            tick.clicked.connect(self._choose_looks)
        self._most.addWidget(looks)
        self._most.addWidget(self._ticks["archive"])

    def _built_choice_of_document(self) -> QVBoxLayout:
        choice = self._choice = QVBoxLayout()
        choice.setContentsMargins(16, 12, 16, 4)
        self.document = ChoiceBox(self._theme, _("Document"))
        for name in DOCUMENTS:
            self.document.addItem(document_name(name), "" if name == "peer_review" else name)
        self.document.activated.connect(lambda _at: self.document_chosen.emit(self.document.currentData()))
        choice.addWidget(self.document)
        return choice

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(whole.width(), min(whole.height(), self._theme.px(_LEAST_HIGH)))

    def _make_room(self) -> None:
        """Fold away how it is printed where the list of sections would have room for a few lines alone."""
        width, row = self.contentsRect().width(), self._theme.px(42)
        choice, more, first = (_height(layout, width) for layout in (self._choice, self._most, self._least))
        titled = self.title.sizeHint().height() if self.title.isVisibleTo(self) else 0
        left = self.height() - choice - titled - first
        folds, all_folds = left - more < _MANY * row, left - self._fold.sizeHint().height() < _ROWS * row
        both_fit = left - self._fold.sizeHint().height() - more >= _FEW * row
        if (folds, all_folds, both_fit) != (self._fold.isVisibleTo(self), self._all_folds, self._both_fit):
            self._all_folds, self._both_fit = all_folds, both_fit
            self._fold.setVisible(folds)
            self._show_parts()

    def _show_parts(self) -> None:
        """Show the sections, how they are printed, or both."""
        folds, opened = self._fold.isVisibleTo(self), self._fold.isChecked()
        self._fold.set_icon("chevron-down" if opened else "chevron-up")
        listed = not folds or not opened or self._both_fit
        self.sections.setVisible(listed)
        self._more.setVisible(not folds or opened)
        self._first.setVisible(not self._all_folds or opened)
        self._beside.setVisible(not listed)

    def show_looks(self, looks: frozenset[str]) -> None:
        """Show how the pages look."""
        for name, tick in self._ticks.items():
            tick.setChecked(name in looks)

    def _choose_looks(self) -> None:
        self.looks_chosen.emit(frozenset(name for name, tick in self._ticks.items() if tick.isChecked()))

    def show_draft(self, draft: Report, offered: Collection[str]) -> None:
        """Show what is chosen; a document that is not offered of this assessment says so."""
        for place, name in enumerate(DOCUMENTS):
            free = name in offered or name == (draft.document or "peer_review")
            reason = _("Only of a capacity assessment") if name == "capacity" else _("Not of the inspection of a site")
            self.document.offer(place, free, "" if free else reason)
        self.document.setCurrentIndex(max(self.document.findData(draft.document), 0))
        for field, box in self._boxes.items():
            at = box.findData(getattr(draft, field))
            box.setCurrentIndex(max(at, 0))

    def _add_box(self, grid: QGridLayout, field: str, name: str, choices: Sequence[tuple[object, str]]) -> None:
        """Offer a choice under its name; each of them is a value and its words."""
        box = ChoiceBox(self._theme, name)
        for value, words in choices:
            box.addItem(words, value)
        box.activated.connect(lambda _at: self.chosen.emit(field, box.currentData()))
        row = grid.rowCount()
        grid.addWidget(Label(self._theme, name, "secondary", wrap=True), row, 0)
        grid.addWidget(box, row, 1)
        self._boxes[field] = box


def _part(above: int, below: int) -> tuple[QWidget, QVBoxLayout]:
    """Return a part of the pane and its lines."""
    part = QWidget()
    lines = QVBoxLayout(part)
    lines.setContentsMargins(16, above, 16, below)
    lines.setSpacing(8)
    return part, lines


def _grid(theme: Theme, lines: QVBoxLayout) -> QGridLayout:
    """Return choices beside their names, as lines of a part."""
    grid = QGridLayout()
    grid.setSpacing(8)
    grid.setColumnMinimumWidth(0, theme.px(84))  # the boxes of both parts begin at the same place
    grid.setColumnStretch(1, 1)
    lines.addLayout(grid)
    return grid


def _height(layout: QLayout, width: int) -> int:
    return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()


def _readers() -> Mapping[str, str]:
    """Return for whom a report may be made; what was written for fewer readers is left out."""
    return {"team": _("The team alone"), "utility": _("The utility"), "report": _("Anybody")}
