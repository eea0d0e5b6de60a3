"""The figures a report prints are those of the tables: read from the file, and worked out from the rows alone."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.report.reading import Reading, Written
from wopfield.store.database import open_encrypted
from wopfield.store.vault import unlock

pytestmark = pytest.mark.slow
PASSWORD = "demonstration"
FOLLOW_UP, BASELINE = "Follow-up assessment 2026", "Baseline assessment 2025"

PER = {
    "CV01": ("pop_water", "pop_area", 100, 1), "CV02": ("pop_water_direct", "pop_area", 100, 1),
    "CV03": ("pop_water_point", "pop_area", 100, 1), "CV04": ("pop_sewer", "pop_area", 100, 1),
    "EQ03": ("pop_low_income_served", "pop_low_income", 100, 1), "CM03": ("cash_billed", "rev_op", 100, 1),
    "FN09": ("rev_op", "opex", 1, 2), "FN10": ("cash_billed", "opex", 1, 2), "FN12": ("capex", "capex_budget", 100, 1),
    "FN13": ("capex", "depreciation", 1, 2), "HR01": ("n_staff_water", "n_conn_water", 1000, 1),
    "HR03": ("n_staff_women", "n_staff", 100, 1), "HR07": ("n_staff_certified", "n_operators", 100, 1),
    "EN01": ("kwh_water", "v_own", 1, 2), "MT01": ("n_conn_metered", "n_conn_water", 100, 1),
    "NT01": ("n_breaks", "len_mains", 1, 2), "NT06": ("n_blockages", "len_sewers", 1, 1),
    "QS04": ("n_tests_done", "n_tests_req", 100, 1), "QS05": ("n_tests_pass", "n_tests_done", 100, 1),
    "QS06": ("n_ecoli_pass", "n_ecoli_done", 100, 1), "QS08": ("n_complaints_ontime", "n_complaints", 100, 1),
}  # fmt: skip
"""Indicators that are one variable for so many of another, and with how many decimals they are printed."""


BY_THE_YEAR = ("NT01", "NT06")
"""Those of a year of 365 days."""


NUMBERS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the file says, and the tables it was made from."""

    lines: tuple[tuple[str, ...], ...]
    """For each page its lines, each from left to right."""
    connection: Any
    progress: tuple[tuple[str, ...], ...]
    """The same of the progress report."""

    def rows(self, question: str, **values: object) -> list[Any]:
        """Return the rows that answer a question in SQL."""
        return list(self.connection.execute(text(question), values))

    def page(self, kicker: str) -> tuple[str, ...]:
        """Return the lines of the first page of a section, by the words above its title."""
        return next(lines for lines in self.lines if kicker in lines)

    def number(self, count: int) -> str:
        """Return a number as a title begins with it: small ones as a word."""
        return NUMBERS[count] if count < len(NUMBERS) else str(count)

    def every(self) -> str:
        """Return all that is written, in one line."""
        return " ".join(" ".join(lines) for lines in self.lines)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The demonstration and its peer-review report."""
    folder = tmp_path_factory.mktemp("told") / "demo"
    surroundings = {**os.environ, "WOPFIELD_PASSWORD": PASSWORD, "WOPFIELD_LANGUAGE": "en"}
    line = [sys.executable, "-m", "wopfield", "demo", "--headless", "--out", str(folder)]
    subprocess.run(line, check=True, env=surroundings, capture_output=True)
    workspace = folder / "amina"
    line = [
        sys.executable,
        "-m",
        "wopfield",
        "report",
        "Marowe",
        "--document",
        "progress",
        "--workspace",
        str(workspace),
    ]
    subprocess.run([*line, "--out", str(folder / "progress.pdf")], check=True, env=surroundings, capture_output=True)
    engine = open_encrypted(workspace / "wopfield.db", unlock(workspace, PASSWORD))
    with engine.connect() as connection:
        yield Told(_written(folder / "report.pdf"), connection, _written(folder / "progress.pdf"))
    engine.dispose()


def _written(file: Path) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_lines(page)) for page in Reading(file.read_bytes()).pages)


def _lines(pieces: list[Written]) -> Iterator[str]:
    waiting = sorted(pieces, key=lambda piece: piece.y)
    while waiting:
        here = [piece for piece in waiting if piece.y - waiting[0].y < 3]
        waiting = waiting[len(here) :]
        words = " ".join(piece.text for piece in sorted(here, key=lambda piece: piece.x))
        yield " ".join(words.replace("\u00a0", " ").split())


def rounded(value: Fraction, places: int) -> str:
    """Return a figure as it is printed."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(step, ROUND_HALF_UP)).replace("-", "\u2212")


