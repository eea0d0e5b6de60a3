"""One key result: its name and unit whole, its value, its trend, and whether that is better."""

from itertools import chain

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.screens.indicators.outcome import Judgement, Outcome
from wopfield.ui.theme import CAPTION, CARD_RADIUS, PAGE, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.parted import lines_of, narrowest
from wopfield.ui.widgets.sparkline import draw_sparkline

SIDE, _GAP = 12, 6
_SPARK, _LEAST_SPARK = 84, 32
_UNIT_LINES, _MOST_WORDS = 2, 4


class ResultCard(QAbstractButton):
    """A press shows how the result was worked out, or the figures it lacks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcome: Outcome | None = None
        self._name = theme.font(SECONDARY, SEMIBOLD)
        self._large = theme.font(PAGE, SEMIBOLD)
        self._small = theme.font(SECONDARY)
        self._caption = theme.font(CAPTION)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        """Return the code of the indicator."""
        return self._outcome.code if self._outcome else ""

    def show_outcome(self, outcome: Outcome) -> None:
        """Show another result."""
        self._outcome = outcome
        self.setAccessibleName(outcome.aloud)
        value = f"{outcome.value} {outcome.unit}".strip()
        said = (outcome.name, value, outcome.caption, outcome.words)
        self.setToolTip("\n".join(part for part in said if part))
        self.update()

    def width_for(self, lines: int, *, trend: bool) -> int:
        """Return the width from which on its name takes so many lines, and value, unit and perhaps the trend fit."""
        if self._outcome is None:
            return 0
        value = self._value_width + narrowest(self._outcome.unit, QFontMetrics(self._small), _UNIT_LINES)
        spark = self._least_spark if trend else 0
        judged = QFontMetrics(self._caption).horizontalAdvance(self._outcome.judgement_words) + 2
        return max(narrowest(self._outcome.name, QFontMetrics(self._name), lines), value + spark, judged) + 2 * SIDE

    def name_lines(self, width: int) -> int:
        """Return how many lines its name takes in a width."""
        return len(self._name_in(width))

    def height_for(self, width: int) -> int:
        """Return the height it needs in a width."""
        small, caption = QFontMetrics(self._small).height(), QFontMetrics(self._caption).height()
        names = self.name_lines(width) * QFontMetrics(self._name).height()
        value = max(QFontMetrics(self._large).height(), len(self._unit_in(width)) * small)
        has_value = self._outcome is not None and self._outcome.has_value
        foot = caption if has_value else len(self._lacking_in(width)) * small
        return names + value + foot + 2 * self._air + 4

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(180), self.height_for(self._theme.px(180)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self.height_for(max(self.width(), self._theme.px(80))))

    def paintEvent(self, event: QPaintEvent) -> None:
        outcome, theme = self._outcome, self._theme
        if outcome is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() or self.isDown()
        painter.setPen(QPen(QColor(theme.accent if over else theme.line), theme.border))
        painter.setBrush(QColor(theme.card))
        half = theme.border / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), CARD_RADIUS, CARD_RADIUS)
        at = float(self._air)
        for line in self._name_in(self.width()):
            at = self._write(painter, self._name, theme.ink, line, at)
        self._draw_value(painter, at, outcome)
        if outcome.has_value:
            self._draw_foot(painter, float(self.height() - self._air - QFontMetrics(self._caption).height()), outcome)
            return
        lacking = self._lacking_in(self.width())
        at = float(self.height() - self._air - len(lacking) * QFontMetrics(self._small).height())
        for line in lacking:
            at = self._write(painter, self._small, theme.ink2, line, at)

    # private

    @property
    def _air(self) -> int:
        return self._theme.px(9)

    @property
    def _least_spark(self) -> int:
        return self._theme.px(_LEAST_SPARK) + _GAP if self._has_trend else 0

    @property
    def _has_trend(self) -> bool:
        return self._outcome is not None and any(value is not None for value in self._outcome.trend)

    @property
    def _value_width(self) -> int:
        words = self._outcome.value if self._outcome else ""
        return QFontMetrics(self._large).horizontalAdvance(words) + 2 + _GAP

    def _name_in(self, width: int) -> list[str]:
        return lines_of(self._outcome.name, QFontMetrics(self._name), width - 2 * SIDE) if self._outcome else []

    def _unit_in(self, width: int) -> list[str]:
        """Return the lines of the unit beside the value: one, or more where that leaves the trend its room."""
        if self._outcome is None or not self._outcome.has_value or not self._outcome.unit:
            return []
        unit, metrics = self._outcome.unit, QFontMetrics(self._small)
        room = width - 2 * SIDE - self._value_width
        for left in (room - self._least_spark, room):
            for lines in range(1, _UNIT_LINES + 1):
                if (needed := narrowest(unit, metrics, lines)) <= left:
                    return lines_of(unit, metrics, needed)
        return lines_of(unit, metrics, room)

    def _lacking_in(self, width: int) -> list[str]:
        """Return the lines in which it is said what is lacking, or why there is no value."""
        if self._outcome is None or self._outcome.has_value:
            return []
        room, metrics = width - 2 * SIDE, QFontMetrics(self._small)
        fewer = range(len(self._outcome.missing) - 1, -1, -1)
        for words in chain([self._outcome.words], map(self._outcome.fewer_words, fewer)):
            lines = lines_of(words, metrics, room)
            if len(lines) <= _MOST_WORDS:
                return lines
        rest = " ".join(lines[_MOST_WORDS - 1 :])
        return [*lines[: _MOST_WORDS - 1], elided(metrics, rest, room)]

    def _write(self, painter: QPainter, font: QFont, ink: str, words: str, top: float) -> float:
        """Write a line where reading starts; return where the next one starts."""
        high = QFontMetrics(font).height()
        painter.setFont(font)
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(SIDE, top, self.width() - 2 * SIDE, high), flags, words)
        return top + high

    def _draw_value(self, painter: QPainter, top: float, outcome: Outcome) -> None:
        theme, large, small = self._theme, QFontMetrics(self._large), QFontMetrics(self._small)
        unit = self._unit_in(self.width())
        high = max(large.height(), len(unit) * small.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.setFont(self._large)
        painter.setPen(QColor(theme.danger if outcome.is_doubtful else theme.ink))
        taken = self._value_width
        painter.drawText(self._seen(QRectF(SIDE, top, taken - _GAP, high)), flags, outcome.value)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.ink2))
        wide = max((small.horizontalAdvance(line) + 2 for line in unit), default=0)
        # One line stands on the line of the value, whatever their sizes; two stand around its middle.
        drop = (large.ascent() - small.ascent()) / 2 - 2 if len(unit) == 1 else 0
        first = top + drop + (high - len(unit) * small.height()) / 2
        for number, line in enumerate(unit):
            at = QRectF(SIDE + taken, first + number * small.height(), wide, small.height())
            painter.drawText(self._seen(at), flags, line)
        room = min(self.width() - 2 * SIDE - taken - wide - _GAP, theme.px(_SPARK))
        if self._has_trend and room + _GAP >= self._least_spark:
            box = self._seen(QRectF(self.width() - SIDE - room, top, room, high))
            draw_sparkline(painter, theme, box, outcome.trend, doubtful=outcome.is_doubtful)

    def _draw_foot(self, painter: QPainter, top: float, outcome: Outcome) -> None:
        """Say what is judged of it, and its number in the book where there is room: that is in the tooltip, too."""
        theme, metrics = self._theme, QFontMetrics(self._caption)
        inks: dict[Judgement, str] = {"better": theme.good, "worse": theme.warning, "check": theme.danger}
        wide, words = self.width() - 2 * SIDE, outcome.judgement_words
        both = metrics.horizontalAdvance(outcome.caption) + metrics.horizontalAdvance(words) + _GAP
        if both <= wide or not words:
            self._write(painter, self._caption, theme.ink3, outcome.caption, top)
        painter.setFont(self._caption)
        painter.setPen(QColor(inks.get(outcome.judgement, theme.ink3)))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(SIDE, top, wide, metrics.height()), flags, words)

    def _seen(self, box: QRectF) -> QRectF:
        """Return where a box stands in the direction of reading."""
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())
