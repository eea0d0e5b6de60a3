"""Findings: strengths, gaps and recommendations, with the evidence behind them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from wopfield.domain.summary import Audience, FindingKind
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import new_id
from wopfield.store.tables import Finding

KINDS: tuple[FindingKind, ...] = ("strength", "gap", "recommendation")
PRIORITIES = ("high", "medium", "low")

_WORDS = ("text", "effect", "cause", "recommendation")


def of_assessment(session: Session, scope: str, assessment: str) -> list[Finding]:
    """Return the findings of an assessment: strengths, then gaps, then recommendations."""
    rows = session.exec(
        select(Finding).where(Finding.scope == scope, Finding.assessment == assessment, col(Finding.alive))
    )
    return sorted(rows, key=_order)


def of_item(session: Session, scope: str, assessment: str, item: str) -> list[Finding]:
    """Return the findings of one item: strengths, then gaps, then recommendations."""
    rows = session.exec(
        select(Finding).where(
            Finding.scope == scope,
            Finding.assessment == assessment,
            Finding.item == item,
            col(Finding.alive),
        )
    )
    return sorted(rows, key=_order)


def audiences(session: Session, scope: str) -> dict[str, str]:
    """Return who may read each finding of a partnership, by its id; those that were deleted too."""
    return {row.id: row.audience for row in session.exec(select(Finding).where(Finding.scope == scope))}


def blank(scope: str, assessment: str, area: str, item: str, kind: FindingKind) -> Finding:
    """Return a finding without words under an id of its own; nothing is kept by that."""
    return Finding(scope=scope, id=new_id(), kind=kind, assessment=assessment, area=area, item=item)


def write(editor: Editor, shown: Finding, register: str, words: str) -> Finding:
    """Write one of a finding's texts: ``text``, ``effect``, ``cause`` or ``recommendation``."""
    if register not in _WORDS:
        raise Refused(_("A finding has no such text."))
    kept = editor.take(shown)
    setattr(kept, register, words)
    return kept


def set_kind(editor: Editor, shown: Finding, kind: FindingKind) -> Finding:
    """Make it a strength, a gap or a recommendation."""
    kept = editor.take(shown)
    kept.kind = kind
    return kept


def set_evidence(editor: Editor, shown: Finding, evidence: Sequence[str]) -> Finding:
    """Say by their ids which evidence stands behind a finding."""
    kept = editor.take(shown)
    kept.evidence = list(evidence)
    return kept


def set_priority(editor: Editor, shown: Finding, priority: str) -> Finding:
    """Say how much it matters: ``high``, ``medium`` or ``low``."""
    if priority not in PRIORITIES:
        raise Refused(_("A priority is high, medium or low."))
    kept = editor.take(shown)
    kept.priority = priority
    return kept


def set_audience(editor: Editor, shown: Finding, audience: Audience) -> Finding:
    """Say who may read it."""
    kept = editor.take(shown)
    kept.audience = audience
    return kept


def set_in_summary(editor: Editor, shown: Finding, in_summary: bool) -> Finding:
    """Say whether the report's first page names it."""
    kept = editor.take(shown)
    kept.in_summary = in_summary
    return kept


def remove(editor: Editor, shown: Finding) -> None:
    """Delete a finding; it can be brought back."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: Finding) -> None:
    """Bring back a finding that was deleted."""
    editor.bring_back(shown)


def _order(row: Finding) -> tuple[int, int, str, str]:
    kind = KINDS.index(row.kind) if row.kind in KINDS else len(KINDS)
    priority = PRIORITIES.index(row.priority) if row.priority in PRIORITIES else len(PRIORITIES)
    return kind, priority, row.text, row.id
