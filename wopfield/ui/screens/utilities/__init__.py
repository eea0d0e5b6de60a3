"""Utilities: who takes part in partnerships, and what is known of them."""

from wopfield.ui.screens.utilities.screen import UtilitiesScreen

__all__ = ["UtilitiesScreen"]
