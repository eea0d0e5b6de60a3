"""Choosing one of a list, ticking, and switching on; none of them changes under a turning wheel."""

from typing import Any

from PySide6.QtCore import QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from wopfield.language import in_digits
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CONTROL_RADIUS, Theme
from wopfield.ui.widgets.elided import elided


class SteadyBox(QComboBox):
    """A box that neither changes nor takes the keyboard when a page is scrolled below it; ``name`` is read aloud."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Line(QStyledItemDelegate):
    """A line of the list that opens, in the digits the person reads."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:  # whatever the line holds
        return in_digits(super().displayText(value, locale))


class ChoiceBox(SteadyBox):
    """One of a list; ``name`` is read aloud. Where what is chosen has no room, a tooltip says it whole."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._theme = theme
        self.setMaxVisibleItems(12)
        self.setItemDelegate(_Line(self))  # the box's own does not read the sheet's row height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, place: int, offered: bool, why: str = "") -> None:
        """Let a line be chosen or not; ``why`` not is told under the mouse and read aloud."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        line = model.item(place)
        line.setEnabled(offered)
        line.setToolTip(why)
        line.setAccessibleDescription(why)

    def showPopup(self) -> None:
        # Long words are shown from their beginning, and whole where the window has the room.
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        room = self.window().width() // 2
        view.setMinimumWidth(max(self.width(), min(view.sizeHintForColumn(0) + self._theme.px(32), room)))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        chosen = self.currentIndex() >= 0
        words = in_digits(self.currentText() if chosen else self.placeholderText())
        field = self._field(option)
        shown = elided(self.fontMetrics(), words, field.width())
        self.setToolTip("" if shown == words else words)
        option.currentText = shown if chosen else ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if not chosen:  # here, because the sheet's colour holds for whatever the style writes
            painter.setPen(QColor(self._theme.ink3))
            painter.drawText(field, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
        side = self._theme.px(18)
        left = self.width() - side - 10
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = 10
        drawn = pixmap(self._theme, "chevron-down", self._theme.ink2, 18)
        place = QRectF(left, (self.height() - side) / 2, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))

    def _field(self, option: QStyleOptionComboBox) -> QRect:
        """Return where the words stand."""
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, option, field, self)


class Tick(QCheckBox):
    """A box to tick, with words beside it or, without, a ``name`` to read aloud."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setFont(theme.font(BODY))
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        gap = self._theme.px(10) if self.text() else 0
        return QSize(self._theme.px(24) + gap + words + 4, max(36, self._theme.px(36)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(24)
        left = self.width() - side if mirrored else 0
        box = QRectF(left, (self.height() - side) / 2, side, side)
        on = self.checkState() != Qt.CheckState.Unchecked
        painter.setPen(QPen(QColor(theme.accent if on else theme.control), 1.5))
        painter.setBrush(QColor(theme.accent if on else theme.card))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if on:
            name = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
            drawn = pixmap(theme, name, theme.on_accent, 18)
            inner = box.adjusted(3, 3, -3, -3)
            painter.drawPixmap(inner, drawn, QRectF(drawn.rect()))
        gap = side + theme.px(10)
        text = QRectF(0 if mirrored else gap, 0, self.width() - gap, self.height())
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink if self.isEnabled() else theme.ink3))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Switch(QAbstractButton):
    """Something that is on or off at once; ``name`` is read aloud."""

    def __init__(self, theme: Theme, name: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(52), max(36, self._theme.px(36)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(28)
        track = QRectF(0.5, (self.height() - height) / 2 + 0.5, self.width() - 1, height - 1)
        painter.setPen(QPen(QColor(theme.accent if on else theme.control), 1))
        painter.setBrush(QColor(theme.accent if on else theme.card))
        painter.drawRoundedRect(track, height / 2, height / 2)
        side = height - 8
        at_right = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        left = track.right() - side - 4 if at_right else track.left() + 4
        knob = QRectF(left, track.top() + 3.5, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.on_accent if on else theme.ink3))
        painter.drawEllipse(knob)
        if on:
            # Never colour alone: a tick says "on".
            drawn = pixmap(theme, "check", theme.accent, 16)
            painter.drawPixmap(knob.adjusted(3, 3, -3, -3), drawn, QRectF(drawn.rect()))


class ChoiceMark(QWidget):
    """A circle that is ticked when what it stands beside is chosen; shows, and takes no clicks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._on = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_on(self, on: bool) -> None:
        """Show whether it is chosen."""
        self._on = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._on:
            drawn = pixmap(theme, "circle-check", theme.accent, 24)
            painter.drawPixmap(box, drawn, QRectF(drawn.rect()))
        else:
            painter.setPen(QPen(QColor(theme.control), 1.75))
            painter.drawEllipse(box.adjusted(2.5, 2.5, -2.5, -2.5))


class ChoiceCard(QAbstractButton):
    """A card that can be chosen; put what it shows into a layout of its own. The edge and a tick say which."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A button is never narrower than it likes to be; the words on this one take more lines instead.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if on or self.underMouse() else theme.control
        width = 2 if on else theme.border
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(theme.tint if on else theme.card))
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()
