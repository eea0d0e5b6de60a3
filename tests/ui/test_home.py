"""Home: go on, today, what needs attention, and the ways to start."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, stage_on, words_in
from wopfield.checklists import library
from wopfield.store import (
    actions,
    agenda,
    assessments,
    evidence,
    exchange_log,
    exchanges,
    indicators,
    issuing,
    kept,
    partnerships,
    reports,
    section_texts,
    visits,
)
from wopfield.store.exchange_log import Past
from wopfield.store.issuing import Naming
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Assessment, Partnership, Utility
from wopfield.store.workspace import Workspace
from wopfield.sync.device import Home, keep_home
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, beginning
from wopfield.ui.screens.home.screen import HomeScreen
from wopfield.ui.shell.header import Person
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window

LONG = 30_000
NOW = datetime(2026, 11, 23, 14, 30)


def home(stage: Stage, workspace: Workspace) -> HomeScreen:
    def make(theme: Theme, operations: Operations) -> HomeScreen:
        return HomeScreen(theme, operations, workspace, now=lambda: NOW)

    return stage.open(make)


def stop_at(stage: Stage, workspace: Workspace, partnership: Partnership, item: str) -> Assessment:
    """Rate the first item of networks and stop at another."""
    scope = partnership.id
    row = stage.do(lambda e: assessments.start(e, scope, library.get("peer_review"), title="Follow-up 2026"))
    stage.do(lambda e: assessments.rate(e, assessments.blank_answer(scope, row.id, "NW01", ME), 2))
    with workspace.database.write() as connection:
        place = {"scope": scope, "assessment": row.id, "item": item}
        kept.put(connection, kept.LAST_ITEM, json.dumps(place))
    return row


def test_an_inspection_one_stopped_at_is_called_so(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    scope, checks = partnership.id, library.get("site_inspection")
    start = partial(assessments.start, title="Marowe ponds", areas=["laboratory"], site="ponds")
    row = stage.do(lambda e: start(e, scope, checks))
    with workspace.database.write() as connection:
        kept.put(connection, kept.LAST_ITEM, json.dumps({"scope": scope, "assessment": row.id, "item": "LAB01"}))
    screen = home(stage, workspace)
    said = (screen.go_on.about.whole(), screen.go_on.what.text(), screen.go_on.next.text(), screen.go_on.whole.text())
    assert said == ("Marowe ponds · Marowe", "checks answered", "Next not answered", "Open the inspection")


def calls(screen: HomeScreen) -> list[str]:
    """Return what the buttons of the attention card lead to, in words."""
    found = screen.attention.findChildren(QAbstractButton)
    return [one.accessibleName() for one in found if one.isVisible()]


def test_without_a_partnership_home_asks_how_to_start(stage: Stage, workspace: Workspace) -> None:
    screen = home(stage, workspace)
    assert "How do you want to start?" in words_in(screen)
    stage.press(screen.begin)
    stage.press(screen.starts.cards["stick"])
    assert stage.asked == [Place("partnership_form", partnership=""), Place("sync", at="stick")]


def test_one_goes_on_with_the_item_one_stopped_at(stage: Stage, workspace: Workspace, partnership: Partnership) -> None:
    row = stop_at(stage, workspace, partnership, "NW04")
    screen = home(stage, workspace)
    assert screen.go_on.question.text() == "3.4  Does the utility look for hidden leaks?"
    assert screen.go_on.count.text() == "1 of 106"
    at = {"partnership": partnership.id, "assessment": row.id}
    stage.press(screen.go_on.go_on)
    stage.press(screen.go_on.next)
    stage.press(screen.go_on.whole)
    assert stage.asked == [
        Place("assessment", **at, item="NW04"),
        Place("assessment", **at, item="NW05"),
        Place("assessment", **at),
    ]


def test_a_key_goes_on_from_the_very_first_showing_of_home(
    qtbot: QtBot, theme: Theme, stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    stop_at(stage, workspace, partnership, "NW04")
    window = Window(
        theme, {"home": lambda look, work: HomeScreen(look, work, workspace)}, stage.operations, Person("Amina Diallo")
    )
    qtbot.addWidget(window)
    window.go(Place("home"))
    screen = window.shown
    assert isinstance(screen, HomeScreen)
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(lambda: screen.go_on.question.text().startswith("3.4"), timeout=LONG)
    screen.open_requested.disconnect()
    with qtbot.waitSignal(screen.open_requested, timeout=LONG) as asked:
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args is not None
    assert asked.args[0].get("item") == "NW04"


def test_an_item_that_has_gone_is_not_gone_on_with(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    row = stop_at(stage, workspace, partnership, "NW04")
    stage.do(lambda e: e.remove(row))
    screen = home(stage, workspace)
    assert screen.nothing.isVisible()
    assert not screen.go_on.isVisible()


def test_today_is_shown_with_the_session_that_is_on(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    visit = stage.do(lambda e: visits.add(e, partnership.id, title="Visit 4: follow-up", starts=TODAY, ends=TODAY))
    stage.do(lambda e: agenda.add(e, visit.scope, visit.id, day=TODAY, starts="14", ends="16", title="Kibo works"))
    screen = home(stage, workspace)
    assert (screen.today.title.whole(), screen.today.note.whole()) == ("Today in Marowe", "Visit 4, day 1 of 1")
    assert screen.today.agenda.accessibleName() == "Today, 14:00, Kibo works, Now"
    screen.today.agenda.setFocus()
    QTest.keyClick(screen.today.agenda, Qt.Key.Key_Return)
    assert stage.asked == [Place("visit", partnership=partnership.id, visit=visit.id, day="2026-11-23")]


def test_without_a_visit_today_the_next_one_is_named(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    stage.do(lambda e: visits.add(e, partnership.id, title="Mid-term", starts=date(2026, 12, 1)))
    screen = home(stage, workspace)
    assert "Next: Mid-term, Tue 1 Dec, in 8 days." in words_in(screen.today)


def test_without_any_visit_one_is_planned(stage: Stage, workspace: Workspace, partnership: Partnership) -> None:
    screen = home(stage, workspace)
    stage.press(button(screen.today, "Plan a visit"))
    assert stage.asked == [beginning("visits", partnership.id)]


def test_what_needs_attention_has_one_button_each(stage: Stage, workspace: Workspace, partnership: Partnership) -> None:
    scope = partnership.id
    late = stage.do(lambda e: actions.add(e, scope, title="Calibrate", owner="Grace", due=date(2026, 11, 11)))
    stage.do(lambda editor: setattr(editor.get(Utility, COMMONS, partnership.mentee), "currency", "KES"))
    for year, value in (("2024", "579"), ("2025", "6120")):
        row = indicators.blank(scope, partnership.mentee, "opex", year)
        stage.do(partial(indicators.give, shown=row, value=Decimal(value), unit="million local currency"))
    screen = home(stage, workspace)
    assert calls(screen) == ["Check: Operating expenses", "Open: Action A-01 is 12 days late"]
    assert "2025: 6\u202f120 million KES. Ten times 2024. Was 612 meant?" in words_in(screen.attention)
    for one in ("Check: Operating expenses", "Open: Action A-01 is 12 days late"):
        stage.press(button(screen.attention, one))
    assert stage.asked == [
        Place("indicators", partnership=scope, variable="opex", period="2025"),
        Place("plan", partnership=scope, action=late.id),
    ]


def test_what_was_changed_in_two_places_comes_first(
    stage: Stage, workspace: Workspace, partnership: Partnership, new_workspace: Callable[[str], Workspace]
) -> None:
    other = new_workspace("joost").database
    pass_on(workspace.database, other)
    for database, person, name in ((workspace.database, ME, "Marowe A"), (other, "joost", "Marowe B")):
        with database.change(person) as editor:
            partnerships.change(editor, partnership, name=name)
    pass_on(other, workspace.database)
    screen = home(stage, workspace)
    assert calls(screen) == ["Settle: 1 thing was changed in two places"]
    stage.press(button(screen.attention, calls(screen)[0]))
    assert stage.asked == [Place("settle", scope=partnership.id, noun="partnership", row=partnership.id)]


def test_a_report_that_was_issued_as_it_stands_waits_for_nobody(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    scope = partnership.id
    row = stage.do(lambda e: assessments.start(e, scope, library.get("peer_review"), title="Follow-up 2026"))
    blank = section_texts.at_place(reports.blank_draft(scope, row), {}, "texts", "summary")
    words = stage.do(lambda e: reports.write_section(e, blank, "It holds."))
    draft = reports.blank_draft(scope, row)
    waits = "Read: A report is begun and not issued"
    screen = home(stage, workspace)
    assert calls(screen) == [waits]
    assert "Peer review report · Follow-up 2026" in words_in(screen.attention)
    file = issuing.ready_paper(workspace.files, b"%PDF-1.7", "report.pdf")
    naming = Naming("WOP-2026-0001", "1.0", "final", "")
    stage.do(lambda e: issuing.issue(e, draft, naming, file, fingerprint="f" * 64, issued=NOW))
    assert calls(home(stage, workspace)) == []
    stage.do(lambda e: reports.write_section(e, words, "It holds still."))
    assert calls(home(stage, workspace)) == [waits]


def test_where_nothing_calls_home_says_so(stage: Stage, workspace: Workspace, partnership: Partnership) -> None:
    screen = home(stage, workspace)
    assert calls(screen) == []
    assert "Nothing now. Everything is settled, checked and in time." in words_in(screen.attention)


def test_home_never_says_that_work_is_on_the_server_when_it_is_not(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    shown = words_in(home(stage, workspace).work)
    assert "Everything is saved on this laptop" in shown
    assert any("wait for the server" in words for words in shown)
    assert "Everything is on the server" not in shown


def test_home_says_how_many_files_are_not_on_the_server_yet(
    stage: Stage, workspace: Workspace, partnership: Partnership, tmp_path: Path
) -> None:
    (tmp_path / "pump test.pdf").write_bytes(b"the pump ran for an hour")
    file = evidence.ready_document(workspace.files, tmp_path / "pump test.pdf")
    about = stage.do(lambda e: e.add(Assessment(scope=partnership.id, checklist="peer_review", title="Peer review")))
    stage.do(lambda e: evidence.add(e, about, "A1", "document", "Pump test", file))
    with workspace.database.write() as connection:
        keep_home(connection, Home("https://sync.example.org", "key", "token", "amina@example.org"))
        for line in exchanges.lines(connection, exchanges.scopes(connection)):
            exchanges.confirm(connection, "key", line.scope, {line.id: line.seq})
    assert "Everything but 1 file is on the server" in words_in(home(stage, workspace).work)


def test_an_exchange_that_brought_nothing_is_the_last_contact_all_the_same(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    with workspace.database.write() as connection:
        keep_home(connection, Home("https://wop.example.org", "key", "token", "amina@example.org"))
        exchange_log.note_exchange(connection, Past("2025-03-01T09:00:00+00:00", "key", 0, 0, "0.1", ""))
    screen = home(stage, workspace)
    assert any("Last contact" in words and "2025" in words for words in words_in(screen.work))

    with workspace.database.write() as connection:
        exchange_log.note_exchange(connection, Past("2026-11-22T09:00:00+00:00", "key", 0, 0, "0.1", ""))
    stage.operations.announce(frozenset({EXCHANGE}))
    stage.settle()

    assert any("Last contact" in words and "2025" not in words for words in words_in(screen.work))


@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("longer", [False, True])
def test_nothing_of_home_is_cut_off_in_any_language_or_size(
    workspace: Workspace, dressed: Dressed, qtbot: QtBot, scale: float, longer: bool
) -> None:
    with stage_on(workspace.database, dressed("light", scale, longer=longer), qtbot) as stage:
        empty = home(stage, workspace)
        assert (cut_off(empty), unnamed(empty)) == ([], [])
        partnership = begin_partnership(workspace.database)
        stop_at(stage, workspace, partnership, "NW04")
        stage.do(lambda e: actions.add(e, partnership.id, title="Calibrate", due=date(2026, 11, 11)))
        screen = home(stage, workspace)
        assert (cut_off(screen), unnamed(screen)) == ([], [])


def test_where_two_columns_do_not_fit_they_stand_one_below_the_other(
    stage: Stage, workspace: Workspace, partnership: Partnership
) -> None:
    stop_at(stage, workspace, partnership, "NW04")
    screen = home(stage, workspace)
    screen.resize(1400, 900)
    stage.settle()
    assert screen.today.mapTo(screen, screen.today.rect().topRight()).x() < screen.work.mapTo(screen, QPoint(0, 0)).x()
    screen.resize(700, 900)
    stage.settle()
    assert screen.work.mapTo(screen, QPoint(0, 0)).y() > screen.today.mapTo(screen, QPoint(0, 0)).y()
    assert screen.work.mapTo(screen, QPoint(0, 0)).x() == screen.today.mapTo(screen, QPoint(0, 0)).x()


@pytest.mark.parametrize("code", ["fr", "es", "pt"])
def test_home_is_read_without_scrolling_sideways(
    workspace: Workspace, partnership: Partnership, qtbot: QtBot, dressed: Dressed, code: str
) -> None:
    with stage_on(workspace.database, dressed(code=code), qtbot) as stage:
        scope = partnership.id
        stop_at(stage, workspace, partnership, "NW04")
        stage.do(lambda e: actions.add(e, scope, title="Calibrate two meters", owner="Grace", due=date(2026, 11, 11)))
        for year, value in (("2024", "579"), ("2025", "6120")):
            row = indicators.blank(scope, partnership.mentee, "opex_maintenance", year)
            stage.do(partial(indicators.give, shown=row, value=Decimal(value), unit="million local currency"))
        screen = home(stage, workspace)
        screen.resize(1274, 690)
        qtbot.waitUntil(lambda: screen.width() == 1274)
        stage.settle()
        assert cut_off(screen) == []
        near, far = screen.panes()
        assert far.geometry().left() > near.geometry().right()
