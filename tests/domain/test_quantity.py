"""Numbers are read as people type them in any language, and shown so that they cannot be misread."""

from decimal import Decimal
from fractions import Fraction
from math import nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.quantity import (
    THIN,
    DecimalSign,
    change_between,
    decimals,
    format_number,
    parse_number,
    rounded,
    significant,
)
from wopfield.errors import NotANumber

signs: st.SearchStrategy[DecimalSign] = st.sampled_from([".", ","])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("1250", "1250"),
        (" 12.5 ", "12.5"),
        ("12,5", "12.5"),
        ("12٫5", "12.5"),
        ("١٢٫٥", "12.5"),
        ("۱۲۳", "123"),
        ("१२.५", "12.5"),
        ("1 234 567", "1234567"),
        ("1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,25", "1234567.25"),
        ("1\N{NARROW NO-BREAK SPACE}234,5", "1234.5"),
        ("1'234'567.5", "1234567.5"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("12,34,567.5", "1234567.5"),
        ("١٬٢٣٤٬٥٦٧٫٥", "1234567.5"),
        ("1234,567", "1234.567"),
        ("0,234", "0.234"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("-12.5", "-12.5"),
        ("\N{MINUS SIGN}12,5", "-12.5"),
        ("+7", "7"),
        ("\N{RIGHT-TO-LEFT MARK}12", "12"),
        ("0.10", "0.10"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
@pytest.mark.parametrize("decimal", [".", ","])
def test_a_number_is_read_the_same_in_every_language(text: str, value: str, decimal: DecimalSign) -> None:
    typed = parse_number(text, decimal=decimal)
    assert str(typed.value) == value
    assert typed.otherwise is None


@pytest.mark.parametrize(
    ("text", "decimal", "value", "otherwise"),
    [
        ("1,234", ".", "1234", "1.234"),
        ("1,234", ",", "1.234", "1234"),
        ("1.234", ".", "1.234", "1234"),
        ("1.234", ",", "1234", "1.234"),
        ("-12.500", ",", "-12500", "-12.500"),
        ("١,٢٣٤", ".", "1234", "1.234"),
    ],
)
def test_where_a_number_could_be_two_the_language_decides_and_it_is_told(
    text: str, decimal: DecimalSign, value: str, otherwise: str
) -> None:
    typed = parse_number(text, decimal=decimal)
    assert (str(typed.value), str(typed.otherwise)) == (value, otherwise)


@pytest.mark.parametrize(("text", "unit"), [("12.5 %", "%"), ("12.5%", "%"), ("12.5 m3", "m3"), ("12.5", "m3")])
def test_the_unit_may_stand_behind_the_number(text: str, unit: str) -> None:
    assert parse_number(text, unit=unit).value == Decimal("12.5")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "-",
        ".",
        ",",
        "+-5",
        "--5",
        "twelve",
        "12 m",
        "12 500 m3",
        "1 2",
        "12 34",
        "1,23,4",
        "1.2.3",
        "1,2,3.4",
        "1.234.5678",
        "1 234'567",
        "1.2,3.4",
        "1,,234",
        "1. 5",
        "12-5",
        "5-",
        "1e5",
        "1E+06",
        "0x10",
        "1_000",
        "NaN",
        "-nan",
        "inf",
        "-Infinity",
        "∞",
        "=1+1",
        "=SUM(A1:A9)",
        "½",
        "²",
        "Ⅷ",
        "1\n2",
        "1" * 31,
        "1" * 10_000,
        " " * 10_000,
        "\0",
    ],
)
def test_what_is_no_number_is_refused_in_sentences(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        parse_number(text)
    assert refused.value.happened.endswith(".")
    assert refused.value.safe
    assert "12.5" in refused.value.do


@given(st.text(max_size=30), signs)
def test_any_text_is_a_finite_number_or_refused(text: str, decimal: DecimalSign) -> None:
    try:
        typed = parse_number(text, decimal=decimal)
    except NotANumber:
        return
    assert typed.value.is_finite()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4) | st.integers(),
    signs,
)
def test_a_number_shown_can_be_typed_again(value: Decimal | int, decimal: DecimalSign) -> None:
    exact = Decimal(value)
    if len(exact.as_tuple().digits) <= 30:
        assert parse_number(format_number(exact, decimal=decimal), decimal=decimal).value == exact


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234567.80"), f"1{THIN}234{THIN}567.80"),
        (Decimal(999), "999"),
        (Decimal(-1234), f"\N{MINUS SIGN}1{THIN}234"),
        (Decimal("-0"), "0"),
        (Decimal("1E+4"), f"10{THIN}000"),
        (Decimal("0.00001"), "0.00001"),
        (0.1, "0.1"),
        (1e21, f"1{THIN}000{THIN}000{THIN}000{THIN}000{THIN}000{THIN}000{THIN}000"),
    ],
)
def test_numbers_are_shown_in_groups_of_three(value: Decimal | float, shown: str) -> None:
    assert format_number(value) == shown


