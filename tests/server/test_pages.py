"""The pages for administrators: who sees them, what they do, and that nothing is done unasked."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.server.visiting import SITE, Visitor, clock_of, done, person
from tests.servers import SECRET, Laptop, Server
from tests.sync.ratings import rate, share
from wopfield.errors import NoConnection, Refused, SignInRefused
from wopfield.language import spoken
from wopfield.server import admin
from wopfield.server.blobs import place_of
from wopfield.store.tables import EvidenceFile, Report
from wopfield.sync import central

NewLaptop = Callable[[str], Laptop]
PAGES = ("people", "laptops", "partnerships", "sync", "reports", "audit")
NEW = "buckets under the moon"
SLOW_LINE = 60_000
"""The most bytes of a page with its style, so that it comes over a slow line in seconds."""


def laptop_of(visitor: Visitor) -> str:
    """Return the path of the first laptop's page."""
    return next(link for link in visitor.open("/admin/laptops").links if "/laptops/" in link)


# ── who sees them ────────────────────────────────────────────────────────────────────────────────────────────


def test_without_signing_in_every_page_leads_to_where_one_does(server: Server) -> None:
    for path in ("/", "/admin", *(f"/admin/{page}" for page in PAGES), "/admin/people/x", "/admin/laptops/x/shut-out"):
        shown = Visitor(server).open(path)
        assert (shown.status, shown.path) == (200, "/admin/sign-in")


def test_an_administrator_sees_every_page_and_leaves_again(ruth: Visitor) -> None:
    for page in PAGES:
        shown = ruth.open(f"/admin/{page}")
        assert shown.status == 200
        assert f'href="/admin/{page}" aria-current="page"' in shown.html
        assert len(shown.html) < SLOW_LINE / 2
    assert ruth.send("/admin/sign-out").path == "/admin/sign-in"
    assert ruth.open("/admin/people").path == "/admin/sign-in"


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


def test_pages_let_a_browser_load_nothing_and_keep_nothing(ruth: Visitor) -> None:
    for path in ("/admin/people", "/admin/sign-in", "/invitation", "/admin/nothing", "/admin/people/nobody"):
        headers = ruth.open(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy.split("; "))
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


# ── a form comes from the page itself ────────────────────────────────────────────────────────────────────────


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


# ── people ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_invited_is_told_beside_what_was_typed(ruth: Visitor) -> None:
    shown = ruth.send("/admin/people", name="<b>Eve & co</b>", email="no address")
    assert shown.status == 400
    assert "no address is no e-mail address" in shown.words
    assert "&lt;b&gt;Eve &amp; co&lt;/b&gt;" in shown.html
    assert "<b>Eve" not in shown.html


