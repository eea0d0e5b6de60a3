"""What people do to figures, each as one change; the row passed is the one that was on their screen."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from wopfield.domain.given import Given as Pasted
from wopfield.domain.indicator import EntryState
from wopfield.domain.plausible import Doubt
from wopfield.domain.summary import Confidence
from wopfield.store import drafts, figures_taken_in, indicators, kept
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.indicators import Basis
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.screens.indicators.figure_card import Said
from wopfield.ui.screens.indicators.grid_model import Cleared, Given
from wopfield.ui.screens.indicators.sheet import Sheet, Spot

_DRAFTED = ("source", "note")
"""The fields in which drafts are kept while somebody types."""


def give(given: Given, unit: str, editor: Editor) -> None:
    """Keep a figure; ``unit`` is the variable's own, which goes without saying."""
    indicators.give(editor, given.shown, given.value, "" if given.unit == unit else given.unit)


def give_instead(shown: IndicatorEntry, value: Decimal, editor: Editor) -> None:
    """Keep the value that was meant, in the unit the figure has."""
    indicators.give(editor, shown, value, shown.unit)


def clear(cleared: Cleared, editor: Editor) -> None:
    """Take a figure away, or the word that there is none to have."""
    indicators.clear(editor, cleared.shown)


def set_state(shown: IndicatorEntry, state: EntryState, editor: Editor) -> None:
    """Say that there is no figure, and why."""
    indicators.set_state(editor, shown, state)


def fill(gaps: Sequence[tuple[IndicatorEntry, IndicatorEntry]], editor: Editor) -> int:
    """Fill gaps from an earlier period, all of them as one change, and return how many there were."""
    for shown, earlier in gaps:
        indicators.fill(editor, shown, earlier)
    return len(gaps)


def take_in(sheet: Sheet, figures: Mapping[Spot, Pasted], editor: Editor) -> int:
    """Write the figures of a table somebody has looked at, as one change, and return how many are other than before."""
    pair = sheet.pair
    return figures_taken_in.take_in(editor, sheet.rows, pair.scope, pair.partnership.mentee, figures, sheet.catalogue)


def keep(shown: IndicatorEntry, doubt: Doubt, editor: Editor) -> None:
    """Keep a figure although it looks wrong."""
    indicators.keep(editor, shown, doubt, shown.kept_reason)


def ask_again(shown: IndicatorEntry, editor: Editor) -> None:
    """Take back that a figure was kept."""
    indicators.doubt_again(editor, shown)


def say(said: Said, doubt: Doubt | None, editor: Editor) -> None:
    """Keep what somebody says of a figure."""
    if said.field != "kept_reason":
        _SAYING[said.field](editor, said.shown, said.value)
    elif doubt is not None:
        indicators.keep(editor, said.shown, doubt, said.value)
    if said.field in _DRAFTED:
        drafts.forget(editor, said.shown, said.field)


def jot(said: Said, database: Database) -> None:
    """Keep a draft of what somebody is typing."""
    with database.read() as session:
        person = kept.get(session, kept.PERSON)
    if person:
        drafts.keep(database, said.shown, said.field, {said.field: said.value}, person)


def add_year(scope: str, utility: str, period: str, editor: Editor) -> str:
    """Begin a year and return it.

    Raises:
        BadInput: its name does not tell which year, quarter or month it is.
    """
    return indicators.add_period(editor, scope, utility, period).period


def _set_rate(editor: Editor, shown: IndicatorEntry, value: str) -> None:
    rate, _space, day = value.partition(" ")
    indicators.set_rate(editor, shown, rate, day)


_SAYING: Mapping[str, Callable[[Editor, IndicatorEntry, str], object]] = {
    "source": indicators.set_source,
    "note": indicators.set_note,
    "evidence": indicators.set_evidence,
    "unit": indicators.set_unit,
    "rate": _set_rate,
    "basis": lambda editor, shown, value: indicators.set_basis(editor, shown, cast(Basis, value) if value else None),
    "margin": lambda editor, shown, value: indicators.set_margin(editor, shown, Decimal(value) if value else None),
    "confidence": lambda editor, shown, value: indicators.grade(
        editor, shown, cast(Confidence, value) if value else None
    ),
    "state": lambda editor, shown, value: indicators.set_state(editor, shown, cast(EntryState, value)),
}
"""What keeps each thing that is said of a figure; what its card sends is text, empty for nothing."""
