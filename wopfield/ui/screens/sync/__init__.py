"""The Sync centre: where your work is, what waits, and how it gets there."""

from wopfield.ui.screens.sync.screen import SyncScreen

__all__ = ["SyncScreen"]
