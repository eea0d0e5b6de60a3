"""What a laptop takes from others: from the server what it certified, from colleagues what somebody vouches for.

**The server's word.** A laptop that is enrolled takes from its server whatever a device sealed that this server
certified; the server judged what they may write.

**The colleagues' word.** Where laptops meet without a server, a device is believed if this laptop was paired with
it, if the server this laptop knows certified it, or if a paired laptop passed its card on. A laptop that knows no
server believes the one its colleagues belong to, for the devices nobody showed it a card of. So three laptops and more
come to agree in any order, though not every two of them ever met. A card shows the people its device writes for;
whoever seals an entry in another's name is refused. The key of a device is pinned by the first card that comes; only
the person of this laptop, by pairing anew, or the server replaces it.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.log import PROGRAM, Entry
from wopfield.errors import Refused
from wopfield.language import ENGLISH, _, spoken
from wopfield.store import colleagues, exchanges, kept, newcomer, other_servers, people
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Session
from wopfield.store.reading import read
from wopfield.store.rows import COMMONS
from wopfield.sync.device import home, keys_of
from wopfield.sync.protocol import Certificate, Chunk
from wopfield.sync.rules import Judged
from wopfield.sync.signing import (
    MOST_LETTERS,
    Card,
    Certified,
    Keys,
    certified_by_whom_it_names,
    is_of_a_server,
    make_card,
    read_card,
    read_certificate,
)


class ServersWord:
    """The rules of a laptop: who the server certified is believed; the server judged what they may write."""

    withholds = judges = False

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
                exchanges.keep_certificate(connection, said.device, certificate.content, certificate.signature)

    def besides(self, _connection: Connection, _certificates: Sequence[Certificate]) -> Sequence[Certificate]:
        """Add nothing: the server knows itself."""
        return ()

    def public_key(self, connection: Connection, device: str) -> str:
        """Return the key of a device that the server certified."""
        return self.certified(connection, device).public

    def certified(self, connection: Connection, device: str) -> Certified:
        """Return what the server's certificate says of a device; raise Refused when there is none."""
        found = exchanges.certificates(connection, [device]).get(device)
        if found is None:
            raise Refused(_("It comes from a laptop that the server has not certified."))
        return read_certificate(Certificate(*found), self._server_key)

    def server_key(self, connection: Connection, device: str) -> str:
        """Return the key of the server, and of nobody else."""
        if self.public_key(connection, device) != self._server_key:
            raise _not_withheld()
        return self._server_key

    def admit(self, _connection: Connection, _scope: str, _chunks: Sequence[Chunk]) -> None:
        """Take every scope that the server gives."""

    def judge(self, _connection: Connection, _device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        """Refuse nothing; what this program cannot read it keeps."""
        return [_read(entry) for entry in entries]


class ColleaguesWord:
    """The rules of a laptop towards a colleague's laptop, or a file that a colleague made.

    ``peer`` is the paired device that is spoken with: what it passes on is learned, and only what is shared with it is
    taken. Empty where a person looked at what comes and took it in. ``server_key`` is empty where no server is known.
    """

    withholds = False
    judges = True

    def __init__(self, own: Keys, server_key: str = "", peer: str = "") -> None:
        self._own = own
        self._server_key = server_key
        self._peer = peer

    def learn(self, connection: Connection, certificates: Sequence[Certificate]) -> None:
        """Keep what this laptop's server certified, and the cards of devices it did not know by another key."""
        if self._server_key:
            ServersWord(self._server_key).learn(connection, certificates)
        for certificate in certificates:
            word = self._vouched_by_itself(certificate)
            if word is not None and self._may_replace(connection, word, certificate):
                colleagues.keep_card(connection, word.device, certificate.content, certificate.signature, self._peer)
        if not self._server_key:
            self._learn_of_passed_on(connection, certificates)

    def besides(self, connection: Connection, certificates: Sequence[Certificate]) -> Sequence[Certificate]:
        """Add the own words of the servers that issued the certificates: a laptop without a server knows none."""
        issued = {said.server for said in map(certified_by_whom_it_names, certificates) if said is not None}
        if not issued:
            return ()
        words = {said.server: each for each in _every_word(connection) if (said := is_of_a_server(each)) is not None}
        return [words[server] for server in sorted(issued & words.keys())]

    def public_key(self, connection: Connection, device: str) -> str:
        """Return the key of a device that this laptop, its server or a colleague knows."""
        return self._known(connection, device).public

    def server_key(self, connection: Connection, device: str) -> str:
        """Return the key of the server this laptop knows, or of any where it knows none."""
        known = self._known(connection, device)
        if not known.of_server or known.public != (self._server_key or known.public):
            raise _not_withheld()
        return known.public

    def admit(self, connection: Connection, scope: str, _chunks: Sequence[Chunk]) -> None:
        """Take what is shared with the peer, and what is new here; not what was chosen to stay between others."""
        if not self._peer or scope == COMMONS:
            return
        sharing = colleagues.sharings(connection, self._peer, people_of(connection, self._peer)).get(scope)
        if sharing is None:
            colleagues.note_holds(connection, self._peer, [scope])
        elif not sharing.shared:
            raise Refused(
                _("This partnership is not shared between these two laptops."),
                do=_("Share it on both, if it should go to both."),
            )

    @spoken(ENGLISH)
    def judge(self, connection: Connection, device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        """Refuse what was written in somebody else's name; what this program cannot read it keeps.

        The reason is kept and told to its author in English, and said in the language of whoever reads it.
        """
        known = self._known(connection, device)
        if known.of_server:
            return [_read(entry) for entry in entries]
        return [_judged(_read(entry), known.people) for entry in entries]

    # ── private ──────────────────────────────────────────────────────────────────────────────────────────────

    def _known(self, connection: Connection, device: str) -> "_Known":
        """Return what is known of a device; what the server says of it comes before what it says of itself."""
        said = _certified(connection, device)
        if said is not None and said.server == self._server_key:
            return _Known(said.public, said.people, of_server=said.public == self._server_key)
        if device == self._own.device:
            return _Known(self._own.public, people_of(connection, device))
        found = colleagues.cards(connection, [device]).get(device)
        if found is None and said is not None and not self._server_key:
            return _Known(said.public, said.people)
        if found is None:
            raise Refused(
                _("It comes from a laptop that neither you nor the colleague who brings it was paired with."),
                do=_("Pair with that laptop once, or with a colleague who did."),
            )
        server = is_of_a_server(Certificate(*found))
        if server is not None:
            if self._server_key not in ("", server.public):
                raise _of_another_server()
            return _Known(server.public, frozenset(), of_server=True)
        card = read_card(Certificate(*found))
        return _Known(card.public, card.people)

    def _learn_of_passed_on(self, connection: Connection, certificates: Sequence[Certificate]) -> None:
        """Keep what servers certified whose own word colleagues passed on; the first one that speaks of a device."""
        cards = (Certificate(*each) for each in colleagues.every_card(connection))
        believed = {server.public for server in map(is_of_a_server, cards) if server is not None}
        for certificate in certificates:
            said = certified_by_whom_it_names(certificate)
            if said is None or said.public == said.server or said.server not in believed:
                continue
            before = _certified(connection, said.device)
            if said.device != self._own.device and (before is None or before.server == said.server):
                exchanges.keep_certificate(connection, said.device, certificate.content, certificate.signature)

    def _vouched_by_itself(self, certificate: Certificate) -> Card | Certified | None:
        """Return what a device says of itself, by a laptop's card or as a server; None where others say it."""
        server = is_of_a_server(certificate)
        if server is not None:
            return server
        try:
            return read_card(certificate)
        except Refused:
            return None

    def _may_replace(self, connection: Connection, word: Card | Certified, certificate: Certificate) -> bool:
        """Return whether a card says more of a device than what is known of it here, under the same key."""
        if word.device == self._own.device:
            return False
        found = colleagues.cards(connection, [word.device]).get(word.device)
        if found is None:
            certified = _certified(connection, word.device)
            return certified is None or certified.public == word.public
        if found == (certificate.content, certificate.signature) or is_of_a_server(Certificate(*found)):
            return False
        try:
            before, after = read_card(Certificate(*found)), read_card(certificate)
        except Refused:
            return False
        return before.public == after.public and before.people <= after.people


def note_other_servers(connection: Connection, server_key: str) -> bool:
    """Keep which devices here are those of other servers than this laptop's; return whether one is that was not known.

    Nothing of theirs is offered to this laptop's server: else anybody could make a server up, and say who is a member.
    """
    servers = map(is_of_a_server, _every_word(connection))
    found = {each.device for each in servers if each is not None and each.public != server_key}
    return other_servers.keep(connection, frozenset(found))


def own_card(database: Database) -> Certificate:
    """Return this device's card, made anew when its person or what it is called has changed."""
    keys = keys_of(database)
    with database.read() as session:
        card = _card_now(session, keys)
        known = colleagues.cards(session.connection(), [keys.device]).get(keys.device)
    if known != (card.content, card.signature):
        with database.write() as connection:
            colleagues.keep_card(connection, keys.device, card.content, card.signature)
    return card


def trust(database: Database, card: Certificate) -> Card:
    """Believe a device by its card from now on, because the person of this laptop said so.

    Raises:
        Refused: it is no card, was changed on the way, or claims to be this very device.
    """
    said = read_card(card)
    keys = keys_of(database)
    if said.device == keys.device:
        raise Refused(_("This is the card of this laptop, or of a copy of it."))
    with database.write() as connection:
        colleagues.keep_card(connection, said.device, card.content, card.signature)
    return said


def is_trusted(database: Database, card: Certificate) -> bool:
    """Return whether a card's device is believed already, by this key: paired, certified, or passed on by a colleague.

    Raises:
        Refused: it is no card, or was changed on the way.
    """
    said = read_card(card)
    keys = keys_of(database)
    with database.look() as connection:
        try:
            return rules_of(connection, keys).public_key(connection, said.device) == said.public
        except Refused:
            return False


def rules_of(connection: Connection, keys: Keys, peer: str = "") -> ColleaguesWord:
    """Return the rules towards a colleague's laptop, with the server this laptop knows, if it knows one."""
    at = home(connection)
    return ColleaguesWord(keys, at.key if at is not None else "", peer)


def people_of(connection: Connection, device: str) -> frozenset[str]:
    """Return the people a device writes for by its own word; nobody when it has shown no card."""
    found = colleagues.cards(connection, [device]).get(device)
    if found is None:
        return frozenset()
    try:
        return read_card(Certificate(*found)).people
    except Refused:
        return frozenset()


def laptops_of(connection: Connection) -> dict[str, list[str]]:
    """Return the laptops that write for each person, by what they call themselves."""
    found: dict[str, list[str]] = {}
    for content, signature in colleagues.every_card(connection):
        with suppress(Refused):
            card = read_card(Certificate(content, signature))
            for person in card.people:
                found.setdefault(person, []).append(card.laptop or card.name)
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Known:
    """A device, its key and the people it writes for; a server's own device writes what it likes."""

    public: str
    people: frozenset[str]
    of_server: bool = False


def _every_word(connection: Connection) -> Iterator[Certificate]:
    """Yield what servers and devices say of devices, as far as it is here."""
    for each in (*other_servers.every_certificate(connection), *colleagues.every_card(connection)):
        yield Certificate(*each)


def _certified(connection: Connection, device: str) -> Certified | None:
    """Return what the certificate of a device says that is kept here, whichever server issued it."""
    found = exchanges.certificates(connection, [device]).get(device)
    return None if found is None else certified_by_whom_it_names(Certificate(*found))


def _card_now(session: Session, keys: Keys) -> Certificate:
    """Make the card of this device; people it wrote for once it goes on writing for."""
    me = kept.get(session, kept.PERSON)
    person = people.find(session, me) if me else None
    wrote_for = people_of(session.connection(), keys.device) | ({me} if me else frozenset())
    laptop = kept.get(session, kept.LAPTOP)[:MOST_LETTERS]
    named = person or newcomer.expected(session)
    return make_card(keys, wrote_for, laptop, named.name[:MOST_LETTERS] if named else "")


def _of_another_server() -> Refused:
    # A server writes in anybody's name, and anybody can make one up: whoever belongs to one believes no other.
    return Refused(
        _("It was written by a server that this laptop does not belong to."),
        do=_("Ask the administrator of your server to let the partnership in there."),
    )


def _not_withheld() -> Refused:
    return Refused(_("An entry came without its content, and no server says why."))


def _judged(judged: Judged, may_write_for: frozenset[str]) -> Judged:
    if judged.change is None:
        return judged
    if judged.change.author != PROGRAM and judged.change.author not in may_write_for:
        return Judged(refused=_("It was written in somebody else’s name."))
    if any(edit.noun == "member" for edit in judged.change.edits):
        return Judged(refused=_("Only the server says who is a member."))
    if any(edit.noun == ACCEPTANCE for edit in judged.change.edits):
        return Judged(refused=_("Only the server accepts what it refused."))
    return judged


def _read(entry: Entry) -> Judged:
    try:
        return Judged(read(entry.payload))
    except Refused:
        return Judged()
