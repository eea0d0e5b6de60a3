"""The screen of a visit, what is planned in it, and where Tab stops in a screen."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.stage import TODAY, Stage
from wopfield.store import agenda
from wopfield.store.tables import AgendaLine, Visit
from wopfield.store.workspace import Workspace
from wopfield.ui.screens.visits.visit import VisitScreen

NOW = datetime(2026, 11, 23, 14, 30)


def session(
    stage: Stage,
    visit: Visit,
    starts: str,
    title: str,
    *,
    ends: str = "",
    where: str = "",
    people: Sequence[str] = (),
    areas: Sequence[str] = (),
) -> AgendaLine:
    """Plan a session of the first day."""
    planned = agenda.AgendaFields(
        day=TODAY, starts=starts, ends=ends, title=title, where=where, people=people, areas=areas
    )
    return stage.do(lambda e: agenda.add(e, visit.scope, visit.id, **planned))


def screen_of(stage: Stage, workspace: Workspace, visit: Visit) -> VisitScreen:
    make = partial(VisitScreen, workspace=workspace, now=lambda: NOW)
    return stage.open(make, partnership=visit.scope, visit=visit.id)


def kept(stage: Stage, visit: Visit) -> list[AgendaLine]:
    return stage.read(lambda s: agenda.of_visit(s, visit.scope, visit.id))


def stops_after(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at after a part of a screen, in its order."""
    found, at = [], part.nextInFocusChain()
    while at is not None and at is not part:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
    return found


def next_stop(part: QWidget) -> QWidget:
    return stops_after(part)[0]
