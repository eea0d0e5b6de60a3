"""A bundle on its way to a colleague who takes it in, or does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import STICK_PASSWORD, Traveller
from wopfield.errors import Trouble
from wopfield.sync import bundle, bundle_file
from wopfield.sync.bundle_lock import open_key
from wopfield.sync.bundle_preview import look_into

NewTraveller = Callable[[str], Traveller]


Scene = tuple[Traveller, Traveller, Path]


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
