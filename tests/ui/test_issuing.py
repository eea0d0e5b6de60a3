"""An issued report can be told from every other file, anywhere, and says what has changed since."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.test_command_line import wopfield
from tests.laptops import pass_on
from tests.report.reading import Reading
from tests.workspaces import PASSWORD
from wopfield.checklists import library
from wopfield.errors import BadInput, Refused
from wopfield.language import shipped_text, spoken
from wopfield.report.sealing import seal_of
from wopfield.store import actions, assessments, findings, indicators, issuing, reports, summaries
from wopfield.store.issuing import Naming
from wopfield.store.tables import Member, Partnership, Person, Report
from wopfield.store.workspace import Workspace
from wopfield.ui import proving
from wopfield.ui.issuing import freeze, seal_and_keep
from wopfield.ui.paper import print_report

P = "partnership"
TODAY = date(2026, 11, 23)
OPTIONS = {"sections": ("cover", "signoff"), "paper": "A4", "language": "en"}


@dataclass(frozen=True)
class Issued:
    workspace: Workspace
    row: Report
    pdf: bytes


MARK = b'{"wopfield seal"'


def is_genuine(pdf: bytes) -> bool:
    """Return whether a file passes; one that cannot be read as a report at all does not."""
    try:
        return proving.verify(pdf).genuine
    except BadInput:
        return False


def begin(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope="commons", id="amina", name="Amina Diallo"))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up")
        row.id = "a"
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 2)
        reports.set_sections(editor, reports.blank_draft(P, row), ["cover", "signoff"])


def draft_of(workspace: Workspace) -> Report:
    with workspace.database.read() as session:
        row = assessments.find(session, P, "a")
        assert row is not None
        return reports.draft(session, P, row)


def issue(workspace: Workspace, version: str = "1.0", person: str = "amina", changed: str = "First") -> Issued:
    draft = draft_of(workspace)
    naming = Naming(issuing.number_of(draft, 2026), version, "final", changed)
    frozen = freeze(workspace, draft, naming, person, OPTIONS)
    printed = print_report(frozen.summary, frozen.photos, frozen.options, "en")
    row, pdf = seal_and_keep(workspace, frozen, printed)
    return Issued(workspace, row, pdf)


@pytest.fixture(scope="module")
def sealed_pdf(blank_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An issued file, for those who only look at it."""
    import shutil

    folder = tmp_path_factory.mktemp("issued") / "workspace"
    shutil.copytree(blank_workspace, folder)
    workspace = Workspace.unlock(folder, PASSWORD)
    begin(workspace)
    pdf = issue(workspace).pdf
    workspace.close()
    return pdf


@pytest.fixture
def issued(workspace: Workspace) -> Issued:
    begin(workspace)
    return issue(workspace)


def test_a_file_alone_shows_that_it_is_as_it_was_issued_and_by_whom(sealed_pdf: bytes) -> None:
    verdict = proving.verify(sealed_pdf)
    assert verdict.genuine
    assert (verdict.version, verdict.status, verdict.issued_by) == ("1.0", "final", "Amina Diallo")
    assert verdict.number.startswith("WOP-2026-")
    assert verdict.vouched == "key"
    assert verdict.changed_since is None


@settings(max_examples=120)
@given(share=st.floats(0, 1), bit=st.integers(0, 7))
def test_one_flipped_bit_anywhere_is_noticed(sealed_pdf: bytes, share: float, bit: int) -> None:
    altered = bytearray(sealed_pdf)
    altered[int(share * (len(sealed_pdf) - 1))] ^= 1 << bit
    assert not is_genuine(bytes(altered))


@settings(max_examples=60)
@given(place=st.integers(0, 400), step=st.integers(1, 255))
def test_no_byte_of_the_seal_itself_may_differ(sealed_pdf: bytes, place: int, step: int) -> None:
    altered = bytearray(sealed_pdf)
    at = sealed_pdf.index(MARK) - 2 + place
    altered[at] = (altered[at] + step) % 256
    assert not is_genuine(bytes(altered))


def test_a_seal_is_no_use_on_another_file(sealed_pdf: bytes, issued: Issued) -> None:
    ours, theirs = seal_of(issued.pdf), seal_of(sealed_pdf)
    assert ours is not None
    assert theirs is not None
    assert ours.signed != theirs.signed
    at, other = (pdf.index(MARK) for pdf in (sealed_pdf, issued.pdf))
    moved = sealed_pdf[:at] + issued.pdf[other : other + 600] + sealed_pdf[at + 600 :]
    found = seal_of(moved)
    assert found is not None
    assert found.seal == ours.seal
    assert not proving.verify(moved).genuine


