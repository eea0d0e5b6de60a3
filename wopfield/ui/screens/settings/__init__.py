"""Settings: how it looks, you and this laptop, your password, backups, and about the program."""

from wopfield.ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
