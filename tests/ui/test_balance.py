"""The water balance on the screen: the same figures as in the grid, seen as the standard table."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.report.reading import Reading
from tests.ui.conftest import Dressed
from tests.ui.figures import entries, figures, value
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, button, choose, field, inside, part, seen, stage_on, words_in
from wopfield.domain.balance_table import boxes
from wopfield.language import _
from wopfield.report.balance_parts import part_name
from wopfield.report.drawing import Label
from wopfield.store import indicators
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.paper import Handed
from wopfield.ui.processes import Processes
from wopfield.ui.screen import Place
from wopfield.ui.screens.indicators.balance import BalanceScreen
from wopfield.ui.screens.indicators.balance.entries import EntryList
from wopfield.ui.screens.indicators.balance.head import BalanceHead
from wopfield.ui.screens.indicators.balance.lists import BalanceList
from wopfield.ui.screens.indicators.balance.picture import BalancePicture
from wopfield.ui.screens.indicators.balance.tiles import Tiles
from wopfield.ui.screens.indicators.balance.trying import Trying
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import ShortLabel

LONG = 30_000
MAROWE = (
    ("v_own", "12480000"),
    ("v_import", "0"),
    ("v_export", "0"),
    ("v_meter_adj", "0"),
    ("v_bill_met", "6905000"),
    ("v_bill_unmet", "458000"),
    ("v_unbill_met", "62000"),
    ("v_unbill_unmet", "156000"),
    ("v_unauth", "312000"),
    ("v_meter_err", "587000"),
    ("v_data_err", "121000"),
    ("len_mains", "720"),
    ("n_serv_conn", "45900"),
    ("n_conn_water", "42300"),
    ("lp_avg_m", "8"),
    ("pressure_avg", "31"),
    ("supply_hours", "15"),
    ("tariff_retail", "92"),
    ("cost_var", "18"),
    ("opex", "612000000"),
)


def make(theme: Theme, operations: Operations) -> BalanceScreen:
    return BalanceScreen(theme, operations)


def opened(stage: Stage, partnership: Partnership, **others: str) -> BalanceScreen:
    """Open the balance of Marowe in 2025, with other figures where they are given."""
    given = dict(MAROWE) | others
    figures(stage, partnership, "2025", *((code, figure) for code, figure in given.items() if figure))
    return stage.open(make, partnership=partnership.id, period="2025")


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> BalanceScreen:
    return opened(stage, partnership)


def picture(screen: QWidget) -> str:
    found = screen.findChild(BalancePicture)
    assert isinstance(found, BalancePicture)
    return found.accessibleName()


def broken(picture: BalancePicture) -> list[str]:
    """Return the words of the parts' names that do not stand whole on a line of the picture."""
    written = Counter(word for mark in picture.drawing.marks if isinstance(mark, Label) for word in mark.text.split())
    assert picture.balance is not None
    names = [part_name(box.component) for box in boxes(picture.balance, 0.0)]
    return sorted((Counter(" ".join(names).split()) - written).elements())


def said(screen: QWidget) -> str:
    return "\n".join(words_in(screen))


def test_what_is_left_is_real_losses_and_three_measures_stand_side_by_side(screen: BalanceScreen) -> None:
    told = picture(screen)
    assert "Water balance 2025, thousand m³" in told
    assert "Real losses 3\u202f879, 31.1 %" in told
    assert "Non-revenue water 5\u202f117, 41.0 %" in told
    shown = words_in(screen)
    assert {"41.0", "19.5", "0.33"} <= set(shown)
    assert {"m³/km/day", "m³/conn./day", "l/conn./day"} <= set(shown)
    assert "The balance adds up" in shown


def test_a_figure_typed_in_the_balance_is_the_figure_of_the_grid(
    stage: Stage, screen: BalanceScreen, partnership: Partnership
) -> None:
    stage.type(field(screen, "Unauthorised use", QLineEdit), "412")

    row = entries(stage.database, partnership)["v_unauth", "2025"]
    assert (row.value, row.unit) == ("412", "thousand m3")
    assert "Real losses 3\u202f779" in picture(screen)

    next(command for command in screen.commands() if command.words == "Undo").run()
    stage.settle()
    assert value(stage, partnership, "v_unauth", "2025") == "312000"
    assert "Real losses 3\u202f879" in picture(screen)


@pytest.mark.parametrize(
    ("name", "code", "typed", "kept", "shown"),
    [
        ("From own sources", "v_own", "11 900 ML", ("11900", "megalitres"), "11\u202f900"),
        ("From own sources", "v_own", "11.9 million", ("11.9", "million m3"), "11\u202f900"),
        ("Average pressure", "pressure_avg", "31 psi", ("31", "psi"), "31"),
        ("Length of mains", "len_mains", "720 mi", ("720", "miles"), "720"),
        ("Operating expenses", "opex", "KES 0.6bn", ("600", "million local currency"), "600"),
    ],
)
def test_a_figure_of_the_balance_is_kept_in_the_unit_that_is_typed_beside_it(
    stage: Stage,
    screen: BalanceScreen,
    partnership: Partnership,
    name: str,
    code: str,
    typed: str,
    kept: tuple[str, str],
    shown: str,
) -> None:
    one = field(screen, name, QLineEdit)
    stage.type(one, typed)

    row = entries(stage.database, partnership)[code, "2025"]
    assert (row.value, row.unit) == kept
    assert one.text() == shown


