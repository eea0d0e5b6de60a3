"""Everything that happened in a partnership, newest first, a page at a time, in the words people use.

A page is read from the ends of the logs, and costs the same however much lies before it. Where a page ends is the
number reached in each log.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from wopfield.domain import log as wording
from wopfield.domain.acceptance import ACCEPTANCE
from wopfield.domain.log import ALIVE, PROGRAM, Change, Name
from wopfield.errors import Refused
from wopfield.store import assessments, file_states, kept, people
from wopfield.store.backwards import Place as Place
from wopfield.store.backwards import backwards, ends
from wopfield.store.history import Past, begins_with, pasts
from wopfield.store.item_list import may_see_others
from wopfield.store.log import entries_named
from wopfield.store.naming import RowName, name_within, names_of_ids, noun_words, register_words
from wopfield.store.putting_back import can_be_brought_back, is_offered, values_now
from wopfield.store.rows import COMMONS, Row
from wopfield.store.tables import (
    NOUNS,
    Answer,
    Assessment,
    ChecklistVersion,
    Member,
    Partnership,
    Person,
    Site,
    TeamMember,
    Visit,
    answer_id,
)
from wopfield.store.weighing import names_of

Kind = Literal["ratings", "findings", "figures", "visits", "plan", "other"]
Deed = Literal["added", "changed", "removed", "brought_back"]
KINDS: Mapping[Kind, frozenset[str]] = {
    "ratings": frozenset({"answer", "agreed_rating"}),
    "findings": frozenset({"finding", "evidence", "evidence_file"}),
    "figures": frozenset({"indicator_entry", "own_variable", "own_indicator", "comparison_group"}),
    "visits": frozenset({"visit", "visit_day", "agenda_line", "team_member", "visit_site", "site"}),
    "plan": frozenset({"action", "objective"}),
    "other": frozenset(
        {"partnership", "member", "assessment", "checklist_version", "report", "section_text", "feedback"}
    ),
}
"""What people look for together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes to show: by whom, of which kind, of which row; empty for all.

    Whoever was entered twice is shown with all that they wrote, as either.
    """

    author: str = ""
    kind: Kind | Literal[""] = ""
    noun: str = ""
    row: str = ""

    def takes(self, noun: str, row: str) -> bool:
        """Return whether what happened to a row is wanted."""
        if noun == ACCEPTANCE:
            return False  # what it accepts is told of as what its author did
        return (not self.kind or noun in KINDS[self.kind]) and (not self.row or (noun, row) == (self.noun, self.row))


@dataclass(frozen=True, slots=True)
class Changed:
    """One register with what it held before, and what it holds since; ``before`` is empty where it held nothing."""

    register: str
    words: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    now: Mapping[str, object] = field(default_factory=dict)

    def differs(self, values: Mapping[str, object]) -> bool:
        """Return whether it holds something else now than ``values``."""
        return any(self.now.get(name) != value for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Happening:
    """What one change did to one row."""

    name: Name
    noun: str
    row: str
    kind: Kind
    deed: Deed
    title: RowName
    at: datetime
    author: str
    author_name: str
    """Empty where the name has not arrived; ``program`` has none either."""
    you: bool
    changes: tuple[Changed, ...]
    hidden: bool
    """Whether the values are a colleague's rating of what one has not rated oneself."""
    undoes: bool
    own: bool
    came_from: str
    came_at: datetime | None
    on_server: bool
    on_laptops: tuple[str, ...] = ()
    file_waits: bool = False
    """Whether the file that it speaks of lies here and is not on the server."""
    heads: str = ""
    """Those of the row as it is now, where what it said may be put back."""
    gone: bool = False
    """The row is deleted, and may be brought back."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells it from every other one."""
        return (self.name, self.noun, self.row)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what happened."""

    happenings: tuple[Happening, ...]
    before: Place | None
    """Where the next page begins; None when nothing older is left."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of people, sites and so on that values point at, by id."""
    has_server: bool = False
    """Whether this laptop works with a server at all."""


def page(
    session: Session,
    scope: str,
    wanted: Wanted = Wanted(),
    before: Place | None = None,
    limit: int = 200,
    variables: Mapping[str, str] | None = None,
) -> Page:
    """Return about ``limit`` of the newest happenings before a place, whole changes only.

    ``variables`` are the names of variables by their code. Where few changes are wanted the page ends after
    ``_MOST_LOOKED_AT`` of them, even if it holds fewer.
    """
    connection = session.connection()
    has_server = bool(kept.get(session, kept.SERVER_KEY))
    by = people.same(session).all_of(wanted.author) if wanted.author else ()
    if wanted.row:
        happenings, names = _told(session, scope, _of_row(connection, scope, wanted, by), wanted, variables or {})
        return Page(tuple(happenings), None, names, has_server)
    place = dict(ends(connection, scope) if before is None else before)
    changes: dict[Name, Change] = {}
    lines = 0
    for looked, entry in enumerate(backwards(connection, scope, place)):
        if lines >= limit or looked == _MOST_LOOKED_AT:
            break
        place[entry.log] = entry.seq - 1
        change = _read(entry.payload, wanted, by)
        if change is not None:
            changes[entry.name] = change
            lines += len({(edit.noun, edit.row) for edit in change.edits if wanted.takes(edit.noun, edit.row)})
    happenings, names = _told(session, scope, changes, wanted, variables or {})
    left = {log: seq for log, seq in place.items() if seq > 0}
    return Page(tuple(happenings), left or None, names, has_server)


