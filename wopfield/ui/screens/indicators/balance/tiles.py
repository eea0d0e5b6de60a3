"""What a balance comes to, side by side: non-revenue water in its three measures, leakage, and the leakage index."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.balance import Balance, Measure
from wopfield.language import _
from wopfield.ui.screens.indicators.balance.words import half_words, measure_unit, measure_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Ink, Label, Line

_SHOWN = ("nrw_percent", "nrw_per_km", "nrw_per_connection", "real_per_connection", "ili")


class Tiles(Card):
    """Five results; each says what it was in the period before, and how sure it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(0, 8, 0, 8), parent=parent)
        rows = QGridLayout()
        rows.setSpacing(0)
        self.body.addLayout(rows)
        self._tiles: dict[str, tuple[Label, Label, Label, Label]] = {}
        for place, code in enumerate(_SHOWN):
            if place:
                rows.addWidget(Line(theme, upright=True), 0, 2 * place - 1, 3, 1)
            title = Label(theme, "", "secondary", ink="ink2", wrap=True)
            number, unit = Label(theme, "", "figure"), Label(theme, "", "secondary", wrap=True)
            note = Label(theme, "", "caption", wrap=True)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(number)
            line.addWidget(unit, 1)
            for row, part in enumerate((_alone(title), line, _alone(note))):
                part.setContentsMargins(18, 2 * (row == 0), 10, 2 * (row == 2))
                rows.addLayout(part, row, 2 * place)  # in rows, so that figures stand beside each other
            rows.setColumnStretch(2 * place, 1)
            self._tiles[code] = (title, number, unit, note)

    def show_balance(self, balance: Balance, before: Balance | None, period: str, hours: float | None) -> None:
        """Show what a balance comes to; ``before`` is that of ``period``, ``hours`` those of supply a day."""
        titles = {
            "nrw_percent": _("Non-revenue water"),
            "nrw_per_km": _("Non-revenue water"),
            "nrw_per_connection": _("Non-revenue water"),
            "real_per_connection": _("Real losses, when pressurised"),
            "ili": _("Leakage index (ILI), metric form"),
        }
        for code, (title, number, unit, note) in self._tiles.items():
            measure = balance.measure(code)
            title.setText(titles[code])
            number.setText(measure_words(measure))
            number.set_ink(_ink(measure))
            unit.setText(measure_unit(measure))
            earlier = before.measure(code) if before is not None else None
            note.setText(_note(measure, earlier, period, hours))
            spoken = (title.text(), number.text(), measure.unit, note.text())
            number.setAccessibleName(", ".join(part for part in spoken if part))


def _alone(label: Label) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    return column


def _ink(measure: Measure) -> Ink:
    value = measure.amount.value
    if value is not None and value < 0:
        return "danger"
    return "warning" if measure.code == "ili" and value is not None and value < 1 else "ink"


def _note(measure: Measure, before: Measure | None, period: str, hours: float | None) -> str:
    parts = [half_words(measure.amount)]
    if before is not None and before.amount.value is not None:
        parts.append(_("{value} in {period}", value=measure_words(before), period=period))
    if measure.code == "ili" and hours is not None and hours < 24:
        parts.append(_("{hours} h of supply", hours=f"{hours:g}"))
    return " · ".join(part for part in parts if part)
