"""Maturity by area: where it stood and where it stands, on one axis for all areas.

An open circle is the baseline, a solid one now; a pale one with a dotted line says that under half is rated. An
area that is not rated says so in words and never stands at zero.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _
from wopfield.report.drawing import Circle, Drawing, Fill, Stroke, moved
from wopfield.report.dumbbell import AreaLine, Grid, Manner, Signs, rows
from wopfield.report.style import TextStyle, mixed
from wopfield.report.text import width_of
from wopfield.ui.theme import BADGE_RADIUS, BODY, CAPTION, REGULAR, SECONDARY, Theme
from wopfield.ui.widgets.drawing import paint


class Dumbbell(QWidget):
    """Areas under one axis from 0 to 4; up and down move, Enter opens."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._areas: tuple[AreaLine, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def manner(self) -> Manner:
        """Return how the chart is drawn in its present room."""
        return _on_screen(self._theme, self._areas, self.width())

    @property
    def drawing(self) -> Drawing:
        """Return the chart that is shown, in pixels."""
        lines = [_toned(area, self._theme) for area in self._areas]
        return rows(lines, self.manner, self.width(), _("not rated yet"), self.accessibleDescription())

    def show_areas(self, areas: Sequence[AreaLine]) -> None:
        """Show areas, in the order of the checklist."""
        self._areas = tuple(areas)
        self._at = 0
        self._say()
        said = [self._words(area) for area in areas]
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))  # titles may have no room
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(740, round(self.manner.height(len(self._areas))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._areas:
            self._at = max(0, min(self._at + step, len(self._areas) - 1))
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._areas:
            self.opened.emit(self._areas[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.manner.row_at(event.position().y())
        if 0 <= row < len(self._areas):
            self.opened.emit(self._areas[row].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint(painter, self.drawing.marks, self.width(), mirrored=mirrored)
        if self.hasFocus() and self._areas:
            manner = self.manner
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            top = manner.y(self._at) - manner.pitch / 2
            ring = QRectF(1, top + 1, self.width() - 2, manner.pitch - 2)
            painter.drawRoundedRect(ring, BADGE_RADIUS, BADGE_RADIUS)

    def _words(self, area: AreaLine) -> str:
        if area.now is None:
            return _("{number} {title}: not rated yet", number=area.number, title=area.title)
        if not area.change:
            return _("{number} {title}: {value}", number=area.number, title=area.title, value=area.value)
        return _(
            "{number} {title}: {value}, change {change}",
            number=area.number,
            title=area.title,
            value=area.value,
            change=area.change,
        )

    def _say(self) -> None:
        words = self._words(self._areas[self._at]) if self._areas else ""
        self.setAccessibleName(f"{self._name}, {words}" if words else self._name)


class DumbbellLegend(QWidget):
    """What the circles mean, in words; ``baseline`` such as "baseline 2025"."""

    def __init__(self, theme: Theme, baseline: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = (baseline, _("now"), _("now, under half rated"))
        self.setAccessibleName(", ".join(word for word in self._words if word))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(SECONDARY, REGULAR))
        words = [word for word in self._words if word]
        return QSize(sum(metrics.horizontalAdvance(word) + 22 for word in words) + 14 * (len(words) - 1), 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SECONDARY))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        signs = _signs(theme)
        at = 0
        for word, sign in zip(self._words, (signs.then, signs.now, signs.pale), strict=True):
            if not word:
                continue
            paint(painter, moved([sign], at + 7, self.height() / 2), self.width(), mirrored=mirrored)
            width = painter.fontMetrics().horizontalAdvance(word)
            left = self.width() - at - 20 - width if mirrored else at + 20
            painter.setPen(QColor(theme.ink2))
            box = QRectF(left - 2, 0, width + 4, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
            at += width + 36


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _on_screen(theme: Theme, areas: Sequence[AreaLine], width: int) -> Manner:
    """Return the manner of the overview: large enough for a finger, in the colours of the look."""
    title = TextStyle("medium", theme.px(SECONDARY + 1), theme.px(18), theme.ink)
    change = TextStyle("regular", theme.px(SECONDARY), theme.px(18), theme.ink2)
    nothing = change.in_colour(theme.ink3)
    longest = max((width_of(area.title[:400], title) for area in areas), default=0.0)
    title_at, air = theme.px(26), theme.px(8)
    start = title_at + min(longest + 2 * air, width * 0.42 + air)
    unrated = any(area.now is None for area in areas)
    far = max(theme.px(84), width_of(_("not rated yet"), nothing) if unrated else 0.0) + air
    return Manner(
        head=theme.px(20),
        pitch=theme.px(30),
        start=start,
        end=max(width - far, start + 60),
        title_at=title_at,
        title_lines=1,
        air=air,
        scale=TextStyle("medium", theme.px(CAPTION), theme.px(20), theme.ink2),
        number=TextStyle("semibold", theme.px(SECONDARY), theme.px(18), theme.ink3),
        title=title,
        value=TextStyle("semibold", theme.px(BODY), theme.px(18), theme.ink),
        change=change,
        nothing=nothing,
        signs=_signs(theme),
        grid=Grid(track=Stroke(mixed(theme.card, theme.control, 0.6), 2), tick=Stroke(theme.control, 1), reach=4.5),
    )


def _toned(area: AreaLine, theme: Theme) -> AreaLine:
    # the mark keeps the sign before its number among letters that run from the right
    change = f"\u200e{area.change}" if area.change else ""
    return replace(area, change=change, tone=theme.good if area.change.startswith("+") else theme.ink2)


def _signs(theme: Theme) -> Signs:
    return Signs(
        then=Circle(0, 0, 5.5, Stroke(theme.ink, 2), Fill(theme.card)),
        now=Circle(0, 0, 7, Stroke(theme.card, 1.5), Fill(theme.accent)),
        pale=Circle(0, 0, 7, Stroke(theme.accent, 1.5), Fill(theme.tint)),
        link=Stroke(theme.accent, 4),
        pale_link=Stroke(theme.accent, 3, (3, 6)),
        then_on_top=True,
        unsettled=Circle(0, 0, 11, Stroke(theme.ink2, 1.5, (3, 2.5))),
    )
