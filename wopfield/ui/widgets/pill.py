"""Pills and chips: a status with icon and word, a count, and chips that open something."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.language import in_digits
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import CAPTION, MEDIUM, SECONDARY, SEMIBOLD, Theme

Tone = Literal["plain", "outline", "accent", "warning", "danger", "good"]

_GAP = 6
_ICON = 16


def tone_colours(theme: Theme, tone: Tone) -> tuple[str, str, str]:
    """Return ground, edge (empty for none) and ink of a tone."""
    return {
        "plain": (theme.sunk, theme.line, theme.ink2),
        "outline": (theme.card, theme.control, theme.ink2),
        "accent": (theme.tint, "", theme.accent),
        "warning": (theme.warning_surface, "", theme.warning),
        "danger": (theme.danger_surface, "", theme.danger),
        "good": (theme.good_surface, "", theme.good),
    }[tone]


class Pill(QWidget):
    """A status in a word, with an icon so that it never is colour alone."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        tone: Tone = "plain",
        icon: str = "",
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._small = small
        self.setFont(theme.font(CAPTION if small else SECONDARY, MEDIUM if tone == "plain" else SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(text, tone, icon)

    def set_status(self, text: str, tone: Tone = "plain", icon: str = "") -> None:
        """Show another status."""
        self._text, self._tone, self._icon = text, tone, icon
        if icon:
            pixmap(self._theme, icon)  # an unknown icon is told here, not while painting
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def sizeHint(self) -> QSize:
        theme = self._theme
        metrics = QFontMetrics(self.font())
        icon = theme.px(_ICON) + _GAP if self._icon else 0
        side = theme.px(8 if self._small else 10)
        height = max(theme.px(20 if self._small else 26), metrics.height() + 4)
        return QSize(max(metrics.horizontalAdvance(self._text) + icon + 2 * side, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, edge, ink = tone_colours(self._theme, self._tone)
        painter = QPainter(self)
        draw_chip(painter, self._theme, QRectF(self.rect()), self._text, self._icon, (ground, edge, ink))


class Chip(QAbstractButton):
    """A pill that can be pressed: it opens what it names."""

    def __init__(self, theme: Theme, text: str, icon: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        if icon:
            pixmap(theme, icon)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(theme.font(SECONDARY, MEDIUM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        metrics = QFontMetrics(self.font())
        icon = theme.px(_ICON) + _GAP if self._icon else 0
        # 26 px are drawn; the rest is room for the finger.
        return QSize(metrics.horizontalAdvance(self.text()) + icon + 2 * theme.px(10), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        colours = (theme.tint if over else theme.card, theme.control, theme.ink2)
        height = min(self.height(), theme.px(26))
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        draw_chip(QPainter(self), theme, box, self.text(), self._icon, colours, font_of=self)


def draw_chip(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    text: str,
    icon: str,
    colours: tuple[str, str, str],
    *,
    font_of: QWidget | None = None,
) -> None:
    """Draw a chip into ``box``; the painter's font is used unless ``font_of`` is given."""
    ground, edge, ink = colours
    if font_of is not None:
        painter.setFont(font_of.font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), theme.border) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    side = theme.px(_ICON) if icon else 0
    metrics, text = painter.fontMetrics(), in_digits(text)
    room = int(box.width()) - (side + _GAP if icon else 0)
    if metrics.horizontalAdvance(text) > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 2 * theme.px(8))
    words = metrics.horizontalAdvance(text)
    whole = words + (side + _GAP if icon else 0)
    left = box.left() + (box.width() - whole) / 2
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if icon:
        drawn = pixmap(theme, icon, ink, _ICON)
        icon_at = left + words + _GAP if mirrored else left
        place = QRectF(icon_at, box.center().y() - side / 2, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
    text_at = left if mirrored or not icon else left + side + _GAP
    painter.setPen(QColor(ink))
    place = QRectF(text_at - 2, box.top(), words + 4, box.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
