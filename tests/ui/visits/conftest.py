"""A visit to look at."""

from datetime import date

import pytest

from tests.ui.stage import TODAY, Stage
from wopfield.store import visits
from wopfield.store.tables import Partnership, Visit


@pytest.fixture
def visit(stage: Stage, partnership: Partnership) -> Visit:
    """A visit of five days that begins today."""
    return stage.do(
        lambda e: visits.add(
            e, partnership.id, title="Visit 4: follow-up", starts=TODAY, ends=date(2026, 11, 27), place="Marowe"
        )
    )
