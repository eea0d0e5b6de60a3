"""The agenda of a visit: when, what, where, with whom, and the areas and sites it looks at."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from wopfield.domain.day_time import read_time
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import people
from wopfield.store.editor import Editor
from wopfield.store.tables import AgendaLine


class AgendaFields(TypedDict, total=False):
    """What may be said of a session; ``site`` is an id, ``people`` are ids, ``areas`` codes of the checklist."""

    day: date | None
    starts: str
    ends: str
    title: str
    where: str
    site: str
    people: Sequence[str]
    areas: Sequence[str]
    note: str


def of_visit(session: Session, scope: str, visit: str) -> list[AgendaLine]:
    """Return the sessions of a visit by day and hour; each names a person once."""
    rows = session.exec(
        select(AgendaLine).where(AgendaLine.scope == scope, AgendaLine.visit == visit, col(AgendaLine.alive))
    )
    joined = people.same(session)
    named = (people.read_as(row, people=list(dict.fromkeys(map(joined.one, row.people)))) for row in rows)
    return sorted(named, key=_order)


def of_day(session: Session, scope: str, visit: str, day: date) -> list[AgendaLine]:
    """Return the sessions of one day of a visit by hour."""
    return [row for row in of_visit(session, scope, visit) if row.day == day]


def at(lines: Sequence[AgendaLine], clock: str) -> AgendaLine | None:
    """Return the session of a day's ``lines`` that is on at ``08:30``, or None; one that is done is not."""
    for place, line in enumerate(lines):
        after = lines[place + 1].starts if place + 1 < len(lines) else "24:00"
        if line.starts and line.starts <= clock < (line.ends or after) and not line.done:
            return line
    return None


def add(editor: Editor, scope: str, visit: str, **fields: Unpack[AgendaFields]) -> AgendaLine:
    """Keep a new session.

    Raises:
        BadInput: it has no title, a time is none, or it ends before it starts.
    """
    row = AgendaLine(scope=scope, visit=visit)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: AgendaLine, **fields: Unpack[AgendaFields]) -> AgendaLine:
    """Say something else of a session.

    Raises:
        BadInput: it would have no title, a time is none, or it would end before it starts.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def set_done(editor: Editor, shown: AgendaLine, done: bool = True) -> AgendaLine:
    """Say that a session was held, or that it was not."""
    kept = editor.take(shown)
    kept.done = done
    return kept


def remove(editor: Editor, shown: AgendaLine) -> None:
    """Delete a session; it can be brought back."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: AgendaLine) -> None:
    """Bring back a session that was deleted."""
    editor.bring_back(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(row: AgendaLine, fields: AgendaFields) -> None:
    for name, value in fields.items():
        if name in ("starts", "ends"):
            setattr(row, name, read_time(str(value)))
        elif isinstance(value, str):
            setattr(row, name, value.strip())
        elif value is None or isinstance(value, date):
            row.day = value
        else:
            setattr(row, name, list(value))  # type: ignore[call-overload]  # people or areas: mypy sees object
    if not row.title:
        raise BadInput(_("A session needs a title."), do=_("Type what it is, such as “Opening meeting”."))
    if row.starts and row.ends and row.ends < row.starts:
        raise BadInput(
            _("The session ends before it starts."),
            safe=_("What was kept before is unchanged."),
            do=_("Type a later end, or leave it empty."),
        )


def _order(row: AgendaLine) -> tuple[date, str, str, str, str]:
    return row.day or date.max, row.starts or "99", row.ends, row.title, row.id
