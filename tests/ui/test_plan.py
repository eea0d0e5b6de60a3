"""The improvement plan: grouped, changed in place, made from findings."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, choose, stage_on, words_in
from wopfield.checklists import library
from wopfield.store import actions, agreed_ratings, assessments, findings
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.naming import register_words
from wopfield.store.tables import Action, Assessment, Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place
from wopfield.ui.screens.plan.groups import horizon_words, status_words
from wopfield.ui.screens.plan.screen import PlanScreen
from wopfield.ui.values import plain_words


def plan(stage: Stage, partnership: Partnership, action: str = "") -> PlanScreen:
    return stage.open(partial(PlanScreen, today=lambda: TODAY), partnership=partnership.id, action=action)


def action(stage: Stage, partnership: Partnership, title: str, due: date | None = None) -> Action:
    return stage.do(partial(actions.add, scope=partnership.id, title=title, due=due))


def rows(screen: PlanScreen) -> list[str]:
    """Return the first cell of every row as it is read aloud."""
    return [screen.table.plan.row(number).spoken for number in range(screen.table.plan.rowCount())]


def kept(stage: Stage, partnership: Partnership) -> list[Action]:
    return stage.read(lambda s: actions.of_partnership(s, partnership.id))


def with_gaps(stage: Stage, partnership: Partnership, count: int) -> Assessment:
    """A review in which gaps were found."""

    def find(editor: Editor) -> Assessment:
        row = assessments.start(editor, partnership.id, library.get("peer_review"), title="Review", started=TODAY)
        for number in range(count):
            gap = findings.blank(partnership.id, row.id, "NW", "NW01", "gap")
            findings.write(editor, gap, "text", f"Gap {number}")
        return row

    return stage.do(find)


def test_the_plan_as_charts_leads_to_each_action_by_mouse_and_keyboard(stage: Stage, partnership: Partnership) -> None:
    first = action(stage, partnership, "Calibrate", date(2026, 11, 11))
    second = action(stage, partnership, "Screen the vent", date(2027, 12, 4))
    screen = plan(stage, partnership)
    stage.press(button(screen, "Time"))
    chart = screen.time.view
    assert chart.accessibleName() == "2 actions over time, 1 of them late"
    # below the years each action has a row, the one that is due first above
    scale = chart.width() / chart.drawing.width
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(300 * scale), round((27 + 19 + 9) * scale)))
    assert screen.table.current() == second.id
    stage.press(button(screen, "Priorities"))
    chart = screen.grid.view
    chart.setFocus()
    for expected in (first.id, second.id):
        QTest.keyClick(chart, Qt.Key.Key_Down)
        assert screen.table.current() == expected
    assert unnamed(screen) == []


def test_actions_are_grouped_by_when_they_are_due(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate", date(2026, 11, 11))
    action(stage, partnership, "Screen the vent", date(2026, 12, 4))
    action(stage, partnership, "Night flow", date(2027, 1, 15))
    action(stage, partnership, "Training plan", date(2027, 6, 30))
    action(stage, partnership, "Some day")
    done = action(stage, partnership, "Agree the tariff", date(2026, 10, 1))
    stage.do(partial(actions.set_progress, shown=done, status="done"))
    screen = plan(stage, partnership)
    assert rows(screen) == [
        "Late 1",
        "A-01 Calibrate",
        "By the end of December 1",
        "A-02 Screen the vent",
        "By the end of March 2027 1",
        "A-03 Night flow",
        "Later 2",
        "A-04 Training plan",
        "A-05 Some day",
        "Done 1",
    ]
    late = screen.table.plan.row(1)
    assert (late.due, late.due_note, late.late) == ("11 Nov", "12 days late", True)


def test_what_is_done_unfolds_by_the_keyboard(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate", date(2026, 11, 11))
    done = action(stage, partnership, "Agree the tariff")
    stage.do(partial(actions.set_progress, shown=done, status="done"))
    screen = plan(stage, partnership)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert rows(screen)[-2:] == ["Done 1", "A-02 Agree the tariff"]


def test_arrows_walk_over_actions_and_show_each(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate", date(2026, 11, 11))
    action(stage, partnership, "Screen the vent", date(2026, 12, 4))
    screen = plan(stage, partnership)
    assert screen.details.title.toPlainText() == "Calibrate"
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.details.title.toPlainText() == "Screen the vent"


def test_an_action_that_was_asked_for_is_open_even_if_it_is_done(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate", date(2026, 11, 11))
    done = action(stage, partnership, "Agree the tariff")
    stage.do(partial(actions.set_progress, shown=done, status="done"))
    screen = plan(stage, partnership, done.id)
    assert screen.details.code.text() == "A-02"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of names that opens
@pytest.mark.parametrize("others", [(), ("Calibrate", "Screen the vent")], ids=["as the first", "beside others"])
def test_a_new_action_is_written_at_once(stage: Stage, partnership: Partnership, others: tuple[str, ...]) -> None:
    for title in others:
        action(stage, partnership, title, date(2026, 11, 11))
    screen = plan(stage, partnership)
    (begin,) = (one for one in screen.commands() if one.keys == "Ctrl+N")
    begin.run()
    stage.settle()
    QTest.keyClicks(screen.details.title, "Install 5 bulk meters")
    stage.type(screen.details.owner, "Grace Nyambura")
    stage.type(screen.details.due.field, "30 Jan 2027")
    (row,) = (row for row in kept(stage, partnership) if row.title not in others)
    assert (row.title, row.owner, row.due) == ("Install 5 bulk meters", "Grace Nyambura", date(2027, 1, 30))


def test_status_and_progress_are_changed_in_place(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate", date(2026, 11, 11))
    screen = plan(stage, partnership)
    stage.press(button(screen.details.step, "25 %"))
    (row,) = kept(stage, partnership)
    assert (row.status, row.percent) == ("under_way", 25)
    stage.press(button(screen.details.priority, "High"))
    choose(stage, screen.details.status, "Done")
    (row,) = kept(stage, partnership)
    assert (row.status, row.percent, row.priority) == ("done", 100, "high")
    assert rows(screen) == ["Done 1"]


def test_a_due_day_before_the_start_is_told_and_what_is_kept_is_shown(stage: Stage, partnership: Partnership) -> None:
    stage.do(partial(actions.add, scope=partnership.id, title="Calibrate", starts=TODAY, due=date(2026, 12, 1)))
    screen = plan(stage, partnership)
    stage.type(screen.details.due.field, "1 Jan 2026")
    assert [str(error).split(".")[0] for error in stage.failed] == ["The last day is before the first"]
    assert screen.details.due.day() == date(2026, 12, 1)


def test_an_action_names_its_item_with_the_level_it_stands_at(stage: Stage, partnership: Partnership) -> None:
    review = with_gaps(stage, partnership, 0)
    agreed = agreed_ratings.blank(partnership.id, review.id, "NW04")
    stage.do(partial(agreed_ratings.agree, shown=agreed, level=2))
    action(stage, partnership, "Look for leaks")
    screen = plan(stage, partnership)
    stage.press(button(screen.details, "Choose the item this action brings forward"))
    choose(stage, screen.details.items, "3.4 ")
    choose(stage, screen.details.goal, "level 3")
    assert screen.details.item.text().startswith("3.4 ")
    assert screen.details.level.accessibleName().startswith("Level 2")
    assert "goal: level 3" in words_in(screen.details)
    stage.press(screen.details.item)
    assert stage.asked == [Place("assessment", partnership=partnership.id, assessment=review.id, item="NW04")]


def test_an_empty_plan_is_made_from_the_findings(stage: Stage, partnership: Partnership) -> None:
    with_gaps(stage, partnership, 3)
    screen = plan(stage, partnership)
    assert screen.empty is not None
    assert screen.empty.mapTo(screen, QPoint(0, 0)).y() < 100  # right under the heading
    stage.press(button(screen.empty, "Make actions from 3 findings"))
    assert sorted(row.title for row in kept(stage, partnership)) == ["Gap 0", "Gap 1", "Gap 2"]
    assert stage.told[-1][0] == "3 actions made"
    undo = stage.told[-1][1]
    assert undo is not None
    undo()
    stage.settle()
    assert kept(stage, partnership) == []


def test_a_deleted_action_comes_back_by_undo(stage: Stage, partnership: Partnership) -> None:
    action(stage, partnership, "Calibrate")
    screen = plan(stage, partnership)
    screen.details.removed.emit(screen.details.line)
    stage.settle()
    assert kept(stage, partnership) == []
    assert not screen.details.isVisible()
    words, undo = stage.told[-1]
    assert words == "A-01 deleted"
    assert undo is not None
    undo()
    stage.settle()
    assert [row.title for row in kept(stage, partnership)] == ["Calibrate"]


def test_what_a_colleague_changes_does_not_take_ones_words_away(stage: Stage, partnership: Partnership) -> None:
    row = action(stage, partnership, "Calibrate")
    screen = plan(stage, partnership)
    screen.details.notes.setFocus()
    QTest.keyClicks(screen.details.notes, "Order placed")
    stage.operations.change(partial(actions.change, shown=row, owner="Grace"))
    stage.settle()
    assert screen.details.notes.toPlainText() == "Order placed"
    assert screen.details.owner.text() == "Grace"
    screen.leave()
    stage.settle()
    (after,) = kept(stage, partnership)
    assert (after.done_note, after.owner) == ("Order placed", "Grace")


def test_an_action_changed_in_two_places_says_so_and_leads_to_settling_it(
    stage: Stage, partnership: Partnership, new_workspace: Callable[[str], Workspace]
) -> None:
    row = action(stage, partnership, "Calibrate")
    other = new_workspace("joost").database
    pass_on(stage.database, other)
    for database, person, owner in ((stage.database, ME, "Grace"), (other, "joost", "Peter")):
        with database.change(person) as editor:
            actions.change(editor, row, owner=owner)
    pass_on(other, stage.database)
    screen = plan(stage, partnership)
    stage.press(button(screen.details, "Settle"))
    assert stage.asked == [Place("settle", scope=partnership.id, noun="action", row=row.id)]


@pytest.mark.parametrize(
    ("scale", "longer", "code"), [(1.3, False, ""), (1.0, True, ""), (1.3, True, ""), (1.0, False, "fr")]
)
def test_nothing_of_the_plan_is_cut_off_in_any_language_or_size(
    database: Database, dressed: Dressed, qtbot: QtBot, scale: float, longer: bool, code: str
) -> None:
    with stage_on(database, dressed("dark", scale, longer=longer, code=code), qtbot) as stage:
        partnership = begin_partnership(database)
        empty = plan(stage, partnership)
        assert (cut_off(empty), unnamed(empty)) == ([], [])
        with_gaps(stage, partnership, 2)
        action(stage, partnership, "Calibrate two bulk meters at the wellfield", date(2026, 11, 11))
        screen = plan(stage, partnership)
        assert (cut_off(screen), unnamed(screen)) == ([], [])


def test_the_history_calls_what_stands_in_the_plan_by_the_same_words(stage: Stage, partnership: Partnership) -> None:
    screen = plan(stage, partnership, action(stage, partnership, "Calibrate").id)
    for field in ("title", "owner", "support", "priority", "resources", "horizon", "expected_result"):
        assert getattr(screen.details, field).accessibleName() == register_words("action", field)
    assert screen.details.goal.accessibleName() == register_words("action", "goal_level")
    for status in actions.STATUSES:
        assert status_words(status) == plain_words({"status": status}, {})
    for horizon in actions.HORIZONS:
        assert horizon_words(horizon) == plain_words({"horizon": horizon}, {})


def test_the_plan_is_printed_from_its_screen_once_there_is_something_on_it(
    stage: Stage, partnership: Partnership
) -> None:
    screen = plan(stage, partnership)
    assert not screen.paper.isVisible()
    with_gaps(stage, partnership, 1)
    action(stage, partnership, "Calibrate two bulk meters", date(2026, 11, 11))
    screen = plan(stage, partnership)
    stage.press(screen.paper)
    asked = stage.asked[-1]
    assert (asked.name, asked.get("document")) == ("report", "plan")
    assert [one.keys for one in screen.commands() if one.icon == "printer"] == ["Ctrl+P"]


def test_a_day_that_is_none_stays_with_the_action_it_was_typed_for(stage: Stage, partnership: Partnership) -> None:
    first = action(stage, partnership, "Calibrate two bulk meters", date(2026, 12, 11))
    second = action(stage, partnership, "Fence the intake", date(2027, 1, 15))
    screen = plan(stage, partnership)
    screen.table.choose(first.id)
    stage.type(screen.details.due.field, "31 Feb")
    screen.table.choose(second.id)
    stage.settle()
    assert screen.details.due.day() == date(2027, 1, 15)
    assert "31 Feb" not in screen.details.due.field.text()
