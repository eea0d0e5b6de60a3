"""What is taken from whom: what a database asks of the rules it lives by before it keeps anything of a page."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from wopfield.domain.log import Change, Entry
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.exchanges import Connection
from wopfield.sync.protocol import Certificate, Chunk
from wopfield.sync.signing import is_signed, withheld_bytes


class Judged(NamedTuple):
    """What an entry says, or why it is refused; neither where it is kept though this program cannot read it."""

    change: Change | None = None
    refused: str = ""


class Rules(Protocol):
    """What is taken from whom."""

    def public_key(self, connection: Connection, device: str) -> str:
        """Return the key of a device that somebody vouches for; raise Refused when nobody does."""

    withholds: bool
    """Whether what is refused here is passed on without its content, on this device's word."""

    judges: bool
    """Whether entries are judged here one by one, so that there is something to say of those still refused."""

    def server_key(self, connection: Connection, device: str) -> str:
        """Return the key of a server whose refusals count here; raise Refused when the device is none."""

    def learn(self, connection: Connection, certificates: Sequence[Certificate]) -> None:
        """Keep certificates that came with a page."""

    def besides(self, connection: Connection, certificates: Sequence[Certificate]) -> Sequence[Certificate]:
        """Return what the other side needs besides the certificates that go with a page, to believe them."""

    def admit(self, connection: Connection, scope: str, chunks: Sequence[Chunk]) -> None:
        """Let what concerns a scope in, one at a time; raise Refused when nothing of it is taken from this side."""

    def judge(self, connection: Connection, device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        """Weigh entries that ``device`` sealed; a refused one is kept in its place and passed on without content."""


def check_withheld(rules: Rules, connection: Connection, chunk: Chunk, known: int = 0) -> None:
    """Check that a server vouches for each entry that came without its content, after the first ``known``.

    Raises:
        Refused: one came without, and no server that counts here says that it withholds it.
    """
    for seq, line in enumerate(chunk.lines[known:], start=chunk.first + known):
        if isinstance(line, bytes):
            continue
        key = rules.server_key(connection, line.device)
        if not line.reason or not is_signed(
            key, withheld_bytes(chunk.scope, chunk.log, seq, line.name, line.reason), line.signature
        ):
            raise Refused(_("An entry came without its content, and no server says why."))
