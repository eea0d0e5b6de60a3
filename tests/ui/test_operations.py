"""Operations: one writing thread, results at home in the window, and word of what changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from math import factorial

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from wopfield.errors import CannotKeep, DiskFull
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations

NOON = datetime(2026, 11, 23, 12, 0)
PATIENCE = 60


class Change:
    """A change to the notebook; it touches every noun it writes to."""

    def __init__(self, pages: dict[str, list[str]], author: str) -> None:
        self._pages = pages
        self._nouns: set[str] = set()
        self.author = author

    def write(self, noun: str, line: str) -> str:
        self._pages.setdefault(noun, []).append(line)
        self._nouns.add(noun)
        return line

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(self._nouns)


class Notebook:
    """A database as small as can be: all or nothing, and it knows which threads came."""

    def __init__(self) -> None:
        self.pages: dict[str, list[str]] = {}
        self.is_full = False
        self.tries = 0
        self.writers: set[int] = set()
        self.authors: set[str] = set()

    @contextmanager
    def read(self) -> Iterator[dict[str, list[str]]]:
        yield self.pages

    @contextmanager
    def change(self, author: str) -> Iterator[Change]:
        self.writers.add(threading.get_ident())
        self.authors.add(author)
        draft = {noun: list(lines) for noun, lines in self.pages.items()}
        yield Change(draft, author)
        self.tries += 1
        if self.is_full:
            raise DiskFull("There is no room.")
        self.pages = draft


class Ear(QObject):
    """A screen that hears results, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.complaints: list[Exception] = []
        self.threads: set[int] = set()

    def hear(self, result: object) -> None:
        self.heard.append(result)
        self.threads.add(threading.get_ident())

    def hear_about(self, subject: str, result: object) -> None:
        self.heard.append((subject, result))

    def complain(self, error: Exception) -> None:
        self.complaints.append(error)


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def operations(qtbot: QtBot, notebook: Notebook) -> Iterator[Operations]:
    running = Operations(notebook, "amina", now=lambda: NOON)
    yield running
    running.close()


def writes(noun: str, line: str) -> Callable[[Change], str]:
    return lambda change: change.write(noun, line)


def refuses(change: Change) -> str:
    change.write("visit", "half of it")
    raise CannotKeep("The disk is full.")


