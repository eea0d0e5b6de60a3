"""The improvement plan: what is late, what comes by quarter, what is done; details beside it, changed in place."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.language import _, meant, plural
from wopfield.store import actions
from wopfield.store.actions import ActionFields
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.plan_page import PlanLine, PlanPage, read_plan
from wopfield.store.tables import Action
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.plan.charts import PlanChart
from wopfield.ui.screens.plan.details import Details
from wopfield.ui.screens.plan.groups import counts
from wopfield.ui.screens.plan.table import PlanTable
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import redo, undo
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Ink, Label
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.segments import Segments


class PlanScreen(Screen):
    """The plan of a partnership; Ctrl+N writes a new action."""

    place = "plan"
    rail = "partnerships"
    tab = "plan"
    shows = frozenset({"action", "finding", "assessment", "answer", "agreed_rating", "partnership", "person"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = ""
        self._wanted = ""
        self._show_done = False
        self._to_name = ""
        self._page: PlanPage | None = None
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope = ids.get("partnership", "")
        if scope != self._scope:
            self._page, self._show_done = None, False
            self._whole.hide()
        self._scope = scope
        self._wanted = ids.get("action", "")
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope, self.operations.author), self._show)

    def leave(self) -> None:
        self.details.flush()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("New action"), self._begin, "Ctrl+N", "plus"),
            Command(_("Make actions from findings"), self._make, "", "bulb"),
            Command(_("Show or hide what is done"), self._fold, "", "circle-check"),
            Command(_("Print the plan"), self._print, "Ctrl+P", "printer"),
            Command(_("Take back my last change"), partial(undo, self.operations, self._scope), "Ctrl+Z"),
            Command(_("Bring back what was taken back"), partial(redo, self.operations, self._scope), "Ctrl+Shift+Z"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.details)

    # building

    def _build(self) -> None:
        theme = self.theme
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._whole = QWidget()
        outside.addWidget(self._whole)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        self._top = self._built_top()
        column.addWidget(self._top)
        self._column = column
        below = self._below = QHBoxLayout()
        below.setSpacing(12)
        self.card = Card(theme, margins=(1, 4, 1, 8))
        self.table = PlanTable(theme)
        self.table.chosen.connect(self._choose)
        self.table.unfolded.connect(self._fold)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.table)
        self.grid, self.time = PlanChart(theme, "grid"), PlanChart(theme, "time")
        for chart in (self.grid, self.time):
            chart.chosen.connect(self.table.choose)
            self._shown.addWidget(chart)
        self.card.body.addWidget(self._shown)
        below.addWidget(self.card, 1)
        self.details = Details(theme)
        self.details.setFixedWidth(theme.px(366))
        self.details.changed.connect(self._change)
        self.details.progressed.connect(self._progress)
        self.details.removed.connect(self._remove)
        self.details.history_asked.connect(self._open_history)
        self.details.settle_asked.connect(self._settle)
        self.details.item_opened.connect(self._open_item)
        below.addWidget(self.details)
        column.addLayout(below, 1)
        self._empty = QVBoxLayout()
        column.addLayout(self._empty)
        column.addStretch()
        self.empty: Empty | None = None

    def _built_top(self) -> Ends:
        theme = self.theme
        top = Ends()
        row = top.near
        row.addWidget(Label(theme, _("Improvement plan"), "page"))
        row.addSpacing(theme.px(8))
        self._counts: dict[str, tuple[Label, Label]] = {}
        inks: tuple[tuple[str, Ink, str], ...] = (
            ("late", "danger", _("late")),
            ("under_way", "ink", _("under way")),
            ("to_start", "ink", _("to start")),
            ("done", "good", _("done")),
        )
        for key, ink, words in inks:
            number, label = Label(theme, "", "page", ink=ink), Label(theme, words, "secondary", ink="ink3")
            self._counts[key] = (number, label)
            row.addWidget(number)
            row.addWidget(label)
            row.addSpacing(4)
        row.addStretch(1)
        ways = [("list", _("List")), ("grid", _("Priorities")), ("time", meant("Time", "bars"))]
        self.way = Segments(theme, _("Show the plan as"), ways, "list")
        self.way.chosen.connect(self._choose_way)
        self.left_over = Link(theme, "")
        self.left_over.clicked.connect(self._make)
        top.far.addStretch(1)
        top.far.addWidget(self.way)
        self.paper = IconButton(theme, "printer", _("Print the plan (Ctrl+P)"), framed=True)
        self.paper.clicked.connect(self._print)
        top.far.addWidget(self.paper)
        self.new = Button(theme, _("New action"), "plus", kind="primary")
        self.new.clicked.connect(self._begin)
        top.far.addWidget(self.new)
        return top

    # showing

    def _show(self, page: PlanPage) -> None:
        if page.pair.scope != self._scope:
            return
        self._page = page
        name = page.pair.partnership.name
        crumbs = ((_("Partnerships"), Place("partnerships")), (name, Place("partnership", partnership=self._scope)))
        self.head(Heading(_("Improvement plan"), crumbs=crumbs))
        found = counts(page.lines, self._today())
        for key, (number, label) in self._counts.items():
            number.setText(str(getattr(found, key)))
            for part in (number, label):
                part.setVisible(bool(page.lines))
        self.card.setVisible(bool(page.lines))
        self._show_left_over(page)
        self._show_empty(page)
        settled = any(line.row.id == self._wanted and actions.is_settled(line.row) for line in page.lines)
        self._show_done = self._show_done or settled
        self.table.show_lines(page.lines, self._today(), show_done=self._show_done)
        for chart in (self.grid, self.time):
            chart.show_lines(page.lines, self._today())
        self.way.setVisible(bool(page.lines))
        self.paper.setVisible(bool(page.lines) and page.assessment is not None)
        self._select(page)
        self._whole.show()

    def _show_left_over(self, page: PlanPage) -> None:
        count = len(page.findings)
        words = plural("Make an action from {count} finding", "Make actions from {count} findings", count)
        self.left_over.setText(words)
        self.left_over.setAccessibleName(words)
        self.left_over.updateGeometry()
        self._place_left_over()
        self.left_over.setVisible(bool(page.findings and page.lines))

    def _place_left_over(self) -> None:
        """Let what can be made of findings stand in the line of the title where it has room, else below it."""
        top, link = self._top, self.left_over
        more = 0 if top.far.indexOf(link) >= 0 else link.sizeHint().width() + top.line.spacing()
        if sum(top.needed()) + more + top.line.spacing() <= top.width():
            top.far.insertWidget(0, link)
        else:
            self._column.insertWidget(1, link, alignment=Qt.AlignmentFlag.AlignLeading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_left_over()

    def _show_empty(self, page: PlanPage) -> None:
        if self.empty is not None:
            self.empty.hide()
            self.empty.deleteLater()
            self.empty = None
        # Without actions there is no table to take the height: what to do stands right under the heading.
        self._column.setStretchFactor(self._below, 1 if page.lines else 0)
        self._column.setStretch(self._column.count() - 1, 0 if page.lines else 1)
        if page.lines:
            return
        count = len(page.findings)
        if count:
            words = _("Each gap and recommendation becomes an action, with its item; who and when you add then.")
            make = plural("Make an action from {count} finding", "Make actions from {count} findings", count)
            self.empty = Empty(self.theme, _("No actions yet"), words, make, _("Write one"), icon="bulb")
            self.empty.started.connect(self._make)
            self.empty.asked.connect(self._begin)
        else:
            words = _("An action says what shall be done, by whom and by when. It may come from a finding or from you.")
            self.empty = Empty(self.theme, _("No actions yet"), words, _("New action"))
            self.empty.started.connect(self._begin)
        self._empty.addWidget(self.empty)

    def _select(self, page: PlanPage) -> None:
        """Keep the chosen action, choose the one asked for, else the first."""
        held = self._wanted or str(self.table.current() or "")
        self._wanted = ""
        ids = [self.table.plan.row(n).key for n in range(self.table.plan.rowCount()) if not self.table.plan.row(n).head]
        if ids:
            self.table.choose(held if held in ids else ids[0])
        self._choose(self.table.current())

    def _choose(self, key: object) -> None:
        page = self._page
        line = next((line for line in page.lines if line.row.id == key), None) if page else None
        self.details.setVisible(line is not None)
        if line is not None and page is not None:
            self.details.show_line(line, page)
            if self._to_name == key:
                self._to_name = ""
                self.details.focus_title()

    def _choose_way(self, way: str) -> None:
        self._shown.setCurrentIndex(("list", "grid", "time").index(way))

    def _fold(self) -> None:
        self._show_done = not self._show_done
        if self._page is not None:
            self._show(self._page)

    # changing

    def _begin(self) -> None:
        self.details.flush()
        self.operations.change(partial(actions.add, scope=self._scope, title=_("New action")), self._begun)

    def _begun(self, row: Action) -> None:
        self._wanted = self._to_name = row.id

    def _make(self) -> None:
        page = self._page
        if page is not None and page.findings:
            self.operations.change(partial(actions.make_from, findings=page.findings), self._made)

    def _made(self, made: list[Action]) -> None:
        words = plural("{count} action made", "{count} actions made", len(made))
        self.told.emit(words, partial(undo, self.operations, self._scope))

    def _change(self, row: Action, fields: Mapping[str, object]) -> None:
        self.operations.change(partial(_change, row, fields), None, self._complain)

    def _progress(self, row: Action, fields: Mapping[str, Any]) -> None:  # status, percent or note
        self.operations.change(partial(actions.set_progress, shown=row, **fields))

    def _complain(self, error: Exception) -> None:
        """Say what is wrong, and show again what is kept."""
        self.operations.failed.emit(error)
        self.redraw()

    def _remove(self, line: PlanLine) -> None:
        self.operations.change(partial(actions.remove, shown=line.row))
        back = partial(self.operations.change, partial(actions.bring_back, shown=line.row))
        self.told.emit(_("{code} deleted", code=line.code), back)

    # going

    def _open_history(self, line: PlanLine) -> None:
        self.open_requested.emit(Place("history", partnership=self._scope, noun="action", row=line.row.id))

    def _settle(self, line: PlanLine) -> None:
        self.open_requested.emit(Place("settle", scope=self._scope, noun="action", row=line.row.id))

    def _print(self) -> None:
        """Go to where the plan is printed, beside the assessment it comes from."""
        page = self._page
        if page is not None and page.assessment is not None and page.lines:
            self.details.flush()
            at = Place("report", partnership=self._scope, assessment=page.assessment.id, document="plan")
            self.open_requested.emit(at)

    def _open_item(self, line: PlanLine) -> None:
        page = self._page
        if page is not None and page.assessment is not None and line.item is not None:
            at = Place("assessment", partnership=self._scope, assessment=page.assessment.id, item=line.item.code)
            self.open_requested.emit(at)


# ── reading and changing ─────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, me: str, session: Session) -> PlanPage:
    return read_plan(session, scope, me)


def _change(row: Action, fields: Mapping[str, object], editor: Editor) -> None:
    actions.change(editor, row, **cast(ActionFields, fields))
