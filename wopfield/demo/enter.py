"""Enter the story as people would: through the functions the screens use, one change for each thing they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from wopfield.checklists import library
from wopfield.demo import photos, story
from wopfield.domain.checklist import Checklist
from wopfield.domain.inspection import YES
from wopfield.domain.summary import Confidence
from wopfield.store import (
    agenda,
    agreed_ratings,
    assessments,
    evidence,
    findings,
    indicators,
    objectives,
    partnerships,
    people,
    sites,
    utilities,
    visits,
)
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Assessment, Evidence, Person
from wopfield.store.workspace import Workspace

PEER_REVIEW, INSPECTION, CAPACITY = "peer_review", "site_inspection", "capacity_assessment"
GRADES: Mapping[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}


@dataclass(frozen=True, slots=True)
class Laptop:
    """An open workspace, the person whose it is, and how the story's days are moved."""

    workspace: Workspace
    person: str
    shift: timedelta

    def day(self, written: date) -> date:
        """Return a day of the story, moved."""
        return written + self.shift


@dataclass(frozen=True, slots=True)
class Ground:
    """What the lead has laid: the partnership, everybody's ids, and the two assessments."""

    scope: str
    mentee: str
    people: Mapping[str, str]
    first_visit: str
    visit: str
    """The follow-up visit."""
    baseline: str
    follow_up: str


def begin(laptop: Laptop, name: str = story.PARTNERSHIP) -> Ground:
    """Make the partnership with its people, visits and two assessments, as the lead does before leaving home.

    Whoever has a name keeps it: at the story's own laptops the lead is Amina, elsewhere whoever practises.
    """
    database = laptop.workspace.database
    with database.change(laptop.person) as editor:
        mentor = utilities.add(editor, **story.MENTOR, people_served=1_200_000, hours_of_supply="24").id
        mentee = utilities.add(editor, **story.MENTEE, people_served=381_000, hours_of_supply="15").id
    ids = {"amina": laptop.person}
    home = {"mentor": mentor, "mentee": mentee}
    for someone in story.people():
        fields = {"name": someone.name, "function": someone.function, "email": someone.email}
        with database.change(laptop.person) as editor:
            if someone.key == "amina":
                me = editor.get(Person, COMMONS, laptop.person) or editor.add(Person(scope=COMMONS, id=laptop.person))
                if not me.name:
                    people.change(editor, me, utility=home[someone.utility], **fields)
            else:
                ids[someone.key] = people.add(editor, utility=home[someone.utility], **fields).id
    with database.change(laptop.person) as editor:
        scope = partnerships.add(
            editor,
            name=name,
            purpose="Bring down water losses and make the service steady, with people who can keep it so.",
            mentor=mentor,
            mentee=mentee,
            starts=laptop.day(date(2025, 1, 1)),
            ends=laptop.day(date(2028, 12, 31)),
        ).scope
    for text, indicator, start, goal, unit in story.OBJECTIVES:
        with database.change(laptop.person) as editor:
            by = laptop.day(date(2028, 12, 31))
            objectives.add(editor, scope, text=text, indicator=indicator, start=start, goal=goal, unit=unit, by=by)
    stays = _plan_visits(laptop, scope)
    with database.change(laptop.person) as editor:
        checklist = library.get(PEER_REVIEW)
        baseline = assessments.start(
            editor,
            scope,
            checklist,
            title=f"Baseline assessment {laptop.day(story.BASELINE_DAY).year}",
            started=laptop.day(story.BASELINE_DAY),
            visit=stays[story.BASELINE],
        ).id
    with database.change(laptop.person) as editor:
        follow_up = assessments.start(
            editor,
            scope,
            checklist,
            title=f"Follow-up assessment {laptop.day(story.FOLLOW_UP_DAY).year}",
            started=laptop.day(story.FOLLOW_UP_DAY),
            visit=stays[story.FOLLOW_UP],
            baseline=baseline,
        ).id
    ground = Ground(scope, mentee, ids, stays[story.BASELINE], stays[story.FOLLOW_UP], baseline, follow_up)
    _plan_follow_up(laptop, ground)
    return ground


