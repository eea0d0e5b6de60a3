"""What the window's thread throws away, and when."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread, get_ident
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from wopfield.collecting import FULL, MIDDLE, OLD, QUIET, YOUNG, Pace
from wopfield.desktop.collector import Collector


class Ring(QObject):
    """Something of Qt that only a collector finds."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qapp: object) -> Iterator[Collector]:
    gc.enable()  # as it is when the program starts
    made = Collector()
    yield made
    made.end()
    gc.disable()


@contextmanager
def threads_that_collect() -> Iterator[set[int]]:
    """Note in which threads garbage was looked for."""
    seen: set[int] = set()

    def note(phase: str, info: dict[str, int]) -> None:
        seen.add(get_ident())

    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)


def make_many() -> None:
    """Make more than Python lets pass without looking, and keep it to the end."""
    made = [[number] for number in range(200_000)]
    assert made


def test_what_a_window_threw_away_is_collected_in_its_own_thread_whoever_makes_things(
    qtbot: QtBot, collector: Collector
) -> None:
    with threads_that_collect() as seen:
        thrown = ref(Ring())
        reading = Thread(target=make_many)
        reading.start()
        reading.join()
        assert thrown() is not None
        keep = [[number] for number in range(2 * YOUNG)]
        qtbot.waitUntil(lambda: thrown() is None)
    assert keep
    assert seen == {get_ident()}


def test_without_a_window_python_collects_as_ever(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.end()
    assert gc.isenabled()


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 99), st.integers(0, FULL - 1)), max_size=60))
def test_everything_is_looked_at_in_a_quiet_moment_only(turns: list[tuple[int, int, int]]) -> None:
    pace, quiet = Pace(), 0
    for counts in turns:
        quiet = 0 if counts[0] > YOUNG else quiet + 1
        if pace.due(counts) == 2:
            assert quiet >= QUIET
            assert counts[2] >= OLD


def test_everything_is_looked_at_in_the_end_even_where_it_never_is_quiet() -> None:
    assert Pace().due((YOUNG + 1, 0, FULL)) == 2


@given(st.integers(YOUNG + 1, 10**7), st.integers(0, 99))
def test_whatever_was_made_is_looked_at(young: int, middle: int) -> None:
    assert Pace().due((young, middle, 0)) == (1 if middle > MIDDLE else 0)
