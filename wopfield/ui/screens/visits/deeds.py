"""What a person does to a visit, as changes that are kept: its sessions, days, team and sites."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, Signal

from wopfield.checklists import library
from wopfield.language import _, plural
from wopfield.store import agenda, assessments, people, sites, visits
from wopfield.store.agenda import AgendaFields
from wopfield.store.editor import Editor
from wopfield.store.had import Had
from wopfield.store.sites import SiteFields, Stop
from wopfield.store.tables import AgendaLine, Assessment, TeamMember, Visit, VisitDay
from wopfield.store.visit_page import SiteLine
from wopfield.store.visits import VisitFields
from wopfield.ui.operations import Operations
from wopfield.ui.screens.visits.sessions import proposal
from wopfield.ui.undoing import undo


class Deeds(QObject):
    """The changes of the screen of one visit; the screen tells which visit that is."""

    told = Signal(str, object)
    """A sentence for the toast, and what Undo does."""
    kept = Signal()
    troubled = Signal(object)
    """What went wrong, to be shown where the person looks."""
    begun = Signal(object)
    """The inspection (an Assessment) that was begun."""

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self.scope = self.visit = ""

    # ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────

    def change_session(self, row: AgendaLine, fields: Mapping[str, object]) -> None:
        """Say something else of a session, or that it was held."""
        if "done" in fields:
            self._change(partial(agenda.set_done, shown=row, done=bool(fields["done"])))
        else:
            self._change(lambda editor: agenda.change(editor, row, **cast(AgendaFields, fields)))

    def hold(self, row: AgendaLine) -> None:
        """Say that a session was held, or take that back."""
        self._change(partial(agenda.set_done, shown=row, done=not row.done))

    def remove_session(self, row: AgendaLine) -> None:
        """Remove a session; Undo brings it back."""
        self._change(partial(agenda.remove, shown=row))
        back = partial(self._change, partial(agenda.bring_back, shown=row))
        self.told.emit(_("“{title}” removed", title=row.title), back)

    def propose(self, visit: Visit) -> None:
        """Put a programme for all days into the agenda."""
        lines = proposal(visit)
        self._change(partial(_add_all, self.scope, self.visit, lines))
        words = plural("{count} session proposed", "{count} sessions proposed", len(lines))
        self.told.emit(words, partial(undo, self._operations, self.scope))

    # ── day and visit ────────────────────────────────────────────────────────────────────────────────────────

    def change_day(self, row: VisitDay, field: str, words: str) -> None:
        """Say what a day is for, or what it brought."""
        if field == "title":
            self._change(partial(visits.title_day, shown=row, title=words))
        else:
            self._change(partial(visits.sum_up_day, shown=row, summary=words))

    def change_visit(self, row: Visit, fields: Mapping[str, object]) -> None:
        """Say something else of the visit."""
        self._change(lambda editor: visits.change(editor, row, **cast(VisitFields, fields)))

    def remove_visit(self, row: Visit, had: Had | None) -> Callable[[], object]:
        """Delete the visit, having seen what was here then; return what brings it back."""
        self._operations.change(partial(visits.remove, shown=row, had=had))
        return partial(self._operations.change, partial(visits.bring_back, shown=row))

    # ── team ─────────────────────────────────────────────────────────────────────────────────────────────────

    def join(self, person: str, name: str, task: str, host: bool) -> None:
        """Put a person into the team, by id, or by name where it is a new one."""
        self._change(partial(_join, self.scope, self.visit, person, name, task, host))

    def change_task(self, row: TeamMember, task: str) -> None:
        """Say what somebody looks after."""
        self._change(partial(visits.set_task, shown=row, task=task))

    def leave_team(self, row: TeamMember) -> None:
        """Take a person out of the team; Undo brings them back."""
        self._change(partial(visits.leave, shown=row))
        back = partial(self._change, partial(_come_back, row))
        self.told.emit(_("Taken out of the visit"), back)

    # ── sites ────────────────────────────────────────────────────────────────────────────────────────────────

    def add_site(self, site: str, fields: Mapping[str, str], day: date | None, place: int) -> None:
        """Plan a site by id, or a new one by its fields, at a place among those that are planned."""
        self._change(partial(_add_site, self.scope, self.visit, site, fields, day, place))

    def change_site(self, stop: Stop, fields: Mapping[str, str]) -> None:
        """Say something else of a site."""
        self._change(lambda editor: sites.change(editor, stop.site, **cast(SiteFields, fields)))

    def plan_site(self, stop: Stop, day: date | None) -> None:
        """Plan a site for a day."""
        self._change(partial(sites.plan_again, shown=stop.row, planned=day))

    def leave_site_out(self, line: SiteLine) -> None:
        """Take a site out of the visit; Undo plans it again."""
        stop = line.stop
        self._change(partial(sites.leave_out, shown=stop.row))
        again = partial(sites.plan, scope=self.scope, visit=self.visit, site=stop.site.id, planned=stop.row.planned)
        self.told.emit(_("{name} left out", name=stop.site.name), partial(self._change, again))

    def begin_inspection(self, stop: Stop, today: date) -> None:
        """Begin the inspection of a site; ``begun`` comes later."""
        begin = partial(_begin_inspection, self.visit, stop, today)
        self._operations.change(begin, self._begun, self._fail)

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────────────────

    def _change(self, edit: Callable[[Editor], object]) -> None:
        self._operations.change(edit, self._kept, self._fail)

    def _kept(self, _outcome: object) -> None:
        self.kept.emit()

    def _begun(self, inspection: Assessment) -> None:
        self.begun.emit(inspection)

    def _fail(self, error: Exception) -> None:
        self.troubled.emit(error)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _add_all(scope: str, visit: str, lines: Sequence[tuple[date, str, str, str]], editor: Editor) -> None:
    for day, starts, title, note in lines:
        agenda.add(editor, scope, visit, day=day, starts=starts, title=title, note=note)


def _join(scope: str, visit: str, person: str, name: str, task: str, host: bool, editor: Editor) -> None:
    who = person or people.add(editor, name=name).id
    visits.join(editor, scope, visit, who, task, host=host)


def _come_back(row: TeamMember, editor: Editor) -> None:
    visits.join(editor, row.scope, row.visit, row.person, row.task, host=row.host)


def _add_site(
    scope: str, visit: str, site: str, fields: Mapping[str, str], day: date | None, place: int, editor: Editor
) -> None:
    where = site or sites.add(editor, scope, **cast(SiteFields, fields)).id
    sites.plan(editor, scope, visit, where, day, place)


def _begin_inspection(visit: str, stop: Stop, today: date, editor: Editor) -> Assessment:
    return assessments.start(
        editor,
        stop.site.scope,
        library.get("site_inspection"),
        title=stop.site.name,
        started=today,
        visit=visit,
        site=stop.site.id,
        areas=[stop.site.kind],
        hide_colleagues=False,
    )
