"""Photos and documents: whole or not there, and nothing hidden in them."""

import io
from pathlib import Path

import PIL.Image
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wopfield.errors import BadInput, NotAnImage
from wopfield.store import file_states, files
from wopfield.store.database import Database
from wopfield.store.files import FileStore, all_pieces, missing_pieces, read_document, smaller, take_in_picture
from wopfield.store.tables import EvidenceFile


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A file store of its own."""
    return FileStore(tmp_path / "files", b"k" * 32)


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", turned: int = 1) -> bytes:
    """Return a picture as a phone makes it: with the moment, a place and perhaps lying on its side."""
    image = PIL.Image.new("RGB", (width, height), (40, 90, 140))
    exif = PIL.Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[36867] = "2026:11:23 14:05:09"
    exif.get_ifd(0x8825)[1] = "S"
    written = io.BytesIO()
    image.save(written, kind, exif=exif)
    return written.getvalue()


@given(content=st.binary(max_size=3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
def test_a_file_comes_back_as_it_was_put_in(store: FileStore, content: bytes) -> None:
    assert store.get(store.put(content)) == content


def test_a_file_of_many_pieces_comes_back_and_misses_none(store: FileStore) -> None:
    content = bytes(range(256)) * 6000
    pieces = store.put(content)
    assert len(pieces) == 3
    assert store.get(pieces) == content
    assert store.get([*pieces, "0" * 64]) is None


def test_a_damaged_piece_counts_as_missing(store: FileStore, tmp_path: Path) -> None:
    (piece,) = store.put(b"evidence")
    lying = tmp_path / "files" / piece[:2] / piece
    lying.write_bytes(lying.read_bytes()[:-1] + b"?")
    assert store.piece(piece) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a" * 300, "", "Z" * 64])
def test_a_name_from_outside_never_becomes_a_path(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.has(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a" * 300, "", "Z" * 64])
def test_a_file_of_which_a_piece_is_named_by_anything_else_is_missing(
    store: FileStore, database: Database, name: str
) -> None:
    pieces = store.put(b"evidence")
    with database.change("amina") as editor:
        editor.add(EvidenceFile(scope="p", name="intake.jpg", pieces=[*pieces, name]))
    with database.read() as session:
        (state,) = file_states.states(session, store)
        assert all_pieces(session) == [("p", piece) for piece in pieces]
        assert missing_pieces(session, store) == []
    assert state.state == "missing"
    assert store.get([*pieces, name]) is None


def test_a_photo_keeps_its_moment_and_nothing_else_hidden() -> None:
    taken_in = take_in_picture(photo(), "IMG_1.jpg")
    assert taken_in.taken is not None
    assert (taken_in.taken.hour, taken_in.taken.minute) == (14, 5)
    with PIL.Image.open(io.BytesIO(taken_in.content)) as kept:
        assert dict(kept.getexif()) == {}


def test_a_photo_lying_on_its_side_is_turned_upright() -> None:
    taken_in = take_in_picture(photo(turned=6), "IMG_2.jpg")
    assert (taken_in.width, taken_in.height) == (480, 640)


def test_a_large_photo_is_made_smaller() -> None:
    taken_in = take_in_picture(photo(4000, 3000), "IMG_3.jpg")
    assert max(taken_in.width, taken_in.height) == files.LONG_SIDE
    with PIL.Image.open(io.BytesIO(smaller(taken_in.content, 240))) as thumbnail:
        assert max(thumbnail.size) == 240


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_picture_are_taken_in(kind: str) -> None:
    assert take_in_picture(photo(kind=kind), "picture").content.startswith(b"\xff\xd8")


@pytest.mark.parametrize("content", [b"", b"not a picture", b"GIF89a" + b"\0" * 40, photo()[:300]])
def test_what_is_no_picture_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotAnImage, match=r"notes\.jpg is not a picture .* \(it is damaged, or of another kind\)"):
        take_in_picture(content, "notes.jpg")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    PIL.Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    with pytest.raises(NotAnImage, match="too many pixels"):
        take_in_picture(bomb.getvalue(), "bomb.png")


def test_a_document_that_is_empty_or_gone_is_refused_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(BadInput, match="is empty"):
        read_document(empty)
    with pytest.raises(BadInput, match="cannot be read"):
        read_document(tmp_path / "gone.pdf")
