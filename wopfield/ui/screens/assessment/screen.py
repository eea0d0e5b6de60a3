"""The screen where an assessment is answered, item by item: tree, item, and what helps to rate it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store import assessments
from wopfield.store.item_reading import Asked, Reading, read, remember
from wopfield.store.workspace import Workspace
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place, Screen
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.exhibits import Pictures
from wopfield.ui.screens.assessment.heading import heading_of
from wopfield.ui.screens.assessment.history import HistoryPanel
from wopfield.ui.screens.assessment.intake import Intake, Offer, Taken
from wopfield.ui.screens.assessment.keys import begins_a_reading, commands_of, give
from wopfield.ui.screens.assessment.page import ItemPane
from wopfield.ui.screens.assessment.panes import Panes
from wopfield.ui.screens.assessment.side import SidePane
from wopfield.ui.screens.assessment.tree import TreePane
from wopfield.ui.screens.assessment.viewer import Viewer
from wopfield.ui.screens.assessment.way import way_on
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.photo import photo_patterns


class AssessmentScreen(Screen):
    """Answer an assessment: a peer review, a capacity assessment or the inspection of a site."""

    place = "assessment"
    focus_mode = True
    shows = frozenset(
        {
            "assessment",
            "answer",
            "agreed_rating",
            "evidence",
            "evidence_file",
            "finding",
            "action",
            "indicator_entry",
            "person",
            "member",
            "report",
            "checklist_version",
        }
    )

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        restyle: Callable[[Theme], None] | None = None,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace, self._restyle = workspace, restyle
        self._now = now
        self._asked = Asked("", "")
        self._reading: Reading | None = None
        self._waiting: list[Callable[[], object]] = []
        self._remembered = ("", "")
        self.deeds = Deeds(operations, workspace, self)
        self.pictures = Pictures(operations, workspace.files, self)
        self.intake = Intake(operations, workspace.files, self)
        self.tree = TreePane(theme)
        self.item = ItemPane(theme, self.deeds, self.pictures)
        self.side = SidePane(theme)
        self.history = HistoryPanel(theme)
        self.viewer = Viewer(theme, self.deeds, self.pictures, self)
        self._build()
        self._connect()

    # ── what the window asks ─────────────────────────────────────────────────────────────────────────────────

    def open(self, **ids: str) -> None:
        same = ids.get("partnership", "") == self._asked.scope and ids["assessment"] == self._asked.assessment
        item = ids.get("item", "") or (self._asked.item if same and not ids.get("area") else "")
        self._ask(Asked(ids.get("partnership", ""), ids["assessment"], item, ids.get("area", ""), self._history_on))

    def redraw(self) -> None:
        if self._asked.assessment:
            asked, person = self._asked, self.operations.author
            self.operations.read(
                lambda session: read(session, asked, person, indicator_catalogue()),
                partial(self._show, asked),
                self._fail,
            )

    def leave(self) -> None:
        self.item.flush()
        self.viewer.flush()

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(pane for pane in (self.tree, self.item, self._panes.far) if pane.isVisibleTo(self))

    def commands(self) -> tuple[Command, ...]:
        return commands_of(self)

    def go_back(self) -> bool:
        """Close what is open inside, from the inside out: large photo, field, finding, history."""
        on = QApplication.focusWidget()
        checks = self._reading is not None and self._reading.list.checks
        answers = checks and on is not None and self.item.answering.isAncestorOf(on)
        if not self.viewer.isHidden():
            self._close_viewer()
        elif answers or isinstance(on, QPlainTextEdit) or self.item.findings.close():
            (self.tree.focus if checks else self.item.answering.focus)()
        elif self._history_on:
            self.toggle_history()
        else:
            return False
        return True

    # ── going from item to item ──────────────────────────────────────────────────────────────────────────────

    @property
    def reading(self) -> Reading | None:
        """Return what is shown, None before the first reading has come."""
        return self._reading

    def go(self, code: str) -> None:
        """Open another item; what is typed in this one is kept first."""
        if not code or code == self._asked.item:
            return
        self.leave()
        by_tree = self.tree.view.hasFocus()
        self._ask(Asked(self._asked.scope, self._asked.assessment, code, "", self._history_on))
        if not by_tree:
            self.when_shown(self.item.answering.focus)

    def step(self, way: int) -> None:
        """Open the next or previous item of those the tree shows."""
        codes = self.tree.codes()
        if self._asked.item in codes:
            at = codes.index(self._asked.item) + way
            self.go(codes[at] if 0 <= at < len(codes) else "")

    def next_not_rated(self, way: int = 1) -> None:
        """Open the nearest item that is left to rate; say so where none is."""
        if self._reading is None:
            return
        progress = self._reading.list.progress
        find = progress.next_not_rated if way > 0 else progress.previous_not_rated
        code = find(self._asked.item)
        if code:
            self.go(code)
        else:
            self.told.emit(_("No other item is left to rate."), None)

    def when_shown(self, act: Callable[[], object]) -> None:
        """Act now, or as soon as the item that was asked for is shown: a key never hits the item before it."""
        if self.deeds.page is not None:
            act()
        else:
            self._waiting.append(act)

    # ── what a person does ───────────────────────────────────────────────────────────────────────────────────

    def rate(self, level: int) -> None:
        """Give a level, and show it before it is kept; where a reading is asked, the digit begins it."""
        if self.deeds.locked or self.item.answering.type_in(str(level)):
            return
        if self.item.answering.rate(level):
            self.deeds.rate(level)

    def toggle_history(self) -> None:
        """Open or close the history in place of the far pane."""
        on = not self._history_on
        asked = self._asked
        self._asked = Asked(asked.scope, asked.assessment, asked.item, asked.area, on)
        self._panes.show_far(self.history if on else self.side)
        if on:
            self.redraw()
            self.history.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.item.head.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_photos(self) -> None:
        """Let somebody choose photos to add."""
        if not self.deeds.locked:
            self.item.catcher.choose(_("Add photos to this item"), photo_patterns())

    def choose_documents(self) -> None:
        """Let somebody choose documents to attach."""
        if not self.deeds.locked:
            self.item.catcher.choose(_("Attach documents to this item"))

    def take_files(self, paths: list[str]) -> None:
        """Add files that were dropped, pasted or chosen."""
        self._take([Offer.of_file(path) for path in paths])

    def take_picture(self, image: QImage) -> None:
        """Add a picture from the clipboard."""
        self._take([Offer(image=image)])

    def close_assessment(self, *, closed: bool) -> None:
        """Close the assessment to changes, or open it again."""
        if self._reading is not None and self._reading.list.issued is None:
            shown = self._reading.list.assessment
            self.leave()
            self.operations.change(lambda editor: assessments.close(editor, shown, closed=closed), None, self._fail)

    def hide_colleagues(self, hidden: bool) -> None:
        """Choose whether colleagues' ratings stay hidden until one has rated; holds for this assessment."""
        if self._reading is not None:
            shown = self._reading.list.assessment
            self.operations.change(lambda editor: assessments.set_hidden(editor, shown, hidden), None, self._fail)

    def print_for_paper(self) -> None:
        """Go to where the checklist is printed, to be filled in by hand."""
        self._open_beside("report", document="checklist")

    def _open_beside(self, place: str, **more: str) -> None:
        """Go to another screen on the same assessment."""
        ids = {"partnership": self._asked.scope, "assessment": self._asked.assessment}
        self.open_requested.emit(Place(place, **ids, **more))

    def _answer_in_line(self, code: str, key: str) -> None:
        """Give the answer that was pressed in the line of a check, unless its list is being left."""
        if self._reading is not None and self._reading.list.assessment.id == self._asked.assessment:
            self.go(code)
            self.when_shown(partial(give, self, key))

    # ── putting together ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def _history_on(self) -> bool:
        return self._panes.far.currentWidget() is self.history

    def _build(self) -> None:
        self._panes = Panes(self.theme, self.tree, self.item, (self.side, self.history))
        self._panes.hide()  # until there is something to show
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._panes)

    def _connect(self) -> None:
        item, deeds = self.item, self.deeds
        self.tree.item_chosen.connect(self.go)
        self.tree.answered.connect(self._answer_in_line)
        self.tree.foot.paper_asked.connect(self.print_for_paper)
        if self._restyle is not None:
            self.tree.foot.worn.connect(self._restyle)
        self.tree.entered.connect(lambda: self.when_shown(self.item.answering.focus))
        item.answering.rated.connect(deeds.rate)
        item.answering.valued.connect(deeds.give_value)
        item.answering.does_not_apply.connect(deeds.does_not_apply)
        item.answering.photo_asked.connect(self.choose_photos)
        item.answering.gap_noted.connect(self._note_gap)
        item.controls.does_not_apply.connect(deeds.does_not_apply)
        item.controls.not_seen.connect(deeds.not_seen)
        item.controls.graded.connect(deeds.confidence)
        item.head.flagged.connect(deeds.flag)
        item.head.history_asked.connect(self.toggle_history)
        item.head.side_asked.connect(self._panes.toggle_far)
        self._panes.narrowed.connect(item.head.side.setVisible)
        item.exhibits.photo_asked.connect(self.choose_photos)
        item.exhibits.document_asked.connect(self.choose_documents)
        item.exhibits.opened.connect(self._open_viewer)
        item.catcher.files.connect(self.take_files)
        item.catcher.picture.connect(self.take_picture)
        item.footer.previous.connect(lambda: self.step(-1))
        item.footer.next_not_rated.connect(self.next_not_rated)
        item.footer.agreeing_asked.connect(lambda: self._open_beside("agree"))
        item.strips.settle_asked.connect(self._settle)
        item.strips.reopened.connect(lambda: self.close_assessment(closed=False))
        self.side.action_opened.connect(
            lambda action: self.open_requested.emit(Place("plan", partnership=self._asked.scope, action=action))
        )
        self.history.closed.connect(self.toggle_history)
        self.history.taken_back.connect(deeds.take_back)
        self.viewer.closed.connect(self._close_viewer)
        self.viewer.copy_asked.connect(deeds.save_copy)
        self.intake.ended.connect(self._taken_in)
        deeds.told.connect(self.told)
        deeds.troubled.connect(item.strips.complain)
        deeds.troubled.connect(self.redraw)  # a level that was not kept is not shown as given

    # ── reading and showing ──────────────────────────────────────────────────────────────────────────────────

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.deeds.page = None
        self._waiting.clear()
        self.redraw()

    def _show(self, asked: Asked, found: Reading) -> None:
        if asked != self._asked:
            return  # another item was asked for meanwhile
        self._reading = found
        page = found.page
        self.deeds.list, self.deeds.page = found.list, page
        self.head(heading_of(found.list))
        self._panes.show_checks(found.list.checks)
        self._panes.show()
        self.item.setVisible(page is not None)
        if page is None:
            self.tree.show_list(found.list, "")
            return
        if self._asked.item != page.item.code:
            self._asked = Asked(asked.scope, asked.assessment, page.item.code, "", asked.history)
        now = self._now()
        self.tree.show_list(found.list, page.item.code)
        self.item.show_page(page, locked=found.list.closed)
        self.item.strips.show_state(found.list, page.item.number, found.conflict, now)
        self.side.show_page(page, found.figures, now)
        if found.history is not None:
            self.history.show_history(found.history, found.list, page.item.number, now)
        if not self.viewer.isHidden():
            self.viewer.show_exhibits(page.exhibits, locked=found.list.closed)
        self.item.footer.show_way(way_on(found, page.item.code, self.tree.codes()))
        self._remember()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _remember(self) -> None:
        asked = self._asked
        place = (asked.assessment, asked.item)
        if place != self._remembered and self.isVisible():
            self._remembered = place
            self.operations.jot(lambda database: remember(database, asked))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Trouble) and self._reading is not None:
            self.item.strips.complain(error)
        else:
            self.operations.failed.emit(error)

    # ── smaller things ───────────────────────────────────────────────────────────────────────────────────────

    def _take(self, offers: list[Offer]) -> None:
        page = self.deeds.page
        if page is not None and not self.deeds.locked:
            self.intake.take(offers, page)

    def _taken_in(self, taken: Taken) -> None:
        for trouble in taken.troubles[:1]:
            self.item.strips.complain(trouble)
        page = self.deeds.page
        if taken.added and page is not None:
            if page.item.response_type == "photo":
                self.deeds.give_value(taken.added[0])
            words = plural(
                "{count} file added to {number}",
                "{count} files added to {number}",
                len(taken.added),
                number=page.item.number,
            )
            self.told.emit(words, None)

    def _note_gap(self, text: str) -> None:
        page = self.deeds.page
        if page is not None:
            self.deeds.add_finding("gap", text, page.item.risk or "medium")
            if self._reading is not None and self._reading.list.checks and self.item.writes_gap():
                QTimer.singleShot(0, self.tree.focus)  # Enter in the line: the next check is an arrow away

    def _open_viewer(self, at: int) -> None:
        page = self.deeds.page
        if page is not None:
            self.viewer.setGeometry(self.rect())
            self.viewer.show_exhibits(page.exhibits, locked=self.deeds.locked, at=at)
            self.viewer.show()
            self.viewer.raise_()
            self.viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_viewer(self) -> None:
        self.viewer.flush()
        self.viewer.hide()
        self.item.answering.focus()

    def _settle(self) -> None:
        conflict = self._reading.conflict if self._reading is not None else None
        if conflict is not None:
            at = conflict.place
            self.open_requested.emit(Place("settle", partnership=at.scope, scope=at.scope, noun=at.noun, row=at.row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The digits a level has are commands and come by them.
        open_to_it = self.deeds.page is not None and not self.deeds.locked
        if not (open_to_it and begins_a_reading(event) and self.item.answering.type_in(event.text())):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewer.setGeometry(self.rect())
