"""What an assessment came to: its areas as charts and as a table, drawn as the report draws them."""

from wopfield.ui.screens.results.screen import ResultsScreen

__all__ = ["ResultsScreen"]
