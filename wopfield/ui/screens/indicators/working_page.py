"""How a result was worked out: the page that opens from a result, and leads on to each figure behind it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, tag
from wopfield.report.drawing import Drawing, Facing
from wopfield.report.numbers import Numbers
from wopfield.report.trend import trend
from wopfield.ui.screens.indicators.comparisons import Compared, ComparisonsCard
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.working import Ingredient, Working, working
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.labels import Ink, Label, Line, Role
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill

_TREND_HIGH = 84.0


class WorkingPage(QWidget):
    """``figure_asked`` carries the Spot somebody wants to go to, ``proof_asked`` the Proof they want to look at."""

    closed = Signal()
    period_chosen = Signal(str)
    figure_asked = Signal(object)
    proof_asked = Signal(object)
    grid_asked = Signal(str)
    """The figures behind a result are wanted in the grid; carries the code of the indicator."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.code = ""
        self._shown: Working | None = None
        self._givers: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._built_head())
        self._title = Label(theme, "", "page", wrap=True)
        column.addWidget(self._title)
        self._page = Page(theme, margins=(0, 0, 0, 0), spacing=12)
        self._result = QVBoxLayout()
        self._figures = QVBoxLayout()
        for title, rows in ((_("How this was worked out"), self._result), (_("From these figures"), self._figures)):
            card = Card(theme, margins=(18, 14, 18, 16), spacing=10)
            card.body.addWidget(Label(theme, title, "section"))
            rows.setSpacing(8)
            card.body.addLayout(rows)
            self._page.body.addWidget(card)
        self.comparisons = ComparisonsCard(theme)
        self._page.body.addWidget(self.comparisons)
        self._page.body.addStretch(1)
        column.addWidget(self._page, 1)

    def _built_head(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(10)
        self.back = Button(theme, _("Back"), "arrow-left")
        self.back.clicked.connect(self.closed)
        row.addWidget(self.back)
        row.addStretch(1)
        grid = Button(theme, _("Its figures in the grid"), "layout-grid")
        grid.clicked.connect(lambda: self.grid_asked.emit(self.code))
        row.addWidget(grid)
        self.period = ChoiceBox(theme, _("Year"))
        self.period.setMaximumWidth(theme.px(120))
        self.period.activated.connect(lambda _place: self.period_chosen.emit(self.period.currentText()))
        row.addWidget(self.period)
        return row

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the ids of the entries that are shown."""
        return tuple(each.row for each in self._shown.ingredients if each.row) if self._shown else ()

    def show_sheet(self, sheet: Sheet, code: str, period: str) -> None:
        """Show how an indicator was worked out in a period; a page that shows it already keeps its place."""
        if code not in sheet.catalogue.indicators:
            return
        same = self.code == code
        self.code = code
        self.period.blockSignals(True)
        self.period.clear()
        self.period.addItems(list(sheet.periods))
        self.period.setCurrentText(period)
        self.period.blockSignals(False)
        shown = working(sheet, code, period)
        if shown == self._shown:
            return
        if not same:
            self._page.verticalScrollBar().setValue(0)
        self._shown = shown
        self._title.setText(_("{name}, {period}", name=shown.outcome.name, period=period))
        self._fill_result(shown)
        self._fill_figures(shown)

    def show_givers(self, givers: Mapping[str, str]) -> None:
        """Say who typed each figure and when."""
        self._givers = givers
        if self._shown is not None:
            self._fill_figures(self._shown)

    def show_comparisons(self, found: tuple[Compared, ...]) -> None:
        """Show the groups of utilities beside the result."""
        if self._shown is not None:
            self.comparisons.show_comparisons(found, self._shown)

    # private

    def _fill_result(self, shown: Working) -> None:
        theme, outcome = self._theme, shown.outcome
        clear(self._result)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(theme, f"{outcome.value} {outcome.unit}".strip(), "figure"))
        for pill in _pills(theme, shown):
            row.addWidget(pill)
        row.addStretch(1)
        self._result.addWidget(top)
        if outcome.words:
            self._add(outcome.words, "body", "danger" if outcome.is_doubtful else "ink")
        self._add(shown.formula, "strong")
        if shown.numbers:
            self._add(f"= {shown.numbers}", "body")
        self._add(shown.definition, "secondary")
        self._add(shown.good, "secondary")
        if outcome.has_value:
            self._add(shown.sureness, "secondary")
        named_elsewhere = f"   ·   {outcome.caption}" if outcome.caption != outcome.code else ""
        self._add(f"{shown.codes}{named_elsewhere}", "caption")
        if any(each.value is not None for each in shown.points):
            self._result.addWidget(_trend(theme, shown))

    def _add(self, words: str, role: Role, ink: Ink | None = None) -> None:
        self._result.addWidget(Label(self._theme, words, role, ink=ink, wrap=True))

    def _fill_figures(self, shown: Working) -> None:
        focus = self._figure_with_focus()
        clear(self._figures)
        for number, each in enumerate(shown.ingredients):
            if number:
                self._figures.addWidget(Line(self._theme))
            self._figures.addWidget(self._built_figure(each))
        self._focus_figure(focus)

    def _figure_with_focus(self) -> str:
        inside = [part for part in self.findChildren(Button) if part.hasFocus()]
        return inside[0].accessibleName() if inside else ""

    def _focus_figure(self, name: str) -> None:
        if name:
            for part in self.findChildren(Button):
                if part.accessibleName() == name and not part.isHidden():
                    part.setFocus()
                    return

    def _built_figure(self, each: Ingredient) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, each.name, "strong", wrap=True))
        told = " · ".join((*each.told, *filter(None, (self._givers.get(each.row, ""),))))
        if told:
            lines.addWidget(Label(theme, told, "secondary", ink="ink3", wrap=True))
        row.addLayout(lines, 1)
        if each.grade:
            row.addWidget(Pill(theme, each.grade, "outline", small=True))
        values = QVBoxLayout()
        values.setSpacing(0)
        value = _("Missing") if each.missing and not each.row else each.value
        values.addWidget(Label(theme, value, "body", ink="danger" if each.missing else "ink"))
        if each.own_unit:
            values.addWidget(Label(theme, each.own_unit, "secondary", ink="ink3"))
        row.addLayout(values)
        if each.proof is not None:
            look = Button(theme, _("Evidence"), "eye", kind="link")
            look.setAccessibleName(_("Look at the evidence of {name}", name=each.name))
            look.setToolTip(each.proof.words)
            look.clicked.connect(partial(self._ask_proof, each))
            row.addWidget(look)
        go = Button(theme, _("Type it") if each.missing else _("Go to it"), "arrow-right", kind="link", trailing=True)
        go.setAccessibleName(_("Go to {name}", name=each.name))
        go.clicked.connect(lambda: self.figure_asked.emit(each.spot))
        row.addWidget(go)
        return whole

    def _ask_proof(self, each: Ingredient) -> None:
        self.proof_asked.emit(each.proof)


def _trend(theme: Theme, shown: Working) -> QWidget:
    """Return the result over the years as the report draws it, every value written at its point."""
    points, numbers = shown.points, Numbers(tag())
    periods, values = [each.period for each in points], [each.value for each in points]
    words = [each.words for each in points]
    told = (
        f"{each.period}: {each.words}" if each.value is not None else _("{period}: none", period=each.period)
        for each in points
    )
    said = _("Over the years: {values}", values=", ".join(told))

    def draw(width: float) -> Drawing:
        drawn = trend(periods, values, None, numbers, width, _TREND_HIGH, words=words)
        # time runs from left to right in every language
        return replace(drawn, marks=(Facing(0, width, drawn.marks),), alternative=said)

    view = DrawingView(theme)
    view.show_chart(draw)
    return view


def _pills(theme: Theme, shown: Working) -> list[Pill]:
    """Return what is said of a result in a word; good practice is judged only by a value with a source."""
    found = []
    outcome = shown.outcome
    if outcome.missing:
        found.append(Pill(theme, _("Missing"), "warning", "alert-triangle"))
    elif outcome.is_doubtful:
        found.append(Pill(theme, _("Check"), "danger", "alert-circle"))
    elif outcome.judgement in ("better", "worse", "same"):
        found.append(Pill(theme, outcome.judgement_words, "good" if outcome.judgement == "better" else "plain"))
    if shown.reached is not None:
        words = _("Good practice reached") if shown.reached else _("Good practice not reached yet")
        found.append(Pill(theme, words, "good" if shown.reached else "warning", "check" if shown.reached else "target"))
    return found
