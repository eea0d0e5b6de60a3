"""What is deployed names what is there: the compose file, the container and the proxy."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from wopfield.cli.line import line
from wopfield.server.blobs import MOST_BYTES as MOST_PIECE
from wopfield.server.loopback import on_loopback
from wopfield.server.serve import KEEPS_LINES
from wopfield.sync.protocol import MOST_BYTES

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "resources" / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVER = COMPOSE["services"]["server"]


def parsed(words: list[str]) -> dict[str, Any]:
    """Return what the command line makes of some words, without doing it."""
    found: Any = get_command(line(words[0]))
    return dict(found.commands[words[0]].make_context(words[0], words[1:]).params)


def test_the_server_is_started_by_words_and_variables_the_program_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVER["environment"].items():
        monkeypatch.setenv(name, value)
    said = parsed(SERVER["command"])
    assert said["host"] == "0.0.0.0"
    assert said["database"] == "postgresql+psycopg://wopfield@database/wopfield"
    assert said["folder"] == Path("/srv/wopfield")
    assert f"reverse_proxy server:{said['port']}" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")


def test_the_health_of_the_server_is_asked_where_it_answers(tmp_path: Path) -> None:
    said = parsed(SERVER["command"])
    start, *words, code = SERVER["healthcheck"]["test"]
    assert (start, words, f":{said['port']}/" in code) == ("CMD", ["python", "-c"], True)
    for program in (COMPOSE["services"]["proxy"], SERVER):
        assert {each["condition"] for each in program["depends_on"].values()} == {"service_healthy"}
    with on_loopback(tmp_path) as running:
        here = code.replace(f"http://127.0.0.1:{said['port']}", running.address)
        assert subprocess.run([sys.executable, "-c", here], check=False).returncode == 0
        nowhere = here.replace("/about", "/nowhere")
        assert subprocess.run([sys.executable, "-c", nowhere], check=False, capture_output=True).returncode != 0


def test_only_the_proxy_is_reached_from_outside() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert services["server"]["networks"] == services["database"]["networks"] == ["inside"]
    named = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", ())}
    assert {name for name in named if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_every_file_that_is_named_is_there() -> None:
    assert (DEPLOY / SERVER["build"]["context"]).resolve() == ROOT
    container = (ROOT / SERVER["build"]["dockerfile"]).read_text(encoding="utf-8")
    copied = [name for names in re.findall(r"^COPY (.+) \S+$", container, re.MULTILINE) for name in names.split()]
    assert copied
    assert not [name for name in copied if not (ROOT / name).exists()]
    assert (DEPLOY / "Caddyfile").is_file()
    let_in = {line[1:] for line in ignored(".dockerignore") if line.startswith("!")}
    assert let_in == {name.split("/")[0] for name in copied}


def test_the_password_of_the_database_gets_into_no_image_and_no_commit() -> None:
    (secret,) = [each["file"] for each in COMPOSE["secrets"].values()]
    place = (DEPLOY / secret).resolve().relative_to(ROOT).as_posix()
    for name in (".dockerignore", ".gitignore"):
        assert place in ignored(name)
    lines = ignored(".dockerignore")
    assert lines.index("!resources") < lines.index(place)  # the last line that fits counts


def ignored(name: str) -> list[str]:
    """Return the lines of a file that says what is left out."""
    return (ROOT / name).read_text(encoding="utf-8").split("\n")


def test_the_proxy_lets_the_largest_message_through_and_waits_for_no_one_who_says_nothing() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    most = int(re.findall(r"max_size (\d+)MB", text)[0]) * 10**6
    assert max(MOST_BYTES, MOST_PIECE) < most < 2 * MOST_BYTES
    assert "read_header 10s" in text
    # What leads from the clear to TLS has the timeouts only where it is written out.
    assert re.search(r"^http://\{\$WOPFIELD_ADDRESS\} \{\n\tredir https://", text, re.MULTILINE)


def test_the_proxy_lets_go_of_a_line_before_the_server_does_and_answers_in_words_where_it_is_away() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert int(re.findall(r"keepalive (\d+)s", text)[0]) < KEEPS_LINES
    assert "protocols h1 h2\n" in text
    assert not [port for port in COMPOSE["services"]["proxy"]["ports"] if "udp" in port]
    assert re.search(r'respond @away "The server cannot be reached now\..+" \{http.error.status_code\}', text)


needs_shell = pytest.mark.skipif(os.name == "nt", reason="the container runs Linux")


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Start the container's program, which here only repeats what it was told."""
    program = tmp_path / "wopfield"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    program.chmod(0o755)
    home = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)}

    def run(*words: str, secret: Path) -> subprocess.CompletedProcess[str]:
        line = ["sh", str(DEPLOY / "start"), *words]
        env = {**home, "WOPFIELD_DATABASE_SECRET": str(secret)}
        return subprocess.run(line, env=env, capture_output=True, text=True, check=False)

    return run


@needs_shell
def test_the_container_hands_every_word_and_the_password_on(
    start: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a:b\\c d\n")
    done = start("admin", "add-person", "a b@example.org", "--name", "Amina Diallo", secret=secret)
    assert (done.stdout, done.stderr) == ("admin|add-person|a b@example.org|--name|Amina Diallo|", "")
    assert (tmp_path / ".pgpass").read_text() == "*:*:*:*:a\\:b\\\\c d\n"
    assert (tmp_path / ".pgpass").stat().st_mode & 0o077 == 0
    assert start("serve", secret=tmp_path / "none").stdout == "serve|"


@needs_shell
def test_a_password_file_that_cannot_be_read_is_said_and_nothing_starts(
    start: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    for name in ("empty", "folder"):
        done = start("serve", secret=tmp_path / name)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{tmp_path / name}, cannot be read or is empty. Nothing was started." in done.stderr
