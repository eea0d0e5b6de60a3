"""Work in processes of their own comes home, or its end is told; nobody waits for what cannot come."""

import gc
import os
import signal
import struct
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest

from wopfield.errors import CutShort
from wopfield.ui.processes import Processes

PATIENCE = 60.0


@pytest.fixture
def processes() -> Iterator[Processes]:
    with Processes(2) as started:
        yield started


def die_while_answering() -> None:
    """Write the beginning of a long answer, as whoever is killed in the middle of it has."""
    (line,) = (each for each in gc.get_objects() if isinstance(each, Connection))
    os.write(line.fileno(), struct.pack("!i", 1_000_000) + b"half")
    os._exit(9)


def refuse(words: str) -> None:
    raise ValueError(words)


def wait_for_ever() -> None:
    threading.Event().wait()


def press_control_c() -> str:
    """Send this process what a key press sends to every process of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)
    return "done"


def hand_back_something_no_line_takes() -> object:
    return lambda: None


def test_values_come_home_in_the_order_asked_for(processes: Processes) -> None:
    assert list(processes.map(pow, range(6), [2] * 6)) == [0, 1, 4, 9, 16, 25]


def test_what_was_raised_comes_home_and_says_where(processes: Processes) -> None:
    with pytest.raises(ValueError, match="no such paper") as caught:
        processes.submit(refuse, "no such paper").result(PATIENCE)
    assert "in refuse" in "".join(caught.value.__notes__)
    assert processes.submit(len, b"as before").result(PATIENCE) == 9


def test_an_answer_that_cannot_be_sent_is_an_error_of_its_own(processes: Processes) -> None:
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        processes.submit(hand_back_something_no_line_takes).result(PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="how a line writes an answer is another matter there")
def test_a_process_that_dies_in_the_middle_of_its_answer_is_told_of_and_the_next_work_gets_a_new_one() -> None:
    with Processes(1) as processes:
        first = processes.submit(os.getpid).result(PATIENCE)
        with pytest.raises(CutShort) as caught:
            processes.submit(die_while_answering).result(PATIENCE)
        second = processes.submit(os.getpid).result(PATIENCE)
    assert caught.value.safe == "Nothing in the workspace was changed."
    assert first != second


@pytest.mark.skipif(sys.platform == "win32", reason="there nothing waits for the end of a process and leaves it there")
def test_a_process_that_was_killed_while_it_waited_is_not_missed() -> None:
    with Processes(1) as processes:
        first = processes.submit(os.getpid).result(PATIENCE)
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert processes.submit(os.getpid).result(PATIENCE) != first


def test_stopping_ends_at_once_what_would_never_end(processes: Processes) -> None:
    under_way = [processes.submit(wait_for_ever) for _ in range(5)]
    processes.stop()
    assert all(each.cancelled() or isinstance(each.exception(), CutShort) for each in under_way)


@pytest.mark.skipif(sys.platform == "win32", reason="there a key press reaches the group of a console alone")
def test_a_key_press_that_stops_the_program_does_not_end_a_process_in_the_middle_of_its_work(
    processes: Processes,
) -> None:
    assert processes.submit(press_control_c).result(PATIENCE) == "done"
