"""The invented partnership hangs together with the checklists and the catalogue it speaks of."""

import io
from datetime import timedelta
from decimal import Decimal

import PIL.Image
import pytest

from wopfield.checklists import library
from wopfield.demo import photos, story
from wopfield.demo.enter import CAPACITY, PEER_REVIEW
from wopfield.domain.indicator import Entry

SPEAK = {
    PEER_REVIEW: ("findings", "actions", "evidence"),
    CAPACITY: ("capacity", "capacity_findings", "capacity_evidence"),
}
"""The tables that speak of items of a checklist."""


def test_every_item_of_the_peer_review_has_its_story() -> None:
    assert [told.item for told in story.items()] == [item.code for item in library.get(PEER_REVIEW).items]


def test_levels_are_levels_or_do_not_apply_or_are_still_to_come() -> None:
    words = {level for told in story.items() for level in (told.baseline, told.self_rating, *told.peers.values())}
    assert words <= {"0", "1", "2", "3", "4", "n/a", ""}


def test_some_items_are_left_for_the_team_to_agree() -> None:
    open_items = [told.item for told in story.items() if not told.agreed]
    assert 3 <= len(open_items) <= 12


def test_findings_and_actions_speak_of_items_there_are() -> None:
    for name, tables in SPEAK.items():
        spoken = {line["item"] for table in tables for line in story.lines(table)}
        assert all(library.get(name).find_item(item) for item in spoken)


@pytest.mark.parametrize("of", ["", "capacity_"])
def test_findings_name_evidence_there_is(of: str) -> None:
    numbers = {line["number"] for line in story.lines(f"{of}evidence")}
    assert {number for line in story.lines(f"{of}findings") for number in line.names("evidence")} <= numbers


def test_three_years_of_figures_give_results_that_hang_together() -> None:
    catalogue = library.indicator_catalogue()
    nrw = []
    for year in story.YEARS:
        entries = {
            figure.variable: Entry(value=Decimal(figure.values[year]), confidence=None) for figure in story.figures()
        }
        assert set(entries) <= set(catalogue.variables)
        results = catalogue.work_out_all(entries)
        assert sum(result.value is not None for result in results.values()) > 60
        nrw.append(results["NR01"].value)
    assert nrw == pytest.approx([46.0, 44.0, 41.0], abs=0.6)


@pytest.mark.parametrize("subject", sorted(photos.SUBJECTS))
def test_a_photo_is_painted_the_same_each_time(subject: str) -> None:
    painted = photos.paint(subject)
    assert painted == photos.paint(subject)
    with PIL.Image.open(io.BytesIO(painted)) as picture:
        assert picture.size == (photos.WIDTH, photos.HEIGHT)


@pytest.mark.parametrize("table", ["findings", "capacity_findings"])
def test_every_strength_and_gap_says_what_proves_it(table: str) -> None:
    for line in story.lines(table):
        assert line["kind"] == "recommendation" or line.names("evidence"), line["text"]


def test_every_photo_of_the_evidence_can_be_painted() -> None:
    assert {line["subject"] for line in story.lines("evidence")} - {""} <= set(photos.SUBJECTS)


@pytest.mark.parametrize("told", ["agenda", "sites", "feedback"])
def test_nothing_is_told_as_done_or_said_on_a_day_that_has_not_come(told: str) -> None:
    days = {
        story.FOLLOW_UP_DAY + timedelta(days=int(line["day"]))
        for line in story.lines(told)
        if told != "agenda" or line["done"] == "yes"
    }
    assert days
    assert max(days) <= story.TODAY


def test_of_the_visit_only_its_last_day_is_still_going_on() -> None:
    last = (story.TODAY - story.FOLLOW_UP_DAY).days
    to_come = {int(line["day"]) for line in story.lines("agenda") if line["done"] == "no"}
    assert to_come == {last}
