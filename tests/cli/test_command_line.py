"""The command line as scripts meet it: what it prints, what it returns, and how it refuses."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from tests.report.reading import Reading
from tests.served import free_port, serving
from tests.servers import begin
from tests.sync.ratings import answer as rated
from tests.sync.ratings import begin_partnership_as, blank, evidence_file
from tests.workspaces import PASSWORD
from wopfield.store import backup, exchange_log, exchanges, issuing, kept
from wopfield.store.exchange_log import Past
from wopfield.store.exchanges import Kept
from wopfield.store.tables import Action, Report, Visit
from wopfield.store.workspace import BACKUPS, Workspace


def wopfield(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, with nobody to ask."""
    return subprocess.run(
        [sys.executable, "-m", "wopfield", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
        timeout=300,
    )


def answer(words: Sequence[str], **environment: str) -> Any:
    """Return the JSON that a command answers with."""
    done = wopfield(*words, "--json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_built_in_checklists_are_listed_with_their_sizes() -> None:
    found = answer(["checklist", "list"])
    assert isinstance(found, list)
    assert {(each["code"], each["areas"], each["items"]) for each in found} == {
        ("peer_review", 12, 106),
        ("capacity_assessment", 3, 34),
        ("site_inspection", 11, 155),
    }


def test_a_checklist_is_shown_whole() -> None:
    found = answer(["checklist", "show", "peer_review"])
    assert isinstance(found, dict)
    items = [item for area in found["areas"] for item in area["items"]]
    assert len(items) == 106
    assert all(len(item["levels"]) == 5 and all(item["levels"]) for item in items)


def test_an_unknown_checklist_is_refused_in_a_sentence() -> None:
    done = wopfield("checklist", "show", "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_use_returns_two() -> None:
    assert wopfield("checklist", "shout").returncode == 2


def test_a_workspace_that_is_not_there_is_said_and_none_is_made(tmp_path: Path) -> None:
    done = wopfield("backup", "--workspace", str(tmp_path / "none"))
    assert done.returncode == 1
    assert "no workspace" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_person_is_answered_in_their_language_and_a_program_always_in_the_same(tmp_path: Path) -> None:
    nowhere = ("backup", "list", "--workspace", str(tmp_path))
    assert "Il n’y a pas d’espace de travail" in wopfield(*nowhere, WOPFIELD_LANGUAGE="fr").stderr
    assert "There is no workspace" in wopfield(*nowhere, "--json", WOPFIELD_LANGUAGE="fr").stderr


def test_what_was_exchanged_is_listed_for_people_and_for_programs(workspace: Workspace) -> None:
    past = Past("2026-11-23T09:00:00+00:00", "key", 4, 2, "0.1", "The line was cut.", 1, 3, 0, "server", "server")
    with workspace.database.write() as connection:
        exchange_log.note_exchange(connection, past)
    workspace.close()
    place = ["--workspace", str(workspace.folder)]
    assert answer(["sync", "log", *place], WOPFIELD_PASSWORD=PASSWORD) == [{**asdict(past), "seconds": 0.1}]
    said = wopfield("sync", "log", *place, WOPFIELD_PASSWORD=PASSWORD)
    assert "4 sent, 2 received, 1 refused" in said.stdout
    assert "The line was cut." in said.stdout
    refused = wopfield("sync", *place, WOPFIELD_PASSWORD=PASSWORD)
    assert (refused.returncode, "not signed in" in refused.stderr) == (1, True)


def test_what_was_refused_is_told_apart_saved_and_offered_again(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Action(scope="p", id="a", number=1, title="Meter zone 3"))
    with workspace.database.write() as connection:
        (line,) = exchanges.lines(connection, ["p"])
        lines = [Kept("server", "p", line.id, line.seq, line.name, "No role.")]
        exchanges.keep_refusals(connection, lines)
    workspace.close()
    refused = ["sync", "refused", "--workspace", str(workspace.folder)]
    said = wopfield(*refused, "--save", str(tmp_path / "refused.json"), WOPFIELD_PASSWORD=PASSWORD).stdout
    assert "Meter zone 3" in said
    assert "1 entry was written to" in said
    assert "Meter zone 3" in (tmp_path / "refused.json").read_text(encoding="utf-8")
    (told,) = answer([*refused, "--offer-again"], WOPFIELD_PASSWORD=PASSWORD)
    assert (told["reason"], told["offerable"], told["offered"]) == ("No role.", True, True)
    assert any(edit["values"].get("title") == "Meter zone 3" for edit in told["edits"])
    assert answer(refused, WOPFIELD_PASSWORD=PASSWORD) == []


@pytest.mark.slow
def test_what_was_refused_and_replaced_since_is_taken_off_the_list(workspace: Workspace) -> None:
    person = begin(workspace.database, "amina")
    scope = begin_partnership_as(workspace.database, person)
    for level in (2, 3, 4):
        with workspace.database.change(person) as editor:
            shown = blank(scope) if level == 2 else rated(workspace.database)
            editor.take(shown).level = level
        if level == 3:
            with workspace.database.write() as connection:
                (line,) = exchanges.lines(connection, [scope])
                exchanges.keep_refusals(connection, [Kept("server", scope, line.id, line.seq, line.name, "No role.")])
    workspace.close()
    refused = ["sync", "refused", "--workspace", str(workspace.folder)]
    assert "replaced since" in wopfield(*refused, WOPFIELD_PASSWORD=PASSWORD).stdout
    (told,) = answer([*refused, "--offer-again"], WOPFIELD_PASSWORD=PASSWORD)
    assert (told["replaced"], told["offered"]) == (True, False)
    said = wopfield(*refused, "--take-off", WOPFIELD_PASSWORD=PASSWORD)
    assert "1 is off the list; the history keeps it." in said.stdout
    assert answer(refused, WOPFIELD_PASSWORD=PASSWORD) == []


@pytest.mark.slow
def test_a_damaged_photo_is_named_as_soon_as_somebody_has_all_of_them_read(workspace: Workspace) -> None:
    content = b"a photo of the intake"
    person = begin(workspace.database, "amina")
    scope = begin_partnership_as(workspace.database, person)
    (name,) = workspace.files.put(content)
    with workspace.database.change(person) as editor:
        editor.add(evidence_file(scope, content, [name]))
    place = workspace.folder / "files" / name[:2] / name
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    workspace.close()
    words = ["sync", "files", "--workspace", str(workspace.folder)]
    for more, said in (
        ([], "only here  intake.jpg"),
        (["--check"], "damaged  intake.jpg"),
        ([], "damaged  intake.jpg"),
    ):
        found = wopfield(*words, *more, WOPFIELD_PASSWORD=PASSWORD)
        assert found.stdout.startswith(said), found


def test_exchanges_in_a_row_that_moved_nothing_are_one_line_for_people_and_all_there_for_programs(
    workspace: Workspace,
) -> None:
    stick = Past("2026-11-23T08:00:00+00:00", "", 9, 0, "0.3", "", way="stick")
    runs = [(0, 4, "", False), *((each, 0, "", False) for each in range(1, 9)), (9, 0, "No line.", False),
            (10, 0, "", True)]  # fmt: skip
    with workspace.database.write() as connection:
        exchange_log.note_exchange(connection, stick)
        for minute, sent, why, copied in runs:
            at = f"2026-11-23T09:{minute:02}:00+00:00"
            past = Past(at, "key", sent, 0, "0.1", why, way="server", called="server", copied=copied)
            exchange_log.note_exchange(connection, past)
    workspace.close()
    place = ["--workspace", str(workspace.folder)]
    assert wopfield("sync", "log", *place, WOPFIELD_PASSWORD=PASSWORD).stdout.splitlines() == [
        "2026-11-23T09:10:00  server (server)  nothing new, 0.1 s, a laptop was copied; both lines of work are kept",
        "2026-11-23T09:09:00  server (server)  0 sent, 0 received, 0.1 s: No line.",
        "2026-11-23T09:08:00  server (server)  nothing new, 0.1 s (8 times since 2026-11-23T09:01:00)",
        "2026-11-23T09:00:00  server (server)  4 sent, 0 received, 0.1 s",
        "2026-11-23T08:00:00  whoever has the password (stick)  9 sent, 0 received, 0.3 s",
    ]
    listed = answer(["sync", "log", *place], WOPFIELD_PASSWORD=PASSWORD)
    assert isinstance(listed, list)
    assert len(listed) == len(runs) + 1


def test_a_wrong_password_is_refused_in_a_sentence(workspace: Workspace) -> None:
    workspace.close()
    done = wopfield("backup", "--workspace", str(workspace.folder), WOPFIELD_PASSWORD="a guess")
    assert done.returncode == 1
    assert "does not open the workspace" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_can_be_made_by_a_script_and_be_kept_in_a_second_place(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    place = answer(["backup", "place", str(tmp_path), "--workspace", str(workspace.folder)], WOPFIELD_PASSWORD=PASSWORD)
    assert isinstance(place, dict)
    assert (place["folder"], place["there"], place["trouble"]) == (str(tmp_path / "WOPField"), True, "")
    found = answer(["backup", "--workspace", str(workspace.folder)], WOPFIELD_PASSWORD=PASSWORD)
    assert isinstance(found, dict)
    assert Path(found["file"]).stat().st_size == found["bytes"] > 0
    listed = list_of(answer(["backup", "list", "--workspace", str(workspace.folder)]))[0]
    assert Path(found["file"]).name in [each.name for each in (tmp_path / "WOPField" / "backups").iterdir()]
    assert (Path(found["file"]).name, found["bytes"], True) == (listed["name"], listed["bytes"], listed["checked"])


@pytest.mark.slow
def test_a_backup_is_brought_back_by_a_script_and_a_damaged_one_is_refused(workspace: Workspace) -> None:
    made = workspace.back_up("by-hand")
    with workspace.database.change("amina") as editor:
        editor.add(Visit(scope="p", title="Baseline"))
    workspace.close()

    found = answer(["backup", "restore", "--workspace", str(workspace.folder)], WOPFIELD_PASSWORD=PASSWORD)
    made.write_bytes(b"damaged")
    done = wopfield("backup", "restore", made.name, "--workspace", str(workspace.folder), WOPFIELD_PASSWORD=PASSWORD)

    assert isinstance(found, dict)
    assert (found["backup"], found["entries"], found["whole"]) == (made.name, 1, True)
    assert (done.returncode, "is damaged" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    again = Workspace.unlock(workspace.folder, PASSWORD)
    with again.database.read() as session:
        assert session.exec(select(Visit)).one().title == "Baseline"
    again.close()


def list_of(found: object) -> list[dict[str, object]]:
    """Return an answer that is a list."""
    assert isinstance(found, list)
    return found


def test_a_password_nobody_can_type_is_asked_for_by_its_variable(workspace: Workspace) -> None:
    workspace.close()
    done = wopfield("sync", "--workspace", str(workspace.folder))
    assert done.returncode == 1
    assert "WOPFIELD_PASSWORD" in done.stderr


def test_whoever_connects_to_an_address_nobody_answers_at_is_told_to_check_it(workspace: Workspace) -> None:
    workspace.close()
    passwords = {"WOPFIELD_PASSWORD": PASSWORD, "WOPFIELD_SERVER_PASSWORD": PASSWORD}
    place = ("--workspace", str(workspace.folder))
    done = wopfield("connect", f"http://127.0.0.1:{free_port()}", "amina@example.org", *place, **passwords)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Check that the address is right" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_work_is_backed_up_before_a_server_that_is_new_to_it_is_synced_with(
    workspace: Workspace, tmp_path: Path
) -> None:
    begin(workspace.database, "Amina")
    workspace.close()
    with serving(tmp_path / "server") as served:
        served.add_person("Amina", "amina@example.org", PASSWORD)
        words = ["connect", served.address, "amina@example.org", "--workspace", str(workspace.folder)]
        answer(words, WOPFIELD_PASSWORD=PASSWORD, WOPFIELD_SERVER_PASSWORD=PASSWORD)
    (made,) = backup.every(workspace.folder / BACKUPS)
    assert made.reason == "before-first-sharing"


@pytest.mark.slow
def test_a_server_calls_a_laptop_what_its_person_called_it(workspace: Workspace, tmp_path: Path) -> None:
    begin(workspace.database, "Amina")
    with workspace.database.write() as connection:
        kept.put(connection, kept.LAPTOP, "The blue one")
    workspace.close()
    with serving(tmp_path / "server") as served:
        served.add_person("Amina", "amina@example.org", PASSWORD)
        words = ["connect", served.address, "amina@example.org", "--workspace", str(workspace.folder)]
        answer(words, WOPFIELD_PASSWORD=PASSWORD, WOPFIELD_SERVER_PASSWORD=PASSWORD)
        listed = answer(["admin", "list-laptops", "amina@example.org", "--folder", str(tmp_path / "server")])
    assert isinstance(listed, list)
    assert [each["name"] for each in listed] == ["The blue one"]


@pytest.mark.slow
def test_a_server_gets_its_first_administrator_and_lists_people(tmp_path: Path) -> None:
    server = ["--folder", str(tmp_path / "server")]
    added = answer(
        ["admin", "add-person", "lead@example.org", "--name", "Amina", "--admin", *server],
        WOPFIELD_NEW_PASSWORD="a pump that never stops",
    )
    assert added == {"name": "Amina", "email": "lead@example.org", "admin": True}
    again = wopfield(
        "admin", "add-person", "lead@example.org", "--name", "Amina", *server, WOPFIELD_NEW_PASSWORD="another pump here"
    )
    assert again.returncode == 1
    people = answer(["admin", "list-people", *server])
    assert isinstance(people, list)
    assert [each["email"] for each in people] == ["lead@example.org"]
    assert answer(["admin", "list-partnerships", *server]) == []


def test_the_demonstration_leaves_what_is_in_a_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "amina").mkdir()
    (tmp_path / "amina" / "thesis.txt").write_text("years of work")
    done = wopfield("demo", "--headless", "--out", str(tmp_path))
    assert done.returncode == 1
    assert (tmp_path / "amina" / "thesis.txt").read_text() == "years of work"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The answer of the demonstration, its folders under ``round``."""
    found = answer(["demo", "--headless", "--out", str(tmp_path_factory.mktemp("demonstration") / "round")])
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
def test_the_demonstration_holds_a_report_issued_after_the_first_visit_and_a_draft_bears_the_next_version(
    played: dict[str, Any], tmp_path: Path
) -> None:
    folder = played["laptops"][1]["folder"]  # of the colleague: it came with a sync
    workspace = Workspace.unlock(Path(folder), "demonstration")
    with workspace.database.read() as session:
        (row,) = (each for each in session.exec(select(Report)) if each.status == "issued")
        (tmp_path / "issued.pdf").write_bytes(issuing.file_of(session, workspace.files, row))
    workspace.close()
    line = ["--workspace", folder]
    verdict = answer(["verify", str(tmp_path / "issued.pdf"), *line], WOPFIELD_PASSWORD="demonstration")
    assert isinstance(verdict, dict)
    assert (verdict["genuine"], verdict["version"], verdict["issued_by"]) == (True, "1.0", "Amina Diallo")
    assert date.fromisoformat(verdict["issued_at"][:10]) < date.today() - timedelta(days=300)
    changed = verdict["changed_since"]
    told = {(each["where"], each["what"]): each for each in changed}
    assert told["Population served with water", "2024"]["now"].startswith("358,000")  # entered since that visit
    assert {"where": "Water coverage", "what": "added", "was": "", "now": "", "follows": True} in changed
    again = ["report", "Marowe", "--document", "capacity", "--assessment", "Capacity assessment 2025", *line]
    answer([*again, "--out", str(tmp_path / "draft.pdf")], WOPFIELD_PASSWORD="demonstration")
    assert "Draft of version 1.1, not issued" in Reading((tmp_path / "draft.pdf").read_bytes()).text()


@pytest.mark.slow
def test_the_round_without_a_window_ends_with_the_same_state_and_a_report(
    played: dict[str, Any], tmp_path: Path
) -> None:
    found = played
    assert found["same_state"] is True
    assert found["conflicts"] == 2
    assert [laptop["name"] for laptop in found["laptops"]] == ["Amina’s laptop", "Joost’s laptop"]
    assert all(laptop["entries"] > 500 and laptop["rows"] > 500 for laptop in found["laptops"])
    pdf = Path(found["report"]["file"]).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) == found["report"]["bytes"]
    assert found["report"]["pages"] > 20
    left = answer(["admin", "check", "--folder", str(Path(found["laptops"][0]["folder"]).parent / "server")])
    assert isinstance(left, dict)
    assert left["pieces"] > left["missing"] == 0  # the folder is one that "wopfield serve" goes on with
    report = answer(
        ["report", "Marowe", "--out", str(tmp_path / "again.pdf"), "--workspace", found["laptops"][1]["folder"]],
        WOPFIELD_PASSWORD="demonstration",
    )
    assert isinstance(report, dict)
    assert report["fingerprint"] == found["report"]["fingerprint"]
    several = answer(
        ["report", "Marowe", "--document", "visit_note", "--document", "plan", "--document", "balance",
         "--document", "capacity", "--document", "entries",
         "--period", "2024", "--language", "fr",
         "--out", str(tmp_path / "papers"), "--workspace", found["laptops"][1]["folder"]],
        WOPFIELD_PASSWORD="demonstration",
    )  # fmt: skip
    assert isinstance(several, list)
    names = [Path(each["file"]).name for each in several]
    assert names == [
        "Marowe-visit_note.pdf",
        "Marowe-plan.pdf",
        "Marowe-balance.pdf",
        "Marowe-capacity.pdf",
        "Marowe-entries.pdf",
    ]
    assert all(Path(each["file"]).read_bytes().startswith(b"%PDF") and each["language"] == "fr" for each in several)
    assert "BILAN D’EAU 2024" in Reading(Path(several[2]["file"]).read_bytes()).text()
    assert "12 480 000" in Reading(Path(several[4]["file"]).read_bytes()).text().replace("\u00a0", " ")
    assert "Capacity assessment 2026" in Reading(Path(several[3]["file"]).read_bytes()).text()
    site = answer(
        ["report", "Marowe", "--document", "checklist", "--assessment", "Kibo treatment", "--out",
         str(tmp_path / "site.pdf"), "--workspace", found["laptops"][1]["folder"]],
        WOPFIELD_PASSWORD="demonstration",
    )  # fmt: skip
    assert isinstance(site, dict)
    assert "Water treatment plant" in Reading(Path(site["file"]).read_bytes()).text()
    for form in ("docx", "xlsx"):
        made = answer(
            ["report", "Marowe", "--document", "plan", "--out", str(tmp_path / f"plan.{form}"),
             "--workspace", found["laptops"][1]["folder"]],
            WOPFIELD_PASSWORD="demonstration",
        )  # fmt: skip
        assert isinstance(made, dict)
        assert made["fingerprint"] == several[1]["fingerprint"]
        assert is_zipfile(made["file"])
    assert load_workbook(tmp_path / "plan.xlsx").sheetnames == ["About", "Improvement plan"]


@contextmanager
def key_presses_arrive() -> Iterator[None]:
    """Let Ctrl+C reach what is started here, even where these tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a key press reaches a group of processes on POSIX alone")
def test_printing_that_is_stopped_says_so_and_leaves_no_half_file(tmp_path: Path) -> None:
    found = answer(["demo", "--headless", "--out", str(tmp_path / "round")])
    assert isinstance(found, dict)
    languages = [word for code in ("en", "fr", "es", "pt", "ar") for word in ("--language", code)]
    papers = tmp_path / "papers"
    line = [sys.executable, "-m", "wopfield", "report", "Marowe", "--out", str(papers), *languages]
    with key_presses_arrive(), subprocess.Popen(
        [*line, "--workspace", found["laptops"][0]["folder"]], stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "WOPFIELD_PASSWORD": "demonstration"}, start_new_session=True,
    ) as printing:  # fmt: skip
        assert printing.stderr is not None
        assert printing.stderr.readline().startswith("1 of 5")
        os.killpg(printing.pid, signal.SIGINT)
        rest = printing.stderr.read()
    assert printing.returncode == 130
    assert re.search(r"^Stopped: \d of 5 are written, each of them whole\.$", rest, re.MULTILINE)
    assert "Traceback" not in rest
    left = list(papers.iterdir())
    assert left
    assert all(path.suffix == ".pdf" and path.read_bytes().rstrip().endswith(b"%%EOF") for path in left)


@pytest.mark.parametrize("words", [["--help"], ["admin", "--help"], ["demo", "--help"]])
def test_help_is_there_for_whoever_asks(words: list[str]) -> None:
    assert wopfield(*words).returncode == 0
