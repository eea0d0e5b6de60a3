"""Who may read what is told in print: everything around an assessment that has readers of its own, in one list.

Of comments on ratings each person finds their own, for colleagues' may be hidden and are theirs to show; all the rest
is chosen one by one or for many at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from wopfield.domain.summary import Audience
from wopfield.language import in_a_row
from wopfield.store import (
    actions,
    agenda,
    agreed_ratings,
    assessments,
    evidence,
    feedback,
    findings,
    indicators,
    partnerships,
)
from wopfield.store.editor import Editor
from wopfield.store.tables import (
    Action,
    AgendaLine,
    AgreedRating,
    Answer,
    Assessment,
    Evidence,
    Feedback,
    Finding,
    IndicatorEntry,
)

Told = Finding | Evidence | Action | Answer | AgreedRating | AgendaLine | Feedback | IndicatorEntry
Kind = Literal["finding", "evidence", "action", "rating", "reason", "session", "comment", "source"]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Something that has readers: the number people say for it, if it has one, and what it says."""

    kind: Kind
    row: Told
    code: str
    words: str


def of_assessment(session: Session, scope: str, assessment: str, person: str = "") -> list[ToldLine]:
    """Return everything a report of an assessment may tell that has words and readers, kind by kind.

    ``person`` is whose own comments on ratings are among it.
    """
    row = assessments.find(session, scope, assessment)
    if row is None:
        return []
    return [line for line in _every(session, row, person) if line.words.strip()]


def set_all(editor: Editor, shown: Iterable[Told], audience: Audience) -> list[Told]:
    """Say of several who may read them, in one change that one undo takes back; return those that were otherwise."""
    changed = [row for row in shown if row.audience != audience]
    for row in changed:
        editor.take(row).audience = audience
    return changed


def _every(session: Session, row: Assessment, person: str) -> Iterator[ToldLine]:
    scope = row.scope
    numbers = {item.code: item.number for item in assessments.checklist_of(session, row).items}
    for found in findings.of_assessment(session, scope, row.id):
        yield ToldLine("finding", found, numbers.get(found.item, found.item), found.text or found.recommendation)
    for exhibit in evidence.of_assessment(session, scope, row.id):
        yield ToldLine("evidence", exhibit.row, exhibit.code, exhibit.row.title)
    plan = actions.of_partnership(session, scope)
    codes = actions.codes(plan)
    for action in sorted(plan, key=lambda one: (one.number, one.id)):
        yield ToldLine("action", action, codes[action.id], action.title)
    order = {code: at for at, code in enumerate(numbers)}
    own = [answer for answer in assessments.answers(session, scope, row.id) if person and answer.rater == person]
    for answer in sorted(own, key=lambda one: order.get(one.item, len(order))):
        yield ToldLine("rating", answer, numbers.get(answer.item, answer.item), answer.comment)
    for agreed in agreed_ratings.of_assessment(session, scope, row.id):
        yield ToldLine("reason", agreed, numbers.get(agreed.item, agreed.item), agreed.reason)
    for line in agenda.of_visit(session, scope, row.visit) if row.visit else ():
        yield ToldLine("session", line, line.starts, line.title)
    for comment in feedback.of_assessment(session, scope, row.id):
        yield ToldLine("comment", comment, "", in_a_row((comment.said_by, comment.text, comment.reply), " · "))
    pair = partnerships.find(session, scope)
    for entry in indicators.of_utility(session, scope, pair.partnership.mentee) if pair else ():
        told = in_a_row((entry.source, entry.kept_reason), " · ")
        yield ToldLine("source", entry, "", f"{entry.variable} {entry.period}: {told}" if told else "")
