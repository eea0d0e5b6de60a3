"""Figures and indicators of our own: checked while one types, kept, asked for in the grid, and worked out."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import figure_names, figures, grid, opened, type_figure
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import Stage, button, choose, field, stage_on, words_in
from wopfield.checklists.library import indicator_catalogue
from wopfield.store import own
from wopfield.store.database import Database
from wopfield.store.tables import OwnVariable, Partnership
from wopfield.ui.screens.indicators.own import OwnScreen
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> OwnScreen:
    return stage.open(OwnScreen, partnership=partnership.id)


def fill(stage: Stage, screen: OwnScreen, **typed: str) -> None:
    names = {"name": "Name", "formula": "Formula, in the codes of figures", "least": "Usually at least",
             "most": "Usually at most", "good": "Good practice, if known", "source": "Its source"}  # fmt: skip
    for key, words in typed.items():
        if key == "unit":
            field(screen, "Unit", QComboBox).setCurrentText(words)
        else:
            stage.type(field(screen, names[key], QLineEdit), words)


def kiosks(database: Database, partnership: Partnership) -> OwnVariable:
    with database.read() as session:
        (row,) = own.variables(session, partnership.id)
        return row


def add_kiosks(stage: Stage, screen: OwnScreen) -> None:
    stage.press(button(screen, "Add a figure"))
    fill(stage, screen, name="Kiosks", unit="number", least="0", most="10 000")
    stage.press(button(screen, "Add it"))


def add_people_per_kiosk(stage: Stage, screen: OwnScreen) -> None:
    stage.press(button(screen, "Add an indicator"))
    fill(stage, screen, name="People per kiosk", formula="pop_water_point / own_kiosks", unit="persons", least="50",
         most="2000")  # fmt: skip
    stage.press(button(screen, "Add it"))


def said(screen: OwnScreen) -> str:
    return "\n".join(words_in(screen))


def test_what_was_added_is_asked_for_in_the_grid_and_worked_out(
    stage: Stage, screen: OwnScreen, partnership: Partnership
) -> None:
    add_kiosks(stage, screen)
    add_people_per_kiosk(stage, screen)
    assert [words for words, _undo in stage.told] == [
        "Kiosks is asked for and worked out from now on",
        "People per kiosk is asked for and worked out from now on",
    ]
    figures(stage, partnership, "2025", ("pop_water_point", "10000"))
    sheet = opened(stage, partnership, indicator="OWN_PEOPLE_PER_KIOSK", period="2025")
    assert figure_names(sheet) == ["Population served by public water points", "Kiosks"]
    assert grid(sheet).current() == ("own_kiosks", "2025")
    type_figure(stage, sheet, "own_kiosks", "2025", "40")
    sheet.open(partnership=partnership.id, how="OWN_PEOPLE_PER_KIOSK")
    stage.settle()
    assert "= 10\u202f000 / 40 = 250 persons" in words_in(sheet)


def test_what_was_begun_is_there_again_however_the_form_was_left_until_it_is_added(
    stage: Stage, screen: OwnScreen, partnership: Partnership
) -> None:
    add_kiosks(stage, screen)
    stage.press(button(screen, "Add an indicator"))
    fill(stage, screen, name="Water per kiosk", formula="v_own / own_kiosks", unit="m3", least="0")
    assert screen.go_back()
    stage.press(button(screen, "Add a figure"))
    fill(stage, screen, name="Taps")
    screen.open(partnership=partnership.id)
    stage.settle()
    stage.press(button(screen, "Add an indicator"))
    names = ("Name", "Formula, in the codes of figures", "Usually at least", "Usually at most")
    assert [field(screen, name, QLineEdit).text() for name in names] == [
        "Water per kiosk", "v_own / own_kiosks", "0", "",
    ]  # fmt: skip
    fill(stage, screen, most="900")
    stage.press(button(screen, "Add it"))

    assert stage.told[-1][0] == "Water per kiosk is asked for and worked out from now on"
    stage.press(button(screen, "Add an indicator"))
    assert [field(screen, name, QLineEdit).text() for name in names] == [""] * 4
    stage.press(button(screen, "Add a figure"))
    assert field(screen, "Name", QLineEdit).text() == "Taps"


def test_what_was_begun_is_there_again_when_the_program_is_started_again(
    stage: Stage, screen: OwnScreen, database: Database, partnership: Partnership, theme: Theme, qtbot: QtBot
) -> None:
    stage.press(button(screen, "Add an indicator"))
    fill(stage, screen, name="Water per kiosk", formula="v_own / n_towns", unit="m3", least="0")
    choose(stage, field(screen, "What is better?", ChoiceBox), "Less is better")
    screen.leave()
    stage.settle()

    with stage_on(database, theme, qtbot) as later:
        again = later.open(OwnScreen, partnership=partnership.id)
        later.press(button(again, "Add an indicator"))
        assert "What you began is here again." in words_in(again)
        assert field(again, "Name", QLineEdit).text() == "Water per kiosk"
        assert field(again, "Unit", QComboBox).currentText() == "m3"
        assert field(again, "What is better?", ChoiceBox).currentText() == "Less is better"
        fill(later, again, most="900")
        later.press(button(again, "Add it"))
        later.press(button(again, "Add an indicator"))
        assert field(again, "Name", QLineEdit).text() == ""


def test_a_change_that_was_begun_is_there_again_when_the_program_is_started_again(
    stage: Stage, screen: OwnScreen, database: Database, partnership: Partnership, theme: Theme, qtbot: QtBot
) -> None:
    add_kiosks(stage, screen)
    stage.press(button(screen, "Open Kiosks"))
    fill(stage, screen, name="Water kiosks", most="20 000")
    screen.leave()
    stage.settle()

    with stage_on(database, theme, qtbot) as later:
        again = later.open(OwnScreen, partnership=partnership.id)
        later.press(button(again, "Open Kiosks"))
        assert "What you began is here again." in words_in(again)
        assert [field(again, name, QLineEdit).text() for name in ("Name", "Usually at least", "Usually at most")] == [
            "Water kiosks", "0", "20 000",
        ]  # fmt: skip
        later.press(button(again, "Keep the change"))
        assert later.told[-1][0] == "Water kiosks is asked for and worked out from now on"
        later.press(button(again, "Open Water kiosks"))
        assert "What you began is here again." not in words_in(again)


def test_a_change_begun_before_another_was_kept_does_not_replace_that_unseen(
    stage: Stage, screen: OwnScreen, database: Database, partnership: Partnership, theme: Theme, qtbot: QtBot
) -> None:
    add_kiosks(stage, screen)
    stage.press(button(screen, "Open Kiosks"))
    fill(stage, screen, most="20 000")
    screen.leave()
    stage.settle()
    with database.change("joost") as editor:
        own.say_variable(editor, indicator_catalogue(), kiosks(database, partnership), plausible_max="5000")

    with stage_on(database, theme, qtbot) as later:
        again = later.open(OwnScreen, partnership=partnership.id)
        later.press(button(again, "Open Kiosks"))
        later.press(button(again, "Keep the change"))
    assert kiosks(database, partnership).open


def test_of_a_change_begun_anew_what_is_kept_stands_in_the_form(stage: Stage, screen: OwnScreen) -> None:
    add_kiosks(stage, screen)
    stage.press(button(screen, "Open Kiosks"))
    fill(stage, screen, most="20 000")
    assert screen.go_back()
    stage.press(button(screen, "Open Kiosks"))
    stage.press(button(screen, "Begin anew"))
    assert field(screen, "Usually at most", QLineEdit).text() == "10 000"
    assert screen.go_back()
    stage.press(button(screen, "Open Kiosks"))
    assert "What you began is here again." not in words_in(screen)


def test_what_is_wrong_is_said_while_one_types_and_cannot_be_added(stage: Stage, screen: OwnScreen) -> None:
    add_kiosks(stage, screen)
    stage.press(button(screen, "Add an indicator"))
    fill(stage, screen, name="Water per kiosk", formula="v_own / kiosks", unit="m3", least="0", most="9")
    assert "there is no variable “kiosks”" in said(screen)
    assert not button(screen, "Add it").isEnabled()
    fill(stage, screen, formula="v_own / own_kiosks", unit="m")
    assert "it gives" in said(screen)
    fill(stage, screen, unit="m3", good="4")
    assert "its good-practice value has no source" in said(screen)
    fill(stage, screen, source="Our own plan")
    assert "All is right. It is worked out from: Volume from own sources, Kiosks." in said(screen)


def test_a_figure_in_use_is_not_deleted_and_one_that_is_can_be_brought_back(stage: Stage, screen: OwnScreen) -> None:
    add_kiosks(stage, screen)
    add_people_per_kiosk(stage, screen)
    stage.press(button(screen, "Open Kiosks"))
    stage.press(button(screen, "Delete"))
    assert "“Kiosks” cannot be deleted: “People per kiosk” uses it." in stage.told[-1][0]
    stage.press(button(screen, "Open People per kiosk"))
    stage.press(button(screen, "Delete"))
    words, undo = stage.told[-1]
    assert words == "People per kiosk was deleted"
    assert undo is not None
    undo()
    stage.settle()
    stage.press(button(screen, "Open People per kiosk"))
    assert field(screen, "Formula, in the codes of figures", QLineEdit).text() == "pop_water_point / own_kiosks"
    assert field(screen, "What is better?", ChoiceBox).currentData() == "higher_better"


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"look": "dark", "mirrored": True}])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object]
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        screen = stage.open(OwnScreen, partnership=partnership.id)
        add_kiosks(stage, screen)
        stage.press(button(screen, "Add an indicator"))
        assert cut_off(screen) == []
        assert unnamed(screen) == []
