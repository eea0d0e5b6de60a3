"""The open day of a visit: what it brought, its sessions, or what to do where there are none."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.tables import VisitDay
from wopfield.store.visit_page import VisitPage
from wopfield.ui.screens.visits.session_card import SessionCard
from wopfield.ui.screens.visits.sessions import row_of_day, sessions_of
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page, clear


class Programme(Page):
    """The sessions of one day, one card each."""

    opened = Signal(object)
    """The AgendaLine that was pressed."""
    held = Signal(object)
    """The AgendaLine that was ticked."""
    work_opened = Signal(object, object)
    """The Work that was pressed, and its AgendaLine."""
    summary_asked = Signal()
    days_asked = Signal()
    session_asked = Signal()
    proposal_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margins=(0, 0, 14, 14), spacing=12)
        self._theme = theme
        self.cards: list[SessionCard] = []

    def show_day(
        self, page: VisitPage, day: date | None, now: datetime, *, chosen: str, focused: QWidget | None
    ) -> None:
        """Show a day, with one session chosen by id; the card that has the focus keeps it."""
        focused_id = focused.words.row.id if isinstance(focused, SessionCard) else ""
        clear(self.body)
        row = row_of_day(page, day)
        if row is not None and row.summary.strip():
            self.body.addWidget(self._built_summary(row))
        words = sessions_of(page, day, now.date(), now.strftime("%H:%M"))
        self.cards = [SessionCard(self._theme, one, chosen=one.row.id == chosen) for one in words]
        for card in self.cards:
            card.opened.connect(self.opened)
            card.held.connect(self.held)
            card.work_opened.connect(self.work_opened)
            self.body.addWidget(card)
            if card.words.row.id == focused_id:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        if not words:
            self.body.addWidget(self._built_empty(page, day))
        self.body.addStretch(1)
        order_stops(self, self._stops())

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at here: made anew, it would else come after what stands beside it."""
        parts = self.findChildren(QWidget)
        return [part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.isHidden()]

    def _built_summary(self, row: VisitDay) -> QWidget:
        card = Card(self._theme, surface="sunk", margins=(16, 8, 8, 12), spacing=2)
        top = QHBoxLayout()
        top.addWidget(Label(self._theme, _("What the day brought"), "secondary", weight=600), 1)
        edit = IconButton(self._theme, "pencil", _("Write the day summary"))
        edit.clicked.connect(self.summary_asked)
        top.addWidget(edit)
        card.body.addLayout(top)
        card.body.addWidget(Label(self._theme, row.summary, "body", wrap=True))
        return card

    def _built_empty(self, page: VisitPage, day: date | None) -> QWidget:
        if day is None:
            empty = Empty(
                self._theme,
                _("This visit has no days yet"),
                _("Give it a first and a last day; then its agenda can be planned."),
                _("Choose the days"),
                icon="calendar",
            )
            empty.started.connect(self.days_asked)
            return empty
        link = "" if page.agenda else _("Propose a programme for all days")
        empty = Empty(
            self._theme,
            _("Nothing is planned for this day"),
            _("Add sessions one by one, with who takes part and which areas they look at."),
            _("Add session"),
            link,
        )
        empty.started.connect(self.session_asked)
        empty.asked.connect(self.proposal_asked)
        return empty
