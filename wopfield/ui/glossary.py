"""The words of the program, each with what it means in plain words; the same table as in the manual."""

import csv
from dataclasses import dataclass
from functools import cache

from wopfield.shipped import shipped


@dataclass(frozen=True, slots=True)
class Word:
    """A word as people see it on the screen."""

    group: str
    word: str
    meaning: str
    instead_of: str
    """Other words for it, by which people may look for it; empty for none."""


@cache
def glossary() -> tuple[Word, ...]:
    """Return every word, in reading order."""
    file = shipped("resources") / "manual" / "words.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(Word(**row) for row in csv.DictReader(lines))
