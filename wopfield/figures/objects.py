"""Figures in JSON: one object with ``entries``, a list of such objects, or a line for each."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from json import JSONDecodeError

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import TWICE
from wopfield.figures.heads import Heads
from wopfield.figures.utility_year import NoFiguresError, UtilityYear
from wopfield.language import _


def read_objects(text: str, catalogue: Catalogue) -> tuple[tuple[UtilityYear, ...], bool]:
    """Return the utility-years, and whether the text is one object and no list.

    Raises:
        NoFiguresError: it is no JSON, or holds no object.
    """
    try:
        found = _parsed(text)
    except JSONDecodeError as error:
        where = _("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise NoFiguresError(_("it is no JSON ({where})", where=where)) from error
    except RecursionError as error:
        raise NoFiguresError(_("it is nested too deeply")) from error
    reader = _Reader(catalogue)
    if isinstance(found, Mapping):
        return (reader.year(found, None),), True
    if not isinstance(found, list):
        raise NoFiguresError(_("it holds neither an object nor a list of objects"))
    if not found:
        raise NoFiguresError(_("its list is empty"))
    return tuple(reader.year(each, place) for place, each in enumerate(found, start=1)), False


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Reader:
    """Reads objects; what the names in them stand for is worked out only where they are no codes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._heads: Heads | None = None

    def year(self, found: object, place: int | None) -> UtilityYear:
        if not isinstance(found, Mapping):
            return UtilityYear(place, {}, problem=_("This is not an object with “entries”."))
        name = found.get("id")
        named = _plain_id(name) if isinstance(name, (str, int, Decimal)) and not isinstance(name, bool) else place
        entries = found.get("entries")
        if entries is None and "entries" not in found:
            entries = self._bare(found)
        period, utility = _word(found.get("period") or found.get("year")), _word(found.get("utility"))
        if not isinstance(entries, Mapping):
            problem = _("It has no “entries”.") if entries is None else _("Its “entries” are not an object.")
            return UtilityYear(named, {}, period=period, problem=problem)
        values, units = self._by_code(entries)
        return UtilityYear(named, values, units, period, utility=utility, night_flow=found.get("night_flow"))

    def _bare(self, found: Mapping[str, object]) -> Mapping[str, object] | None:
        """Return the entries of an object that has them beside its id; None where it has none."""
        entries = {name: value for name, value in found.items() if name not in _ABOUT}
        return entries if any(name in self._catalogue.variables for name in entries) else None

    def _by_code(self, entries: Mapping[str, object]) -> tuple[Mapping[str, object], Mapping[str, str]]:
        if entries.keys() <= self._catalogue.variables.keys():
            return entries, {}
        self._heads = self._heads or Heads(self._catalogue)
        values: dict[str, object] = {}
        units: dict[str, str] = {}
        for name, value in entries.items():
            code, unit = (name, "") if name in self._catalogue.variables else self._heads.find(name)
            values[code] = TWICE if code in values else value
            if unit:
                units[code] = unit
        return values, units


_ABOUT = frozenset({"id", "utility", "name", "period", "year", "night_flow"})


def _parsed(text: str) -> object:
    """Return what JSON says; lines that are an object each, as logs and databases write them, are a list.

    Raises:
        JSONDecodeError: it is no JSON.
    """
    try:
        return _loads(text)
    except JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if error.msg != "Extra data" or not all(line.lstrip().startswith("{") for line in lines):
            raise
        try:
            return [_loads(line) for line in lines]
        except JSONDecodeError:
            raise error from None  # its place is one in the file, not in a line


def _loads(text: str) -> object:
    """Return what a text says. Looking at every pair takes as long as all else, so we ask first if one is twice."""
    found: object = json.loads(text, parse_int=_number, parse_float=_number)
    kept = _pairs(found)
    # Each pair has a colon, and a text may have more: where there are no more than pairs were kept, none was twice.
    if kept == text.count(":") or kept == len(_COLONS.findall(text)):
        return found
    return json.loads(text, parse_int=_number, parse_float=_number, object_pairs_hook=_once)


_NESTED = frozenset({dict, list})
_COLONS = re.compile(r'"\s*:')


def _pairs(found: object) -> int:
    """Return how many pairs the objects in ``found`` have together."""
    counted, level = 0, [found]
    while level:
        objects = [each for each in level if type(each) is dict]
        lists = [each for each in level if type(each) is list]
        counted += sum(map(len, objects))
        if set(map(type, _inside(objects, lists))).isdisjoint(_NESTED):
            break
        level = [each for each in _inside(objects, lists) if type(each) in _NESTED]
    return counted


def _inside(objects: Iterable[dict[str, object]], lists: Iterable[list[object]]) -> Iterator[object]:
    return chain.from_iterable(chain(lists, map(dict.values, objects)))


def _number(digits: str) -> object:
    """Return a number to the digit; one that is absurdly long stays text, and is refused as such later."""
    return Decimal(digits) if len(digits) <= 100 else digits


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; a name that is given twice has no value anybody could rely on."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found.clear()
    for name, value in pairs:
        found[name] = TWICE if name in found else value
    return found


def _word(value: object) -> str:
    return str(value) if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool) else ""


def _plain_id(name: object) -> object:
    if not isinstance(name, Decimal):
        return name
    whole = name.is_finite() and name.adjusted() < 18 and name == name.to_integral_value()
    return int(name) if whole else str(name)
