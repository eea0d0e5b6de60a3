"""Evidence and findings: numbered once, with the file behind it, and never lost when taken away."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from wopfield.checklists import library
from wopfield.domain.summary import FindingKind
from wopfield.errors import BadInput, NotAnImage, Refused
from wopfield.store import assessments, evidence, findings
from wopfield.store.evidence import ReadyFile
from wopfield.store.findings import of_item
from wopfield.store.tables import Assessment
from wopfield.store.workspace import Workspace

P = "partnership"


@pytest.fixture
def shown(workspace: Workspace) -> Assessment:
    with workspace.database.change("amina") as editor:
        return assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026")


def picture(width: int = 60, height: int = 40) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "PNG")
    return written.getvalue()


def add(workspace: Workspace, shown: Assessment, title: str, file: ReadyFile | None = None) -> None:
    with workspace.database.change("amina") as editor:
        evidence.add(editor, shown, "NW01", "photo" if file else "observation", title, file)


def exhibits(workspace: Workspace, shown: Assessment) -> list[evidence.Exhibit]:
    with workspace.database.read() as session:
        return evidence.of_item(session, P, shown.id, "NW01")


def test_a_photo_is_kept_with_its_evidence_and_opened_again(workspace: Workspace, shown: Assessment) -> None:
    ready = evidence.ready_photo(workspace.files, picture(), "meter.png")
    add(workspace, shown, "Bulk meter", ready)
    (found,) = exhibits(workspace, shown)
    assert found.file is not None
    assert (found.code, found.file.name, found.file.width, found.file.height) == ("E1", "meter.jpg", 60, 40)
    opened = Image.open(io.BytesIO(evidence.open_file(workspace.files, found.file)))
    assert opened.size == (60, 40)


def test_what_is_no_picture_is_refused_in_a_sentence_and_nothing_is_kept(
    workspace: Workspace, shown: Assessment
) -> None:
    with pytest.raises(NotAnImage, match=r"notes\.txt is not a picture"):
        evidence.ready_photo(workspace.files, b"these are words", "notes.txt")
    assert exhibits(workspace, shown) == []


def test_a_document_is_kept_as_it_is(workspace: Workspace, shown: Assessment, tmp_path: Path) -> None:
    (tmp_path / "Balance 2025.csv").write_text("input,12480\n")
    ready = evidence.ready_document(workspace.files, tmp_path / "Balance 2025.csv")
    add(workspace, shown, "Balance 2025", ready)
    (found,) = exhibits(workspace, shown)
    assert found.file is not None
    assert evidence.open_file(workspace.files, found.file) == b"input,12480\n"
    assert found.file.media_type == "text/csv"


def test_an_empty_or_missing_document_is_refused_in_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(BadInput, match=r"empty\.pdf is empty"):
        evidence.ready_document(workspace.files, tmp_path / "empty.pdf")
    with pytest.raises(BadInput, match=r"gone\.pdf cannot be read"):
        evidence.ready_document(workspace.files, tmp_path / "gone.pdf")


def test_a_file_that_has_not_arrived_says_where_to_get_it(
    workspace: Workspace, new_workspace: Callable[[str], Workspace], shown: Assessment
) -> None:
    add(workspace, shown, "Bulk meter", evidence.ready_photo(workspace.files, picture(), "meter.png"))
    (found,) = exhibits(workspace, shown)
    assert found.file is not None
    elsewhere = new_workspace("two")
    with pytest.raises(BadInput, match="has not arrived on this laptop yet"):
        evidence.open_file(elsewhere.files, found.file)


def test_numbers_go_up_and_are_never_given_again(workspace: Workspace, shown: Assessment) -> None:
    for title in ("first", "second", "third"):
        add(workspace, shown, title)
    with workspace.database.change("amina") as editor:
        evidence.take_away(editor, exhibits(workspace, shown)[2].row)
    add(workspace, shown, "fourth")
    assert [(e.code, e.row.title) for e in exhibits(workspace, shown)] == [
        ("E1", "first"),
        ("E2", "second"),
        ("E4", "fourth"),
    ]


def test_several_files_added_at_once_get_a_number_each(workspace: Workspace, shown: Assessment) -> None:
    with workspace.database.change("amina") as editor:
        for title in ("first", "second"):
            evidence.add(editor, shown, "NW01", "observation", title)
    assert [e.code for e in exhibits(workspace, shown)] == ["E1", "E2"]


def test_a_number_that_two_laptops_gave_is_told_apart(workspace: Workspace, shown: Assessment) -> None:
    add(workspace, shown, "ours")
    with workspace.database.change("joost") as editor:
        theirs = evidence.add(editor, shown, "NW01", "observation", "theirs")
        theirs.number = 1
    assert sorted(e.code for e in exhibits(workspace, shown)) == ["E1", "E1b"]


def test_evidence_taken_away_is_brought_back(workspace: Workspace, shown: Assessment) -> None:
    add(workspace, shown, "Bulk meter")
    (found,) = exhibits(workspace, shown)
    with workspace.database.change("amina") as editor:
        evidence.take_away(editor, found.row)
    assert exhibits(workspace, shown) == []
    with workspace.database.change("amina") as editor:
        evidence.bring_back(editor, found.row)
    assert [e.row.title for e in exhibits(workspace, shown)] == ["Bulk meter"]


def test_findings_of_an_item_stand_strengths_first(workspace: Workspace, shown: Assessment) -> None:
    words: tuple[tuple[FindingKind, str], ...] = (
        ("gap", "No night flow"),
        ("strength", "Leak team"),
        ("recommendation", "Read at night"),
    )
    for kind, text in words:
        with workspace.database.change("amina") as editor:
            findings.write(editor, findings.blank(P, shown.id, "NW", "NW01", kind), "text", text)
    with workspace.database.read() as session:
        assert [row.kind for row in of_item(session, P, shown.id, "NW01")] == [
            "strength",
            "gap",
            "recommendation",
        ]


def test_a_finding_has_only_the_texts_it_has(workspace: Workspace, shown: Assessment) -> None:
    blank = findings.blank(P, shown.id, "NW", "NW01", "gap")
    with pytest.raises(Refused), workspace.database.change("amina") as editor:
        findings.write(editor, blank, "alive", "")
    with pytest.raises(Refused), workspace.database.change("amina") as editor:
        findings.set_priority(editor, blank, "enormous")
    with workspace.database.read() as session:
        assert of_item(session, P, shown.id, "NW01") == []