def test_limits_and_grade_are_kept_of_a_figure_and_carried_through(
    stage: Stage, screen: BalanceScreen, partnership: Partnership
) -> None:
    stage.type(field(screen, "From own sources: ± %", QLineEdit), "2,5")
    choose(stage, field(screen, "Meter errors: how sure?", ChoiceBox), "A")

    rows = entries(stage.database, partnership)
    assert rows["v_own", "2025"].margin == "2.5"
    assert rows["v_meter_err", "2025"].confidence == "A"
    assert "of the doubt" in said(screen)


def test_a_balance_that_cannot_be_is_said_in_red_and_still_shown(stage: Stage, partnership: Partnership) -> None:
    screen = opened(stage, partnership, v_bill_met="13905000")

    assert "The balance does not add up" in words_in(screen)
    assert "Not possible" in said(screen)
    assert "Real losses \u22123\u202f121" in picture(screen)


def test_a_leakage_index_below_one_is_said_above_the_table(stage: Stage, partnership: Partnership) -> None:
    shown = " ".join(words_in(opened(stage, partnership, v_own="8800000")))

    assert "The balance adds up, but it is unusual" in shown
    assert shown.count("below 1, usually means that an entry is wrong") == 1


def test_a_figure_that_is_missing_is_named_and_never_zero(stage: Stage, partnership: Partnership) -> None:
    screen = opened(stage, partnership, v_meter_err="")

    assert "Missing: Meter errors" in said(screen)
    assert "Real losses –" in picture(screen)


def test_what_if_changes_nothing_that_is_kept(stage: Stage, screen: BalanceScreen, partnership: Partnership) -> None:
    before = {spot: row.value for spot, row in entries(stage.database, partnership).items()}
    stage.press(button(screen, "What if?"))
    stage.type(field(screen, "Average pressure, m", QLineEdit), "25")

    assert "Saved: 751 thousand m³" in said(screen)
    assert {spot: row.value for spot, row in entries(stage.database, partnership).items()} == before

    stage.type(field(screen, "Minimum night flow, m³/h", QLineEdit), "400")
    assert "The night flow tells of 2\u202f190 thousand m³" in said(screen)


def test_the_table_is_read_in_rows_in_another_unit_and_as_money(stage: Stage, screen: BalanceScreen) -> None:
    stage.press(button(screen, "Rows"))
    model = seen(screen, BalanceList).view.model()
    rows = {str(model.index(n, 0).data()).strip(): n for n in range(model.rowCount())}
    assert model.index(rows["Apparent losses"], 1).data() == "1\u202f020"
    assert model.index(rows["Apparent losses"], 4).data() == "93\u202f840\u202f000"

    choose(stage, field(screen, "Shown in", ChoiceBox), "million m³")
    assert model.index(rows["Apparent losses"], 1).data() == "1.02"


def test_the_table_is_saved_as_csv(stage: Stage, partnership: Partnership, tmp_path: Path) -> None:
    target = tmp_path / "balance.csv"
    figures(stage, partnership, "2025", *MAROWE)
    screen = stage.open(
        lambda theme, operations: BalanceScreen(theme, operations, choose_place=lambda *_asked: str(target)),
        partnership=partnership.id,
    )
    stage.press(button(screen, "Save the table as CSV"))
    stage.qtbot.waitUntil(lambda: bool(stage.told))

    text = target.read_bytes().decode("utf-8-sig")
    assert "real_losses" in text
    assert "3879000.0" in text
    assert stage.told[-1][0] == "Saved as balance.csv"


@pytest.fixture
def printed(
    database: Database, theme: Theme, qtbot: QtBot, press: Processes, partnership: Partnership
) -> Iterator[tuple[Stage, list[bytes]]]:
    """A stage that makes pages, on a computer without a printer, and what was handed to the system."""
    with stage_on(database, theme, qtbot, press) as stage:
        yield stage, []


def on_paper(stage: Stage, partnership: Partnership, handed: list[bytes], period: str) -> BalanceScreen:
    def hand_over(path: Path) -> Handed:
        handed.append(path.read_bytes())
        return Handed.PRINTED

    def made(theme: Theme, operations: Operations) -> BalanceScreen:
        return BalanceScreen(theme, operations, today=lambda: TODAY, hand_over=hand_over, has_printer=lambda: False)

    return stage.open(made, partnership=partnership.id, period=period)


