"""A report screen in its window, on an assessment whose report is short."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.report.desk import LONG, P, Somewhere, StandIn, screen
from wopfield.checklists import library
from wopfield.store import assessments, kept, reports
from wopfield.store.tables import Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.processes import Processes
from wopfield.ui.screen import Place
from wopfield.ui.screens.report import ReportScreen
from wopfield.ui.screens.reports import ReportsScreen
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.shell.ways import Way
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """A workspace with an assessment whose report is short, so that its pages are made soon."""
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up: 2026")
        row.id = "a"
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 2)
        reports.set_sections(editor, reports.blank_draft(P, row), ["cover", "summary", "signoff"])
    return workspace


@pytest.fixture
def somewhere(tmp_path: Path) -> Somewhere:
    """Stand in for the dialogs and the printer."""
    return Somewhere(tmp_path)


@pytest.fixture
def theme(dressed: Dressed, request: pytest.FixtureRequest) -> Theme:
    """The light theme, in the language a test asks for; plain English where it asks for none."""
    return dressed(code=getattr(request, "param", ""))


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, workspace: Workspace, somewhere: Somewhere, press: Processes
) -> Iterator[Window]:
    """Open the report in a window and wait until its pages are there."""
    operations = Operations(workspace.database, "amina", processes=press)

    def report(theme: Theme, operations: Operations) -> ReportScreen:
        return ReportScreen(
            theme,
            operations,
            workspace,
            today=lambda: date(2026, 11, 23),
            choose=somewhere.choose,
            choose_to_verify=somewhere.choose_to_verify,
            choose_word=somewhere.choose_word,
            choose_workbook=somewhere.choose_workbook,
            hand_over=somewhere.hand_over,
            has_printer=lambda: somewhere.printer,
            ask_printer=somewhere.ask_printer,
        )

    ways: dict[str, Way] = {
        "report": report,
        "reports": ReportsScreen,
        "agree": StandIn,
        "assessment": StandIn,
        "home": StandIn,
    }
    shown = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.go(Place("report", partnership=P, assessment="a"))
    qtbot.waitUntil(lambda: screen(shown).page_count() > 0, timeout=LONG)
    yield shown
    shown.go(Place("home"))
    operations.close()
