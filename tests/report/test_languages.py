"""The paper speaks five languages, each in its own figures, plurals and direction."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogues import TRANSLATED
from tests.report.reading import Reading, Written, bare, joined, letters, words_by_number
from tests.report.sample import sample_summary
from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.quantity import THIN, format_number, rounded
from wopfield.domain.summary import Summary
from wopfield.language import (
    ARABIC_INDIC,
    OWN_NAMES,
    _,
    in_a_row,
    in_digits,
    kept_as_it_is,
    plural,
    shipped_text,
    speak,
    spoken,
)
from wopfield.report.cleaning import one_line
from wopfield.report.document import print_document
from wopfield.report.fingerprint import fingerprint, in_groups
from wopfield.report.numbers import LEFT_TO_RIGHT, MINUS, Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.style import BODY, KICKER, TABLE, TITLE, TextStyle
from wopfield.report.text import NBSP, lines_of, width_of
from wopfield.report.translating import printed_source, translated
from wopfield.report.words import Span

each_language = pytest.mark.parametrize("code", TRANSLATED)


def printed(code: str, *sections: str) -> Reading:
    options = ReportOptions(sections=sections, language=code, number="WOP-2026-0147")
    return Reading(print_document(sample_summary(), {}, options).pdf)


def test_arabic_counts_in_six_forms() -> None:
    with spoken("ar"):
        counted = [plural("{count} item", "{count} items", count) for count in (0, 1, 2, 3, 11, 100)]
    assert counted == ["لا بنود", "بند واحد", "بندان", "3 بنود", "11 بندًا", "100 بند"]


def test_another_language_is_spoken_only_where_it_is_asked_for() -> None:
    speak("en")
    with spoken("fr"):
        assert plural("{count} item", "{count} items", 2) == "2 critères"
    assert plural("{count} item", "{count} items", 2) == "2 items"


@pytest.mark.parametrize(
    ("code", "decimal", "large", "change"),
    [
        ("en", "12.5", "1,234,567", "−0.4"),
        ("fr", "12,5", f"1{NBSP}234{NBSP}567", "−0,4"),
        ("es", "12,5", "1.234.567", "−0,4"),
        ("pt", "12,5", "1.234.567", "−0,4"),
        ("ar", "12.5", "1,234,567", f"{LEFT_TO_RIGHT}−0.4"),
    ],
)
def test_figures_are_written_as_in_the_language(code: str, decimal: str, large: str, change: str) -> None:
    numbers = Numbers(code)
    assert (numbers.decimal(12.5), numbers.whole(1234567), numbers.signed(-0.4)) == (decimal, large, change)


@pytest.mark.parametrize(
    ("code", "share", "formula"),
    [
        ("en", f"50.3{NBSP}%", "1,000 × (18 × Length of distribution mains + 0.8)"),
        ("fr", f"50,3{NBSP}%", f"1{NBSP}000 × (18 × Longueur du réseau de distribution + 0,8)"),
        ("es", f"50,3{NBSP}%", "1.000 × (18 × Longitud de la red de distribución + 0,8)"),
        ("pt", f"50,3{NBSP}%", "1.000 × (18 × Extensão da rede de distribuição + 0,8)"),
        ("ar", "50.3%", "1,000 × (18 × طول شبكة التوزيع + 0.8)"),
        (ARABIC_INDIC, "٥٠٫٣٪", "١٬٠٠٠ × (١٨ × طول شبكة التوزيع + ٠٫٨)"),
    ],
)
def test_shares_and_the_numbers_of_a_formula_are_written_as_in_the_language(
    code: str, share: str, formula: str
) -> None:
    summary = sample_summary()
    term = replace(summary.around.terms[0], formula="1000 × (18 × Length of distribution mains + 0.8)")
    with spoken(code):
        assert Numbers(code).in_percent(50.3) == share
        (shown,) = translated(replace(summary, around=replace(summary.around, terms=(term,))))[0].around.terms
    assert shown.formula == formula


def test_arabic_is_printed_in_its_own_digits_where_that_is_chosen() -> None:
    reading = printed(ARABIC_INDIC, "summary", "profile", "plan", "signoff")
    words = [word for line in reading.text().split("\n") for word in line.split()]
    assert str(reading.file.Root.Lang) == "ar"
    assert "٢٠٢٦" in reading.text()
    assert "١٩٫٤" in reading.text()
    # codes keep theirs: the number of the document, those of actions and evidence, and the fingerprint
    digest = fingerprint(sample_summary())
    assert digest in bare(reading.content())
    assert {"WOP-2026-0147", "A01"} <= set(words)
    kept = {word for word in words if re.search("[0-9]", word) and not re.search("[A-Za-z]", word)}
    assert kept <= {digest[at : at + 4] for at in range(0, 64, 4)} | latin_figures()


def latin_figures() -> set[str]:
    """Return the figures that people wrote in sentences in Latin letters."""
    return set(re.findall(r"[0-9][0-9.,]*", str(sample_summary())))


def test_figures_of_a_sentence_in_arabic_turn_and_codes_do_not() -> None:
    with spoken(ARABIC_INDIC):
        assert in_digits("البند 3 من 12 (HX-114)") == "البند ٣ من ١٢ (HX-114)"
        assert in_digits("Seen 3 times in 2026.") == "Seen 3 times in 2026."
        assert in_digits(f"البصمة {kept_as_it_is('4553 9912')} 7") == f"البصمة {kept_as_it_is('4553 9912')} ٧"
        numbers = Numbers(ARABIC_INDIC)
        assert (numbers.decimal(1234.5), numbers.signed(0.4), numbers.percent(0.37)) == ("١٬٢٣٤٫٥", "+٠٫٤", "٣٧٪")
        assert in_digits(numbers.day(date(2026, 3, 9))).startswith("٩")
    assert in_digits("البند 3") == "البند 3"


@each_language
def test_a_report_says_in_which_language_it_is(code: str) -> None:
    reading = printed(code, "method")
    assert str(reading.file.Root.Lang) == code


@pytest.mark.parametrize("code", ["fr", "es", "pt"])
def test_a_report_in_another_language_stands_where_the_english_one_does(code: str) -> None:
    assert min(piece.x for piece in printed(code, "method").pages[0]) < 60


def test_a_date_behind_a_latin_name_keeps_together_in_arabic() -> None:
    with spoken("ar"):
        said = in_a_row(("Head of production", "02\u200f/12\u200f/2026"))
        (line,) = lines_of(said, TextStyle("regular", 9, 12), 400)
    drawn = letters((line,))
    assert drawn.startswith("2026/12/02")
    assert drawn.endswith("Head of production")


def test_an_arabic_report_is_mirrored() -> None:
    english, arabic = (printed(code, "profile").pages[0] for code in ("en", "ar"))
    page = 595.28

    def edges(pieces: list[Written], text: str) -> tuple[float, float]:
        found = next(piece for piece in pieces if piece.text.strip() == text)
        return found.x, found.x + found.width

    left, right = edges(english, "01")
    assert edges(arabic, "01") == pytest.approx((page - right, page - left), abs=0.1)


def test_the_last_digits_of_a_column_stand_below_one_another_and_below_its_head_in_arabic_too() -> None:
    summary = sample_summary()
    period = summary.periods[-1]
    values = zip(summary.indicators, (9.4, 128.0, 12_480_000.0), strict=False)
    made = tuple(replace(one, values={**one.values, period: value}) for one, value in values)
    arabic = Reading(
        print_document(replace(summary, indicators=made), {}, ReportOptions(sections=("figures",), language="ar")).pdf
    )
    numbers = Numbers("ar")
    written = {numbers.measured(one.values[period] or 0.0, one.values.values()) for one in made}
    pieces = [piece for page in arabic.pages for piece in page if piece.text.strip() in written]
    ends = {round(piece.x + piece.width) for piece in pieces}
    head = next(piece for page in arabic.pages for piece in page if piece.text.strip() == period)
    assert len(pieces) >= 3
    assert len(written) == 3
    assert ends == {round(head.x + head.width)}


def test_a_unit_of_two_scripts_keeps_together_behind_a_latin_source() -> None:
    with spoken("ar"):
        (line,) = lines_of(in_a_row(("KES/م³", "Billing exports"), " · "), TextStyle("regular", 9, 12), 400)
    drawn = letters((line,))
    assert drawn.startswith("Billing exports")
    assert drawn.endswith("KES")
    assert "³م/KES" in drawn


def test_words_of_people_in_another_script_say_so_to_who_reads_them_aloud() -> None:
    def scripts(code: str) -> set[str]:
        return {str(one.Lang) for one in printed(code, "plan").elements() if "/Lang" in one}

    assert scripts("ar") == {"und-Latn"}
    assert scripts("en") == set()


def test_no_slanted_digit_and_no_thin_one_stands_among_arabic_letters() -> None:
    with spoken("ar"):
        for style in (TextStyle("condensed-italic", 12, 14), TextStyle("light", 12, 14)):
            (line,) = lines_of("تقدّم 10 من 12", style, 400)
            assert {piece.style.face for piece in line.pieces}.isdisjoint(("light", "condensed-italic"))


def test_a_share_is_written_one_way_in_arabic() -> None:
    numbers = Numbers("ar")
    assert numbers.percent(0.41) == "41%"
    assert numbers.before_unit("%") == ""
    assert Numbers("fr").before_unit("%") == "\u00a0"
    texts = (Path("resources/languages/ar") / name for name in ("paper.po", "names.po"))
    said = [line for text in texts for line in text.read_text(encoding="utf-8").splitlines() if "msgstr" in line]
    assert [line for line in said if re.search(r"\d[ \u00a0]%", line)] == []


def test_a_code_that_a_telephone_reads_is_not_mirrored() -> None:
    from wopfield.report.code import code_marks
    from wopfield.report.drawing import Facing

    assert [type(mark) for mark in code_marks("urn:x", 50)] == [Facing]


def test_the_fingerprint_is_the_same_in_every_language() -> None:
    made = [print_document(sample_summary(), {}, ReportOptions(sections=("method",), language=c)) for c in OWN_NAMES]
    assert len({one.fingerprint for one in made}) == 1
    assert len({one.pdf for one in made}) == len(OWN_NAMES)


@each_language
def test_what_nobody_translated_is_marked_and_what_people_wrote_is_not(code: str) -> None:
    summary = sample_summary()
    own = replace(summary.areas[0], title="The shelf of old maps")
    text = Reading(
        print_document(
            replace(summary, areas=(own, *summary.areas[1:])), {}, ReportOptions(sections=("contents",), language=code)
        ).pdf
    ).text()
    assert bare("The shelf of old maps °") not in bare(text)  # contents name no areas without their chapters
    areas = Reading(
        print_document(replace(summary, areas=(own,)), {}, ReportOptions(sections=("areas",), language=code)).pdf
    ).text()
    assert bare("The shelf of old maps°") in bare(areas)
    assert bare("Records of the past twelve months were complete.") in bare(areas)
    assert bare("were complete.°") not in bare(areas)


@each_language
def test_names_of_ours_are_found_in_every_language(code: str) -> None:
    with spoken(code):
        assert shipped_text("Operating cost coverage") not in (None, "Operating cost coverage")
        assert shipped_text("Riverbend") is None


@pytest.mark.parametrize("text", ["Riverbend (Karst Region)", "NRW, 37.1 %", "(6.3)", "Spare parts are missing."])
def test_latin_words_keep_their_order_and_their_punctuation_in_an_arabic_sentence(text: str) -> None:
    style = TextStyle("regular", 9, 12)
    with spoken("ar"):
        (line,) = lines_of([Span("السبب: ", style), Span(text, style)], style, 1000)
    drawn = letters((line,))
    assert text in drawn


def test_labels_that_come_with_figures_are_translated() -> None:
    around = sample_summary().around
    labels = set(_labels(around))
    assert len(labels) > 40
    for code in TRANSLATED:
        with spoken(code):
            assert {label for label in labels if _(label) == label} <= ALIKE[code], code


ALIKE: dict[str, set[str]] = {"fr": set(), "es": set(), "pt": set(), "ar": set()}
"""Labels that are the same word in a language as in English."""


def _labels(value: object) -> Iterator[str]:
    """Yield every label and remark in a part of a summary, as the domain words it."""
    if isinstance(value, Mapping):
        yield from _labels(tuple(value.values()))
    elif names := getattr(value, "_fields", ()) or (is_dataclass(value) and [item.name for item in fields(value)]):
        for name in names:
            if name in ("label", "sentence"):
                yield str(getattr(value, name))
            else:
                yield from _labels(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _labels(part)


def test_arabic_joins_what_stands_in_a_row_with_its_own_comma() -> None:
    text = printed("ar", "areas", "annex").text()
    assert "E1" in text
    assert not re.search(r"E\d+,", text), "codes of evidence"
    assert "،" in text


def test_arabic_writes_the_month_of_a_short_date_in_words() -> None:
    assert Numbers("ar").short_day(date(2026, 12, 2)) == f"2{NBSP}ديسمبر{NBSP}2026"


def test_a_figure_with_its_sign_and_year_runs_from_the_right_in_arabic() -> None:
    drawn = [one.text.replace(NBSP, " ") for pieces in printed("ar", "areas").pages for one in pieces]
    assert any("2026 · %" in text for text in drawn), "from left to right, as it is drawn"
    assert not any("% · 2026" in text for text in drawn)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_paper_writes_the_figure_that_the_screen_writes(value: float, places: int) -> None:
    on_screen = format_number(value, places=places).replace(THIN, "").replace(MINUS, "-")
    on_paper = Numbers("en").decimal(value, places).replace(",", "").replace(MINUS, "-")
    assert on_paper == on_screen == str(rounded(value, places))


def test_latin_words_with_an_arabic_figure_read_from_the_left() -> None:
    with spoken(ARABIC_INDIC):
        (line,) = lines_of([Span("hang at the gate ", BODY), Span("(2.4)", BODY), Span(".", BODY)], BODY, 400)
    assert letters((line,)) == "hang at the gate (٢.٤)."


def test_a_space_between_two_latin_texts_in_arabic_stands_between_them() -> None:
    with spoken("ar"):
        (line,) = lines_of([Span("لا ينطبق: \u200eOne.\u200e", BODY), Span(f"{NBSP} Two.", BODY)], BODY, 400)
    shown = letters((line,))
    assert shown.replace("\u200e", "").startswith(f"Two. {NBSP}One."), "the second text stands at the left"


def commented(words: str) -> Summary:
    """Return a review of one item, on which a reviewer and the mentee write so in English."""
    whole = sample_summary()
    area = whole.areas[0]
    item = area.items[0]
    said = replace(item.peers[0], level=1, confidence="B", comment=words, reason="")
    own = replace(said, level=4, comment=words)
    result = replace(item.result, level=1, comment="", reason="")
    one = replace(item, peers=(said,), self_rating=own, result=result, agreed=True, comment="")
    return replace(whole, areas=(replace(area, items=(one,), findings=()),), indicators=())


def on_paper(summary: Summary, section: str) -> list[Written]:
    reading = Reading(print_document(summary, {}, ReportOptions(sections=(section,), language="ar")).pdf)
    return [piece for page in reading.pages for piece in page]


def test_level_and_grade_stand_beside_the_rater_whatever_is_said_behind_them_in_arabic() -> None:
    pieces = on_paper(commented("Mains are old."), "annex")
    comments = [piece for piece in pieces if "Mains" in piece.text]
    assert comments
    for comment in comments:
        line = [piece for piece in pieces if piece.y == comment.y and piece.role == comment.role]
        grade = max(piece.x for piece in line if piece.text.strip(" \u061c").endswith("B"))
        assert grade > comment.x + comment.width - 0.1, joined(line)
        assert [piece.text for piece in line if piece.x < comment.x and re.search("[0-9B]", piece.text)] == []


def test_a_stop_stands_behind_the_last_word_of_a_quotation_in_arabic() -> None:
    quoted = "The reservoirs were washed by a contractor in March and the log was signed. " * 2 + "It has a vent."
    pieces = [piece for piece in on_paper(commented(quoted), "areas") if piece.text.strip().endswith("vent.")]
    assert pieces


def test_a_report_without_a_number_keeps_its_fingerprint_in_arabic_digits() -> None:
    reading = Reading(
        print_document(sample_summary(), {}, ReportOptions(sections=("method",), language=ARABIC_INDIC)).pdf
    )
    assert in_groups(fingerprint(sample_summary())[:8]) in reading.text(1)


@pytest.mark.parametrize("code", [*TRANSLATED, ARABIC_INDIC])
def test_no_mark_of_a_title_reaches_into_the_line_above_it(code: str) -> None:
    pieces = printed(code, "fate", "method").pages[0]
    kicker = max(piece.y for piece in pieces if piece.role == "P" and piece.size == KICKER.size)
    title = min(piece.y for piece in pieces if piece.role == "H1")
    assert title - kicker >= (TITLE.size * 1.25 if code in ("ar", ARABIC_INDIC) else TITLE.size)


def read_aloud(reading: Reading) -> list[tuple[str, str]]:
    """Return role and words of each element in the order of the tree, as a screen reader says them."""
    drawn = {page.obj.objgen: words_by_number(page) for page in reading.file.pages}

    def walk(one: Any, page: Any) -> Iterator[tuple[str, str]]:
        page = one.Pg.objgen if "/Pg" in one else page
        kids = one.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        own = "".join(
            drawn[page].get(kid, "") if isinstance(kid, int) else drawn[kid.Pg.objgen].get(int(kid.MCID), "")
            for kid in kids
            if isinstance(kid, int) or "/MCID" in kid
        )
        yield str(one.S), str(one.get("/Alt", "") or one.get("/ActualText", "") or own)
        for kid in kids:
            if not isinstance(kid, int) and "/S" in kid:
                yield from walk(kid, page)

    return list(walk(reading.file.Root.StructTreeRoot.K, None))


def around(code: str, *sections: str) -> list[tuple[str, str]]:
    options = ReportOptions(sections=sections, language=code, number="WOP-1")
    return read_aloud(Reading(print_document(sample_summary(), {}, options).pdf))


@pytest.mark.parametrize("sections", [("profile",), ("balance",), ("sites",), ("plan", "signoff")])
def test_an_arabic_report_is_read_aloud_in_the_order_of_the_english_one(sections: tuple[str, ...]) -> None:
    english, arabic = around("en", *sections), around("ar", *sections)
    inline = ("/Link",)  # a name may need one line more
    assert [role for role, _said in english if role not in inline] == [
        role for role, _said in arabic if role not in inline
    ]
    codes = re.compile(r"(?:[A-Z]{0,3}-?)?\d+(?:\.\d+)*")

    def said(read: list[tuple[str, str]]) -> list[str]:
        return [words.strip("\u200e\u200f ") for role, words in read if role in ("/TH", "/TD")]

    pairs = [(one, other) for one, other in zip(said(english), said(arabic), strict=True) if codes.fullmatch(one)]
    assert len(pairs) > 5
    assert [one for one, _ in pairs] == [other for _, other in pairs]


def test_arabic_words_are_read_aloud_with_their_first_letter_first() -> None:
    read = around("ar", "profile", "plan")
    with spoken("ar"):
        words = [_("Improvement plan"), _("Where inside each area"), _("Owner, peer support")]
    said = [text for _role, text in read]
    for one in words:
        assert any(one in text for text in said)


@pytest.mark.parametrize("code", ["en", *TRANSLATED])
def test_a_short_date_stands_on_one_line_in_every_table(code: str) -> None:
    narrowest = 62.0  # of the columns of days, that of the sites
    with spoken(code):
        days = [Numbers(code).short_day(date(2026, month, 28)) for month in range(1, 13)]
        assert all(width_of(day, TABLE) <= narrowest for day in days)


@pytest.mark.parametrize("code", TRANSLATED)
def test_where_good_practice_is_taken_from_is_said_in_the_language_of_the_report(code: str) -> None:
    sources = {one.good_practice_source for one in indicator_catalogue().indicators.values()} - {""}
    with spoken(code):
        assert [source for source in sources if printed_source(source) == source] == []


@pytest.mark.parametrize("written", [f"«{NBSP}Mot{NBSP}»", f"41,0{NBSP}%", f"à\n savoir{NBSP}: 3"])
def test_what_is_held_together_stays_so_on_one_line(written: str) -> None:
    assert one_line(written).count(NBSP) == written.count(NBSP)


@pytest.mark.parametrize("code", ["en", *TRANSLATED])
def test_the_foot_of_a_page_keeps_its_parts_apart_however_long_they_are(code: str) -> None:
    options = ReportOptions(
        sections=("signoff",), language=code, number="WOP-2026 " * 6, confidentiality="only partners " * 20
    )
    (page, *_rest) = Reading(print_document(sample_summary(), {}, options).pdf).pages
    lowest = max(piece.y for piece in page)
    at_foot = [piece for piece in page if lowest - piece.y < 2 and piece.text.strip()]
    parts = sorted((piece.x, piece.x + piece.width) for piece in at_foot)
    assert len(parts) > 2
    assert all(end <= begin + 0.5 for (_begin, end), (begin, _end) in pairwise(parts))


@each_language
def test_the_words_of_a_source_that_nobody_translated_are_marked_as_english_and_its_numbers_are_not(code: str) -> None:
    summary = sample_summary()
    one = replace(summary.around.terms[0], name="Water coverage")
    said = {"IBNET 2.1": "", "SDG 6.1.1 quality criterion; WHO GDWQ (from knowledge)": f"{NBSP}°"}
    terms = tuple(replace(one, code=f"T{at}", source=source) for at, source in enumerate(said))
    shown = replace(summary, around=replace(summary.around, terms=terms))
    with spoken(code):
        translated_terms = translated(shown)[0].around.terms
    assert [term.source for term in translated_terms] == [printed_source(each) + mark for each, mark in said.items()]
    pages = Reading(print_document(shown, {}, ReportOptions(sections=("terms",), language=code)).pdf)
    assert pages.text().count("°") == 2  # behind the one source, and where it is said what that means


def test_what_a_utility_wrote_of_its_own_source_is_not_called_english() -> None:
    summary = sample_summary()
    term = replace(summary.around.terms[0], name="Débit de nos forages", source="relevé mensuel de la station")
    with spoken("fr"):
        shown = translated(replace(summary, around=replace(summary.around, terms=(term,))))[0]
    assert shown.around.terms[0].source == "relevé mensuel de la station"


@pytest.mark.parametrize(("code", "theme"), [("en", "Non-revenue water"), ("fr", "Eau non facturée")])
def test_no_group_of_indicators_is_headed_by_an_abbreviation(code: str, theme: str) -> None:
    summary = sample_summary()
    lines = tuple(replace(one, themes=("NRW",)) for one in summary.indicators[:1])
    with spoken(code):
        assert translated(replace(summary, indicators=lines))[0].indicators[0].themes == (theme,)
