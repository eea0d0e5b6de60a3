"""One exchange from beginning to end, whoever the other side is: the entries, the files, and what is noted of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic

from wopfield.errors import CannotReach, NoConnection, Refused
from wopfield.language import Saying, later
from wopfield.store import exchange_log, exchanges
from wopfield.store.exchange_log import Past
from wopfield.store.exchanges import Connection
from wopfield.store.files import FileStore
from wopfield.store.log import timestamp
from wopfield.sync.carrier import TRIES, Carrier
from wopfield.sync.exchange import Exchange, Progress
from wopfield.sync.pieces import Moved, check_pieces, fetch_pieces, send_pieces
from wopfield.sync.program import program_version
from wopfield.sync.protocol import Message, Refusal, digest
from wopfield.sync.refusing import NotTaken, forget_whole, judge_again, not_taken
from wopfield.sync.replica import Replica
from wopfield.sync.trust import rules_of


@dataclass(frozen=True, slots=True)
class Step:
    """How far an exchange is: entries and pieces of files, each way, and entries still to send."""

    sent: int
    received: int
    to_send: int
    files_sent: int = 0
    files_received: int = 0
    files_left: int = 0
    """Pieces of files that are still to move, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an exchange came to; ``touched`` names the nouns that changed here."""

    sent: int
    received: int
    refused: int
    """How many entries, logs and partnerships the other side did not take."""
    files_sent: int
    files_received: int
    seconds: float
    requests: int
    touched: frozenset[str]
    not_taken: tuple[NotTaken, ...] = ()
    """What that comes to, by partnership and reason."""
    refused_here: tuple[Refusal, ...] = ()
    """What this laptop did not take."""
    stopped: bool = False
    copied: bool = False
    """A laptop was copied and both copies went on; both lines are kept."""
    files_left: int | None = None
    """Pieces of files that the other side still lacks; None when it did not come to the files."""


OnStep = Callable[[Step], None]
Stop = Callable[[], bool]


def meet(
    open_line: Callable[[], AbstractContextManager[Carrier]],
    replica: Replica,
    files: FileStore | None = None,
    progress: OnStep | None = None,
    stop: Stop | None = None,
    *,
    tell_back: bool = False,
) -> Outcome:
    """Exchange until both sides have the same, then bring the files; ``stop`` ends it between two messages.

    ``tell_back`` lets the other side know at the end what arrived here, where it keeps account of that too.

    Raises:
        CannotReach: what was taken in before stays, and the next exchange goes on from there.
        Refused: so it does where the other side would not go on.
    """
    began = monotonic()
    exchange = Exchange(replica, replica.keys.device, program_version())
    moved = Moved()
    watch = _Watch(replica, exchange.progress, moved, progress, stop)
    trouble: CannotReach | Refused | None = None
    left: int | None = None
    try:
        with replica.database.taking_much(), open_line() as line:
            left = _run(exchange, line, replica, files, moved, watch, tell_back=tell_back)
    except (CannotReach, Refused) as error:
        # A request that hung may have been ended because somebody wanted it.
        watch.stopped = watch.stopped or (isinstance(error, NoConnection) and stop is not None and stop())
        trouble = None if watch.stopped else error
    with replica.database.look() as connection:
        rules = rules_of(connection, replica.keys)
    touched = judge_again(replica.database, rules)
    seconds = monotonic() - began
    done = exchange.progress
    stopped = later("stopped; the next exchange goes on from here") if watch.stopped else Saying("")
    ended = trouble.saying if trouble else stopped
    with replica.database.write() as connection:
        forget_whole(connection, replica.peer, all_of_them=trouble is None and not watch.stopped)
        touched |= replica.keep_refusals(connection, done.refusals.values())
        left_out = not_taken(connection, replica.peer, done.refusals.values())
        refused = sum(max(each.entries, 1) for each in left_out)
        note_run(
            connection,
            replica,
            done.sent,
            done.received,
            refused,
            len(done.refused_here),
            moved,
            seconds,
            ended,
            copied=bool(done.apart),
        )
    if trouble is not None:
        raise trouble
    return Outcome(
        sent=done.sent,
        received=done.received,
        refused=len(done.refusals),
        files_sent=moved.sent,
        files_received=moved.received,
        seconds=seconds,
        requests=done.requests,
        touched=done.touched | touched,
        not_taken=left_out,
        refused_here=tuple(done.refused_here.values()),
        stopped=watch.stopped,
        copied=bool(done.apart),
        files_left=left,
    )


def note_run(
    connection: Connection,
    replica: Replica,
    sent: int,
    received: int,
    refused: int,
    refused_here: int,
    moved: Moved,
    seconds: float,
    ended: Saying,
    *,
    copied: bool,
) -> None:
    """Keep a line about a run with the replica's peer, whoever asked; ``ended`` says why it ended early, or nothing."""
    told = Past(
        at=timestamp(replica.database.clock()),
        peer=replica.peer,
        sent=sent,
        received=received,
        seconds=f"{seconds:.1f}",
        outcome=ended.written(),
        refused=refused,
        files_sent=moved.sent,
        files_received=moved.received,
        way=exchanges.SERVER if replica.called == exchanges.SERVER else exchanges.LAPTOP,
        called=replica.called,
        refused_here=refused_here,
        copied=copied,
    )
    exchange_log.note_exchange(connection, told)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Watch:
    """Tell how far it is, and hear whether to stop."""

    def __init__(
        self, replica: Replica, done: Progress, moved: Moved, progress: OnStep | None, stop: Stop | None
    ) -> None:
        self.stopped = False
        self._replica = replica
        self._done = done
        self._moved = moved
        self._progress = progress
        self._stop = stop

    def go_on(self) -> bool:
        """Tell how far it is; False when somebody wants it to end."""
        if self._progress is not None:
            with self._replica.database.look() as connection:
                to_send = exchanges.count_waiting(connection, self._replica.peer)
            done, moved = self._done, self._moved
            self._progress(Step(done.sent, done.received, to_send, moved.sent, moved.received, moved.left))
        self.stopped = self.stopped or (self._stop is not None and self._stop())
        return not self.stopped


