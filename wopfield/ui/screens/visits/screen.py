"""The visits of a partnership, and the form in which the next one is planned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from wopfield.domain.visit import KINDS_BY_CODE, stage
from wopfield.errors import BadInput
from wopfield.language import _, plural
from wopfield.store import deleted, partnerships, visits
from wopfield.store.database import Session
from wopfield.store.deleted import Deleted
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Visit
from wopfield.store.visits import VisitFields
from wopfield.ui.begun import Field
from wopfield.ui.list_screen import ListScreen
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place
from wopfield.ui.screens.visits.panels import kind_box
from wopfield.ui.screens.visits.sessions import period_words, standing
from wopfield.ui.theme import REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.rows import Column
from wopfield.ui.widgets.text import LineText
from wopfield.ui.widgets.two_lines import draw_two_lines


@dataclass(frozen=True, slots=True)
class Found:
    """What the list shows."""

    pair: Pair
    visits: tuple[Visit, ...]
    deleted: Sequence[Deleted]


@dataclass(frozen=True, slots=True)
class Line:
    """One visit as the list shows it."""

    visit: str
    title: str
    note: str
    when: str
    standing: str
    now: bool


class VisitsScreen(ListScreen[Line]):
    """All visits by day; Enter opens one, Ctrl+N plans one."""

    place = "visits"
    tab = "visits"
    shows = frozenset({"visit", "partnership"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations, today=today)
        self._count = 0
        self._build()

    # what the window asks

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Plan a visit"), self._begin, "Ctrl+N", "calendar-plus"),)

    # building

    def _build(self) -> None:
        theme, plan, icon = self.theme, _("Plan a visit"), "calendar-plus"
        self._build_list(_("Visits"), plan, _columns(theme), lambda line: line.visit, icon=icon, row_height=58)
        self._build_empty(
            _("No visits yet"),
            _("A visit has days, an agenda, a team and sites. Plan the first one; the rest follows."),
            plan,
            icon=icon,
        )
        self.panel = PlanPanel(theme)
        self.panel.planned.connect(self._plan)
        self.panel.closed.connect(self.panel.hide)
        self._remember("visit", self.panel, self.panel.fields())
        self._build_side(self.panel, 400)
        self._build_deleted()

    def _show(self, found: Found) -> None:
        if found.pair.scope != self._scope:
            return
        self._count = len(found.visits)
        today = self._today()
        lines = [_line(visit, today) for visit in found.visits]
        self._show_lines(found.pair.partnership.name, lines, plural("{count} visit", "{count} visits", self._count))
        self.deleted.show_deleted(found.deleted, today)
        now = next((visit.id for visit in found.visits if (visit.ends or visit.starts or date.min) >= today), "")
        if self.view.current() is None and now:
            self.view.choose(now)

    # acting

    def _open_one(self, visit: object) -> None:
        self.open_requested.emit(Place("visit", partnership=self._scope, visit=str(visit)))

    def _begin(self) -> None:
        self.begun.begin(self._scope, partial(self.panel.begin, self._count + 1))
        self.panel.show()
        self.panel.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, fields: VisitFields) -> None:
        self.operations.change(partial(visits.add, scope=self._scope, **fields), self._planned, self._complain)

    def _planned(self, visit: Visit) -> None:
        self.begun.end()
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

    def fields(self) -> dict[str, Field]:
        """Return what is filled in, by names that stay."""
        return {
            "kind": self.kind, "title": self.title, "starts": self.starts, "ends": self.ends, "place": self.place
        }  # fmt: skip

    def begin(self, number: int) -> None:
        """Start anew for the visit of that number."""
        self._number = number
        self.complain("")
        for field in (self.title, self.place, self.starts, self.ends):
            field.forget()
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


def _read(scope: str, session: Session) -> Found:
    every = tuple(visits.of_partnership(session, scope))
    return Found(partnerships.get(session, scope), every, deleted.visits(session, scope))


def _columns(theme: Theme) -> Sequence[Column[Line]]:
    return (
        Column(_("Visit"), lambda line: f"{line.title}, {line.note}", draw=partial(_draw_title, theme)),
        Column(_("Days"), lambda line: line.when, width=210),
        Column(_("State"), lambda line: line.standing, width=130, fits=True, draw=partial(_draw_standing, theme)),
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
