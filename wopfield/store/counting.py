"""What was said in an assessment, by everybody and by the team, and what of it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session

from wopfield.domain import log as wording
from wopfield.domain.audience import agreed_to, audience_of, spoken_to
from wopfield.domain.checklist import Area
from wopfield.domain.same_person import said_as_one
from wopfield.domain.score import is_given, item_results, score
from wopfield.domain.summary import Audience, Rating, Score
from wopfield.store import agreed_ratings, assessments, people
from wopfield.store.log import entries_named
from wopfield.store.rows import Row, noun_of, read_heads
from wopfield.store.tables import AgreedRating, Answer, Assessment

Ratings = Mapping[tuple[str, str], Rating]
"""By code of item and rater."""


def area_scores(session: Session, row: Assessment, me: str = "") -> tuple[tuple[Area, Score], ...]:
    """Return where each area of an assessment stands, and nothing else: for lists of partnerships.

    Raises:
        NotAChecklist: its checklist has not arrived on this laptop.
    """
    counted = counted_for(session, row, me)
    checklist = assessments.checklist_of(session, row)
    return tuple((area, score((item, counted.get(item.code)) for item in area.items)) for area in checklist.areas)


def counted_for(session: Session, row: Assessment, me: str) -> dict[str, Rating]:
    """Return what counts for each item of an assessment, by code of item, as ``me`` may see it."""
    agreed = load_agreed(session, row)
    return item_results(as_seen_by(session, row, me, load_answers(session, row), agreed), agreed)


def load_answers(session: Session, row: Assessment) -> dict[tuple[str, str], Rating]:
    """Return what every rater said in an assessment; what was changed in two places comes with all that stand."""
    said = assessments.answers_by_person(session, row.scope, row.id)
    rows = [answer for answers in said for answer in answers]
    names = people.names_of(session, (answer.rater for answer in rows))
    standing = _open_levels(session, rows)
    ratings = {answer.id: assessments.rating_of(answer, names.get(answer.rater, "")) for answer in rows}
    ratings |= {answer: replace(ratings[answer], open_levels=levels) for answer, levels in standing.items()}
    ratings |= {
        row.id: replace(ratings[row.id], comment=_all_words(session, row, "comment"), disputed=True)
        for row in rows
        if row.is_open("comment")
    }
    return {
        (answers[0].item, answers[0].rater): said_as_one([ratings[answer.id] for answer in answers]) for answers in said
    }


def load_agreed(session: Session, row: Assessment) -> dict[str, Rating]:
    """Return what the team agreed in an assessment, by code of item; what it only parked is left out."""
    rows = agreed_ratings.of_assessment(session, row.scope, row.id)
    standing = _open_levels(session, rows)
    agreed = {
        kept.item: Rating(
            kept.level,
            does_not_apply=kept.does_not_apply,
            reason=_all_words(session, kept, "reason") if kept.is_open("reason") else kept.reason,
            audience=audience_of(kept.audience),
            open_levels=standing.get(kept.id, ()),
            disputed=kept.is_open("rating") or kept.is_open("reason"),
        )
        for kept in rows
    }
    return {item: rating for item, rating in agreed.items() if is_given(rating)}


def load_counted(session: Session, row: Assessment, audience: Audience = "team") -> dict[str, Rating]:
    """Return what counts for each item of an assessment, by code of item, as a report for ``audience`` may hold it."""
    answers, agreed = load_answers(session, row), load_agreed(session, row)
    return item_results(spoken_to(audience, answers), agreed_to(audience, agreed))


def as_seen_by(session: Session, row: Assessment, me: str, answers: Ratings, agreed: Mapping[str, Rating]) -> Ratings:
    """Leave out what is hidden from a rater who has not rated an item yet; whoever does not rate sees all."""
    own = assessments.rater_of(session, row.scope, me) if me else ""
    mine = {item for (item, rater), rating in answers.items() if rater == own and is_given(rating)}
    if not mine or not assessments.keeps_hidden(session, row):
        return answers
    return {key: rating for key, rating in answers.items() if key[0] in mine or key[0] in agreed}


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _open_levels(session: Session, rows: Iterable[Answer] | Iterable[AgreedRating]) -> dict[str, tuple[int, ...]]:
    """Return every level that stands, the lowest first, of the rows whose rating was changed in two places."""
    open_rows = {row.id: row for row in rows if row.is_open("rating")}
    return {row.id: _standing_levels(session, row) for row in open_rows.values()}


def _standing_levels(session: Session, row: Row) -> tuple[int, ...]:
    levels = {values.get("level") for values in _standing(session, row, "rating")}
    return tuple(sorted(level for level in levels if isinstance(level, int)))


def _all_words(session: Session, row: Row, register: str) -> str:
    """Return all words that stand in a register of that name which was changed in two places, a line each."""
    return "\n".join(filter(None, standing_words(session, row, register)))


def standing_words(session: Session, row: Row, register: str) -> tuple[str, ...]:
    """Return the words that stand in a register which was changed in two places; empty ones where they were removed."""
    return tuple(sorted({str(values.get(register) or "").strip() for values in _standing(session, row, register)}))


def _standing(session: Session, row: Row, register: str) -> list[Mapping[str, object]]:
    """Return what each of those says that stand in a register."""
    names = read_heads(row.heads).get(register, ())
    entries = entries_named(session.connection(), row.scope, names)
    return [
        edit.values
        for entry in entries.values()
        for edit in wording.read(entry.payload).edits
        if (edit.noun, edit.row, edit.register) == (noun_of(type(row)), row.id, register)
    ]
