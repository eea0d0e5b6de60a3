"""The tree of tags holds what PDF/UA-1 and ISO 32000 let stand below what, so that every reader finds its way."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.report.pages import OPTIONS
from tests.report.reading import Reading, instructions
from tests.report.sample import sample_summary
from wopfield.report.document import print_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.numbers import Numbers

BELOW: Mapping[str, frozenset[str]] = {
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"L", "LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOC", "TOCI", "Caption"}),
    "TOCI": frozenset({"Lbl", "Reference", "NonStruct", "P", "TOC"}),
}
"""What alone may stand below an element (ISO 32000-1, tables 333 to 337)."""

ONLY_IN: Mapping[str, frozenset[str]] = {
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TOCI": frozenset({"TOC"}),
}
BLOCKS = frozenset({"P", "H1", "H2", "H3", "L", "Table", "TOC", "Sect", "Div"})
PAINTS = frozenset({"Tj", "TJ", "f", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"})


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Reading:
    """Each document in turn, as it is read back from its file."""
    sections = tuple(name for name in DOCUMENTS[request.param] if name != "photos")
    options = replace(OPTIONS, document=request.param, sections=sections)
    return Reading(print_document(sample_summary(), {}, options).pdf)


@pytest.fixture(scope="module")
def document_plan() -> Reading:
    options = replace(OPTIONS, document="plan", sections=DOCUMENTS["plan"])
    return Reading(print_document(sample_summary(), {}, options).pdf)


def role(element: Any) -> str:
    return str(element.S)[1:]


def below(element: Any) -> list[Any]:
    """Return what stands right below an element: elements, pieces of content and links."""
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array | list) else [held]


def elements_below(element: Any) -> list[Any]:
    return [one for one in below(element) if isinstance(one, pikepdf.Dictionary) and "/S" in one]


def test_every_element_stands_below_one_that_may_hold_it(document: Reading) -> None:
    pairs = {(role(one), role(kid)) for one in document.elements() for kid in elements_below(one)}
    assert {pair for pair in pairs if pair[1] not in BELOW.get(pair[0], {pair[1]})} == set()
    assert {pair for pair in pairs if pair[0] not in ONLY_IN.get(pair[1], {pair[0]})} == set()
    assert {pair for pair in pairs if pair[0] in ("P", "Span", "Link") and pair[1] in BLOCKS} == set()


def test_the_list_of_contents_is_one_and_each_entry_refers_to_its_place(reading: Reading) -> None:
    (contents, annexes) = [one for one in reading.elements() if role(one) == "TOC"][::-1]
    entries = [one for part in (contents, annexes) for one in elements_below(part) if role(one) == "TOCI"]
    assert len(entries) > 20
    for entry in entries:
        refers = [one for one in elements_below(entry) if role(one) == "Reference"]
        assert len(refers) == 2  # by its name and by its page
        assert all("Link" in {role(one) for one in in_order(refer)} for refer in refers)
    assert role(elements_below(annexes)[0]) == "Caption"


def test_every_row_of_a_table_reaches_over_all_its_columns(document: Reading) -> None:
    tables = [one for one in document.elements() if role(one) == "Table"]
    for table in tables:
        widths = {sum(map(columns_of, elements_below(row))) for row in elements_below(table)}
        assert len(widths) == 1


def columns_of(cell: Any) -> int:
    return int(cell.get("/A", {}).get("/ColSpan", 1))


def test_every_table_has_cells_that_head_others_and_each_says_which(document: Reading) -> None:
    for table in (one for one in document.elements() if role(one) == "Table"):
        assert "TH" in {role(cell) for row in elements_below(table) for cell in elements_below(row)}
    heads = [one for one in document.elements() if role(one) == "TH"]
    assert {str(one.get("/A", {}).get("/Scope", "")) for one in heads} <= {"/Row", "/Column"}


def test_no_heading_leaves_out_a_level(document: Reading) -> None:
    levels = [0, *(int(role(one)[1]) for one in in_order(document.file.Root.StructTreeRoot.K) if is_heading(one))]
    assert all(here <= before + 1 for before, here in pairwise(levels))


def is_heading(element: Any) -> bool:
    return role(element) in ("H1", "H2", "H3", "H4")


def in_order(element: Any) -> Iterator[Any]:
    yield element
    for one in elements_below(element):
        yield from in_order(one)


def test_the_findings_of_a_visit_note_are_lists_and_each_is_named_by_its_item() -> None:
    options = replace(OPTIONS, document="visit_note", sections=DOCUMENTS["visit_note"])
    note = Reading(print_document(sample_summary(), {}, options).pdf)
    lists = [one for one in note.elements() if role(one) == "L"]
    titles = {"Strengths", "Urgent", "Of high priority", "Further findings", "What we recommend"}
    lines = [line for page in range(1, len(note.pages) + 1) for line in note.text(page).split("\n")]
    assert len(lists) == 5
    assert titles <= {line.strip() for line in lines}
    for one in lists:
        items = elements_below(one)
        assert len(items) > 1
        assert {tuple(role(part) for part in elements_below(item)) for item in items} == {("Lbl", "LBody")}


def test_every_stroke_is_content_of_one_element_or_furniture(document: Reading) -> None:
    owned: dict[Any, list[int]] = {}
    for element in document.elements():
        for one in below(element):
            if isinstance(one, int):
                owned.setdefault(element.Pg.objgen, []).append(one)
            elif "/MCID" in one:
                owned.setdefault(one.Pg.objgen, []).append(int(one.MCID))
    for page in document.file.pages:
        marked: list[int] = []
        open_marks = 0
        for operands, operator in instructions(page):
            if operator in ("BDC", "BMC"):
                open_marks += 1
                if operator == "BDC" and "/MCID" in operands[1]:
                    marked.append(int(operands[1].MCID))
            elif operator == "EMC":
                open_marks -= 1
            else:
                assert open_marks or operator not in PAINTS
        assert open_marks == 0
        assert sorted(marked) == sorted(owned.get(page.obj.objgen, []))


def test_every_link_says_where_it_leads_and_is_reached_in_the_order_of_the_tree(document: Reading) -> None:
    for page in document.file.pages:
        for link in page.obj.get("/Annots", []):
            assert str(link.Contents).strip()
            assert "/StructParent" in link
            assert page.obj.Tabs == "/S"


def test_every_font_is_in_the_file_and_tells_its_characters(document: Reading) -> None:
    for font in document.fonts().values():
        inner = font.get("/DescendantFonts", [font])[0]
        assert "/ToUnicode" in font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


def test_every_bar_of_the_plan_is_a_figure_that_says_its_days_and_how_far_it_is(document_plan: Reading) -> None:
    summary = sample_summary()
    numbers = Numbers()
    told = [str(one.Alt) for one in document_plan.elements() if role(one) == "Figure"]
    for action in summary.actions:
        first, last = (numbers.short_day(day) if day else "" for day in (action.starts, action.due))
        days = f"From {first} to {last}: " if first and last else f"By {last}: " if last else "Without a date: "
        (sentence, *_others) = [one for one in told if one.startswith(days)]
        assert sentence.endswith(".")
        assert ("overdue" in sentence) == action.is_overdue(summary.today)
        assert (f"{action.percent}\u00a0% done" in sentence) == (action.status == "under_way")
        # and both days stand in a table
        assert {day for day in (first, last) if day not in document_plan.content()} == set()


def test_recommendations_of_the_summary_have_their_numbers_as_labels(reading: Reading) -> None:
    labels = [one for one in reading.elements() if role(one) == "Lbl" and role(one.P) == "LI"]
    assert len(labels) >= 3


def test_every_head_of_the_plan_says_something(document_plan: Reading) -> None:
    tables = [one for one in document_plan.elements() if role(one) == "Table"]
    heads = [cell for table in tables for cell in elements_below(elements_below(table)[0])]
    assert len(heads) > 9
    assert all(below(cell) for cell in heads)
