"""One photo large, with its title; arrows show the next and the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.stepping import sideways


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to look at; ``key`` names its picture."""

    key: str
    title: str
    note: str


class PhotoView(QDialog):
    """Photos one at a time. ``wanted`` asks for a picture, ``show_picture`` brings it."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, photos: Sequence[Photo], at: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = tuple(photos)
        self._at = at
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photos"))
        self.resize(960, 680)
        FocusRing(theme, self)
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ShortLabel(theme, "", "section")
        self.note = ShortLabel(theme, "", "secondary")
        words.addWidget(self.title)
        words.addWidget(self.note)
        top.addLayout(words, 1)
        before = IconButton(theme, "chevron-left", _("The photo before"), framed=True)
        after = IconButton(theme, "chevron-right", _("The next photo"), framed=True)
        before.clicked.connect(lambda: self.go(self._at - 1))
        after.clicked.connect(lambda: self.go(self._at + 1))
        for button in (before, after):
            button.setEnabled(len(photos) > 1)
            top.addWidget(button)
        close = IconButton(theme, "x", _("Close"), framed=True)
        close.clicked.connect(self.close)
        top.addWidget(close)
        column.addLayout(top)
        self.canvas = _Canvas(theme)
        column.addWidget(self.canvas, 1)

    def go(self, number: int) -> None:
        """Show another photo; after the last comes the first."""
        if self._photos:
            self._at = number % len(self._photos)
            photo = self._photos[self._at]
            self.title.setText(photo.title)
            self.note.setText(photo.note)
            self.canvas.show_picture(None, _("Loading …"))
            self.wanted.emit(photo.key)

    def show_picture(self, key: str, image: QImage | None) -> None:
        """Show a picture that has come, if it is still the one looked at."""
        if self._photos and self._photos[self._at].key == key:
            self.canvas.show_picture(image, _("The picture has not arrived on this laptop yet."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = sideways(self, event)
        if step is None:
            super().keyPressEvent(event)
        else:
            self.go(self._at + step)


class _Canvas(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, image: QImage | None, otherwise: str) -> None:
        self._image, self._words = image, otherwise
        self.setAccessibleName("" if image else otherwise)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._theme.sunk))
        if self._image is None:
            painter.setFont(self._theme.font(BODY))
            painter.setPen(QColor(self._theme.ink2))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
