"""Laws of settling: whoever sees what the others did can end it, and nobody is asked about the same thing for ever."""

from collections.abc import Iterator, Sequence
from itertools import count, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laptops import pass_on
from tests.workspaces import Clock
from wopfield.domain.log import ALIVE, SCHEMA, Change, Edit
from wopfield.store import conflicts
from wopfield.store.conflicts import Conflict
from wopfield.store.database import Database, open_plain
from wopfield.store.editor import Editor
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own
from wopfield.store.migrate import bring_up
from wopfield.store.rows import Row, noun_of, table
from wopfield.store.tables import AgendaLine, EvidenceFile, Finding, Objective, VisitSite

PEOPLE = ("amina", "joost", "teresa")
LAPTOPS = st.integers(0, len(PEOPLE) - 1)
WORDS = st.sampled_from(["No meters", "Meters are missing", "Zones 1–3", ""])

EDITS = st.tuples(LAPTOPS, st.sampled_from(["text", "cause", "evidence", "remove", "meet"]), WORDS, LAPTOPS)
"""Who does what, with which words, and whom they meet."""

Laptops = tuple[Database, ...]
_scopes = (f"partnership-{number}" for number in count(1))


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptops]:
    """Three laptops; each example begins a partnership of its own on them."""
    folder = tmp_path_factory.mktemp("laptops")
    made = tuple(Database(open_plain(f"sqlite:///{folder / name}.db"), Clock()) for name in PEOPLE)
    for each in made:
        bring_up(each.engine)
    yield made
    for each in made:
        each.close()


class Room:
    """People with their laptops, and one row of a partnership that all of them have."""

    def __init__(self, laptops: Laptops, row: type[Row] = Finding, **fields: Any) -> None:
        self.laptops = laptops
        self.scope = next(_scopes)
        self.model = row
        with laptops[0].change(PEOPLE[0]) as editor:
            editor.add(row(scope=self.scope, id="row", **fields))
        self.meet(0, 1)
        self.meet(0, 2)

    def meet(self, one: int, other: int) -> None:
        """Let two laptops share what they have."""
        here, there = self.laptops[one], self.laptops[other]
        pass_on(here, there, "a colleague", self.scope)
        pass_on(there, here, "a colleague", self.scope)

    def all_meet(self) -> None:
        """Let everybody share with everybody."""
        for one, other in permutations(range(len(PEOPLE)), 2):
            self.meet(one, other)

    def edit(self, laptop: int, field: str, value: object) -> None:
        """Change a field of the row as it stands on one laptop."""
        with self.laptops[laptop].change(PEOPLE[laptop]) as editor:
            setattr(editor.take(self.row(laptop)), field, value)

    def write_newer(self, laptop: int, register: str, values: dict[str, object]) -> None:
        """Write what a newer program would, which this one cannot hold."""
        edit = Edit(noun_of(self.model), "row", register, values)
        change = Change("2026-11-23T10:00:00.000000+00:00", PEOPLE[laptop], (edit,), SCHEMA + 1)
        with self.laptops[laptop].write() as connection:
            lay_out(connection, [add_own(connection, self.scope, change)])

    def row(self, laptop: int) -> Row:
        """Return the row as a screen of one laptop reads it."""
        with self.laptops[laptop].read() as session:
            found = session.get(self.model, (self.scope, "row"))
        assert found is not None
        return found

    def open(self, laptop: int) -> Conflict | None:
        """Return what is open on a laptop."""
        with self.laptops[laptop].read() as session:
            return conflicts.find(session, conflicts.Place(self.scope, noun_of(self.model), "row"))

    def settle(self, laptop: int, side: int, *, keep_both: bool = False) -> None:
        """Settle everything that is open on a laptop, for a side or, where one can, for both."""
        found = self.open(laptop)
        if found is None:
            return
        chosen = {}
        for each in found.registers:
            given = [values for values in each.values if values is not None]
            chosen[each.register] = (
                conflicts.both(each) if keep_both and each.can_keep_both else given[side % len(given)]
            )
        with self.laptops[laptop].change(PEOPLE[laptop]) as editor:
            conflicts.settle(editor, found, chosen)

    def shown(self) -> list[dict[str, Any]]:
        """Return the row as every laptop shows it."""
        lines = table(self.model)
        found = []
        for laptop in self.laptops:
            with laptop.look() as connection:
                found.append(dict(connection.execute(lines.select().where(lines.c.scope == self.scope)).one()._mapping))
        return found


def work(room: Room, edits: Sequence[tuple[int, str, str, int]]) -> None:
    """Let people work apart and meet now and then."""
    for laptop, deed, words, other in edits:
        if deed == "meet":
            if laptop != other:
                room.meet(laptop, other)
        elif deed == "remove":
            with room.laptops[laptop].change(PEOPLE[laptop]) as editor:
                editor.remove(room.row(laptop))
        elif deed == "evidence":
            room.edit(laptop, "evidence", [words, "E1"])
        else:
            room.edit(laptop, deed, words)


