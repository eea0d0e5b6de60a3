"""A level of maturity as a mark: numeral, four gauge ticks, and the colour of the depth.

The five colours mean maturity and nothing else; the numeral always goes with them. Not rated is a dashed
outline, "does not apply" a grey mark: neither is zero.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _, in_digits
from wopfield.ui.theme import BOLD, SEMIBOLD, Theme

TICKS = 4
_FAINT = 0.25


def level_name(level: int) -> str:
    """Return the word for a level of 0 to 4."""
    return (_("Absent"), _("Started"), _("Partly in place"), _("In place"), _("Leading"))[level]


def level_words(level: int | None, *, does_not_apply: bool = False) -> str:
    """Return how a rating is read aloud."""
    if does_not_apply:
        return _("Does not apply")
    if level is None:
        return _("Not rated")
    return _("Level {level} of 4, {name}", level=level, name=level_name(level))


def draw_level(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    level: int | None,
    *,
    does_not_apply: bool = False,
    mirrored: bool = False,
) -> None:
    """Draw a mark into ``box``, square or wider; for widgets, delegates and charts alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = max(4.0, min(box.height() * 0.18, 10.0))
    if does_not_apply:
        _draw_not_applicable(painter, theme, inner, radius)
    elif level is None:
        pen = QPen(QColor(theme.control), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(inner, radius, radius)
    else:
        painter.setPen(QPen(QColor(theme.level_edges[level]), 1))
        painter.setBrush(QColor(theme.levels[level]))
        painter.drawRoundedRect(inner, radius, radius)
        wide = inner.width() > 1.2 * inner.height()
        draw_gauge(painter, theme, inner, level, WIDE if wide else MARK, mirrored=mirrored)
    painter.restore()


@dataclass(frozen=True, slots=True)
class Gauge:
    """The measures of numeral and ticks, as shares of the shorter side of their box."""

    numeral: float
    tick: float
    pitch: float


MARK, WIDE, BAND = Gauge(0.54, 0.112, 0.19), Gauge(0.54, 0.1, 0.145), Gauge(0.47, 0.14, 0.2)
"""The measures of a square mark, of a wide one as in tables, and of the band of a card."""


def draw_gauge(
    painter: QPainter, theme: Theme, box: QRectF, level: int, gauge: Gauge = MARK, *, mirrored: bool = False
) -> None:
    """Draw numeral and ticks into ``box``, whose ground is already the level's colour."""
    side = min(box.width(), box.height())
    colour = QColor(theme.numeral(level))
    middle, towards = box.center().x(), -1 if mirrored else 1
    font = theme.font()
    font.setPixelSize(max(9, round(side * gauge.numeral)))
    font.setWeight(font.Weight(BOLD))
    painter.setFont(font)
    painter.setPen(colour)
    # Numeral and ticks stand close together around the middle, however wide the box is.
    at = middle - towards * side * 0.125
    painter.drawText(
        QRectF(at - side / 2, box.top(), side, box.height()), Qt.AlignmentFlag.AlignCenter, in_digits(str(level))
    )
    width, height = max(3, round(side * 0.19)), max(2, round(side * gauge.tick))
    pitch = max(height + 1, round(side * gauge.pitch))
    left = round(middle + towards * side * 0.29 - width / 2)
    bottom = round(box.center().y() + (3 * pitch + height) / 2)
    for tick in range(TICKS):
        shade = QColor(colour)
        shade.setAlphaF(1.0 if tick < level else _FAINT)
        painter.fillRect(left, bottom - height - tick * pitch, width, height, shade)


def _draw_not_applicable(painter: QPainter, theme: Theme, box: QRectF, radius: float) -> None:
    painter.setPen(QPen(QColor(theme.control), 1))
    painter.setBrush(QColor(theme.line))
    painter.drawRoundedRect(box, radius, radius)
    font = theme.font(weight=SEMIBOLD)
    font.setPixelSize(max(8, round(min(box.width(), box.height()) * 0.38)))
    painter.setFont(font)
    painter.setPen(QColor(theme.ink2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _("n/a"))


class LevelMark(QWidget):
    """A level that is only shown; ``size`` is its height in pixels at 100 %.

    It is the same in every language, as a sign is; the cards of a scale are mirrored, a single mark is not.
    """

    def __init__(
        self,
        theme: Theme,
        level: int | None = None,
        size: int = 28,
        *,
        does_not_apply: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = theme.px(size)
        self._level = level
        self._does_not_apply = does_not_apply
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def set_level(self, level: int | None, *, does_not_apply: bool = False) -> None:
        """Show another level, None for not rated."""
        self._level, self._does_not_apply = level, does_not_apply
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_level(painter, self._theme, box, self._level, does_not_apply=self._does_not_apply)

    def _say(self) -> None:
        words = level_words(self._level, does_not_apply=self._does_not_apply)
        self.setAccessibleName(words)
        self.setToolTip(words)
