"""Variables and indicators that people of a partnership added, and the catalogue with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, TypeVar, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from wopfield.domain import own as rules
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.own import Extended, Fields
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import Row
from wopfield.store.tables import (
    IndicatorEntry,
    OwnIndicator,
    OwnVariable,
    own_indicator_id,
    own_variable_id,
)

Own = OwnVariable | OwnIndicator
OwnT = TypeVar("OwnT", OwnVariable, OwnIndicator)


class VariableFields(TypedDict, total=False):
    """What may be said of a variable; limits are as typed."""

    name: str
    unit: str
    definition: str
    plausible_min: str
    plausible_max: str


class IndicatorFields(TypedDict, total=False):
    """What may be said of an indicator; limits are as typed."""

    name: str
    formula: str
    unit: str
    direction: str
    typical_min: str
    typical_max: str
    good_practice_value: str
    good_practice_source: str
    definition: str


def variables(session: Session, scope: str) -> list[OwnVariable]:
    """Return the variables a partnership added, by name."""
    return _every(session, OwnVariable, scope)


def indicators(session: Session, scope: str) -> list[OwnIndicator]:
    """Return the indicators a partnership added, by name."""
    return _every(session, OwnIndicator, scope)


def extended(session: Session, scope: str, catalogue: Catalogue) -> Extended:
    """Return ``catalogue`` with what a partnership added; what cannot be used is left out, with the reason."""
    added = variables(session, scope), indicators(session, scope)
    if not any(added):
        return Extended(catalogue, {})
    return rules.extended(catalogue, map(fields_of, added[0]), map(fields_of, added[1]))


def fields_of(row: Own) -> Fields:
    """Return what was typed, by the names of the catalogue's columns."""
    known = {name: str(value) for name, value in row.model_dump().items() if name not in Row.model_fields}
    return {**known, "themes": ""} if isinstance(row, OwnIndicator) else known


def blank_variable(scope: str, code: str) -> OwnVariable:
    """Return a variable as it is before anything was said of it; nothing is kept by that."""
    return OwnVariable(scope=scope, id=own_variable_id(scope, code), code=code)


def blank_indicator(scope: str, code: str) -> OwnIndicator:
    """Return an indicator as it is before anything was said of it; nothing is kept by that."""
    return OwnIndicator(scope=scope, id=own_indicator_id(scope, code), code=code)


def say_variable(
    editor: Editor, catalogue: Catalogue, shown: OwnVariable, **fields: Unpack[VariableFields]
) -> OwnVariable:
    """Keep a variable; ``catalogue`` is the one that ships.

    Raises:
        BadInput: with what is wrong about it.
    """
    meant = {**fields_of(shown), **{name: str(value) for name, value in fields.items()}}
    rules.own_variable(meant, _others(editor, shown, catalogue).variables)
    return _keep(editor, shown, meant)


def say_indicator(
    editor: Editor, catalogue: Catalogue, shown: OwnIndicator, **fields: Unpack[IndicatorFields]
) -> OwnIndicator:
    """Keep an indicator; ``catalogue`` is the one that ships.

    Raises:
        BadInput: with what is wrong about it.
    """
    meant = {**fields_of(shown), **{name: str(value) for name, value in fields.items()}}
    rules.own_indicator(meant, _others(editor, shown, catalogue))
    return _keep(editor, shown, meant)


@dataclass(frozen=True, slots=True)
class Offered:
    """A definition from elsewhere, beside the one of its code that is here (empty where there is none)."""

    fields: Fields
    here: Fields
    problem: str = ""
    """Why it cannot be used; empty where it can."""

    @property
    def is_indicator(self) -> bool:
        """Return whether it is worked out from others."""
        return "formula" in self.fields

    @property
    def other(self) -> tuple[str, ...]:
        """Return the fields in which it is other than what is here."""
        return tuple(name for name, value in self.fields.items() if self.here.get(name, "") != value)


def look_at(
    session: Session,
    scope: str,
    catalogue: Catalogue,
    variables_given: Iterable[Fields],
    indicators_given: Iterable[Fields],
) -> tuple[Offered, ...]:
    """Return what definitions from elsewhere would change; nothing is written by that."""
    before = {row.code: fields_of(row) for row in variables(session, scope)}
    worked = {row.code: fields_of(row) for row in indicators(session, scope)}
    given = {fields["code"]: fields for fields in variables_given}
    formulas = {fields["code"]: fields for fields in indicators_given}
    together, worked_out = (before | given).values(), (worked | formulas).values()
    problems = rules.extended(catalogue, together, worked_out).problems
    offered = [Offered(given[code], before.get(code, {}), problems.get(code, "")) for code in given]
    offered += [Offered(formulas[code], worked.get(code, {}), problems.get(code, "")) for code in formulas]
    return tuple(offered)


def take_in(
    editor: Editor,
    scope: str,
    catalogue: Catalogue,
    variables_given: Iterable[Fields],
    indicators_given: Iterable[Fields],
) -> int:
    """Keep definitions from elsewhere as one change; return how many are new or other than before.

    Raises:
        BadInput: with what is wrong about one of them.
    """
    offered = look_at(editor.session, scope, catalogue, variables_given, indicators_given)
    wrong = next((each.problem for each in offered if each.problem), "")
    if wrong:
        raise BadInput(wrong)  # it says itself that nothing was changed
    before = {row.code: row for row in variables(editor.session, scope)}
    worked = {row.code: row for row in indicators(editor.session, scope)}
    changed = [each.fields for each in offered if each.other]
    for fields in changed:
        code = fields["code"]
        if "formula" in fields:
            _keep(editor, worked.get(code) or blank_indicator(scope, code), fields)
        else:
            _keep(editor, before.get(code) or blank_variable(scope, code), fields)
    return len(changed)


def remove_variable(editor: Editor, shown: OwnVariable) -> None:
    """Delete a variable; it can be brought back.

    Raises:
        BadInput: there are figures for it, or an indicator uses it.
    """
    scope, code = shown.scope, shown.code
    given = select(IndicatorEntry).where(
        col(IndicatorEntry.scope) == scope, col(IndicatorEntry.variable) == code, col(IndicatorEntry.alive)
    )
    used = [row.name for row in indicators(editor.session, scope) if code in row.formula.replace("(", " ").split()]
    if used or any(row.value or row.state != "measured" for row in editor.session.scalars(given)):
        raise BadInput(
            _("“{name}” cannot be deleted: “{user}” uses it.", name=shown.name, user=used[0])
            if used
            else _("“{name}” cannot be deleted: it has figures.", name=shown.name),
            safe=_("Nothing was changed."),
            do=_("Delete those first."),
        )
    editor.remove(shown)


def remove_indicator(editor: Editor, shown: OwnIndicator) -> None:
    """Delete an indicator; it can be brought back."""
    editor.remove(shown)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _every(session: Session, model: type[OwnT], scope: str) -> list[OwnT]:
    rows = session.scalars(select(model).where(col(model.scope) == scope, col(model.alive)))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.code))


def _others(editor: Editor, shown: Own, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with everything that was added but ``shown``."""
    scope, session = shown.scope, editor.session
    added = [row for row in variables(session, scope) if row.id != shown.id]
    worked = [row for row in indicators(session, scope) if row.id != shown.id]
    return rules.extended(catalogue, map(fields_of, added), map(fields_of, worked)).catalogue


def _keep(editor: Editor, shown: OwnT, meant: Fields) -> OwnT:
    kept = editor.take(shown)
    for name, value in meant.items():
        if name != "themes" and getattr(kept, name) != value:
            setattr(kept, name, value)
    kept.alive = True
    return kept
