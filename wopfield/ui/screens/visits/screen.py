"""The visits of a partnership, and the form in which the next one is planned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wopfield.domain.visit import KINDS_BY_CODE, stage
from wopfield.errors import BadInput
from wopfield.language import _, plural
from wopfield.store import partnerships, visits
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Visit
from wopfield.store.visits import VisitFields
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.visits.panels import kind_box
from wopfield.ui.screens.visits.sessions import period_words, standing
from wopfield.ui.theme import REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.text import LineText
from wopfield.ui.widgets.two_lines import draw_two_lines


@dataclass(frozen=True, slots=True)
class Found:
    """What the list shows."""

    pair: Pair
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One visit as the list shows it."""

    visit: str
    title: str
    note: str
    when: str
    standing: str
    now: bool


class VisitsScreen(Screen):
    """All visits by day; Enter opens one, Ctrl+N plans one."""

    place = "visits"
    rail = "partnerships"
    tab = "visits"
    shows = frozenset({"visit", "partnership"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = ""
        self._count = 0
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self._scope = ids.get("partnership", "")
        self.panel.hide()
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Plan a visit"), self._begin, "Ctrl+N", "calendar-plus"),)

    def go_back(self) -> bool:
        was_open = self.panel.isVisible()
        self.panel.hide()
        return was_open

    # building

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        self.title = SectionTitle(theme, _("Visits"), role="page")
        plan = Button(theme, _("Plan a visit"), "calendar-plus", kind="primary")
        plan.clicked.connect(self._begin)
        self.title.tools.addWidget(plan)
        column.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(12)
        self.card = Card(theme, margins=(1, 4, 1, 8))
        self.model = RowsModel[Line](_columns(theme), lambda line: line.visit, self)
        self.view = RowsView(theme, _("Visits"), self.model, row_height=58)
        self.view.opened.connect(self._open_one)
        self.view.clicked.connect(lambda index: self._open_one(self.model.key_of(index.row())))
        self.card.body.addWidget(self.view)
        below.addWidget(self.card, 1)
        self.panel = PlanPanel(theme)
        self.panel.setFixedWidth(theme.px(400))
        self.panel.planned.connect(self._plan)
        self.panel.closed.connect(self.panel.hide)
        below.addWidget(self.panel, alignment=Qt.AlignmentFlag.AlignTop)
        self.empty = Empty(
            theme,
            _("No visits yet"),
            _("A visit has days, an agenda, a team and sites. Plan the first one; the rest follows."),
            _("Plan a visit"),
            icon="calendar-plus",
        )
        self.empty.started.connect(self._begin)
        below.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below, 1)

    def _show(self, found: Found) -> None:
        if found.pair.scope != self._scope:
            return
        name = found.pair.partnership.name
        crumbs = ((_("Partnerships"), Place("partnerships")), (name, Place("partnership", partnership=self._scope)))
        self.head(Heading(_("Visits"), crumbs=crumbs))
        self._count = len(found.visits)
        self.card.setVisible(bool(found.visits))
        self.empty.setVisible(not found.visits)
        self.title.set_note(plural("{count} visit", "{count} visits", self._count) if found.visits else "")
        today = self._today()
        self.model.show_rows([_line(visit, today) for visit in found.visits])
        now = next((visit.id for visit in found.visits if (visit.ends or visit.starts or date.min) >= today), "")
        if self.view.current() is None and now:
            self.view.choose(now)

    # acting

    def _open_one(self, visit: object) -> None:
        self.open_requested.emit(Place("visit", partnership=self._scope, visit=str(visit)))

    def _begin(self) -> None:
        self.panel.begin(self._count + 1)
        self.panel.show()
        self.panel.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, fields: VisitFields) -> None:
        self.operations.change(partial(visits.add, scope=self._scope, **fields), self._planned, self._complain)

    def _planned(self, visit: Visit) -> None:
        self.panel.hide()
        self._open_one(visit.id)

    def _complain(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.panel.complain(f"{error.happened} {error.do}".strip())
        else:
            self.operations.failed.emit(error)


class PlanPanel(Panel):
    """What a new visit is for and when; its kind proposes title and length."""

    planned = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Plan a visit"))
        self._number = 1
        self.kind = kind_box(theme)
        self.kind.activated.connect(self._propose)
        self.title = LineText(theme, _("Title"))
        self.starts, self.ends = DayField(theme, _("First day")), DayField(theme, _("Last day"))
        self.starts.chosen.connect(self._propose_end)
        self.place = LineText(theme, _("Place"), hint=_("Such as “Marowe, head office and 6 sites”"))
        self.row_of(labelled(theme, _("Kind of visit"), self.kind))
        self.row_of(labelled(theme, _("Title"), self.title))
        self.row_of(labelled(theme, _("First day"), self.starts), labelled(theme, _("Last day"), self.ends))
        self.row_of(labelled(theme, _("Place"), self.place))
        self.plan = Button(theme, _("Plan this visit"), "check", kind="primary", tall=True)
        self.plan.clicked.connect(self._say)
        self.body.addWidget(self.plan, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def begin(self, number: int) -> None:
        """Start anew for the visit of that number."""
        self._number = number
        self.complain("")
        for field in (self.title, self.place):
            field.setText("")
        for day in (self.starts, self.ends):
            day.show_day(None)
        self.kind.setCurrentIndex(0)
        self._propose()

    def _propose(self, _chosen: int = 0) -> None:
        kind = KINDS_BY_CODE.get(str(self.kind.currentData()))
        words = _("Visit {number}", number=self._number)
        if kind is not None:
            words = _("Visit {number}: {kind}", number=self._number, kind=_(kind.title).lower())
        if not self.title.isModified():
            self.title.setText(words)
            self.title.setModified(False)
        self._propose_end()

    def _propose_end(self, _day: object = None) -> None:
        starts, kind = self.starts.day(), KINDS_BY_CODE.get(str(self.kind.currentData()))
        if starts is not None and kind is not None and (self.ends.day() or date.min) < starts:
            self.ends.show_day(starts + timedelta(days=kind.days - 1))

    def _say(self) -> None:
        for day in (self.starts, self.ends):
            day.flush()
        fields: VisitFields = {
            "title": self.title.text(),
            "kind": str(self.kind.currentData() or ""),
            "starts": self.starts.day(),
            "ends": self.ends.day(),
            "place": self.place.text(),
        }
        self.planned.emit(fields)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, session: Any) -> Found:  # the store's session; its library stays behind its door
    return Found(partnerships.get(session, scope), tuple(visits.of_partnership(session, scope)))


def _columns(theme: Theme) -> Sequence[Column[Line]]:
    return (
        Column(_("Visit"), lambda line: f"{line.title}, {line.note}", draw=partial(_draw_title, theme)),
        Column(_("Days"), lambda line: line.when, width=210),
        Column(_("State"), lambda line: line.standing, width=130, draw=partial(_draw_standing, theme)),
    )


def _line(visit: Visit, today: date) -> Line:
    kind = KINDS_BY_CODE.get(visit.kind)
    said = (_(kind.title) if kind else "", visit.place)
    return Line(
        visit.id,
        visit.title,
        " · ".join(part for part in said if part),
        period_words(visit) or _("no days yet"),
        standing(visit, today),
        stage(visit.starts, visit.ends, today) == "under_way",
    )


def _draw_title(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.title, line.note)


def _draw_standing(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    tone, weight = (theme.accent, SEMIBOLD) if line.now else (theme.ink2, REGULAR)
    draw_two_lines(painter, theme, box, line.standing, weight=weight, tone=tone)
