"""Qt is one that lives on this Python, and its complaints are heard.

PySide6 6.12.0 takes a reference from None with each call that returns nothing. Below Python 3.12, where None can
die, the process is aborted after some 5,500 such calls: long after any short test has passed.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
from packaging.requirements import Requirement
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent


def test_the_process_survives_twenty_thousand_calls_that_return_nothing(qtbot: QtBot) -> None:
    label, timer = QLabel(), QTimer()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(5_000):
        label.setText(str(number))
        label.resize(100 + number % 7, 20)
        timer.setInterval(number + 1)
        QObject.blockSignals(timer, False)
        QApplication.processEvents()

    assert label.text() == "4999"
    assert before - sys.getrefcount(None) < 500  # 20,000 of them would have been lost


def test_the_qt_that_aborts_on_older_pythons_cannot_be_installed_on_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for minor in (11, 12, 13, 14):
        asked = [
            wish
            for wish in map(Requirement, project["dependencies"])
            if wish.name.startswith("PySide6")
            and (wish.marker is None or wish.marker.evaluate({"python_version": f"3.{minor}"}))
        ]
        assert asked
        assert all(wish.specifier.contains("6.12.0") == (minor >= 12) for wish in asked), f"3.{minor}: {asked}"


def test_the_qt_that_runs_here_is_one_that_lives_on_this_python() -> None:
    assert sys.version_info >= (3, 12) or PySide6.__version_info__ < (6, 12)


def test_the_meta_package_with_its_web_engine_is_not_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert "PySide6" not in {Requirement(wish).name for wish in project["dependencies"]}


def test_a_complaint_nobody_expected_fails_the_test(tmp_path: Path) -> None:
    bodies = {
        "warning": "qWarning('the font is missing')",
        "critical": "qCritical('the font is missing')",
        "expected": "qWarning('This plugin does not support propagateSizeHints()')",
        "python": "warnings.warn('old')",
    }
    lines = [f"def test_{name}(qapp): {body}" for name, body in bodies.items()]
    heading = ["import warnings", "from PySide6.QtCore import qCritical, qWarning"]
    (tmp_path / "test_sample.py").write_text("\n".join([*heading, *lines, ""]))

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, tmp_path],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip

    told = re.findall(r"^(PASSED|FAILED) \S+::test_(\w+)", done.stdout, re.MULTILINE)
    assert {name: outcome for outcome, name in told} == {
        "warning": "FAILED", "critical": "FAILED", "expected": "PASSED", "python": "FAILED",
    }, done.stdout + done.stderr  # fmt: skip
