"""How long the processor works until the first window has painted, beside a bare window of the same toolkit.

Both are started in a process of their own, in turns, so that whatever else the machine does meets both alike. The
bare window holds one line of text; ours is the door of a workspace, dressed and with its typefaces.
"""

import os
import subprocess
import sys
from math import inf
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.alone]

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS, MOST_ROUNDS = 5, 20
GOAL, MOST = 1.5, 2.0

WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.say)
        return False

    def say(self):
        print(time.process_time(), flush=True)
        os._exit(0)
"""

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("A bare window"))
window.resize(1366, 768)
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
application.exec()
"""

OURS = """
from pathlib import Path
from wopfield.desktop.application import make_application
from wopfield.desktop.program import Program
application = make_application()
program = Program(application, Path(sys.argv[1]))
program.start()
watch = Watch()
door = next(each for each in application.topLevelWidgets() if each.isVisible())
door.centralWidget().installEventFilter(watch)
application.exec()
"""


def test_the_first_window_paints_after_little_more_work_than_a_bare_one(blank_workspace: Path, tmp_path: Path) -> None:
    starts = {
        "bare": ("en", WATCH + BARE),
        "ours": ("en", WATCH + OURS, str(blank_workspace)),
        "in French": ("fr", WATCH + OURS, str(blank_workspace)),
    }
    least = dict.fromkeys(starts, inf)
    ratios: dict[str, float] = {}
    for turn in range(MOST_ROUNDS + 1):
        for name, (language, code, *arguments) in starts.items():
            took = start(tmp_path, language, code, *arguments)
            if turn:  # the first turn compiles the program and brings the files into memory
                least[name] = min(least[name], took)
        ratios = {name: each / least["bare"] for name, each in least.items()}
        # What else the machine does only ever adds: on a busy one the least shows itself later.
        if turn >= ROUNDS and max(ratios.values()) <= MOST:
            break
    print(f"\nbare {least['bare'] * 1000:.0f} ms of processor time; the goal is {GOAL} ×")
    for name in ("ours", "in French"):
        print(f"{name} {least[name] * 1000:.0f} ms: {ratios[name]:.2f} ×")
    assert max(ratios.values()) <= MOST


def start(compiled: Path, language: str, code: str, *arguments: str) -> float:
    """Run a program until its first window has painted and return how long the processor worked.

    What Python compiles stays in ``compiled``, as it does wherever the program was installed.
    """
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(compiled),
        "QT_QPA_PLATFORM": "offscreen",
        "WOPFIELD_LANGUAGE": language,
    }
    program = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(program, env=surroundings, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return float(done.stdout.split()[-1])
