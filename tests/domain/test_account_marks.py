"""Accounts write what is paid out in brackets: it is taken as the amount, and said, before anything is written."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import read_given
from wopfield.domain.pasted import cells_of, preview
from wopfield.domain.plainly_given import Manner

CATALOGUE = indicator_catalogue()


@pytest.mark.parametrize(
    "text", ["(1,200.00)", "( 1 200 )", "KES (1,200.0)", "(KES 1200)", "(1200)*", "(1,200.00) [2]"]
)
def test_what_was_paid_out_is_an_amount_though_it_stands_in_brackets(text: str) -> None:
    costs = read_given(CATALOGUE.variables["opex"], text, Manner(currency="KES"))

    assert costs.entry is not None
    assert (costs.entry.value, costs.typed, costs.unit) == (Decimal(1200), Decimal(1200), "")
    assert [str(remark) for remark in costs.remarks] == ["In brackets: read as an amount paid out."]


def test_other_money_in_brackets_waits_for_its_rate_too() -> None:
    costs = read_given(CATALOGUE.variables["opex"], "$ (1,200.00)", Manner(currency="KES"))

    remarks = [remark.kind for remark in costs.remarks]
    assert (costs.typed, costs.unit, remarks) == (Decimal(1200), "USD", ["brackets", "rate"])


@pytest.mark.parametrize("code", ["v_meter_adj", "v_own"])
def test_what_is_no_money_is_below_zero_in_brackets_and_that_is_said(code: str) -> None:
    volume = read_given(CATALOGUE.variables[code], "(12.5)")

    assert volume.entry is not None
    assert volume.entry.value == Decimal("-12.5")
    assert [str(remark) for remark in volume.remarks] == ["In brackets: read as below zero."]


@pytest.mark.parametrize("text", ["-1200", "1200-"])
def test_a_cost_with_a_minus_stays_below_zero_so_that_it_is_asked_about(text: str) -> None:
    costs = read_given(CATALOGUE.variables["opex"], text)
    assert costs.entry is not None
    assert costs.entry.value == -1200


def test_of_a_column_of_costs_in_brackets_the_comma_is_no_question() -> None:
    text = "\t2022\t2023\nOperating expenses\t(402,100)\t(1,398,450)\nLabour costs\t(198,300)\t(201,000)\n"
    found = preview(cells_of(text), CATALOGUE)

    assert [given.typed for given in found.to_write.values()] == [402_100, 1_398_450, 198_300, 201_000]
    assert {remark.kind for given in found.to_write.values() for remark in given.remarks} == {"brackets"}


def test_words_in_brackets_are_refused_as_they_stand() -> None:
    refused = read_given(CATALOGUE.variables["v_own"], "(KES 5)").refused
    assert str(refused) == "“(KES 5)”: This is not a number."
