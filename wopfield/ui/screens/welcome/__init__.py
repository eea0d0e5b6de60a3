"""The first start: language, you, password, first data, and the sheet that opens what a password no longer does."""

from wopfield.ui.screens.welcome.answers import FirstStart
from wopfield.ui.screens.welcome.screen import WelcomeScreen

__all__ = ["FirstStart", "WelcomeScreen"]