def checklist(told: Told, title: str) -> Mapping[str, Any]:
    """Return the checklist of an assessment as it is kept."""
    ((content,), *_) = told.rows(
        "select content from checklist_version v join assessment a on a.checklist = v.id where a.title = :title",
        title=title,
    )
    kept: Mapping[str, Any] = json.loads(content)
    return kept


def levels(told: Told, title: str, question: str) -> dict[str, int | None]:
    """Return the level of each item by one of the two questions; None does not apply."""
    return {row.item: None if row.does_not_apply else row.level for row in told.rows(question, title=title)}


AGREED = (
    "select r.item, r.level, r.does_not_apply from agreed_rating r join assessment a on a.id = r.assessment "
    "where a.title = :title and r.alive"
)
OWN = (
    "select r.item, r.level, r.does_not_apply from answer r join assessment a on a.id = r.assessment "
    "where a.title = :title and r.alive and r.rater = 'self'"
)


def mean(items: list[Mapping[str, Any]], given: Mapping[str, int | None]) -> Fraction:
    """Return the weighted mean of the items that have a level."""
    pairs = [(item.get("weight", 1), given.get(item["code"])) for item in items]
    rated = [(weight, level) for weight, level in pairs if level is not None]
    return Fraction(sum(weight * level for weight, level in rated), sum(weight for weight, _level in rated))


def test_the_means_and_counts_of_each_area_are_those_of_the_rows(told: Told) -> None:
    agreed, then = levels(told, FOLLOW_UP, AGREED), levels(told, BASELINE, AGREED)
    own = levels(told, FOLLOW_UP, OWN)
    lines = told.page("MATURITY PROFILE")
    compared = 0
    for number, area in enumerate(checklist(told, FOLLOW_UP)["areas"], 1):
        items = area["items"]
        if any(item["code"] not in agreed for item in items):
            continue  # what is open is worked out from what raters said: not a figure of the rows
        compared += 1
        (line,) = [line for line in lines if re.match(rf"{number:02d} \D.* \d\.\d ", line)]
        before, itself, now = mean(items, then), mean(items, own), mean(items, agreed)
        figures = re.findall("[+\u2212]?\\d+\\.\\d", line)
        assert figures[:3] == [rounded(value, 1) for value in (before, itself, now)], line
        for shown, exact in zip(figures[3:5], (now - before, itself - now), strict=True):
            # of the exact means; one that lies in the middle may go either way
            assert abs(Fraction(shown.replace("\u2212", "-")) - exact) <= Fraction(1, 20), line
            assert shown.startswith("+") == (Fraction(shown.replace("\u2212", "-")) > 0), line
        rated = [agreed[item["code"]] for item in items if agreed[item["code"]] is not None]
        assert f" {len(rated)}/{len(rated)} " in f"{line} ", line
        # a part that is too narrow for its count has none
        shares = [count for level in range(5) if (count := rated.count(level)) and 8 * count >= len(rated)]
        assert list(map(int, line.partition(f" {figures[4]} ")[2].split(f" {len(rated)}/")[0].split())) == shares, line
    assert compared >= 9


