"""Beside a day: the team, the sites with their inspections, and the photos."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _, meant, plural
from wopfield.store.evidence import Exhibit
from wopfield.store.visit_page import SiteLine, VisitPage
from wopfield.ui.moments import day_words, size_words
from wopfield.ui.pictures import Pictures
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.entry import Entry
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.photo import PhotoTile
from wopfield.ui.widgets.pill import Chip

_MARGINS = (16, 10, 12, 12)
_FACES, _TILES, _SIDE = 8, 4, 260
_TILE = (88, 66)
_FEW = 3
"""How many sites are shown until all are asked for; photos come after them."""


class TeamCard(Card):
    """Who is in the visit; the button opens where the team is put together."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=_MARGINS, spacing=6, parent=parent)
        self._theme = theme
        self.title = SectionTitle(theme, _("Team"))
        centre_note(self.title)
        self.change = IconButton(theme, "user-plus", _("Change the team"))
        self.change.clicked.connect(self.opened)
        self.title.tools.addWidget(self.change)
        self.body.addWidget(self.title)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)

    def show_page(self, page: VisitPage) -> None:
        """Show the reviewers; hosts are counted."""
        clear(self._list)
        reviewers = [one for one in page.team if not one.row.host]
        hosts = len(page.team) - len(reviewers)
        said = [plural("{count} reviewer", "{count} reviewers", len(reviewers))] if reviewers else []
        said += [plural("{count} host", "{count} hosts", hosts)] if hosts else []
        self.title.set_note(", ".join(said))
        if not page.team:
            self._list.addWidget(Label(self._theme, _("Nobody is named yet."), "secondary", ink="ink3"))
            return
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, one in enumerate(reviewers[:_FACES]):
            grid.addWidget(_face(self._theme, one.name or _("not here yet"), one.row.task), number // 2, number % 2)
        self._list.addWidget(whole)
        if len(reviewers) > _FACES:
            more = plural("and {count} more", "and {count} more", len(reviewers) - _FACES)
            self._list.addWidget(Label(self._theme, more, "secondary", ink="ink3"))


class SitesCard(Card):
    """Where the visit goes; a name opens the site, the chip its inspection."""

    opened = Signal(object)
    """The SiteLine to write, or None for a new one."""
    inspected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=_MARGINS, spacing=4, parent=parent)
        self._theme = theme
        self._lines: tuple[SiteLine, ...] = ()
        self._today = date.min
        self._unfolded = False
        self.title = SectionTitle(theme, _("Sites"))
        centre_note(self.title)
        add = IconButton(theme, "plus", _("Add a site"))
        add.clicked.connect(lambda: self.opened.emit(None))
        self.title.tools.addWidget(add)
        self.body.addWidget(self.title)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)

    def show_lines(self, lines: Sequence[SiteLine], today: date) -> None:
        """Show sites by their planned day."""
        self._lines, self._today = tuple(lines), today
        clear(self._list)
        done = sum(line.inspection is not None and line.inspection.count.rated > 0 for line in lines)
        note = _("{done} of {count} visited", done=done, count=len(lines)) if lines else ""
        self.title.set_note(note)
        for line in lines if self._unfolded else lines[:_FEW]:
            self._list.addWidget(self._line(line, today))
        if len(lines) > _FEW and not self._unfolded:
            more = Link(self._theme, plural("All {count} sites", "All {count} sites", len(lines)))
            more.clicked.connect(self._unfold)
            self._list.addWidget(more)
        if not lines:
            words = _("No site is planned. Add one to inspect it there.")
            self._list.addWidget(Label(self._theme, words, "secondary", ink="ink3", wrap=True))

    def _unfold(self) -> None:
        self._unfolded = True
        self.show_lines(self._lines, self._today)

    def _line(self, line: SiteLine, today: date) -> QWidget:
        theme, site = self._theme, line.stop.site
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        name = Entry(theme, site.name, _note(line, today), "map-pin")
        name.clicked.connect(lambda: self.opened.emit(line))
        row.addWidget(name, 1)
        said, icon = _status(line)
        chip = Chip(theme, said, icon)
        chip.setAccessibleName(_("{status}, {site}", status=said, site=site.name))
        chip.clicked.connect(lambda: self.inspected.emit(line))
        row.addWidget(chip)
        return whole


