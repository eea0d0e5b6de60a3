"""Visits: their days, agenda, team and sites."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlmodel import Field

from wopfield.store.rows import Row, derived_id
from wopfield.store.tables.columns import list_column


class Visit(Row, table=True):
    """A stay at the mentee."""

    __tablename__ = "visit"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"period": ("starts", "ends")}
    title: str = ""
    kind: str = ""
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    note: str = ""


class VisitDay(Row, table=True):
    """One day of a visit and its summary; its id is derived from both."""

    __tablename__ = "visit_day"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "day")}
    visit: str = Field(default="", index=True)
    day: date | None = None
    title: str = ""
    summary: str = ""


class AgendaLine(Row, table=True):
    """Something planned in a visit: when, what, where, with whom, and the areas it looks at."""

    __tablename__ = "agenda_line"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("visit",),
        "time": ("day", "starts", "ends"),
    }
    visit: str = Field(default="", index=True)
    day: date | None = None
    starts: str = ""
    ends: str = ""
    title: str = ""
    where: str = ""
    site: str = ""
    people: list[str] = list_column()
    areas: list[str] = list_column()
    done: bool = False
    note: str = ""
    audience: str = "report"
    """Who may read it in a programme: team, utility or report."""


class TeamMember(Row, table=True):
    """A reviewer in a visit, or one of its hosts; its id is derived from visit and person."""

    __tablename__ = "team_member"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "person")}
    visit: str = Field(default="", index=True)
    person: str = ""
    task: str = ""
    host: bool = False


class VisitSite(Row, table=True):
    """A site that a visit looks at; its id is derived from both."""

    __tablename__ = "visit_site"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "site")}
    by_rule: ClassVar[frozenset[str]] = frozenset({"place"})
    visit: str = Field(default="", index=True)
    site: str = ""
    planned: date | None = None
    place: int = 0


def visit_day_id(visit: str, day: date) -> str:
    """Return the id that a day of a visit has on every laptop."""
    return derived_id("visit_day", visit, day.isoformat())


def team_member_id(visit: str, person: str) -> str:
    """Return the id that a person's place in a visit's team has on every laptop."""
    return derived_id("team_member", visit, person)


def visit_site_id(visit: str, site: str) -> str:
    """Return the id that a site has in a visit on every laptop."""
    return derived_id("visit_site", visit, site)
