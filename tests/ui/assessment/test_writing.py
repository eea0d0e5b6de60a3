"""Words, photos and findings on the assessment screen: kept while typed, never lost, never overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from tests.laptops import pass_on
from tests.ui.assessment.desk import Desk, P, furnish, open_desk, picture
from tests.ui.stage import field, part
from wopfield.store import assessments, drafts, evidence, findings
from wopfield.store.history import history
from wopfield.store.tables import EvidenceFile, Finding
from wopfield.store.workspace import Workspace
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.toast import Toast


def test_a_comment_becomes_one_entry_when_the_field_is_left(desk: Desk) -> None:
    desk.press(Qt.Key.Key_C)
    field = desk.screen.item.comment.field
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "Seen 14 of 19 meters")
    desk.press(Qt.Key.Key_Tab)
    desk.wait_kept(lambda answer: answer.comment == "Seen 14 of 19 meters")
    with desk.workspace.database.read() as session:
        told = history(session, P, [("answer", desk.answer().id)])
        assert drafts.find(session, desk.answer(), "comment") is None
    assert len([past for past in told if past.register == "comment"]) == 1


def test_digits_and_letters_typed_in_a_comment_are_words(desk: Desk) -> None:
    desk.type(desk.screen.item.comment.field, "2 fans, 3 pumps")
    desk.press(Qt.Key.Key_Tab)
    desk.wait_kept(lambda answer: answer.comment == "2 fans, 3 pumps")
    assert desk.answer().level is None
    assert not desk.answer().flagged


def test_what_is_being_typed_survives_a_window_that_was_killed(desk: Desk) -> None:
    desk.type(desk.screen.item.comment.field, "Night flow is logged")
    desk.qtbot.waitUntil(lambda: drafted(desk) == "Night flow is logged")
    assert desk.answer().comment == ""
    drafts.take_up(desk.workspace.database)  # what the next start does
    assert desk.answer().comment == "Night flow is logged"


def test_a_comment_is_kept_when_one_goes_on_to_the_next_item(desk: Desk) -> None:
    desk.type(desk.screen.item.comment.field, "Seen")
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.wait_for("NW02")
    desk.wait_kept(lambda answer: answer.comment == "Seen")
    assert desk.screen.item.comment.field.toPlainText() == ""


def test_esc_leaves_the_field_before_it_leaves_the_screen(desk: Desk) -> None:
    desk.type(desk.screen.item.comment.field, "Seen")
    desk.press(Qt.Key.Key_Escape)
    desk.wait_kept(lambda answer: answer.comment == "Seen")
    assert desk.window.shown is desk.screen


def test_a_low_level_without_a_word_is_asked_about_and_never_blocked(desk: Desk) -> None:
    note = desk.screen.item.comment.title.note
    desk.press(Qt.Key.Key_1)
    desk.qtbot.waitUntil(note.isVisible)
    desk.type(desk.screen.item.comment.field, "No map")
    assert not note.isVisible()
    desk.wait_kept(lambda answer: answer.level == 1)


def test_words_that_arrive_while_one_types_are_kept_as_changed_in_two_places(
    desk: Desk, new_workspace: Callable[[str], Workspace]
) -> None:
    other = new_workspace("other")
    pass_on(desk.workspace.database, other.database)
    field = desk.screen.item.comment.field
    desk.type(field, "From here")
    with other.database.read() as session:
        theirs = assessments.answer(session, P, desk.assessment, "NW01", "amina")
    with other.database.change("amina") as editor:
        assessments.set_comment(editor, theirs, "From my other laptop")
    pass_on(other.database, desk.workspace.database)
    desk.operations.announce(frozenset({"answer"}))
    desk.settle()
    assert field.toPlainText() == "From here"
    desk.press(Qt.Key.Key_Tab)
    desk.wait_kept(lambda answer: answer.comment == "From here")
    desk.qtbot.waitUntil(desk.screen.item.strips.conflict.isVisible)
    assert desk.answer().is_open("comment")
    assert "1.1 was changed in two places" in desk.screen.item.strips.conflict.accessibleName()


def test_the_strip_of_a_conflict_leads_to_settling_it(desk: Desk, new_workspace: Callable[[str], Workspace]) -> None:
    other = new_workspace("other")
    pass_on(desk.workspace.database, other.database)
    for place, level in ((other, 1), (desk.workspace, 3)):
        with place.database.read() as session:
            shown = assessments.answer(session, P, desk.assessment, "NW01", "amina")
        with place.database.change("amina") as editor:
            assessments.rate(editor, shown, level)
    pass_on(other.database, desk.workspace.database)
    desk.operations.announce(frozenset({"answer"}))
    desk.qtbot.waitUntil(desk.screen.item.strips.conflict.isVisible)
    desk.screen.item.strips.conflict.pressed.emit("settle")
    place_now = desk.window.place
    assert place_now is not None
    assert (place_now.name, place_now.get("noun"), place_now.get("row")) == (
        "settle",
        "answer",
        desk.answer().id,
    )


def test_a_photo_dropped_on_the_item_becomes_evidence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "Bulk meter.jpg").write_bytes(picture())
    drop(desk.screen.item, tmp_path / "Bulk meter.jpg")
    desk.qtbot.waitUntil(lambda: titles(desk) == [("E1", "photo", "Bulk meter")])
    desk.qtbot.waitUntil(lambda: len(desk.screen.item.exhibits.tiles.findChildren(QWidget, "")) > 1)
    with desk.workspace.database.read() as session:
        file = session.exec(select(EvidenceFile)).one()
    assert evidence.open_file(desk.workspace.files, file)[:2] == b"\xff\xd8"


def test_p_asks_for_photos_and_those_chosen_become_evidence(desk: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "meter.jpg"
    photo.write_bytes(picture())
    desk.press(Qt.Key.Key_P)
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(QFileDialog)))
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(photo)])  # what the system's own dialog tells once somebody has chosen
    dialog.close()
    desk.qtbot.waitUntil(lambda: [kind for _code, kind, _title in titles(desk)] == ["photo"])


def test_a_photo_that_is_none_is_told_in_a_sentence_and_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("these are words")
    drop(desk.screen.item, tmp_path / "notes.jpg")
    trouble = desk.screen.item.strips.trouble
    desk.qtbot.waitUntil(trouble.isVisible)
    assert "notes.jpg is not a picture" in trouble.accessibleName()
    assert "Nothing was changed." in trouble.accessibleName()
    assert titles(desk) == []


def test_other_files_are_attached_as_documents(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "Balance 2025.csv").write_text("input,12480\n")
    drop(desk.screen.item, tmp_path / "Balance 2025.csv")
    desk.qtbot.waitUntil(lambda: titles(desk) == [("E1", "document", "Balance 2025")])


def test_a_picture_is_pasted(desk: Desk) -> None:
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: titles(desk) == [("E1", "photo", "Photo")])


def test_a_picture_pasted_into_the_comment_is_evidence_and_no_text(desk: Desk) -> None:
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    field = desk.screen.item.comment.field
    desk.type(field, "Seen")
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: titles(desk) == [("E1", "photo", "Photo")])
    assert field.toPlainText() == "Seen"


def test_evidence_opens_large_and_is_taken_away_with_undo(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "Bulk meter.jpg").write_bytes(picture())
    drop(desk.screen.item, tmp_path / "Bulk meter.jpg")
    desk.qtbot.waitUntil(lambda: len(titles(desk)) == 1)
    desk.settle()
    desk.screen.item.exhibits.opened.emit(0)
    viewer = desk.screen.viewer
    assert viewer.isVisible()
    desk.type(viewer.note, "North works")
    desk.press(Qt.Key.Key_Tab)
    desk.qtbot.waitUntil(lambda: notes(desk) == ["North works"])
    desk.click(viewer.away)
    desk.settle()
    assert not viewer.isVisible()
    assert titles(desk) == []
    part(desk.window, Toast).undo()
    desk.qtbot.waitUntil(lambda: titles(desk) == [("E1", "photo", "Bulk meter")])


def test_s_begins_a_strength_and_its_words_are_kept(desk: Desk) -> None:
    desk.press(Qt.Key.Key_S)
    row = desk.screen.item.findings
    desk.qtbot.waitUntil(lambda: row.editor is not None and row.editor.text.hasFocus())
    assert row.editor is not None
    desk.qtbot.keyClicks(row.editor.text, "Leak team in place")
    desk.press(Qt.Key.Key_Return)
    desk.type(row.editor.effect, "Leaks are repaired in a day")
    desk.press(Qt.Key.Key_Tab)
    desk.qtbot.waitUntil(lambda: found(desk) == [("strength", "Leak team in place", "Leaks are repaired in a day")])
    desk.qtbot.waitUntil(lambda: row.chips()[0].accessibleName() == "Strength: Leak team in place")


def test_a_finding_that_is_begun_is_in_sight_in_a_low_window(qtbot: QtBot, theme: Theme, workspace: Workspace) -> None:
    desk = open_desk(qtbot, theme, workspace, furnish(workspace), height=690)
    desk.press(Qt.Key.Key_S)
    view, row = desk.screen.item.view, desk.screen.item.findings
    qtbot.waitUntil(lambda: row.editor is not None and row.editor.text.hasFocus())
    assert row.editor is not None
    field = row.editor.text
    qtbot.waitUntil(lambda: view.viewport().rect().contains(field.mapTo(view.viewport(), field.rect().center())))
    desk.window.close()
    desk.operations.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_keys_of_the_menu_of_findings_work_while_it_is_open(desk: Desk) -> None:
    row = desk.screen.item.findings
    desk.click(row.add)
    menu = row.findChild(QMenu)
    assert menu is not None
    desk.qtbot.waitUntil(menu.isVisible)
    desk.qtbot.keyClick(menu, Qt.Key.Key_R)
    desk.qtbot.waitUntil(lambda: row.editor is not None and row.editor.isVisible())
    desk.qtbot.waitUntil(lambda: [kind for kind, *_words in found(desk)] == ["recommendation"])


def test_a_finding_nobody_wrote_a_word_of_is_not_kept(desk: Desk) -> None:
    desk.press(Qt.Key.Key_G)
    row = desk.screen.item.findings
    desk.qtbot.waitUntil(lambda: row.editor is not None and row.editor.isVisible())
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: found(desk) == [])
    assert desk.window.shown is desk.screen


def test_evidence_is_linked_to_a_finding_by_a_tick(desk: Desk) -> None:
    with desk.workspace.database.change("amina") as editor:
        exhibit = evidence.add(editor, desk.row(), "NW01", "observation", "Night round").id
        blank = findings.blank(P, desk.assessment, "NW", "NW01", "gap")
        finding = findings.write(editor, blank, "text", "No night flow").id
    desk.operations.announce(frozenset({"finding", "evidence"}))
    row = desk.screen.item.findings
    desk.qtbot.waitUntil(lambda: len(row.chips()) == 1)
    desk.click(row.chips()[0])
    assert row.editor is not None
    field(row.editor, "E1, Night round", Tick).click()

    def linked() -> list[str]:
        with desk.workspace.database.read() as session:
            kept = session.get(Finding, (P, finding))
        return list(kept.evidence) if kept else []

    desk.qtbot.waitUntil(lambda: linked() == [exhibit])


def test_a_finding_is_deleted_with_undo(desk: Desk) -> None:
    with desk.workspace.database.change("amina") as editor:
        findings.write(editor, findings.blank(P, desk.assessment, "NW", "NW01", "gap"), "text", "No night flow")
    desk.operations.announce(frozenset({"finding"}))
    row = desk.screen.item.findings
    desk.qtbot.waitUntil(lambda: len(row.chips()) == 1)
    desk.click(row.chips()[0])
    assert row.editor is not None
    desk.click(row.editor.delete)
    desk.settle()
    assert found(desk) == []
    part(desk.window, Toast).undo()
    desk.qtbot.waitUntil(lambda: [words for _kind, words, _effect in found(desk)] == ["No night flow"])


def drafted(desk: Desk) -> object:
    """Return the comment that is kept as a draft."""
    with desk.workspace.database.read() as session:
        values = drafts.find(session, desk.answer(), "comment")
    return values and values["comment"]


def titles(desk: Desk) -> list[tuple[str, str, str]]:
    """Return code, kind and title of the evidence that is kept."""
    with desk.workspace.database.read() as session:
        kept = evidence.of_item(session, P, desk.assessment, "NW01")
    return [(exhibit.code, exhibit.row.kind, exhibit.row.title) for exhibit in kept]


def notes(desk: Desk) -> list[str]:
    """Return the notes of the evidence that is kept."""
    with desk.workspace.database.read() as session:
        return [exhibit.row.note for exhibit in evidence.of_item(session, P, desk.assessment, "NW01")]


def found(desk: Desk) -> list[tuple[str, str, str]]:
    """Return kind, words and effect of the findings that are kept."""
    with desk.workspace.database.read() as session:
        rows = findings.of_item(session, P, desk.assessment, "NW01")
    return [(row.kind, row.text, row.effect) for row in rows]


def drop(widget: QWidget, path: Path) -> None:
    """Drop a file on something, as a file manager would."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, action = QPointF(widget.rect().center()), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(widget, QDragEnterEvent(at.toPoint(), action, data, left, none))
    QGuiApplication.sendEvent(widget, QDropEvent(at, action, data, left, none))
