"""The parts of the settings: rows in cards, small pictures of the looks, and the change of the password."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.ui.theme import CONTROL_RADIUS, MEDIUM, SECONDARY, SEMIBOLD, Look, Theme, theme_of
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.ends import TurningLine
from wopfield.ui.widgets.form import side_by_side
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.password import PasswordField, show_together, strength

_GAP = 12
_WORDS = 130
"""The least width of the words beside what is set, at 100 %."""


class Rows(Card):
    """A card of rows: a name with words below it, and what is set at the far end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 2, 1, 2), spacing=0, parent=parent)
        self._theme = theme

    def add(self, title: str, words: str, *widgets: QWidget, wide: bool = False) -> Label:
        """Add a row and return the label below its name; ``wide`` gives what is set more room."""
        if self.body.count():
            self.body.addWidget(Line(self._theme))
        whole, below = self.row(title, words, *widgets, wide=wide)
        self.body.addWidget(whole)
        return below

    def row(self, title: str, words: str, *widgets: QWidget, wide: bool = False) -> tuple[QWidget, Label]:
        """Return a row that is added nowhere yet, and the label below its name."""
        theme = self._theme
        below = Label(theme, words, "secondary", wrap=True)
        below.setVisible(bool(words))
        return _Row(theme, Label(theme, title, "strong", wrap=True), below, widgets, wide=wide), below


class _Row(TurningLine):
    """What is set stands at the far end, and below its name where the words would have no room beside it."""

    def __init__(self, theme: Theme, title: Label, below: Label, widgets: Sequence[QWidget], *, wide: bool) -> None:
        super().__init__(_GAP)
        self._least = theme.px(_WORDS)
        self.line.setContentsMargins(18, 12, 16, 12)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch(1)
        self._words.addWidget(title)
        self._words.addWidget(below)
        self._words.addStretch(1)
        self.line.addLayout(self._words, 2 if wide else 1)
        self._set = QHBoxLayout()
        self._set.setSpacing(_GAP)
        for widget in widgets:
            self._set.addWidget(widget, 1 if wide else 0)
        if not wide:
            self._set.addStretch(1)
        self.line.addLayout(self._set, 3 if wide else 0)

    def least(self) -> tuple[int, int]:
        return max(self._least, self._words.minimumSize().width()), self._set.minimumSize().width()


class LookButton(QAbstractButton):
    """A look as a small picture of itself."""

    def __init__(self, theme: Theme, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.look: Look = look
        self._pictured = theme_of(look)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(152, self._theme.px(102))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """Leave it to the screen, which knows which look is worn."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = self._theme, self._pictured
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 2, self.width() - 4, self.height() - theme.px(28))
        on = self.isChecked()
        painter.setPen(QPen(QColor(theme.accent if on else theme.control), 3 if on else 1))
        painter.setBrush(QColor(shown.canvas))
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        inner = box.adjusted(3, 3, -3, -3)
        painter.fillRect(QRectF(inner.left(), inner.top(), inner.width() * 0.15, inner.height()), QColor(shown.rail))
        card = QRectF(inner.left() + inner.width() * 0.22, inner.top() + 6, inner.width() * 0.73, inner.height() - 12)
        painter.fillRect(card, QColor(shown.card))
        painter.fillRect(QRectF(card.left() + 8, card.top() + 8, card.width() * 0.6, 5), QColor(shown.ink))
        painter.fillRect(QRectF(card.left() + 8, card.top() + 18, card.width() * 0.75, 4), QColor(shown.ink3))
        side = min(theme.px(15), (card.width() - 16) / 6)
        for level, colour in enumerate(shown.levels):
            left = card.left() + 8 + level * (side + 3)
            painter.fillRect(QRectF(left, card.bottom() - side - 6, side, side), QColor(colour))
        painter.setFont(theme.font(SECONDARY + 1, SEMIBOLD if on else MEDIUM))
        painter.setPen(QColor(theme.ink))
        words = QRectF(0, box.bottom() + 3, self.width(), theme.px(24))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class PasswordChange(Card):
    """The password now, and the new one twice."""

    asked = Signal(str, str)
    """The password now and the new one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 14, 18, 14), spacing=8, parent=parent)
        self._theme = theme
        self.now = PasswordField(theme, _("Password now, or recovery key"))
        self.new = PasswordField(theme, _("New password"))
        self.again = PasswordField(theme, _("New password again"))
        self.body.addWidget(self.now)
        self.body.addWidget(side_by_side(self.new, self.again, spacing=16))
        show_together(self.now, self.new, self.again)
        self.new.typed.connect(lambda text: self.new.say(strength(text)[1]))
        self.again.entered.connect(self._ask)
        foot = QHBoxLayout()
        self._button = Button(theme, _("Change the password"), "key")
        self._button.clicked.connect(self._ask)
        foot.addWidget(self._button)
        self._said = Label(theme, _("The recovery sheet stays as it is."), "secondary", wrap=True)
        foot.addWidget(self._said, 1)
        self.body.addLayout(foot)

    def show_busy(self, busy: bool) -> None:
        """Wait until it is changed; that takes a moment on purpose."""
        self._button.setEnabled(not busy)
        if busy:
            self._said.setText(_("Changing …"))

    def show_outcome(self, error: Exception | None) -> None:
        """Say that it is changed, or why not."""
        self.show_busy(False)
        if error is None:
            for field in (self.now, self.new, self.again):
                field.clear()
                field.say("")
            self._said.setText(_("The password is changed. The recovery sheet stays as it is."))
            return
        self._said.setText(_("Nothing was changed."))
        words = error.happened if isinstance(error, Trouble) else str(error)
        self.now.say(words, danger=True)

    def _ask(self) -> None:
        good, words = strength(self.new.text())
        if not self.now.text():
            self.now.say(_("Type the password you have now."), danger=True)
        elif not good:
            self.new.say(words, danger=True)
        elif self.new.text() != self.again.text():
            self.again.say(_("This is not the same as the new password."), danger=True)
        else:
            for field in (self.now, self.again):
                field.say("")
            self.asked.emit(self.now.text(), self.new.text())
