"""The command line: everything that needs no window, for managers' scripts, servers and tests.

Exit status: 0 done, 1 refused (a sentence on stderr), 2 wrong use.
"""

import sys
from io import TextIOWrapper
from typing import NoReturn

from wopfield import settings
from wopfield.errors import Trouble
from wopfield.language import ENGLISH, speak


def main() -> NoReturn:
    """Open the window, or do what the words after the command say."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    # A program that reads the answer reads the same in every country.
    speak(ENGLISH if "--json" in sys.argv else settings.language())
    _say_anything()
    try:
        if len(sys.argv) == 1:
            from wopfield.desktop import open_window

            sys.exit(open_window())
        from wopfield.cli.at_once import answered

        if not answered(sys.argv[1:]):
            from wopfield.cli.line import run

            run(sys.argv[1])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _say_anything() -> None:
    """Let every letter be printed: one that the terminal or the file has none for is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