def enter_baseline(laptop: Laptop, ground: Ground) -> None:
    """Enter what the team of the first visit agreed and recommended, and close that assessment."""
    for told in story.items():
        agree(laptop, ground.scope, ground.baseline, told.item, told.baseline, "")
    checklist = library.get(PEER_REVIEW)
    for line in story.lines("baseline_findings"):
        gap = findings.blank(ground.scope, ground.baseline, area_of(checklist, line["item"]), line["item"], "gap")
        with laptop.workspace.database.change(laptop.person) as editor:
            for register in ("text", "recommendation"):
                gap = findings.write(editor, gap, register, line[register])
            findings.set_priority(editor, gap, line["priority"])
    with laptop.workspace.database.read() as session:
        shown = assessments.find(session, ground.scope, ground.baseline)
    if shown is not None:
        with laptop.workspace.database.change(laptop.person) as editor:
            assessments.close(editor, shown)


def enter_ratings(laptop: Laptop, ground: Ground, rater: str) -> None:
    """Enter one rater's ratings of the follow-up: ``self``, or the key of a reviewer."""
    who = "self" if rater == "self" else ground.people[rater]
    for told in story.items():
        level = told.self_rating if rater == "self" else told.peers[rater]
        if not level:
            continue
        shown = assessments.blank_answer(ground.scope, ground.follow_up, told.item, who)
        with laptop.workspace.database.change(laptop.person) as editor:
            if level == "n/a":
                assessments.set_does_not_apply(editor, shown, "There is no industry in town.")
                continue
            assessments.rate(editor, shown, int(level))
            assessments.set_confidence(editor, shown, GRADES[told.confidence])
            if told.comment and rater == _commenter(told):
                assessments.set_comment(editor, shown, told.comment)


def enter_agreement(laptop: Laptop, ground: Ground) -> None:
    """Enter what the team agreed in the follow-up; some items stay open for the evening."""
    for told in story.items():
        if told.agreed:
            agree(laptop, ground.scope, ground.follow_up, told.item, told.agreed, told.comment)


def enter_figures(laptop: Laptop, ground: Ground) -> None:
    """Enter three years of indicator entries, with confidence and source."""
    for figure in story.figures():
        for period, value in figure.values.items():
            shown = indicators.blank(ground.scope, ground.mentee, figure.variable, period)
            with laptop.workspace.database.change(laptop.person) as editor:
                indicators.give(editor, shown, Decimal(value))
                indicators.grade(editor, shown, GRADES[figure.confidence])
                indicators.set_source(editor, shown, figure.source)


_EVIDENCE: Mapping[str, evidence.Kind] = {
    "photo": "photo", "document": "document", "record": "record", "observation": "observation",
}  # fmt: skip


def enter_evidence(laptop: Laptop, assessment: Assessment, table: str = "evidence") -> Mapping[str, str]:
    """Add the evidence of a table to an assessment, with its photos, and return its ids by number."""
    ids: dict[str, str] = {}
    for line in story.lines(table):
        file = None
        if line["subject"]:
            name = f"{line['subject'].replace(' ', '-')}.jpg"
            file = evidence.ready_photo(laptop.workspace.files, photos.paint(line["subject"]), name)
        with laptop.workspace.database.change(laptop.person) as editor:
            kind = _EVIDENCE[line["kind"]]
            day = laptop.day(story.FOLLOW_UP_DAY) + timedelta(days=int(line["day"]))
            taken = datetime.combine(day, time.fromisoformat(line["time"]))
            row: Evidence = evidence.add(
                editor, assessment, line["item"], kind, line["title"], file, taken=taken, where=line["where"]
            )
            ids[line["number"]] = row.id
            if line["shared"] == "yes":
                evidence.change(editor, row, may_be_shared=True)
    return ids


def enter_inspections(laptop: Laptop, ground: Ground) -> None:
    """Inspect every site of the visit: what is not as it should be is told, everything else is answered with yes."""
    told = story.lines("inspections")
    with laptop.workspace.database.read() as session:
        stops = sites.of_visit(session, ground.scope, ground.visit)
    for stop in stops:
        with laptop.workspace.database.change(laptop.person) as editor:
            look = assessments.start(
                editor,
                ground.scope,
                library.get(INSPECTION),
                title=stop.site.name,
                started=stop.row.planned,
                visit=ground.visit,
                site=stop.site.id,
                areas=[stop.site.kind],
            ).id
        answers = {line["check"]: (line["value"], line["comment"]) for line in told if line["site"] == stop.site.name}
        for item in library.get(INSPECTION).with_areas([stop.site.kind]).items:
            value, comment = answers.get(item.code, (YES if item.response_type == "yes_no" else "", ""))
            if not value:
                continue
            shown = assessments.blank_answer(ground.scope, look, item.code, laptop.person)
            with laptop.workspace.database.change(laptop.person) as editor:
                assessments.give_value(editor, shown, value)
                if comment:
                    assessments.set_comment(editor, shown, comment)


