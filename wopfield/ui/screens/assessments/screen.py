"""The assessments of a partnership with how far each is, and a way to start one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wopfield.language import _, plural
from wopfield.store import assessments, partnerships, visits
from wopfield.store.editor import Editor
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Assessment, Visit
from wopfield.store.visit_page import Progressed, list_assessments
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.assessments.start import Beginning, StartPanel
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.progress import draw_bar
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.two_lines import draw_two_lines


@dataclass(frozen=True, slots=True)
class Found:
    """What the list and the form show."""

    pair: Pair
    listed: tuple[Progressed, ...]
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One assessment as the list shows it."""

    assessment: str
    title: str
    note: str
    started: str
    share: float
    count: str
    state: str
    tone: str


class AssessmentsScreen(Screen):
    """All assessments, the newest first; Enter opens one, Ctrl+N starts one."""

    place = "assessments"
    rail = "partnerships"
    tab = "assessments"
    shows = frozenset({"assessment", "answer", "visit", "report", "partnership"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = ""
        self._found: Found | None = None
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self._scope = ids.get("partnership", "")
        self._side.hide()
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope, self.operations.author), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Start an assessment"), self._begin, "Ctrl+N", "clipboard-check"),)

    def go_back(self) -> bool:
        was_open = self._side.isVisible()
        self._side.hide()
        return was_open

    # building

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        self.title = SectionTitle(theme, _("Assessments"), role="page")
        start = Button(theme, _("Start an assessment"), "plus", kind="primary")
        start.clicked.connect(self._begin)
        self.title.tools.addWidget(start)
        column.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(12)
        self.card = Card(theme, margins=(1, 4, 1, 8))
        self.model = RowsModel[Line](self._columns(), lambda line: line.assessment, self)
        self.view = RowsView(theme, _("Assessments"), self.model, row_height=60)
        self.view.opened.connect(self._open_one)
        self.view.clicked.connect(lambda index: self._open_one(self.model.key_of(index.row())))
        self.card.body.addWidget(self.view)
        below.addWidget(self.card, 1)
        self.empty = Empty(
            theme,
            _("No assessments yet"),
            _("Choose a checklist and start. The mentee rates itself first; reviewers rate beside it."),
            _("Start an assessment"),
            _("See the checklists"),
        )
        self.empty.started.connect(self._begin)
        self.empty.asked.connect(lambda: self.open_requested.emit(Place("library")))
        below.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.panel = StartPanel(theme)
        self.panel.started.connect(self._start)
        self.panel.closed.connect(self.go_back)
        self._side = Page(theme, margins=(0, 0, 12, 0), spacing=0)
        self._side.setFixedWidth(theme.px(436))
        self._side.body.addWidget(self.panel)
        self._side.body.addStretch(1)
        below.addWidget(self._side)
        column.addLayout(below, 1)

    def _columns(self) -> Sequence[Column[Line]]:
        theme = self.theme
        return (
            Column(_("Assessment"), lambda line: f"{line.title}, {line.note}", draw=partial(_draw_title, theme)),
            Column(_("Started"), lambda line: line.started, width=124),
            Column(_("You have rated"), lambda line: line.count, width=170, draw=partial(_draw_progress, theme)),
            Column(_("State"), lambda line: line.state, width=130, draw=partial(_draw_state, theme)),
        )

    # showing

    def _show(self, found: Found) -> None:
        if found.pair.scope != self._scope:
            return
        self._found = found
        name = found.pair.partnership.name
        crumbs = ((_("Partnerships"), Place("partnerships")), (name, Place("partnership", partnership=self._scope)))
        self.head(Heading(_("Assessments"), crumbs=crumbs))
        self.card.setVisible(bool(found.listed))
        self.empty.setVisible(not found.listed)
        count = len(found.listed)
        self.title.set_note(plural("{count} assessment", "{count} assessments", count) if count else "")
        self.model.show_rows([_line(self.theme, one) for one in found.listed])

    # acting

    def _open_one(self, assessment: object) -> None:
        self.open_requested.emit(Place("assessment", partnership=self._scope, assessment=str(assessment)))

    def _begin(self) -> None:
        if self._found is not None:
            self.panel.begin(self._found.listed, self._found.visits, self._today())
            self._side.show()
            self.panel.checklist.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, beginning: Beginning) -> None:
        self.operations.change(partial(_start, self._scope, self._today(), beginning), self._started)

    def _started(self, row: Assessment) -> None:
        self._side.hide()
        self._open_one(row.id)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, me: str, session: Any) -> Found:  # the store's session; its library stays behind its door
    listed = [one for one in list_assessments(session, scope, me) if not one.is_inspection]
    return Found(partnerships.get(session, scope), tuple(listed), tuple(visits.of_partnership(session, scope)))


def _start(scope: str, today: date, beginning: Beginning, editor: Editor) -> Assessment:
    return assessments.start(
        editor,
        scope,
        beginning.checklist,
        title=beginning.title,
        started=today,
        visit=beginning.visit,
        areas=beginning.areas,
        depth=beginning.depth,
        baseline=beginning.baseline,
        hide_colleagues=beginning.hide_colleagues,
    )


def _line(theme: Theme, one: Progressed) -> Line:
    row, count = one.assessment, one.count
    title = one.checklist.title if one.checklist else _("its checklist is not on this laptop yet")
    state, tone = _("Open"), theme.ink2
    if one.report is not None:
        state, tone = _("Issued as {version}", version=one.report.version), theme.accent
    elif row.closed:
        state = _("Closed")
    elif count.total and count.done:
        state, tone = _("All rated"), theme.good
    return Line(
        row.id,
        row.title,
        " · ".join(part for part in (title, one.visit) if part),
        day_words(row.started) if row.started else "",
        count.share if count.total else 0.0,
        _("{rated} of {count}", rated=count.rated, count=count.applicable) if count.total else "",
        state,
        tone,
    )


def _draw_title(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.title, line.note)


def _draw_progress(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    if not line.count:
        return
    half = box.height() / 2
    words = QRectF(box.left(), box.top() + 6, box.width(), half - 4)
    draw_two_lines(painter, theme, words, line.count, weight=MEDIUM, tone=theme.ink2)
    bar = QRectF(box.left(), box.top() + half + 8, box.width() - 16, 6)
    draw_bar(painter, theme, bar, line.share, mirrored=painter.layoutDirection() == Qt.LayoutDirection.RightToLeft)


def _draw_state(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.state, weight=MEDIUM, tone=line.tone)
