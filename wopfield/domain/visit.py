"""Visits: what kinds there are, the stages of one, and what a peer review does on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

VisitKind = Literal["diagnostic", "work", "exchange", "monitoring", "final"]
Stage = Literal["not_planned", "before", "under_way", "after"]


@dataclass(frozen=True, slots=True)
class KindOfVisit:
    """One kind of visit: what it is for, how long it usually is, which checklists it uses."""

    code: VisitKind
    title: str
    purpose: str
    days: int
    checklists: tuple[str, ...]


KINDS: tuple[KindOfVisit, ...] = (
    KindOfVisit(
        "diagnostic",
        "Peer review",
        "Find strengths and gaps together and agree on priorities.",
        6,
        ("peer_review", "site_inspection", "capacity_assessment"),
    ),
    KindOfVisit(
        "work",
        "Working visit",
        "Work side by side on the improvement plan, with training on the job.",
        10,
        ("site_inspection",),
    ),
    KindOfVisit(
        "exchange",
        "Visit to the mentor",
        "See at the mentor how it is done there.",
        5,
        (),
    ),
    KindOfVisit(
        "monitoring",
        "Follow-up",
        "See how far the improvement plan is and what has changed.",
        4,
        ("capacity_assessment", "site_inspection"),
    ),
    KindOfVisit(
        "final",
        "Final review",
        "Repeat the first assessment, write down results and lessons, decide what goes on.",
        6,
        ("peer_review", "capacity_assessment", "site_inspection"),
    ),
)
"""Every kind of visit, in the order of a partnership."""

KINDS_BY_CODE: Mapping[str, KindOfVisit] = {kind.code: kind for kind in KINDS}

LONGEST = 60
"""The most days: a longer visit is a mistyped year; a calendar of it would be of no use."""


def stage(starts: date | None, ends: date | None, today: date) -> Stage:
    """Return the stage of a visit; without an end it lasts one day."""
    if starts is None:
        return "not_planned"
    if today < starts:
        return "before"
    return "under_way" if today <= max(starts, ends or starts) else "after"


def days(starts: date | None, ends: date | None) -> tuple[date, ...]:
    """Return every day of a visit, the longest being 60 days; none where it has no start."""
    if starts is None:
        return ()
    count = min((max(starts, ends or starts) - starts).days + 1, LONGEST)
    return tuple(starts + timedelta(days=day) for day in range(count))


def day_number(day: date, starts: date | None) -> int | None:
    """Return which day of the visit ``day`` is, from 1; None before it starts or without a start."""
    if starts is None or day < starts:
        return None
    return (day - starts).days + 1


@dataclass(frozen=True, slots=True)
class Task:
    """Something a peer review does."""

    code: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a peer review; ``share`` tells how much of the days it takes, 0 where it is not on site."""

    code: str
    title: str
    tasks: tuple[Task, ...]
    share: int = 0


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "prepare",
        "Prepare",
        (
            Task("terms", "Agree on the terms of reference", "Who asks, what is looked at, who sees the report."),
            Task("data_request", "Ask for the data", "Two to four weeks ahead, so that figures can be collected."),
            Task("self_rating", "The mentee rates itself", "Before the team arrives; it is shown side by side later."),
            Task("confidentiality", "Agree on confidentiality", "Who may see what, and consent for photos."),
        ),
    ),
    Chapter(
        "opening",
        "Opening",
        (
            Task("opening_meeting", "Opening meeting", "Purpose, rules (we help, we do not inspect) and programme."),
            Task("data_walk", "Go through the data", "List the holes and who can fill them."),
        ),
        share=1,
    ),
    Chapter(
        "interviews",
        "Interviews",
        (
            Task("section_heads", "Talk to each section", "Two reviewers, one hour; open questions before the items."),
            Task("field_staff", "Talk to shift and field staff", "Without their manager."),
        ),
        share=1,
    ),
    Chapter(
        "sites",
        "Sites",
        (
            Task("follow_water", "Follow the water", "From the source to the customer, and on to the sewage works."),
            Task("debrief", "Talk in the evening", "Differences are spoken out; gaps become tomorrow's questions."),
        ),
        share=2,
    ),
    Chapter(
        "agreeing",
        "Agree the ratings",
        (
            Task("agree", "One rating for each item", "With a confidence grade; dissent is noted."),
            Task("priorities", "Choose priorities", "Effect against effort."),
        ),
        share=1,
    ),
    Chapter(
        "exit",
        "Exit meeting",
        (
            Task("exit_meeting", "Exit meeting", "Strengths first, then five to ten findings, then next steps."),
            Task("urgent_risks", "Tell urgent risks", "The director hears every high risk before the team leaves."),
        ),
        share=1,
    ),
    Chapter(
        "report",
        "Report",
        (
            Task("draft", "Draft report", "Within two to four weeks."),
            Task("factual_check", "Factual check by the mentee", "Ten working days; comments and replies are kept."),
            Task("final", "Final report", "Signed by both sides."),
            Task("plan", "Improvement plan", "Each action with owner, date, cost and measure."),
        ),
    ),
)
"""The parts of a peer review, in order."""


def programme(starts: date | None, ends: date | None) -> dict[date, tuple[Chapter, ...]]:
    """Return a first programme for a peer review: which parts fall on which day.

    Days are shared out by the parts' weights, Sundays and Saturdays included: the team moves what does not fit.
    """
    on_site = [chapter for chapter in CHAPTERS if chapter.share]
    every_day = days(starts, ends)
    weights = sum(chapter.share for chapter in on_site)
    plan: dict[date, tuple[Chapter, ...]] = dict.fromkeys(every_day, ())
    done = 0
    for chapter in on_site if every_day else ():
        first = done * len(every_day) // weights
        done += chapter.share
        last = max(first + 1, done * len(every_day) // weights)
        for day in every_day[first:last]:
            plan[day] += (chapter,)
    return plan


def hours(count: int) -> tuple[str, ...]:
    """Return when ``count`` sessions of a day may begin, in order: with room at noon, else every half hour."""
    if count < len(_HOURS):
        return _HOURS[count]
    minutes = (_DAY_BEGINS + _HALF_HOUR * place for place in range(count))
    return tuple(f"{at // 60 % 24:02}:{at % 60:02}" for at in minutes)


_HOURS: tuple[tuple[str, ...], ...] = (
    (),
    ("09:00",),
    ("09:00", "14:00"),
    ("09:00", "11:00", "14:00"),
    ("09:00", "11:00", "14:00", "16:00"),
)
_DAY_BEGINS, _HALF_HOUR = 8 * 60, 30
