"""Read entries by the thousand: as the domain reads one, with a parser that needs a third of the time."""

from functools import partial

from pydantic_core import from_json

from wopfield.domain import log as wording
from wopfield.domain.log import Change

_parse = partial(from_json, cache_strings="keys")  # every entry has the same keys, and values of its own


def read(payload: bytes) -> Change:
    """Return the change that ``payload`` says.

    Raises:
        Refused: the bytes are no change of ours.
    """
    return wording.read(payload, _parse)
