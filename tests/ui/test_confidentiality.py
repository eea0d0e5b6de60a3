"""What was written for the team stays with the team: no stream of a file for others holds a word of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import TypeVar, get_args
from zipfile import ZipFile

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.report.reading import Reading
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import Stage
from tests.workspaces import PASSWORD
from wopfield.checklists import library
from wopfield.demo import photos
from wopfield.domain.audience import AUDIENCES, may_read
from wopfield.domain.summary import Audience, ItemResult
from wopfield.report.documents import DOCUMENTS
from wopfield.store import (
    actions,
    agenda,
    agreed_ratings,
    assessments,
    evidence,
    feedback,
    findings,
    indicators,
    readers,
    reports,
    sites,
    visits,
)
from wopfield.store.editor import Editor
from wopfield.store.issuing import Naming
from wopfield.store.rows import Row
from wopfield.store.tables import NOUNS, IndicatorEntry, Partnership, Person, Report, Utility
from wopfield.store.workspace import Workspace
from wopfield.ui import proving
from wopfield.ui.issuing import Frozen, freeze, seal_and_keep
from wopfield.ui.paper import print_report, write_report_as_tables, write_report_for_word
from wopfield.ui.screens.plan.screen import PlanScreen
from wopfield.ui.screens.report.readers_dialog import ReadersDialog
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.readers import Readers

R = TypeVar("R", bound=Row)

P, U = "partnership", "marowe"
WORDS = {"team": "quokka", "utility": "wombat", "report": "numbat"}
"""A word for each circle of readers, that stands in everything written for it."""
SUBJECTS = ("crew", "reservoir", "bulk meter")
AT_THE_WORKS = ("chlorine", "pump", "ponds")
OF_ITSELF = ("pop_area", "n_conn_water", "len_mains")
"""Figures whose sources have readers of their own, and those that have the readers of their evidence."""
BY_EVIDENCE = ("v_own", "n_staff", "opex")
NAME = "Joost Verhagen"
OF_THE_UTILITY = {"Grace Nyambura": "Head of losses", "Peter Odera": "", "Madonna": "Operator"}
"""People of the utility and what they do."""
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
        editor.add(Utility(scope="commons", id=U, name="Marowe Water"))
        for name, function in OF_THE_UTILITY.items():
            editor.add(Person(scope="commons", id=name, name=name, function=function, utility=U))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer", mentee=U))
        before = assessments.start(editor, P, library.get("peer_review"), title="Baseline")
        visit = visits.add(editor, P, title="Visit 4", starts=DAY, ends=DAY)
        review = assessments.start(
            editor, P, library.get("peer_review"), title="Follow-up", visit=visit.id, baseline=before.id
        )
        site = sites.add(editor, P, name="Kibo works", kind="water_treatment_plant")
        works = library.get("site_inspection").with_areas(["water_treatment_plant"])
        look = assessments.start(editor, P, works, title="Kibo", visit=visit.id, site=site.id)
    name_them(workspace, review.id, visit.id)
    for rater, level in (("joost", 1), ("amina", 2), ("piet", 4)):
        with workspace.database.change(rater) as editor:
            assessments.rate(editor, assessments.blank_answer(P, review.id, "WR01", rater), level)
    for place, (circle, word) in enumerate(WORDS.items()):
        write(workspace, (review.id, look.id, before.id), place, _circle(circle), word)
        agree(workspace, (review.id, before.id), f"NW0{place + 1}", _circle(circle), word)
        around(workspace, (review.id, visit.id), place, _circle(circle), word)
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
        row = assessments.find(editor.session, P, review)
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
        at = assessments.find(editor.session, P, look)
        assert at is not None
        seen = evidence.add(editor, at, checks[place], "photo", f"A {word} at the works", at_the_works)
        evidence.change(editor, seen, may_be_shared=True, audience=circle)


def agree(workspace: Workspace, asked: tuple[str, str], item: str, circle: Audience, word: str) -> None:
    """Agree on a level and on what does not apply, now and in the baseline, each for a reason."""
    with workspace.database.change("joost") as editor:
        for assessment in asked:
            for code, level in ((item, 3), (item.replace("NW", "CS"), None)):
                shown = agreed_ratings.blank(P, assessment, code)
                why = f"A {word} told us."
                kept = agreed_ratings.agree(editor, shown, level=level, does_not_apply=level is None, reason=why)
                agreed_ratings.set_readers_of_reason(editor, kept, circle)


def around(workspace: Workspace, asked: tuple[str, str], place: int, circle: Audience, word: str) -> None:
    """Write an action of one's own, a session, a comment with its reply, and figures with where they come from."""
    review, visit = asked
    with workspace.database.change("amina") as editor:
        plan = actions.add(
            editor, P, title=f"Feed the {word}", owner=f"Warden of the {word}", support=f"A {word} from Rijnmeer",
            resources=f"One {word}", expected_result=f"A {word} thrives.", due=DAY,
        )  # fmt: skip
        actions.set_progress(editor, plan, status="under_way", percent=50, done_note=f"The {word} eats.")
        session = agenda.add(
            editor, P, visit, day=DAY, starts="08:30", title=f"Talk of the {word}", where=f"{word} hall"
        )
        said = editor.add(feedback.blank(P, review, "plan", DAY))
        said.text, said.said_by, said.reply = f"We like the {word}.", f"Friend of the {word}", f"So do we, {word}."
        found = assessments.find(editor.session, P, review)
        assert found is not None
        log = evidence.add(editor, found, "NW01", "record", f"Log of a {word}")
        evidence.change(editor, log, may_be_shared=True, audience=circle)
        rows = [figure(editor, OF_ITSELF[place], "2025"), figure(editor, BY_EVIDENCE[place], "2025")]
        odd = figure(editor, "supply_hours", f"202{3 + place}")
        rows[1].evidence = log.id
        for row in (*rows, odd):
            row.source = f"Ledger of the {word}"
        odd.value, odd.kept, odd.kept_reason = "30", "high", f"The {word} said so."
        readers.set_all(editor, [plan, session, said, rows[0], odd], circle)


