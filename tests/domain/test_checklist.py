"""A checklist is a value that can be looked into, shortened, and kept as text."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.checklist import Area, Checklist, Item
from wopfield.errors import NotAChecklist

texts = st.text(max_size=12)
many = st.lists(texts, max_size=3).map(tuple)
limits = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
items = st.builds(
    Item,
    code=texts,
    number=texts,
    area=texts,
    title=texts,
    question=texts,
    levels=st.just(()) | st.tuples(texts, texts, texts, texts, texts),
    weight=st.integers(1, 3),
    evidence_to_ask_for=many,
    references=many,
    linked_indicators=many,
    linked_items=many,
    respondent=texts,
    response_type=st.sampled_from(["level", "yes_no", "number", "photo", "text"]),
    unit=texts,
    min=limits,
    max=limits,
    risk_if_no=texts,
)
areas = st.builds(Area, texts, st.integers(1, 99), texts, st.lists(items, max_size=3).map(tuple))
checklists = st.builds(
    Checklist,
    texts,
    texts,
    st.sampled_from(["peer_review", "capacity_assessment", "site_inspection", "other"]),
    texts,
    st.lists(areas, max_size=3).map(tuple),
)


def item(code: str, weight: int = 1, area: str = "A") -> Item:
    return Item(code, "1.1", area, "title", "question", weight=weight)


def two_areas() -> Checklist:
    first = Area("A", 1, "First", (item("A1", 1), item("A2", 3)))
    second = Area("B", 2, "Second", (item("B1", 2, "B"),))
    return Checklist("own", "2", "other", "Ours", (first, second))


@given(checklists)
def test_a_checklist_kept_as_text_comes_back_whole(checklist: Checklist) -> None:
    assert Checklist.from_json(checklist.to_json()) == checklist


@given(checklists)
def test_the_kept_text_is_always_the_same(checklist: Checklist) -> None:
    assert Checklist.from_json(checklist.to_json()).to_json() == checklist.to_json()


def test_what_a_newer_program_added_is_passed_over() -> None:
    plain = json.loads(two_areas().to_json())
    plain["colour"] = "blue"
    plain["areas"][0]["items"][0]["sound"] = 7
    assert Checklist.from_json(json.dumps(plain)) == two_areas()


def test_a_kind_of_checklist_not_known_yet_is_just_another() -> None:
    plain = json.loads(two_areas().to_json()) | {"kind": "energy_audit"}
    assert Checklist.from_json(json.dumps(plain)).kind == "other"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no checklist",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"code":"a","version":1,"kind":"other","title":"t","areas":[]}',
        '{"code":"a","version":"1","kind":"other","title":"t","areas":[{"code":"A"}]}',
        '{"code":"a","version":"1","kind":"other","title":"t","areas":[7]}',
    ],
)
def test_text_that_is_no_checklist_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(NotAChecklist, match="not a checklist"):
        Checklist.from_json(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"response_type": "smell"},
        {"weight": True},
        {"weight": "2"},
        {"levels": [1, 2, 3, 4, 5]},
        {"levels": "five"},
        {"levels": ["three", "levels", "only"]},
        {"min": 3},
        {"min": "much"},
        {"max": "NaN"},
        {"title": None},
    ],
)
def test_an_item_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    plain = json.loads(two_areas().to_json())
    plain["areas"][0]["items"][0] |= wrong
    with pytest.raises(NotAChecklist):
        Checklist.from_json(json.dumps(plain))


def test_items_and_areas_are_found_by_code() -> None:
    checklist = two_areas()
    assert checklist.item("B1") is checklist.areas[1].items[0]
    assert checklist.area("B").title == "Second"
    assert checklist.find_item("Z9") is None
    assert checklist.find_area("Z") is None
    with pytest.raises(KeyError):
        checklist.item("Z9")


def test_an_area_left_without_items_goes() -> None:
    assert [a.code for a in two_areas().at_depth("quick").areas] == ["A"]
    assert [i.code for i in two_areas().at_depth("standard").items] == ["A2", "B1"]


def test_numbers_stay_when_items_before_are_left_out() -> None:
    checklist = two_areas()
    assert checklist.at_depth("quick").item("A2") == checklist.item("A2")


def test_chosen_areas_keep_the_order_of_the_checklist() -> None:
    assert [a.code for a in two_areas().with_areas(["B", "A"]).areas] == ["A", "B"]
    assert [a.code for a in two_areas().with_areas(["B"]).areas] == ["B"]
    assert two_areas().with_areas([]) == two_areas()


def test_a_limit_keeps_its_digits() -> None:
    narrow = Item("N1", "1.1", "A", "t", "q", min=Decimal("0.10"))
    checklist = Checklist("own", "1", "other", "Ours", (Area("A", 1, "First", (narrow,)),))
    assert str(Checklist.from_json(checklist.to_json()).item("N1").min) == "0.10"