def test_bytes_put_before_or_behind_are_noticed(sealed_pdf: bytes) -> None:
    assert not proving.verify(sealed_pdf + b"\n").genuine
    assert not proving.verify(b"%\n" + sealed_pdf).genuine


def test_the_file_is_a_sound_pdf_that_carries_its_content(sealed_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(sealed_pdf)
    with pikepdf.open(path) as file:
        assert file.check_pdf_syntax() == []
        copy = json.loads(file.attachments["report.json"].get_file().read_bytes())
    assert copy["content"]["partnership_name"] == "Marowe – Rijnmeer"


def test_each_version_says_on_its_own_pages_what_changed_in_it(issued: Issued) -> None:
    newer = issue(issued.workspace, "1.1", changed="The level of 1.1 was put right")
    first, second = (" ".join(Reading(one.pdf).text().split()) for one in (issued, newer))
    assert "Final · First" in first
    assert "Final · First" in second
    assert "Final · The level of 1.1 was put right" in second


def test_what_has_changed_of_an_action_is_told_in_the_words_of_the_screen(issued: Issued) -> None:
    with issued.workspace.database.change("amina") as editor:
        row = actions.add(editor, P, title="Calibrate", priority="high", horizon="quick_win", item="NW01")
    newer = issue(issued.workspace, "1.1")
    with issued.workspace.database.change("amina") as editor:
        row = actions.change(editor, row, priority="low", horizon="investment", item="NW02", due=TODAY)
        actions.set_progress(editor, row, status="under_way", percent=10)
    with spoken("fr"):
        since = proving.verify(newer.pdf, issued.workspace, TODAY).changed_since
    told = {one.what: (one.was, one.now) for one in since or ()}
    assert told["Statut"] == ("non commencée", "en cours")
    assert told["Priorité"] == ("haute", "basse")
    assert told["Critère"] == ("3.1", "3.2")
    assert told["Échéance"][1].startswith("23")
    assert not {"quick_win", "investment"} & {*told["Horizon"]}


@pytest.mark.slow
def test_the_figure_that_was_changed_is_named_first_and_what_follows_from_it_last(workspace: Workspace) -> None:
    begin(workspace)
    area = library.get("peer_review").item("NW01").area
    none = dict.fromkeys(("v_import", "v_export", "v_meter_adj", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet"), 0)
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope="p2", id="p2", name="Marowe – Rijnmeer", mentee="u"))
        row = assessments.start(editor, "p2", library.get("peer_review"), title="Follow-up")
        for code, value in {**none, "v_own": 9_480_000, "v_bill_met": 6_940_000}.items():
            indicators.give(editor, indicators.blank("p2", "u", code, "2025"), Decimal(value))
        gap = findings.write(editor, findings.blank("p2", row.id, area, "NW01", "gap"), "text", "No list of parts")
    with workspace.database.read() as session:
        draft = reports.draft(session, "p2", row)
        billed = indicators.by_place(indicators.of_utility(session, "p2", "u"))["v_bill_met", "2025"]
    frozen = freeze(workspace, draft, Naming("P2", "1.0", "final", ""), "amina", OPTIONS)
    _row, pdf = seal_and_keep(workspace, frozen, print_report(frozen.summary, frozen.photos, frozen.options, "en"))
    assert proving.verify(pdf, workspace, TODAY).changed_since == ()
    with workspace.database.change("amina") as editor:
        indicators.give(editor, billed, Decimal(6_900_000))
        findings.set_priority(editor, gap, "high")
    since = proving.verify(pdf, workspace, TODAY).changed_since or ()
    told = [proving.change_words(one).replace("\u00a0", " ") for one in since]
    title = next(area.title for area in frozen.summary.areas if area.code == gap.area)
    assert told[:2] == [
        "Billed metered consumption · 2025 · 6,940,000 m³ → 6,900,000 m³",
        f"Gap · {title} · 3.1 · No list of parts · Priority · medium → high",
    ]
    assert [one.follows for one in since] == [False, False, *[True] * (len(since) - 2)]
    assert "Water balance 2025 · Billed, metered · 6,940,000 m³ → 6,900,000 m³" in told
    assert "Water balance 2025 · Water losses · 2,540,000 m³ → 2,580,000 m³" in told
    assert any(line.startswith("Sustainable Development Goal 6 · 2025 · ") and " → " in line for line in told)
    first, second = (words for words, _those in proving.told_apart(since))
    assert first == "2 things have changed in the record since:"
    assert second == f"{len(since) - 2} results that follow from the figures are not as they were:"


def test_the_record_knows_the_file_and_tells_what_has_changed_since(issued: Issued) -> None:
    verdict = proving.verify(issued.pdf, issued.workspace, TODAY)
    assert (verdict.genuine, verdict.vouched, verdict.changed_since) == (True, "record", ())
    with issued.workspace.database.read() as session:
        (answer,) = assessments.answers(session, P, "a")
    with issued.workspace.database.change("joost") as editor:
        assessments.rate(editor, answer, 3)
    since = proving.verify(issued.pdf, issued.workspace, TODAY).changed_since
    assert since is not None
    assert ("Level", "2", "3") in {(one.what, one.was, one.now) for one in since}


def test_what_has_changed_is_named_in_the_language_of_who_asks(issued: Issued) -> None:
    with issued.workspace.database.change("amina") as editor:
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 3)
    with spoken("fr"):
        changed = proving.verify(issued.pdf, issued.workspace).changed_since
    assert changed is not None
    item = library.get("peer_review").item("NW01")
    names = {one.where for one in changed if one.what == "Niveau"}
    with spoken("fr"):
        assert names == {f"{item.number} {shipped_text(item.title)}"}


