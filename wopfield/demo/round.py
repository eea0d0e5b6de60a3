"""The round of a peer review: two laptops enter different parts, meet a server, and end with the same state."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from wopfield.demo import conclude, enter, story
from wopfield.demo.enter import Ground, Laptop
from wopfield.language import _
from wopfield.store import conflicts, kept
from wopfield.store.database import Clock, now
from wopfield.store.rows import new_id
from wopfield.store.state import fingerprint, sizes
from wopfield.store.workspace import Workspace
from wopfield.sync import central

PASSWORD = "demonstration"
"""The password of demonstration workspaces and accounts; they hold nothing that is true."""

Told = Callable[[str], None]
Issue = Callable[[Laptop, str, str], None]
"""What the lead does in the window: issue the report of an assessment, named by its scope and id."""

ISSUED_AFTER = timedelta(days=20)
"""So long after the first visit its capacity report was issued."""


@dataclass(frozen=True, slots=True)
class Central:
    """The central server as the round needs it."""

    address: str
    add_member: Callable[[str, str, str], None]
    """What an administrator does: let the person with an e-mail into a partnership, in a role."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One laptop after the round."""

    name: str
    folder: Path
    entries: int
    rows: int
    state: str
    conflicts: int


@dataclass(slots=True)
class Round:
    """What came of the round."""

    scope: str = ""
    visit: str = ""
    assessment: str = ""
    laptops: list[Standing] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def same_state(self) -> bool:
        """Return whether all laptops hold the same."""
        return len({laptop.state for laptop in self.laptops}) == 1

    @contextmanager
    def step(self, name: str, words: str, tell: Told) -> Iterator[None]:
        """Time a step under its name, and say in words that it begins."""
        tell(words)
        began = perf_counter()
        yield
        self.seconds[name] = round(perf_counter() - began, 3)


class StoryClock:
    """A clock that can be put back to an earlier day of the story, on which every look takes a second."""

    def __init__(self) -> None:
        self._at: datetime | None = None

    def __call__(self) -> datetime:
        if self._at is None:
            return now()
        self._at += timedelta(seconds=1)
        return self._at

    def stand_at(self, at: datetime) -> None:
        """Go back to a moment of the story."""
        self._at = at

    def go_on(self) -> None:
        """Tell the time of today again."""
        self._at = None


def go_round(folder: Path, server: Central, today: date, issue: Issue, tell: Told = lambda _step: None) -> Round:
    """Make two workspaces in ``folder`` and let them meet at ``server``; both are closed afterwards."""
    made = Round()
    with made.step("first laptop begins", _("The first laptop is set up"), tell):
        clock = StoryClock()
        lead = _new_laptop(folder / "amina", "Amina’s laptop", "amina", server, today, clock)
        first_visit = datetime.combine(lead.day(story.BASELINE_DAY) + timedelta(days=4), time(14, 0), UTC)
        clock.stand_at(first_visit)
        ground = enter.begin(lead)
        enter.enter_baseline(lead, ground)
        capacity = conclude.enter_capacity(lead, ground)
        clock.stand_at(first_visit + ISSUED_AFTER)
        issue(lead, ground.scope, capacity)
        clock.go_on()
    made.scope, made.visit, made.assessment = ground.scope, ground.visit, ground.follow_up
    with made.step("first laptop syncs", _("The first laptop meets the server"), tell):
        _sync(lead)
        for someone in story.people()[1:]:
            server.add_member(ground.scope, someone.email, someone.role)
    with made.step("second laptop begins", _("The second laptop starts from the server"), tell):
        colleague = _new_laptop(folder / "joost", "Joost’s laptop", "joost", server, today)
        _sync(colleague)
    with made.step("first laptop enters", _("Ratings and the plan are entered on the first laptop"), tell):
        enter.enter_ratings(lead, ground, "self")
        enter.enter_ratings(lead, ground, "amina")
        enter.enter_agreement(lead, ground)
        conclude.enter_plan(lead, ground)
        conclude.enter_capacity(lead, ground, baseline=capacity)
        conclude.enter_comments(lead, ground)
        conclude.enter_words(lead, ground)
        _stop_at(lead, ground, "HS01")
    with made.step("second laptop enters", _("Figures, photos and findings are entered on the second"), tell):
        enter.enter_ratings(colleague, ground, "joost")
        enter.enter_ratings(colleague, ground, "teresa")
        enter.enter_figures(colleague, ground)
        photos = enter.enter_evidence(colleague, enter.follow_up_of(colleague, ground))
        conclude.enter_findings(colleague, ground, photos)
        enter.enter_inspections(colleague, ground)
    with made.step("both sync", _("Both laptops meet the server"), tell):
        _meet(lead, colleague)
        conclude.link_plan(lead, ground)
    with made.step("both change the same answers", _("Both change the same answers, apart"), tell):
        _disagree(lead, colleague, ground)
    with made.step("both sync again", _("Both meet the server again"), tell):
        _meet(lead, colleague)
    made.laptops = [_stand(lead, "Amina’s laptop"), _stand(colleague, "Joost’s laptop")]
    for laptop in (lead, colleague):
        laptop.workspace.close()
    return made


def _new_laptop(folder: Path, name: str, key: str, server: Central, today: date, clock: Clock = now) -> Laptop:
    workspace, _recovery = Workspace.create(folder, PASSWORD, clock)
    someone = next(person for person in story.people() if person.key == key)
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, new_id())
        kept.put(connection, kept.LAPTOP, name)
    central.connect(workspace.database, server.address, someone.email, PASSWORD, name)
    with workspace.database.read() as session:
        person = kept.get(session, kept.PERSON)
    return Laptop(workspace, person, today - story.TODAY)


def _stop_at(laptop: Laptop, ground: Ground, item: str) -> None:
    """Leave the assessment open at an item, as somebody does who is called to lunch."""
    at = json.dumps({"scope": ground.scope, "assessment": ground.follow_up, "item": item})
    with laptop.workspace.database.write() as connection:
        kept.put(connection, kept.LAST_ITEM, at)


def _meet(lead: Laptop, colleague: Laptop) -> None:
    for laptop in (lead, colleague, lead):
        _sync(laptop)


def _sync(laptop: Laptop) -> None:
    central.sync_now(laptop.workspace.database, laptop.workspace.files)


def _disagree(lead: Laptop, colleague: Laptop, ground: Ground) -> None:
    """Let both change what was agreed on two items while neither sees the other."""
    enter.change_agreement(
        lead, ground, "FN01", 2, "Reviewed in 2024 and 2026, not in 2025. The regulator answered late."
    )
    enter.change_agreement(
        colleague, ground, "FN01", 3, "Reviewed in 2024 and 2026. The model is good and staff can run it without help."
    )
    enter.change_agreement(lead, ground, "NW06", 1, "Two valves are set by hand.")
    enter.change_agreement(colleague, ground, "NW06", 2, "Two valves are set by hand, and a plan for five more exists.")


def _stand(laptop: Laptop, name: str) -> Standing:
    database = laptop.workspace.database
    with database.look() as connection:
        entries, rows = sizes(connection)
        state = fingerprint(connection)
    with database.read() as session:
        open_places = conflicts.count(session)
    return Standing(name, laptop.workspace.folder, entries, rows, state, open_places)
