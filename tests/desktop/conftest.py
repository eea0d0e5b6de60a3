"""The whole program, started on a folder as it is by the person at the laptop."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wopfield.demo import conclude, enter, story
from wopfield.demo.enter import Laptop
from wopfield.desktop import opening
from wopfield.desktop.bench import Bench
from wopfield.desktop.program import Program
from wopfield.store import kept
from wopfield.store.workspace import Workspace
from wopfield.ui.dress import dress
from wopfield.ui.fonts import load_fonts
from wopfield.ui.screen import Place
from wopfield.ui.theme import theme_of
from wopfield.ui.tongue import speak_in


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Callable[[Path], Program]]:
    """Start the program on a folder."""
    started: list[Program] = []

    def start(folder: Path) -> Program:
        made = Program(qapp, folder)
        started.append(made)
        made.start()
        return made

    yield start
    for made in started:
        made.close()
        made.leave_door()
    speak_in(qapp, "en")


@pytest.fixture
def places(workspace: Workspace) -> list[Place]:
    """Fill a workspace with a follow-up visit and return every place one can go to."""
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    laptop = Laptop(workspace, "amina", date.today() - story.TODAY)
    ground = enter.begin(laptop)
    for rater in ("self", "amina"):
        enter.enter_ratings(laptop, ground, rater)
    enter.enter_figures(laptop, ground)
    enter.enter_inspections(laptop, ground)
    conclude.enter_plan(laptop, ground)
    here = {"partnership": ground.scope}
    places = [Place(name) for name in ("home", "partnerships", "partnership_form", "utilities", "sync", "settings")]
    places += [Place("library"), Place("visit", **here, visit=ground.visit)]
    places += [Place(name, **here, assessment=ground.follow_up) for name in ("assessment", "agree", "report")]
    lists = ("partnership", "visits", "assessments", "results", "inspections", "indicators", "plan", "reports")
    places += [Place(name, **here) for name in (*lists, "history", "sdg", "own_figures", "balance")]
    return places


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, places: list[Place], workspace: Workspace) -> Iterator[Bench]:
    load_fonts()
    dress(qapp, theme_of("light"))
    open_bench = Bench(qapp, opening.look_in(workspace), theme_of("light"))
    open_bench.window.resize(1366, 768)
    with qtbot.waitActive(open_bench.window):
        open_bench.window.show()
    yield open_bench
    open_bench.close()
    speak_in(qapp, "en")
    dress(qapp, theme_of("light"))
