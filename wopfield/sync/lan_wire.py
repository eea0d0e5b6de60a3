"""A line between two laptops: TLS 1.3, frames that have limits, and the proof of who is at the other end.

Whoever answers shows a certificate that it made itself for the key of its device; whoever asks compares that key with
the one that was pinned at pairing, before it sends anything. Then it proves its own key by signing both keys and a
number the other side has just drawn. That proof is worth nothing elsewhere, for it names who it was made for.

A frame is a letter for its kind, four bytes for its length, and its content. Before both sides have proved who they
are, a frame may be as long as a greeting; later as a message or a piece. A line on which nothing comes for a while is
given up.
"""

import base64
import json
import secrets
import socket
import ssl
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from wopfield.errors import NotUnderstood
from wopfield.language import _, later
from wopfield.sync.protocol import MOST_BYTES
from wopfield.sync.signing import Keys

VERSION = 1
"""The version of what laptops say to each other before an exchange begins."""

PATIENCE = 20.0
"""Seconds without any progress after which a line counts as broken."""

WORDS, MESSAGE, PIECE = b"w", b"m", b"p"

GREETING_BYTES = 16_000
"""The most a frame may hold before it is known who sends it."""

MOST: Mapping[bytes, int] = {WORDS: 400_000, MESSAGE: MOST_BYTES, PIECE: 2_000_000}


class Cut(Exception):
    """The line broke, or nothing came for too long."""


class Wire:
    """Frames over one connection."""

    def __init__(self, connection: ssl.SSLSocket, patience: float = PATIENCE) -> None:
        self._connection = connection
        self._patience = patience
        self._arrived = bytearray()
        self.greeting = True
        """Nobody has proved yet who they are: frames are kept short."""

    def send(self, kind: bytes, content: bytes) -> None:
        """Send a frame."""
        try:
            self._connection.settimeout(self._patience)
            self._connection.sendall(kind + len(content).to_bytes(4, "big") + content)
        except (OSError, ValueError) as error:
            raise Cut(str(error)) from error

    def receive(self, *kinds: bytes) -> tuple[bytes, bytes]:
        """Return kind and content of the next frame.

        Raises:
            Cut: the line broke, or nothing came for too long.
            NotUnderstood: it is no frame, is too long, or of none of these kinds.
        """
        head = self._take(5)
        kind, size = head[:1], int.from_bytes(head[1:], "big")
        if kind not in kinds or size > (GREETING_BYTES if self.greeting else MOST[kind]):
            raise not_understood()
        return kind, self._take(size)

    def say(self, **words: object) -> None:
        """Send words."""
        self.send(WORDS, json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())

    def hear(self) -> Mapping[str, Any]:
        """Return the words that come next."""
        return read_words(self.receive(WORDS)[1])

    def hear_within(self, seconds: float) -> Mapping[str, Any] | None:
        """Return the words that come next; None when none has begun to come in this time."""
        if not self._arrived and not self._more(seconds):
            return None
        return self.hear()

    def peer_key(self) -> str:
        """Return the key in the certificate that the other side showed and proved to hold."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        shown = self._connection.getpeercert(binary_form=True)
        try:
            key = x509.load_der_x509_certificate(shown or b"").public_key()
        except ValueError as error:
            raise not_understood() from error
        if not isinstance(key, Ed25519PublicKey):
            raise not_understood()
        return base64.urlsafe_b64encode(key.public_bytes_raw()).rstrip(b"=").decode()

    def close(self) -> None:
        """End the line."""
        close(self._connection)

    def _take(self, size: int) -> bytes:
        deadline = monotonic() + self._patience
        while len(self._arrived) < size:
            if self._more(max(0.01, deadline - monotonic())):
                deadline = monotonic() + self._patience
            elif monotonic() >= deadline:
                raise Cut(_("nothing came for {seconds} seconds", seconds=int(self._patience)))
        taken = bytes(self._arrived[:size])
        del self._arrived[:size]
        return taken

    def _more(self, seconds: float) -> bool:
        """Wait for more to come; False when nothing did."""
        try:
            self._connection.settimeout(seconds)
            part = self._connection.recv(64 * 1024)
        except TimeoutError:
            return False
        except (OSError, ValueError) as error:
            raise Cut(str(error)) from error
        if not part:
            raise Cut(_("the other laptop ended it"))
        self._arrived += part
        return True


def close(connection: socket.socket) -> None:
    """End a connection, whatever state it is in."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def read_words(content: bytes) -> Mapping[str, Any]:
    """Return words as they were said.

    Raises:
        NotUnderstood: it is something else.
    """
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise not_understood() from error
    if not isinstance(said, dict):
        raise not_understood()
    return said


def whole_number(said: object, most: int) -> int:
    """Return a number that was said, from nothing to ``most``.

    Raises:
        NotUnderstood: it is something else.
    """
    if type(said) is not int or not 0 <= said <= most:
        raise not_understood()
    return said


def new_nonce() -> str:
    """Return a number that was never drawn before."""
    return secrets.token_urlsafe(32)


def proof_bytes(asked: str, asking: str, nonce: str, doing: str) -> bytes:
    """Return what the asking side signs: the key it speaks to, its own, what the other drew, and what for."""
    return f"wopfield laptop {VERSION}\n{doing}\n{asked}\n{asking}\n{nonce}\n".encode()


def asking_context() -> ssl.SSLContext:
    """Return the TLS of the side that asks; the key that is shown to it is compared by hand, not by an authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def answering_context(keys: Keys) -> ssl.SSLContext:
    """Return the TLS of the side that answers, with a certificate that the device makes for its own key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    password = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="wopfield-") as folder:  # the library reads keys from files alone
        file = Path(folder) / "key.pem"
        file.write_bytes(_own_certificate(keys, password.encode()))
        context.load_cert_chain(file, password=password)
    return context


def not_understood() -> NotUnderstood:
    """Return the trouble that another program, or another version, causes."""
    return NotUnderstood(
        later("The other laptop answers in a way this program does not understand."),
        safe=_("Everything is safe on this laptop."),
        do=_("See that both run the newest WOPField."),
    )


def _own_certificate(keys: Keys, password: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(keys.private + "="))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, keys.device)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1))  # laptops whose clocks are wrong meet too
        .not_valid_after(datetime(9999, 12, 31))
        .sign(key, None)
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    return private + made.public_bytes(Encoding.PEM)
