"""Assessments: begin one, read what everybody said, and say something oneself.

Reading functions take a session, changing functions an editor first. What a person changes is given as the row
that was on their screen, so that a value that arrived meanwhile is never overwritten unseen.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from wopfield.domain.audience import audience_of
from wopfield.domain.checklist import SELF, Checklist, Depth
from wopfield.domain.summary import Audience, Confidence, Rating
from wopfield.errors import NotAChecklist, Refused
from wopfield.language import _, language
from wopfield.store import people, rights
from wopfield.store.editor import Editor
from wopfield.store.tables import (
    Answer,
    Assessment,
    ChecklistVersion,
    Report,
    answer_id,
    checklist_version_id,
)
from wopfield.store.wording import worded

# ── an assessment ────────────────────────────────────────────────────────────────────────────────────────────


def start(
    editor: Editor,
    scope: str,
    checklist: Checklist,
    *,
    title: str,
    started: date | None = None,
    visit: str = "",
    site: str = "",
    areas: Iterable[str] = (),
    depth: Depth = "full",
    baseline: str = "",
    hide_colleagues: bool = True,
) -> Assessment:
    """Begin answering a checklist; the version answered is kept beside it, so that it can never change under it.

    ``areas`` are the codes asked, none means all. ``baseline`` is the id of the assessment to compare with.
    """
    version = keep_checklist(editor, scope, checklist)
    return editor.add(
        Assessment(
            scope=scope,
            title=title,
            checklist=version.id,
            visit=visit,
            site=site,
            areas=list(areas),
            depth=depth,
            baseline=baseline,
            started=started,
            hide_colleagues=hide_colleagues,
        )
    )


def keep_checklist(editor: Editor, scope: str, checklist: Checklist) -> ChecklistVersion:
    """Keep a version of a checklist in ``scope``, once."""
    row_id = checklist_version_id(scope, checklist.code, checklist.version)
    kept = editor.get(ChecklistVersion, scope, row_id)
    if kept is not None:
        return kept
    return editor.add(
        ChecklistVersion(
            scope=scope,
            id=row_id,
            code=checklist.code,
            version=checklist.version,
            title=checklist.title,
            content=checklist.to_json(),
        )
    )


def find(session: Session, scope: str, assessment: str) -> Assessment | None:
    """Return an assessment, or None when there is none (any more)."""
    row = session.get(Assessment, (scope, assessment))
    return row if row is not None and row.alive else None


def of_partnership(session: Session, scope: str) -> list[Assessment]:
    """Return every assessment of a partnership, the newest first."""
    rows = session.exec(select(Assessment).where(Assessment.scope == scope, col(Assessment.alive)))
    return sorted(rows, key=lambda row: (row.started or date.min, row.title), reverse=True)


def of_visit(session: Session, scope: str, visit: str) -> list[Assessment]:
    """Return the assessments of a visit, in the order they were started."""
    rows = session.exec(
        select(Assessment).where(Assessment.scope == scope, Assessment.visit == visit, col(Assessment.alive))
    )
    return sorted(rows, key=lambda row: (row.started or date.min, row.title))


def checklist_of(session: Session, assessment: Assessment) -> Checklist:
    """Return the items that an assessment asks: its version, at its depth, its areas only.

    Raises:
        NotAChecklist: the version has not arrived on this laptop yet, or cannot be read.
    """
    return _asked(assessment, _checklist(_content(session, assessment)))


def worded_checklist_of(session: Session, assessment: Assessment) -> Checklist:
    """Return the same with the texts of ours in the language spoken, to be shown.

    Raises:
        NotAChecklist: as above.
    """
    return _asked(assessment, _worded(_content(session, assessment), language()))


def _asked(assessment: Assessment, checklist: Checklist) -> Checklist:
    return checklist.with_areas(assessment.areas).at_depth(_depth(assessment.depth))


def _content(session: Session, assessment: Assessment) -> str:
    version = session.get(ChecklistVersion, (assessment.scope, assessment.checklist))
    if version is None or not version.content:
        raise NotAChecklist(
            _("The checklist of “{title}” is not on this laptop yet.", title=assessment.title),
            safe=_("All answers are kept."),
            do=_("Sync with the laptop or the server that the assessment came from."),
        )
    return version.content


def close(editor: Editor, shown: Assessment, *, closed: bool = True) -> None:
    """Close an assessment to changes, or open it again."""
    editor.take(shown).closed = closed


def set_hidden(editor: Editor, shown: Assessment, hidden: bool) -> None:
    """Choose whether colleagues' ratings stay hidden until one has rated oneself."""
    editor.take(shown).hide_colleagues = hidden


