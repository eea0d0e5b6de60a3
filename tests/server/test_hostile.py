"""Whatever arrives, the server answers in words: never with a mistake of its own, never with what was sent."""

import asyncio
import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select
from starlette.types import Message as AsgiMessage
from starlette.types import Scope

from tests.servers import Laptop, Server, Wire
from tests.sync.ratings import ask, rows, said, share
from wopfield.domain.log import Name, name_of
from wopfield.errors import NotUnderstood
from wopfield.store.tables import Partnership
from wopfield.sync.device import keys_of
from wopfield.sync.program import program_version
from wopfield.sync.protocol import Chunk, Message, Place, Refusal, Stub, decode, encode
from wopfield.sync.signing import sealed_bytes, sign

TYPE = {"Content-Type": "application/x-wopfield-exchange"}
CANARY = "canary-secret-4711"


def framed(head: object, payloads: bytes = b"") -> bytes:
    """Return bytes framed as a message, whatever they say."""
    text = head if isinstance(head, bytes) else json.dumps(head).encode("utf-8", "surrogatepass")
    return zlib.compress(len(text).to_bytes(4, "big") + text + payloads)


HEAD: dict[str, object] = {
    "v": 1, "device": "", "program": "", "same": {}, "have": {}, "lacks": {}, "chunks": [], "certificates": [],
    "refusals": [], "room": 1000,
}  # fmt: skip
CHUNK = {"scope": "s", "log": "l", "first": 1, "before": "", "sizes": [1], "seal": ["d", "x" * 86]}

BODIES: list[bytes] = [
    b"",
    b"not compressed",
    zlib.compress(b""),
    zlib.compress(b"\xff\xff\xff\xff"),
    zlib.compress(b"\0" * 50_000_000),
    zlib.compress(b"x" * 100)[:-4],
    framed([]),
    framed(b"[" * 200_000),
    framed(b'{"v": 1e999}'),
    framed(b'{"v": NaN}'),
    framed(b'{"v": 1, "device": "\\ud800"}'),
    framed({**HEAD, "v": 2}),
    framed({**HEAD, "v": True}),
    framed({**HEAD, "device": "\0"}),
    framed({**HEAD, "program": "\ud800"}),
    framed({**HEAD, "room": -1}),
    framed({**HEAD, "room": 10**30}),
    framed({**HEAD, "room": 1.5}),
    framed({**HEAD, "same": {"commons": 1}}),
    framed({**HEAD, "same": {"../../etc": "x" * 22}}),
    framed({**HEAD, "same": {"'; drop table entry; --": "x" * 22}}),
    framed({**HEAD, "have": {"commons": {"l": [[1]]}}}),
    framed({**HEAD, "have": {"commons": {"l": [[2**40, "x" * 43]]}}}),
    framed({**HEAD, "have": {"commons": {"l": [[1, None]]}}}),
    framed({**HEAD, "lacks": []}),
    framed({**HEAD, "certificates": [["{}", "x"]]}),
    framed({**HEAD, "refusals": [["s", "l", 1, "n"]]}),
    framed({**HEAD, "chunks": [CHUNK]}),
    framed({**HEAD, "chunks": [{**CHUNK, "sizes": [-1]}]}),
    framed({**HEAD, "chunks": [{**CHUNK, "sizes": []}]}),
    framed({**HEAD, "chunks": [{**CHUNK, "sizes": [2**62]}]}),
    framed({**HEAD, "chunks": [{**CHUNK, "first": 0}]}, b"x"),
    framed({**HEAD, "chunks": [{**CHUNK, "first": 2}]}, b"x"),
    framed({**HEAD, "chunks": [{**CHUNK, "first": 2**31 - 1, "before": "x" * 43, "sizes": [0, 0]}]}),
    framed({**HEAD, "chunks": [{**CHUNK, "seal": ["d", "é" * 86]}]}, b"x"),
    framed({**HEAD, "chunks": [{**CHUNK, "stubs": [["x" * 43, "r"]]}]}, b"x"),
    framed({key: value for key, value in HEAD.items() if key != "room"}),
]

PAYLOADS: list[bytes] = [
    b"",
    b"{}",
    b"[]",
    b'{"at":"2026","author":"AUTHOR","edits":[],"schema":1}',
    b'{"at":"2026","author":"AUTHOR","edits":[1],"schema":1}',
    b'{"at":"2026","author":"AUTHOR","edits":[EDIT],"schema":1e999}',
    b'{"at":"2026","author":"AUTHOR","edits":[EDIT],"schema":NaN}',
    b'{"at":"never","author":"AUTHOR","edits":[EDIT],"schema":1}',
    b'{"at":"2026-11-23","author":["AUTHOR"],"edits":[EDIT],"schema":1}',
    '{"at":"2026-11-23","author":"AUTHOR","edits":[EDIT],"schema":1}'.encode("utf-16"),
    b"\xff\xfe" * 10,
    b'{"a":' * 100_000,
]

