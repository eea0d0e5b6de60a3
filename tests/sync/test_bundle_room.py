"""A file on a stick that does not fit on the disk."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import Traveller
from tests.sync.ratings import answer, begin_partnership_as, blank, evidence_file
from wopfield.errors import DiskFull
from wopfield.store import exchange_log
from wopfield.store.files import FILES, FileStore
from wopfield.sync import bundle
from wopfield.sync.trust import trust


class SmallDisk(FileStore):
    """Pieces on a disk that has room for one more."""

    room = 1

    def keep(self, content: bytes) -> str:
        if not self.room:
            raise DiskFull("The file could not be kept: there is no room left on the disk.")
        self.room -= 1
        return super().keep(content)


def test_of_a_file_that_does_not_fit_what_came_is_here_and_told_and_the_rest_comes_once_there_is_room(
    traveller: Callable[[str], Traveller], tmp_path: Path
) -> None:
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    with amina.database.change(amina.person) as editor:
        editor.take(blank(scope)).level = 3
        for seed in range(3):
            content = random.Random(seed).randbytes(1_000)
            editor.add(evidence_file(scope, content, amina.files.put(content)))
    amina.save(tmp_path / "x.wopf", scope)
    looked = joost.look(tmp_path / "x.wopf")
    trust(joost.database, looked.preview.head.card)
    small = SmallDisk(joost.workspace.folder / FILES, joost.workspace.key)

    made = bundle.take_in(joost.database, small, looked.sealed, looked.key, looked.preview.head)

    assert made.cut_short is not None
    assert "no room left" in made.cut_short.happened
    assert "take the same file in again" in made.cut_short.do
    assert ("answer" in made.touched, made.pieces, answer(joost.database).level) == (True, 1, 3)
    with joost.database.look() as connection:
        assert "no room left" in exchange_log.past_exchanges(connection)[0].outcome
    with pytest.raises(DiskFull, match="take the same file in again"):
        bundle.take_in(joost.database, small, looked.sealed, looked.key, looked.preview.head)
    assert joost.take_in(tmp_path / "x.wopf").pieces == 2
