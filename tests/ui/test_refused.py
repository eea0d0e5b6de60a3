"""What others refused stands on the Sync centre with the reason, is saved to a file, and is offered again."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.servers import begin
from tests.sync.ratings import answer, begin_partnership_as, blank
from tests.ui.looking import cut_off, unnamed
from tests.ui.sync.stand_ins import QUIET, Carrier
from wopfield.domain.log import Entry, Name
from wopfield.errors import NoConnection
from wopfield.store import colleagues, exchanges
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.exchanges import Kept
from wopfield.store.files import FileStore
from wopfield.store.log import Seal, add_arrived, add_seal, own_logs
from wopfield.store.workspace import Workspace
from wopfield.sync import standing
from wopfield.sync.central import Outcome, Step
from wopfield.sync.device import Home, keep_home
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.screens.sync.parts import Picture
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import ShortLabel

SERVER, JOOST = "key of the server", "joost’s device"


class Refuser(Carrier):
    """A server that may refuse what it is brought."""

    refuses: Callable[[], Kept] | None = None

    def sync_now(
        self,
        database: Database,
        files: FileStore | None,
        progress: Callable[[Step], None],
        stop: Callable[[], bool],
        /,
    ) -> Outcome:
        outcome = super().sync_now(database, files, progress, stop)
        if self.refuses is not None:
            refused = self.refuses()
            with database.write() as connection:
                exchanges.keep_refusals(connection, [refused])
        return outcome


@dataclass
class Desk:
    """The Sync centre of a laptop on which something was refused."""

    workspace: Workspace
    scope: str
    screen: SyncScreen
    qtbot: QtBot
    carrier: "Refuser"
    told: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        shown = [each for each in self.screen.findChildren(QLabel) if each.isVisible()]
        return [each.whole() if isinstance(each, ShortLabel) else each.text() for each in shown]

    def sees(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: any(words in each for each in self.texts()))

    def buttons(self, words: str) -> list[Button]:
        return [each for each in self.screen.findChildren(Button) if each.isVisible() and each.text() == words]

    def press(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self.buttons(words)))
        QTest.keyClick(self.buttons(words)[0], Qt.Key.Key_Return)

    def refuse(self, *refusals: Kept) -> None:
        with self.workspace.database.write() as connection:
            exchanges.keep_refusals(connection, refusals)
        self.screen.redraw()

    def refused(self) -> list[standing.Quarantined]:
        with self.workspace.database.read() as session:
            return standing.refused(session)


@pytest.fixture
def desk(workspace: Workspace, theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    database = workspace.database
    person = begin(database, "amina")
    scope = begin_partnership_as(database, person)
    with database.change(person) as editor:
        editor.take(blank(scope)).level = 3
    with database.write() as connection:
        keep_home(connection, Home("https://sync.example.org", SERVER, "", "amina@example.org"))
        colleagues.keep(connection, Colleague(JOOST, "key", "Joost’s laptop", "Joost", "2026-11-23T08:00:00+00:00"))
    operations = Operations(database, person)
    carrier = Refuser()
    syncing = Syncing(operations, workspace, carrier=carrier, pauses=QUIET)
    screen = SyncScreen(theme, operations, workspace, syncing, choose_file=lambda _parent, name: str(tmp_path / name))
    operations.changed.connect(lambda nouns: screen.redraw() if screen.shows & nouns else None)
    qtbot.addWidget(screen)
    screen.resize(1274, 900)
    screen.show()
    screen.open()
    made = Desk(workspace, scope, screen, qtbot, carrier)
    screen.told.connect(lambda words, _undo: made.told.append(words))
    yield made
    syncing.close()
    operations.close()


def newest(desk: Desk, peer: str = SERVER, reason: str = "Your role does not write this.") -> Kept:
    """Return a refusal of the newest entry of this laptop."""
    with desk.workspace.database.look() as connection:
        (log,) = (log for scope, log in own_logs(connection) if scope == desk.scope)
        (line,) = (each for each in exchanges.lines(connection, [desk.scope]) if each.id == log)
    return Kept(peer, desk.scope, log, line.seq, line.name, reason)


def of_a_colleague(desk: Desk) -> Kept:
    """A change that arrived in another log, and what the server says of it."""
    own = newest(desk)
    with desk.workspace.database.write() as connection:
        entry = exchanges.entry(connection, desk.scope, own.line, own.seq)
        assert entry is not None
        other = Entry(desk.scope, "another log", 1, Name("x" * 43), entry.payload)
        add_arrived(connection, [other], [""], "a colleague", "2026-11-23T08:00:00+00:00")
    return Kept(SERVER, desk.scope, "another log", 1, other.name, "It was written in somebody else’s name.")


def test_a_refused_change_stands_there_with_reason_author_and_who_refused_it(desk: Desk) -> None:
    desk.refuse(newest(desk))
    entered = "Rating: 3 In place"
    for words in (
        "1 change was refused",
        entered,
        "Your role does not write this.",
        "amina, ",
        "refused by the server",
    ):
        desk.sees(words)
    assert unnamed(desk.screen) == []
    desk.qtbot.waitUntil(lambda: cut_off(desk.screen) == [])


def test_a_refused_change_that_was_replaced_since_is_taken_off_the_list(desk: Desk) -> None:
    with desk.workspace.database.change("amina") as editor:
        editor.take(answer(desk.workspace.database)).level = 2
    desk.refuse(newest(desk))
    with desk.workspace.database.change("amina") as editor:
        editor.take(answer(desk.workspace.database)).level = 4
    desk.screen.redraw()
    desk.sees("replaced since")
    assert desk.buttons("Offer again") == []
    desk.press("Take off the list")
    desk.qtbot.waitUntil(lambda: desk.refused() == [])
    desk.qtbot.waitUntil(lambda: desk.buttons("Take off the list") == [])
    assert desk.told == ["It is off the list; the history keeps it"]


def test_what_was_refused_is_named_by_the_item_and_its_author_wherever_it_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.refuse(newest(desk))
    (told,) = desk.refused()
    assert (told.row, told.author_name) == ("WR01: rating", "amina")
    standing.save_refused(desk.workspace.database, tmp_path / "refused.json")
    (line,) = json.loads((tmp_path / "refused.json").read_text(encoding="utf-8"))
    assert (line["about"], line["author"]) == ("WR01: rating", "amina")


def test_nobody_is_told_that_everything_is_on_the_server_while_it_refuses_something(desk: Desk) -> None:
    refusal = newest(desk)
    with desk.workspace.database.write() as connection:
        for scope, log in own_logs(connection):
            (line,) = (each for each in exchanges.lines(connection, [scope]) if each.id == log)
            exchanges.confirm(connection, SERVER, scope, {log: line.seq})
    desk.screen.redraw()
    desk.sees("Everything is on the server")
    desk.refuse(refusal)
    desk.sees("All but what the server refused is there")
    assert "Everything is on the server" not in desk.texts()
    assert "1 refused. Server" in desk.screen.findChildren(Picture)[0].accessibleName()


def test_what_was_refused_is_not_said_to_go_as_soon_as_the_server_can_be_reached(desk: Desk) -> None:
    with desk.workspace.database.write() as connection:
        keep_home(connection, Home("https://sync.example.org", SERVER, "token", "amina@example.org"))
    desk.screen.redraw()
    desk.sees("It goes by itself when the server can be reached.")
    desk.refuse(of_a_colleague(desk))
    desk.sees("What was refused goes once its reason is gone")
    assert not any("It goes by itself" in words for words in desk.texts())


def test_offering_again_writes_it_anew_and_the_refusal_goes(desk: Desk) -> None:
    refusal = newest(desk)
    desk.refuse(refusal)
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.told == ["1 change goes out with the next sync"])
    desk.qtbot.waitUntil(lambda: not desk.buttons("Offer again"))
    assert desk.refused() == []
    assert desk.carrier.runs == 0  # nobody is signed in
    with desk.workspace.database.look() as connection:
        entry = exchanges.entry(connection, desk.scope, refusal.line, refusal.seq + 1)
    assert entry is not None
    assert refusal.name.encode() in entry.payload


def sign_in(desk: Desk) -> None:
    """Let the laptop be signed in, so that what is offered again goes at once."""
    with desk.workspace.database.write() as connection:
        keep_home(connection, Home("https://sync.example.org", SERVER, "token", "amina@example.org"))
    desk.screen.redraw()


def test_what_the_server_refuses_again_is_not_said_to_go_with_the_next_sync(desk: Desk) -> None:
    sign_in(desk)
    desk.refuse(of_a_colleague(desk), newest(desk))
    desk.carrier.refuses = lambda: newest(desk, reason="Your role still does not write this.")
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.told == ["1 change was refused again"])
    desk.sees("Your role still does not write this.")
    assert desk.carrier.runs == 1


def test_what_the_server_takes_the_second_time_is_said_to_be_taken(desk: Desk) -> None:
    sign_in(desk)
    desk.refuse(of_a_colleague(desk), newest(desk))
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.told == ["The server has taken 1 change"])


def test_what_is_offered_again_while_the_server_cannot_be_reached_goes_with_the_next_sync(desk: Desk) -> None:
    sign_in(desk)
    desk.carrier.trouble = NoConnection("There is no connection.")
    desk.refuse(newest(desk))
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.told == ["1 change goes out with the next sync"])
    assert desk.carrier.runs == 1


def test_what_a_colleague_refused_goes_to_the_colleague_and_nobody_asks_the_server(desk: Desk) -> None:
    sign_in(desk)
    desk.refuse(Kept(JOOST, desk.scope, "", 0, Name(""), "It is not shared between these two laptops."))
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.told == [f"{entries(desk)} changes go out with the next sync"])
    assert desk.carrier.runs == 0


def test_a_whole_partnership_that_was_refused_is_offered_again_as_it_is(desk: Desk) -> None:
    desk.refuse(Kept(JOOST, desk.scope, "", 0, Name(""), "It is not shared between these two laptops."))
    desk.sees(f"The whole partnership · {entries(desk)} changes · Marowe – Delta Water")
    desk.sees(f"{entries(desk)} changes were refused")
    desk.sees("refused by Joost’s laptop")
    before = entries(desk)
    desk.press("Offer again")
    desk.qtbot.waitUntil(lambda: desk.refused() == [])
    assert entries(desk) == before


def test_what_somebody_else_wrote_is_shown_and_not_offered(desk: Desk) -> None:
    theirs = of_a_colleague(desk)
    desk.refuse(theirs)
    desk.sees("only the laptop that wrote it can offer it again")
    assert desk.buttons("Offer again") == []
    assert not standing.offer_again(desk.workspace.database, theirs)
    assert len(desk.refused()) == 1


def test_of_what_a_colleague_wrote_it_says_on_which_laptop(desk: Desk) -> None:
    theirs = of_a_colleague(desk)
    with desk.workspace.database.write() as connection:
        add_seal(connection, Seal(desk.scope, theirs.line, theirs.seq, JOOST, "signature"))
    desk.refuse(theirs)
    desk.sees("written on Joost’s laptop · refused by the server · only Joost’s laptop can offer it again")
    desk.refuse(newest(desk))
    desk.sees("2 changes were refused")
    assert sorted(each.laptop for each in desk.refused()) == ["", "Joost’s laptop"]


def test_everything_refused_is_saved_to_a_file_with_its_content(desk: Desk, tmp_path: Path) -> None:
    desk.refuse(newest(desk), Kept(JOOST, desk.scope, "", 0, Name(""), "It is not shared."))
    desk.press("Save to a file…")
    desk.qtbot.waitUntil(lambda: bool(desk.told))
    saved = json.loads((tmp_path / "refused.json").read_text(encoding="utf-8"))
    assert desk.told == [f"{len(saved)} changes are in refused.json"]
    assert len(saved) == 1 + entries(desk)
    assert {each["reason"] for each in saved} == {"Your role does not write this.", "It is not shared."}
    assert all(each["entry"]["edits"] for each in saved)
    assert {each["what"] for each in saved} == {"Rating", "The whole partnership"}
    assert {each["where"] for each in saved} == {"Marowe – Delta Water"}
    assert len(desk.refused()) == 2


def entries(desk: Desk) -> int:
    """Return how many entries the partnership has."""
    with desk.workspace.database.look() as connection:
        return sum(line.seq for line in exchanges.lines(connection, [desk.scope]))
