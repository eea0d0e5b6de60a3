"""A form that is filled in and then added keeps what was begun in it, however it is left before it is added."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtTest import QTest

from tests.ui.stage import TODAY, Stage, button, choose, clock
from tests.ui.visits.desk import screen_of
from wopfield.store import agenda, partnerships, sites, visits
from wopfield.store.tables import Partnership, Visit
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Screen
from wopfield.ui.screens.assessments.screen import AssessmentsScreen
from wopfield.ui.screens.inspections.screen import InspectionsScreen
from wopfield.ui.screens.partnerships.form import PartnershipFormScreen
from wopfield.ui.screens.visits.screen import VisitsScreen
from wopfield.ui.screens.visits.visit import VisitScreen
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.text import LineText


@pytest.fixture
def visit(stage: Stage, partnership: Partnership) -> Visit:
    """A visit of two days that begins today."""
    ends = date(2026, 11, 24)
    return stage.do(lambda e: visits.add(e, partnership.id, title="Visit 4: follow-up", starts=TODAY, ends=ends))


def the_team(stage: Stage, workspace: Workspace, visit: Visit) -> tuple[Screen, LineText]:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.team.change)
    return screen, screen.team_panel.task


def a_site(stage: Stage, workspace: Workspace, visit: Visit) -> tuple[VisitScreen, LineText]:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.sites, "Add a site"))
    return screen, screen.site_panel.name


def a_visit(stage: Stage, _workspace: Workspace, visit: Visit) -> tuple[Screen, LineText]:
    screen = stage.open(partial(VisitsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.title, "Plan a visit"))
    return screen, screen.panel.place


def an_assessment(stage: Stage, _workspace: Workspace, visit: Visit) -> tuple[Screen, LineText]:
    screen = stage.open(partial(AssessmentsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an assessment"))
    return screen, screen.panel.title


def an_inspection(stage: Stage, _workspace: Workspace, visit: Visit) -> tuple[Screen, LineText]:
    screen = stage.open(partial(InspectionsScreen, today=lambda: TODAY), partnership=visit.scope)
    stage.press(button(screen.empty, "Start an inspection"))
    return screen, screen.panel.name


def a_partnership(stage: Stage, _workspace: Workspace, _visit: Visit) -> tuple[Screen, LineText]:
    screen = stage.open(PartnershipFormScreen)
    return screen, screen.name


Form = Callable[[Stage, Workspace, Visit], tuple[Screen, LineText]]
FORMS: tuple[Form, ...] = (the_team, a_site, a_visit, an_assessment, an_inspection, a_partnership)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_what_was_begun_stands_in_the_form_again_after_the_window_was_built_anew(
    form: Form, stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen, field = form(stage, workspace, visit)
    before = field.text()
    field.setFocus()
    QTest.keyClicks(field, " begun")
    screen.leave()  # as going elsewhere, another language and a closed window do
    _screen, again = form(stage, workspace, visit)
    assert again.text() == f"{before} begun"


def test_what_was_begun_is_on_the_disk_while_somebody_types(stage: Stage, partnership: Partnership) -> None:
    screen = stage.open(PartnershipFormScreen)
    QTest.keyClicks(screen.purpose, "Less water lost")
    again = stage.open(PartnershipFormScreen)
    for _second in range(40):
        if again.purpose.toPlainText():
            break
        stage.qtbot.wait(50)
        again = stage.open(PartnershipFormScreen)
    assert again.purpose.toPlainText() == "Less water lost"


def test_a_clock_that_strikes_after_the_window_has_closed_brings_nothing_and_breaks_nothing(stage: Stage) -> None:
    screen = stage.open(PartnershipFormScreen)
    QTest.keyClicks(screen.purpose, "Less water lost")
    stage.operations.close()
    stage.qtbot.waitUntil(lambda: not clock(screen.begun).isActive())
    assert stage.operations.pending == 0


def test_choices_come_back_with_what_they_open(stage: Stage, partnership: Partnership) -> None:
    screen = stage.open(PartnershipFormScreen)
    choose(stage, screen.mentee.box, "Another utility")
    stage.type(screen.mentee.name, "Kisima Water")
    choose(stage, screen.mentor.box, "Rijnmeer Waterbedrijf")
    stage.type(screen.starts.field, "1.1.2027")
    screen.leave()
    again = stage.open(PartnershipFormScreen)
    assert again.mentee.name.isVisible()
    assert again.begun.isVisible()
    stage.press(again.begin)
    made = next(pair for pair in stage.read(partnerships.every) if pair.scope != partnership.id)
    assert (made.partnership.name, made.partnership.starts) == ("Kisima Water – Rijnmeer", date(2027, 1, 1))


def test_what_was_added_is_not_offered_again(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen, name = a_site(stage, workspace, visit)
    stage.type(name, "Kibo treatment works")
    stage.press(button(screen, "Add to the visit"))
    assert name.text() == ""
    screen.leave()
    _screen, again = a_site(stage, workspace, visit)
    assert again.text() == ""


def test_a_form_that_was_begun_can_be_begun_anew(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen, place = a_visit(stage, workspace, visit)
    stage.type(place, "Marowe")
    screen.leave()
    screen, place = a_visit(stage, workspace, visit)
    stage.press(button(screen, "Begin anew"))
    assert place.text() == ""
    screen.leave()
    screen, place = a_visit(stage, workspace, visit)
    assert place.text() == ""
    assert not screen.findChildren(ChoiceBox)[0].currentText().startswith("Follow")


def test_a_partnership_that_is_changed_is_not_taken_for_one_that_was_begun(
    stage: Stage, partnership: Partnership
) -> None:
    screen = stage.open(PartnershipFormScreen)
    QTest.keyClicks(screen.purpose, "Less water lost")
    screen.leave()
    screen.open(partnership=partnership.id)
    stage.settle()
    assert (screen.name.text(), screen.purpose.toPlainText()) == (partnership.name, "")
    stage.type(screen.purpose, "Safer water")
    screen.leave()
    screen.open()
    stage.settle()
    assert (screen.name.text(), screen.purpose.toPlainText()) == ("", "Less water lost")


# ── panels that show one row after the other ─────────────────────────────────────────────────────────────────


def test_a_session_that_is_opened_after_another_was_written_shows_its_own_words(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    for starts, title in (("8:30", "Opening"), ("9:30", "Interviews")):
        stage.do(partial(agenda.add, scope=visit.scope, visit=visit.id, day=TODAY, starts=starts, title=title))
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.programme.cards[0])
    stage.type(screen.session_panel.title, "Opening meeting")
    stage.press(screen.programme.cards[1])
    assert screen.session_panel.title.text() == "Interviews"


def test_a_site_that_is_opened_after_another_was_added_shows_its_own_name(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    site = stage.do(lambda e: sites.add(e, visit.scope, name="Rutale", kind="pumping_station"))
    stage.do(lambda e: sites.plan(e, visit.scope, visit.id, site.id))
    screen, name = a_site(stage, workspace, visit)
    choose(stage, screen.site_panel.which, "A new site")
    stage.type(name, "Kibo treatment works")
    stage.press(button(screen, "Add to the visit"))
    screen.go_back()
    stage.press(button(screen, "Rutale"))
    assert name.text() == "Rutale"


def test_what_is_written_of_a_session_without_a_title_is_kept(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.top, "Add session"))
    stage.type(screen.session_panel.where, "Workshop")
    screen.go_back()
    stage.settle()
    (line,) = stage.read(lambda s: agenda.of_visit(s, visit.scope, visit.id))
    assert (line.title, line.where) == ("New session", "Workshop")
