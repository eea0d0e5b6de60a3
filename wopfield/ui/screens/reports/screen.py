"""The reports of a partnership: one line for each assessment, with how far it is."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _, in_a_row, meant
from wopfield.store import partnerships, reports
from wopfield.store.database import Session
from wopfield.store.reports import ReportLine
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.two_lines import draw_two_lines


class ReportsScreen(Screen):
    """Enter or a click opens the report of an assessment."""

    place = "reports"
    tab = "reports"
    shows = frozenset({"report", "assessment", "answer", "agreed_rating", "visit", "partnership", "checklist_version"})

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._scope = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        self._title = SectionTitle(theme, _("Reports"), role="page")
        column.addWidget(self._title)
        self._card = Card(theme, margins=(1, 4, 1, 8))
        self._model = RowsModel[ReportLine](_columns(theme), lambda line: line.assessment.id, self)
        self._view = RowsView(theme, _("Reports"), self._model, row_height=56)
        self._view.opened.connect(self._open_one)
        self._view.clicked.connect(lambda index: self._open_one(self._model.key_of(index.row())))
        self._card.body.addWidget(self._view)
        column.addWidget(self._card, 1)
        self._empty = Empty(
            theme,
            _("No reports yet"),
            _("A report is made from an assessment. Start one, and its report is here from the first answer on."),
            _("Go to assessments"),
            icon="clipboard-list",
        )
        self._empty.started.connect(self._open_assessments)
        self._empty.hide()
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addStretch(0)

    def open(self, **ids: str) -> None:
        self._scope = ids["partnership"]
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_load, self._scope), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Go to assessments"), self._open_assessments, "", "clipboard-list"),)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._view,)

    def _show(self, found: tuple[str, list[ReportLine]]) -> None:
        name, lines = found
        here = Place("partnership", partnership=self._scope)
        self.head(Heading(_("Reports"), crumbs=((_("Partnerships"), Place("partnerships")), (name, here))))
        self._model.show_rows(lines)
        self._card.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _open_one(self, key: object) -> None:
        self.open_requested.emit(Place("report", partnership=self._scope, assessment=str(key)))

    def _open_assessments(self) -> None:
        self.open_requested.emit(Place("assessments", partnership=self._scope))


def _load(scope: str, session: Session) -> tuple[str, list[ReportLine]]:
    pair = partnerships.find(session, scope)
    return (pair.partnership.name if pair else "", reports.of_partnership(session, scope))


def _rated(line: ReportLine) -> str:
    return _("{rated} of {count}", rated=line.count.rated, count=line.count.applicable) if line.count.total else "–"


def _columns(theme: Theme) -> list[Column[ReportLine]]:
    return [
        Column(_("Report"), _told, draw=partial(_draw_title, theme)),
        Column(meant("Started", "day"), _started, width=140, gives_way=1),
        Column(_("Rated by the team"), _rated, number=True, width=120),
        Column(_("State"), _state, width=170),
    ]


def _told(line: ReportLine) -> str:
    return in_a_row((line.assessment.title, line.visit_title))


def _draw_title(theme: Theme, painter: QPainter, box: QRectF, line: ReportLine) -> None:
    draw_two_lines(painter, theme, box, line.assessment.title, line.visit_title)


def _started(line: ReportLine) -> str:
    return day_words(line.assessment.started) if line.assessment.started else "–"


def _state(line: ReportLine) -> str:
    if line.issued is not None:
        return _("Issued as {version}", version=line.issued.version)
    return _("Draft begun") if line.draft is not None else _("Not begun")