def test_a_comment_that_changed_is_told_in_its_words_and_a_newer_version_is_named(issued: Issued) -> None:
    with issued.workspace.database.read() as session:
        (answer,) = assessments.answers(session, P, "a")
    with issued.workspace.database.change("joost") as editor:
        assessments.set_comment(editor, answer, "Read every month")
    verdict = proving.verify(issued.pdf, issued.workspace, TODAY)
    assert verdict.newer == ""
    (change,) = [one for one in verdict.changed_since or () if one.what == "Comment"]
    assert (change.was, change.now) == ("", "Read every month")
    newer = issue(issued.workspace, "1.1")
    assert proving.verify(issued.pdf, issued.workspace, TODAY).newer == "1.1"
    assert proving.verify(newer.pdf, issued.workspace, TODAY).newer == ""


def test_an_older_copy_on_capacity_with_the_whole_plan_names_no_action_as_gone_that_stands(
    workspace: Workspace,
) -> None:
    begin(workspace)
    with workspace.database.change("amina") as editor:
        row = assessments.start(editor, P, library.get("capacity_assessment"), title="Capacity")
        kept = actions.add(editor, P, title="Calibrate", item="NW01")
        gone = actions.add(editor, P, title="Map the valves", item="NW02")
        actions.add(editor, P, title="Teach operators", item="IND02")
        draft = reports.blank_draft(P, row, "capacity")
        reports.set_sections(editor, draft, ["cover", "signoff"])
    frozen = freeze(workspace, draft, Naming(issuing.number_of(draft, 2026), "1.0", "final", ""), "amina", OPTIONS)
    with workspace.database.read() as session:
        # as older programs made it
        whole = summaries.summary(session, P, row.id, TODAY, catalogue=library.indicator_catalogue())
    older = replace(frozen, summary=replace(frozen.summary, actions=whole.actions))
    _row, pdf = seal_and_keep(workspace, older, print_report(older.summary, older.photos, older.options, "en"))
    assert proving.verify(pdf, workspace, TODAY).changed_since == ()
    with workspace.database.change("amina") as editor:
        actions.change(editor, kept, priority="low")
        actions.remove(editor, gone)
        actions.add(editor, P, title="Told of nowhere", item="NW03")
    since = proving.verify(pdf, workspace, TODAY).changed_since or ()
    assert {one.where for one in since} == {"Action A-01", "Action A-02"}
    assert [one.what for one in since if one.where == "Action A-01"] == ["Priority"]


