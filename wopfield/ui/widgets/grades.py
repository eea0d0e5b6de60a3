"""How sure one is: the four grades A to D, each with what it means."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.theme import BODY, CAPTION, CONTROL_RADIUS, MEDIUM, REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import OWN_FOCUS, draw_ring
from wopfield.ui.widgets.stepping import SteppingButton

LETTERS = ("A", "B", "C", "D")


def grade_name(letter: str) -> str:
    """Return what a grade means, in full."""
    return {
        "A": _("measured and verified"),
        "B": _("records seen"),
        "C": _("told by staff"),
        "D": _("a guess"),
    }[letter]


def grade_word(letter: str) -> str:
    """Return what a grade means, in one word."""
    return {"A": _("measured"), "B": _("records"), "C": _("told"), "D": _("guess")}[letter]


class Grades(QWidget):
    """Four grades side by side; a press on the one that holds takes it back."""

    chosen = Signal(str)
    """The letter a person chose, or an empty text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current = ""
        self.setAccessibleName(_("How sure?"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._grades = [_Grade(theme, letter, self) for letter in LETTERS]
        for number, grade in enumerate(self._grades):
            row.addWidget(grade)
            grade.clicked.connect(lambda _checked=False, letter=grade.letter: self._press(letter))
            grade.stepped.connect(lambda step, number=number: self._step(number + step))
        self.choose("")

    def choose(self, letter: str) -> None:
        """Show which grade holds; an empty text for none."""
        self._current = letter if letter in LETTERS else ""
        for grade in self._grades:
            here = grade.letter == self._current
            grade.setChecked(here)
            stop = here or (not self._current and grade is self._grades[0])
            grade.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self.update()

    def current(self) -> str:
        """Return the letter of the grade that holds, or an empty text."""
        return self._current

    def button(self, letter: str) -> QAbstractButton:
        """Return the button of a grade."""
        return self._grades[LETTERS.index(letter)]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control if self.isEnabled() else theme.line), theme.border))
        painter.setBrush(QColor(theme.card if self.isEnabled() else theme.sunk))
        half = theme.border / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setPen(QPen(QColor(theme.line), 1))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for first, second in zip(self._grades, self._grades[1:], strict=False):
            if not first.isChecked() and not second.isChecked():
                at = (first if mirrored else second).x()
                painter.drawLine(at, 6, at, self.height() - 7)

    def _press(self, letter: str) -> None:
        letter = "" if letter == self._current else letter
        self.choose(letter)
        self.chosen.emit(letter)

    def _step(self, number: int) -> None:
        self._grades[max(0, min(number, len(LETTERS) - 1))].setFocus(Qt.FocusReason.TabFocusReason)


class _Grade(SteppingButton):
    def __init__(self, theme: Theme, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.letter = letter
        self._theme = theme
        self.setCheckable(True)
        self.setProperty(OWN_FOCUS, True)
        self.setAccessibleName(_("{letter}, {meaning}", letter=letter, meaning=grade_name(letter)))
        self.setAccessibleDescription(_("How sure?"))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        word = QFontMetrics(theme.font(CAPTION)).horizontalAdvance(grade_word(self.letter))
        lines = QFontMetrics(theme.font(BODY)).height() + QFontMetrics(theme.font(CAPTION)).height()
        return QSize(max(theme.px(48), word + 2 * theme.px(9)), max(theme.control_height, lines))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, checked = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if checked:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        ink = theme.ink if checked else theme.accent if self.underMouse() and self.isEnabled() else theme.ink2
        above, below = theme.font(BODY, SEMIBOLD if checked else MEDIUM), theme.font(CAPTION, REGULAR)
        # The two lines stand close: what is under the letter's line is not used by capitals.
        first = QFontMetrics(above).capHeight()
        second = QFontMetrics(below).height()
        top = box.center().y() - (first + theme.px(2) + second) / 2
        painter.setFont(above)
        painter.setPen(QColor(ink))
        letter = QRectF(0, top - first, box.width(), 3 * first)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, self.letter)
        painter.setFont(below)
        painter.setPen(QColor(theme.ink2 if checked else theme.ink3))
        word = QRectF(0, top + first + theme.px(2), box.width(), second)
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, grade_word(self.letter))
        if self.hasFocus():
            draw_ring(painter, theme, box.adjusted(5, 5, -5, -5), CONTROL_RADIUS - 4)
