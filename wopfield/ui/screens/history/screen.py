"""The history of a partnership: who, when, on which laptop, what, from what to what; and undo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.log import Change
from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store import history, putting_back, timeline
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.naming import partnership_name
from wopfield.store.tables import NOUNS
from wopfield.store.timeline import Happening, Kind, Page, Wanted
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.moments import number_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.history.details import Details
from wopfield.ui.screens.history.lines import HappeningsList
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.strip import Strip

_DETAILS, _LEAST_DETAILS, _AT_ONCE = 400, 270, 200
_ALL = "all"


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read: of which partnership and for which filter, a page, and who may be chosen."""

    scope: str
    wanted: Wanted
    page: Page
    authors: dict[str, str]
    partnership: str


class HistoryScreen(Screen):
    """Everything that happened in a partnership, newest first."""

    place = "history"
    rail = "partnerships"
    tab = "history"
    shows = frozenset({*NOUNS, EXCHANGE})

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._scope = ""
        self._wanted = Wanted()
        self._pages: list[Page] = []
        self._shown_until = _AT_ONCE
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope, noun, row = (ids.get(name, "") for name in ("partnership", "noun", "row"))
        if (scope, noun, row) != (self._scope, self._wanted.noun, self._wanted.row):
            self._scope = scope
            self._pages, self._shown_until, self._wanted = [], _AT_ONCE, Wanted(noun=noun, row=row)
            self._kinds.choose(_ALL)
            self._people.setCurrentIndex(0)
            self._fill()
        self._strip.hide()
        self._say_heading("")
        self.redraw()

    def redraw(self) -> None:
        """Read again from the newest on, as far as was shown."""
        self.operations.read(partial(_read, self._scope, self._wanted, None, self._shown_until), self._show_newest)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Undo my last change"), self._undo, "Ctrl+Z", "arrow-back-up"),
            Command(_("Bring back what was undone"), self._redo, "Ctrl+Shift+Z", "arrow-forward-up"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._filters, self._only, self._left, self._details)

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._built_filters())
        self._strip = Strip(self.theme, "warning", closable=True)
        self._strip.hide()
        column.addWidget(self._strip)
        self._only = Strip(self.theme, "issued", icon="history")
        self._only.add_button("all", _("Show everything"))
        self._only.pressed.connect(self._show_everything)
        self._only.hide()
        column.addWidget(self._only)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._built_left(), 1)
        self._details = Details(self.theme)
        self._details.put_back.connect(self._put_back)
        self._details.brought_back.connect(self._bring_back)
        self._details.setMinimumWidth(self.theme.px(_LEAST_DETAILS))
        self._details.setMaximumWidth(self.theme.px(_DETAILS))
        row.addWidget(self._details, 1)
        row.setStretch(0, 2)
        column.addLayout(row, 1)

    def _built_filters(self) -> QWidget:
        self._filters = QWidget()
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        kinds = (
            (_ALL, _("All")),
            ("ratings", _("Ratings")),
            ("findings", _("Findings")),
            ("figures", _("Figures")),
            ("visits", _("Visits")),
            ("plan", _("Plan")),
            ("other", _("Other")),
        )
        self._kinds = Segments(self.theme, _("Kind of change"), kinds, _ALL)
        self._kinds.chosen.connect(self._filter)
        row.addWidget(self._kinds)
        row.addStretch(1)
        self._people = ChoiceBox(self.theme, _("By whom"))
        self._people.addItem(_("Everybody"), "")
        self._people.setMinimumWidth(self.theme.px(150))
        self._people.setMaximumWidth(self.theme.px(260))
        self._people.activated.connect(self._filter)
        row.addWidget(self._people, 1)
        return self._filters

    def _built_left(self) -> QWidget:
        self._left = Card(self.theme, margins=(1, 1, 1, 0), spacing=0)
        self._list = HappeningsList(self.theme)
        self._list.chosen.connect(self._chosen)
        self._left.body.addWidget(self._list, 1)
        self._none = Label(self.theme, _("Nothing of this kind has happened yet."), "secondary", wrap=True)
        self._none.setContentsMargins(18, 14, 18, 14)
        self._left.body.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        self._left.body.addWidget(Line(self.theme))
        self._left.body.addWidget(self._built_foot())
        return self._left

    def _built_foot(self) -> Ends:
        foot = Ends(gap=8)
        foot.setContentsMargins(16, 9, 12, 10)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._count = Label(self.theme, "", "body", weight=MEDIUM)
        words.addWidget(self._count)
        promise = _("Nothing is ever erased. Undo adds a new line here.")
        words.addWidget(Label(self.theme, promise, "caption", wrap=True))
        foot.near.addLayout(words, 1)
        self._more = Button(self.theme, _("Show more"), "arrow-down", kind="link")
        self._more.clicked.connect(self._show_more)
        foot.far.addStretch(1)
        foot.far.addWidget(self._more)
        undo = Button(self.theme, _("Undo my last change"), "arrow-back-up")
        undo.clicked.connect(self._undo)
        foot.far.addWidget(undo)
        return foot

    # showing

    def _say_heading(self, name: str) -> None:
        here = ((name, Place("partnership", partnership=self._scope)),) if name else ()
        self.head(Heading(_("History"), crumbs=((_("Partnerships"), Place("partnerships")), *here)))

    def _show_newest(self, found: _Found) -> None:
        if (found.scope, found.wanted) != (self._scope, self._wanted):
            return
        self._say_heading(found.partnership)
        self._offer_people(found.authors)
        self._pages = [found.page]
        self._fill()

    def _show_older(self, found: _Found) -> None:
        if (found.scope, found.wanted) == (self._scope, self._wanted):
            self._pages.append(found.page)
            self._shown_until = len(self._happenings())
            self._fill()

    def _offer_people(self, authors: dict[str, str]) -> None:
        offered = [("", _("Everybody")), *sorted(authors.items(), key=lambda one: one[1].casefold())]
        before = [self._people.itemData(place) for place in range(self._people.count())]
        if before == [key for key, _name in offered]:
            return
        self._people.clear()
        for key, name in offered:
            self._people.addItem(name, key)
        self._people.setCurrentIndex(max(0, self._people.findData(self._wanted.author)))

    def _happenings(self) -> list[Happening]:
        return [happening for page in self._pages for happening in page.happenings]

    def _fill(self) -> None:
        found = self._happenings()
        names = {row_id: name for page in self._pages for row_id, name in page.names.items()}
        self._list.show_happenings(found, names, has_server=self._has_server)
        older = bool(self._pages) and self._pages[-1].before is not None
        self._more.setVisible(older)
        self._list.setVisible(bool(found) or not self._pages)
        self._none.setVisible(bool(self._pages) and not found)
        self._none.setText(
            _("Nothing of this kind among the newest changes. Show more to look further back.")
            if older
            else _("Nothing of this kind has happened yet.")
        )
        counted = plural("{count} change", "{count} changes", len(found), count=number_words(len(found)))
        self._count.setText(_("The newest {changes}", changes=counted) if older else counted)
        if found and self._list.current() is None:
            self._list.choose(found[0].key)
        self._say_only(found)
        self._show_chosen()

    def _say_only(self, found: list[Happening]) -> None:
        """Say that the history of one thing is shown, where it is."""
        one = bool(self._wanted.row)
        self._only.setVisible(one)
        self._kinds.setVisible(not one)
        if one and found:
            title = found[0].title
            self._only.show_words(_("Only what happened to: {title}", title=title.title), title.where)

    @property
    def _has_server(self) -> bool:
        return any(page.has_server for page in self._pages)

    def _chosen(self, _key: object) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        key = self._list.current()
        happening = next((each for each in self._happenings() if each.key == key), None)
        names = {row_id: name for page in self._pages for row_id, name in page.names.items()}
        self._details.show_happening(happening, names, has_server=self._has_server)

    # what people do

    def _filter(self, _choice: object = None) -> None:
        kind = self._kinds.current()
        chosen = "" if kind == _ALL else cast("Kind", kind)
        author = str(self._people.currentData() or "")
        self._wanted = Wanted(author, chosen, self._wanted.noun, self._wanted.row)
        self._shown_until = _AT_ONCE
        self.redraw()

    def _show_everything(self, _key: str) -> None:
        self._wanted = Wanted(self._wanted.author)
        self._filter()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        if self._pages and self._pages[-1].before is not None:
            before = self._pages[-1].before
            self.operations.read(partial(_read, self._scope, self._wanted, before, _AT_ONCE), self._show_older)

    def _put_back(self, happening: Happening, register: str, values: Mapping[str, object]) -> None:
        self._strip.hide()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed goes once it stands again
        scope, heads = self._scope, happening.heads
        self.operations.change(
            lambda editor: putting_back.put_back(editor, scope, happening.noun, happening.row, heads, register, values),
            lambda _done: self.told.emit(_("It stands again. The history has a new line."), self._undo),
            self._refuse,
        )

    def _bring_back(self, happening: Happening) -> None:
        self._strip.hide()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed goes once it is there again
        scope = self._scope
        self.operations.change(
            lambda editor: putting_back.bring_back(editor, scope, happening.noun, happening.row),
            lambda _done: self.told.emit(_("It is there again. The history has a new line."), self._undo),
            self._refuse,
        )

    def _undo(self) -> None:
        self._go_through(history.take_back, _("There is nothing left to take back."))

    def _redo(self) -> None:
        self._go_through(history.bring_back, _("There is nothing to bring back."))

    def _go_through(self, way: Callable[[Editor, str], Change | None], nothing: str) -> None:
        self._strip.hide()
        scope = self._scope
        self.operations.change(
            lambda editor: way(editor, scope) is not None, partial(self._gone_through, nothing), self._refuse
        )

    def _gone_through(self, nothing: str, done: bool) -> None:
        if not done:
            self.told.emit(nothing, None)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self.operations.failed.emit(error)
            return
        self._strip.show_words(error.happened, " ".join(filter(None, (error.safe, error.do))))
        self._strip.show()


def _read(
    scope: str,
    wanted: Wanted,
    before: timeline.Place | None,
    limit: int,
    session: Session,
) -> _Found:
    page = timeline.page(session, scope, wanted, before, limit, indicator_catalogue().names)
    return _Found(scope, wanted, page, timeline.authors(session, scope), partnership_name(session, scope))
