"""A partnership with one assessment, and a window on it, for the tests of the assessment screen."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import settle
from wopfield.domain.checklist import Area, Checklist, Item
from wopfield.store import agreed_ratings, assessments, kept
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Answer, Assessment, Member, Partnership, Person, Utility
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Heading, Place, Screen
from wopfield.ui.screens.assessment import AssessmentScreen
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.shell.ways import Way
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window

P = "partnership"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def checklist() -> Checklist:
    """Two areas of levels, and one of checks as a site inspection asks them."""
    return Checklist(
        "trial",
        "1.0",
        "peer_review",
        "Trial review",
        (
            Area("NW", 1, "Networks", tuple(_level("NW", 1, place) for place in range(1, 5))),
            Area("GV", 2, "Governance", tuple(_level("GV", 2, place) for place in range(1, 3))),
            Area(
                "ST",
                3,
                "Reservoir",
                (
                    Item(
                        "ST01", "3.1", "ST", "Cover is locked", "Cover is locked", response_type="yes_no",
                        risk_if_no="High: dirt gets in",
                    ),
                    Item(
                        "ST02", "3.2", "ST", "Chlorine", "Chlorine", response_type="number", unit="mg/L",
                        min=Decimal("0.2"), max=Decimal("0.5"),
                    ),
                    Item("ST03", "3.3", "ST", "Inside", "Inside", response_type="photo"),
                    Item("ST04", "3.4", "ST", "Remarks", "Remarks", response_type="text"),
                ),
            ),
        ),
    )  # fmt: skip


def _level(area: str, number: int, place: int) -> Item:
    return Item(
        f"{area}0{place}",
        f"{number}.{place}",
        area,
        f"Item {place}",
        f"How good is item {place} of {area}?",
        tuple(f"What level {level} looks like" for level in range(5)),
        evidence_to_ask_for=("Map of the network",),
        linked_indicators=("NR01",),
    )


@dataclass
class Desk:
    """An open workspace, its operations, and the window on one assessment."""

    workspace: Workspace
    operations: Operations
    window: Window
    screen: AssessmentScreen
    assessment: str
    qtbot: QtBot

    def open(self, item: str = "NW01") -> None:
        """Go to an item and wait until it is shown."""
        self.window.go(Place("assessment", partnership=P, assessment=self.assessment, item=item))
        self.wait_for(item)

    def wait_for(self, item: str) -> None:
        """Wait until an item is shown."""
        self.qtbot.waitUntil(lambda: self.shown == item)
        self.settle()

    @property
    def shown(self) -> str:
        """Return the code of the item that is shown; empty while it is being read."""
        page = self.screen.deeds.page
        return page.item.code if page is not None else ""

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def type(self, widget: QWidget, words: str) -> None:
        """Click into a field and type."""
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        self.qtbot.keyClicks(widget, words)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press the mouse on something."""
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def answer(self, item: str = "NW01", rater: str = "amina") -> Answer:
        """Return what is kept of a rater's answer."""
        with self.workspace.database.read() as session:
            return assessments.answer(session, P, self.assessment, item, rater)

    def wait_kept(self, holds: Callable[[Answer], bool], item: str = "NW01", rater: str = "amina") -> None:
        """Wait until an answer is kept as asked."""
        self.qtbot.waitUntil(lambda: holds(self.answer(item, rater)))

    def say(self, rater: str, level: int, item: str = "NW01") -> None:
        """Let somebody else rate, and let the window hear of it."""
        own = self.answer(item, rater)
        with self.workspace.database.change(rater) as editor:
            assessments.rate(editor, own, level)
        self.operations.announce(frozenset({"answer"}))

    def row(self) -> Assessment:
        """Return the assessment as it is kept."""
        with self.workspace.database.read() as session:
            found = assessments.find(session, P, self.assessment)
        assert found is not None
        return found

    def settle(self) -> None:
        """Wait until everything that was begun is kept and shown."""
        settle(self.operations, self.qtbot)


class Elsewhere(Screen):
    """Where the assessment's requests to open something else lead to in these tests."""

    def open(self, **ids: str) -> None:
        self.head(Heading("Elsewhere"))


def furnish(workspace: Workspace) -> str:
    """Fill a workspace with people, a baseline and an assessment; return the id of the assessment."""
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with workspace.database.change("amina") as editor:
        for person, name in (
            ("amina", "Amina Diallo"),
            ("joost", "Joost Verhagen"),
            ("grace", "Grace Nyambura"),
        ):
            editor.add(Person(scope=COMMONS, id=person, name=name))
        editor.add(Utility(scope=COMMONS, id="marowe", name="Marowe Water", short_name="Marowe"))
        editor.add(Partnership(scope=P, id=P, mentee="marowe"))
        editor.add(Member(scope=P, person="grace", role="mentee"))
        before = assessments.start(editor, P, checklist(), title="Baseline 2025", started=date(2025, 3, 10))
    with workspace.database.change("amina") as editor:
        agreed = agreed_ratings.blank(P, before.id, "NW01")
        agreed_ratings.agree(editor, agreed, level=1, reason="Made by consultants.")
    with workspace.database.change("amina") as editor:
        return assessments.start(
            editor, P, checklist(), title="Follow-up 2026", started=date(2026, 11, 2), baseline=before.id
        ).id


def open_desk(
    qtbot: QtBot,
    theme: Theme,
    workspace: Workspace,
    assessment: str,
    height: int = 768,
    width: int = 1366,
    item: str = "NW01",
    expected: str = "NW01",
) -> Desk:
    """Open a window on an assessment, at an item or, without, where one stopped; wait until it is shown."""
    operations = Operations(workspace.database, "amina", now=lambda: NOON)

    def way(look: Theme, running: Operations) -> Screen:
        return AssessmentScreen(look, running, workspace, now=lambda: NOON)

    ways: dict[str, Way] = {"assessment": way, **dict.fromkeys(("settle", "plan", "report", "home"), Elsewhere)}
    window = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.go(Place("assessment", partnership=P, assessment=assessment, item=item))
    screen = window.shown
    assert isinstance(screen, AssessmentScreen)
    desk = Desk(workspace, operations, window, screen, assessment, qtbot)
    desk.wait_for(expected)
    window.activateWindow()
    return desk


def picture() -> bytes:
    """Return a small photo."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(written, "JPEG")
    return written.getvalue()