def authors(session: Session, scope: str) -> dict[str, str]:
    """Return the names of those who may have changed something here: members, teams, and the two utilities' people."""
    partnership = session.get(Partnership, (scope, scope))
    homes = {partnership.mentor, partnership.mentee} - {""} if partnership else set()
    near = {kept.get(session, kept.PERSON)}
    for model in (Member, TeamMember):
        near |= set(session.exec(select(model.person).where(model.scope == scope, col(model.alive))))
    joined = people.same(session)
    ids = {joined.one(each) for each in near}
    return {each.id: each.name for each in people.every(session) if each.utility in homes or each.id in ids}


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_MOST_LOOKED_AT = 10_000


def _read(payload: bytes, wanted: Wanted, by: Collection[str]) -> Change | None:
    """Return a change that is wanted, ``by`` one of these authors; one this program cannot read is passed over."""
    # Most are told apart by their bytes alone, which is ten times faster than reading them.
    if by and not any(f'"author":"{author}"'.encode() in payload for author in by):
        return None
    if wanted.kind and not any(f'"noun":"{noun}"'.encode() in payload for noun in KINDS[wanted.kind]):
        return None
    try:
        change = wording.read(payload)
    except Refused:
        return None
    return None if by and change.author not in by else change


def _of_row(connection: Connection, scope: str, wanted: Wanted, by: Collection[str]) -> dict[Name, Change]:
    """Return every change of one row, the newest first; however long the logs are, only these are read."""
    entries = entries_named(connection, scope, names_of(connection, scope, [(wanted.noun, wanted.row)]))
    read = {name: _read(entry.payload, wanted, by) for name, entry in entries.items()}
    found = {name: change for name, change in read.items() if change is not None}
    return dict(sorted(found.items(), key=lambda one: (one[1].at, one[0]), reverse=True))


# ── in words ─────────────────────────────────────────────────────────────────────────────────────────────────

_PLACES_TO_ANSWER = frozenset({"answer", "agreed_rating", "indicator_entry", "visit_day"})
"""Nouns that are there to be answered in: the first answer is a change, nothing is added."""

_OF_FILES = frozenset({"evidence", "evidence_file"})
"""Nouns whose rows come with a file, which goes its own way."""

_NOT_TOLD = frozenset({"about", ALIVE})
"""Registers that say which row it is, or are told by the deed."""

_NOT_TOLD_OF = frozenset({("checklist_version", "content"), ("evidence_file", "file"), ("comparison_group", "table")})
"""Registers whose values nobody could read."""


def _told(
    session: Session, scope: str, changes: Mapping[Name, Change], wanted: Wanted, variables: Mapping[str, str]
) -> tuple[list[Happening], dict[str, str]]:
    """Return what changes did to each row in words, and the names that their values point at."""
    grouped: dict[tuple[Name, str, str], list[Past]] = defaultdict(list)
    for past in pasts(session.connection(), scope, changes):
        if wanted.takes(past.noun, past.row):
            grouped[past.name, past.noun, past.row].append(past)
    rows = _rows(session, scope, {(noun, row) for _name, noun, row in grouped})
    _held = _hold(session, scope, rows.values())  # until the titles are made
    titles = {key: name_within(session, row, variables) for key, row in rows.items()}
    authors = people.names_of(session, {change.author for change in changes.values()})
    me = kept.get(session, kept.PERSON)
    mine = people.same(session).all_of(me) if me else ()
    closed = assessments.closed_in(session, scope)
    hidden = _hidden(session, scope, me, rows.values(), closed)
    raters = _raters(session, scope, me)
    waiting = {row for where, row in _files_waiting(session) if where == scope}
    open_rows = {key: row for key, row in rows.items() if is_offered(row, raters, closed)}
    gone = {key for key, row in rows.items() if can_be_brought_back(row, raters, closed)}
    found = [
        replace(
            _happening(
                edits,
                titles.get((noun, row)) or RowName(noun_words(noun), ""),
                authors,
                mine,
                hidden,
                open_rows.get((noun, row)),
                waiting,
            ),
            gone=(noun, row) in gone,
        )
        for (_name, noun, row), edits in grouped.items()
    ]
    values = [part for each in found for change in each.changes for part in (change.before, change.after)]
    return found, names_of_ids(session, scope, values)


