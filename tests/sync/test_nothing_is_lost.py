"""Whatever people, lines, disks, clocks and programs do, nothing is lost, and without a rule something is.

Laptops, a server and a stick live through a partnership on the real core over real databases; in the end everybody
holds the same rows, and every value that anybody entered stands in the log exactly once. Then rules are left out,
one at a time, and the same machine has to find what is lost by it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sync import weakened
from tests.sync.machine import Life
from tests.sync.weakened import SOUND, Law
from tests.sync.world import World, new_world


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


def live(world: World, examples: int, steps: int, law: Law = SOUND) -> None:
    machine = type("Lived", (Life,), {"world": world, "law": law})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # to make what it found smaller would take longer than to read it
        ),
    )


def test_whatever_happens_everybody_ends_with_the_same_and_nothing_is_lost(world: World) -> None:
    live(world, 15, 15)


@pytest.mark.slow
def test_whatever_happens_in_long_runs_nothing_is_lost(world: World) -> None:
    live(world, 80, 30)


WITHOUT = {
    "only the other side says what it has": (Law(laptop=weakened.ConfirmsWhatItSent), "CALLED ON THE SERVER"),
}
"""Each rule with a world that lives without it, and what the machine says is wrong then."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", WITHOUT)
def test_without_any_one_rule_the_machine_finds_what_is_lost(world: World, rule: str) -> None:
    law, words = WITHOUT[rule]
    with pytest.raises(AssertionError, match=words):
        live(world, 300, 25, law)
