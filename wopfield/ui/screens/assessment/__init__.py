"""Answer an assessment, item by item."""

from wopfield.ui.screens.assessment.screen import AssessmentScreen

__all__ = ["AssessmentScreen"]
