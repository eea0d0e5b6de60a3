"""The log: how a change is written down, named, and weighed against other changes.

An **entry** is one change by one person. It stands in a log at a number without gaps, and is named by the hash of
where it stands, the name of the entry before it and its payload, so that one name vouches for everything before it.
An entry holds **edits**; each gives the values of one **register** (a group of fields that only make sense
together) of one row, and the **bases**: the entries whose values were on the author's screen.

An edit replaces exactly its bases. What no known edit replaces are the **heads** of a register. Two heads with
different values are a **conflict**: both stay, and a fixed rule picks the one shown first. Nothing here depends on
the order or the number of arrivals, and no clock decides anything but which of two open values is shown first.

An edit says all that its register holds from then on. A program that is older than the one which wrote a value before
it does not know some of its fields; it **carries** them **along** in the edit that replaces it, so that what was never
on its screen is not taken away by it.
"""

import hashlib
import json
import unicodedata
from binascii import b2a_base64
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, NewType

from wopfield.errors import Refused

Name = NewType("Name", str)
"""An entry's name: SHA-256 in unpadded URL-safe base 64, 43 characters."""

Values = Mapping[str, object]
"""Field to canonical JSON value: decimals and dates as strings, never a float."""

SCHEMA = 1
"""The version of the row schema this program writes."""

PROGRAM = "program"
"""The author of a value that a machine filled in; it yields to every person's."""

SERVER = "server"
"""The author of what a central server writes because its administrator said so."""

ALIVE = "alive"
"""The register that says whether a row was deleted."""

START = Name("")
"""What stands before the first entry of a log."""

MOST_BYTES = 900_000
"""The largest payload an entry may have, so that it fits a page."""

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def _parsed(payload: bytes) -> Any:  # whatever JSON says
    return json.loads(payload.decode("utf-8"))


class Edit(NamedTuple):
    """The new values of one register of one row, and what they replace."""

    noun: str
    row: str
    register: str
    values: Values
    bases: tuple[Name, ...] = ()


class Newest(NamedTuple):
    """The newest entry that somebody had of a log: all before it they had too."""

    log: str
    seq: int
    name: Name


class Change(NamedTuple):
    """What an entry says: who changed what, when by their clock, in which schema."""

    at: str
    """UTC, ISO 8601 with microseconds; never runs backwards within a log."""
    author: str
    edits: tuple[Edit, ...]
    schema: int = SCHEMA
    undoes: Name | None = None
    had: tuple[Newest, ...] | None = None
    """Of a change that deletes: what its author had of every log; None where that was not said."""


class Entry(NamedTuple):
    """A change at its place in a log, with the very bytes that its name vouches for."""

    scope: str
    log: str
    seq: int
    name: Name
    payload: bytes


class Head(NamedTuple):
    """One edit of a register, as far as weighing needs it."""

    name: Name
    at: str
    author: str
    values: Values
    bases: tuple[Name, ...] = ()


def name_of(scope: str, log: str, seq: int, before: Name, payload: bytes) -> Name:
    """Return the name of the entry with ``payload`` that follows ``before`` in a log."""
    place = f"wopfield entry 1\n{scope}\n{log}\n{seq}\n{before}\n".encode()
    digest = b2a_base64(hashlib.sha256(place + payload).digest(), newline=False)
    return Name(digest[:-1].translate(_URL_SAFE).decode())


def write(change: Change) -> bytes:
    """Return the canonical bytes of a change: sorted keys, NFC text, no floats."""
    content: dict[str, object] = {
        "at": change.at,
        "author": change.author,
        "edits": [
            {
                "noun": edit.noun,
                "row": edit.row,
                "register": edit.register,
                "values": edit.values,
                "bases": list(edit.bases),
            }
            for edit in change.edits
        ],
        "schema": change.schema,
    }
    if change.undoes is not None:
        content["undoes"] = change.undoes
    if change.had is not None:
        content["had"] = [list(each) for each in sorted(change.had)]
    return canonical(content)


