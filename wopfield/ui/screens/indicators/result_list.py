"""Every result of a year: its value, or the names of the figures it lacks."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.ui.screens.indicators.outcome import Judgement, Outcome, outcomes
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.theme import BODY, CAPTION, MEDIUM, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.matching import matches
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.sparkline import draw_sparkline

_NAME, _LONGEST_NAME, _WIDE = 300, 400, 1000
"""How wide names are at most, and from which width of the page on they may be wider than usual."""

_FILTERS = ("all", "value", "missing", "check")


class ResultList(QWidget):
    """``opened`` carries the code of an indicator whose figures somebody wants to see."""

    opened = Signal(str)
    closed = Signal()
    year_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcomes: tuple[Outcome, ...] = ()
        self._model: RowsModel[Outcome] = RowsModel(self._columns(), lambda each: each.code, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._built_tools())
        card = Card(theme, margins=(1, 0, 1, 8), spacing=0)
        self.view = RowsView(theme, _("Results"), self._model, row_height=50)
        self.view.opened.connect(lambda key: self.opened.emit(str(key)))
        card.body.addWidget(self.view, 1)
        self._none = Label(theme, _("No result is called that."), "secondary", ink="ink3")
        self._none.setContentsMargins(18, 12, 18, 12)
        card.body.addWidget(self._none)
        column.addWidget(card, 1)
        self._told = Label(theme, "", "secondary", ink="ink3", wrap=True)
        column.addWidget(self._told)
        self.view.chosen.connect(self._tell)
        self._tell(None)

    def _built_tools(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        back = IconButton(theme, "arrow-left", _("Figures"), framed=True)
        back.clicked.connect(self.closed)
        row.addWidget(back)
        self.title = SectionTitle(theme, _("Results"), role="page")
        row.addWidget(self.title, 1)
        self.filter = Segments(theme, _("Which results"), [(key, "") for key in _FILTERS])
        self.filter.choose("all")
        self.filter.chosen.connect(lambda _key: self._fill())
        row.addWidget(self.filter)
        self.search = QLineEdit()
        self.search.setFont(theme.font(BODY))
        self.search.setPlaceholderText(_("Find"))  # short: the line is full on a small screen
        self.search.setAccessibleName(_("Find a result"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(124))
        self.search.textChanged.connect(self._fill)
        row.addWidget(self.search)
        self.year = ChoiceBox(theme, _("Year"))
        self.year.setMaximumWidth(theme.px(110))
        self.year.activated.connect(lambda _place: self.year_chosen.emit(self.year.currentText()))
        row.addWidget(self.year)
        return row

    def _columns(self) -> tuple[Column[Outcome], ...]:
        return (
            Column(_("Result"), lambda each: each.name, width=_NAME - 20, draw=self._draw_name, needs=self._name_width),
            Column(_("Value"), lambda each: each.value, number=True, width=84, draw=self._draw_value, fits=True),
            Column(_("Unit"), _unit, width=132, draw=self._draw_unit),
            Column(_("Trend"), lambda each: each.judgement_words, width=110, draw=self._draw_trend, fits=True),
            Column(_("What to know"), lambda each: each.words, draw=self._draw_words),
        )

    def show_sheet(self, sheet: Sheet, period: str) -> None:
        """Show the results of a year."""
        self._outcomes = tuple(outcomes(sheet, period, sheet.catalogue.indicators))
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems(list(sheet.periods))
        self.year.setCurrentText(period)
        self.year.blockSignals(False)
        counts = {key: sum(_passes(each, key) for each in self._outcomes) for key in _FILTERS}
        self.filter.set_words("all", _("All {count}", count=counts["all"]))
        self.filter.set_words("value", plural("{count} with a value", "{count} with a value", counts["value"]))
        self.filter.set_words("missing", plural("{count} missing", "{count} missing", counts["missing"]))
        self.filter.set_words("check", plural("{count} to check", "{count} to check", counts["check"]))
        self._fill()

    def _fill(self) -> None:
        typed, key = self.search.text().strip(), self.filter.current()
        found: Sequence[Outcome] = [
            each
            for each in self._outcomes
            if _passes(each, key) and (not typed or matches(typed, f"{each.name} {each.caption} {each.code}"))
        ]
        self._model.show_rows(found)
        self._none.setVisible(not found)

    def _tell(self, key: object) -> None:
        """Say the whole of what is to know about the chosen result, however little of it a line shows."""
        chosen = next((each for each in self._outcomes if each.code == key), None)
        hint = _("Enter or a double click shows how a result was worked out, or which figures it lacks.")
        said = f"{chosen.name}. {chosen.words}. {hint}" if chosen is not None and chosen.words else hint
        self._told.setText(said.replace("..", "."))

    # drawing

    def _name_width(self, each: Outcome) -> float:
        width = QFontMetrics(self._theme.font(BODY, MEDIUM)).horizontalAdvance(each.name)
        is_wide = self.width() >= self._theme.px(_WIDE)
        return min(width, self._theme.px(_LONGEST_NAME if is_wide else _NAME))

    def _draw_name(self, painter: QPainter, box: QRectF, each: Outcome) -> None:
        theme = self._theme
        title, caption = theme.font(BODY, MEDIUM), theme.font(CAPTION)
        first, second = QFontMetrics(title).height(), QFontMetrics(caption).height()
        top = box.center().y() - (first + second) / 2
        both = ((each.name, title, theme.ink, first), (each.caption, caption, theme.ink3, second))
        for words, font, ink, height in both:
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = elided(QFontMetrics(font), words, box.width())
            line = QRectF(box.left(), top, box.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            top += height

    def _draw_value(self, painter: QPainter, box: QRectF, each: Outcome) -> None:
        theme = self._theme
        painter.setFont(theme.font(BODY, SEMIBOLD))
        painter.setPen(QColor(theme.danger if each.is_doubtful else theme.ink if each.has_value else theme.ink3))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, each.value)

    def _draw_trend(self, painter: QPainter, box: QRectF, each: Outcome) -> None:
        theme = self._theme
        small = theme.font(CAPTION)
        below = QFontMetrics(small).height() if each.judgement_words and not each.missing else 0
        if any(value is not None for value in each.trend):
            mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            width = min(box.width(), theme.px(86))
            left = box.right() - width if mirrored else box.left()
            line = QRectF(left, box.top() + 5, width, box.height() - below - 12)
            draw_sparkline(painter, theme, line, each.trend, doubtful=each.is_doubtful)
        if not below:
            return
        inks: dict[Judgement, str] = {"better": theme.good, "worse": theme.warning, "check": theme.danger}
        painter.setFont(small)
        painter.setPen(QColor(inks.get(each.judgement, theme.ink3)))
        foot = QRectF(box.left(), box.bottom() - below - 5, box.width(), below)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, each.judgement_words)

    def _draw_unit(self, painter: QPainter, box: QRectF, each: Outcome) -> None:
        """Write a unit, on two lines where it is long: a piece of one says something else."""
        painter.setFont(self._theme.font(SECONDARY))
        painter.setPen(QColor(self._theme.ink2))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, _unit(each).replace("/", "/\u200b"))

    def _draw_words(self, painter: QPainter, box: QRectF, each: Outcome) -> None:
        theme = self._theme
        painter.setFont(theme.font(SECONDARY))
        painter.setPen(QColor(theme.danger if each.is_doubtful else theme.ink2))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        fits = painter.fontMetrics().boundingRect(box.toRect(), int(flags), each.words).height() <= box.height()
        shown = each.words
        if not fits:
            shown = _shortened(painter.fontMetrics(), box, int(flags), each.words)
        painter.drawText(box, flags, shown)


def _unit(each: Outcome) -> str:
    return "" if each.missing else each.unit


def _shortened(metrics: QFontMetrics, box: QRectF, flags: int, words: str) -> str:
    """Return as much of the words as two lines hold; where lines break decides how much that is."""
    for lines in (1.9, 1.7, 1.5, 1.2):
        shown = elided(metrics, words, box.width() * lines)
        if metrics.boundingRect(box.toRect(), flags, shown).height() <= box.height():
            return shown
    return elided(metrics, words, box.width())


def _passes(each: Outcome, key: str) -> bool:
    match key:
        case "value":
            return each.has_value
        case "missing":
            return bool(each.missing)
        case "check":
            return each.judgement == "check"
        case _:
            return True
