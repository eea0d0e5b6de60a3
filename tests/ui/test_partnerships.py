"""All partnerships, the form in which one is begun, and one at a glance."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, button, choose, field, focused, stage_on, words_in
from wopfield.checklists import library
from wopfield.store import actions, agreed_ratings, assessments, objectives, partnerships, utilities, visits
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.tables import Assessment, Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place, beginning
from wopfield.ui.screens.partnership.screen import PartnershipScreen
from wopfield.ui.screens.partnerships.form import PartnershipFormScreen
from wopfield.ui.screens.partnerships.screen import PartnershipsScreen
from wopfield.ui.screens.partnerships.utility_choice import Picked


def the_list(stage: Stage) -> PartnershipsScreen:
    return stage.open(partial(PartnershipsScreen, today=lambda: TODAY))


def overview(stage: Stage, partnership: Partnership) -> PartnershipScreen:
    return stage.open(partial(PartnershipScreen, today=lambda: TODAY), partnership=partnership.id)


def form(stage: Stage, partnership: str = "") -> PartnershipFormScreen:
    return stage.open(PartnershipFormScreen, partnership=partnership)


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_partnership_the_list_says_how_to_begin_one(stage: Stage) -> None:
    screen = the_list(stage)
    assert screen.empty.isVisible()
    assert not screen.card.isVisible()
    stage.press(button(screen.empty, "New partnership"))
    assert stage.asked == [Place("partnership_form", partnership="")]


def test_the_list_tells_who_helps_whom_and_the_visit_that_is_on(stage: Stage, partnership: Partnership) -> None:
    stage.do(lambda e: visits.add(e, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    screen = the_list(stage)
    line = screen.model.row(0)
    assert (line.pair, line.country, line.period) == ("Rijnmeer helps Marowe", "Kenya", "2025–2028")
    assert (line.visit, line.now) == ("Visit 4, now", True)


def test_enter_opens_a_partnership(stage: Stage, partnership: Partnership) -> None:
    screen = the_list(stage)
    screen.view.setFocus()
    QTest.keyClick(screen.view, Qt.Key.Key_Down)
    QTest.keyClick(screen.view, Qt.Key.Key_Return)
    assert stage.asked == [Place("partnership", partnership=partnership.id)]


# ── the form ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_partnership_of_two_utilities_nobody_knew_is_begun_in_one_form(stage: Stage) -> None:
    screen = form(stage)
    for side, name in ((screen.mentee, "Marowe Water"), (screen.mentor, "Rijnmeer Waterbedrijf")):
        choose(stage, side.box, "Another utility")
        stage.type(side.name, name)
    stage.type(screen.starts.field, "1.1.2025")
    stage.press(screen.begin)
    (pair,) = stage.read(partnerships.every)
    assert pair.partnership.name == "Marowe Water – Rijnmeer Waterbedrijf"
    assert pair.partnership.starts == date(2025, 1, 1)
    assert stage.asked == [Place("partnership", partnership=pair.scope)]


def test_where_no_utility_is_known_the_keyboard_begins_in_the_name_of_a_new_one(stage: Stage) -> None:
    screen = form(stage)
    for side in (screen.mentee, screen.mentor):
        assert (side.name.isVisible(), side.box.isVisible()) == (True, False)
    stage.do(lambda e: utilities.add(e, name="Aguas del Valle", country="Peru"))
    assert form(stage).mentor.box.isVisible()
    assert screen.focusWidget() is screen.mentee.name


def test_a_utility_that_is_being_named_stays_so_while_another_comes_in(stage: Stage, partnership: Partnership) -> None:
    screen = form(stage)
    assert not screen.mentee.name.isVisible()
    choose(stage, screen.mentee.box, "Another utility")
    QTest.keyClicks(screen.mentee.name, "Kisima Water")
    stage.do(lambda e: utilities.add(e, name="Aguas del Valle", country="Peru"))
    stage.operations.announce(frozenset({"utility"}))
    stage.qtbot.waitUntil(lambda: screen.mentee.box.findText("Aguas del Valle, Peru") >= 0)
    assert screen.mentee.name.isVisible()
    assert screen.mentee.picked() == Picked(name="Kisima Water")


def test_a_partnership_without_a_mentor_is_not_begun_and_the_form_says_so_and_leads_there(stage: Stage) -> None:
    screen = form(stage)
    stage.type(screen.mentee.name, "Kisima Water")
    stage.press(screen.begin)
    assert stage.read(partnerships.every) == []
    assert "A partnership is of two utilities." in words_in(screen.trouble)
    assert screen.focusWidget() is screen.mentor.name


def test_tab_goes_from_field_to_field_in_the_order_one_reads(stage: Stage) -> None:
    screen = form(stage)
    mentee, mentor = screen.mentee, screen.mentor
    ways = [focused()]
    for _step in range(4):
        QTest.keyClick(ways[-1], Qt.Key.Key_Tab)
        ways.append(focused())
    assert ways == [mentee.name, mentee.country, mentor.name, mentor.country, screen.name]


def test_a_new_partnership_is_asked_for_below_its_title(stage: Stage) -> None:
    screen = form(stage)
    assert screen.about.mapTo(screen, QPoint(0, 0)).x() == screen.title.mapTo(screen, QPoint(0, 0)).x()


def test_every_field_of_a_partnership_keeps_itself(stage: Stage, partnership: Partnership) -> None:
    screen = form(stage, partnership.id)
    stage.type(screen.name, "Marowe and Rijnmeer")
    stage.type(screen.ends.field, "31 Dec 2029")
    stage.press(screen.overall)
    row = stage.read(lambda s: partnerships.get(s, partnership.id)).partnership
    assert (row.name, row.ends, row.show_overall) == ("Marowe and Rijnmeer", date(2029, 12, 31), True)


def test_a_last_day_before_the_first_is_told_and_not_kept(stage: Stage, partnership: Partnership) -> None:
    screen = form(stage, partnership.id)
    stage.type(screen.ends.field, "31 Dec 2020")
    assert "The last day is before the first." in words_in(screen.trouble)
    assert stage.read(lambda s: partnerships.get(s, partnership.id)).partnership.ends == date(2028, 12, 31)


def test_an_objective_is_added_given_figures_and_taken_away_with_a_way_back(
    stage: Stage, partnership: Partnership
) -> None:
    screen = form(stage, partnership.id)
    stage.type(screen.goals.fresh, "Certified operators")
    stage.type(field(screen.goals, "Start", QLineEdit), "4")
    stage.type(field(screen.goals, "Goal", QLineEdit), "30")
    (row,) = stage.read(lambda s: objectives.of_partnership(s, partnership.id))
    assert (row.text, row.start, row.goal) == ("Certified operators", "4", "30")
    stage.press(button(screen.goals, "Remove this objective"))
    assert stage.read(lambda s: objectives.of_partnership(s, partnership.id)) == []
    words, undo = stage.told[-1]
    assert words == "Objective “Certified operators” removed"
    assert undo is not None
    undo()
    stage.settle()
    assert len(stage.read(lambda s: objectives.of_partnership(s, partnership.id))) == 1


# ── at a glance ──────────────────────────────────────────────────────────────────────────────────────────────


def review(stage: Stage, partnership: Partnership, levels: dict[str, int]) -> Assessment:
    """A peer review with agreed levels, compared with a baseline at level 1."""

    def start(editor: Editor) -> Assessment:
        checklist = library.get("peer_review")
        before = assessments.start(editor, partnership.id, checklist, title="Baseline", started=date(2025, 3, 10))
        for item in levels:
            agreed_ratings.agree(editor, agreed_ratings.blank(partnership.id, before.id, item), level=1)
        now = assessments.start(editor, partnership.id, checklist, title="Follow-up", started=TODAY, baseline=before.id)
        for item, level in levels.items():
            agreed_ratings.agree(editor, agreed_ratings.blank(partnership.id, now.id, item), level=level)
        return now

    return stage.do(start)


def test_a_partnership_with_nothing_in_it_says_what_comes_first(stage: Stage, partnership: Partnership) -> None:
    screen = overview(stage, partnership)
    assert screen.nothing_rated.isVisible()
    assert not screen.areas.isVisible()
    stage.press(button(screen.nothing_rated, "Start an assessment"))
    stage.press(screen.no_visit)
    assert stage.asked == [beginning(what, partnership.id) for what in ("assessments", "visits")]


def test_what_a_partnership_is_for_stands_above_its_objectives(stage: Stage, partnership: Partnership) -> None:
    assert not overview(stage, partnership).goals.purpose.isVisible()
    stage.do(lambda e: partnerships.change(e, partnership, purpose="Water every day in the four hill zones."))
    shown = overview(stage, partnership).goals.purpose
    assert shown.isVisible()
    assert shown.text() == "Water every day in the four hill zones."


def test_areas_nobody_rated_say_so_and_never_stand_at_zero(stage: Stage, partnership: Partnership) -> None:
    review(stage, partnership, {"NW01": 3})
    told = overview(stage, partnership).areas.accessibleDescription().split("; ")
    assert "3 Distribution, non-revenue water and assets: 3.0, change +2.0" in told
    assert sum(line.endswith("not rated yet") for line in told) == 11


def test_an_area_opens_the_assessment_there(stage: Stage, partnership: Partnership) -> None:
    now = review(stage, partnership, {"NW01": 3})
    screen = overview(stage, partnership)
    screen.areas.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(screen.areas, key)
    assert stage.asked == [Place("assessment", partnership=partnership.id, assessment=now.id, area="NW")]


def test_an_objective_says_how_far_it_has_come(stage: Stage, partnership: Partnership) -> None:
    stage.do(
        lambda e: objectives.add(e, partnership.id, text="Less water lost", start="46", now="41", goal="35", unit="%")
    )
    screen = overview(stage, partnership)
    assert {"Less water lost", "45 % of the way"} <= set(words_in(screen.goals))


def test_late_actions_are_a_next_step_with_their_age(stage: Stage, partnership: Partnership) -> None:
    stage.do(lambda e: actions.add(e, partnership.id, title="Calibrate", due=date(2026, 11, 11)))
    screen = overview(stage, partnership)
    stage.press(button(screen.steps, "1 action is late, oldest 12 days"))
    assert stage.asked == [Place("plan", partnership=partnership.id)]


def test_what_a_colleague_changes_is_shown_at_once(stage: Stage, partnership: Partnership) -> None:
    screen = overview(stage, partnership)
    stage.operations.change(lambda e: partnerships.change(e, partnership, name="Marowe with Rijnmeer"))
    stage.settle()
    assert screen.heading.title == "Marowe with Rijnmeer"


@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("longer", [False, True])
def test_nothing_is_cut_off_in_any_language_or_size(
    database: Database, dressed: Dressed, qtbot: QtBot, partnership: Partnership, scale: float, longer: bool
) -> None:
    with stage_on(database, dressed("dark", scale, longer=longer), qtbot) as stage:
        review(stage, partnership, {"NW01": 3})
        stage.do(lambda e: objectives.add(e, partnership.id, text="Less lost", start="46", now="41", goal="35"))
        for screen in (overview(stage, partnership), form(stage, partnership.id), the_list(stage)):
            assert cut_off(screen) == []
            assert unnamed(screen) == []


@pytest.mark.parametrize("of", ["partnership", "objective"])
def test_a_partnership_changed_in_two_places_says_so_in_its_form_and_leads_to_settling_it(
    stage: Stage, partnership: Partnership, new_workspace: Callable[[str], Workspace], of: str
) -> None:
    goal = stage.do(lambda e: objectives.add(e, partnership.id, text="Less water lost", place="a"))
    whole = form(stage, partnership.id)
    assert not whole.open_strip.isVisible()
    other = new_workspace("joost").database
    pass_on(stage.database, other)
    for database, person, words in ((stage.database, ME, "Less"), (other, "joost", "Much less")):
        with database.change(person) as editor:
            if of == "partnership":
                partnerships.change(editor, partnership, purpose=words)
            else:
                objectives.change(editor, goal, text=words)
    pass_on(other, stage.database)
    whole.redraw()
    stage.settle()
    assert whole.open_strip.isVisible()
    stage.press(button(whole.open_strip, "Settle"))
    row = partnership.id if of == "partnership" else goal.id
    assert stage.asked == [Place("settle", partnership=partnership.id, scope=partnership.id, noun=of, row=row)]


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_in_large_text_on_a_small_window_the_overview_is_read_from_top_to_bottom(
    database: Database, dressed: Dressed, qtbot: QtBot, partnership: Partnership, code: str
) -> None:
    with stage_on(database, dressed(scale=1.3, code=code), qtbot) as stage:
        screen = overview(stage, partnership)
        screen.resize(904, 500)
        qtbot.waitUntil(lambda: screen.goals.y() > screen.maturity.y())
        assert screen.page.horizontalScrollBar().maximum() == 0
        assert cut_off(screen) == []
        screen.resize(1800, 900)
        qtbot.waitUntil(lambda: screen.goals.y() == screen.maturity.y())
