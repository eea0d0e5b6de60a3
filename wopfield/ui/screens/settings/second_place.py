"""The second place of backups: where it is, whether it is there now, and how new the newest copy there is."""

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from wopfield.language import _
from wopfield.store.second_place import SecondPlace
from wopfield.ui.moments import when

ChooseFolder = Callable[[QWidget | None, str], str]


def choose_folder(parent: QWidget | None, title: str) -> str:
    """Ask for a folder; empty when somebody thinks better of it."""
    return QFileDialog.getExistingDirectory(parent, title)


def place_words(place: SecondPlace | None) -> str:
    """Return how the second place stands."""
    if place is None:
        return _("none yet; a stick or another disk keeps your work should this laptop be lost")
    folder = str(place.folder)
    newest = when(place.newest) if place.newest else ""
    if place.trouble:
        return _("{folder}: the last copy could not be written ({reason})", folder=folder, reason=place.trouble)
    if not place.there and newest:
        return _(
            "{folder} is not there now; newest copy: {when}. Plug it in: it is brought up to date by itself",
            folder=folder,
            when=newest,
        )
    if not place.there:
        return _("{folder} is not there now. Plug it in: it is brought up to date by itself", folder=folder)
    if newest:
        return _("{folder}: newest copy {when}, checked; kept up by itself", folder=folder, when=newest)
    return _("{folder}: the first copy is being made", folder=folder)
