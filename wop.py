#!/usr/bin/env python3
"""Set WOPField up on this machine, once, and start it.

    python3 wop.py demo      open the program on made-up partnerships    (Windows: py wop.py demo)
    python3 wop.py test      run the tests; with --all also the slow ones and the benchmarks
    python3 wop.py run       open the program on your own work; with words after it, its command line
    python3 wop.py check     check style and types of the code
    python3 wop.py texts     gather what the program says for its translators, and name what is not translated yet
    python3 wop.py setup     set up, and start nothing

What stands after the command is passed on. Needs Python 3.11 or newer, and nothing else: what is missing is
fetched, into the folder .venv beside this file, exactly as uv.lock says.
"""

# The file decides with plain values first (the middle part, tried in tests/test_wop.py) and then acts.
# It imports nothing but the standard library, and must at least be read by a Python that is too old.
from __future__ import annotations

import ast
import configparser
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "wopfield-stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO_RESULT = ROOT / "demo-result"

QUICK, ALL_BUT_SLOW = "not slow and not postgres", "not slow"
SLOW, ALONE = "slow and not alone", "slow and alone"
SHARED = ("-n", "auto", "--dist", "loadfile")
COMMANDS = ("demo", "test", "run", "check", "texts", "setup")
OLDEST, NEWEST_TRIED = (3, 11), (3, 14)

# What Qt opens on Linux, and the Debian package it comes in. Each was found missing on a bare Debian 12.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
LIBRARIES_FOR_A_DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}

# What the slow tests look with, and the Debian packages it comes in: at the server's pages with a browser and its
# driver, at the report's files with a validator of PDF/A.
JARS = Path("/usr/share/java")
FOR_ALL_TESTS = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "java": "default-jre-headless",
    str(JARS / "preflight.jar"): "libpdfbox2-java",
    str(JARS / "fontbox2.jar"): "libfontbox2-java",
    str(JARS / "commons-logging.jar"): "libcommons-logging-java",
    str(JARS / "javax.activation.jar"): "libactivation-java",
    str(JARS / "jaxb-api.jar"): "libjaxb-api-java",
}

# Where somebody may have said that packages come from elsewhere than pypi.org. uv does not read what is meant for pip.
PIP_SOURCES = ("index-url", "extra-index-url", "find-links", "no-index", "proxy")
UV_SOURCES = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_CONFIG_FILE")


class CannotGoOn(Exception):
    """The person at the keyboard has to do something first; the message says what."""


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit status."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    try:
        another = better_python(sys.version_info[:2], answers)
        if another:
            return run([another, ROOT / "wop.py", *arguments])
        display = has_display(sys.platform, os.environ)
        set_up(display)
        _bring_for_all_tests(command, rest)
        return start(command, rest, display)
    except CannotGoOn as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ---- deciding: plain values in, plain values out -------------------------------------------------------------


def better_python(ours: tuple[int, int], there: Callable[[str], bool]) -> str | None:
    """Return the command of a Python to use instead of ``ours`` (major, minor), or None to stay.

    ``there`` tells whether a command answers. Raises CannotGoOn when ours is too old and no other is there.
    """
    if OLDEST <= ours <= NEWEST_TRIED:
        return None
    for minor in range(NEWEST_TRIED[1], OLDEST[1] - 1, -1):
        if there(f"python3.{minor}"):
            return f"python3.{minor}"
    if ours > NEWEST_TRIED:
        return None
    raise CannotGoOn(
        f"WOPField needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {ours[0]}.{ours[1]}.\n"
        "Install a newer one (python.org, or your system's packages) and start again with it."
    )