def name_them(workspace: Workspace, review: str, visit: str) -> None:
    """Name people of the utility wherever people stand by name."""
    grace, peter, madonna = OF_THE_UTILITY
    with workspace.database.change("amina") as editor:
        for name in OF_THE_UTILITY:
            visits.join(editor, P, visit, name, "losses", host=True)
        for owner in (grace, f"{grace.upper()}, Head of losses", f"{peter} and the board", madonna, "The Madonna club"):
            actions.add(editor, P, title="Repair the meters", owner=owner, support=peter, due=DAY)
        agenda.add(editor, P, visit, day=DAY, starts="08:30", title="Walk", people=(grace, "joost"))
        said = editor.add(feedback.blank(P, review, "plan", DAY))
        said.text, said.said_by, said.reply = "Meters were repaired.", grace, "Seen."


def figure(editor: Editor, variable: str, period: str) -> IndicatorEntry:
    row = editor.add(indicators.blank(P, U, variable, period))
    row.value = "12000"
    return row


def frozen_for(
    workspace: Workspace, document: str, audience: Audience, number: str = "WOP-1", version: str = "",
    *, named: bool = False,
) -> Frozen:  # fmt: skip
    """Return what a document is made from when it is issued for somebody."""
    kept_as = "" if document == "peer_review" else document
    with workspace.database.read() as session:
        review = next(one for one in assessments.of_partnership(session, P) if one.baseline)
        draft = reports.draft(session, P, review, kept_as)
    with workspace.database.change("amina") as editor:
        kept: Report = reports.choose(editor, draft, "audience", audience)
        kept = reports.choose(editor, Report(**kept.model_dump()), "name_people", named)
        draft = Report(**kept.model_dump())
    naming = Naming(number, version or f"{document}-{audience}"[:20], "final")
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
    tables = everything_in_parts(write_report_as_tables(frozen.summary, frozen.photos, frozen.options, "en"))
    for circle, word in WORDS.items():
        assert (word in tables) == may_read(audience, _circle(circle)), (circle, word)
    assert (NAME in tables) == (audience == "team")
    for everything in (everything_in(pdf), everything_in_parts(for_word)):
        for circle, word in WORDS.items():
            assert (word in everything) == may_read(audience, _circle(circle)), (circle, word)
        for words in TOLD:
            for circle, word in WORDS.items():
                assert (words.format(word) in everything) == may_read(audience, _circle(circle)), words.format(word)
        assert (NAME in everything) == (audience == "team")
    pictures = 2 * (len(AUDIENCES) - AUDIENCES.index(audience))
    assert pictures_in(pdf) == pictures
    assert everything_in_parts(for_word).count(".jpg\n") == pictures


