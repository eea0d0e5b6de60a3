"""What holds of an exchange whatever carries it: a line to a server, a line to a colleague's laptop, a file on a stick.

A carrier says in a ``Carriage`` how it brings what one laptop has to another; ``CarrierContract`` says what must then
be true. Each carrier's test class is this contract with its own carriage.
"""

import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import pytest
from sqlalchemy import select

from tests.sync.ratings import answer, begin_partnership_as, blank, evidence_file, rows
from tests.workspaces import clock_of
from wopfield.domain.log import SCHEMA, Change, Edit, Name
from wopfield.errors import Trouble
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.files import FileStore
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own, timestamp
from wopfield.store.log_tables import ENTRY
from wopfield.store.workspace import Workspace


class Holder(Protocol):
    """A laptop with its person."""

    workspace: Workspace
    person: str

    @property
    def database(self) -> Database:
        """Return its database."""

    @property
    def files(self) -> FileStore:
        """Return its pieces of files."""


@dataclass(frozen=True)
class Brought:
    """What came over: entries and pieces of files that were news, and the words of what was refused."""

    entries: int = 0
    pieces: int = 0
    refused: tuple[str, ...] = ()


class Carriage(ABC):
    """Two laptops that share a partnership, and a way from the first to the second."""

    here: Holder
    there: Holder
    scope: str

    @abstractmethod
    def bring(self) -> Brought:
        """Bring all that ``here`` has to ``there``, and let each hear what the other has."""

    @abstractmethod
    def leave_unheard(self) -> None:
        """Bring it, and let nobody hear whether it arrived."""

    @abstractmethod
    def cut(self, number: int) -> None:
        """Break off on the way, the later the greater ``number`` (0 to 3) is; raises what a person would be told."""

    @abstractmethod
    def again(self) -> Brought:
        """Let what was brought last arrive once more."""

    @abstractmethod
    def pass_on(self) -> Holder:
        """Return a third laptop that has met ``there``, or whoever stands between, and never ``here``."""

    @abstractmethod
    def peer(self, holder: Holder) -> str:
        """Return whom one of the two keeps account of: the other, or the server between them."""


class CarrierContract:
    """The contract; ``carriage`` is a fixture of each carrier."""

    def test_what_one_enters_arrives_at_the_other_once(self, carriage: Carriage) -> None:
        write(carriage, 5)
        brought = carriage.bring()
        assert (brought.entries, brought.refused) == (5, ())
        assert answer(carriage.there.database, "WR03").level == 3
        assert names(carriage.there) == names(carriage.here)
        assert set(names(carriage.there).values()) == {1}
        assert rows(carriage.there.database) == rows(carriage.here.database)

    def test_the_same_once_more_changes_nothing(self, carriage: Carriage) -> None:
        write(carriage, 2)
        photo(carriage)
        carriage.bring()
        before = rows(carriage.there.database), names(carriage.there)
        assert carriage.again() == Brought()
        assert (rows(carriage.there.database), names(carriage.there)) == before

    def test_what_was_cut_off_is_told_and_goes_on_where_it_stopped(self, carriage: Carriage) -> None:
        for number in range(4):
            write(carriage, 3)
            content = photo(carriage, number)
            with pytest.raises(Trouble) as told:
                carriage.cut(number)
            assert told.value.happened
            carriage.bring()
            assert carriage.there.files.get(carriage.here.files.put(content)) == content
            assert names(carriage.there) == names(carriage.here)
            assert set(names(carriage.there).values()) == {1}
        assert rows(carriage.there.database) == rows(carriage.here.database)

    def test_nothing_leaves_the_waiting_list_of_either_before_it_was_heard(self, carriage: Carriage) -> None:
        assert waiting(carriage) == (0, 0)
        write(carriage, 4)
        assert waiting(carriage) == (4, 0)
        carriage.leave_unheard()
        assert waiting(carriage)[0] == 4
        carriage.bring()
        assert waiting(carriage) == (0, 0)

    def test_what_is_refused_is_told_in_words_and_blocks_nothing(self, carriage: Carriage) -> None:
        write_raw(carriage, "somebody-else", Edit("answer", blank(carriage.scope, "WR09").id, "rating", {"level": 4}))
        write(carriage, 1)
        brought = carriage.bring()
        assert len(brought.refused) == 1
        assert "somebody else" in brought.refused[0]
        assert answer(carriage.there.database, "WR00").level == 0
        with carriage.there.database.read() as session:
            assert session.get(type(blank(carriage.scope)), (carriage.scope, blank(carriage.scope, "WR09").id)) is None

    def test_a_file_comes_in_pieces_and_a_damaged_piece_is_noticed_and_comes_again(self, carriage: Carriage) -> None:
        content = photo(carriage)
        pieces = carriage.here.files.put(content)
        assert carriage.bring().pieces == len(pieces) > 1
        spoil(carriage.there, pieces[1])
        assert carriage.there.files.get(pieces) is None
        clock_of(carriage.there.database).now += timedelta(days=1)
        carriage.bring()  # a file can only be asked for once it is known that it is missing
        carriage.bring()
        assert carriage.there.files.get(pieces) == content

    def test_a_partnership_of_others_does_not_come_along(self, carriage: Carriage) -> None:
        hidden = begin_partnership_as(carriage.here.database, carriage.here.person)
        write(carriage, 1)
        carriage.bring()
        assert hidden in scopes(carriage.here)
        assert carriage.scope in scopes(carriage.there)
        assert hidden not in scopes(carriage.there)

    def test_what_only_a_newer_program_can_read_is_kept_and_passed_on_as_it_was_written(
        self, carriage: Carriage
    ) -> None:
        weather = Edit("weather_day", "today", "weather", {"sky": "clear"})
        field = Edit("answer", blank(carriage.scope).id, "weather", {"weather": "dry"})
        written = [write_raw(carriage, carriage.here.person, edit, SCHEMA + 1) for edit in (weather, field)]
        write(carriage, 1)
        assert carriage.bring().refused == ()
        third = carriage.pass_on()
        assert answer(third.database, "WR00").level == 0
        for holder in (carriage.there, third):
            assert payloads(holder, written) == payloads(carriage.here, written)


