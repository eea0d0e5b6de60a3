"""Which question a figure raises: which number was meant, or whether it can be as large or small as it is."""

from decimal import Decimal

from wopfield.language import _
from wopfield.store.indicators import is_kept
from wopfield.ui.doubts import doubt_words, likely_value
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.question import Question
from wopfield.ui.screens.indicators.sheet import Sheet, Spot, number_of


def question_about(sheet: Sheet, spot: Spot, otherwise: Decimal | None) -> Question | None:
    """Return what to ask about a figure; ``otherwise`` is the other number that what was typed could be."""
    row = sheet.row(spot)
    value = number_of(row)
    if value is None:
        return None
    here = numeral(value)
    if otherwise is not None:
        other = numeral(otherwise)
        words = _("Read as {number}. Was {other} meant?", number=here, other=other)
        return Question(words, _("Use {number}", number=other), _("Keep {number}", number=here))
    doubt = sheet.doubts.get(spot)
    if doubt is None:
        return None
    unit = sheet.catalogue.variables[spot[0]].unit
    likely = likely_value(doubt, row, unit)
    use = "" if likely is None else _("Use {number}", number=numeral(likely))
    asked = doubt_words(doubt, row, unit, sheet.currency)
    return Question(asked, use, _("Keep {number}", number=here), kept=is_kept(row, doubt))


def meant(sheet: Sheet, spot: Spot, otherwise: Decimal | None) -> Decimal | None:
    """Return the number that the button which takes the likely value stands for."""
    if otherwise is not None:
        return otherwise
    doubt = sheet.doubts.get(spot)
    return None if doubt is None else likely_value(doubt, sheet.row(spot), sheet.catalogue.variables[spot[0]].unit)
