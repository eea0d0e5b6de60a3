"""Files as people and programs really write them: each gives figures, or a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_command_line import wopfield
from wopfield.checklists.library import indicator_catalogue
from wopfield.figures.balances import balance_lines
from wopfield.figures.computing import Taken, answer_lines, take
from wopfield.figures.reading import read_figures

CATALOGUE = indicator_catalogue()


def taken(folder: Path, content: str | bytes, name: str = "a.csv") -> list[Taken]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [take(year, CATALOGUE) for year in read_figures(file, CATALOGUE).rows]


def balanced_years(file: Path) -> list[dict[str, Any]]:
    return list(map(json.loads, balance_lines(read_figures(file, CATALOGUE).rows, CATALOGUE)))


def own_and_billed(found: Taken) -> tuple[float | None, ...]:
    values = (found.entries[code].value if code in found.entries else None for code in ("v_own", "v_bill_met"))
    return tuple(None if value is None else float(value) for value in values)


PLAIN = "id,v_own,v_bill_met\na,1000.5,800\n"
US_DAY = 3785.411784 * 365


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PLAIN.encode("utf-8-sig"), (1000.5, 800)),
        (PLAIN.encode("utf-16"), (1000.5, 800)),
        (PLAIN.encode("utf-16-le"), (1000.5, 800)),
        (PLAIN.encode("utf-32"), (1000.5, 800)),
        ("nom;v_own;v_bill_met;Été\na;1000,5;800;x\n".encode("cp1252"), (1000.5, 800)),
        (" ID , V_Own , V_BILL_MET \n a , 1000.5 , 800 \n", (1000.5, 800)),
        ("id|v_own|v_bill_met\na|1000.5|800\n", (1000.5, 800)),
        ("sep=;\nid;v_own;v_bill_met\na;1000,5;800\n", (1000.5, 800)),
        ("Water utility of Marowe,,\nprovisional,,\nid,v_own,v_bill_met\na,1000.5,800\n", (1000.5, 800)),
        ("id,v_own,v_bill_met\n,ML,m3\na,1.0005,800\n", (1000.5, 800)),
        ("id,v_own [ML],v_bill_met_m3\na,1.0005,800\n", (1000.5, 800)),
        ("id;v_own;v_bill_met\na;1.000.000;800.000\n", (1_000_000, 800_000)),
        ("id;v_own;v_bill_met\na;1.234;800,5\n", (1234, 800.5)),
        ("id;v_own;v_bill_met\na;1 000 000,5;1'000\n", (1_000_000.5, 1000)),
        ("id;v_own;v_bill_met\na;12,34,567;8,00,000\n", (1_234_567, 800_000)),
        ("id;v_own;v_bill_met\na;1,5E+06;1E+06\n", (1_500_000, 1_000_000)),
        ("id,v_own,v_bill_met\na,5 kft3,6 HCF\n", (141.58423296, 16.9901079552)),
        ("id,year,v_own,v_bill_met\na,2023,2 MGD,3 mld\n", (2 * US_DAY, 3000 * 365)),
        ("id,year,v_own (m³/day),v_bill_met\na,Jan-24,10,8\n", (310, 8)),
        ("code,2022\nv_own,1000.5\nv_bill_met,800\n", (1000.5, 800)),
        ("Figure,Unit,2022\nVolume from own sources,ML,1.0005\nBilled metered consumption,m3,800\n", (1000.5, 800)),
        ('{"v_own": 1000.5, "v_bill_met": 800}', (1000.5, 800)),
        ('{"entries": {"V_OWN": "1.0005e3 m3", " v_bill_met [ML]": 0.8}}', (1000.5, 800)),
    ],
)
def test_a_table_is_read_whatever_its_signs_letters_heads_and_units_are(
    tmp_path: Path, content: str | bytes, expected: tuple[float, float]
) -> None:
    (found,) = taken(tmp_path, content)
    assert own_and_billed(found) == pytest.approx(expected)


def test_what_could_be_meant_otherwise_is_said(tmp_path: Path) -> None:
    (unsure,) = taken(tmp_path, "id;v_own\na;1.234\n")
    (flow,) = taken(tmp_path, '{"entries": {"days": 31, "v_own": "2 MGD"}}')
    (endless,) = taken(tmp_path, '{"entries": {"v_own": "2 MGD"}}')
    (foreign,) = taken(tmp_path, '{"entries": {"fx_usd": 600, "tariff_retail": {"value": 2, "unit": "USD/m3"}}}')
    twice = taken(tmp_path, "id,v_own\na,1\na,2\n")

    assert "could also be" in unsure.remarks["v_own"][0]
    assert "through 31 days" in flow.remarks["v_own"][0]
    assert "how many days" in endless.refused["v_own"]
    assert foreign.entries["tariff_retail"].value == 1200
    assert [each.told for each in twice] == [("This id is given more than once.",)] * 2


HOSTILE = (
    *("NaN", "-Infinity", "1e400", "1e999999999", "-1e-999999999", "true", "null", "[]", "{}", "[[1]]"),
    *("9" * 1_000_000, f'"{"9" * 1_000_000}"', f"0.{'1' * 100_000}", '"\\ud800"', '"\\u0000"', '"=1+1"'),
    *('{"value": {}}', '{"value": 1, "unit": {"a": 1}}', '{"value": 5, "confidence": ["A"]}', '{"state": []}'),
    *('{"value": 5, "accuracy": NaN}', '{"value": 5, "unit": "USD", "rate": 1e999999999}'),
)


def test_a_balance_says_how_figures_were_read_that_could_be_read_in_another_way(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    entries = {"v_own": "11 MG", "v_import": "1,234", "v_export": "n/a", "v_bill_met": "6.5e-1 thousand m3"}
    file.write_text(json.dumps({"id": "a", "entries": entries}))
    (found,) = balanced_years(file)

    assert [said for said in found["warnings"] if said.startswith("v_")] == [
        "v_own: “MG” was read as million US gallons.",
        "v_import: “1,234” was read as 1\u202f234; it could also be 1.234.",
        "v_export: “n/a” was taken as no figure. Say “not measured” or “not applicable”.",
    ]
    assert found["components"]["billed_metered"]["value"] == 650


def test_a_hostile_value_spoils_nothing_beside_it(tmp_path: Path) -> None:
    whole = ",".join(f'{{"id": {place}, "entries": {{"v_own": {raw}, "supply_hours": 12}}}}'
                     for place, raw in enumerate(HOSTILE))  # fmt: skip
    file = tmp_path / "a.json"
    file.write_text(f"[{whole}]", encoding="utf-8")
    worked = map(json.loads, answer_lines(read_figures(file, CATALOGUE).rows, CATALOGUE))
    for found, balanced in zip(worked, balanced_years(file), strict=True):
        told = json.dumps([found, balanced], allow_nan=False)
        assert found["indicators"]["QS01"]["value"] == 12
        assert len(told) < 100_000


def test_names_given_twice_or_oddly_never_come_back_as_they_are(tmp_path: Path) -> None:
    odd = '[{"id": NaN, "entries": {}}, {"id": {"a": 1}, "entries": {}}, {"id": 1, "id": 2, "entries": {}}]'
    assert [found.id for found in taken(tmp_path, odd, "a.json")] == [1, 2, 3]


def test_a_night_flow_that_is_none_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"entries": {}, "night_flow": {"flow": "much"}}', encoding="utf-8")
    (found,) = balanced_years(file)
    assert "as a number" in str(found["refused"])


def test_letters_that_nothing_can_print_are_printed_as_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[{"id": "\\ud800 é \\ud83d\\ude00", "entries": {"supply_hours": 12}}]', encoding="utf-8")
    for encoding in ("utf-8", "ascii"):
        done = wopfield("indicators", "compute", str(file), "--json", PYTHONIOENCODING=encoding)
        assert done.returncode == 0
        assert json.loads(done.stdout)[0]["id"] == "\ud800 é 😀"
