"""Visits with their days, agenda, team and sites."""

from datetime import date

import pytest

from wopfield.errors import BadInput
from wopfield.store import agenda, people, sites, visits
from wopfield.store.database import Database
from wopfield.store.tables import Visit

P = "partnership"
ME = "amina"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def visit(database: Database) -> Visit:
    """A visit of five days, from a Monday."""
    with database.change(ME) as editor:
        return visits.add(editor, P, title="Visit 4: follow-up", starts=MONDAY, ends=date(2026, 11, 27))


def test_every_day_of_a_visit_is_there_before_anybody_said_anything_of_it(database: Database, visit: Visit) -> None:
    with database.read() as session:
        days = visits.days(session, visit)
    with database.change(ME) as editor:
        visits.sum_up_day(editor, days[1], "Saw the intake.")
    with database.read() as session:
        again = visits.days(session, visit)
    assert [row.day.day for row in again if row.day] == [23, 24, 25, 26, 27]
    assert [row.summary for row in again] == ["", "Saw the intake.", "", "", ""]


def test_a_visit_that_is_on_is_found_and_the_next_one_too(database: Database, visit: Visit) -> None:
    with database.read() as session:
        assert [row.id for row in visits.running(session, date(2026, 11, 27))] == [visit.id]
        assert visits.running(session, date(2026, 11, 28)) == []
        assert [row.id for row in visits.upcoming(session, date(2026, 11, 1))] == [visit.id]


def test_a_visit_cannot_end_before_it_starts(database: Database, visit: Visit) -> None:
    with pytest.raises(BadInput, match="before the first"), database.change(ME) as editor:
        visits.change(editor, visit, ends=date(2026, 11, 1))


def test_a_mistyped_year_does_not_make_a_visit_of_years(database: Database, visit: Visit) -> None:
    with pytest.raises(BadInput, match="slip in a date"), database.change(ME) as editor:
        visits.change(editor, visit, ends=date(2027, 11, 27))


def test_a_deleted_visit_comes_back(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        visits.remove(editor, visit)
    with database.read() as session, pytest.raises(BadInput, match="not on this laptop"):
        visits.get(session, P, visit.id)
    with database.change(ME) as editor:
        visits.bring_back(editor, visit)
    with database.read() as session:
        assert visits.get(session, P, visit.id).title == "Visit 4: follow-up"


def test_the_agenda_follows_the_clock(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        agenda.add(editor, P, visit.id, day=MONDAY, starts="14", ends="16.15", title="Kibo treatment works")
        agenda.add(editor, P, visit.id, day=MONDAY, starts="8:30", ends="9:15", title="Opening meeting")
        agenda.add(editor, P, visit.id, day=date(2026, 11, 24), starts="8:00", title="Intake")
    with database.read() as session:
        lines = agenda.of_day(session, P, visit.id, MONDAY)
    assert [(line.starts, line.title) for line in lines] == [
        ("08:30", "Opening meeting"),
        ("14:00", "Kibo treatment works"),
    ]
    now = agenda.at(lines, "14:05")
    assert now is not None
    assert now.title == "Kibo treatment works"
    assert agenda.at(lines, "12:00") is None


def test_a_session_that_is_done_is_no_longer_on(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        line = agenda.add(editor, P, visit.id, day=MONDAY, starts="8:30", ends="9:15", title="Opening meeting")
    with database.change(ME) as editor:
        agenda.set_done(editor, line)
    with database.read() as session:
        assert agenda.at(agenda.of_day(session, P, visit.id, MONDAY), "08:45") is None


def test_a_session_cannot_end_before_it_starts(database: Database, visit: Visit) -> None:
    with pytest.raises(BadInput, match="ends before it starts"), database.change(ME) as editor:
        agenda.add(editor, P, visit.id, day=MONDAY, starts="14:00", ends="13:00", title="Kibo")


def test_a_session_names_people_and_areas(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        line = agenda.add(editor, P, visit.id, title="Interviews", people=["joost"], areas=["NW"])
    with database.change(ME) as editor:
        agenda.change(editor, line, people=["joost", "teresa"])
    with database.read() as session:
        (kept,) = agenda.of_visit(session, P, visit.id)
    assert (kept.people, kept.areas) == (["joost", "teresa"], ["NW"])


def test_the_lead_comes_first_and_hosts_last(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        for name, task, host in (("Grace", "", True), ("Joost", "networks", False), ("Zita", "lead", False)):
            person = people.add(editor, name=name)
            visits.join(editor, P, visit.id, person.id, task, host=host)
    with database.read() as session:
        team = visits.team(session, P, visit.id)
    assert [member.name for member in team] == ["Zita", "Joost", "Grace"]


def test_somebody_who_left_the_team_may_join_again(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        person = people.add(editor, name="Joost")
        visits.join(editor, P, visit.id, person.id, "networks")
    for joined in (False, True):
        with database.read() as session:
            team = visits.team(session, P, visit.id)
        with database.change(ME) as editor:
            if joined:
                visits.join(editor, P, visit.id, person.id, "quality")
            else:
                visits.leave(editor, team[0].row)
    with database.read() as session:
        assert [member.row.task for member in visits.team(session, P, visit.id)] == ["quality"]


def test_a_visit_looks_at_sites_on_their_days(database: Database, visit: Visit) -> None:
    with database.change(ME) as editor:
        kibo = sites.add(editor, P, name="Kibo treatment works", kind="water_treatment_plant")
        rutale = sites.add(editor, P, name="Rutale booster station", kind="pumping_station")
        sites.plan(editor, P, visit.id, kibo.id, date(2026, 11, 24))
        sites.plan(editor, P, visit.id, rutale.id, MONDAY)
    with database.read() as session:
        stops = sites.of_visit(session, P, visit.id)
    assert [stop.site.name for stop in stops] == ["Rutale booster station", "Kibo treatment works"]
    with database.change(ME) as editor:
        sites.plan_again(editor, stops[0].row, date(2026, 11, 25))
        sites.leave_out(editor, stops[1].row)
    with database.read() as session:
        assert [(s.site.name, s.row.planned) for s in sites.of_visit(session, P, visit.id)] == [
            ("Rutale booster station", date(2026, 11, 25))
        ]
        assert len(sites.of_partnership(session, P)) == 2
