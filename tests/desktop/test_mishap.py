"""A bug is written down and told of; nothing is lost by it."""

import subprocess
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


def test_a_bug_in_what_qt_draws_does_not_end_the_program() -> None:
    # A program of its own: where this fails there is nothing left to tell of it.
    ended = subprocess.run([sys.executable, "-c", _DRAWS_WRONG], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 7, ended.stderr
    assert "ZeroDivisionError" in ended.stderr


_DRAWS_WRONG = """
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from wopfield.desktop.application import hear_bugs, make_application

class Wrong(QWidget):
    def event(self, event: QEvent) -> bool:
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        1 / 0

application = make_application()
widget = Wrong()

def live() -> int:
    widget.show()
    QTimer.singleShot(300, lambda: application.exit(7))
    return application.exec()

raise SystemExit(hear_bugs(live))
"""
