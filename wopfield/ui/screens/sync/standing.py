"""What the Sync centre shows, read in one go: server, what waits, conflicts, refusals, exchanges, backup, room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wopfield.language import _
from wopfield.store import colleagues, conflicts, exchange_log, exchanges, file_states, kept
from wopfield.store.backup import newest_first
from wopfield.store.database import Session
from wopfield.store.exchange_log import Stretch, stretches
from wopfield.store.exchanges import Connection
from wopfield.store.file_states import FileState
from wopfield.store.naming import partnership_name
from wopfield.store.workspace import Workspace
from wopfield.sync.device import home
from wopfield.sync.newer import Newer, newer_programs
from wopfield.sync.standing import count_not_taken

_LOGGED = 200
"""So many exchanges are listed; the command line lists all."""

RATINGS = frozenset({"answer", "agreed_rating"})

_KINDS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("ratings", "clipboard-check", RATINGS),
    ("findings", "bulb", frozenset({"finding"})),
    ("evidence", "photo", frozenset({"evidence", "evidence_file"})),
    ("figures", "table", frozenset({"indicator_entry", "own_variable", "own_indicator", "comparison_group"})),
    ("actions", "calendar-due", frozenset({"action"})),
    ("reports", "file-text", frozenset({"report", "section_text"})),
    ("visits", "calendar-event", frozenset({"visit", "visit_day", "agenda_line", "team_member", "visit_site"})),
    ("assessments", "list-check", frozenset({"assessment", "checklist_version"})),
    ("partnership", "heart-handshake", frozenset({"partnership", "objective", "site", "member"})),
    ("people", "building-community", frozenset({"utility", "person"})),
)
"""Kinds of what waits, in the order they are listed: key, icon, nouns."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one kind waits for the server."""

    kind: str
    icon: str
    count: int
    detail: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at one moment."""

    address: str
    """Empty when this laptop knows no server."""
    email: str
    typed: tuple[str, str]
    """The address and e-mail that were typed at the first start, where nobody could be signed in with them then."""
    signed_in: bool
    last_contact: datetime | None
    reached_last: bool
    """The last run with the server came to its end."""
    waiting: tuple[Waiting, ...]
    elsewhere: tuple[tuple[str, int], ...]
    """How much of what waits is confirmed to be on a colleague's laptop, by what that is called."""
    files_waiting: int
    """How many photos and documents are here and not on the server."""
    not_taken: int
    """How much the server refused, which is not there."""
    newer: tuple[Newer, ...]
    """The laptops with a newer program that this one is not paired with; those it is paired with say so themselves."""
    conflicts: int
    only_answers: bool
    """Whether all that was changed in two places are answers."""
    exchanges: tuple[Stretch, ...]
    files: tuple[FileState, ...]
    """Photos and documents that are not both here and somewhere else; those that have not come first."""
    file_count: int
    only_wifi: bool
    """Photos and documents wait for a network that costs nothing."""
    laptop: str
    backup: Path | None
    backups: int
    free: int
    kept_bytes: int
    """How much the database takes."""
    file_bytes: int

    @property
    def total(self) -> int:
        """Return how much waits for the server."""
        return sum(each.count for each in self.waiting)


def read(workspace: Workspace, session: Session) -> Standing:
    """Return everything the Sync centre shows."""
    connection = session.connection()
    at = home(connection)
    last = exchange_log.past_exchanges(connection, 1, peer=at.key) if at is not None else []
    reached = exchange_log.past_exchanges(connection, 1, peer=at.key, reached=True) if at is not None else []
    places = conflicts.places(session)
    copies = newest_first(workspace.folder / "backups")
    every_file = file_states.states(session, workspace.files)
    open_files = [each for each in every_file if each.alone or each.state != "here"]
    waits = exchanges.waiting(connection, at.key) if at else []
    paired = {each.device for each in colleagues.every(connection)}
    return Standing(
        address=at.address if at else "",
        email=at.email if at else "",
        typed=(kept.get(session, kept.SERVER_ADDRESS_TYPED), kept.get(session, kept.SERVER_EMAIL_TYPED)),
        signed_in=bool(at and at.token),
        last_contact=datetime.fromisoformat(reached[0].at) if reached else None,
        reached_last=bool(last) and last[0].reached,
        waiting=_waiting(session, waits),
        elsewhere=_elsewhere(connection, at.key, _sum(waits)) if at else (),
        files_waiting=len(file_states.waiting(connection, at.key)) if at else 0,
        not_taken=count_not_taken(session),
        newer=tuple(each for each in newer_programs(connection) if each.device not in paired),
        conflicts=len(places),
        only_answers=all(place.noun in RATINGS for place in places),
        exchanges=tuple(stretches(connection, _LOGGED)),
        files=tuple(sorted(open_files, key=lambda each: each.alone)),
        file_count=len(every_file),
        only_wifi=bool(kept.get(session, kept.FILES_ON_WIFI)),
        laptop=kept.get(session, kept.LAPTOP),
        backup=copies[0] if copies else None,
        backups=len(copies),
        free=workspace.free_bytes(),
        kept_bytes=_size_of(workspace.folder.glob("*.db*")),
        file_bytes=_size_of((workspace.folder / "files").rglob("*")),
    )


def kind_words(kind: str) -> str:
    """Return what a kind is called."""
    return {
        "ratings": _("Ratings and comments"),
        "findings": _("Findings"),
        "evidence": _("Photos and evidence"),
        "figures": _("Figures"),
        "actions": _("Actions"),
        "reports": _("Reports"),
        "visits": _("Visits and agenda"),
        "assessments": _("Assessments and checklists"),
        "partnership": _("Partnership, objectives and sites"),
        "people": _("Utilities and people"),
        "other": _("Other changes"),
    }[kind]


def _waiting(session: Session, counts: Sequence[tuple[str, str, int]]) -> tuple[Waiting, ...]:
    by_noun: dict[str, dict[str, int]] = {}
    for scope, noun, count in counts:
        by_noun.setdefault(noun, {})[scope] = count
    found = []
    for kind, icon, nouns in _KINDS:
        scopes: dict[str, int] = {}
        for noun in nouns & by_noun.keys():
            for scope, count in by_noun.pop(noun).items():
                scopes[scope] = scopes.get(scope, 0) + count
        if scopes:
            found.append(Waiting(kind, icon, sum(scopes.values()), _where(session, scopes)))
    if by_noun:
        rest = sum(count for counts in by_noun.values() for count in counts.values())
        found.append(Waiting("other", "dots", rest, ""))
    return tuple(found)


def _elsewhere(connection: Connection, server: str, waits: int) -> tuple[tuple[str, int], ...]:
    found = []
    for laptop in colleagues.every(connection) if waits else ():
        there = waits - _sum(exchanges.waiting(connection, server, laptop.device))
        if there:
            found.append((laptop.laptop or laptop.name, there))
    return tuple(found)


def _sum(counts: Sequence[tuple[str, str, int]]) -> int:
    return sum(count for _scope, _noun, count in counts)


def _where(session: Session, scopes: Mapping[str, int]) -> str:
    names = [partnership_name(session, scope) for scope in sorted(scopes)]
    return ", ".join(name for name in names if name)


def _size_of(paths: Any) -> int:
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # a file that goes while we look counts as gone
    return total