def read(payload: bytes, parse: Callable[[bytes], Any] = _parsed) -> Change:
    """Return the change that ``payload`` says; ``parse`` reads JSON, as one who has much to read reads it faster.

    Raises:
        Refused: the bytes are no change of ours.
    """
    try:
        if payload[:1] != b"{" or payload[-1:] != b"}":
            raise ValueError("something stands around it")
        content = parse(payload)
        # Our own payloads escape control characters only; one sign is found much faster than two.
        if b"\\" in payload and b"\\u" in payload:
            canonical(content)
        undoes, had = content.get("undoes"), content.get("had")
        return Change(
            _text(content["at"]),
            _text(content["author"]),
            tuple(map(_read_edit, content["edits"])),
            int(content["schema"]),
            None if undoes is None else Name(_text(undoes)),
            None if had is None else tuple(map(_read_newest, had)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise Refused("An entry cannot be read: {reason}.", parts={"reason": error}) from error


def canonical(value: object) -> bytes:
    """Return the one JSON text of a value, as UTF-8.

    Raises:
        ValueError: the value holds a float, a lone surrogate or something JSON has no form for.
    """
    return json.dumps(
        _normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def carried_along(values: Values, replaced: Iterable[Head], known: Collection[str]) -> Values:
    """Return the values of an edit with those fields of what it replaces that the program does not know.

    Of several, what says the same as the edit in all that is known gives its own first, then the one shown first.
    """
    ranked = sorted(replaced, key=lambda head: (head.at, head.name), reverse=True)
    ranked.sort(key=lambda head: any(head.values.get(field) != values.get(field) for field in known))
    found = dict(values)
    for head in ranked:
        for field, value in head.values.items():
            if field not in known and _has_a_form(value):
                found.setdefault(field, value)
    return found


def standing(heads: Iterable[Head]) -> tuple[Head, ...]:
    """Return the heads that count, the one shown first in front.

    Values that a program filled in yield to every person's. Among persons the latest by their clocks is shown
    first, then the greater name; equal values count once.
    """
    heads = tuple(heads)
    if len(heads) == 1:
        return heads
    persons = [head for head in heads if head.author != PROGRAM]
    ranked = sorted(persons or heads, key=lambda head: (head.at, head.name), reverse=True)
    kept: list[Head] = []
    for head in ranked:
        if all(head.values != other.values for other in kept):
            kept.append(head)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Life:
    """Whether a row is shown, and whether that is open."""

    alive: bool
    open: bool


def life(deaths_and_births: Sequence[Head], heads_of_row: Iterable[Name], missed: Collection[Name] = ()) -> Life:
    """Decide whether a row is shown, from the heads of its register ``alive`` and of all its registers.

    A deletion counts only if its author had seen everything that stands now; one that counts is enough. Where none
    does, what the deleters had not seen keeps the row visible, and that is open until somebody settles it. ``missed``
    are the deletions whose authors had not seen all that stands below the row.
    """
    deletions = [head for head in deaths_and_births if not head.values.get(ALIVE, True)]
    births = [head for head in deaths_and_births if head.values.get(ALIVE, True)]
    if not deletions:
        return Life(alive=True, open=False)
    names = set(heads_of_row) - {head.name for head in deletions}
    unseen = all(head.name in missed or names - set(head.bases) for head in deletions)
    revived = any(head.author != PROGRAM for head in births)
    return Life(alive=unseen or revived, open=unseen or revived)


def _has_a_form(value: object) -> bool:
    """Return whether we would write a value ourselves; others may have sent what no program of ours writes."""
    try:
        _normal(value)
    except (ValueError, RecursionError):
        return False
    return True


def _normal(value: object) -> object:
    match value:
        case str():
            value.encode("utf-8")  # a lone surrogate raises here, not on the wire
            if "\0" in value:
                raise ValueError("text holds a zero byte")
            return unicodedata.normalize("NFC", value)
        case bool() | int() | None:
            return value
        case Mapping():
            return {_key(key): _normal(part) for key, part in value.items()}
        case list() | tuple():
            return [_normal(part) for part in value]
        case _:
            raise ValueError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ValueError("a key must be text")
    return unicodedata.normalize("NFC", key)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text was expected")
    return value


def _read_newest(content: object) -> Newest:
    match content:
        case [str() as log, int() as seq, str() as name] if not isinstance(seq, bool):
            return Newest(log, seq, Name(name))
        case _:
            raise ValueError("what was had of a log has another form")


def _read_edit(content: Mapping[str, object]) -> Edit:
    values, bases = content["values"], content["bases"]
    if not isinstance(values, dict) or not isinstance(bases, list):
        raise ValueError("an edit has another form")
    noun, row, register = content["noun"], content["row"], content["register"]
    if not (isinstance(noun, str) and isinstance(row, str) and isinstance(register, str)):
        raise ValueError("text was expected")
    return Edit(noun, row, register, values, tuple([Name(_text(base)) for base in bases]) if bases else ())