def change_agreement(laptop: Laptop, ground: Ground, item: str, level: int, reason: str) -> None:
    """Change what was agreed on one item, as somebody looking at it does."""
    with laptop.workspace.database.read() as session:
        found = {row.item: row for row in agreed_ratings.of_assessment(session, ground.scope, ground.follow_up)}
    with laptop.workspace.database.change(laptop.person) as editor:
        agreed_ratings.agree(editor, found[item], level=level, reason=reason)


def _plan_visits(laptop: Laptop, scope: str) -> list[str]:
    stays: list[str] = []
    for title, kind, starts, days in story.VISITS:
        with laptop.workspace.database.change(laptop.person) as editor:
            visit = visits.add(
                editor,
                scope,
                title=title,
                kind=kind,
                starts=laptop.day(starts),
                ends=laptop.day(starts) + timedelta(days=days - 1),
                place="Marowe, head office and 6 sites",
            )
            stays.append(visit.id)
    return stays


def _plan_follow_up(laptop: Laptop, ground: Ground) -> None:
    database, scope, visit = laptop.workspace.database, ground.scope, ground.visit
    for stay in (ground.first_visit, visit):
        for someone in story.people():
            with database.change(laptop.person) as editor:
                host = someone.utility == "mentee"
                visits.join(editor, scope, stay, ground.people[someone.key], someone.task, host=host)
    places: dict[str, str] = {}
    for place, line in enumerate(story.lines("sites")):
        with database.change(laptop.person) as editor:
            site = sites.add(editor, scope, name=line["name"], kind=line["kind"], where=line["where"])
            places[line["name"]] = site.id
            planned = laptop.day(story.FOLLOW_UP_DAY) + timedelta(days=int(line["day"]))
            sites.plan(editor, scope, visit, site.id, planned, place)
    for line in story.lines("agenda"):
        with database.change(laptop.person) as editor:
            row = agenda.add(
                editor,
                scope,
                visit,
                day=laptop.day(story.FOLLOW_UP_DAY) + timedelta(days=int(line["day"])),
                starts=line["starts"],
                ends=line["ends"],
                title=line["title"],
                where=line["where"],
                site=places.get(line["site"], ""),
                people=[ground.people[key] for key in line.names("people")],
                areas=line.names("areas"),
            )
            if line["done"] == "yes":
                agenda.set_done(editor, row)


def agree(laptop: Laptop, scope: str, assessment: str, item: str, level: str, reason: str) -> None:
    """Enter what the team agreed on an item: a level, or that it does not apply."""
    shown = agreed_ratings.blank(scope, assessment, item)
    with laptop.workspace.database.change(laptop.person) as editor:
        if level == "n/a":
            agreed_ratings.agree(editor, shown, does_not_apply=True, reason="There is no industry in town.")
        else:
            agreed_ratings.agree(editor, shown, level=int(level), reason=reason)


def follow_up_of(laptop: Laptop, ground: Ground) -> Assessment:
    """Return the assessment of the follow-up, as it stands on this laptop."""
    with laptop.workspace.database.read() as session:
        found = assessments.find(session, ground.scope, ground.follow_up)
    if found is None:
        raise LookupError("the follow-up assessment has not arrived")
    return found


def _commenter(told: story.ItemStory) -> str:
    """Return who writes the comment on an item: of those who rated it as it was agreed, spread over the team."""
    alike = [rater for rater in story.RATERS if told.peers[rater] == told.agreed] or story.RATERS
    return alike[(sum(told.item.encode()) + 1) % len(alike)]


def area_of(checklist: Checklist, item: str) -> str:
    """Return the area an item stands in."""
    return checklist.item(item).area
