"""Print in a process of its own: the function that runs there, and handing a PDF to the system."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wopfield.domain.summary import Summary
    from wopfield.report.document import Printed
    from wopfield.report.drafting import Drafting

ChoosePlace = Callable[["QWidget", str, str], str]
"""Asks where to save a file: over which window, its title, and the name proposed; empty when nowhere."""

ON_PAPER = "on paper"
"""What ``Operations.changed`` carries besides nouns when somebody chose otherwise how paper is made on this laptop."""

Material: TypeAlias = "tuple[Summary, Mapping[str, bytes], Mapping[str, object], str]"
"""What a document is made of: its content, photos, choices and language."""


def print_report(
    summary: "Summary", photos: Mapping[str, bytes], options: Mapping[str, object], language: str
) -> "Printed":
    """Print a report; runs in a process of its own, so that the window never waits for it.

    ``photos`` are JPEG copies by their SHA-256, ``options`` the fields of ``ReportOptions``.
    """
    from wopfield.report.document import print_document
    from wopfield.report.options import ReportOptions

    chosen = {"language": language, **options}
    return print_document(summary, photos, ReportOptions(**chosen))  # type: ignore[arg-type]  # its own fields


def draft_report(
    summary: "Summary", photos: Mapping[str, bytes], options: Mapping[str, object], language: str
) -> "Printed":
    """Print a draft to look at, in a process of its own as ``print_report`` does.

    The process keeps the pages it drew, and draws of the next draft only those that are different.
    """
    from wopfield.report.options import ReportOptions

    chosen = {"language": language, **options}
    return _drafting().print(summary, photos, ReportOptions(**chosen))  # type: ignore[arg-type]  # its own fields


@cache
def _drafting() -> "Drafting":
    from wopfield.report.drafting import Drafting

    return Drafting()


def write_report_for_word(
    summary: "Summary", photos: Mapping[str, bytes], options: Mapping[str, object], language: str
) -> bytes:
    """Write a report as a Word file; runs in a process of its own, as ``print_report`` does."""
    from wopfield.report.document import write_document
    from wopfield.report.options import ReportOptions

    chosen = {"language": language, **options}
    return write_document(summary, photos, ReportOptions(**chosen))  # type: ignore[arg-type]  # its own fields


def write_report_as_tables(
    summary: "Summary", _photos: Mapping[str, bytes], options: Mapping[str, object], language: str
) -> bytes:
    """Write what a report tells as the tables of a workbook; runs in a process of its own, as ``print_report`` does."""
    from wopfield.figures.workbooks import Sheet, as_workbook
    from wopfield.language import spoken
    from wopfield.report.options import ReportOptions
    from wopfield.report.worksheets import worksheets

    chosen = {"language": language, **options}
    tables = worksheets(summary, ReportOptions(**chosen))  # type: ignore[arg-type]  # its own fields
    with spoken(language):
        return as_workbook([Sheet(table.title, table.rows) for table in tables])


def choose_workbook(parent: "QWidget", title: str, name: str) -> str:
    """Ask where to save a workbook."""
    from wopfield.ui.widgets.asking import ask_where

    return ask_where(parent, title, name, "Excel (*.xlsx)")


def choose_word(parent: "QWidget", title: str, name: str) -> str:
    """Ask where to save a Word file."""
    from wopfield.ui.widgets.asking import ask_where

    return ask_where(parent, title, name, "Word (*.docx)")


def choose_pdf(parent: "QWidget", title: str, name: str) -> str:
    """Ask where to save a PDF."""
    from wopfield.ui.widgets.asking import ask_where

    return ask_where(parent, title, name, "PDF (*.pdf)")


def choose_file(parent: "QWidget", title: str, _name: str) -> str:
    """Ask for a PDF that is there."""
    from wopfield.ui.widgets.asking import ask_which

    return ask_which(parent, title, "PDF (*.pdf)")


def file_name(words: str) -> str:
    """Return a name that every system takes."""
    return "".join("-" if sign in '\\/:*?"<>|' or sign < " " else sign for sign in words)


def hand_to_system(path: Path) -> bool:
    """Have the system print a PDF, or show it so that it can be printed; return whether it took it."""
    if sys.platform == "win32":
        try:
            os.startfile(path, "print")
        except OSError:
            return _show(path)
        return True
    if sys.platform == "darwin":
        return subprocess.run(["open", str(path)], check=False).returncode == 0
    return _show(path)


def _show(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
