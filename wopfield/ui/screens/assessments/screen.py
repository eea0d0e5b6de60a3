"""The assessments of a partnership with how far each is, and a way to start one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from wopfield.language import _, meant, plural
from wopfield.store import assessments, partnerships, visits
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Assessment, Visit
from wopfield.store.visit_page import Progressed, list_assessments
from wopfield.ui.list_screen import ListScreen
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place
from wopfield.ui.screens.assessments.start import Beginning, StartPanel
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.progress import draw_counted
from wopfield.ui.widgets.rows import Column
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


class AssessmentsScreen(ListScreen[Line]):
    """All assessments, the newest first; Enter opens one, Ctrl+N starts one."""

    place = "assessments"
    tab = "assessments"
    shows = frozenset({"assessment", "answer", "visit", "report", "partnership"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations, today=today)
        self._found: Found | None = None
        self._build()

    # what the window asks

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope, self.operations.author), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Start an assessment"), self._begin, "Ctrl+N", "clipboard-check"),
            Command(_("See the results"), self._open_results, "", "chart-dots"),
            Command(_("Agree the ratings"), self._open_agreeing, "", "users"),
        )

    # building

    def _build(self) -> None:
        theme, start = self.theme, _("Start an assessment")
        self._build_list(_("Assessments"), start, self._columns(), lambda line: line.assessment)
        self.results = Button(theme, _("Results"), "chart-dots")
        self.results.clicked.connect(self._open_results)
        self.agreeing = Button(theme, _("Agree the ratings"), "users")
        self.agreeing.clicked.connect(self._open_agreeing)
        for place, button in enumerate((self.agreeing, self.results)):
            self.title.tools.insertWidget(place, button)
        order_stops(self.title, [self.agreeing, self.results])
        self._build_empty(
            _("No assessments yet"),
            _("Choose a checklist and start. The mentee rates itself first; reviewers rate beside it."),
            start,
            _("See the checklists"),
        )
        self.panel = StartPanel(theme)
        self.panel.started.connect(self._start)
        self.panel.closed.connect(self.go_back)
        self._remember("assessment", self.panel, self.panel.fields())
        side = Page(theme, margins=(0, 0, 12, 0), spacing=0)
        side.body.addWidget(self.panel)
        side.body.addStretch(1)
        self._build_side(side, 436, full_height=True)

    def _columns(self) -> Sequence[Column[Line]]:
        theme = self.theme
        return (
            Column(_("Assessment"), lambda line: f"{line.title}, {line.note}", draw=partial(_draw_title, theme)),
            Column(meant("Started", "day"), lambda line: line.started, width=124, gives_way=1),
            Column(
                _("You have rated"),
                lambda line: line.count,
                width=170,
                gives_way=2,
                draw=partial(_draw_progress, theme),
            ),
            Column(_("State"), lambda line: line.state, width=130, fits=True, draw=partial(_draw_state, theme)),
        )

    # showing

    def _show(self, found: Found) -> None:
        if found.pair.scope != self._scope:
            return
        self._found = found
        count = len(found.listed)
        lines = [_line(self.theme, one) for one in found.listed]
        note = plural("{count} assessment", "{count} assessments", count)
        for button in (self.agreeing, self.results):
            button.setVisible(bool(lines))
        self._show_lines(found.pair.partnership.name, lines, note)

    # acting

    def _open_one(self, assessment: object) -> None:
        self.open_requested.emit(Place("assessment", partnership=self._scope, assessment=str(assessment)))

    def _open_results(self) -> None:
        """Open the results of the assessment that is chosen in the list, or else of the newest."""
        chosen = self.view.current()
        ids = {"partnership": self._scope, **({"assessment": str(chosen)} if chosen else {})}
        self.open_requested.emit(Place("results", **ids))

    def _open_agreeing(self) -> None:
        """Open where the ratings of the assessment that is chosen are agreed, or else of the newest."""
        listed = self._found.listed if self._found is not None else ()
        chosen = self.view.current() or next((one.assessment.id for one in listed), "")
        if chosen:
            self.open_requested.emit(Place("agree", partnership=self._scope, assessment=str(chosen)))

    def _begin(self) -> None:
        if self._found is not None:
            found = self._found
            self.begun.begin(self._scope, partial(self.panel.begin, found.listed, found.visits, self._today()))
            self._side.show()
            self.panel.checklist.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, beginning: Beginning) -> None:
        self.operations.change(partial(_start, self._scope, self._today(), beginning), self._started)

    def _started(self, row: Assessment) -> None:
        self.begun.end()
        self._side.hide()
        self._open_one(row.id)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, me: str, session: Session) -> Found:
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
    state, tone = meant("Open", "not closed"), theme.ink2
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
    draw_counted(painter, theme, box, line.count, line.share)


def _draw_state(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.state, weight=MEDIUM, tone=line.tone)
