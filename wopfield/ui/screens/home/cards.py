"""The cards of Home: go on, today, your work, the other partnerships, and the ways to start."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.visit import day_number, days
from wopfield.language import _, plural
from wopfield.store import agenda, utilities
from wopfield.store.home_page import HomePage, LastItem, Other, Today
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import day_words
from wopfield.ui.numbers import numeral
from wopfield.ui.screen import Place, beginning
from wopfield.ui.theme import MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.choose import ChoiceCard
from wopfield.ui.widgets.entry import Entry
from wopfield.ui.widgets.labels import Ink, Label, Line, ShortLabel
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.progress import Tank, Tanks
from wopfield.ui.widgets.timeline import Agenda, Session, When

_TANKS = 12


class ContinueCard(Card):
    """The item worked on last, how far each area is, and the button that goes on."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(22, 16, 22, 18), spacing=10, parent=parent)
        self._place = self._next = self._whole = Place("home")
        top = QHBoxLayout()
        top.addWidget(Label(theme, _("Continue where you stopped"), "secondary", ink="ink3", weight=SEMIBOLD))
        top.addStretch(1)
        self.about = ShortLabel(theme, "", "secondary")
        top.addWidget(self.about)
        self.body.addLayout(top)
        self.question = Label(theme, "", "page", wrap=True)
        self.body.addWidget(self.question)
        middle = QHBoxLayout()
        middle.setSpacing(28)
        self.tanks = Tanks(theme)
        middle.addWidget(self.tanks)
        counts = QVBoxLayout()
        counts.setSpacing(0)
        counts.addStretch(1)
        self.count = Label(theme, "", "page")
        counts.addWidget(self.count)
        self.what = Label(theme, "", "secondary", ink="ink3", wrap=True)
        counts.addWidget(self.what)
        counts.addStretch(1)
        middle.addLayout(counts, 1)
        self.body.addLayout(middle)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.go_on = Button(theme, _("Continue"), "arrow-right", kind="primary", trailing=True, tall=True)
        self.go_on.clicked.connect(lambda: self.opened.emit(self._place))
        self.next = Button(theme, "", tall=True)
        self.next.clicked.connect(lambda: self.opened.emit(self._next))
        self.whole = Button(theme, "", kind="link")
        self.whole.clicked.connect(lambda: self.opened.emit(self._whole))
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.next)
        buttons.addStretch(1)
        buttons.addWidget(self.whole)
        self.body.addLayout(buttons)

    def show_last(self, last: LastItem) -> None:
        """Show where one stopped."""
        items, row = last.items, last.items.assessment
        self.about.setText(" · ".join(part for part in (row.title, items.mentee) if part))
        self.question.setText(f"{last.item.number}  {last.item.question}")
        tanks = [
            Tank(
                str(area.number),
                area.count.share if area.count.total else 0.0,
                name=f"{area.title}, {area.count.rated}/{area.count.applicable}",
                here=area.code == last.item.area,
            )
            for area in items.areas
        ]
        self.tanks.show_tanks(tanks[:_TANKS], "; ".join(tank.name for tank in tanks))
        count = items.progress.count
        self.count.setText(_("{rated} of {total}", rated=count.rated, total=count.applicable))
        name = "inspection" if row.site else "assessment"
        self.what.setText(_("checks answered") if row.site else _("items you rated"))
        self.next.setText(_("Next not answered") if row.site else _("Next not rated"))
        self.whole.setText(_("Open the inspection") if row.site else _("Open the assessment"))
        at = {"partnership": row.scope, "assessment": row.id}
        self._place = Place(name, **at, item=last.item.code)
        self._whole = Place(name, **at)
        left = items.progress.next_not_rated(last.item.code)
        self.next.setVisible(left is not None and not items.closed)
        self._next = Place(name, **at, item=left or last.item.code)


