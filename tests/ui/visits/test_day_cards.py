"""The days of a visit, each on a card above its programme."""

from datetime import date
from itertools import combinations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from wopfield.ui.screens.visits.day_cards import DayCard, DayWords


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3, 1.5])
def test_the_number_of_a_day_stands_whole_on_its_card(dressed: Dressed, qtbot: QtBot, scale: float, code: str) -> None:
    theme, drawn = dressed(scale=scale, code=code), []
    for number in (3, 10, 17, 24, 31):  # the same day of the week
        card = DayCard(theme, DayWords(date(2026, 8, number), "free", today=False))
        qtbot.addWidget(card)
        card.resize(card.sizeHint())
        drawn.append(card.grab().toImage())
    assert all(one != other for one, other in combinations(drawn, 2))
