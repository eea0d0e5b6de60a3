"""How long a thousand utility-years take, beside the floor of the same run.

The floor is what nobody can do without: the same file read as JSON, and the same answer written as JSON. It works
nothing out. All 122 figures are text with a unit and a grade, which takes longest to read.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.units import units_for
from wopfield.figures.balances import balance_lines
from wopfield.figures.computing import answer_lines
from wopfield.figures.reading import read_figures
from wopfield.figures.utility_year import UtilityYear

YEARS = 1000
MOST = 7.0
"""How many floors 105,000 results may take, each checked against its limits; 4.1 to 4.4 were seen."""
MOST_BY_PEOPLE = 9.0
"""The same of figures in another unit, with signs between their thousands; 5.9 were seen (14 when read twice over)."""
MOST_BALANCES = 5.5
"""How many floors the balances of graded entries may take, each part with its limits; 3.2 to 3.4 were seen."""

pytestmark = [pytest.mark.slow, pytest.mark.alone]

Work = Callable[[Iterable[UtilityYear], Catalogue], Iterator[str]]


def test_a_thousand_utility_years_take_a_few_times_what_reading_and_writing_them_takes(tmp_path: Path) -> None:
    catalogue = indicator_catalogue()
    file = _years(tmp_path, catalogue, _in_words)
    floors = _floors(file, catalogue, answer_lines)
    assert floors <= MOST, f"{floors:.1f} floors"


def test_a_thousand_graded_balances_take_a_few_times_what_reading_and_writing_them_takes(tmp_path: Path) -> None:
    catalogue = indicator_catalogue()
    file = _years(tmp_path, catalogue, _in_words)
    floors = _floors(file, catalogue, balance_lines)
    assert floors <= MOST_BALANCES, f"{floors:.1f} floors"


def test_figures_as_people_write_them_take_hardly_longer(tmp_path: Path) -> None:
    catalogue = indicator_catalogue()
    file = _years(tmp_path, catalogue, _by_people)
    floors = _floors(file, catalogue, answer_lines)
    assert floors <= MOST_BY_PEOPLE, f"{floors:.1f} floors"


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _in_words(value: float, unit: str) -> object:
    """Return a figure in the way that takes longest to read: text, with its unit and its grade."""
    return {"value": f"{value:.2f}", "unit": unit, "confidence": "B"}


def _by_people(value: float, unit: str) -> object:
    """Return a figure with signs between its thousands and spaces around it, in the last of the units there are."""
    return {"value": f" {value:,.2f} ", "unit": units_for(unit)[-1]}


def _years(folder: Path, catalogue: Catalogue, given: Callable[[float, str], object]) -> Path:
    """Write utility-years that have every variable."""
    dice = random.Random(7)
    years = [
        {
            "id": place,
            "entries": {
                code: given(dice.uniform(float(each.plausible_max) / 1000, float(each.plausible_max) / 2), each.unit)
                for code, each in catalogue.variables.items()
            },
        }
        for place in range(YEARS)
    ]
    file = folder / "years.json"
    file.write_text(json.dumps(years), encoding="utf-8")
    return file


def _floors(file: Path, catalogue: Catalogue, work: Work) -> float:
    """Return how many floors the answers took at their best."""
    ratios = []
    for _ in range(3):
        begun = time.process_time()
        written = list(work(read_figures(file, catalogue).rows, catalogue))
        ours = time.process_time() - begun
        told = [json.loads(each) for each in written]
        begun = time.process_time()
        json.loads(file.read_text(encoding="utf-8"))
        assert [json.dumps(each) for each in told] == written
        ratios.append(ours / (time.process_time() - begun))
    assert len(told) == YEARS
    return min(ratios)