def test_how_sure_an_area_is_and_each_share_of_the_answers_are_those_of_the_rows(told: Told) -> None:
    agreed = levels(told, FOLLOW_UP, AGREED)
    answers = told.rows(
        "select r.item, r.level, r.confidence, r.does_not_apply from answer r join assessment a on a.id = r.assessment "
        "where a.title = :title and r.alive and r.rater <> 'self' and r.confidence <> ''",
        title=FOLLOW_UP,
    )
    lines = told.page("MATURITY PROFILE")
    for number, area in enumerate(checklist(told, FOLLOW_UP)["areas"], 1):
        best = []
        for code in (item["code"] for item in area["items"]):
            said = [one for one in answers if one.item == code and one.level is not None]
            # of the level that was agreed; where none is yet, of any that a reviewer gave
            proofs = [one.confidence for one in said if agreed.get(code, one.level) == one.level]
            best.extend([min(proofs)] if proofs and agreed.get(code, 0) is not None else [])
        # the lower grade of two in the middle: what is less sure
        middle = sorted(best)[len(best) // 2]
        (line,) = [line for line in lines if re.match(rf"{number:02d} \D.* \d+/\d+ ", line)]
        assert line.endswith(f" {middle}"), (line, best)
    grades = [one.confidence for one in answers if one.level is not None or one.does_not_apply]
    shares = {grade: rounded(Fraction(100 * grades.count(grade), len(grades)), 0) for grade in "ABC"}
    (bar,) = [line for line in told.page("EXECUTIVE SUMMARY") if line.startswith("A ") and line.count("%") >= 3]
    assert re.findall(r"([A-C]) (\d+) %", bar) == list(shares.items())


def test_what_is_not_agreed_yet_is_printed_with_the_range_of_what_was_rated(told: Told) -> None:
    agreed = levels(told, FOLLOW_UP, AGREED)
    answers = told.rows(
        "select r.item, r.level from answer r join assessment a on a.id = r.assessment "
        "where a.title = :title and r.alive and r.rater <> 'self' and r.level is not null",
        title=FOLLOW_UP,
    )
    ranges = []
    for area in checklist(told, FOLLOW_UP)["areas"]:
        told_of = {
            item["code"]: [agreed[item["code"]]]
            if item["code"] in agreed
            else [one.level for one in answers if one.item == item["code"]]
            for item in area["items"]
        }
        given = {code: [level for level in rated if level is not None] for code, rated in told_of.items()}
        low, high = (
            mean(area["items"], {code: pick(rated) for code, rated in given.items() if rated}) for pick in (min, max)
        )
        if low != high:
            ranges.append(f"open {rounded(low, 1)}–{rounded(high, 1)}")
    assert ranges
    assert [line for line in told.page("MATURITY PROFILE") if line.startswith("open ")] == ranges


def test_indicators_are_worked_out_from_the_entries_of_their_years(told: Told) -> None:
    entries = {
        (variable, period): Fraction(value)
        for variable, period, value in told.rows(
            "select variable, period, value from indicator_entry where alive and state = 'measured' and value <> ''"
        )
    }
    lines = [line for lines in told.lines for line in lines]
    for code, (above, below, times, places) in PER.items():
        wanted = []
        for year in ("2023", "2024", "2025"):
            factor = times * 365 / entries["days", year] if code in BY_THE_YEAR else Fraction(times)
            wanted.append(rounded(factor * entries[above, year] / entries[below, year], places))
        # the annex with every year has how sure the figure is behind them
        (line,) = [line for line in lines if re.fullmatch(f"{code} .* {' '.join(wanted)} [ABCD]", line)] or [""]
        assert line, (code, wanted, [line for line in lines if line.startswith(f"{code} ")])
    into = entries["v_own", "2025"] + entries["v_import", "2025"]
    paid = entries["v_bill_met", "2025"] + entries["v_bill_unmet", "2025"]
    lost = rounded(100 * (into - paid) / into, 1)
    assert any(line.startswith(f"{lost} %") for line in told.page("EXECUTIVE SUMMARY"))
    assert any(re.fullmatch(f"NR01 .* {lost} [ABCD]", line) for line in lines)


def test_the_plan_counts_the_actions_there_are(told: Told) -> None:
    actions = told.rows("select status, priority, due from action where alive")
    (today,) = [
        date.fromisoformat(day) for (day,) in told.rows("select max(starts) from visit where title like 'Visit 4%'")
    ]
    due = [date.fromisoformat(one.due) for one in actions if one.status != "done" and one.due]
    soon = [day for day in due if today <= day <= today + timedelta(365)]
    late = [day for day in due if day < today]
    counts = (
        len(actions), sum(one.status == "done" for one in actions), sum(one.status == "under_way" for one in actions),
        len(soon),
    )  # fmt: skip
    high = sum(one.priority == "high" for one in actions)
    whole = told.every()
    assert " ".join(map(str, counts)) in whole
    assert f"actions, {high} of high priority" in whole
    assert f"due within 12 months, {len(late)} is overdue" in whole
    for number in range(1, len(actions) + 1):
        assert f"A-{number:02d} " in whole


def test_what_was_seen_is_counted_as_it_is_kept(told: Told) -> None:
    whole = told.every()
    ((evidence,),) = told.rows(
        "select count(*) from evidence e join assessment a on a.id = e.assessment where a.title = :title and e.alive",
        title=FOLLOW_UP,
    )
    ((sites,),) = told.rows("select count(*) from site where alive")
    assert f"{evidence} pieces of evidence" in whole
    assert f"{sites} sites" in whole
    site_checks = {item["code"]: item for area in checklist(told, "Kibo laboratory")["areas"] for item in area["items"]}
    inspections = told.rows("select a.id, a.areas from assessment a join site s on s.id = a.site where a.alive")
    asked = [item for one in inspections for item in site_checks.values() if item["area"] in json.loads(one.areas)]
    answers = told.rows(
        "select r.item, r.value from answer r join assessment a on a.id = r.assessment where a.site <> '' and r.alive"
    )
    assert f"{len(answers)} of {len(asked)} checks" in whole
    high = [item for item, value in answers if value == "no" and site_checks[item]["risk_if_no"].startswith("High")]
    assert any(line.startswith(f"{told.number(len(high))} high risks") for line in told.page("SITE INSPECTIONS"))
    ((meetings,),) = told.rows(
        "select count(*) from agenda_line l join visit v on v.id = l.visit where l.alive and v.title like 'Visit 4%'"
    )
    assert f"{told.number(meetings)} sessions" in whole


def test_the_progress_report_lists_each_item_that_moved_with_the_levels_of_the_rows(told: Told) -> None:
    then, now = levels(told, BASELINE, AGREED), levels(told, FOLLOW_UP, AGREED)
    numbers = {
        item["code"]: f"{at}.{place}"
        for at, area in enumerate(checklist(told, FOLLOW_UP)["areas"], 1)
        for place, item in enumerate(area["items"], 1)
    }
    moved = {
        numbers[item]: (before, now[item])
        for item, before in then.items()
        if before is not None and now.get(item) is not None and before != now[item]
    }
    pages = [page for page in told.progress if any("Progress since the baseline" in line for line in page)]
    found = re.findall(r"^(\d+\.\d+) \D.* (\d) (\d)$", "\n".join("\n".join(page) for page in pages), re.M)
    printed = {number: (int(before), int(after)) for number, before, after in found}
    # what is not agreed yet is worked out from what raters said: not a figure of the rows
    still_open = {number for item, number in numbers.items() if item not in now}
    assert {number: pair for number, pair in printed.items() if number not in still_open} == moved
    rose, fell = (sum(sign * (after - before) > 0 for before, after in printed.values()) for sign in (1, -1))
    assert still_open & printed.keys()  # some of them count with what is not agreed: so far, the title says
    assert any(line.startswith(f"So far: {told.number(rose)} items rose") for page in pages for line in page)
    assert fell == 0
    assert any("none fell" in line for page in pages for line in page)
    actions = told.rows("select status from action where alive")
    done = sum(one.status == "done" for one in actions)
    assert any(line.startswith(f"{done} of {len(actions)} agreed actions") for page in pages for line in page)
