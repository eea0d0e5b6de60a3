"""The codes people say: E12 for evidence, A-03 for an action.

Each laptop counts on for itself, so two people may both have made an E12 while they were apart. The first keeps
E12, the others become E12b, E12c; which is first is decided by the row's id and so the same everywhere.
"""

from collections.abc import Iterable, Mapping


def codes(ids: Iterable[str], numbers: Mapping[str, int], prefix: str, digits: int = 1) -> dict[str, str]:
    """Return the code of each row by its id, in the order of the codes.

    ``numbers`` are those the rows were given; a row without one (or below 1) comes after all others.
    """
    known = sorted(set(ids))
    last = max((numbers.get(row, 0) for row in known), default=0)
    given: dict[str, int] = {}
    for row in known:
        number = numbers.get(row, 0)
        if number < 1:
            last = max(last, 0) + 1
            number = last
        given[row] = number
    coded: dict[str, str] = {}
    seen: dict[int, int] = {}
    for row in sorted(known, key=lambda r: (given[r], r)):
        number = given[row]
        twin = seen.get(number, 0)
        seen[number] = twin + 1
        coded[row] = f"{prefix}{number:0{digits}d}{_letters(twin)}"
    return coded


def next_number(numbers: Iterable[int]) -> int:
    """Return the number for the next row."""
    return max(numbers, default=0) + 1


def _letters(twin: int) -> str:
    """Return nothing for the first, then b, c … z, aa, ab …"""
    letters = ""
    left = twin + 1 if twin else 0
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
