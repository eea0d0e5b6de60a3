"""One action in full, each field of which keeps itself when it is left."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wopfield.domain.checklist import Checklist
from wopfield.language import _
from wopfield.store import actions
from wopfield.store.plan_page import PlanLine, PlanPage
from wopfield.ui.screens.plan.groups import horizon_words, priority_words, status_words
from wopfield.ui.theme import SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.form import beside, labelled
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level import LevelMark, level_name
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.progress import Bar
from wopfield.ui.widgets.readers import Readers
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.text import GrowingText, LineText, based_on

_STEPS = (0, 25, 50, 75, 100)


class Details(Card):
    """The panel at the far side."""

    changed = Signal(object, object)
    """The Action as shown and the fields that are another."""
    progressed = Signal(object, object)
    """The Action as shown and what is another of status, percent and note."""
    history_asked = Signal(object)
    settle_asked = Signal(object)
    item_opened = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 10, 1, 1), spacing=6, parent=parent)
        self._theme = theme
        self.line: PlanLine | None = None
        self._items: tuple[tuple[str, str], ...] = ()
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 10, 0)
        self.code = Pill(theme, "", "outline")
        top.addWidget(self.code)
        top.addStretch(1)
        self.readers = Readers(theme)
        self.readers.chosen.connect(partial(self._change, "audience"))
        top.addWidget(self.readers)
        history = IconButton(theme, "history", _("History of this action"))
        history.clicked.connect(lambda: self.history_asked.emit(self.line))
        more = IconButton(theme, "dots", _("More"))
        more.clicked.connect(partial(self._show_more, more))
        top.addWidget(history)
        top.addWidget(more)
        self.body.addLayout(top)
        self.open_strip = Strip(theme, "conflict", _("This action was changed in two places"))
        self.open_strip.add_button("settle", _("Settle"))
        self.open_strip.pressed.connect(lambda _key: self.settle_asked.emit(self.line))
        self.open_strip.hide()
        self.body.addWidget(self.open_strip)
        page = Page(theme, margins=(16, 0, 16, 16), spacing=9)
        self.body.addWidget(page, 1)
        self._build(page.body)

    def show_line(self, line: PlanLine, page: PlanPage) -> None:
        """Show an action; a field somebody is typing in keeps what is typed."""
        if self.line is not None and self.line.row.id != line.row.id:
            self.flush()
            for day in (self.starts, self.due):
                day.forget()  # what was typed of another action and is no day is none of this one's
        self.line = line
        row = line.row
        self.code.set_status(line.code, "outline")
        self.readers.show_audience(row.audience)
        self.open_strip.setVisible(bool(row.open))
        for field in ("title", "owner", "support", "resources", "expected_result"):
            shown: LineText | GrowingText = getattr(self, field)
            shown.show_text(getattr(row, field), row)
        self.notes.show_text(row.done_note, row)
        self.starts.show_day(row.starts, row)
        self.due.show_day(row.due, row)
        self.status.setCurrentIndex(self.status.findData(row.status))
        self.horizon.setCurrentIndex(self.horizon.findData(row.horizon))
        self.goal.setCurrentIndex(self.goal.findData(row.goal_level))
        self.priority.choose(row.priority)
        self.bar.set_share(row.percent, 100, _("{percent} % done", percent=row.percent))
        self.percent.setText(_("{percent} %", percent=row.percent))
        self.step.choose(str(row.percent) if row.percent in _STEPS else "")
        self._show_item(line, page.checklist)
        self._names.setStringList(list(page.people))

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self.findChildren(LineText):
            line.flush()
        for text in self.findChildren(GrowingText):
            text.flush()
        for day in self.findChildren(DayField):
            day.flush()

    def focus_title(self) -> None:
        """Put the keyboard on the title, with all of it chosen."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    # building

    def _build(self, body: QVBoxLayout) -> None:
        theme = self._theme
        self.title = GrowingText(theme, _("Title"), least=1, most=4)
        self.title.setFont(theme.font(17, SEMIBOLD))
        self.title.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title.left.connect(partial(self._change, "title"))
        body.addWidget(self.title)
        body.addLayout(self._built_item())
        self._names = QStringListModel(self)
        self.owner, self.support = self._name_field(_("Owner")), self._name_field(_("Supported by"))
        self.owner.left.connect(partial(self._change, "owner"))
        self.support.left.connect(partial(self._change, "support"))
        self.due, self.starts = DayField(theme, _("Due")), DayField(theme, _("Starts"))
        self.due.chosen.connect(partial(self._change, "due"))
        self.starts.chosen.connect(partial(self._change, "starts"))
        self.status = self._choice(_("Status"), [(key, status_words(key)) for key in actions.STATUSES])
        self.status.activated.connect(lambda: self._progress("status", self.status.currentData()))
        levels = [(level, _("level {level}, {name}", level=level, name=level_name(level))) for level in range(5)]
        self.goal = self._choice(_("Goal level"), [(None, _("no goal level")), *levels])
        self.goal.activated.connect(lambda: self._change("goal_level", self.goal.currentData()))
        priorities = [(key, priority_words(key)) for key in actions.PRIORITIES]
        self.priority = Segments(theme, _("Priority"), priorities)
        self.priority.chosen.connect(partial(self._change, "priority"))
        self.horizon = self._choice(_("Horizon"), [(key, horizon_words(key)) for key in actions.HORIZONS])
        self.horizon.activated.connect(lambda: self._change("horizon", self.horizon.currentData()))
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Owner"), self.owner),
            (_("Due"), self.due),
            (_("Status"), self.status),
            (_("Priority"), self.priority),
        )
        for words, field in rows:
            body.addWidget(beside(theme, words, field))
        body.addWidget(self._built_progress())
        self.notes = GrowingText(theme, _("Notes"), least=2)
        self.notes.left.connect(partial(self._progress, "done_note"))
        body.addWidget(labelled(theme, _("Notes"), self.notes))
        self.expected_result = GrowingText(
            theme, _("Expected result"), hint=_("Such as “All 5 meters read every month”"), least=1
        )
        self.expected_result.left.connect(partial(self._change, "expected_result"))
        body.addWidget(labelled(theme, _("Expected result"), self.expected_result))
        self.resources = LineText(theme, _("Resources"), hint=_("Such as “5 meters, 10 days”"))
        self.resources.left.connect(partial(self._change, "resources"))
        rest: tuple[tuple[str, QWidget], ...] = (
            (_("Goal level"), self.goal),
            (_("Starts"), self.starts),
            (_("Supported by"), self.support),
            (_("Horizon"), self.horizon),
            (_("Resources"), self.resources),
        )
        for words, field in rest:
            body.addWidget(beside(theme, words, field))
        body.addStretch(1)

    def _built_item(self) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.level = LevelMark(theme, None, 26)
        row.addWidget(self.level)
        self.item = Link(theme, "", size=13)
        self.item.clicked.connect(lambda: self.item_opened.emit(self.line))
        row.addWidget(self.item, 1)
        self.goal_words = Label(theme, "", "secondary", weight=SEMIBOLD)
        row.addWidget(self.goal_words)
        change = IconButton(theme, "pencil", _("Choose the item this action brings forward"))
        change.clicked.connect(self._choose_item)
        row.addWidget(change)
        column.addLayout(row)
        self.items = ChoiceBox(theme, _("Item"))
        self.items.setEditable(True)
        self.items.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        completer = self.items.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.items.activated.connect(self._take_item)
        self.items.hide()
        column.addWidget(self.items)
        return column

    def _built_progress(self) -> QWidget:
        theme = self._theme
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(Label(theme, _("Progress"), "strong", weight=SEMIBOLD))
        top.addStretch(1)
        self.percent = Label(theme, "", "secondary")
        top.addWidget(self.percent)
        column.addLayout(top)
        self.bar = Bar(theme, 10)
        column.addWidget(self.bar)
        self.step = Segments(theme, _("Progress"), [(str(step), _("{percent} %", percent=step)) for step in _STEPS])
        self.step.chosen.connect(lambda key: self._progress("percent", int(key)))
        column.addWidget(self.step)
        return whole

    def _name_field(self, name: str) -> LineText:
        field = LineText(self._theme, name)
        completer = QCompleter(self._names, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
        return field

    def _choice(self, name: str, choices: Sequence[tuple[object, str]]) -> ChoiceBox:
        box = ChoiceBox(self._theme, name)
        for key, words in choices:
            box.addItem(words, key)
        # The narrow column is not widened by the longest choice there is.
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    # showing and changing

    def _show_item(self, line: PlanLine, checklist: Checklist | None) -> None:
        item, goal = line.item, line.row.goal_level
        self.items.hide()
        self.level.setVisible(item is not None)
        self.level.set_level(line.level)
        words = f"{item.number} {item.title}" if item else line.row.item or _("No item")
        self.item.setText(words)
        self.item.setAccessibleName(_("Open {item}", item=words))
        self.item.setEnabled(item is not None)
        self.goal_words.setText(_("goal: level {level}", level=goal) if goal is not None else "")
        listed = [("", _("No item"))]
        listed += [(each.code, f"{each.number} {each.title}") for each in checklist.items] if checklist else []
        if tuple(listed) != self._items:
            self._items = tuple(listed)
            self.items.clear()
            for code, title in listed:
                self.items.addItem(title, code)

    def _choose_item(self) -> None:
        self.items.setCurrentIndex(max(0, self.items.findData(self.line.row.item if self.line else "")))
        self.items.show()
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)
        if (field := self.items.lineEdit()) is not None:
            field.selectAll()

    def _take_item(self, number: int) -> None:
        self.items.hide()
        self._change("item", str(self.items.itemData(number) or ""))

    def _change(self, field: str, value: object) -> None:
        if self.line is not None:
            row = based_on(getattr(self, field, None), self.line.row)
            if value != getattr(row, field):
                self.changed.emit(row, {field: value})

    def _progress(self, field: str, value: object) -> None:
        if self.line is not None:
            row = based_on(self.notes if field == "done_note" else None, self.line.row)
            if value != getattr(row, field):
                self.progressed.emit(row, {field: value})

    def _show_more(self, button: IconButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Delete this action"), lambda: self.removed.emit(self.line))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
