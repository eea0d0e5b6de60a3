"""Charts are strokes worked out from values, the same for paper and screen."""

import sys
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.reading import letters
from tests.report.sample import TODAY, sample_summary
from wopfield.checklists.library import built_in
from wopfield.domain.comparison import Quartiles
from wopfield.domain.summary import ActionLine, Direction, Score
from wopfield.language import OWN_NAMES, shipped_text, spoken
from wopfield.report.area_means import Axis, Series
from wopfield.report.chart import bars, dumbbell, legend, radar
from wopfield.report.drawing import Circle, Clip, Drawing, Label, Mark, Path, Rect
from wopfield.report.numbers import Numbers
from wopfield.report.peers import among_peers
from wopfield.report.series import (
    against_good_practice,
    change_marks,
    change_of,
    confidence_bar,
    sparkline,
    told_over_time,
)
from wopfield.report.signs import change_sign, hatched_cell, item_cell, level_cell, score_cell, share_bar
from wopfield.report.standing import Standing
from wopfield.report.style import AMBER, BODY, LEVEL_FILLS, PRIMARY, TextStyle
from wopfield.report.text import lines_of, width_of
from wopfield.report.timebars import COLUMN, bar, grid_for, head_marks, today_line
from wopfield.report.trend import trend

NUMBERS = Numbers()
NAME = TextStyle("condensed", 7.4, 8.6)
MEANS = st.one_of(st.none(), st.floats(0, 4))


def axes(count: int) -> list[Axis]:
    return [Axis(f"{at:02d}", f"Area number {at}") for at in range(1, count + 1)]


def mean_of(mean: float) -> Score:
    return Score(mean, mean, mean, 20, 20, 20)


def labels(marks: "tuple[Mark, ...] | list[Mark]") -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


def dots(drawing: Drawing) -> list[Circle]:
    return [
        mark for mark in drawing.marks if isinstance(mark, Circle) and mark.stroke and mark.stroke.colour == PRIMARY
    ]


def flat(marks: "tuple[Mark, ...] | list[Mark]") -> list[Mark]:
    return [inner for mark in marks for inner in (flat(mark.inside) if isinstance(mark, Clip) else [mark])]


def test_drawing_a_chart_needs_no_pdf_library() -> None:
    code = (
        "import sys; from wopfield.report import chart, series, signs, timebars;"
        "sys.exit(any(name.startswith(('reportlab', 'pikepdf', 'PySide6')) for name in sys.modules))"
    )
    import subprocess

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.lists(MEANS, min_size=5, max_size=14))
def test_a_radar_shows_a_dot_for_each_rated_area_on_the_fixed_scale(values: list[float | None]) -> None:
    drawing = radar(axes(len(values)), [Series("peer", "Peer", tuple(values))], NUMBERS, 262, 206)
    shown = dots(drawing)
    assert len(shown) == sum(value is not None for value in values)
    middle_x, middle_y = 131, 104
    distances = sorted(((dot.x - middle_x) ** 2 + (dot.y - middle_y) ** 2) ** 0.5 for dot in shown)
    rated = sorted(value for value in values if value is not None)
    for (near, far), (low, high) in zip(pairwise(distances), pairwise(rated), strict=True):
        assert (far - near) == pytest.approx((high - low) * 80 / 4, abs=0.01)


def test_a_radar_is_never_joined_across_an_area_that_is_not_rated() -> None:
    whole = radar(axes(6), [Series("peer", "Peer", (2.0,) * 6)], NUMBERS, 262, 206)
    holed = radar(axes(6), [Series("peer", "Peer", (2.0, None, 2.0, 2.0, 2.0, 2.0))], NUMBERS, 262, 206)

    def joined(drawing: Drawing) -> int:
        lines = [mark for mark in drawing.marks if isinstance(mark, Path) and mark.stroke and mark.stroke.width == 1.8]
        return sum(len(mark.points) if mark.closed else len(mark.points) - 1 for mark in lines)

    assert joined(whole) == 6
    assert joined(holed) == 4
    assert not [mark for mark in holed.marks if isinstance(mark, Path) and mark.fill and mark.fill.colour == PRIMARY]


def test_an_area_of_which_little_is_rated_is_drawn_hollow() -> None:
    drawing = radar(
        axes(5), [Series("peer", "Peer", (2.0,) * 5, (True, False, False, False, False))], NUMBERS, 262, 206
    )
    assert [dot.fill.colour for dot in dots(drawing) if dot.fill].count("#FFFFFF") == 1


