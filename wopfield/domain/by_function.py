"""People by what they do: where a report names nobody, a person's function stands in place of the name.

Only where somebody is entered as a person, or as whoever a line belongs to; what the team wrote in sentences stays.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from wopfield.domain.around import Around
from wopfield.domain.entry_line import EntryLine
from wopfield.domain.summary import ActionLine

Functions = Mapping[str, str]
"""What stands for each person, by name."""

UNSAID = "–"
"""What stands for somebody of whom neither function nor utility is known."""


def by_function(words: str, functions: Functions) -> str:
    """Return whoever is named in a few words by what they do; words that name nobody known stay as they are."""
    plain = " ".join(words.split())
    told = plain
    for name, function in sorted(functions.items(), key=lambda one: (-len(one[0]), one[0])):
        name = " ".join(name.split())
        if name.casefold() == told.casefold():
            told = function
        elif " " in name and name.casefold() in told.casefold():
            # a name of one word may be any word of a longer text
            told = function.join(re.split(rf"(?<!\w){re.escape(name)}(?!\w)", told, flags=re.I))
    if told == plain:
        return words
    return ", ".join(dict.fromkeys(told.split(", ")))


def action_by_function(action: ActionLine, functions: Functions) -> ActionLine:
    """Return an action with those who own and support it by what they do."""
    owner, support = (by_function(words, functions) for words in (action.owner, action.support))
    return replace(action, owner=owner, support=support)


def around_by_function(around: Around, functions: Functions) -> Around:
    """Return what is told around the ratings with people by what they do."""
    return replace(
        around,
        programme=tuple(
            replace(entry, people=tuple(dict.fromkeys(by_function(one, functions) for one in entry.people)))
            for entry in around.programme
        ),
        met=tuple(replace(one, name="") for one in around.met),
        replies=tuple(replace(reply, said_by=by_function(reply.said_by, functions)) for reply in around.replies),
    )


def entries_by_function(line: EntryLine, functions: Functions) -> EntryLine:
    """Return a line of figures with those who gave them by what they do."""
    cells = {}
    for period, cell in line.cells.items():
        giver = by_function(cell.origin.given_by, functions)
        cells[period] = replace(cell, origin=cell.origin._replace(given_by=giver))
    return replace(line, cells=cells)
