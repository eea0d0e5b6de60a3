"""Each photo and document says where it is; a damaged or missing one is noticed, named and fetched again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.servers import Fault, Laptop, Server
from tests.workspaces import clock_of
from wopfield.errors import CannotReach
from wopfield.server import health, keeping
from wopfield.server.blobs import BlobFolder
from wopfield.store import evidence, file_states, partnerships, timeline, utilities
from wopfield.store.evidence import ReadyFile
from wopfield.store.file_states import FileState
from wopfield.store.files import PIECE_BYTES
from wopfield.store.tables import Assessment
from wopfield.sync import central
from wopfield.sync.carrier import TRIES
from wopfield.sync.meeting import Step
from wopfield.sync.pieces import check_pieces
from wopfield.sync.standing import status
from wopfield.ui.screens.history.words import whereabouts


class Team:
    """Two laptops in one partnership, and a document of two pieces that Amina added."""

    def __init__(self, new_laptop: Callable[[str], Laptop], server: Server, folder: Path) -> None:
        self.amina, self.joost = new_laptop("amina"), new_laptop("joost")
        with self.amina.database.change(self.amina.person) as editor:
            mentor, mentee = (utilities.add(editor, name=name) for name in ("Delta Water", "Marowe"))
            self.scope = partnerships.add(editor, mentor=mentor.id, mentee=mentee.id).id
        self.amina.sync()
        server.let_join(self.scope, "joost")
        path = folder / "pump test.pdf"
        path.write_bytes(b"a" * PIECE_BYTES + b"the end")
        self.file: ReadyFile = evidence.ready_document(self.amina.files, path)
        with self.amina.database.change(self.amina.person) as editor:
            about = editor.add(Assessment(scope=self.scope, checklist="peer_review", title="Peer review"))
            evidence.add(editor, about, "A1", "document", "Pump test", self.file)

    def spoil(self, laptop: Laptop) -> None:
        """Change a byte of the second piece on a laptop's disk."""
        name = self.file.pieces[1]
        place = laptop.workspace.folder / "files" / name[:2] / name
        content = bytearray(place.read_bytes())
        content[-1] ^= 1
        place.write_bytes(content)

    def tomorrow(self, laptop: Laptop) -> None:
        """Let a day pass on a laptop."""
        clock_of(laptop.database).now += timedelta(days=1)


@pytest.fixture
def team(new_laptop: Callable[[str], Laptop], server: Server, tmp_path: Path) -> Team:
    return Team(new_laptop, server, tmp_path)


def state(laptop: Laptop) -> FileState:
    """Return how the one file stands on a laptop."""
    with laptop.database.read() as session:
        (found,) = file_states.states(session, laptop.files)
    return found


def test_a_file_is_only_here_until_the_server_said_that_it_has_all_of_it(team: Team) -> None:
    assert state(team.amina).alone
    lost: list[Fault] = ["reply lost"] * TRIES
    team.amina.wire.faults = ["", "", "", "", *lost]
    with pytest.raises(CannotReach):
        team.amina.sync()
    assert state(team.amina).alone
    team.amina.sync()
    assert (state(team.amina).state, state(team.amina).at) == ("here", ("server",))


def test_nothing_says_that_all_is_on_the_server_while_a_file_is_only_here(team: Team) -> None:
    def told() -> tuple[int, str]:
        with team.amina.database.read() as session:
            page = timeline.page(session, team.scope, timeline.Wanted(kind="findings"))
            about = {whereabouts(each, has_server=True) for each in page.happenings if each.deed == "added"}
            return status(session).files_waiting, ", ".join(sorted(about))

    central.sync_now(team.amina.database, None, make_transport=lambda: team.amina.wire)
    assert told() == (1, "on the server, but for its file, which waits for it")
    team.amina.sync()
    assert told() == (0, "on the server")
    central.sync_now(team.joost.database, None, make_transport=lambda: team.joost.wire)
    with team.joost.database.read() as session:
        assert status(session).files_waiting == 0


def steps_of(laptop: Laptop) -> list[Step]:
    """Sync, and return every step that was told."""
    steps: list[Step] = []
    central.sync_now(laptop.database, laptop.files, steps.append, make_transport=lambda: laptop.wire)
    return steps


def test_what_a_server_confirmed_is_not_said_to_be_here_alone_after_leaving_it(team: Team) -> None:
    team.amina.sync()
    central.disconnect(team.amina.database)
    assert (state(team.amina).alone, state(team.amina).at) == (False, ("server before",))


