"""The words of the program, each with what it means in plain words; the same table as in the manual."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wopfield.language import manual


@dataclass(frozen=True, slots=True)
class Word:
    """A word as people see it on the screen."""

    group: str
    word: str
    meaning: str
    instead_of: str
    """Other words for it, by which people may look for it; empty for none."""


def glossary() -> tuple[Word, ...]:
    """Return every word in the language spoken now, in reading order."""
    return _words_of(manual())


@cache
def _words_of(folder: Path) -> tuple[Word, ...]:
    with (folder / "words.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Word(**row) for row in csv.DictReader(lines))
