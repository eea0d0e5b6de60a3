"""A database that does not answer is said in words, to laptops, to browsers and to whoever starts the server."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.served import free_port
from tests.server.visiting import Visitor
from tests.servers import enrolled, start_server
from tests.sync.ratings import rate, rows, share
from tests.workspaces import Clock
from wopfield.errors import CannotOpen, NoConnection
from wopfield.server.serve import open_database
from wopfield.store.workspace import Workspace


def test_while_it_is_away_laptops_wait_and_pages_say_so_and_then_all_goes_on(
    new_workspace: Callable[[str], Workspace], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    server = start_server(f"sqlite:///{folder / 'server.db'}", tmp_path / "pieces", Clock())
    amina = enrolled(new_workspace("amina"), "amina", server)
    scope = share(amina, server=server)
    rate(amina, scope, 2)
    server.database.close()
    folder.rename(tmp_path / "away")

    with pytest.raises(NoConnection, match="cannot be reached now"):
        amina.sync()
    shown = Visitor(server).open("/admin/sign-in")
    assert (shown.status, "The server cannot use its database now." in shown.words) == (503, True)
    assert "Traceback" not in caplog.text
    assert "unable to open database file" in caplog.text

    (tmp_path / "away").rename(folder)
    assert amina.sync().sent == 1
    assert rows(server.database) == rows(amina.database)
    server.database.close()


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+psycopg://wopfield@127.0.0.1:{free_port()}/wopfield",
        "postgres://wopfield@database/wopfield",
        "sqlite:////nowhere/at/all/server.db",
        "not an address",
    ],
    ids=["nobody there", "another scheme", "no such folder", "no address"],  # a free port has another number each time
)
def test_an_address_of_no_database_is_said_in_a_sentence(address: str) -> None:
    with pytest.raises(CannotOpen, match=r"The database of the server cannot be opened: .+ Check --database"):
        open_database(address)
