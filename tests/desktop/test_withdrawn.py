"""What came from a colleague goes from under an open screen when the server refuses it, and comes again once taken."""

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from tests.desktop.going import arrive
from tests.ui.stage import words_in
from wopfield.desktop.bench import Bench
from wopfield.domain.log import Name
from wopfield.errors import BadInput
from wopfield.store.exchanges import Kept
from wopfield.store.log_tables import ENTRY
from wopfield.store.tables import NOUNS
from wopfield.store.withdrawing import bring_back, withdraw
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place

OF_ONE_THING = {"visit", "assessment", "agree", "report"}
"""These say that it is gone; of a list what is left stands there."""


def entries_of_joost(workspace: Workspace, scope: str) -> list[Name]:
    """Let all but the partnership itself have come from Joost, and return his entries."""
    with workspace.database.write() as connection:
        connection.execute(update(ENTRY).where(ENTRY.c.scope == scope).values(arrived_from="joost"))
        his = (ENTRY.c.scope == scope, ~ENTRY.c.payload.contains(b'"noun":"partnership"'))
        return [Name(name) for name in connection.execute(select(ENTRY.c.name).where(*his)).scalars()]


@pytest.mark.slow
def test_a_screen_says_that_what_it_shows_was_withdrawn_and_nothing_fails_when_it_comes_again(
    qtbot: QtBot, bench: Bench, places: list[Place], workspace: Workspace
) -> None:
    scope = next(dict(place.ids)["partnership"] for place in places if place.ids)
    names = entries_of_joost(workspace, scope)
    kept = [Kept("server", scope, "", 0, name, "") for name in names]
    failed: list[object] = []
    bench.operations.failed.connect(failed.append)
    for place in places:
        bench.window.go(place)
        arrive(qtbot, bench)
        with workspace.database.write() as connection:
            withdraw(connection, scope, dict.fromkeys(names, "No role."))
        told = change_and_look(qtbot, bench, failed)
        assert any("is not on this laptop." in each for each in told) or place.name not in OF_ONE_THING, place.name
        with workspace.database.write() as connection:
            bring_back(connection, kept)
        failed.clear()
        change_and_look(qtbot, bench, failed)
        assert not failed, place.name


def change_and_look(qtbot: QtBot, bench: Bench, failed: list[object]) -> list[str]:
    """Say that everything changed; return what is shown then, and check that nothing failed but for want of it."""
    bench.operations.announce(frozenset(NOUNS))
    arrive(qtbot, bench)
    assert all(isinstance(each, BadInput) for each in failed), failed
    return words_in(bench.window)
