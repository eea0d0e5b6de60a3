"""What needs somebody's attention: each thing with one button that leads to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.quantity import parse_number
from wopfield.errors import NotANumber
from wopfield.language import _, as_printed, meant, plural
from wopfield.report.documents import document_name
from wopfield.store import actions
from wopfield.store.home_page import MOST, HomePage
from wopfield.ui.doubts import doubt_words
from wopfield.ui.icons import pixmap
from wopfield.ui.numbers import numeral
from wopfield.ui.screen import Place
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.values import amount_words
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Ink, Label, Line
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.pill import Pill


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to look at: what it is, something about it, and the button that leads there."""

    icon: str
    tone: Ink
    words: str
    note: str
    verb: str
    place: Place


def calls(page: HomePage, catalogue: Catalogue, today: date) -> list[Call]:
    """Return what needs attention, at most five: conflicts, then figures, then late actions, then drafts."""
    found = [*_conflicts(page), *_figures(page, catalogue), *_late(page, today), *_drafts(page)]
    return found[:MOST]


class AttentionCard(Card):
    """The calls, one below the other; quiet praise where there is none."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 12, 1, 1), spacing=0, parent=parent)
        self._theme = theme
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 10)
        top.setSpacing(10)
        self.title = SectionTitle(theme, _("Needs your attention"), role="question")
        top.addWidget(self.title)
        self.count = Pill(theme, "", "warning")
        if isinstance(row := self.title.layout(), QHBoxLayout):
            row.insertWidget(1, self.count)
        self.body.addLayout(top)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)

    def show_calls(self, listed: Sequence[Call]) -> None:
        """Show what needs attention."""
        clear(self._list)
        self.count.set_status(str(len(listed)), "warning")
        self.count.setVisible(bool(listed))
        buttons = [self._button(call) for call in listed]
        for call, button in zip(listed, buttons, strict=True):
            self._list.addWidget(Line(self._theme))
            self._list.addWidget(self._row(call, button))
        order_stops(self, buttons)
        if not listed:
            quiet = Label(
                self._theme, _("Nothing now. Everything is settled, checked and in time."), "secondary", wrap=True
            )
            quiet.setContentsMargins(16, 0, 16, 14)
            self._list.addWidget(quiet)

    def _button(self, call: Call) -> Button:
        button = Button(self._theme, call.verb)
        button.setMinimumWidth(self._theme.px(84))
        button.setAccessibleName(f"{call.verb}: {call.words}")
        button.clicked.connect(lambda: self.opened.emit(call.place))
        return button

    def _row(self, call: Call, button: Button) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(14)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, call.icon, getattr(theme, call.tone), 22))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, call.words, "body", weight=MEDIUM, wrap=True))
        if call.note:
            words.addWidget(Label(theme, call.note, "secondary", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(button)
        return whole


# ── what calls ───────────────────────────────────────────────────────────────────────────────────────────────


def _conflicts(page: HomePage) -> list[Call]:
    if not page.open:
        return []
    first, _name = page.open[0]
    words = plural(
        "{count} thing was changed in two places", "{count} things were changed in two places", page.open_count
    )
    note = " · ".join(name.title for _place, name in page.open if name.title)
    at = Place("settle", scope=first.scope, noun=first.noun, row=first.row)
    return [Call("arrows-diff", "warning", words, note, _("Settle"), at)]


def _figures(page: HomePage, catalogue: Catalogue) -> list[Call]:
    found = []
    for one in page.doubtful[:2]:
        row, variable = one.row, catalogue.variables[one.row.variable]
        figure = amount_words(_figure(row.value), row.unit or variable.unit, one.currency)
        doubt = doubt_words(one.doubt, row, variable.unit, one.currency)
        note = _("{period}: {figure}. {doubt}", period=row.period, figure=figure, doubt=doubt)
        at = Place("indicators", partnership=one.scope, variable=row.variable, period=row.period)
        found.append(
            Call("alert-triangle", "warning", as_printed(_(variable.name)), note, meant("Check", "button"), at)
        )
    return found


def _late(page: HomePage, today: date) -> list[Call]:
    found = []
    for one in page.late[:2]:
        row = one.action
        words = plural(
            "Action {code} is {count} day late",
            "Action {code} is {count} days late",
            actions.days_late(row, today),
            code=one.code,
        )
        note = " · ".join(part for part in (row.title, row.owner) if part)
        at = Place("plan", partnership=row.scope, action=row.id)
        found.append(Call("calendar-due", "danger", words, note, _("Open"), at))
    if page.late_count > len(found) and found:
        more = plural("{count} more action is late", "{count} more actions are late", page.late_count - len(found))
        at = Place("plan", partnership=page.late[-1].action.scope)
        found.append(Call("calendar-due", "danger", more, "", _("See"), at))
    return found


def _drafts(page: HomePage) -> list[Call]:
    return [
        Call(
            "file-certificate",
            "ink2",
            _("A report is begun and not issued"),
            f"{document_name(one.report.document or 'peer_review')} · {one.about}",
            _("Read"),
            Place("report", partnership=one.report.scope, report=one.report.id),
        )
        for one in page.drafts[:1]
    ]


def _figure(text: str) -> str:
    try:
        return numeral(parse_number(text).value)
    except NotANumber:
        return text