def has_display(system: str, environment: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown; ``system`` is ``sys.platform``."""
    wished = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if wished:
        return wished not in ("offscreen", "minimal")
    if not system.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing_packages(
    display: bool, loads: Callable[[str], bool], needs_venv: bool, version: tuple[int, int]
) -> list[str]:
    """Return the Debian packages to install; ``loads`` tells whether a shared library can be opened."""
    libraries = {**LIBRARIES, **(LIBRARIES_FOR_A_DISPLAY if display else {})}
    packages = [package for library, package in libraries.items() if not loads(library)]
    return packages + ([f"python{version[0]}.{version[1]}-venv"] if needs_venv else [])


def missing_for_all_tests(command: str, rest: Sequence[str], has: Callable[[str], bool]) -> list[str]:
    """Return the Debian packages that all tests need; ``has`` tells whether a command or a file is there."""
    if command != "test" or "--all" not in rest:
        return []
    return [package for name, package in FOR_ALL_TESTS.items() if not has(name)]


def pip_is_configured(environment: Mapping[str, str], files: Iterable[str]) -> bool:
    """Tell whether pip was told where packages come from, by a variable or by the text of a pip.conf."""
    if any(environment.get("PIP_" + word.upper().replace("-", "_")) for word in PIP_SOURCES):
        return True
    for text in files:
        said = configparser.RawConfigParser(strict=False, allow_no_value=True)
        try:
            said.read_string(text)
        except configparser.Error:
            return True  # pip itself will say what is wrong with it
        if any(said.has_option(section, word) for section in said.sections() for word in PIP_SOURCES):
            return True
    return False


def ways_to_install(has_uv: bool, pip_told: bool, uv_told: bool, can_venv: bool) -> tuple[str, ...]:
    """Return the installers to try, in order. Both install what the lock says; uv is faster.

    ``pip_told``, ``uv_told``: somebody configured where it finds packages.
    """
    if not has_uv:
        return ("pip",)
    if pip_told and not uv_told:
        return ("pip", "uv")
    return ("uv", "pip") if can_venv else ("uv",)


def demo_arguments(rest: Sequence[str], display: bool, result: Path) -> list[str]:
    """Return what ``wopfield`` is given for a demo; without a display it draws into the folder ``result``."""
    decided = ("--headless", "--screenshots", "--help")
    if display or any(word.split("=")[0] in decided for word in rest):
        return ["demo", *rest]
    place = [] if any(word.split("=")[0] == "--out" for word in rest) else ["--out", str(result)]
    return ["demo", "--headless", *place, *rest]


def test_runs(rest: Sequence[str]) -> list[list[str]]:
    """Return what pytest is given, run by run; ``--all`` asks for the slow tests, too.

    The tests share the processor's cores, a file at a time; with ``--all`` those of the server are told once more with
    PostgreSQL. Those that measure come last, and each has the machine to itself. Whoever says which tests are meant
    gets them in one run.
    """
    others = [word for word in rest if word != "--all"]
    slow = len(others) < len(rest)
    if others:
        return [["-m", "", *others] if slow else others]
    if not slow:
        return [["-m", QUICK, *SHARED]]
    return [["-m", ALL_BUT_SLOW, *SHARED], ["-m", SLOW, *SHARED], ["-m", ALONE]]


def locked_packages(lock: Mapping[str, Any], facts: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Return the packages of ``uv.lock`` (as read by tomllib) that a machine with these facts needs, by name.

    That is what the project and its dev group ask for, and what those ask for in turn.
    """
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for package in lock["package"]:
        by_name.setdefault(package["name"], []).append(package)
    project = next(package for package in lock["package"] if package["source"].get("editable") == ".")
    asked = [*project["dependencies"], *project["dev-dependencies"]["dev"]]
    seen: dict[tuple[str, str], Mapping[str, Any]] = {}
    followed: set[tuple[str, str, str]] = set()
    while asked:
        wish = asked.pop()
        if "marker" in wish and not marker_holds(wish["marker"], facts):
            continue
        package = next(p for p in by_name[wish["name"]] if wish.get("version", p["version"]) == p["version"])
        name, version = package["name"], package["version"]
        seen[name, version] = package
        for extra in ("", *wish.get("extra", ())):
            if (name, version, extra) not in followed:
                followed.add((name, version, extra))
                asked += (
                    package.get("optional-dependencies", {}).get(extra, ())
                    if extra
                    else (package.get("dependencies", ()))
                )
    return [seen[key] for key in sorted(seen)]


def marker_holds(marker: str, facts: Mapping[str, str]) -> bool:
    """Tell whether a marker of the lock (PEP 508, as uv writes it) is true of a machine with these facts.

    Markers are read as the Python expressions they look like; nothing of them is ever run.
    """

    def true(node: ast.AST) -> bool:
        if isinstance(node, ast.BoolOp):
            return (all if isinstance(node.op, ast.And) else any)(true(part) for part in node.values)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            sides = (node.left, node.comparators[0])
            left, right = (side.value if isinstance(side, ast.Constant) else facts[name(side)] for side in sides)
            version = any(isinstance(side, ast.Name) and side.id.endswith("version") for side in sides)
            return (_compare_versions if version else _compare_words)(node.ops[0], str(left), str(right))
        raise ValueError(f"uv.lock has a marker that wop.py cannot read: {marker}")

    def name(node: ast.AST) -> str:
        if isinstance(node, ast.Name):
            return node.id
        raise ValueError(f"uv.lock has a marker that wop.py cannot read: {marker}")

    return true(ast.parse(marker, mode="eval").body)


def _compare_versions(operator: ast.cmpop, left: str, right: str) -> bool:
    if right.endswith(".*"):
        same = f"{left}.".startswith(right[:-1])
        return same if isinstance(operator, ast.Eq) else not same
    ours, theirs = (tuple(map(int, re.findall(r"\d+", text)))[:3] for text in (left, right))
    ours, theirs = (numbers + (0,) * (3 - len(numbers)) for numbers in (ours, theirs))
    return {
        ast.Eq: ours == theirs, ast.NotEq: ours != theirs, ast.Lt: ours < theirs,
        ast.LtE: ours <= theirs, ast.Gt: ours > theirs, ast.GtE: ours >= theirs,
    }[type(operator)]  # fmt: skip


def _compare_words(operator: ast.cmpop, left: str, right: str) -> bool:
    return {
        ast.Eq: left == right, ast.NotEq: left != right, ast.In: left in right, ast.NotIn: left not in right,
    }[type(operator)]  # fmt: skip


def requirements(packages: Iterable[Mapping[str, Any]]) -> str:
    """Return the packages as lines for ``pip install --require-hashes``."""

    def line(package: Mapping[str, Any]) -> str:
        files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
        hashes = (f" \\\n    --hash={file['hash']}" for file in files)
        return f"{package['name']}=={package['version']}{''.join(hashes)}\n"

    return "".join(map(line, packages))


# ---- acting ----------------------------------------------------------------------------------------------------


def set_up(display: bool) -> None:
    """Bring the machine and ``.venv`` to what the lock asks for; an instant when that is so already."""
    ready = STAMP.exists() and STAMP.read_text() == _stamp()
    made = ready or _facts_of_venv() is not None
    has_uv = shutil.which("uv") is not None
    can_venv = made or importlib.util.find_spec("ensurepip") is not None
    pip_told = pip_is_configured(os.environ, _pip_files())
    uv_told = any(os.environ.get(word) for word in UV_SOURCES)
    ways = ways_to_install(has_uv, pip_told, uv_told, can_venv)
    if sys.platform.startswith("linux"):
        _bring_system_packages(display, needs_venv=ways[0] == "pip" and not can_venv)
    if ready:
        return
    began = time.monotonic()
    print("Setting WOPField up in .venv: about 300 MB are fetched, once. This takes a minute or two.", flush=True)
    for way in ways:
        if way != ways[0]:
            print(f"Trying again with {way}.", flush=True)
        if (_install_with_uv if way == "uv" else _install_with_pip)(made):
            STAMP.write_text(_stamp())
            print(f"Set up in {time.monotonic() - began:.0f} seconds.", flush=True)
            return
    raise CannotGoOn(
        "The packages could not be installed; the reason stands above. Mostly it is the network, a proxy, or a\n"
        "full disk. Nothing is lost: put it right and type the same command again."
    )


def start(command: str, rest: list[str], display: bool) -> int:
    """Run the command in ``.venv`` and return its exit status."""
    environment = dict(os.environ) if display else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if command == "demo":
        words = demo_arguments(rest, display, DEMO_RESULT)
        if "--headless" in words and "--headless" not in rest:
            print("There is no display here, so the demo draws its screens and report into a folder.", flush=True)
        if any(word.split("=")[0] in ("--headless", "--screenshots") for word in words):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        return run([PYTHON, "-m", "wopfield", *words], env=environment)
    if command == "run":
        if not (rest or display):
            raise CannotGoOn("There is no display here to open the window on. Try: python3 wop.py demo")
        return run([PYTHON, "-m", "wopfield", *rest], env=environment)
    if command == "test":
        statuses = [run([PYTHON, "-m", "pytest", *words], cwd=ROOT, env=environment) for words in test_runs(rest)]
        return next((status for status in statuses if status), 0)
    if command == "check":
        style = run([PYTHON, "-m", "ruff", "check", *rest], cwd=ROOT)
        shape = run([PYTHON, "-m", "ruff", "format", "--check", "--quiet"], cwd=ROOT)
        types = run([PYTHON, "-m", "mypy"], cwd=ROOT)
        return style or shape or types
    if command == "texts":
        return run([PYTHON, "-m", "tests.catalogues"], cwd=ROOT)
    return 0


def run(words: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run a program to its end and return its exit status; Ctrl+C and a request to end are its to answer."""
    try:
        child = subprocess.Popen([str(word) for word in words], cwd=cwd, env=env)
    except OSError as error:
        print(f"{words[0]}: {error.strerror}", file=sys.stderr)
        return 127
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        while True:
            try:
                status = child.wait()
                return status if status >= 0 else 128 - status
            except KeyboardInterrupt:
                continue  # the program got it too
    finally:
        signal.signal(signal.SIGTERM, before)


def answers(command: str) -> bool:
    """Tell whether a command is there and works; some tools leave commands that only complain."""
    found = shutil.which(command)
    return found is not None and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


def _bring_system_packages(display: bool, needs_venv: bool) -> None:
    version = sys.version_info[:2]
    missing = missing_packages(display, _loads, needs_venv, version)
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None:
        raise CannotGoOn(
            "Some libraries of the system are missing. On Debian they come in these packages; install what\n"
            f"carries them on your system, then start again:\n\n    {' '.join(missing)}"
        )
    if os.geteuid() != 0 or os.environ.get("WOPFIELD_NO_APT"):
        raise CannotGoOn(
            f"Some libraries of the system are missing. Type this line, then start again:\n\n    sudo {' '.join(line)}"
        )
    print(f"Installing what Qt needs of the system: {' '.join(missing)}", flush=True)
    _install_with_apt(line)
    importlib.invalidate_caches()
    still = missing_packages(display, _loads, needs_venv and not importlib.util.find_spec("ensurepip"), version)
    if still:
        raise CannotGoOn(f"These could not be installed: {' '.join(still)}. Try by hand:\n\n    {' '.join(line)}")


def _bring_for_all_tests(command: str, rest: Sequence[str]) -> None:
    """Install what all tests look with where that can be done unasked; else they take what is there."""
    missing = missing_for_all_tests(command, rest, lambda name: shutil.which(name) is not None or Path(name).is_file())
    apt = shutil.which("apt-get") is not None and not os.environ.get("WOPFIELD_NO_APT")
    if missing and apt and os.geteuid() == 0:
        print(f"Installing for the tests: {' '.join(missing)}", flush=True)
        _install_with_apt(["apt-get", "install", "-y", "--no-install-recommends", *missing])


def _install_with_apt(line: Sequence[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    first = subprocess.run(line, env=quiet, capture_output=True)
    if first.returncode != 0:  # a fresh or long unused machine has no list of packages, or an old one
        subprocess.run(["apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL)
        subprocess.run(line, env=quiet, stdout=subprocess.DEVNULL)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_with_uv(made: bool) -> bool:
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV)}
    environment.pop("VIRTUAL_ENV", None)  # that of another project would only make uv complain
    environment.setdefault("UV_SYSTEM_CERTS", "1")  # many offices read along, with a certificate of their own
    words = ["uv", "sync", "--frozen", "--inexact", "--compile-bytecode", "--quiet", "--python"]
    return run([*words, PYTHON if made else sys.executable], cwd=ROOT, env=environment) == 0


def _install_with_pip(made: bool) -> bool:
    import tomllib

    if not made and run([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        return False
    has_pip = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0
    if not has_pip and run([PYTHON, "-m", "ensurepip", "--default-pip"]) != 0:
        return False
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    wanted = VENV / "wopfield-requirements.txt"
    wanted.write_text(requirements(locked_packages(lock, _facts_of_venv() or facts())), encoding="utf-8")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pip += ["--no-input", "--no-deps"]  # the lock names every package: nothing is left to resolve
    environment = {**os.environ, "PIP_USER": "0"}  # a person's habit of --user has no place in .venv
    return (
        run([*pip, "--require-hashes", "-r", wanted], env=environment) == 0
        and run([*pip, "--no-build-isolation", "--no-index", "-e", ROOT], env=environment) == 0
    )


def facts() -> dict[str, str]:
    """Return what markers may ask of the Python that runs this."""
    version = platform.python_version()
    return {
        "python_full_version": version,
        "python_version": ".".join(version.split(".")[:2]),
        "implementation_name": sys.implementation.name,
        "implementation_version": version,
        "platform_python_implementation": platform.python_implementation(),
        "platform_machine": platform.machine(),
        "platform_system": platform.system(),
        "sys_platform": sys.platform,
        "os_name": os.name,
    }


def _facts_of_venv() -> dict[str, str] | None:
    """Return the facts of the Python in ``.venv``, or None when there is none that would do.

    It is used as it is, even if another Python started this file: two must never share one folder.
    """
    if not PYTHON.exists():
        return None
    tell = f"import json, sys, wop; assert sys.version_info >= {OLDEST}; print(json.dumps(wop.facts()))"
    told = subprocess.run([PYTHON, "-c", tell], cwd=ROOT, capture_output=True, text=True)
    found: dict[str, str] | None = json.loads(told.stdout) if told.returncode == 0 else None
    return found


def _pip_files() -> Iterator[str]:
    """Yield the text of each file that pip would read; which they are stands in pip's manual."""
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    places = [
        Path("/etc/pip.conf"), Path("/etc/xdg/pip/pip.conf"), home / ".pip/pip.conf", config / "pip/pip.conf",
        home / "Library/Application Support/pip/pip.conf", Path(sys.prefix) / "pip.conf",
        home / "pip/pip.ini", Path(sys.prefix) / "pip.ini",
    ]  # fmt: skip
    for folder in ("APPDATA", "PROGRAMDATA"):
        if os.environ.get(folder):
            places.append(Path(os.environ[folder]) / "pip/pip.ini")
    if os.environ.get("PIP_CONFIG_FILE"):
        places.append(Path(os.environ["PIP_CONFIG_FILE"]))
    for place in places:
        if place.is_file():
            yield place.read_text(encoding="utf-8", errors="replace")


def _stamp() -> str:
    """Return what ``.venv`` was made from; a changed lock, another Python or a moved folder change it."""
    made_from = hashlib.sha256(f"{ROOT}\n".encode())
    for file in (ROOT / "pyproject.toml", ROOT / "uv.lock", VENV / "pyvenv.cfg"):
        made_from.update(file.read_bytes() if file.exists() else b"")
    return made_from.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
