"""What the server takes from whom: a certified device, a member, and what the member's role may write.

Nothing is taken on a laptop's word: the author of an entry must be somebody the sealing device speaks for, and
memberships come from the server's own device alone. What is refused stays in its place, so that nothing waits for it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial

from sqlalchemy import Connection, insert, select, update

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.checklist import SELF
from wopfield.domain.log import PROGRAM, Change, Edit, Entry
from wopfield.errors import Refused
from wopfield.language import ENGLISH, _, spoken
from wopfield.server import devices, members, vouching
from wopfield.server.devices import Device
from wopfield.server.tables import SCOPE
from wopfield.store.database import Clock
from wopfield.store.reading import (
    LENGTH_OF_NAME,
    LONGEST_AUTHOR,
    LONGEST_MOMENT,
    LONGEST_NOUN,
    LONGEST_REGISTER,
    LONGEST_ROW,
    MOST_BASES,
    read,
    read_usual,
)
from wopfield.store.rights import LEAD, MENTEE, MENTEE_ACTION, MENTOR, REVIEWER, ROLE_MAY, SHARED
from wopfield.store.rows import COMMONS, are_texts, table
from wopfield.store.tables import NOUNS, Answer
from wopfield.sync.protocol import Certificate, Chunk
from wopfield.sync.rules import Judged
from wopfield.sync.signing import Keys

ISSUE_MAY = frozenset({LEAD})
"""Who may issue a report; its words may be written by whoever may write reports."""

_LONGEST_KEY = 200
_PLAIN = frozenset({str, bool, int, type(None)})


class ServersRules:
    """The rules for what one device brings; made anew for each request."""

    withholds = judges = True

    def __init__(self, server: Keys, carrier: Device, clock: Clock) -> None:
        self._server = server
        self._carrier = carrier
        self._clock = clock
        self._devices: dict[str, Device] = {}

    def learn(self, _connection: Connection, _certificates: Sequence[Certificate]) -> None:
        """Take no certificate from anybody: the server knows whom it certified."""

    def besides(self, _connection: Connection, _certificates: Sequence[Certificate]) -> Sequence[Certificate]:
        """Add nothing: who enrolled here knows this server."""
        return ()

    def public_key(self, connection: Connection, device: str) -> str:
        """Return the key of a device that this server certified and did not shut out."""
        if device == self._server.device:
            return self._server.public
        found = self._devices.get(device) or devices.find(connection, device)
        if found is None:
            raise Refused(_("It comes from a laptop that never signed in here. It waits until its owner has."))
        if found.revoked:
            raise Refused(_("It comes from a laptop that was shut out."))
        self._devices[device] = found
        return found.public_key

    def server_key(self, _connection: Connection, device: str) -> str:
        """Return this server's own key: nobody else leaves out here what somebody entered."""
        if device != self._server.device:
            raise Refused(_("An entry came without its content, and this server never refused it."))
        return self._server.public

    def admit(self, connection: Connection, scope: str, chunks: Sequence[Chunk]) -> None:
        """Let a member's entries in, and lock the scope; a partnership begun on a laptop is opened by its maker."""
        locked = connection.execute(update(SCOPE).where(SCOPE.c.id == scope).values(touched=SCOPE.c.touched + 1))
        if locked.rowcount == 0:
            if scope != COMMONS and not self._began(connection, scope, chunks):
                raise _not_yours()
            self._open(connection, scope)
        elif scope not in members.open_to(connection, self._carrier.account, [scope]):
            raise _not_yours()

    @spoken(ENGLISH)
    def judge(self, connection: Connection, device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        """Return what each entry says, or why it is refused."""
        if device == self._server.device:
            return [_readable(entry) for entry in entries]
        return judge(connection, self._devices[device], entries) if entries else []

    def _began(self, connection: Connection, scope: str, chunks: Sequence[Chunk]) -> bool:
        """Return whether the first entry of a log makes the partnership, by somebody who brings it."""
        for chunk in chunks:
            line = chunk.lines[0]
            if chunk.first != 1 or not isinstance(line, bytes):
                continue
            try:
                change = wording.read(line)
            except Refused:
                continue
            makes = any((edit.noun, edit.row) == ("partnership", scope) for edit in change.edits)
            if makes and change.author in self._carrier.people and chunk.device == self._carrier.id:
                return True
        return False

    def _open(self, connection: Connection, scope: str) -> None:
        connection.execute(
            insert(SCOPE).values(
                id=scope,
                opened_by=self._carrier.account,
                opened=self._clock().astimezone(UTC).isoformat(timespec="microseconds"),
                touched=1,
            )
        )
        if scope != COMMONS:
            members.set_role(connection, scope, self._carrier.account, LEAD, self._clock)


@spoken(ENGLISH)
def judge(connection: Connection, sealer: Device, entries: Sequence[Entry]) -> Sequence[Judged]:
    """Return what each entry of a partnership says that a laptop sealed, or why it is refused.

    The reason is kept and told to its author in English, and said in the language of whoever reads it.
    """
    role = members.role_of(connection, entries[0].scope, sealer.account)
    forbidden = cache(partial(_forbidden, entries[0].scope, role))  # most entries write the same registers
    judged = [_judge(entry, sealer.people, forbidden) for entry in entries]
    if entries[0].scope == COMMONS:
        joined = _only_leads_join(connection, sealer, judged)
        return vouching.refuse_strangers(connection, sealer.account, sealer.people, joined)
    return _only_own_ratings(connection, entries, judged) if role == MENTEE else judged


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _judge(entry: Entry, people: frozenset[str], forbidden: Callable[[str, str, str], str]) -> Judged:
    judged = _readable(entry)
    change = judged.change
    if change is None:
        return judged
    if change.author not in people and change.author != PROGRAM:
        return Judged(refused=_("It was written in somebody else’s name."))
    for noun, row, register, _values, _bases in change.edits:
        why = forbidden(noun, row if noun == "partnership" else "", register)
        if why:
            return Judged(refused=why)
    return judged


def _only_leads_join(connection: Connection, sealer: Device, judged: Sequence[Judged]) -> Sequence[Judged]:
    """Refuse that two people are said to be one, but by a lead who works with both, or where both are the author."""
    joins = [(_joins(each.change) if each.change else frozenset()) - sealer.people for each in judged]
    others = frozenset[str]().union(*joins)
    if not others:
        return judged
    barred = (
        others
        if not members.leads(connection, sealer.account)
        else frozenset(each for each in others if not vouching.works_with(connection, sealer.account, [each]))
    )
    why = Judged(refused=_("Only a lead who works with them says that two people are one, or whoever is both."))
    return [why if ids & barred else each for each, ids in zip(judged, joins, strict=True)]


def _joins(change: Change) -> frozenset[str]:
    """Return everybody of whom a change says that they are, or are not, the same person as another."""
    said = [edit for edit in change.edits if (edit.noun, edit.register) == ("person", "same_as")]
    named = (each for edit in said for each in (edit.row, edit.values.get("same_as")))
    return frozenset(each for each in named if isinstance(each, str) and each)


def _only_own_ratings(connection: Connection, entries: Sequence[Entry], judged: Sequence[Judged]) -> Sequence[Judged]:
    """Refuse what a mentee writes into the ratings of others."""
    lines = table(Answer)
    rows = {edit.row for each in judged if each.change for edit in each.change.edits if edit.noun == "answer"}
    statement = select(lines.c.id, lines.c.rater).where(lines.c.scope == entries[0].scope, lines.c.id.in_(sorted(rows)))
    raters: dict[str, object] = {row: rater for row, rater in connection.execute(statement) if rater}
    kept: list[Judged] = []
    for each in judged:
        answers = [edit for edit in each.change.edits if edit.noun == "answer"] if each.change else []
        for edit in answers:
            if "rater" in edit.values:
                raters.setdefault(edit.row, edit.values["rater"])
        own = all(_is_own(edit, raters) for edit in answers)
        kept.append(each if own else Judged(refused=_("The mentee writes its own ratings only.")))
    return kept


def _is_own(edit: Edit, raters: Mapping[str, object]) -> bool:
    return raters.get(edit.row) == SELF and edit.values.get("rater", SELF) == SELF


def _readable(entry: Entry) -> Judged:
    """Read an entry and check that the tables can take it, whatever it says."""
    payload = entry.payload
    if len(payload) > wording.MOST_BYTES or not payload.startswith(b'{"'):
        return Judged(refused=_("It is too large, or no entry at all."))
    usual = read_usual(payload)
    try:
        change = usual or read(payload)
    except (Refused, OverflowError):
        return Judged(refused=_("It cannot be read."))
    fits = (usual is not None or _has_form(change)) and _is_moment(change.at) and _fits(change.edits)
    return Judged(change) if fits else Judged(refused=_("It is not of the form an entry has."))


def _fits(edits: Sequence[Edit]) -> bool:
    """Return whether edits are of one register each, and hold no text too long for an index."""
    for noun, _row, _register, values, _bases in edits:
        for field in _INDEXED.get(noun, ()):
            value = values.get(field)
            if type(value) is str and len(value) > _LONGEST_KEY:
                return False
    return len(edits) == 1 or len({edit[:3] for edit in edits}) == len(edits)


def _has_form(change: Change) -> bool:
    """Return whether a change has the usual form of one, though it is written in another way."""
    at, author, edits, _schema, _undoes, had = change
    if len(author) > LONGEST_AUTHOR or len(at) > LONGEST_MOMENT or not edits:
        return False
    if not all(len(log) <= LONGEST_ROW and len(name) == LENGTH_OF_NAME for log, _seq, name in had or ()):
        return False
    for noun, row, register, values, bases in edits:
        if not (noun and row and register):
            return False
        if len(noun) > LONGEST_NOUN or len(row) > LONGEST_ROW or len(register) > LONGEST_REGISTER:
            return False
        if not all(type(value) in _PLAIN or _is_made_of_texts(value) for value in values.values()):
            return False
        if len(bases) > MOST_BASES or not all(len(base) == LENGTH_OF_NAME for base in bases):
            return False
    return True


def _is_made_of_texts(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(each, str) or are_texts(each) for each in value.values())
    return are_texts(value)


def _forbidden(scope: str, role: str, noun: str, row: str, register: str) -> str:
    """Return why somebody in this role may not write a register; empty when they may.

    The row counts for a partnership alone.
    """
    if scope == COMMONS:
        return "" if noun in SHARED else _("Only utilities and people are shared by everybody.")
    if noun == "member":
        return _("Only the server says who is a member.")
    if noun == ACCEPTANCE:
        return _("Only the server accepts what it refused.")
    if noun == "partnership" and row != scope:
        return _("A partnership is kept in its own place only.")
    if noun == "report" and register == "issue" and role not in ISSUE_MAY:
        return _("Only the lead issues reports.")
    if noun == "action" and role == MENTEE and register not in MENTEE_ACTION:
        return _("The mentee writes the progress of actions only.")
    unknown = noun not in NOUNS and role in _WRITERS  # a newer program's; it is passed on
    if not unknown and noun not in ROLE_MAY.get(role, ()):
        return "\n".join(
            (
                _("Who wrote it has no role in this partnership that writes this."),
                _("Ask its lead or whoever runs the server for a role that does."),
            )
        )
    return ""


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _not_yours() -> Refused:
    # The same words whether it exists or not: whoever is no member learns nothing of it.
    return Refused(
        _("The server does not take this partnership from you."),
        do=_("Ask its lead or whoever runs the server to make you a member."),
    )


_WRITERS = frozenset({LEAD, REVIEWER, MENTOR})
_INDEXED: Mapping[str, frozenset[str]] = {
    noun: frozenset(column.name for index in table(model).indexes for column in index.columns) - {"scope"}
    for noun, model in NOUNS.items()
}
