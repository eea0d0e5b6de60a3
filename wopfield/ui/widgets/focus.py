"""The ring around what the keyboard is on: two pixels of accent, outside the control, with a gap.

One ring serves a whole window. It follows the focus when a key moved it and hides when the mouse did; fields and
level cards show their focus themselves.
"""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from wopfield.ui.theme import CONTROL_RADIUS, Theme

GAP, WIDTH = 2, 2
OWN_FOCUS = "ownFocus"
"""The property of a button that shows its focus itself."""


def draw_ring(painter: QPainter, theme: Theme, around: QRectF, radius: float) -> None:
    """Draw the ring just outside ``around``, gap included."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    out = GAP + WIDTH / 2
    painter.drawRoundedRect(around.adjusted(-out, -out, out, out), radius + out, radius + out)


class FocusRing(QFocusFrame):
    """The ring of one window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        roomy = _Roomy()
        roomy.setParent(self)  # a widget does not keep its style alive
        self.setStyle(roomy)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:
        widget = self.widget()
        if not widget:
            return
        # The frame is placed by the style a little outside the widget; the widget's own place is what counts.
        parent = self.parentWidget()
        corner = widget.mapTo(parent, widget.rect().topLeft()) - self.pos() if parent else self.rect().topLeft()
        draw_ring(QPainter(self), self._theme, QRectF(QRect(corner, widget.size())), CONTROL_RADIUS)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        wanted = (
            isinstance(now, QAbstractButton)
            and now.window() is self._window
            and not now.property(OWN_FOCUS)
            and not by_mouse
        )
        self.setWidget(now if wanted else None)  # type: ignore[arg-type]  # the stub forgets that None is allowed


class _Roomy(QProxyStyle):
    """Gives the frame as much room around the widget as the ring takes; the usual style gives half of it."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        margins = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)
        return GAP + WIDTH + 1 if metric in margins else super().pixelMetric(metric, option, widget)