class TodayCard(Card):
    """Today's agenda with "now" marked; without a visit the next one, or the way to plan one."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 10, 1, 10), spacing=8, parent=parent)
        self._theme = theme
        self._visit = Place("home")
        top = QHBoxLayout()
        top.setContentsMargins(22, 0, 14, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ShortLabel(theme, "", "question")
        self.note = ShortLabel(theme, "", "secondary")
        words.addWidget(self.title)
        words.addWidget(self.note)
        top.addLayout(words, 1)
        self.open = Button(theme, _("Open visit"), "chevron-right", kind="link", trailing=True)
        self.open.clicked.connect(lambda: self.opened.emit(self._visit))
        top.addWidget(self.open)
        self.body.addLayout(top)
        self.body.addWidget(Line(theme))
        self.agenda = Agenda(theme, _("Today"))
        self.agenda.opened.connect(lambda _key: self.opened.emit(self._visit))
        inside = QVBoxLayout()
        inside.setContentsMargins(10, 0, 10, 0)
        inside.addWidget(self.agenda)
        self.quiet = Label(theme, "", "secondary", wrap=True)
        inside.addWidget(self.quiet)
        self.body.addLayout(inside)
        self.body.addStretch(1)

    def show_page(self, page: HomePage, today: date, clock: str) -> None:
        """Show the day."""
        self.agenda.setVisible(False)
        self.quiet.setText("")
        if page.today is not None:
            self._show_today(page.today, today, clock)
        elif page.upcoming and page.upcoming[0][1].starts is not None:
            pair, visit = page.upcoming[0]
            starts = page.upcoming[0][1].starts
            self.title.setText(_("No visit today"))
            self.note.setText(pair.partnership.name)
            left = (starts - today).days if starts else 0
            when = day_words(starts, today, weekday=True) if starts else ""
            self.quiet.setText(
                plural(
                    "Next: {title}, {when}, in {count} day.", "Next: {title}, {when}, in {count} days.", left,
                    title=visit.title, when=when,
                )
            )  # fmt: skip
            self._lead(_("Open visit"), Place("visit", partnership=pair.scope, visit=visit.id))
        else:
            self.title.setText(_("No visit today"))
            self.note.setText("")
            self.quiet.setText(_("No visit is planned. Choose the days, and its agenda, team and sites follow."))
            scope = page.others[0].listed.pair.scope if page.others else ""
            scope = page.last.pair.scope if page.last and page.last.pair else scope
            self._lead(_("Plan a visit"), beginning("visits", scope) if scope else Place("partnerships"))
        self.quiet.setContentsMargins(12, 6, 12, 6)
        self.quiet.setVisible(bool(self.quiet.text()))

    def _show_today(self, found: Today, today: date, clock: str) -> None:
        visit = found.visit
        place = utilities.called(found.pair.mentee) or found.pair.partnership.name
        self.title.setText(_("Today in {place}", place=place))
        count = len(days(visit.starts, visit.ends))
        number = day_number(today, visit.starts) or 1
        title = visit.title.partition(":")[0]
        self.note.setText(_("{title}, day {day} of {count}", title=title, day=number, count=count))
        self._lead(_("Open visit"), Place("visit", partnership=found.pair.scope, visit=visit.id, day=today.isoformat()))
        self.agenda.setVisible(bool(found.agenda))
        self.agenda.show_sessions(_sessions(found, clock))
        if not found.agenda:
            self.quiet.setText(_("Nothing is planned for today."))

    def _lead(self, words: str, place: Place) -> None:
        self._visit = place
        self.open.setText(words)
        self.open.updateGeometry()


class WorkLine(NamedTuple):
    """One line about where the work is."""

    icon: str
    tone: Ink
    words: str
    note: str


class WorkCard(Card):
    """Where the work is: on this laptop, and what waits for the server."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(16, 8, 14, 12), spacing=6, parent=parent)
        self._theme = theme
        title = SectionTitle(theme, _("Your work"), role="question")
        centre = Button(theme, _("Sync centre"), "chevron-right", kind="link", trailing=True)
        centre.clicked.connect(lambda: self.opened.emit(Place("sync")))
        title.tools.addWidget(centre)
        self.body.addWidget(title)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)

    def show_lines(self, lines: Sequence[WorkLine]) -> None:
        """Show where the work is."""
        clear(self._list)
        for line in lines:
            whole = QWidget()
            row = QHBoxLayout(whole)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(14)
            picture = Label(self._theme, "")
            picture.setPixmap(pixmap(self._theme, line.icon, getattr(self._theme, line.tone), 22))
            row.addWidget(picture)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(self._theme, line.words, "body", weight=MEDIUM, wrap=True))
            if line.note:
                words.addWidget(Label(self._theme, line.note, "secondary", wrap=True))
            row.addLayout(words, 1)
            self._list.addWidget(whole)


