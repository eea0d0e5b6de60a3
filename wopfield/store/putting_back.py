"""An earlier value is put back: a new change that says it once more, so nothing is erased by it."""

from collections.abc import Collection, Mapping

from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import Row, decode, encode, noun_of, registers_of
from wopfield.store.tables import NOUNS, Answer

_NOUNS = frozenset(
    {
        "answer", "agreed_rating", "finding", "evidence", "action", "objective", "indicator_entry", "visit",
        "visit_day", "agenda_line", "team_member", "site", "partnership",
    }
)  # fmt: skip
"""What people write field by field; what is issued, kept by the server or taken in whole is put back by no one."""


def is_offered(row: Row | None, raters: Collection[str], closed: Collection[str]) -> bool:
    """Return whether whoever answers as one of ``raters`` may put back what a row said.

    ``closed`` are the assessments in which nothing is changed.
    """
    return row is not None and row.alive and _may_write(row, raters, closed)


def can_be_brought_back(row: Row | None, raters: Collection[str], closed: Collection[str]) -> bool:
    """Return whether whoever answers as one of ``raters`` may bring back a row that was deleted."""
    return row is not None and not row.alive and _may_write(row, raters, closed)


def bring_back(editor: Editor, scope: str, noun: str, row: str) -> None:
    """Bring back a row that was deleted, as it was.

    Raises:
        Refused: it is there again already.
    """
    kept = editor.get(NOUNS[noun], scope, row)
    if kept is None or kept.alive:
        raise Refused(_("This is there again already."), safe=_("Nothing was changed."))
    editor.bring_back(kept)


def values_now(row: Row, register: str) -> dict[str, object]:
    """Return what a register of a row holds, as the log says it."""
    return {field: encode(getattr(row, field)) for field in registers_of(type(row)).get(register, ())}


def put_back(
    editor: Editor, scope: str, noun: str, row: str, heads: str, register: str, values: Mapping[str, object]
) -> None:
    """Let a register hold earlier values again; ``heads`` are those of the row as it was shown.

    What arrived since is not replaced: it is then open against the earlier values.

    Raises:
        Refused: the row is gone, or this program cannot read the values.
    """
    model = NOUNS[noun]
    kept = editor.get(model, scope, row)
    if kept is None or not kept.alive:
        raise Refused(_("This is not there any more."), safe=_("Nothing was changed."), do=_("Look at its history."))
    shown = model(**{**kept.model_dump(), "heads": heads})
    for field, value in decode(model, values, register).items():
        setattr(editor.take(shown), field, value)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _may_write(row: Row, raters: Collection[str], closed: Collection[str]) -> bool:
    if noun_of(type(row)) not in _NOUNS or getattr(row, "assessment", "") in closed:
        return False
    return not isinstance(row, Answer) or row.rater in raters