@given(st.lists(st.tuples(MEANS, MEANS), min_size=1, max_size=14))
def test_a_dumbbell_goes_from_the_weakest_to_the_strongest_and_names_every_area(
    pairs: list[tuple[float | None, float | None]],
) -> None:
    start = Series("baseline", "Then", tuple(first for first, _last in pairs))
    end = Series("peer", "Now", tuple(last for _first, last in pairs))
    drawing = dumbbell(axes(len(pairs)), start, end, NUMBERS, 208)
    across = [dot.x for dot in dots(drawing)]
    assert across == sorted(across)
    assert labels(drawing.marks).count("not rated") == sum(last is None for last in end.values)
    for at in range(1, len(pairs) + 1):
        assert f"{at:02d}" in labels(drawing.marks)


def test_a_dumbbell_prints_the_change_it_draws() -> None:
    drawing = dumbbell(axes(1), Series("baseline", "", (1.0,)), Series("peer", "", (1.5,)), NUMBERS, 208)
    assert "+0.5" in labels(drawing.marks)


@pytest.mark.parametrize(("before", "now", "shown"), [(2.3, 2.25, "−0.1"), (2.25, 2.3, "+0.1"), (2.3, 2.3, "0.0")])
def test_chart_and_table_print_the_same_change_also_of_a_tie(before: float, now: float, shown: str) -> None:
    area = replace(sample_summary().areas[0], baseline=mean_of(before), now=mean_of(now))
    drawing = dumbbell(axes(1), Series("baseline", "", (before,)), Series("peer", "", (now,)), NUMBERS, 208)
    assert shown in labels(drawing.marks)
    assert shown in labels(change_sign(area.change, NUMBERS, 0, 11))


@given(st.lists(st.text(max_size=40), min_size=1, max_size=14), st.sampled_from([radar, bars]))
def test_any_names_can_stand_on_a_chart(names: list[str], draw: object) -> None:
    assert callable(draw)
    shown = [Axis(str(at), name) for at, name in enumerate(names)]
    drawing = draw(shown, [Series("peer", "Peer", (1.0,) * len(names))], NUMBERS, 262, 206)
    assert drawing.alternative


@pytest.mark.parametrize("code", OWN_NAMES)
def test_our_areas_stand_on_the_charts_of_the_summary_with_their_whole_names(code: str) -> None:
    with spoken(code):
        names = [shipped_text(area.title) or area.title for area in built_in()[0].areas]
        shown = [Axis(f"{at:02d}", name) for at, name in enumerate(names, 1)]
        now, then = (Series(kind, "", (1.0,) * len(names)) for kind in ("peer", "baseline"))
        drawn = [radar(shown, [now], NUMBERS, 262, 206), dumbbell(shown, then, now, NUMBERS, 208)]
    assert len(names) == 12
    for drawing in drawn:
        words = " ".join(labels(drawing.marks))
        assert "…" not in words
        for name in names:
            assert all(word in words for word in name.split())


LONG = (
    "Management of the distribution network and reduction of losses in the hill zones",
    "Governance, relations with the communes and social responsibility",
    "Asset management, rehabilitation and replacement planning",
    "Customer service, complaints, communication and public participation",
    "Laboratory and water quality surveillance",
    "Human resources, training and safety at work",
    "Wastewater collection and faecal sludge management",
    "Energy",
    "Financial planning, tariffs and billing",
    "Information technology and data protection",
    "Emergency preparedness and climate resilience planning",
    "Procurement",
)


@pytest.mark.parametrize("count", range(5, 13))
def test_long_names_around_a_radar_keep_apart_and_are_cut_between_words_only(count: int) -> None:
    shown = [Axis(f"{at:02d}", name) for at, name in enumerate(LONG[:count], 1)]
    drawing = radar(shown, [Series("peer", "", (2.0,) * count)], NUMBERS, 262, 206)
    written = [
        mark
        for mark in drawing.marks
        if isinstance(mark, Label) and mark.face == "condensed" and mark.text[:1].isalpha()
    ]
    known = {word for name in LONG for word in name.split()}
    assert {word.rstrip("…") for mark in written for word in mark.text.split()} <= known | {
        word.rstrip(",") for word in known
    }
    boxes = [(mark.x, mark.y - 6.2, mark.x + width_of(mark.text, NAME), mark.y) for mark in written]
    assert all(left >= -0.1 and top >= -1 and right <= 262.1 and foot <= 208 for left, top, right, foot in boxes)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    cut = sum("…" in mark.text for mark in written)
    assert cut <= 4