@pytest.mark.parametrize(
    ("audience", "allowed"),
    [
        ("report", False),
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in (("report", True), ("utility", False), ("team", False))
        ),
    ],
    ids=str,
)
def test_no_stream_of_a_report_names_whom_its_pages_print_by_function(
    told: Workspace, audience: Audience, allowed: bool
) -> None:
    frozen = frozen_for(told, "peer_review", audience, "WOP-4", f"{audience}-{allowed}", named=allowed)
    pdf = sealed(told, frozen)
    for_word = write_report_for_word(frozen.summary, frozen.photos, frozen.options, "en")
    tables = write_report_as_tables(frozen.summary, frozen.photos, frozen.options, "en")
    for everything in (everything_in(pdf), everything_in_parts(for_word), everything_in_parts(tables)):
        for name, function in OF_THE_UTILITY.items():
            assert name.casefold() not in everything.casefold().replace("the madonna club", ""), name
            assert function in everything
    assert [one.owner for one in frozen.summary.actions if one.title == "Repair the meters"] == [
        "Head of losses", "Head of losses", "Marowe Water and the board", "Operator", "The Madonna club",
    ]  # fmt: skip
    assert proving.verify(pdf, told).changed_since == ()


def test_a_report_names_people_where_the_team_allowed_it(told: Workspace) -> None:
    frozen = frozen_for(told, "peer_review", "utility", "WOP-5", named=True)
    pdf = sealed(told, frozen)
    read = Reading(pdf).text()
    assert all(name in read for name in OF_THE_UTILITY)
    assert proving.verify(pdf, told).changed_since == ()


TOLD = ("Talk of the {}", "Feed the {}", "We like the {}.", "So do we, {}.", "Ledger of the {}", "The {} said so.")
"""What is told of each kind in the pages or the copy of the content."""


def everything_in_parts(for_word: bytes) -> str:
    """Return all that can be read in a Word file: the names of its parts and what each holds."""
    with ZipFile(BytesIO(for_word)) as file:
        names = file.namelist()
        return "\n".join([*names, *(file.read(name).decode("latin-1") for name in names)])


def pictures_in(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as file:
        return sum(one.get("/Subtype") == "/Image" for one in file.objects if isinstance(one, pikepdf.Stream))


@pytest.mark.parametrize("audience", [pytest.param("utility", marks=pytest.mark.slow), "report"])
@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name not in ("peer_review", "balance")])
def test_no_other_document_tells_what_is_for_fewer_readers(told: Workspace, document: str, audience: Audience) -> None:
    frozen = frozen_for(told, document, audience)
    for_word = write_report_for_word(frozen.summary, frozen.photos, frozen.options, "en")
    for everything in (everything_in(sealed(told, frozen)), everything_in_parts(for_word)):
        for circle, word in WORDS.items():
            assert may_read(audience, _circle(circle)) or word not in everything, circle
        assert NAME not in everything


def test_what_is_new_in_a_version_for_fewer_readers_is_not_told_in_the_next(told: Workspace) -> None:
    for_the_team = frozen_for(told, "plan", "team", "WOP-3", "1")
    sealed(told, replace(for_the_team, naming=replace(for_the_team.naming, change_note="A quokka was named.")))
    assert "A quokka was named." in everything_in(sealed(told, frozen_for(told, "plan", "team", "WOP-3", "2")))
    assert "quokka" not in everything_in(sealed(told, frozen_for(told, "plan", "report", "WOP-3", "3")))


WITHOUT_READERS = {
    "assessment", "checklist_version", "comparison_group", "evidence_file", "member", "objective", "own_indicator",
    "own_variable", "partnership", "person", "report", "section_text", "site", "team_member", "utility", "visit",
    "visit_day", "visit_site",
}  # fmt: skip
"""What names things, what is never printed, and a report with its words, which says for whom it is itself."""


def test_whatever_else_people_write_down_has_readers() -> None:
    told = {name for name, model in NOUNS.items() if name == "report" or "audience" not in model.model_fields}
    assert told == WITHOUT_READERS


def test_who_may_read_is_said_of_many_at_once_and_taken_back_at_once(told: Workspace) -> None:
    def circles() -> list[str]:
        with told.database.read() as session:
            review = next(one for one in assessments.of_partnership(session, P) if one.baseline)
            return [line.row.audience for line in readers.of_assessment(session, P, review.id, "joost")]

    with told.database.read() as session:
        review = next(one for one in assessments.of_partnership(session, P) if one.baseline)
        lines = readers.of_assessment(session, P, review.id, "joost")
    assert {line.kind for line in lines} == set(get_args(readers.Kind))
    before = circles()
    with told.database.change("amina") as editor:
        changed = readers.set_all(editor, [line.row for line in lines], "team")
        assert len(changed) == sum(one != "team" for one in before)
    assert set(circles()) == {"team"}
    with told.database.change("amina") as editor:
        for circle in AUDIENCES:
            was = [line.row for line, one in zip(lines, before, strict=True) if one == circle]
            readers.set_all(editor, fresh(editor, was), circle)
    assert circles() == before


