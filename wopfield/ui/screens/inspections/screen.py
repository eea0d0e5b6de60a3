"""The site inspections of a partnership with what they found, and a way to start one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from wopfield.checklists import library
from wopfield.checklists.library import site_types
from wopfield.domain.around import Gravity, RiskLine, SiteVisit
from wopfield.domain.checklist import Item
from wopfield.domain.visit import stage
from wopfield.language import _, meant, plural
from wopfield.report.drawing import Drawing
from wopfield.report.risks import risk_bars
from wopfield.store import assessments, partnerships, sites, visits
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Assessment, Site, Visit
from wopfield.store.visit_page import Progressed, list_assessments
from wopfield.ui.begun import Field
from wopfield.ui.list_screen import ListScreen
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.progress import draw_counted
from wopfield.ui.widgets.rows import Column
from wopfield.ui.widgets.text import LineText
from wopfield.ui.widgets.two_lines import draw_two_lines


@dataclass(frozen=True, slots=True)
class Found:
    """What the list and the form show."""

    pair: Pair
    listed: tuple[Progressed, ...]
    sites: tuple[Site, ...]
    visits: tuple[Visit, ...]
    risks: Drawing | None = None
    """The risks of the newest inspections as bars; none where there is no inspection."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was chosen for an inspection: a site by id, or a new one by name; its kind; the visit; whether on paper."""

    site: str
    name: str
    kind: str
    visit: str
    on_paper: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One inspection as the list shows it."""

    assessment: str
    site: str
    note: str
    started: str
    share: float
    count: str
    risks: str
    high: bool


class InspectionsScreen(ListScreen[Line]):
    """All inspections, the newest first; Enter opens one, Ctrl+N starts one."""

    place = "inspections"
    tab = "inspections"
    shows = frozenset({"assessment", "answer", "site", "visit", "partnership"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations, today=today)
        self._found: Found | None = None
        self._build()

    # what the window asks

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope, self.operations.author), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Start an inspection"), self._begin, "Ctrl+N", "list-check"),)

    def panes(self) -> tuple[QWidget, ...]:
        return (*super().panes(), self._chart)

    def go_back(self) -> bool:
        was_open = super().go_back()
        self._make_room()
        return was_open

    # building

    def _build(self) -> None:
        start = _("Start an inspection")
        self._build_list(_("Inspections"), start, self._columns(), lambda line: line.assessment)
        self.risks = DrawingView(self.theme)
        self._chart = Card(self.theme, margins=(16, 12, 16, 14), spacing=10)
        self._chart.body.addWidget(Label(self.theme, _("Risks by site"), "section"))
        self._chart.body.addWidget(self.risks)
        self._chart.setFixedWidth(self.theme.px(_CHART_PIXELS))
        self._below.addWidget(self._chart, 0, Qt.AlignmentFlag.AlignTop)
        self._build_empty(
            _("No inspections yet"),
            _("Start one when you are at a site. It works without internet."),
            start,
            _("See the checklists"),
        )
        self.panel = StartPanel(self.theme)
        self.panel.started.connect(self._start)
        self.panel.closed.connect(self.panel.hide)
        self.panel.closed.connect(self._make_room)
        self._remember("inspection", self.panel, self.panel.fields())
        self._build_side(self.panel, 400)

    def _columns(self) -> Sequence[Column[Line]]:
        theme = self.theme
        return (
            Column(_("Site"), lambda line: f"{line.site}, {line.note}", draw=partial(_draw_site, theme)),
            Column(meant("Started", "day"), lambda line: line.started, width=124, gives_way=1),
            Column(_("Answered"), lambda line: line.count, width=160, gives_way=2, draw=partial(_draw_progress, theme)),
            Column(_("Risks found"), lambda line: line.risks, width=190, fits=True, draw=partial(_draw_risks, theme)),
        )

    # showing

    def _show(self, found: Found) -> None:
        if found.pair.scope != self._scope:
            return
        self._found = found
        count = len(found.listed)
        kinds = {site.id: site.kind for site in found.sites}
        lines = [_line(one, kinds.get(one.assessment.site, "")) for one in found.listed]
        note = plural("{count} inspection", "{count} inspections", count)
        if found.risks is not None:
            self.risks.show_drawing(found.risks)
        self._make_room()
        self._show_lines(found.pair.partnership.name, lines, note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show the chart where there is one, and room beside the list."""
        has_one = self._found is not None and self._found.risks is not None
        wide = self.width() >= self.theme.px(_CHART_PIXELS + _LIST_PIXELS)
        self._chart.setVisible(has_one and wide and self.panel.isHidden())

    # acting

    def _open_one(self, assessment: object) -> None:
        self.open_requested.emit(Place("inspection", partnership=self._scope, assessment=str(assessment)))

    def _begin(self) -> None:
        if self._found is not None:
            found = self._found
            self.begun.begin(self._scope, partial(self.panel.begin, found.sites, found.visits, self._today()))
            self.panel.show()
            self._make_room()
            first = self.panel.site if found.sites else self.panel.name
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, beginning: Beginning) -> None:
        started = self._print if beginning.on_paper else self._started
        self.operations.change(partial(_start, self._scope, self._today(), beginning), started)

    def _started(self, row: Assessment) -> None:
        self.begun.end()
        self.panel.hide()
        self._open_one(row.id)

    def _print(self, row: Assessment) -> None:
        self.begun.end()
        self.panel.hide()
        place = Place("report", partnership=self._scope, assessment=row.id, document="checklist")
        self.open_requested.emit(place)


