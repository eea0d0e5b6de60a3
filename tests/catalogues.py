"""Gather the texts of the program into its catalogues: ``python3 wop.py texts``.

Texts that are new stand there without a translation, those that are gone are taken out, and what is translated stays
as it is. What is still to be translated is said by name. Any editor of ``.po`` files does the rest.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import wopfield
from wopfield.checklists import library
from wopfield.cli.line import help_texts
from wopfield.domain.indicator import Indicator, Variable
from wopfield.domain.units import FACTORS
from wopfield.language import ENGLISH, OWN_NAMES
from wopfield.shipped import shipped

TRANSLATED = tuple(code for code in OWN_NAMES if code != ENGLISH)
NAMES = ("window", "paper", "names")

_CODE = Path(wopfield.__file__).parent
_KEYWORDS = {"_": None, "later": None, "plural": (1, 2), "meant": ((2, "c"), 1)}
_SENTENCE = re.compile(r"(?=.*[a-z]{2})[A-Z“{][a-z “{].*", re.DOTALL)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)

Wording = str | tuple[str, str]
"""A text, or the two forms of one that counts."""
Key = tuple[str | None, Wording]


def main() -> int:
    """Bring every catalogue up to date and say what is still to be translated."""
    for code in TRANSLATED:
        before = {key: each for name in NAMES for key, each in messages(code, name).items()}
        for name in NAMES:
            _update(code, name, before)
        lacking = [text for name in NAMES for text in missing(code, name)]
        print(f"{OWN_NAMES[code]}: {len(lacking)} texts to translate")
        for text in lacking:
            print(f"    {text}")
    return 0


def path_of(code: str, name: str) -> Path:
    """Return where a catalogue lies."""
    return shipped("resources") / "languages" / code / f"{name}.po"


def catalogue(code: str, name: str) -> Catalog:
    """Return a catalogue as babel reads it; an empty one where there is none yet."""
    path = path_of(code, name)
    if not path.is_file():
        return Catalog(locale=code)
    with path.open("rb") as lines:
        return read_po(lines, locale=code)


def messages(code: str, name: str) -> dict[Key, Message]:
    """Return what stands in a catalogue, by meaning and English text."""
    return {_key(each): each for each in catalogue(code, name) if each.id}


def forms(message: Message) -> tuple[str, ...]:
    """Return every form of a translation."""
    assert message.string is not None, message.id
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def missing(code: str, name: str) -> list[str]:
    """Return the texts of the program that have no translation in a catalogue."""
    told = {key for key, each in messages(code, name).items() if all(forms(each)) and not each.fuzzy}
    lacking = [words for context, words in asked(name) if (context, words) not in told]
    return [words if isinstance(words, str) else words[0] for words in lacking]


@cache
def asked(name: str) -> Mapping[Key, str]:
    """Return every text that a catalogue is asked for, with the first file that asks."""
    if name == "names":
        return {(None, " ".join(text.split())): file for file, text in _of_what_ships() if text}
    printed: dict[Key, str] = {}
    said: dict[Key, str] = {}
    known = messages(TRANSLATED[0], "names")
    for file, context, words in (*_of_code(), *_of_pages(), *_of_command_line(), *_of_domain()):
        if not (file.startswith("wopfield/domain/") and (context, words) in known):
            (printed if file.startswith("wopfield/report/") else said).setdefault((context, words), file)
    # The domain does not know what is printed of it: what the paper has already is the paper's.
    printed |= {key: said[key] for key in messages(TRANSLATED[0], "paper") if key in said and key not in printed}
    return printed if name == "paper" else {key: said[key] for key in said if key not in printed}


def _of_what_ships() -> Iterator[tuple[str, str]]:
    for checklist in library.built_in():
        areas, items = checklist.areas, checklist.items
        said = {checklist.title, *(area.title for area in areas)}
        said.update(text for item in items for text in (item.title, item.question, item.risk_text))
        said.update(text for item in items for text in (*item.levels, *item.evidence_to_ask_for))
        yield from (("resources/checklists", text) for text in sorted(said))
    figures = library.indicator_catalogue()
    yield from (
        ("resources/indicators", one.good_practice_source)
        for one in figures.indicators.values()
        if one.good_practice_source
    )
    told: list[Indicator | Variable] = [*figures.indicators.values(), *figures.variables.values()]
    for each in told:
        yield from (("resources/indicators", text) for text in (each.name, each.definition, each.unit))
    yield from (("wopfield/domain/units.py", unit) for choices in FACTORS.values() for unit in choices)


def _of_code() -> Iterator[tuple[str, str | None, Wording]]:
    for file, _line, words, _comments, context in extract_from_dir(
        str(_CODE), method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        yield f"wopfield/{file}", context, words if isinstance(words, str) else (words[0], words[1])


def _of_pages() -> Iterator[tuple[str, str | None, Wording]]:
    folder = shipped("resources") / "pages"
    for file, _line, words, _comments, context in extract_from_dir(
        str(folder), method_map=[("**.html", "jinja2")], keywords=_KEYWORDS
    ):
        yield f"resources/pages/{file}", context, words if isinstance(words, str) else (words[0], words[1])


def _of_domain() -> Iterator[tuple[str, str | None, Wording]]:
    """Yield what the domain says: it does not translate, so every text of it that begins as a sentence does."""
    for path in (*sorted((_CODE / "domain").glob("*.py")), _CODE / "sync" / "protocol.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts |= {id(node.annotation) for node in ast.walk(tree) if isinstance(node, ast.arg)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in parts:
                continue
            if _SENTENCE.fullmatch(node.value):
                yield f"wopfield/{path.parent.name}/{path.name}", None, node.value


def _of_command_line() -> Iterator[tuple[str, str | None, Wording]]:
    for words in help_texts():
        yield "wopfield/cli/line.py", None, words


def _update(code: str, name: str, before: Mapping[Key, Message]) -> None:
    """Bring one catalogue up to date; a text that another one had ``before`` brings its translation along."""
    path, told = path_of(code, name), messages(code, name)
    if not path.is_file():
        return
    fresh, wanted = Catalog(locale=code), asked(name)
    new = sorted((key for key in wanted if key not in told), key=lambda key: wanted[key])
    # What names there are is not for this command alone to know: site types and units are among them.
    kept = [key for key in told if key in wanted or name == "names"]
    for context, words in (*kept, *new):
        former = told.get((context, words))
        known = former or before.get((context, words))
        string, flags = (known.string, known.flags) if known else (None, ())
        file = former.locations[0][0] if former and former.locations else wanted[context, words]
        fresh.add(words, string, [(file, 0)], context=context, flags=flags)
    written = BytesIO()
    write_po(written, fresh, width=0, omit_header=True, include_lineno=False)
    head = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    path.write_text(f"{head}\n\n{written.getvalue().decode('utf-8').strip()}\n", encoding="utf-8", newline="\n")


def _key(message: Message) -> Key:
    words: Iterable[str] | str = message.id
    return message.context or None, words if isinstance(words, str) else (str(message.id[0]), str(message.id[1]))


if __name__ == "__main__":
    sys.exit(main())