def _happening(
    edits: list[Past],
    title: RowName,
    authors: Mapping[str, str],
    mine: Collection[str],
    hidden: Collection[str],
    row: Row | None,
    waiting: Collection[str],
) -> Happening:
    first = edits[0]
    veiled = first.noun == "answer" and first.row in hidden
    changes = tuple(
        Changed(
            past.register,
            register_words(past.noun, past.register),
            past.before,
            past.after,
            values_now(row, past.register) if row is not None else {},
        )
        for past in edits
        if past.register not in _NOT_TOLD and (past.noun, past.register) not in _NOT_TOLD_OF
    )
    deed = _deed(edits)
    file_of = edits[0].after.get("evidence") if first.noun == "evidence_file" else first.row
    return Happening(
        name=first.name,
        noun=first.noun,
        row=first.row,
        kind=next((kind for kind, nouns in KINDS.items() if first.noun in nouns), "other"),
        deed=deed,
        title=title,
        at=datetime.fromisoformat(first.at),
        author=first.author,
        author_name="" if first.author == PROGRAM else authors.get(first.author, ""),
        you=first.author in mine,
        changes=() if veiled else changes,
        hidden=veiled,
        undoes=first.undoes is not None,
        own=first.own,
        came_from=first.came_from,
        came_at=None if first.own else datetime.fromisoformat(first.came_at),
        on_server=first.on_server,
        on_laptops=first.on_laptops,
        file_waits=first.noun in _OF_FILES and deed == "added" and file_of in waiting,
        heads="" if row is None or veiled else row.heads,
    )


def _files_waiting(session: Session) -> set[tuple[str, str]]:
    server = kept.get(session, kept.SERVER_KEY)
    return file_states.waiting(session.connection(), server) if server else set()


def _deed(edits: list[Past]) -> Deed:
    by_register = {past.register: past for past in edits}
    life = by_register.get(ALIVE)
    begins = begins_with(edits[0].noun)
    if life is not None and not life.after.get(ALIVE, True):
        return "removed"
    if life is not None and life.before:
        return "brought_back"
    if edits[0].noun in _PLACES_TO_ANSWER or begins not in by_register or by_register[begins].before:
        return "changed"
    return "added"


def _rows(session: Session, scope: str, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Return the rows with these keys, those that were deleted included."""
    ids: dict[str, list[str]] = defaultdict(list)
    for noun, row in keys:
        ids[noun].append(row)
    found: dict[tuple[str, str], Row] = {}
    for noun, wanted in ids.items():
        model = NOUNS.get(noun)
        rest = iter(sorted(wanted))
        while model is not None and (some := list(islice(rest, 500))):
            rows = session.exec(select(model).where(model.scope == scope, col(model.id).in_(some)))
            found.update({(noun, row.id): row for row in rows})
    return found


def _hold(session: Session, scope: str, rows: Collection[Row]) -> list[Row]:
    """Return the rows that titles are made of.

    As long as somebody holds them, the session gives them by their key without asking the database again.
    """
    ids = {str(getattr(row, field)) for row in rows for field in ("rater", "person") if hasattr(row, field)}
    named = session.exec(select(Person).where(Person.scope == COMMONS, col(Person.id).in_(sorted(ids)))).all()
    held: list[Row] = [*named]
    for model in (Assessment, ChecklistVersion, Visit, Site):
        held.extend(session.exec(select(model).where(model.scope == scope)))
    return held


def _raters(session: Session, scope: str, me: str) -> tuple[str, ...]:
    """Return as whom one answers, by every id that is oneself."""
    return tuple(people.same(session).all_of(assessments.rater_of(session, scope, me)))


def _hidden(session: Session, scope: str, me: str, rows: Collection[Row], closed: Collection[str]) -> set[str]:
    """Return the ids of colleagues' answers that stay hidden until one has rated the same item."""
    raters = _raters(session, scope, me)
    others = [row for row in rows if isinstance(row, Answer) and row.rater not in raters]
    own_ids = {row.id: [answer_id(row.assessment, row.item, rater) for rater in raters] for row in others}
    own = _rows(session, scope, {("answer", own_id) for ids in own_ids.values() for own_id in ids})
    hiding = {
        row.id
        for row in session.exec(select(Assessment).where(Assessment.scope == scope))
        if row.hide_colleagues and row.id not in closed
    }
    found: set[str] = set()
    for row in others:
        mine = [found_row for own_id in own_ids[row.id] if isinstance(found_row := own.get(("answer", own_id)), Answer)]
        if not any(may_see_others(each, row.assessment in hiding) for each in (*mine, None)):
            found.add(row.id)
    return found
