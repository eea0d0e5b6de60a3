"""A bundle, or a colleague's page, that was changed, cut or forged leaves nothing, and says so in words."""

import itertools
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundles import STICK_PASSWORD, Traveller, parts_of, relocked
from tests.sync.ratings import begin_partnership_as, blank, evidence_file, rows
from tests.workspaces import PASSWORD
from wopfield.errors import BadInput, CannotKeep, NotUnderstood, Trouble, WrongPassword
from wopfield.sync import bundle, bundle_file
from wopfield.sync.bundle_head import read_head, sign_end, write_head
from wopfield.sync.bundle_lock import Key, new_key, open_key
from wopfield.sync.bundle_parts import (
    END,
    END_SIGNATURE,
    HEAD,
    PAGE,
    PIECE,
    SIGNATURE,
    Part,
    Parts,
    Tally,
    as_tar,
)
from wopfield.sync.bundle_preview import look_into
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import Message, decode, encode
from wopfield.sync.replica import Replica
from wopfield.sync.trust import own_card, rules_of, trust

NewTraveller = Callable[[str], Traveller]
Scene = tuple[Traveller, Traveller, Path]


@pytest.fixture
def scene(traveller: NewTraveller, tmp_path: Path) -> Scene:
    """Somebody's bundle, and a laptop that trusts its maker and has nothing of it yet."""
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    for number in range(12):
        with amina.database.change(amina.person) as editor:
            editor.take(blank(scope, f"WR{number:02}")).level = number % 5
    content = random.Random(2).randbytes(20_000)
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, content, amina.files.put(content)))
    path = tmp_path / "amina.wopf"
    amina.save(path, scope)
    trust(joost.database, joost.look(path).preview.head.card)
    return amina, joost, path


def refused(laptop: Traveller, path: Path) -> str:
    """Return in which words a bundle is refused, as it would be met: its lock first."""
    with pytest.raises(Trouble) as trouble:
        open_and_take_in(laptop, path)
    assert trouble.value.happened
    assert trouble.value.safe == "Nothing was taken in."
    return trouble.value.happened


def open_and_take_in(laptop: Traveller, path: Path) -> None:
    sealed = bundle_file.open_clear(path)
    same = sealed.locked_key == laptop.key.locked  # stretching the password takes a second
    key = laptop.key if same else open_key(sealed.locked_key, STICK_PASSWORD)
    looked = look_into(laptop.database, laptop.files, sealed, key)
    bundle.take_in(laptop.database, laptop.files, looked.sealed, looked.key, looked.preview.head)


def test_a_wrong_password_is_told_from_a_damaged_file(scene: Scene) -> None:
    _amina, joost, path = scene
    before = rows(joost.database)
    with pytest.raises(WrongPassword, match="does not open"):
        open_key(bundle_file.open_clear(path).locked_key, "not the password")
    assert rows(joost.database) == before


def test_a_password_that_is_too_short_locks_nothing() -> None:
    with pytest.raises(BadInput, match="too short"):
        new_key("weir")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"\0" * 5000, b"WOPField bundle 1\n" * 200])
def test_another_file_is_told_to_be_none(scene: Scene, tmp_path: Path, content: bytes) -> None:
    _amina, joost, _path = scene
    other = tmp_path / "other.wopf"
    other.write_bytes(content)
    assert "no file that a colleague saved" in refused(joost, other)


def test_a_file_that_is_not_there_and_a_folder_are_told(scene: Scene, tmp_path: Path) -> None:
    _amina, joost, _path = scene
    for path in (tmp_path / "nothing.wopf", tmp_path):
        assert "cannot be read" in refused(joost, path)


def test_a_file_of_a_newer_program_asks_for_the_newer_program(scene: Scene) -> None:
    _amina, joost, path = scene
    path.write_bytes(path.read_bytes().replace(b"WOPField bundle 1\n", b"WOPField bundle 2\n"))
    assert "newer version" in refused(joost, path)


