"""Photos for a screen: read and made small away from the window's thread, the last ones kept at hand."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from wopfield.ui.operations import Operations

_MOST = 60


class Pieces(Protocol):
    """Where the pieces of files are kept."""

    def get(self, pieces: Sequence[str]) -> bytes | None:
        """Return what the pieces are together, or None where one is missing."""


class Pictures(QObject):
    """Photos by the hash of their file and the length of their long side."""

    arrived = Signal(str, object)
    """The hash of a file, and its QImage or None where it is not on this laptop."""

    def __init__(self, operations: Operations, files: Pieces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._files = files
        self._at_hand: OrderedDict[tuple[str, int], QImage | None] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()

    def ask(self, sha256: str, pieces: Sequence[str], side: int) -> None:
        """Have a photo read; ``arrived`` comes later, at once where it is at hand."""
        key = (sha256, side)
        if key in self._at_hand:
            self._at_hand.move_to_end(key)
            self.arrived.emit(sha256, self._at_hand[key])
        elif key not in self._asked:
            self._asked.add(key)
            read = partial(_read, self._files, list(pieces), side)
            self._operations.read(read, partial(self._keep, key), partial(self._give_up, key))

    def _keep(self, key: tuple[str, int], image: QImage | None) -> None:
        self._asked.discard(key)
        self._at_hand[key] = image
        while len(self._at_hand) > _MOST:
            self._at_hand.popitem(last=False)
        self.arrived.emit(key[0], image)

    def _give_up(self, key: tuple[str, int], _error: Exception) -> None:
        self._keep(key, None)


def read_picture(content: bytes | None, side: int) -> QImage | None:
    """Return a picture made as small as asked while it is read; None when there is none."""
    if content is None:
        return None
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _read(files: Pieces, pieces: list[str], side: int, _session: object) -> QImage | None:
    return read_picture(files.get(pieces), side)
