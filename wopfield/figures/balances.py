"""What a program is answered about a water balance, and the same as rows of a table."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import isfinite

from wopfield.domain.balance import IN_METRIC_FORM, Amount, Balance, Component, Measure
from wopfield.domain.balancing import INPUTS, balances
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.leakage import NightFlow
from wopfield.figures.computing import Encode, Taken, said, take_some
from wopfield.figures.utility_year import UtilityYear
from wopfield.figures.workbooks import Sheet, Value
from wopfield.language import _, meant


def balance_lines(years: Iterable[UtilityYear], catalogue: Catalogue, encode: Encode = json.dumps) -> Iterator[str]:
    """Yield the water balance of each utility-year as JSON."""
    written = _Written(encode)
    for some in take_some(years, catalogue, INPUTS):
        nights = [read_night(taken.night_flow) for taken in some]
        made = balances([taken.entries for taken in some], catalogue.names, nights=nights)
        for taken, night, each in zip(some, nights, made, strict=True):
            yield _answer(taken, night, each, written, encode)


class _Written:
    """Parts of balances as JSON; what is the same of many utilities is written once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._missing: dict[tuple[str, ...], str] = {}

    def components(self, listed: Iterable[Component]) -> str:
        """Return components by their codes."""
        return ", ".join([f'"{each.code}": {self._component(each)}' for each in listed])

    def measures(self, listed: Iterable[Measure]) -> str:
        """Return measures by their codes."""
        return ", ".join([f'"{each.code}": {{{self.amount(each.amount)}, {_about(each)}}}' for each in listed])

    def amount(self, amount: Amount) -> str:
        """Return what an object says of an amount."""
        missing = self._missing.get(amount.missing)
        if missing is None:
            missing = self._missing[amount.missing] = self._encode(amount.missing)
        value, low, high = self._number(amount.value), self._number(amount.low), self._number(amount.high)
        return f'"value": {value}, "low": {low}, "high": {high}, "missing": {missing}'

    def _component(self, component: Component) -> str:
        percent, money = self._number(component.percent.value), self._number(component.money.value)
        same = f', "indicator": "{component.indicator}"' if component.indicator else ""
        return f'{{{self.amount(component.volume)}, "percent": {percent}, "money": {money}{same}}}'

    def _number(self, number: float | None) -> str:
        return "null" if number is None else repr(number) if isfinite(number) else self._encode(number)


def _about(measure: Measure) -> str:
    form = ', "form": "metric"' if measure.code in IN_METRIC_FORM else ""
    return f'"unit": "{measure.unit}", "indicator": "{measure.indicator}"{form}'


def _answer(taken: Taken, night: NightFlow | None, made: Balance, written: _Written, encode: Encode) -> str:
    parts = (
        f'"id": {encode(taken.id)}',
        f'"components": {{{written.components(made.components())}}}',
        f'"results": {{{written.measures(made.measures)}}}',
        f'"real_losses_from_below": {{{written.components(made.located)}}}',
        encode(_said(taken, night, made))[1:-1],
    )
    return f"{{{', '.join(parts)}}}"


def _said(taken: Taken, night: NightFlow | None, made: Balance) -> dict[str, object]:
    found: dict[str, object] = {
        "advice": [
            {"entry": each.entry, "share": each.share, "half_now": each.half_now, "half_if_exact": each.half_then}
            for each in made.advice[:5]
        ],
        "missing": made.missing,
        "warnings": [*map(said, made.warnings), *_read_so(taken)],
    }
    if made.by_night is not None:
        found["real_losses_by_night_flow"] = made.by_night._asdict()
    refused = dict(taken.refused)
    if taken.night_flow is not None and night is None:
        refused["night_flow"] = _("It does not say a “flow” in m3 an hour as a number.")
    if refused:
        found["refused"] = refused
    if taken.told:
        found["remarks"] = taken.told
    if taken.problem:
        found["problem"] = taken.problem
    return found


def _read_so(taken: Taken) -> Iterator[str]:
    """Yield how entries were read that could be read in another way, too: each moves the balance it is in."""
    for code, sentences in taken.remarks.items():
        yield from (f"{code}: {sentence}" for sentence in sentences)


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
