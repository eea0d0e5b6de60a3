"""The five levels of an item as cards of which one is chosen: mark, name and descriptor; the whole card is pressed.

A card has four pixels of room on every side for the ring that shows the focus, so selection (tint, thick edge and
tick) and focus are seen together.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CAPTION, CONTROL_RADIUS, REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import OWN_FOCUS, draw_ring
from wopfield.ui.widgets.level import BAND, draw_gauge, level_name, level_words
from wopfield.ui.widgets.pill import draw_chip

ROOM = 4
"""Pixels around a card that belong to its focus ring; align neighbours with this in mind."""

_BAND, _LEAST, _PAD, _CHECK = 49, 54, 16, 22


class LevelCard(QAbstractButton):
    """One level of 0 to 4 with its descriptor; ``chips`` such as "Last time" stand at the far end."""

    stepped = Signal(int)
    """An arrow asks for the focus to move by so many cards."""
    typed = Signal(int)
    """A digit of 0 to 4 was pressed."""

    def __init__(self, theme: Theme, level: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self._descriptor = ""
        self._chips: tuple[str, ...] = ()
        self._locked = False
        self.setCheckable(True)
        self.setProperty(OWN_FOCUS, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._say)

    def show_level(self, descriptor: str, chips: tuple[str, ...] = (), *, locked: bool = False) -> None:
        """Show what the level means for this item; ``locked`` cards are only read."""
        self._descriptor, self._chips, self._locked = descriptor, chips, locked
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.PointingHandCursor)
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(260), self._theme.px(_LEAST) + 2 * ROOM)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        text = self._laid_out(self._text_box(float(width)).width())
        least = self._theme.px(52 + 10 if self._theme.large else _LEAST)
        return max(least, round(text.boundingRect().height()) + self._theme.px(14)) + 2 * ROOM

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.stepped.emit(step)
        elif event.text() in ("0", "1", "2", "3", "4") and not event.modifiers() & ~_KEYPAD:
            self.typed.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        if not self._locked:
            self.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        self._draw_ground(painter, box)
        text = self._laid_out(self._text_box(float(self.width())).width())
        place = self._text_box(float(self.width()))
        text.draw(painter, QPointF(place.left(), box.center().y() - text.boundingRect().height() / 2))
        self._draw_far_end(painter, box)
        if self.hasFocus():
            draw_ring(painter, self._theme, box, CONTROL_RADIUS)

    # drawing

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _draw_ground(self, painter: QPainter, box: QRectF) -> None:
        theme, chosen = self._theme, self.isChecked()
        shape = QPainterPath()
        shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
        flat = self._locked and not chosen
        over = self.underMouse() and not self._locked and not chosen
        painter.fillPath(shape, QColor(theme.tint if chosen or over else theme.sunk if flat else theme.card))
        band = QRectF(box.left(), box.top(), theme.px(_BAND), box.height())
        if self._mirrored:
            band.moveRight(box.right())
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(band, QColor(theme.levels[self._level]))
        painter.restore()
        gauge = QRectF(band.left(), band.center().y() - theme.px(26), band.width(), theme.px(52))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_gauge(painter, theme, gauge, self._level, BAND, mirrored=self._mirrored)
        edge = theme.accent if chosen or over else theme.line if flat else theme.control
        width = 2 if chosen else theme.border
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), CONTROL_RADIUS, CONTROL_RADIUS)

    def _draw_far_end(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        pad = float(theme.px(_PAD))
        at = box.left() + pad if self._mirrored else box.right() - pad
        if self.isChecked():
            side = theme.px(_CHECK)
            left = at if self._mirrored else at - side
            drawn = pixmap(theme, "circle-check", theme.accent, _CHECK)
            place = QRectF(left, box.center().y() - side / 2, side, side)
            painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
            at += (side + 8) * (1 if self._mirrored else -1)
        painter.setFont(theme.font(CAPTION, SEMIBOLD))
        for chip in reversed(self._chips):
            width, height = self._chip_width(painter.font(), chip), float(theme.px(25))
            left = at if self._mirrored else at - width
            place = QRectF(left, box.center().y() - height / 2, width, height)
            draw_chip(painter, theme, place, chip, "", (theme.card, theme.control, theme.ink2))
            at += (width + 8) * (1 if self._mirrored else -1)

    def _chip_width(self, font: QFont, chip: str) -> float:
        return QFontMetricsF(font).horizontalAdvance(chip) + 2 * self._theme.px(8)

    def _text_box(self, width: float) -> QRectF:
        """Return where the words stand in a card ``width`` wide; its height says nothing."""
        theme = self._theme
        near = ROOM + theme.px(_BAND) + theme.px(14)
        far = ROOM + theme.px(_PAD)
        font = theme.font(CAPTION, SEMIBOLD)
        far += round(sum(self._chip_width(font, chip) + 8 for chip in self._chips))
        # The tick's room is always kept, so that choosing a level never breaks its words anew.
        far += theme.px(_CHECK) + 8 if not self._chips or self.isChecked() else 0
        left, right = (far, near) if self._mirrored else (near, far)
        return QRectF(left, 0, max(width - left - right, 60.0), 0)

    def _laid_out(self, width: float) -> QTextLayout:
        theme = self._theme
        name = level_name(self._level)
        text = QTextLayout(f"{name}  {self._descriptor}", theme.font(BODY, REGULAR))
        strong, plain = QTextCharFormat(), QTextCharFormat()
        strong.setFont(theme.font(BODY, SEMIBOLD))
        strong.setForeground(QColor(theme.ink))
        plain.setForeground(QColor(theme.ink if self.isChecked() else theme.ink2))
        text.setFormats([_over(0, len(name), strong), _over(len(name), len(text.text()), plain)])
        option = QTextOption()
        # A checklist may be written in another language than the window: its words run as they are written.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text.setTextOption(option)
        text.beginLayout()
        height = 0.0
        while (line := text.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        text.endLayout()
        return text

    def _say(self) -> None:
        parts = [level_words(self._level), self._descriptor, *self._chips]
        if self.isChecked():
            parts.append(_("selected"))
        self.setAccessibleName(", ".join(part.rstrip(".") for part in parts if part))


class LevelCards(QWidget):
    """The five cards of an item; 0–4 and Space choose, arrows move."""

    rated = Signal(int)
    """A person chose a level; said also when it is the one that held."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self.setAccessibleName(_("Levels"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.cards = tuple(LevelCard(theme, level, self) for level in range(5))
        for level, card in enumerate(self.cards):
            column.addWidget(card)
            card.clicked.connect(lambda _checked=False, level=level: self._press(level))
            card.typed.connect(self._press)
            card.stepped.connect(lambda step, level=level: self._step(level + step))

    def show_item(
        self,
        descriptors: Sequence[str],
        level: int | None,
        chips: Mapping[int, tuple[str, ...]] | None = None,
        *,
        locked: bool = False,
    ) -> None:
        """Show the five descriptors of an item, its rating, and chips by level."""
        self._locked = locked
        for number, card in enumerate(self.cards):
            card.show_level(descriptors[number], (chips or {}).get(number, ()), locked=locked)
        self.set_level(level)

    def set_level(self, level: int | None) -> None:
        """Show which level holds, None for not rated."""
        for number, card in enumerate(self.cards):
            card.setChecked(number == level)
        stop = 0 if level is None else level
        for number, card in enumerate(self.cards):
            here = number == stop
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def level(self) -> int | None:
        """Return which level holds."""
        return next((number for number, card in enumerate(self.cards) if card.isChecked()), None)

    def _press(self, level: int) -> None:
        if self._locked:
            return
        self.set_level(level)
        self.cards[level].setFocus(Qt.FocusReason.OtherFocusReason)
        self.rated.emit(level)

    def _step(self, level: int) -> None:
        self.cards[max(0, min(level, 4))].setFocus(Qt.FocusReason.TabFocusReason)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _over(start: int, end: int, shape: QTextCharFormat) -> QTextLayout.FormatRange:
    reach = QTextLayout.FormatRange()
    reach.start, reach.length, reach.format = start, end - start, shape
    return reach
