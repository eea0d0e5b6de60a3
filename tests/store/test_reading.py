"""Whoever reads entries by the thousand reads the same in them as whoever reads one."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Name
from wopfield.errors import Refused
from wopfield.store.reading import read

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
plain = st.none() | st.booleans() | st.integers() | texts
values = st.recursive(plain, lambda parts: st.lists(parts, max_size=3) | st.dictionaries(texts, parts, max_size=3))
names = st.text("abcXYZ019-_", min_size=43, max_size=43).map(Name)
edits = st.builds(
    Edit, texts, texts, texts, st.dictionaries(texts, values, max_size=4), st.lists(names, max_size=2).map(tuple)
)
changes = st.builds(Change, texts, texts, st.lists(edits, max_size=3).map(tuple), st.integers(0, 9), st.none() | names)


@given(change=changes)
def test_what_was_written_is_read_alike_by_both(change: Change) -> None:
    payload = wording.write(change)

    assert read(payload) == wording.read(payload)


@given(content=st.dictionaries(st.sampled_from(["at", "author", "edits", "schema", "undoes", "more"]), values))
@example(content={"at": "", "author": "", "edits": "", "schema": "1"})
@example(content={"at": "", "author": "", "edits": [], "schema": 1, "undoes": 1})
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
        b'{"at":"","author":"","edits":' + b"[" * 5000 + b"]" * 5000 + b',"schema":1}',
    ],
)
def test_bytes_that_are_no_entry_are_refused_by_both(payload: bytes) -> None:
    assert said_by(read, payload) == said_by(wording.read, payload) == "refused"


def said_by(reads: object, payload: bytes) -> object:
    """Return what somebody reads, or that they refuse to."""
    assert callable(reads)
    try:
        return reads(payload)
    except Refused:
        return "refused"
