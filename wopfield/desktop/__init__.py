"""Put the desktop program together; the one place that knows every part.

Nothing heavier than Qt is imported before the first window has painted: models, paper and network come after,
when a screen asks for them.
"""

from pathlib import Path


def open_window(folder: Path | None = None) -> int:
    """Open the program on a workspace, by default this person's, and return the exit status."""
    from wopfield.desktop.application import run

    return run(folder)
