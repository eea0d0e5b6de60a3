"""Partnerships: a mentor and a mentee, what they want and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import utilities, visits
from wopfield.store.editor import Editor
from wopfield.store.had import Had
from wopfield.store.rows import COMMONS, new_id
from wopfield.store.spans import must_be_in_order
from wopfield.store.tables import Partnership, Utility, Visit


class PartnershipFields(TypedDict, total=False):
    """What may be said of a partnership; ``mentor`` and ``mentee`` are ids of utilities."""

    name: str
    purpose: str
    mentor: str
    mentee: str
    starts: date | None
    ends: date | None
    show_overall: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A partnership with its two utilities, where they have arrived."""

    partnership: Partnership
    mentor: Utility | None
    mentee: Utility | None

    @property
    def scope(self) -> str:
        """Return the scope of the partnership, which is its id."""
        return self.partnership.id


@dataclass(frozen=True, slots=True)
class Listed:
    """A partnership in a list, with the visit that is on and the one that comes next."""

    pair: Pair
    running: Visit | None
    upcoming: Visit | None


def listed(session: Session, today: date) -> list[Listed]:
    """Return all partnerships with their visits; those with a visit that is on come first."""
    running = {visit.scope: visit for visit in reversed(visits.running(session, today))}
    upcoming = {visit.scope: visit for visit in reversed(visits.upcoming(session, today))}
    found = [Listed(pair, running.get(pair.scope), upcoming.get(pair.scope)) for pair in every(session)]
    return sorted(found, key=lambda one: one.running is None)


def every(session: Session) -> list[Pair]:
    """Return all partnerships: those that run longest from now first."""
    rows = session.exec(select(Partnership).where(col(Partnership.alive))).all()
    return _paired(session, sorted(rows, key=lambda row: (_ends_first(row), row.name.casefold(), row.id)))


def find(session: Session, scope: str) -> Pair | None:
    """Return a partnership, or None when there is none (any more)."""
    row = session.get(Partnership, (scope, scope))
    return _paired(session, [row])[0] if row is not None and row.alive else None


def get(session: Session, scope: str) -> Pair:
    """Return a partnership.

    Raises:
        BadInput: it is not on this laptop (any more).
    """
    found = find(session, scope)
    if found is None:
        raise BadInput(
            _("This partnership is not on this laptop."),
            safe=_("Nothing was changed."),
            do=_("Sync with the laptop or the server it came from."),
        )
    return found


def add(editor: Editor, **fields: Unpack[PartnershipFields]) -> Partnership:
    """Keep a new partnership; without a name it is called after its two utilities.

    Raises:
        BadInput: mentor or mentee is missing, both are one, or it ends before it starts.
    """
    scope = new_id()
    row = Partnership(scope=scope, id=scope)
    _fill(editor, row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Partnership, **fields: Unpack[PartnershipFields]) -> Partnership:
    """Say something else of a partnership.

    Raises:
        BadInput: mentor or mentee would be missing, both would be one, or it would end before it starts.
    """
    kept = editor.take(shown)
    _fill(editor, kept, fields)
    return kept


def remove(editor: Editor, shown: Partnership, had: Had | None = None) -> None:
    """Delete a partnership from every laptop; what is in it stays in the log, and it can be brought back.

    ``had`` is what was here of every log when ``shown`` was read; None means as it is now.
    """
    editor.remove(shown, had)


def bring_back(editor: Editor, shown: Partnership) -> None:
    """Bring back a partnership that was deleted."""
    editor.bring_back(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(editor: Editor, row: Partnership, fields: PartnershipFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.mentor or not row.mentee:
        raise BadInput(_("A partnership is of two utilities."), do=_("Choose the mentor and the mentee."))
    if row.mentor == row.mentee:
        raise BadInput(_("Mentor and mentee are the same utility."), do=_("Choose another utility for one of them."))
    must_be_in_order(row.starts, row.ends)
    if not row.name:
        ids = (row.mentee, row.mentor)
        both = (editor.get(Utility, COMMONS, utility) for utility in ids)
        row.name = " – ".join(filter(None, map(utilities.called, both)))


def _ends_first(row: Partnership) -> int:
    return -(row.ends or row.starts or date.min).toordinal()


def _paired(session: Session, rows: Iterable[Partnership]) -> list[Pair]:
    listed = list(rows)
    known = utilities.by_id(session, [utility for row in listed for utility in (row.mentor, row.mentee)])
    return [Pair(row, known.get(row.mentor), known.get(row.mentee)) for row in listed]
