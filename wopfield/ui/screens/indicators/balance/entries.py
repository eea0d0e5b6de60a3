"""The figures a balance is made from, each with its limits and grade; what is typed is kept at once."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wopfield.domain.accuracy import BY_GRADE, accuracy
from wopfield.domain.balance import Balance
from wopfield.domain.balancing import INPUTS
from wopfield.domain.quantity import Typed, significant
from wopfield.domain.typed_figure import Reading, read_typed
from wopfield.domain.units import convert, convert_back
from wopfield.errors import BadInput
from wopfield.language import _, in_digits
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.doubts import doubt_words
from wopfield.ui.numbers import decimal_sign
from wopfield.ui.screens.indicators.balance.words import Scale, entry_words, plus_minus
from wopfield.ui.screens.indicators.sheet import Sheet, number_of
from wopfield.ui.screens.indicators.words import states
from wopfield.ui.theme import Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.grades import LETTERS, grade_name
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.quantity import Quantity

_DIGITS = 8
"""How many digits of a figure in another unit are shown; those of a factor have no end."""
_VALUE, _LIMIT, _GRADE = 112, 42, 72
_FURTHER = INPUTS.index("days")


@dataclass(frozen=True, slots=True)
class TypedIn:
    """A figure that was typed, with the row that was on the screen; None empties it."""

    shown: IndicatorEntry
    value: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of a figure: its limits (``margin``, in percent) or its grade (``confidence``)."""

    shown: IndicatorEntry
    field: str
    value: str


class EntryList(Card):
    """A line for each figure; ``typed`` and ``judged`` ask for a change to be kept."""

    typed = Signal(object)
    judged = Signal(object)
    figure_asked = Signal(str)
    """The code of a figure somebody wants to look at in the grid."""
    reshaped = Signal()
    """The lines may need another width than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(0, 0, 0, 0), parent=parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        self._period = ""
        self._scale = Scale("m3", 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        page = Page(theme, margins=(14, 12, 10, 14), spacing=10)
        self.body.addWidget(page)
        self.foot = page.body
        if (inside := page.widget()) is not None:
            inside.installEventFilter(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        page.body.addLayout(self._grid)
        self._title = Label(theme, "", "section")
        self._unit = Label(theme, "", "caption")
        self._grid.addWidget(self._title, 0, 0)
        far = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._unit, 0, 1, alignment=far)
        limits = Label(theme, _("± %"), "caption")
        graded = ", ".join(f"{grade} ± {percent} %" for grade, percent in BY_GRADE.items())
        told = _("In grey: by the grade ({grades}), which is our own reading of the grades.", grades=graded)
        limits.setToolTip(told)
        self._grid.addWidget(limits, 0, 2, alignment=far)
        self._grid.addWidget(Label(theme, _("grade"), "caption"), 0, 3)
        self._lines: dict[str, _Line] = {}
        for place, code in enumerate(each for each in INPUTS if each != "days"):
            row = place + 1 if place < _FURTHER else place + 4
            self._lines[code] = _Line(theme, self, code, row)
        self._build_rest()
        self.foot.addWidget(Label(theme, told, "caption", wrap=True))

    def _build_rest(self) -> None:
        theme, row = self._theme, _FURTHER + 1
        self._grid.addWidget(Line(theme), row, 0, 1, 4)
        words = Label(theme, _("Real losses, what is left"), "strong", wrap=True)
        self._grid.addWidget(words, row + 1, 0)
        self._rest = Label(theme, "", "strong")
        self._rest_limits = Label(theme, "", "secondary", ink="ink3")
        far = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._rest, row + 1, 1, alignment=far)
        self._grid.addWidget(self._rest_limits, row + 1, 2, 1, 2, alignment=Qt.AlignmentFlag.AlignVCenter)
        further = Label(theme, _("For leakage and money"), "section")
        further.setContentsMargins(0, 8, 0, 0)
        self._grid.addWidget(further, row + 2, 0, 1, 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the lines are measured anew: what they need is only known once they are dressed and shown."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.reshaped.emit()
        return super().eventFilter(watched, event)

    @property
    def grid(self) -> QGridLayout:
        """Return the lines' grid."""
        return self._grid

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), 0)

    def least_width(self) -> int:
        """Return the width below which the figures would have to be scrolled sideways."""
        return self.foot.minimumSize().width()  # with the margins of the page

    def show_sheet(self, sheet: Sheet, balance: Balance, period: str, scale: Scale) -> None:
        """Show the figures of a period; what somebody is typing stays."""
        if period != self._period:
            self.flush()
        self._sheet, self._period, self._scale = sheet, period, scale
        self._title.setText(_("Figures {period}", period=period))
        self._unit.setText(unit_words(scale.unit))
        for line in self._lines.values():
            line.show_sheet(sheet, period, scale.unit)
        real = balance.find("real_losses").volume
        self._rest.setText(scale.number(real.value))
        self._rest_limits.setText(plus_minus(real))

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self._lines.values():
            line.flush()

    def go_to(self, code: str) -> None:
        """Put the keyboard into the field of a figure."""
        if code in self._lines:
            self._lines[code].value.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lines[code].value.field.selectAll()


