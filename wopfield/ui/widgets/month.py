"""A month to choose a day in, dressed as the rest: targets for fingers, today ringed, other months quiet."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from wopfield.language import _, figure_in_digits
from wopfield.ui.icons import icon
from wopfield.ui.theme import BODY, CAPTION, CONTROL_RADIUS, MEDIUM, SEMIBOLD, Theme

_CELL = 38


class Month(QCalendarWidget):
    """The month of ``day``, which is marked, or of today where there is no day yet."""

    def __init__(self, theme: Theme, day: date | None) -> None:
        super().__init__()
        self._theme = theme
        self._day = None if day is None else QDate(day.year, day.month, day.day)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFont(theme.font(BODY))
        heads = QTextCharFormat()
        heads.setForeground(QColor(theme.ink3))
        heads.setBackground(QColor(theme.card))
        heads.setFont(theme.font(CAPTION, SEMIBOLD))
        self.setHeaderTextFormat(heads)
        for weekday in Qt.DayOfWeek:
            self.setWeekdayTextFormat(weekday, heads)
        for name, picture, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
        ):
            turn = self.findChild(QToolButton, name)
            if isinstance(turn, QToolButton):
                turn.setIcon(icon(theme, picture))
                turn.setIconSize(QSize(theme.px(20), theme.px(20)))
                turn.setAccessibleName(words)
                turn.setToolTip(words)
        if self._day is not None:
            self.setSelectedDate(self._day)

    def sizeHint(self) -> QSize:
        cell = self._theme.px(_CELL)
        names = QFontMetrics(self._theme.font(CAPTION, SEMIBOLD))
        short = QLocale.FormatType.ShortFormat
        widest = max(names.horizontalAdvance(self.locale().standaloneDayName(day, short)) for day in range(1, 8))
        return QSize(7 * max(cell, widest + 10) + 8, 8 * cell + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        theme, at = self._theme, QDate(day) if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        chosen = at == self.selectedDate()
        side = min(rect.width(), rect.height()) - 4.0
        box = QRectF(rect.center().x() - side / 2 + 0.5, rect.center().y() - side / 2 + 0.5, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.card))
        painter.setPen(QPen(QColor(theme.accent), 1.5) if at == QDate.currentDate() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        here = at.month() == self.monthShown()
        painter.setPen(QColor(theme.on_accent if chosen else theme.ink if here else theme.ink3))
        painter.setFont(theme.font(BODY, MEDIUM if chosen or at == QDate.currentDate() else 400))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, figure_in_digits(str(at.day())))
        painter.restore()
