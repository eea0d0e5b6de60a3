"""Which variable people mean by the words in a row of their spreadsheet."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.money_words import SIGNS
from wopfield.domain.pasted_units import says_unit
from wopfield.domain.usual_words import USUAL_WORDS


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
        usual = USUAL_WORDS.items()
        self._usual = {_unmarked(_plain(words)): code for words, code in usual if code in catalogue.variables}
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> Match | None:
        """Return the variable ``text`` stands for, or None where it is like none of them."""
        if not text or len(text) > 200 or not any(c.isalpha() for c in text):
            return None
        text = _FOOTNOTE.sub("", text)
        splits = _with_units(text)
        named = [(code, unit) for words, unit in splits if (code := self._named(words))]
        usual = [(code, unit) for words, unit in splits if (code := self._usually(_plain(words)))]
        if found := named or usual:
            code = found[0][0]  # the unit may be all signs, so that the whole reads as the name, too: "($)"
            units = (self._fitting(unit, code) for each, unit in found if each == code)
            return Match(code, bool(named), next(filter(None, units), ""))
        for words, unit in reversed(splits):  # a unit makes words only less like a name
            if code := self._likely(_plain(words)):
                return Match(code, False, self._fitting(unit, code))
        words, _space, unit = text.rpartition(" ")  # a unit that stands behind the words without any sign
        code = self._usually(_plain(words)) or self._likely(_plain(words))
        return Match(code, False, unit) if code and self._fitting(unit, code) else None

    def _named(self, words: str) -> str | None:
        return self._codes.get(words.strip().casefold()) or self._names.get(_plain(words))

    def _usually(self, words: str) -> str | None:
        core = _COUNTED.sub("", words)
        return self._usual.get(_unmarked(words)) or self._usual.get(_unmarked(core)) or self._names.get(core)

    def _likely(self, words: str) -> str | None:
        if words not in self._found:
            self._found[words] = self._alike(words)
        return self._found[words]

    def _fitting(self, unit: str, code: str) -> str:
        return unit if says_unit(unit, self._catalogue.variables[code].unit) else ""

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

_COUNTED = re.compile(
    r"^(?:the |total |average |annual |number of |no of |nr of |volume of "
    r"|nombre (?:total )?de |nombre (?:total )?d |nb de |nb d |volume de |volume d |total des "
    r"|número (?:total )?de |nº de |no de |n de |volumen de |cantidad de |quantidade de |total de )+"
)
"""What says that something is counted, not what it is."""


def _with_units(text: str) -> list[tuple[str, str]]:
    """Return the words with the unit they may carry: in brackets, or behind a comma or a dash."""
    found = [(text, "")]
    for pattern in _SPLITS:
        if split := pattern.fullmatch(text):
            found.append((split[1], split[2]))
    return found


_SPLITS = (
    re.compile(r"(.+?)\s*[(\[]([^()\[\]]{1,40})[)\]]\s*"),
    re.compile(r"(.+),\s*([^,]{1,20})"),
    re.compile(rf"(.+?)\s*[-–—/:]?\s+((?:US|R)?[{re.escape(''.join(sorted(SIGNS)))}])"),
    re.compile(r"(.+?)\s+[-–—/:]\s+((?:[^\W\d_]{1,3}|\S*[\d³/%]\S*)(?:\s\S{1,12})?)"),
)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _unmarked(words: str) -> str:
    """Return words without the accents that many keyboards leave out."""
    if words.isascii():
        return words
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
