"""The grade and the accuracy that somebody gives with a figure."""

from collections.abc import Mapping
from decimal import Decimal

from wopfield.domain.accuracy import bands
from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry
from wopfield.domain.quantity import parse_number
from wopfield.domain.remark import Remark, in_short
from wopfield.errors import NotANumber


def graded(entry: Entry, raw: Mapping[object, object], said: list[Remark]) -> Entry:
    """Return an entry with the grade and the accuracy an object gives it: ``B``, ``B2``, ``"accuracy": 3``."""
    grade, near = raw.get("confidence"), None
    known: Confidence | None = None
    if grade not in (None, ""):
        found = bands(grade) if isinstance(grade, str) else None
        if found is None:
            sentence = "The grade “{text}” is not known; grades are A, B, C and D."
            said.append(Remark(sentence, "confidence", {"text": in_short(str(grade))}))
        else:
            known, near = found
    percent = raw.get("accuracy", raw.get("margin"))
    if percent not in (None, ""):
        exact = _percent(percent)
        if exact is None:
            sentence = "The accuracy “{text}” is not a number of per cent."
            said.append(Remark(sentence, "accuracy", {"text": in_short(str(percent))}))
        else:
            near = exact
    return Entry(entry.value, known, entry.state, near)


def _percent(raw: object) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
        return None
    try:
        number = parse_number(str(raw).strip().lstrip("±").rstrip("% ")).value
    except NotANumber:
        return None
    return number if 0 <= number <= 1000 else None
