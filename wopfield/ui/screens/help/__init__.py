"""Help: how to do things, and the keys; it works without internet."""

from wopfield.ui.screens.help.screen import HelpScreen

__all__ = ["HelpScreen"]
