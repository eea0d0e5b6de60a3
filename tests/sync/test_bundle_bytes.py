"""The bytes of a bundle: read back as written, opened by the tools tar and age, whole or absent on a full stick."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundles import STICK_PASSWORD, parts_of
from tests.sync.bundle_scene import Scene
from tests.workspaces import PASSWORD
from wopfield.errors import CannotKeep
from wopfield.sync import bundle_file
from wopfield.sync.bundle_lock import Key
from wopfield.sync.bundle_parts import (
    END,
    END_SIGNATURE,
    HEAD,
    PAGE,
    PIECE,
    SIGNATURE,
    Part,
    Parts,
    Tally,
    as_tar,
)

PIECES = st.builds(
    Part, st.just(PIECE), st.text("0123456789abcdef", min_size=64, max_size=64), st.binary(max_size=2000)
)


PAGES = st.builds(Part, st.just(PAGE), st.text("0123456789", min_size=6, max_size=6), st.binary(max_size=2000))


def whole(pages: list[Part], pieces: list[Part]) -> list[Part]:
    parts = [Part(HEAD, "", b"{}"), Part(SIGNATURE, "", b"signed"), *pages, *pieces]
    tally = Tally()
    for part in parts:
        tally.add(part)
    return [*parts, Part(END, "", tally.end()), Part(END_SIGNATURE, "", b"signed")]


@given(
    st.lists(PAGES, max_size=3), st.lists(PIECES, max_size=3), st.lists(st.integers(1, 3000), min_size=1, max_size=9)
)
def test_parts_read_back_equal_what_was_written_however_they_arrive(
    pages: list[Part], pieces: list[Part], sizes: list[int]
) -> None:
    parts = whole(pages, pieces)
    stream, found = b"".join(as_tar(iter(parts))), list[Part]()
    reading = Parts(found.append)
    for size in itertools.cycle([*sizes, 2000]):
        reading.write(stream[:size])
        stream = stream[size:]
        if not stream:
            break
    reading.finish()
    assert found == parts


@given(st.lists(PAGES, max_size=3), st.lists(PIECES, max_size=3), st.binary(min_size=1, max_size=50))
def test_a_bundle_read_back_equals_what_was_written(
    stick_key: Key, tmp_path_factory: pytest.TempPathFactory, pages: list[Part], pieces: list[Part], extra: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "read-back.wopf"
    parts = whole(pages, [*pieces, Part(PIECE, "0" * 64, extra * 3000)])
    size = bundle_file.write(path, stick_key, iter(parts))
    assert path.stat().st_size == size
    assert parts_of(path, stick_key) == parts


@pytest.mark.slow
def test_the_tools_tar_and_age_open_a_bundle(scene: Scene, tmp_path: Path) -> None:
    import io
    import tarfile

    import pyrage

    _amina, joost, path = scene
    with tarfile.open(path) as outer:
        assert outer.getnames() == ["READ ME.txt", "key.age", "bundle.age"]
        locked_key, locked = (outer.extractfile(name) for name in ("key.age", "bundle.age"))
        assert locked_key is not None
        assert locked is not None
        identity = pyrage.passphrase.decrypt(locked_key.read(), STICK_PASSWORD).decode().strip()
        plain = pyrage.decrypt(locked.read(), [pyrage.x25519.Identity.from_str(identity)])
    with tarfile.open(fileobj=io.BytesIO(plain)) as inner:
        names = inner.getnames()
    assert names[:3] == ["head.json", "head.sig", "pages/000001"]
    assert names[-2:] == ["end.json", "end.sig"]
    assert identity == joost.key.identity


def test_a_full_stick_leaves_nothing_half_written_and_the_file_before(
    scene: Scene, tmp_path: Path, stick_key: Key
) -> None:
    resource = pytest.importorskip("resource", reason="only systems with limits can be filled so")
    amina, _joost, path = scene
    before = path.read_bytes()
    (scope,) = amina.look(path).preview.head.names
    amina.workspace.close()
    script = (
        "import resource, sys; from pathlib import Path; from wopfield.store.workspace import Workspace; "
        "from wopfield.sync import bundle; from wopfield.sync.bundle_lock import Key\n"
        "from wopfield.sync.bundle_making import Choice\n"
        f"opened = Workspace.unlock(Path({str(amina.workspace.folder)!r}), {PASSWORD!r})\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}))\n"
        f"bundle.save(opened.database, opened.files, Path({str(path)!r}), "
        f"Key({stick_key.identity!r}, {stick_key.locked!r}), Choice(frozenset([{scope!r}])))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)

    assert done.returncode == 1
    assert "DiskFull: The file amina.wopf gets larger" in done.stderr
    assert [each.name for each in path.parent.iterdir() if each.suffix in (".wopf", ".part")] == ["amina.wopf"]
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_told(scene: Scene, tmp_path: Path) -> None:
    amina, _joost, path = scene
    (scope,) = amina.look(path).preview.head.names
    with pytest.raises(CannotKeep, match="could not be written"):
        amina.save(tmp_path / "no such folder" / "x.wopf", scope)
