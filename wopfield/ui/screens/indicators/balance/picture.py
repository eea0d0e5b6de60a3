"""The standard table as a picture: heights follow volumes. It runs from left to right in every language."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
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

_HATCHED, _PARTS = 2, 3
_ROOM_OF_PARTS = 0.26
"""The share of the width the parts keep for their names."""

_LEAST, _TALLEST, _STEP = 26, 640, 16
_LEADING, _LINES = 15.0, (2, 3, 4)
"""How close lines stand in a narrow window, and on how many of them a part may stand."""

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
        self.balance: Balance | None = None
        self._scale = Scale("m3", 0)
        self._needs = QSize(theme.px(264), theme.px(_LEAST) * 8)
        self._names: Counter[str] = Counter()
        """The words of the names of all parts."""
        self._said: dict[tuple[str, bool], BoxWords] = {}
        self._way: tuple[QSize, Manner] | None = None
        """How it is drawn in a size; painting and pointing ask many times, and the answer takes longest of all."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_balance(self, balance: Balance, scale: Scale, period: str) -> None:
        """Show another balance."""
        self.balance, self._scale, self._way = balance, scale, None
        self._said = {}
        self._names = Counter(word for box in boxes(balance, 0.0) for word in part_name(box.component).split())
        told = (f"{part_name(each)} {scale.of(each)}, {percent_words(each.percent)}" for each in balance.components())
        words = _("Water balance {period}, {unit}", period=period, unit=scale.words)
        self.setAccessibleName(f"{words}. {'; '.join(told)}")
        self._measure()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(770), self._theme.px(_LEAST) * 13)

    def minimumSizeHint(self) -> QSize:
        return self._needs

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    @property
    def drawing(self) -> Drawing:
        """Return the table that is shown, in pixels."""
        marks = table(self.balance, self._manner(self.balance), self._words) if self.balance else ()
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
        found = placed(self.balance, self._manner(self.balance)) if self.balance else ()
        return next((one.box.component for one in found if one.holds(x, y)), None)

    def _words(self, box: Box) -> BoxWords:
        part, key = box.component, (box.component.code, box.is_part)
        if key not in self._said:
            share = "" if self._scale.currency or box.is_part else percent_words(part.percent)
            self._said[key] = BoxWords(part_name(part), self._scale.of(part), share)
        return self._said[key]

    def _manner(self, balance: Balance) -> Manner:
        """Return how it is drawn: in the chosen text size, or the largest smaller one in which names stand whole."""
        if self._way is None or self._way[0] != self.size():
            ways = [replace(way, height=self.height()) for way in self._ways(balance)]
            self._way = self.size(), next((way for way in ways if not self._is_cut(balance, way)), ways[-1])
        return self._way[1]

    def _ways(self, balance: Balance) -> list[Manner]:
        """Return the ways to draw it in its width, the best first, for a height that is to be chosen."""
        scale = self._theme.scale
        sizes = sorted({scale, _SMALLEST, *(size for size in TEXT_SCALES if size < scale)}, reverse=True)
        manners = [self._manner_in(size) for size in sizes]
        roomy = [replace(manner, columns=one) for manner in manners for one in self._columns(balance, manner)]
        return [*roomy, *self._tight(balance)]

    def _is_cut(self, balance: Balance, manner: Manner) -> bool:
        """Return whether a word of a name does not stand whole on a line."""
        written = table(balance, manner, self._words)
        words = Counter(word for mark in written if isinstance(mark, Label) for word in mark.text.split())
        return bool(self._names - words)

    def _manner_in(self, size: float) -> Manner:
        def px(each: float) -> int:
            return round(each * size)

        small, large = px(SECONDARY), px(SECTION)
        name = TextStyle("semibold", small, px(17))
        return Manner(
            columns=(),
            top=0.0,
            height=0.0,
            least=px(_LEAST),
            gap=_GAP,
            radius=BADGE_RADIUS,
            side=_SIDE,
            above=6.0,
            name=name,
            amount=TextStyle("semibold", large, px(21)),
            share=TextStyle("regular", small, px(17)),
            part_name=TextStyle("medium", small, px(17)),
            part_amount=name,
            tone=self._tone,
            in_the_middle=False,
            parts_on_one_line=True,
            hatch=14.0,
        )

    def _tight(self, balance: Balance) -> list[Manner]:
        """Return how it is drawn in a narrow window: little air, and the names of parts on more lines than one.

        The last is the one that needs least width.
        """
        manner = self._manner_in(_SMALLEST)
        lines = replace(manner.part_name, leading=_LEADING)
        manner = replace(manner, side=4.0, above=4.0, hatch=6.0, part_name=lines)
        found = []
        for amount in (manner.amount, manner.name):
            sized = replace(manner, amount=amount)
            needed = _needed(sized, *self._longest(balance, sized))
            left = self.width() - sum(needed)
            if left < 0 and amount is manner.amount:
                continue
            shares = [need + max(left, 0.0) * (0.6 if at == _PARTS else 0.1) for at, need in enumerate(needed)]
            columns = _places(shares)
            found += [replace(sized, columns=columns, least=count * _LEADING + 4) for count in _LINES]
        return found

    def _measure(self) -> None:
        """Find the room without which a name would be cut."""
        if (balance := self.balance) is None:
            return
        ways = self._ways(balance)
        width = sum(_needed(ways[-1], *self._longest(balance, ways[-1])))
        height = self._least_height(balance, ways)
        self._needs = QSize(ceil(width), height)
        self.updateGeometry()

    def _least_height(self, balance: Balance, ways: list[Manner]) -> int:
        """Find the height from which on names stand whole.

        Looked for from above, in wide steps and then in narrow ones: one in which words happen to stand whole may lie
        below one in which they do not.
        """

        def stand(height: int) -> bool:
            for way in ways:
                if not self._is_cut(balance, replace(way, height=height)):
                    ways.remove(way)
                    ways.insert(0, way)  # likely the one for the next height, too
                    return True
            return False

        least, found = self._theme.px(_LEAST) * 8, _TALLEST
        for step in (_STEP * 4, _STEP):
            while found - step >= least and stand(found - step):
                found -= step
        return least if found - _STEP < least else found

    def _longest(self, balance: Balance, manner: Manner) -> tuple[list[float], list[float]]:
        """Return for each column how wide its widest amount is, and its longest word."""
        amounts, words = [0.0] * COLUMNS, [0.0] * COLUMNS
        for box in boxes(balance, 0.0):
            at, style = box.column, manner.part_name if box.is_part else manner.name
            number = manner.part_amount if box.is_part else manner.amount
            said = self._words(box)
            longest = max(width_of(word, style) for word in said.name.split())
            amounts[at] = max(amounts[at], width_of(said.amount, number))
            words[at] = max(words[at], longest)
        return amounts, words

    def _columns(self, balance: Balance, manner: Manner) -> Iterator[tuple[tuple[float, float], ...]]:
        """Find where each column stands: wide enough for whole words, the column of the parts giving what they need."""
        needed = _needed(manner, *self._longest(balance, manner))
        shares = [share / sum(_WIDTHS) * self.width() for share in _WIDTHS]
        for column, need in enumerate(needed):
            if column != _PARTS:
                lacking = max(0.0, need - shares[column])
                shares[column] += lacking
                shares[_PARTS] -= lacking
        if shares[_PARTS] >= max(needed[_PARTS], _ROOM_OF_PARTS * self.width()):
            yield _places(shares)

    def _tone(self, box: Box) -> Tone:
        return self._tones[box.kind if box.column == _HATCHED else ""]

    @cached_property
    def _tones(self) -> Mapping[Kind | Literal[""], Tone]:
        """The look of each kind of part, and of all that is no part."""
        theme = self._theme
        fills: Mapping[Kind, str] = {
            "billed": theme.accent,
            "unbilled": mixed(theme.card, theme.accent, 0.24),
            "apparent": mixed(theme.card, theme.badge, 0.38),
            "real": mixed(theme.card, theme.badge, 0.86),
        }
        tones: dict[Kind | Literal[""], Tone] = {"": Tone(theme.card, theme.ink, Stroke(theme.control, theme.border))}
        for kind, ground in fills.items():
            ink = theme.on_accent if kind == "billed" else _readable_on(ground)
            tones[kind] = Tone(ground, ink, hatch=theme.warning if kind == "apparent" else "")
        return tones

    def _told(self, part: Component) -> str:
        volume, scale = part.volume, self._scale
        lines = [part_name(part), f"{scale.number(volume.value)} {scale.words}", percent_words(part.percent)]
        if volume.low is not None and volume.half:
            limits = limits_words(scale.number(volume.low), scale.number(volume.high))
            lines.append(_("95 % limits: {limits}", limits=limits))
        return "\n".join(lines)


def _readable_on(ground: str) -> str:
    return max((_DARK, _LIGHT), key=lambda ink: contrast(ink, ground))


def _needed(manner: Manner, amounts: Sequence[float], words: Sequence[float]) -> list[float]:
    """Return how wide each column must be for its amounts and its longest word."""
    air = 2 * manner.side + manner.gap + 1
    longest = [max(pair) + air for pair in zip(amounts, words, strict=True)]
    longest[_HATCHED] += manner.hatch
    return longest


def _places(shares: Sequence[float]) -> tuple[tuple[float, float], ...]:
    starts = (sum(shares[:column]) for column in range(COLUMNS))
    return tuple((start, share - _GAP) for start, share in zip(starts, shares, strict=True))
