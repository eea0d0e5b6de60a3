"""What a colleague forged in a bundle, a page or an entry is refused in words."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bundles import Traveller, parts_of, relocked
from tests.sync.bundle_scene import NewTraveller, Scene
from tests.sync.ratings import blank, rows
from tests.sync.tampering import with_a_byte_changed, with_words_changed
from wopfield.errors import NotUnderstood
from wopfield.sync.bundle_head import read_head, sign_end, write_head
from wopfield.sync.bundle_parts import (
    END,
    END_SIGNATURE,
    HEAD,
    PAGE,
    PIECE,
    SIGNATURE,
    Part,
    Tally,
)
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import Have, Message, decode, encode
from wopfield.sync.replica import Replica
from wopfield.sync.trust import own_card, rules_of


def forge(path: Path, eve: Traveller, change: Callable[[Message], Message]) -> None:
    """Make a bundle anew with changed pages, as a colleague could who is trusted and knows the password."""
    keys = keys_of(eve.database)
    parts = parts_of(path, eve.key)
    head = replace(read_head(parts[0].content, parts[1].content), card=own_card(eve.database))
    content, signature = write_head(head, keys)
    made = [Part(HEAD, "", content), Part(SIGNATURE, "", signature)]
    for part in parts[2:]:
        if part.kind == PAGE:
            made.append(replace(part, content=encode(change(decode(part.content)))))
        elif part.kind == PIECE:
            made.append(part)
    tally = Tally()
    for part in made:
        tally.add(part)
    end = tally.end()
    relocked(path, eve.key, [*made, Part(END, "", end), Part(END_SIGNATURE, "", sign_end(end, keys))])


def another_level(message: Message) -> Message:
    return with_words_changed(message, b'"level":3', b'"level":4')


def another_author(message: Message) -> Message:
    return with_words_changed(message, b'"author":"', b'"author":"x')


def no_seals(message: Message) -> Message:
    return replace(message, chunks=tuple(replace(each, signature="A" * 86) for each in message.chunks))


def another_sealer(message: Message) -> Message:
    return replace(message, chunks=tuple(replace(each, device="nobody") for each in message.chunks))


def another_place(message: Message) -> Message:
    return replace(message, chunks=tuple(replace(each, log=f"{each.log}x") for each in message.chunks))


def no_cards(message: Message) -> Message:
    return replace(message, certificates=())


@pytest.mark.parametrize("change", [another_level, another_author, no_seals, another_sealer, another_place, no_cards])
def test_what_a_trusted_colleague_changed_of_others_work_is_refused_in_words(
    scene: Scene, traveller: NewTraveller, change: Callable[[Message], Message]
) -> None:
    _amina, _joost, path = scene
    eve, teresa = traveller("eve"), traveller("teresa")
    forge(path, eve, change)
    before = rows(teresa.database)

    preview = teresa.look(path).preview
    taken = teresa.take_in(path)

    assert sum(count for _why, count in preview.refused) > 0
    assert taken.refused
    assert taken.received == preview.entries < 10
    kept = rows(teresa.database)
    assert kept["answer"] == before["answer"] == []


def test_what_a_colleague_writes_in_another_name_is_refused_in_words(scene: Scene, tmp_path: Path) -> None:
    amina, joost, path = scene
    joost.take_in(path)
    (scope,) = joost.look(path).preview.head.names
    with joost.database.change(amina.person) as editor:
        editor.take(blank(scope, "HR01")).level = 4
    joost.save(tmp_path / "forged.wopf", scope)

    looked = amina.look(tmp_path / "forged.wopf")
    taken = amina.take_in(tmp_path / "forged.wopf")

    assert looked.preview.refused == (("It was written in somebody else’s name.", 1),)
    assert [each.reason for each in taken.refused] == ["It was written in somebody else’s name."]
    assert not any("HR01" in line for line in rows(amina.database)["answer"])


def page_for_joost(scene: Scene) -> tuple[Replica, Message]:
    """Return the laptop that takes in, and a page that comes to it from a colleague."""
    amina, joost, _path = scene
    sides = []
    for laptop, other in ((amina, joost), (joost, amina)):
        keys = keys_of(laptop.database)
        with laptop.database.look() as connection:
            rules = rules_of(connection, keys)
        sides.append(Replica(laptop.database, keys, other.device, rules))
    giver, taker = sides
    there: Have = {scope: {} for scope in giver.have()}
    chunks, certificates = giver.page_for(there, there.keys(), 1_000_000)
    return taker, Message("amina", "0.1.0", chunks=chunks, certificates=certificates)


def change_bytes_on_the_wire(scene: Scene, times: int) -> None:
    taker, message = page_for_joost(scene)
    body, before = encode(message), rows(taker.database)
    luck = random.Random(times)
    for _time in range(times):
        try:
            understood = decode(with_a_byte_changed(body, luck))
        except NotUnderstood:
            continue
        assert understood == message  # the last bits of the last byte may be no part of what was compressed
    assert rows(taker.database) == before


def test_a_colleagues_page_in_which_a_byte_was_changed_is_not_understood(scene: Scene) -> None:
    change_bytes_on_the_wire(scene, 100)


@pytest.mark.slow
def test_a_colleagues_page_in_which_any_of_a_thousand_bytes_was_changed_is_not_understood(scene: Scene) -> None:
    change_bytes_on_the_wire(scene, 1000)


def change_entries(scene: Scene, times: int) -> None:
    """Change a byte of what a page says of logs, past whatever guards the line."""
    taker, message = page_for_joost(scene)
    taker.take_in([chunk for chunk in message.chunks if chunk.first == 1], message.certificates)
    rest = [chunk for chunk in message.chunks if chunk.first > 1]
    before = rows(taker.database)
    luck = random.Random(times)
    for _time in range(times):
        chunk = luck.choice(rest)
        place = luck.randrange(len(chunk.lines))
        line = chunk.lines[place]
        assert isinstance(line, bytes)
        changed = replace(
            chunk, lines=(*chunk.lines[:place], with_a_byte_changed(line, luck), *chunk.lines[place + 1 :])
        )
        taken = taker.take_in([changed], message.certificates)
        assert [each.reason for each in taken.refusals] == ["The seal does not fit what it seals."]
        assert taken.entries == 0
    assert rows(taker.database) == before


def test_an_entry_in_which_a_byte_was_changed_is_refused_in_words(scene: Scene) -> None:
    change_entries(scene, 50)


@pytest.mark.slow
def test_an_entry_in_which_any_of_a_thousand_bytes_was_changed_is_refused_in_words(scene: Scene) -> None:
    change_entries(scene, 1000)
