"""A stick carries the work between laptops: nothing is lost, nothing comes twice, and nothing is taken on trust."""

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import Traveller
from tests.laptops import count_entries
from tests.sync.ratings import answer, begin_partnership_as, blank, evidence_file, rows
from wopfield.errors import BadInput, CannotKeep, Refused
from wopfield.store import conflicts, evidence, exchange_log, exchanges, partnerships
from wopfield.store.tables import Assessment
from wopfield.sync import bundle
from wopfield.sync.bundle_lock import Key
from wopfield.sync.bundle_making import Choice
from wopfield.sync.bundle_memory import receivers
from wopfield.sync.bundle_step import Step, Stopped
from wopfield.sync.standing import offer_again, refused
from wopfield.sync.trust import trust

NewTraveller = Callable[[str], Traveller]
Pair = tuple[Traveller, Traveller, str]


@pytest.fixture
def pair(traveller: NewTraveller, tmp_path: Path) -> Pair:
    """Two laptops that share a partnership, each knowing what the other has."""
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    swap(amina, joost, scope, tmp_path)
    return amina, joost, scope


def swap(one: Traveller, other: Traveller, scope: str, folder: Path) -> None:
    """Carry a stick there, back, and there again, so that each knows what the other has."""
    one.save(folder / "swap.wopf", scope)
    other.take_in(folder / "swap.wopf")
    for maker, receiver in ((other, one), (one, other)):
        maker.save(folder / "swap.wopf", scope, to=receiver)
        receiver.take_in(folder / "swap.wopf")


def rate(laptop: Traveller, scope: str, level: int, item: str = "WR01") -> None:
    """Rate an item on a screen that shows nothing yet."""
    with laptop.database.change(laptop.person) as editor:
        editor.take(blank(scope, item)).level = level


def waiting(laptop: Traveller, other: Traveller) -> int:
    """Return how many entries the other laptop did not yet say it has."""
    with laptop.database.look() as connection:
        return exchanges.count_waiting(connection, other.device)


def photo(laptop: Traveller, scope: str, content: bytes) -> list[str]:
    """Add a photo and return its pieces."""
    pieces = laptop.files.put(content)
    with laptop.database.change(laptop.person) as editor:
        editor.add(evidence_file(scope, content, pieces))
    return pieces