def issued_with(session: Session, scope: str, assessment: str) -> Report | None:
    """Return the newest final report of an assessment, or None; drafts and those for comment close nothing."""
    rows = session.exec(select(Report).where(Report.assessment == assessment, *_final(scope)))
    return max(rows, key=lambda row: (str(row.issued), row.version), default=None)


def is_closed(session: Session, row: Assessment) -> bool:
    """Return whether nothing of an assessment is changed any more: somebody closed it, or its final report is out."""
    return row.closed or issued_with(session, row.scope, row.id) is not None


def closed_in(session: Session, scope: str) -> frozenset[str]:
    """Return the ids of the assessments of a partnership in which nothing is changed any more."""
    closed = session.exec(select(Assessment.id).where(Assessment.scope == scope, col(Assessment.closed)))
    return frozenset((*closed, *session.exec(select(Report.assessment).where(*_final(scope)))))


def keeps_hidden(session: Session, row: Assessment) -> bool:
    """Return whether others' ratings of an item wait for one's own; when nobody can rate any more, they do not."""
    return row.hide_colleagues and not is_closed(session, row)


def _final(scope: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Report.scope) == scope,
        col(Report.status) == "issued",
        col(Report.document) == "",
        col(Report.stage).in_(("", "final")),
        col(Report.alive).is_(True),
    )


# ── who answers ──────────────────────────────────────────────────────────────────────────────────────────────


def rater_of(session: Session, scope: str, person: str) -> str:
    """Return as whom a person answers in a partnership: ``self`` as one of the mentee, else who stands for them."""
    roles = rights.roles_here(session, scope, person)
    return SELF if roles == {rights.MENTEE} else people.same(session).all_of(person)[0]


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────


def blank_answer(scope: str, assessment: str, item: str, rater: str) -> Answer:
    """Return the answer as it is before anybody said anything; nothing is kept by that."""
    row_id = answer_id(assessment, item, rater)
    return Answer(scope=scope, id=row_id, assessment=assessment, item=item, rater=rater)


def answer(session: Session, scope: str, assessment: str, item: str, rater: str) -> Answer:
    """Return what a rater said about an item, blank when nothing."""
    found = answers(session, scope, assessment, item)
    return next((row for row in found if row.rater == rater), None) or blank_answer(scope, assessment, item, rater)


def answers(session: Session, scope: str, assessment: str, item: str = "") -> list[Answer]:
    """Return what all raters said in an assessment, or of one item of it; each person says one thing of an item."""
    return [rows[0] for rows in answers_by_person(session, scope, assessment, item)]


def answers_by_person(session: Session, scope: str, assessment: str, item: str = "") -> list[list[Answer]]:
    """Return the same with what the same person said of the same item before they were joined, which comes after."""
    statement = select(Answer).where(Answer.scope == scope, Answer.assessment == assessment, col(Answer.alive))
    rows = session.exec(statement.where(Answer.item == item) if item else statement).all()
    joined = people.same(session)
    if not joined.stands:  # as nearly always
        return [[row] for row in rows]
    found: dict[tuple[str, str], list[Answer]] = {}
    for row in sorted(rows, key=lambda row: (not is_rated(row), joined.one(row.rater) != row.rater, row.rater)):
        one = joined.one(row.rater)
        found.setdefault((row.item, one), []).append(people.read_as(row, rater=one))
    return list(found.values())


def raters(rows: Sequence[Answer]) -> tuple[str, ...]:
    """Return who answered anything, each once, the self-rating last."""
    found = dict.fromkeys(row.rater for row in rows if row.rater != SELF)
    return (*found, SELF) if any(row.rater == SELF for row in rows) else tuple(found)


def is_rated(answer: Answer) -> bool:
    """Return whether an answer gives a level, a value, "does not apply" or "not seen"."""
    return answer.level is not None or answer.does_not_apply or answer.not_seen or bool(answer.value)


