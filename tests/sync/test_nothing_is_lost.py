"""Whatever people, lines, disks, clocks and programs do, nothing is lost, and without a rule something is.

Laptops, a server and a stick live through a partnership on the real core over real databases; in the end everybody
holds the same rows, and every value that anybody entered stands in the log exactly once. Then the rules are left out,
one at a time, and the same machine has to find what is lost by it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.machine import Life
from tests.sync.stories import GO_WELL, RULES, Story
from tests.sync.weakened import SOUND, Law
from tests.sync.world import World, new_world
from tests.temp_postgres import TempPG

LAPTOPS = (2, 3, 4, 5)
"""So many laptops live through a quarter of the lives each."""


ONLY_STORIES = (
    "a log has no gaps",
    "what came to a restored server empty is asked for",
    "a restored server says what it takes of what it had refused",
)
"""Without the first random lives only find that a log with a gap cannot be read at all; the others they live seldom,
for there a server forgets what it refused in one way alone."""


def _memory() -> str | None:
    """Return a folder that lies in memory where there is one: a run waits for nothing then."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="wopfield-world-", dir=_memory()))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def world(folder: Path) -> Iterator[World]:
    (folder / "sqlite").mkdir()
    with new_world(folder / "sqlite", f"sqlite:///{folder / 'sqlite' / 'server.db'}") as made:
        yield made


def live(world: World, examples: int, steps: int, law: Law = SOUND, laptops: int = 0) -> None:
    machine = type("Lived", (Life,), {"world": world, "law": law, "always": laptops})
    once = settings(
        max_examples=examples,
        stateful_step_count=steps,
        report_multiple_bugs=False,  # two losses at once come as a group, which nobody waits for
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # to make what it found smaller would take longer than to read it
    )
    try:
        run_state_machine_as_test(machine, settings=once)
    except FlakyFailure as lost_once:  # ids are random: what was lost in a life need not be when it is lived again
        raise lost_once.exceptions[0] from lost_once


def tell(world: World, story: Story, law: Law) -> None:
    """Live one story, from its beginning to what is found at its end."""
    life: Life = type("Lived", (Life,), {"world": world, "law": law})()
    life.open_forms(3)
    story(life)
    life.teardown()


def test_whatever_happens_everybody_ends_with_the_same_and_nothing_is_lost(world: World) -> None:
    live(world, 15, 15)


@pytest.mark.slow
@pytest.mark.parametrize("laptops", LAPTOPS)
def test_in_five_hundred_lives_nothing_is_lost(world: World, laptops: int) -> None:
    live(world, 125, 18, laptops=laptops)


@pytest.mark.slow
@pytest.mark.parametrize("laptops", LAPTOPS)
def test_in_five_hundred_lives_with_a_server_on_postgresql_nothing_is_lost(
    folder: Path, postgres: TempPG, laptops: int
) -> None:
    place = folder / f"postgres {laptops}"
    place.mkdir()
    with new_world(place, postgres.new_database()) as world:
        live(world, 125, 18, laptops=laptops)


@pytest.mark.parametrize("story", GO_WELL)
def test_a_story_that_once_went_wrong_ends_well(world: World, story: str) -> None:
    tell(world, GO_WELL[story], SOUND)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_a_story_ends_well_and_without_the_rule_it_needs_the_machine_says_what_is_lost(world: World, rule: str) -> None:
    one = RULES[rule]
    tell(world, one.story, SOUND)
    with pytest.raises(AssertionError, match=one.words):
        tell(world, one.story, one.without)


@pytest.mark.slow
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ONLY_STORIES])
def test_random_lives_find_a_loss_without_each_of_the_rules(world: World, rule: str) -> None:
    # What they find first may be another loss than the one the story tells of; where laptops stay different, one of
    # them lacks what the other has.
    found = "|".join({*(each.words for each in RULES.values()), "DIFFERENT ROWS", "LAID OUT DIFFERENTLY"})
    with pytest.raises(AssertionError, match=found):
        live(world, 3000, 25, RULES[rule].without)
