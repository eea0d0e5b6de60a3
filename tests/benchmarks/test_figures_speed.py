"""How long a thousand utility-years take, beside the floor of the same run.

The floor is what nobody can do without: the same file read as JSON, and the same answer written as JSON. It works
nothing out. On a machine that eight others used at the time, 5.5 to 8 floors were seen.
"""

import json
import random
import time
from pathlib import Path

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.figures.computing import answers
from wopfield.figures.reading import read_figures

YEARS = 1000
MOST = 12.0
"""How many floors the whole may take: 105,000 results, each checked against its limits."""


@pytest.mark.slow
@pytest.mark.alone
def test_a_thousand_utility_years_take_a_few_times_what_reading_and_writing_them_takes(tmp_path: Path) -> None:
    catalogue = indicator_catalogue()
    dice = random.Random(7)
    years = [
        {
            "id": place,
            "entries": {
                code: dice.uniform(float(each.plausible_max) / 1000, float(each.plausible_max) / 2)
                for code, each in catalogue.variables.items()
            },
        }
        for place in range(YEARS)
    ]
    file = tmp_path / "years.json"
    file.write_text(json.dumps(years), encoding="utf-8")

    ratios = []
    for _ in range(3):
        begun = time.process_time()
        told = list(answers(read_figures(file, catalogue).rows, catalogue))
        written = [json.dumps(each) for each in told]
        ours = time.process_time() - begun
        begun = time.process_time()
        json.loads(file.read_text(encoding="utf-8"))
        assert [json.dumps(each) for each in told] == written
        ratios.append(ours / (time.process_time() - begun))

    assert len(told) == YEARS
    assert min(ratios) <= MOST, f"{min(ratios):.1f} floors"
