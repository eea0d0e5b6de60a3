"""Visits: a stay at the mentee, its days and the people who make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session, col, func, select

from wopfield.domain.visit import LONGEST
from wopfield.domain.visit import days as days_of
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import people
from wopfield.store.editor import Editor
from wopfield.store.had import Had
from wopfield.store.rows import COMMONS
from wopfield.store.spans import must_be_in_order
from wopfield.store.tables import Person, TeamMember, Visit, VisitDay, team_member_id, visit_day_id


class VisitFields(TypedDict, total=False):
    """What may be said of a visit."""

    title: str
    kind: str
    starts: date | None
    ends: date | None
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody in the team of a visit, or one of its hosts."""

    row: TeamMember
    person: Person | None

    @property
    def name(self) -> str:
        """Return the name; empty where it has not arrived."""
        return self.person.name if self.person else ""


# ── visits ───────────────────────────────────────────────────────────────────────────────────────────────────


def of_partnership(session: Session, scope: str) -> list[Visit]:
    """Return the visits of a partnership, earliest first; those without a day come last."""
    rows = session.exec(select(Visit).where(Visit.scope == scope, col(Visit.alive)))
    return sorted(rows, key=_order)


def find(session: Session, scope: str, visit: str) -> Visit | None:
    """Return a visit, or None when there is none (any more)."""
    row = session.get(Visit, (scope, visit))
    return row if row is not None and row.alive else None


def get(session: Session, scope: str, visit: str) -> Visit:
    """Return a visit.

    Raises:
        BadInput: it is not on this laptop (any more).
    """
    row = find(session, scope, visit)
    if row is None:
        raise BadInput(
            _("This visit is not on this laptop."),
            safe=_("Nothing was changed."),
            do=_("The partnership’s history tells whether it was deleted, Sync whether the server refused it."),
        )
    return row


def running(session: Session, today: date) -> list[Visit]:
    """Return the visits of all partnerships that are on, earliest begun first."""
    last_day = func.coalesce(col(Visit.ends), col(Visit.starts))
    rows = session.exec(select(Visit).where(col(Visit.starts) <= today, last_day >= today, col(Visit.alive)))
    return sorted(rows, key=_order)


def upcoming(session: Session, today: date) -> list[Visit]:
    """Return the visits of all partnerships that begin after today, the next first."""
    rows = session.exec(select(Visit).where(col(Visit.starts) > today, col(Visit.alive)))
    return sorted(rows, key=_order)


def add(editor: Editor, scope: str, **fields: Unpack[VisitFields]) -> Visit:
    """Keep a new visit.

    Raises:
        BadInput: it has no title, ends before it starts, or is longer than two months.
    """
    row = Visit(scope=scope)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Visit, **fields: Unpack[VisitFields]) -> Visit:
    """Say something else of a visit.

    Raises:
        BadInput: it would have no title, end before it starts, or be longer than two months.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def remove(editor: Editor, shown: Visit, had: Had | None = None) -> None:
    """Delete a visit; it can be brought back with all that is in it.

    ``had`` is what was here of every log when ``shown`` was read; None means as it is now.
    """
    editor.remove(shown, had)


def bring_back(editor: Editor, shown: Visit) -> None:
    """Bring back a visit that was deleted."""
    editor.bring_back(shown)


# ── its days ─────────────────────────────────────────────────────────────────────────────────────────────────


def days(session: Session, visit: Visit) -> list[VisitDay]:
    """Return every day of a visit, blank where nothing was said of it; nothing is kept by that."""
    kept = {
        row.day: row
        for row in session.exec(
            select(VisitDay).where(VisitDay.scope == visit.scope, VisitDay.visit == visit.id, col(VisitDay.alive))
        )
    }
    return [kept.get(day) or blank_day(visit, day) for day in days_of(visit.starts, visit.ends)]


def blank_day(visit: Visit, day: date) -> VisitDay:
    """Return a day as it is before anybody said anything of it; nothing is kept by that."""
    return VisitDay(scope=visit.scope, id=visit_day_id(visit.id, day), visit=visit.id, day=day)


def title_day(editor: Editor, shown: VisitDay, title: str) -> VisitDay:
    """Say in a few words what a day is for."""
    kept = editor.take(shown)
    kept.title = title.strip()
    return kept


def sum_up_day(editor: Editor, shown: VisitDay, summary: str) -> VisitDay:
    """Write what the day brought."""
    kept = editor.take(shown)
    kept.summary = summary
    return kept


# ── its team ─────────────────────────────────────────────────────────────────────────────────────────────────


def team(session: Session, scope: str, visit: str) -> list[Companion]:
    """Return reviewers first, then hosts, each by name; whoever was put into it as two stands in it once."""
    rows = session.exec(
        select(TeamMember).where(TeamMember.scope == scope, TeamMember.visit == visit, col(TeamMember.alive))
    ).all()
    joined = people.same(session)
    known = _people(session, [joined.one(row.person) for row in rows])
    found: dict[str, Companion] = {}
    for row in sorted(rows, key=lambda row: (row.host, not row.task, joined.one(row.person) != row.person, row.id)):
        one = joined.one(row.person)
        found.setdefault(one, Companion(people.read_as(row, person=one), known.get(one)))
    companions = found.values()
    return sorted(companions, key=lambda c: (c.row.host, c.row.task != "lead", c.name.casefold(), c.row.id))


def join(editor: Editor, scope: str, visit: str, person: str, task: str = "", *, host: bool = False) -> TeamMember:
    """Put a person into the team of a visit, or among its hosts."""
    shown = TeamMember(scope=scope, id=team_member_id(visit, person), visit=visit, person=person)
    kept = editor.take(shown)
    kept.alive = True
    kept.task = task.strip()
    kept.host = host
    return kept


def set_task(editor: Editor, shown: TeamMember, task: str) -> TeamMember:
    """Say what somebody looks after."""
    kept = editor.take(shown)
    kept.task = task.strip()
    return kept


def leave(editor: Editor, shown: TeamMember) -> None:
    """Take a person out of the team; the person stays."""
    editor.remove(shown)
    joined = people.same(editor.session)
    for each in joined.all_of(shown.person):
        other = editor.get(TeamMember, shown.scope, team_member_id(shown.visit, each))
        if other is not None and other.id != shown.id and other.alive:
            editor.remove(other)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(row: Visit, fields: VisitFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.title:
        raise BadInput(_("A visit needs a title."), do=_("Type a few words, such as “Visit 4: follow-up”."))
    must_be_in_order(row.starts, row.ends)
    if row.starts is not None and row.ends is not None and (row.ends - row.starts).days >= LONGEST:
        raise BadInput(
            _("A visit of more than two months is likely a slip in a date."),
            safe=_("What was kept before is unchanged."),
            do=_("Choose the first and the last day again."),
        )


def _order(row: Visit) -> tuple[date, str, str]:
    return row.starts or date.max, row.title, row.id


def _people(session: Session, ids: Sequence[str]) -> dict[str, Person]:
    rows = session.exec(select(Person).where(Person.scope == COMMONS, col(Person.id).in_(list(ids))))
    return {row.id: row for row in rows}
