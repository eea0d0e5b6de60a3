"""Values of any register in words, as somebody who settles wants to read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType

from wopfield.domain.currency import OWN_CURRENCY, currency_of
from wopfield.domain.day_time import day_in
from wopfield.domain.log import ALIVE
from wopfield.domain.quantity import THIN, parse_number
from wopfield.domain.remark import Remark
from wopfield.domain.visit import KINDS
from wopfield.errors import NotANumber
from wopfield.language import _, as_printed, plural
from wopfield.ui.moments import day_words, size_words, when
from wopfield.ui.numbers import numeral
from wopfield.ui.widgets.level import level_name

Values = Mapping[str, object]
Codes = Mapping[tuple[str, str], str]
"""The words of codes by field and code."""

_NO_CODES: Codes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shown:
    """A value ready to show: a level with words beside it, or words."""

    words: str
    level: int | None = None
    does_not_apply: bool = False
    has_mark: bool = False
    """Whether a level mark stands before the words, even if there is no level."""


def shown(register: str, values: Values, names: Mapping[str, str], codes: Codes = _NO_CODES) -> Shown:
    """Return a register's values as they are shown; ``names`` are those of ids, ``codes`` those of the library's."""
    if register == "rating":
        return _rating(values)
    if register == "figure":
        return Shown(_figure(values))
    if register == ALIVE:
        return Shown(_("Keep it, with the changes") if values.get(ALIVE) else _("Delete it"))
    if register == "file" and isinstance(size := values.get("size"), int):
        return Shown(" · ".join(filter(None, (str(values.get("name") or ""), size_words(size)))))
    if register == "issue" and values.get("number"):
        return Shown(_issue(values))
    return Shown(plain_words(values, names, codes))


def plain_words(values: Values, names: Mapping[str, str], codes: Codes = _NO_CODES) -> str:
    """Return values in words; a dash where nothing is said."""
    parts = [words for field, value in values.items() if (words := _field(field, value, names, codes))]
    if set(values) == {"starts", "ends"} or set(values) == {"starts", "due"}:
        first, last = (_field(field, values[field], names, codes) or "…" for field in values)
        return f"{first} – {last}" if parts else "–"
    return ", ".join(parts) or "–"


def theme_words(theme: str) -> str:
    """Return a theme of indicators without abbreviations."""
    return {"NRW": _("non-revenue water"), "SDG": _("Sustainable Development Goals")}.get(theme, _(theme))


def unit_words(unit: str, currency: str = "") -> str:
    """Return a unit as it is printed: in the language spoken, with m³, CO₂, and the utility's own currency."""
    other = currency_of(unit)
    if other:
        return unit_words(unit.replace(other, OWN_CURRENCY), other)
    printed = as_printed(_(unit)) if unit else ""
    return printed.replace(_("local currency"), currency) if currency else printed


_MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?\+\d\d:\d\d")
"""As the log writes one; nobody types a moment so."""

_SILENT = frozenset({"", "number", "ratio"})
_NOT_WHOLE = 100
"""What a fraction is counted as: our languages put the same form behind it as behind a hundred."""


def amount_words(figure: str, unit: str, currency: str = "", *, space: str = " ") -> str:
    """Return a figure with its unit behind it; a count and a ratio have none that anybody says."""
    if unit in _SILENT:
        return figure
    return _counted(figure, unit) or f"{figure}{space}{unit_words(unit, currency)}".strip()


def _counted(figure: str, unit: str) -> str:
    """Return a figure with a unit that is a word of the language, in the form the figure asks for; else nothing."""
    whole = figure.replace(THIN, "")
    count = int(whole) if whole.isdecimal() else _NOT_WHOLE
    return {
        "days": plural("{figure} day", "{figure} days", count, figure=figure),
        "hours": plural("{figure} hour", "{figure} hours", count, figure=figure),
        "persons": plural("{figure} person", "{figure} persons", count, figure=figure),
        "person-days": plural("{figure} person-day", "{figure} person-days", count, figure=figure),
        "full-time equivalents": plural(
            "{figure} full-time equivalent", "{figure} full-time equivalents", count, figure=figure
        ),
    }.get(unit, "")


def remark_words(remark: Remark, currency: str = "") -> str:
    """Return what the program has to say about a figure, in the person's language, decimal sign and currency."""
    amount = partial(amount_words, currency=currency, space=THIN)
    return as_printed(_(remark.sentence, **remark.told(numeral, amount)))


