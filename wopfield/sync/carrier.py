"""What carries an exchange: a line to a server, to a colleague's laptop, or whatever else passes messages on."""

from typing import Protocol

from wopfield.sync.protocol import Message

TRIES = 3
"""What does not get through is tried so often: a message each time with a smaller page, a piece of a file as it is."""


class Carrier(Protocol):
    """A line to the other side of an exchange; every call may raise ``CannotReach``, and may then be made again."""

    def exchange(self, message: Message) -> Message:
        """Carry one message of an exchange, and return the answer."""

    def missing_pieces(self, scope: str, names: list[str]) -> list[str]:
        """Return which of these pieces of files the other side does not have."""

    def put_piece(self, scope: str, sha256: str, content: bytes) -> None:
        """Send a piece of a file."""

    def get_piece(self, scope: str, sha256: str) -> bytes | None:
        """Return a piece of a file; None when the other side does not have it yet."""
