"""Values of a message, each checked for its form as it is read; all raise ValueError where one has another."""

import re
from collections.abc import Callable
from typing import TypeVar

from wopfield.domain.log import Name

ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
NAME = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_NUMBER = 2**31 - 1

T = TypeVar("T")


def read_mapping(value: object, read: Callable[[object], T]) -> dict[str, T]:
    """Return a mapping from ids to what ``read`` makes of each value."""
    return {read_like(ID, key): read(each) for key, each in read_dict(value).items()}


def read_dict(value: object) -> dict[str, object]:
    """Return an object of JSON."""
    if not isinstance(value, dict):
        raise ValueError("it has another form")
    return value


def read_list(value: object) -> list[object]:
    """Return a list of JSON."""
    if not isinstance(value, list):
        raise ValueError("it has another form")
    return value


def read_text(value: object, most: int) -> str:
    """Return a text that is no longer than it may be and that a database takes."""
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise ValueError("a text has another form")
    value.encode("utf-8")  # a lone surrogate raises here, not in the database
    return value


def read_like(form: re.Pattern[str], value: object) -> str:
    """Return a text of a form."""
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError("an id has another form")
    return value


def read_name(value: object) -> Name:
    """Return the name of an entry."""
    return Name(read_like(NAME, value))


def read_number(value: object) -> int:
    """Return a whole number that is not negative and that a database takes."""
    if type(value) is not int or not 0 <= value <= _MOST_NUMBER:
        raise ValueError("a number is out of its bounds")
    return value
