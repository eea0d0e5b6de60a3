"""The key results of the chosen year, side by side: value, trend, and whether that is better."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from wopfield.ui.screens.indicators.outcome import Judgement, Outcome
from wopfield.ui.theme import CAPTION, CARD_RADIUS, PAGE, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.sparkline import draw_sparkline


class ResultCards(QWidget):
    """A card for each result; ``opened`` carries the code of the one that is pressed."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self.cards: list[ResultCard] = []

    def show_outcomes(self, shown: Sequence[Outcome]) -> None:
        """Show other results; cards that are there stay, so that the keyboard stays where it is."""
        while len(self.cards) > len(shown):
            gone = self.cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(shown):
            card = ResultCard(self._theme, self)
            card.clicked.connect(lambda _checked=False, card=card: self.opened.emit(card.code))
            self._row.addWidget(card, 1)
            self.cards.append(card)
        for card, outcome in zip(self.cards, shown, strict=True):
            card.show_outcome(outcome)


class ResultCard(QAbstractButton):
    """One result; a press shows how it was worked out, or the figures it lacks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcome: Outcome | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        """Return the code of the indicator."""
        return self._outcome.code if self._outcome else ""

    def show_outcome(self, outcome: Outcome) -> None:
        """Show another result."""
        self._outcome = outcome
        self.setAccessibleName(outcome.aloud)
        self.setToolTip(
            "\n".join(part for part in (outcome.name, f"{outcome.value} {outcome.unit}".strip(), outcome.words) if part)
        )
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        lines = [theme.font(SECONDARY, SEMIBOLD), theme.font(PAGE, SEMIBOLD), theme.font(CAPTION)]
        return QSize(theme.px(180), sum(QFontMetrics(font).height() for font in lines) + 2 * theme.px(9) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._outcome is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() or self.isDown()
        painter.setPen(QPen(QColor(theme.accent if over else theme.line), theme.border))
        painter.setBrush(QColor(theme.card))
        half = theme.border / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), CARD_RADIUS, CARD_RADIUS)
        box = QRectF(self.rect()).adjusted(14, theme.px(9), -14, -theme.px(9))
        title = QFontMetrics(theme.font(SECONDARY, SEMIBOLD)).height()
        caption = QFontMetrics(theme.font(CAPTION)).height()
        self._write(painter, QRectF(box.left(), box.top(), box.width(), title), self._outcome.name, theme.ink)
        foot = QRectF(box.left(), box.bottom() - caption, box.width(), caption)
        middle = QRectF(box.left(), box.top() + title, box.width(), foot.top() - box.top() - title)
        self._draw_value(painter, middle, self._outcome)
        self._draw_foot(painter, foot, self._outcome)

    def _draw_value(self, painter: QPainter, box: QRectF, outcome: Outcome) -> None:
        theme = self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = theme.danger if outcome.is_doubtful else theme.ink
        large = theme.font(PAGE, SEMIBOLD)
        room = max(0.0, min(box.width() * 0.4, theme.px(84)))
        left = box.left() if mirrored else box.right() - room
        if any(value is not None for value in outcome.trend):
            spark = QRectF(left, box.top() - 2, room, box.height() + 2)
            draw_sparkline(painter, theme, spark, outcome.trend, doubtful=outcome.is_doubtful)
        words = QFontMetrics(large).horizontalAdvance(outcome.value)
        at = box.right() - words if mirrored else box.left()
        painter.setFont(large)
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.drawText(QRectF(at, box.top(), words + 2, box.height()), flags, outcome.value)
        if not outcome.has_value or not outcome.unit:
            return
        rest = box.width() - room - words - 12
        small = theme.font(SECONDARY)
        if QFontMetrics(small).horizontalAdvance(outcome.unit) > rest:
            return  # a piece of a unit says something else; the whole is in the tooltip
        # Both stand on one line, whatever their sizes.
        drop = (QFontMetrics(large).ascent() - QFontMetrics(small).ascent()) / 2
        start = at - 6 - rest if mirrored else at + words + 6
        painter.setFont(small)
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QRectF(start, box.top() + drop - 2, rest, box.height()), flags, outcome.unit)

    def _draw_foot(self, painter: QPainter, box: QRectF, outcome: Outcome) -> None:
        theme = self._theme
        font = theme.font(CAPTION)
        inks: dict[Judgement, str] = {
            "better": theme.good,
            "worse": theme.warning,
            "check": theme.danger,
            "missing": theme.ink2,
        }
        far = outcome.judgement_words if outcome.has_value else outcome.words
        metrics = QFontMetrics(font)
        left_over = box.width() - metrics.horizontalAdvance(far) - 6
        near = min(metrics.horizontalAdvance(outcome.caption) + 2.0, max(box.width() * 0.6, left_over))
        if not outcome.has_value:
            near = 0.0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        here = QRectF(box.right() - near if mirrored else box.left(), box.top(), near, box.height())
        there = box.adjusted(0, 0, -near - 4, 0) if mirrored else box.adjusted(near + 4 if near else 0, 0, 0, 0)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        if near:
            painter.setPen(QColor(theme.ink3))
            caption = metrics.elidedText(outcome.caption, Qt.TextElideMode.ElideRight, int(near))
            painter.drawText(here, middle | Qt.AlignmentFlag.AlignLeft, caption)
        painter.setPen(QColor(inks.get(outcome.judgement, theme.ink3)))
        shown = metrics.elidedText(far, Qt.TextElideMode.ElideRight, int(there.width()))
        side = Qt.AlignmentFlag.AlignRight if outcome.has_value else Qt.AlignmentFlag.AlignLeft
        painter.drawText(there, middle | side, shown)

    def _write(self, painter: QPainter, box: QRectF, words: str, ink: str) -> None:
        font = self._theme.font(SECONDARY, SEMIBOLD)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
