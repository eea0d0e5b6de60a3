"""Figures are typed and read in the units and digits a person chose."""

import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStyledItemDelegate

from tests.ui.conftest import Dressed
from tests.ui.figures import COSTS, INCOME, cell, entries, figures, grid, on_two_years, opened, type_figure
from tests.ui.stage import ME, Stage, part, words_in
from tests.ui.test_balance import opened as balance_of
from wopfield.language import spoken
from wopfield.store import utilities
from wopfield.store.tables import Partnership
from wopfield.store.units_here import choose_unit
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.values import amount_words
from wopfield.ui.widgets.choose import ChoiceBox


def prefer(stage: Stage, measure: str, unit: str) -> None:
    with stage.database.write() as connection:
        choose_unit(connection, measure, unit)


def test_a_new_figure_is_typed_in_the_unit_that_was_chosen(stage: Stage, partnership: Partnership) -> None:
    prefer(stage, "m3", "megalitres")
    screen = on_two_years(stage, partnership)
    type_figure(stage, screen, "v_own", "2025", "12480")

    row = entries(stage.database, partnership)["v_own", "2025"]
    assert (row.value, row.unit) == ("12480", "megalitres")
    grid(screen).choose(("v_own", "2025"))
    stage.settle()
    assert any("12\u202f480\u202f000 m³" in words for words in words_in(part(screen, FigureCard)))


def test_a_line_that_has_a_unit_keeps_it_whatever_was_chosen(stage: Stage, partnership: Partnership) -> None:
    screen = on_two_years(stage, partnership)
    type_figure(stage, screen, "v_own", "2024", "12480000")
    prefer(stage, "m3", "megalitres")
    again = opened(stage, partnership)
    type_figure(stage, again, "v_own", "2025", "12500000")

    assert entries(stage.database, partnership)["v_own", "2025"].unit in ("", "m3")


def test_money_is_typed_in_another_currency_only_where_the_utility_does_not_count_in_it(
    stage: Stage, partnership: Partnership
) -> None:
    figures(stage, partnership, "2024", ("pop_area", "517000"))
    prefer(stage, "local currency", "million USD")
    type_figure(stage, opened(stage, partnership), INCOME, "2024", "3")
    assert entries(stage.database, partnership)[INCOME, "2024"].unit == "million USD"

    with stage.database.change(ME) as editor:
        utility = utilities.find(editor.session, partnership.mentee)
        assert utility is not None
        utilities.change(editor, utility, currency="USD")
    type_figure(stage, opened(stage, partnership), COSTS, "2024", "5")
    assert entries(stage.database, partnership)[COSTS, "2024"].unit == "million local currency"


@pytest.mark.parametrize(("chosen", "shown"), [("acre-feet", "acre-feet"), ("litres", "thousand m³")])
def test_a_water_balance_is_shown_in_the_unit_that_was_chosen_where_its_figures_have_room(
    stage: Stage, partnership: Partnership, chosen: str, shown: str
) -> None:
    prefer(stage, "m3", chosen)
    screen = balance_of(stage, partnership)
    scale = next(box for box in screen.findChildren(ChoiceBox) if box.accessibleName() == "Shown in")
    assert scale.currentText() == shown


@pytest.mark.parametrize("typed", ["14.5", "١٤٫٥", "14,5"])
def test_arabic_digits_are_shown_where_they_were_chosen_and_both_are_understood(
    stage: Stage, partnership: Partnership, dressed: Dressed, typed: str
) -> None:
    dressed(code="ar-u-nu-arab")
    screen = on_two_years(stage, partnership)
    type_figure(stage, screen, "supply_hours", "2025", typed)

    assert entries(stage.database, partnership)["supply_hours", "2025"].value == "14.5"
    assert cell(screen, "supply_hours", "2025") == "١٤٫٥"
    assert cell(screen, "pop_area", "2024") == "٥١٧\u202f٠٠٠"
    shown = " ".join(words_in(screen))
    assert "2025" not in shown
    assert "٢٠٢٥" in shown


def test_figures_of_a_balance_are_in_the_digits_that_were_chosen(
    stage: Stage, partnership: Partnership, dressed: Dressed
) -> None:
    dressed(code="ar-u-nu-arab")
    screen = balance_of(stage, partnership)
    shown = re.sub("\u200e[^\u200e]*\u200e", "", " ".join(words_in(screen)))  # codes keep theirs
    assert not set("0123456789") & set(shown), shown
    year = next(box for box in screen.findChildren(ChoiceBox) if box.currentText() == "2025")
    line = year.itemDelegate()
    assert isinstance(line, QStyledItemDelegate)
    assert line.displayText(year.currentText(), QLocale()) == "٢٠٢٥"


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("ar", "365", "365 يومًا"),
        ("ar", "1", "يوم واحد"),
        ("ar", "2", "يومان"),
        ("ar", "7", "7 أيام"),
        ("ar", "100", "100 يوم"),
        ("ar", "30.5", "30.5 يوم"),
        ("en", "1", "1 day"),
        ("en", "30.5", "30.5 days"),
        ("fr", "1", "1 jour"),
    ],
)
def test_a_unit_that_is_a_word_stands_in_the_form_its_figure_asks_for(language: str, typed: str, read: str) -> None:
    with spoken(language):
        assert re.sub("[\u200e\u200f]", "", amount_words(typed, "days")) == read
