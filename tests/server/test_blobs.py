"""Pieces of files are kept the same way in a folder and in a bucket."""

import hashlib
import http.server
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import httpx
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from tests.bad_network import Fault, before
from tests.served import free_port, serving
from wopfield.errors import CannotKeep, CannotOpen, Refused
from wopfield.server.blobs import BlobFolder, BlobStore, add_part
from wopfield.server.bucket import BlobBucket, open_bucket
from wopfield.server.serve import open_blobs, serve

PIECE = b"a photo of the valve chamber" * 1000
NAME = hashlib.sha256(PIECE).hexdigest()
OTHER = hashlib.sha256(b"never sent").hexdigest()


@dataclass
class Kept:
    """A store of pieces, and a hand that reaches behind it."""

    store: BlobStore
    damage: Callable[[str], None]


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """A real S3 API on this machine, with a bucket; its address."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.put(f"{address}/pieces", timeout=30)
    yield address
    server.stop()


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "secret"), ("REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    place = f"{NAME[:2]}/{NAME[2:4]}/{NAME}"
    if request.param == "folder":

        def spoil(_name: str) -> None:
            (tmp_path / place).write_bytes(b"x" + PIECE[1:])

        return Kept(BlobFolder(tmp_path), spoil)
    address: str = request.getfixturevalue("object_store")

    def overwrite(_name: str) -> None:
        behind = S3Store("pieces", config={"endpoint": address}, client_options={"allow_http": True})
        behind.put(f"{tmp_path.name}/{place}", b"x" + PIECE[1:])

    return Kept(BlobBucket("pieces", tmp_path.name, address), overwrite)


def test_what_is_put_is_there_and_comes_back_as_it_was(kept: Kept) -> None:
    assert kept.store.get(NAME) is None
    assert kept.store.lacking([NAME, OTHER]) == {NAME, OTHER}
    kept.store.put(NAME, PIECE)
    kept.store.put(NAME, PIECE)
    assert kept.store.get(NAME) == PIECE
    assert kept.store.lacking([NAME, OTHER]) == {OTHER}


def test_a_piece_that_is_not_what_its_name_says_is_refused(kept: Kept) -> None:
    with pytest.raises(Refused):
        kept.store.put(NAME, PIECE[:-1])
    for name in ("", "../../secret", NAME.upper(), NAME[:-1]):
        with pytest.raises(Refused):
            kept.store.get(name)
    assert kept.store.lacking([NAME]) == {NAME}


def test_a_damaged_piece_is_noticed_and_counts_as_missing_until_it_is_sent_again(kept: Kept) -> None:
    kept.store.put(NAME, PIECE)
    kept.damage(NAME)
    assert kept.store.get(NAME) is None
    assert kept.store.lacking([NAME]) == {NAME}
    kept.store.put(NAME, PIECE)
    assert kept.store.get(NAME) == PIECE


def test_a_piece_that_comes_in_parts_is_there_once_it_is_whole(kept: Kept) -> None:
    size, half = len(PIECE), len(PIECE) // 2
    assert add_part(kept.store, "amina", NAME, 0, size, PIECE[:half]) == half
    assert add_part(kept.store, "amina", NAME, 0, size, b"") == half, "what came is told to who asks"
    assert add_part(kept.store, "amina", NAME, half - 9, size, PIECE[half - 9 : half + 9]) == half + 9
    assert add_part(kept.store, "amina", NAME, half + 99, size, PIECE[half + 99 :]) == half + 9, "a gap is not closed"
    assert add_part(kept.store, "joost", NAME, 0, size, b"") == 0, "each laptop goes on with its own"
    assert kept.store.lacking([NAME]) == {NAME}
    assert add_part(kept.store, "amina", NAME, half + 9, size, PIECE[half + 9 :]) == size
    assert kept.store.get(NAME) == PIECE
    assert add_part(kept.store, "amina", NAME, 0, size, b"") == 0, "its beginning is forgotten"


def test_a_beginning_that_nobody_goes_on_with_is_let_go_and_then_sent_from_its_start(kept: Kept) -> None:
    size, half = len(PIECE), len(PIECE) // 2
    kept.store.put(NAME, PIECE)
    for laptop in ("amina", "joost"):
        add_part(kept.store, laptop, OTHER, 0, size, PIECE[:half])
    long_ago, later_on = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 1))

    assert kept.store.forget_beginnings(long_ago) == 0
    assert add_part(kept.store, "amina", OTHER, 0, size, b"") == half
    assert kept.store.forget_beginnings(later_on) >= 2

    assert add_part(kept.store, "amina", OTHER, 0, size, b"") == 0
    assert kept.store.get(NAME) == PIECE
    assert add_part(kept.store, "amina", OTHER, 0, size, PIECE[:half]) == half


@pytest.mark.slow
def test_a_server_that_starts_lets_go_of_beginnings_of_long_ago(tmp_path: Path) -> None:
    store, size = BlobFolder(tmp_path / "files"), len(PIECE)
    for days in (59, 61):
        add_part(store, f"laptop {days}", OTHER, 0, size, PIECE[:9])
        (newest,) = (each for each in (tmp_path / "files" / "begun").glob("*/*/*") if _age(each) < 1)
        then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(newest, (then, then))

    with serving(tmp_path):
        left = [add_part(store, f"laptop {days}", OTHER, 0, size, b"") for days in (59, 61)]

    assert left == [9, 0]


def _age(place: Path) -> float:
    """Return how many days ago a file was written."""
    return (datetime.now(UTC).timestamp() - place.stat().st_mtime) / 86_400


def test_parts_that_make_something_else_are_refused_and_let_go(kept: Kept) -> None:
    size, half = len(PIECE), len(PIECE) // 2
    add_part(kept.store, "amina", NAME, 0, size, PIECE[:half])
    with pytest.raises(Refused):
        add_part(kept.store, "amina", NAME, half, size, b"x" * (size - half))
    assert add_part(kept.store, "amina", NAME, 0, size, b"") == 0
    with pytest.raises(Refused):
        add_part(kept.store, "amina", "../../secret", 0, size, PIECE[:half])


def test_a_server_is_told_by_its_setting_where_pieces_lie(
    object_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store)
    open_blobs(f"s3://pieces/{tmp_path.name}/in/here").put(NAME, PIECE)
    assert BlobBucket("pieces", f"{tmp_path.name}/in/here", object_store).get(NAME) == PIECE
    open_blobs(str(tmp_path / "beside")).put(NAME, PIECE)
    assert (tmp_path / "beside" / NAME[:2] / NAME[2:4] / NAME).read_bytes() == PIECE


@contextmanager
def refusing() -> Iterator[str]:
    """Run a store that takes nobody's keys; its address."""

    class Doorkeeper(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(403)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Doorkeeper) as store:
        thread = threading.Thread(target=store.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{store.server_address[1]}"
        finally:
            store.shutdown()
            thread.join()


def test_a_store_that_cannot_be_used_is_said_when_the_server_starts(
    object_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store)
    with pytest.raises(CannotOpen, match="there is no bucket “nobody-made-this-one”"):
        open_bucket("s3://nobody-made-this-one")
    with refusing() as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(CannotOpen, match="does not take these keys"):
            open_bucket("s3://somebody-elses")
    with pytest.raises(CannotOpen, match="names no bucket"):
        open_bucket("s3://")


def test_a_store_that_is_away_is_said_in_words_and_not_taken_for_empty() -> None:
    away = BlobBucket("pieces", "", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(CannotKeep, match="cannot reach"):
        away.lacking([NAME])
    with pytest.raises(CannotKeep, match="cannot reach"):
        away.get(NAME)


@pytest.mark.parametrize("way", ["request", "reply"])
@pytest.mark.parametrize("share", [0.3, 0.99])
def test_a_piece_cut_on_its_way_to_the_bucket_is_never_half_there_and_goes_on_with_the_next_try(
    object_store: str, tmp_path: Path, way: Literal["request", "reply"], share: float
) -> None:
    piece = PIECE * 30
    name = hashlib.sha256(piece).hexdigest()
    straight = BlobBucket("pieces", tmp_path.name, object_store)
    line = before(object_store)
    with line.listening() as address:
        store = BlobBucket("pieces", tmp_path.name, address)
        line.faults = [Fault(way, share)] * 9
        with pytest.raises(CannotKeep, match="next sync continues"):
            store.put(name, piece)
        assert line.met >= 3, "it is tried again before it is given up"
        assert straight.get(name) == (None if way == "request" else piece)
        line.faults = [Fault(way, share)]
        store.put(name, piece)
        assert store.get(name) == piece
    assert straight.lacking([name]) == set()


def test_a_server_says_that_it_serves_only_once_nothing_stands_in_its_way(
    object_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store)
    url, begun = f"sqlite:///{tmp_path / 'server.db'}", list[str]()
    with pytest.raises(CannotOpen, match="no bucket"):
        serve(url, "127.0.0.1", free_port(), "s3://nobody-made-this-one", begun=lambda: begun.append("begun"))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CannotOpen, match="another program listens"):
        serve(url, "127.0.0.1", taken.getsockname()[1], str(tmp_path), begun=lambda: begun.append("begun"))
    assert begun == []
