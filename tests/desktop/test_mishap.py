"""A bug is written down and told of; nothing is lost by it."""

import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from wopfield.desktop.mishap import LOG_FILE, Mishaps


def fall(mishaps: Mishaps, words: str) -> None:
    """Let a bug fly to the top, as Qt hands it over."""
    try:
        raise ValueError(words)
    except ValueError as error:
        mishaps.hear(type(error), error, error.__traceback__)


def test_where_a_bug_happened_is_written_down_without_the_words_somebody_typed(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Path | None] = []
    mishaps = Mishaps(told.append, lambda: tmp_path)
    fall(mishaps, "the first")
    fall(mishaps, "the second")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [tmp_path / LOG_FILE] * 2
    words = (tmp_path / LOG_FILE).read_text(encoding="utf-8")
    assert words.count("in fall") == words.count("ValueError\n") == 2
    assert "the first" not in words


def test_a_bug_is_told_where_it_cannot_be_written_down(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Path | None] = []
    mishaps = Mishaps(told.append, lambda: tmp_path / "gone")
    fall(mishaps, "nowhere")
    qtbot.waitUntil(lambda: told == [None])


def test_what_ends_the_program_on_purpose_is_no_bug(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Path | None] = []
    mishaps = Mishaps(told.append, lambda: tmp_path)
    mishaps.hear(KeyboardInterrupt, KeyboardInterrupt(), None)
    fall(mishaps, "a real one")
    qtbot.waitUntil(lambda: told == [tmp_path / LOG_FILE])
    assert "KeyboardInterrupt" not in (tmp_path / LOG_FILE).read_text(encoding="utf-8")


def test_the_hooks_of_the_interpreter_are_not_touched_before_somebody_watches(tmp_path: Path) -> None:
    before = sys.excepthook
    Mishaps(lambda _path: None, lambda: tmp_path)
    assert sys.excepthook is before
