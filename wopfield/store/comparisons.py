"""Utilities to compare with: those of the workspace, and groups that were imported.

Of an imported group only how many it has, median and quartiles are kept, and only where five or more have a value:
nobody can be recognised in what is shared.
"""

from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlmodel import Session, col, select

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.comparison import FEWEST, Comparison, Quartiles
from wopfield.domain.group import Group, Peer, comparable, group_of
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import indicators
from wopfield.store.editor import Editor
from wopfield.store.tables import ComparisonGroup, IndicatorEntry


def groups(session: Session, scope: str) -> list[ComparisonGroup]:
    """Return the groups a partnership compares its mentee with, by title."""
    rows = session.exec(select(ComparisonGroup).where(ComparisonGroup.scope == scope, col(ComparisonGroup.alive)))
    return sorted(rows, key=lambda row: (row.title.casefold(), row.id))


def keep(
    editor: Editor, scope: str, group: Group, *, file: str, taken_in: date, source: str = "", leave_out: str = ""
) -> ComparisonGroup:
    """Keep what a group looks like, without the utility ``leave_out``.

    Raises:
        BadInput: nothing of it may be shown, since fewer than five utilities have a value.
    """
    found = {code: group.compare(code, leave_out) for code in group.values}
    shapes = {code: _as_text(shape) for code, shape in found.items() if shape is not None}
    if not shapes:
        raise BadInput(
            _("“{title}” has no indicator that {count} or more utilities have a value of.", title=group.title,
              count=FEWEST),
            safe=_("Nothing was changed."),
            do=_("Take in a table of more utilities."),
        )  # fmt: skip
    names = {name for values in group.values.values() for name in values} - {leave_out}
    return editor.add(
        ComparisonGroup(
            scope=scope,
            title=group.title,
            source=source,
            file=file,
            taken_in=taken_in,
            utilities=len(names),
            first_period=group.periods[0] if group.periods else "",
            last_period=group.periods[-1] if group.periods else "",
            shapes=shapes,
        )
    )


def shape(row: ComparisonGroup, indicator: str) -> Quartiles | None:
    """Return what a group looks like for an indicator; None where too few have it."""
    try:
        count, lower, middle, upper = (float(part) for part in row.shapes.get(indicator, ()))
    except ValueError:
        return None
    return Quartiles(int(count), lower, middle, upper) if count >= FEWEST else None


def of_workspace(session: Session, catalogue: Catalogue, indicator: str) -> Group:
    """Return the utilities of the workspace by their newest value of an indicator that ships with the program.

    A utility of several partnerships counts once.
    """
    needed = {*catalogue.indicators[indicator].variables, indicators.DAYS}
    rows = session.exec(
        select(IndicatorEntry)
        .where(col(IndicatorEntry.alive), col(IndicatorEntry.variable).in_(sorted(needed)))
        .order_by(IndicatorEntry.scope, IndicatorEntry.utility)
    )
    peers = []
    for (_scope, utility), entries in groupby(rows, key=lambda row: (row.scope, row.utility)):
        for period, found in indicators.figures(entries, catalogue).items():
            result = catalogue.work_out(indicator, found)
            peers.append(Peer(utility, period, comparable({indicator: result})))
    return group_of("", peers)


def remove(editor: Editor, shown: ComparisonGroup) -> None:
    """Delete a group; it can be brought back."""
    editor.remove(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _as_text(found: Comparison) -> list[str]:
    quarters = (found.lower_quartile, found.median, found.upper_quartile)
    return [str(found.count), *(f"{Decimal(repr(number)):f}" for number in quarters)]
