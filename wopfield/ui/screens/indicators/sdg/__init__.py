"""What the figures say about SDG 6: a screen of its own beside the grid."""

from wopfield.ui.screens.indicators.sdg.screen import SdgScreen

__all__ = ["SdgScreen"]
