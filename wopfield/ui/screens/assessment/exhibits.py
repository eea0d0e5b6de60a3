"""Evidence of an item in a strip: photos as pictures, documents as cards; what does not fit is counted."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.evidence import Exhibit
from wopfield.store.files import FileStore
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import size_words
from wopfield.ui.operations import Operations
from wopfield.ui.pictures import read_picture
from wopfield.ui.theme import CAPTION, CONTROL_RADIUS, MEDIUM, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import SectionTitle
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.labels import Label

_TILE, _WIDEST, _HEIGHT, _GAP, _MOST = 80, 150, 96, 6, 60
HIGHEST = 216
"""How high the strip and the words beside it may become where there is room, in pixels at 100 %."""

_ICONS = {"interview": "message", "observation": "eye", "record": "clipboard-text"}


class Pictures(QObject):
    """Photos for the screen, read and made small away from the window, the last ones kept at hand."""

    arrived = Signal(str)
    """The SHA-256 of a file whose picture can be had now."""

    def __init__(self, operations: Operations, files: FileStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._files = files
        self._at_hand: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()

    def find(self, exhibit: Exhibit, side: int) -> QImage | None:
        """Return a photo whose long side is about ``side`` pixels, or None and have it read."""
        file = exhibit.file
        if file is None:
            return None
        key = (file.sha256, side)
        if key in self._at_hand:
            self._at_hand.move_to_end(key)
            return self._at_hand[key]
        if key not in self._asked:
            self._asked.add(key)
            pieces = list(file.pieces)
            self._operations.read(
                lambda _session: read_picture(self._files.get(pieces), side),
                partial(self._keep, key),
                partial(self._give_up, key),
            )
        return None

    def _keep(self, key: tuple[str, int], image: QImage | None) -> None:
        self._asked.discard(key)
        self._at_hand[key] = image if image is not None else QImage()
        while len(self._at_hand) > _MOST:
            self._at_hand.popitem(last=False)
        self.arrived.emit(key[0])

    def _give_up(self, key: tuple[str, int], error: Exception) -> None:
        self._keep(key, None)


class ExhibitStrip(QWidget):
    """The evidence of the item that is open, and the two buttons that add to it."""

    opened = Signal(int)
    """The place of the exhibit to look at."""
    photo_asked = Signal()
    document_asked = Signal()

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Evidence"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = SectionTitle(theme, _("Evidence"))
        self._title.setFixedHeight(theme.control_height)
        centre_note(self._title)
        self.photo = IconButton(theme, "camera", _("Add a photo (P)"))
        self.photo.clicked.connect(self.photo_asked)
        self.document = IconButton(theme, "paperclip", _("Attach a document (E)"))
        self.document.clicked.connect(self.document_asked)
        self._title.tools.addWidget(self.photo)
        self._title.tools.addWidget(self.document)
        column.addWidget(self._title)
        self.tiles = _Tiles(theme, pictures, self)
        self.tiles.opened.connect(self.opened)
        column.addWidget(self.tiles, 1)
        self.setMaximumHeight(theme.control_height + theme.px(HIGHEST))

    def show_exhibits(self, exhibits: Sequence[Exhibit], *, locked: bool) -> None:
        """Show evidence; where it is locked nothing can be added."""
        self._title.set_note(str(len(exhibits)) if exhibits else "")
        self.photo.setVisible(not locked)
        self.document.setVisible(not locked)
        self.tiles.show_exhibits(exhibits, locked=locked)


class _Tiles(QWidget):
    opened = Signal(int)

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._exhibits: tuple[Exhibit, ...] = ()
        self._tiles: list[_Tile] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._hint = Label(theme, "", "secondary", ink="ink3", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setContentsMargins(12, 8, 12, 8)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)
        pictures.arrived.connect(self._repaint)

    def show_exhibits(self, exhibits: Sequence[Exhibit], *, locked: bool) -> None:
        shape = [(exhibit.row.id, exhibit.row.title) for exhibit in exhibits]
        self._hint.setVisible(not exhibits)
        self._hint.setText(
            _("No evidence was added.") if locked else _("Drop photos or documents here, paste them, or press P")
        )
        if shape != [(exhibit.row.id, exhibit.row.title) for exhibit in self._exhibits]:
            self._exhibits = tuple(exhibits)
            self._build()
        self._exhibits = tuple(exhibits)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(3 * self._theme.px(_TILE) + 2 * _GAP, self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._theme.px(_TILE) + _GAP, self._theme.px(_HEIGHT))

    def resizeEvent(self, event: object) -> None:
        self._share_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._exhibits:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.control), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)

    def _build(self) -> None:
        for tile in self._tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [_Tile(self._theme, self._pictures, exhibit, self) for exhibit in self._exhibits]
        for place, tile in enumerate(self._tiles):
            self._row.insertWidget(place, tile)
            tile.clicked.connect(lambda _checked=False, place=place: self.opened.emit(place))
        self._share_out()

    def _share_out(self) -> None:
        """Show as many tiles as there is room for; the last one counts those that are not shown."""
        least = self._theme.px(_TILE)
        fit = max(1, (self.width() + _GAP) // (least + _GAP))
        count = min(len(self._tiles), fit)
        width = (self.width() - (count - 1) * _GAP) // count if count else 0
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < count)
            tile.setFixedWidth(min(width, self._theme.px(_WIDEST)))
            tile.set_more(len(self._tiles) - count if place == count - 1 else 0)

    def _repaint(self, _sha256: str) -> None:
        for tile in self._tiles:
            tile.update()


class _Tile(QAbstractButton):
    """One exhibit; a press opens it."""

    def __init__(self, theme: Theme, pictures: Pictures, exhibit: Exhibit, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._exhibit = theme, pictures, exhibit
        self._more = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        words = _("{code}, {title}. Open large", code=exhibit.code, title=exhibit.row.title)
        self.setAccessibleName(words)
        self.setToolTip(f"{exhibit.code}  {exhibit.row.title}")

    def set_more(self, more: int) -> None:
        self._more = more
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_TILE), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape.addRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        if self._exhibit.row.kind == "photo":
            self._draw_photo(painter, shape, box)
        else:
            self._draw_document(painter, shape, box)
        if self._more:
            self._draw_more(painter, shape, box)
        if self.underMouse():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)

    def _draw_photo(self, painter: QPainter, shape: QPainterPath, box: QRectF) -> None:
        theme = self._theme
        painter.fillPath(shape, QColor(theme.line))
        image = self._pictures.find(self._exhibit, 480)
        if image is None or image.isNull():
            name = "photo" if image is None else "cloud-download"
            self._draw_icon(painter, name, theme.ink3, box.center().x() - 10, box.center().y() - 10)
            return
        painter.save()
        painter.setClipPath(shape)
        painter.drawImage(box, image, _cut(image, box))
        code = self._exhibit.code
        painter.setFont(theme.font(CAPTION, SEMIBOLD))
        width = QFontMetrics(painter.font()).horizontalAdvance(code) + 12
        tag = QRectF(box.left() + 5, box.top() + 5, width, theme.px(19))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            tag.moveRight(box.right() - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(14, 32, 41, 190))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, code)
        painter.restore()

    def _draw_document(self, painter: QPainter, shape: QPainterPath, box: QRectF) -> None:
        theme, exhibit = self._theme, self._exhibit
        painter.fillPath(shape, QColor(theme.sunk))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawPath(shape)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - 28 if mirrored else box.left() + 8
        self._draw_icon(painter, _ICONS.get(exhibit.row.kind, "file-text"), theme.ink2, left, box.top() + 8)
        inner = box.adjusted(8, theme.px(30), -6, -4)
        near = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setFont(theme.font(SECONDARY, MEDIUM))
        painter.setPen(QColor(theme.ink2))
        metrics = QFontMetrics(painter.font())
        title = elided(metrics, exhibit.row.title, inner.width())
        painter.drawText(inner, near, title)
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(theme.ink3))
        below = inner.adjusted(0, metrics.height() + 2, 0, 0)
        painter.drawText(below, near | Qt.TextFlag.TextWordWrap, kind_words(exhibit))

    def _draw_more(self, painter: QPainter, shape: QPainterPath, box: QRectF) -> None:
        painter.fillPath(shape, QColor(14, 32, 41, 170))
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(self._theme.font(16, SEMIBOLD))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{self._more}")

    def _draw_icon(self, painter: QPainter, name: str, colour: str, left: float, top: float) -> None:
        drawn = pixmap(self._theme, name, colour, 20)
        side = self._theme.px(20)
        painter.drawPixmap(QRectF(left, top, side, side), drawn, QRectF(drawn.rect()))


def centre_note(title: SectionTitle) -> None:
    """Let the note of a title that has buttons stand in line with it."""
    if (layout := title.layout()) is not None:
        layout.setAlignment(title.note, Qt.AlignmentFlag.AlignVCenter)


def kind_words(exhibit: Exhibit) -> str:
    """Return what an exhibit is, in a few words: ``E3 · xlsx · 84 kB``."""
    if exhibit.file is None:
        kinds = {"interview": _("interview"), "observation": _("observation"), "record": _("record")}
        kind = kinds.get(exhibit.row.kind) or _("note")
        return f"{exhibit.code} · {kind}"
    ending = exhibit.file.name.rpartition(".")[2].lower()
    return f"{exhibit.code} · {ending} · {size_words(exhibit.file.size)}"


def _cut(image: QImage, box: QRectF) -> QRectF:
    """Return the middle of a picture in the shape of ``box``."""
    width, height = float(image.width()), float(image.height())
    scale = min(width / box.width(), height / box.height())
    wide, high = box.width() * scale, box.height() * scale
    return QRectF((width - wide) / 2, (height - high) / 2, wide, high)
