"""A summary puts everything of an assessment in its place, and nothing gets lost or invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import get, indicator_catalogue
from wopfield.domain.audience import AUDIENCES
from wopfield.domain.indicator import Entry
from wopfield.domain.material import About, Material
from wopfield.domain.score import item_results
from wopfield.domain.summarise import summarise
from wopfield.domain.summary import (
    ActionLine,
    AreaResult,
    EvidenceLine,
    FindingLine,
    ItemResult,
    Rating,
    ReportWords,
    Summary,
)

TODAY = date(2026, 5, 20)


def material(**more: Any) -> Material:
    return replace(Material(get("peer_review"), TODAY), **more)


def summary(**more: Any) -> Summary:
    return summarise(material(**more))


def area(of: Summary, code: str) -> AreaResult:
    return next(a for a in of.areas if a.code == code)


def item(of: Summary, code: str) -> ItemResult:
    return next(i for a in of.areas for i in a.items if i.code == code)


def rated(level: int, name: str = "Anna", **more: Any) -> Rating:
    return replace(Rating(level, rater_name=name), **more)


def evidence(row: str, item_code: str = "WR01", kind: str = "photo") -> EvidenceLine:
    return EvidenceLine(row, "", kind, f"About {row}", item_code, TODAY, "Intake", True)


def finding(row: str, **more: Any) -> FindingLine:
    return replace(FindingLine(row, "gap", "", "WR01", "Yield is not known."), **more)


def action(row: str, **more: Any) -> ActionLine:
    line = ActionLine(row, "", "Measure it", "WR01", "", "", "", None, None, "not_started", 0, "", 3, "", "quick_win")
    return replace(line, **more)


def given_entries(**figures: float) -> dict[str, Entry]:
    return {code: Entry(Decimal(str(figure)), "B") for code, figure in figures.items()}


# ── scores ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_kept_gives_a_summary_without_figures() -> None:
    empty = summary()
    assert len(empty.areas) == 12
    assert empty.overall.mean is None
    assert empty.overall.coverage == 0
    assert empty.indicators == ()
    assert all(row.result == Rating(None) and not row.agreed for a in empty.areas for row in a.items)


def test_an_area_shows_now_self_and_baseline_side_by_side() -> None:
    told = summary(
        answers={("WR01", "self"): Rating(4), ("WR01", "anna"): rated(2), ("WR01", "ben"): rated(2, "Ben")},
        baseline={"WR01": Rating(1)},
    )
    resources = area(told, "WR")
    assert (resources.now.mean, resources.self_rating.mean, resources.baseline.mean) == (2, 4, 1)
    assert resources.change == 1
    assert resources.now.coverage == pytest.approx(1 / 9)
    assert resources.distribution == (0, 0, 1, 0, 0)
    assert not item(told, "WR01").agreed
    assert [p.rater_name for p in item(told, "WR01").peers] == ["Anna", "Ben"]


def test_reviewers_who_differ_make_the_score_provisional_until_they_agree() -> None:
    answers = {("WR01", "anna"): rated(1), ("WR01", "ben"): rated(3, "Ben")}
    draft = summary(answers=answers)
    assert (area(draft, "WR").now.low, area(draft, "WR").now.mean, area(draft, "WR").now.high) == (1, 2, 3)
    assert draft.overall.provisional
    assert item(draft, "WR01").result.open_levels == (1, 3)
    settled = summary(answers=answers, agreed={"WR01": Rating(1, reason="No yield was shown.")})
    assert not area(settled, "WR").now.provisional
    assert item(settled, "WR01").agreed
    assert item(settled, "WR01").comment == "No yield was shown."


def test_only_the_areas_and_the_depth_that_are_asked_are_in_the_summary() -> None:
    told = summary(areas=("NW", "WR"), depth="quick", answers={("CM01", "anna"): rated(4)})
    assert [a.code for a in told.areas] == ["WR", "NW"]
    assert all(row.weight == 3 for a in told.areas for row in a.items)
    assert told.overall.mean is None
    assert area(told, "NW").number == 3


def test_a_baseline_is_made_by_the_same_rule() -> None:
    before = item_results({("WR01", "anna"): rated(1), ("WR01", "ben"): rated(2)}, {"WR02": Rating(3)})
    told = summary(baseline=before)
    baseline = area(told, "WR").baseline
    assert baseline.mean == pytest.approx((3 * 1.5 + 2 * 3) / 5)
    assert baseline.provisional


def test_numbers_and_level_texts_come_from_the_checklist() -> None:
    row = item(summary(), "GV04")
    assert row.number == "9.4"
    assert row.levels == get("peer_review").item("GV04").levels


def test_a_site_check_has_no_level_texts_and_no_score() -> None:
    told = summarise(Material(get("site_inspection"), TODAY, answers={("INT01", "anna"): Rating(None, value="no")}))
    assert item(told, "INT01").levels == ("", "", "", "", "")
    assert item(told, "INT01").result.value == "no"
    assert area(told, "intake_wellfield").now.mean is None


def test_what_reviewers_wrote_stands_where_the_team_gave_no_reason() -> None:
    answers = {
        ("WR01", "anna"): rated(2, comment="Two wells have no log."),
        ("WR01", "ben"): rated(2, "Ben", comment="The plan is old."),
        ("WR01", "self"): rated(4, comment="All is well."),
    }
    assert item(summary(answers=answers), "WR01").comment == "Two wells have no log.\nThe plan is old."


def test_the_confidence_of_reviewers_is_counted_and_that_of_the_self_rating_is_not() -> None:
    answers = {
        ("WR01", "anna"): rated(2, confidence="A"),
        ("WR02", "anna"): rated(2, confidence="C"),
        ("WR03", "anna"): Rating(None, not_seen=True, confidence="D"),
        ("WR04", "anna"): Rating(None, confidence="D"),
        ("WR01", "self"): Rating(4, confidence="D"),
        ("ZZ99", "anna"): rated(2, confidence="A"),
    }
    assert summary(answers=answers).confidence_share == {"A": 1, "B": 0, "C": 1, "D": 0}


def test_an_area_names_the_indicators_of_most_of_its_items_first() -> None:
    items = get("peer_review").items
    for told in summary().areas:
        times = [sum(code in item.linked_indicators for item in items if item.area == told.code)
                 for code in told.linked_indicators]  # fmt: skip
        assert times == sorted(times, reverse=True)
        assert min(times) > 0
        assert len(set(told.linked_indicators)) == len(times)


# ── evidence, findings, actions ──────────────────────────────────────────────────────────────────────────────


def test_evidence_has_codes_and_stands_with_its_item_and_its_findings() -> None:
    told = summary(
        evidence=(evidence("y"), evidence("x"), evidence("w", "NW01", "interview")),
        numbers={"x": 2, "y": 2, "w": 1},
        findings=(finding("f", evidence=("y", "x", "gone")),),
    )
    assert [(line.id, line.code) for line in told.evidence] == [("w", "E1"), ("x", "E2"), ("y", "E2b")]
    assert item(told, "WR01").evidence == ("E2", "E2b")
    assert item(told, "NW01").evidence == ("E1",)
    assert area(told, "WR").findings[0].evidence == ("E2", "E2b")
    assert told.interviews == 1


def test_evidence_in_a_finding_comes_in_the_order_of_numbers() -> None:
    rows = [f"r{n:02d}" for n in range(12)]
    told = summary(
        evidence=tuple(evidence(row) for row in rows),
        numbers={row: n for n, row in enumerate(rows, start=1)},
        findings=(finding("f", evidence=("r10", "r01", "r09")),),
    )
    assert area(told, "WR").findings[0].evidence == ("E2", "E10", "E11")


def test_a_finding_of_an_item_belongs_to_its_area() -> None:
    assert [f.id for f in area(summary(findings=(finding("f"),)), "WR").findings] == ["f"]
    assert area(summary(findings=(finding("f"),)), "WR").findings[0].area == "WR"


def test_findings_of_no_area_are_not_lost() -> None:
    told = summary(
        areas=("NW",), findings=(finding("general", item=""), finding("elsewhere"), finding("here", item="NW02"))
    )
    assert [f.id for f in area(told, "NW").findings] == ["here"]
    assert {f.id for f in told.other_findings} == {"general", "elsewhere"}


def test_strengths_come_first_then_the_gravest_gap() -> None:
    told = summary(
        findings=(
            finding("a", kind="recommendation"),
            finding("b", priority="low"),
            finding("c", item="WR02", priority="high"),
            finding("d", priority="high"),
            finding("e", kind="strength"),
        )
    )
    assert [f.id for f in area(told, "WR").findings] == ["e", "d", "c", "b", "a"]


def test_actions_have_codes_and_know_their_area() -> None:
    told = summary(actions=(action("p"), action("q", area="FN", item="")), numbers={"p": 2, "q": 1})
    assert [(a.code, a.area) for a in told.actions] == [("A-01", "FN"), ("A-02", "WR")]


# ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_indicator_shows_every_period_and_a_gap_stays_a_gap() -> None:
    told = summary(
        catalogue=indicator_catalogue(),
        entries={
            "2019": given_entries(pop_water=59, pop_area=100),
            "2017": given_entries(pop_area=100),
            "2016": given_entries(pop_water=23, pop_area=100),
        },
    )
    coverage = next(line for line in told.indicators if line.code == "CV01")
    assert told.periods == ("2016", "2017", "2019")
    assert list(coverage.values.items()) == [("2016", 23), ("2017", None), ("2019", 59)]
    assert coverage.missing == {"2017": ("Population served with water",)}
    assert coverage.confidence == "B"
    assert coverage.good_practice == 100


def test_indicators_without_any_result_are_left_out_but_for_the_key_ones() -> None:
    told = summary(catalogue=indicator_catalogue(), entries={"2024": given_entries(supply_hours=12)})
    assert [line.code for line in told.indicators] == ["CV01", "NR01", "QS01", "FN09", "HR01"]
    assert told.key_indicators == ("QS01",)


def test_chosen_indicators_come_in_the_order_they_were_chosen() -> None:
    told = summary(
        catalogue=indicator_catalogue(),
        entries={"2024": given_entries(supply_hours=12)},
        indicators=("HR01", "CV04", "XX99"),
    )
    assert [line.code for line in told.indicators] == ["HR01", "CV04"]


def test_at_most_three_indicators_stand_on_page_one_and_all_have_a_value() -> None:
    told = summary(
        catalogue=indicator_catalogue(),
        entries={
            "2024": given_entries(
                supply_hours=12, pop_water=5, pop_area=10, rev_op=5, opex=5, n_staff_water=1, n_conn_water=200
            )
        },
    )
    assert told.key_indicators == ("CV01", "QS01", "HR01")


def test_the_length_of_a_year_need_not_be_entered_but_what_is_entered_counts() -> None:
    figures = {"v_own": 36500, "v_import": 0, "pop_water": 1000}
    told = summary(
        catalogue=indicator_catalogue(),
        entries={
            "2024": given_entries(**figures),
            "2023": given_entries(**figures, days=100),
            "start": given_entries(**figures),
        },
        indicators=("PC01",),
    )
    assert told.indicators[0].values == {"2023": 365, "2024": 100, "start": None}
    assert told.indicators[0].missing == {"start": ("Days in the reporting period",)}


def test_an_impossible_figure_is_shown_with_its_problem() -> None:
    told = summary(
        catalogue=indicator_catalogue(),
        entries={"2024": given_entries(pop_water=12, pop_area=10)},
        indicators=("CV01",),
    )
    assert told.indicators[0].values["2024"] == 120
    assert told.indicators[0].problems["2024"].kind == "impossible"


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_and_words_are_passed_on() -> None:
    about = About(partnership="p", mentor="Vitens", mentee="Lilongwe", show_overall=True, team=(("Anna", "Lead"),))
    told = summary(about=about, words=ReportWords(headline="Better together"))
    assert (told.mentor, told.mentee, told.show_overall) == ("Vitens", "Lilongwe", True)
    assert told.team == (("Anna", "Lead"),)
    assert told.words.headline == "Better together"
    assert (told.checklist_title, told.checklist_version) == ("Utility peer review", "1.0")
    assert told.today == TODAY


ratings = st.builds(
    Rating,
    level=st.none() | st.integers(0, 4),
    does_not_apply=st.booleans(),
    not_seen=st.booleans(),
    confidence=st.none() | st.sampled_from(["A", "B", "C", "D"]),
    rater_name=st.sampled_from(["Anna", "Ben", ""]),
    at=st.just(datetime(2026, 5, 12, tzinfo=UTC)),
)
answers = st.dictionaries(
    st.tuples(st.sampled_from(["WR01", "WR02", "NW01", "CM03", "ZZ99"]), st.sampled_from(["self", "anna", "ben"])),
    ratings,
)


@pytest.mark.slow
@given(answers, st.dictionaries(st.sampled_from(["WR01", "NW01"]), ratings))
def test_the_order_in_which_answers_were_kept_does_not_matter(
    given_answers: dict[tuple[str, str], Rating], agreed: dict[str, Rating]
) -> None:
    turned = dict(reversed(given_answers.items()))
    assert summary(answers=given_answers, agreed=agreed) == summary(answers=turned, agreed=agreed)


@given(answers)
def test_every_score_of_a_summary_keeps_to_the_scale(given_answers: dict[tuple[str, str], Rating]) -> None:
    told = summary(answers=given_answers)
    for score in (told.overall, *(a.now for a in told.areas), *(a.self_rating for a in told.areas)):
        assert 0 <= score.rated <= score.applicable <= score.total
        assert score.mean is None or 0 <= score.mean <= 4


def test_an_answer_in_words_is_counted_and_not_told_to_more_readers_than_it_was_written_for() -> None:
    works = get("site_inspection").with_areas(["intake_wellfield"])
    asked = next(one for one in works.items if one.response_type == "text")
    for_the_team = Rating(None, value="A quokka sat on it.", comment="And a wombat.", audience="team")
    told = Material(works, TODAY, answers={(asked.code, "r"): for_the_team}, baseline={asked.code: for_the_team})
    ours, shared, theirs = (item(summarise(replace(told, audience=one)), asked.code) for one in AUDIENCES)
    assert ours.peers[0].value == "A quokka sat on it."
    assert (shared.peers[0].value, shared.result.value, shared.comment) == ("–", "–", "")
    assert (theirs.peers, theirs.result.value, theirs.comment) == ((), "–", "")
    assert theirs.baseline is not None
    assert theirs.baseline.value == "–"


def test_an_indicator_that_lacks_figures_in_every_year_is_told_of_with_what_it_lacks_least() -> None:
    catalogue = indicator_catalogue()
    entries = {"2023": given_entries(pop_area=10), "2024": given_entries(supply_hours=12)}
    told = summary(catalogue=catalogue, entries=entries)
    lacking = {line.code: line.missing for line in told.without_result}
    listed = {line.code for line in told.indicators}
    assert lacking.keys() == catalogue.indicators.keys() - listed
    of_people = [names for names in lacking.values() if catalogue.names["pop_area"] in names]
    assert not of_people
    assert all(lacking.values())
    assert summary(catalogue=catalogue, entries=entries, indicators=tuple(lacking)[:1]).without_result == ()