def test_a_chart_says_in_a_sentence_what_it_shows() -> None:
    drawing = radar(axes(5), [Series("peer", "Peer", (1.0, 2.0, 3.5, None, 0.5))], NUMBERS, 262, 206)
    assert "lowest 05\u00a0Area number 5 at 0.5" in drawing.alternative
    assert "highest 03\u00a0Area number 3 at 3.5" in drawing.alternative
    assert "Not rated: 1." in drawing.alternative


def test_a_dumbbell_says_how_far_areas_moved_and_bars_say_what_was_before() -> None:
    then, now = Series("baseline", "Before", (1.0, 2.0, 3.5)), Series("peer", "Now", (2.0, 1.7, None))
    moved = dumbbell(axes(3), then, now, NUMBERS, 262).alternative
    assert moved == (
        "Change of 2 areas since the baseline: from −0.3 for 02\u00a0Area number 2 to +1.0 for 01\u00a0Area number 1."
    )
    own = dumbbell(axes(3), replace(then, kind="self"), now, NUMBERS, 262).alternative
    assert own.startswith("Self-rating less peer rating of 2 areas: from −1.0 for 01")
    assert "moved from −0.3 for 02" in bars(axes(3), [now, then], NUMBERS, 262, 80).alternative


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((None, None, None), "No value could be worked out."),
        ((None, 3.0, None), "3 in 2024, the only year with a value."),
        ((97.0, 93.0, 90.0), "From 97 in 2023 to 90 in 2025."),
        ((97.0, 99.0, 90.0), "From 97 in 2023 to 90 in 2025, with the most, 99, in 2024."),
        ((97.0, 80.0, 90.0), "From 97 in 2023 to 90 in 2025, with the least, 80, in 2024."),
    ],
)
def test_a_line_over_the_years_is_told_in_a_sentence_with_its_extremes(
    values: tuple[float | None, ...], told: str
) -> None:
    assert told_over_time(("2023", "2024", "2025"), values, NUMBERS.whole) == told


def test_an_area_that_the_team_has_not_agreed_on_is_ringed_in_every_chart_and_named() -> None:
    shown, values = axes(6), (1.0, 2.0, 3.5, 0.5, 2.5, 1.5)
    open_ones = Series("peer", "Peer", values, unsettled=(False, True, False, False, True, False))
    before = Series("baseline", "Before", (1.0,) * 6)

    def rings(drawing: Drawing) -> int:
        dashed = [mark.stroke for mark in drawing.marks if isinstance(mark, Circle | Rect) and mark.stroke]
        return sum(bool(stroke.dash) for stroke in dashed)

    for drawing in (
        radar(shown, [open_ones, before], NUMBERS, 262, 206),
        dumbbell(shown, before, open_ones, NUMBERS, 208),
        bars(shown, [open_ones], NUMBERS, 262, 206),
    ):
        assert rings(drawing) == 2
        assert "Not agreed yet: 02, 05." in drawing.alternative
    assert rings(legend([open_ones], 262)) == 1
    with spoken("ar"):
        drawings = (radar(shown, [open_ones], NUMBERS, 262, 206), dumbbell(shown, before, open_ones, NUMBERS, 208))
        (told,) = {drawing.alternative.rpartition(":")[2] for drawing in drawings}
    assert told.index("02") < told.index("05")
    settled = replace(open_ones, unsettled=())
    assert rings(radar(shown, [settled, before], NUMBERS, 262, 206)) == rings(legend([settled], 262)) == 0


def test_a_legend_names_each_series_by_its_sign() -> None:
    drawing = legend([Series("peer", "Peer 2026", ()), Series("self", "Self 2026", ())], 262)
    assert labels(drawing.marks) == ["Peer 2026", "Self 2026"]
    assert [mark for mark in drawing.marks if isinstance(mark, Path) and mark.stroke and mark.stroke.colour == AMBER]


@given(st.tuples(*[st.integers(0, 60)] * 5))
def test_parts_of_a_share_bar_are_as_wide_as_their_counts(counts: tuple[int, ...]) -> None:
    marks = [mark for mark in share_bar(counts, 100, 12) if isinstance(mark, Rect)]
    if not sum(counts):
        assert flat(share_bar(counts, 100, 12)) == flat(hatched_cell(100, 12))
        return
    room = 100 - 1.2 * (len(marks) - 1)
    shown = [count for count in counts if count]
    for mark, count in zip(marks, shown, strict=True):
        assert mark.width == pytest.approx(room * count / sum(counts))
    assert marks[-1].x + marks[-1].width == pytest.approx(100)