def test_a_change_is_kept_and_says_which_nouns_it_touched(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    with qtbot.waitSignal(operations.changed) as changed:
        operations.change(writes("visit", "closed"))
    assert changed.args == [frozenset({"visit"})]
    assert notebook.pages == {"visit": ["closed"]}
    assert notebook.authors == {"amina"}


def test_results_come_home_in_the_thread_of_the_window(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    operations.change(writes("visit", "closed"), ear.hear)
    operations.read(len, ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert ear.threads == {threading.get_ident()}


def test_changes_are_kept_in_the_order_people_made_them_by_one_thread(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    lines = [str(number) for number in range(50)]
    for line in lines:
        operations.change(writes("answer", line))
    qtbot.waitUntil(lambda: operations.pending == 0)
    assert notebook.pages["answer"] == lines
    assert len(notebook.writers) == 1
    assert threading.get_ident() not in notebook.writers


def test_saved_is_said_once_everything_is_kept(qtbot: QtBot, operations: Operations) -> None:
    moments: list[str] = []
    operations.saving.connect(lambda: moments.append("saving"))
    operations.saved.connect(lambda at: moments.append(f"saved {at:%H:%M}"))
    for line in "abc":
        operations.change(writes("answer", line))
    qtbot.waitUntil(lambda: operations.pending == 0)
    assert moments == ["saving", "saved 12:00"]
    assert operations.saved_at == NOON


def test_what_long_work_keeps_is_saved_too_and_says_when(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.waitSignal(operations.saved) as saved:
        operations.background(lambda work: work.change(writes("evidence", "a photo")))
    assert saved.args == [NOON]
    assert operations.saved_at == NOON


def test_a_change_that_fails_leaves_nothing_and_is_told(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    said: list[str] = []
    operations.saved.connect(lambda at: said.append("saved"))
    operations.unsaved.connect(lambda: said.append("unsaved"))
    with qtbot.waitSignal(operations.failed) as failed:
        operations.change(refuses)
    assert str(failed.args[0]) == "The disk is full."
    assert notebook.pages == {}
    assert said == ["unsaved"]
    assert operations.pending == 0


def test_what_finds_no_room_is_kept_in_its_order_once_there_is_some(qtbot: QtBot, notebook: Notebook) -> None:
    operations, ear, said = Operations(notebook, "amina", again_ms=1), Ear(), list[str]()
    operations.saved.connect(lambda at: said.append("saved"))
    notebook.is_full = True
    for line in "abc":
        operations.change(writes("answer", line), ear.hear, ear.complain)
    qtbot.waitUntil(lambda: notebook.tries > 3)
    operations.change(writes("answer", "d"), ear.hear, ear.complain)
    assert (notebook.pages, operations.pending, said) == ({}, 4, [])
    notebook.is_full = False
    qtbot.waitUntil(lambda: operations.pending == 0)
    assert notebook.pages == {"answer": list("abcd")}
    assert ear.heard == list("abcd")
    assert [str(error) for error in ear.complaints] == ["There is no room."]
    assert said == ["saved"]
    operations.close()


def test_whoever_presses_again_while_it_waits_for_room_hears_so_again_and_has_it_once(
    qtbot: QtBot, notebook: Notebook
) -> None:
    operations, ear = Operations(notebook, "amina", again_ms=3_600_000), Ear()
    notebook.is_full = True
    operations.change(writes("answer", "a"), ear.hear, ear.complain)
    qtbot.waitUntil(lambda: len(ear.complaints) == 1)
    operations.change(writes("answer", "a"), ear.hear, ear.complain)
    qtbot.waitUntil(lambda: len(ear.complaints) == 2)
    operations.change(writes("answer", "b"), ear.hear, ear.complain)
    operations.jot(lambda database: None)
    operations.change(writes("answer", "b"), ear.hear, ear.complain)
    qtbot.waitUntil(lambda: len(ear.complaints) == 3)
    operations.change(writes("answer", "a"), ear.hear, ear.complain)  # once more after another: it is meant
    notebook.is_full = False
    operations.close()
    assert notebook.pages == {"answer": list("aba")}


def test_what_waits_for_room_is_tried_once_more_when_the_window_closes(qtbot: QtBot, notebook: Notebook) -> None:
    operations = Operations(notebook, "amina", again_ms=3_600_000)
    notebook.is_full = True
    for line in "ab":
        operations.change(writes("answer", line))
    with qtbot.waitSignal(operations.waits):
        operations.change(writes("answer", "c"))
    notebook.is_full = False
    operations.close()
    assert notebook.pages == {"answer": list("abc")}


def test_who_asked_to_hear_of_a_failure_hears_it_alone(qtbot: QtBot, operations: Operations) -> None:
    ear, others = Ear(), Ear()
    operations.failed.connect(others.complain)
    operations.change(refuses, ear.hear, ear.complain)
    qtbot.waitUntil(lambda: bool(ear.complaints))
    assert ear.heard == []
    assert others.complaints == []


def test_a_receiver_that_is_gone_is_not_called(qtbot: QtBot, operations: Operations, notebook: Notebook) -> None:
    heard: list[object] = []

    class Screen(Ear):
        def hear(self, result: object) -> None:
            heard.append(result)

    screen = Screen()
    holding = threading.Event()
    operations.read(lambda pages: holding.wait(PATIENCE), screen.hear)
    operations.read(len, partial(screen.hear_about, "pages"))
    del screen
    holding.set()
    last = Ear()
    operations.read(len, last.hear)
    qtbot.waitUntil(lambda: bool(last.heard))
    assert heard == []


def test_a_receiver_that_qt_has_deleted_is_not_called(qtbot: QtBot, operations: Operations) -> None:
    from shiboken6 import delete

    screen, last = Ear(), Ear()
    operations.read(len, screen.hear)
    delete(screen)
    operations.read(len, last.hear)
    qtbot.waitUntil(lambda: bool(last.heard))
    assert screen.heard == []


def test_a_receiver_can_be_given_what_it_is_about(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    operations.read(len, partial(ear.hear_about, "pages"))
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert ear.heard == [("pages", 0)]


def test_who_asked_hears_before_screens_redraw(qtbot: QtBot, operations: Operations) -> None:
    order: list[str] = []
    operations.changed.connect(lambda nouns: order.append("redraw"))
    with qtbot.waitSignal(operations.changed):
        operations.change(writes("visit", "closed"), lambda result: order.append("then"))
    assert order == ["then", "redraw"]


def test_a_change_that_touched_nothing_makes_nobody_redraw(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.assertNotEmitted(operations.changed), qtbot.waitSignal(operations.saved):
        operations.change(lambda change: None)


def test_a_result_never_comes_before_its_caller_has_returned(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    for _attempt in range(200):
        operations.read(len, ear.hear)
        assert ear.heard == []
    qtbot.waitUntil(lambda: len(ear.heard) == 200)


def test_between_two_results_that_are_home_the_window_has_its_turn(qtbot: QtBot, operations: Operations) -> None:
    order: list[str] = []
    both = threading.Event()

    def first(_pages: object) -> str:
        return "first"

    def second(_pages: object) -> str:
        both.set()
        return "second"

    def hear(result: str) -> None:
        order.append(result)
        QTimer.singleShot(0, lambda: order.append(f"after {result}"))

    operations.read(first, hear)
    operations.read(second, hear)
    assert both.wait(PATIENCE)
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == ["first", "after first", "second", "after second"]


def test_reading_goes_on_while_something_is_written(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    holding = threading.Event()
    operations.change(lambda change: holding.wait(PATIENCE))
    operations.read(len, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert operations.pending == 1
    holding.set()
    qtbot.waitUntil(lambda: operations.pending == 0)


def test_a_persons_change_goes_in_between_the_pieces_of_long_work(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    first_kept, person_done = threading.Event(), threading.Event()

    def take_in(work: Work) -> int:
        for number in range(3):
            work.change(writes("answer", f"theirs {number}"))
            first_kept.set()
            assert person_done.wait(PATIENCE)
        return 3

    ear = Ear()
    operations.background(take_in, ear.hear)
    assert first_kept.wait(PATIENCE)
    operations.change(writes("answer", "mine"), lambda result: person_done.set())
    qtbot.waitUntil(lambda: ear.heard == [3])
    assert notebook.pages["answer"] == ["theirs 0", "mine", "theirs 1", "theirs 2"]


def test_long_work_tells_how_far_it_is_and_what_it_changed(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    listening = threading.Event()

    def take_in(work: Work) -> int:
        assert listening.wait(PATIENCE)
        work.at(1, 2, "photos")
        work.change(writes("photo", "one"))
        return work.read(len)

    job = operations.background(take_in, ear.hear)
    said: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda done, total, words: said.append((done, total, words)))
    with qtbot.waitSignals([operations.changed, job.ended]):
        listening.set()
    assert said == [(1, 2, "photos")]
    qtbot.waitUntil(lambda: ear.heard == [1])


def test_long_work_that_is_stopped_keeps_what_it_kept_and_calls_nobody(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    ear = Ear()
    begun, stopped = threading.Event(), threading.Event()

    def take_in(work: Work) -> None:
        work.change(writes("photo", "one"))
        begun.set()
        assert stopped.wait(PATIENCE)
        work.change(writes("photo", "two"))

    with qtbot.assertNotEmitted(operations.failed):
        job = operations.background(take_in, ear.hear, ear.complain)
        assert begun.wait(PATIENCE)
        with qtbot.waitSignal(job.ended):
            job.stop()
            stopped.set()
    assert notebook.pages == {"photo": ["one"]}
    assert ear.heard == []
    assert ear.complaints == []


def test_work_in_a_process_brings_its_value_home(qtbot: QtBot, operations: Operations) -> None:
    ear = Ear()
    operations.work(factorial, 5, then=ear.hear)
    operations.work(factorial, -1, then=ear.hear, otherwise=ear.complain)
    qtbot.waitUntil(lambda: bool(ear.complaints))
    assert ear.heard == [120]
    assert isinstance(ear.complaints[0], ValueError)


def test_what_was_taken_in_elsewhere_is_announced_from_any_thread(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.waitSignal(operations.changed) as changed:
        threading.Thread(target=operations.announce, args=(frozenset({"visit"}),)).start()
    assert changed.args == [frozenset({"visit"})]


def test_closing_finishes_every_change(qtbot: QtBot, notebook: Notebook) -> None:
    closing = Operations(notebook, "amina")
    for number in range(20):
        closing.change(writes("answer", str(number)))
    closing.close()
    assert len(notebook.pages["answer"]) == 20


def test_what_comes_home_after_the_end_is_handed_to_nobody(qtbot: QtBot, notebook: Notebook) -> None:
    ear = Ear()
    closing = Operations(notebook, "amina")
    closing.background(lambda _work: 1, ear.hear)
    closing.change(writes("answer", "last"), ear.hear)
    closing.close()
    qtbot.wait(1)
    assert ear.heard == []
    assert notebook.pages == {"answer": ["last"]}


def test_after_the_end_nobody_reads_and_nothing_fails(qtbot: QtBot, notebook: Notebook) -> None:
    ear = Ear()
    closing = Operations(notebook, "amina")
    closing.failed.connect(ear.complain)
    closing.close()
    closing.read(len, ear.hear)
    assert ear.heard == []
    assert ear.complaints == []


def test_a_draft_is_kept_in_its_turn_and_makes_nobody_redraw(
    qtbot: QtBot, operations: Operations, notebook: Notebook
) -> None:
    with qtbot.waitSignal(operations.changed):
        operations.change(writes("answer", "first"))
    with qtbot.assertNotEmitted(operations.changed), qtbot.waitSignal(operations.saved):
        operations.jot(lambda database: database.pages.setdefault("draft", []).append("half a word"))
    assert notebook.pages == {"answer": ["first"], "draft": ["half a word"]}
