"""What the chosen sections of a report tell, as plain tables: for those who reckon on with it.

They hold what the pages hold, for the same readers, and figures as figures: a level that is not there is an empty
cell and never a zero.
"""

from collections.abc import Callable, Iterator, Sequence

from wopfield.domain.summary import FindingLine, ItemResult, Rating, Score, Summary
from wopfield.errors import BadInput
from wopfield.language import _, in_a_row, spoken
from wopfield.report.context import Context
from wopfield.report.document import ready
from wopfield.report.documents import document_name
from wopfield.report.lacking import NOT_FOR_ANYBODY
from wopfield.report.options import ReportOptions
from wopfield.report.sections.names import (
    audience_words,
    evidence_kind,
    finding_kind,
    horizon_name,
    level_of_three,
    rater_name,
    status_of_action,
)
from wopfield.report.standing import Standing, rating_standing, standing, words_for
from wopfield.report.style import level_names
from wopfield.report.translating import FOREIGN
from wopfield.report.worksheet import Cell, Rows, Worksheet
from wopfield.report.worksheets_beside import balance, blank, entered, goals


def worksheets(summary: Summary, options: ReportOptions) -> tuple[Worksheet, ...]:
    """Return what the chosen sections tell as tables, the first of which says what they are about.

    Raises:
        BadInput: none of the chosen sections holds a table.
    """
    with spoken(options.language):
        context = ready(summary, {}, options)
        chosen = set(options.sections)
        if options.audience == "report":
            chosen -= NOT_FOR_ANYBODY
        made = (table(context) for sections, table in _TABLES if chosen & sections)
        tables = [one for one in made if len(one.rows) > 1]
        if not tables:
            raise BadInput(
                _("There is no table in the chosen sections."),
                do=_("Choose another section as well, such as all answers or the improvement plan."),
            )
        return (_about(context), *tables)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _about(context: Context) -> Worksheet:
    told, summary = context.options, context.summary
    levels = "; ".join(f"{level} {name}" for level, name in enumerate(level_names()))
    lines: Rows = [
        (document_name(told.document), summary.assessment_title),
        (_("Partnership"), summary.partnership_name),
        (_("Mentor"), summary.mentor),
        (_("Mentee"), in_a_row((summary.mentee, summary.mentee_country), ", ")),
        (_("Visit"), summary.visit_title),
        (_("First day"), summary.visit_starts),
        (_("Last day"), summary.visit_ends),
        (_("Checklist"), in_a_row((summary.checklist_title, summary.checklist_version), ", ")),
        (_("Baseline"), summary.baseline_title),
        (_("Who may read this"), audience_words(told.audience)),
        (_("State of"), summary.today),
        (_("Fingerprint of the content"), context.digest),
        (_("Levels"), levels),
        (_("An empty cell"), _("There is no value. It is not zero, and no part of any mean.")),
    ]
    if context.foreign:
        lines.append((FOREIGN, _("not translated")))
    return Worksheet(_("About"), tuple(line for line in lines if line[1]))


def _items(context: Context) -> Worksheet:
    head = (
        _("Item"), _("Code"), _("Area"), _("Practice"), _("Weight"), _("Level"), _("Lowest"), _("Highest"),
        _("State"), _("Agreed"), _("Confidence"), _("Reason and comment"), _("Self-rating"), _("Baseline"),
        _("Evidence"), _("Value"), _("Unit"),
    )  # fmt: skip
    rows: Rows = [head]
    for area in context.summary.areas:
        for item in area.items:
            where = standing(item)
            asks, unit = context.summary.asks.get(item.code, ("level", ""))
            rows.append((
                item.number, item.code, area.title, item.question or item.title, item.weight,
                where.level, where.low, where.high, _state(where), _("yes") if item.agreed else _("no"),
                item.result.confidence, item.comment or item.result.reason, _level(item.self_rating),
                _level(item.baseline), ", ".join(item.evidence), *_value(item.result, asks, unit),
            ))  # fmt: skip
    return Worksheet(_("Items"), tuple(rows))


