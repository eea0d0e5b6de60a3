"""The report on progress tells of what the partnership set out to reach, and of nothing it does not hold."""

from dataclasses import replace
from datetime import date, timedelta

from tests.report.pages import read
from tests.report.sample import sample_summary
from wopfield.domain.around import ObjectiveLine
from wopfield.domain.summary import FindingLine
from wopfield.report.lacking import lacks


def test_each_objective_stands_with_where_it_began_where_it_is_and_what_it_shall_come_to() -> None:
    summary = sample_summary()
    measured = next(one for one in summary.indicators if one.unit == "%" and one.values.get("2025") is not None)
    measured = replace(measured, values={"2024": 44.0, "2025": 41.2, "2026": None})
    lines = (
        ObjectiveLine("Less water lost", measured.code, "%", 46.0, 45.0, 35.0, date(2028, 12, 31)),
        ObjectiveLine("Kiosks built", "", "", 0.0, 7.0, 12.0, None),
    )
    around = replace(summary.around, objectives=lines)
    text = " ".join(read(replace(summary, indicators=(measured,), around=around), "progress").content().split())
    # with one precision, which the figure that was measured asks for
    assert "Less water lost 46.0 % 41.2 % · 2025 35.0 % 31 Dec 2028" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Kiosks built 0 7 12 –" in text


def test_no_page_refers_to_a_part_that_the_report_has_not() -> None:
    alone = read(sample_summary(), "profile", "signoff").content()
    whole = read(sample_summary(), "profile", "areas", "signoff", "annex").content()
    for words in ("the annex lists them all", "differences are noted in"):
        assert words not in " ".join(alone.split())
        assert words in " ".join(whole.split())


def test_the_plan_lacks_what_asks_for_nothing_new_and_what_was_advised_and_is_not_done() -> None:
    summary = sample_summary()
    area = next(one for one in summary.areas if any(item.agreed and item.result.level == 2 for item in one.items))
    item = next(one for one in area.items if one.agreed and one.result.level == 2)
    action = replace(summary.actions[0], item=item.code, finding="f1", due=summary.today)
    plan = (
        replace(action, goal_level=2, status="not_started"),
        replace(action, goal_level=3, status="not_started"),
        replace(action, goal_level=3, status="done"),
    )
    advice = FindingLine("f1", "gap", area.code, item.code, "Seen", recommendation="Do it")
    other = replace(advice, id="f2", item="")
    looked_at = replace(area, findings=(advice, other))
    said = {lack.words for lack in lacks(replace(summary, areas=(looked_at,), actions=plan), "plan")}
    assert {
        "1 action whose goal is reached already",
        "1 action is done, and its item is below the goal",
        "1 recommendation without an action",
    } <= said


def test_what_a_capacity_report_lacks_is_an_action_that_answers_it_and_not_a_plan() -> None:
    summary = replace(sample_summary(), actions=())
    assert "No action of the plan answers this assessment" in [one.words for one in lacks(summary, "plan", "capacity")]
    assert "No action is agreed" in [one.words for one in lacks(summary, "plan", "peer_review")]


def test_only_actions_that_a_document_tells_of_are_counted_as_late_in_it() -> None:
    summary = sample_summary()
    past = summary.today - timedelta(days=1)
    action = replace(summary.actions[0], due=past, status="under_way")
    done = replace(action, status="done")
    told = replace(summary, actions=(action, replace(action, due=summary.today), done))
    for section in ("plan", "note"):
        assert "1 action is late" in {lack.words for lack in lacks(told, section)}
        assert not any("late" in lack.words for lack in lacks(replace(told, actions=(done,)), section))
