"""Translations fill in what their sentence does, count as their language counts, and fit where the English stands."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.catalogues import NAMES, TRANSLATED, asked, catalogue, forms, messages, missing
from wopfield import errors
from wopfield.errors import Trouble

each_language = pytest.mark.parametrize("code", TRANSLATED)
each_catalogue = pytest.mark.parametrize("name", NAMES)


def translated(code: str, name: str) -> list[tuple[str, Message, tuple[str, ...]]]:
    """Return each text that has a translation, with the forms it has."""
    found = [(each, forms(each)) for each in messages(code, name).values()]
    return [(each.id if isinstance(each.id, str) else each.id[1], each, said) for each, said in found if any(said)]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@each_language
@each_catalogue
def test_a_translation_fills_in_what_its_sentence_does(code: str, name: str) -> None:
    for text, message, said in translated(code, name):
        counts = not isinstance(message.id, str)
        for form in said:
            assert blanks(form) <= blanks(text), (text, form)
            # A language may say "one" or "two" in the word itself, and what else is filled in stays.
            assert len(blanks(text) - blanks(form)) <= counts, (text, form)


@each_language
@each_catalogue
def test_a_translation_has_a_form_for_every_count_of_its_language(code: str, name: str) -> None:
    plurals = catalogue(code, name).num_plurals
    for text, message, said in translated(code, name):
        assert len(said) == (1 if isinstance(message.id, str) else plurals), text
        assert all(said), text


@each_language
@each_catalogue
def test_a_translation_begins_and_ends_with_the_spaces_and_lines_of_its_sentence(code: str, name: str) -> None:
    for text, _message, said in translated(code, name):
        for form in said:
            assert form[: len(form) - len(form.lstrip())] == text[: len(text) - len(text.lstrip())], text
            assert form[len(form.rstrip()) :] == text[len(text.rstrip()) :], text
            assert form.count("&") == text.count("&"), text


@each_language
def test_nothing_stands_in_two_catalogues_with_two_translations(code: str) -> None:
    window, paper = messages(code, "window"), messages(code, "paper")
    assert [key for key in window if key in paper and forms(window[key]) != forms(paper[key])] == []


@each_language
@each_catalogue
def test_no_text_is_left_untranslated(code: str, name: str) -> None:
    assert missing(code, name) == []


def test_every_place_is_asked_what_it_says() -> None:
    domain, page, help_of_a_command = "Peer review", "Skip to the content", "The number alone."
    assert {(None, words) for words in (domain, page, help_of_a_command)} <= set(asked("window"))
    assert (None, "Improvement plan") in asked("paper")


def test_no_trouble_is_said_in_a_sentence_that_was_filled_in_before_it_could_be_translated() -> None:
    troubles = {name for name, each in vars(errors).items() if isinstance(each, type) and issubclass(each, Trouble)}
    for path in Path(errors.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "wopfield.errors" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in troubles:
                said = (*node.args, *(keyword.value for keyword in node.keywords))
                assert not any(isinstance(each, ast.JoinedStr) for each in said), f"{path.name}:{node.lineno}"


def test_no_text_stands_within_a_formatted_string_where_those_who_gather_texts_do_not_look() -> None:
    for path in Path(errors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                asked_within = [
                    each
                    for each in ast.walk(node)
                    if isinstance(each, ast.Call)
                    and isinstance(each.func, ast.Name)
                    and each.func.id in ("_", "plural", "meant")
                    and isinstance(each.args[0], ast.Constant)
                ]
                assert not asked_within, f"{path.name}:{node.lineno}"
