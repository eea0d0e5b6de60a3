"""Results in lines for a person who reads them in a terminal."""

from collections.abc import Iterator

from wopfield.domain.balance import Amount, Component
from wopfield.domain.balancing import balance
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.quantity import decimals, format_number
from wopfield.domain.side_by_side import SideBySide
from wopfield.figures.computing import Taken, entry_warnings, said
from wopfield.language import _, plural


def lines(taken: Taken, catalogue: Catalogue) -> Iterator[str]:
    """Yield what a person wants to read: the results there are, what was not used, and what is odd."""
    yield str(taken.id) if taken.id is not None else _("Results")
    if taken.problem:
        yield "  " + taken.problem
    lacking = 0
    utilities = SideBySide([taken.entries])
    for code, result in catalogue.work_out_many(utilities)[0].items():
        indicator = catalogue.indicators[code]
        if result.value is not None:
            value = format_number(result.value, places=decimals(result.value))
            yield f"  {code}  {indicator.name}: {value} {indicator.unit}"
        lacking += bool(result.missing)
        if result.problem:
            yield f"  {code}  {said(result.problem)}" if result.value is None else f"        {said(result.problem)}"
    if lacking:
        yield "  " + plural("{count} indicator lacks a figure.", "{count} indicators lack a figure.", lacking)
    for code, reason in taken.refused.items():
        yield "  " + _("Not used: {name}: {reason}", name=code, reason=reason)
    for code, sentences in next(entry_warnings([taken], utilities, catalogue)).items():
        for sentence in sentences:
            yield "  " + _("Check: {name}: {reason}", name=catalogue.variables[code].name, reason=sentence)


def balance_in_words(taken: Taken, catalogue: Catalogue) -> Iterator[str]:
    """Yield the water balance as a person reads it in a terminal."""
    made = balance(taken.entries, catalogue.names)
    yield str(taken.id) if taken.id is not None else _("Water balance")
    if taken.problem:
        yield "  " + taken.problem
    for depth, component in _indented(made.system_input):
        yield _line("  " * depth + _(component.label), component.volume, component.percent)
    yield _line(_(made.non_revenue.label), made.non_revenue.volume, made.non_revenue.percent)
    for measure in made.measures:
        if measure.amount.value is not None:
            yield f"  {_(measure.label)}: {_with_limits(measure.amount, decimals(measure.amount.value))} {measure.unit}"
    for remark in made.warnings:
        yield "  " + said(remark)


def _indented(component: Component, depth: int = 1) -> Iterator[tuple[int, Component]]:
    yield depth, component
    for child in component.children:
        yield from _indented(child, depth + 1)


def _line(label: str, volume: Amount, percent: Amount) -> str:
    if volume.value is None:
        return _("{label}: lacks {names}", label=label, names=", ".join(volume.missing))
    shown = f"{_with_limits(volume, 0)} m3"
    share = "" if percent.value is None else f", {format_number(percent.value, places=1)} %"
    return f"{label}: {shown}{share}"


def _with_limits(amount: Amount, places: int) -> str:
    """Return an amount that is known with its limits, where there are any."""
    value, low, high = (
        "" if number is None else format_number(number, places=places)
        for number in (amount.value, amount.low, amount.high)
    )
    if amount.is_even:
        return f"{value} ± {format_number(amount.half or 0, places=places)}"
    if not low:
        return value
    limits = _("{low} to {high}", low=low, high=high) if high else _("at least {low}", low=low)
    return f"{value} ({limits})"
