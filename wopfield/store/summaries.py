"""Summaries: everything a screen or a report shows of one assessment, loaded and worked out.

Loading is here, deciding in ``domain/summarise.py``. The figures of a summary need the catalogue of indicators,
which the caller brings; without it there are none.
"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session, select

from wopfield.domain.audience import audience_of, may_read, narrowest
from wopfield.domain.by_function import UNSAID
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Checklist
from wopfield.domain.indicator import Entry
from wopfield.domain.material import About, Material
from wopfield.domain.summarise import summarise
from wopfield.domain.summary import (
    ActionLine,
    Audience,
    EvidenceLine,
    FindingLine,
    GivenFigures,
    KeptFigure,
    ReportWords,
    Summary,
)
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import (
    actions,
    assessments,
    evidence,
    findings,
    indicators,
    own,
    partnerships,
    people,
    report_words,
    surroundings,
    visits,
)
from wopfield.store.counting import as_seen_by, load_agreed, load_answers, load_counted, standing_words
from wopfield.store.entry_lines import EntryReading
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Action, Assessment, Finding, IndicatorEntry, Utility

Word = TypeVar("Word", bound=str)
_OF_FIGURES = frozenset({"entries", "balance", "goals"})
"""The documents that tell of the utility's figures over the years, whichever review they are printed beside."""

CAPACITY = "capacity"
"""The document about one assessment beside the review: of the partnership's plan it has what answers that one."""


def summary(
    session: Session,
    scope: str,
    assessment_id: str,
    today: date,
    me: str = "",
    catalogue: Catalogue | None = None,
    document: str = "",
    audience: Audience = "team",
    *,
    name_people: bool = True,
) -> Summary:
    """Return the summary of an assessment, with the words written for one of its documents.

    It holds what a report for ``audience`` may hold; without ``name_people`` only those are named who made it and who
    sign. With ``me``, a person who rates in it, what is still hidden
    from that person is left out; without, all counts.

    Raises:
        BadInput: there is no such assessment here (any more).
        NotAChecklist: its checklist has not arrived on this laptop.
    """
    material = load_material(session, scope, assessment_id, today, me, catalogue, document, audience)
    if not name_people:
        material = replace(material, unnamed=_functions(session, material))
    return summarise(material)


def load_material(
    session: Session,
    scope: str,
    assessment_id: str,
    today: date,
    me: str = "",
    catalogue: Catalogue | None = None,
    document: str = "",
    audience: Audience = "team",
) -> Material:
    """Return what the summary of an assessment is made from; see ``summary``."""
    row = assessments.find(session, scope, assessment_id)
    if row is None:
        raise BadInput(
            _("This assessment is not on this laptop."),
            safe=_("Nothing was changed."),
            do=_("The partnership’s history tells whether it was deleted, Sync whether the server refused it."),
        )
    pair = partnerships.find(session, scope)
    before = assessments.find(session, scope, row.baseline) if row.baseline else None
    agreed = load_agreed(session, row)
    answers = load_answers(session, row)
    exhibits = evidence.of_assessment(session, scope, row.id)
    plan = actions.of_partnership(session, scope)
    mentee = pair.partnership.mentee if pair else ""
    catalogue = own.extended(session, scope, catalogue).catalogue if catalogue is not None else None
    rows = indicators.of_utility(session, scope, mentee) if catalogue is not None and mentee else []
    then = surroundings.time_of(session, row, today) if document not in _OF_FIGURES else None
    if then is not None:
        rows = [one for one in rows if then.has_ended(one.period)]
    entries = indicators.figures(rows, catalogue) if catalogue is not None else {}
    told = _told_of(session, scope, rows, audience)
    around = surroundings.load(session, row, pair, audience, then)
    if document == "visit_note":
        around = replace(around, next_visit=surroundings.next_visit(session, row))
    return Material(
        checklist=assessments.checklist_of(session, row),
        today=today,
        about=_about(session, row, pair, before),
        answers=as_seen_by(session, row, me, answers, agreed),
        agreed=agreed,
        baseline=load_counted(session, before, audience) if before else {},
        findings=tuple(map(_finding_line, findings.of_assessment(session, scope, row.id))),
        baseline_findings=tuple(map(_finding_line, findings.of_assessment(session, scope, before.id)))
        if before
        else (),
        evidence=tuple(_evidence_line(session, exhibit) for exhibit in exhibits),
        actions=_actions_with_readers(session, scope, plan),
        whole_plan=document != CAPACITY,
        numbers={**{e.row.id: e.row.number for e in exhibits}, **{a.id: a.number for a in plan}},
        catalogue=catalogue,
        entries=entries,
        words=report_words.written(session, scope, row.id, document),
        open_words=report_words.standing(session, scope, row.id, document),
        around=around,
        audience=audience,
        then=then,
        sources=_sources(told),
        kept_figures=_kept_figures(rows, entries, catalogue, told) if catalogue is not None else (),
        entry_lines=EntryReading(session, scope, rows, catalogue, told, audience).lines()
        if catalogue is not None and document == "entries"
        else (),
        given_figures=_given_figures(rows, entries, catalogue)
        if catalogue is not None and document != "entries"
        else (),
    )


