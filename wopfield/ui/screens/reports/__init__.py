"""The reports of a partnership."""

from wopfield.ui.screens.reports.screen import ReportsScreen

__all__ = ["ReportsScreen"]