def test_a_colleague_who_has_the_record_verifies_the_file_on_another_laptop(
    issued: Issued, new_workspace: Callable[[str], Workspace]
) -> None:
    there = new_workspace("joost")
    assert proving.verify(issued.pdf, there, TODAY).genuine  # nothing is known there: the file speaks for itself
    pass_on(issued.workspace.database, there.database)
    verdict = proving.verify(issued.pdf, there, TODAY)
    assert (verdict.genuine, verdict.vouched, verdict.changed_since) == (True, "record", ())


def test_a_file_sealed_by_somebody_else_under_the_same_number_is_not_genuine(
    issued: Issued, new_workspace: Callable[[str], Workspace]
) -> None:
    forger = new_workspace("forger")
    begin(forger)
    with forger.database.change("joost") as editor:
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 4)
    forged = issue(forger)
    assert forged.row.number == issued.row.number
    verdict = proving.verify(forged.pdf, issued.workspace, TODAY)
    assert not verdict.genuine
    assert "Another file" in verdict.reason
    unknown = issue(forger, "2.0")
    assert not proving.verify(unknown.pdf, issued.workspace, TODAY).genuine


def test_a_print_that_was_never_issued_is_told_apart(issued: Issued) -> None:
    with issued.workspace.database.read() as session:
        from wopfield.store import summaries

        summary = summaries.summary(session, P, "a", TODAY)
    pdf = print_report(summary, {}, {**OPTIONS, "number": "WOP-1"}, "en").pdf
    assert not proving.verify(pdf).genuine
    with pytest.raises(BadInput, match="not a report"):
        proving.verify(b"Dear Sir")


def test_the_issued_file_is_kept_and_the_draft_goes_on(issued: Issued) -> None:
    with issued.workspace.database.read() as session:
        assert issuing.file_of(session, issued.workspace.files, issued.row) == issued.pdf
        (line,) = reports.of_partnership(session, P)
    assert line.issued is not None
    assert line.issued.id == issued.row.id
    assert line.draft is not None
    second = draft_of(issued.workspace)
    with issued.workspace.database.read() as session:
        assert issuing.next_version(issuing.of_draft(session, second)) == "1.1"


def test_a_version_is_issued_once(issued: Issued) -> None:
    with pytest.raises(BadInput, match="issued already"):
        issue(issued.workspace)


def test_only_the_lead_issues_where_roles_are_given(workspace: Workspace) -> None:
    begin(workspace)
    with workspace.database.change("amina") as editor:
        editor.add(Member(scope=P, person="amina", role="reviewer"))
    with pytest.raises(Refused, match="Only the lead"):
        issue(workspace)


def test_two_who_issue_one_version_apart_keep_both_files(new_workspace: Callable[[str], Workspace]) -> None:
    here, there = new_workspace("amina"), new_workspace("joost")
    begin(here)
    pass_on(here.database, there.database)
    one, other = issue(here), issue(there)
    assert one.row.number == other.row.number
    pass_on(here.database, there.database)
    pass_on(there.database, here.database)
    for pdf in (one.pdf, other.pdf):
        assert proving.verify(pdf, here, TODAY).vouched == "record"
        assert proving.verify(pdf, there, TODAY).vouched == "record"


@pytest.mark.slow
def test_the_command_line_verifies_with_and_without_a_workspace(issued: Issued, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(issued.pdf)
    issued.workspace.close()
    alone = json.loads(wopfield("verify", str(path), "--json").stdout)
    assert (alone["genuine"], alone["version"], alone["changed_since"]) == (True, "1.0", None)
    there = ("--workspace", str(issued.workspace.folder))
    beside = json.loads(wopfield("verify", str(path), *there, "--json", WOPFIELD_PASSWORD=PASSWORD).stdout)
    assert (beside["genuine"], beside["vouched_by"], beside["changed_since"]) == (True, "record", [])
    path.write_bytes(issued.pdf[:-9] + b"!" + issued.pdf[-8:])
    done = wopfield("verify", str(path))
    assert done.returncode == 1
    assert "not as it was issued" in done.stdout


@pytest.mark.parametrize(
    "content",
    [
        b"Dear Sir",
        *(pytest.param(one, marks=pytest.mark.slow) for one in (b"", b"%PDF-1.4\n%%EOF\n", None)),
    ],
)
def test_a_program_that_asks_about_a_file_that_is_no_report_gets_its_answer(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    if content is not None:
        path.write_bytes(content)
    done = wopfield("verify", str(path), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["genuine"], answer["number"], answer["changed_since"]) == (False, "", None)
    assert answer["reason"]
