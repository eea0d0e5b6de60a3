"""What we hand to people contains what we wrote: an editable install hides a wheel that lacks files."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built as for a release: the wheel from the archive."""
    folder = tmp_path_factory.mktemp("shelf")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4; Debian 12 has 3.11.2
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)
    unpacked = next(path for path in folder.iterdir() if path.is_dir())
    subprocess.run([*build, "-t", "wheel"], cwd=unpacked, check=True, capture_output=True)
    return folder


def test_the_wheel_carries_every_file_the_program_reads(shelf: Path) -> None:
    packed = contents(shelf)

    assert not {f"wopfield/{file}" for file in shipped_files()} - packed


def test_the_wheel_carries_every_module(shelf: Path) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "wopfield").rglob("*.py")}

    assert not modules - contents(shelf)


def test_the_wheel_carries_nothing_else(shelf: Path) -> None:
    ours = {name for name in contents(shelf) if ".dist-info/" not in name}
    expected = {path.relative_to(ROOT).as_posix() for path in files_below(ROOT / "wopfield")}

    assert not ours - expected - {f"wopfield/{file}" for file in shipped_files()}


def test_the_wheel_finds_its_resources_wherever_it_is_unpacked(shelf: Path, tmp_path: Path) -> None:
    home = tmp_path / "Ana Maria, WOP"  # a space and a comma, as in people's names
    with zipfile.ZipFile(next(shelf.glob("*.whl"))) as wheel:
        wheel.extractall(home)
    look = "from wopfield.shipped import shipped; print(shipped('resources')); print(shipped('migrations'))"

    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(home)!r}); {look}"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert done.stdout.splitlines() == [str(home / "wopfield/resources"), str(home / "wopfield/migrations")]


def contents(shelf: Path) -> set[str]:
    with zipfile.ZipFile(next(shelf.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def shipped_files() -> set[str]:
    folders = (ROOT / "resources", ROOT / "migrations")
    return {path.relative_to(ROOT).as_posix() for folder in folders for path in files_below(folder)}


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
