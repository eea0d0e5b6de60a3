"""Figures and indicators of our own: a screen of its own beside the grid."""

from wopfield.ui.screens.indicators.own.screen import OwnScreen

__all__ = ["OwnScreen"]
