"""A bundle that was changed or cut leaves nothing, and says so in words."""

import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bundles import parts_of, relocked
from tests.sync.bundle_scene import Scene, refused
from tests.sync.ratings import rows
from tests.sync.tampering import with_a_byte_changed
from wopfield.errors import BadInput, WrongPassword
from wopfield.sync import bundle_file
from wopfield.sync.bundle_lock import new_key, open_key
from wopfield.sync.bundle_parts import (
    END,
    END_SIGNATURE,
    HEAD,
    PAGE,
    PIECE,
    SIGNATURE,
)


def test_a_wrong_password_is_told_from_a_damaged_file(scene: Scene) -> None:
    _amina, joost, path = scene
    before = rows(joost.database)
    with pytest.raises(WrongPassword, match="does not open"):
        open_key(bundle_file.open_clear(path).locked_key, "not the password")
    assert rows(joost.database) == before


def test_a_password_that_is_too_short_locks_nothing() -> None:
    with pytest.raises(BadInput, match="too short"):
        new_key("weir")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"\0" * 5000, b"WOPField bundle 1\n" * 200])
def test_another_file_is_told_to_be_none(scene: Scene, tmp_path: Path, content: bytes) -> None:
    _amina, joost, _path = scene
    other = tmp_path / "other.wopf"
    other.write_bytes(content)
    assert "no file that a colleague saved" in refused(joost, other)


def test_a_file_that_is_not_there_and_a_folder_are_told(scene: Scene, tmp_path: Path) -> None:
    _amina, joost, _path = scene
    for path in (tmp_path / "nothing.wopf", tmp_path):
        assert "cannot be read" in refused(joost, path)


def test_a_file_of_a_newer_program_asks_for_the_newer_program(scene: Scene) -> None:
    _amina, joost, path = scene
    path.write_bytes(path.read_bytes().replace(b"WOPField bundle 1\n", b"WOPField bundle 2\n"))
    assert "newer version" in refused(joost, path)


def test_a_bundle_cut_anywhere_leaves_nothing(scene: Scene) -> None:
    _amina, joost, path = scene
    content, before = path.read_bytes(), rows(joost.database)
    for part in range(20):
        path.write_bytes(content[: len(content) * part // 20])
        refused(joost, path)
    for rest in (content[:-1], content + b"\0", content + content):
        path.write_bytes(rest)
        refused(joost, path)
    assert rows(joost.database) == before


def change_bytes(scene: Scene, times: int) -> None:
    _amina, joost, path = scene
    content, before = path.read_bytes(), rows(joost.database)
    luck = random.Random(times)
    for _time in range(times):
        path.write_bytes(with_a_byte_changed(content, luck))
        refused(joost, path)
    assert rows(joost.database) == before
    path.write_bytes(content)
    assert joost.take_in(path).received > 10


def test_a_bundle_in_which_a_byte_was_changed_leaves_nothing(scene: Scene) -> None:
    change_bytes(scene, 40)


@pytest.mark.slow
def test_a_bundle_in_which_any_of_a_thousand_bytes_was_changed_leaves_nothing(scene: Scene) -> None:
    change_bytes(scene, 1000)


def change_bytes_inside(scene: Scene, times: int) -> None:
    """Change a byte under the lock, as somebody could who knows the password and not the maker's key."""
    _amina, joost, path = scene
    parts, before = parts_of(path, joost.key), rows(joost.database)
    luck = random.Random(times)
    for _time in range(times):
        number = luck.randrange(len(parts))
        part = parts[number]
        plain = zlib.decompress(part.content) if part.kind == PAGE else part.content
        changed = with_a_byte_changed(plain, luck)
        content = zlib.compress(changed, 1) if part.kind == PAGE else changed
        relocked(path, joost.key, [*parts[:number], replace(part, content=content), *parts[number + 1 :]])
        refused(joost, path)
    assert rows(joost.database) == before


def test_a_byte_changed_under_the_lock_leaves_nothing(scene: Scene) -> None:
    change_bytes_inside(scene, 40)


@pytest.mark.slow
def test_any_of_three_hundred_bytes_changed_under_the_lock_leaves_nothing(scene: Scene) -> None:
    change_bytes_inside(scene, 300)


@pytest.mark.parametrize("drop", [HEAD, SIGNATURE, PAGE, PIECE, END, END_SIGNATURE])
def test_a_part_that_was_taken_out_or_put_in_twice_is_missed(scene: Scene, drop: str) -> None:
    _amina, joost, path = scene
    parts, before = parts_of(path, joost.key), rows(joost.database)
    for changed in ([each for each in parts if each.kind != drop], [*parts, *(e for e in parts if e.kind == drop)]):
        relocked(path, joost.key, changed)
        refused(joost, path)
    assert rows(joost.database) == before
