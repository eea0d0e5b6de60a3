"""Read entries by the thousand: as the domain reads one, in a sixth of the time.

Almost every entry has the usual form, for which one step of a parser in C both reads and checks it. What has another
one, and be it wrong, is read as the domain reads it, which alone decides what is a change.
"""

from typing import Annotated, Any

from msgspec import DecodeError, Meta, Struct
from msgspec.json import Decoder
from pydantic_core import from_json

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name, Newest
from wopfield.errors import Refused

LONGEST_NOUN, LONGEST_ROW, LONGEST_REGISTER, LONGEST_AUTHOR, LONGEST_MOMENT = 60, 100, 60, 64, 40
MOST_BASES, LENGTH_OF_NAME = 1000, 43
_OPENS, _CLOSES = b"{}"


def read(payload: bytes) -> Change:
    """Return the change that ``payload`` says.

    Raises:
        Refused: the bytes are no change of ours.
    """
    return read_usual(payload) or wording.read(payload, _parsed)


def edits_said(payload: bytes) -> tuple[Edit, ...]:
    """Return the edits that an entry says; none where this program cannot read it."""
    try:
        return read(payload).edits
    except Refused:
        return ()


def read_usual(payload: bytes) -> Change | None:
    """Return the change that ``payload`` says, where it has the usual form; None where it must be looked at closely.

    The usual form has at least one edit, none of its texts but values is longer than it may be, and its values are
    texts, whole numbers, truths, nothing, or made of texts.
    """
    try:
        said = _USUAL.decode(payload)
    except (DecodeError, RecursionError):
        return None
    # Nothing may stand around it; and a sign written by its number is no sign of ours, or a control character.
    if payload[0] != _OPENS or payload[-1] != _CLOSES or (b"\\" in payload and b"\\u" in payload):
        return None
    edits = [Edit(each.noun, each.row, each.register, each.values, each.bases) for each in said.edits]
    had = None if said.had is None else tuple(Newest(*each) for each in said.had)
    return Change(said.at, said.author, tuple(edits), said.schema, said.undoes, had)


_OF_NAMES = Meta(min_length=LENGTH_OF_NAME, max_length=LENGTH_OF_NAME)


class _Edit(Struct, frozen=True, gc=False):
    noun: Annotated[str, Meta(min_length=1, max_length=LONGEST_NOUN)]
    row: Annotated[str, Meta(min_length=1, max_length=LONGEST_ROW)]
    register: Annotated[str, Meta(min_length=1, max_length=LONGEST_REGISTER)]
    values: dict[str, str | int | bool | list[str] | dict[str, str | list[str]] | None]
    bases: Annotated[tuple[Annotated[Name, _OF_NAMES], ...], Meta(max_length=MOST_BASES)]


_Newest = tuple[Annotated[str, Meta(max_length=LONGEST_ROW)], int, Annotated[Name, _OF_NAMES]]


class _Change(Struct, frozen=True, gc=False):
    at: Annotated[str, Meta(max_length=LONGEST_MOMENT)]
    author: Annotated[str, Meta(max_length=LONGEST_AUTHOR)]
    edits: Annotated[list[_Edit], Meta(min_length=1)]
    schema: int
    undoes: Name | None = None
    had: tuple[_Newest, ...] | None = None


_USUAL = Decoder(_Change)


def _parsed(payload: bytes) -> Any:  # whatever JSON says
    return from_json(payload, cache_strings="keys")  # every entry has the same keys, and values of its own
