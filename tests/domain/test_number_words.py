"""A word or a letter for how large a number is is understood where it can mean one thing only, and said."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import Given, read_given
from wopfield.domain.plainly_given import Manner


def given(code: str, text: str, unit: str = "", manner: Manner | None = None) -> Given:
    return read_given(indicator_catalogue().variables[code], text, manner or Manner(), unit)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("opex", "$1.3m", "1300000"),
        ("opex", "€1.3M", "1300000"),
        ("opex", "1.3M€", "1300000"),
        ("opex", "-1.3m", "-1300000"),
        ("opex", "Rs 2 crore", "20000000"),
        ("opex", "Rs. 12.5 lakh", "1250000"),
        ("opex", "€ 2,5 milliards", "2500000000"),
        ("opex", "1.3 bn", "1300000000"),
        ("opex", "0 m", "0"),
        ("v_own", "1.3 million", "1300000"),
        ("v_own", "45 thousand m3", "45000"),
        ("v_own", "1.3 thousand ML", "1300000"),
        ("kwh_water", "1.3 million kWh", "1300000"),
        ("pop_water", "1.3m", "1300000"),
        ("pop_water", "١٫٣ مليون", "1300000"),
        ("n_conn_water", "45k", "45000"),
    ],
)
def test_a_number_with_a_word_is_read_and_it_is_said_as_what(code: str, text: str, value: str) -> None:
    found = given(code, text)
    assert found.entry is not None
    assert found.entry.value == Decimal(value)
    assert [remark.kind for remark in found.remarks if remark.parts["text"] == text] == ["worded"]


@pytest.mark.parametrize("text", ["USD 1.3 m", "USD 1.3 million", "1.3m USD", "$1.3m USD"])
def test_money_of_another_currency_waits_for_its_rate(text: str) -> None:
    found = given("opex", text, manner=Manner(currency="NGN"))
    remarks = [each.kind for each in found.remarks]
    assert (found.typed, found.unit, remarks) == (Decimal(1_300_000), "USD", ["worded", "rate"])
    rated = given("opex", text, manner=Manner(currency="NGN", rates={"USD": Decimal(1500)}))
    assert rated.entry is not None
    assert rated.entry.value == 1_950_000_000


def test_a_letter_is_a_metre_where_lengths_are_measured_and_nothing_where_water_is() -> None:
    length, pressure = given("len_mains", "1300m"), given("pressure_avg", "25m")
    assert length.entry is not None
    assert length.entry.value == Decimal("1.3")
    assert pressure.entry is not None
    assert pressure.entry.value == 25
    assert given("v_own", "1.3m").refused is not None


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("opex", "1.3 mil", ""),
        ("opex", "1.3m", "million local currency"),
        ("opex", "USD 1.3 m", "EUR"),
        ("pop_water", "$1.3m", ""),
        ("tariff_retail", "1.3m", ""),
        ("cost_var", "1.3 million", ""),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused_in_words(code: str, text: str, unit: str) -> None:
    found = given(code, text, unit)
    assert found.entry is None
    assert found.refused is not None
    assert text in str(found.refused)


def test_where_the_number_itself_can_be_read_in_two_ways_both_are_said() -> None:
    (said,) = given("opex", "$1,234k", manner=Manner(sure=False)).remarks
    assert said.kind == "ambiguous"
    assert "1\u202f234\u202f000" in said.parts["value"]
    assert "1\u202f234\u202flocal" in said.parts["other"]
