"""The text of the program in the person's language (gettext).

``_`` translates a whole sentence; ``plural`` chooses the form for a count; ``meant`` tells apart two meanings of
one word. Window, report, command line and server all speak through here; the domain never does. A process speaks
one language to its person, in all its threads: that is the one thing kept for the whole process, as gettext
itself does. What is printed may be in another language: ``spoken`` speaks it for the length of a block.

Catalogues are ``.po`` files, read as they are: ``window`` holds what is said in the window, by the command line and
by the server, ``paper`` what is printed, ``names`` the texts of the checklists and the names of the indicators that
ship with the program. English needs none.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import bidirectional

from wopfield import po
from wopfield.shipped import shipped

OWN_NAMES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "fr": "Français", "es": "Español", "pt": "Português", "ar": "العربية"}
)
"""The languages of the program and of its paper, by code, in their own names."""

ENGLISH = "en"

ARABIC = "ar"
ARABIC_INDIC = "ar-u-nu-arab"
"""Arabic whose figures are written in its own digits, by the code the web has for it (BCP 47)."""

PAPER_NAMES: Mapping[str, str] = MappingProxyType({**OWN_NAMES, ARABIC_INDIC: "العربية (٠١٢٣)"})
"""What paper may be printed in: the languages, and Arabic in its own digits as well."""

_FROM_THE_RIGHT = frozenset({ARABIC})

_OWN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_OWN_FIGURES = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
_HELD = re.compile("\u200e+[^\u200e]*\u200e+")
_WORD = re.compile(r"[^\s()\[\]،؛]+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Speech:
    code: str
    words: NullTranslations
    own_digits: bool = False

    @property
    def tag(self) -> str:
        return ARABIC_INDIC if self.own_digits else self.code


class _Spoken:
    by_all = _Speech(ENGLISH, NullTranslations())


_here: ContextVar[_Speech | None] = ContextVar("speech", default=None)


def _(sentence: str, /, **parts: object) -> str:
    """Return ``sentence`` in the language spoken now, its ``{parts}`` filled in."""
    words = _now().words.gettext(sentence)
    return _begun(words.format(**_apart(parts))) if parts else words


def plural(one: str, many: str, count: int, /, **parts: object) -> str:
    """Return the form of a sentence that fits ``count``; ``{count}`` is filled in."""
    return _begun(_now().words.ngettext(one, many, count).format(**_apart({"count": count, **parts})))


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence and what fills it in, a saying itself perhaps; ``str`` says it in the language spoken then."""

    sentence: str
    parts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.sentence, **self.parts) if self.sentence else ""

    def written(self) -> str:
        """Return it as it is kept, for ``told_again``; a sentence that nothing fills in stands as it is."""
        return json.dumps(_plain(self), ensure_ascii=False) if self.parts else self.sentence


def later(sentence: str, /, **parts: object) -> Saying:
    """Return a sentence that is to be said in whichever language is spoken when somebody reads it."""
    return Saying(sentence, parts)


def told_again(written: str) -> str:
    """Return what was kept of a saying in the language spoken now; words of any other kind stay as they are."""
    if not written.startswith('["'):
        return str(Saying(written))
    try:
        return str(_saying(json.loads(written)))
    except (ValueError, LookupError, TypeError, AttributeError):
        return written


def one_of_ours(written: str) -> Saying | None:
    """Return what another side wrote of a saying, if it is a sentence of this program with nothing else in it."""
    try:
        said = _saying(json.loads(written)) if written.startswith('["') else Saying(written)
        return said if _is_ours(said) and str(said) else None  # what is not ours is not even filled in
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def retold(sentences: str) -> str:
    """Return what another side said in English, one sentence a line, in the language spoken now."""
    return " ".join(_(sentence) for sentence in sentences.split("\n") if sentence)


def meant(word: str, context: str, /) -> str:
    """Return a word that means this in ``context`` and elsewhere something else."""
    return _now().words.pgettext(context, word)


def language() -> str:
    """Return the code of the language spoken now."""
    return _now().code


def tag() -> str:
    """Return the language spoken now, with its digits where they are its own (``ar-u-nu-arab``)."""
    return _now().tag


def in_digits(text: str) -> str:
    """Return text with its figures in the digits of the language spoken now.

    Words in Latin letters keep theirs, and so do codes with such letters in them, and all that stands between two
    left-to-right marks.
    """
    if not _now().own_digits:
        return text
    first = _LETTER.search(_HELD.sub("", text))
    if first and _LATIN.match(first[0]):
        return text
    kept, at = [], 0
    for held in _HELD.finditer(text):
        kept += [_turned(text[at : held.start()]), held[0]]
        at = held.end()
    return "".join([*kept, _turned(text[at:])])


def figure_in_digits(figure: str) -> str:
    """Return a number as it was formatted, in the digits and with the signs of the language spoken now."""
    return figure.translate(_OWN_FIGURES) if _now().own_digits else figure


def kept_as_it_is(text: str) -> str:
    """Return a code whose digits nobody may write otherwise, such as a fingerprint."""
    return f"\u200e{text}\u200e" if text and _now().own_digits else text


def best_of(wished: Iterable[str]) -> str:
    """Return the first of the languages somebody reads (``fr-SN``, ``pt_BR.UTF-8``) that we speak, else English."""
    codes = (re.split(r"[-_.@]", wish.strip(), maxsplit=1)[0].lower() for wish in wished)
    return next((code for code in codes if code in OWN_NAMES), ENGLISH)


def speak(code: str) -> None:
    """Speak language ``code`` (``fr``) from here on; what has no translation, and what we do not speak, is English."""
    _Spoken.by_all = _speech(code)


