"""One exhibit, large, over the screen: its photo or what file it is, its words, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.evidence import Exhibit
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.exhibits import Pictures, kind_words
from wopfield.ui.screens.assessment.writing import Writing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.asking import folder_for, remember
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.readers import Readers

_LARGE = 1600


class Viewer(QWidget):
    """The exhibits of one item, one at a time; arrows go on, Esc closes."""

    closed = Signal()
    copy_asked = Signal(object, str)
    """An Exhibit, and the path to save a copy of its file at."""

    def __init__(self, theme: Theme, deeds: Deeds, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._deeds, self._pictures = theme, deeds, pictures
        self._exhibits: tuple[Exhibit, ...] = ()
        self._at = 0
        self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Evidence, large"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 24)
        card = Card(theme, margins=(20, 10, 12, 16), spacing=10)
        outer.addWidget(card)
        card.body.addLayout(self._built_head())
        middle = QHBoxLayout()
        middle.setSpacing(20)
        self._photo = _Photo(theme, pictures)
        middle.addWidget(self._photo, 1)
        middle.addLayout(self._built_words())
        card.body.addLayout(middle, 1)
        pictures.arrived.connect(self._photo.look_again)
        self.hide()

    @property
    def exhibit(self) -> Exhibit | None:
        """Return what is shown."""
        return self._exhibits[self._at] if self._at < len(self._exhibits) else None

    def show_exhibits(self, exhibits: Sequence[Exhibit], *, locked: bool, at: int | None = None) -> None:
        """Show one of several exhibits; without ``at`` the one shown before, or the next when it is gone."""
        before = self.exhibit
        self._exhibits, self._locked = tuple(exhibits), locked
        if at is not None:
            self._at = at
        elif before is not None:
            ids = [exhibit.row.id for exhibit in exhibits]
            self._at = ids.index(before.row.id) if before.row.id in ids else min(self._at, len(ids) - 1)
        if not self._exhibits:
            self.closed.emit()
            return
        self._show()

    def flush(self) -> None:
        """Keep what is being written."""
        self.title.flush()
        self.note.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(-step if mirrored else step)

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor("#0E2029")
        veil.setAlphaF(0.55)
        QPainter(self).fillRect(self.rect(), veil)

    def _built_head(self) -> QHBoxLayout:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(8)
        self._name = ShortLabel(theme, "", "section")
        self._about = Label(theme, "", "secondary", ink="ink3")
        self.before = IconButton(theme, "arrow-left", _("Previous"))
        self.before.clicked.connect(lambda: self._go(-1))
        self.after = IconButton(theme, "arrow-right", _("Next"))
        self.after.clicked.connect(lambda: self._go(1))
        close = IconButton(theme, "x", _("Close"))
        close.clicked.connect(self.closed)
        head.addWidget(self._name)
        head.addWidget(self._about)
        head.addStretch(1)
        for button in (self.before, self.after, close):
            head.addWidget(button)
        return head

    def _built_words(self) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setSpacing(6)
        self.title = Writing(theme, _("Title"), "title", hint=_("What it shows"))
        self.note = Writing(theme, _("Note"), "note", hint=_("Where, when, who was there"), least=3)
        for words, field in ((_("Title"), self.title), (_("Note"), self.note)):
            column.addWidget(Label(theme, words, "secondary"))
            field.setFixedWidth(theme.px(290))
            column.addWidget(field)
            self._deeds.attend(field)
        self._taken = Label(theme, "", "caption", wrap=True)
        column.addWidget(self._taken)
        self.shared = Tick(theme, _("May be shown in the report"))
        self.shared.clicked.connect(self._share)
        column.addWidget(self.shared)
        line = QHBoxLayout()
        line.addWidget(Label(theme, _("Who may read of it"), "secondary"))
        self.readers = Readers(theme)
        self.readers.chosen.connect(self._set_readers)
        line.addWidget(self.readers)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        self.copy = Button(theme, _("Save a copy"), "download")
        self.copy.clicked.connect(self._ask_where)
        self.away = Button(theme, _("Take away"), "trash", kind="danger")
        self.away.clicked.connect(self._take_away)
        column.addWidget(self.copy)
        column.addWidget(self.away)
        return column

    def _show(self) -> None:
        exhibit = self.exhibit
        if exhibit is None:
            return
        row, file = exhibit.row, exhibit.file
        self._name.setText(exhibit.row.title)
        self._about.setText(kind_words(exhibit))
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._exhibits) - 1)
        self.title.show_words(row, locked=self._locked)
        self.note.show_words(row, locked=self._locked)
        taken = row.taken.astimezone() if row.taken is not None else None
        self._taken.setText(_("Taken {moment}", moment=f"{taken:%Y-%m-%d %H:%M}") if taken else "")
        self._taken.setVisible(taken is not None)
        self.shared.setChecked(row.may_be_shared)
        self.shared.setEnabled(not self._locked)
        self.readers.show_audience(row.audience)
        self.readers.setEnabled(not self._locked)
        self.away.setVisible(not self._locked)
        self.copy.setVisible(file is not None)
        self._photo.show_exhibit(exhibit)

    def _go(self, step: int) -> None:
        at = self._at + step
        if 0 <= at < len(self._exhibits):
            self.flush()
            self._at = at
            self._show()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share(self, on: bool) -> None:
        if self.exhibit is not None:
            self._deeds.may_be_shared(self.exhibit.row, on)

    def _set_readers(self, audience: str) -> None:
        if self.exhibit is not None:
            self._deeds.set_evidence_readers(self.exhibit.row, audience)

    def _take_away(self) -> None:
        if self.exhibit is not None:
            self._deeds.take_away(self.exhibit)

    def _ask_where(self) -> None:
        exhibit = self.exhibit
        if exhibit is None or exhibit.file is None:
            return
        dialog = QFileDialog(self, _("Save a copy"), str(folder_for("folderSavedTo", self) / exhibit.file.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: remember("folderSavedTo", self, [path]))
        dialog.fileSelected.connect(lambda path: self.copy_asked.emit(exhibit, path))
        dialog.open()


class _Photo(QWidget):
    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__()
        self._theme, self._pictures = theme, pictures
        self._exhibit: Exhibit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_exhibit(self, exhibit: Exhibit) -> None:
        self._exhibit = exhibit
        self.setAccessibleName(exhibit.row.title)
        self.update()

    def look_again(self, _sha256: str) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, exhibit = self._theme, self._exhibit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        painter.fillRect(box, QColor(theme.sunk))
        if exhibit is None:
            return
        image = self._pictures.find(exhibit, _LARGE) if exhibit.row.kind == "photo" else None
        if image is not None and not image.isNull():
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawImage(place, image)
            return
        name = "file-text" if exhibit.row.kind != "photo" else "photo"
        drawn = pixmap(theme, name, theme.ink3, 64)
        side = theme.px(64)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        words = kind_words(exhibit)
        if image is not None:
            words = _("This photo has not arrived on this laptop yet.")
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.ink2))
        below = QRectF(box.left() + 20, box.center().y() + 12, box.width() - 40, 60)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words
        )
