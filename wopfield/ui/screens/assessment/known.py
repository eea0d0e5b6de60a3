"""What is known of a check before it is answered: the answer last time."""

from decimal import Decimal, InvalidOperation

from wopfield.domain.inspection import NO, YES
from wopfield.language import _
from wopfield.store.item_page import ItemPage
from wopfield.ui.moments import day_words
from wopfield.ui.numbers import numeral
from wopfield.ui.values import unit_words


def known_words(page: ItemPage) -> str:
    """Return the answer last time and its day; empty where there was none."""
    last = page.last_time
    if last is None or not last.value:
        return ""
    value = value_words(last.value, page.item.unit)
    if last.on is None:
        return _("Last time: {value}", value=value)
    return _("Last time: {value}, {day}", value=value, day=day_words(last.on))


def value_words(value: str, unit: str = "") -> str:
    """Return an answer that is no level as it is read."""
    number = as_number(value)
    if number is not None:
        return numeral(number, unit=unit_words(unit))
    return {YES: _("Yes"), NO: _("No")}.get(value, value)


def as_number(text: str) -> Decimal | None:
    """Return the figure an answer holds, or None."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
