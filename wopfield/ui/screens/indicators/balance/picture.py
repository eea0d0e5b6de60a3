"""The standard table as a picture: heights follow volumes. It runs from left to right in every language."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wopfield.domain.balance import Balance, Component
from wopfield.domain.balance_table import COLUMNS, Box, Kind, boxes
from wopfield.language import _
from wopfield.report.balance_boxes import BoxWords, Manner, Tone, placed, table
from wopfield.report.balance_parts import part_name
from wopfield.report.drawing import Drawing, Label, Stroke
from wopfield.report.style import TextStyle, contrast, mixed
from wopfield.report.text import width_of
from wopfield.ui.screens.indicators.balance.words import (
    Scale,
    limits_words,
    percent_words,
)
from wopfield.ui.theme import BADGE_RADIUS, SECONDARY, SECTION, TEXT_SCALES, Theme
from wopfield.ui.widgets.drawing import paint

_WIDTHS = (102, 138, 142, 242, 142)
"""How the columns share the width."""

_PARTS = 3
_ROOM_OF_PARTS = 0.26
"""The share of the width the parts keep for their names."""

_LEAST = 26
_SMALLEST = 0.92
"""The least text size, where words of a language are long and the window is narrow: 12 pixels for names."""
_GAP, _SIDE = 3.0, 10.0
_DARK, _LIGHT = "#0E2029", "#FFFFFF"


class BalancePicture(QWidget):
    """Says nothing that the list beside it does not say; ``chosen`` carries the entry of a part that is clicked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._balance: Balance | None = None
        self._scale = Scale("m3", 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_balance(self, balance: Balance, scale: Scale, period: str) -> None:
        """Show another balance."""
        self._balance, self._scale = balance, scale
        told = (f"{part_name(each)} {scale.of(each)}, {percent_words(each.percent)}" for each in balance.components())
        words = _("Water balance {period}, {unit}", period=period, unit=scale.words)
        self.setAccessibleName(f"{words}. {'; '.join(told)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(770), self._theme.px(_LEAST) * 13)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(264), self._theme.px(_LEAST) * 8)

    @property
    def drawing(self) -> Drawing:
        """Return the table that is shown, in pixels."""
        marks = table(self._balance, self._manner(self._balance), self._words) if self._balance else ()
        return Drawing(self.width(), self.height(), marks, self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # the columns read from what is put in to what comes of it, so the picture is not mirrored
        paint(painter, self.drawing.marks, self.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self._at(event.position().x(), event.position().y())
        if part is not None and part.entry:
            self.chosen.emit(part.entry)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self._at(event.pos().x(), event.pos().y())
            if part is not None:
                QToolTip.showText(event.globalPos(), self._told(part), self)
            return True
        return super().event(event)

    # private

    def _at(self, x: float, y: float) -> Component | None:
        """Return the part under a place."""
        found = placed(self._balance, self._manner(self._balance)) if self._balance else ()
        return next((one.box.component for one in found if one.holds(x, y)), None)

    def _words(self, box: Box) -> BoxWords:
        share = "" if self._scale.currency or box.is_part else percent_words(box.component.percent)
        return BoxWords(part_name(box.component), self._scale.of(box.component), share)

    def _manner(self, balance: Balance) -> Manner:
        """Return how it is drawn: in the chosen text size, or the largest smaller one in which names stand whole."""
        scale = self._theme.scale
        sizes = sorted({scale, _SMALLEST, *(size for size in TEXT_SCALES if size < scale)}, reverse=True)
        manners = [self._manner_in(size, balance) for size in sizes]
        return next((manner for manner in manners if not self._is_cut(balance, manner)), manners[-1])

    def _is_cut(self, balance: Balance, manner: Manner) -> bool:
        marks = table(balance, manner, self._words)
        return any(isinstance(mark, Label) and mark.text.endswith("…") for mark in marks)

    def _manner_in(self, size: float, balance: Balance) -> Manner:
        def px(each: float) -> int:
            return round(each * size)

        small, large = px(SECONDARY), px(SECTION)
        name, number = TextStyle("semibold", small, px(17)), TextStyle("semibold", large, px(21))
        return Manner(
            columns=self._columns(balance, name, number),
            top=0.0,
            height=float(self.height()),
            least=px(_LEAST),
            gap=_GAP,
            radius=BADGE_RADIUS,
            side=_SIDE,
            above=6.0,
            name=name,
            amount=number,
            share=TextStyle("regular", small, px(17)),
            part_name=TextStyle("medium", small, px(17)),
            part_amount=name,
            tone=self._tone,
            in_the_middle=False,
            parts_on_one_line=True,
            hatch=14.0,
        )

    def _columns(self, balance: Balance, name: TextStyle, number: TextStyle) -> tuple[tuple[float, float], ...]:
        """Return where each column stands: wide enough for whole words if the parts keep their room, else for figures.

        What the others need, the column of the parts gives.
        """
        amounts, words = [0.0] * COLUMNS, [0.0] * COLUMNS
        for box in boxes(balance, 0.0):
            if not box.is_part:
                at = box.column
                longest = max(width_of(word, name) for word in part_name(box.component).split())
                amounts[at] = max(amounts[at], width_of(self._scale.of(box.component), number))
                words[at] = max(words[at], amounts[at], longest)
        shared = _shared(self.width(), words)
        return shared if shared[_PARTS][1] >= _ROOM_OF_PARTS * self.width() else _shared(self.width(), amounts)

    def _tone(self, box: Box) -> Tone:
        theme = self._theme
        if box.column != 2:
            return Tone(theme.card, theme.ink, Stroke(theme.control, theme.border))
        fills: dict[Kind, str] = {
            "billed": theme.accent,
            "unbilled": mixed(theme.card, theme.accent, 0.24),
            "apparent": mixed(theme.card, theme.badge, 0.38),
            "real": mixed(theme.card, theme.badge, 0.86),
        }
        ground = fills[box.kind]
        ink = theme.on_accent if box.kind == "billed" else max((_DARK, _LIGHT), key=lambda ink: contrast(ink, ground))
        return Tone(ground, ink, hatch=theme.warning if box.kind == "apparent" else "")

    def _told(self, part: Component) -> str:
        volume, scale = part.volume, self._scale
        lines = [part_name(part), f"{scale.number(volume.value)} {scale.words}", percent_words(part.percent)]
        if volume.low is not None and volume.half:
            limits = limits_words(scale.number(volume.low), scale.number(volume.high))
            lines.append(_("95 % limits: {limits}", limits=limits))
        return "\n".join(lines)


def _shared(width: float, needed: Sequence[float]) -> tuple[tuple[float, float], ...]:
    shares = [share / sum(_WIDTHS) * width for share in _WIDTHS]
    for column, need in enumerate(needed):
        lacking = max(0.0, need + 2 * _SIDE + _GAP - shares[column]) if need else 0.0
        shares[column] += lacking
        shares[_PARTS] -= lacking
    starts = (sum(shares[:column]) for column in range(COLUMNS))
    return tuple((start, share - _GAP) for start, share in zip(starts, shares, strict=True))