def figures_alone(session: Session, scope: str, today: date, catalogue: Catalogue, period: str = "") -> Summary:
    """Return what a partnership's figures come to, with no assessment: there may be none yet.

    Where a ``period`` is named, those of that one alone.

    Raises:
        BadInput: there is no such partnership here (any more).
    """
    material, _rows = _without_assessment(session, scope, today, catalogue)
    if period:
        material = replace(material, entries={period: material.entries.get(period, {})})
    return summarise(material)


def figures_listed(
    session: Session, scope: str, today: date, catalogue: Catalogue, listed: Collection[str] = (), words: str = ""
) -> Summary:
    """Return the figures of the variables ``listed`` as they were typed, and what can be worked out from them alone.

    Where none is listed, all of which anything was said. ``words`` tell which those are.

    Raises:
        BadInput: there is no such partnership here (any more).
    """
    material, rows = _without_assessment(session, scope, today, catalogue)
    known = material.catalogue or catalogue
    lines = EntryReading(session, scope, rows, known, {row.id for row in rows}).lines(listed)
    return summarise(
        replace(
            material,
            entry_lines=lines,
            indicators=known.worked_out_from({line.code for line in lines}),
            words=ReportWords(section_texts={"entries": words} if words else {}),
        )
    )


def _without_assessment(
    session: Session, scope: str, today: date, catalogue: Catalogue
) -> tuple[Material, list[IndicatorEntry]]:
    pair = partnerships.get(session, scope)
    known = own.extended(session, scope, catalogue).catalogue
    rows = indicators.of_utility(session, scope, pair.partnership.mentee)
    material = Material(
        checklist=Checklist("", "", "other", "", ()),
        today=today,
        about=_about_pair(scope, pair),
        catalogue=known,
        entries=indicators.figures(rows, known),
        around=surroundings.beside_figures(session, scope, pair),
        sources=_sources({row.id: row for row in rows}),
    )
    return material, rows


# ── around it ────────────────────────────────────────────────────────────────────────────────────────────────


def _about(session: Session, row: Assessment, pair: Pair | None, before: Assessment | None) -> About:
    visit = visits.find(session, row.scope, row.visit) if row.visit else None
    team = visits.team(session, row.scope, visit.id) if visit else []
    return replace(
        _about_pair(row.scope, pair),
        visit_title=visit.title if visit else "",
        visit_place=visit.place if visit else "",
        visit_starts=visit.starts if visit else row.started,
        visit_ends=visit.ends if visit else None,
        assessment_title=row.title,
        baseline_title=before.title if before else "",
        baseline_date=before.started if before else None,
        team=tuple((member.name, member.row.task) for member in team if member.name and not member.row.host),
        sites=surroundings.named_sites(session, row),
    )


def _functions(session: Session, material: Material) -> dict[str, str]:
    """Return what stands for each person who neither made the report nor signs it."""
    named = {name for name, _task in material.about.team} | {one.name for one in material.words.signatories}
    utilities = dict(session.exec(select(Utility.id, Utility.name)).all())
    return {
        row.name: listed.row.function.strip() or utilities.get(listed.row.utility, "").strip() or UNSAID
        for listed in people.listed(session)
        for row in (listed.row, *listed.also)
        if row.name.strip() and row.name not in named
    }


def _about_pair(scope: str, pair: Pair | None) -> About:
    if pair is None:
        return About(partnership=scope)
    return About(
        partnership=scope,
        partnership_name=pair.partnership.name,
        purpose=pair.partnership.purpose,
        mentor=_name(pair.mentor),
        mentee=_name(pair.mentee),
        mentee_country=pair.mentee.country if pair.mentee else "",
        show_overall=pair.partnership.show_overall,
    )


def _name(utility: Utility | None) -> str:
    return utility.name if utility else ""


