"""In which language the program begins, and how it reads its translations."""

import json
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from wopfield import po, settings
from wopfield.language import Saying, _, best_of, language, later, one_of_ours, speak, spoken, told_again
from wopfield.shipped import shipped

FILES = sorted((shipped("resources") / "languages").glob("*/*.po"))
VARIABLES = ("WOPFIELD_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
OURS = po.read((shipped("resources") / "languages" / "fr" / "window.po").read_text(encoding="utf-8")).forms
COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 1_000_000)

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1).filter(str.strip)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_catalogue_is_read_as_gettext_reads_it(file: Path) -> None:
    with file.open("rb") as lines:
        catalogue = read_po(lines, locale=file.parent.name)
    theirs, ours = by_gettext(catalogue), po.Words(po.read(file.read_text(encoding="utf-8")))
    for one in catalogue:
        if isinstance(one.id, tuple | list):
            single, many = one.id
            said = [(ours.ngettext(single, many, count), theirs.ngettext(single, many, count)) for count in COUNTS]
        elif one.context:
            said = [(ours.pgettext(one.context, one.id), theirs.pgettext(one.context, one.id))]
        else:
            said = [(ours.gettext(one.id), theirs.gettext(one.id))] if one.id else []
        assert all(our == their for our, their in said), one.id


@given(st.dictionaries(st.tuples(st.none() | texts, texts), texts, max_size=5))
def test_whatever_translators_write_is_read(translations: dict[tuple[str | None, str], str]) -> None:
    catalogue = Catalog(locale="fr")
    for (context, text), translation in translations.items():
        catalogue.add(text, translation, context=context)
    written = BytesIO()
    write_po(written, catalogue)
    file = written.getvalue().decode()
    for told in (file, file.replace("\n\n", "\n")):  # two who add at one place may leave no empty line between
        assert po.read(told).forms == {key: (text,) for key, text in translations.items()}


def by_gettext(catalogue: Catalog) -> GNUTranslations:
    machine = BytesIO()
    write_mo(machine, catalogue)
    machine.seek(0)
    return GNUTranslations(machine)


def test_what_a_translator_is_not_sure_of_is_not_said() -> None:
    told = po.read('#, fuzzy\nmsgid "Tap"\nmsgstr "Danse"\n\nmsgid "Pipe"\nmsgstr ""\n\nmsgid "Pump"\nmsgstr "Pompe"\n')
    assert [po.Words(told).gettext(text) for text in ("Tap", "Pipe", "Pump")] == ["Tap", "Pipe", "Pompe"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_SN.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "pt_MZ.UTF-8"}, "pt"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ar_JO.UTF-8"}, "ar"),
        ({"LANGUAGE": "nl:es_PE:fr", "LANG": "nl_NL.UTF-8"}, "es"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"WOPFIELD_LANGUAGE": "es", "LC_ALL": "fr_FR.UTF-8"}, "es"),
    ],
)
def test_the_command_line_speaks_as_the_surroundings_say(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], expected: str
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert settings.language() == expected


def test_what_the_computer_is_asked_for_holds_unless_a_variable_names_a_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WOPFIELD_LANGUAGE")
    assert settings.language(["nl-NL", "pt-Latn-MZ", "fr"]) == "pt"
    monkeypatch.setenv("WOPFIELD_LANGUAGE", "ar")
    assert settings.language(["pt"]) == "ar"


def test_a_sentence_of_arabic_runs_its_own_way_though_a_latin_letter_stands_first_in_it() -> None:
    with spoken("ar"):
        assert _("{letter}: {meaning}", letter="A", meaning="مقيس") == "\u200f\u200eA\u200e: \u200fمقيس\u200f"
        said = _("{period}: {figure}. {doubt}", period="2025", figure="512 KES", doubt="هل المقصود 51؟")
        assert said.startswith("\u200f2025: ")  # though the first letters are those of the currency
    with spoken("fr"):
        assert _("{letter}: {meaning}", letter="A", meaning="mesuré").startswith("A")


def test_a_language_nobody_translated_is_english() -> None:
    assert best_of(["nl", "de-CH"]) == "en"
    with spoken("nl"):
        assert language() == "en"
    speak("en")


def test_a_saying_that_was_kept_is_told_in_the_language_of_whoever_reads_it() -> None:
    with spoken("fr"):
        why = later("These two laptops are not paired.")
        kept = later("{name} answers: {words}", name="Joost", words=why).written()
        assert told_again(kept) == "Joost répond\u00a0: Ces deux ordinateurs ne sont pas associés."
    assert told_again(kept) == "Joost answers: These two laptops are not paired."
    assert told_again(later("Stopped.").written()) == "Stopped."


def test_what_another_side_wrote_is_told_again_only_where_it_is_a_sentence_of_ours() -> None:
    ours = later("There is an account with the e-mail {email} already.", email="amina@example.org")
    for written in (ours.written(), later("{name} answers: {words}", name="Joost", words=ours).written()):
        heard = one_of_ours(written)
        assert heard is not None
        assert heard.written() == written
        assert "account" in str(heard)
        with spoken("fr"):
            assert "compte" in str(one_of_ours(written))


@given(st.text() | st.sampled_from(["{email.__class__}", "{email:9999999999}"]), st.text() | st.lists(st.integers()))
def test_a_sentence_that_another_side_made_up_is_never_filled_in(sentence: str, email: object) -> None:
    for written in (sentence, json.dumps([sentence, {"email": email}]), json.dumps([sentence, email])):
        heard = one_of_ours(written)
        assert heard is None or (None, sentence) in OURS


@given(st.text())
def test_words_that_were_kept_before_there_were_sayings_stay_as_they_are(words: str) -> None:
    assert told_again(words) == words
    for broken in (f'["{words}', f'["{{{words}}}", {{}}]', f'["{words}", [1]]'):
        assert isinstance(told_again(broken), str)


parts = st.dictionaries(st.sampled_from(("name", "words", "count")), st.text() | st.integers(), max_size=3)


@given(parts)
def test_what_fills_in_a_saying_is_kept_to_the_letter(filled: dict[str, object]) -> None:
    sentence = " ".join(f"{{{name}}}" for name in filled)
    assert told_again(Saying(sentence, filled).written()) == sentence.format(**filled)