def test_the_page_of_the_year_that_is_shown_is_printed_with_what_was_just_typed(
    printed: tuple[Stage, list[bytes]], partnership: Partnership
) -> None:
    stage, handed = printed
    figures(stage, partnership, "2024", *(dict(MAROWE) | {"v_own": "11480000"}).items())
    figures(stage, partnership, "2025", *MAROWE)
    screen = on_paper(stage, partnership, handed, "2024")
    typed = field(screen, "Unauthorised use", QLineEdit)
    typed.setFocus()
    typed.selectAll()
    QTest.keyClicks(typed, "412")
    QTest.mouseClick(button(screen, "Print"), Qt.MouseButton.LeftButton)
    stage.qtbot.waitUntil(lambda: bool(handed), timeout=LONG)
    stage.qtbot.waitUntil(lambda: bool(stage.told), timeout=LONG)

    words = Reading(handed[0]).text()
    assert "MAROWE WATER · WATER BALANCE 2024" in words
    assert "11,480" in words
    assert "Unauthorised use 412 ±" in " ".join(words.split())
    assert stage.told[-1][0] == "The pages were handed to the system to print."


def test_a_year_without_the_water_put_in_has_nothing_to_print(
    printed: tuple[Stage, list[bytes]], partnership: Partnership
) -> None:
    stage, handed = printed
    figures(stage, partnership, "2025", ("v_bill_met", "6905000"))
    screen = on_paper(stage, partnership, handed, "2025")
    stage.press(button(screen, "Print"))
    stage.qtbot.waitUntil(lambda: bool(stage.told))

    assert stage.told[-1][0].startswith("There is nothing to print yet")
    assert not handed


def test_what_looks_wrong_leads_to_the_figure(stage: Stage, partnership: Partnership) -> None:
    figures(stage, partnership, "2024", ("v_own", "1248000"))
    screen = opened(stage, partnership)
    (asked,) = (each for each in part(screen, EntryList).findChildren(IconButton) if each.isVisible())
    assert "Ten times 2024" in asked.accessibleName()
    stage.press(asked)

    assert stage.asked[-1] == Place("indicators", partnership=partnership.id, variable="v_own", period="2025")


def test_without_figures_the_way_to_them_is_shown(stage: Stage, partnership: Partnership) -> None:
    screen = stage.open(make, partnership=partnership.id)
    go = button(screen, "Go to the figures")
    title = next(label for label in screen.findChildren(QLabel) if label.text() == "No figures yet")
    below = go.mapTo(screen, QPoint()).y() - title.mapTo(screen, QPoint()).y() - title.height()
    assert below < 100, "what there is to say stands together"
    stage.press(go)
    assert stage.asked == [Place("indicators", partnership=partnership.id)]


def test_every_figure_of_it_is_reached_by_the_keyboard(stage: Stage, screen: BalanceScreen) -> None:
    first = field(screen, "From own sources", QLineEdit)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert field(screen, "From own sources: ± %", QLineEdit).hasFocus()


def test_what_is_tried_has_room_in_large_french_type(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed
) -> None:
    with stage_on(database, dressed(scale=1.3, code="fr"), qtbot) as stage:
        screen = opened(stage, partnership)
        stage.press(button(screen, _("What if?")))
        page = screen.findChild(Trying)

        assert isinstance(page, Trying)
        assert inside(page).width() <= page.viewport().width()


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
def test_names_stand_whole_in_picture_and_tiles_in_every_text_size(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, scale: float, code: str
) -> None:
    with stage_on(database, dressed(scale=scale, code=code), qtbot) as stage:
        screen = opened(stage, partnership)
        picture, tiles = screen.findChild(BalancePicture), screen.findChild(Tiles)

        assert isinstance(picture, BalancePicture)
        assert isinstance(tiles, Tiles)
        assert not tiles.findChildren(ShortLabel)
        assert cut_off(tiles) == []
        assert broken(picture) == []


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"longer": True}, {"look": "dark", "mirrored": True}])
@pytest.mark.parametrize("view", ["table", "rows", "leakage", "try"])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object], view: str
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        screen = opened(stage, partnership)
        part(screen, BalanceHead).view.chosen.emit(view)
        stage.settle()

        assert cut_off(screen) == []
        assert unnamed(screen) == []


def test_a_volume_typed_in_another_unit_is_shown_in_that_of_the_table(stage: Stage, partnership: Partnership) -> None:
    screen = opened(stage, partnership)
    choose(stage, field(screen, "Shown in", ChoiceBox), "megalitres")
    stage.type(field(screen, "Data errors", QLineEdit), "100,5")

    row = entries(stage.database, partnership)["v_data_err", "2025"]
    assert (Decimal(row.value), row.unit) == (Decimal("100.5"), "megalitres")
    choose(stage, field(screen, "Shown in", ChoiceBox), "m³")
    assert field(screen, "Data errors", QLineEdit).text() == "100\u202f500"


def test_a_volume_in_gallons_stands_whole_in_its_field_and_stays_as_it_was_typed(
    stage: Stage, partnership: Partnership
) -> None:
    figures(stage, partnership, "2025", ("v_data_err", "26.5"))
    with stage.database.change(ME) as editor:
        row = entries(stage.database, partnership)["v_data_err", "2025"]
        indicators.give(editor, row, Decimal("26.5"), "million US gallons")
    screen = opened(stage, partnership, v_data_err="")

    assert field(screen, "Data errors", QLineEdit).text() == "100.31341"

    screen.leave()
    stage.settle()
    row = entries(stage.database, partnership)["v_data_err", "2025"]
    assert (row.value, row.unit) == ("26.5", "million US gallons")
