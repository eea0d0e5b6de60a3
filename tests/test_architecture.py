"""Who may know whom.

A folder says what a file may know, and knowledge runs one way: downwards. Each library comes in by one door.
The two tables are the rule; what follows reads the imports of every file, those inside functions too.

       cli · desktop                              put the program together
       ui · · · · · · · · · · · · server          people             machines
       demo                                       made-up partnerships to practise on
       sync                                       how two logs come to agree
       store · · · report · · checklists · figures      kept         printed        brought in, taken out
       domain                                     what is known: pure Python
       settings · language · po · shipped · errors · collecting     the ground
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WOPFIELD = ROOT / "wopfield"

GROUND = {"language", "shipped", "errors", "collecting", "whole"}
EVERYTHING = {"ui", "server", "demo", "sync", "store", "report", "checklists", "figures", "domain", "settings"} | GROUND

KNOWS: dict[str, set[str]] = {
    "errors": {"language"},
    "whole": {"errors", "language"},
    "shipped": set(),
    "collecting": set(),
    "po": set(),
    "language": {"shipped", "po"},
    "settings": GROUND,
    "domain": {"errors"},
    "checklists": {"domain"} | GROUND,
    "figures": {"domain"} | GROUND,
    "report": {"domain"} | GROUND,
    "store": {"domain"} | GROUND,
    "sync": {"store", "domain"} | GROUND,
    "demo": EVERYTHING - {"ui", "server", "demo"},
    "server": EVERYTHING - {"ui", "server", "demo", "settings"},
    "ui": EVERYTHING - {"ui", "server"},
    "desktop": EVERYTHING,
    "cli": EVERYTHING | {"desktop"},
    "__main__": {"cli", "desktop"} | GROUND,
    "__init__": set(),
}

DOORS: dict[str, set[str]] = {
    "PySide6": {"ui", "desktop"},
    "shiboken6": {"ui"},
    "sqlmodel": {"store", "server"},
    "sqlalchemy": {"store", "server"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "argon2": {"store", "server"},
    "cryptography": {"store", "sync"},
    "httpx": {"sync"},
    "ifaddr": {"sync"},
    "zeroconf": {"sync"},
    "pyrage": {"sync"},
    "fastapi": {"server"},
    "starlette": {"server"},
    "pydantic_core": {"store"},
    "msgspec": {"store"},
    "jinja2": {"server"},
    "uvicorn": {"server"},
    "obstore": {"server"},
    "reportlab": {"report"},
    "uharfbuzz": {"report"},
    "icu4py": {"report"},
    "pikepdf": {"report"},
    "docx": {"report"},
    "qrcode": {"report"},
    "PIL": {"store", "report", "demo"},
    "openpyxl": {"figures"},
    "typer": {"cli"},
    "platformdirs": {"settings"},
    "babel": {"report", "server"},
}

# What the window must not wait for: these come after its first paint, in a worker. A screen is imported when
# somebody first goes there, and may stand on the store by then; what only some work needs is not for it either.
ONLY_FOR_SOME_WORK = {"alembic", "reportlab", "docx", "icu4py", "httpx", "fastapi", "PIL"}
AFTER_THE_FIRST_PAINT = ONLY_FOR_SOME_WORK | {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "msgspec"}

# The core decides with the values it is given: it looks at no clock, no dice, no file, no wire.
CORE = {"sync/protocol.py", "sync/values.py", "sync/exchange.py"}
NOT_IN_THE_CORE = {
    "asyncio", "http", "multiprocessing", "os", "random", "secrets", "shutil", "socket", "sqlite3", "ssl",
    "subprocess", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
CLOCK_AND_DICE = {"now", "utcnow", "today", "uuid1", "uuid4"}

# A chart has one geometry: marks, which the report paints on a page and this file on the screen.
THE_PAINTER = "ui/widgets/drawing.py"
CHARTS = {
    f"report/{name}.py"
    for name in (
        "balance", "balance_boxes", "chart", "drawing", "dumbbell", "peers", "risks", "series", "signs", "timebars",
        "trend",
    )
}  # fmt: skip
STROKES = {"drawEllipse", "drawLine", "drawPath", "drawPolygon", "drawPolyline", "drawRect", "fillRect"}

FILL_UP = {"list", "dict", "set", "deque", "Counter", "OrderedDict", "WeakKeyDictionary", "WeakValueDictionary"}
LOOKS_AWAY = re.compile(r"# (type: ignore(\[[a-z, -]+\])?|noqa(: [A-Z0-9, ]+)?)$")

OF_LIBRARIES = {"_", "_element", "_fields", "_mapping"}
"""Names that libraries of ours have, too: what gettext is called by, and parts of python-docx, ast and SQLAlchemy."""

FILES = sorted(path.relative_to(WOPFIELD).as_posix() for path in WOPFIELD.rglob("*.py"))
CORE_FILES = [file for file in FILES if file.startswith("domain/") or file in CORE]
SCREENS = [file for file in FILES if file.startswith("ui/screens/")]
TESTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py"))
EVERY_FILE = [*(f"wopfield/{file}" for file in FILES), *TESTS, "wop.py"]
each_file = pytest.mark.parametrize("file", FILES)
each_core_file = pytest.mark.parametrize("file", CORE_FILES)


@each_file
def test_each_part_knows_only_what_it_may(file: str) -> None:
    part = part_of(file)
    assert part in KNOWS, f"{file}: say in KNOWS what {part} may know"
    for module in own_modules(file):
        other = part_of(module)
        assert other == part or other in KNOWS[part], f"{file} imports {module}: {part} must not know {other}"


@each_file
def test_each_library_comes_in_by_its_own_door(file: str) -> None:
    for library in libraries(file) - sys.stdlib_module_names:
        doors = DOORS.get(library, set())
        assert part_of(file) in doors, f"{file} imports {library}: its door is {doors or 'not in DOORS yet'}"


def test_no_door_stands_open_that_nothing_comes_through() -> None:
    used = {library: {part_of(file) for file in FILES if library in libraries(file)} for library in DOORS}

    assert used == DOORS


@each_core_file
def test_the_core_needs_nothing_but_python(file: str) -> None:
    outside = libraries(file) - (sys.stdlib_module_names - NOT_IN_THE_CORE)
    outside |= {name for name in own_modules(file) if name not in CORE and part_of(name) not in ("domain", "errors")}

    assert not outside, f"{file} is core and imports {outside}: have the value passed in"


@each_core_file
def test_the_core_looks_at_no_clock_and_throws_no_dice(file: str) -> None:
    names = {node.func.attr for node in calls(file) if isinstance(node.func, ast.Attribute)}
    names |= {node.func.id for node in calls(file) if isinstance(node.func, ast.Name)}

    assert not names & CLOCK_AND_DICE, f"{file} is core: have the time or the identifier passed in"
    assert not names & {"open", "input", "print"}, f"{file} is core: have the contents passed in"


@pytest.mark.parametrize("file", SCREENS)
def test_screens_do_not_know_one_another(file: str) -> None:
    others = {module for module in own_modules(file) if module in SCREENS and screen_of(module) != screen_of(file)}

    assert not others, f"{file} imports {others}: emit a signal, the window knows the way"


def test_what_screens_share_and_stand_in_knows_no_screen() -> None:
    for file in FILES:
        if part_of(file) == "ui" and file not in SCREENS:
            assert not own_modules(file) & {*SCREENS}, f"{file}: only desktop/ways.py says which screen stands where"
        if file.startswith("ui/widgets/"):
            assert "ui/window.py" not in own_modules(file), file


def test_what_shows_a_chart_draws_no_shape_of_its_own() -> None:
    for file in FILES:
        if part_of(file) == "ui" and file != THE_PAINTER and own_modules(file) & CHARTS:
            drawn = {node.func.attr for node in calls(file) if isinstance(node.func, ast.Attribute)} & STROKES
            assert not drawn, f"{file} calls {drawn}: shapes come from the report's geometry, as on paper"


def test_no_imports_run_in_a_circle() -> None:
    assert circle({file: own_modules(file) for file in FILES}) == []


@each_file
def test_nothing_is_global(file: str) -> None:
    written = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Global)]
    begun = [name for name, value in module_values(file) if is_empty_and_fills_up(value)]

    assert not written, f"{file} writes {written[0].names}: hand it to whoever needs it"
    assert not begun, f"{file} has {begun} to be filled from anywhere: say what is in it where it is made"


@pytest.mark.parametrize("file", EVERY_FILE)
def test_whoever_has_a_checker_look_away_says_why(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    silent = [line.strip() for line in lines if LOOKS_AWAY.search(line)]

    assert not silent, f"{file}: {silent}: say why behind it"


@pytest.mark.parametrize("file", TESTS)
def test_tests_go_through_the_front(file: str) -> None:
    code = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    private = {node.attr for node in ast.walk(code) if isinstance(node, ast.Attribute) and not is_own(node)}
    private |= {name.rpartition(".")[2] for name in imports(code, file) if name.startswith("wopfield.")}

    assert not private & (private_names() - OF_LIBRARIES), f"{file}: look at what a person or a caller sees"


def test_the_window_imports_only_what_it_needs_to_paint() -> None:
    frame = [file for file in FILES if part_of(file) in ("ui", "desktop") and file not in SCREENS]

    loaded = libraries_loaded_by(frame)

    assert "PySide6" in loaded
    assert not loaded & AFTER_THE_FIRST_PAINT


def test_going_to_a_screen_imports_nothing_that_only_some_work_needs() -> None:
    assert not libraries_loaded_by(SCREENS) & ONLY_FOR_SOME_WORK


def test_a_circle_is_found_wherever_it_runs() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set(), "d": {"a", "c"}}) == []
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"b"}}) == ["b", "c", "d", "b"]


def test_what_is_to_be_filled_is_seen_and_what_is_full_is_not() -> None:
    values = {"[]": True, "{}": True, "set()": True, "defaultdict(list)": True, "[1]": False, "{1: 2}": False,
              "set('ab')": False, "frozenset()": False, "()": False}  # fmt: skip

    assert {code: is_empty_and_fills_up(ast.parse(code, mode="eval").body) for code in values} == values


def test_every_kind_of_import_is_seen() -> None:
    code = (
        "import os.path\n"
        "from wopfield.store import tables\n"
        "def later() -> None:\n"
        "    from wopfield.errors import Trouble\n"
        "    from . import merge\n"
        "    from .protocol import Message\n"
    )
    expected = {"os.path", "wopfield.store.tables", "wopfield.errors.Trouble", "wopfield.sync.merge",
                "wopfield.sync.protocol.Message"}  # fmt: skip

    assert set(imports(ast.parse(code), "sync/exchange.py")) == expected


# ---- reading -------------------------------------------------------------------------------------------------


@cache
def text(file: str) -> str:
    return (WOPFIELD / file).read_text(encoding="utf-8")


@cache
def tree(file: str) -> ast.Module:
    return ast.parse(text(file))


@cache
def private_names() -> set[str]:
    """Return what the product calls so that nobody outside looks at it: functions, classes, fields."""
    names: set[str] = set()
    for node in (node for file in FILES for node in ast.walk(tree(file))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Attribute) and is_own(node):
            names.add(node.attr)
    return {name for name in names if name.startswith("_") and not name.endswith("__")}


def is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def module_values(file: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield the name and the value of everything that stands in a module itself."""
    for node in tree(file).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            yield ast.unparse(target), node.value