# ── words of the above ───────────────────────────────────────────────────────────────────────────────────────


def write(carriage: Carriage, many: int) -> None:
    """Rate so many items, each in an entry of its own."""
    for number in range(many):
        with carriage.here.database.change(carriage.here.person) as editor:
            editor.take(blank(carriage.scope, f"WR{number:02}")).level = number


def write_raw(carriage: Carriage, author: str, edit: Edit, schema: int = SCHEMA) -> Name:
    """Write an entry as another program would."""
    database = carriage.here.database
    with database.write() as connection:
        change = Change(timestamp(database.clock()), author, (edit,), schema)
        entry = add_own(connection, carriage.scope, change)
        lay_out(connection, [entry])
    return entry.name


def photo(carriage: Carriage, seed: int = 11) -> bytes:
    """Add a file of several pieces."""
    content = random.Random(seed).randbytes(1_300_000)
    with carriage.here.database.change(carriage.here.person) as editor:
        editor.add(evidence_file(carriage.scope, content, carriage.here.files.put(content)))
    return content


def spoil(holder: Holder, piece: str) -> None:
    """Change the last byte of a piece on a laptop's disk."""
    place = holder.workspace.folder / "files" / piece[:2] / piece
    content = bytearray(place.read_bytes())
    content[-1] ^= 1
    place.write_bytes(content)


def names(holder: Holder) -> Counter[str]:
    """Return how often each entry is in the log of a laptop."""
    with holder.database.look() as connection:
        return Counter(connection.execute(select(ENTRY.c.name)).scalars())


def scopes(holder: Holder) -> set[str]:
    """Return the partnerships a laptop holds anything of."""
    with holder.database.look() as connection:
        return set(connection.execute(select(ENTRY.c.scope)).scalars())


def payloads(holder: Holder, of: Sequence[Name]) -> list[bytes]:
    """Return the very bytes of some entries."""
    with holder.database.look() as connection:
        found = connection.execute(select(ENTRY.c.name, ENTRY.c.payload).where(ENTRY.c.name.in_(of))).all()
    kept = {name: bytes(payload) for name, payload in found}
    return [kept[name] for name in of]


def waiting(carriage: Carriage) -> tuple[int, int]:
    """Return how much of its partnership each of the two still has to bring, by what it was told."""
    return _waiting(carriage, carriage.here), _waiting(carriage, carriage.there)


def _waiting(carriage: Carriage, holder: Holder) -> int:
    with holder.database.look() as connection:
        known = exchanges.confirmed(connection, carriage.peer(holder))
        return sum(
            line.seq - max(known.get((line.scope, line.id), 0), line.first - 1)
            for line in exchanges.lines(connection, [carriage.scope])
        )
