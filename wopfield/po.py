"""Read translations from ``.po`` files, as gettext means them.

A window waits for it: the three thousand sentences of a language are read in ten milliseconds, for which babel,
made for whoever translates, takes a quarter of a second. So nothing has to be compiled, and nothing can be stale.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations, c2py
from types import MappingProxyType

Key = tuple[str | None, str]
"""The meaning of a word, or None, and the English text; of two forms the first."""

_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL = re.compile(r"plural=([^;\n]+)")


@dataclass(frozen=True)
class Translated:
    """What a file tells: each text in the forms it has there, and the rule that chooses one for a count."""

    forms: Mapping[Key, tuple[str, ...]]
    rule: str = "n != 1"

    @cached_property
    def form_of(self) -> Callable[[int], int]:
        """Return the number of the form for a count."""
        return c2py(self.rule)


def read(text: str) -> Translated:
    """Return what the text of a ``.po`` file tells; what is unsure (``fuzzy``) or not translated is left out."""
    forms = {key: each for key, each in map(_entry, _entries(text)) if all(each)}
    header = forms.pop((None, ""), ("",))[0]
    rule = _PLURAL.search(header)
    return Translated(MappingProxyType(forms), rule[1] if rule else "n != 1")


class Words(NullTranslations):
    """Speaks by what a file tells; what it lacks is asked of the fallback."""

    def __init__(self, translated: Translated) -> None:
        super().__init__()
        self._translated = translated

    def gettext(self, message: str) -> str:
        forms = self._translated.forms.get((None, message))
        return forms[0] if forms else super().gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        forms = self._translated.forms.get((context, message))
        return forms[0] if forms else super().pgettext(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._translated.forms.get((None, msgid1))
        return forms[self._translated.form_of(n)] if forms else super().ngettext(msgid1, msgid2, n)


def _entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each entry, as they are written; an empty line between two need not be there."""
    entry: dict[str, str] = {}
    field, sure, said = "", True, False
    for line in (*text.split("\n"), ""):
        if not line or (said and line.startswith(("#", "msgctxt", "msgid"))):
            if entry and sure:
                yield entry
            entry, sure, said = {}, True, False
        if line.startswith('"'):
            entry[field] += line[1:-1]
        elif line.startswith("msg"):
            field, _, words = line.partition(" ")
            entry[field] = words[1:-1]
            said = field.startswith("msgstr")
        elif line.startswith("#,"):
            sure = "fuzzy" not in line


def _entry(fields: Mapping[str, str]) -> tuple[Key, tuple[str, ...]]:
    context = fields.get("msgctxt")
    forms = tuple(_signs(words) for name, words in fields.items() if name.startswith("msgstr"))
    return (None if context is None else _signs(context), _signs(fields["msgid"])), forms


def _signs(written: str) -> str:
    if "\\" not in written:
        return written
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), written)
