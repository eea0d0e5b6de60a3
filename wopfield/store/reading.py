"""Read entries by the thousand: as the domain reads one, with a parser that needs a third of the time."""

from typing import Any

from pydantic_core import from_json

from wopfield.domain import log as wording
from wopfield.domain.log import Change


def read(payload: bytes) -> Change:
    """Return the change that ``payload`` says.

    Raises:
        Refused: the bytes are no change of ours.
    """
    return wording.read(payload, _parsed)


def _parsed(payload: bytes) -> Any:  # whatever JSON says
    return from_json(payload, cache_strings="keys")  # every entry has the same keys, and values of its own