@pytest.mark.slow
@settings(max_examples=20)
@given(edits=st.lists(EDITS, max_size=12), rounds=st.lists(st.tuples(LAPTOPS, LAPTOPS, LAPTOPS), max_size=3))
def test_however_people_settle_one_who_then_sees_it_all_ends_it(
    laptops: Laptops, edits: list[tuple[int, str, str, int]], rounds: list[tuple[int, int, int]]
) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    work(room, edits)
    room.all_meet()
    for sides in rounds:  # everybody settles at the same time, each as they like
        for laptop, side in enumerate(sides):
            room.settle(laptop, side)
        room.all_meet()
        found = room.open(0)
        assert found is None or all(len(set(map(repr, each.said))) <= len(PEOPLE) for each in found.registers)

    room.settle(1, 0)
    room.all_meet()

    assert [room.open(laptop) for laptop in range(3)] == [None] * 3
    assert room.shown() == [room.shown()[0]] * 3


@pytest.mark.slow
@settings(max_examples=20)
@given(edits=st.lists(EDITS.filter(lambda edit: edit[1] != "remove"), max_size=12))
def test_people_who_all_keep_both_agree_without_knowing_of_each_other(
    laptops: Laptops, edits: list[tuple[int, str, str, int]]
) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    work(room, edits)
    room.all_meet()
    for laptop in range(3):
        room.settle(laptop, 0, keep_both=True)
    room.all_meet()
    assert [room.open(laptop) for laptop in range(3)] == [None] * 3
    assert room.shown() == [room.shown()[0]] * 3


def test_two_who_settle_differently_are_asked_again_and_then_agree(laptops: Laptops) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    room.edit(0, "text", "No meters")
    room.edit(1, "text", "Meters are missing")
    room.all_meet()
    for laptop in (0, 1):
        room.settle(laptop, 0)  # on each laptop one's own comes first
    room.all_meet()
    again = room.open(2)
    assert again is not None
    assert {values["text"] for values in again.registers[0].said} == {"No meters", "Meters are missing"}

    room.settle(2, 1)
    room.all_meet()

    assert [room.open(laptop) for laptop in range(3)] == [None] * 3


def test_of_two_places_in_a_list_the_later_stands_and_nobody_is_asked(laptops: Laptops) -> None:
    for model, places in ((Objective, ("2", "3")), (VisitSite, (2, 3))):
        room = Room(laptops, model)
        room.edit(0, "place", places[0])
        room.edit(1, "place", places[1])
        room.all_meet()
        assert [room.open(laptop) for laptop in range(3)] == [None] * 3
        assert len({repr(row) for row in room.shown()}) == 1


def test_what_was_moved_in_a_list_does_not_hold_what_somebody_deleted(laptops: Laptops) -> None:
    room = Room(laptops, Objective, text="Lower losses")
    room.edit(0, "place", "2")
    with laptops[1].change(PEOPLE[1]) as editor:
        editor.remove(room.row(1))
    room.all_meet()
    assert [row["alive"] for row in room.shown()] == [False] * 3


def test_of_two_lists_both_can_be_kept(laptops: Laptops) -> None:
    room = Room(laptops, evidence=["tariff file"])
    room.edit(0, "evidence", ["tariff file", "photo"])
    room.edit(1, "evidence", ["tariff file", "model"])
    room.all_meet()
    room.settle(2, 0, keep_both=True)
    room.all_meet()
    assert {repr(sorted(row["evidence"])) for row in room.shown()} == {"['model', 'photo', 'tariff file']"}


def test_a_file_that_was_replaced_in_two_places_is_settled_as_a_whole(laptops: Laptops) -> None:
    room = Room(laptops, EvidenceFile, name="intake.jpg", size=10, sha256="old")
    for laptop, sha256, size in ((0, "mine", 20), (1, "theirs", 30)):
        with laptops[laptop].change(PEOPLE[laptop]) as editor:
            row = editor.take(room.row(laptop))
            assert isinstance(row, EvidenceFile)
            row.sha256, row.size, row.pieces = sha256, size, [sha256]
    room.all_meet()
    found = room.open(0)
    assert found is not None
    assert [each.register for each in found.registers] == ["file"]
    room.settle(0, 1)
    room.all_meet()
    assert {(row["sha256"], row["size"]) for row in room.shown()} == {("theirs", 30)}


def test_what_only_a_newer_program_can_read_is_not_asked_about_or_chosen_here(laptops: Laptops) -> None:
    room = Room(laptops, AgendaLine, title="Plant visit")
    room.write_newer(1, "weather", {"weather": "rain"})
    room.write_newer(2, "weather", {"weather": "dry"})
    room.all_meet()
    with laptops[0].read() as session:
        assert room.scope not in {place.scope for place in conflicts.places(session)}

    room.edit(0, "done", True)
    room.write_newer(1, "done", {"done": "partly"})
    room.all_meet()
    found = room.open(0)
    assert found is not None
    (done,) = found.registers
    assert [done.values[column] for column in sorted(done.unreadable)] == [{"done": "partly"}]
    assert not done.can_keep_both