def test_a_bundle_cut_anywhere_leaves_nothing(scene: Scene) -> None:
    _amina, joost, path = scene
    content, before = path.read_bytes(), rows(joost.database)
    for part in range(20):
        path.write_bytes(content[: len(content) * part // 20])
        refused(joost, path)
    for rest in (content[:-1], content + b"\0", content + content):
        path.write_bytes(rest)
        refused(joost, path)
    assert rows(joost.database) == before


def change_bytes(scene: Scene, times: int) -> None:
    _amina, joost, path = scene
    content, before = path.read_bytes(), rows(joost.database)
    luck = random.Random(times)
    for _time in range(times):
        place = luck.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= luck.randrange(1, 256)
        path.write_bytes(changed)
        refused(joost, path)
    assert rows(joost.database) == before
    path.write_bytes(content)
    assert joost.take_in(path).received > 10


def test_a_bundle_in_which_a_byte_was_changed_leaves_nothing(scene: Scene) -> None:
    change_bytes(scene, 40)


@pytest.mark.slow
def test_a_bundle_in_which_any_of_a_thousand_bytes_was_changed_leaves_nothing(scene: Scene) -> None:
    change_bytes(scene, 1000)


def change_bytes_inside(scene: Scene, times: int) -> None:
    """Change a byte under the lock, as somebody could who knows the password and not the maker's key."""
    _amina, joost, path = scene
    parts, before = parts_of(path, joost.key), rows(joost.database)
    luck = random.Random(times)
    for _time in range(times):
        number = luck.randrange(len(parts))
        part = parts[number]
        plain = bytearray(zlib.decompress(part.content) if part.kind == PAGE else part.content)
        plain[luck.randrange(len(plain))] ^= luck.randrange(1, 256)
        content = zlib.compress(bytes(plain), 1) if part.kind == PAGE else bytes(plain)
        relocked(path, joost.key, [*parts[:number], replace(part, content=content), *parts[number + 1 :]])
        refused(joost, path)
    assert rows(joost.database) == before


def test_a_byte_changed_under_the_lock_leaves_nothing(scene: Scene) -> None:
    change_bytes_inside(scene, 40)


@pytest.mark.slow
def test_any_of_three_hundred_bytes_changed_under_the_lock_leaves_nothing(scene: Scene) -> None:
    change_bytes_inside(scene, 300)


@pytest.mark.parametrize("drop", [HEAD, SIGNATURE, PAGE, PIECE, END, END_SIGNATURE])
def test_a_part_that_was_taken_out_or_put_in_twice_is_missed(scene: Scene, drop: str) -> None:
    _amina, joost, path = scene
    parts, before = parts_of(path, joost.key), rows(joost.database)
    for changed in ([each for each in parts if each.kind != drop], [*parts, *(e for e in parts if e.kind == drop)]):
        relocked(path, joost.key, changed)
        refused(joost, path)
    assert rows(joost.database) == before


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
    return replace(
        message,
        chunks=tuple(
            replace(each, lines=tuple(line.replace(b'"level":3', b'"level":4') for line in each.lines))  # type: ignore[union-attr]
            for each in message.chunks
        ),
    )


def another_author(message: Message) -> Message:
    return replace(
        message,
        chunks=tuple(
            replace(each, lines=tuple(line.replace(b'"author":"', b'"author":"x') for line in each.lines))  # type: ignore[union-attr]
            for each in message.chunks
        ),
    )


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
    there: dict[str, dict[str, frozenset[object]]] = {scope: {} for scope in giver.have()}
    chunks, certificates = giver.page_for(there, there.keys(), 1_000_000)  # type: ignore[arg-type]
    return taker, Message("amina", "0.1.0", chunks=chunks, certificates=certificates)


def change_bytes_on_the_wire(scene: Scene, times: int) -> None:
    taker, message = page_for_joost(scene)
    body, before = encode(message), rows(taker.database)
    luck = random.Random(times)
    for _time in range(times):
        changed = bytearray(body)
        changed[luck.randrange(len(body))] ^= luck.randrange(1, 256)
        try:
            understood = decode(bytes(changed))
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
        line = bytearray(chunk.lines[place])  # type: ignore[arg-type]
        line[luck.randrange(len(line))] ^= luck.randrange(1, 256)
        changed = replace(chunk, lines=(*chunk.lines[:place], bytes(line), *chunk.lines[place + 1 :]))
        taken = taker.take_in([changed], message.certificates)
        assert [each.reason for each in taken.refusals] == ["The seal does not fit what it seals."]
        assert taken.entries == 0
    assert rows(taker.database) == before


def test_an_entry_in_which_a_byte_was_changed_is_refused_in_words(scene: Scene) -> None:
    change_entries(scene, 50)


@pytest.mark.slow
def test_an_entry_in_which_any_of_a_thousand_bytes_was_changed_is_refused_in_words(scene: Scene) -> None:
    change_entries(scene, 1000)


# ── the file itself ──────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.builds(
    Part, st.just(PIECE), st.text("0123456789abcdef", min_size=64, max_size=64), st.binary(max_size=2000)
)
PAGES = st.builds(Part, st.just(PAGE), st.text("0123456789", min_size=6, max_size=6), st.binary(max_size=2000))


def whole(pages: list[Part], pieces: list[Part]) -> list[Part]:
    parts = [Part(HEAD, "", b"{}"), Part(SIGNATURE, "", b"signed"), *pages, *pieces]
    tally = Tally()
    for part in parts:
        tally.add(part)
    return [*parts, Part(END, "", tally.end()), Part(END_SIGNATURE, "", b"signed")]


@given(
    st.lists(PAGES, max_size=3), st.lists(PIECES, max_size=3), st.lists(st.integers(1, 3000), min_size=1, max_size=9)
)
def test_parts_read_back_equal_what_was_written_however_they_arrive(
    pages: list[Part], pieces: list[Part], sizes: list[int]
) -> None:
    parts = whole(pages, pieces)
    stream, found = b"".join(as_tar(iter(parts))), list[Part]()
    reading = Parts(found.append)
    for size in itertools.cycle([*sizes, 2000]):
        reading.write(stream[:size])
        stream = stream[size:]
        if not stream:
            break
    reading.finish()
    assert found == parts


@given(st.lists(PAGES, max_size=3), st.lists(PIECES, max_size=3), st.binary(min_size=1, max_size=50))
def test_a_bundle_read_back_equals_what_was_written(
    stick_key: Key, tmp_path_factory: pytest.TempPathFactory, pages: list[Part], pieces: list[Part], extra: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "read-back.wopf"
    parts = whole(pages, [*pieces, Part(PIECE, "0" * 64, extra * 3000)])
    size = bundle_file.write(path, stick_key, iter(parts))
    assert path.stat().st_size == size
    assert parts_of(path, stick_key) == parts


def test_the_tools_tar_and_age_open_a_bundle(scene: Scene, tmp_path: Path) -> None:
    import io
    import tarfile

    import pyrage

    _amina, joost, path = scene
    with tarfile.open(path) as outer:
        assert outer.getnames() == ["READ ME.txt", "key.age", "bundle.age"]
        locked_key, locked = (outer.extractfile(name) for name in ("key.age", "bundle.age"))
        assert locked_key is not None
        assert locked is not None
        identity = pyrage.passphrase.decrypt(locked_key.read(), STICK_PASSWORD).decode().strip()
        plain = pyrage.decrypt(locked.read(), [pyrage.x25519.Identity.from_str(identity)])
    with tarfile.open(fileobj=io.BytesIO(plain)) as inner:
        names = inner.getnames()
    assert names[:3] == ["head.json", "head.sig", "pages/000001"]
    assert names[-2:] == ["end.json", "end.sig"]
    assert identity == joost.key.identity


def test_a_full_stick_leaves_nothing_half_written_and_the_file_before(
    scene: Scene, tmp_path: Path, stick_key: Key
) -> None:
    resource = pytest.importorskip("resource", reason="only systems with limits can be filled so")
    amina, _joost, path = scene
    before = path.read_bytes()
    (scope,) = amina.look(path).preview.head.names
    amina.workspace.close()
    script = (
        "import resource, sys; from pathlib import Path; from wopfield.store.workspace import Workspace; "
        "from wopfield.sync import bundle; from wopfield.sync.bundle_lock import Key\n"
        "from wopfield.sync.bundle_making import Choice\n"
        f"opened = Workspace.unlock(Path({str(amina.workspace.folder)!r}), {PASSWORD!r})\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}))\n"
        f"bundle.save(opened.database, opened.files, Path({str(path)!r}), "
        f"Key({stick_key.identity!r}, {stick_key.locked!r}), Choice(frozenset([{scope!r}])))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)

    assert done.returncode == 1
    assert "DiskFull: The file amina.wopf gets larger" in done.stderr
    assert [each.name for each in path.parent.iterdir() if each.suffix in (".wopf", ".part")] == ["amina.wopf"]
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_told(scene: Scene, tmp_path: Path) -> None:
    amina, _joost, path = scene
    (scope,) = amina.look(path).preview.head.names
    with pytest.raises(CannotKeep, match="could not be written"):
        amina.save(tmp_path / "no such folder" / "x.wopf", scope)
