"""The items of an assessment in a list, as one rater sees it: what they rated, flagged and may see of others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from sqlmodel import Session, col, func, select

from wopfield.domain.checklist import SELF, Area, Checklist, Item, ResponseType
from wopfield.domain.inspection import check_reading
from wopfield.domain.progress import Count, Progress, is_left, progress
from wopfield.domain.score import WIDE, item_results, spread
from wopfield.domain.summary import Rating
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import assessments, people
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Answer, Assessment, Evidence, Partnership, Report, Site, Utility


@dataclass(frozen=True, slots=True)
class Said:
    """What a colleague answered to a check."""

    name: str
    level: int | None
    value: str
    does_not_apply: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as the list shows it."""

    code: str
    number: str
    title: str
    level: int | None = None
    value: str = ""
    does_not_apply: bool = False
    not_seen: bool = False
    flagged: bool = False
    commented: bool = False
    differ: int = 0
    """How many levels lie between the ratings one may see, where people should talk; else 0."""
    open: bool = False
    """Whether one's own answer was changed in two places."""

    left: bool = True
    """Whether it is still to be rated; what was not seen yet is."""

    asks: ResponseType = "level"
    unit: str = ""
    doubtful: bool = False
    """Whether a reading lies outside the limits of its check."""

    others: tuple[Said, ...] = ()
    """What colleagues answered to a check that one has not answered oneself."""

    exhibits: int = 0
    """How many photos and documents a check has; of other items they are not counted."""


@dataclass(frozen=True, slots=True)
class AreaLines:
    """One area with its items."""

    code: str
    number: int
    title: str
    items: tuple[ItemLine, ...]
    count: Count
    """How many items the rater has rated, of those that apply."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """All items of an assessment, with what the screen's header says of it."""

    assessment: Assessment
    checklist: Checklist
    rater: str
    person: str
    mentee: str
    """The name of the utility that is looked at, as short as it has one."""
    site: str
    areas: tuple[AreaLines, ...]
    progress: Progress
    """How far the rater is; with checks, how far all are together: a site is looked at once."""
    issued: Report | None

    @property
    def items(self) -> tuple[ItemLine, ...]:
        """Return every item, in order."""
        return tuple(item for area in self.areas for item in area.items)

    @property
    def checks(self) -> bool:
        """Return whether it is a list of checks that are answered, rather than items that are rated."""
        return self.checklist.kind == "site_inspection"

    @property
    def closed(self) -> bool:
        """Return whether nothing may be changed any more."""
        return self.assessment.closed or self.issued is not None


def read_list(session: Session, scope: str, assessment: str, person: str) -> ItemList:
    """Return the items of an assessment as ``person`` sees them.

    Raises:
        BadInput: there is no such assessment here (any more).
        NotAChecklist: its checklist has not arrived on this laptop.
    """
    row = assessments.find(session, scope, assessment)
    if row is None:
        raise BadInput(
            _("This assessment is not on this laptop."),
            safe=_("Nothing was changed."),
            do=_("The partnership’s history tells whether it was deleted, Sync whether the server refused it."),
        )
    checklist = assessments.worded_checklist_of(session, row)
    rater = assessments.rater_of(session, scope, person)
    given: dict[str, list[Answer]] = defaultdict(list)
    for answer in assessments.answers(session, scope, assessment):
        given[answer.item].append(answer)
    own = {row.item: row for rows in given.values() for row in rows if row.rater == rater}
    checks = checklist.kind == "site_inspection"
    ratings = {code: assessments.rating_of(row) for code, row in own.items()}
    if checks:
        ratings = _of_all(given) | {code: rating for code, rating in ratings.items() if not is_left(rating)}
    so_far = progress(checklist, ratings, (code for code, row in own.items() if row.flagged))
    site = session.get(Site, (scope, row.site)) if row.site else None
    said = _said_by_others(session, given, rater) if checks else {}
    exhibits = _exhibits(session, row) if checks else {}
    hide = assessments.keeps_hidden(session, row)
    return ItemList(
        assessment=row,
        checklist=checklist,
        rater=rater,
        person=person,
        mentee=mentee_name(session, scope),
        site=site.name if site else "",
        areas=tuple(
            _area_lines(area, far.count, given, rater, exhibits, said, hide=hide)
            for area, far in zip(checklist.areas, so_far.areas, strict=True)
        ),
        progress=so_far,
        issued=assessments.issued_with(session, scope, assessment),
    )


