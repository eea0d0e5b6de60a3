"""Where asking for a file begins: never where the program was started."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from wopfield.ui.paper import choose_file, choose_pdf, choose_word, choose_workbook
from wopfield.ui.widgets.photo import FileCatcher


@pytest.fixture
def over(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    """Return a window of a program that was started in a folder of its own."""
    (tmp_path / "started").mkdir()
    monkeypatch.chdir(tmp_path / "started")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def documents() -> Path:
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def in_the_dialog(do: Callable[[QFileDialog], object]) -> None:
    """Do something in the dialog that is about to open, as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_a_file_is_saved_among_the_documents_and_the_next_one_where_somebody_saved_it(
    over: QWidget, tmp_path: Path
) -> None:
    stick, seen = tmp_path / "stick", list[Path]()
    stick.mkdir()

    def save_to_stick(dialog: QFileDialog) -> None:
        seen.append(Path(dialog.directory().absolutePath()))
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setText(str(stick / line.text()))
        dialog.accept()

    def leave(dialog: QFileDialog) -> None:
        seen.append(Path(dialog.directory().absolutePath()))
        dialog.reject()

    in_the_dialog(save_to_stick)
    assert choose_word(over, "Save for Word", "Visit 1.docx") == str(stick / "Visit 1.docx")
    for choose in (choose_pdf, choose_workbook):
        in_the_dialog(leave)
        assert choose(over, "Save", "Visit 1") == ""
    in_the_dialog(leave)
    assert choose_file(over, "Choose the PDF to verify", "") == ""
    assert seen == [documents(), stick, stick, documents()]
    assert os.getcwd() not in map(str, seen)


def test_photos_are_asked_for_where_the_last_ones_lay(over: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    intake, begun = FileCatcher(over), list[Path]()
    for _each in range(2):
        intake.choose("Add photos")
        (dialog,) = over.findChildren(QFileDialog)
        begun.append(Path(dialog.directory().absolutePath()))
        dialog.filesSelected.emit([str(tmp_path / "meter.jpg")])  # what the system's own dialog tells
        dialog.close()
        qtbot.waitUntil(lambda: not over.findChildren(QFileDialog))
    assert begun == [documents(), tmp_path]
