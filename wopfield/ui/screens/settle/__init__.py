"""Settle what was changed in two places, one row at a time."""

from wopfield.ui.screens.settle.screen import SettleScreen

__all__ = ["SettleScreen"]