def rating_of(answer: Answer, name: str = "") -> Rating:
    """Return an answer as scores and reports take it."""
    grade: dict[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}
    return Rating(
        answer.level,
        does_not_apply=answer.does_not_apply,
        not_seen=answer.not_seen,
        reason=answer.reason,
        confidence=grade.get(answer.confidence),
        comment=answer.comment,
        rater=answer.rater,
        rater_name=name,
        value=answer.value,
        audience=audience_of(answer.audience),
    )


def rate(editor: Editor, shown: Answer, level: int) -> Answer:
    """Give a level of 0 to 4."""
    if level not in range(5):
        raise Refused(_("A level is 0, 1, 2, 3 or 4."))
    return _put_rating(editor, shown, level=level)


def give_value(editor: Editor, shown: Answer, value: str) -> Answer:
    """Answer an item that asks for no level: ``yes``, ``no``, a figure as decimal text, words, a photo's name."""
    return _put_rating(editor, shown, value=value)


def set_does_not_apply(editor: Editor, shown: Answer, reason: str = "") -> Answer:
    """Say that an item does not apply here, and why."""
    return _put_rating(editor, shown, does_not_apply=True, reason=reason)


def set_not_seen(editor: Editor, shown: Answer) -> Answer:
    """Say that an item could not be seen yet: neither 0 nor part of a mean."""
    return _put_rating(editor, shown, not_seen=True)


def clear(editor: Editor, shown: Answer) -> Answer:
    """Take the rating away; comment, confidence and flag stay."""
    return _put_rating(editor, shown)


def put_back(editor: Editor, shown: Answer, before: Answer) -> Answer:
    """Give an answer the rating it had ``before``."""
    return _put_rating(
        editor,
        shown,
        level=before.level,
        value=before.value,
        does_not_apply=before.does_not_apply,
        not_seen=before.not_seen,
        reason=before.reason,
    )


def set_confidence(editor: Editor, shown: Answer, grade: Confidence | None) -> Answer:
    """Say how sure one is: A measured and verified, B records seen, C told by staff, D guess."""
    kept = editor.take(shown)
    kept.confidence = grade or ""
    return kept


def set_comment(editor: Editor, shown: Answer, comment: str) -> Answer:
    """Write what was seen."""
    kept = editor.take(shown)
    kept.comment = comment
    return kept


def set_audience(editor: Editor, shown: Answer, audience: Audience) -> Answer:
    """Say who may read the comment."""
    kept = editor.take(shown)
    kept.audience = audience
    return kept


def set_flagged(editor: Editor, shown: Answer, flagged: bool) -> Answer:
    """Put a flag on an item for oneself, or take it off."""
    kept = editor.take(shown)
    kept.flagged = flagged
    return kept


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _put_rating(
    editor: Editor,
    shown: Answer,
    *,
    level: int | None = None,
    value: str = "",
    does_not_apply: bool = False,
    not_seen: bool = False,
    reason: str = "",
) -> Answer:
    kept = editor.take(shown)
    for row in (kept, *_said_before_joined(editor, shown)):
        row.level = level
        row.value = value
        row.does_not_apply = does_not_apply
        row.not_seen = not_seen
        row.reason = reason
    return kept


def _said_before_joined(editor: Editor, shown: Answer) -> list[Answer]:
    """Return what the same person rated of the same item under another id: it says from now on what they say now."""
    joined = people.same(editor.session)
    places = [answer_id(shown.assessment, shown.item, each) for each in joined.all_of(shown.rater)]
    rows = (editor.get(Answer, shown.scope, place) for place in places if place != shown.id)
    return [row for row in rows if row is not None and row.alive and is_rated(row)]


def _depth(word: str) -> Depth:
    depths: dict[str, Depth] = {"standard": "standard", "quick": "quick"}
    return depths.get(word, "full")


@lru_cache(maxsize=16)
def _checklist(content: str) -> Checklist:
    """Return a compiled checklist; the text of a version never changes, so it is read once."""
    return Checklist.from_json(content)


@lru_cache(maxsize=8)
def _worded(content: str, _language: str) -> Checklist:
    """Return a compiled checklist in the language spoken, which is said beside it so that each is kept apart."""
    return worded(_checklist(content))
