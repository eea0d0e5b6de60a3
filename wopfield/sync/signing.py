"""Seals and certificates: who vouches for a log, and who vouches for them (Ed25519)."""

import base64
import json
from dataclasses import dataclass

from wopfield.domain.log import Name, canonical
from wopfield.errors import Refused
from wopfield.sync.protocol import Certificate


@dataclass(frozen=True, slots=True)
class Keys:
    """A device's id and its two keys, as text."""

    device: str
    private: str
    public: str


@dataclass(frozen=True, slots=True)
class Certified:
    """What a certificate says: a device, its public key, and the people it speaks for."""

    device: str
    public: str
    people: frozenset[str]
    server: str


def new_keys(device: str) -> Keys:
    """Make the keys of a device."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return Keys(device, _text(key.private_bytes_raw()), _text(key.public_key().public_bytes_raw()))


def sign(private: str, content: bytes) -> str:
    """Return a signature of ``content``, 86 characters."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _text(Ed25519PrivateKey.from_private_bytes(_bytes(private)).sign(content))


def is_signed(public: str, content: bytes, signature: str) -> bool:
    """Return whether the holder of the key signed ``content``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(_bytes(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(text: str) -> bool:
    """Return whether a text is a public key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bytes(text))
    except ValueError:
        return False
    return len(text) == 43


def sealed_bytes(scope: str, log: str, seq: int, name: Name) -> bytes:
    """Return what a seal signs: the place of an entry and its name, and so all entries before it."""
    return f"wopfield seal 1\n{scope}\n{log}\n{seq}\n{name}\n".encode()


def certify(server: Keys, device: str, public: str, people: frozenset[str]) -> Certificate:
    """Return the server's word that ``device`` holds the key and speaks for ``people``."""
    content = canonical({"device": device, "key": public, "people": sorted(people), "server": server.public})
    return Certificate(content.decode(), sign(server.private, _certificate_bytes(content)))


def read_certificate(certificate: Certificate, server: str) -> Certified:
    """Return what a certificate says.

    Raises:
        Refused: it was not issued by the holder of the key ``server``.
    """
    content = certificate.content.encode()
    try:
        said = json.loads(content)
        certified = Certified(said["device"], said["key"], frozenset(said["people"]), said["server"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("A certificate cannot be read.") from error
    if certified.server != server or not is_signed(
        server, _certificate_bytes(content), certificate.signature
    ):
        raise Refused("A certificate was not issued by this server.")
    return certified


def _certificate_bytes(content: bytes) -> bytes:
    return b"wopfield certificate 1\n" + content


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
