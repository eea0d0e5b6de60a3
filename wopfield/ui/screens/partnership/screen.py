"""A partnership at a glance: who with whom, its visits on a line, maturity by area, objectives, next steps."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.summary import AreaResult, Summary
from wopfield.domain.visit import stage
from wopfield.language import _, meant, plural
from wopfield.report.dumbbell import AreaLine
from wopfield.report.standing import is_provisional
from wopfield.store.database import Session
from wopfield.store.overview import Overview, read_overview
from wopfield.store.tables import Partnership, Utility, Visit
from wopfield.ui.icons import pixmap
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.moments import day_words, number_words
from wopfield.ui.numbers import numeral
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen, beginning
from wopfield.ui.screens.partnership.goals import GoalsCard
from wopfield.ui.screens.partnership.steps import StepsCard, steps
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.dumbbell import Dumbbell, DumbbellLegend
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.timeline import PeriodLine, Stop, When

_BESIDE = 860
"""So wide, in pixels at 100 %, the objectives stand beside the areas; narrower, below them."""


class PartnershipScreen(Screen):
    """The overview tab of a partnership."""

    place = "partnership"
    rail = "partnerships"
    tab = "overview"
    shows = frozenset(
        {
            "partnership", "utility", "visit", "objective", "assessment", "answer", "agreed_rating", "action",
            "indicator_entry",
        }
    )  # fmt: skip

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = ""
        self._assessment = ""
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope = ids.get("partnership", "")
        if scope != self._scope:
            self.page.hide()
        self._scope = scope
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope, self._today(), self.operations.author), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Edit this partnership"), self._edit, "E", "pencil"),
            Command(_("See the results"), self._open_results, "", "chart-dots"),
            Command(_("Share this partnership"), self._share, "", "share"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self.pair, self.maturity, self.goals, self.steps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.theme.px(_BESIDE)
        self._below.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    # building

    def _build(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.page = Page(self.theme, margins=(20, 10, 20, 8), spacing=12)
        outside.addWidget(self.page)
        body = self.page.body
        self.pair = self._built_pair()
        body.addWidget(self.pair)
        below = self._below = QHBoxLayout()
        below.setSpacing(12)
        self.maturity = self._built_maturity()
        below.addWidget(self.maturity, 11)
        side = QVBoxLayout()
        side.setSpacing(12)
        self.goals = GoalsCard(self.theme)
        self.goals.asked.connect(self._edit)
        self.steps = StepsCard(self.theme)
        self.steps.opened.connect(self.open_requested)
        side.addWidget(self.goals, 1)
        side.addWidget(self.steps)
        below.addLayout(side, 6)
        body.addLayout(below, 1)

    def _built_pair(self) -> Card:
        theme = self.theme
        card = Card(theme, margins=(22, 10, 22, 10), spacing=8)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.mentor, self.mentee = _Party(theme, _("Mentor")), _Party(theme, _("Mentee"))
        arrows = Label(theme, "")
        arrows.setPixmap(pixmap(theme, "arrows-exchange", theme.accent, 24))
        top.addWidget(self.mentor)
        top.addSpacing(theme.px(18))
        top.addWidget(arrows)
        top.addSpacing(theme.px(18))
        top.addWidget(self.mentee)
        top.addStretch(1)
        self.edit = Button(theme, _("Edit"), "pencil")
        self.edit.clicked.connect(self._edit)
        self.share = Button(theme, meant("Share", "button"), "share")
        self.share.clicked.connect(self._share)
        for button in (self.edit, self.share):
            top.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(top)
        card.body.addWidget(Line(theme))
        self.line = PeriodLine(theme, _("Visits"))
        self.line.opened.connect(self._open_visit)
        card.body.addWidget(self.line)
        self.no_visit = Button(theme, _("Plan the first visit"), "calendar-plus")
        self.no_visit.clicked.connect(lambda: self._begin("visits"))
        card.body.addWidget(self.no_visit, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _built_maturity(self) -> Card:
        theme = self.theme
        card = Card(theme, margins=(22, 12, 22, 10), spacing=2)
        self.maturity_title = Ends()
        self.maturity_title.near.addWidget(Label(theme, _("Maturity by area, 0 to 4"), "question"))
        self.maturity_title.near.addStretch(1)
        card.body.addWidget(self.maturity_title)
        self.areas = Dumbbell(theme, _("Maturity by area"))
        self.areas.opened.connect(self._open_area)
        card.body.addWidget(self.areas)
        self.results = Link(theme, _("See the results"))
        self.results.clicked.connect(self._open_results)
        card.body.addWidget(self.results, alignment=Qt.AlignmentFlag.AlignLeft)
        self.overall = Label(theme, "", "secondary", ink="ink2", wrap=True)
        card.body.addWidget(self.overall)
        self.nothing_rated = Empty(
            theme,
            _("Nothing is rated yet"),
            _("Objectives come first. Then start an assessment: it shows here where each area stands."),
            _("Start an assessment"),
            _("Write objectives"),
        )
        self.nothing_rated.started.connect(lambda: self._begin("assessments"))
        self.nothing_rated.asked.connect(self._edit)
        card.body.addWidget(self.nothing_rated)
        card.body.addStretch(1)
        return card

    # showing

    def _show(self, found: Overview) -> None:
        today = self._today()
        row = found.pair.partnership
        if row.id != self._scope:
            return
        self._assessment = found.assessment.id if found.assessment else ""
        self.head(Heading(row.name, crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.mentor.show_utility(found.pair.mentor)
        self.mentee.show_utility(found.pair.mentee)
        self.line.setVisible(bool(found.visits))
        self.no_visit.setVisible(not found.visits)
        self.line.show_stops(_stops(found, today), _share(row, found.visits, today))
        self._show_maturity(found.summary)
        self.goals.show_goals(found.goals, str(row.ends.year) if row.ends else "", row.purpose)
        self.steps.show_steps(steps(found, today))
        self.page.show()

    def _show_maturity(self, summary: Summary | None) -> None:
        self.areas.setVisible(summary is not None)
        self.results.setVisible(summary is not None)
        self.nothing_rated.setVisible(summary is None)
        clear(self.maturity_title.far)
        self.overall.setText("")
        if summary is None:
            return
        baseline = ""
        if summary.baseline_title:
            day = summary.baseline_date
            baseline = _("baseline {year}", year=day.year) if day else _("baseline")
        self.maturity_title.far.addWidget(DumbbellLegend(self.theme, baseline))
        self.areas.show_areas([_area_line(area) for area in summary.areas])
        score = summary.overall
        if summary.show_overall and score.mean is not None:
            parts = {"mean": _one_place(score.mean), "rated": score.rated, "applicable": score.applicable}
            self.overall.setText(_("Overall {mean}, from {rated} of {applicable} items", **parts))
        self.overall.setVisible(bool(self.overall.text()))

    # going

    def _go(self, name: str) -> None:
        self.open_requested.emit(Place(name, partnership=self._scope))

    def _begin(self, name: str) -> None:
        self.open_requested.emit(beginning(name, self._scope))

    def _edit(self) -> None:
        self._go("partnership_form")

    def _share(self) -> None:
        self.open_requested.emit(Place("sync", partnership=self._scope))

    def _open_visit(self, visit: str) -> None:
        self.open_requested.emit(Place("visit", partnership=self._scope, visit=visit))

    def _open_results(self) -> None:
        self.open_requested.emit(Place("results", partnership=self._scope, assessment=self._assessment))

    def _open_area(self, area: str) -> None:
        self.open_requested.emit(Place("assessment", partnership=self._scope, assessment=self._assessment, area=area))


class _Party(QWidget):
    """One of the two utilities: letters, part, name, and a line about it."""

    def __init__(self, theme: Theme, part: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.avatar = Avatar(theme, "", 44)
        row.addWidget(self.avatar)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, part, "secondary", ink="ink3"))
        self.name = ShortLabel(theme, "", "section")
        words.addWidget(self.name)
        self.note = ShortLabel(theme, "", "secondary")
        words.addWidget(self.note)
        row.addLayout(words)

    def show_utility(self, utility: Utility | None) -> None:
        name = utility.name if utility else _("not on this laptop yet")
        self.avatar.set_name(name)
        self.name.setText(name)
        self.note.setText(_about(utility))
        self.setAccessibleName(name)


# ── reading and wording ──────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, today: date, me: str, session: Session) -> Overview:
    return read_overview(session, scope, today, me, indicator_catalogue())


def _about(utility: Utility | None) -> str:
    if utility is None:
        return ""
    if utility.people_served is None:
        return ", ".join(part for part in (utility.city, utility.country) if part)
    count = utility.people_served
    if count >= 1_000_000:
        million = numeral(round(count / 1_000_000, 1))
        served = plural(
            "{number} million people served", "{number} million people served", count // 1_000_000, number=million
        )
    else:
        served = plural("{number} person served", "{number} people served", count, number=number_words(count))
    hours = utility.hours_of_supply
    return _("{served}, {hours} h a day", served=served, hours=hours) if hours and hours != "24" else served


def _stops(found: Overview, today: date) -> list[Stop]:
    first, last = _ends(found.pair.partnership, found.visits)
    stops = []
    year = 0
    for visit in found.visits:
        if visit.starts is None or first is None or last is None:
            continue
        whens: dict[str, When] = {"before": "later", "under_way": "now", "after": "done"}
        when = whens[stage(visit.starts, visit.ends, today)]
        note = day_words(visit.starts).split(" ", 1)[1] if visit.starts.year != year else _month(visit.starts)
        year = visit.starts.year
        title = visit.title if when == "now" else visit.title.partition(":")[0]
        share = (visit.starts - first).days / max((last - first).days, 1)
        stops.append(Stop(visit.id, title, _("now") if when == "now" else note, min(max(share, 0.03), 0.97), when))
    return stops


def _month(day: date) -> str:
    return day_words(day, day).split(" ", 1)[1]


def _ends(row: Partnership, visits: tuple[Visit, ...]) -> tuple[date | None, date | None]:
    """Return the first and last day of the line: the period, widened to hold every visit."""
    days = [day for visit in visits for day in (visit.starts, visit.ends) if day is not None]
    first = min((day for day in (row.starts, *days) if day is not None), default=None)
    last = max((day for day in (row.ends, *days) if day is not None), default=None)
    return first, last


def _share(row: Partnership, visits: tuple[Visit, ...], today: date) -> float:
    first, last = _ends(row, visits)
    if first is None or last is None:
        return 0.0
    return (today - first).days / max((last - first).days, 1)


def _area_line(area: AreaResult) -> AreaLine:
    now, change = area.now.mean, area.change
    return AreaLine(
        key=area.code,
        number=str(area.number),
        title=_(area.title),
        baseline=area.baseline.mean,
        now=now,
        half_rated=area.now.coverage >= 0.5,
        value="" if now is None else _one_place(now),
        change="" if change is None else _signed(change),
        unsettled=is_provisional(area),
    )


def _one_place(value: float) -> str:
    return numeral(value, places=1)


def _signed(value: float) -> str:
    written = _one_place(value)
    return written if value < 0 or written.strip("0.,") == "" else f"+{written}"
