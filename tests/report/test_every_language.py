"""Every document in every language: nothing overlaps, leaves the page, stands alone or shows as a box."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.catalogues import catalogue, forms
from tests.report.reading import Reading, Written
from tests.report.sample import sample_summary
from wopfield.domain.summary import IndicatorLine, Summary
from wopfield.language import OWN_NAMES
from wopfield.report.document import print_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.fonts import fallbacks, font
from wopfield.report.options import ReportOptions
from wopfield.report.style import Face

FACES: tuple[Face, ...] = ("light", "regular", "medium", "semibold", "condensed", "condensed-italic")
_LONG = "The district office of the eastern service area, with its workshop and its stores, was seen on two days"


@dataclass(frozen=True)
class Box:
    """Where the letters of a piece of text stand, a space at its end not counted."""

    left: float
    top: float
    right: float
    foot: float
    text: str


def box_of(one: Written) -> Box:
    space = 0.25 * one.size if one.text != one.text.rstrip() else 0.0
    return Box(one.x, one.y - 0.68 * one.size, one.x + one.width - space, one.y + 0.12 * one.size, one.text)


def overlaps(pieces: list[Written]) -> Iterator[tuple[str, str]]:
    """Yield what is written over something else on a page."""
    boxes = sorted((box_of(one) for one in pieces if one.text.strip()), key=lambda box: box.top)
    for at, box in enumerate(boxes):
        for other in boxes[at + 1 :]:
            if other.top >= box.foot:
                break
            across = min(box.right, other.right) - max(box.left, other.left)
            down = min(box.foot, other.foot) - max(box.top, other.top)
            if across > 0.9 and down > 0.9:
                yield box.text, other.text


def strays(pieces: list[Written], width: float = 595.28) -> Iterator[str]:
    """Yield what stands outside the margins of a page."""
    for one in pieces:
        box = box_of(one)
        if one.text.strip() and (box.left < 50 or box.right > width - 50):
            yield one.text


def lone_heads(pieces: list[Written]) -> Iterator[str]:
    """Yield a heading with nothing below it on its page."""
    content = [one for one in pieces if one.role and one.text.strip()]
    lowest = max((one.y for one in content), default=0.0)
    last = [one for one in content if one.y > lowest - 2]
    if last and all(one.role in ("H1", "H2", "H3") for one in last):
        yield last[0].text


def cut_heads(pieces: list[Written]) -> Iterator[str]:
    """Yield the words in heads of tables that go on in the line below; a line that ends behind one has a space."""
    for one, other in pairwise(piece for piece in pieces if piece.role == "TH"):
        below = 1 < other.y - one.y < 12 and abs(one.x - other.x) < 30 and one.size == other.size
        if below and one.text[-1:].isalpha() and other.text[:1].isalpha() and other.text[:1].islower():
            yield one.text + other.text


def boxes_shown(reading: Reading) -> Iterator[str]:
    """Yield the fonts that draw the glyph for what they do not hold."""
    for name, one in reading.fonts().items():
        glyphs = one.DescendantFonts[0].CIDToGIDMap
        assert isinstance(glyphs, pikepdf.Stream)
        numbers = glyphs.read_bytes()[2:]  # the first place is never drawn
        if b"\0\0" in (numbers[at : at + 2] for at in range(0, len(numbers), 2)):
            yield name


def faults(summary: Summary, code: str, document: str, sections: tuple[str, ...]) -> list[str]:
    options = ReportOptions(document=document, sections=sections, language=code, number="WOP-2026-0147")
    reading = Reading(print_document(summary, {}, options).pdf)
    found = [f"a box in {name}" for name in boxes_shown(reading)]
    for number, pieces in enumerate(reading.pages, 1):
        found += [f"page {number}: “{one}” over “{other}”" for one, other in overlaps(pieces)]
        found += [f"page {number}: “{one}” outside the margins" for one in strays(pieces)]
        found += [f"page {number}: “{one}” stands alone" for one in lone_heads(pieces)]
        found += [f"page {number}: “{one}” is cut in two" for one in cut_heads(pieces)]
    return found


_SHORT = {
    "id", "code", "number", "item", "evidence", "unit", "sha256", "starts", "ends", "currency", "period", "kind",
    "rater", "gravity", "priority", "status", "horizon", "direction", "confidence", "section", "key_indicators",
    "periods", "linked_indicators", "finding", "formula", "source", "grades", "balances", "goals", "checklist_version",
    "partnership", "state",
}  # fmt: skip
"""What nobody writes, or writes at length."""


def lengthened(value: Any) -> Any:
    """Return a summary, or a part of one, with a long text in each place where somebody writes."""
    if isinstance(value, str):
        return _LONG
    if isinstance(value, Mapping):
        return {key: lengthened(part) for key, part in value.items()}
    if hasattr(value, "_asdict"):  # a named tuple
        return value._replace(**{k: v if k in _SHORT else lengthened(v) for k, v in value._asdict().items()})
    if isinstance(value, tuple):
        return tuple(lengthened(part) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = {item.name: getattr(value, item.name) for item in fields(value)}
    return replace(value, **{k: v if k in _SHORT else lengthened(v) for k, v in kept.items()})


@cache
def long_summary() -> Summary:
    """Return the sample with long texts in it; what belongs to an area still does."""
    plain = sample_summary()
    long: Summary = lengthened(plain)
    areas = tuple(
        replace(shown, findings=tuple(replace(one, area=shown.code) for one in shown.findings)) for shown in long.areas
    )
    then = tuple(
        replace(one, area=other.area)
        for one, other in zip(long.baseline_findings, plain.baseline_findings, strict=True)
    )
    return replace(
        long, areas=areas, confidence_share=plain.confidence_share, indicators=_named(plain, long),
        baseline_findings=then,
    )  # fmt: skip


def _named(plain: Summary, long: Summary) -> tuple[IndicatorLine, ...]:
    pairs = zip(plain.indicators, long.indicators, strict=True)
    return tuple(replace(one, name=other.name) for one, other in pairs)


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_the_pages_with_charts_have_room_for_longer_words(code: str) -> None:
    assert faults(sample_summary(), code, "peer_review", ("cover", "summary", "profile", "balance", "plan")) == []


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("code", OWN_NAMES)
def test_every_document_is_sound_in_every_language(code: str, document: str) -> None:
    assert faults(sample_summary(), code, document, DOCUMENTS[document]) == []


@pytest.mark.slow
@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != "capacity"])  # the same sections
@pytest.mark.parametrize("code", OWN_NAMES)
def test_long_texts_find_room_in_every_language(code: str, document: str) -> None:
    sections = tuple(name for name in DOCUMENTS[document] if name != "annex")
    assert faults(long_summary(), code, document, sections) == []


@pytest.mark.parametrize("code", [code for code in OWN_NAMES if code != "en"])
@pytest.mark.parametrize("name", ["paper", "names"])
def test_no_letter_of_a_translation_shows_as_a_box(code: str, name: str) -> None:
    letters = {letter for message in catalogue(code, name) for form in forms(message) for letter in form} - {"\n"}
    letters -= {"\u200e", "\u200f", "\u00a0"}
    for face in FACES:
        held = set[int]().union(*(font(one).characters for one in fallbacks(face)))
        assert {letter for letter in letters if ord(letter) not in held} == set(), face
