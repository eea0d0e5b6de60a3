"""What a laptop takes from the server it is enrolled at: whatever a device sealed that this server certified."""

from collections.abc import Sequence

from wopfield.domain import log as wording
from wopfield.domain.log import Entry
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import exchanges
from wopfield.store.exchanges import Connection
from wopfield.sync.protocol import Certificate, Chunk
from wopfield.sync.replica import Judged
from wopfield.sync.signing import Certified, read_certificate


class ServersWord:
    """The rules of a laptop: who the server certified is believed; the server judged what they may write."""

    def __init__(self, server_key: str) -> None:
        self._server_key = server_key

    def learn(self, connection: Connection, certificates: Sequence[Certificate]) -> None:
        """Keep certificates that this server issued, and no others."""
        for certificate in certificates:
            try:
                said = read_certificate(certificate, self._server_key)
            except Refused:
                continue
            known = exchanges.certificates(connection, [said.device])
            if known.get(said.device) != (certificate.content, certificate.signature):
                exchanges.keep_certificate(
                    connection, said.device, certificate.content, certificate.signature
                )

    def public_key(self, connection: Connection, device: str) -> str:
        """Return the key of a device that the server certified."""
        return self.certified(connection, device).public

    def certified(self, connection: Connection, device: str) -> Certified:
        """Return what the server's certificate says of a device; raise Refused when there is none."""
        found = exchanges.certificates(connection, [device]).get(device)
        if found is None:
            raise Refused(_("It comes from a laptop that the server has not certified."))
        return read_certificate(Certificate(*found), self._server_key)

    def admit(self, _connection: Connection, _scope: str, _chunks: Sequence[Chunk]) -> None:
        """Take every scope that the server gives."""

    def judge(self, _connection: Connection, _device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        """Refuse nothing; what this program cannot read it keeps."""
        return [_read(entry) for entry in entries]


def _read(entry: Entry) -> Judged:
    try:
        return Judged(wording.read(entry.payload))
    except Refused:
        return Judged()
