"""The checklists that ship are what their files say, row by row and column by column."""

import csv
import json
from pathlib import Path

import pytest

from wopfield.checklists import library, listing
from wopfield.domain.checklist import Checklist, Depth, Item
from wopfield.errors import BadInput
from wopfield.shipped import shipped


def rows(file: str) -> list[dict[str, str]]:
    path: Path = shipped("resources") / "checklists" / file
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def with_area(checklist: Checklist) -> list[tuple[str, str, Item]]:
    return [(area.code, area.title, item) for area in checklist.areas for item in area.items]


def common_columns(item: Item) -> dict[str, str]:
    return {
        "item_code": item.code,
        "title": item.title,
        "question": item.question,
        **{f"level{level}": text for level, text in enumerate(item.levels)},
        "evidence_to_ask_for": ", ".join(item.evidence_to_ask_for),
        "weight": str(item.weight),
        "reference": "; ".join(item.references),
    }


def test_the_peer_review_has_every_row_and_column_of_its_file() -> None:
    loaded = [
        {"area_code": code, "area": title}
        | common_columns(item)
        | {"linked_indicators": ";".join(item.linked_indicators)}
        for code, title, item in with_area(library.get("peer_review"))
    ]
    assert loaded == rows("peer_review.csv")


def test_the_capacity_assessment_has_every_row_and_column_of_its_file() -> None:
    loaded = [
        {"level_code": code, "level": title}
        | common_columns(item)
        | {"linked_peer_review_items": ";".join(item.linked_items), "respondent": item.respondent}
        for code, title, item in with_area(library.get("capacity_assessment"))
    ]
    assert loaded == rows("capacity_assessment.csv")


def test_the_site_inspection_has_every_row_and_column_of_its_file() -> None:
    loaded = [
        {
            "site_type": code,
            "check_code": item.code,
            "check": item.title,
            "response_type": "scale" if item.response_type == "level" else item.response_type,
            "unit": item.unit,
            "min": "" if item.min is None else str(item.min),
            "max": "" if item.max is None else str(item.max),
            "risk_if_no": item.risk_if_no,
            "reference": "; ".join(item.references),
        }
        for code, _, item in with_area(library.get("site_inspection"))
    ]
    assert loaded == rows("site_inspections.csv")


def test_the_built_in_checklists_have_the_sizes_people_are_told() -> None:
    sizes = {c.code: (len(c.areas), len(c.items)) for c in library.built_in()}
    assert sizes == {
        "peer_review": (12, 106),
        "capacity_assessment": (3, 34),
        "site_inspection": (11, 155),
    }


def test_the_listing_says_what_each_checklist_says_of_itself() -> None:
    said = {row["code"]: (row["version"], row["kind"], row["title"]) for row in rows("checklists.csv")}
    assert {c.code: (c.version, c.kind, c.title) for c in library.built_in()} == said
    assert {version for version, _, _ in said.values()} == {"1.0"}


def test_each_type_of_site_is_an_area_with_its_title() -> None:
    areas = library.get("site_inspection").areas
    assert {a.code: a.title for a in areas} == {r["site_type"]: r["title"] for r in rows("site_types.csv")}
    assert library.get("site_inspection").area("network_dma").title == "Network zone (DMA)"


@pytest.mark.parametrize(("depth", "items"), [("full", 106), ("standard", 91), ("quick", 32)])
def test_a_shorter_depth_asks_the_heavier_items(depth: Depth, items: int) -> None:
    assert len(library.get("peer_review").at_depth(depth).items) == items


def test_item_codes_are_unique_across_all_built_in_checklists() -> None:
    codes = [item.code for checklist in library.built_in() for item in checklist.items]
    assert len(codes) == len(set(codes))


def test_every_item_of_a_level_checklist_describes_five_levels_and_what_to_ask_for() -> None:
    for code in ("peer_review", "capacity_assessment"):
        for item in library.get(code).items:
            assert len(item.levels) == 5, item.code
            assert all(item.levels), item.code
            assert item.evidence_to_ask_for, item.code
            assert 1 <= item.weight <= 3, item.code


def test_links_between_items_lead_somewhere() -> None:
    peer_review = library.get("peer_review")
    for item in library.get("capacity_assessment").items:
        for code in item.linked_items:
            assert peer_review.find_item(code), f"{item.code} links to {code}"


def test_every_risk_has_a_grade_and_a_reason() -> None:
    for item in library.get("site_inspection").items:
        if item.risk_if_no:
            assert item.risk in {"high", "medium", "low"}, item.code
            assert item.risk_text, item.code


def test_every_number_of_an_inspection_has_a_unit_and_limits() -> None:
    for item in library.get("site_inspection").items:
        if item.response_type in {"number", "level"}:
            assert item.unit, item.code
            assert item.min is not None, item.code
            assert item.max is not None, item.code
            assert item.min < item.max, item.code


def test_a_check_of_a_site_is_called_by_its_code_which_is_no_number_of_the_review_beside_it() -> None:
    numbers = {item.number for item in library.get("peer_review").items}
    checks = library.get("site_inspection").items
    assert all(check.number == check.code and check.number not in numbers for check in checks)


def test_numbers_of_items_are_the_place_of_the_area_and_of_the_item() -> None:
    peer_review = library.get("peer_review")
    assert peer_review.item("WR01").number == "1.1"
    assert peer_review.item("GV04").number == "9.4"
    assert peer_review.area("HS").number == 12


@pytest.mark.parametrize("checklist", library.built_in(), ids=lambda c: c.code)
def test_a_built_in_checklist_survives_being_kept_as_text(checklist: Checklist) -> None:
    text = checklist.to_json()
    assert Checklist.from_json(text) == checklist
    assert Checklist.from_json(text).to_json() == text


def test_an_unknown_checklist_is_refused_with_the_codes_there_are() -> None:
    with pytest.raises(BadInput, match="peer_review, capacity_assessment, site_inspection"):
        library.get("peer-review")


def test_the_list_for_other_programs_counts_areas_and_items() -> None:
    first = listing.checklist_list()[0]
    assert first == {
        "code": "peer_review",
        "version": "1.0",
        "title": "Utility peer review",
        "kind": "peer_review",
        "areas": 12,
        "items": 106,
    }


def test_a_checklist_shown_to_other_programs_is_whole_and_plain() -> None:
    shown = json.loads(json.dumps(listing.checklist_show("site_inspection")))
    check = shown["areas"][0]["items"][6]
    assert (check["code"], check["unit"], check["min"], check["max"]) == ("INT07", "m3/h", "0", "50000")
    assert sum(len(area["items"]) for area in shown["areas"]) == 155
