"""A screen on a stage: opened over a real database, pressed and typed into, watched for what it asks and tells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from wopfield.store import kept, partnerships, people, utilities
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Partnership, Person
from wopfield.ui.operations import Operations
from wopfield.ui.processes import Processes
from wopfield.ui.screen import Place, Screen
from wopfield.ui.theme import Theme

ME = "amina"
TODAY = date(2026, 11, 23)

ScreenT = TypeVar("ScreenT", bound=Screen)
Part = TypeVar("Part", bound=QWidget)
Made = TypeVar("Made")


class Stage:
    """Opens screens, waits until what they asked for has come home, and keeps what they asked and told."""

    def __init__(self, database: Database, theme: Theme, qtbot: QtBot, processes: Processes | None = None) -> None:
        self.database = database
        self.theme = theme
        self.qtbot = qtbot
        self.operations = Operations(database, ME, processes=processes)
        self.asked: list[Place] = []
        self.told: list[tuple[str, Callable[[], object] | None]] = []
        self.failed: list[Exception] = []
        self.operations.failed.connect(self.failed.append)

    def open(self, make: Callable[[Theme, Operations], ScreenT], **ids: str) -> ScreenT:
        """Open a screen and wait until it shows what it reads."""
        screen = make(self.theme, self.operations)
        self.qtbot.addWidget(screen)
        screen.open_requested.connect(self.asked.append)
        screen.told.connect(lambda words, undo: self.told.append((words, undo)))
        self.operations.changed.connect(lambda nouns: screen.redraw() if screen.shows & nouns else None)
        screen.resize(1274, 666)
        screen.show()
        screen.open(**ids)
        self.settle()
        return screen

    def settle(self) -> None:
        """Wait until every change is kept, everything has come home, and nothing new was asked for."""
        settle(self.operations, self.qtbot)

    def do(self, edit: Callable[[Editor], Made]) -> Made:
        """Keep a change made somewhere else than on the screen."""
        with self.database.change(ME) as editor:
            return edit(editor)

    def read(self, query: Callable[[Any], Made]) -> Made:
        """Read what is kept."""
        with self.database.read() as session:
            return query(session)

    def press(self, button: QWidget) -> None:
        """Press a button as the mouse does, and wait for what follows."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, field: QWidget, words: str) -> None:
        """Type words into a field in place of what is there, and leave it by Enter."""
        target = field.focusProxy() or field
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(target, words)
        QTest.keyClick(target, Qt.Key.Key_Return)
        self.settle()


def settle(operations: Operations, qtbot: QtBot) -> None:
    """Wait until nothing is under way any more: no reading, no change, no long work, and no word of one of them."""
    for _round in range(2):
        qtbot.wait(1)  # what was announced, and what was put off to the next turn, comes now
        qtbot.waitUntil(lambda: operations.under_way == 0)


@contextmanager
def stage_on(database: Database, theme: Theme, qtbot: QtBot, processes: Processes | None = None) -> Iterator[Stage]:
    """Set a stage up and take it down; ``processes`` make the pages of what is printed on it."""
    stage = Stage(database, theme, qtbot, processes)
    yield stage
    stage.operations.close()


def begin_partnership(database: Database) -> Partnership:
    """Make Marowe – Rijnmeer, with the person at this laptop."""
    with database.write() as connection:
        kept.put(connection, kept.PERSON, ME)
    with database.change(ME) as editor:
        mentee = utilities.add(editor, name="Marowe Water", short_name="Marowe", country="Kenya", people_served=381_000)
        mentor = utilities.add(editor, name="Rijnmeer Waterbedrijf", short_name="Rijnmeer", people_served=1_200_000)
        editor.add(Person(scope=COMMONS, id=ME, name="Amina Diallo", function="lead", utility=mentor.id))
        people.add(editor, name="Joost Verhagen", function="networks", utility=mentor.id)
        return partnerships.add(
            editor,
            name="Marowe – Rijnmeer",
            mentor=mentor.id,
            mentee=mentee.id,
            starts=date(2025, 1, 1),
            ends=date(2028, 12, 31),
        )


def button(root: QWidget, words: str) -> QAbstractButton:
    """Return the visible button with these words or this name."""
    found = [
        one
        for one in root.findChildren(QAbstractButton)
        if words in (one.text(), one.accessibleName()) and one.isVisible()
    ]
    assert len(found) == 1, f"{len(found)} buttons say “{words}”"
    return found[0]


def field(root: QWidget, name: str, kind: type[Part]) -> Part:
    """Return the visible field of that name."""
    found = [one for one in root.findChildren(kind) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} fields are called “{name}”"
    return found[0]


def part(root: QWidget, kind: type[Part]) -> Part:
    """Return the first part of that kind, shown or not."""
    found = root.findChild(kind)
    assert isinstance(found, kind), f"there is no {kind.__name__}"
    return found


def seen(root: QWidget, kind: type[Part]) -> Part:
    """Return the one part of that kind that is shown."""
    found = [each for each in root.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} are shown: {kind.__name__}"
    return found[0]


def clock(root: QObject) -> QTimer:
    """Return the one clock of a part, so that a test need not wait until it strikes."""
    (found,) = root.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found


def inside(area: QScrollArea) -> QWidget:
    """Return what an area scrolls."""
    held = area.widget()
    assert held is not None, "nothing is in it"
    return held


def focused() -> QWidget:
    """Return what has the keyboard."""
    now = QApplication.focusWidget()
    assert now is not None, "nothing has the keyboard"
    return now


def following(widget: QWidget) -> QWidget:
    """Return what comes next in the order Tab walks, whether it stops there or not."""
    after = widget.nextInFocusChain()
    assert after is not None, "the order Tab walks ends"
    return after


def words_in(root: QWidget) -> list[str]:
    """Return every text that is shown."""
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible() and label.text()]


def choose(stage: Stage, box: QComboBox, words: str) -> None:
    """Choose the first entry that begins with these words, as a person does in the list."""
    number = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
    box.setCurrentIndex(number)
    box.activated.emit(number)
    stage.settle()
