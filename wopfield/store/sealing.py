"""Bytes sealed with a key, so that nobody else reads them or changes them unnoticed."""

import secrets

_NONCE = 12
ADDED = _NONCE + 16
"""So many bytes longer than its content is what was sealed."""


def seal(key: bytes, content: bytes, about: str) -> bytes:
    """Return bytes sealed with a key of 256 bits; they open as what they are ``about`` alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def opened(key: bytes, sealed: bytes, about: str) -> bytes:
    """Return what was sealed.

    Raises:
        ValueError: it was changed, or sealed with another key or about something else.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except InvalidTag as error:
        raise ValueError("this was not sealed so") from error
