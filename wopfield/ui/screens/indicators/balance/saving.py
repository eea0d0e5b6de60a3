"""The standard table as a file that a spreadsheet opens."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from wopfield.domain.balance import Balance
from wopfield.whole import write_whole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def choose_table(parent: "QWidget", title: str, name: str) -> str:
    """Ask where to save a table."""
    from wopfield.ui.widgets.asking import ask_where

    return ask_where(parent, title, name, "CSV (*.csv)")


def table_text(balance: Balance) -> str:
    """Return the standard table as CSV."""
    from wopfield.figures.balances import table

    whole = io.StringIO()
    csv.writer(whole).writerows(table(balance))
    return whole.getvalue()


def write_table(path: Path, text: str) -> Path:
    """Write a table so that spreadsheets read its accents right, and return where.

    Raises:
        CannotKeep: the file cannot be written there.
    """
    write_whole(path, text.encode("utf-8-sig"))
    return path