def capital(words: str) -> str:
    """Return words that begin a line."""
    return words[:1].upper() + words[1:]


def _rating(values: Values) -> Shown:
    level = values.get("level")
    reason = str(values.get("reason") or "")
    if values.get("does_not_apply"):
        return Shown(" · ".join(filter(None, (_("Does not apply"), reason))), does_not_apply=True, has_mark=True)
    if values.get("not_seen"):
        return Shown(_("Not seen yet"), has_mark=True)
    if isinstance(level, int):
        return Shown(level_name(level), level=level, has_mark=True)
    answer = str(values.get("value") or "")
    if answer:
        return Shown({"yes": _("Yes"), "no": _("No")}.get(answer, answer))
    return Shown(_("Not rated"), has_mark=True)


def _figure(values: Values) -> str:
    """Return a figure as the grid shows it, with the unit it was typed in where that is another than usual."""
    state = _coded().get(("state", str(values.get("state") or "")), "")
    written = str(values.get("value") or "")
    try:
        number = numeral(parse_number(written).value)
    except NotANumber:
        number = written
    figure = amount_words(number, str(values.get("unit") or ""))
    return state or (figure if written else "–")


def _issue(values: Values) -> str:
    """Return what somebody can compare with the print: number and version, status, note, and the code in its footer."""
    number, version, digits = (str(values.get(name) or "") for name in ("number", "version", "fingerprint"))
    stages = {"draft": _("Draft"), "comment": _("For comment"), "final": _("Final")}
    parts = (
        _("{number}, version {version}", number=number, version=version),
        stages.get(str(values.get("stage")), ""),
        str(values.get("change_note") or ""),
        _("code {code}", code=f"{digits[:4]} {digits[4:8]}") if digits else "",
    )
    return "\n".join(filter(None, parts))


def _field(field: str, value: object, names: Mapping[str, str], codes: Codes) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case int():
            return f"{value} %" if field == "percent" else str(value)
        case list() | tuple():
            return ", ".join(names.get(str(each)) or codes.get((field, str(each)), str(each)) for each in value)
        case str():
            words = codes.get((field, value))
            return names.get(value) or words or _coded().get((field, value), _day(value) or value)
        case _:
            return str(value)


def _day(text: str) -> str:
    """Return a day, or a moment as the log writes it, in words; empty for any other text."""
    day = day_in(text) if len(text) == 10 else None
    if day is not None:
        return day_words(day)
    return when(datetime.fromisoformat(text)) if _MOMENT.fullmatch(text) else ""


def _coded() -> Codes:
    """Return the words of the codes that fields hold."""
    return {
        **{("kind", kind.code): kind.title for kind in KINDS},
        ("kind", "photo"): _("Photo"),
        ("kind", "document"): _("Document"),
        ("kind", "record"): _("Record"),
        ("kind", "interview"): _("Interview"),
        ("kind", "observation"): _("Observation"),
        ("depth", "full"): _("Full"),
        ("depth", "standard"): _("Standard"),
        ("depth", "quick"): _("Quick"),
        ("role", "lead"): _("Lead"),
        ("role", "reviewer"): _("Reviewer"),
        ("role", "mentor"): _("Mentor"),
        ("role", "mentee"): _("Mentee"),
        ("role", "manager"): _("Manager"),
        ("status", "not_started"): _("Not started"),
        ("status", "under_way"): _("Under way"),
        ("status", "done"): _("Done"),
        ("status", "dropped"): _("Dropped"),
        ("kind", "strength"): _("Strength"),
        ("kind", "gap"): _("Gap"),
        ("kind", "recommendation"): _("Recommendation"),
        ("priority", "high"): _("High"),
        ("priority", "medium"): _("Medium"),
        ("priority", "low"): _("Low"),
        ("horizon", "quick_win"): _("Quick win"),
        ("horizon", "partnership"): _("Within the partnership"),
        ("horizon", "investment"): _("Needs an investment"),
        ("state", "measured"): "",
        ("state", "not_measured"): _("Not measured"),
        ("state", "not_applicable"): _("Does not apply"),
        ("basis", "measured"): _("Measured"),
        ("basis", "estimated"): _("Estimated or worked out"),
        ("basis", "stated"): _("Stated by somebody"),
        ("confidence", "A"): _("A, measured and verified"),
        ("confidence", "B"): _("B, records seen"),
        ("confidence", "C"): _("C, told by staff"),
        ("confidence", "D"): _("D, a guess"),
    }
