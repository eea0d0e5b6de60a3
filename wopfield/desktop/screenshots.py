"""Walk every screen of the real window and keep a picture of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from wopfield.desktop.application import make_application
from wopfield.desktop.bench import Bench
from wopfield.desktop.program import LANGUAGES
from wopfield.language import language
from wopfield.ui.dress import dress
from wopfield.ui.screen import Place
from wopfield.ui.screens.unlock import UnlockScreen
from wopfield.ui.screens.welcome import WelcomeScreen
from wopfield.ui.theme import Look, Theme, theme_of
from wopfield.ui.tongue import speak_in

if TYPE_CHECKING:
    from wopfield.desktop.demonstration import Stage

_STILL_MS = 350
"""A screen that has not changed for so long is taken to be finished."""
_LONGEST_MS = 20_000


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look: a look and a size of the window."""

    name: str
    look: Look
    size: QSize


WAYS = (
    Way("light", "light", QSize(1366, 768)),
    Way("dark", "dark", QSize(1366, 768)),
    Way("690", "light", QSize(1366, 690)),
)


def walk(stage: "Stage", folder: Path) -> list[Path]:
    """Open the demonstration in the window, go everywhere, and return the pictures written."""
    from wopfield.demo.round import PASSWORD
    from wopfield.desktop import opening

    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    speak_in(application, language())
    dress(application, theme_of("light"))
    bench = Bench(application, opening.unlock(stage.laptop, PASSWORD), theme_of("light"))
    written: list[Path] = []
    try:
        bench.window.show()
        for way in WAYS:
            bench.show_in(theme_of(way.look))
            bench.window.resize(way.size)
            # A window that was never shown is not laid out to its end: a border would stand where it was made.
            bench.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            bench.window.show()
            for name, place in places(stage):
                bench.window.go(place)
                path = folder / f"{name}-{way.name}.png"
                written.append(_keep(application, bench.window, path, lambda: bench.operations.under_way > 0))
    finally:
        bench.close()
    for way in WAYS:
        written += _doors(application, way, folder)
    return written


def places(stage: "Stage") -> Iterator[tuple[str, Place]]:
    """Yield every place with the name of its picture."""
    scope, assessment = stage.round.scope, stage.round.assessment
    here = {"partnership": scope}
    yield "01-home", Place("home")
    yield "02-partnerships", Place("partnerships")
    yield "02-partnership", Place("partnership", **here)
    yield "03-visits", Place("visits", **here)
    yield "03-visit", Place("visit", **here, visit=stage.round.visit)
    yield "04-assessments", Place("assessments", **here)
    yield "04-assessment", Place("assessment", **here, assessment=assessment, item="WR07")
    yield "04-results", Place("results", **here, assessment=assessment)
    yield "05-agree", Place("agree", **here, assessment=assessment)
    yield "06-inspections", Place("inspections", **here)
    yield "07-indicators", Place("indicators", **here)
    yield "07-working", Place("indicators", **here, how="NR01")
    yield "07-sdg", Place("sdg", **here)
    yield "07-own-figures", Place("own_figures", **here)
    yield "08-water-balance", Place("balance", **here)
    yield "09-plan", Place("plan", **here)
    yield "10-reports", Place("reports", **here)
    yield "10-report", Place("report", **here, assessment=assessment)
    yield "11-sync", Place("sync")
    yield "11b-settle", Place("settle")
    yield "15-history", Place("history", **here)
    yield "16-settings", Place("settings")
    yield "17-utilities", Place("utilities")
    yield "18-library", Place("library")
    yield "19-help", Place("help")


def _doors(application: QApplication, way: Way, folder: Path) -> list[Path]:
    theme: Theme = theme_of(way.look)
    dress(application, theme)
    screens: Sequence[tuple[str, QWidget]] = (
        ("12-unlock", UnlockScreen(theme, "Amina Diallo", "Head of strategy", LANGUAGES, language())),
        ("12b-welcome", WelcomeScreen(theme, LANGUAGES, language())),
    )
    written = []
    for name, screen in screens:
        screen.resize(way.size)
        screen.show()
        written.append(_keep(application, screen, folder / f"{name}-{way.name}.png"))
        screen.close()
    return written


def _keep(application: QApplication, window: QWidget, path: Path, is_busy: Callable[[], bool] = lambda: False) -> Path:
    """Wait until nothing is under way and the window stands still, then keep its picture."""
    waited, still = QElapsedTimer(), QElapsedTimer()
    waited.start()
    still.start()
    picture = QImage()
    while still.elapsed() < _STILL_MS and waited.elapsed() < _LONGEST_MS:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        now = window.grab().toImage()
        if now != picture or is_busy():
            picture = now
            still.restart()
    picture.save(str(path))
    return path
