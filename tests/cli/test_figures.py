"""Figures on the command line, with no workspace anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.test_command_line import answer, wopfield
from tests.workspaces import PASSWORD
from wopfield.store import kept, partnerships, utilities
from wopfield.store.workspace import Workspace


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


@pytest.mark.parametrize("words", [["indicators", "compute"], ["balance"]])
@pytest.mark.parametrize("content", ['{"entries": {"v_own": "12 %", "days": 365}}', "[]", "{", "id,v_own\nx,5\n", None])
def test_a_question_in_its_shortest_form_is_answered_as_in_any_other(
    words: list[str], content: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "figures.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    short, long = wopfield(*words, str(file), "--json"), wopfield(*words, "--json", "--", str(file))

    assert (short.returncode, short.stdout, short.stderr) == (long.returncode, long.stdout, long.stderr)


@pytest.mark.skipif(os.name == "nt", reason="Windows closes pipes in another way")
def test_whoever_has_read_enough_of_a_long_answer_is_told_nothing_more(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"entries": {"v_own": 1}}] * 200), encoding="utf-8")
    command = [sys.executable, "-m", "wopfield", "balance", str(file), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        asked.stdout.read(1)
        asked.stdout.close()
        assert asked.stderr.read() == b""
    assert asked.returncode == 1


def test_a_broken_file_is_refused_in_a_sentence_and_nothing_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{", encoding="utf-8")

    done = wopfield("indicators", "compute", str(file), "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert "is no JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_water_balance_is_worked_out_with_its_limits(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    example = json.loads((Path(__file__).parent.parent / "domain" / "worked_examples.json").read_text("utf-8"))[0]
    sure = {code: {"value": value, "confidence": "B"} for code, value in example["inputs"].items()}
    entries = {**sure, "v_own": {"value": example["inputs"]["v_own"], "confidence": "A1"}}
    file.write_text(json.dumps({"id": 7, "entries": entries, "night_flow": {"flow": 4000}}), encoding="utf-8")

    found = answer(["balance", str(file)])

    assert isinstance(found, dict)
    assert found["id"] == 7
    lost = found["components"]["non_revenue_water"]
    assert round(lost["value"]) == 33_812_040
    assert lost["low"] < lost["value"] < lost["high"]
    assert round(lost["percent"], 2) == 25.71
    assert found["results"]["ili"]["indicator"] == "NR11"
    assert round(found["real_losses_by_night_flow"]["value"]) == 4000 * 24 * 365
    assert {code for code, each in found["results"].items() if each.get("form") == "metric"} == {"uarl", "ili"}
    told = wopfield("balance", str(file)).stdout
    assert "Real losses: 27" in told
    assert told.count("metric form") == 1


def test_a_balance_of_many_rows_names_what_each_lacks(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,v_own,v_import,v_export,v_meter_adj,v_bill_met\na,10,0,0,0,\nb,1,0,0,,\n", encoding="utf-8")

    found = answer(["balance", str(file), "--out", str(tmp_path / "table.csv")])

    assert isinstance(found, list)
    table = (tmp_path / "table.csv").read_text("utf-8-sig").splitlines()
    assert table[3].startswith("a,water_supplied,Water supplied,10.0,")
    assert len(table) == 1 + 2 * 18
    assert [each["components"]["water_supplied"]["value"] for each in found] == [10, None]
    assert found[1]["components"]["water_supplied"]["missing"] == ["v_meter_adj"]
    assert "v_bill_met" in found[0]["missing"]


@pytest.mark.slow
def test_a_template_goes_out_and_comes_back_with_a_look_at_it_first(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=name).id for name in ("Rijnmeer", "Marowe"))
        pair = partnerships.add(editor, name="Marowe and Rijnmeer", mentor=mentor, mentee=mentee)
        kept.put(editor.session.connection(), kept.PERSON, "amina")
    where = {"WOPFIELD_PASSWORD": PASSWORD}
    folder = str(workspace.folder)
    file = tmp_path / "template.xlsx"
    answer(["indicators", "template", "--out", str(file), "--periods", "2024", "--utility", "Marowe"])
    book = load_workbook(file)
    book.worksheets[0]["C3"], book.worksheets[0]["D3"] = "megalitres", 12.5
    book.save(file)
    workspace.close()

    looked = answer(["indicators", "take-in", "Marowe", str(file), "--workspace", folder], **where)
    taken = answer(["indicators", "take-in", "Marowe", str(file), "--write", "--workspace", folder], **where)
    out = tmp_path / "out.csv"
    done = answer(["indicators", "export", "Marowe", "--entries", "--out", str(out), "--workspace", folder], **where)

    assert isinstance(looked, dict)
    assert isinstance(taken, dict)
    assert isinstance(done, dict)
    assert looked["figures"] == taken["figures"]
    assert (looked["written"], taken["written"], done["entries"]) == (False, True, 1)
    assert "v_own,Volume from own sources,2024,12.5,megalitres,measured" in out.read_text("utf-8-sig")
    assert pair.mentee == mentee


DEFINED = (
    "code,name,unit,formula,direction,plausible_min,plausible_max,typical_min,typical_max\n"
    "own_wells,Wells in use,number,,,0,500,,\n"
    "OWN_WELLS,Water of each well,m3,v_own / own_wells,target,,,1,1000000\n"
)


def test_figures_of_ones_own_are_worked_with_and_go_from_one_workspace_to_another(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=name).id for name in ("Rijnmeer", "Marowe"))
        partnerships.add(editor, name="Marowe and Rijnmeer", mentor=mentor, mentee=mentee)
        kept.put(editor.session.connection(), kept.PERSON, "amina")
    workspace.close()
    where, folder = {"WOPFIELD_PASSWORD": PASSWORD}, str(workspace.folder)
    defined, back, figures = tmp_path / "own.csv", tmp_path / "back.csv", tmp_path / "a.csv"
    defined.write_text(DEFINED, encoding="utf-8")
    figures.write_text("id,v_own,own_wells\na,1000,4\n", encoding="utf-8")

    taken = answer(["indicators", "define", "Marowe", str(defined), "--workspace", folder], **where)
    answer(["indicators", "definitions", "Marowe", "--out", str(back), "--workspace", folder], **where)
    again = answer(["indicators", "define", "Marowe", str(back), "--workspace", folder], **where)
    found = answer(["indicators", "compute", str(figures), "--definitions", str(back)])

    assert (taken, again) == ({"definitions": 2, "changed": 2}, {"definitions": 2, "changed": 0})
    assert found[0]["indicators"]["OWN_WELLS"]["value"] == 250


def test_a_wrong_definition_is_refused_whole_with_what_is_wrong(tmp_path: Path) -> None:
    defined, figures = tmp_path / "own.csv", tmp_path / "a.csv"
    defined.write_text(DEFINED.replace("v_own / own_wells", "own_wells"), encoding="utf-8")
    figures.write_text("id,v_own,own_wells\na,1000,4\n", encoding="utf-8")
    done = wopfield("indicators", "compute", str(figures), "--definitions", str(defined))
    assert (done.returncode, done.stdout) == (1, "")
    assert "and not m3" in done.stderr
    defined.write_text("x,y\n1,2\n", encoding="utf-8")
    assert "defines no figures" in wopfield("balance", str(figures), "--definitions", str(defined)).stderr


def test_periods_that_are_none_are_refused(tmp_path: Path) -> None:
    done = wopfield("indicators", "template", "--out", str(tmp_path / "a.xlsx"), "--periods", "soon")
    assert done.returncode == 1
    assert "does not name periods" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()
