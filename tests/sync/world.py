"""A small world for machines: laptops and a server that stay open while one partnership is lived through many times.

Making a database costs more than a whole run, so a run begins by putting one partnership back to how it began, on
every database: as plain lines, which is also how a disk is copied, an old copy comes back, or a server is restored.
"""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select

from tests.servers import ADDRESS, SECRET, begin, start_server
from tests.workspaces import Clock
from wopfield.domain.log import Entry
from wopfield.server import accounts, admin, devices, members
from wopfield.server.devices import Device
from wopfield.store import colleagues, exchanges
from wopfield.store.database import Database, open_plain
from wopfield.store.layout import lay_out
from wopfield.store.log_tables import CONFIRMED, CONFLICT, EDIT, ENTRY, LOG, REFUSAL, SEAL, UNREAD, WITHHELD
from wopfield.store.migrate import bring_up
from wopfield.store.rows import new_id, table
from wopfield.store.tables import Answer, Assessment, Member, Partnership
from wopfield.sync import central
from wopfield.sync.device import home, keys_of
from wopfield.sync.lines import heads_of
from wopfield.sync.protocol import Heads
from wopfield.sync.signing import Keys

NAMES = ("amina", "joost", "teresa", "pavel", "noor")

LINES: tuple[Table, ...] = (
    LOG, ENTRY, SEAL, EDIT, UNREAD, CONFLICT, CONFIRMED, REFUSAL, WITHHELD,
    table(Partnership), table(Member), table(Assessment), table(Answer),
)  # fmt: skip
"""Everything that a database holds of a partnership, as far as the machine writes it."""

Disk = Mapping[str, list[dict[str, object]]]
"""What a database held of the partnership at one moment."""


class Watch(Clock):
    """A clock that may be wrong by years."""

    wrong = timedelta()

    def __call__(self) -> datetime:
        return super().__call__() + self.wrong


@dataclass
class Machine:
    """A laptop: its database, its person and its keys, which a copied disk brings along."""

    name: str
    database: Database
    clock: Watch
    person: str
    keys: Keys
    server_key: str


@dataclass
class World:
    """Five laptops and a server that share one partnership."""

    scope: str
    laptops: list[Machine]
    server: Database
    server_keys: Keys
    devices: Mapping[str, Device]
    began: Mapping[str, Disk]
    spare: Database

    def begin(self, many: int) -> None:
        """Put the server and so many laptops back to how they began."""
        for laptop in self.laptops[:many]:
            laptop.clock.wrong = timedelta()
            put_back(laptop.database, self.scope, self.began[laptop.name])
            self.give_role(laptop.name, "reviewer", again=False)
        put_back(self.server, self.scope, self.began["server"])

    def give_role(self, name: str, role: str, *, again: bool = True) -> None:
        """Give somebody a role, or none; ``again`` has the server judge again what it refused."""
        email = f"{name}@example.org"
        if again:
            admin.add_member(self.server, self.scope, email, role)
            return
        with self.server.write() as connection:
            account = accounts.find(connection, email)
            assert account is not None
            members.set_role(connection, self.scope, account.id, role, self.server.clock)

    def role_at(self, device: str) -> str:
        """Return the role of whoever a device belongs to; empty for none."""
        with self.server.look() as connection:
            return members.role_of(connection, self.scope, self.devices[device].account)

    def server_heads(self) -> Heads:
        """Return what the server has of the partnership."""
        with self.server.look() as connection:
            return heads_of(exchanges.lines(connection, [self.scope]))

    def laid_out_anew(self, database: Database) -> list[str]:
        """Return the answers that a fresh program makes of a database's log, read from its end to its beginning."""
        disk = copy_of(database, self.scope)
        put_back(self.spare, self.scope, {LOG.name: disk[LOG.name], ENTRY.name: disk[ENTRY.name]})
        with self.spare.write() as connection:
            statement = select(ENTRY).where(ENTRY.c.scope == self.scope, ENTRY.c.refused == "")
            lines = connection.execute(statement.order_by(ENTRY.c.log.desc(), ENTRY.c.seq.desc())).all()
            for line in lines:
                lay_out(connection, [entry_of(line)])
        return shown(self.spare, self.scope)


