"""Two laptops of one partnership."""

from collections.abc import Callable

import pytest

from wopfield.store.database import Database
from wopfield.store.workspace import Workspace


@pytest.fixture
def laptops(new_workspace: Callable[[str], Workspace]) -> tuple[Database, Database]:
    """Two laptops that have not met."""
    return new_workspace("amina").database, new_workspace("joost").database
