"""Whoever reads entries by the thousand reads the same in them as whoever reads one."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name, Newest
from wopfield.errors import Refused
from wopfield.store.reading import read

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
plain = st.none() | st.booleans() | st.integers() | texts
values = st.recursive(plain, lambda parts: st.lists(parts, max_size=3) | st.dictionaries(texts, parts, max_size=3))
names = st.text("abcXYZ019-_", min_size=43, max_size=43).map(Name)
edits = st.builds(
    Edit, texts, texts, texts, st.dictionaries(texts, values, max_size=4), st.lists(names, max_size=2).map(tuple)
)
USUAL = (
    b'{"at":"2026-11-30T10:00:00.000000+00:00","author":"a","edits":[{"bases":[],"noun":"finding","register":"text",'
    b'"row":"r","values":{"text":"t"}}],"schema":1}'
)
had = st.lists(st.builds(Newest, texts, st.integers(0, 2**70), names), max_size=3).map(tuple)
changes = st.builds(
    Change,
    texts,
    texts,
    st.lists(edits, max_size=3).map(tuple),
    st.integers(0, 9),
    st.none() | names,
    st.none() | had,
)


@given(change=changes)
def test_what_was_written_is_read_alike_by_both(change: Change) -> None:
    payload = wording.write(change)

    assert read(payload) == wording.read(payload)


@given(written=st.just(USUAL) | changes.map(wording.write), data=st.data())
def test_a_change_with_one_byte_altered_is_read_or_refused_alike_by_both(written: bytes, data: st.DataObject) -> None:
    payload = bytearray(written)
    payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.sampled_from(b'{}[]",:\\u0-.e1 \n\0\xc3\xff'))

    assert said_by(read, bytes(payload)) == said_by(wording.read, bytes(payload))


@given(content=st.dictionaries(st.sampled_from(["at", "author", "edits", "schema", "undoes", "had", "more"]), values))
@example(content={"at": "", "author": "", "edits": "", "schema": "1"})
@example(content={"at": "", "author": "", "edits": [], "schema": 1, "undoes": 1})
@example(content={"at": "", "author": "", "edits": [], "schema": 1, "had": [["log", True, "name"]]})
@example(content={"at": "", "author": "", "edits": [], "schema": 1, "had": [["log", 1]]})
@example(content={"at": "", "author": "", "edits": [], "schema": 1, "had": "log"})
def test_what_is_no_change_is_refused_by_both(content: object) -> None:
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    assert said_by(read, payload) == said_by(wording.read, payload)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b" {}",
        b"{} ",
        b"[]",
        b'{"at":"","author":"","edits":[],"schema":1}x',
        b' {"at":"","author":"","edits":[],"schema":1}',
        b'{"at":"\\ud800","author":"","edits":[],"schema":1}',
        b'{"at":"\\u0000","author":"","edits":[],"schema":1}',
        b'{"at":"\xff","author":"","edits":[],"schema":1}',
        b'{"at":"\n","author":"","edits":[],"schema":1}',
        '{"at":"","author":"","edits":[],"schema":1}'.encode("utf-16"),
        USUAL.replace(b'"t"', b'"\\ud800"'),
        USUAL.replace(b'"t"', b'"\\u0000"'),
        USUAL.replace(b'"t"', b'"\xff"'),
        USUAL.replace(b'"t"', b'"\n"'),
        USUAL.replace(b'"t"', b"01"),
        USUAL + b" ",
        USUAL + USUAL,
        USUAL.replace(b'"bases":[]', b'"bases":{}'),
        USUAL.replace(b'"row":"r"', b'"row":1'),
        b'{"at":"","author":"","edits":' + b"[" * 5000 + b"]" * 5000 + b',"schema":1}',
    ],
)
def test_bytes_that_are_no_entry_are_refused_by_both(payload: bytes) -> None:
    assert said_by(read, payload) == said_by(wording.read, payload) == "refused"


@pytest.mark.parametrize(
    "value", [b"1", b"-1", b"1.0", b"1e2", b"1e400", b"NaN", b"9" * 400, b"true", b"null", b'"\xc3\xa9"']
)
def test_a_value_is_of_the_same_kind_for_both(value: bytes) -> None:
    payload = USUAL.replace(b'"t"', value)

    assert repr(said_by(read, payload)) == repr(said_by(wording.read, payload))


def said_by(reads: object, payload: bytes) -> object:
    """Return what somebody reads, or that they refuse to."""
    assert callable(reads)
    try:
        return reads(payload)
    except Refused:
        return "refused"
