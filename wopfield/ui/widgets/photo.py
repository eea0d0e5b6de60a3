"""Photos as tiles, and ways to bring files in: button, drop, paste."""

from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import CONTROL_RADIUS, Theme
from wopfield.ui.widgets.asking import folder_for, remember


class PhotoTile(QAbstractButton):
    """A photo to press; while its picture is not here yet it shows a grey shape."""

    def __init__(
        self, theme: Theme, name: str, width: int = 80, height: int = 96, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = QPixmap()
        self._size = QSize(theme.px(width), theme.px(height))
        self._problem = ""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the picture, cut to the tile."""
        self._picture, self._problem = picture, ""
        self.update()

    def show_problem(self, words: str) -> None:
        """Say why there is no picture; the original is kept all the same."""
        self._problem = words
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, CONTROL_RADIUS - 2, CONTROL_RADIUS - 2)
        painter.setClipPath(shape)
        painter.fillRect(box, QColor(theme.line))
        if not self._picture.isNull():
            painter.drawPixmap(box, self._picture, _cut(self._picture, box))
            return
        side = theme.px(24)
        name, colour = ("alert-triangle", theme.warning) if self._problem else ("photo", theme.ink3)
        drawn = pixmap(theme, name, colour, 24)
        place = QRectF(box.center() - QPointF(side / 2, side / 2), box.center() + QPointF(side / 2, side / 2))
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))


class FileCatcher(QObject):
    """Takes files and pictures that are dropped on a widget or pasted while it has the focus."""

    files = Signal(list)
    """Paths, as text."""
    picture = Signal(QImage)
    """A picture from the clipboard that is in no file."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def paste(self) -> bool:
        """Take what is on the clipboard; return False when that is neither file nor picture."""
        clipboard = QGuiApplication.clipboard()
        data = clipboard.mimeData() or QMimeData()  # None where nobody answers for the clipboard any more
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
        if paths:
            self.files.emit(paths)
        elif data.hasImage():
            self.picture.emit(clipboard.image())
        else:
            return False
        return True

    def choose(self, title: str, patterns: str = "") -> None:
        """Let somebody choose files; ``patterns`` as Qt writes them, ``Photos (*.jpg *.png)``."""
        dialog = QFileDialog(self._widget, title, str(folder_for("folderOpenedFrom", self._widget)), patterns)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(partial(remember, "folderOpenedFrom", self._widget))
        dialog.filesSelected.connect(self.files.emit)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if event.mimeData().hasUrls() or event.mimeData().hasImage():
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files.emit(paths)
        elif data.hasImage():
            self.picture.emit(QImage(data.imageData()))
        else:
            return False
        event.acceptProposedAction()
        return True


def photo_patterns() -> str:
    """Return the file patterns of photos, for ``choose``."""
    return _("Photos") + " (*.jpg *.jpeg *.png *.webp)"


def _cut(picture: QPixmap, box: QRectF) -> QRectF:
    """Return the middle part of the picture that has the shape of the box."""
    width, height = float(picture.width()), float(picture.height())
    wanted = box.width() / box.height()
    if width / height > wanted:
        part = height * wanted
        return QRectF((width - part) / 2, 0, part, height)
    part = width / wanted
    return QRectF(0, (height - part) / 2, width, part)
