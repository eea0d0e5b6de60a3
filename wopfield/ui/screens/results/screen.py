"""What an assessment came to, before anything is printed: shape, change and heat map of its areas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.summary import Summary
from wopfield.errors import BadInput, NotAChecklist
from wopfield.language import _, tag
from wopfield.report.area_means import Axis, Series
from wopfield.report.chart import FEWEST_SPOKES, MOST_SPOKES, bars, dumbbell, legend, radar
from wopfield.report.context import Context
from wopfield.report.drawing import Drawing
from wopfield.report.options import ReportOptions
from wopfield.report.profile import axes_of, series_of
from wopfield.report.signs import level_legend
from wopfield.report.translating import named
from wopfield.store import assessments, partnerships, summaries
from wopfield.store.database import Session
from wopfield.store.overview import newest_with_levels
from wopfield.store.tables import Assessment, Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.results.table import ROW_HEIGHT, AreaRow, columns
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.rows import RowsModel, RowsView

_BESIDE = 980
"""From this width on, in pixels at 100 %, the two charts stand beside one another."""
_RADAR_HIGH, _PITCH = 226.0, 18.3
_CHOICE, _LEAST_CHOICE = 340, 130


@dataclass(frozen=True, slots=True)
class Found:
    """What the screen shows; no summary where nothing can be summarised."""

    partnership: Partnership
    choice: tuple[Assessment, ...]
    summary: Summary | None
    assessment: str


class ResultsScreen(Screen):
    """The results of one assessment, the newest if none is named; Enter on an area opens it."""

    place = "results"
    rail = "partnerships"
    tab = "assessments"
    shows = frozenset({"partnership", "utility", "visit", "assessment", "answer", "agreed_rating"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = self._assessment = ""
        self._columns: tuple[str, ...] = ()
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self._scope, self._assessment = ids.get("partnership", ""), ids.get("assessment", "")
        self.head(Heading(_("Results"), crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        query = partial(_read, self._scope, self._assessment, self._today(), self.operations.author)
        self.operations.read(query, self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Open the assessment"), self._open_assessment, "", "clipboard-check"),
            Command(_("Open the report"), self._open_report, "Ctrl+P", "file-text"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self.title, self._shape_card, self._change_card, self._map, self.empty)

    # building

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._page = Page(theme, margins=(20, 14, 20, 14), spacing=12)
        column.addWidget(self._page)
        self.title = SectionTitle(theme, _("Results"), role="page")
        self.choice = ChoiceBox(theme, _("Assessment"))
        self.choice.setMaximumWidth(theme.px(_CHOICE))
        self.choice.setMinimumWidth(theme.px(_LEAST_CHOICE))  # of a long title the end is cut, and no button goes
        self.choice.activated.connect(lambda _at: self._choose(str(self.choice.currentData())))
        go_on = Button(theme, _("Open the assessment"), "clipboard-check")
        go_on.clicked.connect(self._open_assessment)
        report = Button(theme, _("Open the report"), "file-text")
        report.clicked.connect(self._open_report)
        for part in (self.choice, go_on, report):
            self.title.tools.addWidget(part)
        self._page.body.addWidget(self.title)
        self._charts = QHBoxLayout()
        self._charts.setSpacing(12)
        self.shape, self.names, self.change = (DrawingView(theme) for _one in range(3))
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shape_title = Label(theme, _("Maturity by area, 0 to 4"), "section")
        self._shape_card = self._card(self._shape_title, self.shape, self.names)
        self._change_title = Label(theme, "", "section")
        self._change_card = self._card(self._change_title, self.change)
        for one in (self._shape_card, self._change_card):
            self._charts.addWidget(one, 1)
        self._page.body.addLayout(self._charts)
        self.levels = DrawingView(theme)
        self.levels.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._map = Card(theme, margins=(1, 12, 1, 8), spacing=8)
        head = QVBoxLayout()
        head.setContentsMargins(17, 0, 17, 0)
        head.addWidget(Label(theme, _("Area by area"), "section"))
        head.addWidget(self.levels)
        self._map.body.addLayout(head)
        self._table = QVBoxLayout()
        self._map.body.addLayout(self._table)
        self._page.body.addWidget(self._map)
        self.empty = Empty(
            theme,
            _("Nothing is rated yet"),
            _("Once levels are chosen in an assessment, its results stand here, area by area."),
            _("See the assessments"),
            icon="arrow-right",
        )
        self.empty.started.connect(lambda: self.open_requested.emit(Place("assessments", partnership=self._scope)))
        self._page.body.addWidget(self.empty)
        self._page.body.addStretch(1)
        self._page.hide()

    def _card(self, *parts: QWidget) -> Card:
        card = Card(self.theme, margins=(18, 12, 18, 14), spacing=8)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for part in parts:
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    # showing

    def _show(self, found: Found) -> None:
        if found.partnership.id != self._scope:
            return
        name, summary = found.partnership.name, found.summary
        here = (name, Place("partnership", partnership=self._scope))
        self.head(Heading(_("Results"), crumbs=((_("Partnerships"), Place("partnerships")), here)))
        self._assessment = found.assessment
        self.choice.clear()
        for row in found.choice:
            self.choice.addItem(row.title, row.id)
        self.choice.setCurrentIndex(self.choice.findData(found.assessment))
        rated = summary is not None and any(area.now.mean is not None for area in summary.areas)
        for part in (self._shape_card, self._change_card, self._map):
            part.setVisible(rated)
        self.empty.setVisible(not rated)
        if summary is not None and rated:
            self._show_summary(summary)
        self._page.show()

    def _show_summary(self, summary: Summary) -> None:
        areas = tuple(replace(area, title=named(area.title)) for area in summary.areas)
        context = Context(replace(summary, areas=areas), {}, ReportOptions(language=tag()), "")
        axes, series = axes_of(context), series_of(context)
        self._show_shape(context, axes, series)
        self._show_change(context, axes, series)
        marks, width = level_legend(context.numbers)
        self.levels.show_chart(lambda room: Drawing(max(room, width), 12.5, tuple(marks), _("The levels 0 to 4")))
        self._show_table(context)

    def _show_shape(self, context: Context, axes: Sequence[Axis], series: Sequence[Series]) -> None:
        self._shape_card.setVisible(len(axes) <= MOST_SPOKES)
        high = _RADAR_HIGH if len(axes) >= FEWEST_SPOKES else 12 + 36.0 * len(axes)
        draw = radar if len(axes) >= FEWEST_SPOKES else bars
        self.shape.show_chart(lambda width: draw(axes, series, context.numbers, width, high))
        few = len(axes) < FEWEST_SPOKES
        self.names.show_chart(lambda width: legend(series, width, of_bars=few))

    def _show_change(self, context: Context, axes: Sequence[Axis], series: Sequence[Series]) -> None:
        peers, *others = series
        begin = next((one for one in others if one.kind == "baseline"), None) or next(iter(others), None)
        titles = {"baseline": _("Change since the baseline"), "self": _("Peer rating, and self-rating beside it")}
        self._change_title.setText(titles[begin.kind] if begin else _("Peer rating by area"))
        start = begin or Series("baseline", "", (None,) * len(axes))
        self.change.show_chart(lambda width: dumbbell(axes, start, peers, context.numbers, width, pitch=_PITCH))

    def _show_table(self, context: Context) -> None:
        theme = self.theme
        wanted = columns(theme, context)
        titles = tuple(one.title for one in wanted)
        if titles != self._columns:
            self._columns = titles
            clear(self._table)
            self.model = RowsModel[AreaRow](wanted, lambda row: row.area.code)
            self.table = RowsView(theme, _("Area by area"), self.model, row_height=ROW_HEIGHT)
            self.model.setParent(self.table)  # other columns bring another model; this one goes with its table
            self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.table.opened.connect(self._open_area)
            self._table.addWidget(self.table)
        self.model.show_rows([AreaRow(area, context.numbers) for area in context.summary.areas])
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + theme.px(ROW_HEIGHT) * self.model.rowCount() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._charts.direction() != way:
            self._charts.setDirection(way)

    # going

    def _choose(self, assessment: str) -> None:
        self.open_requested.emit(Place("results", partnership=self._scope, assessment=assessment))

    def _open_area(self, area: object) -> None:
        ids = {"partnership": self._scope, "assessment": self._assessment, "area": str(area)}
        self.open_requested.emit(Place("assessment", **ids))

    def _open_assessment(self) -> None:
        if self._assessment:
            self.open_requested.emit(Place("assessment", partnership=self._scope, assessment=self._assessment))

    def _open_report(self) -> None:
        if self._assessment:
            self.open_requested.emit(Place("report", partnership=self._scope, assessment=self._assessment))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, assessment: str, today: date, me: str, session: Session) -> Found:
    partnership = partnerships.get(session, scope).partnership
    choice = tuple(row for row in assessments.of_partnership(session, scope) if not row.site)
    newest = newest_with_levels(session, scope)
    chosen = assessment or (newest.id if newest else "")
    try:
        summary = summaries.summary(session, scope, chosen, today, me) if chosen else None
    except (BadInput, NotAChecklist):
        summary = None
    return Found(partnership, choice, summary, chosen)
