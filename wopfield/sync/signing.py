"""Seals, certificates and cards: who vouches for a log, and who vouches for them (Ed25519).

A server **certifies** the devices that enrolled there. Before that, and where there is no server at all, a device
shows a **card** that it signed itself: it says nothing but "whoever holds this key is I", and is worth as much as
the person who compared it or the colleague who passed it on.
"""

import base64
import json
import re
from dataclasses import dataclass

from wopfield.domain.log import Name, canonical
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.sync.protocol import Certificate

MOST_PEOPLE = 20
MOST_LETTERS = 80
"""How many people a device may write for by its own word, and how long what it calls itself may be."""

_DEVICE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


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


@dataclass(frozen=True, slots=True)
class Card:
    """What a device says of itself: its public key, the people it writes for, and what it and its owner are called."""

    device: str
    public: str
    people: frozenset[str]
    laptop: str
    name: str


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
        raw = _bytes(signature)
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(raw, content)
    except (InvalidSignature, ValueError):
        return False
    return _text(raw) == signature  # some bits of the last letter say nothing: only one form of it counts


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


def withheld_bytes(scope: str, log: str, seq: int, name: Name, reason: str) -> bytes:
    """Return what a server signs where it passes an entry on without its content."""
    return f"wopfield refusal 1\n{scope}\n{log}\n{seq}\n{name}\n{reason}\n".encode()


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
    if certified.server != server or not is_signed(server, _certificate_bytes(content), certificate.signature):
        raise Refused("A certificate was not issued by this server.")
    return certified


def certified_by_whom_it_names(certificate: Certificate) -> Certified | None:
    """Return what a certificate of whatever server says; None when the server it names did not sign it."""
    try:
        said = json.loads(certificate.content)
        return read_certificate(certificate, str(said["server"]))
    except (ValueError, KeyError, TypeError, RecursionError, Refused):
        return None


def is_of_a_server(certificate: Certificate) -> Certified | None:
    """Return what a server's certificate for its own device says; None when it is another one, or not its own word."""
    certified = certified_by_whom_it_names(certificate)
    return certified if certified is not None and certified.public == certified.server else None


def make_card(keys: Keys, people: frozenset[str], laptop: str, name: str) -> Certificate:
    """Return a device's own word about itself; it travels as a certificate does."""
    content = canonical(
        {"device": keys.device, "key": keys.public, "laptop": laptop, "name": name, "people": sorted(people)}
    )
    return Certificate(content.decode(), sign(keys.private, _card_bytes(content)))


def read_card(card: Certificate) -> Card:
    """Return what a device says of itself.

    Raises:
        Refused: it is no card, or was not signed by the key it shows.
    """
    content = card.content.encode()
    try:
        said = json.loads(content)
        device, public, laptop, name = (str(said[field]) for field in ("device", "key", "laptop", "name"))
        people = [str(each) for each in said["people"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(_("The card of a laptop cannot be read.")) from error
    fits = _DEVICE.fullmatch(device) and all(map(_DEVICE.fullmatch, people)) and is_public_key(public)
    if not fits or len(people) > MOST_PEOPLE or max(len(laptop), len(name)) > MOST_LETTERS:
        raise Refused(_("The card of a laptop cannot be read."))
    if not is_signed(public, _card_bytes(content), card.signature):
        raise Refused(_("The card of a laptop was changed on the way."))
    return Card(device, public, frozenset(people), laptop, name)


def _card_bytes(content: bytes) -> bytes:
    return b"wopfield card 1\n" + content


def _certificate_bytes(content: bytes) -> bytes:
    return b"wopfield certificate 1\n" + content


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