def test_a_number_is_shown_with_its_unit_and_the_sign_of_the_language() -> None:
    assert format_number(Decimal("1234.565"), decimal=",", places=2, unit="m3") == f"1{THIN}234,57{THIN}m3"
    assert format_number(25.7106, places=1, unit="%") == f"25.7{THIN}%"
    assert format_number(-0.04, places=1) == "0.0"
    assert format_number(Decimal("7.2"), decimal=",", unit="pH") == "pH\N{NO-BREAK SPACE}7,2"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_finite_is_never_shown_as_a_number(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match=r"(?i)nan|inf"):
        format_number(value)


@pytest.mark.parametrize(
    ("value", "figures", "shown"),
    [
        (25.7106, 3, "25.7"),
        (25.7106, 2, "26"),
        (25.7106, 1, "30"),
        (1234567, 2, "1200000"),
        (0, 3, "0"),
        (0.0456, 1, "0.05"),
    ],
)
def test_a_result_is_no_finer_than_its_proof(value: float, figures: int, shown: str) -> None:
    assert str(significant(value, figures)) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (2.25, 1, "2.3"),
        (0.35, 1, "0.4"),
        (1.65, 1, "1.7"),
        (sum([0.55] * 3), 1, "1.7"),  # held as 1.6500000000000001
        (nextafter(1.65, 0), 1, "1.7"),
        (1.6449999, 2, "1.64"),
        (-0.25, 1, "-0.3"),
        (-0.04, 1, "0.0"),
        (0.5, 0, "1"),
        (1e300, 1, f"1{'0' * 300}.0"),
        (Decimal("2.345"), 2, "2.35"),
    ],
)
def test_a_half_is_rounded_away_from_zero_as_people_and_spreadsheets_do(
    value: float | Decimal, places: int, shown: str
) -> None:
    assert str(rounded(value, places)) == shown


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_a_change_of_means_rounds_as_that_of_the_exact_means(before: list[int], now: list[int]) -> None:
    first, last = Fraction(sum(before), len(before)), Fraction(sum(now), len(now))
    exact = abs(last - first) * 10 + Fraction(1, 2)
    shown = rounded(change_between(float(first), float(last)), 1)
    assert abs(shown) * 10 == exact.numerator // exact.denominator
    assert shown == 0 or (shown > 0) == (last > first)


@pytest.mark.parametrize(("first", "last", "shown"), [(2.3, 2.25, "-0.1"), (2.25, 2.3, "0.1"), (1.15, 1.1, "-0.1"),
                                                     (2.3, 2.3, "0.0"), (0.0, 0.0, "0.0"), (7 / 3, 2.0, "-0.3"),
                                                     (5117000.25, 5117000.0, "-0.3")])  # fmt: skip
def test_a_change_that_is_a_tie_rounds_away_from_zero_whichever_way_it_goes(
    first: float, last: float, shown: str
) -> None:
    assert str(rounded(change_between(first, last), 1)) == shown


@pytest.mark.parametrize(("value", "places"), [(0.0, 1), (1.1, 2), (41.0, 1), (5117000.0, 0)])
def test_a_result_has_the_same_decimals_on_screen_and_on_paper(value: float, places: int) -> None:
    assert decimals(value) == places
