"""How long the same 10,000 edits take with another engine, in the same run: pycrdt, which merges documents (Yjs).

Its documents know no author, right, seal or history, keep one of two values that meet, and are read from memory. What
has to be kept and read on a disk is given to both alike: each edit is kept when it is made, the server keeps what
comes, and the colleague's rows lie in a table in the end. So a ratio says what vouching for each edit and keeping both
values cost, and nothing of which engine is better.
"""

import os
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from pycrdt import Doc, Map
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, insert

from tests.benchmarks.test_push_speed import (
    EDITS,
    PASSWORD,
    Spent,
    begin_partnership,
    measured,
    rating,
    server,
    write_ratings,
)
from tests.served import Served
from tests.servers import begin
from wopfield.domain.log import Edit, canonical
from wopfield.store.database import Database, open_encrypted, open_plain
from wopfield.store.workspace import Workspace
from wopfield.sync import central

pytestmark = [pytest.mark.slow, pytest.mark.alone]

MOST_TIMES = 10
"""So many times the work of the other engine, both ways together: 4.0 and 4.3 times were seen on SQLite and PostgreSQL
where four others used the machine (push 7.0 to 7.4, pull 2.9 to 3.1)."""
UPDATES = Table("updates", MetaData(), Column("content", LargeBinary))
PEER_ROWS = Table("peer_rows", MetaData(), Column("row", Text, primary_key=True), Column("values", Text))

__all__ = ["server"]


class Document:
    """What one side holds: a document, and a database in which every update of it is kept."""

    def __init__(self, database: Database) -> None:
        self.doc: Doc[Map[Map[str]]] = Doc()
        self.rows = self.doc.get("rows", type=Map)
        self.database = database
        with database.write() as connection:
            UPDATES.create(connection)

    def write(self, edits: Iterator[Edit]) -> None:
        """Make each edit a change of its own, and keep them."""
        updates: list[bytes] = []
        heard = self.doc.observe(lambda event: updates.append(event.update))
        for edit in edits:
            with self.doc.transaction():
                if edit.row not in self.rows:
                    self.rows[edit.row] = Map()
                self.rows[edit.row][edit.register] = canonical(edit.values).decode()
        self.doc.unobserve(heard)
        self.keep(*updates)

    def take(self, update: bytes) -> None:
        """Take a peer's update in, and keep it."""
        self.doc.apply_update(update)
        self.keep(update)

    def keep(self, *updates: bytes) -> None:
        """Keep updates on the disk."""
        with self.database.write() as connection:
            connection.execute(insert(UPDATES), [{"content": update} for update in updates])

    def lay_out(self) -> int:
        """Write every row into a table, as a program does that searches them; return how many there are."""
        rows = [
            {"row": row, "values": canonical({name: str(said) for name, said in values.items()}).decode()}
            for row, values in self.rows.items()
        ]
        with self.database.write() as connection:
            PEER_ROWS.create(connection)
            connection.execute(insert(PEER_ROWS), rows)
        return len(rows)


@contextmanager
def answering(held: Document) -> Iterator[str]:
    """Serve a document over loopback: POST takes an update in, PUT gives what a state lacks."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held.take(zlib.decompress(self.body()))
            self.answer(b"")

        def do_PUT(self) -> None:
            self.answer(zlib.compress(held.doc.get_update(self.body()), 6))

        def body(self) -> bytes:
            return self.rfile.read(int(self.headers["Content-Length"]))

        def answer(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_the_same_edits_take_a_few_times_the_work_of_an_engine_that_vouches_for_none(
    new_workspace: Callable[[str], Workspace], server: Served, tmp_path: Path
) -> None:
    amina, joost = new_workspace("amina").database, new_workspace("joost").database
    person = begin(amina, "amina")
    for name, database in (("amina", amina), ("joost", joost)):
        server.add_person(name, f"{name}@example.org", PASSWORD)
        central.connect(database, server.address, f"{name}@example.org", PASSWORD, name)
    scope = begin_partnership(amina, person)
    central.sync_now(amina)
    server.add_member(scope, "joost@example.org", "reviewer")
    central.sync_now(joost)
    write_ratings(amina, scope, person)
    with measured(server) as push:
        central.sync_now(amina)
    with measured(server) as pull:
        received = central.sync_now(joost).received

    sides = [Document(Database(open_encrypted(tmp_path / f"{name}.db", bytes(32)))) for name in ("amina", "joost")]
    hub = Document(Database(open_plain(f"sqlite:///{tmp_path / 'hub.db'}")))
    sides[0].write(edit for number in range(EDITS) for edit in rating(person, number).edits)
    with answering(hub) as address:
        with measured() as peer_push:
            sent = zlib.compress(sides[0].doc.get_update(), 6)
            httpx.post(address, content=sent)
        with measured() as peer_pull:
            came = httpx.put(address, content=sides[1].doc.get_state()).content
            sides[1].take(zlib.decompress(came))
            rows = sides[1].lay_out()
    for side in (*sides, hub):
        side.database.close()

    tell("push", push, peer_push, len(sent))
    tell("pull", pull, peer_pull, len(came))
    assert received >= EDITS
    assert rows == EDITS // 2
    assert push.work + pull.work < MOST_TIMES * (peer_push.work + peer_pull.work)


def tell(what: str, ours: Spent, peer: Spent, carried: int) -> None:
    """Print a figure beside the other engine's."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(
        f"\n{what}: {ours.work:.3f} s of work, {ours.clock:.3f} s; pycrdt {peer.work:.3f} and {peer.clock:.3f} s,"
        f" {carried / EDITS:.0f} bytes an edit; {ours.work / peer.work:.1f} x (load {load:.1f})"
    )
