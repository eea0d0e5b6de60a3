"""All partnerships: who helps whom, since when, and the visit that is on or next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store import deleted, partnerships, utilities
from wopfield.store.database import Session
from wopfield.store.deleted import Deleted
from wopfield.ui.deleted import DeletedStrips
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.theme import BODY, MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.text import LineText
from wopfield.ui.widgets.two_lines import draw_two_lines

_SEARCH_FROM = 9
"""With fewer partnerships a list is read faster than searched."""


@dataclass(frozen=True, slots=True)
class Line:
    """One partnership as the list shows it."""

    scope: str
    name: str
    pair: str
    country: str
    period: str
    visit: str
    now: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the list shows, and what was deleted."""

    listed: Sequence[partnerships.Listed]
    deleted: Sequence[Deleted]


class PartnershipsScreen(Screen):
    """The list; Enter or a double click opens a partnership, Ctrl+N begins one."""

    place = "partnerships"
    rail = "partnerships"
    shows = frozenset({"partnership", "utility", "visit"})

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._lines: tuple[Line, ...] = ()
        self._build()

    def open(self, **ids: str) -> None:
        self.head(Heading(_("Partnerships")))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._today()), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("New partnership"), self._begin, "Ctrl+N", "plus"),)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.title, self.card, self.empty)

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        self.title = SectionTitle(theme, _("Partnerships"), role="page")
        self.search = LineText(theme, _("Find a partnership"), hint=_("Find a partnership"))
        self.search.setMinimumWidth(theme.px(260))
        self.search.textChanged.connect(lambda _text: self._fill())
        self.title.tools.addWidget(self.search)
        begin = Button(theme, _("New partnership"), "plus", kind="primary")
        begin.clicked.connect(self._begin)
        self.title.tools.addWidget(begin)
        column.addWidget(self.title)
        self.card = Card(theme, margins=(1, 4, 1, 8))
        self.model = RowsModel[Line](self._columns(), lambda line: line.scope, self)
        self.view = RowsView(theme, _("Partnerships"), self.model, row_height=60)
        self.view.opened.connect(self._open_one)
        self.view.clicked.connect(lambda index: self._open_one(self.model.key_of(index.row())))
        self.card.body.addWidget(self.view)
        column.addWidget(self.card, 1)
        self.empty = Empty(
            theme,
            _("No partnerships yet"),
            _("Two utilities that help each other. Begin one here, or take one in from a colleague or the server."),
            _("New partnership"),
            _("Take one in"),
        )
        self.empty.started.connect(self._begin)
        self.empty.asked.connect(lambda: self.open_requested.emit(Place("sync")))
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.deleted = DeletedStrips(theme, self.operations)
        self.deleted.brought_back.connect(self._brought_back)
        column.addWidget(self.deleted)
        column.addStretch(0)
        self._show(Found((), ()))

    def _columns(self) -> Sequence[Column[Line]]:
        theme = self.theme
        return (
            Column(_("Partnership"), lambda line: f"{line.name}, {line.pair}", draw=partial(_draw_name, theme)),
            Column(_("Country"), lambda line: line.country, width=160, gives_way=2),
            Column(_("Period"), lambda line: line.period, width=140, gives_way=1),
            Column(_("Visit"), lambda line: line.visit, width=380, fits=True, draw=partial(_draw_visit, theme)),
        )

    def _show(self, found: Found) -> None:
        today = self._today()
        lines = self._lines = tuple(_line(one, today) for one in found.listed)
        self.deleted.show_deleted(found.deleted, today)
        self.title.set_note(plural("{count} partnership", "{count} partnerships", len(lines)) if lines else "")
        self.card.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.search.setVisible(len(lines) >= _SEARCH_FROM)
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().casefold().split()
        self.model.show_rows([line for line in self._lines if _fits(line, wanted)])

    def _begin(self) -> None:
        self.open_requested.emit(Place("partnership_form", partnership=""))

    def _brought_back(self, words: str) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit(words, None)

    def _open_one(self, scope: object) -> None:
        self.open_requested.emit(Place("partnership", partnership=str(scope)))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _read(today: date, session: Session) -> Found:
    return Found(partnerships.listed(session, today), deleted.partnerships(session))


def _line(one: partnerships.Listed, today: date) -> Line:
    pair, row = one.pair, one.pair.partnership
    now, coming = one.running, one.upcoming
    words = ""
    if now is not None:
        words = _("{title}, now", title=now.title)
    elif coming is not None and coming.starts is not None:
        words = _("{title}, {day}", title=coming.title, day=day_words(coming.starts, today))
    names = [utilities.called(pair.mentor), utilities.called(pair.mentee)]
    years = [str(day.year) for day in (row.starts, row.ends) if day is not None]
    return Line(
        scope=row.id,
        name=row.name,
        pair=_("{mentor} helps {mentee}", mentor=names[0], mentee=names[1]) if all(names) else "",
        country=pair.mentee.country if pair.mentee else "",
        period="–".join(dict.fromkeys(years)),
        visit=words,
        now=now is not None,
    )


def _fits(line: Line, wanted: Sequence[str]) -> bool:
    text = f"{line.name} {line.pair} {line.country}".casefold()
    return all(word in text for word in wanted)


def _draw_name(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    draw_two_lines(painter, theme, box, line.name, line.pair)


def _draw_visit(theme: Theme, painter: QPainter, box: QRectF, line: Line) -> None:
    font = theme.font(BODY, MEDIUM)
    shown = elided(QFontMetrics(font), line.visit, box.width())
    painter.setFont(font)
    painter.setPen(QColor(theme.accent if line.now else theme.ink2))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
