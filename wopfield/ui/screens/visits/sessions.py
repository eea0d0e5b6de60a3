"""From the agenda of a visit to what its days and cards say."""

from collections.abc import Sequence
from datetime import date

from wopfield.domain.progress import AreaProgress
from wopfield.domain.visit import hours, programme, stage
from wopfield.language import _, plural
from wopfield.store import agenda
from wopfield.store.tables import AgendaLine, Visit, VisitDay
from wopfield.store.visit_page import Progressed, SiteLine, VisitPage
from wopfield.ui.moments import day_words
from wopfield.ui.screen import Place
from wopfield.ui.screens.visits.day_cards import DayWords
from wopfield.ui.screens.visits.session_card import SessionWords, When, Work


def row_of_day(page: VisitPage, day: date | None) -> VisitDay | None:
    """Return what was said of a day; None where it is no day of the visit."""
    return next((row for row in page.days if row.day == day), None)


def sessions_of(page: VisitPage, day: date | None, today: date, clock: str) -> list[SessionWords]:
    """Return the sessions of a day as their cards show them; ``clock`` is the time of day, ``08:30``."""
    lines = [line for line in page.agenda if line.day == day]
    now = agenda.at(lines, clock) if day == today else None
    names = {one.row.person: one.name for one in page.team} | {one.id: one.name for one in page.people}
    places = {site.id: site for site in page.places}
    found = []
    for line in lines:
        site = places.get(line.site)
        when: When = "done" if line.done else "now" if now is not None and line.id == now.id else "later"
        said = [line.where] if line.where else [site.name, site.where] if site else []
        where = ", ".join(part for part in said if part and part not in line.title)
        people = tuple(names[person] for person in line.people if names.get(person))
        found.append(SessionWords(line, where, when, people, _work(page, line)))
    return found


def days_of(page: VisitPage, today: date) -> list[DayWords]:
    """Return the days of a visit with what each holds."""
    found = []
    for row in page.days:
        if row.day is None:
            continue
        count = sum(line.day == row.day for line in page.agenda)
        sites = {line.site for line in page.agenda if line.day == row.day and line.site}
        sites |= {line.stop.site.id for line in page.sites if line.stop.row.planned == row.day}
        said = [plural("{count} session", "{count} sessions", count)] if count else []
        said += [plural("{count} site", "{count} sites", len(sites))] if sites else []
        note = row.title or " · ".join(said) or _("free")
        found.append(DayWords(row.day, note, row.day == today))
    return found


def standing(visit: Visit, today: date) -> str:
    """Return in words where a visit stands: "Day 1 of 5", "in 12 days", "over"."""
    where = stage(visit.starts, visit.ends, today)
    if visit.starts is None or where == "not_planned":
        return _("No days yet")
    if where == "before":
        return plural("in {count} day", "in {count} days", (visit.starts - today).days)
    if where == "after":
        return _("Over")
    length = ((visit.ends or visit.starts) - visit.starts).days + 1
    return _("Day {day} of {count}", day=(today - visit.starts).days + 1, count=length)


def period_words(visit: Visit) -> str:
    """Return the days of a visit, such as "23–27 Nov 2026"; empty where it has none."""
    if visit.starts is None:
        return ""
    ends = visit.ends or visit.starts
    if ends == visit.starts:
        return day_words(visit.starts)
    if (ends.year, ends.month) == (visit.starts.year, visit.starts.month):
        return f"{visit.starts.day}–{day_words(ends)}"
    return f"{day_words(visit.starts)} – {day_words(ends)}"


def proposal(visit: Visit) -> list[tuple[date, str, str, str]]:
    """Return a first programme as (day, begin, title, note), for a visit that has days."""
    lines: list[tuple[date, str, str, str]] = []
    for day, chapters in programme(visit.starts, visit.ends).items():
        tasks = [task for chapter in chapters for task in chapter.tasks]
        lines += [(day, at, _(task.title), _(task.about)) for at, task in zip(hours(len(tasks)), tasks, strict=True)]
    return lines


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _work(page: VisitPage, line: AgendaLine) -> tuple[Work, ...]:
    found = [
        _area_work(page, main, area) for main in page.assessments[:1] for area in main.areas if area.code in line.areas
    ]
    stop = next((stop for stop in page.sites if stop.stop.site.id == line.site), None)
    if stop is not None:
        found.insert(0, _site_work(page, stop))
    if line.note.strip():
        found.append(Work("message", _("Note"), Place("visit")))
    return tuple(found)


def _area_work(page: VisitPage, main: Progressed, area: AreaProgress) -> Work:
    words = _("Area {number}, {done} of {count}", number=area.number, done=area.count.rated, count=area.count.total)
    at = Place("assessment", partnership=page.pair.scope, assessment=main.assessment.id, area=area.code)
    return Work("clipboard-check", words, at)


def _site_work(page: VisitPage, line: SiteLine) -> Work:
    if line.inspection is None:
        return Work("list-check", _("Start the checklist"), None)
    count = line.inspection.count
    words = _("Checklist {done} of {count}", done=count.rated, count=count.applicable)
    at = Place("inspection", partnership=page.pair.scope, assessment=line.inspection.assessment.id)
    return Work("list-check", words, at)


def free_hour(lines: Sequence[AgendaLine]) -> str:
    """Return when a new session could start: when the last one ends, or in the morning."""
    return max((line.ends or line.starts for line in lines), default="") or "09:00"