def _ratings(context: Context) -> Worksheet:
    head = (
        _("Item"), _("Code"), _("Rater"), _("Level"), _("State"), _("Confidence"), _("Comment"), _("Reason"),
        _("Day"), _("Value"), _("Unit"),
    )  # fmt: skip
    rows: Rows = [head]
    for item in (item for area in context.summary.areas for item in area.items):
        asks, unit = context.summary.asks.get(item.code, ("level", ""))
        for rater, rating in _given(item):
            where = rating_standing(rating)
            rows.append((
                item.number, item.code, rater, rating.level, _state(where) if where else "", rating.confidence,
                rating.comment, rating.reason, rating.at.date() if rating.at else None, *_value(rating, asks, unit),
            ))  # fmt: skip
    return Worksheet(_("Ratings"), tuple(rows))


def _given(item: ItemResult) -> Iterator[tuple[str, Rating]]:
    for peer in item.peers:
        yield rater_name(peer), peer
    if item.self_rating is not None:
        yield _("Self-rating"), item.self_rating
    if item.agreed:
        yield _("Agreed rating"), item.result
    if item.baseline is not None:
        yield _("Baseline"), item.baseline


def _areas(context: Context) -> Worksheet:
    head = (
        _("Area"), _("Code"), _("Name"), _("Mean level"), _("Lowest"), _("Highest"), _("Rated"), _("Applicable"),
        _("Share rated"), _("Self-rating"), _("Baseline"), _("Change"),
        *(_("Items at level {level}", level=level) for level in range(len(level_names()))),
    )  # fmt: skip
    rows: Rows = [head]
    for area in context.summary.areas:
        now = area.now
        rows.append((
            area.number, area.code, area.title, *map(_mean, (now.mean, now.low, now.high)), now.rated, now.applicable,
            _mean(now.coverage), _of(area.self_rating), _of(area.baseline), _mean(area.change), *area.distribution,
        ))  # fmt: skip
    return Worksheet(_("Areas"), tuple(rows))


def _findings(context: Context) -> Worksheet:
    head = (
        _("Kind"), _("Area"), _("Item"), _("Text"), _("Effect"), _("Cause"), _("Recommendation"), _("Evidence"),
        _("Priority"),
    )  # fmt: skip
    rows: Rows = [head]
    for area in context.summary.areas:
        rows.extend(_finding(context, area.title, one) for one in area.findings)
    rows.extend(_finding(context, "", one) for one in context.summary.other_findings)
    return Worksheet(_("Findings"), tuple(rows))


def _finding(context: Context, area: str, one: FindingLine) -> tuple[Cell, ...]:
    return (
        finding_kind(one.kind), area, context.item_number(one.item) if one.item else "", one.text, one.effect,
        one.cause, one.recommendation, ", ".join(one.evidence), level_of_three(one.priority),
    )  # fmt: skip


def _plan(context: Context) -> Worksheet:
    head = (
        _("Code"), _("Action"), _("Item"), _("Owner"), _("Supported by"), _("Starts"), _("Due"), _("Status"),
        _("Progress in %"), _("Overdue"), _("Expected result"), _("Goal level"), _("Resources"), _("Horizon"),
        _("Priority"), _("What shows it"),
    )  # fmt: skip
    rows: Rows = [head]
    for one in context.summary.actions:
        rows.append((
            one.code, one.title, context.item_number(one.item) if one.item else "", one.owner, one.support,
            one.starts, one.due, status_of_action(one.status), one.percent,
            _("yes") if one.is_overdue(context.summary.today) else _("no"), one.expected_result, one.goal_level,
            one.resources, horizon_name(one.horizon), level_of_three(one.priority), one.done_note,
        ))  # fmt: skip
    return Worksheet(_("Improvement plan"), tuple(rows))


