"""Colleagues' laptops: which were paired with this one, what is shared with each, and the cards they show.

Nothing of this is shared itself. A partnership goes to a colleague's laptop when the person of this one said so; as
long as nobody said anything, when that laptop has it already or its person is a member.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from wopfield.store import exchanges
from wopfield.store.exchanges import Connection
from wopfield.store.log_tables import CARD, COLLEAGUE, SHARING
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import Member

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A laptop that was paired with this one; ``public`` is the key it must show.

    ``paired`` is when, as the log writes moments; ``address`` where it was last met, empty when never by us.
    """

    device: str
    public: str
    laptop: str
    name: str
    paired: str
    address: str = ""
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a partnership stands with a colleague's laptop."""

    scope: str
    choice: str = ""
    holds: bool = False
    member: bool = False

    @property
    def shared(self) -> bool:
        """Return whether it goes there."""
        return self.choice == YES or (not self.choice and (self.holds or self.member))


def every(connection: Connection) -> list[Colleague]:
    """Return all laptops this one was paired with, by the names of their owners."""
    found = [Colleague(**line) for line in connection.execute(select(COLLEAGUE)).mappings()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.laptop.casefold(), each.device))


def find(connection: Connection, device: str) -> Colleague | None:
    """Return a laptop this one was paired with, or None."""
    found = connection.execute(select(COLLEAGUE).where(COLLEAGUE.c.device == device)).mappings().first()
    return None if found is None else Colleague(**found)


def keep(connection: Connection, colleague: Colleague) -> None:
    """Keep that a laptop was paired, in place of what was known of it."""
    connection.execute(delete(COLLEAGUE).where(COLLEAGUE.c.device == colleague.device))
    connection.execute(
        insert(COLLEAGUE).values(
            device=colleague.device,
            public=colleague.public,
            laptop=colleague.laptop,
            name=colleague.name,
            paired=colleague.paired,
            address=colleague.address,
            allowed=colleague.allowed,
        )
    )


def forget(connection: Connection, device: str) -> None:
    """Forget a laptop and what was shared with it; what came from it stays."""
    connection.execute(delete(COLLEAGUE).where(COLLEAGUE.c.device == device))
    connection.execute(delete(SHARING).where(SHARING.c.device == device))


def allow(connection: Connection, device: str, allowed: bool) -> None:
    """Let a paired laptop share, or not for now."""
    connection.execute(update(COLLEAGUE).where(COLLEAGUE.c.device == device).values(allowed=allowed))


def note_met(connection: Connection, device: str, address: str) -> None:
    """Keep where a paired laptop was met."""
    connection.execute(update(COLLEAGUE).where(COLLEAGUE.c.device == device).values(address=address))


# ── what is shared ───────────────────────────────────────────────────────────────────────────────────────────


def choose(connection: Connection, device: str, scope: str, choice: str) -> None:
    """Keep what the person chose for a partnership and a laptop: ``YES``, ``NO``, or empty for nothing."""
    _put(connection, device, scope, choice=choice)


def note_holds(connection: Connection, device: str, scopes: Iterable[str]) -> None:
    """Keep that a laptop showed that it has these partnerships."""
    for scope in scopes:
        _put(connection, device, scope, holds=True)


def sharings(connection: Connection, device: str, people: Collection[str]) -> Mapping[str, Sharing]:
    """Return how every partnership here, or chosen for, stands with a laptop that writes for ``people``."""
    members = table(Member)
    statement = select(members.c.scope).where(
        members.c.person.in_(sorted(people)), members.c.alive, members.c.role != ""
    )
    member_of = set(connection.execute(statement).scalars())
    known = {
        scope: (choice, holds)
        for scope, choice, holds in connection.execute(
            select(SHARING.c.scope, SHARING.c.choice, SHARING.c.holds).where(SHARING.c.device == device)
        )
    }
    scopes = {*exchanges.scopes(connection), *known} - {COMMONS}
    return {scope: Sharing(scope, *known.get(scope, ("", False)), scope in member_of) for scope in sorted(scopes)}


def shared_with(connection: Connection, device: str, people: Collection[str]) -> frozenset[str]:
    """Return the scopes that may go to a laptop: ``commons``, and the partnerships shared with it."""
    found = sharings(connection, device, people).values()
    return frozenset({COMMONS, *(each.scope for each in found if each.shared)})


# ── cards ────────────────────────────────────────────────────────────────────────────────────────────────────


def cards(connection: Connection, devices: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the cards of some devices that are here: content and signature."""
    statement = select(CARD.c.device, CARD.c.content, CARD.c.signature).where(CARD.c.device.in_(sorted(devices)))
    return {device: (content, signature) for device, content, signature in connection.execute(statement)}


def every_card(connection: Connection) -> list[tuple[str, str]]:
    """Return all cards that are here: content and signature, by their devices."""
    statement = select(CARD.c.content, CARD.c.signature).order_by(CARD.c.device)
    return [(content, signature) for content, signature in connection.execute(statement)]


def keep_card(connection: Connection, device: str, content: str, signature: str, brought_by: str = "") -> None:
    """Keep the card of a device in place of the one before."""
    connection.execute(delete(CARD).where(CARD.c.device == device))
    connection.execute(insert(CARD).values(device=device, content=content, signature=signature, brought_by=brought_by))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _put(connection: Connection, device: str, scope: str, **values: str | bool) -> None:
    here = (SHARING.c.device == device) & (SHARING.c.scope == scope)
    known = connection.execute(update(SHARING).where(here).values(**values))
    if known.rowcount == 0:
        connection.execute(
            insert(SHARING).values(**{"device": device, "scope": scope, "choice": "", "holds": False, **values})
        )