class PhotosCard(Card):
    """The photos of a day as small pictures; photos can be dropped here."""

    opened = Signal(object)
    """The Exhibit to look at."""
    added = Signal()

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(16, 10, 12, 10), spacing=6, parent=parent)
        self._theme = theme
        self._pictures = pictures
        pictures.arrived.connect(self._put)
        self._tiles: dict[str, PhotoTile] = {}
        self._shown: tuple[str, ...] = ()
        self.title = SectionTitle(theme, _("Photos"))
        self.all = Link(theme, "")
        self.all.clicked.connect(lambda: self.opened.emit(None))
        self.title.tools.addWidget(self.all)
        self.body.addWidget(self.title)
        tiles = _Tiles()
        self._row = tiles.row
        self.body.addWidget(tiles)
        self._note = Label(theme, "", "caption", wrap=True)
        self.body.addWidget(self._note)
        self.setAccessibleName(_("Photos"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_photos(self, photos: Sequence[Exhibit], count: int, *, of_day: bool) -> None:
        """Show the first photos; ``count`` is how many the visit has in all."""
        self.title.title.setText(_("Photos of the day") if of_day and photos else _("Photos"))
        self.all.setText(_("All {count}", count=count))
        self.all.setVisible(count > min(len(photos), _TILES))
        keys = tuple(photo.row.id for photo in photos[:_TILES])
        if keys != self._shown:
            self._shown = keys
            clear(self._row)
            self._tiles = {}
            for photo in photos[:_TILES]:
                tile = PhotoTile(self._theme, photo.row.title or photo.code, *_TILE)
                tile.clicked.connect(lambda _checked=False, photo=photo: self.opened.emit(photo))
                self._row.addWidget(tile)
                if photo.file is not None:
                    self._tiles[photo.file.sha256] = tile
                    self._pictures.ask(photo.file.sha256, photo.file.pieces, _SIDE)
                else:
                    tile.show_problem(_("The picture has not arrived on this laptop yet."))
            self._row.addStretch(1)
        size = sum(photo.file.size for photo in photos if photo.file)
        stored = _(
            "Stored on this laptop, {size}. They stay out of reports until you share them.", size=size_words(size)
        )
        self._note.setText(stored if photos else _("Drop photos here, paste them, or press Add photo."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.added.emit()
        else:
            super().keyPressEvent(event)

    def _put(self, sha256: str, image: QImage | None) -> None:
        tile = self._tiles.get(sha256)
        if tile is None:
            return
        if image is None:
            tile.show_problem(_("The picture has not arrived on this laptop yet."))
        else:
            tile.show_picture(QPixmap.fromImage(image))


class _Tiles(QWidget):
    """Small pictures side by side, as many as there is room for: they never make the column wider."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        room = self.width()
        for tile in (item.widget() for number in range(self.row.count()) if (item := self.row.itemAt(number))):
            if tile is not None:
                wide = tile.sizeHint().width()
                tile.setVisible(wide <= room)
                room -= wide + self.row.spacing()


def centre_note(title: SectionTitle) -> None:
    """Let the note of a title that has buttons stand in line with it."""
    if (layout := title.layout()) is not None:
        layout.setAlignment(title.note, Qt.AlignmentFlag.AlignVCenter)


def _face(theme: Theme, name: str, task: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Avatar(theme, name, 34))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ShortLabel(theme, name, "body", weight=MEDIUM))
    words.addWidget(ShortLabel(theme, task, "secondary", ink="ink3"))
    row.addLayout(words, 1)
    return whole


def _status(line: SiteLine) -> tuple[str, str]:
    """Return how far an inspection is, in words and with an icon."""
    if line.inspection is None:
        return (meant("Start", "button"), "list-check") if line.stop.site.kind else (_("Planned"), "calendar")
    count = line.inspection.count
    if count.total and count.done:
        return _("Done"), "circle-check"
    if not count.rated:
        return _("Not started"), "clock"
    return _("{done} of {count}", done=count.rated, count=count.applicable), "circle-dashed"


def _note(line: SiteLine, today: date) -> str:
    site, day = line.stop.site, line.stop.row.planned
    if line.inspection is not None and line.inspection.count.rated:
        left = line.inspection.count.applicable - line.inspection.count.rated
        return plural("{count} check left", "{count} checks left", left) if left else _("all checks answered")
    when = "" if day is None else _("today") if day == today else day_words(day, today, weekday=True)
    return " · ".join(part for part in (when, site.where) if part) or _("no day yet")
