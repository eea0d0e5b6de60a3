"""The pages that show how it stands: laptops, sync, reports, and what was done."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.laptops import pass_on
from tests.server.visiting import SLOW_LINE, Visitor, done, laptop_of
from tests.servers import SECRET, Laptop, Server
from tests.sync.ratings import answer, rate, share
from wopfield.errors import NoConnection, SignInRefused
from wopfield.server import admin, health
from wopfield.server.blobs import place_of
from wopfield.store.tables import EvidenceFile, Report

NewLaptop = Callable[[str], Laptop]


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


def test_the_disk_that_is_shown_is_the_one_that_photos_fill(ruth: Visitor, server: Server) -> None:
    server.folder.mkdir(exist_ok=True)
    assert "Disk of photos and documents" in ruth.open("/admin/sync").words
    with server.database.look() as connection:
        found = health.look(connection, server.database.clock(), server.folder, server.folder)
        assert found.disk is not None
        assert found.file_disk is None  # they are one


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


def test_a_laptop_whose_work_was_refused_is_not_said_to_have_everything_until_it_is_taken_or_replaced(
    ruth: Visitor, server: Server, new_laptop: NewLaptop
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, joost, server=server)

    def waits() -> tuple[bool, bool]:
        sync, laptops = ruth.open("/admin/sync").words, ruth.open("/admin/laptops").words
        assert ("every laptop and the server had the same" in sync) is ("Something waits 0 laptops" in sync)
        return "Something waits 1 laptop " in sync, "something waits" in laptops

    assert waits() == (False, False)
    server.let_join(scope, "joost", role="")  # a whole partnership
    rate(joost, scope, 2)
    joost.sync()
    assert joost.sync().refused == 1
    assert waits() == (True, True)
    assert "Refused 1 whole partnership Changed" in ruth.open("/admin/sync").words
    assert "all of it" in ruth.open("/admin/sync").words
    server.let_join(scope, "joost", role="manager")
    joost.sync()  # a single entry
    assert joost.sync().refused == 0
    assert waits() == (True, True)
    server.let_join(scope, "joost")
    joost.sync()
    assert waits() == (False, False)
    server.let_join(scope, "joost", role="manager")
    rate(joost, scope, 4, shown=answer(joost.database))
    joost.sync()
    assert waits() == (True, True)
    pass_on(joost.database, amina.database)
    rate(amina, scope, 5, shown=answer(amina.database))
    amina.sync()
    joost.sync()
    assert waits() == (False, False)


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
