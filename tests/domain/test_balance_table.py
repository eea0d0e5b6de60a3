"""The standard table of a water balance: heights follow volumes, and every part can be read."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.balance import Balance
from wopfield.domain.balance_table import COLUMNS, Box, boxes
from wopfield.domain.balancing import balance
from wopfield.domain.indicator import Entry

VOLUMES = {
    "v_own": "12480000",
    "v_import": "0",
    "v_export": "0",
    "v_meter_adj": "0",
    "v_bill_met": "6905000",
    "v_bill_unmet": "458000",
    "v_unbill_met": "62000",
    "v_unbill_unmet": "156000",
    "v_unauth": "312000",
    "v_meter_err": "587000",
    "v_data_err": "121000",
}


def made(**others: str) -> Balance:
    return balance({code: Entry(Decimal(value)) for code, value in {**VOLUMES, **others}.items()})


def of(table: tuple[Box, ...], code: str, column: int | None = None) -> Box:
    return next(b for b in table if b.component.code == code and column in (None, b.column))


def test_heights_follow_volumes_where_all_can_be_read() -> None:
    table = boxes(made(), least=0.0)
    assert of(table, "billed_metered").height / of(table, "billed_unmetered").height == 6905 / 458
    assert abs(of(table, "non_revenue_water").height - 5117 / 12480) < 1e-9


def test_no_part_is_lower_than_can_be_read() -> None:
    table = boxes(made(), least=0.06)
    assert min(box.height for box in table) >= 0.06 - 1e-9
    assert of(table, "unbilled_metered").height < of(table, "meter_errors").height


def test_real_losses_are_one_part_where_nobody_knows_what_they_are_made_of() -> None:
    parts = [box.component.code for box in boxes(made(), 0.05) if box.column == 3]
    assert parts[-1] == "real_losses"


def test_a_balance_without_figures_still_has_its_table() -> None:
    table = boxes(balance({}), 0.05)
    assert {box.component.volume.value for box in table} == {None}
    assert all(box.height > 0 for box in table)


@given(
    st.fixed_dictionaries({code: st.integers(-(10**9), 10**9).map(str) for code in VOLUMES}),
    st.floats(0, 0.3),
)
def test_every_column_is_filled_from_top_to_bottom(volumes: dict[str, str], least: float) -> None:
    table = boxes(made(**volumes), least)
    for column in range(COLUMNS):
        below = 0.0
        for box in (box for box in table if box.column == column):
            assert abs(box.top - below) < 1e-9
            below = box.top + box.height
        assert abs(below - 1) < 1e-9
