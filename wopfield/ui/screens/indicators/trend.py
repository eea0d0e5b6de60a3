"""A result over the years: a dot with its number for each year that has one, and a gap for each that has none."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.screens.indicators.working import Point
from wopfield.ui.theme import CAPTION, SECONDARY, SEMIBOLD, Theme


class Trend(QWidget):
    """Years from left to right in every language; the line breaks where a year has no value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[Point, ...] = ()
        self._chosen = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[Point], chosen: str) -> None:
        """Show other values; ``chosen`` is the year that is looked at."""
        self._points, self._chosen = tuple(points), chosen
        told = (
            f"{each.period}: {each.words}" if each.value is not None else _("{period}: none", period=each.period)
            for each in self._points
        )
        self.setAccessibleName(_("Over the years: {values}", values=", ".join(told)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        known = [each.value for each in self._points if each.value is not None]
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(self._points)
        low = min(known, default=0.0)
        reach = (max(known, default=0.0) - low) or 1.0
        flat = len(set(known)) < 2
        places: list[QPointF | None] = []
        for number, each in enumerate(self._points):
            middle = (number + 0.5) * step
            share = 0.5 if flat or each.value is None else (each.value - low) / reach
            top, bottom = self._theme.px(34), self.height() - self._theme.px(34)
            places.append(None if each.value is None else QPointF(middle, bottom - share * (bottom - top)))
        self._draw_line(painter, places)
        for number, each in enumerate(self._points):
            self._draw_point(painter, each, places[number], QRectF(number * step, 0, step, self.height()))

    def _draw_line(self, painter: QPainter, places: Sequence[QPointF | None]) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        for one, other in pairwise(places):
            if one is not None and other is not None:
                painter.drawLine(one, other)

    def _draw_point(self, painter: QPainter, each: Point, place: QPointF | None, box: QRectF) -> None:
        theme = self._theme
        chosen = each.period == self._chosen
        year = theme.font(CAPTION, SEMIBOLD) if chosen else theme.font(CAPTION)
        height = QFontMetrics(year).height() + 2
        painter.setFont(year)
        painter.setPen(QColor(theme.ink if chosen else theme.ink3))
        foot = QRectF(box.left(), box.bottom() - height, box.width(), height)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, _fitting(painter, each.period, box.width()))
        painter.setFont(theme.font(SECONDARY, SEMIBOLD) if chosen else theme.font(SECONDARY))
        height = painter.fontMetrics().height()
        if place is None:
            middle = QRectF(box.left(), (box.height() - height) / 2, box.width(), height)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, each.words)
            return
        above = QRectF(box.left(), place.y() - height - 8, box.width(), height)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, _fitting(painter, each.words, box.width()))
        painter.setPen(QPen(QColor(theme.card), 2))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(place, 5 if chosen else 4, 5 if chosen else 4)


def _fitting(painter: QPainter, words: str, width: float) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width) - 2)