class OthersCard(Card):
    """The other partnerships with their areas as small tanks."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(16, 10, 14, 12), spacing=8, parent=parent)
        self._theme = theme
        self.title = SectionTitle(theme, _("Other partnerships"))
        self.all = Button(theme, "", kind="link")
        self.all.clicked.connect(lambda: self.opened.emit(Place("partnerships")))
        self.title.tools.addWidget(self.all)
        self.body.addWidget(self.title)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def show_others(self, others: Sequence[Other], count: int, today: date) -> None:
        """Show a few; ``count`` is how many partnerships there are in all."""
        clear(self._list)
        self.title.title.setText(_("Other partnerships") if count > len(others) else _("Partnerships"))
        self.all.setText(_("All {count}", count=count))
        self.all.setVisible(count > len(others) + 1)
        for other in others:
            whole = QWidget()
            row = QHBoxLayout(whole)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            pair = other.listed.pair
            entry = Entry(self._theme, pair.partnership.name, _about(other, today))
            entry.clicked.connect(partial(self.opened.emit, Place("partnership", partnership=pair.scope)))
            row.addWidget(entry, 1)
            if other.areas:
                tanks = Tanks(self._theme, small=True)
                shown = [(str(area.number), score.mean) for area, score in other.areas[:_TANKS]]
                levels = self._theme.levels
                tanks.show_tanks(
                    [
                        Tank(number, (mean or 0.0) / 4, levels[round(mean)] if mean is not None else "")
                        for number, mean in shown
                    ],
                    "; ".join(f"{number}: {_mean_words(mean)}" for number, mean in shown if mean is not None),
                )
                row.addWidget(tanks)
            self._list.addWidget(whole)


class StartCards(QWidget):
    """The ways to begin when there is no partnership yet."""

    chosen = Signal(str)
    """laptop, stick, server or example."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        ways = (
            ("laptop", "users", _("From a colleague’s laptop"), _("Same room, same Wi-Fi or cable.")),
            ("stick", "usb", _("From a USB stick"), _("A file ending in .wopf that a colleague saved for you.")),
            ("server", "cloud-download", _("From the server"), _("Needs internet once.")),
            ("example", "droplet", _("Start with an example"), _("Made up, to practise on. Delete it when you like.")),
        )  # fmt: skip
        self.cards: dict[str, ChoiceCard] = {}
        for number, (key, icon, title, note) in enumerate(ways):
            card = ChoiceCard(theme, f"{title}. {note}")
            card.setCheckable(False)
            column = QVBoxLayout(card)
            column.setContentsMargins(20, 18, 20, 18)
            column.setSpacing(2)
            picture = Label(theme, "")
            picture.setPixmap(pixmap(theme, icon, theme.ink2, 32))
            for part in (picture, Label(theme, title, "section"), Label(theme, note, "secondary", wrap=True)):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(part)
            column.addStretch(1)
            card.setMinimumHeight(theme.px(112))
            card.clicked.connect(partial(self.chosen.emit, key))
            grid.addWidget(card, number // 2, number % 2)
            self.cards[key] = card


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _sessions(found: Today, clock: str) -> list[Session]:
    now = agenda.at(found.agenda, clock)
    names = {one.row.person: one.name.split(" ")[0] for one in found.team if one.name}
    listed = []
    for line in found.agenda:
        people = ", ".join(names[person] for person in line.people if person in names)
        when: When = "done" if line.done else "now" if now is not None and line.id == now.id else "later"
        status = {"done": _("Done"), "now": _("Now"), "later": ""}[when]
        note = " · ".join(part for part in (line.where, people) if part)
        listed.append(Session(line.id, line.starts, line.ends, line.title, note, when, status))
    return listed


def _about(other: Other, today: date) -> str:
    if other.listed.running is not None:
        return _("{title}, now", title=other.listed.running.title)
    if other.report is not None and other.report.issued is not None:
        return _("Report issued {day}", day=day_words(other.report.issued.date(), today))
    coming = other.listed.upcoming
    if coming is not None and coming.starts is not None:
        return _("{title}, {day}", title=coming.title, day=day_words(coming.starts, today))
    return _("nothing planned")


def _mean_words(mean: float) -> str:
    return numeral(mean, places=1)
