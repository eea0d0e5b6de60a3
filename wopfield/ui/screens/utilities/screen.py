"""The utilities: a list, and beside it the one that is chosen, written where it stands."""

from functools import partial
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store import drafts, kept, utilities
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Utility
from wopfield.store.utilities import Listed, UtilityFields
from wopfield.ui.moments import number_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.utilities.details import Details, Said
from wopfield.ui.theme import BODY, MEDIUM, SECONDARY, Theme
from wopfield.ui.widgets.avatar import draw_avatar, initials
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.matching import matches
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView

_DETAILS, _PARTNERSHIPS_FROM, _COUNTRY_FROM, _PEOPLE_FROM = 430, 640, 460, 330
"""How wide the details may be, and from which width of the list it has room for its further columns."""


class UtilitiesScreen(Screen):
    """Who takes part in partnerships: country, people served, and the partnerships they are in."""

    place = "utilities"
    rail = "utilities"
    shows = frozenset({"utility", "partnership", "person"})

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._listed: tuple[Listed, ...] = ()
        self._wanted = ""
        self._model: RowsModel[Listed] = RowsModel(self._columns(), lambda listed: listed.row.id, self)
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self._wanted = ids.get("utility", "") or self._wanted
        self._say_heading()
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(utilities.listed, self._show)

    def leave(self) -> None:
        self._details.flush()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Add a utility"), self._begin, "Ctrl+N", "plus"),
            Command(_("Find a utility"), self._search, "Ctrl+F", "search"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._left, self._details)

    def go_back(self) -> bool:
        if not self._details.adding or not self._listed or self._details.isHidden():
            return False
        self._choose(self._wanted or self._listed[0].row.id)
        return True

    # building

    def _build(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(14)
        self._left = Card(self.theme, margins=(1, 0, 1, 8), spacing=0)
        self._left.body.addLayout(self._built_tools())
        self._view = RowsView(self.theme, _("Utilities"), self._model, row_height=58)
        self._view.chosen.connect(self._chosen)
        self._left.body.addWidget(self._view, 1)
        self._none = Label(self.theme, "", "secondary", ink="ink3")
        self._none.setContentsMargins(18, 12, 18, 12)
        self._left.body.addWidget(self._none)
        whole.addWidget(self._left, 1)
        self._details = Details(self.theme)
        self._details.said.connect(self._keep)
        self._details.typed.connect(self._draft)
        self._details.opened.connect(self.open_requested)
        self._details.remove_asked.connect(self._remove)
        self._details.settle_asked.connect(self._settle)
        whole.addWidget(self._details)
        self._empty = self._built_empty()
        whole.addWidget(self._empty, 1)
        for part in (self._left, self._details, self._empty):
            part.hide()

    def _built_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        self._field = QLineEdit()
        self._field.setFont(self.theme.font(BODY))
        self._field.setPlaceholderText(_("Find a utility, country or city"))
        self._field.setAccessibleName(_("Find a utility"))
        self._field.setToolTip(self._field.placeholderText())
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._fill)
        row.addWidget(self._field, 1)
        add = Button(self.theme, _("Add a utility"), "plus", kind="primary")
        add.clicked.connect(self._begin)
        row.addWidget(add)
        return row

    def _built_empty(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        empty = Empty(
            self.theme,
            _("No utilities yet"),
            _("Add the two that work together: the mentor and the mentee. A partnership is made of two utilities."),
            _("Add a utility"),
            _("See the partnerships"),
        )
        empty.started.connect(self._begin)
        empty.asked.connect(lambda: self.open_requested.emit(Place("partnerships")))
        column.addWidget(empty)
        column.addStretch(1)
        return whole

    def _columns(self) -> tuple[Column[Listed], ...]:
        return (
            Column(_("Utility"), lambda listed: listed.row.name, strong=True, draw=self._draw_name),
            Column(_("Country"), lambda listed: listed.row.country, width=130),
            Column(_("People served"), _served, number=True, width=130),
            Column(_("Partnerships"), _parts, width=200),
        )

    # showing

    def _say_heading(self) -> None:
        count = len(self._listed)
        note = plural("{count} utility", "{count} utilities", count) if count else ""
        self.head(Heading(_("Utilities"), note))

    def _show(self, listed: list[Listed]) -> None:
        self._listed = tuple(listed)
        self._say_heading()
        adding = self._details.adding and not self._details.isHidden()
        if not listed and not adding:
            self._show_parts(empty=True)
            return
        self._show_parts(empty=False)
        self._fill()
        if adding and not self._wanted:
            return
        ids = [each.row.id for each in listed]
        self._choose(self._wanted if self._wanted in ids else ids[0] if ids else "")

    def _show_parts(self, *, empty: bool) -> None:
        self._empty.setVisible(empty)
        self._left.setVisible(not empty)
        self._details.setVisible(not empty)

    def _fill(self) -> None:
        words = self._field.text().strip()
        found = [listed for listed in self._listed if matches(words, _searched(listed))]
        self._model.show_rows(found)
        self._none.setText(_("No utility is called that.") if words and not found else "")
        self._none.setVisible(not found and bool(words))

    def _choose(self, utility: str) -> None:
        listed = next((each for each in self._listed if each.row.id == utility), None)
        if listed is not None:
            self._wanted = utility
            self._details.show_utility(listed)
            self._view.choose(utility)

    def _chosen(self, key: object) -> None:
        if isinstance(key, str):
            self._choose(key)

    def _search(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _draw_name(self, painter: QPainter, box: QRectF, listed: Listed) -> None:
        theme, row = self.theme, listed.row
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(34)
        left = box.right() - side if mirrored else box.left()
        draw_avatar(painter, theme, QRectF(left, box.center().y() - side / 2, side, side), initials(row.name))
        gap = side + theme.px(12)
        text = box.adjusted(0, 0, -gap, 0) if mirrored else box.adjusted(gap, 0, 0, 0)
        lines = [(row.name, theme.font(BODY, MEDIUM), theme.ink)]
        if place := row.city or row.short_name:
            lines.append((place, theme.font(SECONDARY), theme.ink3))
        heights = [QFontMetrics(font).height() for _words, font, _ink in lines]
        top = text.center().y() - sum(heights) / 2
        for (words, font, ink), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = elided(QFontMetrics(font), words, text.width())
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(text.left(), top, text.width(), height), flags, shown)
            top += height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(self.theme.px(_DETAILS), self.width() // 2)
        self._details.setFixedWidth(wide)
        room = self.width() - wide - 54
        for column, least in ((1, _COUNTRY_FROM), (2, _PEOPLE_FROM), (3, _PARTNERSHIPS_FROM)):
            self._view.setColumnHidden(column, room < self.theme.px(least))

    # what people do

    def _begin(self) -> None:
        self._show_parts(empty=False)
        self._wanted = ""
        self._view.clearSelection()
        self._view.setCurrentIndex(self._model.index(-1, -1))
        self._fill()
        self._details.begin()

    def _keep(self, said: Said) -> None:
        if said.shown is None:
            if str(said.value or "").strip():
                self.operations.change(partial(_add, said), self._added, self._trouble)
            return
        self.operations.change(partial(_change, said), None, self._trouble)

    def _draft(self, said: Said) -> None:
        self.operations.jot(partial(_jot, said))

    def _added(self, utility: Utility) -> None:
        self._wanted = utility.id

    def _remove(self, shown: Utility) -> None:
        self.operations.change(partial(_remove, shown), self._removed, self._trouble)

    def _removed(self, shown: Utility) -> None:
        self._wanted = ""
        self.told.emit(_("{name} was removed", name=shown.name), partial(self._bring_back, shown))

    def _bring_back(self, shown: Utility) -> None:
        self._wanted = shown.id
        self.operations.change(lambda editor: utilities.bring_back(editor, shown), None, self._trouble)

    def _settle(self, shown: Utility) -> None:
        self.open_requested.emit(Place("settle", scope=COMMONS, noun="utility", row=shown.id))

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self.operations.failed.emit(error)
            return
        self._choose(self._wanted)
        self._details.complain(error)


def _add(said: Said, editor: Editor) -> Utility:
    return utilities.add(editor, name=str(said.value))


def _change(said: Said, editor: Editor) -> None:
    if said.shown is not None:
        fields = cast("UtilityFields", {said.field: said.value})
        utilities.change(editor, said.shown, **fields)
        drafts.forget(editor, said.shown, said.field)


def _remove(shown: Utility, editor: Editor) -> Utility:
    utilities.remove(editor, shown)
    return shown


def _jot(said: Said, database: Database) -> None:
    with database.read() as session:
        person = kept.get(session, kept.PERSON)
    if said.shown is not None and person:
        drafts.keep(database, said.shown, said.field, {said.field: said.value}, person)


def _served(listed: Listed) -> str:
    return "" if listed.row.people_served is None else number_words(listed.row.people_served)


def _parts(listed: Listed) -> str:
    return ", ".join(dict.fromkeys(part.name for part in listed.parts))


def _searched(listed: Listed) -> str:
    row = listed.row
    return " ".join((row.name, row.short_name, row.country, row.city, _parts(listed)))
