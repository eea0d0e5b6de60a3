"""The water balance of a period: what it comes to, the standard table, and the figures it is made from."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.domain.balance_scale import usual_unit
from wopfield.domain.balancing import balance
from wopfield.language import _
from wopfield.report.balance_parts import published_words
from wopfield.ui.job import Work
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.output import HandOver, Output
from wopfield.ui.paper import ChoosePlace, choose_pdf, hand_to_system
from wopfield.ui.paper_out import AskPrinter, ask_printer, has_printer
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.indicators import deeds
from wopfield.ui.screens.indicators.balance.entries import EntryList, Judged, TypedIn
from wopfield.ui.screens.indicators.balance.head import BalanceHead
from wopfield.ui.screens.indicators.balance.lists import BalanceList, balance_rows, leakage_rows
from wopfield.ui.screens.indicators.balance.notes import Notes, Verdict
from wopfield.ui.screens.indicators.balance.picture import BalancePicture
from wopfield.ui.screens.indicators.balance.saving import choose_table, table_text, write_table
from wopfield.ui.screens.indicators.balance.tiles import Tiles
from wopfield.ui.screens.indicators.balance.trying import Trying
from wopfield.ui.screens.indicators.balance.words import MONEY, SCALES, money_words, scale_of
from wopfield.ui.screens.indicators.figure_card import Said
from wopfield.ui.screens.indicators.grid_model import Cleared, Given
from wopfield.ui.screens.indicators.paper import FiguresPaper
from wopfield.ui.screens.indicators.sheet import Sheet, read_sheet
from wopfield.ui.screens.indicators.trail import heading_behind_indicators
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import redo, undo
from wopfield.ui.values import remark_words
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.page import Page

_CARD, _PICTURE = 416, 560
_SIDE, _NARROW_SIDE, _ROOMY = 20, 6, 900


class BalanceScreen(Screen):
    """Nothing is kept here that is not kept in the grid of figures: it is the same figures, seen otherwise."""

    place = "balance"
    rail = "partnerships"
    tab = "indicators"
    shows = frozenset({"indicator_entry", "partnership", "utility"})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        *,
        today: Callable[[], date] = date.today,
        choose_place: ChoosePlace = choose_table,
        choose: ChoosePlace = choose_pdf,
        hand_over: HandOver = hand_to_system,
        has_printer: Callable[[], bool] = has_printer,
        ask_printer: AskPrinter = ask_printer,
    ) -> None:
        super().__init__(theme, operations)
        self._choose_place = choose_place
        output = Output(operations, choose, hand_over, self, has_printer=has_printer, ask_printer=ask_printer)
        self._paper = FiguresPaper(operations, output, today, self)
        self._paper.told.connect(lambda words: self.told.emit(words, None))
        self._scope = self._period = self._unit = ""
        self._sheet: Sheet | None = None
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope = ids.get("partnership", "")
        if scope != self._scope:
            self._pages.hide()
            self._sheet, self._period, self._unit = None, "", ""
        self._scope = scope
        self._period = ids.get("period", "") or self._period
        self.head(Heading(_("Water balance"), crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(read_sheet, self._scope, indicator_catalogue()), self._read)

    def leave(self) -> None:
        self._entries.flush()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("All figures"), self._open_figures, "Ctrl+R", "table"),
            Command(_("Save the table as CSV"), self._save, "Ctrl+E", "file-export"),
            Command(_("Save as PDF"), self._save_pdf, "Ctrl+Shift+S", "download"),
            Command(_("Print"), self._print, "Ctrl+P", "printer"),
            Command(_("Undo"), partial(undo, self.operations, self._scope), "Ctrl+Z", "arrow-back-up"),
            Command(_("Redo"), partial(redo, self.operations, self._scope), "Ctrl+Shift+Z", "arrow-forward-up"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        lists = {1: self._list.view, 2: self._leakage.view, 3: self._trying}
        shown = lists.get(self._views.currentIndex())
        return (self._head, shown, self._entries) if shown is not None else (self._head, self._entries)

    # building

    def _build(self) -> None:
        theme = self.theme
        self._outside = QVBoxLayout(self)
        self._pages = QStackedWidget()
        self._outside.addWidget(self._pages)
        told = _("A balance is made from the figures of a year. Add a year with its figures first.")
        self._empty = Empty(theme, _("No figures yet"), told, _("Go to the figures"), icon="table")
        self._empty.started.connect(self._open_figures)
        self._whole = QWidget()
        self._pages.addWidget(self._whole)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = BalanceHead(theme)
        self._head.period_chosen.connect(self._choose_period)
        self._head.view_chosen.connect(self._choose_view)
        self._head.unit_chosen.connect(self._choose_unit)
        self._head.save_asked.connect(self._save)
        self._head.print_asked.connect(self._print)
        self._head.figures_asked.connect(self._open_figures)
        column.addWidget(self._head)
        self._tiles = Tiles(theme)
        column.addWidget(self._tiles)
        self._verdict = Verdict(theme)
        column.addWidget(self._verdict)
        column.addLayout(self._built_middle(), 1)
        self._pages.hide()

    def _built_middle(self) -> QHBoxLayout:
        theme = self.theme
        self._middle = middle = QHBoxLayout()
        left = Card(theme, margins=(1, 1, 1, 1), spacing=0)
        self._views = QStackedWidget()
        self._picture = BalancePicture(theme)
        framed = Page(theme, margins=(8, 12, 6, 10))  # scrolled to where whole names need more height
        framed.body.addWidget(self._picture)
        self._list = BalanceList(theme, _("The table in rows"), _("Water balance"), money=True)
        self._leakage = BalanceList(theme, _("Where leakage comes from"), _("Leakage"), money=False)
        self._trying = Trying(theme)
        for view in (framed, self._list, self._leakage, self._trying):
            self._views.addWidget(view)
        left.body.addWidget(self._views)
        middle.addWidget(left, 1)
        self._entries = EntryList(theme)
        self._entries.typed.connect(self._give)
        self._entries.judged.connect(self._judge)
        self._entries.figure_asked.connect(self._open_figure)
        self._entries.reshaped.connect(self._share_width)
        self._notes = Notes(theme)
        self._entries.foot.addWidget(self._notes)
        self._entries.foot.addStretch(1)
        self._picture.chosen.connect(self._entries.go_to)
        self._entries.setFixedWidth(theme.px(_CARD))
        middle.addWidget(self._entries)
        return middle

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the figures leave room for the picture on a small screen in large text."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        px = self.theme.px
        side = _SIDE if self.width() >= px(_ROOMY) else _NARROW_SIDE
        self._outside.setContentsMargins(side, 12, side, 12)
        self._middle.setSpacing(min(side, 12))
        room = self.width() - 2 * side - px(_PICTURE)
        self._entries.setFixedWidth(max(min(px(_CARD), room), self._entries.least_width()))

    # reading and showing

    def _read(self, sheet: Sheet) -> None:
        if sheet.pair.scope != self._scope:
            return
        self._sheet = sheet
        self.head(heading_behind_indicators(_("Water balance"), sheet.pair.partnership))
        self._pages.setCurrentWidget(self._whole if sheet.periods else self._empty)
        self._pages.show()
        if not sheet.periods:
            return
        if self._period not in sheet.periods:
            self._period = _first_period(sheet)
        self._show()

    def _show(self) -> None:
        sheet, period = self._sheet, self._period
        if sheet is None:
            return
        entries = sheet.figures.get(period, {})
        made = balance(entries, sheet.catalogue.names)
        usual = usual_unit(made, sheet.units.get("m3", ""))
        unit = self._unit or usual
        scale = scale_of(made, unit, sheet.currency)
        volumes = scale if unit != MONEY else scale_of(made, usual)
        scales = tuple(dict.fromkeys((*SCALES, usual)))
        self._head.show_choices(sheet.periods, period, scales, unit, scale.words, sheet.currency)
        before = sheet.before(period)
        earlier = balance(sheet.figures.get(before, {})) if before else None
        hours = entries.get("supply_hours")
        flowing = float(hours.value) if hours is not None and hours.value is not None else None
        self._tiles.show_balance(made, earlier, before, flowing)
        self._picture.show_balance(made, scale, period)
        self._list.show_rows(balance_rows(made, volumes), money_words(sheet.currency))
        meant = " ".join(map(remark_words, made.meant))
        self._leakage.show_rows(leakage_rows(made, volumes), f"{meant} {published_words()}".strip())
        self._trying.show_entries(entries, volumes, sheet.currency)
        self._entries.show_sheet(sheet, made, period, volumes)
        self._share_width()
        self._verdict.show_balance(made, sheet.catalogue)
        self._notes.show_balance(made, sheet.catalogue, volumes)

    def _choose_period(self, period: str) -> None:
        self._entries.flush()
        self._period = period
        self._show()

    def _choose_view(self, key: str) -> None:
        self._views.setCurrentIndex(("table", "rows", "leakage", "try").index(key))

    def _choose_unit(self, unit: str) -> None:
        self._entries.flush()
        self._unit = unit
        self._show()

    # what people do

    def _give(self, typed: TypedIn) -> None:
        spot = (typed.shown.variable, typed.shown.period)
        if typed.value is None:
            self.operations.change(partial(deeds.clear, Cleared(spot, typed.shown)))
            return
        unit = indicator_catalogue().variables[spot[0]].unit
        self.operations.change(partial(deeds.give, Given(spot, typed.shown, typed.value, typed.unit), unit))

    def _judge(self, judged: Judged) -> None:
        self.operations.change(partial(deeds.say, Said(judged.shown, judged.field, judged.value), None))

    def _print(self) -> None:
        if self._period:
            self._entries.flush()
            self._paper.print_balance(self._scope, self._period)

    def _save_pdf(self) -> None:
        if self._period:
            self._entries.flush()
            self._paper.save_balance(self._scope, self._period)

    def _save(self) -> None:
        """Save the table, with what was being typed in it."""
        self._entries.flush()
        query = partial(read_sheet, self._scope, indicator_catalogue())
        self.operations.read_after(query, partial(self._save_table, self._period))

    def _save_table(self, period: str, sheet: Sheet) -> None:
        if period not in sheet.periods:
            return
        made = balance(sheet.figures.get(period, {}), sheet.catalogue.names)
        utility = sheet.pair.mentee.short_name or sheet.pair.mentee.name if sheet.pair.mentee else ""
        name = " ".join(filter(None, (_("Water balance"), utility, period.replace("/", "-")))) + ".csv"
        chosen = self._choose_place(self, _("Save the water balance"), name)
        if chosen:
            path, text = Path(chosen), table_text(made)

            def write(_hand: Work) -> Path:
                return write_table(path, text)

            self.operations.background(write, self._saved)

    def _saved(self, path: Path) -> None:
        self.told.emit(_("Saved as {name}", name=path.name), None)

    # going

    def _open_figures(self) -> None:
        self.open_requested.emit(Place("indicators", partnership=self._scope))

    def _open_figure(self, code: str) -> None:
        self.open_requested.emit(Place("indicators", partnership=self._scope, variable=code, period=self._period))


def _first_period(sheet: Sheet) -> str:
    """Return the newest period whose balance is whole, else the newest."""
    for period in reversed(sheet.periods):
        if balance(sheet.figures.get(period, {})).find("real_losses").volume.value is not None:
            return period
    return sheet.periods[-1]
