"""Who gets into the pages for administrators, for how long, and that a form comes from the page itself."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.server.visiting import PAGES, SITE, Visitor, clock_of, done
from tests.servers import SECRET, Laptop, Server
from wopfield.errors import SignInRefused
from wopfield.server.accounts import FREE_FAILURES

NewLaptop = Callable[[str], Laptop]


def test_without_signing_in_every_page_leads_to_where_one_does(server: Server) -> None:
    for path in ("/", "/admin", *(f"/admin/{page}" for page in PAGES), "/admin/people/x", "/admin/laptops/x/shut-out"):
        shown = Visitor(server).open(path)
        assert (shown.status, shown.path) == (200, "/admin/sign-in")


@pytest.mark.parametrize("path", ["/nothing", "/Admin", "/exchange", "/favicon.ico/"])
def test_a_mistyped_address_is_answered_to_a_person_with_a_page_that_leads_on_and_to_a_program_with_an_object(
    server: Server, path: str
) -> None:
    visitor = Visitor(server)
    shown = visitor.open(path)
    assert (shown.status, shown.headers["content-type"]) == (405 if path == "/exchange" else 404, "application/json")
    visitor.client.headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    shown = visitor.open(path)
    assert shown.status in (404, 405)
    assert shown.headers["content-type"].startswith("text/html")
    assert "The server has nothing here. Check the address." in shown.words
    assert "form-action 'self'" in shown.headers["content-security-policy"]
    assert path not in shown.html
    (way,) = [link for link in shown.links if link.startswith("/")]
    assert visitor.open(way).path == "/admin/sign-in"


def test_who_is_no_administrator_is_told_where_to_sign_in(server: Server) -> None:
    server.account("joost")
    visitor = Visitor(server)
    assert "does not look after the server" in visitor.sign_in("joost").words
    assert visitor.open("/admin/people").path == "/admin/sign-in"


def test_a_wrong_password_is_answered_alike_for_those_who_exist_and_those_who_do_not(server: Server) -> None:
    server.account("ruth", is_admin=True)
    answers = {Visitor(server).sign_in(name, "a wrong password").words for name in ("ruth", "nobody")}
    assert len({words.replace("nobody", "ruth") for words in answers}) == 1
    assert done(server)[0][1] == "add account"


def test_whoever_guesses_waits_on_the_pages_as_on_a_laptop(server: Server, new_laptop: NewLaptop) -> None:
    server.account("ruth", is_admin=True)
    visitor = Visitor(server)
    for _try in range(30):
        visitor.sign_in("ruth", "a wrong password")
    assert "too many wrong passwords" in visitor.sign_in("ruth").words
    assert "too many wrong passwords" in visitor.sign_in(" ruth ").words
    with pytest.raises(SignInRefused, match="too many"):
        new_laptop("amina")


def test_what_one_forgot_keeps_those_behind_the_same_address_waiting_for_minutes_and_them_for_longer(
    server: Server,
) -> None:
    for name in ("ruth", "amina"):
        server.account(name, is_admin=True)
    visitor = Visitor(server)
    tried = 0
    while tried < 17:
        tried += "does not know this e-mail" in visitor.sign_in("ruth", "a wrong password").words
        clock_of(server).now += timedelta(minutes=5)
    clock_of(server).now -= timedelta(minutes=5)

    assert "too many wrong passwords" in Visitor(server).sign_in("amina").words
    clock_of(server).now += timedelta(minutes=4)
    assert Visitor(server).sign_in("amina").path == "/admin/people"
    assert "too many wrong passwords" in Visitor(server).sign_in("ruth").words


def test_whoever_guesses_many_at_once_tries_no_more_of_them_than_one_after_the_other(server: Server) -> None:
    server.account("ruth", is_admin=True)
    visitors = [Visitor(server) for _each in range(40)]
    for visitor in visitors:
        visitor.open("/admin/sign-in")

    def guess(visitor: Visitor) -> str:
        return visitor.send("/admin/sign-in", email="ruth@example.org", password="a wrong password").words

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(guess, visitors))

    tried = [words for words in answers if "does not know this e-mail with this password" in words]
    assert FREE_FAILURES <= len(tried) < len(visitors) / 2
    assert all("too many wrong passwords" in words for words in answers if words not in tried)


def test_a_browser_that_nobody_used_for_half_an_hour_is_signed_out(ruth: Visitor, server: Server) -> None:
    clock = clock_of(server)
    for _time in range(30):
        clock.now += timedelta(minutes=20)
        assert ruth.open("/admin/audit").path == "/admin/audit"
    clock.now += timedelta(minutes=31)
    assert "nobody used the pages for half an hour" in ruth.open("/admin/audit").words


def test_a_browser_is_signed_out_after_half_a_day_however_busy(ruth: Visitor, server: Server) -> None:
    clock = clock_of(server)
    opened = 0
    while ruth.open("/admin/audit").path == "/admin/audit":
        clock.now += timedelta(minutes=25)
        opened += 1
    assert opened == 29


def test_the_database_holds_no_cookie_and_no_code(ruth: Visitor, server: Server) -> None:
    ruth.open("/admin/people")
    code = re.search(r'class="code">([A-Z0-9-]+)<', ruth.send("/admin/people", name="Joost", email="j@b.org").html)
    assert code is not None
    cookies = {cookie.value or "" for cookie in ruth.client.cookies.jar}
    secrets = {code.group(1), code.group(1).replace("-", ""), *cookies}
    with server.database.look() as connection:
        for name in ("signed_in", "invitation", "audit", "account"):
            kept = str(connection.exec_driver_sql(f"SELECT * FROM {name}").all())  # noqa: S608 - our own names
            assert not any(secret in kept for secret in secrets)


def test_the_cookie_is_kept_from_scripts_other_sites_and_lines_in_the_clear(server: Server) -> None:
    server.account("ruth", is_admin=True)
    visitor = Visitor(server)
    first = visitor.open("/admin/sign-in")
    answer = visitor.client.post(
        "/admin/sign-in",
        data={"token": first.token, "email": "ruth@example.org", "password": SECRET},
        headers={"Origin": SITE},
        follow_redirects=False,
    )
    for said in (first.headers["set-cookie"], answer.headers["set-cookie"]):
        assert said.startswith("__Host-wopfield")
        assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(said.split("; "))
        assert "Domain" not in said


def test_on_this_machine_alone_the_pages_work_in_the_clear(server: Server) -> None:
    server.account("ruth", is_admin=True)
    assert Visitor(server, "http://localhost:8765").sign_in("ruth").path == "/admin/people"
    elsewhere = Visitor(server, "http://wop.example.org")
    assert "opened in the clear" in elsewhere.sign_in("ruth").words


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://wop.example.org"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": SITE},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(ruth: Visitor, server: Server, headers: dict[str, str]) -> None:
    before = done(server)
    ruth.open("/admin/people")
    assert ruth.send("/admin/people", headers, name="Eve", email="eve@example.org").status == 403
    assert done(server) == before


def test_a_form_with_another_token_or_none_changes_nothing(ruth: Visitor, server: Server) -> None:
    before = done(server)
    other = Visitor(server)
    other.sign_in("ruth")
    before = done(server)
    for token in ("", "0" * 64, other.open("/admin/people").token):
        answer = ruth.client.post(
            "/admin/people",
            data={"token": token, "name": "Eve", "email": "eve@example.org"},
            headers={"Origin": SITE},
        )
        assert answer.status_code == 403
    assert done(server) == before
