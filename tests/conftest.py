"""What every test stands on: no screen, no home of a real person, luck that repeats, a PostgreSQL if asked."""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from functools import partialmethod
from pathlib import Path

# Before anything imports Qt. Whoever wants to watch the windows sets QT_QPA_PLATFORM themselves.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_STYLE_OVERRIDE"] = "Fusion"  # as the program begins; set later, it is laid over every window again
os.environ["WOPFIELD_LANGUAGE"] = "en"  # whatever the machine is set to

# A test that forgets to say where its files go must not find the workspace of the person who runs it.
_HOME = tempfile.TemporaryDirectory(prefix="wopfield-home-", ignore_cleanup_errors=True)
for _place in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
    os.environ[_place] = str(Path(_HOME.name) / _place.lower())

import pytest  # noqa: E402 - once the above holds
from hypothesis import HealthCheck, settings  # noqa: E402 - once the above holds
from pytestqt.qtbot import QtBot  # noqa: E402 - once the above holds

from tests.temp_postgres import TempPG  # noqa: E402 - once the above holds

# They assert, and should say what they found.
pytest.register_assert_rewrite("tests.contracts", "tests.sync.machine", "tests.sync.partnership")
pytest_plugins = ["tests.workspaces", "tests.servers", "tests.colleagues", "tests.bundles"]

# The same examples each time, so that a red run means a change of the program. To look for new ones:
# python3 wop.py test --hypothesis-profile=search
# How long examples take to make says something about the machine, and nothing about the program.
SLOW_IS_FINE = (HealthCheck.too_slow,)
settings.register_profile(
    "wopfield", deadline=None, derandomize=True, print_blob=True, suppress_health_check=SLOW_IS_FINE
)
settings.register_profile(
    "search", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=SLOW_IS_FINE
)
settings.load_profile("wopfield")


def pytest_configure() -> None:
    """Refuse the Qt that brings the process down: see tests/test_qt.py."""
    import PySide6

    if sys.version_info < (3, 12) and PySide6.__version_info__ >= (6, 12):
        pytest.exit(f"PySide6 {PySide6.__version__} aborts on this Python; 6.11 is needed below 3.12.", 3)


def pytest_collection_finish() -> None:
    """Leave what will be there to the end out of every look for garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Collect garbage beside windows in their own thread alone and give it its turn, as the program does."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    from wopfield.desktop.application import TURN

    gc.disable()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        return (yield)
    finally:
        sys.setswitchinterval(usual)
        # windows of tests before are found by a look at everything; left standing, they hear of each focus, too
        gc.collect(2 if gc.get_count()[2] > 5 else 1)
        gc.enable()


PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits longer than anybody should have to: a machine that does five things at once is slow, not wrong."""

    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE_MS)
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Look at once, then soon, then every 20 ms; a ``timeout`` that is shorter than our patience is not heard.

        ``callback`` says False, or fails by an assertion, as long as it has not come.
        """
        until = time.monotonic() + max(timeout, PATIENCE_MS) / 1000
        pause = 1
        while (missing := _missing(callback)) is not None:
            if time.monotonic() > until:
                raise TimeoutError("It never came to be true.") from missing
            self.wait(pause)
            pause = min(2 * pause, 20)
        if pause > 1:
            self.wait(1)  # what came is laid out and painted, too


def _missing(callback: Callable[[], bool | None]) -> AssertionError | None:
    """Return why what is waited for has not come; None once it has."""
    try:
        return None if callback() in (None, True) else AssertionError("not yet")
    except AssertionError as error:
        return error


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """A robot at the windows that is patient; see pytest-qt."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TempPG]:
    """A running PostgreSQL; ask it for a ``new_database()``. One that cannot start is an error, never a skip."""
    with TempPG() as server:
        yield server