class FigureField(Quantity):
    """A figure that may be typed in another unit than its list has: ``1248 ML``, ``55 psi``."""

    reading = Reading("", "")
    """What the field is for."""
    unit = ""
    """The unit the figure was typed in last."""

    def _read(self, text: str) -> Typed:
        typed, self.unit = read_typed(text, self.reading)
        return typed

    def _take(self, value: Decimal | None) -> None:
        if self.unit != self.reading.shown:
            self._value = None  # the same number of another unit is another figure
        super()._take(value)


class _Line:
    """The fields of one figure in the list's grid."""

    def __init__(self, theme: Theme, owner: EntryList, code: str, row: int) -> None:
        self._owner, self._code = owner, code
        self._shown: IndicatorEntry | None = None
        self._unit = ""
        grid = owner.grid
        words = entry_words()[code]
        self._name = Label(theme, words, "secondary", ink="ink", wrap=True)
        self._asked = IconButton(theme, "alert-triangle", "", colour=theme.warning, size=16)
        self._asked.clicked.connect(lambda: owner.figure_asked.emit(code))
        near = QGridLayout()
        near.setContentsMargins(0, 0, 0, 0)
        near.addWidget(self._name, 0, 0)
        near.addWidget(self._asked, 0, 1)
        near.setColumnStretch(0, 1)
        grid.addLayout(near, row, 0)
        self.value = FigureField(theme, words, width=_VALUE)
        self.value.field.setFixedWidth(theme.px(_VALUE))
        self.value.field.setProperty("narrow", True)  # a thousand million of money stands whole
        self.value.entered.connect(self._typed)
        self._name.setBuddy(self.value)
        grid.addWidget(self.value, row, 1)
        self._margin = Quantity(theme, _("{name}: ± %", name=words), width=_LIMIT)
        self._margin.field.setFixedWidth(theme.px(_LIMIT))
        self._margin.field.setProperty("narrow", True)
        self._margin.entered.connect(partial(self._judged, "margin"))
        grid.addWidget(self._margin, row, 2)
        self._grade = ChoiceBox(theme, _("{name}: how sure?", name=words))
        self._grade.setFixedWidth(theme.px(_GRADE))
        self._grade.addItem("–", "")
        for letter in LETTERS:
            self._grade.addItem(letter, letter)
            self._grade.setItemData(self._grade.count() - 1, grade_name(letter), Qt.ItemDataRole.ToolTipRole)
        self._grade.activated.connect(lambda _place: self._judged("confidence", self._grade.currentData()))
        grid.addWidget(self._grade, row, 3)

    def flush(self) -> None:
        self.value.flush()
        self._margin.flush()

    def show_sheet(self, sheet: Sheet, period: str, unit: str) -> None:
        spot = (self._code, period)
        variable = sheet.catalogue.variables[self._code]
        row = sheet.row(spot)
        self._shown = row
        self._unit = unit if variable.unit == "m3" else sheet.unit(spot)
        if not self.value.is_typing():
            self.value.reading = sheet.field_of(spot, decimal_sign(), self._unit)
            self.value.unit = self._unit
        self.value.show_value(_in_unit(number_of(row), row.unit or variable.unit, self._unit, variable.unit))
        self.value.field.setPlaceholderText(next((said for state, said in states().items() if state == row.state), "–"))
        self._margin.show_value(Decimal(row.margin) if row.margin else None)
        entry = sheet.figures.get(period, {}).get(self._code)
        usual = f"{100 * accuracy(self._code, entry):.0f}" if entry is not None and entry.value else ""
        self._margin.field.setPlaceholderText(in_digits(usual))
        self._grade.setCurrentIndex(max(0, self._grade.findData(row.confidence)))
        words = entry_words()[self._code]
        own = unit_words(self._unit, sheet.currency)
        self._name.setText(words if variable.unit == "m3" else f"{words}, {own}")
        doubt = sheet.open_doubt(spot)
        self._asked.setVisible(doubt is not None)
        if doubt is not None:
            self._asked.set_name(doubt_words(doubt, row, variable.unit, sheet.currency))

    def _typed(self, value: Decimal | None) -> None:
        if self._shown is not None:
            field = self.value
            self._owner.typed.emit(TypedIn(self._shown, value, field.unit))
            field.show_value(_in_unit(value, field.unit, self._unit, field.reading.own))

    def _judged(self, field: str, value: object) -> None:
        if self._shown is not None:
            self._owner.judged.emit(Judged(self._shown, field, "" if value is None else str(value)))


def _in_unit(value: Decimal | None, typed: str, unit: str, own: str) -> Decimal | None:
    """Return a figure in the unit of the list, every digit as it was typed, or as many as a field has room for."""
    if value is None or typed == unit:
        return value
    try:
        exact = convert_back(convert(value, typed, own), unit, own)
    except BadInput:
        return value
    tidy = Decimal(f"{exact.normalize():f}")
    return tidy if len(tidy.as_tuple().digits) <= _DIGITS else significant(tidy, _DIGITS)
