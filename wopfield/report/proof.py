"""Whether a file is the report that was issued: what its seal says, and what it says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from wopfield.report.sealing import copy_of, json_of, seal_of

Vouched = Literal["", "key", "certificate"]
"""Whether nobody, a key alone, or a server's certificate stands behind a seal."""

IsSigned = Callable[[str, bytes, str], bool]
"""Whether the holder of a public key signed some bytes."""

SpeaksFor = Callable[[str, str], tuple[str, frozenset[str], str]]
"""From a certificate and its signature: the key certified, the people it speaks for, and the server's key.

Raises ValueError where the server whose key it names did not issue it.
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a file shows of itself, without any record beside it."""

    intact: bool
    """Whether every byte is as it was sealed."""
    vouched: Vouched
    key: str
    """The public key of the device that sealed it."""
    server: str
    """The public key of the server that certified the device for the person who issued; empty without."""
    copy: dict[str, Any]
    """The content with what names the report; empty if there is none."""

    def says(self, name: str) -> str:
        """Return what the file says of itself under a name; empty if it says nothing."""
        value = self.copy.get(name, "")
        return value if isinstance(value, str) else ""


NOTHING = Proof(False, "", "", "", {})


def proof_of(pdf: bytes, is_signed: IsSigned, speaks_for: SpeaksFor) -> Proof:
    """Return what a file shows of itself."""
    copy = copy_of(pdf) or {}
    found = seal_of(pdf)
    if found is None:
        return Proof(False, "", "", "", copy)
    seal = found.seal
    intact = is_signed(seal.key, found.signed, seal.signature) and _agrees(copy)
    vouched: Vouched = "key" if intact else ""
    server = ""
    if intact and seal.certificate:
        try:
            key, people, server_key = speaks_for(seal.certificate, seal.certificate_signature)
        except ValueError:
            intact, vouched = False, ""
        else:
            if key == seal.key and copy.get("person") in people:
                vouched, server = "certificate", server_key
    return Proof(intact, vouched, seal.key, server, copy)


def key_code(key: str) -> str:
    """Return the code by which people compare keys: twelve hex digits in groups of four."""
    digits = sha256(key.encode()).hexdigest()[:12]
    return " ".join(digits[at : at + 4] for at in range(0, 12, 4))


def _agrees(copy: dict[str, Any]) -> bool:
    """Return whether the fingerprint is that of the content it stands beside."""
    content = copy.get("content")
    return bool(content) and sha256(json_of(content)).hexdigest() == copy.get("fingerprint")