def _told_of(
    session: Session, scope: str, rows: Sequence[IndicatorEntry], audience: Audience
) -> Mapping[str, IndicatorEntry]:
    """Return the entries, by id, of which a report may tell where they come from: as of the evidence behind them."""
    readers = evidence.audiences(session, scope) if audience != "team" else {}
    return {
        row.id: row
        for row in rows
        if may_read(audience, narrowest(audience_of(row.audience), audience_of(readers.get(row.evidence, "report"))))
    }


def _sources(told: Mapping[str, IndicatorEntry]) -> dict[str, str]:
    """Return where the newest entry of each variable comes from."""
    entries = sorted(told.values(), key=lambda row: row.period)
    return {entry.variable: entry.source for entry in entries if entry.source}


def _kept_figures(
    rows: Sequence[IndicatorEntry],
    entries: Mapping[str, Mapping[str, Entry]],
    catalogue: Catalogue,
    told: Container[str],
) -> tuple[KeptFigure, ...]:
    """Return the figures that look wrong and were kept, period by period; why only where it may be ``told``."""
    at, found = indicators.by_place(rows), []
    for (code, period), doubt in indicators.doubts(entries, catalogue).items():
        value, row, variable = entries[period][code].value, at.get((code, period)), catalogue.variables[code]
        if value is not None and row is not None and indicators.is_kept(row, doubt):
            figure = (code, variable.name, period, float(value), variable.unit)
            found.append(KeptFigure(*figure, doubt.remark, row.kept_reason.strip() if row.id in told else ""))
    return tuple(found)


def _given_figures(
    rows: Iterable[IndicatorEntry], entries: Mapping[str, Mapping[str, Entry]], catalogue: Catalogue
) -> tuple[GivenFigures, ...]:
    """Return what was entered, in the order of the catalogue and of time."""
    found: dict[str, dict[str, float]] = {}
    typed = indicators.by_place(rows)
    for period, given in entries.items():
        for code, entry in given.items():
            if entry.value is not None and (code, period) in typed:
                found.setdefault(code, {})[period] = float(entry.value)
    return tuple(
        GivenFigures(code, variable.name, variable.unit, found[code])
        for code, variable in catalogue.variables.items()
        if code in found
    )


def _finding_line(row: Finding) -> FindingLine:
    return FindingLine(
        id=row.id,
        kind=_one_of(row.kind, findings.KINDS, "gap"),
        area=row.area,
        item=row.item,
        text=row.text,
        effect=row.effect,
        cause=row.cause,
        recommendation=row.recommendation,
        evidence=tuple(row.evidence),
        priority=_one_of(row.priority, actions.PRIORITIES, "medium"),
        in_summary=row.in_summary,
        audience=audience_of(row.audience),
        disputed=bool(row.open),
    )


def _evidence_line(session: Session, exhibit: evidence.Exhibit) -> EvidenceLine:
    row, file = exhibit.row, exhibit.file
    titles = standing_words(session, row, "title") if row.is_open("title") else (row.title,)
    return EvidenceLine(
        id=row.id,
        code="",
        kind=row.kind,
        title=" / ".join(filter(None, titles)),
        item=row.item,
        taken=row.taken.date() if row.taken else None,
        place=row.where,
        may_be_shared=row.may_be_shared,
        file_name=file.name if file else "",
        sha256=file.sha256 if file else "",
        audience=audience_of(row.audience),
        disputed=bool(row.open),
    )


def action_line(row: Action) -> ActionLine:
    """Return an action as charts and report take it; it has no code yet."""
    return ActionLine(
        id=row.id,
        code="",
        title=row.title,
        item=row.item,
        area=row.area,
        owner=row.owner,
        support=row.support,
        starts=row.starts,
        due=row.due,
        status=_one_of(row.status, actions.STATUSES, "not_started"),
        percent=row.percent,
        expected_result=row.expected_result,
        goal_level=row.goal_level,
        resources=row.resources,
        horizon=_one_of(row.horizon, actions.HORIZONS, "partnership"),
        priority=_one_of(row.priority, actions.PRIORITIES, "medium"),
        finding=row.finding,
        done_note=row.done_note,
        disputed=bool(row.open),
    )


def _actions_with_readers(session: Session, scope: str, plan: Iterable[Action]) -> tuple[ActionLine, ...]:
    """Return actions as ``action_line`` does, each for whoever may read it and the finding it answers."""
    readers = findings.audiences(session, scope)
    return tuple(
        replace(
            action_line(row),
            audience=narrowest(audience_of(row.audience), audience_of(readers.get(row.finding, "report"))),
        )
        for row in plan
    )


def _one_of(word: str, words: tuple[Word, ...], otherwise: Word) -> Word:
    """Return a word this program knows; a newer one's is read as ``otherwise``."""
    return next((known for known in words if known == word), otherwise)
