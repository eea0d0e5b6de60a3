"""Photographs are printed as they are, if they may be shared, and only if they are photographs."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.errors import BadInput
from wopfield.report.document import Printed, print_document
from wopfield.report.options import ReportOptions

ONLY = ReportOptions(sections=("photos",))


def jpeg(width: int = 400, height: int = 300, shade: int = 90) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((width, height)).point(lambda value: (value + shade) % 256).convert("RGB").save(
        out, "JPEG"
    )
    return out.getvalue()


def with_photos(*files: bytes, **changes: Any) -> tuple[Summary, dict[str, bytes]]:
    """Return the review with these files as its first pieces of evidence."""
    sample = sample_summary()
    names = [sha256(file).hexdigest() for file in files]
    lines = [
        replace(line, kind="photo", sha256=name, **({"may_be_shared": True} | changes))
        for line, name in zip(sample.evidence, names, strict=False)
    ]
    return replace(sample, evidence=(*lines, *sample.evidence[len(lines) :])), dict(zip(names, files, strict=True))


def pictures(printed: Printed) -> list[bytes]:
    found = {}
    for page in Reading(printed.pdf).file.pages:
        for picture in page.resources.get("/XObject", {}).values():
            found[picture.objgen] = picture.read_raw_bytes()
    return list(found.values())


def test_a_photograph_is_printed_byte_for_byte() -> None:
    file = jpeg()
    printed = print_document(*with_photos(file), ONLY)
    assert pictures(printed) == [file]


@pytest.mark.parametrize(("count", "pages"), [(6, 1), (7, 1), (8, 1), (9, 2)])
def test_six_photographs_stand_on_a_page_and_one_or_two_more_join_them(count: int, pages: int) -> None:
    summary, photos = with_photos(*(jpeg(shade=at * 20) for at in range(count)))
    printed = print_document(summary, photos, ONLY)
    assert printed.pages == pages
    text = Reading(printed.pdf).text()
    for line in summary.evidence[:count]:
        assert line.code in text.split()
        assert line.title in text.replace(" \n", " ")
        assert line.place in text


def test_number_kind_and_item_of_a_photograph_stand_on_one_line_and_its_place_below_them_where_it_has_no_room() -> None:
    summary, photos = with_photos(*(jpeg(shade=at * 20) for at in range(7)), place="Kibo treatment works at Rutale")
    finding = replace(
        summary.areas[0].findings[0], kind="strength", evidence=tuple(one.code for one in summary.evidence)
    )
    areas = (replace(summary.areas[0], findings=(finding,)), *summary.areas[1:])
    options = replace(ONLY, language="pt")
    lines = Reading(print_document(replace(summary, areas=areas), photos, options).pdf).text().split("\n")
    named = [line.split() for line in lines if "Ponto forte" in line]
    assert [line[:3] for line in named] == [[one.code, "Ponto", "forte"] for one in summary.evidence[:7]]
    assert all(len(line) == 4 for line in named)


def test_photographs_that_may_not_be_shared_are_left_out() -> None:
    with pytest.raises(BadInput):
        print_document(*with_photos(jpeg(), may_be_shared=False), ONLY)


@pytest.mark.parametrize("file", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.4", b"<svg/>"])
def test_what_is_no_jpeg_is_left_out(file: bytes) -> None:
    with pytest.raises(BadInput):
        print_document(*with_photos(file), ONLY)


def test_a_report_without_photographs_has_no_page_and_no_line_for_them() -> None:
    printed = print_document(sample_summary(), {}, ReportOptions())
    assert "photos" not in printed.section_pages
    assert "Photographs" not in Reading(printed.pdf).text(printed.section_pages["contents"])


@pytest.mark.parametrize("size", [(40, 3000), (3000, 40), (1, 1), (1000, 634)])
def test_a_photograph_of_any_shape_is_cut_to_its_box(size: tuple[int, int]) -> None:
    printed = print_document(*with_photos(jpeg(*size)), ONLY)
    assert not Reading(printed.pdf).file.check_pdf_syntax()
    assert len(pictures(printed)) == 1


def test_the_same_photographs_give_the_same_bytes() -> None:
    first = print_document(*with_photos(jpeg(), jpeg(shade=5)), ONLY)
    assert print_document(*with_photos(jpeg(), jpeg(shade=5)), ONLY).pdf == first.pdf


def test_a_photograph_says_what_it_shows_to_who_cannot_see_it() -> None:
    summary, photos = with_photos(jpeg())
    reading = Reading(print_document(summary, photos, ONLY).pdf)
    assert [str(one.Alt) for one in reading.elements() if one.S == "/Figure"] == [summary.evidence[0].title]
