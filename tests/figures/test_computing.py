"""``wopfield indicators compute`` as programs meet it: published figures, messy ones and hostile ones."""

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.quantity import DecimalSign, parse_number
from wopfield.domain.units import convert, units_for
from wopfield.errors import BadInput
from wopfield.figures.computing import answer_lines, take
from wopfield.figures.reading import FiguresFile, read_figures
from wopfield.figures.utility_year import UtilityYear

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "domain" / "worked_examples.json").read_text(encoding="utf-8")
)
CATALOGUE = indicator_catalogue()


def read(tmp_path: Path, text: str | bytes, name: str = "figures.json") -> FiguresFile:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_figures(path, CATALOGUE)


def computed(tmp_path: Path, text: str | bytes, name: str = "figures.json") -> list[dict[str, Any]]:
    return list(map(json.loads, answer_lines(read(tmp_path, text, name).rows, CATALOGUE)))


def one(entries: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(answer_lines([UtilityYear("one", entries)], CATALOGUE)))
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each["title"]))
def test_published_figures_in_a_file_give_the_published_results(example: dict[str, Any], tmp_path: Path) -> None:
    found = computed(tmp_path, json.dumps({"id": "a", "entries": example["inputs"]}))[0]

    assert found["id"] == "a"
    assert len(found["indicators"]) == 105
    for code, expected in example["expected"].items():
        assert found["indicators"][code]["value"] == pytest.approx(expected["value"], rel=expected["rel_tol"])
        assert found["indicators"][code]["missing"] == []


def test_a_csv_gives_the_same_as_json(tmp_path: Path) -> None:
    inputs = EXAMPLES[0]["inputs"]
    text = "utility,year," + ",".join(inputs) + "\nAtlanta,2019," + ",".join(map(str, inputs.values())) + "\n"
    found = computed(tmp_path, text, "figures.csv")[0]

    assert found["id"] == "Atlanta 2019"
    assert found["indicators"] == computed(tmp_path, json.dumps({"entries": inputs}))[0]["indicators"]


def test_an_entry_in_another_unit_is_converted_and_carries_its_grade(tmp_path: Path) -> None:
    entries = {
        "n_serv_conn": {"value": 204757, "confidence": "A"},
        "len_mains": {"value": 2863, "unit": "mi", "confidence": "B"},
    }
    density = computed(tmp_path, json.dumps({"entries": entries}))[0]["indicators"]["NR12"]

    assert density["value"] == pytest.approx(204757 / (2863 * 1.609344))
    assert (density["unit"], density["confidence"]) == ("connections/km", "B")


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("id;v_own;v_bill_met\na;1234,5;1000,25\n", 1234.5),
        ("id\tv_own [ML]\tv_bill_met\na\t1.2345\t1000\n", 1234.5),
        ("\ufeffid,v_own (thousand m3),v_bill_met\na,1.2345,1000\n", 1234.5),
        ('id,v_own,v_bill_met\na,"1.234,5",1000\n', 1234.5),
        ("id,v_own,v_bill_met\na,1.2345E+03,1000\n", 1234.5),
    ],
)
def test_a_csv_is_read_however_its_country_writes_it(text: str, decimal: float, tmp_path: Path) -> None:
    year = read(tmp_path, text, "figures.csv").rows[0]
    assert float(take(year, CATALOGUE).entries["v_own"].value or 0) == pytest.approx(decimal)


def test_empty_is_missing_and_zero_is_not(tmp_path: Path) -> None:
    empty, zero = computed(tmp_path, "id,pop_water,pop_area\na,,1000\nb,0,1000\n", "figures.csv")

    assert empty["indicators"]["CV01"] == {"value": None, "unit": "%", "missing": ["pop_water"], "warnings": []}
    assert zero["indicators"]["CV01"]["value"] == 0


@pytest.mark.parametrize("raw", ["n/d", "N.D.", "non disponible", "Sin datos", "não disponível", "غير متوفر"])
def test_what_says_that_there_is_no_figure_is_no_figure_in_any_language(raw: str) -> None:
    found = one({"v_own": raw})
    assert "refused" not in found
    assert "v_own" in found["indicators"]["WB01"]["missing"]


def test_not_measured_and_not_applicable_are_two_other_things() -> None:
    entries = {"pop_area": 1000, "pop_water": {"state": "not_measured"}, "pop_sewer": "not applicable"}
    found = one(entries)["indicators"]

    assert found["CV01"]["missing"] == ["pop_water"]
    assert found["CV01"]["warnings"] == ["pop_water: not measured."]
    assert (found["CV04"]["value"], found["CV04"]["missing"]) == (None, [])
    assert "Does not apply here" in found["CV04"]["warnings"][0]


def test_a_flow_that_does_not_apply_is_said_to_count_as_nothing() -> None:
    found = one({"v_own": 1000, "v_import": "does not apply", "v_meter_adj": 0})

    assert found["indicators"]["WB01"]["value"] == 1000
    assert found["warnings"]["v_import"] == ["Does not apply here, and counts as nothing in the sum: v_import."]