def test_what_is_not_rated_is_a_hatch_and_never_a_figure() -> None:
    nothing = score_cell(Score(None, None, None, 0, 9, 9), NUMBERS, 30, 16)
    assert labels(flat(nothing)) == []
    assert labels(flat(item_cell(Standing("not rated"), 18, 13))) == []
    assert labels(flat(item_cell(Standing("does not apply"), 18, 13))) == ["n/a"]


def test_every_level_is_its_colour_and_its_numeral() -> None:
    for level, fill in enumerate(LEVEL_FILLS):
        rect, label = level_cell(level, str(level), 18, 13)
        assert isinstance(rect, Rect)
        assert isinstance(label, Label)
        assert rect.fill
        assert (rect.fill.colour, label.text) == (fill, str(level))


def test_an_open_item_shows_its_range_between_dashes() -> None:
    marks = item_cell(Standing("rated", 1, 3, False), 18, 13)
    assert labels(marks) == ["1–3"]
    assert any(isinstance(mark, Rect) and mark.stroke and mark.stroke.dash for mark in marks)


def test_every_range_runs_the_way_an_arabic_page_is_read() -> None:
    with spoken("ar"):
        cell = item_cell(Standing("rated", 1, 2, False), 18, 13)
        (written,) = [mark.text for mark in cell if isinstance(mark, Label)]
        drawn = [letters(lines_of(text, BODY, 100)).strip() for text in (written, Numbers("ar").range(1, 2, 0))]
    assert drawn == ["2–1", "2–1"]


def test_a_level_not_agreed_is_outlined_with_dashes() -> None:
    marks = item_cell(Standing("rated", 2, 2, False), 18, 13)
    assert labels(marks) == ["2"]
    assert any(isinstance(mark, Rect) and mark.stroke and mark.stroke.dash for mark in marks)


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=8))
def test_a_sparkline_leaves_a_gap_where_a_year_is_missing(values: list[float | None]) -> None:
    marks = sparkline(values, None, PRIMARY)
    joined = [mark for mark in marks if isinstance(mark, Path)]
    assert len(joined) == sum(first is not None and last is not None for first, last in pairwise(values))
    for mark in joined:
        assert all(-0.01 <= x <= 54.01 and -0.01 <= y <= 14.01 for x, y in mark.points)


@pytest.mark.parametrize(
    ("first", "last", "direction", "goal", "better"),
    [
        (10.0, 12.0, "higher_better", None, True),
        (10.0, 12.0, "lower_better", None, False),
        (10.0, 10.05, "higher_better", None, None),
        (10.0, 12.0, "target", None, None),
        (10.0, 12.0, "target", 12.5, True),
        (10.0, 12.0, "target", 9.0, False),
    ],
)
def test_a_change_is_better_worse_or_neither(
    first: float, last: float, direction: Direction, goal: float | None, better: bool | None
) -> None:
    change = change_of(first, last, direction, goal)
    assert change is not None
    assert change.better is better


def test_a_change_for_the_better_is_told_from_none_that_is_clear_without_colour() -> None:
    better, unclear, worse = (
        change_marks(change_of(100.0, last, "higher_better"), (), NUMBERS, 40) for last in (110.0, 100.5, 90.0)
    )
    looks = [[mark.face for mark in marks if isinstance(mark, Label)] for marks in (better, unclear, worse)]
    assert looks[0] != looks[1]
    assert len(worse) == len(better) + 1


def test_a_missing_year_gives_no_change() -> None:
    assert change_of(None, 3.0, "higher_better") is None
    assert change_of(3.0, None, "higher_better") is None


@pytest.mark.parametrize("direction", ["higher_better", "lower_better"])
def test_right_is_always_better_on_the_track_of_good_practice(direction: Direction) -> None:
    worse, better = (20.0, 60.0) if direction == "higher_better" else (60.0, 20.0)
    marks = against_good_practice(worse, better, 40.0, direction, 100)
    ring = next(mark for mark in marks if isinstance(mark, Circle))
    now = marks[-1]
    assert isinstance(now, Path)
    assert ring.x < now.points[0][0]


def test_no_track_without_a_known_good_practice() -> None:
    assert against_good_practice(1.0, 2.0, None, "higher_better", 100) == []
    assert against_good_practice(1.0, None, 3.0, "higher_better", 100) == []


