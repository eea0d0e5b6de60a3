"""What is entered in any field reaches the server, and whatever else somebody writes into one breaks nothing."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from sqlalchemy import select

from tests.servers import Laptop, Server
from tests.sync.ratings import ask, rows, share
from wopfield.domain.log import Name, name_of
from wopfield.store.rows import COMMONS, decode, kinds_by_register, table
from wopfield.store.tables import NOUNS
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import Chunk, Message, encode
from wopfield.sync.signing import sealed_bytes, sign

TYPE = {"Content-Type": "application/x-wopfield-exchange"}

REGISTERS = [
    (noun, register, kinds)
    for noun, model in NOUNS.items()
    if noun != "member"  # that is the server's own
    for register, kinds in kinds_by_register(model).items()
]

GOOD: dict[type, object] = {
    str: "words",
    int: 3,
    bool: True,
    date: "2026-11-23",
    datetime: "2026-11-23T10:00:00+00:00",
    list: ["one", "another"],
    dict: {"summary": "words"},
}

ANYTHING: list[str] = [
    '"\\u0000"',
    '"\\ud800"',
    "1e999",
    "NaN",
    "-1",
    "2147483648",
    "99999999999999999999999999",
    "{}",
    '{"a":1}',
    '{"a":["b"]}',
    '{"a":{"b":"c"}}',
    "[]",
    '["x"]',
    "[[1]]",
    "[{}]",
    "null",
    "true",
    '""',
    '"never"',
    '"2026-11-23"',
    '"2026-W48-1"',
    '"2026-11-23T10:00:00"',
    '"0001-01-01T00:00:00+23:00"',
    '"9999-12-31T23:59:59-23:00"',
    f'"{"x" * 3000}"',
]


@pytest.fixture
def amina(new_laptop: Callable[[str], Laptop]) -> Laptop:
    """A laptop that is signed in."""
    return new_laptop("amina")


def bring(laptop: Laptop, scope: str, payloads: Sequence[bytes]) -> int:
    """Seal bytes as the entries of a log of their own, bring them in one page, and return the server's status."""
    log, name = "another", Name("")
    for seq, payload in enumerate(payloads, start=1):
        name = name_of(scope, log, seq, name, payload)
    keys = keys_of(laptop.database)
    seal = sign(keys.private, sealed_bytes(scope, log, len(payloads), name))
    chunk = Chunk(scope, log, 1, Name(""), tuple(payloads), keys.device, seal)
    return ask(laptop, "POST", "/exchange", encode(Message(chunks=(chunk,))), **TYPE).status_code


def saying(laptop: Laptop, scope: str, noun: str, register: str, values: str) -> bytes:
    """Return an entry that says something of one register, later than all others; ``values`` may be no JSON."""
    row = scope if noun == "partnership" else "row"
    edit = f'"bases":[],"noun":"{noun}","register":"{register}","row":"{row}","values":{values}'
    return f'{{"at":"2099-01-01","author":"{laptop.person}","edits":[{{{edit}}}],"schema":1}}'.encode()


def place_of(noun: str, scope: str) -> str:
    """Return the scope in which a noun is kept."""
    return COMMONS if noun in ("utility", "person") else scope


def test_what_a_lead_enters_in_any_field_reaches_the_server(amina: Laptop, server: Server) -> None:
    scope = share(amina, server=server)
    said = [
        (noun, register, {field: GOOD[of[0]] for field, of in kinds.items()}) for noun, register, kinds in REGISTERS
    ]
    for place in (scope, COMMONS):
        here = [each for each in said if place_of(each[0], scope) == place]
        payloads = [saying(amina, place, noun, register, json.dumps(values)) for noun, register, values in here]
        assert bring(amina, place, payloads) == 200
    with server.database.look() as connection:
        for noun, register, values in said:
            lines, row = table(NOUNS[noun]), scope if noun == "partnership" else "row"
            statement = select(lines).where(lines.c.scope == place_of(noun, scope), lines.c.id == row)
            kept = connection.execute(statement).mappings().one()
            assert {field: kept[field] for field in values} == decode(NOUNS[noun], values), (noun, register)


@pytest.mark.parametrize("anything", ANYTHING, ids=lambda value: value[:30])
def test_whatever_stands_in_any_field_is_kept_or_refused_and_everybody_goes_on(
    amina: Laptop, server: Server, anything: str
) -> None:
    scope = share(amina, server=server)
    for place in (scope, COMMONS):
        payloads = [
            saying(amina, place, noun, register, f'{{"{field}":{anything}}}')
            for noun, register, kinds in REGISTERS
            if place_of(noun, scope) == place
            for field in kinds
        ]
        assert bring(amina, place, payloads) == 200
    amina.sync()
    assert rows(server.database) == rows(amina.database)