def test_division_by_zero_and_the_impossible_are_said_in_words() -> None:
    found = one({"pop_water": 1200, "pop_area": 0, "supply_hours": 30})["indicators"]
    assert "nothing can be divided by zero" in found["CV01"]["warnings"][0]
    assert found["QS01"]["value"] == 30
    assert "Not possible: it is above 24" in found["QS01"]["warnings"][0]

    hanford = one(EXAMPLES[-1]["inputs"])["indicators"]["WB08"]
    assert hanford["value"] < 0
    assert "Not possible: it is below zero" in hanford["warnings"][0]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("NaN", "not a number"),
        (float("nan"), "not a number"),
        (float("inf"), "not a number"),
        ("-Infinity", "not a number"),
        (Decimal("1e308"), "larger than any figure"),
        ("1e308", "larger than any figure"),
        ("12 %", "is a share"),
        ("=1+1", "Formulas"),
        ('=HYPERLINK("http://example.org")', "Formulas"),
        ("9" * 10_000, "too long"),
        ("x" * 10_000, "too long"),
        (True, "Yes or no"),
        ([1], "A list"),
        ({"value": {"value": 1}}, "An object"),
        ({"value": False}, "Yes or no"),
        ({"val": 3}, "no “value”"),
        ({"value": 3, "unit": "furlongs"}, "does not fit"),
        ({"value": 3, "unit": 7}, "unit"),
        ({"value": 3, "unit": "ml"}, "does not fit"),
        ({"value": 3, "state": "not_measured"}, "said to have none"),
        ("@SUM(A1)", "not a number"),
        ("twelve", "not a number"),
        ("1.2.3,4", "thousands"),
    ],
)
def test_a_value_that_is_no_figure_is_refused_in_words_and_the_others_stand(raw: object, said: str) -> None:
    found = one({"v_own": raw, "supply_hours": 12})

    assert said in found["refused"]["v_own"]
    assert found["indicators"]["WB01"]["value"] is None
    assert "v_own" in found["indicators"]["WB01"]["missing"]
    assert any(said in warning for warning in found["indicators"]["WB01"]["warnings"])
    assert found["indicators"]["QS01"]["value"] == 12


@pytest.mark.parametrize(("raw", "value"), [("٣٤", 34), ("1.234,5", 1234.5), ("12,5", 12.5), ("1 250 m³", 1250)])
def test_numbers_people_type_are_numbers(raw: str, value: float) -> None:
    assert float(take(UtilityYear("one", {"v_own": raw}), CATALOGUE).entries["v_own"].value or 0) == value


GROUPED = st.tuples(
    st.integers(1, 999),
    st.lists(st.integers(0, 999), max_size=4),
    st.sampled_from(" \u00a0\u202f\u2009"),
    st.sampled_from(["", ".", ","]),
    st.text("0123456789", min_size=1, max_size=6),
).map(lambda p: p[2].join([str(p[0]), *(f"{each:03}" for each in p[1])]) + (p[3] + p[4] if p[3] else ""))
"""Numbers as people group them: ``1 234 567,8``, with every kind of space."""


@given(GROUPED, st.sampled_from([".", ","]))
def test_a_number_of_a_file_is_the_one_a_person_typing_it_means(text: str, decimal: DecimalSign) -> None:
    typed = parse_number(text, decimal=decimal)
    for sure in (True, False):
        found = take(UtilityYear("one", {"v_own": text}, decimal=decimal, sure=sure), CATALOGUE)
        if typed.otherwise is None or not sure:
            assert found.entries["v_own"].value == typed.value
        assert sure or bool(found.remarks) == (typed.otherwise is not None)


@given(st.sampled_from(sorted(CATALOGUE.variables)), st.data())
def test_a_unit_is_turned_alike_in_a_file_of_thousands_and_beside_one_figure(code: str, data: st.DataObject) -> None:
    variable = CATALOGUE.variables[code]
    figure = data.draw(st.decimals(0, 1_000_000, places=3))
    unit = data.draw(st.sampled_from(units_for(variable.unit)))
    found = take(UtilityYear("one", {code: {"value": str(figure), "unit": unit}}), CATALOGUE)
    assert found.entries[code].value == convert(figure, unit, variable.unit)
    assert found.remarks == {}


def test_a_number_that_can_be_read_in_two_ways_is_said() -> None:
    found = one({"v_own": "1,234"})
    assert "it could also be 1.234" in found["warnings"]["v_own"][0]


def test_every_figure_may_be_given_with_its_own_unit() -> None:
    given_entries = {code: {"value": 7, "unit": each.unit} for code, each in CATALOGUE.variables.items()}
    found = take(UtilityYear("one", given_entries), CATALOGUE)
    assert found.refused == {}
    assert {code for code, entry in found.entries.items() if entry.value == 7} == set(CATALOGUE.variables)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no files that are pipes")
def test_figures_may_come_through_a_pipe() -> None:
    out, into = os.pipe()
    os.write(into, b'{"entries": {"v_own": 5}}')
    os.close(into)
    try:
        assert read_figures(Path(f"/dev/fd/{out}"), CATALOGUE).rows[0].values == {"v_own": 5}
    finally:
        os.close(out)


