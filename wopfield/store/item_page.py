"""One item of an assessment with all that its screen shows, as one rater may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from wopfield.domain import log as wording
from wopfield.domain.checklist import SELF, Item
from wopfield.domain.log import Name
from wopfield.domain.score import item_result
from wopfield.domain.summary import Rating
from wopfield.store import actions, assessments, drafts, evidence, findings, people
from wopfield.store.item_list import differing, may_see_others, mentee_name
from wopfield.store.log import entries_named
from wopfield.store.rows import Row, read_heads
from wopfield.store.tables import Action, AgreedRating, Answer, Assessment, Finding, agreed_rating_id


@dataclass(frozen=True, slots=True)
class Voice:
    """What one rater says of the item."""

    name: str
    """Empty where the name has not arrived."""
    answer: Answer
    at: datetime | None
    own: bool = False

    @property
    def is_self_rating(self) -> bool:
        """Return whether the mentee speaks of itself."""
        return self.answer.rater == SELF


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the assessment compared with says of the item; for a site, the inspection of it before."""

    title: str
    rating: Rating
    agreed: bool
    on: date | None
    said: str
    value: str = ""
    """The answer to an item that asks for no level: ``yes``, a figure as decimal text, words."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything about one item that one rater may see; ``answer`` is the row to base changes on."""

    assessment: Assessment
    item: Item
    area_title: str
    answer: Answer
    draft: str | None
    """A comment being typed that is no entry yet."""
    voices: tuple[Voice, ...]
    """Those who said something: oneself, colleagues, the self-rating; only oneself while others are hidden."""
    waits: bool
    """Whether others' ratings are shown only to who has rated."""
    hidden: int
    """How many others have rated and are not shown, because one has not rated yet."""
    differ: int
    agreed: AgreedRating | None
    last_time: LastTime | None
    exhibits: tuple[evidence.Exhibit, ...]
    findings: tuple[Finding, ...]
    actions: tuple[tuple[str, Action], ...]
    """Actions of the improvement plan that answer the item or a finding of it, each with its code."""
    mentee: str


def read_page(session: Session, shown: Assessment, item: Item, area_title: str, rater: str) -> ItemPage:
    """Return the page of an item of an assessment."""
    scope = shown.scope
    said = assessments.answers_by_person(session, scope, shown.id, item.code)
    answers = [row for rows in said for row in rows if _says_something(row)]
    own = next(
        (rows[0] for rows in said if rows[0].rater == rater),
        assessments.blank_answer(scope, shown.id, item.code, rater),
    )
    others = [row for row in answers if row.id != own.id]
    waits = assessments.keeps_hidden(session, shown)
    open_to_see = may_see_others(own, waits)
    found = findings.of_item(session, scope, shown.id, item.code)
    draft = drafts.find(session, own, "comment")
    return ItemPage(
        assessment=shown,
        item=item,
        area_title=area_title,
        answer=own,
        draft=None if draft is None else str(draft.get("comment", "")),
        voices=_voices(session, own, others if open_to_see else []),
        waits=waits,
        hidden=0 if open_to_see else sum(assessments.is_rated(row) for row in others),
        differ=differing(answers) if open_to_see else 0,
        agreed=session.get(AgreedRating, (scope, agreed_rating_id(shown.id, item.code))),
        last_time=_last_time(session, shown, item.code),
        exhibits=tuple(evidence.of_item(session, scope, shown.id, item.code)),
        findings=tuple(found),
        actions=tuple(_actions(session, scope, item.code, [row.id for row in found])),
        mentee=mentee_name(session, scope),
    )


def moments(session: Session, rows: Iterable[tuple[Row, str]]) -> dict[str, datetime]:
    """Return when each row's register got the value that stands, by the id of the row."""
    names: dict[Name, list[str]] = {}
    scope = ""
    for row, register in rows:
        scope = row.scope
        for name in read_heads(row.heads).get(register, ()):
            names.setdefault(name, []).append(row.id)
    found: dict[str, datetime] = {}
    for name, entry in entries_named(session.connection(), scope, list(names)).items():
        at = datetime.fromisoformat(wording.read(entry.payload).at)
        for row_id in names[name]:
            found[row_id] = max(at, found.get(row_id, at))
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _says_something(answer: Answer) -> bool:
    return assessments.is_rated(answer) or bool(answer.comment.strip())


def _voices(session: Session, own: Answer, others: Sequence[Answer]) -> tuple[Voice, ...]:
    names = people.names_of(session, [row.rater for row in others])
    at = moments(session, [(row, "rating") for row in (own, *others)])
    voices = [Voice("", own, at.get(own.id), own=True)]
    voices += sorted(
        (Voice(names.get(row.rater, ""), row, at.get(row.id)) for row in others),
        key=lambda voice: (voice.is_self_rating, voice.name, voice.answer.rater),
    )
    return tuple(voices)


def _last_time(session: Session, shown: Assessment, item: str) -> LastTime | None:
    before = _compared_with(session, shown)
    if before is None:
        return None
    peers = [row for row in assessments.answers(session, shown.scope, before.id, item) if row.rater != SELF]
    value = _newest_value(session, peers)
    if shown.site and not value and not any(map(_says_something, peers)):
        return None
    kept = session.get(AgreedRating, (shown.scope, agreed_rating_id(before.id, item)))
    agreed = kept is not None and kept.alive and (kept.level is not None or kept.does_not_apply)
    if kept is not None and agreed:
        rating = Rating(kept.level, does_not_apply=kept.does_not_apply, reason=kept.reason)
        at = moments(session, [(kept, "rating")]).get(kept.id)
        on = at.date() if at else before.started
    else:
        rating = item_result(None, [assessments.rating_of(row) for row in peers])
        on = before.started
    said = (kept.reason if kept is not None else "") or _first_words(peers)
    return LastTime(before.title, rating, agreed, on, said, value)


def _compared_with(session: Session, shown: Assessment) -> Assessment | None:
    """Return the assessment that was chosen to compare with; for a site, else, the last inspection of it before."""
    if shown.baseline:
        return assessments.find(session, shown.scope, shown.baseline)
    if not shown.site:
        return None
    day = shown.started or date.max
    earlier = (row for row in assessments.of_partnership(session, shown.scope) if row.site == shown.site)
    return next((row for row in earlier if row.id != shown.id and row.started is not None and row.started < day), None)


def _newest_value(session: Session, answers: Sequence[Answer]) -> str:
    given = [row for row in answers if row.value]
    at = moments(session, [(row, "rating") for row in given])
    newest = max(given, key=lambda row: (str(at.get(row.id, "")), row.id), default=None)
    return newest.value if newest is not None else ""


def _first_words(answers: Sequence[Answer]) -> str:
    return next((row.comment.strip() for row in answers if row.comment.strip()), "")


def _actions(session: Session, scope: str, item: str, finding_ids: list[str]) -> list[tuple[str, Action]]:
    plan = actions.of_partnership(session, scope)
    codes = actions.codes(plan)
    return [
        (codes[row.id], row)
        for row in plan
        if row.status != "dropped" and (row.item == item or (row.finding and row.finding in finding_ids))
    ]
