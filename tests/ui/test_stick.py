"""The USB stick on the Sync centre: saved there, looked into here, and taken in when somebody says so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.bundles import STICK_PASSWORD, Traveller
from tests.sync.ratings import begin_partnership_as, blank, evidence_file, rows
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import part
from wopfield.store import conflicts
from wopfield.store.files import note_pieces
from wopfield.sync.bundle_file import open_clear
from wopfield.sync.bundle_lock import new_key
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.screens.sync.stick_card import StickCard
from wopfield.ui.screens.sync.stick_save import SavePanel
from wopfield.ui.screens.sync.stick_take_in import TakeInPanel
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.password import PasswordField

LONG = 60_000
PanelT = TypeVar("PanelT", bound=Panel)
NewTraveller = Callable[[str], Traveller]


@dataclass
class Desk:
    """A laptop with the Sync centre open; ``chosen`` is what its person chooses in the system's own dialogs."""

    laptop: Traveller
    screen: SyncScreen
    syncing: Syncing
    qtbot: QtBot
    told: list[str] = field(default_factory=list)

    def sees(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: any(words in each for each in self.texts()), timeout=LONG)

    def texts(self) -> list[str]:
        shown = [each for each in self.screen.findChildren(QLabel) if each.isVisible()]
        return [each.whole() if isinstance(each, ShortLabel) else each.text() for each in shown]

    def press(self, words: str) -> None:
        def found() -> list[Button]:
            buttons = [each for each in self.screen.findChildren(Button) if each.isVisible() and each.isEnabled()]
            return [each for each in buttons if each.text() == words]

        self.qtbot.waitUntil(lambda: len(found()) == 1, timeout=LONG)
        (button,) = found()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)

    def offers(self, words: str) -> bool:
        return any(each.isVisible() and each.text() == words for each in self.screen.findChildren(Button))

    def keyboard_is_on(self, words: str) -> bool:
        widget = self.screen.focusWidget()
        return widget is not None and words in (widget.accessibleName(), getattr(widget, "text", str)())

    def panel(self, kind: type[PanelT]) -> PanelT:
        self.qtbot.waitUntil(lambda: bool(self.screen.findChildren(kind)))
        return self.screen.findChildren(kind)[-1]

    def type_password(self, kind: type[SavePanel] | type[TakeInPanel], words: str) -> None:
        field = part(self.panel(kind), PasswordField).field
        self.qtbot.waitUntil(field.isEnabled)
        field.clear()
        QTest.keyClicks(field, words)