def test_a_gallon_that_does_not_say_whose_is_taken_as_american_and_said() -> None:
    found = take(UtilityYear("one", {"v_own": {"value": 1, "unit": "MG/Yr"}}), CATALOGUE)
    assert found.entries["v_own"].value == Decimal("3785.411784")
    assert found.remarks["v_own"] == ("“MG/Yr” was read as million US gallons.",)


def test_money_in_another_currency_is_converted_by_the_rate_given() -> None:
    by_entry = take(UtilityYear("a", {"opex": {"value": 2, "unit": "USD", "rate": 1450}}), CATALOGUE)
    by_variable = take(UtilityYear("b", {"opex": {"value": 2, "unit": "USD"}, "fx_usd": 1450}), CATALOGUE)
    without = take(UtilityYear("c", {"opex": {"value": 2, "unit": "USD"}}), CATALOGUE)

    assert by_entry.entries["opex"].value == by_variable.entries["opex"].value == 2900
    assert without.entries["opex"].value == 2
    assert without.remarks["opex"] == ("“USD” was read as local currency.",)


def test_unknown_variables_and_broken_objects_are_named_and_spoil_nothing(tmp_path: Path) -> None:
    listed = [{"id": "a", "entries": {"supply_hours": 12, "wells": 3}}, 7, {"id": "b"}, {"id": "c", "entries": [1]}]
    a, seven, b, c = computed(tmp_path, json.dumps(listed))

    assert a["refused"] == {"wells": "No variable has this code."}
    assert a["indicators"]["QS01"]["value"] == 12
    assert (seven["id"], seven["problem"]) == (2, "This is not an object with “entries”.")
    assert (b["id"], b["problem"]) == ("b", "It has no “entries”.")
    assert c["problem"] == "Its “entries” are not an object."
    assert all(each["value"] is None for each in b["indicators"].values())


def test_a_name_given_twice_has_no_value_anybody_could_rely_on(tmp_path: Path) -> None:
    found = computed(tmp_path, '{"entries": {"v_own": 1, "v_own": 2, "supply_hours": 5}}')[0]
    assert "given twice" in found["refused"]["v_own"]
    assert found["indicators"]["QS01"]["value"] == 5


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.json", "empty"),
        ("  \n", "a.csv", "empty"),
        ('\r\n""\r\n', "a.csv", "empty"),
        (',\n" ",""\n', "a.csv", "empty"),
        ("{", "a.json", "no JSON"),
        ("[]", "a.json", "list is empty"),
        ("3", "a.json", "neither"),
        ("[" * 100_000, "a.json", "nested too deeply"),
        (b"\x00\x01\x02", "a.json", "no text"),
        (b"PK\x03\x04rest", "a.csv", "workbook"),
        ("a,b\n1,2\n", "a.csv", "names no variable"),
        ("id,v_own\n", "a.csv", "no row"),
        ('id,v_own\n"a,1\nb,2\n', "a.csv", "no CSV"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(content: str | bytes, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=said):
        read(tmp_path, content, name)


def test_a_file_with_an_object_on_each_line_is_a_list_of_them(tmp_path: Path) -> None:
    first, second = '{"id": "a", "entries": {"supply_hours": 5}}', '{"id": "b\u2028", "entries": {"supply_hours": 7}}'
    found = computed(tmp_path, f"{first}\r\n\n{second}\n", "years.ndjson")
    assert [each["id"] for each in found] == ["a", "b\u2028"]
    assert [each["indicators"]["QS01"]["value"] for each in found] == [5, 7]


def test_a_line_that_is_no_object_is_said_with_its_place_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no JSON \(line 2, column 1\)"):
        read(tmp_path, '{"entries": {}}\n{"entries"\n', "years.ndjson")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_figures(tmp_path / "none.json", CATALOGUE)


def test_a_row_with_too_many_cells_is_not_used_and_its_neighbours_are(tmp_path: Path) -> None:
    broken, whole = computed(tmp_path, "id,supply_hours\na,1,250\nb,12\n", "a.csv")
    assert "more cells" in broken["problem"]
    assert broken["indicators"]["QS01"]["value"] is None
    assert whole["indicators"]["QS01"]["value"] == 12


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "unit", "state", "x"]), inner)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["v_own", "pop_area", "opex", "days", "fx_usd", "?"]), ANYTHING))
def test_whatever_a_file_holds_is_answered_and_never_makes_up_a_figure(entries: dict[str, Any]) -> None:
    found = one(entries)
    json.dumps(found)
    for each in found["indicators"].values():
        assert each["value"] is not None or each["missing"] or each["warnings"]


@pytest.mark.slow
@given(st.lists(st.dictionaries(st.sampled_from(["v_own", "pop_area", "pop_water", "days", "opex"]), ANYTHING)))
def test_many_utilities_at_once_are_answered_as_each_is_alone(utilities: list[dict[str, Any]]) -> None:
    together = map(json.loads, answer_lines([UtilityYear("one", entries) for entries in utilities], CATALOGUE))
    assert list(map(json.dumps, together)) == [json.dumps(one(entries)) for entries in utilities]
