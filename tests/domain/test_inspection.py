"""An inspection counts its risks by gravity and asks about odd readings."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import get
from wopfield.domain.inspection import check_reading, risks, steps_of
from wopfield.domain.summary import Rating

NO, YES = Rating(None, value="no"), Rating(None, value="yes")


def test_every_no_is_a_risk_of_its_gravity() -> None:
    intake = get("site_inspection").area("intake_wellfield")
    found = risks(intake.items, {"INT01": NO, "INT02": YES, "INT04": NO, "INT03": Rating(None, does_not_apply=True)})
    assert [item.code for item in found.high] == ["INT01"]
    assert [item.code for item in found.medium] == ["INT04"]
    assert found.low == ()
    assert found.count == 2


@pytest.mark.parametrize(("level", "count"), [(0, 1), (1, 1), (2, 0), (4, 0)])
def test_a_poor_level_is_a_risk_too(level: int, count: int) -> None:
    intake = get("site_inspection").area("intake_wellfield")
    assert risks(intake.items, {"INT12": Rating(level)}).count == count


def test_what_was_not_checked_is_no_risk() -> None:
    items = get("site_inspection").items
    assert risks(items, {}).count == 0
    assert risks(items, {"INT01": Rating(None, not_seen=True)}).count == 0


def test_every_no_of_the_whole_inspection_is_graded() -> None:
    items = get("site_inspection").items
    yes_no = [item for item in items if item.response_type == "yes_no"]
    assert risks(items, {item.code: NO for item in yes_no}).count == len(yes_no)


@pytest.mark.parametrize(("reading", "kind"), [("3", "low"), ("7.2", None), ("12", "high")])
def test_a_reading_outside_its_limits_is_asked_about(reading: str, kind: str | None) -> None:
    doubt = check_reading(get("site_inspection").item("WTP05"), Decimal(reading))
    assert (doubt.remark.kind if doubt else None) == kind


def test_an_item_without_limits_takes_any_reading() -> None:
    assert check_reading(get("peer_review").item("WR01"), Decimal(-999)) is None


@pytest.mark.parametrize(
    ("code", "way", "readings"),
    [
        ("WTP05", 1, ["4", "4.1", "4.2"]),  # pH
        ("RES05", -1, ["0", "0", "0"]),  # chlorine is never below nothing
        ("WWT04", 1, ["0", "1", "2"]),  # what is read in hundreds goes in whole steps
        ("PST02", -1, ["0", "-1", "-2"]),  # a pump may lift
    ],
)
def test_a_reading_is_stepped_as_finely_as_it_is_read(code: str, way: int, readings: list[str]) -> None:
    steps = steps_of(get("site_inspection").item(code))
    now = None
    for reading in readings:
        now = steps.after(now, way)
        assert now == Decimal(reading)


def test_a_step_goes_beyond_what_is_usual_and_never_jumps_back() -> None:
    steps = steps_of(get("site_inspection").item("RES05"))
    assert steps.after(Decimal(5), 1) == Decimal("5.1")
    assert steps.after(Decimal(-3), 1) == Decimal("-2.9")
    assert steps.after(Decimal(-3), -1) == Decimal(-3)
