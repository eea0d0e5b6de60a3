"""What is overdue, doubtful or not written yet is said so wherever it is printed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.report.pages import OPTIONS, read
from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Summary
from wopfield.report.document import print_document


def with_one(**changes: Any) -> Summary:
    """Return the sample with one action alone, due a day before it is printed, and with no steps of its own."""
    summary = sample_summary()
    due: dict[str, Any] = {"due": summary.today - timedelta(days=1), "code": "A-77", "title": "Mend the gate"} | changes
    action = replace(summary.actions[0], **due)
    return replace(summary, actions=(action,), words=replace(summary.words, next_steps=()))


def flat(reading: Reading) -> str:
    return " ".join(reading.text().split())


@pytest.mark.parametrize("status", ["not_started", "under_way"])
@pytest.mark.parametrize(
    ("section", "words"),
    [("note", "Mend the gate overdue"), ("summary", "A-77, overdue: Mend the gate"), ("plan", "overdue")],
)
def test_an_action_whose_day_has_passed_is_called_overdue(section: str, words: str, status: str) -> None:
    assert words in flat(read(with_one(status=status, percent=50), section))


@pytest.mark.parametrize("changes", [{"status": "done"}, {"due": sample_summary().today}, {"status": "dropped"}])
@pytest.mark.parametrize("section", ["note", "summary", "plan"])
def test_what_is_done_dropped_or_due_today_is_not_overdue(section: str, changes: dict[str, object]) -> None:
    assert "overdue" not in flat(read(with_one(**{"status": "under_way", "percent": 50, **changes}), section))


def test_what_became_of_a_recommendation_says_that_its_action_is_overdue() -> None:
    summary = sample_summary()
    answering = next(action for action in summary.actions if action.finding and action.status == "under_way")
    late = replace(answering, due=summary.today - timedelta(days=1))
    actions = tuple(late if action is answering else action for action in summary.actions)
    assert "overdue" in flat(read(replace(summary, actions=actions), "fate"))


def test_an_indicator_whose_value_is_unusual_says_so_below_its_name() -> None:
    summary = sample_summary()
    last = summary.periods[-1]
    one = next(line for line in summary.indicators if line.values.get(last) is not None)
    odd = replace(one, problems={last: Remark("Higher than usual (more than {high}).", "odd", {"high": "60"})})
    doubted = replace(summary, indicators=(odd, *(line for line in summary.indicators if line is not one)))
    assert f"{one.code} {one.name}" in flat(read(doubted, "indicators"))
    assert "Higher than usual (more than 60)." in flat(read(doubted, "indicators"))
    assert "Higher than usual" not in flat(read(summary, "indicators"))


def test_without_a_recommendation_page_one_points_to_the_plan_where_there_is_one() -> None:
    summary = sample_summary()
    areas = tuple(replace(area, findings=()) for area in summary.areas)
    bare = replace(summary, areas=areas, other_findings=())
    with_plan, without = read(bare, "summary", "plan"), read(bare, "summary")
    assert "what was agreed stands in the improvement plan." in flat(with_plan)
    assert "No recommendation is recorded yet." in flat(without)


def test_a_plan_whose_items_are_those_of_another_checklist_has_no_column_of_dashes_for_them() -> None:
    summary = sample_summary()
    actions = tuple(replace(action, item="") for action in summary.actions)
    printed = print_document(replace(summary, actions=actions), {}, replace(OPTIONS, sections=("plan",)))
    (table,) = (page for page in Reading(printed.pdf).pages if any("Expected result" in one.text for one in page))
    assert [one.text for one in table if one.text.strip() == "Item"] == []


def test_what_is_overdue_is_counted_apart_from_what_falls_due_within_a_year() -> None:
    summary = with_one(status="not_started")
    later = replace(summary.actions[0], id="later", code="A-78", due=summary.today + timedelta(days=30))
    words = flat(read(replace(summary, actions=(*summary.actions, later)), "plan"))
    assert "one falls due within a year, one is overdue" in words
    assert "1 due within 12 months, 1 is overdue" in words
