"""The Qt application: made, run until its window is closed, and left with a status."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from wopfield import settings
from wopfield.desktop.program import Program
from wopfield.shipped import shipped
from wopfield.ui.dress import choose_style
from wopfield.ui.fonts import load_fonts

TURN = 0.001
"""Seconds a thread may keep Python for itself; by default it is five times that.

Each part of a window that is drawn asks for Python anew, so while something is read or exchanged a window of some
dozen parts stood still for dozens of those turns: 26 to 42 ms at the longest, 12 to 15 with this one (1,000 edits
going over a slow line, three runs each in turn, both processors busy).
"""


def run(folder: Path | None) -> int:
    """Open the program and return its exit status once its window is closed."""
    application = make_application()
    program = Program(application, folder or settings.workspace_folder())
    return _lived(application, program, program.start)


def run_demonstration(folder: Path) -> int:
    """Open the program on the demonstration, made in ``folder``, and return the exit status."""
    application = make_application()
    program = Program(application, folder)
    return _lived(application, program, partial(program.demonstrate, folder))


def _lived(application: QApplication, program: Program, begin: Callable[[], object]) -> int:
    def live() -> int:
        program.mishaps.watch()
        begin()
        status = application.exec()
        program.close()
        return status

    return hear_bugs(live)


def hear_bugs(live: Callable[[], int]) -> int:
    """Let an application live, from its first window to its last; a bug in what Qt calls is heard of, and ends nothing.

    Return what it ends with.
    """
    # Up to Python 3.11 an error that C code raises ("already deleted", a missing key) is an object only once somebody
    # catches it. PySide 6.11 reads that object before, where Qt calls Python within a call from Python, and the whole
    # program falls. While another error is being handled, Python makes the object at once; so one always is.
    try:
        raise _NothingWrong
    except _NothingWrong:
        return live()


class _NothingWrong(Exception):
    """What is being handled while nothing is wrong."""


def make_application() -> QApplication:
    """Return the application, with its typefaces."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    sys.setswitchinterval(TURN)
    choose_style()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("WOPField")
    application.setWindowIcon(QIcon(str(shipped("resources") / "icons" / "logo.svg")))
    load_fonts()
    return application
