"""Agree the ratings: who rated what, the biggest difference first, and the team's one level with its reason."""

from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.audience import audience_of
from wopfield.language import _, plural
from wopfield.store import agreed_ratings, agreeing, kept
from wopfield.store.agreeing import Board, BoardRow
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.tables import AgreedRating
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.row_text import RowText
from wopfield.ui.screen import Command, Heading, Place, Progress, Screen
from wopfield.ui.screens.agree.board import BoardTable
from wopfield.ui.screens.agree.board_model import Filter, Order, ordered, passes
from wopfield.ui.screens.agree.panel import DOES_NOT_APPLY, Panel
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level import LevelMark, level_name
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.strip import Strip


@dataclass(frozen=True, slots=True)
class _Read:
    board: Board
    person: str
    drafts: dict[str, str]
    """What was being typed as a reason and never left, by the id of the agreed rating."""


class AgreeScreen(Screen):
    """One assessment's ratings; needs ``partnership`` and ``assessment``, may have ``item``."""

    place = "agree"
    tab = "assessments"
    focus_mode = True
    shows = frozenset({"answer", "agreed_rating", "assessment", "person", "report", "checklist_version"})

    def __init__(
        self, theme: Theme, operations: Operations, workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, operations, parent)
        self._scope = self._assessment = self._item = self._person = ""
        self._board: Board | None = None
        self._drafts: dict[str, str] = {}
        why = RowText(theme, operations, workspace.database, _("Why"), "reason", hint=_("Why this level"), most=4)
        self._build(why)

    @property
    def why(self) -> RowText:
        """Return the field for the reason."""
        return self._panel.why

    # what the window asks

    def open(self, **ids: str) -> None:
        if (ids["partnership"], ids["assessment"]) != (self._scope, self._assessment):
            self._board = None
        self._scope, self._assessment = ids["partnership"], ids["assessment"]
        self._item = ids.get("item", self._item)
        if self._board is None:
            self.head(Heading(_("Agree the ratings")))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_load, self._scope, self._assessment), self._show)

    def leave(self) -> None:
        self._panel.why.flush()

    def commands(self) -> tuple[Command, ...]:
        found = [
            Command(_("Agree on {level}", level=f"{level} {level_name(level)}"), partial(self._pick, level), str(level))
            for level in range(5)
        ]
        found += [
            Command(_("Agree that it does not apply"), partial(self._pick, DOES_NOT_APPLY), "A"),
            Command(_("Does not apply"), partial(self._pick, DOES_NOT_APPLY), "N"),
            Command(_("Agree and next"), self._go_on, "Ctrl+Return", "check"),
            Command(_("Next to agree"), partial(self._step, 1), "Ctrl+Down", "arrow-right"),
            Command(_("Previous to agree"), partial(self._step, -1), "Ctrl+Up", "arrow-left"),
            Command(_("Talk later"), self._talk_later, "L", "message"),
            Command(_("Take the agreement back"), self._take_back, "Delete", "x"),
            Command(_("Open the item"), self._open_item, "", "clipboard-check"),
        ]
        return tuple(found)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._filters, self._table, self._panel)

    # building

    def _build(self, why: RowText) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(12)
        self._locked = Strip(self.theme, "issued")
        self._locked.hide()
        column.addWidget(self._locked)
        column.addWidget(self._built_bar())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._built_table(), 7)
        self._panel = Panel(self.theme, why)
        self._panel.setMaximumWidth(self.theme.px(420))
        self._panel.levels.picked.connect(self._pick)
        self._panel.readers.chosen.connect(self._set_readers)
        self._panel.later_pressed.connect(self._talk_later)
        self._panel.next_pressed.connect(self._go_on)
        self._panel.history_asked.connect(self._open_history)
        self._panel.item_asked.connect(self._open_item)
        row.addWidget(self._panel, 3)
        self._work = QWidget()
        self._work.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._work, 1)
        self._empty = Empty(
            self.theme,
            _("Nobody has rated anything yet"),
            _("As soon as reviewers have rated, their ratings stand here beside one another."),
            _("Start rating"),
            icon="clipboard-check",
        )
        self._empty.started.connect(self._open_item)
        self._empty.hide()
        column.addWidget(self._empty)
        column.addStretch(0)

    def _built_bar(self) -> QWidget:
        bar = Ends(gap=10)
        names: list[tuple[str, str]] = [("open", ""), ("one", ""), ("same", ""), ("all", "")]
        self._filters = Segments(self.theme, _("Which items"), names, "all")
        self._filters.chosen.connect(self._filter)
        bar.near.addWidget(self._filters)
        self._all_same = Link(self.theme, "")
        self._all_same.clicked.connect(self._agree_same)
        bar.near.addWidget(self._all_same)
        bar.near.addStretch(1)
        sort = Label(self.theme, _("Sort"), "secondary")
        sort.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        bar.far.addWidget(sort)
        self._order = ChoiceBox(self.theme, _("Sort"))
        self._order.addItem(_("Biggest difference first"), "difference")
        self._order.addItem(_("As in the checklist"), "checklist")
        self._order.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._order.currentIndexChanged.connect(self._fill)
        bar.far.addWidget(self._order)
        return bar

    def _built_table(self) -> QWidget:
        card = Card(self.theme, margins=(1, 4, 1, 10), spacing=8)
        self._table = BoardTable(self.theme, _("Ratings"))
        self._table.item_chosen.connect(self._choose)
        card.body.addWidget(self._table, 1)
        legend = Flow(gap=14)
        for level in range(5):
            legend.addWidget(self._meaning(LevelMark(self.theme, level, 22), level_name(level)))
        none = LevelMark(self.theme, None, 22, does_not_apply=True)
        legend.addWidget(self._meaning(none, _("does not apply")))
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 2, 14, 2)
        foot.addLayout(legend)
        card.body.addLayout(foot)
        return card

    def _meaning(self, mark: LevelMark, words: str) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(mark)
        row.addWidget(Label(self.theme, words, "secondary"))
        return whole

    # showing

    def _show(self, read: _Read) -> None:
        first = self._board is None
        self._board, self._person, self._drafts = read.board, read.person, read.drafts
        board = read.board
        total = len(board.rows)
        rest = total - board.agreed
        self.head(
            Heading(
                _("Agree the ratings"),
                " · ".join(filter(None, (board.assessment.title, board.mentee))),
                progress=Progress(
                    board.agreed,
                    total,
                    _("{done} of {total} agreed", done=board.agreed, total=total),
                    _("{count} to settle", count=rest) if rest else _("all settled"),
                ),
            )
        )
        self._locked.setVisible(board.closed)
        self._locked.show_words(_("This assessment is closed"), _("What the team agreed can be read, not changed."))
        self._work.setVisible(bool(board.rows))
        self._empty.setVisible(not board.rows)
        self._count()
        if first:
            self._filters.choose("open" if rest and not board.closed else "all")
        elif not rest and self._filters.current() == "open":
            self._filters.choose("all")
        self._fill()
        if first:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        rows = self._board.rows if self._board else ()
        counts = {which: sum(passes(row, which) for row in rows) for which in ("open", "one", "same", "all")}
        for which, words in (
            ("open", _("To settle {count}", count=counts["open"])),
            ("one", _("Differ by 1  {count}", count=counts["one"])),
            ("same", _("Same  {count}", count=counts["same"])),
            ("all", _("All {count}", count=counts["all"])),
        ):
            self._filters.set_words(which, words)
        same = sum(not row.is_agreed and row.same_level is not None for row in rows)
        self._all_same.setVisible(bool(same) and not (self._board and self._board.closed))
        self._all_same.setText(plural("Agree the one rated the same", "Agree the {count} rated the same", same))
        self._all_same.updateGeometry()

    def _fill(self, _place: int = 0) -> None:
        if self._board is None:
            return
        which = cast(Filter, self._filters.current() or "all")
        order = cast(Order, self._order.currentData())
        rows = [row for row in self._board.rows if passes(row, which) or row.item.code == self._item]
        self._table.show_rows(self._board, ordered(rows, order), self._item)
        self._show_row()

    def _filter(self, _which: str) -> None:
        self._item = ""
        self._fill()

    def _choose(self, code: str) -> None:
        self._item = code
        self._show_row()

    def _show_row(self) -> None:
        row = self._table.current()
        if self._board is None:
            return
        self._item = row.item.code if row else self._item
        self._panel.show_row(self._board, row)
        if row is not None:
            draft = self._drafts.get(row.agreed.id)
            locked = self._board.closed or row.hidden
            self._panel.why.show_row(row.agreed, self._person, draft=draft, locked=locked)

    # doing

    def _pick(self, number: int) -> None:
        row = self._table.current()
        if row is None or self._board is None or self._board.closed or row.hidden:
            return
        self._panel.why.flush()
        self._panel.levels.show_picked(number)
        self.operations.change(partial(_agree, row.agreed, number, self._panel.why.toPlainText()))

    def _set_readers(self, audience: str) -> None:
        row = self._table.current()
        if row is not None:
            self._panel.why.flush()
            self.operations.change(partial(_open_to, row.agreed, audience))

    def _take_back(self) -> None:
        row = self._table.current()
        if row is None or not row.is_agreed or self._board is None or self._board.closed:
            return
        before = DOES_NOT_APPLY if row.agreed.does_not_apply else row.agreed.level
        self.operations.change(partial(_agree, row.agreed, None, row.agreed.reason))
        again = partial(self.operations.change, partial(_agree, row.agreed, before, row.agreed.reason))
        self.told.emit(_("Agreement on {number} taken back", number=row.item.number), again)

    def _talk_later(self) -> None:
        row = self._table.current()
        if row is None or row.is_agreed or self._board is None or self._board.closed:
            return
        self._panel.why.flush()
        later = not row.agreed.talk_later
        self.operations.change(partial(_park, row.agreed, later))
        if later:
            self._go_next(row)

    def _go_on(self) -> None:
        """Agree if all rated the same and nobody picked another level, and go to the next that is not agreed."""
        row = self._table.current()
        if row is None or self._board is None:
            return
        self._panel.why.flush()
        if not row.is_agreed and row.same_level is not None and not self._board.closed and not row.hidden:
            self._pick(row.same_level)
        self._go_next(row)

    def _go_next(self, row: BoardRow) -> None:
        waiting = self._waiting(row, 1)
        target = next((each for each in waiting if not each.agreed.talk_later), waiting[0] if waiting else None)
        if target is not None:
            self._table.choose(target.item.code)

    def _step(self, way: int) -> None:
        """Go to the next or the previous row that is not agreed, and decide nothing."""
        row = self._table.current()
        waiting = self._waiting(row, way) if row is not None else []
        if waiting:
            self._table.choose(waiting[0].item.code)

    def _waiting(self, row: BoardRow, way: int) -> list[BoardRow]:
        """Return the other rows that are not agreed, as somebody meets them who goes down (1) or up (-1) and round."""
        model = self._table.rows
        count, here = model.rowCount(), model.place_of(row.item.code)
        met = (model.row_at((here + way * step) % count) for step in range(1, count))
        return [each for each in met if each is not None and not each.is_agreed]

    def _agree_same(self) -> None:
        if self._board is not None:
            self.operations.change(partial(_agree_same, self._board.rows), self._agreed_same)

    def _agreed_same(self, count: int) -> None:
        self.told.emit(plural("{count} item agreed.", "{count} items agreed.", count), None)

    def _open_item(self) -> None:
        place = {"partnership": self._scope, "assessment": self._assessment}
        self.open_requested.emit(Place("assessment", **place, **({"item": self._item} if self._item else {})))

    def _open_history(self) -> None:
        row = self._table.current()
        if row is not None:
            self.open_requested.emit(Place("history", partnership=self._scope, noun="agreed_rating", row=row.agreed.id))


def _load(scope: str, assessment: str, session: Session) -> _Read:
    person = kept.get(session, kept.PERSON)
    board = agreeing.read_board(session, scope, assessment, person)
    return _Read(board, person, agreeing.typed_reasons(session, scope))


def _agree(shown: AgreedRating, number: int | None, reason: str, editor: Editor) -> None:
    none = number == DOES_NOT_APPLY
    agreed_ratings.agree(editor, shown, level=None if none else number, does_not_apply=none, reason=reason)


def _open_to(shown: AgreedRating, audience: str, editor: Editor) -> None:
    agreed_ratings.set_readers_of_reason(editor, shown, audience_of(audience))


def _park(shown: AgreedRating, later: bool, editor: Editor) -> None:
    agreed_ratings.set_talk_later(editor, shown, later)


def _agree_same(rows: tuple[BoardRow, ...], editor: Editor) -> int:
    return agreeing.agree_where_same(editor, rows)
