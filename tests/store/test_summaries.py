"""Summaries: what a screen and a report show of an assessment is what was said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.laptops import pass_on
from wopfield.checklists import library
from wopfield.domain.around import NextVisit
from wopfield.domain.checklist import SELF
from wopfield.domain.summary import AreaResult, ItemResult, Summary
from wopfield.errors import BadInput
from wopfield.report.lacking import lacks
from wopfield.store import (
    actions,
    agreed_ratings,
    assessments,
    evidence,
    findings,
    indicators,
    partnerships,
    people,
    sites,
    summaries,
    utilities,
    visits,
)
from wopfield.store.database import Database
from wopfield.store.tables import Assessment, Report
from wopfield.store.tables.reports import words_of_area
from wopfield.store.workspace import Workspace

TODAY = date(2026, 11, 23)
Story = tuple[Database, Assessment]


def prepare(database: Database) -> Assessment:
    """A follow-up of a partnership, compared with the year before."""
    with database.change("amina") as editor:
        mentor = utilities.add(editor, name="Rijnmeer Waterbedrijf")
        mentee = utilities.add(editor, name="Marowe Water", country="Kenya")
        scope = partnerships.add(editor, name="Marowe – Rijnmeer", mentor=mentor.id, mentee=mentee.id).id
        joost = people.add(editor, name="Joost Verhagen", function="Head of networks", utility=mentor.id)
        visit = visits.add(editor, scope, title="Visit 4", starts=TODAY, ends=date(2026, 11, 27), place="Marowe")
        visits.join(editor, scope, visit.id, joost.id, "networks")
        kibo = sites.add(editor, scope, name="Kibo treatment works")
        sites.plan(editor, scope, visit.id, kibo.id, TODAY)
        review = library.get("peer_review")
        before = assessments.start(editor, scope, review, title="Baseline 2025", started=date(2025, 3, 10))
        agreed = agreed_ratings.blank(scope, before.id, "NW01")
        agreed_ratings.agree(editor, agreed, level=1)
        return assessments.start(
            editor, scope, review, title="Follow-up 2026", started=TODAY, visit=visit.id, baseline=before.id
        )


@pytest.fixture
def story(database: Database) -> Story:
    return database, prepare(database)


def rate(story: Story, rater: str, level: int, item: str = "NW01") -> None:
    database, shown = story
    with database.read() as session:
        own = assessments.answer(session, shown.scope, shown.id, item, rater)
    with database.change(rater) as editor:
        assessments.rate(editor, own, level)


def summary(story: Story, me: str = "") -> Summary:
    database, shown = story
    with database.read() as session:
        return summaries.summary(session, shown.scope, shown.id, TODAY, me, library.indicator_catalogue())


def networks(found: Summary) -> AreaResult:
    return next(area for area in found.areas if area.code == "NW")


def item(found: Summary, code: str = "NW01") -> ItemResult:
    return next(row for area in found.areas for row in area.items if row.code == code)


def test_a_summary_names_everything_around_the_assessment(story: Story) -> None:
    found = summary(story)
    assert (found.partnership_name, found.mentor, found.mentee) == (
        "Marowe – Rijnmeer",
        "Rijnmeer Waterbedrijf",
        "Marowe Water",
    )
    assert (found.visit_title, found.visit_place, found.baseline_title) == ("Visit 4", "Marowe", "Baseline 2025")
    assert (found.team, found.sites) == ((("Joost Verhagen", "networks"),), ("Kibo treatment works",))


def test_a_site_that_was_inspected_without_a_plan_is_named_behind_those_planned(story: Story) -> None:
    database, shown = story
    with database.change("amina") as editor:
        (stop,) = sites.of_visit(editor.session, shown.scope, shown.visit)
        rutale = sites.add(editor, shown.scope, name="Rutale booster station")
        for site in (rutale, stop.site):
            checklist = library.get("site_inspection")
            assessments.start(editor, shown.scope, checklist, title=site.name, visit=shown.visit, site=site.id)
    assert summary(story).sites == ("Kibo treatment works", "Rutale booster station")


def test_an_area_nobody_rated_has_no_mean(story: Story) -> None:
    area = networks(summary(story))
    assert (area.now.mean, area.baseline.mean, area.change) == (None, 1.0, None)


def test_what_was_agreed_counts_before_what_reviewers_said(story: Story) -> None:
    rate(story, "amina", 2)
    rate(story, "joost", 3)
    assert networks(summary(story)).now.mean == pytest.approx(2.5)
    database, shown = story
    with database.change("amina") as editor:
        agreed_ratings.agree(editor, agreed_ratings.blank(shown.scope, shown.id, "NW01"), level=3, reason="Seen")
    found = item(summary(story))
    assert (found.result.level, found.agreed, found.comment) == (3, True, "Seen")
    assert networks(summary(story)).change == pytest.approx(2.0)


def test_the_self_rating_stands_beside_and_does_not_count(story: Story) -> None:
    rate(story, SELF, 4)
    found = item(summary(story))
    assert found.self_rating is not None
    assert (found.self_rating.level, found.result.level) == (4, None)


def test_a_rater_does_not_learn_from_a_summary_what_is_hidden_on_the_screen(story: Story) -> None:
    rate(story, "joost", 1)
    rate(story, "amina", 2, item="NW02")
    assert item(summary(story, "amina")).result.level is None
    assert item(summary(story, "amina"), "NW02").result.level == 2
    assert item(summary(story, "a manager")).result.level == 1
    rate(story, "amina", 1)
    assert item(summary(story, "amina")).result.level == 1


def test_a_level_changed_in_two_places_makes_its_area_provisional(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    shown = prepare(here)
    rate((here, shown), "amina", 1)
    pass_on(here, there)
    rate((here, shown), "amina", 2)
    rate((there, shown), "amina", 4)
    pass_on(there, here)
    area = networks(summary((here, shown)))
    assert area.now.provisional
    assert (area.now.low, area.now.high) == (2.0, 4.0)


def test_a_reason_changed_in_two_places_is_said_with_both_and_marked(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    shown = prepare(here)
    pass_on(here, there)

    def agree(database: Database, reason: str) -> None:
        blank = agreed_ratings.blank(shown.scope, shown.id, "NW01")
        with database.change("amina") as editor:
            agreed_ratings.agree(editor, blank, level=3, reason=reason)

    agree(here, "The model is good.")
    agree(there, "Staff can run it.")
    assert not item(summary((here, shown))).result.disputed
    pass_on(there, here)
    said = item(summary((here, shown))).result
    assert (said.level, said.disputed) == (3, True)
    assert sorted(said.reason.splitlines()) == ["Staff can run it.", "The model is good."]


def test_findings_evidence_and_actions_come_with_their_codes(story: Story) -> None:
    database, shown = story
    with database.change("amina") as editor:
        photo = evidence.add(editor, shown, "NW01", "photo", "Meter of zone 3")
        gap = findings.blank(shown.scope, shown.id, "NW", "NW01", "gap")
        findings.write(editor, gap, "text", "Two meters are off")
        kept = findings.set_evidence(editor, gap, [photo.id])
        actions.add(editor, shown.scope, title="Calibrate", finding=kept.id, item="NW01")
    found = summary(story)
    assert [(line.code, line.title) for line in found.evidence] == [("E1", "Meter of zone 3")]
    assert [line.evidence for line in networks(found).findings] == [("E1",)]
    assert [(line.code, line.area) for line in found.actions] == [("A-01", "NW")]


def test_a_report_on_capacity_has_of_the_plan_what_answers_its_assessment(story: Story) -> None:
    database, review = story
    with database.change("amina") as editor:
        capacity = assessments.start(editor, review.scope, library.get("capacity_assessment"), title="Capacity 2026")
        gap = findings.write(editor, findings.blank(review.scope, capacity.id, "ORG", "ORG08", "gap"), "text", "One.")
        actions.add(editor, review.scope, title="Calibrate a bulk meter", item="WR07")
        actions.add(editor, review.scope, title="Buy two loggers", finding=gap.id)
        actions.add(editor, review.scope, title="Teach operators", item="IND02")
        actions.add(editor, review.scope, title="Agree on tariffs", area="FN")
    with database.read() as session:
        found = [
            summaries.summary(session, one.scope, one.id, TODAY, document=document).actions
            for one, document in ((capacity, "capacity"), (review, "plan"))
        ]
    answering, whole = ([(action.code, action.title) for action in every] for every in found)
    assert answering == [("A-02", "Buy two loggers"), ("A-03", "Teach operators")]
    assert [code for code, _title in whole] == ["A-01", "A-02", "A-03", "A-04"]


def test_figures_of_the_mentee_become_indicators(story: Story) -> None:
    database, shown = story
    with database.read() as session:
        mentee = partnerships.get(session, shown.scope).partnership.mentee
    with database.change("amina") as editor:
        for variable, value in (("pop_water", "381"), ("pop_area", "533")):
            row = indicators.blank(shown.scope, mentee, variable, "2025")
            indicators.give(editor, row, Decimal(value) * 1000)
    coverage = next(line for line in summary(story).indicators if line.code == "CV01")
    assert coverage.values["2025"] == pytest.approx(71.48, abs=0.01)


def test_a_figure_that_looks_wrong_and_was_kept_comes_with_the_question_and_why_it_was_kept(story: Story) -> None:
    database, shown = story
    with database.read() as session:
        mentee = partnerships.get(session, shown.scope).partnership.mentee
    with database.change("amina") as editor:
        for period, value in (("2024", 49), ("2025", 512)):
            blank = indicators.blank(shown.scope, mentee, "cost_repair", period)
            row = indicators.give(editor, blank, Decimal(value), "million local currency")
    assert summary(story).kept_figures == ()  # nobody has looked at it yet
    with database.read() as session:
        rows = indicators.of_utility(session, shown.scope, mentee)
    catalogue = library.indicator_catalogue()
    doubt = indicators.doubts(indicators.figures(rows, catalogue), catalogue)["cost_repair", "2025"]
    with database.change("amina") as editor:
        indicators.keep(editor, row, doubt, "Two pumps were bought")
    (kept,) = summary(story).kept_figures
    assert (kept.name, kept.period, kept.value) == ("Repair and maintenance costs", "2025", 512_000_000)
    assert (str(kept.question), kept.reason) == (str(doubt), "Two pumps were bought")


def test_a_review_that_another_followed_tells_of_its_own_time(story: Story) -> None:
    database, shown = story
    with database.read() as session:
        mentee = partnerships.get(session, shown.scope).partnership.mentee
    with database.change("amina") as editor:
        for period in ("2024", "2025"):
            for variable, value in (("pop_water", 381_000), ("pop_area", 533_000)):
                indicators.give(editor, indicators.blank(shown.scope, mentee, variable, period), Decimal(value))
        gap = findings.blank(shown.scope, shown.baseline, "NW", "NW01", "gap")
        gap = findings.write(editor, gap, "recommendation", "Calibrate the meters")
        actions.add(editor, shown.scope, title="Calibrate", finding=gap.id, starts=date(2027, 1, 1))
        actions.add(editor, shown.scope, title="Train", starts=date(2025, 6, 1))
        actions.add(editor, shown.scope, title="Agreed at the follow-up", starts=date(2026, 12, 1))
        capacity = library.get("capacity_assessment")
        for title, day in (("Capacity then", date(2025, 3, 10)), ("Capacity now", TODAY)):
            look = assessments.start(editor, shown.scope, capacity, title=title, started=day)
            item = capacity.items[0].code
            assessments.rate(editor, assessments.blank_answer(shown.scope, look.id, item, "amina"), 2)
    with database.read() as session:
        catalogue = library.indicator_catalogue()
        then, before, now = (
            summaries.summary(session, shown.scope, one, day, catalogue=catalogue)
            for one, day in ((shown.baseline, TODAY), (shown.baseline, date(2026, 11, 22)), (shown.id, TODAY))
        )
    assert then.periods == ("2024",)
    assert [action.title for action in then.actions] == ["Calibrate", "Train"]
    assert then.around.capacity is not None
    assert then.around.capacity.title == "Capacity then"
    assert lacks(then, "plan")[0].words.startswith("Only what there was by")
    for whole in (before, now):  # before the follow-up began, the baseline was the review of now
        assert (whole.as_of, whole.periods, len(whole.actions)) == (None, ("2024", "2025"), 3)
        assert whole.around.capacity is not None
        assert whole.around.capacity.title == "Capacity now"
        assert not [lack.words for lack in lacks(whole, "plan") if "Only what there was" in lack.words]


def test_a_visit_note_tells_of_the_visit_planned_next_and_no_other_document_does(story: Story) -> None:
    database, shown = story
    with database.change("amina") as editor:
        visits.add(editor, shown.scope, title="Closing", starts=date(2028, 10, 9))
        deleted = visits.add(editor, shown.scope, title="Training", starts=date(2027, 1, 11))
        days = (date(2027, 6, 14), date(2027, 6, 16))
        visits.add(editor, shown.scope, title="Mid-term", starts=days[0], ends=days[1], place="Kibo")
        visits.add(editor, shown.scope, title="Visit 3", starts=date(2026, 6, 1))
        visits.add(editor, shown.scope, title="Some day")
        visits.remove(editor, deleted)
    with database.read() as session:
        note, review = (
            summaries.summary(session, shown.scope, shown.id, TODAY, document=document).around.next_visit
            for document in ("visit_note", "review")
        )
    assert note == NextVisit("Mid-term", *days, "Kibo")
    assert review is None


def test_the_words_of_the_report_are_those_of_its_draft(story: Story) -> None:
    database, shown = story
    with database.read() as session:
        joost = people.every(session)[0]
    with database.change("amina") as editor:
        editor.add(
            Report(
                scope=shown.scope,
                assessment=shown.id,
                headline="Losses fell",
                texts={"plan": "All agreed.", words_of_area("NW"): "The leak team works."},
                signatories=[joost.id, "Managing director"],
            )
        )
    words = summary(story).words
    assert words.headline == "Losses fell"
    assert words.section_texts == {"plan": "All agreed."}
    assert words.area_context == {"NW": "The leak team works."}
    assert [(s.name, s.function, s.utility) for s in words.signatories] == [
        ("Joost Verhagen", "Head of networks", "Rijnmeer Waterbedrijf"),
        ("Managing director", "", ""),
    ]


def test_an_assessment_that_is_not_here_is_told_in_a_sentence(database: Database) -> None:
    with database.read() as session, pytest.raises(BadInput, match="not on this laptop"):
        summaries.summary(session, "nowhere", "none", TODAY)