def test_a_deletion_that_is_settled_needs_nothing_else_settled(laptops: Laptops) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    room.edit(0, "text", "No meters")
    room.edit(1, "text", "Meters are missing")
    with laptops[2].change(PEOPLE[2]) as editor:
        editor.remove(room.row(2))
    room.all_meet()
    found = room.open(0)
    assert found is not None
    with laptops[0].change(PEOPLE[0]) as editor:
        assert isinstance(editor, Editor)
        conflicts.settle(editor, found, {ALIVE: {ALIVE: False}})
    room.all_meet()
    assert [row["alive"] for row in room.shown()] == [False] * 3
    assert [room.open(laptop) for laptop in range(3)] == [None] * 3


def remove(room: Room, laptop: int) -> None:
    """Delete the row as it stands on one laptop."""
    with room.laptops[laptop].change(PEOPLE[laptop]) as editor:
        editor.remove(room.row(laptop))


@pytest.mark.parametrize("met", [((0, 1), (1, 2)), ((1, 2), (0, 2))])
def test_of_two_who_delete_it_is_enough_that_one_saw_all_that_stands(
    laptops: Laptops, met: Sequence[tuple[int, int]]
) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    remove(room, 0)
    room.edit(1, "text", "Meters are missing")
    remove(room, 1)
    for one, other in met:
        room.meet(one, other)
    room.all_meet()
    assert [(row["alive"], row["open"]) for row in room.shown()] == [(False, "")] * 3


@pytest.mark.parametrize("side", range(4))
def test_two_who_delete_without_having_seen_what_the_other_wrote_are_asked_and_can_say(
    laptops: Laptops, side: int
) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    room.edit(0, "text", "No meters")
    room.edit(1, "cause", "No budget")
    for laptop in (0, 1):
        remove(room, laptop)
    room.all_meet()

    found = room.open(2)
    assert found is not None
    (life,) = found.registers
    changed = {values[ALIVE]: changed for values, changed in zip(life.values, life.changed, strict=True) if values}
    assert set(changed) == {True, False}
    assert {register for of_side in life.changed for register in of_side} == {"text", "cause"}
    room.settle(2, side)
    room.all_meet()
    assert [room.open(laptop) for laptop in range(3)] == [None] * 3
    assert room.shown() == [room.shown()[0]] * 3


def test_a_deletion_that_was_settled_in_two_ways_lists_again_what_a_deleter_had_not_seen(laptops: Laptops) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    remove(room, 0)
    room.edit(1, "cause", "No budget")
    room.all_meet()
    for _time in range(3):
        for laptop, alive in ((0, False), (1, True)):
            settle_fate(room, laptop, alive=alive)
        room.all_meet()

        again = room.open(2)
        assert again is not None
        (life,) = again.registers
        told = {values[ALIVE]: changed for values, changed in zip(life.values, life.changed, strict=True) if values}
        assert told == {True: ("cause",), False: ()}
        assert again.was_settled_apart

    settle_fate(room, 2, alive=True)
    room.all_meet()
    assert [room.open(laptop) for laptop in range(3)] == [None] * 3


def test_what_is_written_after_a_deletion_was_settled_in_two_ways_is_told_of_whoever_wrote_it(laptops: Laptops) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    remove(room, 0)
    room.edit(1, "cause", "No budget")
    room.all_meet()
    settle_fate(room, 0, alive=False)
    settle_fate(room, 1, alive=True)
    room.edit(2, "text", "Meters are missing")
    room.all_meet()

    again = room.open(0)
    assert again is not None
    (life,) = again.registers
    told = {(side.author, side.settled): changed for side, changed in zip(again.sides, life.changed, strict=True)}
    assert told == {("amina", True): (), ("joost", True): ("cause",), ("teresa", False): ("text",)}


def test_who_deletes_anew_what_was_brought_back_is_not_asked_about_what_they_had_seen(laptops: Laptops) -> None:
    room = Room(laptops, kind="gap", text="No bulk meters")
    remove(room, 0)
    room.all_meet()
    with laptops[0].change(PEOPLE[0]) as editor:
        editor.bring_back(room.row(0))
    room.edit(0, "text", "No meters")
    room.all_meet()
    remove(room, 0)
    room.edit(1, "cause", "No budget")
    room.all_meet()
    found = room.open(2)
    assert found is not None
    assert not found.was_settled_apart
    assert {register for changed in found.registers[0].changed for register in changed} == {"cause"}


def settle_fate(room: Room, laptop: int, *, alive: bool) -> None:
    """Let the row be kept, or be deleted, by one who sees all that stands on a laptop."""
    found = room.open(laptop)
    assert found is not None
    with room.laptops[laptop].change(PEOPLE[laptop]) as editor:
        conflicts.settle(editor, found, {ALIVE: {ALIVE: alive}})
