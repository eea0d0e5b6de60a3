"""Laptops that meet on a network of this computer, and a bundle on its way."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.colleagues import Mate, pair
from tests.sync.bundle_scene import NewTraveller, Scene
from tests.sync.lan_net import Net, NewMate
from tests.sync.ratings import begin_partnership_as, blank, evidence_file
from wopfield.sync.trust import trust


@pytest.fixture
def net() -> Iterator[Net]:
    """A network of laptops; all of them stop answering at the end."""
    made = Net()
    yield made
    for answering in made.answering.values():
        answering.close()


@pytest.fixture
def two(new_mate: NewMate, net: Net) -> tuple[Mate, Mate, str]:
    """Two paired laptops that share a partnership; both answer."""
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    net.open(amina), net.open(joost)
    scope = begin_partnership_as(amina.database, amina.person)
    amina.share(joost, scope)
    return amina, joost, scope


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
