"""People add variables and indicators of their own, with the same checks as those that ship."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.indicator import Entry
from wopfield.domain.own import extended, own_indicator, own_variable
from wopfield.errors import BadInput

CATALOGUE = indicator_catalogue()
KIOSKS = {"code": "own_kiosks", "name": "Kiosks", "unit": "number", "plausible_min": "0", "plausible_max": "10 000"}
PEOPLE_PER_KIOSK = {
    "code": "OWN_PER_KIOSK", "name": "People per kiosk", "formula": "pop_water_point / own_kiosks", "unit": "persons",
    "direction": "lower_better", "typical_min": "50", "typical_max": "2000", "themes": "equity",
}  # fmt: skip


def test_an_indicator_of_ones_own_is_worked_out_like_any_other() -> None:
    found = extended(CATALOGUE, [KIOSKS], [PEOPLE_PER_KIOSK])
    entries = {"own_kiosks": Entry(Decimal(40)), "pop_water_point": Entry(Decimal(10_000))}
    assert not found.problems
    assert found.catalogue.work_out("OWN_PER_KIOSK", entries).value == 250
    assert found.catalogue.work_out("OWN_PER_KIOSK", {}).missing == ("pop_water_point", "own_kiosks")
    assert found.catalogue.groups[-1].variables == ("own_kiosks",)
    assert len(found.catalogue.indicators) == 106
    assert len(CATALOGUE.indicators) == 105


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"formula": "pop_water_point / kiosks"}, "The formula of “People per kiosk” .+ no variable “kiosks”"),
        ({"unit": "hours/day"}, r"not hours/day \(0.0416667\)"),
        ({"formula": "pop_water_point / days"}, "it gives"),
        ({"formula": "__import__('os')"}, "cannot be read"),
        ({"formula": "12"}, "uses no variable"),
        ({"unit": "furlongs"}, "not known"),
        ({"code": "NR01"}, "OWN_"),
        ({"name": " "}, "no name"),
        ({"direction": "up"}, "higher or lower"),
        ({"typical_min": "5000"}, "not below"),
        ({"typical_max": "many"}, "not a number"),
        ({"good_practice_value": "300"}, "no source"),
    ],
)
def test_a_wrong_indicator_is_refused_in_words(changed: dict[str, str], said: str) -> None:
    with_kiosks = extended(CATALOGUE, [KIOSKS], []).catalogue
    with pytest.raises(BadInput, match=said):
        own_indicator(PEOPLE_PER_KIOSK | changed, with_kiosks)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"code": "v_own"}, "own_"), ({"unit": "xyz"}, "not known"), ({"plausible_max": "0"}, "not below")],
)
def test_a_wrong_variable_is_refused_in_words(changed: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        own_variable(KIOSKS | changed, CATALOGUE.variables)


def test_a_bad_one_from_a_colleague_spoils_no_other() -> None:
    found = extended(CATALOGUE, [KIOSKS, KIOSKS], [PEOPLE_PER_KIOSK | {"formula": "("}, PEOPLE_PER_KIOSK])
    assert "OWN_PER_KIOSK" in found.catalogue.indicators
    assert "already" in found.problems["own_kiosks"]
    assert "cannot be read" in found.problems["OWN_PER_KIOSK"]
