"""What a pasted table would write, to look at and put right before anything is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import Given
from wopfield.domain.pasted import preview
from wopfield.domain.pasted_table import Anchor, Cells, Corrections, PastedCell, PeriodLine, Preview, VariableLine
from wopfield.domain.period import days_in
from wopfield.domain.plainly_given import Manner
from wopfield.domain.quantity import DecimalSign
from wopfield.domain.units import find_unit, units_for
from wopfield.figures.unit_words import known_in_every_language, with_own_units
from wopfield.language import _, plural
from wopfield.ui.moments import number_words
from wopfield.ui.numbers import decimal_sign, numeral
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.words import NOTHING, figure_words, states
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.values import amount_words, remark_words, unit_words
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.strip import Strip

_TEXT, _VARIABLE, _UNIT, _PERIOD = 170, 270, 150, 120
_MORE_TEXT, _MORE_VARIABLE, _MORE_UNIT = 110, 110, 80
"""How much wider words may be where there is room."""
_AROUND = 90


class PastePage(QWidget):
    """``accepted`` carries the Preview that somebody wants written; ``closed`` writes nothing."""

    accepted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: Cells = ()
        self._sheet: Sheet | None = None
        self._catalogue: Catalogue | None = None
        self._anchor: Anchor | None = None
        self._variables: dict[int, str] = {}
        self._periods: dict[int, str] = {}
        self._units: dict[int, str] = {}
        self._decimal: DecimalSign | None = None
        self._preview: Preview | None = None
        self._names: QStandardItemModel | None = None
        self._text_width, self._variable_width, self._unit_width = map(theme.px, (_TEXT, _VARIABLE, _UNIT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._built_head())
        self._problems = Strip(theme, "warning")
        column.addWidget(self._problems)
        card = Card(theme, margins=(1, 1, 1, 1))
        self._table = QVBoxLayout()
        card.body.addLayout(self._table)
        column.addWidget(card, 1)
        self._page: Page | None = None

    def _built_head(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, _("Look before it is written"), "page"))
        told = _("Say what each line and column is. Nothing is written yet.")
        lines.addWidget(ShortLabel(theme, told, "secondary", ink="ink3"))
        row.addLayout(lines, 1)
        signs = [(".", _("Decimal point")), (",", _("Decimal comma"))]
        self.decimal = Segments(theme, _("Decimal sign of the table"), signs)
        self.decimal.chosen.connect(self._choose_decimal)
        row.addWidget(self.decimal)
        cancel = Button(theme, _("Write nothing"))
        cancel.clicked.connect(self.closed)
        row.addWidget(cancel)
        self.write = Button(theme, "", "check", kind="primary")
        self.write.clicked.connect(lambda: self.accepted.emit(self._preview))
        row.addWidget(self.write)
        return row

    def show_cells(self, cells: Cells, sheet: Sheet, anchor: Anchor | None) -> None:
        """Show another table; numbers without names go from ``anchor`` on."""
        self._cells, self._sheet, self._anchor = with_own_units(cells, sheet.catalogue), sheet, anchor
        self._catalogue = known_in_every_language(sheet.catalogue)
        self._variables, self._periods, self._units, self._decimal = {}, {}, {}, None
        self._names = QStandardItemModel(self)
        for code, words in (("", _("Leave out")), *sheet.catalogue.names.items()):
            item = QStandardItem(words)
            item.setData(code, Qt.ItemDataRole.UserRole)
            self._names.appendRow(item)
        self._read()

    # private

    def _read(self) -> None:
        sheet, catalogue = self._sheet, self._catalogue
        if sheet is None or catalogue is None:
            return
        changed = Corrections(dict(self._variables), dict(self._periods), dict(self._units), self._decimal)
        manner = Manner(decimal_sign(), currency=sheet.currency)
        self._preview = found = preview(self._cells, catalogue, self._anchor, changed, manner)
        self.decimal.choose(found.decimal)
        count = len(found.to_write)
        self.write.setText(plural("Write one figure", "Write {count} figures", count, count=number_words(count)))
        self.write.setEnabled(bool(count))
        problems = [remark_words(each, sheet.currency) for each in found.problems]
        if found.refused:
            problems.append(
                plural(
                    "One cell holds no figure, and is left out.",
                    "{count} cells hold no figure, and are left out.",
                    len(found.refused),
                )
            )
        if found.guessed:
            problems.append(
                plural(
                    "One line is a guess: look at it.", "{count} lines are a guess: look at them.", len(found.guessed)
                )
            )
        self._problems.setVisible(bool(problems))
        self._problems.show_words(problems[0] if problems else "", " ".join(problems[1:]))
        self._fill(found, sheet)

    def _fill(self, found: Preview, sheet: Sheet) -> None:
        at = self._page.verticalScrollBar().value() if self._page is not None else 0
        if self._page is not None:
            self._table.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = Page(self._theme, margins=(14, 10, 14, 12), spacing=8)
        # Five years and more are wider than a small window.
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self._share_room(len(found.periods))
        for place, words in enumerate((_("In the table"), _("Figure"), _("Unit"))):
            grid.addWidget(Label(self._theme, words, "secondary"), 0, place)
        for place, period in enumerate(found.periods):
            grid.addWidget(self._period_head(period), 0, 3 + place)
        cells = {_key(cell, found): cell for cell in found.cells}
        for row, line in enumerate(found.variables, start=1):
            self._add_line(grid, row, line, sheet)
            for place, period in enumerate(found.periods):
                cell = cells.get((line.line, period.line))
                if cell is not None:
                    grid.addWidget(self._value(cell, sheet, line.unit), row, 3 + place)
        grid.setColumnStretch(3 + len(found.periods), 1)
        self._page.body.addLayout(grid)
        self._page.body.addStretch(1)
        self._table.addWidget(self._page)
        self._page.verticalScrollBar().setValue(at)

    def _share_room(self, periods: int) -> None:
        """Give words the room that a few periods leave."""
        px, around = self._theme.px, self.parentWidget()
        taken = px(_TEXT + _VARIABLE + _UNIT + periods * (_PERIOD + 8) + _AROUND)
        more = max(0, (around.width() if around is not None else 0) - taken)
        shares = ((_TEXT, _MORE_TEXT), (_VARIABLE, _MORE_VARIABLE), (_UNIT, _MORE_UNIT))
        each = min(1.0, more / px(sum(most for _least, most in shares)))
        self._text_width, self._variable_width, self._unit_width = (
            px(least) + int(each * px(most)) for least, most in shares
        )

    def _period_head(self, period: PeriodLine) -> QWidget:
        """Return the field of a period, under what the table itself says there where that is more."""
        field = self._period_field(period)
        if period.text in ("", field.text()):
            return field
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        said = ShortLabel(self._theme, period.text, "caption", ink="ink3")
        said.setFixedWidth(self._theme.px(_PERIOD))
        column.addWidget(said)
        column.addWidget(field)
        return whole

    def _period_field(self, period: PeriodLine) -> QLineEdit:
        field = QLineEdit(period.period or "")
        field.setFont(self._theme.font(BODY))
        field.setFixedWidth(self._theme.px(_PERIOD))
        field.setPlaceholderText(_("left out"))
        field.setAccessibleName(_("Period of “{text}”", text=period.text))
        field.setToolTip(period.text)
        field.setEnabled(bool(period.text) or period.period is None)
        field.editingFinished.connect(lambda: self._change_period(period, field))
        return field

    def _add_line(self, grid: QGridLayout, row: int, line: VariableLine, sheet: Sheet) -> None:
        theme = self._theme
        grid.addWidget(self._line_head(line), row, 0)
        if not line.text or self._names is None:  # numbers alone: the grid says what they are
            name = sheet.catalogue.names[line.variable] if line.variable else ""
            grid.addWidget(Label(theme, name, "body"), row, 1)
            return
        box = ChoiceBox(theme, _("Figure of “{text}”", text=line.text))
        box.setFixedWidth(self._variable_width)
        box.setModel(self._names)
        box.setCurrentIndex(max(0, box.findData(line.variable or "")))
        box.activated.connect(lambda _place: self._change(self._variables, line.line, str(box.currentData())))
        grid.addWidget(box, row, 1)
        if line.variable is None:
            return
        own = sheet.catalogue.variables[line.variable].unit
        units = ChoiceBox(theme, _("Unit of “{text}”", text=line.text))
        units.setFixedWidth(self._unit_width)
        known = find_unit(line.unit, own) if line.unit else None
        if line.unit and known is None:
            units.addItem(line.unit, line.unit)
        for each in units_for(own):
            units.addItem(unit_words(each, sheet.currency), each)
        units.setCurrentIndex(max(0, units.findData(known.name if known else line.unit or own)))
        units.activated.connect(lambda _place: self._change(self._units, line.line, str(units.currentData())))
        grid.addWidget(units, row, 2)

    def _line_head(self, line: VariableLine) -> QWidget:
        """Return what the table says of a line, and that it is a guess what that means."""
        theme, whole = self._theme, QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ShortLabel(theme, line.text, "secondary"))
        if line.variable and not line.sure:
            column.addWidget(Label(theme, _("a guess"), "caption", ink="warning"))
        _centre(column)
        whole.setFixedWidth(self._text_width)
        return whole

    def _value(self, cell: PastedCell, sheet: Sheet, unit: str) -> QWidget:
        theme = self._theme
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words, note, bad = _told(cell.text, cell.given, sheet.currency)
        column.addWidget(ShortLabel(theme, words, "body", ink="danger" if bad else "ink"))
        spot = (cell.variable, cell.period)
        before = figure_words(sheet.rows.get(spot))
        if spot in sheet.rows and sheet.rows[spot].value and sheet.unit(spot) != self._unit_of(cell, unit, sheet):
            before = amount_words(before, sheet.unit(spot), sheet.currency)
        if not note and cell.given.entry is not None and before not in (NOTHING, words):
            note = _("was {figure}", figure=before)
        other = "" if not cell.given.unit or unit else unit_words(cell.given.unit, sheet.currency)
        note = " · ".join(filter(None, (other, note, _beside(cell.given))))
        if note:
            label = Label(theme, note, "caption", ink="danger" if bad else "ink3", wrap=True)
            label.setFixedWidth(theme.px(_PERIOD))
            column.addWidget(label)
        _centre(column)
        return whole

    def _unit_of(self, cell: PastedCell, unit: str, sheet: Sheet) -> str:
        own = sheet.catalogue.variables[cell.variable].unit
        found = find_unit(unit, own) if unit else None
        return cell.given.unit or (found.name if found else own)

    def _choose_decimal(self, sign: str) -> None:
        self._decimal = "," if sign == "," else "."
        self._read()

    def _change(self, kind: dict[int, str], line: int, value: str) -> None:
        kind[line] = value
        if kind is self._variables:
            self._units.pop(line, None)
        self._read()

    def _change_period(self, period: PeriodLine, field: QLineEdit) -> None:
        text = field.text().strip()
        if text == (period.period or ""):
            return
        if text and days_in(text) is None:
            told = _("“{period}” is not a year, quarter or month.", period=text)
            self._problems.show_words(told, _("Type a year such as 2026, or 2026/27, 2026-Q2, 2026-05."))
            self._problems.show()
            field.setText(period.period or "")
            return
        self._change(self._periods, period.line, text)


def _centre(column: QVBoxLayout) -> None:
    """Keep what a column holds together in the middle of a line that is higher."""
    column.insertStretch(0, 1)
    column.addStretch(1)


def _key(cell: PastedCell, found: Preview) -> tuple[int, int]:
    """Return the line of the variable and that of the period."""
    return (cell.column, cell.row) if found.across else (cell.row, cell.column)


def _told(text: str, given: Given, currency: str) -> tuple[str, str, bool]:
    """Return what a cell would become, what there is to say about it, and whether it is left out."""
    if given.refused is not None:
        return text, remark_words(given.refused, currency), True
    note = " ".join(remark_words(each, currency) for each in given.remarks)
    entry = given.entry
    if entry is None:
        return NOTHING, note, False
    if entry.value is None:
        return next(said for state, said in states().items() if state == entry.state), note, False
    return numeral(given.typed if given.typed is not None else entry.value), note, False


def _beside(given: Given) -> str:
    """Return what stands beside a figure in its table, and is taken in with it."""
    grade = given.entry.confidence if given.entry is not None else None
    kept = _("kept, because: {reason}", reason=given.kept) if given.kept else ""
    return " · ".join(filter(None, (grade, given.source, given.note, kept)))


def anchor_at(codes: Sequence[str], periods: Sequence[str], variable: str, period: str) -> Anchor | None:
    """Return where numbers without names go: from a cell on."""
    if variable not in codes or period not in periods:
        return None
    return Anchor(tuple(codes[codes.index(variable) :]), tuple(periods[periods.index(period) :]))