def test_an_older_file_changes_nothing_neither_what_waits(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    joost.save(tmp_path / "old.wopf", scope, to=amina)
    swap(amina, joost, scope, tmp_path)
    before = rows(amina.database), waiting(amina, joost)

    assert amina.take_in(tmp_path / "old.wopf").received == 0

    assert (rows(amina.database), waiting(amina, joost)) == before
    assert before[1] == 0


def test_a_file_for_somebody_leaves_out_what_their_last_one_showed(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    first = random.Random(4).randbytes(600_000)
    photo(amina, scope, first)
    swap(amina, joost, scope, tmp_path)
    rate(amina, scope, 3)
    second = photo(amina, scope, b"another photo")

    saved = amina.save(tmp_path / "x.wopf", scope, to=joost)

    assert (saved.entries, saved.pieces) == (2, len(second))
    assert saved.bytes < 50_000
    assert joost.take_in(tmp_path / "x.wopf").pieces == 1


def test_photos_left_out_are_asked_for_by_the_answer(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    pieces = photo(amina, scope, b"a photo of the intake")
    amina.save(tmp_path / "x.wopf", scope, to=joost, photos=False)
    assert joost.take_in(tmp_path / "x.wopf").pieces == 0

    joost.save(tmp_path / "answer.wopf", scope, to=amina)
    amina.take_in(tmp_path / "answer.wopf")
    amina.save(tmp_path / "again.wopf", scope, to=joost)
    joost.take_in(tmp_path / "again.wopf")

    assert joost.files.get(pieces) == b"a photo of the intake"


def test_a_photo_that_is_damaged_here_is_named_when_it_could_not_go_along(pair: Pair, tmp_path: Path) -> None:
    amina, _joost, scope = pair
    (tmp_path / "pump.txt").write_bytes(b"the pump ran for an hour")
    (tmp_path / "well.txt").write_bytes(b"the well is dry")
    (tmp_path / "tank.txt").write_bytes(b"the tank leaks")
    kept = {each: evidence.ready_document(amina.files, tmp_path / f"{each}.txt") for each in ("pump", "well", "tank")}
    with amina.database.change(amina.person) as editor:
        about = editor.add(Assessment(scope=scope, checklist="peer_review", title="Peer review"))
        for name, file in kept.items():
            evidence.add(editor, about, "A1", "document", name, file)
    assert amina.save(tmp_path / "x.wopf", scope).left_out == ()
    for name, content in (("pump", b""), ("well", b"?" * 43)):
        (piece,) = kept[name].pieces
        (amina.workspace.folder / "files" / piece[:2] / piece).write_bytes(content)
    assert amina.save(tmp_path / "y.wopf", scope).left_out == ("pump.txt", "well.txt")


def test_three_laptops_come_to_agree_though_two_of_them_never_met(traveller: NewTraveller, tmp_path: Path) -> None:
    amina, joost, teresa = (traveller(name) for name in ("amina", "joost", "teresa"))
    scope = begin_partnership_as(amina.database, amina.person)
    rate(amina, scope, 3)
    swap(amina, joost, scope, tmp_path)
    rate(joost, scope, 2, "WR02")
    swap(joost, teresa, scope, tmp_path)
    rate(teresa, scope, 1, "WR03")
    rate(teresa, scope, 4)

    swap(teresa, joost, scope, tmp_path)
    swap(joost, amina, scope, tmp_path)

    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)
    assert answer(amina.database).is_open("rating")


def test_what_was_refused_is_told_to_its_author_by_the_answer_until_it_is_offered_again(
    pair: Pair, traveller: NewTraveller, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    teresa = traveller("teresa")
    swap(joost, teresa, scope, tmp_path)
    swap(joost, amina, scope, tmp_path)
    with amina.database.change(teresa.person) as editor:
        editor.take(blank(scope)).level = 4
    rate(amina, scope, 2, "WR02")
    amina.save(tmp_path / "x.wopf", scope, to=joost)
    assert len(joost.take_in(tmp_path / "x.wopf").refused) == 1

    joost.save(tmp_path / "answer.wopf", scope, to=amina)
    amina.take_in(tmp_path / "answer.wopf")

    with amina.database.read() as session:
        (told,) = refused(session)
    assert (told.by, "somebody else" in told.reason, told.offerable) == ("joost’s laptop", True, True)
    assert offer_again(amina.database, told.refusal)
    amina.take_in(tmp_path / "answer.wopf")
    with amina.database.read() as session:
        assert refused(session) == []


def test_a_preview_says_who_what_and_how_much_and_writes_nothing(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    rate(joost, scope, 1)
    rate(amina, scope, 2, "WR02")
    photo(amina, scope, b"a photo")
    amina.save(tmp_path / "x.wopf", scope, to=joost)
    before = rows(joost.database), everything(joost)

    preview = joost.look(tmp_path / "x.wopf").preview

    assert (preview.laptop, preview.maker, preview.trusted) == ("amina’s laptop", "amina", True)
    assert preview.authors == (("amina", 3),)
    (news,) = preview.partnerships
    assert (news.scope, news.here, news.entries, news.conflicts) == (scope, True, 3, 1)
    assert len(preview.conflicts) == 1
    assert (preview.files, preview.file_bytes) == (1, len(b"a photo"))
    assert (preview.refused, preview.unconnected) == ((), 0)
    assert (rows(joost.database), everything(joost)) == before
    joost.take_in(tmp_path / "x.wopf")
    with joost.database.read() as session:
        assert conflicts.count(session) == 1


def delete_partnership(laptop: Traveller, scope: str) -> None:
    with laptop.database.read() as session:
        pair_of_utilities = partnerships.get(session, scope)
    with laptop.database.change(laptop.person) as editor:
        partnerships.remove(editor, pair_of_utilities.partnership)


@pytest.mark.parametrize("deleted_by_its_maker", [True, False])
def test_a_preview_names_what_one_deleted_above_what_another_entered(
    pair: Pair, tmp_path: Path, deleted_by_its_maker: bool
) -> None:
    amina, joost, scope = pair
    one, other = (amina, joost) if deleted_by_its_maker else (joost, amina)
    delete_partnership(one, scope)
    rate(other, scope, 3)
    amina.save(tmp_path / "x.wopf", scope, to=joost)

    preview = joost.look(tmp_path / "x.wopf").preview

    assert [news.conflicts for news in preview.partnerships] == [1]
    assert len(preview.conflicts) == 1
    assert preview.conflicts[0].endswith(" · Kept or deleted")
    joost.take_in(tmp_path / "x.wopf")
    with joost.database.read() as session:
        assert conflicts.count(session) == 1


def test_a_preview_expects_no_question_where_the_deletion_had_it_all(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    delete_partnership(amina, scope)
    amina.save(tmp_path / "x.wopf", scope, to=joost)

    assert [news.conflicts for news in joost.look(tmp_path / "x.wopf").preview.partnerships] == [0]

    joost.take_in(tmp_path / "x.wopf")
    with joost.database.read() as session:
        assert conflicts.count(session) == 0


def test_a_preview_of_what_is_here_already_says_that_nothing_is_news(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    amina.save(tmp_path / "x.wopf", scope)
    preview = joost.look(tmp_path / "x.wopf").preview
    assert (preview.entries, preview.files, preview.authors) == (0, 0, ())


def test_nothing_comes_in_from_a_maker_whom_nobody_confirmed(traveller: NewTraveller, tmp_path: Path) -> None:
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    amina.save(tmp_path / "x.wopf", scope)
    looked = joost.look(tmp_path / "x.wopf")
    before = everything(joost)

    assert not looked.preview.trusted
    with pytest.raises(Refused):
        bundle.take_in(joost.database, joost.files, looked.sealed, looked.key, looked.preview.head)

    assert everything(joost) == before


def test_a_file_for_somebody_else_says_what_is_missing_between(
    pair: Pair, traveller: NewTraveller, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    teresa = traveller("teresa")
    rate(amina, scope, 3)
    amina.save(tmp_path / "x.wopf", scope, to=joost)

    preview = teresa.look(tmp_path / "x.wopf").preview

    assert (preview.entries, preview.unconnected) == (0, 1)
    assert preview.head.receiver_name == "joost"
    assert teresa.take_in(tmp_path / "x.wopf").received == 0


def test_taking_in_can_be_stopped_and_goes_on_where_it_was(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    contents = [random.Random(seed).randbytes(400_000) for seed in range(4)]
    pieces = [photo(amina, scope, content)[0] for content in contents]
    amina.save(tmp_path / "x.wopf", scope)
    looked = joost.look(tmp_path / "x.wopf")
    files = (looked.sealed, looked.key, looked.preview.head)

    stopped = bundle.take_in(joost.database, joost.files, *files, stop=lambda: joost.files.has(pieces[-1]))
    assert stopped.stopped
    assert 0 < stopped.pieces < 4

    rest = bundle.take_in(joost.database, joost.files, *files)
    assert (rest.received, rest.pieces) == (0, 4 - stopped.pieces)
    assert all(joost.files.has(piece) for piece in pieces)


def test_saving_that_is_stopped_leaves_nothing(pair: Pair, tmp_path: Path) -> None:
    amina, _joost, scope = pair
    folder = tmp_path / "stick"
    folder.mkdir()
    with pytest.raises(Stopped):
        bundle.save(
            amina.database, amina.files, folder / "x.wopf", amina.key, Choice(frozenset({scope})), stop=lambda: True
        )
    assert list(folder.iterdir()) == []


def test_nothing_chosen_is_asked_for(pair: Pair, tmp_path: Path) -> None:
    amina, _joost, _scope = pair
    with pytest.raises(BadInput, match="No partnership"):
        amina.save(tmp_path / "x.wopf")


def test_a_person_goes_on_editing_while_a_file_is_taken_in(pair: Pair, tmp_path: Path) -> None:
    amina, joost, scope = pair
    for number in range(60):
        rate(amina, scope, number % 5, f"WR{number:02}")
    photo(amina, scope, random.Random(1).randbytes(500_000))
    amina.save(tmp_path / "x.wopf", scope, to=joost)
    looked = joost.look(tmp_path / "x.wopf")
    edited: list[int] = []

    def edit(step: Step) -> None:
        if step.done < step.total:
            rate(joost, scope, 4, f"HR{len(edited):02}")
            edited.append(step.done)

    bundle.take_in(joost.database, joost.files, looked.sealed, looked.key, looked.preview.head, edit)

    assert edited
    swap(joost, amina, scope, tmp_path)
    assert rows(amina.database) == rows(joost.database)


def test_a_restored_laptop_gets_its_own_work_back_from_its_own_file(pair: Pair, tmp_path: Path) -> None:
    amina, _joost, scope = pair
    copy = amina.workspace.back_up("by-hand")
    rate(amina, scope, 3)
    amina.save(tmp_path / "x.wopf", scope)
    amina.workspace.database.close()
    for left in amina.workspace.folder.glob("wopfield.db*"):
        left.unlink()
    copy.rename(amina.workspace.folder / "wopfield.db")

    taken = amina.take_in(tmp_path / "x.wopf")

    assert taken.received == 1
    assert answer(amina.database).level == 3
    rate(amina, scope, 4, "WR02")
    assert count_entries_of(amina) == len(set(names_of(amina)))


def test_the_laptops_one_can_save_for_are_those_that_said_what_they_have(pair: Pair, traveller: NewTraveller) -> None:
    amina, _joost, _scope = pair
    with amina.database.read() as session:
        assert [card.laptop for card in receivers(session)] == ["joost’s laptop"]
    with traveller("teresa").database.read() as session:
        assert receivers(session) == []


def test_confirming_a_maker_once_is_enough(traveller: NewTraveller, tmp_path: Path) -> None:
    amina, joost = traveller("amina"), traveller("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    amina.save(tmp_path / "x.wopf", scope)
    trust(joost.database, joost.look(tmp_path / "x.wopf").preview.head.card)
    assert joost.look(tmp_path / "x.wopf").preview.trusted


def everything(laptop: Traveller) -> list[object]:
    """Return what is in every table that a bundle could touch."""
    from wopfield.store.log_tables import CARD, CERTIFICATE, CONFIRMED, EDIT, ENTRY, EXCHANGE, LOG, SEAL

    with laptop.database.look() as connection:
        tables = (CARD, CERTIFICATE, CONFIRMED, EDIT, ENTRY, EXCHANGE, LOG, SEAL)
        return [sorted(map(repr, connection.execute(each.select()))) for each in tables]


def count_entries_of(laptop: Traveller) -> int:
    with laptop.database.look() as connection:
        return count_entries(connection)


def names_of(laptop: Traveller) -> list[str]:
    from wopfield.store.log_tables import ENTRY

    with laptop.database.look() as connection:
        return [line.name for line in connection.execute(ENTRY.select())]


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file stays where it is")
def test_a_stick_that_is_pulled_out_while_it_is_written_is_told_without_a_word_of_what_lies_on_it(
    pair: Pair, tmp_path: Path, stick_key: Key
) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    stick, pulled = tmp_path / "stick", tmp_path / "pulled"
    stick.mkdir()

    def pull() -> bool:
        if stick.is_dir():
            stick.rename(pulled)
        return False

    with pytest.raises(CannotKeep, match="could not be written") as told:
        bundle.save(amina.database, amina.files, stick / "x.wopf", stick_key, Choice(frozenset([scope])), stop=pull)

    assert told.value.safe == "Everything is safe on this laptop."
    assert not stick.exists()
    assert not (pulled / "x.wopf").exists()
    assert waiting(amina, joost) > 0
    amina.save(pulled / "x.wopf", scope)
    joost.take_in(pulled / "x.wopf")
    assert rows(joost.database) == rows(amina.database)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only there an open file can be taken away")
def test_a_stick_that_is_pulled_out_while_it_is_read_is_told_and_what_came_until_then_stays(
    pair: Pair, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    pieces = photo(amina, scope, random.Random(5).randbytes(3_000_000))
    path = tmp_path / "x.wopf"
    amina.save(path, scope)
    looked = joost.look(path)

    def pull_when_something_came(step: Step) -> None:
        if step.entries:
            (number,) = (int(each.name) for each in Path("/proc/self/fd").iterdir() if each.resolve() == path.resolve())
            folder = os.open(tmp_path, os.O_RDONLY)
            os.dup2(folder, number)  # what reads on from there gets an error of the system
            os.close(folder)

    made = bundle.take_in(
        joost.database, joost.files, looked.sealed, looked.key, looked.preview.head, pull_when_something_came
    )

    assert made.cut_short is not None
    assert made.cut_short.happened.startswith("x.wopf cannot be read: ")
    assert made.received > 0
    assert answer(joost.database).level == 3
    with joost.database.look() as connection:
        assert exchange_log.past_exchanges(connection)[0].outcome.startswith("x.wopf cannot be read: ")
    assert joost.take_in(path).pieces == len(pieces)
    assert rows(joost.database) == rows(amina.database)


def test_whoever_ends_the_program_while_it_saves_leaves_nothing_and_is_obeyed(
    pair: Pair, tmp_path: Path, stick_key: Key
) -> None:
    amina, _joost, scope = pair
    rate(amina, scope, 3)

    def end_it() -> bool:
        signal.raise_signal(signal.SIGINT)
        return False

    # Ctrl+C reaches the program even where these tests run in the background, which ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            bundle.save(
                amina.database, amina.files, tmp_path / "x.wopf", stick_key, Choice(frozenset([scope])), stop=end_it
            )
    finally:
        signal.signal(signal.SIGINT, before)

    assert not [each for each in tmp_path.iterdir() if "x.wopf" in each.name]
