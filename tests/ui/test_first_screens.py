"""Unlocking and the first start: what they ask, what they refuse, and that they wait."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import button, clock, part, words_in
from wopfield.ui.screens.unlock import UnlockScreen, seconds_to_wait
from wopfield.ui.screens.welcome import FirstStart, WelcomeScreen
from wopfield.ui.screens.welcome.answers import address_trouble, email_trouble, name_trouble, password_trouble
from wopfield.ui.screens.welcome.pages import Page
from wopfield.ui.screens.welcome.recovery import RecoveryPage
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceCard
from wopfield.ui.widgets.focus import GAP, WIDTH, FocusRing
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.password import strength

REACH = GAP + WIDTH
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("pt", "Português"), ("ar", "العربية")]


def shown(qtbot: QtBot, screen: QWidget, width: int = 1366, height: int = 690) -> None:
    qtbot.addWidget(screen)
    screen.resize(width, height)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()


@pytest.fixture
def unlock(qtbot: QtBot, theme: Theme) -> UnlockScreen:
    screen = UnlockScreen(theme, "Amina Diallo", "Rijnmeer Waterbedrijf, lead reviewer", LANGUAGES, "en")
    shown(qtbot, screen)
    return screen


@pytest.fixture
def welcome(qtbot: QtBot, theme: Theme) -> WelcomeScreen:
    screen = WelcomeScreen(theme, LANGUAGES, "en")
    shown(qtbot, screen)
    return screen


def try_to_unlock(qtbot: QtBot, screen: UnlockScreen, secret: str) -> None:
    with qtbot.waitSignal(screen.unlock_requested) as asked:
        QTest.keyClicks(screen.password.field, secret)
        QTest.keyClick(screen.password.field, Qt.Key.Key_Return)
    assert asked.args == [secret]


class TestUnlocking:
    def test_the_cursor_stands_in_the_password(self, unlock: UnlockScreen) -> None:
        assert unlock.password.field.hasFocus()

    def test_enter_asks_once_and_waits_for_the_answer(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        try_to_unlock(qtbot, unlock, "correct horse")
        with qtbot.assertNotEmitted(unlock.unlock_requested):
            QTest.keyClick(unlock.password.field, Qt.Key.Key_Return)

    def test_a_wrong_password_is_told_and_can_be_tried_again(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        for _attempt in range(4):
            try_to_unlock(qtbot, unlock, "wrong")
            unlock.refuse("This password is not right.")
            assert unlock.password.text() == ""
            assert "This password is not right." in words_in(unlock)

    def test_the_fifth_wrong_password_makes_everybody_wait(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        for _attempt in range(5):
            try_to_unlock(qtbot, unlock, "wrong")
            unlock.refuse("This password is not right.")
        assert not button(unlock, "Try again in 5 seconds").isEnabled()
        with qtbot.assertNotEmitted(unlock.unlock_requested):
            QTest.keyClicks(unlock.password.field, "right")
            QTest.keyClick(unlock.password.field, Qt.Key.Key_Return)
        for _second in range(5):
            clock(unlock).timeout.emit()
        try_to_unlock(qtbot, unlock, "right")

    def test_waiting_doubles_and_has_an_end(self) -> None:
        assert [seconds_to_wait(wrong) for wrong in (0, 4, 5, 6, 7, 10, 30)] == [0, 0, 5, 10, 20, 160, 300]

    def test_nothing_typed_asks_for_nothing(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        with qtbot.assertNotEmitted(unlock.unlock_requested):
            QTest.keyClick(unlock.password.field, Qt.Key.Key_Return)
        assert "Type your password." in words_in(unlock)

    def test_a_forgotten_password_asks_for_the_recovery_key(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        button(unlock, "I forgot it").click()
        assert unlock.password.field.accessibleName() == "Recovery key"
        assert unlock.password.field.hasFocus()
        try_to_unlock(qtbot, unlock, "ABCD-EFGH")

    def test_locked_capitals_are_noticed_from_the_letters(self, unlock: UnlockScreen) -> None:
        field = unlock.password.field
        QTest.keyClick(field, Qt.Key.Key_A)
        assert "Capital letters are off" in words_in(unlock)
        QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
        assert "Capital letters are on" in words_in(unlock)

    def test_show_shows_the_password_and_hide_hides_it(self, unlock: UnlockScreen) -> None:
        unlock.password.show_it.click()
        assert unlock.password.field.echoMode() == QLineEdit.EchoMode.Normal
        unlock.password.show_it.click()
        assert unlock.password.field.echoMode() == QLineEdit.EchoMode.Password

    def test_trouble_that_is_not_the_password_counts_for_nothing(self, qtbot: QtBot, unlock: UnlockScreen) -> None:
        for _attempt in range(9):
            try_to_unlock(qtbot, unlock, "right")
            unlock.say("Another window of the program is open.")
            unlock.password.clear()
        assert button(unlock, "Unlock").isEnabled()


class TestAnswers:
    @pytest.mark.parametrize(
        ("password", "taken"),
        [("", False), ("short", False), ("aaaaaaaaaaaa", False), ("longer one", True), ("correct horse battery", True)],
    )
    def test_short_and_simple_passwords_are_refused_with_a_reason(self, password: str, taken: bool) -> None:
        assert strength(password)[0] is taken
        assert strength(password)[1].endswith(".")

    def test_a_name_is_needed_and_an_e_mail_only_for_a_server(self) -> None:
        assert name_trouble("  ")
        assert not name_trouble("Amina Diallo")
        assert not email_trouble("")
        assert email_trouble("", needed=True)
        assert email_trouble("amina at example")
        assert not email_trouble("amina@example.org")

    def test_both_passwords_have_to_be_the_same(self) -> None:
        assert password_trouble("correct horse", "correct hose") == "The two are not the same."
        assert not password_trouble("correct horse", "correct horse")

    @pytest.mark.parametrize("address", ["wop.example.org", "https://wop.example.org", "http://10.0.0.5:8000/wop"])
    def test_servers_are_named_as_people_write_them(self, address: str) -> None:
        assert not address_trouble(address)

    @pytest.mark.parametrize("address", ["", "two words", "ftp://x"])
    def test_what_is_no_address_is_told(self, address: str) -> None:
        assert address_trouble(address)


def go_on(welcome: WelcomeScreen) -> None:
    """Press what leads on, whatever it says."""
    (leads_on,) = (each for each in welcome.findChildren(Button) if each.is_main() and each.isVisible())
    leads_on.click()


def page(welcome: WelcomeScreen) -> Page:
    """Return the page that is shown."""
    (seen,) = (each for each in welcome.findChildren(Page) if each.isVisible())
    return seen


def answered(welcome: WelcomeScreen, password: str = "correct horse battery") -> Iterator[Page]:
    """Answer everything up to the choice of the first data; yield each page once it is shown."""
    yield page(welcome)
    go_on(welcome)
    yield page(welcome)
    welcome.you.name.setText("Amina Diallo")
    go_on(welcome)
    yield page(welcome)
    welcome.password.password.field.setText(password)
    welcome.password.again.field.setText(password)
    go_on(welcome)
    yield page(welcome)


def begin(welcome: WelcomeScreen, password: str = "correct horse battery") -> None:
    """Answer everything up to the choice of the first data."""
    for _page in answered(welcome, password):
        pass


def look_at_every_page(welcome: WelcomeScreen) -> None:
    """Look at each page for what is cut off or has no name."""

    def look() -> None:
        QApplication.processEvents()
        assert (cut_off(welcome), unnamed(welcome)) == ([], [])
        assert (welcome.width(), welcome.height()) == (1366, 690)

    for _page in answered(welcome):
        look()
    welcome.start.choose("server")
    look()
    welcome.show_recovery("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789")
    look()


class TestFirstStart:
    def test_what_the_keyboard_is_on_has_its_ring_whole(self, theme: Theme, welcome: WelcomeScreen) -> None:
        ring = FocusRing(theme, welcome)

        def look(at: Page) -> None:
            at.first().setFocus(Qt.FocusReason.TabFocusReason)
            if ring.isVisible():  # a field to type into shows it by its edge
                around = QRect(at.first().mapTo(at, QPoint(0, 0)), at.first().size())
                assert at.rect().contains(around.adjusted(-REACH, -REACH, REACH, REACH)), at

        for each in answered(welcome):
            look(each)
        welcome.show_recovery("ABCD-EFGH")
        look(page(welcome))

    def test_what_keeps_one_from_going_on_is_where_the_keyboard_goes(self, welcome: WelcomeScreen) -> None:
        def next_leads_to(field: QWidget, words: str) -> None:
            go_on(welcome)
            assert field.hasFocus()
            assert page(welcome).wrong.text().startswith(words)

        you, locked, start = welcome.you, welcome.password, welcome.start
        go_on(welcome)
        you.name.setText("Amina Diallo")
        you.email.setText("networks")
        next_leads_to(you.email, "This is not an e-mail address")
        you.name.clear()
        next_leads_to(you.name, "Type your name")
        you.name.setText("Amina Diallo")
        you.email.clear()
        go_on(welcome)
        next_leads_to(locked.password.field, "")
        locked.password.field.setText("correct horse battery")
        next_leads_to(locked.again.field, "Type the same password again")
        locked.again.field.setText("correct horse battery")
        go_on(welcome)
        start.choose("server")
        next_leads_to(start.address, "Type the address")
        start.address.setText("wop.example.org")
        next_leads_to(start.email, "Type your e-mail")
        start.email.setText("amina@example.org")
        next_leads_to(start.password, "Type your password")

    def test_it_ends_in_one_value_with_every_answer(self, qtbot: QtBot, welcome: WelcomeScreen) -> None:
        begin(welcome)
        welcome.start.choose("demonstration")
        with qtbot.waitSignal(welcome.created) as created:
            go_on(welcome)
        assert created.args == [FirstStart("en", "Amina Diallo", "", "correct horse battery", "demonstration")]

    def test_a_password_is_typed_twice_with_the_tab_key_between(self, welcome: WelcomeScreen) -> None:
        QTest.keyClick(welcome, Qt.Key.Key_Return)
        QTest.keyClicks(welcome.focusWidget(), "Amina Diallo")
        QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Return)
        for _time in range(2):
            QTest.keyClicks(welcome.focusWidget(), "correct horse battery")
            QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Tab)
        assert welcome.password.trouble() is None
        shows = welcome.password.again.show_it
        assert shows.hasFocus()
        for echo in (QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password):
            QTest.keyClick(shows, Qt.Key.Key_Space)
            assert {each.echoMode() for each in welcome.password.findChildren(QLineEdit)} == {echo}

    def test_a_password_is_typed_twice_with_enter_between(self, welcome: WelcomeScreen) -> None:
        begin(welcome, "")
        page = welcome.password
        QTest.keyClicks(page.password.field, "correct horse battery")
        QTest.keyClick(page.password.field, Qt.Key.Key_Return)
        assert page.again.field.hasFocus()
        assert not page.wrong.isVisible()
        QTest.keyClick(page.again.field, Qt.Key.Key_Return)
        assert page.wrong.text() == "Type the same password again."
        QTest.keyClicks(page.again.field, "correct hose battery")
        QTest.keyClick(page.again.field, Qt.Key.Key_Return)
        assert page.wrong.text() == "The two are not the same."
        said = [label for label in page.findChildren(Label) if label.isVisible() and label.text() == page.wrong.text()]
        assert said == [page.wrong]  # once is enough
        page.again.field.setText("correct horse battery")
        QTest.keyClick(page.again.field, Qt.Key.Key_Return)
        assert welcome.start.isVisible()

    def test_enter_alone_goes_from_step_to_step(self, welcome: WelcomeScreen) -> None:
        QTest.keyClick(welcome, Qt.Key.Key_Return)
        assert welcome.you.name.hasFocus()
        QTest.keyClicks(welcome.you.name, "Amina")
        QTest.keyClick(welcome.you.name, Qt.Key.Key_Return)
        assert welcome.password.password.field.hasFocus()

    def test_the_arrow_keys_choose_what_they_come_to_and_enter_begins_with_it(
        self, qtbot: QtBot, welcome: WelcomeScreen
    ) -> None:
        begin(welcome)
        card = welcome.focusWidget()
        assert isinstance(card, ChoiceCard)
        QTest.keyClick(card, Qt.Key.Key_Down)
        chosen = welcome.focusWidget()
        assert isinstance(chosen, ChoiceCard)
        assert (chosen.isChecked(), card.isChecked()) == (True, False)
        with qtbot.waitSignal(welcome.created) as created:
            QTest.keyClick(chosen, Qt.Key.Key_Return)
        assert created.args == [FirstStart("en", "Amina Diallo", "", "correct horse battery", "colleague")]

    def test_one_cannot_go_on_with_something_missing_and_is_told_what(self, welcome: WelcomeScreen) -> None:
        go_on(welcome)
        go_on(welcome)
        assert welcome.you.wrong.isVisible()
        assert welcome.you.wrong.text() == "Type your name, as colleagues know you."

    def test_back_keeps_what_was_answered(self, welcome: WelcomeScreen) -> None:
        begin(welcome)
        button(welcome, "Back").click()
        assert welcome.password.again.text() == "correct horse battery"

    def test_a_server_asks_for_its_address(self, qtbot: QtBot, welcome: WelcomeScreen) -> None:
        welcome.you.email.setText("amina@example.org")
        begin(welcome)
        welcome.start.choose("server")
        with qtbot.assertNotEmitted(welcome.created):
            go_on(welcome)
        wrong = welcome.start.wrong
        assert wrong.text().startswith("Type the address of the server")
        qtbot.waitUntil(lambda: wrong.visibleRegion().boundingRect() == wrong.rect())  # it is not below the edge
        assert welcome.start.email.text() == "amina@example.org"  # it was typed once already
        welcome.start.address.setText("wop.example.org")
        welcome.start.password.setText("for the server")
        with qtbot.waitSignal(welcome.created) as created:
            go_on(welcome)
        assert created.args[0].server_address == "wop.example.org"

    def test_another_language_is_asked_for_at_once(self, qtbot: QtBot, welcome: WelcomeScreen) -> None:
        with qtbot.waitSignal(welcome.language_requested) as asked:
            button(welcome, "Français").click()
        assert asked.args == ["fr"]

    def test_the_recovery_key_has_to_be_kept_before_the_window_opens(
        self, qtbot: QtBot, welcome: WelcomeScreen
    ) -> None:
        begin(welcome)
        go_on(welcome)
        welcome.show_recovery("ABCD-EFGH")
        with qtbot.assertNotEmitted(welcome.finished):
            go_on(welcome)
        page = part(welcome, RecoveryPage)
        assert "ABCD-EFGH" in page.sheet()
        page.kept.setChecked(True)
        with qtbot.waitSignal(welcome.finished):
            go_on(welcome)

    def test_a_name_is_printed_as_it_is_and_never_as_markup(self, qtbot: QtBot, theme: Theme) -> None:
        page = RecoveryPage(theme, "<b>Amina</b> & Co", "ABCD")
        qtbot.addWidget(page)
        assert "&lt;b&gt;Amina&lt;/b&gt; &amp; Co" in page.sheet()

    def test_what_could_not_be_made_is_told_and_can_be_tried_again(self, qtbot: QtBot, welcome: WelcomeScreen) -> None:
        begin(welcome)
        go_on(welcome)
        welcome.refuse("The disk is full.")
        assert welcome.start.wrong.text() == "The disk is full."
        with qtbot.waitSignal(welcome.created):
            go_on(welcome)


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES if code != "en"])
def test_the_first_screens_are_whole_in_every_language(qtbot: QtBot, dressed: Dressed, code: str) -> None:
    theme = dressed(code=code)
    door = UnlockScreen(theme, "Amina Diallo", "Rijnmeer Waterbedrijf, lead reviewer", LANGUAGES, code)
    shown(qtbot, door)
    assert (cut_off(door), unnamed(door)) == ([], [])
    welcome = WelcomeScreen(theme, LANGUAGES, code)
    shown(qtbot, welcome)
    look_at_every_page(welcome)


@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
@pytest.mark.parametrize(("scale", "longer"), [(1.0, False), (1.0, True), (1.3, False), (1.3, True)])
class TestRoom:
    def test_nothing_of_unlocking_is_cut_off(
        self, qtbot: QtBot, dressed: Dressed, mirrored: bool, scale: float, longer: bool
    ) -> None:
        theme = dressed(scale=scale, mirrored=mirrored, longer=longer)
        screen = UnlockScreen(theme, "Amina Diallo", "Rijnmeer Waterbedrijf, lead reviewer", LANGUAGES, "en")
        shown(qtbot, screen)
        assert (screen.width(), screen.height()) == (1366, 690)
        assert cut_off(screen) == []
        assert unnamed(screen) == []

    def test_nothing_of_the_first_start_is_cut_off(
        self, qtbot: QtBot, dressed: Dressed, mirrored: bool, scale: float, longer: bool
    ) -> None:
        screen = WelcomeScreen(dressed(scale=scale, mirrored=mirrored, longer=longer), LANGUAGES, "en")
        shown(qtbot, screen)
        look_at_every_page(screen)
