"""One visit: its days, the sessions of the open day, team, sites and photos; before, during and after it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.database import Session
from wopfield.store.tables import AgendaLine, Visit
from wopfield.store.visit_page import SiteLine, VisitPage, read_visit
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.visits.album import Album
from wopfield.ui.screens.visits.day_cards import DayCards
from wopfield.ui.screens.visits.deeds import Deeds
from wopfield.ui.screens.visits.panels import DayPanel, SessionPanel, VisitPanel
from wopfield.ui.screens.visits.programme import Programme
from wopfield.ui.screens.visits.session_card import Work
from wopfield.ui.screens.visits.sessions import days_of, free_hour, period_words, row_of_day, standing
from wopfield.ui.screens.visits.side import PhotosCard, SitesCard, TeamCard
from wopfield.ui.screens.visits.site_panel import SitePanel
from wopfield.ui.screens.visits.team_panel import TeamPanel
from wopfield.ui.screens.visits.top import Top
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import redo, undo
from wopfield.ui.widgets.page import Page, mirrored
from wopfield.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace


class VisitScreen(Screen):
    """A visit, as the people on it work with it."""

    place = "visit"
    rail = "partnerships"
    tab = "visits"
    shows = frozenset(
        {
            "visit", "visit_day", "agenda_line", "team_member", "visit_site", "site", "person", "assessment", "answer",
            "evidence", "evidence_file", "partnership",
        }
    )  # fmt: skip

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: "Workspace",
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(theme, operations)
        self._now = now
        self._scope = self._visit = ""
        self._day: date | None = None
        self._page: VisitPage | None = None
        self._new: AgendaLine | None = None
        self._site: str | None = None
        self.deeds = Deeds(operations, self)
        self.deeds.told.connect(self.told)
        self.deeds.kept.connect(self._kept)
        self.deeds.troubled.connect(self._complain)
        self.deeds.begun.connect(lambda inspection: self._open_inspection(inspection.id))
        self.album = Album(theme, operations, workspace.files, now, self)
        self.album.told.connect(self.told)
        self._build()
        self.album.catch_on(self.photos)

    # what the window asks

    def open(self, **ids: str) -> None:
        scope, visit = ids.get("partnership", ""), ids.get("visit", "")
        if (scope, visit) != (self._scope, self._visit):
            self._page, self._day, self._new = None, None, None
            self.album.page = None
            self._close_panel()
            self._whole.hide()
        self._scope, self._visit = scope, visit
        self.deeds.scope, self.deeds.visit = scope, visit
        if day := ids.get("day", ""):
            self._day = date.fromisoformat(day)
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        if self._visit:
            read = partial(_read, self._scope, self._visit, self.operations.author)
            self.operations.read(read, self._show)

    def leave(self) -> None:
        for panel in self._panels:
            panel.flush()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Add a session"), self._begin_session, "Ctrl+N", "plus"),
            Command(_("Add a photo"), self.album.choose, "P", "camera"),
            Command(_("Write the day summary"), self._open_day, "D", "file-text"),
            Command(_("Add a site"), partial(self._open_site, None), "", "map-pin"),
            Command(_("Change the team"), lambda: self._open_panel(self.team_panel), "", "users"),
            Command(_("Visit note"), self._open_note, "Ctrl+P", "printer"),
            Command(_("Edit the visit"), self._open_visit, "E", "pencil"),
            Command(_("Take back my last change"), partial(undo, self.operations, self._scope), "Ctrl+Z"),
            Command(_("Bring back what was taken back"), partial(redo, self.operations, self._scope), "Ctrl+Shift+Z"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self.days, self.programme, self._side)

    def go_back(self) -> bool:
        if self._side.currentIndex() == 0:
            return False
        self._close_panel()
        return True

    # building

    def _build(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._whole = QWidget()
        outside.addWidget(self._whole)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(*mirrored((20, 14, 0, 0)))
        column.setSpacing(12)
        self.top = Top(self.theme)
        self.top.edit.clicked.connect(self._open_visit)
        self.top.summary.clicked.connect(self._open_day)
        self.top.add.clicked.connect(self._begin_session)
        self.top.photo.clicked.connect(self.album.choose)
        self.top.note.clicked.connect(self._open_note)
        column.addWidget(self.top)
        self.days = DayCards(self.theme, _("Days of the visit"))
        self.days.chosen.connect(self._choose_day)
        days = QHBoxLayout()
        days.setContentsMargins(*mirrored((0, 0, 20, 0)))
        days.addWidget(self.days)
        column.addLayout(days)
        below = QHBoxLayout()
        below.setSpacing(4)
        self.programme = Programme(self.theme)
        self.programme.opened.connect(self._open_session)
        self.programme.held.connect(self.deeds.hold)
        self.programme.work_opened.connect(self._open_work)
        self.programme.summary_asked.connect(self._open_day)
        self.programme.days_asked.connect(self._open_visit)
        self.programme.session_asked.connect(self._begin_session)
        self.programme.proposal_asked.connect(self._propose)
        below.addWidget(self.programme, 2)
        self._side = QStackedWidget()
        self._side.setMinimumWidth(self.theme.px(350))
        below.addWidget(self._side, 1)
        column.addLayout(below, 1)
        self._build_side()

    def _build_side(self) -> None:
        theme = self.theme
        cards = Page(self.theme, margins=(0, 0, 20, 14), spacing=12)
        self.team, self.sites = TeamCard(theme), SitesCard(theme)
        self.photos = PhotosCard(theme, self.album.pictures)
        self.sites.opened.connect(self._open_site)
        self.sites.inspected.connect(self._inspect)
        self.photos.opened.connect(self.album.look_at)
        self.photos.added.connect(self.album.choose)
        for card in (self.team, self.sites, self.photos):
            cards.body.addWidget(card)
        cards.body.addStretch(1)
        self._side.addWidget(cards)
        self.session_panel, self.day_panel, self.visit_panel = SessionPanel(theme), DayPanel(theme), VisitPanel(theme)
        self.team_panel, self.site_panel = TeamPanel(theme, self.operations), SitePanel(theme, self.operations)
        self._panels: tuple[Panel, ...] = (
            self.session_panel, self.day_panel, self.visit_panel, self.team_panel, self.site_panel
        )  # fmt: skip
        for panel in self._panels:
            holder = Page(self.theme, margins=(0, 0, 20, 14), spacing=0)
            holder.body.addWidget(panel)
            holder.body.addStretch(1)
            self._side.addWidget(holder)
            panel.closed.connect(self._close_panel)
        deeds = self.deeds
        self.session_panel.changed.connect(deeds.change_session)
        self.session_panel.removed.connect(deeds.remove_session)
        self.day_panel.changed.connect(deeds.change_day)
        self.visit_panel.changed.connect(deeds.change_visit)
        self.visit_panel.removed.connect(self._remove_visit)
        self.team.opened.connect(lambda: self._open_panel(self.team_panel))
        self.team_panel.joined.connect(deeds.join)
        self.team_panel.task_changed.connect(deeds.change_task)
        self.team_panel.left.connect(deeds.leave_team)
        self.site_panel.added.connect(self._add_site)
        self.site_panel.changed.connect(deeds.change_site)
        self.site_panel.planned.connect(deeds.plan_site)
        self.site_panel.inspected.connect(self._inspect)
        self.site_panel.left_out.connect(deeds.leave_site_out)

    # showing

    def _show(self, page: VisitPage) -> None:
        if page.visit.id != self._visit:
            return
        self._page = self.album.page = page
        visit, today = page.visit, self._now().date()
        name = page.pair.partnership.name
        crumbs = ((_("Partnerships"), Place("partnerships")), (name, Place("partnership", partnership=self._scope)))
        self.head(Heading(visit.title.partition(":")[0], crumbs=crumbs))
        self.top.show_visit(visit.title, (period_words(visit), visit.place), standing(visit, today))
        all_days = [row.day for row in page.days if row.day is not None]
        if self._day not in all_days:
            self._day = today if today in all_days else all_days[0] if all_days else None
        self.days.show_days(days_of(page, today), self._day)
        self.days.setVisible(bool(all_days))
        self.top.summary.setEnabled(bool(all_days))
        self.top.note.setVisible(page.main is not None)
        self._show_day(page)
        self.team.show_page(page)
        self.sites.show_lines(page.sites, today)
        of_day = page.photos_on(self._day)
        self.photos.show_photos(of_day or page.photos, len(page.photos), of_day=bool(of_day))
        self._show_panel(page)
        self._whole.show()

    def _show_day(self, page: VisitPage) -> None:
        """Show the sessions of the open day, or what to do where there are none."""
        chosen = self.session_panel.row.id if self._panel() is self.session_panel and self.session_panel.row else ""
        self.programme.show_day(page, self._day, self._now(), chosen=chosen, focused=self.focusWidget())

    # panels

    def _panel(self) -> Panel | None:
        index = self._side.currentIndex()
        return self._panels[index - 1] if index > 0 else None

    def _open_panel(self, panel: Panel) -> None:
        before = self._panel()
        if before is not None and before is not panel:
            before.flush()
        panel.complain("")
        self._side.setCurrentIndex(self._panels.index(panel) + 1)
        if self._page is not None:
            self._show_panel(self._page)
        panel.focus_first()

    def _close_panel(self) -> None:
        panel = self._panel()
        if panel is not None:
            panel.flush()
        self._side.setCurrentIndex(0)
        self._new = None
        if self._page is not None:
            self._show_day(self._page)

    def _show_panel(self, page: VisitPage) -> None:
        """Show in the open panel what is kept now; close it where its subject has gone."""
        panel = self._panel()
        if panel is self.session_panel:
            self._show_session(page)
        elif panel is self.day_panel and (row := row_of_day(page, self._day)) is not None:
            self.day_panel.show_row(row)
        elif panel is self.visit_panel:
            self.visit_panel.show_row(page.visit)
        elif panel is self.team_panel:
            self.team_panel.show_page(page)
        elif panel is self.site_panel:
            line = next((line for line in page.sites if line.stop.site.id == self._site), None)
            if self._site is not None and line is None:
                self._close_panel()
            else:
                self.site_panel.show_line(line, page)

    def _show_session(self, page: VisitPage) -> None:
        row = self.session_panel.row
        if row is None:
            return
        kept = next((line for line in page.agenda if line.id == row.id), None)
        if kept is not None:
            self._new = None
            self.session_panel.show_row(kept, page, is_new=False)
        elif self._new is not None and self._new.id == row.id:
            self.session_panel.show_row(row, page, is_new=True)
        else:
            self._close_panel()

    def _open_session(self, row: AgendaLine) -> None:
        if self._page is not None:
            if self._panel() is self.session_panel:
                self.session_panel.flush()
            self._new = None
            self.session_panel.show_row(row, self._page, is_new=False)
            self._open_panel(self.session_panel)
            self._show_day(self._page)

    def _begin_session(self) -> None:
        page = self._page
        if page is None:
            return
        if self._day is None:
            self._open_visit()
            return
        lines = [line for line in page.agenda if line.day == self._day]
        row = AgendaLine(scope=self._scope, visit=self._visit, day=self._day, starts=free_hour(lines))
        self._new = row
        self.session_panel.show_row(row, page, is_new=True)
        self._open_panel(self.session_panel)
        self.session_panel.focus_title()

    def _open_day(self) -> None:
        if self._day is not None:
            self._open_panel(self.day_panel)
            self.day_panel.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_visit(self) -> None:
        self._open_panel(self.visit_panel)

    def _open_site(self, line: SiteLine | None) -> None:
        self._site = line.stop.site.id if line else None
        self._open_panel(self.site_panel)

    def _choose_day(self, day: date) -> None:
        panel = self._panel()
        if panel in (self.session_panel, self.day_panel) and panel is not None:
            panel.flush()
        self._day = day
        if panel is self.session_panel:
            self._side.setCurrentIndex(0)
        if self._page is not None:
            self._show(self._page)

    # what is kept

    def _kept(self) -> None:
        if (panel := self._panel()) is not None:
            panel.complain("")

    def _complain(self, error: Exception) -> None:
        panel = self._panel()
        if panel is not None and isinstance(error, BadInput):
            panel.complain(f"{error.happened} {error.do}".strip())
        else:
            self.operations.failed.emit(error)

    def _open_work(self, work: Work, row: AgendaLine) -> None:
        if work.place is None:
            line = next((line for line in self._lines() if line.stop.site.id == row.site), None)
            if line is not None:
                self._inspect(line)
        elif work.place.name == self.place:
            self._open_session(row)
        else:
            self.open_requested.emit(work.place)

    def _open_note(self) -> None:
        if self._page is not None and (main := self._page.main) is not None:
            at = {"partnership": self._scope, "assessment": main.assessment.id}
            self.open_requested.emit(Place("report", **at, document="visit_note"))

    def _propose(self) -> None:
        if self._page is not None:
            self.deeds.propose(self._page.visit)

    def _remove_visit(self, row: Visit) -> None:
        back = self.deeds.remove_visit(row, self._page.had if self._page else None)
        self._visit = ""
        self._side.setCurrentIndex(0)
        self.open_requested.emit(Place("visits", partnership=self._scope))
        self.told.emit(_("Visit deleted: {title}", title=row.title), back)

    # sites

    def _lines(self) -> Sequence[SiteLine]:
        return self._page.sites if self._page else ()

    def _add_site(self, site: str, fields: dict[str, str], day: date | None) -> None:
        self.deeds.add_site(site, fields, day, len(self._lines()))

    def _inspect(self, line: SiteLine) -> None:
        """Open the inspection of a site, begun first where there is none; a site without a kind is asked for it."""
        if line.inspection is not None:
            self._open_inspection(line.inspection.assessment.id)
        elif not line.stop.site.kind:
            self._open_site(line)
            self.site_panel.complain(_("Choose what kind of site it is, so that the right checks are asked."))
            self.site_panel.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.deeds.begin_inspection(line.stop, self._now().date())

    def _open_inspection(self, inspection: str) -> None:
        self.open_requested.emit(Place("inspection", partnership=self._scope, assessment=inspection))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, visit: str, me: str, session: Session) -> VisitPage:
    return read_visit(session, scope, visit, me)
