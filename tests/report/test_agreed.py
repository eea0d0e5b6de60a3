"""What the team has not agreed on is marked wherever it stands, and no finding claims more than the figures say."""

from dataclasses import replace

from tests.report.pages import NUMBERS, read
from tests.report.sample import sample_summary
from wopfield.domain.summary import ItemResult, Summary
from wopfield.report.area_means import Axis, Series
from wopfield.report.chart import dumbbell, radar
from wopfield.report.drawing import Rect
from wopfield.report.findings import compared_periods, profile_title
from wopfield.report.signs import difference_sign
from wopfield.report.standing import standing


def all_agreed(summary: Summary) -> Summary:
    """Return a summary in which the team agreed on every item."""
    areas = []
    for area in summary.areas:
        items = tuple(
            replace(item, agreed=True, result=replace(item.result, open_levels=())) for item in area.items
        )  # fmt: skip
        now = replace(area.now, low=area.now.mean, high=area.now.mean)
        areas.append(replace(area, items=items, now=now))
    return replace(summary, areas=tuple(areas))


def test_what_the_team_has_not_agreed_is_counted_wherever_means_stand_on_it() -> None:
    sections = ("summary", "method", "profile", "areas")
    text = " ".join(read(sample_summary(), *sections).content().split())
    waiting = sum(
        not item.agreed and standing(item).low is not None for a in sample_summary().areas for item in a.items
    )
    rated = sum(area.now.rated for area in sample_summary().areas)
    assert waiting > 1
    assert f"{waiting} not agreed" in text
    assert f"items that apply are rated, {rated - waiting} of them agreed." in text
    assert f"{waiting} items are not agreed yet and count with what the reviewers rated." in text
    settled = " ".join(read(all_agreed(sample_summary()), *sections).content().split())
    for words in ("not agreed", "So far", "provisional"):
        assert words not in settled.replace("marks what is not agreed yet", ""), words


def test_an_area_none_of_whose_items_is_agreed_is_provisional_everywhere() -> None:
    summary = all_agreed(sample_summary())
    first = summary.areas[0]
    items = tuple(replace(item, agreed=False) for item in first.items)
    text = " ".join(read(replace(summary, areas=(replace(first, items=items), *summary.areas[1:])), "areas").content()
                    .split())  # fmt: skip
    assert text.count("provisional") == 1
    assert f"{first.now.rated} not agreed" in text


def test_what_was_agreed_in_two_ways_is_said_in_both_and_marked() -> None:
    summary = all_agreed(sample_summary())
    first = summary.areas[0]
    at = next(at for at, item in enumerate(first.items) if item.result.level is not None)
    both = "The model is good.\nStaff can run it."
    open_one = replace(
        first.items[at], comment=both, result=replace(first.items[at].result, reason=both, disputed=True)
    )
    items = (*first.items[:at], open_one, *first.items[at + 1 :])
    disputed = replace(summary, areas=(replace(first, items=items), *summary.areas[1:]))
    for section in ("areas", "annex"):
        text = " ".join(read(disputed, section).content().split())
        assert text.count("Provisional: changed in two places.") == 1, section
        assert "The model is good. Staff can run it." in text, section
    kept_in_mind = " ".join(read(disputed, "method").content().split())
    assert f"all that was said stands here: {open_one.number}." in kept_in_mind


def test_a_reason_taken_over_from_a_reviewer_does_not_read_as_that_ones_level() -> None:
    summary = all_agreed(sample_summary())
    first = summary.areas[0]
    item = next(item for item in first.items if item.result.level is not None and item.peers)
    peers = tuple(replace(rating, level=3, comment="One correlator is broken.") for rating in item.peers)
    lower = replace(item, peers=peers, comment="", result=replace(item.result, level=2, reason=peers[0].comment))

    def annex(item: ItemResult) -> str:
        alone = replace(summary, areas=(replace(first, items=(item,)),))
        return " ".join(read(alone, "annex").content().split())

    assert "Agreed: One correlator is broken." in annex(lower)
    alike = replace(lower, result=replace(lower.result, level=3))
    assert "Agreed: for the reason given by" in annex(alike)


def with_changes(summary: Summary, *changes: tuple[float, float]) -> Summary:
    """Return as many areas of a summary as there are changes, with these means at the baseline and now."""
    areas = []
    for area, (before, now) in zip(all_agreed(summary).areas, changes, strict=False):
        score = replace(area.now, mean=now, low=now, high=now)
        areas.append(replace(area, now=score, baseline=replace(score, mean=before, low=before, high=before)))
    return replace(summary, areas=tuple(areas))


def test_a_title_counts_the_areas_that_rose_by_so_much_as_their_changes_are_printed() -> None:
    summary = sample_summary()
    short = with_changes(summary, (1.4, 1.745), (1.375, 1.75), (2.0, 2.4))
    assert profile_title(short, NUMBERS).startswith("Two of three areas rose by at least 0.4")
    every = with_changes(summary, (1.3, 1.75), (1.0, 1.4), (2.0, 2.4))
    assert profile_title(every, NUMBERS).startswith("All three areas rose by at least 0.4")


def test_one_area_alone_is_told_of_in_the_singular() -> None:
    (only_one,) = with_changes(sample_summary(), (1.375, 1.75)).areas
    item = replace(only_one.items[0], agreed=True)
    now = replace(only_one.now, rated=1, applicable=1, total=1)
    alone = replace(sample_summary(), areas=(replace(only_one, now=now, items=(item,)),))
    assert profile_title(alone, NUMBERS) == f"“{only_one.title}” is weakest at 1.8"
    text = " ".join(read(alone, "areas").content().split())
    assert "1 of 1 item is rated; the mean level is 1.8" in text
    axes = [Axis("01", "Governance"), Axis("02", "Finance")]
    before, peers = Series("baseline", "", (1.0, None)), Series("peer", "", (1.5, None))
    moved = dumbbell(axes, before, peers, NUMBERS, 208)
    assert moved.alternative == "Change since the baseline: +0.5 for 01 Governance."
    assert radar(axes, [peers], NUMBERS, 262, 206).alternative.startswith("Mean level on the scale 0 to 4: 01")


def test_a_self_rating_is_well_above_the_peers_only_where_its_printed_difference_is() -> None:
    def bars(difference: float) -> int:
        return sum(isinstance(mark, Rect) for mark in difference_sign(difference, NUMBERS, 28, 11))

    assert [bars(difference) for difference in (0.549, 0.571, 0.6)] == [0, 1, 1]


def test_a_change_that_the_printed_means_do_not_give_is_explained_below_their_table_and_only_then() -> None:
    told = "worked out before rounding"
    straight = with_changes(replace(sample_summary(), indicators=()), (1.0, 1.4), (2.0, 2.4))
    straight = replace(straight, areas=tuple(replace(one, self_rating=one.now) for one in straight.areas))
    off = with_changes(straight, (2.34, 2.26), (2.0, 2.4))
    for section in ("profile", "progress"):
        assert told in " ".join(read(off, section).text().split())
        assert told not in " ".join(read(straight, section).text().split())


def test_a_change_that_the_printed_values_of_an_indicator_do_not_give_is_explained_below_their_table() -> None:
    summary = sample_summary()
    first, last = compared_periods(summary)
    for before, now, told in ((46.04, 41.96, True), (46.0, 42.0, False)):
        one = replace(summary.indicators[0], values={first: before, last: now})
        text = " ".join(read(replace(summary, indicators=(one,)), "indicators").text().split())
        assert ("worked out before rounding" in text) is told
