"""What carries an exchange: a line to a server, to a colleague's laptop, or whatever else passes messages on."""

from typing import Protocol

from wopfield.sync.protocol import Message

TRIES = 3
"""What does not get through is tried so often: each time with a smaller page, or less of a piece of a file."""


class Carrier(Protocol):
    """A line to the other side of an exchange; every call may raise ``CannotReach``, and may then be made again."""

    def exchange(self, message: Message) -> Message:
        """Carry one message of an exchange, and return the answer."""

    def missing_pieces(self, scope: str, names: list[str]) -> list[str]:
        """Return which of these pieces of files the other side does not have."""

    def put_part(self, scope: str, sha256: str, start: int, of: int, content: bytes) -> int:
        """Send what a piece of ``of`` bytes has at ``start``, and return how much of its beginning is there now.

        The other side keeps a beginning until the rest comes; what it has already it passes over.
        """

    def get_part(self, scope: str, sha256: str, start: int, most: int) -> bytes | None:
        """Return at most so many bytes of a piece from ``start`` on; None when the other side does not have it yet."""