class StartPanel(Panel):
    """At which site, of which kind, on which visit."""

    started = Signal(object)
    """A Beginning."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Start an inspection"))
        self._sites: tuple[Site, ...] = ()
        self.site, self.kind = ChoiceBox(theme, _("Site")), ChoiceBox(theme, _("Kind of site"))
        self.visit = ChoiceBox(theme, _("Visit"))
        self.site.activated.connect(self._choose)
        self.name = LineText(theme, _("Name of the site"))
        self._name = labelled(theme, _("Name of the site"), self.name)
        for code, title in site_types().items():
            self.kind.addItem(_(title), code)
        self.kind.setPlaceholderText(_("Choose a kind"))
        self.row_of(labelled(theme, _("Site"), self.site))
        self.row_of(self._name)
        note = _("It decides which checks are asked.")
        self.row_of(labelled(theme, _("Kind of site"), self.kind, note))
        self.row_of(labelled(theme, _("Visit"), self.visit))
        self.start = Button(theme, meant("Start", "button"), "arrow-right", kind="primary", trailing=True, tall=True)
        self.start.clicked.connect(partial(self._say, False))
        self.body.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignLeft)
        self.paper = Button(theme, _("Start, and print the checklist"), "printer", kind="link")
        self.paper.clicked.connect(partial(self._say, True))
        self.body.addWidget(self.paper, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def fields(self) -> dict[str, Field]:
        """Return what is filled in, by names that stay."""
        return {"site": self.site, "name": self.name, "kind": self.kind, "visit": self.visit}

    def begin(self, places: Sequence[Site], stays: Sequence[Visit], today: date) -> None:
        """Start anew, on the visit that is on."""
        self._sites = tuple(places)
        self.complain("")
        self.name.forget()
        self.site.clear()
        for site in places:
            self.site.addItem(site.name, site.id)
        self.site.addItem(_("A new site …"), "")
        self.site.setCurrentIndex(0)
        self.visit.clear()
        self.visit.addItem(_("No visit"), "")
        for visit in stays:
            self.visit.addItem(visit.title, visit.id)
        now = [visit.id for visit in stays if stage(visit.starts, visit.ends, today) == "under_way"]
        self.visit.setCurrentIndex(self.visit.findData(now[0]) if now else 0)
        self._choose()

    def _choose(self, _number: int = 0) -> None:
        key = self.site.currentData()
        self._name.setVisible(key == "")
        kind = next((site.kind for site in self._sites if site.id == key), "")
        self.kind.setCurrentIndex(self.kind.findData(kind) if kind else -1)

    def _say(self, on_paper: bool) -> None:
        key, kind, name = self.site.currentData(), self.kind.currentData(), self.name.text().strip()
        if not key and not name:
            self.complain(_("Type the name of the site."))
            self.name.setFocus()
        elif not kind:
            self.complain(_("Choose what kind of site it is, so that the right checks are asked."))
            self.kind.setFocus()
        else:
            visit = str(self.visit.currentData() or "")
            self.started.emit(Beginning(str(key or ""), name, str(kind), visit, on_paper))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, me: str, session: Session) -> Found:
    listed = [one for one in list_assessments(session, scope, me) if one.is_inspection]
    places = tuple(sites.of_partnership(session, scope))
    kinds = {site.id: site.kind for site in places}
    drawn = [_drawn(one, kinds.get(one.assessment.site, "")) for one in listed if one.count.rated][:_MOST_BARS]
    return Found(
        partnerships.get(session, scope),
        tuple(listed),
        places,
        tuple(visits.of_partnership(session, scope)),
        risk_bars(drawn, _CHART) if drawn else None,
    )


_MOST_BARS = 8
_CHART, _CHART_PIXELS = 300.0, 460
"""The width of the chart in points, and of its card in pixels at 100 %."""
_LIST_PIXELS = 790
"""The width in which the list has room for all its columns, with the margins; the chart stands beside no less."""


def _drawn(one: Progressed, kind: str) -> SiteVisit:
    """Return an inspection as the chart of the report takes it."""
    found: tuple[tuple[Gravity, tuple[Item, ...]], ...] = (
        ("high", one.risks.high),
        ("medium", one.risks.medium),
        ("low", one.risks.low),
    )
    risks = tuple(RiskLine(gravity, item.code, item.title) for gravity, items in found for item in items)
    title = _(site_types().get(kind, ""))
    return SiteVisit(one.assessment.title, title, "", one.assessment.started, one.count.rated, one.count.total, risks)


def _start(scope: str, today: date, beginning: Beginning, editor: Editor) -> Assessment:
    site = editor.get(Site, scope, beginning.site) if beginning.site else None
    if site is None:
        site = sites.add(editor, scope, name=beginning.name, kind=beginning.kind)
    elif site.kind != beginning.kind:
        sites.change(editor, site, kind=beginning.kind)
    return assessments.start(
        editor,
        scope,
        library.get("site_inspection"),
        title=site.name,
        started=today,
        visit=beginning.visit,
        site=site.id,
        areas=[beginning.kind],
        hide_colleagues=False,
    )


def _line(one: Progressed, kind: str) -> Line:
    row, count, risks = one.assessment, one.count, one.risks
    title = site_types().get(kind, "")
    said = [
        plural("{count} high", "{count} high", len(risks.high)) if risks.high else "",
        plural("{count} medium", "{count} medium", len(risks.medium)) if risks.medium else "",
        plural("{count} low", "{count} low", len(risks.low)) if risks.low else "",
    ]
    words = ", ".join(part for part in said if part)
    return Line(
        row.id,
        one.site or row.title,
        " · ".join(part for part in (_(title) if title else "", one.visit) if part),
        day_words(row.started) if row.started else "",
        count.share if count.total else 0.0,
        _("{rated} of {count}", rated=count.rated, count=count.applicable) if count.total else "",
        words or (_("none so far") if count.rated else ""),
        bool(risks.high),
    )


def _draw_site(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.site, line.note)


def _draw_progress(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_counted(painter, theme, box, line.count, line.share)


def _draw_risks(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.risks, weight=MEDIUM, tone=theme.danger if line.high else theme.ink2)