def is_empty_and_fills_up(value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    made = ast.unparse(value.func).split(".")[-1] if isinstance(value, ast.Call) else ""
    return made == "defaultdict" or (made in FILL_UP and isinstance(value, ast.Call) and not value.args)


def calls(file: str) -> list[ast.Call]:
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]


def imports(code: ast.Module, file: str) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports, at its top and inside functions."""
    package = ["wopfield", *file.split("/")[:-1]]
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            base = [*above, *(node.module.split(".") if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


@cache
def own_modules(file: str) -> set[str]:
    """Return the files of ours that a file imports."""
    names = {name for name in imports(tree(file), file) if name.split(".")[0] == "wopfield"}
    return {path for name in names if (path := file_of(name)) != file}


def file_of(name: str) -> str:
    """Return the file of a module, or of the one that holds it when ``name`` is something inside a module."""
    for module in (name, name.rpartition(".")[0]):
        path = "/".join(module.split(".")[1:])
        for candidate in (f"{path}.py", f"{path}/__init__.py".removeprefix("/")):
            if candidate in FILES:
                return candidate
    raise LookupError(f"{name} is imported, and is not there")


@cache
def libraries(file: str) -> set[str]:
    return {name.split(".")[0] for name in imports(tree(file), file)} - {"wopfield"}


def libraries_loaded_by(files: list[str]) -> set[str]:
    """Return what is in memory once a fresh process has imported these files, by whatever detours."""
    look = f"import sys, {', '.join(map(name_of, files))}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


def part_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


def screen_of(file: str) -> str:
    return file.split("/")[2].removesuffix(".py")


def name_of(file: str) -> str:
    return "wopfield." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return one circle of the graph, its first name again at the end; none when there is none."""
    done: set[str] = set()

    def walk(node: str, path: list[str]) -> list[str]:
        if node in path:
            return [*path[path.index(node) :], node]
        if node not in done:
            for other in sorted(graph.get(node, set())):
                if found := walk(other, [*path, node]):
                    return found
            done.add(node)
        return []

    return next((found for node in sorted(graph) if (found := walk(node, []))), [])
