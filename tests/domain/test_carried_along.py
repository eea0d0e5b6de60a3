"""What a program does not know of a value that it replaces is in its edit too."""

from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.log import Head, Name, carried_along

KNOWN = ("title", "code")
FIELDS = st.sampled_from([*KNOWN, "subtitle", "colour"])
VALUES = st.dictionaries(FIELDS, st.text(max_size=2))
EDITED = st.fixed_dictionaries({field: st.text(max_size=2) for field in KNOWN})
HEADS = st.lists(
    st.builds(Head, st.text(max_size=3).map(Name), st.sampled_from("12"), st.just("joost"), VALUES),
    max_size=4,
    unique_by=lambda head: head.name,
)


@given(EDITED, HEADS)
def test_no_field_it_does_not_know_is_dropped_and_none_that_it_knows_is_changed(
    values: dict[str, str], heads: list[Head]
) -> None:
    said = carried_along(values, heads, KNOWN)
    assert {field: said[field] for field in KNOWN} == values
    there = {field for head in heads for field in head.values} - set(KNOWN)
    assert said.keys() - set(KNOWN) == there
    for field in there:
        assert said[field] in [head.values[field] for head in heads if field in head.values]


@given(EDITED, HEADS)
def test_it_carries_the_same_in_whatever_order_it_met_what_it_replaces(
    values: dict[str, str], heads: list[Head]
) -> None:
    assert carried_along(values, heads, KNOWN) == carried_along(values, heads[::-1], KNOWN)


@given(EDITED, HEADS, st.data())
def test_of_two_values_the_one_that_was_chosen_gives_what_is_not_known(
    values: dict[str, str], heads: list[Head], data: st.DataObject
) -> None:
    chosen = Head(Name("chosen"), "0", "amina", {**values, "subtitle": data.draw(st.text(max_size=2))})
    others = [head for head in heads if any(head.values.get(field) != values[field] for field in KNOWN)]
    assert carried_along(values, [*others, chosen], KNOWN)["subtitle"] == chosen.values["subtitle"]


def test_what_no_program_of_ours_would_write_holds_nobody_up() -> None:
    odd = Head(Name("odd"), "1", "joost", {"title": "A", "subtitle": 1e300, "colour": "\ud800", "note": ["kept"]})
    said = carried_along({"title": "B", "code": ""}, [odd], KNOWN)
    assert said == {"title": "B", "code": "", "note": ["kept"]}
