"""Everybody's ratings beside one another, so that a team can agree on one for each item."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session

from wopfield.domain.checklist import SELF, Item
from wopfield.domain.score import levels_of, spread
from wopfield.domain.summary import Rating
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import agreed_ratings, assessments, counting, people
from wopfield.store.editor import Editor
from wopfield.store.item_list import mentee_name
from wopfield.store.log_tables import DRAFT
from wopfield.store.rows import noun_of
from wopfield.store.tables import AgreedRating, Answer, Assessment, Report


@dataclass(frozen=True, slots=True)
class Rater:
    """A column of the board; the self-rating comes first."""

    id: str
    name: str
    """Empty where the name has not arrived."""
    you: bool

    @property
    def is_self_rating(self) -> bool:
        """Return whether it is the mentee that rates itself."""
        return self.id == SELF


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One item with every rating of it."""

    item: Item
    area_title: str
    ratings: tuple[Rating | None, ...]
    """In the order of the board's raters; None where somebody has not rated."""
    hidden: bool
    """Whether the others' ratings are not shown, because you have not rated it yet."""
    difference: int | None
    """How many levels lie between the lowest and the highest; None where no level is shown."""
    agreed: AgreedRating
    baseline: Rating | None

    @property
    def is_agreed(self) -> bool:
        """Return whether the team has agreed."""
        return self.agreed.level is not None or self.agreed.does_not_apply

    @property
    def range(self) -> tuple[int, int] | None:
        """Return the lowest and the highest level, or None."""
        levels = [level for rating in self.ratings for level in levels_of(rating)]
        return (min(levels), max(levels)) if levels else None

    @property
    def same_level(self) -> int | None:
        """Return the level that all raters who gave one gave, if at least two did and nobody said otherwise."""
        given = [rating for rating in self.ratings if rating is not None]
        levels = {rating.level for rating in given}
        if len(given) < 2 or len(levels) != 1 or any(rating.open_levels for rating in given):
            return None
        return given[0].level


@dataclass(frozen=True, slots=True)
class Board:
    """Every item that somebody has rated with a level, or said does not apply."""

    assessment: Assessment
    mentee: str
    baseline_title: str
    baseline_year: str
    raters: tuple[Rater, ...]
    rows: tuple[BoardRow, ...]
    issued: Report | None

    @property
    def agreed(self) -> int:
        """Return for how many items the team has agreed."""
        return sum(row.is_agreed for row in self.rows)

    @property
    def closed(self) -> bool:
        """Return whether nothing may be changed any more."""
        return self.assessment.closed or self.issued is not None


def read_board(session: Session, scope: str, assessment: str, person: str) -> Board:
    """Return the ratings of an assessment as ``person`` may see them.

    Raises:
        BadInput: there is no such assessment here (any more).
        NotAChecklist: its checklist has not arrived on this laptop.
    """
    row = assessments.find(session, scope, assessment)
    if row is None:
        raise BadInput(_("This assessment is not on this laptop."), safe=_("Nothing was changed."))
    checklist = assessments.worded_checklist_of(session, row)
    answers = counting.load_answers(session, row)
    own = assessments.rater_of(session, scope, person)
    raters = _raters(assessments.answers(session, scope, assessment), own, _names(session, answers))
    agreed = {kept.item: kept for kept in agreed_ratings.of_assessment(session, scope, assessment)}
    before = assessments.find(session, scope, row.baseline) if row.baseline else None
    baseline = counting.load_counted(session, before) if before else {}
    rates_here = any(rater == own and _says_level(rating) for (_item, rater), rating in answers.items())
    waits = rates_here and assessments.keeps_hidden(session, row)
    areas = {area.code: area.title for area in checklist.areas}
    rows = []
    for item in checklist.items:
        given = {rater.id: answers.get((item.code, rater.id)) for rater in raters}
        if item.response_type != "level" or not any(_says_level(rating) for rating in given.values()):
            continue
        hidden = waits and not _says_level(given.get(own)) and item.code not in agreed
        shown = tuple(None if hidden or not _says_level(rating) else rating for rating in given.values())
        rows.append(
            BoardRow(
                item,
                areas[item.area],
                shown,
                hidden,
                spread(shown),
                agreed.get(item.code) or agreed_ratings.blank(scope, assessment, item.code),
                baseline.get(item.code),
            )
        )
    return Board(
        row,
        mentee_name(session, scope),
        before.title if before else "",
        str(before.started.year) if before and before.started else "",
        raters,
        tuple(rows),
        assessments.issued_with(session, scope, assessment),
    )


def typed_reasons(session: Session, scope: str) -> dict[str, str]:
    """Return the reasons that were being typed and never left, by the id of the agreed rating."""
    lines = session.execute(
        select(DRAFT.c.row, DRAFT.c.content).where(
            DRAFT.c.scope == scope, DRAFT.c.noun == noun_of(AgreedRating), DRAFT.c.register == "reason"
        )
    )
    return {row: str(json.loads(content)["values"].get("reason", "")) for row, content in lines}


def agree_where_same(editor: Editor, rows: Sequence[BoardRow]) -> int:
    """Agree on every item that is not agreed and that all rated the same; return how many that were."""
    found = [row for row in rows if not row.is_agreed and row.same_level is not None]
    for row in found:
        agreed_ratings.agree(editor, row.agreed, level=row.same_level, reason=row.agreed.reason)
    return len(found)


def _says_level(rating: Rating | None) -> bool:
    return rating is not None and bool(levels_of(rating) or rating.does_not_apply)


def _names(session: Session, answers: Mapping[tuple[str, str], Rating]) -> dict[str, str]:
    return people.names_of(session, {rater for _item, rater in answers})


def _raters(rows: Sequence[Answer], own: str, names: Mapping[str, str]) -> tuple[Rater, ...]:
    """Return the self-rating, then you, then the others by name."""
    ids = {row.rater for row in rows if row.level is not None or row.does_not_apply}
    ranked = sorted(ids, key=lambda each: (each != SELF, each != own, names.get(each, ""), each))
    return tuple(Rater(each, names.get(each, ""), you=each == own and each != SELF) for each in ranked)
