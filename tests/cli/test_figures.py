"""Figures on the command line, with no workspace anywhere."""

import json
from pathlib import Path

from tests.cli.test_command_line import answer, wopfield


def test_indicators_are_computed_from_a_file_with_no_workspace(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"entries": {"pop_water": 400, "pop_area": 1000, "v_own": "=1"}}), encoding="utf-8")

    found = answer(["indicators", "compute", str(file)])

    assert isinstance(found, dict)
    assert found["indicators"]["CV01"]["value"] == 40
    assert "Formulas" in found["refused"]["v_own"]
    assert "40.0 %" in wopfield("indicators", "compute", str(file)).stdout


def test_a_list_is_answered_by_a_list_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    years = [{"id": name, "entries": {"supply_hours": hours}} for name, hours in (("b", 12), ("a", 24))]
    file.write_text(json.dumps(years), encoding="utf-8")

    found = answer(["indicators", "compute", str(file)])

    assert isinstance(found, list)
    assert [(each["id"], each["indicators"]["QS01"]["value"]) for each in found] == [("b", 12), ("a", 24)]


def test_a_broken_file_is_refused_in_a_sentence_and_nothing_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{", encoding="utf-8")

    done = wopfield("indicators", "compute", str(file), "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert "is no JSON" in done.stderr
    assert "Traceback" not in done.stderr
