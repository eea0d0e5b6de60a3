"""A long page is taken in beside a person who goes on working."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.benchmarks.test_push_speed import write_ratings
from tests.laptops import count_entries
from tests.servers import Laptop, Server
from tests.sync.ratings import share
from tests.workspaces import PASSWORD, Clock
from wopfield.store.tables import Finding
from wopfield.store.workspace import Workspace
from wopfield.sync.taking_in import PIECE


class Interrupted(Clock):
    """A clock that, when it is next read, lets something else happen first."""

    def __init__(self) -> None:
        super().__init__()
        self.first: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        if self.first:
            self.first.pop()()
        return super().__call__()


@pytest.mark.slow
def test_somebody_who_edits_while_a_long_page_is_taken_in_waits_for_one_piece_of_it(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, joost, server=server)
    write_ratings(amina.database, scope, amina.person, 2 * PIECE)
    amina.sync()
    folder, clock = joost.workspace.folder, Interrupted()
    joost.workspace.close()
    joost.workspace = Workspace.unlock(folder, PASSWORD, clock)
    with joost.database.look() as connection:
        before = count_entries(connection)
    met: list[int] = []

    def edit() -> None:
        with joost.database.change(joost.person) as editor:
            met.append(count_entries(editor.session.connection()))
            editor.add(Finding(scope=scope, text="Zone 7 loses pressure at night."))

    person = threading.Thread(target=edit)

    def begin_to_edit() -> None:
        person.start()
        while not joost.database.is_awaited:
            assert person.is_alive()

    clock.first.append(begin_to_edit)  # the page's first piece reads it, in its transaction
    received = joost.sync().received
    person.join()
    joost.workspace.close()

    assert met == [before + PIECE]
    assert received >= 2 * PIECE
