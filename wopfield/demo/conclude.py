"""Write the story’s conclusions: findings, words of the report, capacities, the utility’s comments and the plan."""

from collections.abc import Mapping
from datetime import timedelta

from wopfield.checklists import library
from wopfield.demo import story
from wopfield.demo.enter import (
    CAPACITY,
    GRADES,
    PEER_REVIEW,
    Ground,
    Laptop,
    agree,
    area_of,
    enter_evidence,
    follow_up_of,
)
from wopfield.domain.summary import FindingKind
from wopfield.store import actions, assessments, feedback, findings, reports, section_texts
from wopfield.store.tables import Finding
from wopfield.store.tables.reports import words_of_area

_KINDS: Mapping[str, FindingKind] = {"strength": "strength", "gap": "gap", "recommendation": "recommendation"}
_HORIZONS: Mapping[str, actions.Horizon] = {
    "quick_win": "quick_win",
    "partnership": "partnership",
    "investment": "investment",
}
_PRIORITIES: Mapping[str, actions.Priority] = {"high": "high", "medium": "medium", "low": "low"}
_STATUS: Mapping[str, actions.Status] = {"under_way": "under_way", "done": "done", "dropped": "dropped"}


def enter_findings(laptop: Laptop, ground: Ground, evidence_ids: Mapping[str, str]) -> None:
    """Write the findings, each with effect, cause, recommendation and the evidence behind it."""
    _enter_findings(laptop, ground.scope, ground.follow_up, PEER_REVIEW, "findings", evidence_ids)


def enter_words(laptop: Laptop, ground: Ground) -> None:
    """Write what the report says of each area."""
    assessment = follow_up_of(laptop, ground)
    for line in story.lines("area_words"):
        with laptop.workspace.database.read() as session:
            draft = reports.draft(session, ground.scope, assessment)
        shown = section_texts.at_place(draft, {}, "texts", words_of_area(line["area"]))
        with laptop.workspace.database.change(laptop.person) as editor:
            reports.write_section(editor, shown, line["text"])


def enter_capacity(laptop: Laptop, ground: Ground, *, baseline: str = "") -> str:
    """Enter the capacity assessment of the first visit, or that of the follow-up with its findings; return its id.

    ``baseline`` is the earlier one, where this is the follow-up.
    """
    column, first, visit = "before", story.BASELINE_DAY, ground.first_visit
    if baseline:
        column, first, visit = "level", story.FOLLOW_UP_DAY, ground.visit
    day = laptop.day(first)
    with laptop.workspace.database.change(laptop.person) as editor:
        assessment = assessments.start(
            editor,
            ground.scope,
            library.get(CAPACITY),
            title=f"Capacity assessment {day.year}",
            started=day,
            visit=visit,
            baseline=baseline,
        )
        made = assessment.id
    for line in story.lines("capacity"):
        comment = line["comment"] if baseline else ""
        shown = assessments.blank_answer(ground.scope, made, line["item"], laptop.person)
        with laptop.workspace.database.change(laptop.person) as editor:
            assessments.rate(editor, shown, int(line[column]))
            assessments.set_confidence(editor, shown, GRADES[line["confidence"]])
            if comment:
                assessments.set_comment(editor, shown, comment)
        agree(laptop, ground.scope, made, line["item"], line[column], comment)
    if baseline:
        proof = enter_evidence(laptop, assessment, "capacity_evidence")
        _enter_findings(laptop, ground.scope, made, CAPACITY, "capacity_findings", proof)
    return made


def enter_comments(laptop: Laptop, ground: Ground) -> None:
    """Enter what the utility said of the draft report, and what the team replied."""
    for line in story.lines("feedback"):
        day = laptop.day(story.FOLLOW_UP_DAY) + timedelta(days=int(line["day"]))
        with laptop.workspace.database.change(laptop.person) as editor:
            shown = feedback.add(editor, feedback.blank(ground.scope, ground.follow_up, line["section"], day))
            for register in ("text", "said_by", "reply"):
                feedback.write(editor, shown, register, line[register])
            feedback.set_changed(editor, shown, line["changed"] == "yes")


def enter_plan(laptop: Laptop, ground: Ground) -> None:
    """Write the improvement plan; some of its actions answer what the baseline recommended."""
    checklist = library.get(PEER_REVIEW)
    with laptop.workspace.database.read() as session:
        then = {row.item: row.id for row in findings.of_assessment(session, ground.scope, ground.baseline)}
    for line in story.lines("actions"):
        with laptop.workspace.database.change(laptop.person) as editor:
            row = actions.add(
                editor,
                ground.scope,
                title=line["title"],
                finding=then.get(line["item"], "") if line["answers_baseline"] == "yes" else "",
                item=line["item"],
                area=area_of(checklist, line["item"]),
                owner=line["owner"],
                support=line["support"],
                starts=laptop.day(line.day("starts")),
                due=laptop.day(line.day("due")),
                expected_result=line["expected_result"],
                goal_level=int(line["goal_level"]),
                resources=line["resources"],
                horizon=_HORIZONS[line["horizon"]],
                priority=_PRIORITIES[line["priority"]],
            )
            if line["status"] != "not_started":
                status, percent = _STATUS[line["status"]], int(line["percent"])
                actions.set_progress(editor, row, status=status, percent=percent, done_note=line["done_note"])


def link_plan(laptop: Laptop, ground: Ground) -> None:
    """Say of each action that answers nothing yet which finding of the follow-up it answers."""
    with laptop.workspace.database.read() as session:
        found = findings.of_assessment(session, ground.scope, ground.follow_up)
        plan = actions.of_partnership(session, ground.scope)
    advised = {row.item: row.id for row in found if row.recommendation.strip()}
    for action in plan:
        if not action.finding and action.item in advised:
            with laptop.workspace.database.change(laptop.person) as editor:
                actions.change(editor, action, finding=advised[action.item])


def _enter_findings(
    laptop: Laptop, scope: str, assessment: str, checklist: str, table: str, evidence_ids: Mapping[str, str]
) -> None:
    looked_at = library.get(checklist)
    for line in story.lines(table):
        with laptop.workspace.database.change(laptop.person) as editor:
            area = area_of(looked_at, line["item"])
            shown: Finding = findings.blank(scope, assessment, area, line["item"], _KINDS[line["kind"]])
            for register in ("text", "effect", "cause", "recommendation"):
                if line[register]:
                    shown = findings.write(editor, shown, register, line[register])
            if evidence_ids:
                findings.set_evidence(editor, shown, [evidence_ids[number] for number in line.names("evidence")])
            findings.set_priority(editor, shown, line["priority"])
            findings.set_in_summary(editor, shown, line["summary"] == "yes")
