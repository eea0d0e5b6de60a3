"""What was exchanged is listed as it comes, and what came to the same many times in one line."""

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.ui.sync.stand_ins import SERVER, connect, see, show
from wopfield.store import exchange_log
from wopfield.store.exchange_log import Past, Stretch
from wopfield.store.workspace import Workspace
from wopfield.ui.screens.sync.parts import Exchanges
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.window import Window


def test_exchanges_are_listed_the_newest_first_as_they_come_and_go(qtbot: QtBot, theme: Theme) -> None:
    def past(day: int) -> Stretch:
        at = f"2025-11-{day:02}T09:00:00+00:00"
        return Stretch(Past(at, "server", day, 0, "0.1", ""), 1, at)

    def listed() -> list[int]:
        lines = [line for line in card.findChildren(ShortLabel) if line.isVisible() and "09:00" in line.text()]
        said = [line.text() for line in sorted(lines, key=lambda line: line.mapTo(card, QPoint()).y())]
        return [int(words.split()[1]) for words in said]

    def see_days(days: list[int]) -> None:
        qtbot.waitUntil(lambda: listed() == days)

    card = Exchanges(theme)
    qtbot.addWidget(card)
    card.resize(500, 400)
    card.show()
    for days in ([3], [4, 3], [4, 4, 3], [9, 6, 4, 3], [9, 7, 6, 3], [8, 7]):
        card.show_exchanges(tuple(past(day) for day in days))
        see_days(days[:3])


def test_of_a_stick_for_anybody_it_is_said_who_can_open_it(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    with workspace.database.write() as connection:
        for called in ("", "Joost’s laptop"):
            exchange_log.note_exchange(connection, Past("2025-11-03T09:00:00+00:00", called, 3, 0, "1", "", way="stick",
                                                     called=called))  # fmt: skip
    show(qtbot, window)
    see(qtbot, window, "with whoever has the password, by stick")
    see(qtbot, window, "with Joost’s laptop, by stick")


def test_what_came_to_the_same_many_times_is_told_once_and_hides_nothing_that_moved(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    connect(workspace)
    with workspace.database.write() as connection:
        for minute, sent, why in [(0, 4, ""), *((5 * each, 0, "") for each in range(1, 9)), (45, 0, "No line."),
                                  (50, 0, "No line."), (55, 0, "")]:  # fmt: skip
            at = f"2025-11-03T09:{minute:02}:00+00:00"
            exchange_log.note_exchange(connection, Past(at, SERVER.key, sent, 0, f"0.{minute}", why, 0, 0, 0, "server"))
    show(qtbot, window)
    for words in ("nothing new", "No line. (2 times since", "nothing new (8 times since"):
        see(qtbot, window, words)
    next(each for each in window.findChildren(Link) if each.isVisible() and each.text() == "Show all").click()
    see(qtbot, window, "4 sent, 0 received")
