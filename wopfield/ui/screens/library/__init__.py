"""The library: checklists, indicators, variables and words, to look things up without a network."""

from wopfield.ui.screens.library.screen import LibraryScreen

__all__ = ["LibraryScreen"]
