"""Buttons: the one that does the next thing, the others, links, and buttons of one icon with a name."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CONTROL_RADIUS, MEDIUM, SEMIBOLD, Theme

Kind = Literal["normal", "primary", "link", "danger"]

_ICON = 20
_GAP = 8


class _Pressed(QAbstractButton):
    """What every button of ours does: a hand over it, Tab stops at it, Space and Enter press it.

    Not a QPushButton, which the style sheet would squeeze to the height of Qt's own.
    """

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # for the form around it, which is done by it from anywhere
        else:
            self.click()


class Button(_Pressed):
    """A button with words and perhaps an icon before or, with ``trailing``, after them.

    ``tall`` makes it the height of the one button that does the next thing on a screen.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        *,
        kind: Kind = "normal",
        trailing: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.setText(text)
        self._kind: Kind = kind
        self._icon = icon
        if icon:
            pixmap(theme, icon)  # an unknown icon is told here, not while painting
        self._trailing = trailing
        self._tall = tall
        self.setFont(theme.font(BODY, SEMIBOLD if kind in ("link", "primary") else MEDIUM))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def is_main(self) -> bool:
        """Return whether it does the next thing where it stands."""
        return self._kind == "primary"

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        words = QFontMetrics(self.font()).horizontalAdvance(self.text().replace("&", ""))
        icon = theme.px(_ICON) + (_GAP if words else 0) if self._icon else 0
        side = theme.px(24 if self._tall else 16)
        return QSize(words + icon + 2 * side, theme.primary_height if self._tall else theme.control_height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._colours()
        half = self._theme.border / 2
        painter.setPen(QPen(QColor(edge), self._theme.border) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        self._write(painter, ink)

    def _write(self, painter: QPainter, ink: str) -> None:
        theme = self._theme
        metrics = QFontMetrics(self.font())
        words = metrics.horizontalAdvance(self.text().replace("&", ""))
        side = theme.px(_ICON)
        whole = words + (side + (_GAP if words else 0) if self._icon else 0)
        left = (self.width() - whole) / 2
        icon_first = not self._trailing
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            icon_first = not icon_first
        text_at = left
        if self._icon:
            icon_at = left if icon_first else left + words + _GAP
            text_at = left + side + _GAP if icon_first else left
            box = QRectF(icon_at, (self.height() - side) / 2, side, side)
            drawn = pixmap(theme, self._icon, ink, _ICON)
            painter.drawPixmap(box, drawn, QRectF(drawn.rect()))
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(QRectF(text_at - 2, 0, words + 4, self.height()), flags, self.text())

    def _colours(self) -> tuple[str, str, str]:
        """Return ground, edge and ink; empty for none."""
        theme = self._theme
        if not self.isEnabled():
            ground = "" if self._kind == "link" else theme.sunk
            return ground, "" if self._kind == "link" else theme.line, theme.ink3
        over = self.underMouse() or self.isDown()
        if self._kind == "primary":
            return (theme.hover if over else theme.accent), "", theme.on_accent
        if self._kind == "danger":
            return (theme.danger_surface if over else theme.card), theme.danger, theme.danger
        if self._kind == "link":
            return (theme.tint if over else ""), "", theme.accent
        ground = theme.tint if over or self.isChecked() else theme.card
        return ground, theme.accent if self.isChecked() else theme.control, theme.ink


class IconButton(_Pressed):
    """A button of one icon; ``name`` is read aloud and shown as a tooltip. ``large`` is made for gloves."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        framed: bool = False,
        colour: str = "",
        size: int = 20,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        pixmap(theme, icon)  # as above
        self._side = theme.large_height if large else theme.control_height
        self._icon = icon
        self._framed = framed
        self._colour = colour
        self._size = size
        self.set_name(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str, colour: str = "") -> None:
        """Show another icon, in another colour if one is given."""
        self._icon = icon
        self._colour = colour or self._colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        ground = theme.tint if over else (theme.card if self._framed else "")
        edge = theme.control if self._framed else ""
        painter.setPen(QPen(QColor(edge), theme.border) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        side = theme.px(self._size)
        colour = self._colour or theme.ink2
        drawn = pixmap(theme, self._icon, colour if self.isEnabled() else theme.ink3, self._size)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
