"""The report of an assessment: what goes in, its pages as they will be printed, and what to look at before."""

from wopfield.ui.screens.report.screen import ReportScreen

__all__ = ["ReportScreen"]