def test_how_far_it_is_tells_of_the_files_that_are_still_to_move(team: Team) -> None:
    for laptop in (team.amina, team.joost):
        moved = [(step.files_sent + step.files_received, step.files_left) for step in steps_of(laptop)]
        assert [each for each in moved if any(each)] == [(0, 2), (1, 1)]


def test_a_line_that_breaks_now_and_then_does_not_end_the_bringing_of_files(team: Team) -> None:
    team.amina.wire.faults = ["", "", "", "", "reply lost", "cut"]
    assert team.amina.sync().files_left == 0
    assert team.amina.wire.faults == []
    team.joost.wire.faults = ["", "", "", "lost"]
    assert team.joost.sync().files_received == len(team.file.pieces)
    assert team.joost.wire.faults == []


def test_a_file_that_others_speak_of_is_on_its_way_and_then_here(team: Team) -> None:
    team.amina.sync()
    from wopfield.sync import central

    central.sync_now(team.joost.database, None, make_transport=lambda: team.joost.wire)
    assert state(team.joost).state == "on its way"
    team.joost.sync()
    assert (state(team.joost).state, state(team.joost).at) == ("here", ("server",))


def test_a_file_that_nobody_sent_is_named_as_missing_until_it_comes(team: Team) -> None:
    from wopfield.sync import central

    central.sync_now(team.amina.database, None, make_transport=lambda: team.amina.wire)
    team.joost.sync()
    assert (state(team.joost).name, state(team.joost).state) == ("pump test.pdf", "missing")
    team.amina.sync()
    team.joost.sync()
    assert state(team.joost).state == "here"


def test_a_damaged_file_is_noticed_within_a_day_and_comes_again_from_the_server(team: Team) -> None:
    team.amina.sync()
    team.joost.sync()
    team.spoil(team.joost)
    team.tomorrow(team.joost)
    assert team.joost.sync().files_received == 1
    assert state(team.joost).state == "here"
    assert team.joost.files.get(team.file.pieces) is not None


@pytest.mark.parametrize("left", [0, 20, 100])
def test_a_file_that_is_cut_short_on_the_disk_is_missing_at_once_and_comes_again(team: Team, left: int) -> None:
    team.amina.sync()
    team.joost.sync()
    name = team.file.pieces[0]
    place = team.joost.workspace.folder / "files" / name[:2] / name
    place.write_bytes(place.read_bytes()[:left])
    assert (state(team.joost).state, state(team.joost).damaged) == ("on its way", 1)
    assert team.joost.sync().files_received == 1
    assert state(team.joost).state == "here"
    assert team.joost.files.get(team.file.pieces) is not None


def test_files_are_read_once_a_day_without_a_server_too(team: Team) -> None:
    def check() -> bool:
        return check_pieces(team.amina.database, team.amina.files, lambda: True)

    assert not check()
    team.spoil(team.amina)
    assert not check()
    team.tomorrow(team.amina)
    assert check()
    assert state(team.amina).damaged == 1


def test_a_damaged_file_that_nobody_else_has_is_named(team: Team) -> None:
    team.spoil(team.amina)
    assert team.amina.files.get(team.file.pieces) is None
    found = state(team.amina)
    assert (found.name, found.state, found.damaged) == ("pump test.pdf", "missing", 1)


def test_a_file_that_the_server_lost_is_sent_again(team: Team, server: Server) -> None:
    team.amina.sync()
    for piece in (server.folder).rglob(team.file.pieces[0]):
        piece.unlink()
    assert team.amina.sync().files_sent == 1
    assert state(team.amina).at == ("server",)


def test_what_the_server_lost_or_holds_damaged_is_named_there_until_it_is_sent_again(
    team: Team, server: Server
) -> None:
    def named() -> list[tuple[str, int]]:
        with server.database.look() as connection:
            found = health.look(connection, server.database.clock(), None)
        return [(each.name, each.missing) for each in found.missing]

    team.amina.sync()
    first, second = (next(server.folder.rglob(piece)) for piece in team.file.pieces)
    first.unlink()
    second.write_bytes(b"something else")
    checked = keeping.check(server.database, BlobFolder(server.folder))
    assert (checked.pieces, checked.missing, checked.incomplete) == (2, 2, ("pump test.pdf",))

    team.joost.sync()
    assert named() == [("pump test.pdf", 2)]
    assert team.amina.sync().files_sent == 2
    assert named() == []
    assert keeping.check(server.database, BlobFolder(server.folder)).incomplete == ()
    assert team.joost.sync().files_received == 2
