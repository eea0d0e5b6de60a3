"""What people add to figures: variables, indicators, groups to compare with, and rates of other money."""

from datetime import date
from decimal import Decimal

import pytest

from wopfield.checklists import library
from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.group import Peer, group_of
from wopfield.errors import BadInput
from wopfield.store import assessments, comparisons, indicators, own, partnerships, summaries, utilities
from wopfield.store.database import Database
from wopfield.store.history import undo
from wopfield.store.tables import OwnIndicator, OwnVariable

P, U, ME = "partnership", "marowe", "amina"
CATALOGUE = indicator_catalogue()
DAY = date(2026, 11, 23)


@pytest.fixture
def kiosks(database: Database) -> OwnVariable:
    with database.change(ME) as editor:
        return own.say_variable(
            editor,
            CATALOGUE,
            own.blank_variable(P, "own_kiosks"),
            name="Kiosks",
            unit="number",
            plausible_min="0",
            plausible_max="10 000",
        )


@pytest.fixture
def per_kiosk(database: Database, kiosks: OwnVariable) -> OwnIndicator:
    with database.change(ME) as editor:
        return own.say_indicator(
            editor,
            CATALOGUE,
            own.blank_indicator(P, "OWN_PER_KIOSK"),
            name="People per kiosk",
            formula="pop_water_point / own_kiosks",
            unit="persons",
            direction="lower_better",
            typical_min="50",
            typical_max="2000",
        )


def give(database: Database, variable: str, value: str, utility: str = U, period: str = "2025", unit: str = "") -> None:
    with database.change(ME) as editor:
        indicators.give(editor, indicators.blank(P, utility, variable, period), Decimal(value), unit)


def test_an_indicator_that_was_added_is_worked_out_from_kept_entries(
    database: Database, per_kiosk: OwnIndicator
) -> None:
    give(database, "own_kiosks", "40")
    give(database, "pop_water_point", "10000")
    with database.read() as session:
        catalogue = own.extended(session, P, CATALOGUE).catalogue
        figures = indicators.figures(indicators.of_utility(session, P, U), catalogue)
        assert own.extended(session, "another", CATALOGUE).catalogue is CATALOGUE
    assert catalogue.work_out(per_kiosk.code, figures["2025"]).value == 250


def test_what_is_wrong_with_an_indicator_is_said_and_nothing_is_kept(
    database: Database, per_kiosk: OwnIndicator
) -> None:
    for changed in ({"formula": "pop_water_point / nobody"}, {"unit": "m3"}, {"typical_min": "many"}):
        with pytest.raises(BadInput), database.change(ME) as editor:
            own.say_indicator(editor, CATALOGUE, per_kiosk, **changed)
    with database.read() as session:
        (kept,) = own.indicators(session, P)
    assert (kept.formula, kept.unit, kept.typical_min) == ("pop_water_point / own_kiosks", "persons", "50")


def test_a_variable_with_figures_or_in_use_is_not_deleted(
    database: Database, kiosks: OwnVariable, per_kiosk: OwnIndicator
) -> None:
    with pytest.raises(BadInput, match="People per kiosk"), database.change(ME) as editor:
        own.remove_variable(editor, kiosks)
    with database.change(ME) as editor:
        own.remove_indicator(editor, per_kiosk)
    with database.change(ME) as editor:
        own.remove_variable(editor, kiosks)
    undo(database, ME, P)
    with database.read() as session:
        assert [row.name for row in own.variables(session, P)] == ["Kiosks"]


def test_of_a_group_only_median_and_quartiles_are_kept_and_only_from_five_up(database: Database) -> None:
    peers = [Peer(f"utility {n}", str(2020 + n), {"NR01": 10.0 * n, "CV01": 50.0}) for n in range(1, 6)]
    few = [Peer(f"utility {n}", "2024", {"FN09": 1.0}) for n in range(4)]
    with database.change(ME) as editor:
        group = group_of("East Africa", [*peers, *few])
        comparisons.keep(editor, P, group, file="ibnet.csv", taken_in=DAY, source="IBNET 2025")
    with database.read() as session:
        (row,) = comparisons.groups(session, P)
    found = comparisons.shape(row, "NR01")
    assert found is not None
    assert (found.count, found.lower, found.median, found.upper) == (5, 20, 30, 40)
    assert comparisons.shape(row, "FN09") is None
    assert (row.file, row.source, row.first_period, row.last_period) == ("ibnet.csv", "IBNET 2025", "2021", "2025")
    assert "utility" not in str(row.shapes)

    with pytest.raises(BadInput, match="5 or more"), database.change(ME) as editor:
        comparisons.keep(editor, P, group_of("Few", few), file="few.csv", taken_in=DAY)


def test_utilities_of_the_workspace_count_once_by_their_newest_year(database: Database) -> None:
    for number in range(1, 7):
        give(database, "pop_area", "100", f"u{number}")
        give(database, "pop_water", str(number * 10), f"u{number}")
    give(database, "pop_area", "100", "u1", "2024")
    give(database, "pop_water", "99", "u1", "2024")
    with database.read() as session:
        group = comparisons.of_workspace(session, CATALOGUE, "CV01")
    assert group.count("CV01") == 6
    shape = group.compare("CV01", "u6")
    assert shape is not None
    assert (shape.count, shape.median) == (5, 30)


def test_money_of_another_country_is_worked_with_by_its_own_rate(database: Database) -> None:
    give(database, "opex", "2.5", unit="million USD")
    place = ("opex", "2025")

    def figure() -> Decimal | None:
        with database.read() as session:
            found = indicators.figures(indicators.of_utility(session, P, U), CATALOGUE).get("2025", {})
        return found["opex"].value if "opex" in found else None

    assert figure() is None  # nobody said the rate
    with database.read() as session:
        shown = indicators.by_place(indicators.of_utility(session, P, U))[place]
    for rate, day in (("0", "2025-12-31"), ("-3", ""), ("many", ""), ("1450", "31.12.")):
        with pytest.raises(BadInput, match="no exchange rate"), database.change(ME) as editor:
            indicators.set_rate(editor, shown, rate, day)
    with database.change(ME) as editor:
        indicators.set_rate(editor, shown, "1 450,5", "2025-12-31")
    assert figure() == Decimal("3626250000")
    with database.read() as session:
        kept = indicators.by_place(indicators.of_utility(session, P, U))[place]
    assert (kept.value, kept.unit, kept.rate, kept.rate_date) == ("2.5", "million USD", "1450.5", "2025-12-31")


def test_the_report_has_what_a_partnership_added(database: Database, per_kiosk: OwnIndicator) -> None:
    with database.change(ME) as editor:
        mentee = utilities.add(editor, name="Marowe Water", short_name="Marowe", country="Kenya", people_served=1)
        mentor = utilities.add(editor, name="Rijnmeer", short_name="Rijnmeer", country="", people_served=1)
        partnership = partnerships.add(editor, name="M", mentor=mentor.id, mentee=mentee.id, starts=DAY, ends=DAY)
        row = assessments.start(editor, partnership.id, library.get("capacity_assessment"), title="A")
    with database.change(ME) as editor:
        for shown in (kiosks_of(database), per_kiosk):
            editor.add(type(shown)(**{**shown.model_dump(), "scope": partnership.id, "heads": "{}"}))
    with database.read() as session:
        material = summaries.load_material(session, partnership.id, row.id, DAY, catalogue=CATALOGUE)
    assert material.catalogue is not None
    assert per_kiosk.code in material.catalogue.indicators


def kiosks_of(database: Database) -> OwnVariable:
    with database.read() as session:
        return own.variables(session, P)[0]
