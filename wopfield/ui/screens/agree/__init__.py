"""Agree the ratings: a team's one level for each item."""

from wopfield.ui.screens.agree.screen import AgreeScreen

__all__ = ["AgreeScreen"]
