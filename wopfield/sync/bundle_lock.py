"""The lock of a bundle: a key of its own, itself locked with the password, both in the age format.

Stretching a password takes a second or two on purpose, and holds the whole process meanwhile: a window does it in a
process of its own (``new_key`` and ``open_key`` take and give plain values). What is locked with the key streams, so
that photos of hundreds of megabytes never sit in memory.
"""

from dataclasses import dataclass
from typing import Protocol

from wopfield.errors import BadInput, NotABundle, Unreadable, WrongPassword
from wopfield.language import _


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Writable(Protocol):
    """What bytes are written to."""

    def write(self, content: bytes, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one bundle: an age identity, and the same as a file locked with the password."""

    identity: str
    locked: bytes


_LOCKED_FOR_A_KEY = b"age-encryption.org/v1\n-> X25519 "

LEAST_LETTERS = 8
"""A password with fewer letters locks nothing for long."""


def new_key(password: str) -> Key:
    """Make the key of a bundle; slow on purpose.

    Raises:
        BadInput: the password is too short.
    """
    from pyrage import x25519

    return locked_with(str(x25519.Identity.generate()), password)


def locked_with(identity: str, password: str) -> Key:
    """Return the key of a bundle, locked with a password; slow on purpose.

    Raises:
        BadInput: the password is too short.
    """
    if len(password) < LEAST_LETTERS:
        raise BadInput(
            _("The password is too short: at least {least} characters.", least=LEAST_LETTERS),
            safe=_("Nothing was saved."),
            do=_("Four or five words that do not belong together are easy to keep in mind."),
        )
    from pyrage import passphrase

    return Key(identity, passphrase.encrypt(f"{identity}\n".encode(), password))


def open_key(locked: bytes, password: str) -> Key:
    """Return the key that a password opens; slow on purpose.

    Raises:
        WrongPassword: it does not open it.
        NotABundle: nothing could.
        Unreadable: this computer is too slow for it.
    """
    from pyrage import DecryptError, IdentityError, passphrase, x25519

    if locked.startswith(_LOCKED_FOR_A_KEY):
        raise NotABundle(
            _("This file was left for the administrator of a server, who had a laptop wiped."),
            safe=_("Nothing was taken in."),
            do=_("Ask them to open it; they give you a file with a password."),
        )
    try:
        identity = passphrase.decrypt(locked, password).decode().strip()
        x25519.Identity.from_str(identity)
    except DecryptError as error:
        raise _explained(str(error)) from error
    except (IdentityError, OSError, ValueError) as error:
        raise damaged() from error
    return Key(identity, locked)


def lock(plain: Readable, locked: Writable, key: Key) -> None:
    """Lock what is read; what the two ends raise is raised."""
    from pyrage import EncryptError, encrypt_io, x25519

    ends = _Ends(plain, locked)
    try:
        encrypt_io(ends, ends, [x25519.Identity.from_str(key.identity).to_public()])
    except EncryptError as error:
        raise ends.error or error from None


def unlock(locked: Readable, plain: Writable, key: Key) -> None:
    """Unlock what is read; every stretch is proved whole before it is written on. What the two ends raise is raised.

    Raises:
        NotABundle: it is damaged, cut, or locked with another key.
    """
    from pyrage import DecryptError, decrypt_io, x25519

    ends = _Ends(locked, plain)
    try:
        decrypt_io(ends, ends, [x25519.Identity.from_str(key.identity)])
    except (DecryptError, OSError) as error:
        if ends.error is not None:
            raise ends.error from None
        raise damaged() from error


class _Ends:
    """Both ends of a lock; ``error`` is what one of them raised, of which the library may tell no more than that."""

    def __init__(self, source: Readable, sink: Writable) -> None:
        self.error: BaseException | None = None
        self._source, self._sink = source, sink

    def __enter__(self) -> None:
        """Begin to read or write."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.error = self.error or error

    def read(self, size: int = -1) -> bytes:
        with self:
            return self._source.read(size)

    def write(self, content: bytes) -> int:
        with self:
            return self._sink.write(content)

    def flush(self) -> None:
        """Leave it to who wrote: a file is flushed once at its end."""


def damaged() -> NotABundle:
    """Return what is said of a bundle that is not as it was saved."""
    return NotABundle(
        _("The file is damaged or was not copied to its end."),
        safe=_("Nothing was taken in."),
        do=_("Copy it once more, or ask for it to be saved again."),
    )


def _explained(words: str) -> Exception:
    if "Excessive work" in words:
        return Unreadable(
            _("This computer is too slow to open a file with this lock."),
            safe=_("Nothing was taken in."),
            do=_("Ask for it to be saved on a computer that is not much faster than this one."),
        )
    if words == "Decryption failed":
        return WrongPassword(
            _("This password does not open the file."),
            safe=_("Nothing was taken in."),
            do=_("Check capital letters and the keyboard language, and ask whoever saved the file."),
        )
    return damaged()
