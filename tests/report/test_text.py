"""Text comes out whole, in lines that fit, and in the right order."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from unicodedata import bidirectional, category, normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.report.hostile import TEXTS
from tests.report.reading import letters
from tests.report.sample import sample_summary
from wopfield.report.bidi import levels, reordered
from wopfield.report.cleaning import clean, one_line
from wopfield.report.document import print_document
from wopfield.report.fonts import font, shaped
from wopfield.report.moved import with_moved
from wopfield.report.options import ReportOptions
from wopfield.report.scripts import FONT_FILES
from wopfield.report.style import BODY, CAPTION, CODE, KICKER, PILL, TABLE, TITLE, TextStyle
from wopfield.report.text import NBSP, balanced, fitted, lines_of, shortened, width_of
from wopfield.report.words import Span

PRINTED = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp")), max_size=60
)


TURNED = st.text("abcXé ابتنسمم؟؛َّ אבג ١٢ 0123456789 .,:/-+%#$€\"' \u00a0\u200e\u200f\u200d\u202f漢\u0301", max_size=20)


def levels_of_the_library(text: str, from_the_right: bool) -> tuple[list[int], int]:
    """Return the levels of the characters that are not passed over, and of the paragraph."""
    from bidi import algorithm

    shown = "".join(character for character in text if bidirectional(character) not in ("BN", ""))
    base = 1 if from_the_right else algorithm.get_base_level(shown)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(shown, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [entry["level"] for entry in storage["chars"]], base


def shown(text: str, width: float = 200.0) -> list[str]:
    return [line.text for line in lines_of(text, BODY, width)]


@given(TURNED, st.booleans())
@settings(max_examples=400)
def test_both_directions_are_told_apart_as_a_known_library_does(text: str, from_the_right: bool) -> None:
    ours, base = levels(text, from_the_right=from_the_right)
    shown = [level for level, character in zip(ours, text, strict=True) if bidirectional(character) not in ("BN", "")]
    assert (shown, base) == levels_of_the_library(text, from_the_right)


@given(PRINTED, st.floats(20, 300))
@example("x" * 300, 40)
@example("Z\u0351\u036b\u0343 a\u200db", 30)
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    # a single letter may be wider than a column of 20 points
    assert all(line.width <= max(width, 24) + 0.02 for line in lines_of(text, BODY, width) if len(line.text) > 1)


@given(PRINTED, st.floats(30, 300))
def test_no_letter_is_lost_or_invented_by_cutting_lines(text: str, width: float) -> None:
    kept = "".join(line.text for line in lines_of(text, BODY, width))
    assert "".join(kept.split()) == "".join(clean(text).replace("\u200b", "").split())


@given(st.text("abc defg-hij. klm, 012 ñéß Ω ж ()", max_size=80))
def test_glyphs_stand_for_the_text_they_show(text: str) -> None:
    assert "".join(letters(lines_of(text, BODY, 120)).split()) == "".join(clean(text).split())


def test_letters_joined_in_the_file_they_were_copied_from_are_printed_apart() -> None:
    assert letters(lines_of("an eﬃcient oﬀer, ﬁt to ﬂow", BODY, 400)) == "an efficient offer, fit to flow"


@given(st.text(max_size=50))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("name", TEXTS)
def test_cleaned_text_holds_no_control_character_and_encodes(name: str) -> None:
    cleaned = clean(TEXTS[name])
    assert cleaned.encode("utf-8")
    assert not [c for c in cleaned if c < " " and c != "\n"]
    assert "\n" not in one_line(TEXTS[name])


def test_a_line_end_in_the_text_stays_a_line_end() -> None:
    assert shown("first\nsecond\r\nthird\u2028fourth") == ["first", "second", "third", "fourth"]


def test_no_break_spaces_hold_number_and_unit_together() -> None:
    width = width_of("losses fell to 37.1", BODY) + 1
    assert shown(f"losses fell to 37.1{NBSP}% in 2026", width) == ["losses fell to", f"37.1{NBSP}% in 2026"]


@pytest.mark.parametrize("held", ["87 %", "40 000", "1 234 567", "12 ‰"])
def test_a_number_typed_with_spaces_stays_with_its_thousands_and_its_percent_sign(held: str) -> None:
    for width in range(60, 300, 3):
        assert any(held in line for line in shown(f"Of the complaints {held} are answered within a week.", width))
        assert any(held in line for line in shown(f"Within a week complaints are answered: {held}.", width))


def test_numbers_that_only_stand_beside_one_another_may_part() -> None:
    assert shown("items 2 4 6", width_of("items 2 4", BODY)) == ["items 2 4", "6"]


def test_a_word_wider_than_its_column_is_cut_behind_a_slash_where_it_can() -> None:
    lines = shown("https://example.org/documents/reports/2026", 110)
    assert lines[0].endswith("/")
    assert "".join(lines) == "https://example.org/documents/reports/2026"


def test_no_letters_of_a_unit_are_torn_apart_where_a_line_may_end_behind_a_slash() -> None:
    assert shown("litres/personne/jour", width_of("litres/perso", BODY)) == ["litres/", "personne/", "jour"]


def test_a_letter_keeps_its_marks_when_a_word_is_cut() -> None:
    word = "Z\u0351\u036b\u0343" * 20
    assert all(not line.startswith(("\u0351", "\u036b", "\u0343")) for line in shown(word, 40))


@pytest.mark.parametrize(
    "words",
    [["น้ำ", "รั่ว", "ไหล", "จาก", "ท่อ", "จ่าย", "น้ำ", "ประปา"], ["ក្រុមហ៊ុន", "ទឹកបាន", "ជួសជុល", "បំពង់"],
     ["ນ້ຳ", "ປະປາ", "ຮົ່ວ", "ໄຫຼ", "ຈາກ", "ທໍ່"], ["ရေပိုက်", "မှ", "ရေယို", "စိမ့်", "မှု"]],
)  # fmt: skip
def test_a_line_of_a_script_without_spaces_ends_between_words(words: list[str]) -> None:
    text = "".join(words)
    ends = {text.index("".join(words[at:])) for at in range(len(words))} | {len(text)}
    for width in range(60, 200, 7):
        at = 0
        for line in shown(text, float(width)):
            at += len(line)
            assert at in ends
    assert "".join(shown(text, 70.0)) == text


@pytest.mark.parametrize("word", ["กิโลเมตร" * 9, "ក្រុ" * 20, "မြို့" * 20])
def test_a_syllable_stays_whole_where_a_word_is_cut(word: str) -> None:
    for line in shown(word, 40.0):
        assert category(line[0])[0] != "M"
        assert line[-1] not in "เโ\u17d2\u1039"


def test_an_ethiopic_word_space_lets_a_line_end() -> None:
    lines = shown("መለኪያ፡የለም፡ብክነት፡ነው", 60)
    assert len(lines) > 1
    assert all(line.endswith("፡") for line in lines[:-1])


def test_titles_are_balanced_without_more_lines() -> None:
    title = "Riverbend has moved from reacting to planning; water losses and asset care now limit every other gain"
    plain, even = lines_of(title, TITLE, 482), balanced(title, TITLE, 482)
    assert len(even) == len(plain) == 2
    assert abs(even[0].width - even[1].width) <= abs(plain[0].width - plain[1].width)


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    lines, whole = fitted("word " * 400, BODY, 100, 3)
    assert len(lines) == 3
    assert not whole
    assert fitted("word", BODY, 100, 3)[1]


def test_a_shortened_name_fits_and_shows_that_it_goes_on() -> None:
    (name,) = shortened("Distribution, non-revenue water and assets", TABLE, 80)
    assert name.endswith("…")
    assert width_of(name, TABLE) <= 80
    assert shortened("Short", TABLE, 80) == ["Short"]


def test_words_may_change_style_in_the_middle() -> None:
    spans = [
        Span("strong", BODY.in_face("semibold")),
        Span(". then plain (", BODY),
        Span("9.4", CODE, "item-1"),
        Span(")", BODY),
    ]
    (line,) = lines_of(spans, BODY, 300)
    assert line.text == "strong. then plain (9.4)"
    assert [piece.link for piece in line.pieces if piece.link] == ["item-1"]


@pytest.mark.parametrize("words", ["غير مقيَّم", "تقييم النظراء 2026", "not rated", "Name مع بنود"])
def test_words_are_measured_as_wide_as_their_line_is(words: str) -> None:
    style = TextStyle("condensed", 8, 10)
    (line,) = lines_of(words, style, 1000)
    assert width_of(words, style) == pytest.approx(line.width)


def test_tracking_makes_text_wider_by_each_letter() -> None:
    plain = width_of("MENTEE", KICKER) - 6 * KICKER.tracking
    assert plain == pytest.approx(width_of("MENTEE", KICKER.__class__("semibold", KICKER.size, 9)), abs=0.01)


def test_arabic_runs_from_the_right_and_numbers_in_it_from_the_left() -> None:
    (line,) = lines_of("جودة المياه 2026", BODY, 300)
    assert line.right_to_left
    seen = letters((line,))
    assert seen.startswith("2026")
    assert line.text == "جودة المياه 2026"


def test_a_final_stop_of_an_arabic_line_stands_at_its_left_end() -> None:
    (line,) = lines_of("من العينات مطابقة (06.007).", BODY, 300)
    assert letters((line,)).startswith(".(06.007)")


def test_arabic_letters_are_joined() -> None:
    assert [glyph.text for glyph in shaped("arabic", "مياه", True).glyphs] != ["ه", "ا", "ي", "م"]


def test_arabic_in_an_english_line_keeps_the_order_of_both() -> None:
    (line,) = lines_of("The ممثل said", BODY, 300)
    assert not line.right_to_left
    assert letters((line,)).startswith("The ")
    assert letters((line,)).rstrip().endswith(" said")


def test_each_script_is_set_in_a_font_that_holds_it() -> None:
    (line,) = lines_of("loss ብክነት पानी مياه", BODY, 500)
    assert {piece.run.font for piece in line.pieces} == {"regular", "ethiopic", "devanagari", "arabic"}


@pytest.mark.parametrize(
    ("script", "words"),
    [("thai", "น้ำรั่วไหล"), ("khmer", "ក្រុមហ៊ុនទឹក"), ("lao", "ນ້ຳປະປາ"), ("myanmar", "ရေပိုက်"), ("bengali", "পানির অপচয়"),
     ("tamil", "நீர் கசிவு"), ("sinhala", "ජලය"), ("hebrew", "דליפת מים"), ("nko", "ߒߞߏ"), ("tifinagh", "ⴰⵎⴰⵏ"),
     ("georgian", "წყლის"), ("armenian", "ջրի"), ("telugu", "నీరు"), ("kannada", "ನೀರು"), ("malayalam", "വെള്ളം"),
     ("gujarati", "પાણી"), ("gurmukhi", "ਪਾਣੀ"), ("oriya", "ପାଣି"), ("syriac", "ܡܝܐ"), ("thaana", "ފެން"),
     ("tibetan", "ཆུ་ཡི"), ("mongolian", "ᠤᠰᠤ"), ("olchiki", "ᱫᱟᱜ"), ("vai", "ꗥꗪ"), ("osmanya", "𐒁𐒘𐒕𐒙"),
     ("adlam", "𞤲𞤣𞤭𞤴𞤢𞤥"), ("han", "自来水公司"), ("han", "水漏れ"), ("han", "누수"), ("signs", "🚰💧👍"),
     ("latin", "Ɓaɗɗo"), ("latin", "Z\u0351\u036b\u0343"), ("ajami", "باࢻر"), ("emoji", "🪣🧰"),
     ("signs", "𝔉𝐀𝒳"), ("signs", "A\u20dd"),
     ("cherokee", "ᏣᎳᎩ"), ("canadianaboriginal", "ᐃᓄᒃᑎᑐᑦ"), ("javanese", "ꦗꦮ"), ("hanifirohingya", "𐴌𐴗𐴥𐴝𐴙𐴚"),
     ("bamum", "ꚠꛀꛛ"), ("bamum", "𖠀𖨸"), ("newa", "𑐣𑐾𑐥𑐵𑐮"), ("yi", "ꆈꌠꁱꂷ"), ("mandaic", "ࡌࡀࡍࡃࡀ"), ("miao", "𖼊𖽳𖾐"),
     ("nyiakengpuachuehmong", "𞄀𞄩𞄰"), ("wancho", "𞋀𞋁𞋮"), ("buhid", "ᝊᝓᝑᝒ"), ("hanunoo", "ᜡᜨᜳ"), ("tagbanwa", "ᝦᝪᝯ"),
     ("rejang", "ꤰꥇꤱ"), ("masaramgondi", "𑴎𑴽"), ("gunjalagondi", "𑵶𑶍"), ("medefaidrin", "𖹀𖹡"), ("pahawhhmong", "𖬌𖬣"),
     ("mro", "𖩎𖩑"), ("warangciti", "𑢹𑣉"), ("paucinhau", "𑫀𑫗"), ("georgian", "ᲓᲔᲓᲐ"), ("ethiopic", "𞟠𞟭"), ("lao", "ຆຉ"),
     ("rarehan", "㐀㗰䶴"), ("rarehan", "鿏"), ("rarehan", "ㆠ"), ("rarehan", "ㇷ")],
)  # fmt: skip
def test_scripts_of_other_countries_are_set_in_fonts_of_their_own(script: str, words: str) -> None:
    (line,) = lines_of(words, BODY, 500)
    drawn = [(piece.run.font, glyph.code) for piece in line.pieces for glyph in piece.run.glyphs if glyph.text != " "]
    assert {name for name, _code in drawn} == {script}
    assert all(code and code != font(script).unknown for _name, code in drawn)


@pytest.mark.parametrize(
    ("sign", "stands_for"),
    [("㍱", "hPa"), ("⼈", "人"), ("ﬓ", "մն"), ("\U0001ee00", "ا")],
)
def test_a_sign_that_no_font_holds_is_drawn_as_what_it_stands_for_and_read_as_it_was_written(
    sign: str, stands_for: str
) -> None:
    (line,), (plain,) = lines_of(sign, BODY, 300), lines_of(stands_for, BODY, 300)
    codes = [[glyph.code for piece in one.pieces for glyph in piece.run.glyphs] for one in (line, plain)]
    assert codes[0] == codes[1]
    assert line.text == sign


def test_latin_digits_between_ethiopic_words_are_not_lost() -> None:
    (line,) = lines_of("ብክነት 42.5% ነው", BODY, 500)
    assert "42.5%" in letters((line,))
    assert all(glyph.code for piece in line.pieces for glyph in piece.run.glyphs)


def test_a_character_without_a_glyph_shows_the_sign_for_one_and_keeps_its_text() -> None:
    (line,), (sign,) = lines_of("leak 𒀀 fixed", BODY, 300), lines_of("�", BODY, 300)
    assert letters((line,)) == "leak 𒀀 fixed"
    (drawn,) = [glyph.code for piece in line.pieces for glyph in piece.run.glyphs if glyph.text == "𒀀"]
    assert drawn == sign.pieces[0].run.glyphs[0].code != 0


def test_a_stack_of_marks_stays_in_its_own_line() -> None:
    (line,) = lines_of(TEXTS["tall stacks"].split()[0], BODY, 400)
    drawn = [(font(piece.run.font).shaper, glyph) for piece in line.pieces for glyph in piece.run.glyphs]
    inks = [(shaper.get_glyph_extents(glyph.code), glyph.y_offset) for shaper, glyph in drawn]
    above = max(ink.y_bearing + rise for ink, rise in inks)
    below = min(ink.y_bearing + ink.height + rise for ink, rise in inks)
    # the feet of the letters above are a line away, and so are the heads of those below
    assert above * BODY.size / 1000 < BODY.leading - BODY.size / 5
    assert -below * BODY.size / 1000 < BODY.leading - BODY.size * 0.8


def test_embedding_levels_of_plain_text_are_zero() -> None:
    assert levels("abc 123") == ([0] * 7, 0)


@given(st.lists(st.tuples(st.integers(), st.integers(0, 4)), max_size=12))
def test_reordering_keeps_every_part(parts: list[tuple[int, int]]) -> None:
    assert sorted(reordered(parts)) == sorted(part for part, _level in parts)


@pytest.mark.parametrize("name", FONT_FILES)
def test_every_font_ships_with_the_program(name: str) -> None:
    assert ord(" ") in font(name).characters


@pytest.mark.parametrize("sign", ["« un mot", "mot »", "mot :", "mot ;", "mot !", "mot ?"])
def test_a_sign_that_french_sets_apart_never_parts_from_its_word(sign: str) -> None:
    for width in range(60, 200, 3):
        lines = [line.text for line in lines_of(f"des mots avant {sign} et des mots derrière", BODY, float(width))]
        assert not any(line.endswith("«") or line[:1] in "»:;!?" for line in lines)


@pytest.mark.parametrize("style", [KICKER, CAPTION, PILL])
def test_no_letters_of_a_word_stand_as_far_apart_as_readers_of_files_take_for_a_space(style: TextStyle) -> None:
    capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÇÉÊÍÑÓÕÚ"
    alone = {letter: width_of(letter, style) for letter in capitals}
    widest = max(width_of(a + b, style) - alone[a] - alone[b] for a, b in product(capitals, capitals))
    assert style.tracking + widest < 0.1 * style.size


WRITTEN = {
    "arabic": "جودة المياه موثوقة", "arabic marks": "مُحَمَّدٌ وَالْمَاءُ", "hebrew": "דליפת מים רבה",
    "hebrew marks": "דְּלִיפָה מַיִם", "syriac": "ܡܝܐ ܛܒܐ", "thaana": "ފެން ބަންޑުނު ވޭ", "nko": "ߒߞߏ ߖߌ ߟߊߕߐ 12.5 ߏ",
    "nko marks": "ߒ߬ߞߏ߫ ߖߌ", "nko and latin": "ߒߞߏ ߒߞߏ DMA ߏ", "adlam": "𞤲𞤣𞤭𞥄𞤴𞤢𞤥 𞤬𞤵𞤤𞤢𞤪",
    "hindi": "पानी पानी की गुणवत्ता 45 मोहन",
    "khmer": "ក្រុមហ៊ុនទឹក", "thai": "น้ำรั่วไหล ที่นี่", "lao": "ນ້ຳປະປາ", "myanmar": "ရေပိုက်", "bengali": "পানির অপচয়",
    "tamil": "நீர் கசிவு", "sinhala": "ජලය", "malayalam": "വെള്ളം", "telugu": "నీరు", "tibetan": "ཆུ་ཡི",
    "amharic": "የውሃ ብክነት", "stacked marks": "Z\u0351\u036b\u0343 algo",
}  # fmt: skip


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="a program that reads PDF files is not here")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_written_in_any_script_is_read_back_in_its_order_by_another_program(
    language: str, tmp_path: Path
) -> None:
    whole = sample_summary()
    titles = [words for said in WRITTEN.values() for words in (said, f"The {said} said")]
    actions = tuple(replace(whole.actions[0], code=f"B{at}", title=title) for at, title in enumerate(titles))
    options = ReportOptions(sections=("plan",), language=language)
    file = tmp_path / "plan.pdf"
    file.write_bytes(print_document(replace(whole, actions=actions), {}, options).pdf)
    out = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
    read = " ".join(re.sub("[\u061c\u200e\u200f\u202a-\u202e]", "", normalize("NFKC", out)).split())
    # each stands there alone and in an English sentence
    assert {name: read.count(normalize("NFKC", said)) for name, said in WRITTEN.items()} == dict.fromkeys(WRITTEN, 2)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="a program that reads PDF files is not here")
def test_on_an_arabic_page_another_program_finds_figures_where_they_are_read(tmp_path: Path) -> None:
    whole = sample_summary()
    said = ["ارتفع المتوسط من 2.4 إلى 3.1", "نسبة الفاقد 37.1 في 2026", "الفريق الشهري وأكثر التاريخ"]
    actions = tuple(
        replace(
            whole.actions[0],
            code=f"{at}",
            title=said[at % 3],
            owner="مدير الشبكة",
            support="",
            resources="",
            expected_result="",
        )
        for at in range(24)
    )
    file = tmp_path / "plan.pdf"
    options = ReportOptions(sections=("plan",), language="ar")
    file.write_bytes(print_document(replace(whole, actions=actions), {}, options).pdf)
    out = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    read = " ".join(re.sub("[\u061c\u200e\u200f\u202a-\u202e]", "", normalize("NFKC", out)).split())
    assert {words: read.count(words) for words in said} == dict.fromkeys(said, 8)


@given(st.text("ab ߒߞߏ𞤲𞤣جم12", max_size=14))
def test_what_a_line_tells_a_reader_is_what_it_says(text: str) -> None:
    for line in lines_of(text, BODY, 400):
        shown = Counter(letter for piece in line.pieces for glyph in piece.run.glyphs for letter in glyph.text)
        told = Counter(letter for piece in line.pieces for letter in piece.told or "")
        assert told <= shown


@given(st.integers(-400, 400), st.integers(-400, 400), st.sampled_from(["thaana", "hebrew", "arabic", "nko", "thai"]))
@settings(max_examples=20, deadline=None)
def test_a_moved_glyph_is_the_same_one_drawn_elsewhere(across: int, up: int, script: str) -> None:
    import uharfbuzz as hb

    used = font(script)
    mark = used.shaper.get_nominal_glyph(max(point for point in used.characters if category(chr(point)) == "Mn"))
    moved = hb.Font(hb.Face(with_moved(used.data, [(mark, 0, 0), (mark, across, up)])))
    moved.scale = (1000, 1000)
    count = used.face.glyph_count
    here, there = moved.get_glyph_extents(count), moved.get_glyph_extents(count + 1)
    assert moved.face.glyph_count == count + 2
    assert moved.get_glyph_h_advance(count + 1) == 0
    assert (here.width, here.height) == (there.width, there.height)
    # a unit of the font may be more than a thousandth
    assert abs(there.x_bearing - here.x_bearing - across) <= 1
    assert abs(there.y_bearing - here.y_bearing - up) <= 1
