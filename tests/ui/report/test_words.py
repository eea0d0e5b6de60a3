"""The words of a report: the team writes them on its screen, and the utility’s comments stand there with a reply."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.report.desk import (
    LONG,
    P,
    draft,
    printed_sections,
    screen,
    sections,
)
from tests.ui.stage import following, inside
from wopfield.report.sections.names import section_name
from wopfield.store import drafts, feedback, section_texts
from wopfield.store.tables import SectionText
from wopfield.store.workspace import Workspace
from wopfield.ui.row_text import RowText
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.screens.report.readers_dialog import ReadersDialog
from wopfield.ui.screens.report.section_words import SectionWords
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window


def test_the_words_are_kept_without_a_button(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    headline = next(field for field in window.findChildren(RowText) if "Headline" in field.accessibleName())
    window.activateWindow()
    headline.setFocus()
    qtbot.waitUntil(headline.hasFocus)
    qtbot.keyClicks(headline, "Losses fall")
    qtbot.keyClick(headline, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: draft(workspace).headline == "Losses fall")


def test_a_section_takes_the_teams_title_and_says_what_it_lacks(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("Sign-off"))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: "Nobody is named who signs" in [each.text() for each in words.findChildren(QLabel)])
    window.activateWindow()
    words.title.setFocus()
    qtbot.waitUntil(words.title.hasFocus)
    qtbot.keyClicks(words.title, "We agree")
    # as one types it is a draft, which stands here again when the program was ended meanwhile
    qtbot.waitUntil(lambda: drafted(workspace) == ["We agree"], timeout=LONG)
    qtbot.keyClick(words.title, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: written(workspace, "titles") == {"signoff": "We agree"}, timeout=LONG)
    listed.setCurrentRow(names.index("Area by area"))
    qtbot.waitUntil(lambda: words.title.toPlainText() == "")
    listed.setCurrentRow(names.index("Sign-off"))
    qtbot.waitUntil(lambda: words.title.toPlainText() == "We agree", timeout=LONG)


def test_pages_that_come_meanwhile_leave_a_writer_in_the_section_begun(qtbot: QtBot, window: Window) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("What the utility can offer others"))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: words.key == "offer")
    window.activateWindow()
    words.title.setFocus()
    qtbot.waitUntil(words.title.hasFocus)
    listed.light("signoff")
    assert listed.current() == "signoff"
    assert words.key == "offer"
    listed.setFocus()
    listed.light("cover")
    assert words.key == "cover"


def drafted(workspace: Workspace) -> list[object]:
    with workspace.database.read() as session:
        return [values["text"] for values in drafts.typed_into(session, P, SectionText, "text").values()]


def written(workspace: Workspace, part: str) -> dict[str, str]:
    with workspace.database.read() as session:
        return section_texts.words_in(draft(workspace), section_texts.of_document(session, P, "a", ""), part)


def test_what_the_utility_says_of_a_section_stands_with_the_reply(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("Sign-off"))
    words = window.findChildren(SectionWords)[0]
    qtbot.mouseClick(words.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(words.cards()) == 1, timeout=LONG)
    (card,) = words.cards()
    stops: list[QWidget] = [words.words]
    while stops[-1] is not words.add:
        stops.append(following(stops[-1]))
    assert stops.index(card.text) < stops.index(card.changed) < stops.index(words.add)
    window.activateWindow()
    for field, said in ((card.text, "A date is wrong."), (card.reply, "Corrected.")):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, said)
        field.flush()
    card.changed.click()
    qtbot.waitUntil(lambda: replied(workspace) == [("signoff", "A date is wrong.", "Corrected.", True)], timeout=LONG)
    next(action for action in card.readers.menu().actions() if "team" in action.text()).trigger()
    qtbot.waitUntil(lambda: readers_of_comments(workspace) == ["team"], timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(window.findChildren(ReadersDialog)) == 1)
    (dialog,) = window.findChildren(ReadersDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=LONG)
    assert "Corrected." in dialog.model.row(0).words
    assert "team" in dialog.model.index(0, 3).data()
    dialog.accept()


def readers_of_comments(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        return [row.audience for row in feedback.of_assessment(session, P, "a")]


def replied(workspace: Workspace) -> list[tuple[str, str, str, bool]]:
    with workspace.database.read() as session:
        return [(row.section, row.text, row.reply, row.changed) for row in feedback.of_assessment(session, P, "a")]


@pytest.mark.parametrize("theme", ["fr", "es", "pt", "ar"], indirect=True)
def test_a_section_with_a_comment_stands_in_its_pane_whole_in_every_language(
    qtbot: QtBot, window: Window, theme: Theme
) -> None:
    listed, desk = sections(window), window.findChildren(Desk)[0]
    listed.setCurrentRow(next(at for at in range(listed.count()) if listed.item(at).text() == section_name("areas")))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: words.key == "areas")
    qtbot.mouseClick(words.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(words.cards()) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: inside(desk).minimumSizeHint().width() <= desk.viewport().width())
    assert desk.horizontalScrollBar().maximum() == 0


def test_what_the_team_found_is_written_area_by_area(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    listed = sections(window)
    listed.setCurrentRow(next(at for at in range(listed.count()) if listed.item(at).text() == section_name("areas")))
    found = window.findChildren(SectionWords)[0].found
    qtbot.waitUntil(found.isVisible)
    window.activateWindow()
    for code, said in (("WQ", "Sampling is complete."), ("NW", "Losses fell.")):
        found.area.setCurrentIndex(found.area.findData(code))
        found.text.setFocus()
        qtbot.waitUntil(found.text.hasFocus)
        assert found.text.toPlainText() == ""
        qtbot.keyClicks(found.text, said)
    # what was begun is kept when another area is chosen, and when the field is left
    found.area.setCurrentIndex(found.area.findData("WQ"))
    kept = {"area:WQ": "Sampling is complete.", "area:NW": "Losses fell."}
    qtbot.waitUntil(lambda: written(workspace, "texts") == kept, timeout=LONG)
    qtbot.waitUntil(lambda: found.text.toPlainText() == "Sampling is complete.", timeout=LONG)
    listed.setCurrentRow(next(at for at in range(listed.count()) if listed.item(at).text() == section_name("signoff")))
    qtbot.waitUntil(lambda: not found.isVisible())


def test_the_pages_move_to_the_area_that_is_chosen(qtbot: QtBot, window: Window) -> None:
    listed, preview = sections(window), screen(window).findChildren(Preview)[0]
    listed.setFocus()
    for name in ("summary", "signoff", "areas"):  # the first two are left out, the areas taken in
        listed.setCurrentRow(next(at for at in range(listed.count()) if listed.item(at).text() == section_name(name)))
        qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: preview.pages() > 10 and printed_sections(window) == ["cover", "areas"], timeout=LONG)
    found = window.findChildren(SectionWords)[0].found
    qtbot.waitUntil(found.isVisible)
    for key, away in ((Qt.Key.Key_End, 0), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Home, preview.pages() - 2)):
        found.area.setFocus()
        qtbot.keyClick(found.area, key)
        assert preview.page() == preview.pages() - away
