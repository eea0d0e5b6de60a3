"""Which currency people mean: the same whether they type an amount, paste it, or write it over a column."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.currency import OWN_CURRENCY, currency_of
from wopfield.domain.given import read_given
from wopfield.domain.pasted import cells_of, preview
from wopfield.domain.plainly_given import Manner
from wopfield.domain.typed_figure import Reading, read_typed
from wopfield.domain.units import convert
from wopfield.errors import NotANumber

CATALOGUE = indicator_catalogue()
NAMES = ("$", "US$", "USD", "KES", "KSh", "€", "EUR", "R$", "₦", "FCFA", "XOF", "Rs", "euros", "MZN", "birr")
ORDERS = ("5 {name}", "{name} 5", "{name}5", "5{name}", "5 {name}{per}", "5 million {name}", "{name} 5m", "5 m {name}")

Amount = tuple[Decimal, str]
"""How much of a currency, by its code; empty for the utility's own."""


def amount(value: Decimal, unit: str, own_unit: str) -> Amount:
    code = currency_of(unit)
    return convert(value, unit.replace(code, OWN_CURRENCY) if code else unit, own_unit), code


def typed(text: str, code: str, currency: str) -> Amount | None:
    unit = CATALOGUE.variables[code].unit
    try:
        number, said = read_typed(text, Reading(unit, unit, (), currency))
    except NotANumber:
        return None
    return amount(number.value, said, unit)


def pasted(text: str, code: str, currency: str) -> Amount | None:
    variable = CATALOGUE.variables[code]
    found = read_given(variable, text, Manner(currency=currency))
    if found.entry is None or found.typed is None:
        return None
    return amount(found.typed, found.unit, variable.unit)


@pytest.mark.parametrize("currency", ["KES", "USD", "XOF", ""])
@pytest.mark.parametrize("code", ["opex", "tariff_retail", "bill_6m3", "gni_pc"])
def test_an_amount_is_of_the_same_currency_whether_it_is_typed_or_pasted(code: str, currency: str) -> None:
    per = CATALOGUE.variables[code].unit.removeprefix(OWN_CURRENCY)
    texts = [order.format(name=name, per=per) for name in NAMES for order in ORDERS]

    meant = {text: typed(text, code, currency) for text in texts}
    assert meant == {text: pasted(text, code, currency) for text in texts}
    assert sum(each is not None for each in meant.values()) > len(texts) / 3


@pytest.mark.parametrize("text", ["5 USD/m3", "USD 5", "5 $/m3", "$5", "5 US$/m³"])
def test_a_price_in_other_money_is_never_taken_for_the_utilitys_own(text: str) -> None:
    assert typed(text, "tariff_retail", "KES") == pasted(text, "tariff_retail", "KES") == (Decimal(5), "USD")
    assert typed(text, "tariff_retail", "USD") == pasted(text, "tariff_retail", "USD") == (Decimal(5), "")


@pytest.mark.parametrize("head", ["Operating expenses ($)", "Operating expenses $", "Opex, US$", "Staff costs - $"])
def test_a_currency_behind_a_name_counts_also_where_it_is_but_a_sign(head: str) -> None:
    cells = cells_of(f"\t2023\n{head}\t1,300\n")
    kenya, ecuador = (preview(cells, CATALOGUE, None, manner=Manner(currency=code)) for code in ("KES", "USD"))

    (waiting,) = kenya.to_write.values()
    assert (waiting.typed, waiting.unit) == (Decimal(1300), "USD")
    assert "say at which rate" in " ".join(map(str, waiting.remarks))
    (own,) = ecuador.to_write.values()
    assert (own.typed, own.unit) == (Decimal(1300), "")