VALUES: list[str] = [
    '{"text":"\\u0000"}',
    '{"text":"\\ud800"}',
    '{"text":1e999}',
    '{"text":NaN}',
    '{"text":-Infinity}',
    '{"text":99999999999999999999999999}',
    '{"text":{"a":1}}',
    '{"text":[1,[2]]}',
    '{"text":true}',
    '{"evidence":[1e999]}',
    '{"evidence":["\\u0000"]}',
    '{"evidence":"E1"}',
    '{"in_summary":"yes"}',
    '{"assessment":"LONG","area":"","item":""}',
    '{"scope":"commons","id":"x","heads":"{}"}',
    '{"__class__":"x","__init__":1}',
    '{"":""}',
]


@pytest.fixture
def amina(new_laptop: Callable[[str], Laptop], server: Server) -> Laptop:
    """A laptop that is signed in and leads a partnership."""
    laptop = new_laptop("amina")
    share(laptop, server=server)
    return laptop


def bring(laptop: Laptop, scope: str, payload: bytes) -> int:
    """Seal any bytes as an entry of this laptop's own log, bring them, and return the server's status."""
    log = hashlib.sha256(payload).hexdigest()[:40]
    name = name_of(scope, log, 1, Name(""), payload)
    keys = keys_of(laptop.database)
    seal = sign(keys.private, sealed_bytes(scope, log, 1, name))
    chunk = Chunk(scope, log, 1, Name(""), (payload,), keys.device, seal)
    return ask(laptop, "POST", "/exchange", encode(Message(chunks=(chunk,))), **TYPE).status_code


def scope_of(laptop: Laptop) -> str:
    """Return the partnership of a laptop."""
    with laptop.database.read() as session:
        return session.exec(select(Partnership)).one().scope


def test_a_body_that_is_no_message_is_answered_in_words(amina: Laptop) -> None:
    for body in BODIES:
        answer = ask(amina, "POST", "/exchange", body, **TYPE)
        assert 400 <= answer.status_code < 500, body[:80]
        assert said(answer)["happened"]


def test_an_entry_that_says_nonsense_is_refused_and_harms_nothing(amina: Laptop, server: Server) -> None:
    scope = scope_of(amina)
    before = rows(server.database)
    edit = b'{"noun":"finding","row":"f","register":"text","values":{"text":"x"},"bases":[]}'
    for payload in PAYLOADS:
        filled = payload.replace(b"AUTHOR", amina.person.encode()).replace(b"EDIT", edit)
        assert bring(amina, scope, filled) == 200, payload[:80]
    assert rows(server.database) == before


@pytest.mark.slow
def test_a_value_of_any_kind_is_kept_or_refused_but_never_breaks_the_server(amina: Laptop, server: Server) -> None:
    scope = scope_of(amina)
    for number, value in enumerate(VALUES):
        for register in ("text", "evidence", "about", "in_summary", "alive", "no such register"):
            edit = (
                f'{{"bases":[],"noun":"finding","register":"{register}","row":"f{number}",'
                f'"values":{value.replace("LONG", "x" * 5000)}}}'
            )
            payload = f'{{"at":"2026-11-23","author":"{amina.person}","edits":[{edit}],"schema":1}}'
            assert bring(amina, scope, payload.encode()) == 200, (value, register)
    outcome = amina.sync()
    assert outcome.requests > 0
    assert rows(server.database)["finding"] == rows(amina.database)["finding"]


def test_signing_in_with_anything_but_texts_is_answered_in_words_that_do_not_repeat_it(
    server: Server,
) -> None:
    wire = server.wire()
    good = {
        "email": "a@b.org",
        "password": CANARY,
        "device": "d" * 20,
        "key": "k" * 43,
        "name": "n",
        "person": "",
    }
    bad: list[object] = [None, 1, 1e999, True, [], {}, "\0", "\ud800", "x" * 10_000, "\n", float("nan")]
    bodies = [json.dumps({**good, field: value}).encode() for field in good for value in bad]
    bodies += [b"", b"[]", b"{", b"\xff", b"[" * 10_000, json.dumps({**good, "admin": "1"}).encode()]
    for body in bodies:
        status, _headers, content = post(wire, "/sign-in", body)
        assert 400 <= status < 500, body[:80]
        assert CANARY.encode() not in content
        assert b"happened" in content


