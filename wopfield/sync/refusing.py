"""Refusals: what another side did not take is kept until it is taken, and what was refused here is judged again."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from wopfield.domain.log import Entry, Name
from wopfield.errors import Refused
from wopfield.store import exchanges, refused
from wopfield.store.accepting import acceptances, let_stand
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Kept
from wopfield.store.layout import lay_out_read
from wopfield.store.log import timestamp
from wopfield.store.refused import Here, refusals_by
from wopfield.store.withdrawing import bring_back, counting_of_others, withdraw, withdrawn
from wopfield.sync.protocol import MOST_ASKED, MOST_STANDING, Chunk, Refusal
from wopfield.sync.rules import Rules


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What the other side did not take of a partnership for one reason; ``entries`` as far as they are known here."""

    scope: str
    reason: str
    whole: bool
    """All of a partnership, or of a log from one entry on."""
    entries: int


def not_taken(connection: Connection, peer: str, refusals: Iterable[Refusal]) -> tuple[NotTaken, ...]:
    """Return how much refusals of a peer come to, by partnership and reason."""
    entries: dict[tuple[str, str, bool], set[Name]] = {}
    for each in refusals:
        kept = Kept(peer, each.scope, each.log, each.seq, each.name, each.reason)
        names = {each.name} if each.name else {entry.name for entry in covered(connection, kept)}
        entries.setdefault((each.scope, each.reason, not each.name), set()).update(names)
    return tuple(NotTaken(*key, len(names)) for key, names in sorted(entries.items()))


def keep_refusals(connection: Connection, peer: str, refusals: Iterable[Refusal]) -> None:
    """Keep what a peer did not take, but for what was taken in the end."""
    for each in refusals:
        if each.name and acceptances(connection, each.scope, [each.name]):
            continue
        found = exchanges.find(connection, each.scope, [each.name] if each.name else [])
        line = found[each.name].line if each.name in found else each.log
        exchanges.keep_refusals(connection, [Kept(peer, each.scope, line, each.seq, each.name, each.reason)])


def covered(connection: Connection, refusal: Kept) -> Iterator[Entry]:
    """Yield the entries that a refusal speaks of, as far as they are here and the other side lacks them."""
    if refusal.name:
        entry = exchanges.entry(connection, refusal.scope, refusal.line, refusal.seq)
        if entry is not None:
            yield entry
        return
    known = exchanges.confirmed(connection, refusal.peer)
    for line in exchanges.lines(connection, [refusal.scope]):
        if refusal.line and refusal.line not in (line.id, line.log):
            continue
        after = max(known.get((line.scope, line.id), 0), refusal.seq - 1, line.first - 1)
        for number, (name, payload, _why, _own) in enumerate(
            exchanges.entries_between(connection, line.scope, line.id, after, line.seq), after + 1
        ):
            yield Entry(line.scope, line.id, number, name, payload)


def forget_whole(connection: Connection, peer: str, *, all_of_them: bool = False) -> None:
    """Forget that a peer refused logs or partnerships of which it has by now what it had refused; or all of them."""
    whole = [each for each in exchanges.refusals(connection) if each.peer == peer and not each.name]
    known = exchanges.confirmed(connection, peer) if whole else {}
    exchanges.forget_refusals(connection, [each for each in whole if all_of_them or _has(connection, each, known)])


def heed(connection: Connection, peer: str, refusals: Iterable[Refusal]) -> frozenset[str]:
    """Withdraw what a server refuses of the work that came here from others, and return the nouns that changed."""
    touched: frozenset[str] = frozenset()
    for scope, said in _reasons(refusals).items():
        accepted = acceptances(connection, scope, said)
        among = counting_of_others(connection, scope, said.keys() - accepted.keys())
        if among:
            places = exchanges.find(connection, scope, among)
            on_its_word = [Kept(peer, scope, at.line, at.seq, name, said[name]) for name, at in places.items()]
            exchanges.keep_refusals(connection, on_its_word)
            touched |= withdraw(connection, scope, {name: said[name] for name in among})
    return touched


def hear_standing(
    database: Database, peer: str, told: Collection[Refusal], scopes: Collection[str], *, of_all: bool = False
) -> frozenset[str]:
    """Keep which entries that are here a peer still refuses in some scopes, and of these no others.

    A laptop tells ``of_all``, whoever wrote them, what a server refuses: it may have them from their authors, and would
    else show what nobody has who knows the server alone. Those of others are withdrawn until the server takes them.
    What was written here and others replaced stays listed, for its author to see, until they take it off.

    Returns:
        The nouns that changed here.
    """
    with database.look() as connection:
        before = {each.name: each for each in refusals_by(connection, peer, own=not of_all) if each.scope in scopes}
        out = {each.name: each for each in withdrawn(connection, peer)} if of_all else {}
        now = {each.name: each for each in _held_among(connection, peer, told)}
        names = {each.name for each in told}
        now |= {name: each for name, each in out.items() if name in names}
        left = [each for name, each in before.items() if name in names and name not in now]
        now |= {each.name: each for each in refused.replaced_by_others(connection, left)}
        fresh = of_all and any(counting_of_others(connection, scope, said) for scope, said in _reasons(told).items())
    if before == now and not fresh:
        return frozenset()
    gone = [each for name, each in before.items() if name not in now] if len(told) < MOST_STANDING else []
    with database.write() as connection:
        touched = bring_back(connection, [each for each in gone if each.name in out])
        exchanges.forget_refusals(connection, gone)
        exchanges.keep_refusals(connection, list(now.values()))
        return touched | (heed(connection, peer, told) if of_all else frozenset())


