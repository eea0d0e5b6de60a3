"""What looks wrong about a figure: the question it raises, and the number that was likely meant."""

from decimal import Decimal
from typing import TYPE_CHECKING

from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import format_number
from wopfield.domain.units import convert
from wopfield.errors import BadInput
from wopfield.ui.values import remark_words

if TYPE_CHECKING:
    from wopfield.store.tables import IndicatorEntry


def likely_value(doubt: Doubt, row: "IndicatorEntry", unit: str) -> Decimal | None:
    """Return the number that was likely meant, in the unit the figure was typed in; ``unit`` is the variable's."""
    if doubt.likely is None:
        return None
    try:
        one = convert(Decimal(1), row.unit, unit)
    except BadInput:
        return None
    exact = doubt.likely / one
    return Decimal(f"{exact.normalize():f}")


def doubt_words(doubt: Doubt, row: "IndicatorEntry", unit: str, currency: str) -> str:
    """Return the question about a figure, in the numbers the person typed and the utility's own currency."""
    remark = doubt.remark
    likely = likely_value(doubt, row, unit)
    if likely is None:
        return remark_words(remark, currency)
    return remark_words(remark._replace(parts={**remark.parts, "likely": format_number(likely)}), currency)
