"""Asking where a file goes, or which one is meant: in the folder used last for the like, at first among the documents.

Without a folder Qt begins where the program was started, which for an installed one is no place for anybody's files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Purpose = Literal["folderSavedTo", "folderOpenedFrom"]
"""The property of a window that says which folder was used last; a stick with photos is no place for reports."""


def ask_where(over: QWidget, title: str, name: str, kinds: str) -> str:
    """Return where a file goes; ``name`` is proposed, ``kinds`` are as Qt writes them; empty for nowhere."""
    begin = folder_for("folderSavedTo", over) / name
    chosen = QFileDialog.getSaveFileName(over, title, str(begin), kinds)[0]
    remember("folderSavedTo", over, [chosen])
    return chosen


def ask_which(over: QWidget, title: str, kinds: str) -> str:
    """Return which file somebody means; empty for none."""
    begin = folder_for("folderOpenedFrom", over)
    chosen = QFileDialog.getOpenFileName(over, title, str(begin), kinds)[0]
    remember("folderOpenedFrom", over, [chosen])
    return chosen


def folder_for(purpose: Purpose, over: QWidget) -> Path:
    """Return where asking for a file begins."""
    used = _window(over).property(purpose)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(one) for one in (used, documents) if one and Path(one).is_dir()), Path.home())


def remember(purpose: Purpose, over: QWidget, chosen: Sequence[str]) -> None:
    """Begin the next time where these files lie."""
    if chosen and chosen[0]:
        _window(over).setProperty(purpose, str(Path(chosen[0]).parent))


def _window(over: QWidget) -> QWidget:
    """Return the window, also of what is in a dialog of it."""
    while (around := over.parentWidget()) is not None:
        over = around
    return over
