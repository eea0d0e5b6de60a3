"""What scripts ask thousands of times, answered before the command line is made ready, which takes as long.

Only questions in their shortest form are: all others, what is asked wrongly and what help is wanted with go the long
way, and are answered the same there.
"""

import errno
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wopfield.cli.saying import as_json, as_json_rows, encoder

if TYPE_CHECKING:
    from wopfield.domain.catalogue import Catalogue
    from wopfield.figures.reading import FiguresFile


def answered(words: Sequence[str]) -> bool:
    """Answer ``indicators compute FILE --json`` or ``balance FILE --json``; return whether the words were these."""
    match words:
        case ["indicators", "compute", file, "--json"] if _is_plain(file):
            answer = compute
        case ["balance", file, "--json"] if _is_plain(file):
            answer = balance
        case _:
            return False
    try:
        answer(*_found(Path(file)))
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        # Who read the answer has enough; nothing is left to be told to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    return True


def compute(found: "FiguresFile", catalogue: "Catalogue") -> None:
    """Write every indicator of the figures of a file as JSON."""
    from wopfield.figures.computing import answer_lines

    # Thousands of results are made, none of them in a circle: looking for circles takes a fifth of the time.
    gc.disable()
    _say_answers(answer_lines(found.rows, catalogue, encoder()), single=found.single)


def balance(found: "FiguresFile", catalogue: "Catalogue") -> None:
    """Write the water balance of the figures of a file as JSON."""
    from wopfield.figures.balances import balance_lines

    gc.disable()
    _say_answers(balance_lines(found.rows, catalogue, encoder()), single=found.single)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_SPECIAL: Final = frozenset("*?[]~$%")
"""Signs in the name of a file that some system's command line has a meaning for."""


def _is_plain(file: str) -> bool:
    return bool(file) and not file.startswith("-") and _SPECIAL.isdisjoint(file)


def _found(file: Path) -> "tuple[FiguresFile, Catalogue]":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.figures.reading import read_figures

    gc.disable()
    catalogue = indicator_catalogue()
    return read_figures(file, catalogue), catalogue


def _say_answers(lines: Iterator[str], *, single: bool) -> None:
    """Write answers that are JSON; a single one so that a person can read it, too."""
    if single:
        as_json(loads(next(lines)))
    else:
        as_json_rows(lines)