def post(wire: Wire, path: str, body: bytes) -> tuple[int, object, bytes]:
    """Send a body to the server."""
    answer = wire.handle_request(httpx.Request("POST", f"http://localhost{path}", content=body))
    return answer.status_code, answer.headers, answer.read()


def test_a_body_larger_than_it_may_be_is_turned_away(amina: Laptop) -> None:
    assert ask(amina, "POST", "/exchange", b"x" * 8_000_001, **TYPE).status_code == 413
    assert ask(amina, "POST", "/sign-in", b"x" * 20_001).status_code == 413
    assert ask(amina, "PUT", f"/scopes/{scope_of(amina)}/pieces/{'a' * 64}", b"x" * 4_000_001).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/scopes/commons/pieces/..%2f..%2fetc",
        "/scopes/commons/pieces/" + "A" * 64,
        "/scopes/x/pieces/" + "a" * 64,
    ],
)
def test_a_piece_is_asked_for_by_its_name_only(amina: Laptop, path: str) -> None:
    assert 400 <= ask(amina, "GET", path).status_code < 500
    assert 400 <= ask(amina, "PUT", path, b"x").status_code < 500


def test_without_a_token_nothing_is_told(server: Server) -> None:
    wire = server.wire()
    for method, path in (
        ("POST", "/exchange"),
        ("GET", "/scopes/commons/pieces/" + "a" * 64),
        ("PUT", "/scopes/commons/pieces/" + "a" * 64),
        ("POST", "/scopes/commons/pieces/missing"),
    ):
        for token in ("", "Bearer ", "Bearer " + "x" * 43, "Basic eDp5", "Bearer é" * 3):
            request = httpx.Request(method, f"http://localhost{path}", headers={b"Authorization": token.encode()})
            assert wire.handle_request(request).status_code == 401
    for path in ("/docs", "/openapi.json", "/redoc", "/scopes", "/admin/openapi.json"):
        assert wire.handle_request(httpx.Request("GET", f"http://localhost{path}")).status_code == 404


def test_a_line_that_is_cut_in_a_request_is_no_mistake_of_the_server(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    path = "/sign-in"
    asked: Scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [(b"content-length", b"900")], "scheme": "http", "server": ("localhost", 80)}  # fmt: skip
    arriving: list[AsgiMessage] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[AsgiMessage] = []

    async def receive() -> AsgiMessage:
        return arriving.pop(0)

    async def send(message: AsgiMessage) -> None:
        answered.append(message)

    asyncio.run(server.app(asked, receive, send))

    assert arriving == []
    assert answered[0]["status"] == 400
    assert caplog.records == []


def test_answers_carry_the_headers_that_keep_a_browser_still(server: Server) -> None:
    answer = server.wire().handle_request(httpx.Request("GET", "http://localhost/about"))
    assert json.loads(answer.read())["version"] == program_version()
    for header in ("x-content-type-options", "content-security-policy", "cache-control", "referrer-policy"):
        assert header in answer.headers


names = st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True).map(Name)
ids = st.from_regex(r"[A-Za-z0-9.-]{1,40}", fullmatch=True)
numbers = st.integers(1, 2**31 - 1)
signatures = st.from_regex(r"[A-Za-z0-9_-]{86}", fullmatch=True)
places = st.frozensets(st.builds(Place, numbers, names), max_size=3)
lines = st.lists(
    st.binary(max_size=60)
    | st.builds(
        Stub, names, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), ids, signatures
    ),
    min_size=1,
    max_size=4,
)
chunks = st.builds(
    Chunk, ids, ids, st.just(1), st.just(Name("")), lines.map(tuple), ids, signatures,
)  # fmt: skip
messages = st.builds(
    Message,
    device=ids,
    program=st.just("0.1.0"),
    same=st.dictionaries(ids, st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True), max_size=3),
    have=st.dictionaries(ids, st.dictionaries(ids, places, max_size=2), max_size=3),
    lacks=st.dictionaries(ids, st.frozensets(names, max_size=2), max_size=2),
    chunks=st.lists(chunks, max_size=3).map(tuple),
    refusals=st.lists(st.builds(Refusal, ids, ids, numbers, names, st.just("why")), max_size=2).map(tuple),
)


@given(message=messages)
@settings(max_examples=60)
def test_a_message_read_back_is_what_was_written(message: Message) -> None:
    assert decode(encode(message)) == message


@given(message=messages, place=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_a_message_with_a_flipped_bit_is_never_a_crash(message: Message, place: int, bit: int) -> None:
    body = bytearray(encode(message))
    body[place % len(body)] ^= 1 << bit
    try:
        found = decode(bytes(body))
    except NotUnderstood:
        return
    assert replace(found) == found
