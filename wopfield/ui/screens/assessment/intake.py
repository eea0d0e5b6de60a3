"""Take in photos and documents, beside everything else: from files, from a drop, from the clipboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from wopfield.errors import NotAnImage, Trouble
from wopfield.language import _
from wopfield.store import evidence
from wopfield.store.editor import Editor
from wopfield.store.files import FileStore
from wopfield.store.item_page import ItemPage
from wopfield.store.tables import Assessment
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a person wants to add: a file, or a picture from the clipboard."""

    path: Path | None = None
    image: QImage | None = None
    as_photo: bool = True

    @classmethod
    def of_file(cls, path: str) -> "Offer":
        """Return the offer of a file that was dropped or chosen: pictures are photos, all else documents."""
        found = Path(path)
        return cls(found, as_photo=found.suffix.lower() in PICTURES)

    @property
    def name(self) -> str:
        """Return what the file is called."""
        return self.path.name if self.path is not None else _("Photo")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an offer of several files."""

    added: tuple[str, ...]
    """The names of the photos and documents that are kept."""
    troubles: tuple[Trouble, ...]


class Intake(QObject):
    """Adds what is offered to the item that is open."""

    ended = Signal(object)
    """A Taken."""

    def __init__(self, operations: Operations, files: FileStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._files = files

    def take(self, offers: Sequence[Offer], page: ItemPage) -> None:
        """Keep what is offered as evidence of the item of ``page``."""
        if offers:
            work = partial(_take_all, self._files, list(offers), page.assessment, page.item.code)
            self._operations.background(work, self._say)

    def _say(self, taken: Taken) -> None:
        self.ended.emit(taken)


def _take_all(files: FileStore, offers: list[Offer], assessment: Assessment, item: str, work: Work) -> Taken:
    added: list[str] = []
    troubles: list[Trouble] = []
    for number, offer in enumerate(offers):
        work.at(number, len(offers), offer.name)
        try:
            ready = _ready(files, offer)
        except Trouble as trouble:
            troubles.append(trouble)
            continue
        kind: evidence.Kind = "photo" if offer.as_photo else "document"
        work.change(partial(_add, assessment, item, kind, Path(offer.name).stem, ready))
        added.append(ready.name)
    return Taken(tuple(added), tuple(troubles))


def _add(
    assessment: Assessment,
    item: str,
    kind: evidence.Kind,
    title: str,
    ready: evidence.ReadyFile,
    editor: Editor,
) -> str:
    return evidence.add(editor, assessment, item, kind, title, ready).id


def _ready(files: FileStore, offer: Offer) -> evidence.ReadyFile:
    if offer.path is None:
        return evidence.ready_photo(files, _as_png(offer), f"{offer.name}.png")
    if offer.as_photo:
        return evidence.ready_photo(files, evidence.read_photo(offer.path), offer.path.name)
    return evidence.ready_document(files, offer.path)


def _as_png(offer: Offer) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if offer.image is None or not QImageWriter(buffer, QByteArray(b"PNG")).write(offer.image):
        raise NotAnImage(_("What was pasted is not a picture this program can read."), safe=_("Nothing was changed."))
    return bytes(buffer.data().data())
