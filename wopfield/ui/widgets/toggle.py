"""Chips that are on or off: several of a few, such as the areas a session looks at."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.icons import pixmap
from wopfield.ui.theme import MEDIUM, SECONDARY, Theme
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.pill import draw_chip

_ICON, _GAP = 16, 6


class ToggleChip(QAbstractButton):
    """A chip that is on or off; a check mark says which, not colour alone."""

    def __init__(self, theme: Theme, key: str, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._theme = theme
        pixmap(theme, "check")
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setToolTip(name if name != text else "")
        self.setCheckable(True)
        self.setFont(theme.font(SECONDARY, MEDIUM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        # Room for the check mark at all times, so that choosing never moves the others.
        words = QFontMetrics(self.font()).horizontalAdvance(self.text()) + theme.px(_ICON) + _GAP
        return QSize(words + 2 * theme.px(10), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        over = self.isEnabled() and self.underMouse()
        ground = theme.tint if on or over else theme.card
        colours = (ground, theme.accent if on else theme.control, theme.accent if on else theme.ink2)
        height = min(self.height(), theme.px(28))
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        draw_chip(QPainter(self), theme, box, self.text(), "check" if on else "", colours, font_of=self)


class Toggles(QWidget):
    """Several toggle chips that flow; ``chosen`` carries the keys that are on, in the order offered."""

    chosen = Signal(list)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[ToggleChip] = []
        self._flow = Flow(self, gap=6)
        self._others: list[str] = []
        self.setAccessibleName(name)

    def offer(self, choices: Sequence[tuple[str, str, str]], on: Iterable[str]) -> None:
        """Offer chips as (key, words, whole name) and show which are on; a key not offered stays on, unseen."""
        wanted = list(on)
        if [(chip.key, chip.text()) for chip in self._chips] != [(key, words) for key, words, _name in choices]:
            for chip in self._chips:
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self._chips = [ToggleChip(self._theme, key, words, name) for key, words, name in choices]
            for chip in self._chips:
                chip.clicked.connect(self._say)
                self._flow.addWidget(chip)
            order_stops(self, self._chips)
        for chip in self._chips:
            chip.setChecked(chip.key in wanted)
        offered = {chip.key for chip in self._chips}
        self._others = [key for key in wanted if key not in offered]
        self.updateGeometry()

    def chip(self, key: str) -> ToggleChip:
        """Return the chip of a key."""
        return next(chip for chip in self._chips if chip.key == key)

    def on(self) -> list[str]:
        """Return the keys that are on, in the order offered."""
        return [chip.key for chip in self._chips if chip.isChecked()] + self._others

    def turn_on(self, keys: Sequence[str]) -> None:
        """Turn these on and the others off, as a person would."""
        for chip in self._chips:
            chip.setChecked(chip.key in keys)
        self._say()

    def _say(self) -> None:
        self.chosen.emit(self.on())
