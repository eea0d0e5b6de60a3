"""Utilities, people, and the partnerships they are in."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from wopfield.store.rows import Row


class Utility(Row, table=True):
    """A water or sanitation service provider."""

    __tablename__ = "utility"
    name: str = ""
    short_name: str = ""
    country: str = ""
    city: str = ""
    people_served: int | None = None
    hours_of_supply: str = ""
    currency: str = ""


class Person(Row, table=True):
    """Somebody who takes part; ``utility`` is an id or empty.

    ``same_as`` is the id of another person, who stands for them: somebody was entered twice.
    """

    __tablename__ = "person"
    name: str = ""
    function: str = ""
    utility: str = ""
    email: str = ""
    same_as: str = ""


class Partnership(Row, table=True):
    """A WOP; its id is its scope."""

    __tablename__ = "partnership"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"period": ("starts", "ends")}
    name: str = ""
    purpose: str = ""
    mentor: str = ""
    mentee: str = ""
    starts: date | None = None
    ends: date | None = None
    show_overall: bool = False


class Member(Row, table=True):
    """A person's role in a partnership; only the server writes it."""

    __tablename__ = "member"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"membership": ("person", "role")}
    person: str = ""
    role: str = ""


class Objective(Row, table=True):
    """What the partnership wants to reach: start, goal and, where it follows an indicator, its code."""

    __tablename__ = "objective"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"figures": ("start", "now", "goal", "unit")}
    by_rule: ClassVar[frozenset[str]] = frozenset({"place"})
    text: str = ""
    indicator: str = ""
    start: str = ""
    now: str = ""
    goal: str = ""
    unit: str = ""
    by: date | None = None
    place: str = ""


class Site(Row, table=True):
    """A place of the mentee; ``kind`` is a site type of the site-inspection checklist, or empty."""

    __tablename__ = "site"
    name: str = ""
    kind: str = ""
    where: str = ""
    note: str = ""
