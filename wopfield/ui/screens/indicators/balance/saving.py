"""The standard table as a file that a spreadsheet opens."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from wopfield.domain.balance import Balance
from wopfield.errors import BadInput, reason_of
from wopfield.language import _

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
        BadInput: the file cannot be written there.
    """
    try:
        path.write_bytes(text.encode("utf-8-sig"))
    except OSError as error:
        raise BadInput(
            _("{file} could not be written: {reason}.", file=path.name, reason=reason_of(error)),
            safe=_("Your work on this laptop is safe."),
            do=_("Close the file if it is open, or choose another folder."),
        ) from error
    return path