def _indicators(context: Context) -> Worksheet:
    periods = context.summary.periods
    head = (
        _("Code"), _("Indicator"), _("Unit"), *periods, _("Confidence"), _("Good practice"), _("What is missing"),
        _("Source"),
    )  # fmt: skip
    rows: Rows = [head]
    for one in context.summary.indicators:
        missing = [f"{period}: {in_a_row(names, ', ')}" for period, names in one.missing.items() if names]
        rows.append((
            one.code, one.name, one.unit, *(one.values.get(period) for period in periods), one.confidence,
            one.good_practice, "; ".join(missing), one.source,
        ))  # fmt: skip
    return Worksheet(_("Indicators"), tuple(rows))


def _risks(context: Context) -> Worksheet:
    head = (
        _("Site"), _("Kind"), _("Day"), _("Check"), _("Title"), _("Gravity"), _("What it can lead to"), _("Seen"),
        _("Value"), _("Unit"), _("Evidence"),
    )  # fmt: skip
    rows: Rows = [head]
    for site in context.summary.around.sites:
        about = (site.name, site.kind, site.day)
        rows.extend(
            (*about, risk.code, risk.title, level_of_three(risk.gravity), risk.effect, risk.seen, None, "",
             ", ".join(risk.evidence))
            for risk in site.risks
        )  # fmt: skip
        rows.extend(
            (*about, "", reading.title, "", "", _("outside its limits") if reading.odd else "", reading.value,
             reading.unit, "")
            for reading in site.readings
        )  # fmt: skip
    return Worksheet(_("Site inspections"), tuple(rows))


def _evidence(context: Context) -> Worksheet:
    head = (
        _("Code"), _("Kind"), _("Title"), _("Item"), _("Date"), _("Place"), _("May be shown in the report"),
        _("File"), "SHA-256",
    )  # fmt: skip
    rows: Rows = [head]
    for one in context.summary.evidence:
        rows.append((
            one.code, evidence_kind(one.kind), one.title, context.item_number(one.item) if one.item else "",
            one.taken, one.place, _("yes") if one.may_be_shared else _("no"), one.file_name, one.sha256,
        ))  # fmt: skip
    return Worksheet(_("Evidence"), tuple(rows))


def _level(rating: Rating | None) -> int | None:
    return rating.level if rating is not None else None


def _state(where: Standing) -> str:
    """Return whether something is rated, and if not settled or not at all, why."""
    if where.level is None:
        return words_for(where)
    return _("rated") if where.settled else _("provisional")


def _value(rating: Rating, asks: str, unit: str) -> tuple[Cell, Cell]:
    """Return the answer to an item that asks for no level, a figure as one, and its unit."""
    if asks == "level" or not rating.value:
        return None, ""
    if asks == "yes_no":
        return {"yes": _("yes"), "no": _("no")}.get(rating.value, rating.value), ""
    if asks == "number":
        try:
            return float(rating.value), unit
        except ValueError:
            return rating.value, unit
    return rating.value, ""


def _of(score: Score) -> float | None:
    return _mean(score.mean)


def _mean(value: float | None) -> float | None:
    """Return a mean without the digits that come from reckoning in twos."""
    return None if value is None else round(value, 4)


_TABLES: Sequence[tuple[frozenset[str], Callable[[Context], Worksheet]]] = (
    (frozenset({"profile", "areas", "capacity", "progress"}), _areas),
    (frozenset({"annex"}), _items),
    (frozenset({"annex"}), _ratings),
    (frozenset({"blank"}), blank),
    (frozenset({"summary", "areas", "note"}), _findings),
    (frozenset({"plan", "priorities", "note"}), _plan),
    (frozenset({"entries"}), entered),
    (frozenset({"indicators", "figures", "entries"}), _indicators),
    (frozenset({"balance"}), balance),
    (frozenset({"goals"}), goals),
    (frozenset({"sites"}), _risks),
    (frozenset({"evidence"}), _evidence),
)
"""What is told as a table, where one of these sections is chosen; in this order."""