def test_a_trend_ends_in_its_target() -> None:
    drawing = trend(["2024", "2025", "2026"], [44.0, 40.0, 37.1], ("2029", 25.0), NUMBERS, 200, 100)
    assert {"37.1", "25 goal", "2029"} <= set(labels(drawing.marks))


def test_the_first_value_of_a_trend_is_no_figure_of_its_axis() -> None:
    drawing = trend(["2024", "2025"], [67.1, 71.5], None, NUMBERS, 400, 84, words=["67.1", "71.5"])
    texts = [mark for mark in drawing.marks if isinstance(mark, Label)]
    first = next(mark for mark in texts if mark.text == "67.1")
    beside = max(mark.x for mark in texts if mark.anchor == "end")
    assert first.anchor == "start"
    assert first.x - beside >= 8


def test_shares_of_confidence_name_their_letter() -> None:
    drawing = confidence_bar([("A", 31), ("B", 44), ("C", 19), ("D", 6)], NUMBERS, 150, 12)
    assert labels(drawing.marks) == ["A 31\u00a0%", "B 44\u00a0%", "C 19\u00a0%", "D"]
    assert "D 6\u00a0%" in drawing.alternative


def action(starts: date | None, due: date | None) -> ActionLine:
    return ActionLine("a", "A1", "t", "", "", "", "", starts, due, "under_way", 50, "", None, "", "quick_win")


@given(
    st.lists(
        st.tuples(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.dates(date(2000, 1, 1), date(2080, 1, 1))),
        max_size=6,
    )
)
def test_every_bar_of_time_lies_on_the_grid(spans: list[tuple[date, date]]) -> None:
    actions = [action(first, last) for first, last in spans]
    grid = grid_for(actions, TODAY)
    assert 4 <= grid.count <= 9
    for one in actions:
        for mark in bar(one, grid, TODAY):
            assert isinstance(mark, Rect)
            assert mark.x >= -1
            assert mark.x + mark.width <= grid.width + 1


def test_a_plan_of_two_years_has_a_column_for_each_quarter() -> None:
    grid = grid_for(sample_summary().actions, TODAY)
    assert grid.months == 3
    assert labels(head_marks(grid, 27))[:2] == ["Q2", "Q3"]


def test_the_share_done_is_filled() -> None:
    whole, done = (
        mark
        for mark in bar(
            action(date(2026, 1, 1), date(2026, 12, 31)),
            grid_for([action(date(2026, 1, 1), date(2026, 12, 31))], TODAY),
            TODAY,
        )
    )
    assert isinstance(whole, Rect)
    assert isinstance(done, Rect)
    assert done.width == pytest.approx(whole.width / 2)


def test_an_action_without_dates_says_so() -> None:
    assert labels(bar(action(None, None), grid_for([], TODAY), TODAY)) == ["no date yet"]


def test_today_is_marked_only_on_the_grid() -> None:
    grid = grid_for([action(date(2026, 1, 1), date(2026, 12, 31))], TODAY)
    assert labels(today_line(grid, TODAY, 0, 100)) == ["today"]
    assert today_line(grid, date(2031, 1, 1), 0, 100) == []
    assert grid.x(date(2026, 4, 1)) == pytest.approx(COLUMN)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted),
    st.floats(-1e6, 1e6),
    st.sampled_from(["higher_better", "lower_better", "target"]),
)
def test_among_peers_right_is_better_and_nothing_leaves_the_track(
    quartiles: list[float], now: float, direction: Direction
) -> None:
    group = Quartiles(12, *quartiles)
    drawing = among_peers(None, now, group, direction, NUMBERS, 106)
    diamond_at = next(mark for mark in drawing.marks if isinstance(mark, Path) and len(mark.points) == 4)
    x = diamond_at.points[0][0]
    assert 0 <= x <= 106
    tick = next(mark for mark in drawing.marks if isinstance(mark, Path) and len(mark.points) == 2).points[0][0]
    better = now < group.median if direction == "lower_better" else now > group.median
    assert x >= tick - 1e-6 if better else x <= tick + 1e-6
    assert "12" in drawing.alternative


def test_a_change_that_is_not_clear_has_a_sign_and_one_that_is_neither_good_nor_bad_has_none() -> None:
    def said(first: float, last: float, direction: Direction) -> str:
        marks = change_marks(change_of(first, last, direction), (), NUMBERS, 40)
        return next(mark.text for mark in marks if isinstance(mark, Label))

    assert said(100.0, 100.5, "higher_better").startswith("≈")
    assert not said(100.0, 90.0, "target").startswith("≈")
    assert not said(100.0, 110.0, "higher_better").startswith("≈")
