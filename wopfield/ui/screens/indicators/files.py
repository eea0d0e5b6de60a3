"""Asking where tables of figures are saved, and which are taken in."""

from typing import TYPE_CHECKING

from wopfield.language import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def choose_to_save(parent: "QWidget", title: str, name: str) -> str:
    """Ask where to save a workbook or a CSV; ``name`` says which of them."""
    from wopfield.ui.widgets.asking import ask_where

    kinds = "CSV (*.csv)" if name.endswith(".csv") else _("Workbook (*.xlsx)")
    return ask_where(parent, title, name, kinds)


def choose_to_open(parent: "QWidget", title: str, _name: str) -> str:
    """Ask for a workbook or a CSV that is there."""
    from wopfield.ui.widgets.asking import ask_which

    kinds = _("Workbooks and CSV (*.xlsx *.xlsm *.csv *.txt *.tsv)")
    return ask_which(parent, title, kinds)
