"""Texts that break reports elsewhere, and a way to put one into every slot of a summary."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

from wopfield.domain.remark import Remark

WORDS = "measured loss zone water "

TEXTS: dict[str, str] = {
    "markup": "<b>bold</b> <i>x</i> </para> <br/> <unclosed",
    "ampersands": "Smith & Sons &amp; &lt;b&gt; &#65; &nbsp; &",
    "image": '<img src="file:///etc/passwd" width="5000" height="5000"/>',
    "remote image": '<img src="http://127.0.0.1:9/x.png"/>',
    "link": '<a href="http://example.org/steal">click</a> <link destination="section-cover">x</link>',
    "script": "javascript:alert(1) http://example.org/?q=1 mailto:a@example.org",
    "pdf operators": "BT /F1 12 Tf (x) Tj ET Q q EMC endstream endobj",
    "pdf strings": r"(unbalanced \( ) \\ <48656c6c6f> [ ] << >> % comment",
    "format": "{0} {} {name} %s %(x)s %d $HOME ${x} {{ }} {!r:>10}",
    "quotes": "\"double\" 'single' `back` «guillemets» “curly” ‘x’",
    "nulls": "be\x00fore\x01 and\x1f after\x7f\x80\x9f",
    "bells": "\a\b\x1b[31mred\x1b[0m",
    "tabs and lines": "one\ttwo\r\nthree\rfour\u2028five\u2029six\x0bseven\x0ceight",
    "many lines": "\n".join(f"line {at}" for at in range(20)),
    "only spaces": " \t\n  ",
    "no-break": "37.1\u00a0% 12\u202f345 6\u20077 a\u2060b",
    "soft hyphens": "main\u00adtenance of dis\u00adtri\u00adbu\u00adtion",
    "zero width": "zero\u200bwidth\u200cjoin\u200dend\ufeff",
    "right-to-left override": "safe\u202egnp.exe\u202c and \u2066isolate\u2069",
    "direction marks": "\u200fabc\u200e (06.007).\u200f",
    "arabic": "جودة المياه موثوقة: 99.1% من العينات مطابقة (06.007).",
    "arabic marks": "مُحَمَّدٌ وَالْمَاءُ",
    "hebrew": "מים שלום",
    "mixed": "The ممثل said “جيد” about 45% of DMA مناطق.",
    "amharic": "የውሃ ብክነት 42.5% ነው። መለኪያ፡ የለም",
    "scripts": "ߒ߬ߞߏ߫ ߖߌ 𞤲𞤣𞤭𞥄𞤴 ފެން ބަންޑުނު ܡܰܝܳܐ ရေပိုက် ក្រុមហ៊ុន ที่นี่",
    "rare scripts": "ꚠꛀꛛ 𑐣𑐾𑐥𑐵𑐮 ꆈꌠꁱꂷ ࡌࡀࡍࡃࡀ 𖼊𖽳𖾐 𞋀𞋁 ᲓᲔᲓᲐ 𞟠 㐀䶴 鿏 ㆠ",
    "hindi": "पानी की गुणवत्ता विश्वसनीय है (4.12)",
    "vietnamese": "Nước sạch được đo đạc hằng ngày",
    "decomposed": "Re\u0301duction des pertes a\u0300 Abe\u0301che\u0301",
    "cyrillic and greek": "Вода и стоки, απώλειες νερού",
    "chinese": "水务运营商伙伴关系",
    "emoji": "leak 💧🚰 fixed 👩🏽\u200d🔧 ✅ 🇰🇪",
    "newer emoji": "🧰 🪣 🛟 🧪",
    "mathematical letters": "𝔉 𝐀𝐫𝐞𝐚 𝒳 𝕎 𝗪𝗢𝗣 𝚡₂ 𝟜 ℋ",
    "letterlike": "ℓ ℃ ℉ № ™ ℡ ℵ ℝ Ⅷ ⅷ ⅚",
    "enclosed": "① ⑳ Ⓐ ⓩ ⒈ ⑴ ❿ 🄰 🅱 A\u20dd 3\ufe0f\u20e3 ㊙ ㊷ ㈱",
    "compatibility": "㎥ ㎞ ㏄ ㍱ ㍿ ㎖ Ｗａｔｅｒ ｶﾀｶﾅ ⼈ ﷺ ﷼",
    "west african": "Ŋ ŋ Ɓaɗɗo ƴ Ɖ ɖ ɛ Ɔ ʋ ɣ ɓ ƙ ẹ́ ọ̀ ṣ",
    "of other regions": "ȝ ɐ Ѣ Ӄ ᾧ ⱥ ꞓ ꜧ ᵃ ᴍ ◌᷀ ῥ Ҋ ᏣᎳᎩ ᐃᓄᒃ ꦗꦮ ᬩᬮᬶ ᮞᮥ ᨅᨔ ꯃꯤ",
    "tall stacks": "H"
    + "\u030d\u0346\u035b\u0357\u0300\u0301\u033f\u0311\u0306\u0310\u0323\u0330\u0347\u0331"
    + " e\u0363t",
    "stacked marks": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 algo",
    "surrogate": "lone \ud800 surrogate \udfff",
    "private use": "\ue000\uf8ff\U000f0000 private",
    "noncharacters": "\ufffe\uffff\ufdd0 \ufffd",
    "no spaces": "x" * 300,
    "long address": "https://example.org/" + "path/" * 25 + "?q=" + "1" * 80,
    "one letter": "i",
    "digits": "0123456789" * 15,
    "many words": WORDS * 20,
}

_CHOSEN = {
    "kind",
    "priority",
    "status",
    "horizon",
    "direction",
    "confidence",
    "gravity",
    "balances",
    "audience",
    "state",
}


def filled(value: Any, text: str) -> Any:
    """Return a summary, or a part of one, with ``text`` in every place a person could have written in."""
    if isinstance(value, str):
        return text
    if isinstance(value, (int, float, date, datetime, Remark)) or value is None:
        return value  # a remark is the program's own sentence
    if isinstance(value, Mapping):
        return {key: filled(part, text) if not isinstance(part, int) else part for key, part in value.items()}
    if hasattr(value, "_asdict"):  # a named tuple
        return value._replace(**{k: v if k in _CHOSEN else filled(v, text) for k, v in value._asdict().items()})
    if isinstance(value, tuple):
        return tuple(filled(part, text) for part in value)
    assert is_dataclass(value)
    assert not isinstance(value, type)
    changed = {
        item.name: filled(getattr(value, item.name), text)
        for item in fields(value)
        if item.name not in _CHOSEN and item.name not in ("periods", "key_indicators")
    }
    return replace(value, **changed)
