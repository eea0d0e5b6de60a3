"""The tabs of a partnership, with a count where something is late or looks wrong."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from wopfield.language import _, plural
from wopfield.ui.shell.places import Tab, tabs
from wopfield.ui.theme import BODY, CAPTION, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.pill import draw_chip, tone_colours
from wopfield.ui.widgets.stepping import SteppingButton

HEIGHT = 44
_WIDE, _NARROW, _START = 21, 8, 20


class Tabs(QWidget):
    """The tabs; what does not fit stands in a menu at the end."""

    opened = Signal(str)
    """The name of the place of the tab that was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Parts of the partnership"))
        self.setFixedHeight(theme.px(HEIGHT))
        self._tabs = tuple(_TabButton(theme, tab, self) for tab in tabs())
        for number, button in enumerate(self._tabs):
            button.clicked.connect(lambda _checked=False, tab=button.tab: self.opened.emit(tab.place))
            button.stepped.connect(lambda step, number=number: self._step(number + step))
        self._more = IconButton(theme, "dots", _("More"), parent=self)
        self._more.clicked.connect(self._show_more)

    def light(self, key: str) -> None:
        """Show which tab is open."""
        for button in self._tabs:
            button.setChecked(button.tab.key == key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many things are late or look wrong, by tab; the rest show none."""
        for button in self._tabs:
            button.set_count(counts.get(button.tab.key, 0))
        self._place()

    def place_of(self, number: int) -> str:
        """Return the name of the place of tab 1 to 8."""
        return self._tabs[number - 1].tab.place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.line))

    def _place(self) -> None:
        widths = [button.sizeHint().width() for button in self._tabs]
        room = self.width() - 2 * _START
        gap = _WIDE if sum(widths) + _WIDE * (len(widths) - 1) <= room else _NARROW
        fits = sum(widths) + gap * (len(widths) - 1) <= room
        room -= 0 if fits else self._more.sizeHint().width() + gap
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = _START
        for button, width in zip(self._tabs, widths, strict=True):
            shown = at + width - _START <= room
            button.setVisible(shown)
            left = self.width() - at - width if mirrored else at
            button.setGeometry(left, 0, width, self.height())
            if shown:
                at += width + gap
        self._more.setVisible(not fits)
        if not fits:
            side = min(self._more.sizeHint().width(), self.height() - 4)
            left = self.width() - at - side if mirrored else at
            self._more.setGeometry(left, (self.height() - side) // 2, side, side)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for button in self._tabs:
            if not button.isVisible():
                action = menu.addAction(button.accessibleName())
                action.triggered.connect(lambda _checked=False, tab=button.tab: self.opened.emit(tab.place))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _step(self, number: int) -> None:
        self._tabs[max(0, min(number, len(self._tabs) - 1))].setFocus(Qt.FocusReason.TabFocusReason)


class _TabButton(SteppingButton):
    def __init__(self, theme: Theme, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self._theme = theme
        self._count = 0
        self.setText(tab.label)
        self.setAccessibleName(tab.label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_count(self, count: int) -> None:
        self._count = count
        name = self.tab.label
        if count:
            name = plural("{name}, {count} to look at", "{name}, {count} to look at", count, name=name)
        self.setAccessibleName(name)
        self.update()

    def nextCheckState(self) -> None:
        """Leave lighting up to the window, which knows whether the place was opened."""

    def sizeHint(self) -> QSize:
        # The bold width, so that opening a tab never moves the others.
        words = QFontMetrics(self._theme.font(BODY, SEMIBOLD)).horizontalAdvance(self.tab.label)
        return QSize(words + 8 + (self._chip_width() + 9 if self._count else 0), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, lit = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(BODY, SEMIBOLD if lit else MEDIUM))
        painter.setPen(QColor(theme.accent if lit or self.underMouse() else theme.ink2))
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tab.label)
        if self._count:
            width, height = self._chip_width(), theme.px(20)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = box.left() if mirrored else box.right() - width
            chip = QRectF(left, (self.height() - height) / 2, width, height)
            painter.setFont(theme.font(CAPTION, SEMIBOLD))
            draw_chip(painter, theme, chip, str(self._count), "", tone_colours(theme, "warning"))
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(0, self.height() - 3, self.width(), 4), 2, 2)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 5.5, -0.5, -6.5), 6, 6)

    def _chip_width(self) -> int:
        font = self._theme.font(CAPTION, SEMIBOLD)
        return max(self._theme.px(24), QFontMetrics(font).horizontalAdvance(str(self._count)) + self._theme.px(16))
