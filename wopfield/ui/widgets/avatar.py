"""A person or a utility as two letters in a circle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.theme import SEMIBOLD, Theme


def initials(name: str) -> str:
    """Return the first letters of the first and last word, at most two."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    ends = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in ends).upper()


def draw_avatar(painter: QPainter, theme: Theme, box: QRectF, letters: str, *, filled: bool = False) -> None:
    """Draw letters in a circle; ``filled`` marks the person at this laptop."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(theme.control), 1.25))
    painter.setBrush(QColor(theme.accent if filled else theme.sunk))
    painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
    font = theme.font(weight=SEMIBOLD)
    font.setPixelSize(max(8, round(box.height() * 0.37)))
    painter.setFont(font)
    painter.setPen(QColor(theme.on_accent if filled else theme.ink2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)


class Avatar(QWidget):
    """A person or utility; ``size`` is in pixels at 100 %."""

    def __init__(
        self, theme: Theme, name: str, size: int = 36, *, filled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = theme.px(size)
        self._filled = filled
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show somebody else."""
        self._letters = initials(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_avatar(QPainter(self), self._theme, QRectF(self.rect()), self._letters, filled=self._filled)


class AvatarButton(QAbstractButton):
    """A person that can be pressed, such as the account in the header."""

    def __init__(self, theme: Theme, name: str, size: int = 38, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = theme.px(size)
        self._letters = initials(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        draw_avatar(QPainter(self), self._theme, box, self._letters, filled=True)
