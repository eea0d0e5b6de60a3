"""Published audits as the tests of the water balance take them, and entries of any kind."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.balance import Balance
from wopfield.domain.balancing import INPUTS
from wopfield.domain.indicator import Entry
from wopfield.domain.summary import Confidence

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8")
)
CATALOGUE = indicator_catalogue()
VOLUMES = INPUTS[:11]
FIGURES = st.fixed_dictionaries({code: st.floats(0, 1e9) for code in VOLUMES}) | st.fixed_dictionaries(
    {code: st.floats(1, 1e6) for code in INPUTS}
)


def entries(figures: Mapping[str, float], grade: Confidence | None = None) -> dict[str, Entry]:
    return {code: Entry(Decimal(repr(figure)), grade) for code, figure in figures.items()}


def atlanta(**others: float) -> dict[str, Entry]:
    return entries(EXAMPLES[0]["inputs"] | others)


def kinds(made: Balance) -> list[str]:
    return [str(remark) for remark in made.warnings]
