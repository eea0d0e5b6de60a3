"""What is asked over the window fits the smallest screen in the largest text, and Enter never destroys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from tests.ui.conftest import Dressed
from tests.ui.stage import Stage, button
from wopfield.checklists import library
from wopfield.errors import BadInput
from wopfield.store import assessments, partnerships
from wopfield.store.tables import Partnership
from wopfield.ui.screens.partnerships.form import PartnershipFormScreen
from wopfield.ui.screens.report.issue_dialog import IssueDialog
from wopfield.ui.screens.report.readers_dialog import ReadersDialog
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog

ROOM = 1024, 700 - 30
"""The smallest screen, without the bar of a window's title."""


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_every_dialog_fits_a_small_screen_in_large_text(
    stage: Stage, partnership: Partnership, dressed: Dressed, code: str
) -> None:
    review = stage.do(lambda editor: assessments.start(editor, partnership.scope, library.get("peer_review"), title=""))
    theme = dressed(scale=1.3, code=code)
    trouble = BadInput("It is no report.", safe="Nothing was changed.", do="Choose another file.")
    dialogs: list[QDialog] = [
        IssueDialog(theme, "WOP-2026-0042", "1.1", ["Amina Diallo", "Joost Verhagen", "Grace Nyambura"]),
        ReadersDialog(theme, stage.operations, partnership.scope, review.id),
        VerdictDialog(theme, "report.pdf", trouble),
    ]
    for dialog in dialogs:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        stage.qtbot.addWidget(dialog)
        dialog.show()
        stage.settle()
        least = dialog.minimumSizeHint()
        assert least.width() <= ROOM[0], type(dialog).__name__
        assert least.height() <= ROOM[1], type(dialog).__name__
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), type(dialog).__name__


def test_enter_on_the_question_whether_to_delete_a_partnership_keeps_it(stage: Stage, partnership: Partnership) -> None:
    form = stage.open(PartnershipFormScreen, partnership=partnership.scope)
    stage.press(button(form, "Delete this partnership"))
    (question,) = form.findChildren(QMessageBox)
    stage.qtbot.waitUntil(question.isVisible)
    QTest.keyClick(question, Qt.Key.Key_Return)
    stage.settle()
    assert stage.read(lambda session: partnerships.find(session, partnership.scope)) is not None
