"""Nobody looks at an empty screen while the next one reads."""

from threading import Event

from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from tests.ui.window.sheets import WAYS, Sheet
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen
from wopfield.ui.shell.header import Person
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window

RED, BLUE = QColor("#aa0000"), QColor("#0000aa")


class Blue(Sheet):
    """A screen in blue that has read what it shows once the disk lets it."""

    place = "visits"

    def __init__(self, theme: Theme, operations: Operations, disk: Event) -> None:
        super().__init__(theme, operations)
        paint(self, BLUE)
        self.disk = disk

    def open(self, **ids: str) -> None:
        super().open(**ids)
        self.operations.read(lambda _session: self.disk.wait(20), lambda _read: self.told_of.append("read"))


def paint(screen: Screen, colour: QColor) -> None:
    palette = screen.palette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    screen.setPalette(palette)
    screen.setAutoFillBackground(True)


def seen(window: Window) -> QColor:
    return window.grab().toImage().pixelColor(window.width() - 20, window.height() - 20)


def opened(theme: Theme, operations: Operations, qtbot: QtBot, disk: Event) -> Window:
    def blue(theme: Theme, operations: Operations) -> Screen:
        return Blue(theme, operations, disk)

    window = Window(theme, {**WAYS, "visits": blue}, operations, Person("Amina Diallo"))
    qtbot.addWidget(window)
    window.resize(1024, 690)
    with qtbot.waitActive(window):
        window.show()
    window.go(Place("home"))
    home = window.shown
    assert home is not None
    paint(home, RED)
    return window


def test_what_was_there_stays_in_sight_until_the_next_screen_has_read(
    theme: Theme, no_operations: Operations, qtbot: QtBot
) -> None:
    disk = Event()
    window = opened(theme, no_operations, qtbot, disk)
    window.go(Place("visits", partnership="p"))
    screen = window.shown
    assert isinstance(screen, Blue)
    assert seen(window) == RED
    assert "read" not in screen.told_of
    disk.set()
    qtbot.waitUntil(lambda: seen(window) == BLUE)
    assert "read" in screen.told_of


def test_where_a_screen_reads_for_long_the_old_one_goes_so_that_nobody_presses_on_it(
    theme: Theme, no_operations: Operations, qtbot: QtBot
) -> None:
    disk = Event()
    window = opened(theme, no_operations, qtbot, disk)
    window.go(Place("visits", partnership="p"))
    assert seen(window) == RED
    qtbot.waitUntil(lambda: seen(window) == BLUE)
    assert isinstance(window.shown, Blue)
    assert "read" not in window.shown.told_of
    disk.set()


def test_a_screen_that_reads_nothing_is_seen_at_once(theme: Theme, no_operations: Operations, qtbot: QtBot) -> None:
    disk = Event()
    disk.set()
    window = opened(theme, no_operations, qtbot, disk)
    window.go(Place("visits", partnership="p"))
    qtbot.waitUntil(lambda: no_operations.under_way == 0)
    window.go(Place("home"))
    assert seen(window) == RED
