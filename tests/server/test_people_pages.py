"""The pages about people: inviting, shutting out, making administrators, and giving roles in partnerships."""

from collections.abc import Callable

import pytest

from tests.server.visiting import SLOW_LINE, Visitor, done, laptop_of, person
from tests.servers import SECRET, Laptop, Server
from tests.sync.ratings import share
from wopfield.errors import Refused, SignInRefused
from wopfield.server import admin

NewLaptop = Callable[[str], Laptop]


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
        assert ruth.send(place, None, **fields).status == 400
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


def test_whom_a_role_is_given_is_offered_by_name(ruth: Visitor, server: Server, new_laptop: NewLaptop) -> None:
    scope = share(new_laptop("amina"), server=server)
    server.account("joost")
    server.account("eve")
    admin.set_disabled(server.database, "eve@example.org", True)
    html = ruth.open(f"/admin/partnerships/{scope}").html
    assert '<option value="joost@example.org">joost</option>' in html
    assert "eve@example.org" not in html


def test_a_form_for_roles_stays_light_however_many_people_there_are(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    scope = share(new_laptop("amina"), server=server)
    offers = "whoever fits is offered"
    assert offers in ruth.open(f"/admin/partnerships/{scope}").words
    for number in range(200):
        admin.invite(server.database, f"A person of long names {number}", f"a.person.of.long.names{number}@example.org")
    shown = ruth.open(f"/admin/partnerships/{scope}")
    assert len(shown.html) < SLOW_LINE / 2
    assert offers not in shown.words


def test_a_page_after_the_last_shows_the_last(ruth: Visitor, server: Server) -> None:
    for number in range(25):
        admin.invite(server.database, f"Visitor {number:02}", f"visitor{number}@example.org")
    for shown in (ruth.open("/admin/people?number=99"), ruth.open("/admin/people?number=2")):
        assert "Visitor 24" in shown.words
        assert "Visitor 00" not in shown.words
    assert "Nobody is called that" in ruth.open("/admin/people?words=nobody-at-all&number=99").words