@pytest.fixture
def desk(traveller: NewTraveller, theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    made: list[Desk] = []

    def sit_down(name: str) -> Desk:
        laptop = traveller(name)
        operations = Operations(laptop.database, laptop.person)
        syncing = Syncing(operations, laptop.workspace)
        screen = SyncScreen(
            theme,
            operations,
            laptop.workspace,
            syncing,
            choose_to_save=lambda _parent, name: str(tmp_path / name),
            choose_to_take_in=lambda _parent: str(tmp_path / "WOPField.wopf"),
        )
        operations.changed.connect(lambda nouns: screen.redraw() if screen.shows & nouns else None)
        qtbot.addWidget(screen)
        screen.resize(1274, 900)
        screen.show()
        screen.open()
        found = Desk(laptop, screen, syncing, qtbot)
        screen.told.connect(lambda words, _undo: found.told.append(words))
        made.append(found)
        found.sees("USB stick")
        return found

    yield sit_down
    for each in made:
        each.syncing.close()
        each.screen.operations.close()


def rate(laptop: Traveller, scope: str, level: int) -> None:
    with laptop.database.change(laptop.person) as editor:
        editor.take(blank(scope)).level = level


@pytest.mark.slow
def test_work_goes_from_one_window_to_another_by_keyboard_alone(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    amina, joost = desk("amina"), desk("joost")
    scope = begin_partnership_as(amina.laptop.database, amina.laptop.person)
    rate(amina.laptop, scope, 3)

    amina.press("Save to a stick…")
    amina.type_password(SavePanel, STICK_PASSWORD)
    amina.press("Choose where to save…")
    assert amina.screen.window().focusWidget() is amina.panel(SavePanel)  # and on nothing that a key would press
    amina.qtbot.waitUntil(lambda: bool(amina.told), timeout=LONG)
    assert open_clear(tmp_path / "WOPField.wopf").size > 1000
    amina.sees("Last saved:")

    joost.press("Take in from a stick…")
    joost.type_password(TakeInPanel, "not the password")
    joost.press("Look into it")
    joost.sees("This password does not open the file.")
    joost.type_password(TakeInPanel, STICK_PASSWORD)
    joost.press("Look into it")
    joost.sees("From amina’s laptop (amina)")
    joost.sees("This laptop is new here")
    assert unnamed(joost.screen) == []
    joost.qtbot.waitUntil(lambda: cut_off(joost.screen) == [])
    assert rows(joost.laptop.database)["answer"] == []

    joost.press("I know this laptop, take in")
    joost.sees("Everything is on this laptop.")
    assert rows(joost.laptop.database)["answer"] == rows(amina.laptop.database)["answer"]
    joost.press("Save an answer…")
    panel = joost.panel(SavePanel)
    assert panel.receiver.currentData() == amina.laptop.device
    assert joost.screen.go_back()


@pytest.mark.slow
def test_a_file_that_was_saved_again_while_its_preview_is_open_is_looked_into_anew(
    desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    amina, joost = desk("amina"), desk("joost")
    scope = begin_partnership_as(amina.laptop.database, amina.laptop.person)
    file = tmp_path / "WOPField.wopf"
    amina.laptop.save(file, scope)
    joost.press("Take in from a stick…")
    joost.type_password(TakeInPanel, STICK_PASSWORD)
    joost.press("Look into it")
    joost.sees("From amina’s laptop (amina)")

    rate(amina.laptop, scope, 3)
    amina.laptop.key = new_key(STICK_PASSWORD)  # as each saving makes one
    amina.laptop.save(file, scope)
    joost.press("I know this laptop, take in")
    joost.sees("This is what the file holds now")
    assert not any("damaged" in words for words in joost.texts())
    assert rows(joost.laptop.database)["answer"] == []
    joost.press("I know this laptop, take in")
    joost.sees("Everything is on this laptop.")
    assert rows(joost.laptop.database)["answer"] == rows(amina.laptop.database)["answer"]


@pytest.mark.slow
def test_settling_is_offered_after_taking_in_only_as_long_as_something_is_to_settle(
    desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    amina, joost = desk("amina"), desk("joost")
    scope = begin_partnership_as(amina.laptop.database, amina.laptop.person)
    file, settle = tmp_path / "WOPField.wopf", "Settle what was changed in two places"

    def bring(button: str) -> None:
        amina.laptop.save(file, scope)
        joost.press("Take in from a stick…")
        joost.type_password(TakeInPanel, STICK_PASSWORD)
        joost.press("Look into it")
        joost.press(button)

    bring("I know this laptop, take in")
    joost.sees("Everything is on this laptop.")
    rate(amina.laptop, scope, 3)
    rate(joost.laptop, scope, 1)
    bring("Take in")
    joost.sees("1 change came")
    joost.qtbot.waitUntil(lambda: joost.offers(settle), timeout=LONG)
    with joost.laptop.database.read() as session:
        found = conflicts.find(session, conflicts.places(session)[0])
    assert found is not None
    with joost.laptop.database.change(joost.laptop.person) as editor:
        conflicts.settle(editor, found, {each.register: dict(each.values[0] or {}) for each in found.registers})
    joost.screen.redraw()
    joost.qtbot.waitUntil(lambda: not joost.offers(settle), timeout=LONG)

    bring("Take in")
    joost.sees("All of it was on this laptop already")
    joost.sees("Last taken in: nothing new")


def test_a_file_that_is_none_is_told_in_the_panel(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    joost = desk("joost")
    (tmp_path / "WOPField.wopf").write_bytes(b"a letter")
    joost.press("Take in from a stick…")
    joost.sees("This is no file that a colleague saved for you")


def test_what_is_missing_in_the_form_is_asked_for(desk: Callable[[str], Desk]) -> None:
    amina = desk("amina")
    begin_partnership_as(amina.laptop.database, amina.laptop.person)
    amina.press("Save to a stick…")
    amina.type_password(SavePanel, "short")
    amina.press("Choose where to save…")
    amina.sees("Too short: at least 8 characters.")
    panel = amina.panel(SavePanel)
    panel.ticks[0].setChecked(False)
    amina.press("Choose where to save…")
    amina.sees("Choose at least one partnership.")


def test_without_a_partnership_there_is_nothing_to_save(desk: Callable[[str], Desk]) -> None:
    amina = desk("amina")
    amina.press("Save to a stick…")
    amina.qtbot.waitUntil(lambda: amina.told == ["There is no partnership to save yet."])


@pytest.mark.slow
def test_after_a_file_could_not_be_saved_or_opened_the_keyboard_is_where_it_was(
    desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    amina, joost = desk("amina"), desk("joost")
    begin_partnership_as(amina.laptop.database, amina.laptop.person)
    file = tmp_path / "WOPField.wopf"
    file.mkdir()  # as a file nothing can be written there
    amina.press("Save to a stick…")
    amina.type_password(SavePanel, STICK_PASSWORD)
    amina.press("Choose where to save…")
    amina.sees("could not be written")
    assert amina.keyboard_is_on("Choose where to save…")
    file.rmdir()
    amina.press("Choose where to save…")
    amina.qtbot.waitUntil(lambda: bool(amina.told), timeout=LONG)

    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :])
    joost.press("Take in from a stick…")
    joost.type_password(TakeInPanel, STICK_PASSWORD)
    joost.press("Look into it")
    joost.sees("The file is damaged")
    assert joost.keyboard_is_on("Password of WOPField.wopf")


def test_that_the_photos_have_no_room_on_a_stick_is_told_before_anything_is_made_and_without_them_it_is_saved(
    desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    amina = desk("amina")
    laptop = amina.laptop
    scope = begin_partnership_as(laptop.database, laptop.person)
    with laptop.database.change(laptop.person) as editor:
        pieces = laptop.files.put(b"a photo")
        editor.add(evidence_file(scope, b"a photo", pieces))
    with laptop.database.write() as connection:
        note_pieces(connection, scope, [(pieces[0], 10**16)])  # more than any disk holds
    amina.press("Save to a stick…")
    amina.type_password(SavePanel, STICK_PASSWORD)
    amina.press("Choose where to save…")
    amina.sees("There is no room left where WOPField.wopf was to be saved.")
    amina.sees("leave the photos out")
    assert not amina.told
    assert not list(tmp_path.glob("*.wopf"))

    amina.panel(SavePanel).photos.click()
    amina.press("Choose where to save…")
    amina.qtbot.waitUntil(lambda: bool(amina.told), timeout=LONG)
    assert "WOPField.wopf" in amina.told[0]
    assert (tmp_path / "WOPField.wopf").exists()


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_the_two_ways_of_a_stick_stand_one_below_the_other_rather_than_over_the_edge(
    qtbot: QtBot, dressed: Dressed, code: str
) -> None:
    card = StickCard(dressed(code=code))
    qtbot.addWidget(card)
    card.resize(380, 300)
    card.show()
    assert card.minimumSizeHint().width() <= 380
    qtbot.waitUntil(lambda: cut_off(card) == [])


@pytest.mark.slow
def test_once_a_file_is_saved_the_keyboard_is_where_it_began_or_where_somebody_took_it_meanwhile(
    desk: Callable[[str], Desk],
) -> None:
    amina = desk("amina")
    begin_partnership_as(amina.laptop.database, amina.laptop.person)
    for elsewhere in (False, True):
        amina.told.clear()
        amina.press("Save to a stick…")
        amina.type_password(SavePanel, STICK_PASSWORD)
        amina.press("Choose where to save…")
        if elsewhere:
            amina.screen.server.email.setFocus()
        amina.qtbot.waitUntil(lambda: bool(amina.told), timeout=LONG)
        wanted = amina.screen.server.email if elsewhere else amina.screen.stick.card.save_button
        assert amina.screen.window().focusWidget() is wanted

    amina.press("Take in from a stick…")
    amina.panel(TakeInPanel)
    amina.screen.go_back()
    assert amina.screen.window().focusWidget() is amina.screen.stick.card.take_in_button


def test_who_searched_for_saving_to_a_stick_finds_the_form_open_and_the_keyboard_in_it(
    desk: Callable[[str], Desk],
) -> None:
    amina = desk("amina")
    begin_partnership_as(amina.laptop.database, amina.laptop.person)
    amina.screen.open(at="save")
    panel = amina.panel(SavePanel)
    amina.qtbot.waitUntil(lambda: panel.isAncestorOf(amina.screen.focusWidget() or amina.screen))
