"""What was written for the team stays with the team: no stream of a file for others holds a word of it."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from tests.report.reading import Reading
from tests.workspaces import PASSWORD
from wopfield.checklists import library
from wopfield.demo import photos
from wopfield.domain.audience import AUDIENCES, may_read
from wopfield.domain.summary import Audience
from wopfield.report.documents import DOCUMENTS
from wopfield.store import actions, assessments, evidence, feedback, findings, reports, sites, visits
from wopfield.store.issuing import Naming
from wopfield.store.tables import Partnership, Person, Report
from wopfield.store.workspace import Workspace
from wopfield.ui import proving
from wopfield.ui.issuing import Frozen, freeze, seal_and_keep
from wopfield.ui.paper import print_report, write_report_for_word
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.readers import Readers

P = "partnership"
WORDS = {"team": "quokka", "utility": "wombat", "report": "numbat"}
"""A word for each circle of readers, that stands in everything written for it."""
SUBJECTS = ("crew", "reservoir", "bulk meter")
AT_THE_WORKS = ("chlorine", "pump", "ponds")
NAME = "Joost Verhagen"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def told(blank_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A review in which something of every kind was written for each circle of readers."""
    folder = tmp_path_factory.mktemp("told") / "workspace"
    copytree(blank_workspace, folder)
    workspace = Workspace.unlock(folder, PASSWORD)
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope="commons", id="amina", name="Amina Diallo"))
        editor.add(Person(scope="commons", id="joost", name=NAME))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        before = assessments.start(editor, P, library.get("peer_review"), title="Baseline")
        visit = visits.add(editor, P, title="Visit 4", starts=DAY, ends=DAY)
        review = assessments.start(
            editor, P, library.get("peer_review"), title="Follow-up", visit=visit.id, baseline=before.id
        )
        site = sites.add(editor, P, name="Kibo works", kind="water_treatment_plant")
        works = library.get("site_inspection").with_areas(["water_treatment_plant"])
        look = assessments.start(editor, P, works, title="Kibo", visit=visit.id, site=site.id)
        editor.add(feedback.blank(P, review.id, "plan", DAY)).text = "We agree."
    for place, (circle, word) in enumerate(WORDS.items()):
        write(workspace, (review.id, look.id, before.id), place, _circle(circle), word)
        agree(workspace, (review.id, before.id), f"NW0{place + 1}", _circle(circle), word)
    yield workspace
    workspace.close()


def _circle(word: str) -> Audience:
    return next(known for known in AUDIENCES if known == word)


def write(workspace: Workspace, asked: tuple[str, str, str], place: int, circle: Audience, word: str) -> None:
    """Write a comment, findings now and then with their actions, a photo, and what was seen at a site."""
    review, look, before = asked
    checks = ("WTP01", "WTP02", "WTP06")
    item = f"NW0{place + 1}"
    picture = evidence.ready_photo(workspace.files, photos.paint(SUBJECTS[place]), f"{word}.jpg")
    at_the_works = evidence.ready_photo(workspace.files, photos.paint(AT_THE_WORKS[place]), f"works-{word}.jpg")
    with workspace.database.change("joost") as editor:
        row = assessments.find(editor.session, P, review)  # type: ignore[arg-type]  # the editor's session is SQLModel's
        assert row is not None
        shown = assessments.rate(editor, assessments.blank_answer(P, review, item, "joost"), 2)
        assessments.set_comment(editor, shown, f"The {word} was seen.")
        assessments.set_audience(editor, shown, circle)
        found = findings.write(editor, findings.blank(P, review, "NW", item, "gap"), "text", f"No {word} is kept.")
        found = findings.set_audience(editor, findings.write(editor, found, "cause", f"A {word} costs."), circle)
        then = findings.write(editor, findings.blank(P, before, "NW", item, "gap"), "text", f"No {word} was kept.")
        then = findings.set_audience(editor, findings.write(editor, then, "recommendation", f"Keep a {word}."), circle)
        for action in actions.make_from(editor, [found, then]):
            actions.change(editor, action, expected_result=f"A {word} is kept.", owner=f"Keeper of the {word}")
            actions.set_progress(editor, action, status="done", done_note=f"The {word} was shown.")
        piece = evidence.add(editor, row, item, "photo", f"Photo of a {word}", picture, where=f"{word} road")
        evidence.change(editor, piece, may_be_shared=True, audience=circle)
        check = assessments.give_value(editor, assessments.blank_answer(P, look, checks[place], "joost"), "no")
        assessments.set_comment(editor, check, f"A {word} sat on it.")
        assessments.set_audience(editor, check, circle)
        at = assessments.find(editor.session, P, look)  # type: ignore[arg-type]  # the editor's session is SQLModel's
        assert at is not None
        seen = evidence.add(editor, at, checks[place], "photo", f"A {word} at the works", at_the_works)
        evidence.change(editor, seen, may_be_shared=True, audience=circle)


