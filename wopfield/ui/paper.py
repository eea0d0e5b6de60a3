"""Print in a process of its own: the function that runs there, and handing a PDF to the system."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum, auto
from functools import cache
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wopfield.domain.summary import Summary
    from wopfield.report.document import Printed
    from wopfield.report.drafting import Drafting

ChoosePlace = Callable[["QWidget", str, str], str]
"""Asks where to save a file: over which window, its title, and the name proposed; empty when nowhere."""

_PATIENCE = 5
"""Seconds to wait until the desktop says which program shows PDF files."""

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


class Handed(Enum):
    """What the system did with a PDF that it was handed."""

    PRINTED = auto()
    SHOWN = auto()
    REFUSED = auto()


def hand_to_system(path: Path) -> Handed:
    """Have the system print a PDF, or show it so that it can be printed there; not for the window's thread."""
    if sys.platform == "win32":
        for verb, outcome in (("print", Handed.PRINTED), ("open", Handed.SHOWN)):
            with suppress(OSError):
                os.startfile(path, verb)
                return outcome
        return Handed.REFUSED
    if sys.platform == "darwin":
        shown = subprocess.run(["open", str(path)], check=False).returncode == 0
    else:
        shown = _is_pdf_shown_here() and _opened_by_desktop(path)
    return Handed.SHOWN if shown else Handed.REFUSED


def _opened_by_desktop(path: Path) -> bool:
    from PySide6.QtCore import QProcess

    begun, _number = QProcess.startDetached("xdg-open", [str(path)])
    return begun


def _is_pdf_shown_here() -> bool:
    """Return whether a program for PDF files is known: a Linux desktop says that it opens what nothing opens."""
    if which("xdg-mime") is None:
        return True
    asked = ["xdg-mime", "query", "default", "application/pdf"]
    try:
        found = subprocess.run(asked, capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(found.stdout.strip())
