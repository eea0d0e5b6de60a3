"""A window on an assessment."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.assessment.desk import Desk, furnish, open_desk
from wopfield.store.workspace import Workspace
from wopfield.ui.theme import Theme


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[Desk]:
    """A window on the first item of an assessment in which nobody has rated yet."""
    opened = open_desk(qtbot, theme, workspace, furnish(workspace))
    yield opened
    opened.window.close()
    opened.operations.close()
