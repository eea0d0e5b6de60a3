"""Acceptance: a server takes an entry that it had refused before, because somebody was given the right meanwhile.

Others hold the entry's place without its content by then. So the acceptance, which the server writes into its own
log, brings the very bytes: whoever knows the entry by its name can check that it is they.
"""

import base64
import zlib

from wopfield.domain.log import MOST_BYTES, Edit, Name

ACCEPTANCE = "acceptance"
"""The noun; its row is the name of the entry. Nothing of it is laid out but the entry that it speaks of."""

_REGISTER = _FIELD = "content"


def accept(name: Name, payload: bytes) -> Edit:
    """Return what a server writes to take an entry that it had refused."""
    content = base64.urlsafe_b64encode(zlib.compress(payload, 9)).decode()
    return Edit(ACCEPTANCE, name, _REGISTER, {_FIELD: content})


def content_of(edit: Edit) -> bytes | None:
    """Return the bytes that an acceptance brings; None where it brings none, or more than an entry may have."""
    said = edit.values.get(_FIELD)
    if edit.noun != ACCEPTANCE or not isinstance(said, str):
        return None
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(base64.urlsafe_b64decode(said), MOST_BYTES)
    except (ValueError, zlib.error):
        return None
    return content if inflater.eof else None