def mentee_name(session: Session, scope: str) -> str:
    """Return what the mentee of a partnership is called, as short as it has a name; empty when unknown."""
    partnership = session.get(Partnership, (scope, scope))
    utility = session.get(Utility, (COMMONS, partnership.mentee)) if partnership else None
    return (utility.short_name or utility.name) if utility else ""


def differing(answers: Sequence[Answer]) -> int:
    """Return how many levels lie between ratings of an item, where that is so wide that people should talk."""
    wide = spread(assessments.rating_of(answer) for answer in answers) or 0
    return wide if wide >= WIDE else 0


def may_see_others(own: Answer | None, hide: bool) -> bool:
    """Return whether a rater may see what others say of an item."""
    return not hide or (own is not None and not is_left(assessments.rating_of(own)))


def _exhibits(session: Session, row: Assessment) -> dict[str, int]:
    """Return how many photos and documents each item has."""
    counted = (
        select(Evidence.item, func.count())
        .where(Evidence.scope == row.scope, Evidence.assessment == row.id, col(Evidence.alive))
        .group_by(Evidence.item)
    )
    return dict(session.exec(counted).all())


def _area_lines(
    area: Area,
    count: Count,
    given: Mapping[str, list[Answer]],
    rater: str,
    exhibits: Mapping[str, int],
    said: Mapping[str, tuple[Said, ...]],
    *,
    hide: bool,
) -> AreaLines:
    lines = (_item_line(item, given.get(item.code, []), rater, hide) for item in area.items)
    whole = tuple(_with_others(line, exhibits.get(line.code, 0), said.get(line.code, ())) for line in lines)
    return AreaLines(area.code, area.number, area.title, whole, count)


def _with_others(line: ItemLine, exhibits: int, others: tuple[Said, ...]) -> ItemLine:
    """Return a check with what anybody brought and said of it; what a colleague answered is not left."""
    if not exhibits and not others:
        return line
    shown = others if line.left else ()
    return replace(line, exhibits=exhibits, others=shown, left=line.left and not shown)


def _of_all(given: Mapping[str, list[Answer]]) -> dict[str, Rating]:
    return item_results({(a.item, a.rater): assessments.rating_of(a) for rows in given.values() for a in rows}, {})


def _said_by_others(session: Session, given: Mapping[str, list[Answer]], rater: str) -> dict[str, tuple[Said, ...]]:
    """Return what everybody else answered to each check, by their first names."""
    theirs = {
        code: [row for row in rows if row.rater not in (rater, SELF) and not is_left(assessments.rating_of(row))]
        for code, rows in given.items()
    }
    names = people.names_of(session, {row.rater for rows in theirs.values() for row in rows})
    called = {rater: name.partition(" ")[0] for rater, name in names.items()}
    return {
        code: tuple(
            Said(called.get(row.rater) or _("A colleague"), row.level, row.value, row.does_not_apply) for row in rows
        )
        for code, rows in theirs.items()
    }


def _item_line(item: Item, answers: Sequence[Answer], rater: str, hide: bool) -> ItemLine:
    own = next((answer for answer in answers if answer.rater == rater), None)
    differ = differing(answers) if may_see_others(own, hide) else 0
    asked = ItemLine(item.code, item.number, item.title, differ=differ, asks=item.response_type, unit=item.unit)
    if own is None:
        return asked
    return replace(
        asked,
        level=own.level,
        value=own.value,
        does_not_apply=own.does_not_apply,
        not_seen=own.not_seen,
        flagged=own.flagged,
        commented=bool(own.comment.strip()),
        open=bool(own.open),
        left=is_left(assessments.rating_of(own)),
        doubtful=item.response_type == "number" and _is_doubtful(item, own.value),
    )


def _is_doubtful(item: Item, value: str) -> bool:
    try:
        return bool(value) and check_reading(item, Decimal(value)) is not None
    except InvalidOperation:
        return False