def test_of_comments_on_ratings_each_person_chooses_the_readers_of_their_own(told: Workspace) -> None:
    with told.database.read() as session:
        review = next(one for one in assessments.of_partnership(session, P) if one.baseline)
        answers = assessments.answers(session, P, review.id)
        for person in {answer.rater for answer in answers}:
            own = sorted(one.comment for one in answers if one.rater == person and one.comment.strip())
            lines = readers.of_assessment(session, P, review.id, person)
            assert sorted(line.words for line in lines if line.kind == "rating") == own
        assert not [line for line in readers.of_assessment(session, P, review.id) if line.kind == "rating"]


def fresh(editor: Editor, rows: list[readers.Told]) -> list[readers.Told]:
    """Return the rows as they are now."""
    return [kept for row in rows if (kept := as_kept(editor, row)) is not None]


def as_kept(editor: Editor, row: R) -> R | None:
    return editor.session.get(type(row), (row.scope, row.id))


def test_the_copy_inside_says_for_whom_it_was_made_and_nothing_seems_changed_since(told: Workspace) -> None:
    pdf = sealed(told, frozen_for(told, "plan", "report", "WOP-2"))
    with pikepdf.open(BytesIO(pdf)) as file:
        copy = json.loads(file.attachments["report.json"].get_file().read_bytes())
    assert copy["audience"] == "report"
    items = [item for area in copy["content"]["areas"] for item in area["items"]]
    assert [item for item in items if item["peers"]] == []
    assert {len(item["result"]["open_levels"]) for item in items} <= {0, 2}
    verdict = proving.verify(pdf, told)
    assert verdict.genuine
    assert verdict.changed_since == ()


def test_a_file_for_anybody_of_an_older_program_that_held_each_rating_seems_unchanged(told: Workspace) -> None:
    then, now = (frozen_for(told, "plan", audience, "WOP-6") for audience in (AUDIENCES[1], AUDIENCES[2]))
    said = {item.code: item for area in then.summary.areas for item in area.items}
    assert said["WR01"].result.open_levels == (1, 2, 4)

    def as_said(item: ItemResult) -> ItemResult:
        levels = said[item.code].result.open_levels
        return replace(item, peers=said[item.code].peers, result=replace(item.result, open_levels=levels))

    areas = tuple(replace(area, items=tuple(map(as_said, area.items))) for area in now.summary.areas)
    older = replace(now, summary=replace(now.summary, areas=areas))
    verdict = proving.verify(sealed(told, older), told)
    assert (verdict.genuine, verdict.changed_since) == (True, ())


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


def test_readers_are_chosen_for_many_lines_at_once_by_keyboard_alone(stage: Stage, partnership: Partnership) -> None:
    scope = partnership.scope
    review = stage.do(lambda editor: assessments.start(editor, scope, library.get("peer_review"), title="Baseline"))
    for at in range(3):
        stage.do(partial(evidence.add, assessment=review, item="NW01", kind="record", title=f"Record {at}"))
    stage.do(lambda editor: actions.add(editor, scope, title="Repair the meters"))
    dialog = ReadersDialog(stage.theme, stage.operations, scope, review.id)
    stage.qtbot.addWidget(dialog)
    dialog.show()
    stage.settle()
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
    assert [dialog.model.row(at).words for at in range(4)] == ["Record 0", "Record 1", "Record 2", "Repair the meters"]
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    stage.qtbot.waitUntil(lambda: dialog.count.text() == "2 lines chosen")
    stage.press(dialog.choices["team"])
    shown = [dialog.model.row(at).row.audience for at in range(4)]
    assert shown == ["team", "team", "report", "report"]
    assert dialog.count.text() == "2 lines chosen"
    QTest.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.list, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert {dialog.model.row(at).row.audience for at in range(4)} == {"utility"}
    dialog.close()


def test_an_action_says_who_may_read_it(stage: Stage, partnership: Partnership) -> None:
    scope = partnership.scope
    stage.do(lambda editor: actions.add(editor, scope, title="Repair the meters"))
    screen = stage.open(PlanScreen, partnership=scope)
    assert who_reads(screen) == "report"
    only_team(screen.details.readers)
    stage.settle()
    assert stage.read(lambda session: [one.audience for one in actions.of_partnership(session, scope)]) == ["team"]
    assert who_reads(screen) == "team"


def who_reads(screen: PlanScreen) -> Audience:
    return screen.details.readers.audience


def only_team(readers: Readers) -> None:
    next(action for action in readers.menu().actions() if "team" in action.text()).trigger()
