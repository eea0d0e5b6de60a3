"""Whose word counts on who somebody is.

An account speaks for the people whom colleagues entered with its e-mail. So that nobody becomes somebody else by their
own e-mail beside a name, it counts only from whoever entered the person, or from a lead, reviewer or mentor of a
partnership in which whoever entered them takes part. Who wrote what is told by the seals, who takes part by the server.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name
from wopfield.language import _
from wopfield.server import members
from wopfield.server.tables import DEVICE, SPEAKS_FOR
from wopfield.store.bulk import find_many
from wopfield.store.exchanges import sealer_of
from wopfield.store.log import entries_named
from wopfield.store.rows import COMMONS, read_heads, table
from wopfield.store.tables import Person
from wopfield.store.weighing import names_of
from wopfield.sync.rules import Judged


@dataclass(slots=True)
class Origin:
    """By which accounts somebody was entered, and by which the name and e-mail that stand were written."""

    entered: set[str] = field(default_factory=set)
    wrote: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def is_vouched(connection: Connection, person: str, register: str) -> bool:
    """Return whether what stands as the name or e-mail of somebody was written by who may say who they are."""
    origin = _origin(connection, person)
    wrote = origin.wrote[register]
    return bool(origin.entered and wrote) and all(_may_say(connection, each, origin.entered) for each in wrote)


def refuse_strangers(
    connection: Connection, account: str, people: Collection[str], judged: Sequence[Judged]
) -> Sequence[Judged]:
    """Refuse what an account says of who somebody is whom others entered with whom it does not work."""
    said = {edit.row for each in judged if each.change for edit in each.change.edits if _says_who(edit)}
    others = _known(connection, said.difference(people))
    barred = {row for row in others if not _may_say(connection, account, _keepers(connection, row))}
    if not barred:
        return judged
    reason = "\n".join(
        (
            _("Only whoever entered somebody, or works with them in a partnership, says which e-mail is theirs."),
            _("Ask its lead or whoever runs the server for a role that does."),
        )
    )
    return [Judged(refused=reason) if each.change and _touches(each.change, barred) else each for each in judged]


def works_with(connection: Connection, account: str, people: Collection[str]) -> bool:
    """Return whether an account may say of all of some people who they are, as far as they are known here."""
    return all(_may_say(connection, account, _keepers(connection, row)) for row in _known(connection, people))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _may_say(connection: Connection, account: str, keepers: Collection[str]) -> bool:
    return all(keeper == account or members.work_together(connection, account, keeper) for keeper in keepers)


def _keepers(connection: Connection, person: str) -> Collection[str]:
    """Return whose account somebody is; of who has none yet, by which accounts they were entered."""
    holder = connection.execute(select(SPEAKS_FOR.c.account).where(SPEAKS_FOR.c.person == person)).scalar()
    return {holder} if holder is not None else _origin(connection, person).entered


def _origin(connection: Connection, person: str) -> Origin:
    """Read from the log by whom somebody was entered; more than one did where somebody forged it."""
    lines = table(Person)
    kept = connection.execute(select(lines.c.heads).where(lines.c.scope == COMMONS, lines.c.id == person)).scalar()
    heads: Mapping[str, tuple[Name, ...]] = read_heads(kept or "{}")
    origin = Origin()
    entries = entries_named(connection, COMMONS, names_of(connection, COMMONS, [("person", person)]))
    for name, entry in entries.items():
        account = _account_of(connection, entry.log)
        for edit in wording.read(entry.payload).edits:
            if (edit.noun, edit.row) != ("person", person):
                continue
            if _begins(edit):
                origin.entered.add(account)
            if name in heads.get(edit.register, ()):
                origin.wrote[edit.register].add(account)
    return origin


def _account_of(connection: Connection, line: str) -> str:
    """Return the account of the laptop that sealed a line of the commons."""
    sealer = sealer_of(connection, COMMONS, line)
    return str(connection.execute(select(DEVICE.c.account).where(DEVICE.c.id == sealer)).scalar() or "")


def _known(connection: Connection, people: Collection[str]) -> list[str]:
    return [row for (row,) in find_many(connection, table(Person), ("id",), {"scope": COMMONS}, "id", sorted(people))]


def _touches(change: Change, people: Collection[str]) -> bool:
    return any(edit.row in people and _says_who(edit) for edit in change.edits)


def _says_who(edit: Edit) -> bool:
    return edit.noun == "person" and (edit.register == "email" or _begins(edit))


def _begins(edit: Edit) -> bool:
    """Return whether an edit is the first of a person: nobody is entered without a name."""
    return edit.register == "name" and not edit.bases
