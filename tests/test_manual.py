"""The manual says the same in every language, and calls each button by the word that stands on it."""

import csv
import re

import pytest

from wopfield.language import OWN_NAMES, _, manual, spoken

TRANSLATED = [code for code in OWN_NAMES if code != "en"]
PAGES = sorted(page.name for page in manual().glob("*.md"))

BOLD = re.compile(r"\*{1,2}([^*]+)\*{1,2}")
BEGINNING = re.compile(r"#+|\d+\.|-|.?")

HEADS = {("fr", "Issued"), ("ar", "Evidence"), ("ar", "Issued"), ("es", "Missing")}
"""Words that stand over a date or many things in the window, where another form of the word is right."""

each_page = pytest.mark.parametrize("page", PAGES)
each_language = pytest.mark.parametrize("code", TRANSLATED)


def text(code: str, page: str) -> str:
    """Return a page as it is read in a language."""
    with spoken(code):
        return (manual() / page).read_text(encoding="utf-8")


def words(code: str) -> list[dict[str, str]]:
    """Return the table of words as it is read in a language."""
    with spoken(code), (manual() / "words.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shape(of: str) -> list[str]:
    """Return how each line begins: with the sign of a title, a step or a point, or else with words."""
    begun = (BEGINNING.match(line) for line in of.splitlines())
    return [found.group() if found and found.group()[:1] in "#-0123456789" else "words" for found in begun]


@each_language
def test_every_page_is_translated_and_no_other_is_there(code: str) -> None:
    with spoken(code):
        folder = manual()
    assert folder.parent.name == code
    assert sorted(page.name for page in folder.glob("*.md")) == PAGES


@each_language
@each_page
def test_a_page_has_the_same_titles_steps_points_and_links_in_every_language(code: str, page: str) -> None:
    english, other = text("en", page), text(code, page)
    assert shape(other) == shape(english)
    assert re.findall(r"\]\(([^)]*)\)", other) == re.findall(r"\]\(([^)]*)\)", english)
    assert [re.findall(r"\bF\d+\b|Ctrl\+\w", line) for line in other.splitlines()] == [
        re.findall(r"\bF\d+\b|Ctrl\+\w", line) for line in english.splitlines()
    ]


@each_language
@each_page
def test_a_button_is_called_by_the_word_that_stands_on_it(code: str, page: str) -> None:
    """What stands in bold and is a text of the window, too."""
    for english, other in zip(text("en", page).splitlines(), text(code, page).splitlines(), strict=True):
        with spoken(code):
            asked = [(word, _(word)) for word in BOLD.findall(english)]
        for word, translated in asked:
            assert translated == word or translated in BOLD.findall(other), f"{word}: {translated}"


@each_language
def test_the_table_of_words_has_each_word_in_its_group(code: str) -> None:
    english, other = words("en"), words(code)
    assert len(other) == len(english)
    assert all(row["word"] and row["meaning"] for row in other)
    groups = {row["group"]: there["group"] for row, there in zip(english, other, strict=True)}
    assert [groups[row["group"]] for row in english] == [row["group"] for row in other]
    assert len({row["word"] for row in other}) == len(other)


@each_language
def test_a_word_is_explained_by_the_word_that_the_window_uses(code: str) -> None:
    for row, there in zip(words("en"), words(code), strict=True):
        with spoken(code):
            in_the_window = _(row["word"])
        assert in_the_window in (row["word"], there["word"]) or (code, row["word"]) in HEADS


def test_every_word_in_bold_that_begins_a_button_in_english_still_stands_in_the_window() -> None:
    keys = re.compile(r"(Ctrl|Alt)\+.*|F\d+|Esc|[0-9N]|Up|Down")
    shown = {word for page in PAGES for word in BOLD.findall(text("en", page)) if not keys.fullmatch(word)}
    catalogue = (manual().parent / "languages" / "fr" / "window.po").read_text(encoding="utf-8")
    paper = (manual().parent / "languages" / "fr" / "paper.po").read_text(encoding="utf-8")
    examples = {"37 waiting for the server": "{count} waiting for the server", "Ask … first": "Ask {name} first"}
    missing = [word for word in shown if f'"{examples.get(word, word)}' not in catalogue + paper]
    assert sorted(missing) == ["The server cannot be reached", "The server refused a change"]
