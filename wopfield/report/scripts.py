"""Which font file each script is set in: those of the report's own faces, and those read only where they are met."""

from functools import lru_cache

FONT_FILES = {
    "light": "IBMPlexSans-Light.ttf",
    "regular": "IBMPlexSans-Regular.ttf",
    "medium": "IBMPlexSans-Medium.ttf",
    "semibold": "IBMPlexSans-SemiBold.ttf",
    "condensed": "IBMPlexSansCondensed-Regular.ttf",
    "condensed-medium": "IBMPlexSansCondensed-Medium.ttf",
    "condensed-semibold": "IBMPlexSansCondensed-SemiBold.ttf",
    "condensed-italic": "IBMPlexSansCondensed-Italic.ttf",
    "arabic": "IBMPlexSansArabic-Regular.ttf",
    "arabic-medium": "IBMPlexSansArabic-Medium.ttf",
    "arabic-semibold": "IBMPlexSansArabic-SemiBold.ttf",
    "ethiopic": "NotoSansEthiopic-Regular.ttf",
    "devanagari": "NotoSansDevanagari-Regular.ttf",
}
_SCRIPTS = (
    (0x0180, 0x052F, "Latin"), (0x1AB0, 0x1AFF, "Latin"), (0x1C80, 0x1C8F, "Latin"), (0x1D00, 0x1FFF, "Latin"),
    (0x2C60, 0x2C7F, "Latin"), (0x2DE0, 0x2E5F, "Latin"), (0xA640, 0xA69F, "Latin"), (0xA700, 0xA7FF, "Latin"),
    (0xAB30, 0xAB6F, "Latin"), (0xFE20, 0xFE2F, "Latin"), (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"),
    (0x0700, 0x074F, "Syriac"), (0x0780, 0x07BF, "Thaana"), (0x07C0, 0x07FF, "NKo"), (0x0840, 0x085F, "Mandaic"),
    (0x0600, 0x08FF, "Ajami"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"), (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"),
    (0x13A0, 0x13FF, "Cherokee"), (0x1400, 0x167F, "CanadianAboriginal"), (0x1700, 0x171F, "Tagalog"),
    (0x1720, 0x173F, "Hanunoo"), (0x1740, 0x175F, "Buhid"), (0x1760, 0x177F, "Tagbanwa"), (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"), (0x18B0, 0x18FF, "CanadianAboriginal"), (0x1900, 0x194F, "Limbu"),
    (0x1950, 0x197F, "TaiLe"), (0x1980, 0x19DF, "NewTaiLue"), (0x19E0, 0x19FF, "Khmer"), (0x1A00, 0x1A1F, "Buginese"),
    (0x1A20, 0x1AAF, "TaiTham"), (0x1B00, 0x1B7F, "Balinese"), (0x1B80, 0x1BBF, "Sundanese"),
    (0x1BC0, 0x1BFF, "Batak"), (0x1C00, 0x1C4F, "Lepcha"), (0x1C50, 0x1C7F, "OlChiki"), (0x1C90, 0x1CBF, "Georgian"),
    (0x1CC0, 0x1CCF, "Sundanese"), (0x2D00, 0x2D2F, "Georgian"), (0x2D30, 0x2D7F, "Tifinagh"), (0xA000, 0xA4CF, "Yi"),
    (0xA4D0, 0xA4FF, "Lisu"), (0xA500, 0xA63F, "Vai"), (0xA6A0, 0xA6FF, "Bamum"), (0xA800, 0xA82F, "SylotiNagri"),
    (0xA880, 0xA8DF, "Saurashtra"), (0xA900, 0xA92F, "KayahLi"), (0xA930, 0xA95F, "Rejang"),
    (0xA980, 0xA9DF, "Javanese"), (0xA9E0, 0xA9FF, "Myanmar"), (0xAA00, 0xAA5F, "Cham"), (0xAA60, 0xAA7F, "Myanmar"),
    (0xAA80, 0xAADF, "TaiViet"), (0xAAE0, 0xAAFF, "MeeteiMayek"), (0xAB70, 0xABBF, "Cherokee"),
    (0xABC0, 0xABFF, "MeeteiMayek"), (0xFB50, 0xFDFF, "Ajami"), (0xFE70, 0xFEFF, "Ajami"),
    (0x10480, 0x104AF, "Osmanya"), (0x104B0, 0x104FF, "Osage"), (0x10D00, 0x10D3F, "HanifiRohingya"),
    (0x110D0, 0x110FF, "SoraSompeng"), (0x11100, 0x1114F, "Chakma"), (0x111E0, 0x111FF, "Sinhala"),
    (0x11400, 0x1147F, "Newa"), (0x11660, 0x1167F, "Mongolian"), (0x118A0, 0x118FF, "WarangCiti"),
    (0x11AC0, 0x11AFF, "PauCinHau"), (0x11D00, 0x11D5F, "MasaramGondi"), (0x11D60, 0x11DAF, "GunjalaGondi"),
    (0x16800, 0x16A3F, "Bamum"), (0x16A40, 0x16A6F, "Mro"), (0x16AD0, 0x16AFF, "BassaVah"),
    (0x16B00, 0x16B8F, "PahawhHmong"), (0x16E40, 0x16E9F, "Medefaidrin"), (0x16F00, 0x16F9F, "Miao"),
    (0x1E100, 0x1E14F, "NyiakengPuachueHmong"), (0x1E2C0, 0x1E2FF, "Wancho"), (0x1E7E0, 0x1E7FF, "Ethiopic"),
    (0x1DF00, 0x1DFFF, "Latin"), (0x10780, 0x107BF, "Latin"), (0x1E800, 0x1E8DF, "MendeKikakui"),
    (0x1E900, 0x1E95F, "Adlam"), (0x1100, 0x11FF, "Han"), (0x2E80, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "Han"),
    (0xF900, 0xFAFF, "Han"), (0xFE30, 0xFE6F, "Han"), (0xFF00, 0xFFEF, "Han"), (0x1100, 0x11FF, "RareHan"),
    (0x2E80, 0x9FFF, "RareHan"), (0xA960, 0xA97F, "RareHan"), (0xD7B0, 0xD7FF, "RareHan"), (0xF900, 0xFAFF, "RareHan"),
    (0x2010, 0x2BFF, "Signs"), (0x1F000, 0x1FAFF, "Signs"), (0x3030, 0x303D, "Emoji"), (0x1F000, 0x1FAFF, "Emoji"),
)  # fmt: skip
"""First and last code point of scripts with a font of their own, which is read only where one of them is written.

Latin stands for what the faces lack of Latin, Greek and Cyrillic with their marks, Ajami for the Arabic letters of
other languages, Han for all that is written in China, Japan and Korea, RareHan for what of that is rare, Signs for
pictures, arrows and letters of formulas, Emoji for the pictures that are younger than those. Han above U+FFFF, which
needs more than 30 MB, and scripts that nobody writes letters in any more have none.
"""
_OF_OTHERS = {
    "Latin": "NotoSans-Regular.ttf",
    "Ajami": "NotoSansArabic-Regular.ttf",
    "Tibetan": "NotoSerifTibetan-Regular.ttf",
    "Han": "DroidSansFallback.ttf",
    "RareHan": "NotoSansCJK-Regular.ttf",
    "NyiakengPuachueHmong": "NotoSerifNyiakengPuachueHmong-Regular.ttf",
    "Signs": "Symbola.ttf",
    "Emoji": "NotoEmoji-Regular.ttf",
}
FONT_FILES.update({
    script.lower(): _OF_OTHERS.get(script, f"NotoSans{script}-Regular.ttf") for _first, _last, script in _SCRIPTS
})  # fmt: skip

WHOLE_WORDS = frozenset({"latin", "ajami"})
"""Fonts that lend letters to a script the faces hold: a word is set in them whole, or its letters do not match."""
PICTURES = frozenset({"signs", "emoji"})
LAST_RESORT = "signs"
"""It holds letters of formulas, letters in circles and marks of every kind, for whatever no other font holds."""


@lru_cache(maxsize=4_000)
def fonts_of(character: str) -> tuple[str, ...]:
    """Return the fonts of the script a character is of, in the order in which they are asked."""
    point = ord(character)
    return tuple([script.lower() for first, last, script in _SCRIPTS if first <= point <= last])