def note_untaken(
    database: Database, peer: str, called: str, chunks: Collection[Chunk], refusals: Collection[Refusal]
) -> None:
    """Keep which logs and partnerships of a page were not taken, for people to read, until they are."""
    whole = {(each.scope, each.log): each for each in refusals if not each.name}
    brought = {(chunk.scope, log) for chunk in chunks for log in (chunk.log, "")}
    with database.look() as connection:
        known = [each.kept for each in refused.untaken(connection) if (each.kept.scope, each.kept.line) in brought]
    if not whole and not known:
        return
    closed = {scope for scope, log in whole if not log}
    taken = [
        each
        for each in known
        if (each.scope, each.line) not in whole and each.scope not in closed and (each.line or each.peer == peer)
    ]
    lines = [Here(Kept(peer, each.scope, each.log, 0, Name(""), each.reason), called) for each in whole.values()]
    with database.write() as connection:
        refused.forget_untaken(connection, taken)
        refused.note_untaken(connection, lines, timestamp(database.clock()))


def doubted(connection: Connection, peer: str, own: str) -> dict[str, list[Refusal]]:
    """Return the logs that a peer did not take, by the device that sealed them; not those of the device ``own``."""
    found: dict[str, list[Refusal]] = {}
    for each in exchanges.refusals(connection):
        if each.peer != peer or each.name or not each.line:
            continue
        device = exchanges.sealer_of(connection, each.scope, each.line)
        if device not in ("", own) and (device in found or len(found) < MOST_ASKED):
            log = exchanges.log_of(each.line)
            found.setdefault(device, []).append(Refusal(each.scope, log, each.seq, each.name, each.reason))
    return found


def believed(connection: Connection, rules: Rules, devices: Collection[str]) -> frozenset[str]:
    """Return those of some devices whose logs the rules would take."""
    found: set[str] = set()
    for device in devices:
        with suppress(Refused):
            rules.public_key(connection, device)
            found.add(device)
    return frozenset(found)


def judge_again(database: Database, rules: Rules) -> frozenset[str]:
    """Take what was refused here and is believed by now, because more is known of who wrote it.

    Returns:
        The nouns that changed here.
    """
    touched: frozenset[str] = frozenset()
    with database.look() as connection:
        found = [each.kept for each in refused.judged_here(connection)]
    for (scope, line), kept in groupby(found, key=lambda each: (each.scope, each.line)):
        names = {each.name for each in kept}
        with database.look() as connection:
            believed = _believed(connection, rules, scope, line, names)
        if believed:
            with database.write() as connection:
                touched |= lay_out_read(connection, scope, let_stand(connection, scope, believed))
    return touched


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _reasons(refusals: Iterable[Refusal]) -> dict[str, dict[Name, str]]:
    """Return by scope why each single entry was refused."""
    found: dict[str, dict[Name, str]] = {}
    for each in refusals:
        if each.name:
            found.setdefault(each.scope, {})[each.name] = each.reason
    return found


def _has(connection: Connection, refusal: Kept, known: Mapping[tuple[str, str], int]) -> bool:
    """Return whether somebody who has so much of each line took what they had refused as a whole."""
    if refusal.line:
        return any(
            scope == refusal.scope and exchanges.log_of(line) == refusal.line and seq >= max(refusal.seq, 1)
            for (scope, line), seq in known.items()
        )
    lines = exchanges.lines(connection, [refusal.scope])
    return bool(lines) and all(known.get((line.scope, line.id), 0) >= line.seq for line in lines)


def _held_among(connection: Connection, peer: str, told: Collection[Refusal]) -> list[Kept]:
    """Return what a peer refuses of the work that counts here and still stands."""
    found: list[Kept] = []
    for scope in sorted({each.scope for each in told}):
        reasons = {each.name: each.reason for each in told if each.scope == scope and each.name}
        accepted = acceptances(connection, scope, reasons)
        for name, (line, seq) in refused.held_and_standing(connection, scope, reasons.keys() - accepted).items():
            found.append(Kept(peer, scope, line, seq, name, reasons[name]))
    return found


def _believed(
    connection: Connection, rules: Rules, scope: str, line: str, names: Collection[Name]
) -> dict[Name, bytes]:
    """Return those of the refused entries of a line that the rules take now, with what they say."""
    device = exchanges.sealer_of(connection, scope, line)
    entries = [
        Entry(scope, line, place.seq, name, found.payload)
        for name, place in exchanges.find(connection, scope, names).items()
        if (found := exchanges.entry(connection, scope, line, place.seq)) is not None and found.payload
    ]
    try:
        judged = rules.judge(connection, device, entries)
    except Refused:
        return {}
    pairs = zip(entries, judged, strict=True)
    return {entry.name: entry.payload for entry, each in pairs if each.change is not None}
