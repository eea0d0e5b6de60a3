"""A server that runs as a process of its own, as it does for those who use it."""

import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from wopfield.server import admin
from wopfield.server.serve import open_database
from wopfield.store.database import Database

PATIENCE = 60


@dataclass(frozen=True)
class Served:
    """A server that listens, its database seen from outside, and its process."""

    address: str
    database: Database
    process: "subprocess.Popen[str]"

    def add_person(self, name: str, email: str, password: str) -> None:
        """Let somebody sign in."""
        admin.add_account(self.database, name, email, password)

    def add_member(self, scope: str, email: str, role: str) -> None:
        """Give somebody a role in a partnership."""
        admin.add_member(self.database, scope, email, role)

    def most_memory(self) -> int:
        """Return the most bytes its process ever held; 0 where the system does not tell."""
        place = Path(f"/proc/{self.process.pid}/status")
        told = place.read_text() if place.is_file() else ""
        found = re.search(r"VmHWM:\s*(\d+) kB", told)
        return int(found[1]) * 1024 if found else 0

    def processor_seconds(self) -> float:
        """Return how long the processor worked for it; 0 where the system does not tell."""
        place = Path(f"/proc/{self.process.pid}/stat")
        told = place.read_text().rpartition(")")[2].split() if place.is_file() else []
        return (int(told[11]) + int(told[12])) / 100 if told else 0.0


@contextmanager
def serving(folder: Path, database_url: str = "", *options: str, port: int = 0) -> Iterator[Served]:
    """Run ``wopfield serve`` with its database and pieces in ``folder``, for as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{folder / 'server.db'}"
    port = port or free_port()
    command = [sys.executable, "-m", "wopfield", "serve", "--folder", str(folder), "--database", url]
    command += ["--port", str(port), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        listening: threading.Thread | None = None
        try:
            listening = _wait_for_it(process)
            database = open_database(url)
            try:
                yield Served(f"http://127.0.0.1:{port}", database, process)
            finally:
                database.close()
        finally:
            process.terminate()
            process.wait(PATIENCE)
            if listening is not None:
                listening.join(PATIENCE)


def _wait_for_it(process: "subprocess.Popen[str]") -> threading.Thread:
    """Wait until the server listens; return the thread that hears what it says from then on, to its end."""
    assert process.stderr is not None
    said: list[str] = []
    for line in process.stderr:
        said.append(line)
        if "running on" in line:
            hearing = threading.Thread(target=process.stderr.read, daemon=True)
            hearing.start()
            return hearing
    raise AssertionError("".join(said))


def free_port() -> int:
    """Return a port of this computer that nobody listens on, nor soon will: systems give away higher ones only."""
    for port in random.SystemRandom().sample(range(12_000, 32_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("a hundred ports are taken")