def copy_of(database: Database, scope: str) -> Disk:
    """Return what a database holds of a partnership."""
    with database.look() as connection:
        return read_disk(connection, scope)


def read_disk(connection: Connection, scope: str) -> Disk:
    """Return what a database holds of a partnership, as one transaction sees it."""
    return {
        lines.name: [dict(row._mapping) for row in connection.execute(select(lines).where(lines.c.scope == scope))]
        for lines in LINES
    }


def put_back(database: Database, scope: str, disk: Disk) -> None:
    """Let a database hold what it held at another moment."""
    with database.write() as connection:
        for lines in LINES:
            connection.execute(delete(lines).where(lines.c.scope == scope))
            rows = disk.get(lines.name, [])
            if rows:
                connection.execute(insert(lines), rows)


def entry_of(line: Row[Any]) -> Entry:
    """Return the entry that a line of its table is."""
    return Entry(line.scope, line.log, line.seq, line.name, bytes(line.payload))


def shown(database: Database, scope: str, without: Collection[str] = ()) -> list[str]:
    """Return the assessment, answers and conflicts that a database shows; the rows ``without`` are left out."""
    found: list[str] = []
    with database.look() as connection:
        for lines in (table(Assessment), table(Answer)):
            rows = connection.execute(select(lines).where(lines.c.scope == scope, lines.c.id.not_in(without)))
            found += [repr(sorted(dict(row._mapping).items(), key=lambda pair: pair[0])) for row in rows]
        open_now = connection.execute(select(CONFLICT).where(CONFLICT.c.scope == scope, CONFLICT.c.row.not_in(without)))
        return sorted([*found, *map(repr, open_now)])


@contextmanager
def new_world(folder: Path, url: str) -> Iterator[World]:
    """Make laptops, enrol them at a server over ``url``, and let them share a partnership."""
    server = start_server(url, folder / "pieces", Watch())
    blank = Database(open_plain(f"sqlite:///{folder / 'blank.db'}"), Watch())
    bring_up(blank.engine)
    blank.close()
    laptops: list[Machine] = []
    for name in (*NAMES, "spare"):
        shutil.copy(folder / "blank.db", folder / f"{name}.db")
    for name in NAMES:
        clock = Watch()
        database = Database(open_plain(f"sqlite:///{folder / name}.db"), clock)
        person = begin(database, name)
        server.account(name)
        central.connect(database, ADDRESS, f"{name}@example.org", SECRET, name, server.wire)
        with database.look() as connection:
            at = home(connection)
        assert at is not None
        laptops.append(Machine(name, database, clock, person, keys_of(database), at.key))
    scope = new_id()
    with laptops[0].database.change(laptops[0].person) as editor:
        editor.add(Partnership(scope=scope, id=scope, name="Marowe – Rijnmeer"))
        editor.add(Assessment(scope=scope, id="a", title="Follow-up 2026"))
    central.sync_now(laptops[0].database, make_transport=server.wire)
    for name in NAMES[1:]:
        admin.add_member(server.database, scope, f"{name}@example.org", "reviewer")
    for laptop in (*laptops, *laptops):
        central.sync_now(laptop.database, make_transport=server.wire)
    for one, other in permutations(laptops, 2):
        with one.database.write() as connection:
            colleagues.choose(connection, other.keys.device, scope, colleagues.YES)
    spare = Database(open_plain(f"sqlite:///{folder / 'spare'}.db"), Watch())
    with server.database.look() as connection:
        known = {each.keys.device: devices.find(connection, each.keys.device) for each in laptops}
    everybody = {**{each.name: each.database for each in laptops}, "server": server.database}
    yield World(
        scope=scope,
        laptops=laptops,
        server=server.database,
        server_keys=keys_of(server.database),
        devices={device: found for device, found in known.items() if found is not None},
        began={name: copy_of(database, scope) for name, database in everybody.items()},
        spare=spare,
    )
    for database in (*everybody.values(), spare):
        database.close()
