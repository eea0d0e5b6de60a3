"""The cards of the key results: every name and unit whole, in every language, text size and window."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import WATER, figures, opened
from tests.ui.looking import cut_off
from tests.ui.reading import read
from tests.ui.stage import Stage, button, part, stage_on
from tests.ui.test_balance import MAROWE
from wopfield.language import _
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.result_cards import ResultCards
from wopfield.ui.values import unit_words

SMALL, USUAL = (932, 578), (1274, 646)
"""What windows of 1024 × 700 and of 1366 × 768 leave a screen."""
SMALLEST = (904, 568)
"""What a window of 1024 × 700 leaves in the largest text."""
GIVEN = (*MAROWE, *WATER, ("n_staff", "319"), ("n_staff_water", "319"), ("rev_op", "603000000"))


def with_results(stage: Stage, partnership: Partnership, size: tuple[int, int]) -> IndicatorsScreen:
    """Open the screen in a size, every key result with a value and a trend."""
    for period in ("2024", "2025"):
        figures(stage, partnership, period, *dict(GIVEN).items())
    screen = opened(stage, partnership)
    screen.resize(*size)
    stage.settle()
    stage.qtbot.waitUntil(lambda: screen.width() == size[0])
    return screen


def words_of(*texts: str) -> Counter[str]:
    """Count words, the parts of a unit at its stroke apart: a line may end there, and Arabic is drawn in pieces."""
    return Counter(word for text in texts for word in text.replace("/", " ").split())


def incomplete(screen: IndicatorsScreen) -> list[str]:
    """Return the words of names and units that do not stand whole on their card."""
    catalogue, found = indicator_catalogue(), Counter[str]()
    for card in part(screen, ResultCards).cards:
        indicator = catalogue.indicators[card.code]
        unit = "" if indicator.unit == "ratio" else unit_words(indicator.unit)
        found += words_of(indicator.name, unit) - words_of(*(piece.words for piece in read(card)))
    return sorted(found)


Worn = tuple[str, float, tuple[int, int]]
CHEAP: list[Worn] = [("en", 1.0, USUAL), ("fr", 1.0, SMALL), ("es", 1.3, SMALLEST)]
LANGUAGES, SCALES = ("en", "fr", "es", "pt", "ar"), (1.0, 1.15, 1.3)
SIZES = {1.0: (SMALL, USUAL), 1.15: (SMALL, USUAL), 1.3: (SMALLEST, USUAL)}
EVERY: list[Worn] = [(code, scale, size) for code in LANGUAGES for scale in SCALES for size in SIZES[scale]]


def check(database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: Worn) -> None:
    code, scale, size = worn
    with stage_on(database, dressed(scale=scale, code=code), qtbot) as stage:
        screen = with_results(stage, partnership, size)

        assert incomplete(screen) == []
        assert cut_off(screen) == []


@pytest.mark.parametrize("worn", CHEAP)
def test_no_name_and_no_unit_of_a_result_is_cut(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: Worn
) -> None:
    check(database, partnership, qtbot, dressed, worn)


@pytest.mark.slow
@pytest.mark.parametrize("worn", EVERY)
def test_no_name_and_no_unit_of_a_result_is_cut_in_any_language_size_and_window(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: Worn
) -> None:
    check(database, partnership, qtbot, dressed, worn)


@pytest.mark.parametrize("worn", [("en", 1.0, USUAL), ("fr", 1.3, SMALLEST)])
def test_the_way_to_how_a_result_was_worked_out_stands_whole(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: Worn
) -> None:
    code, scale, size = worn
    with stage_on(database, dressed(scale=scale, code=code), qtbot) as stage:
        figures(stage, partnership, "2025", ("pop_area", "533000"))
        screen = opened(stage, partnership)
        screen.resize(*size)
        stage.press(next(card for card in part(screen, ResultCards).cards if card.code == "NR01"))
        qtbot.waitUntil(lambda: screen.width() == size[0])

        way = button(screen, _("How it is worked out"))
        assert way.width() >= way.sizeHint().width()
        assert cut_off(screen) == []


def test_figures_that_are_lacking_stand_by_their_whole_names_and_the_others_are_counted(
    stage: Stage, partnership: Partnership
) -> None:
    figures(stage, partnership, "2025", ("pop_area", "533000"))
    screen = opened(stage, partnership)
    screen.resize(*SMALL)
    stage.settle()
    said = {card.code: " ".join(piece.words for piece in read(card)) for card in part(screen, ResultCards).cards}

    assert "Missing: Volume from own sources, Water imported" in said["NR01"]
    assert said["NR01"].endswith("more")
    assert not any("…" in words for words in said.values())
