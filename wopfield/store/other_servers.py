"""What other servers than this laptop's wrote: it stays here, and is not offered to the one it has.

What a server decides itself, such as who is a member, holds nowhere else: anybody can set a server up.
"""

from sqlalchemy import Connection, select

from wopfield.store import kept
from wopfield.store.log_tables import CERTIFICATE, SEAL

_DEVICES = "other servers"


def keep(connection: Connection, devices: frozenset[str]) -> bool:
    """Keep which devices are those of other servers; return whether one that was not known wrote something here."""
    before = set(kept.get(connection, _DEVICES).split())
    kept.put(connection, _DEVICES, " ".join(sorted(devices)))
    statement = select(SEAL.c.device).where(SEAL.c.device.in_(sorted(devices - before))).limit(1)
    return connection.execute(statement).first() is not None


def lines(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return the lines, as (scope, line), that other servers wrote."""
    devices = kept.get(connection, _DEVICES).split()
    if not devices:
        return frozenset()
    statement = select(SEAL.c.scope, SEAL.c.log).where(SEAL.c.device.in_(devices)).distinct()
    return frozenset((scope, line) for scope, line in connection.execute(statement))


def lines_not_for(connection: Connection, peer: str) -> frozenset[tuple[str, str]]:
    """Return what of these does not wait for a peer: all where it is the server that this laptop has."""
    return lines(connection) if peer and peer == kept.get(connection, kept.SERVER_KEY) else frozenset()


def every_certificate(connection: Connection) -> list[tuple[str, str]]:
    """Return all certificates that are here: content and signature, by their devices."""
    statement = select(CERTIFICATE.c.content, CERTIFICATE.c.signature).order_by(CERTIFICATE.c.device)
    return [(content, signature) for content, signature in connection.execute(statement)]
