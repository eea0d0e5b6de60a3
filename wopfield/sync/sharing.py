"""An exchange with a colleague's laptop: what either side may know, and the answering half of it."""

from wopfield.store import colleagues
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection
from wopfield.sync.device import keys_of
from wopfield.sync.exchange import answer
from wopfield.sync.program import program_version
from wopfield.sync.protocol import Message
from wopfield.sync.replica import Replica
from wopfield.sync.trust import own_card, people_of, rules_of


def replica_with(database: Database, colleague: Colleague) -> Replica:
    """Return this laptop's side of an exchange with a colleague's, which sees nothing but what is shared with it."""
    own_card(database)
    keys = keys_of(database)
    with database.look() as connection:
        rules = rules_of(connection, keys, colleague.device)

    def shared(connection: Connection) -> frozenset[str]:
        return colleagues.shared_with(connection, colleague.device, people_of(connection, colleague.device))

    return Replica(database, keys, colleague.device, rules, called=called(colleague), shared=shared)


def answer_colleague(database: Database, colleague: Colleague, message: Message) -> Message:
    """Take in what a colleague's laptop brings, and return what it lacks."""
    replica = replica_with(database, colleague)
    taken = replica.take_in(message.chunks, message.certificates)
    scopes = replica.have().keys()
    return answer(replica, message, scopes, taken.refusals, replica.keys.device, program_version())


def called(colleague: Colleague) -> str:
    """Return what people call a colleague's laptop; never by the word that means the server."""
    name = colleague.laptop or colleague.name or colleague.device
    return name if name != "server" else colleague.device
