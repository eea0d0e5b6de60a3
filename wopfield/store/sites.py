"""Sites: the places of a mentee, and which of them a visit looks at."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.tables import Site, VisitSite, visit_site_id


class SiteFields(TypedDict, total=False):
    """What may be said of a site; ``kind`` is a site type of the site inspection, or empty."""

    name: str
    kind: str
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A site as a visit looks at it."""

    site: Site
    row: VisitSite


def of_partnership(session: Session, scope: str) -> list[Site]:
    """Return the sites of a partnership's mentee, by name."""
    rows = session.exec(select(Site).where(Site.scope == scope, col(Site.alive)))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def find(session: Session, scope: str, site: str) -> Site | None:
    """Return a site, or None when there is none (any more)."""
    row = session.get(Site, (scope, site))
    return row if row is not None and row.alive else None


def add(editor: Editor, scope: str, **fields: Unpack[SiteFields]) -> Site:
    """Keep a new site.

    Raises:
        BadInput: it has no name.
    """
    row = Site(scope=scope)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Site, **fields: Unpack[SiteFields]) -> Site:
    """Say something else of a site.

    Raises:
        BadInput: its name would be empty.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def remove(editor: Editor, shown: Site) -> None:
    """Delete a site; it can be brought back."""
    editor.remove(shown)


# ── in a visit ───────────────────────────────────────────────────────────────────────────────────────────────


def of_visit(session: Session, scope: str, visit: str) -> list[Stop]:
    """Return the sites that a visit looks at, by planned day; those without a day come last."""
    rows = session.exec(
        select(VisitSite).where(VisitSite.scope == scope, VisitSite.visit == visit, col(VisitSite.alive))
    ).all()
    known = {row.id: row for row in of_partnership(session, scope)}
    stops = [Stop(known[row.site], row) for row in rows if row.site in known]
    return sorted(stops, key=lambda stop: (stop.row.planned or date.max, stop.row.place, stop.site.name))


def plan(editor: Editor, scope: str, visit: str, site: str, planned: date | None = None, place: int = 0) -> VisitSite:
    """Say that a visit looks at a site, and on which day."""
    kept = editor.take(_stop(scope, visit, site))
    kept.alive = True
    kept.planned = planned
    kept.place = place
    return kept


def plan_again(editor: Editor, shown: VisitSite, planned: date | None) -> VisitSite:
    """Look at a site on another day."""
    kept = editor.take(shown)
    kept.planned = planned
    return kept


def leave_out(editor: Editor, shown: VisitSite) -> None:
    """Take a site out of a visit; the site stays."""
    editor.remove(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _stop(scope: str, visit: str, site: str) -> VisitSite:
    return VisitSite(scope=scope, id=visit_site_id(visit, site), visit=visit, site=site)


def _fill(row: Site, fields: SiteFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise BadInput(_("A site needs a name."), do=_("Type the name people there use."))