def agree(workspace: Workspace, asked: tuple[str, str], item: str, circle: Audience, word: str) -> None:
    """Agree on a level and on what does not apply, now and in the baseline, each for a reason."""
    with workspace.database.change("joost") as editor:
        for assessment in asked:
            for code, level in ((item, 3), (item.replace("NW", "CS"), None)):
                shown = assessments.blank_agreed(P, assessment, code)
                why = f"A {word} told us."
                kept = assessments.agree(editor, shown, level=level, does_not_apply=level is None, reason=why)
                assessments.set_readers_of_reason(editor, kept, circle)


def frozen_for(workspace: Workspace, document: str, audience: Audience, number: str = "WOP-1") -> Frozen:
    """Return what a document is made from when it is issued for somebody."""
    kept_as = "" if document == "peer_review" else document
    with workspace.database.read() as session:
        review = next(one for one in assessments.of_partnership(session, P) if one.baseline)
        draft = reports.draft(session, P, review, kept_as)
    with workspace.database.change("amina") as editor:
        kept: Report = reports.choose(editor, draft, "audience", audience)
        draft = Report(**kept.model_dump())
    naming = Naming(number, f"{document}-{audience}"[:20], "final")
    return freeze(workspace, draft, naming, "amina", {"sections": DOCUMENTS[document]})


def sealed(workspace: Workspace, frozen: Frozen) -> bytes:
    printed = print_report(frozen.summary, frozen.photos, frozen.options, "en")
    _row, pdf = seal_and_keep(workspace, frozen, printed)
    return pdf


def everything_in(pdf: bytes) -> str:
    """Return all that can be read in a file: its pages, every stream unpacked, its metadata, the files inside."""
    parts = [pdf.decode("latin-1"), Reading(pdf).text()]
    with pikepdf.open(BytesIO(pdf)) as file:
        parts.append(str(dict(file.docinfo)))
        for one in file.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    content = one.read_bytes()
                except pikepdf.PdfError:
                    content = one.read_raw_bytes()  # a picture, or the seal, which is not packed
                parts.extend((content.decode("latin-1"), content.decode("utf-16-be", "ignore")))
            parts.append(repr(one) if not isinstance(one, pikepdf.Stream) else repr(dict(one)))
        parts.extend(file.attachments)
    return "\n".join(parts)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_stream_of_a_report_holds_a_word_written_for_fewer_readers(told: Workspace, audience: Audience) -> None:
    frozen = frozen_for(told, "peer_review", audience)
    pdf = sealed(told, frozen)
    for_word = write_report_for_word(frozen.summary, frozen.photos, frozen.options, "en")
    for everything in (everything_in(pdf), everything_in_parts(for_word)):
        for circle, word in WORDS.items():
            assert (word in everything) == may_read(audience, _circle(circle)), (circle, word)
        assert (NAME in everything) == (audience == "team")
    pictures = 2 * (len(AUDIENCES) - AUDIENCES.index(audience))
    assert pictures_in(pdf) == pictures
    assert everything_in_parts(for_word).count(".jpg\n") == pictures


def everything_in_parts(for_word: bytes) -> str:
    """Return all that can be read in a Word file: the names of its parts and what each holds."""
    with ZipFile(BytesIO(for_word)) as file:
        names = file.namelist()
        return "\n".join([*names, *(file.read(name).decode("latin-1") for name in names)])


def pictures_in(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as file:
        return sum(one.get("/Subtype") == "/Image" for one in file.objects if isinstance(one, pikepdf.Stream))


@pytest.mark.parametrize("audience", ["utility", "report"])
@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name not in ("peer_review", "balance")])
def test_no_other_document_tells_what_is_for_fewer_readers(told: Workspace, document: str, audience: Audience) -> None:
    frozen = frozen_for(told, document, audience)
    for_word = write_report_for_word(frozen.summary, frozen.photos, frozen.options, "en")
    for everything in (everything_in(sealed(told, frozen)), everything_in_parts(for_word)):
        for circle, word in WORDS.items():
            assert may_read(audience, _circle(circle)) or word not in everything, circle
        assert NAME not in everything


def test_the_copy_inside_says_for_whom_it_was_made_and_nothing_seems_changed_since(told: Workspace) -> None:
    pdf = sealed(told, frozen_for(told, "plan", "report", "WOP-2"))
    with pikepdf.open(BytesIO(pdf)) as file:
        copy = json.loads(file.attachments["report.json"].get_file().read_bytes())
    assert copy["audience"] == "report"
    verdict = proving.verify(pdf, told)
    assert verdict.genuine
    assert verdict.changed_since == ()


def test_a_press_says_who_may_read_a_comment(qtbot: QtBot, theme: Theme) -> None:
    readers = Readers(theme)
    qtbot.addWidget(readers)
    assert readers.accessibleName() == "Who may read it: Any report may say this"
    chosen: list[str] = []
    readers.chosen.connect(chosen.append)
    menu = readers.menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Any report may say this"]
    assert all(action.icon().isNull() for action in menu.actions())  # it would stand where the mark of the choice is
    next(action for action in menu.actions() if "team" in action.text()).trigger()
    assert chosen == ["team"]
    assert "Only the team" in readers.accessibleName()
    readers.show_audience("what a newer program knows")
    assert readers.audience == "team"