def test_a_person_is_shut_out_everywhere_at_once_and_let_in_again(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    amina = new_laptop("amina")
    admin.set_admin(server.database, "amina@example.org", True)
    other = Visitor(server)
    other.sign_in("amina")
    place = person(ruth, "amina")
    ruth.open(f"{place}/shut-out")

    ruth.send(f"{place}/shut-out", password=SECRET)

    assert other.open("/admin/people").path == "/admin/sign-in"
    with pytest.raises(SignInRefused):
        amina.sync()
    ruth.open(f"{place}/let-in")
    assert "is let in again" in ruth.send(f"{place}/let-in", password=SECRET).words
    amina.connect(server)
    amina.sync()


def test_what_is_grave_asks_for_the_administrators_own_password(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    new_laptop("amina")
    before = done(server)
    for place in (
        *(f"{person(ruth, 'amina')}/{deed}" for deed in ("code", "shut-out", "make-administrator")),
        f"{laptop_of(ruth)}/shut-out",
    ):
        ruth.open(place)
        shown = ruth.send(place, password="not the password")
        assert shown.status == 400
        assert "That is not your password" in shown.words
        assert ruth.send(place).status == 400
    assert done(server) == before


def test_nobody_shuts_themselves_out(ruth: Visitor, server: Server) -> None:
    place = person(ruth, "ruth")
    for deed in ("shut-out", "end-administrator"):
        assert deed not in ruth.open(place).html
        ruth.open(f"{place}/{deed}")
        assert "Nobody does this to themselves" in ruth.send(f"{place}/{deed}", password=SECRET).words
    with pytest.raises(Refused):
        admin.set_admin(server.database, "ruth@example.org", False, by=place.rsplit("/", 1)[1])


def test_an_administrator_is_made_and_unmade(ruth: Visitor, server: Server) -> None:
    server.account("joost")
    place = person(ruth, "joost")
    ruth.open(f"{place}/make-administrator")
    ruth.send(f"{place}/make-administrator", password=SECRET)
    joost = Visitor(server)
    assert joost.sign_in("joost").path == "/admin/people"
    ruth.open(f"{place}/end-administrator")
    ruth.send(f"{place}/end-administrator", password=SECRET)
    assert joost.open("/admin/people").path == "/admin/sign-in"
    ruth.client.headers["Accept-Language"] = "fr"
    told = ruth.open("/admin/audit?words=administrator").words
    assert "nommer administrateur" in told
    assert "make administrator" not in told


def test_many_people_come_a_page_at_a_time_and_are_found_by_words(ruth: Visitor, server: Server) -> None:
    for number in range(60):
        admin.invite(server.database, f"Person {number:02} 100%_", f"p{number:02}@example.org")
    first = ruth.open("/admin/people")
    assert "Person 00" in first.words
    assert "Person 40" not in first.words
    assert len(first.html) < SLOW_LINE / 2
    follow = next(link for link in first.links if "number=2" in link)
    assert "Person 30" in ruth.open(follow).words
    assert "Person 59" in ruth.open("/admin/people?words=p59%40").words
    assert "Nobody is called that" in ruth.open("/admin/people?words=%25_100").words


# ── laptops, partnerships, how it stands ─────────────────────────────────────────────────────────────────────


def test_a_laptop_is_shown_with_its_version_and_shut_out(ruth: Visitor, server: Server, new_laptop: NewLaptop) -> None:
    amina = new_laptop("amina")
    share(amina, server=server)
    place = laptop_of(ruth)
    assert "had everything" in ruth.open(place).words
    ruth.open(f"{place}/shut-out")
    assert "is shut out" in ruth.send(f"{place}/shut-out", password=SECRET).words
    with pytest.raises(SignInRefused):
        amina.sync()
    assert done(server)[0][:2] == ("ruth@example.org", "shut laptop out")
    assert "amina " in ruth.open("/admin/audit?words=shut+out+amina").words  # by the name its person gave it


def test_a_laptop_that_got_the_last_of_it_is_shown_as_finished_at_once(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, joost, server=server)
    rate(amina, scope, 3)
    amina.sync()
    joost.wire.faults = ["", "reply lost", "reply lost", "reply lost", "reply lost", "reply lost"]
    with pytest.raises(NoConnection):
        joost.sync()
    assert "1 laptop" in ruth.open("/admin/sync").words
    assert "something waits" in ruth.open("/admin/sync").words
    joost.wire.faults = []
    assert joost.sync().received == 1
    words = ruth.open("/admin/sync").words
    assert "every laptop and the server had the same when they last met" in words
    assert "something waits" not in words


def test_roles_are_given_changed_and_ended(ruth: Visitor, server: Server, new_laptop: NewLaptop) -> None:
    amina = new_laptop("amina")
    scope = share(amina, server=server)
    server.account("joost")
    place = f"/admin/partnerships/{scope}"
    for role, shown in (("mentor", "Mentor"), ("manager", "Manager"), ("none", "")):
        ruth.open(place)
        words = ruth.send(place, email="joost@example.org", role=role, password=SECRET).words
        assert "The roles are changed" in words
        assert ("joost@example.org" in words) is bool(shown)
    for fields in (
        {"email": "joost@example.org", "role": "king", "password": SECRET},
        {"email": "joost@example.org", "role": "", "password": SECRET},
        {"email": "nobody@example.org", "role": "mentor", "password": SECRET},
        {"email": "joost@example.org", "role": "mentor", "password": "wrong"},
        {"email": "joost@example.org", "role": "none", "password": "wrong"},
    ):
        assert ruth.send(place, **fields).status == 400
    assert '<option value="none" selected>' in ruth.shown.html
    assert [each[1] for each in done(server)[:3]] == ["role none", "role manager", "role mentor"]
    told = ruth.open("/admin/audit?words=role+marowe").words
    assert f"role: manager joost@example.org · Marowe – Delta Water {scope}" in told
    assert "takes no part any more" in told


def test_a_partnership_that_nobody_leads_says_so(ruth: Visitor, server: Server, new_laptop: NewLaptop) -> None:
    scope = share(new_laptop("amina"), server=server)
    place = f"/admin/partnerships/{scope}"
    assert "Nobody leads it now" not in ruth.open(place).words
    told = ruth.send(place, email="amina@example.org", role="reviewer", password=SECRET).words
    assert "Nobody leads it now: give somebody that role." in told


def test_the_laptop_of_somebody_shut_out_is_not_shown_as_one_that_comes_in(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    share(new_laptop("amina"), server=server)
    admin.set_disabled(server.database, "amina@example.org", True)
    words = ruth.open("/admin/laptops").words
    assert "its person is shut out" in words
    assert "had everything" not in words


def test_what_was_refused_is_shown_with_the_reason(ruth: Visitor, server: Server, new_laptop: NewLaptop) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, server=server)
    server.let_join(scope, "joost", role="reviewer")
    joost.sync()
    server.let_join(scope, "joost", role="manager")
    rate(joost, scope, 3)
    joost.sync()
    words = ruth.open("/admin/sync").words
    assert "Who wrote it has no role in this partnership that writes this." in words
    server.let_join(scope, "joost", role="")
    rate(joost, scope, 2)
    joost.sync()
    assert "does not take this partnership from you" in ruth.open("/admin/sync").words
    server.let_join(scope, "joost", role="reviewer")
    joost.sync()
    assert "does not take this partnership from you" not in ruth.open("/admin/sync").words


def test_the_file_of_an_issued_report_is_downloaded_as_it_was_issued(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    amina = new_laptop("amina")
    scope = share(amina, server=server)
    paper = b"%PDF-1.7 a report" * 40_000
    sha256, pieces = hashlib.sha256(paper).hexdigest(), amina.files.put(paper)
    with amina.database.change(amina.person) as editor:
        editor.add(
            Report(scope=scope, id="r1", number="WOP 7/<b>", version="1.0", status="issued", sha256=sha256,
                   issued=datetime(2026, 11, 28, 9, 30, tzinfo=UTC))
        )  # fmt: skip
        editor.add(EvidenceFile(scope=scope, evidence="r1", name="r.pdf", sha256=sha256, pieces=pieces))
        editor.add(Report(scope=scope, id="r2", headline="Being written"))
    amina.sync()

    shown = ruth.open("/admin/reports")
    assert "issued 28 Nov 2026, 09:30 UTC, version 1.0" in shown.words
    assert "Being written" in shown.words
    (link,) = (each for each in shown.links if "/reports/" in each)
    answer = ruth.client.get(link)
    assert answer.content == paper
    assert answer.headers["content-disposition"] == 'attachment; filename="WOP-7-b-1.0.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    piece = server.folder / place_of(pieces[0])
    piece.write_bytes(piece.read_bytes()[:-1] + b"!")
    assert "has not arrived whole" in ruth.open(link).words


def test_what_was_done_is_searched_by_who_what_and_when(ruth: Visitor, server: Server) -> None:
    for number in range(120):
        admin.invite(server.database, "x", f"p{number:03}@example.org")
    first = ruth.open("/admin/audit")
    assert "p119@example.org" in first.words
    assert len(first.html) < SLOW_LINE / 2
    earlier = next(link for link in first.links if "before=" in link)
    assert "p060@example.org" in ruth.open(earlier).words
    found = ruth.open("/admin/audit?words=invite+p042 2026").words
    assert "p042@example.org" in found
    assert "p041" not in found
    assert "Nothing was found" in ruth.open("/admin/audit?words=%25").words


@pytest.mark.parametrize("path", ["/admin/people?number=0", "/admin/people?number=x", "/admin/audit?before=1e9"])
def test_an_address_that_means_nothing_is_answered_by_a_page(ruth: Visitor, path: str) -> None:
    shown = ruth.open(path)
    assert shown.status == 422
    assert "does not understand" in shown.words


def test_a_page_that_is_not_there_says_so(ruth: Visitor) -> None:
    for path in ("/admin/people/nobody", "/admin/laptops/none/shut-out", "/admin/partnerships/commons", "/admin/x"):
        shown = ruth.open(path)
        assert 400 <= shown.status < 500
        assert "That did not work" in shown.words


def test_the_style_is_loaded_once_and_small(ruth: Visitor) -> None:
    sheet = re.search(r'href="(/admin/look-\w+\.css)"', ruth.open("/admin/people").html)
    assert sheet is not None
    answer: httpx.Response = ruth.client.get(sheet.group(1))
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) < SLOW_LINE / 3
    assert ruth.client.get("/admin/look-0.css").status_code == 404


# ── in whose language ────────────────────────────────────────────────────────────────────────────────────────


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
        shown = re.search(r"20\d\d(.{1,8}?)\d\d:\d\d UTC", ruth.open("/admin/audit").html)
        assert shown is not None
        assert comma in shown[1], code
