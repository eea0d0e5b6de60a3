"""Somebody is invited by a code on paper or in a link, and sets a password of their own by it, once."""

import re
from collections.abc import Callable
from datetime import timedelta

from tests.server.visiting import SITE, Visitor, clock_of, done, person
from tests.servers import SECRET, Laptop, Server
from wopfield.server import admin
from wopfield.sync import central

NEW = "buckets under the moon"


def invited(visitor: Visitor, name: str, email: str) -> str:
    """Invite somebody and return the code."""
    visitor.open("/admin/people")
    shown = visitor.send("/admin/people", name=name, email=email)
    found = re.search(r'class="code">([A-Z0-9-]+)<', shown.html)
    assert found is not None, shown.words
    assert f"{SITE}/invitation?code={found.group(1)}" in shown.words
    return found.group(1)


def use_code(server: Server, code: str, password: str, again: str = "") -> str:
    """Set a password by a code and return what the page says."""
    guest = Visitor(server)
    guest.open(f"/invitation?code={code}")
    return guest.send("/invitation", code=code, password=password, again=again or password).words


def test_somebody_invited_sets_their_own_password_once_and_signs_in(ruth: Visitor, server: Server) -> None:
    code = invited(ruth, "Joost Verhagen", "Joost@Example.org")
    assert "has a code" in ruth.open("/admin/people").words
    assert "differ" in use_code(server, code, NEW, "buckets under the sun")
    assert "at least 12 letters" in use_code(server, code, "short")
    assert "sign in as joost@example.org" in use_code(server, code.lower().replace("-", " "), NEW)
    assert "does not work" in use_code(server, code, "another long password")
    assert "does not look after" in Visitor(server).sign_in("joost", NEW).words
    by = [each for each in done(server) if each[2] == "joost@example.org"]
    assert by == [
        ("joost@example.org", "set own password by code", "joost@example.org"),
        ("ruth@example.org", "invite", "joost@example.org"),
    ]


def test_a_code_ends_with_the_next_one_and_when_its_person_is_shut_out(ruth: Visitor, server: Server) -> None:
    first = invited(ruth, "Joost", "joost@example.org")
    place = person(ruth, "joost")
    ruth.open(f"{place}/code")
    second = re.search(r'class="code">([A-Z0-9-]+)<', ruth.send(f"{place}/code", password=SECRET).html)
    assert second is not None
    assert "does not work" in use_code(server, first, NEW)
    ruth.open(f"{place}/shut-out")
    assert "is shut out" in ruth.send(f"{place}/shut-out", password=SECRET).words
    assert "does not work" in use_code(server, second.group(1), NEW)


def test_a_page_with_a_code_is_shown_once_and_loading_it_anew_makes_no_other(ruth: Visitor, server: Server) -> None:
    code = invited(ruth, "Joost Verhagen", "joost@example.org")
    seen = ruth.shown.path
    assert "shown only once" in ruth.open(seen).words
    assert code not in ruth.shown.html
    assert [each for each in done(server) if each[2] == "joost@example.org"] == [
        ("ruth@example.org", "invite", "joost@example.org")
    ]
    assert "sign in as joost@example.org" in use_code(server, code, NEW)


def test_a_code_stands_in_no_address_and_is_read_by_nobody_but_the_browser_it_was_made_in(
    ruth: Visitor, server: Server
) -> None:
    ruth.open("/admin/people")
    fields = {"token": ruth.shown.token, "name": "Joost Verhagen", "email": "joost@example.org"}
    sent = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
    answer = ruth.client.post("/admin/people", data=fields, headers=sent, follow_redirects=False)
    kept = dict(ruth.client.cookies)
    code = re.search(r'class="code">([A-Z0-9-]+)<', ruth.open(answer.headers["Location"]).html)
    assert code is not None
    assert code.group(1) not in str(answer.headers)
    admin.add_account(server.database, "Tunde Bello", "tunde@example.org", SECRET, True)
    tunde = Visitor(server)
    tunde.sign_in("tunde")
    once = next(name for name in kept if "once" in name)
    tunde.client.cookies.set(once, kept[once], domain="wop.example.org")
    assert code.group(1) not in tunde.open(answer.headers["Location"]).html
    assert "shown only once" in tunde.shown.words


def test_whoever_tries_codes_waits(server: Server) -> None:
    for _try in range(30):
        words = use_code(server, "ABCD-ABCD-ABCD-ABCD", NEW)
    assert "too many" in words


def test_a_code_that_has_ended_is_no_longer_shown_as_one(ruth: Visitor, server: Server) -> None:
    admin.invite(server.database, "Joost Verhagen", "joost@example.org")
    assert "has a code" in ruth.open("/admin/people").words
    clock_of(server).now += timedelta(days=8)
    assert "has a code" not in Visitor(server).sign_in("ruth").words


def test_whoever_set_their_password_is_told_the_address_that_their_laptop_asks_for(
    ruth: Visitor, server: Server, new_laptop: Callable[[str], Laptop]
) -> None:
    code = invited(ruth, "Joost Verhagen", "joost@example.org")
    assert f"type the address {SITE}," in use_code(server, code, NEW)
    laptop = new_laptop("amina")
    for copied in (SITE, f"{SITE}/invitation?code={code}", f"{SITE}/admin/sign-in?ended=1"):
        connected = central.connect(laptop.database, copied, "amina@example.org", SECRET, "x", lambda: laptop.wire)
        assert connected.address == SITE


def test_the_card_speaks_to_its_person_on_paper_and_to_the_administrator_on_the_screen(ruth: Visitor) -> None:
    invited(ruth, "Joost Verhagen", "joost@example.org")
    paper = re.findall(r'<p class="only-print">(.+)</p>', ruth.shown.html)
    assert paper[0].startswith("Joost Verhagen: open the page below with the code")
    assert f"type the address {SITE}, your e-mail and the password" in paper[1]
    assert re.search(r'<p class="no-print">Give this to Joost Verhagen', ruth.shown.html)


def test_the_list_and_the_page_of_an_invited_person_say_the_same(ruth: Visitor) -> None:
    ruth.open("/admin/people")
    ruth.send("/admin/people", name="Joost", email="joost@example.org")
    assert "has a code" in ruth.open("/admin/people").words
    shown = ruth.open(person(ruth, "joost@example.org"))
    assert "has a code" in shown.words
    assert "may sign in" not in shown.words


def test_an_invitation_sent_twice_says_where_another_code_is_made(ruth: Visitor) -> None:
    for status in (200, 400):
        ruth.open("/admin/people")
        assert ruth.send("/admin/people", name="Joost", email="joost@example.org").status == status
    assert "choose “Make a code”" in ruth.shown.words
