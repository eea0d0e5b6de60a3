"""A visit, day by day: its summaries, team, sites and photos."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.disks import fill_the_disk, make_room
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, choose, stage_on, words_in
from tests.ui.visits.desk import screen_of, session
from wopfield.store import evidence, people, sites, visits
from wopfield.store.tables import Visit
from wopfield.store.visit_page import read_visit
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place
from wopfield.ui.screens.assessments.screen import AssessmentsScreen
from wopfield.ui.screens.inspections.screen import InspectionsScreen
from wopfield.ui.screens.visits.screen import VisitsScreen


def test_the_summary_of_a_day_is_kept_when_its_field_is_left(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.days.card(date(2026, 11, 24)))
    stage.press(screen.top.summary)
    QTest.keyClicks(screen.day_panel.summary, "Saw the intake.")
    screen.leave()
    stage.settle()
    days = stage.read(lambda s: visits.days(s, visit))
    assert [row.summary for row in days] == ["", "Saw the intake.", "", "", ""]
    assert "Saw the intake." in words_in(screen)


def test_a_panel_that_opens_has_the_keyboard_on_its_first_field(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.team.change)
    stage.qtbot.waitUntil(screen.team_panel.who.hasFocus)


def test_somebody_nobody_knew_joins_the_team(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(screen.team.change)
    choose(stage, screen.team_panel.who, "Somebody else")
    stage.type(screen.team_panel.name, "Teresa Mondlane")
    stage.type(screen.team_panel.task, "finance")
    stage.press(screen.team_panel.add)
    (member,) = stage.read(lambda s: visits.team(s, visit.scope, visit.id))
    assert (member.name, member.row.task) == ("Teresa Mondlane", "finance")
    stage.press(button(screen.team_panel, "Take Teresa Mondlane out of the visit"))
    assert stage.read(lambda s: visits.team(s, visit.scope, visit.id)) == []
    assert any(row.name == "Teresa Mondlane" for row in stage.read(people.every))


def test_a_site_is_added_with_its_kind_and_inspected(stage: Stage, workspace: Workspace, visit: Visit) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.sites, "Add a site"))
    stage.type(screen.site_panel.name, "Kibo treatment works")
    choose(stage, screen.site_panel.kind, "Water treatment plant")
    stage.press(screen.site_panel.act)
    screen.go_back()
    stage.press(button(screen.sites, "Start, Kibo treatment works"))
    page = stage.read(lambda s: read_visit(s, visit.scope, visit.id, ME))
    inspection = page.sites[0].inspection
    assert inspection is not None
    assert [area.code for area in inspection.areas] == ["water_treatment_plant"]
    assert stage.asked == [Place("inspection", partnership=visit.scope, assessment=inspection.assessment.id)]


def test_a_site_without_a_kind_is_asked_for_it_before_its_inspection(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    site = stage.do(lambda e: sites.add(e, visit.scope, name="Kibo"))
    stage.do(lambda e: sites.plan(e, visit.scope, visit.id, site.id))
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen.sites, "Planned, Kibo"))
    assert stage.asked == []
    assert any("Choose what kind of site" in words for words in words_in(screen.site_panel))


def test_photos_are_kept_and_one_that_is_none_is_named(
    stage: Stage, workspace: Workspace, visit: Visit, tmp_path: Path
) -> None:
    good, bad = tmp_path / "pump.jpg", tmp_path / "notes.jpg"
    Image.new("RGB", (640, 480), "#1D6A96").save(good)
    bad.write_text("no picture")
    screen = screen_of(stage, workspace, visit)
    screen.album.take_files([str(good), str(bad)])
    stage.qtbot.waitUntil(lambda: bool(stage.told))
    stage.settle()
    page = stage.read(lambda s: read_visit(s, visit.scope, visit.id, ME))
    assert [photo.row.title for photo in page.photos] == ["pump"]
    assert stage.told[-1][0] == "1 photo added"
    assert "notes.jpg" in str(stage.failed[0])
    file = page.photos[0].file
    assert file is not None
    assert evidence.open_file(workspace.files, file)


def test_a_deleted_visit_leads_back_to_the_list_with_a_way_back(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen, "Edit the visit"))
    stage.press(button(screen.visit_panel, "Delete this visit"))
    assert stage.read(lambda s: visits.of_partnership(s, visit.scope)) == []
    assert stage.asked == [Place("visits", partnership=visit.scope)]
    assert stage.failed == []


@pytest.mark.slow
def test_words_that_found_no_room_on_the_disk_are_kept_once_there_is_some(
    stage: Stage, workspace: Workspace, visit: Visit
) -> None:
    screen = screen_of(stage, workspace, visit)
    stage.press(button(screen, "Edit the visit"))
    fill_the_disk(workspace.database, visit.scope)
    stage.type(screen.visit_panel.place, "Marowe, head office and six sites")
    assert "no room left on the disk" in str(stage.failed[0])
    screen.redraw()
    stage.settle()
    assert stage.operations.pending > 0
    make_room(workspace.database)
    stage.qtbot.waitUntil(lambda: stage.operations.pending == 0)
    stage.settle()
    row = stage.read(lambda s: visits.find(s, visit.scope, visit.id))
    assert row is not None
    assert (row.place, row.open) == ("Marowe, head office and six sites", "")
    assert screen.visit_panel.place.text() == row.place


@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("longer", [False, True])
def test_nothing_of_a_visit_is_cut_off_in_any_language_or_size(
    workspace: Workspace, dressed: Dressed, qtbot: QtBot, scale: float, longer: bool
) -> None:
    theme = dressed("dark", scale, longer=longer)
    with stage_on(workspace.database, theme, qtbot) as stage:
        partnership = begin_partnership(workspace.database)
        visit = stage.do(lambda e: visits.add(e, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
        session(stage, visit, "8:30", "Opening meeting", where="Head office", people=[ME])
        stage.do(lambda e: visits.join(e, partnership.id, visit.id, ME, "lead"))
        site = stage.do(lambda e: sites.add(e, visit.scope, name="Kibo"))
        stage.do(lambda e: sites.plan(e, visit.scope, visit.id, site.id, TODAY))
        screen = screen_of(stage, workspace, visit)
        opened = (None, screen.top.summary, screen.top.add, screen.team.change)
        for press in opened:
            if press is not None:
                screen.go_back()
                stage.press(press)
            assert cut_off(screen) == []
            assert unnamed(screen) == []
        lists = (VisitsScreen, AssessmentsScreen, InspectionsScreen)
        for one in lists:
            shown = stage.open(one, partnership=partnership.id)
            shown.commands()[0].run()
            stage.settle()
            assert cut_off(shown) == []
            assert unnamed(shown) == []
