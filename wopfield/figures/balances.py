"""What a program is answered about a water balance, and the same as rows of a table."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from wopfield.domain.balance import Amount, Balance, Component
from wopfield.domain.balancing import INPUTS, balances
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.leakage import NightFlow
from wopfield.figures.computing import Encode, Taken, said, take_some
from wopfield.figures.utility_year import UtilityYear
from wopfield.figures.workbooks import Sheet, Value
from wopfield.language import _, meant


def balance_lines(years: Iterable[UtilityYear], catalogue: Catalogue, encode: Encode = json.dumps) -> Iterator[str]:
    """Yield the water balance of each utility-year as JSON."""
    for some in take_some(years, catalogue, INPUTS):
        nights = [read_night(taken.night_flow) for taken in some]
        made = balances([taken.entries for taken in some], catalogue.names, nights=nights)
        for taken, night, each in zip(some, nights, made, strict=True):
            yield encode(_answer(taken, night, each))


def _answer(taken: Taken, night: NightFlow | None, made: Balance) -> dict[str, object]:
    found: dict[str, object] = {
        "id": taken.id,
        "components": {each.code: _component(each) for each in made.components()},
        "results": {
            each.code: {**_amount(each.amount), "unit": each.unit, "indicator": each.indicator}
            for each in made.measures
        },
        "real_losses_from_below": {each.code: _component(each) for each in made.located},
        "advice": [
            {"entry": each.entry, "share": each.share, "half_now": each.half_now, "half_if_exact": each.half_then}
            for each in made.advice[:5]
        ],
        "missing": list(made.missing),
        "warnings": [said(remark) for remark in made.warnings],
    }
    if made.by_night is not None:
        found["real_losses_by_night_flow"] = _amount(made.by_night)
    refused = dict(taken.refused)
    if taken.night_flow is not None and night is None:
        refused["night_flow"] = _("It does not say a “flow” in m3 an hour as a number.")
    if refused:
        found["refused"] = refused
    if taken.told:
        found["remarks"] = list(taken.told)
    if taken.problem:
        found["problem"] = taken.problem
    return found


def table(made: Balance) -> list[tuple[str, ...]]:
    """Return the standard table as rows of text, its head first; what is not known is empty."""
    rows = [("" if cell is None else str(cell) for cell in row) for row in _rows(made)]
    return [_heads(), *map(tuple, rows)]


def balance_sheet(years: Iterable[UtilityYear], catalogue: Catalogue) -> Sheet:
    """Return the standard table of each utility-year, one below the other, and what each part lacks."""
    rows: list[tuple[Value, ...]] = [("id", *_heads(), _("lacks"))]
    for some in take_some(years, catalogue, INPUTS):
        for taken, made in zip(some, balances([each.entries for each in some], catalogue.names), strict=True):
            lacks = (", ".join(each.volume.missing) for each in made.components())
            rows += [(str(taken.id or ""), *row, lack) for row, lack in zip(_rows(made), lacks, strict=True)]
    return Sheet(_("Water balance"), tuple(rows))


def _heads() -> tuple[str, ...]:
    low, high = meant("low", "limit"), meant("high", "limit")
    return _("code"), _("component"), "m3", low, high, _("percent of water supplied"), _("local currency")


def _rows(made: Balance) -> Iterator[tuple[Value, ...]]:
    for each in made.components():
        numbers = (each.volume.value, each.volume.low, each.volume.high, each.percent.value, each.money.value)
        yield each.code, _(each.label), *numbers


def read_night(raw: object) -> NightFlow | None:
    """Return the night flow an object of a file gives, ``{"flow": 120, "night_use": 30, "day_factor": 20}``."""
    if not isinstance(raw, Mapping):
        return None
    numbers = {
        name: float(raw[name])
        for name in ("flow", "night_use", "day_factor", "accuracy")
        if isinstance(raw.get(name), (int, float, Decimal)) and not isinstance(raw[name], bool)
    }
    if "flow" not in numbers or not all(0 <= number < 1e9 for number in numbers.values()):
        return None
    return NightFlow(**numbers)


def _component(component: Component) -> dict[str, object]:
    found = {**_amount(component.volume), "percent": component.percent.value, "money": component.money.value}
    if component.indicator:
        found["indicator"] = component.indicator
    return found


def _amount(amount: Amount) -> dict[str, object]:
    return {"value": amount.value, "low": amount.low, "high": amount.high, "missing": list(amount.missing)}
