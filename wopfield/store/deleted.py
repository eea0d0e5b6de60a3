"""What was deleted, by whom and when: it stays in the log with all that is in it, and can be brought back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from wopfield.domain.log import ALIVE
from wopfield.store import kept, people
from wopfield.store.editor import Editor
from wopfield.store.issuing import may_issue
from wopfield.store.layout import heads_with_values
from wopfield.store.rows import Row, noun_of
from wopfield.store.tables import Partnership, Visit


@dataclass(frozen=True, slots=True)
class Deleted:
    """A row that was deleted."""

    row: Row
    name: str
    author_name: str
    """Empty where the name has not arrived."""
    you: bool
    at: datetime
    may_bring_back: bool
    """Whether the role of whoever asks allows it, as far as is known here."""

    def bring_back(self, editor: Editor) -> None:
        """Let it be there again, with all that is in it."""
        editor.bring_back(self.row)


def partnerships(session: Session) -> list[Deleted]:
    """Return the partnerships that were deleted, the last one first."""
    rows = session.exec(select(Partnership).where(~col(Partnership.alive))).all()
    return _deleted(session, [(row, row.name) for row in rows], only_leads=True)


def visits(session: Session, scope: str) -> list[Deleted]:
    """Return the visits of a partnership that were deleted, the last one first."""
    rows = session.exec(select(Visit).where(Visit.scope == scope, ~col(Visit.alive))).all()
    return _deleted(session, [(row, row.title) for row in rows], only_leads=False)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _deleted(session: Session, named: Collection[tuple[Row, str]], *, only_leads: bool) -> list[Deleted]:
    connection = session.connection()
    heads = {
        row.id: said[0]
        for row, _name in named
        if (said := heads_with_values(connection, row.scope, noun_of(type(row)), row.id, ALIVE))
    }
    me = kept.get(session, kept.PERSON)
    mine = people.same(session).all_of(me) if me else ()
    names = people.names_of(session, {head.author for head in heads.values()})
    found = [
        Deleted(
            row,
            name,
            names.get(heads[row.id].author, ""),
            heads[row.id].author in mine,
            datetime.fromisoformat(heads[row.id].at),
            not only_leads or any(may_issue(session, row.scope, each) for each in mine or ("",)),
        )
        for row, name in named
        if row.id in heads
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)
