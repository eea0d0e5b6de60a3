"""Indicator entries: figures as they were typed, and what is odd about them."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import Given
from wopfield.domain.indicator import Entry
from wopfield.errors import BadInput
from wopfield.store import figures_taken_in, indicators
from wopfield.store.database import Database
from wopfield.store.history import redo, undo
from wopfield.store.indicators import Place
from wopfield.store.tables import IndicatorEntry

P, U, ME = "partnership", "marowe", "amina"


def rows(database: Database) -> dict[Place, IndicatorEntry]:
    with database.read() as session:
        return indicators.by_place(indicators.of_utility(session, P, U))


def shown(database: Database, variable: str, period: str) -> IndicatorEntry:
    """Return an entry as a screen shows it."""
    return rows(database).get((variable, period)) or indicators.blank(P, U, variable, period)


def give(database: Database, variable: str, figures: dict[str, str], unit: str = "") -> None:
    with database.change(ME) as editor:
        for period, value in figures.items():
            indicators.give(editor, indicators.blank(P, U, variable, period), Decimal(value), unit)


def test_a_figure_is_kept_as_typed_and_worked_with_in_its_variables_unit(database: Database) -> None:
    give(database, "v_own", {"2025": "12480"}, "thousand m3")
    row = shown(database, "v_own", "2025")
    assert (row.value, row.unit) == ("12480", "thousand m3")
    figures = indicators.figures(rows(database).values(), indicator_catalogue())
    assert figures["2025"]["v_own"].value == 12_480_000


def test_a_period_knows_its_days_without_being_told(database: Database) -> None:
    give(database, "v_own", {"2025": "12480"})
    figures = indicators.figures(rows(database).values(), indicator_catalogue())
    assert figures["2025"]["days"].value == 365


def test_a_year_begins_with_its_days(database: Database) -> None:
    with database.change(ME) as editor:
        indicators.add_period(editor, P, U, "2026")
    assert indicators.periods(rows(database).values()) == ("2026",)
    with pytest.raises(BadInput, match="not a year"), database.change(ME) as editor:
        indicators.add_period(editor, P, U, "next year")


def test_ten_times_the_year_before_is_asked_about_with_what_was_likely_meant(database: Database) -> None:
    give(database, "opex", {"2023": "541000000", "2024": "579000000", "2025": "6120000000"})
    catalogue = indicator_catalogue()
    doubts = indicators.doubts(indicators.figures(rows(database).values(), catalogue), catalogue)
    assert list(doubts) == [("opex", "2025")]
    assert doubts["opex", "2025"].likely == 612_000_000


def test_a_month_is_asked_about_beside_months_and_a_year_beside_years(database: Database) -> None:
    months = {"2025-01": "1000000", "2025-02": "990000", "2025-03": "10100000"}
    give(database, "v_own", {"2024": "12230000", **months, "2025/26": "12480000"})
    catalogue = indicator_catalogue()
    doubts = indicators.doubts(indicators.figures(rows(database).values(), catalogue), catalogue)
    assert list(doubts) == [("v_own", "2025-03")]
    assert doubts["v_own", "2025-03"].likely == 1_010_000


def test_the_year_after_a_slip_is_measured_by_the_year_before_it(database: Database) -> None:
    give(database, "opex", {"2023": "541000000", "2024": "5790000000", "2025": "612000000"})
    catalogue = indicator_catalogue()
    doubts = indicators.doubts(indicators.figures(rows(database).values(), catalogue), catalogue)
    assert list(doubts) == [("opex", "2024")]


def test_a_slip_in_the_first_year_is_seen_beside_the_others_and_is_no_measure_for_the_next(database: Database) -> None:
    of_a_town = {"pop_water": 300_000, "n_conn_water": 38_000, "len_mains": 650, "v_bill_met": 5_500_000}
    for code, value in of_a_town.items():
        give(database, code, {"2024": str(value), "2025": str(value)})
    give(database, "v_own", {"2024": "10700000000", "2025": "10900000"})
    catalogue = indicator_catalogue()

    doubts = indicators.doubts(indicators.figures(rows(database).values(), catalogue), catalogue)

    assert list(doubts) == [("v_own", "2024")]  # which is above the limits, too
    assert doubts["v_own", "2024"].likely == 10_700_000


def test_a_figure_that_was_kept_stays_marked_until_it_changes(database: Database) -> None:
    give(database, "opex", {"2024": "579000000", "2025": "6120000000"})
    catalogue = indicator_catalogue()
    doubt = indicators.doubts(indicators.figures(rows(database).values(), catalogue), catalogue)["opex", "2025"]
    with database.change(ME) as editor:
        indicators.keep(editor, shown(database, "opex", "2025"), doubt, "New wells")
    assert indicators.is_kept(shown(database, "opex", "2025"), doubt)
    with database.change(ME) as editor:
        indicators.give(editor, shown(database, "opex", "2025"), Decimal("6130000000"))
    assert not indicators.is_kept(shown(database, "opex", "2025"), doubt)


def test_what_is_not_measured_has_no_figure_and_is_missing(database: Database) -> None:
    give(database, "pop_water", {"2025": "381000"})
    give(database, "pop_area", {"2025": "533000"})
    with database.change(ME) as editor:
        indicators.set_state(editor, shown(database, "pop_area", "2025"), "not_measured")
    assert shown(database, "pop_area", "2025").value == ""
    figures = indicators.figures(rows(database).values(), indicator_catalogue())
    assert indicator_catalogue().work_out("CV01", figures["2025"]).missing == ("pop_area",)


def test_a_figure_in_a_unit_that_does_not_fit_is_kept_but_not_worked_with(database: Database) -> None:
    give(database, "v_own", {"2025": "12480"}, "bushels")
    assert shown(database, "v_own", "2025").value == "12480"
    assert indicators.figures(rows(database).values(), indicator_catalogue()) == {}


def test_clearing_a_figure_leaves_where_it_came_from(database: Database) -> None:
    give(database, "opex", {"2025": "612"})
    with database.change(ME) as editor:
        indicators.set_source(editor, shown(database, "opex", "2025"), "Accounts 2025, page 14")
        indicators.grade(editor, shown(database, "opex", "2025"), "B")
    with database.change(ME) as editor:
        indicators.clear(editor, shown(database, "opex", "2025"))
    row = shown(database, "opex", "2025")
    assert (row.value, row.source, row.confidence) == ("", "Accounts 2025, page 14", "B")
    assert not indicators.says_something(row)


def test_how_a_figure_was_got_and_how_far_it_may_be_off_is_kept_and_worked_with(database: Database) -> None:
    give(database, "v_own", {"2025": "12480"}, "thousand m3")
    with database.change(ME) as editor:
        indicators.set_basis(editor, shown(database, "v_own", "2025"), "estimated")
        indicators.set_evidence(editor, shown(database, "v_own", "2025"), "photo")
        indicators.set_margin(editor, shown(database, "v_own", "2025"), Decimal("2.5"))
    row = shown(database, "v_own", "2025")
    assert (row.basis, row.evidence, row.margin) == ("estimated", "photo", "2.5")
    figures = indicators.figures(rows(database).values(), indicator_catalogue())
    assert figures["2025"]["v_own"].margin == Decimal("2.5")

    with pytest.raises(BadInput, match="cannot be"), database.change(ME) as editor:
        indicators.set_margin(editor, shown(database, "v_own", "2025"), Decimal(-1))


def test_a_gap_is_filled_from_the_year_before_and_says_so(database: Database) -> None:
    give(database, "len_mains", {"2024": "612"}, "miles")
    with database.change(ME) as editor:
        indicators.fill(editor, shown(database, "len_mains", "2025"), shown(database, "len_mains", "2024"))
    row = shown(database, "len_mains", "2025")
    assert (row.value, row.unit, row.basis) == ("612", "miles", "estimated")
    assert row.note == "Carried forward from 2024."


def test_a_table_of_hundreds_of_figures_is_taken_back_and_brought_back_whole(database: Database) -> None:
    catalogue = indicator_catalogue()
    given = {
        (code, str(year)): Given(Entry(Decimal(7), "B"), note="accounts")
        for code in list(catalogue.variables)[:90]
        for year in (2023, 2024, 2025)
    }
    give(database, "v_own", {"2019": "5"})
    with database.change(ME) as editor:
        assert figures_taken_in.take_in(editor, {}, P, U, given, catalogue) == 270
    kept = rows(database)["v_own", "2024"]
    assert (kept.value, kept.confidence, kept.note) == ("7", "B", "accounts")

    for way, values in ((undo, {"5"}), (redo, {"5", "7"}), (undo, {"5"})):
        way(database, ME, P)
        assert {row.value for row in rows(database).values() if row.value} == values
    undo(database, ME, P)
    assert not any(row.value for row in rows(database).values())


def test_what_a_table_does_not_say_stays(database: Database) -> None:
    give(database, "opex", {"2024": "5"})
    with database.change(ME) as editor:
        indicators.set_source(editor, shown(database, "opex", "2024"), "Accounts")
        indicators.grade(editor, shown(database, "opex", "2024"), "B")
    place, catalogue = ("opex", "2024"), indicator_catalogue()
    with database.change(ME) as editor:
        assert figures_taken_in.take_in(editor, rows(database), P, U, {place: Given(Entry(Decimal(5)))}, catalogue) == 0
    with database.change(ME) as editor:
        given = {place: Given(Entry(Decimal(6)), source="Audit")}
        assert figures_taken_in.take_in(editor, rows(database), P, U, given, catalogue) == 1
    kept = shown(database, "opex", "2024")
    assert (kept.value, kept.source, kept.confidence) == ("6", "Audit", "B")
