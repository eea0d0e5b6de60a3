"""What all pages for administrators have in common: the way between them, their language, their weight."""

import re
from collections.abc import Callable

import httpx
import pytest

from tests.server.visiting import PAGES, SITE, SLOW_LINE, Visitor
from tests.servers import Laptop, Server
from wopfield.errors import SignInRefused
from wopfield.language import spoken
from wopfield.sync import central

NewLaptop = Callable[[str], Laptop]


def test_an_administrator_sees_every_page_and_leaves_again(ruth: Visitor) -> None:
    for page in PAGES:
        shown = ruth.open(f"/admin/{page}")
        assert shown.status == 200
        assert f'href="/admin/{page}" aria-current="page"' in shown.html
        assert len(shown.html) < SLOW_LINE / 2
    assert ruth.send("/admin/sign-out").path == "/admin/sign-in"
    assert ruth.open("/admin/people").path == "/admin/sign-in"


def test_pages_let_a_browser_load_nothing_and_keep_nothing(ruth: Visitor) -> None:
    for path in ("/admin/people", "/admin/sign-in", "/invitation", "/admin/nothing", "/admin/people/nobody"):
        headers = ruth.open(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy.split("; "))
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/admin/people?number=0", "/admin/people?number=x", "/admin/audit?before=1e9"])
def test_an_address_that_means_nothing_is_answered_by_a_page(ruth: Visitor, path: str) -> None:
    shown = ruth.open(path)
    assert shown.status == 422
    assert "does not understand" in shown.words


def test_a_page_that_is_not_there_says_so_and_leads_on_to_the_others(ruth: Visitor, server: Server) -> None:
    every = {f"/admin/{page}" for page in PAGES}
    for path in ("/admin/people/nobody", "/admin/laptops/none/shut-out", "/admin/partnerships/commons", "/admin/x"):
        shown = ruth.open(path)
        assert 400 <= shown.status < 500
        assert "That did not work" in shown.words
        assert every <= set(shown.links)
        outside = Visitor(server).open("/admin/x")
        assert (outside.status, outside.links) == (404, ["/admin/people"])
    assert ruth.send("/admin/sign-out").path == "/admin/sign-in"


def test_a_form_that_is_not_taken_leads_on_to_the_other_pages(ruth: Visitor) -> None:
    ruth.open("/admin/people")
    refused = ruth.send("/admin/sign-out", {"Origin": "https://evil.example"})
    assert (refused.status, "/admin/laptops" in refused.links) == (403, True)


def test_the_style_is_loaded_once_and_small(ruth: Visitor) -> None:
    sheet = re.search(r'href="(/admin/look-\w+\.css)"', ruth.open("/admin/people").html)
    assert sheet is not None
    answer: httpx.Response = ruth.client.get(sheet.group(1))
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) < SLOW_LINE / 3
    assert ruth.client.get("/admin/look-0.css").status_code == 404


def test_a_page_is_in_the_language_of_the_browser(server: Server) -> None:
    visitor = Visitor(server)
    for wished, code, direction in (
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr", "ltr"),
        ("nl, en;q=0.2, ar;q=0.7", "ar", "rtl"),
        ("en;q=0, pt;q=0.1", "pt", "ltr"),
        ("*;q=high, \x7f;;q=", "en", "ltr"),
        ("", "en", "ltr"),
    ):
        visitor.client.headers["Accept-Language"] = wished
        shown = visitor.open("/admin/sign-in")
        assert f'<html lang="{code}" dir="{direction}">' in shown.html
        assert shown.headers["Content-Language"] == code


def test_a_laptop_is_refused_in_its_own_language(server: Server, new_laptop: NewLaptop) -> None:
    laptop = new_laptop("amina")
    with spoken("fr"), pytest.raises(SignInRefused, match="ne connaît pas cet e-mail avec ce mot de passe"):
        central.connect(laptop.database, SITE, "amina@example.org", "a guess", "amina", server.wire)


def test_a_moment_is_written_with_the_comma_of_its_language(ruth: Visitor) -> None:
    for code, comma in (("ar", "، "), ("fr", ", ")):
        ruth.client.headers["Accept-Language"] = code
        shown = re.search(r"20\d\d(.{1,8}?)\d\d:\d\d UTC", ruth.open("/admin/audit").words)
        assert shown is not None
        assert comma in shown[1], code
