"""Whoever holds a connection to the server open without asking anything is hung up on; whoever goes on is heard out."""

import socket
from collections.abc import Iterator

import pytest

from wopfield.server.loopback import Loopback, on_loopback

SOON = 0.2
"""Seconds that this server has patience."""
LONG = 60.0
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    """A server of little patience."""
    with on_loopback(tmp_path_factory.mktemp("server"), patience=SOON) as running:
        yield running


def line_to(server: Loopback) -> socket.socket:
    host, port = server.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=LONG)


def heard(line: socket.socket) -> bytes:
    """Return what comes until the other side hangs up."""
    parts = []
    try:
        while part := line.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        b"",
        HEAD + b"X-Slow: ",
        HEAD + b"Content-Length: 100\r\n\r\n{",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n40\r\n",
        b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\nGET /about HTTP/1.1\r\nX-Slow: ",
    ],
    ids=["nothing", "half of a head", "the first letter of a body", "the size of a chunk", "half of a second head"],
)
def test_whoever_stops_in_the_middle_is_hung_up_on(server: Loopback, said: bytes) -> None:
    with line_to(server) as line:
        line.sendall(said)
        assert heard(line).count(b"HTTP/1.1 200") == said.count(b"GET /about HTTP/1.1\r\nHost")


@pytest.mark.slow
def test_whoever_asks_for_another_protocol_is_answered_in_this_one(server: Loopback) -> None:
    with line_to(server) as line:
        line.sendall(
            b"GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert b'"program":"WOPField"' in heard(line)


def test_a_body_that_goes_on_coming_has_the_time_it_needs(server: Loopback) -> None:
    body, most = b"x" * 20_000, 19_000
    with line_to(server) as line, line_to(server) as silent:
        line.sendall(HEAD + f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        line.sendall(body[:most])
        assert heard(silent) == b""  # so long that whoever said nothing was hung up on
        line.sendall(body[most:])
        assert heard(line).startswith(b"HTTP/1.1 400")
