"""What wop.py decides on a machine it has never seen; that it then acts is tried on a bare Debian by hand."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker

import wop

LOCK: dict[str, Any] = tomllib.loads((wop.ROOT / "uv.lock").read_text(encoding="utf-8"))
LINUX = {
    "python_full_version": "3.11.2", "python_version": "3.11", "implementation_name": "cpython",
    "implementation_version": "3.11.2", "platform_python_implementation": "CPython",
    "platform_machine": "x86_64", "platform_system": "Linux", "sys_platform": "linux", "os_name": "posix",
}  # fmt: skip
WINDOWS = {**LINUX, "platform_machine": "AMD64", "platform_system": "Windows", "sys_platform": "win32",
           "os_name": "nt", "python_full_version": "3.13.1", "python_version": "3.13"}  # fmt: skip
OTHERS = [
    {**LINUX, "python_full_version": "3.12.0", "python_version": "3.12", "platform_machine": "aarch64"},
    {**LINUX, "python_full_version": "3.14.0rc1", "python_version": "3.14", "sys_platform": "darwin"},
    {**LINUX, "python_full_version": "3.15.0", "platform_python_implementation": "PyPy"},
]


# ---- which Python --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ours", [(3, 11), (3, 12), (3, 14)])
def test_a_python_that_was_tried_is_kept(ours: tuple[int, int]) -> None:
    assert wop.better_python(ours, lambda _: True) is None


def test_an_old_python_hands_over_to_the_newest_tried_one_that_works() -> None:
    assert wop.better_python((3, 9), {"python3.11", "python3.12"}.__contains__) == "python3.12"


def test_an_old_python_alone_is_told_what_is_needed() -> None:
    with pytest.raises(wop.CannotGoOn, match=r"needs Python 3\.11 or newer; this is 3\.9"):
        wop.better_python((3, 9), lambda _: False)


def test_a_python_newer_than_any_tried_is_used_when_there_is_no_other() -> None:
    assert wop.better_python((3, 16), lambda _: False) is None
    assert wop.better_python((3, 16), "python3.13".__eq__) == "python3.13"


def test_a_python_that_is_too_old_can_still_read_the_file() -> None:
    ast.parse(source(), feature_version=(3, 7))


def test_nothing_but_the_standard_library_is_imported() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source()))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip

    assert imported <= sys.stdlib_module_names


# ---- which machine -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"QT_QPA_PLATFORM": "linuxfb:fb=/dev/fb1"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"QT_QPA_PLATFORM": "minimal"}, False),
    ],
)
def test_a_display_is_known_by_what_the_session_says(system: str, environment: dict[str, str], expected: bool) -> None:
    assert wop.has_display(system, environment) is expected


def test_a_machine_that_has_everything_installs_nothing() -> None:
    assert wop.missing_packages(True, lambda _: True, False, (3, 11)) == []


def test_only_what_is_missing_is_installed() -> None:
    assert wop.missing_packages(False, lambda name: name != "libEGL.so.1", False, (3, 11)) == ["libegl1"]


def test_the_libraries_of_a_display_are_left_out_without_one() -> None:
    bare = wop.missing_packages(False, lambda _: False, False, (3, 11))
    shown = wop.missing_packages(True, lambda _: False, False, (3, 11))

    assert not any("xcb" in package for package in bare)
    assert set(shown) - set(bare) == set(wop.LIBRARIES_FOR_A_DISPLAY.values())


def test_the_venv_package_is_that_of_the_python_in_use() -> None:
    assert wop.missing_packages(False, lambda _: True, True, (3, 12)) == ["python3.12-venv"]


def test_browser_and_validator_are_wanted_for_all_tests_only_and_only_what_is_missing_of_them() -> None:
    def nothing(_name: str) -> bool:
        return False

    everything = wop.missing_for_all_tests("test", ["--all"], nothing)
    assert {"chromium", "chromium-driver", "default-jre-headless", "libpdfbox2-java"} <= set(everything)
    assert wop.missing_for_all_tests("test", ["--all"], lambda name: name != "chromedriver") == ["chromium-driver"]
    assert wop.missing_for_all_tests("test", [], nothing) == wop.missing_for_all_tests("demo", ["--all"], nothing) == []


# ---- how the packages come -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "files", "expected"),
    [
        ({}, [], False),
        ({"PIP_CERT": "/etc/ssl/ca.pem", "PIP_DEFAULT_TIMEOUT": "60"}, ["[global]\ncert = /etc/ssl/ca.pem\n"], False),
        ({"PIP_INDEX_URL": "https://packages.utility.example/simple"}, [], True),
        ({"PIP_FIND_LINKS": "/media/stick/wheels"}, [], True),
        ({"PIP_FIND_LINKS": ""}, [], False),
        ({}, ["[global]\nextra-index-url = https://packages.utility.example/simple\n"], True),
        ({}, ["[install]\nno-index = true\nfind-links = /media/stick\n"], True),
        ({}, ["this is no configuration"], True),
    ],
)
def test_a_pip_that_was_told_where_packages_are_is_noticed(
    environment: dict[str, str], files: list[str], expected: bool
) -> None:
    assert wop.pip_is_configured(environment, files) is expected


@pytest.mark.parametrize(
    ("has_uv", "pip_told", "uv_told", "can_venv", "expected"),
    [
        (False, False, False, True, ("pip",)),
        (False, True, False, False, ("pip",)),
        (True, False, False, True, ("uv", "pip")),
        (True, False, False, False, ("uv",)),
        (True, True, False, False, ("pip", "uv")),
        (True, True, True, True, ("uv", "pip")),
    ],
)
def test_the_installer_that_was_told_where_packages_are_goes_first(
    has_uv: bool, pip_told: bool, uv_told: bool, can_venv: bool, expected: tuple[str, ...]
) -> None:
    assert wop.ways_to_install(has_uv, pip_told, uv_told, can_venv) == expected


def test_every_marker_of_the_lock_is_read_as_pip_reads_it() -> None:
    markers = set(find_all(LOCK, "marker")) | set(LOCK["resolution-markers"])
    for facts in (LINUX, WINDOWS, *OTHERS):
        for marker in markers:
            assert wop.marker_holds(marker, facts) == Marker(marker).evaluate(facts), (marker, facts)


@pytest.mark.parametrize(
    "marker",
    [
        "python_full_version == '3.11.*'",
        "python_full_version != '3.11.*' or sys_platform in 'linux darwin'",
        "'arm' not in platform_machine and (python_version < '3.12' or os_name == 'nt')",
        "'3.12' <= python_version",
    ],
)
def test_markers_of_other_locks_are_read_as_pip_reads_them(marker: str) -> None:
    for facts in (LINUX, WINDOWS, *OTHERS):
        assert wop.marker_holds(marker, facts) == Marker(marker).evaluate(facts)


@pytest.mark.parametrize("marker", ["not sys_platform", "print('x')", "a == b == c", "f(sys_platform) == 'linux'"])
def test_a_marker_it_cannot_read_is_refused_not_guessed(marker: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        wop.marker_holds(marker, LINUX)


def test_what_the_lock_asks_for_here_is_what_is_installed() -> None:
    asked = {package["name"]: package["version"] for package in wop.locked_packages(LOCK, wop.facts())}

    assert asked == {name: version(name) for name in asked}
    assert len(asked) > 50


def test_each_python_gets_the_qt_that_does_not_abort_on_it() -> None:
    assert qt(LINUX) == {"pyside6-addons": "6.11.3", "pyside6-essentials": "6.11.3", "shiboken6": "6.11.3"}
    assert set(qt(WINDOWS)) == {"pyside6-essentials", "pyside6-pdf", "shiboken6"}
    assert all(number.startswith("6.12.") for number in qt(WINDOWS).values())


def test_windows_gets_what_only_windows_needs() -> None:
    assert "colorama" in names(WINDOWS)
    assert "colorama" not in names(LINUX)


def test_an_extra_brings_its_packages() -> None:
    assert "psycopg-binary" in names(LINUX)


def test_the_project_itself_is_not_fetched() -> None:
    assert "wopfield" not in names(LINUX)


def test_every_package_is_named_once_and_with_its_hashes() -> None:
    lines = wop.requirements(wop.locked_packages(LOCK, LINUX)).replace(" \\\n", "").splitlines()

    assert len({line.split("==")[0] for line in lines}) == len(lines) == len(names(LINUX))
    assert all("--hash=sha256:" in line for line in lines)


# ---- what is started -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rest", "display", "expected"),
    [
        ([], True, ["demo"]),
        (["--language", "fr"], True, ["demo", "--language", "fr"]),
        ([], False, ["demo", "--headless", "--out", "result"]),
        (["--out", "here"], False, ["demo", "--headless", "--out", "here"]),
        (["--out=here"], False, ["demo", "--headless", "--out=here"]),
        (["--headless"], False, ["demo", "--headless"]),
        (["--screenshots=shots"], False, ["demo", "--screenshots=shots"]),
        (["--help"], False, ["demo", "--help"]),
    ],
)
def test_a_demo_without_a_display_draws_into_a_folder(rest: list[str], display: bool, expected: list[str]) -> None:
    assert wop.demo_arguments(rest, display, Path("result")) == expected


def test_the_slow_tests_run_only_when_asked_for() -> None:
    assert wop.test_runs([]) == [["-m", wop.QUICK, *wop.SHARED]]
    assert wop.test_runs(["--all"]) == [
        ["-m", wop.ALL_BUT_SLOW, *wop.SHARED],
        ["-m", wop.SLOW, *wop.SHARED],
        ["-m", wop.ALONE],
    ]


def test_whoever_names_tests_gets_those_in_one_run() -> None:
    assert wop.test_runs(["-k", "visit"]) == [["-k", "visit"]]
    assert wop.test_runs(["--all", "-x"]) == [["-m", "", "-x"]]


def test_the_exit_status_is_passed_on() -> None:
    assert wop.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7


def test_a_program_that_is_not_there_is_said_so(capfd: pytest.CaptureFixture[str]) -> None:
    assert wop.run(["no-such-program"]) == 127
    assert "no-such-program" in capfd.readouterr().err


def test_a_word_it_does_not_know_shows_the_ones_it_does() -> None:
    done = subprocess.run([sys.executable, wop.ROOT / "wop.py", "tset"], capture_output=True, text=True)

    assert done.returncode == 2
    assert all(f"wop.py {command}" in done.stdout for command in wop.COMMANDS)


def source() -> str:
    return (wop.ROOT / "wop.py").read_text(encoding="utf-8")


def names(facts: dict[str, str]) -> set[str]:
    return {package["name"] for package in wop.locked_packages(LOCK, facts)}


def qt(facts: dict[str, str]) -> dict[str, str]:
    packages = wop.locked_packages(LOCK, facts)
    return {p["name"]: p["version"] for p in packages if p["name"].startswith(("pyside6", "shiboken6"))}


def find_all(tree: object, key: str) -> list[str]:
    """Return every value that stands under ``key`` anywhere in a tree of dicts and lists."""
    if isinstance(tree, dict):
        here = [tree[key]] if key in tree else []
        return here + [found for branch in tree.values() for found in find_all(branch, key)]
    return [found for branch in tree for found in find_all(branch, key)] if isinstance(tree, list) else []
