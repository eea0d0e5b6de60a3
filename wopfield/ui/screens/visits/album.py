"""The photos of a visit: chosen, dropped or pasted, kept one by one, looked at large."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store import evidence
from wopfield.store.editor import Editor
from wopfield.store.evidence import Exhibit
from wopfield.store.files import FileStore
from wopfield.store.tables import Assessment, Visit
from wopfield.store.visit_page import VisitPage, add_photo
from wopfield.ui.job import Work
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.pictures import Pictures
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.photo import FileCatcher, photo_patterns
from wopfield.ui.widgets.photo_view import Photo, PhotoView

_LARGE = 1600


class Album(QObject):
    """The photos of the visit that is shown; the screen tells which page that is."""

    told = Signal(str, object)
    """A sentence for the toast, and None: there is no Undo."""

    def __init__(
        self, theme: Theme, operations: Operations, files: FileStore, now: Callable[[], datetime], screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._theme = theme
        self._operations = operations
        self._files = files
        self._now = now
        self._screen = screen
        self.page: VisitPage | None = None
        self.pictures = Pictures(operations, files, self)

    def catch_on(self, card: QWidget) -> None:
        """Take in what is dropped or pasted on a part of the screen."""
        self._catcher = FileCatcher(card)
        self._catcher.files.connect(self.take_files)
        self._catcher.picture.connect(self._take_picture)

    def choose(self) -> None:
        """Let a person choose files."""
        self._catcher.choose(_("Choose photos"), photo_patterns())

    def take_files(self, paths: list[str]) -> None:
        """Take in files that were chosen, dropped or pasted."""
        self._take([(Path(path).name, Path(path)) for path in paths])

    def look_at(self, photo: Exhibit | None) -> None:
        """Open the photos large, beginning with one of them; None for the first."""
        page = self.page
        if page is None or not page.photos:
            return
        listed = [one for one in page.photos if one.file is not None]
        at = next((number for number, one in enumerate(listed) if photo and one.row.id == photo.row.id), 0)
        today = self._now().date()
        shown = [
            Photo(one.file.sha256 if one.file else "", one.row.title or one.code, _taken_words(one, today))
            for one in listed
        ]
        view = PhotoView(self._theme, shown, at, self._screen)
        pieces = {one.file.sha256: one.file.pieces for one in listed if one.file}
        view.wanted.connect(lambda key: self.pictures.ask(key, pieces[key], _LARGE))
        self.pictures.arrived.connect(view.show_picture)
        view.go(at)
        view.open()

    def _take_picture(self, image: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
        self._take([(_("Photo.png"), bytes(buffer.data().data()))])

    def _take(self, offers: Sequence[tuple[str, Path | bytes]]) -> None:
        page = self.page
        if page is not None and offers:
            main = page.main.assessment if page.main and not page.main.closed else None
            work = partial(_take_photos, self._files, page.visit, main, list(offers), self._now())
            self._operations.background(work, self._taken)

    def _taken(self, outcome: tuple[int, list[Trouble]]) -> None:
        count, troubles = outcome
        if count:
            self.told.emit(plural("{count} photo added", "{count} photos added", count), None)
        for trouble in troubles:
            self._operations.failed.emit(trouble)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _taken_words(photo: Exhibit, today: date) -> str:
    when = day_words(photo.row.taken.date(), today, weekday=True) if photo.row.taken else ""
    return " · ".join(part for part in (photo.code, when, photo.row.where) if part)


def _take_photos(
    files: FileStore,
    visit: Visit,
    main: Assessment | None,
    offers: Sequence[tuple[str, Path | bytes]],
    now: datetime,
    work: Work,
) -> tuple[int, list[Trouble]]:
    """Keep photos one by one; one that cannot be kept is told, and the others go on."""
    count, troubles = 0, []
    for number, (name, content) in enumerate(offers):
        work.at(number, len(offers), name)
        try:
            ready = evidence.ready_photo(
                files, evidence.read_photo(content) if isinstance(content, Path) else content, name
            )
        except Trouble as trouble:
            troubles.append(trouble)
            continue
        work.change(partial(_keep_photo, visit, main, Path(name).stem, ready, now))
        count += 1
    return count, troubles


def _keep_photo(
    visit: Visit, main: Assessment | None, title: str, ready: evidence.ReadyFile, now: datetime, editor: Editor
) -> None:
    row = add_photo(editor, visit, main, title, ready)
    if row.taken is None:
        row.taken = now.astimezone()