def speak_by(words: NullTranslations) -> None:
    """Speak by a catalogue of one's own, such as one of longer words that tries whether everything has room."""
    _Spoken.by_all = _Speech(ENGLISH, words)


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speak language ``code`` in this thread while the block runs; others go on as they were."""
    if code == _now().tag:
        yield
        return
    before = _here.set(_speech(code))
    try:
        yield
    finally:
        _here.reset(before)


def reads_from_the_right() -> bool:
    """Return whether the language spoken now is written from right to left."""
    return _now().code in _FROM_THE_RIGHT


_RIGHT_TO_LEFT = frozenset(("R", "AL"))


def set_apart(text: str) -> str:
    """Return text that keeps its own direction, and its punctuation, among words that run the other way."""
    first = next((bidirectional(sign) for sign in text if sign.isalpha()), "")
    mark = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}.get(first, "")
    if mark == "\u200e" and reads_from_the_right() and _RIGHT_TO_LEFT & {bidirectional(sign) for sign in text}:
        mark = "\u200f"  # a unit such as KES/م³ is read as the page is
    if not mark:
        return text
    kept = text.strip()
    before, behind = text.split(kept, 1)
    return f"{before}{mark}{kept}{mark}{behind}"


def alone(text: str) -> str:
    """Return a short text, such as a level with its grade, that joins neither what is before nor what is behind it."""
    return f"\u200f{set_apart(text)}\u200f" if reads_from_the_right() else text


def in_a_row(parts: Iterable[str], between: str = "") -> str:
    """Return the parts that say something, with commas or what is to stand ``between`` them."""
    kept = [part for part in parts if part.strip()]
    if reads_from_the_right():
        # figures behind a Latin name would else be taken for a part of it
        kept = [set_apart(part) if any(map(str.isalpha, part)) else f"\u200f{part}" for part in kept]
    return (between or _(", ")).join(kept)


def semicolon() -> str:
    """Return what stands between longer parts in a row: in French it has a space before it."""
    return _("{before}; {after}", before="", after="")


def shipped_text(text: str) -> str | None:
    """Return a text of our checklists or indicators in the language spoken now, or None if nobody translated it."""
    code = _now().code
    if code == ENGLISH:
        return as_printed(text)
    forms = _catalogue(code, "names").forms.get((None, " ".join(text.split())))
    return forms[0] if forms else None


_CUBIC = re.compile(r"\b(M?)m3\b")


def as_printed(text: str) -> str:
    """Return a text or unit that is kept as ``m3`` and ``CO2`` with the signs people read, m³ and CO₂."""
    return _CUBIC.sub(r"\1m³", text).replace("CO2", "CO₂")


def manual() -> Path:
    """Return the folder of the manual in the language spoken now; the English one where nobody translated it."""
    translated = shipped("resources") / "languages" / _now().code / "manual"
    return translated if translated.is_dir() else shipped("resources") / "manual"


def _plain(part: object) -> object:
    """Return a saying as a sentence and its parts, and what else fills in a sentence as JSON has it."""
    if isinstance(part, Saying):
        return [part.sentence, {name: _plain(each) for name, each in part.parts.items()}]
    return part if isinstance(part, int) else str(part)


def _saying(plain: list[Any]) -> Saying:
    sentence, parts = plain
    return Saying(sentence, {name: _saying(each) if isinstance(each, list) else each for name, each in parts.items()})


def _is_ours(said: Saying) -> bool:
    """Return whether a sentence, and every one within it, is in the catalogues; all of them hold the same."""
    code = next(code for code in (_now().code, *OWN_NAMES) if code != ENGLISH)
    return (None, said.sentence) in _catalogue(code, "window").forms and all(
        _is_ours(part) if isinstance(part, Saying) else isinstance(part, str | int) for part in said.parts.values()
    )


def _apart(parts: Mapping[str, object]) -> Mapping[str, object]:
    """Return what is filled into a sentence, names in Latin letters held together where the sentence runs left."""
    if not parts or not reads_from_the_right():
        return parts
    return {name: _apart_alone(part) for name, part in parts.items()}


def _apart_alone(part: object) -> object:
    match part:
        case str():
            return set_apart(in_digits(part))
        case int() if _now().own_digits:
            return in_digits(str(part))
        case _:
            return part


def _begun(sentence: str) -> str:
    """Return a sentence that runs its own way though Latin letters stand first in it, also behind a figure."""
    if not reads_from_the_right():
        return sentence
    first = next((way for sign in sentence if (way := bidirectional(sign)) in _STRONG), "")
    return f"\u200f{sentence}" if first == "L" else sentence


_STRONG = ("L", "R", "AL")


def _turned(text: str) -> str:
    return _WORD.sub(lambda word: word[0] if _LATIN.search(word[0]) else word[0].translate(_OWN_DIGITS), text)


def _now() -> _Speech:
    return _here.get() or _Spoken.by_all


@cache
def _speech(code: str) -> _Speech:
    if code == ARABIC_INDIC:
        return replace(_speech(ARABIC), own_digits=True)
    if code == ENGLISH or code not in OWN_NAMES:
        return _Speech(ENGLISH, NullTranslations())
    words, paper = (po.Words(_catalogue(code, name)) for name in ("window", "paper"))
    words.add_fallback(paper)
    words.add_fallback(_Names(code))
    return _Speech(code, words)


class _Names(NullTranslations):
    """What is called by a name that ships with us; read only when somebody asks for one."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def gettext(self, message: str) -> str:
        forms = _catalogue(self._code, "names").forms.get((None, message))
        return forms[0] if forms else message


@cache
def _catalogue(code: str, name: str) -> po.Translated:
    file = shipped("resources") / "languages" / code / f"{name}.po"
    return po.read(file.read_text(encoding="utf-8")) if file.is_file() else po.Translated({})
