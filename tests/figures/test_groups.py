"""A group of utilities is shown from five up, each once, and without what cannot be."""

from pathlib import Path

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.group import Group, Peer, group_of
from wopfield.figures.groups import group_answer, read_group
from wopfield.figures.workbooks import Sheet, Value, as_workbook

CATALOGUE = indicator_catalogue()


def read(tmp_path: Path, text: str) -> Group:
    (tmp_path / "peers.csv").write_text(text, encoding="utf-8")
    return read_group(tmp_path / "peers.csv", CATALOGUE)


def test_an_imported_table_gives_median_and_quartiles_of_what_it_tells(tmp_path: Path) -> None:
    rows = "".join(f"u{place},2024,{place}00,1000,{place}\n" for place in range(1, 6))
    group = read(tmp_path, f"utility,year,pop_water,pop_area,HR01\n{rows}")
    coverage, staff = group.compare("CV01"), group.compare("HR01")
    assert coverage is not None
    assert staff is not None
    assert (coverage.median, coverage.lower_quartile, coverage.upper_quartile) == pytest.approx((30, 20, 40))
    assert (staff.count, staff.median) == (5, 3)


def test_fewer_than_five_utilities_are_not_shown(tmp_path: Path) -> None:
    group = read(tmp_path, "utility,year,CV01\n" + "".join(f"u{place},2024,50\n" for place in range(4)))
    assert group.compare("CV01") is None
    answer = group_answer(group, CATALOGUE)["indicators"]
    assert isinstance(answer, dict)
    assert answer["CV01"] == {"unit": "%", "utilities": 4}


def test_leaving_ones_own_utility_out_may_leave_too_few() -> None:
    peers = [Peer(f"u{place}", "2024", {"CV01": float(place)}) for place in range(5)]
    assert group_of("peers", peers).compare("CV01") is not None
    assert group_of("peers", peers).compare("CV01", leave_out="u0") is None


def test_a_utility_counts_once_by_its_newest_year() -> None:
    peers = [Peer("a", "2024", {"CV01": 80.0}), Peer("a", "2023", {"CV01": 10.0, "HR01": 5.0})]
    assert group_of("peers", peers).values == {"CV01": {"a": 80.0}, "HR01": {"a": 5.0}}


def test_what_cannot_be_does_not_count(tmp_path: Path) -> None:
    group = read(tmp_path, "utility,year,pop_water,pop_area\na,2024,1200,1000\nb,2024,700,1000\nc,2024,,1000\n")
    assert group.values["CV01"] == {"b": 70.0}


def test_an_extract_with_names_and_numbers_of_ibnet_is_read_from_csv_and_from_a_workbook(tmp_path: Path) -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        ("Utility", "Year", "1.1 Water Coverage (%)", "Staff per 1000 connections"),
        *((f"u{place}", "2024", 10.0 * place, float(place)) for place in range(1, 7)),
    )
    (tmp_path / "peers.xlsx").write_bytes(as_workbook([Sheet("Notes", (("IBNET", "2025"),)), Sheet("Data", rows)]))
    text = "\n".join(",".join(map(str, row)) for row in rows)
    for group in (read(tmp_path, text), read_group(tmp_path / "peers.xlsx", CATALOGUE)):
        shape = group.compare("CV01")
        assert shape is not None
        assert (shape.count, shape.median) == (6, 35)
