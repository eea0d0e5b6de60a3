"""The history of a partnership: who changed what, when, and on which laptop."""

from wopfield.ui.screens.history.screen import HistoryScreen

__all__ = ["HistoryScreen"]
