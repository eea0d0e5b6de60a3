"""What the figures of a year say about SDG 6: the seed of that section of the report, from the same numbers."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.domain.quantity import rounded
from wopfield.domain.sustainable import AFFORDABLE, SustainableWater, Target, sustainable_water
from wopfield.language import _, plural
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output, output_here
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.indicators.outcome import Outcome, outcomes
from wopfield.ui.screens.indicators.paper import FiguresPaper
from wopfield.ui.screens.indicators.sdg.ladder import Ladder, percent_words
from wopfield.ui.screens.indicators.sheet import Sheet, read_sheet
from wopfield.ui.screens.indicators.title_row import TitleRow
from wopfield.ui.screens.indicators.trail import heading_behind_indicators
from wopfield.ui.theme import Theme
from wopfield.ui.values import remark_words
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.labels import Ink, Label
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.sparkline import Sparkline
from wopfield.ui.widgets.strip import Strip

_VALUE = 150


class SdgScreen(Screen):
    """Coverage, safely managed services, wastewater treated, equity and affordability, a card for each target."""

    place = "sdg"
    rail = "partnerships"
    tab = "indicators"
    shows = frozenset({"indicator_entry", "own_variable", "own_indicator", "partnership", "utility"})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        *,
        today: Callable[[], date] = date.today,
        output: Callable[[Operations, QWidget], Output] = output_here,
    ) -> None:
        super().__init__(theme, operations)
        self._paper = FiguresPaper(operations, output(operations, self), today, self)
        self._paper.told.connect(lambda words: self.told.emit(words, None))
        self._scope = self._period = ""
        self._sheet: Sheet | None = None
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope = ids.get("partnership", "")
        if scope != self._scope:
            self._sheet, self._period = None, ""
            self._pages.hide()
        self._scope = scope
        self._period = ids.get("period", "") or self._period
        self.head(Heading(_("SDG 6"), crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(read_sheet, self._scope, indicator_catalogue()), self._read)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("All figures"), self._open_figures, "", "table"),
            Command(_("The year before"), partial(self._turn, -1), "Alt+Left", "chevron-left"),
            Command(_("The year after"), partial(self._turn, 1), "Alt+Right", "chevron-right"),
            Command(_("Print"), self._print, "Ctrl+P", "printer"),
            Command(_("Save as PDF"), self._save, "Ctrl+Shift+S", "download"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._page,)

    # building

    def _build(self) -> None:
        theme = self.theme
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 12, 20, 12)
        self._pages = QStackedWidget()
        outside.addWidget(self._pages)
        told = _("What is said of SDG 6 comes from the figures of a year. Add a year with its figures first.")
        self._empty = Empty(theme, _("No figures yet"), told, _("Go to the figures"), icon="table")
        self._empty.started.connect(self._open_figures)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = TitleRow(theme, _("SDG 6: water and sanitation for all"))
        self._head.figures_asked.connect(self._open_figures)
        self.period = ChoiceBox(theme, _("Period"))
        self.period.setFixedWidth(theme.px(120))
        self.period.activated.connect(lambda _place: self._choose(self.period.currentText()))
        self._head.row.addWidget(self.period)
        printing = IconButton(theme, "printer", _("Print"), framed=True)
        printing.clicked.connect(self._print)
        self._head.row.addWidget(printing)
        column.addWidget(self._head)
        self._page = Page(theme, margins=(0, 0, 0, 0), spacing=12)
        column.addWidget(self._page, 1)
        self._pages.addWidget(self._whole)
        self._pages.addWidget(self._empty)
        self._pages.hide()

    # reading and showing

    def _read(self, sheet: Sheet) -> None:
        if sheet.pair.scope != self._scope:
            return
        self._sheet = sheet
        self.head(heading_behind_indicators(_("SDG 6"), sheet.pair.partnership))
        self._pages.setCurrentWidget(self._whole if sheet.periods else self._empty)
        self._pages.show()
        if not sheet.periods:
            return
        if self._period not in sheet.periods:
            self._period = _fullest(sheet)
        self._show(sheet)

    def _show(self, sheet: Sheet) -> None:
        found = sustainable_water(sheet.figures.get(self._period, {}), sheet.catalogue)
        whole = sum(len(target.indicators) for target in found.targets)
        self._head.say(
            _("{known} of {whole} indicators have a value in {period}.", known=found.known, whole=whole,
              period=self._period)
        )  # fmt: skip
        self.period.blockSignals(True)
        self.period.clear()
        self.period.addItems(list(reversed(sheet.periods)))
        self.period.setCurrentText(self._period)
        self.period.blockSignals(False)
        at = self._page.verticalScrollBar().value()
        clear(self._page.body)
        for remark in found.remarks:
            self._page.body.addWidget(Strip(self.theme, "warning", remark_words(remark)))
        for target in found.targets:
            self._page.body.addWidget(self._built_target(sheet, found, target))
        self._page.body.addStretch(1)
        self._page.verticalScrollBar().setValue(at)

    def _built_target(self, sheet: Sheet, found: SustainableWater, target: Target) -> QWidget:
        theme = self.theme
        card = Card(theme, margins=(18, 14, 18, 14), spacing=8)
        top = QHBoxLayout()
        top.setSpacing(10)
        code = target.code if target.code[0].isdigit() else ""
        top.addWidget(Label(theme, f"{code} {_(target.label)}".strip(), "section"))
        for pill in self._pills(found, target):
            top.addWidget(pill)
        top.addStretch(1)
        card.body.addLayout(top)
        if target.ladder:
            ladder = Ladder(theme)
            ladder.show_parts(target.ladder, sheet.catalogue.names)
            card.body.addWidget(ladder)
        for words in _told(found, target):
            card.body.addWidget(Label(theme, words, "secondary", wrap=True))
        for outcome in outcomes(sheet, self._period, [code for code, _result in target.indicators]):
            card.body.addWidget(self._built_row(outcome))
        return card

    def _pills(self, found: SustainableWater, target: Target) -> list[Pill]:
        if target.code == "affordability" and found.affordable is not None:
            words = _("Within the rule of thumb") if found.affordable else _("Above the rule of thumb")
            tone, icon = ("good", "check") if found.affordable else ("warning", "alert-triangle")
            return [Pill(self.theme, words, "good" if tone == "good" else "warning", icon)]
        return []

    def _built_row(self, outcome: Outcome) -> QWidget:
        theme = self.theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, outcome.name, "body", wrap=True))
        if outcome.words:
            ink: Ink = "danger" if outcome.is_doubtful else "ink3"
            lines.addWidget(Label(theme, outcome.words, "secondary", ink=ink, wrap=True))
        row.addLayout(lines, 1)
        if sum(value is not None for value in outcome.trend) > 1:
            line = Sparkline(theme)
            line.show_values(outcome.trend, _("Over the years: {name}", name=outcome.name))
            row.addWidget(line)
        value = Label(theme, f"{outcome.value} {outcome.unit if outcome.has_value else ''}".strip(), "strong")
        value.setMinimumWidth(theme.px(_VALUE))
        value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value)
        how = Button(theme, _("How"), "chevron-right", kind="link", trailing=True)
        how.setAccessibleName(_("How {name} was worked out", name=outcome.name))
        how.clicked.connect(partial(self._open_working, outcome.code))
        row.addWidget(how)
        return whole

    # going

    def _choose(self, period: str) -> None:
        self._period = period
        if self._sheet is not None:
            self._show(self._sheet)

    def _turn(self, step: int) -> None:
        periods = self._sheet.periods if self._sheet is not None else ()
        place = periods.index(self._period) + step if self._period in periods else -1
        if 0 <= place < len(periods):
            self._choose(periods[place])

    def _print(self) -> None:
        if self._period:
            self._paper.print_goals(self._scope, self._period)

    def _save(self) -> None:
        if self._period:
            self._paper.save_goals(self._scope, self._period)

    def _open_working(self, code: str) -> None:
        self.open_requested.emit(Place("indicators", partnership=self._scope, how=code, period=self._period))

    def _open_figures(self) -> None:
        self.open_requested.emit(Place("indicators", partnership=self._scope))


def _fullest(sheet: Sheet) -> str:
    """Return the period that most is known of, the newest of those."""

    def known(period: str) -> int:
        return sustainable_water(sheet.figures.get(period, {}), sheet.catalogue).known

    return max(reversed(sheet.periods), key=known)


def _told(found: SustainableWater, target: Target) -> list[str]:
    """Return what there is to say of a target beside its numbers."""
    if target.code == "equity" and found.coverage_gap is not None:
        gap = rounded(found.coverage_gap, 1)
        if gap <= 0:
            return [_("People in low-income areas are served no worse than everybody.")]
        return [
            plural(
                "People in low-income areas are {gap} percentage point behind everybody.",
                "People in low-income areas are {gap} percentage points behind everybody.",
                1 if gap == 1 else 2,
                gap=percent_words(found.coverage_gap),
            )
        ]
    if target.code == "affordability":
        return [
            _(
                "At most {limit} % of the income of a poor household is a rule of thumb of development banks, and no "
                "international norm.",
                limit=f"{AFFORDABLE:g}",
            )
        ]
    return []
