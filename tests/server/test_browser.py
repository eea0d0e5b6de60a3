"""The server's pages in a real browser: by keyboard alone, in both lights, on a small screen, over a slow line."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.server.browsing import (
    a_browser,
    come_to,
    complaints,
    hard_to_read,
    look,
    press,
    read,
    tab_to,
    too_small,
    weight,
)
from wopfield.server import admin, auditing, devices
from wopfield.server.blobs import FILES, BlobFolder
from wopfield.server.devices import Asked
from wopfield.server.house import House, build
from wopfield.server.loopback import Loopback, on_loopback
from wopfield.server.members import set_role
from wopfield.server.tables import SCOPE
from wopfield.sync.signing import new_keys

pytestmark = pytest.mark.slow

SECRET = "a valve nobody turns"
SCOPE_ID = "marowe-rijnmeer"
DEVICE_ID = "laptop-of-joost"
PAGES = (
    "people", "people?words=nobody", f"laptops/{DEVICE_ID}", f"laptops/{DEVICE_ID}/shut-out", "laptops",
    "partnerships", f"partnerships/{SCOPE_ID}", "sync", "reports", "audit", "nothing",
)  # fmt: skip
LEAST_SCREEN = 320
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    """A server with people, a laptop and a partnership."""
    folder = tmp_path_factory.mktemp("server")
    with on_loopback(folder) as running:
        running.add_person("Ruth Okello", "ruth@example.org", SECRET, admin=True)
        running.add_person("Joost Verhagen", "joost@example.org", SECRET)
        for number in range(30):
            admin.invite(running.database, f"Person {number}", f"person{number}@example.org")
        fill(build(running.database, BlobFolder(folder / FILES)))
        yield running


def fill(house: House) -> None:
    """Let Joost have a laptop and take part in a partnership."""
    joost = next(each for each in admin.list_accounts(house.database) if each.name == "Joost Verhagen")
    asked = Asked(DEVICE_ID, new_keys(DEVICE_ID).public, "Joost’s laptop", "")
    with house.database.write() as connection:
        devices.enrol(connection, house.keys, joost, asked, house.clock)
        connection.execute(SCOPE.insert().values(id=SCOPE_ID, opened_by=joost.id, opened="2026-11-28", touched=0))
        set_role(connection, SCOPE_ID, joost.id, "lead", house.clock)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """A browser."""
    with a_browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def browser(opened: WebDriver, server: Loopback) -> Iterator[WebDriver]:
    """A browser in which nobody is signed in; in the end it must have complained of nothing but what was not there."""
    opened.delete_all_cookies()
    look(opened)
    opened.get(f"{server.address}/admin")
    opened.delete_all_cookies()
    complaints(opened)
    yield opened
    found = complaints(opened)
    assert not [each for each in found if " 40" not in each and "(40" not in each], found


def sign_in(browser: WebDriver, server: Loopback) -> None:
    """Sign in by keyboard."""
    browser.get(f"{server.address}/admin")
    tab_to(browser, "E-mail")
    press(browser, "ruth@example.org")
    tab_to(browser, "Password")
    press(browser, SECRET, Keys.ENTER)
    come_to(browser, "People")


def follow(browser: WebDriver, name: str, heading: str) -> None:
    """Follow a link, or press a button, by keyboard."""
    tab_to(browser, name)
    press(browser, Keys.ENTER)
    come_to(browser, heading)


def test_everything_is_done_by_keyboard_alone_and_the_focus_is_always_seen(
    browser: WebDriver, server: Loopback
) -> None:
    sign_in(browser, server)
    press(browser, Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
    press(browser, Keys.ENTER)
    tab_to(browser, "Name or e-mail")
    tab_to(browser, "Name")
    press(browser, "Amina Diallo")
    tab_to(browser, "E-mail")
    press(browser, "amina@example.org", Keys.ENTER)
    come_to(browser, "A code for Amina Diallo")
    follow(browser, "Laptops", "Laptops")
    follow(browser, "Joost’s laptop", "Joost’s laptop")
    follow(browser, "Shut out …", "Shut Joost’s laptop out")
    tab_to(browser, "Your own password")
    press(browser, SECRET, Keys.ENTER)
    read(browser, "The laptop “Joost’s laptop” is shut out.")
    follow(browser, "Let in again …", "Let Joost’s laptop in again")
    tab_to(browser, "Your own password")
    press(browser, SECRET, Keys.ENTER)
    read(browser, "Joost’s laptop may sign in again.")
    follow(browser, "Sign out", "Sign in")


def test_a_role_is_chosen_by_keyboard(browser: WebDriver, server: Loopback) -> None:
    sign_in(browser, server)
    browser.get(f"{server.address}/admin/partnerships/{SCOPE_ID}")
    tab_to(browser, "E-mail of the person")
    press(browser, "ruth@example.org")
    tab_to(browser, "Role")
    press(browser, "mentor")
    tab_to(browser, "Your own password")
    press(browser, SECRET, Keys.ENTER)
    read(browser, "The roles are changed")
    assert {each.role for each in admin.list_members(server.database, SCOPE_ID)} == {"lead", "mentor"}


def test_every_page_can_be_read_in_both_lights_on_a_small_screen_and_over_a_slow_line(
    browser: WebDriver, server: Loopback
) -> None:
    before = [f"{server.address}/admin/sign-in", f"{server.address}/invitation"]
    inside = [f"{server.address}/admin/{page}" for page in PAGES]
    for addresses, enters in ((before, False), (inside, True)):
        if enters:
            sign_in(browser, server)
        for address in addresses:
            for dark in (False, True):
                for width in (LEAST_SCREEN, 768, 1280):
                    look(browser, dark=dark, width=width)
                    browser.get(address)
                    assert hard_to_read(browser) == [], (address, dark, width)
                    wide = browser.execute_script("return document.documentElement.scrollWidth")
                    assert wide <= width, (address, wide)
                    assert too_small(browser) == [], (address, width)
                    assert weight(browser) < MOST_BYTES, address
            parts = browser.find_elements(By.CSS_SELECTOR, "input:not([type=hidden], [hidden]), select, button, a")
            assert [each.get_attribute("outerHTML") for each in parts if not each.accessible_name] == [], address


def test_somebody_invited_sets_a_password_in_the_browser(browser: WebDriver, server: Loopback) -> None:
    invited = admin.make_code(server.database, "person1@example.org")
    browser.get(f"{server.address}/invitation?code={invited.code}")
    tab_to(browser, "New password")
    press(browser, "short")
    tab_to(browser, "The same password again")
    press(browser, "short", Keys.ENTER)
    assert browser.find_element(By.TAG_NAME, "h1").text == "Set your password"
    for name in ("password", "again"):
        field = browser.find_element(By.ID, name)
        field.clear()
        field.send_keys("a wheel that turns once")
    press(browser, Keys.ENTER)
    come_to(browser, "Your password is set")


def test_what_the_policy_forbids_is_heard_of(browser: WebDriver, server: Loopback) -> None:
    browser.get(f"{server.address}/admin/sign-in")
    browser.execute_script("document.body.append(Object.assign(new Image(), {src: 'data:image/gif;base64,R0lGOD'}))")
    browser.execute_script("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert len([each for each in complaints(browser) if "Content Security Policy" in each]) >= 2


def test_a_form_on_another_site_does_nothing_with_the_administrators_browser(
    browser: WebDriver, server: Loopback
) -> None:
    sign_in(browser, server)
    with server.database.look() as connection:
        before = auditing.search(connection)
    with another_site(f"{server.address}/admin/people") as address:
        browser.get(address)
        browser.find_element(By.TAG_NAME, "button").click()
        come_to(browser, "Sign in")
    with server.database.look() as connection:
        assert auditing.search(connection) == before


@contextmanager
def another_site(target: str) -> Iterator[str]:
    """Serve a page, from another site, with a form for a page of ours."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            form = f'<form method="post" action="{target}"><input name="name" value="Eve">'
            form += '<input name="email" value="eve@example.org"><input name="token"><button>Win</button></form>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<!doctype html><link rel="icon" href="data:,">{form}'.encode())

        def log_message(self, *_words: object) -> None:
            return

    # Several lines at once: a browser opens some in advance and says nothing on them for a minute.
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as site:
        site.daemon_threads, site.block_on_close = True, False
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{site.server_address[1]}/"
        finally:
            site.shutdown()
            thread.join()


def test_a_page_with_a_code_that_is_loaded_anew_sends_no_form_again(browser: WebDriver, server: Loopback) -> None:
    sign_in(browser, server)
    browser.find_element(By.ID, "name").send_keys("Loaded Anew")
    browser.find_element(By.ID, "email").send_keys("anew@example.org", Keys.ENTER)
    come_to(browser, "A code for Loaded Anew")
    code = browser.find_element(By.CLASS_NAME, "code").text
    assert code not in browser.current_url
    browser.refresh()
    come_to(browser, "Loaded Anew")
    read(browser, "A code is shown only once.")
    assert code not in browser.page_source
    assert admin.accept(server.database, code, "buckets under the moon").email == "anew@example.org"


def test_the_card_alone_is_printed(browser: WebDriver, server: Loopback) -> None:
    sign_in(browser, server)
    browser.find_element(By.ID, "name").send_keys("Printed")
    browser.find_element(By.ID, "email").send_keys("printed@example.org", Keys.ENTER)
    come_to(browser, "A code for Printed")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = browser.execute_script(
        "return [...document.querySelectorAll('header, footer, .no-print')].filter(e => e.getClientRects().length)"
    )
    assert shown == []
    read(browser, "invitation?code=")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
