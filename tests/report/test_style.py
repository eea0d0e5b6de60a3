"""Colours keep their order and their contrast, on paper as on screen."""

from itertools import pairwise

import pytest

from wopfield.domain.quantity import decimals
from wopfield.report.numbers import Numbers, number_word
from wopfield.report.style import (
    AMBER_TEXT,
    BETTER,
    INK,
    LEVEL_FILLS,
    MUTED,
    PRIMARY,
    TEXT,
    WHITE,
    WORSE,
    contrast,
    half_step,
    level_fill,
    mixed,
    numeral_colour,
    rgb,
)

HALVES = [step / 2 for step in range(9)]


@pytest.mark.parametrize("step", HALVES)
def test_numerals_can_be_read_on_every_half_step(step: float) -> None:
    assert contrast(level_fill(step), numeral_colour(step)) >= 4.5


@pytest.mark.parametrize("colour", [INK, TEXT, MUTED, PRIMARY, AMBER_TEXT, BETTER, WORSE])
def test_text_can_be_read_on_paper(colour: str) -> None:
    assert contrast(colour, WHITE) >= 4.5


def test_a_higher_level_is_always_darker() -> None:
    lightness = [
        sum(weight * part for weight, part in zip((0.21, 0.72, 0.07), rgb(level_fill(step)), strict=True))
        for step in HALVES
    ]
    assert all(light > dark for light, dark in pairwise(lightness))


@pytest.mark.parametrize("level", range(5))
def test_whole_levels_have_exactly_the_colour_of_the_screen(level: int) -> None:
    assert level_fill(level) == LEVEL_FILLS[level]


@pytest.mark.parametrize(
    ("mean", "step"),
    [(0.0, 0.0), (0.24, 0.0), (0.25, 0.5), (1.3, 1.5), (2.74, 2.5), (2.75, 3.0), (4.0, 4.0), (9.0, 4.0)],
)
def test_means_are_coloured_in_half_steps(mean: float, step: float) -> None:
    assert half_step(mean) == step


def test_mixing_ends_at_the_colours_it_begins_with() -> None:
    assert mixed("#A3D08F", "#1D6A96", 0) == "#A3D08F"
    assert mixed("#A3D08F", "#1D6A96", 1) == "#1D6A96"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1,234.5"), ("fr", "1\u00a0234,5"), ("es", "1234,5"), ("pt", "1.234,5"), ("ar", "1,234.5")],
)
def test_figures_are_written_as_the_language_does(language: str, written: str) -> None:
    assert Numbers(language).decimal(1234.5).replace("٬", ",").replace("٫", ".") in (
        written,
        written.replace("1234", "1.234"),
    )


@pytest.mark.parametrize("language", ["", "xx", "not a language", "en-US-posix-nowhere", "../../etc"])
def test_a_language_nobody_knows_is_written_like_english(language: str) -> None:
    assert Numbers(language).decimal(1234.5) == "1,234.5"


def test_signs_are_true_and_zero_has_none() -> None:
    numbers = Numbers()
    assert numbers.signed(0.5) == "+0.5"
    assert numbers.signed(-0.5) == "−0.5"
    assert numbers.signed(-0.04) == "0.0"
    assert numbers.range(1, 2.25) == "1.0–2.3"


def test_a_date_and_a_percentage_stay_on_one_line() -> None:
    from datetime import date

    numbers = Numbers()
    assert numbers.day(date(2026, 10, 5)) == "5\u00a0October\u00a02026"
    assert numbers.percent(0.371) == "37\u00a0%"
    assert numbers.days(date(2026, 10, 5), date(2026, 10, 16)) == "5\u00a0–\u00a016\u00a0October\u00a02026"
    assert numbers.days(date(2026, 10, 5), None) == "5\u00a0October\u00a02026"
    assert numbers.days(None, None) == ""


@pytest.mark.parametrize(
    ("value", "digits"), [(0.86, 2), (1.99, 2), (7.9, 1), (37.1, 1), (117.0, 0), (0.0, 1), (-12.0, 1)]
)
def test_decimals_follow_the_size_of_a_figure(value: float, digits: int) -> None:
    assert decimals(value) == digits


def test_small_counts_are_written_in_words() -> None:
    assert [number_word(count) for count in (0, 2, 12, 13)] == ["no", "two", "twelve", "13"]
