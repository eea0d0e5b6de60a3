"""An exchange with a colleague's laptop: what either side may know, and the answering half of it."""

from collections.abc import Collection

from wopfield.store import colleagues, exchanges
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection
from wopfield.sync.device import keys_of
from wopfield.sync.exchange import Taken, answer
from wopfield.sync.program import program_version
from wopfield.sync.protocol import Message, digest
from wopfield.sync.refusing import forget_whole, judge_again, keep_refusals
from wopfield.sync.replica import Replica
from wopfield.sync.trust import own_card, people_of, rules_of


def replica_with(database: Database, colleague: Colleague, unwanted: Collection[str] = ()) -> Replica:
    """Return this laptop's side of an exchange with a colleague's, which sees nothing but what is shared with it.

    ``unwanted`` are scopes that the other person chose not to share with this laptop.
    """
    own_card(database)
    keys = keys_of(database)
    with database.look() as connection:
        rules = rules_of(connection, keys, colleague.device)

    def shared(connection: Connection) -> frozenset[str]:
        people = people_of(connection, colleague.device)
        return colleagues.shared_with(connection, colleague.device, people).difference(unwanted)

    return Replica(database, keys, colleague.device, rules, called=called(colleague), shared=shared)


def answer_with(replica: Replica, message: Message) -> tuple[Message, Taken]:
    """Take in what a colleague's laptop brings; return what it lacks, and what came of taking it in."""
    taken = replica.take_in(message.chunks, message.certificates)
    mine = replica.have()
    same = {scope: heads for scope, heads in mine.items() if message.same.get(scope) == digest(heads)}
    told = {scope: heads for scope, heads in message.have.items() if scope in mine}
    replica.confirm({**told, **same}, ())
    if message.standing is not None:
        taken.touched |= replica.hear_standing(message.standing, message.same.keys() | message.have.keys())
    with replica.database.look() as connection:
        refused = any(each.peer == replica.peer and not each.name for each in exchanges.refusals(connection))
    if refused or message.refusals:
        with replica.database.write() as connection:
            forget_whole(connection, replica.peer)
            keep_refusals(connection, replica.peer, message.refusals)
    if message.certificates:
        taken.touched |= judge_again(replica.database, replica.rules)
    said = answer(replica, message, mine.keys(), taken.refusals, replica.keys.device, program_version())
    return said, taken


def is_new(database: Database, device: str) -> bool:
    """Return whether nothing was ever exchanged with a colleague's laptop."""
    with database.look() as connection:
        return not exchanges.confirmed(connection, device)


def waiting_for(connection: Connection, device: str) -> int:
    """Return how many rows of what is shared with a colleague's laptop have changes that it did not say it has."""
    sharings = colleagues.sharings(connection, device, people_of(connection, device))
    return sum(
        count
        for scope, _noun, count in exchanges.waiting(connection, device)
        if scope not in sharings or sharings[scope].shared
    )


def called(colleague: Colleague) -> str:
    """Return what people call a colleague's laptop; never by the word that means the server."""
    name = colleague.laptop or colleague.name or colleague.device
    return name if name != "server" else colleague.device
