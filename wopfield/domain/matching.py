"""Which variable people mean by the words in a row of their spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.units import find_unit


@dataclass(frozen=True, slots=True)
class Match:
    """A variable that words stand for; ``sure`` where they are its code or its name."""

    variable: str
    sure: bool
    unit: str = ""
    """The unit written behind the words, as it is written."""


class Matcher:
    """Finds variables by code, name, usual other words, or likeness."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._codes = {code.casefold(): code for code in catalogue.variables}
        self._names = {_plain(name): code for name, code in catalogue.known_as.items()}
        self._names |= {_plain(each.name): code for code, each in catalogue.variables.items()}
        self._usual = {_plain(words): code for words, code in USUAL_WORDS.items() if code in catalogue.variables}
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> Match | None:
        """Return the variable ``text`` stands for, or None where it is like none of them."""
        if not text or len(text) > 200 or not any(c.isalpha() for c in text):
            return None
        text = _FOOTNOTE.sub("", text)
        for words, unit in _with_units(text):
            code = self._codes.get(words.strip().casefold()) or self._names.get(_plain(words))
            if code:
                return Match(code, True, self._fitting(unit, code))
        for words, unit in _with_units(text):
            code = self._likely(_plain(words))
            if code:
                return Match(code, False, self._fitting(unit, code))
        words, _space, unit = text.rpartition(" ")  # a unit that stands behind the words without any sign
        code = self._likely(_plain(words))
        return Match(code, False, unit) if code and self._fitting(unit, code) else None

    def _likely(self, words: str) -> str | None:
        if words not in self._found:
            core = _COUNTED.sub("", words)
            usual = self._usual.get(words) or self._usual.get(core) or self._names.get(core)
            self._found[words] = usual or self._alike(words)
        return self._found[words]

    def _fitting(self, unit: str, code: str) -> str:
        return unit if unit and find_unit(unit, self._catalogue.variables[code].unit) else ""

    def _alike(self, words: str) -> str | None:
        if len(words) < 8:
            return None
        best, most = None, _ALIKE
        likeness = SequenceMatcher(None, "", words)  # what it knows of the second text serves for every name
        for name, code in self._names.items():
            likeness.set_seq1(name)
            if likeness.real_quick_ratio() > most and likeness.quick_ratio() > most and likeness.ratio() > most:
                best, most = code, likeness.ratio()
        return best


_ALIKE = 0.82
_FOOTNOTE = re.compile(r"(?:\s*[*†‡¹⁴⁵]+|\s+[²³]|\s+\d\)|\s*\[\d\])\s*$")
"""The mark of a note at the foot of a table."""

_COUNTED = re.compile(r"^(?:the |total |average |annual |number of |no of |nr of |volume of )+")
"""What says that something is counted, not what it is."""

USUAL_WORDS: Mapping[str, str] = {
    "days in period": "days",
    "population": "pop_area",
    "total population": "pop_area",
    "population in service area": "pop_area",
    "service area population": "pop_area",
    "population served": "pop_water",
    "people served": "pop_water",
    "population served water": "pop_water",
    "population with sewer": "pop_sewer",
    "water production": "v_own",
    "water produced": "v_own",
    "volume produced": "v_own",
    "production": "v_own",
    "own sources": "v_own",
    "water put into the network": "v_own",
    "volume of water produced": "v_own",
    "imports": "v_import",
    "imported water": "v_import",
    "water purchased": "v_import",
    "exports": "v_export",
    "exported water": "v_export",
    "bulk sales": "v_export",
    "water billed": "v_bill_met",
    "water sold": "v_bill_met",
    "volume billed": "v_bill_met",
    "billed metered": "v_bill_met",
    "billed metered authorized consumption": "v_bill_met",
    "billed unmetered": "v_bill_unmet",
    "billed residential": "v_bill_res",
    "unbilled metered": "v_unbill_met",
    "unbilled unmetered": "v_unbill_unmet",
    "unauthorized consumption": "v_unauth",
    "unauthorised use": "v_unauth",
    "theft": "v_unauth",
    "customer metering inaccuracies": "v_meter_err",
    "customer meter inaccuracies": "v_meter_err",
    "meter under registration": "v_meter_err",
    "systematic data handling errors": "v_data_err",
    "data handling errors": "v_data_err",
    "length of mains": "len_mains",
    "mains length": "len_mains",
    "network length": "len_mains",
    "average pressure": "pressure_avg",
    "average operating pressure": "pressure_avg",
    "hours of supply": "supply_hours",
    "supply hours": "supply_hours",
    "continuity": "supply_hours",
    "hours of supply a day": "supply_hours",
    "connections": "n_conn_water",
    "water connections": "n_conn_water",
    "number of connections": "n_conn_water",
    "active connections": "n_conn_water",
    "metered connections": "n_conn_metered",
    "service connections": "n_serv_conn",
    "number of service connections": "n_serv_conn",
    "sewer connections": "n_conn_sewer",
    "sewerage connections": "n_conn_sewer",
    "staff": "n_staff",
    "number of staff": "n_staff",
    "employees": "n_staff",
    "pipe breaks": "n_breaks",
    "bursts": "n_breaks",
    "operating revenue": "rev_op",
    "revenue": "rev_op",
    "billing": "rev_op",
    "amount billed": "rev_op",
    "collections": "cash_billed",
    "cash collected": "cash_billed",
    "revenue collected": "cash_billed",
    "operating costs": "opex",
    "operating cost": "opex",
    "running costs": "opex",
    "total operating costs": "opex",
    "o m costs": "opex",
    "personnel costs": "cost_labour",
    "staff costs": "cost_labour",
    "salaries": "cost_labour",
    "energy costs": "cost_energy",
    "electricity costs": "cost_energy",
    "receivables": "ar_end",
    "accounts receivable": "ar_end",
    "average tariff": "tariff_retail",
    "customer retail unit cost": "tariff_retail",
    "variable production cost": "cost_var",
    "complaints": "n_complaints",
    "exchange rate": "fx_usd",
    "energy consumption water": "kwh_water",
}
"""Words that spreadsheets of utilities use; a guess, which the person sees before anything is written."""


def _with_units(text: str) -> list[tuple[str, str]]:
    """Return the words with the unit they may carry: in brackets, or behind a comma."""
    found = [(text, "")]
    for pattern in (r"(.+?)\s*[(\[]([^()\[\]]{1,40})[)\]]\s*", r"(.+),\s*([^,]{1,20})"):
        if split := re.fullmatch(pattern, text):
            found.append((split[1], split[2]))
    return found


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))