def _run(
    exchange: Exchange,
    line: Carrier,
    replica: Replica,
    files: FileStore | None,
    moved: Moved,
    watch: _Watch,
    *,
    tell_back: bool,
) -> int | None:
    """Carry the entries, then the files; return how many pieces the other side lacks, None if it did not get there."""
    _carry(exchange, line, watch)
    if tell_back and (exchange.progress.received or exchange.untold) and not watch.stopped:
        line.exchange(_all_there(replica, exchange.untold))
    if files is None or watch.stopped:
        return None
    return _bring_files(line, replica, files, moved, watch, exchange.closed)


def _carry(exchange: Exchange, line: Carrier, watch: _Watch) -> None:
    """Carry messages until both sides have the same."""
    tries = TRIES
    while watch.go_on() and (message := exchange.next_message()) is not None:
        try:
            answer = line.exchange(message)
        except NoConnection:
            tries -= 1
            if not tries or not message.entries or not exchange.make_smaller():
                raise
            continue
        tries = TRIES
        exchange.receive(answer)


def _all_there(replica: Replica, refusals: tuple[Refusal, ...]) -> Message:
    """Return a message that says what is here and what was not taken last, and asks for nothing."""
    same = {scope: digest(heads) for scope, heads in replica.have().items()}
    return Message(device=replica.keys.device, program=program_version(), same=same, refusals=refusals, room=0)


def _bring_files(
    line: Carrier, replica: Replica, files: FileStore, moved: Moved, watch: _Watch, closed_now: frozenset[str]
) -> int:
    """Bring pieces both ways, but for scopes that are closed to this laptop; return how many the other side lacks."""
    with replica.database.look() as connection:
        closed = {each.scope for each in exchanges.refusals(connection) if each.peer == replica.peer and not each.line}
    scopes = frozenset(replica.have()) - closed - closed_now
    check_pieces(replica.database, files, watch.go_on)
    left = send_pieces(line, replica.peer, replica.database, files, scopes, moved, watch.go_on)
    fetch_pieces(line, replica.peer, replica.database, files, scopes, moved, watch.go_on)
    return left
