"""One utility, written where it stands: each field is kept when it is left."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.quantity import parse_number
from wopfield.errors import NotANumber, Trouble
from wopfield.language import _
from wopfield.store.tables import Person, Utility
from wopfield.store.utilities import Listed, Part
from wopfield.ui.screen import Place
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.quantity import Quantity
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.text import LineText, based_on

_MOST_HOURS = 24


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a utility: the row they were looking at, the field, and its value."""

    shown: Utility | None
    """None while the utility is being added."""
    field: str
    value: str | int | None


class Details(Card):
    """What is known of a utility; ``said`` asks for a field to be kept, ``typed`` for a draft of it."""

    said = Signal(object)
    typed = Signal(object)
    opened = Signal(object)
    """A Place to go to."""
    remove_asked = Signal(object)
    settle_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(0, 0, 0, 0), parent=parent)
        self._theme = theme
        self._row: Utility | None = None
        self._early: dict[str, str | int | None] = {}
        self._texts: dict[str, LineText] = {}
        self._numbers: dict[str, Quantity] = {}
        page = Page(theme, spacing=12)
        self._column = page.body
        self._build_head()
        self._build_fields()
        self._texts["name"].textEdited.connect(self._name_typed)
        self._parts = self._section(_("Partnerships"))
        self._people = self._section(_("People"))
        self._column.addStretch(1)
        foot = QHBoxLayout()
        self._remove = Button(theme, _("Remove this utility"), "trash", kind="link")
        self._remove.clicked.connect(lambda: self.remove_asked.emit(self._row))
        foot.addWidget(self._remove)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.body.addWidget(page)

    @property
    def adding(self) -> bool:
        """Return whether a utility that is not kept yet is being written."""
        return self._row is None

    def show_utility(self, listed: Listed) -> None:
        """Show what is kept of a utility; what somebody is typing of the same one stays."""
        before, row = self._row, listed.row
        other = before is None or before.id != row.id
        added = before is None and bool(row.name) and self._texts["name"].text().strip() == row.name
        if other and not added:
            self._clear()
            self._early.clear()
        if other or (before is not None and before.heads != row.heads):
            self._trouble.hide()
        self._row = row
        self._conflict.setVisible(bool(row.open))
        self._avatar.set_name(row.name)
        self._title.setText(row.name)
        self._show_fields(row)
        self._show_parts(listed.parts)
        self._show_people(listed.people)
        self._remove.show()
        if before is None and self._texts["name"].hasFocus():
            self._texts["short_name"].setFocus(Qt.FocusReason.TabFocusReason)
        early, self._early = self._early, {}
        for field, value in early.items():
            self.said.emit(Said(row, field, value))

    def begin(self) -> None:
        """Offer an empty form; the utility is kept as soon as it has a name."""
        self._clear()
        self._early.clear()
        self._row = None
        self._trouble.hide()
        self._conflict.hide()
        self._avatar.set_name("")
        self._title.setText(_("New utility"))
        self._show_parts(())
        self._show_people(())
        self._remove.hide()
        self._name_typed("")
        self._texts["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, error: Trouble) -> None:
        """Say why something was not kept, beside the fields."""
        self._trouble.show_words(error.happened, " ".join(filter(None, (error.safe, error.do))))
        self._trouble.show()

    def flush(self) -> None:
        """Keep what is being typed."""
        for text in self._texts.values():
            text.flush()
        for number in self._numbers.values():
            number.flush()

    # ── building ─────────────────────────────────────────────────────────────────────────────────────────────

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._avatar = Avatar(self._theme, "", 44)
        self._title = ShortLabel(self._theme, "", "question")
        row.addWidget(self._avatar)
        row.addWidget(self._title, 1)
        self._column.addLayout(row)
        self._trouble = Strip(self._theme, "danger", closable=True)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        words = _("Both values are kept until you choose.")
        self._conflict = Strip(self._theme, "conflict", _("Changed in two places"), words)
        self._conflict.add_button("settle", _("Settle"))
        self._conflict.pressed.connect(lambda _key: self.settle_asked.emit(self._row))
        self._conflict.hide()
        self._column.addWidget(self._conflict)

    def _build_fields(self) -> None:
        served, hours = _("People served"), _("Hours of supply a day")
        fields: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((_("Name"), self._text("name", _("Name"), _("The name people know it by"))),),
            (
                (_("Short name"), self._text("short_name", _("Short name"))),
                (_("Country"), self._text("country", _("Country"))),
            ),
            (
                (_("City"), self._text("city", _("City"))),
                (_("Currency"), self._text("currency", _("Currency"))),
            ),
            ((served, self._number("people_served", served)), (hours, self._number("hours_of_supply", hours))),
        )
        for line in fields:
            self._column.addWidget(side_by_side(*(labelled(self._theme, words, field) for words, field in line)))

    def _text(self, field: str, name: str, hint: str = "") -> LineText:
        text = LineText(self._theme, name, hint=hint)
        text.left.connect(partial(self._say, field))
        text.edited.connect(partial(self._draft, field))
        self._texts[field] = text
        return text

    def _number(self, field: str, name: str) -> Quantity:
        number = Quantity(self._theme, name, width=90)
        number.entered.connect(partial(self._take, field))
        self._numbers[field] = number
        return number

    def _section(self, title: str) -> QVBoxLayout:
        whole = QVBoxLayout()
        whole.setSpacing(0)
        heading = SectionTitle(self._theme, title)
        whole.addWidget(heading)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        whole.addLayout(lines)
        self._column.addLayout(whole)
        return lines

    # ── showing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _clear(self) -> None:
        self.flush()
        for text in self._texts.values():
            text.show_text("")
        for number in self._numbers.values():
            number.field.setModified(False)
            number.show_value(None)
            number.warn("")

    def _show_fields(self, row: Utility) -> None:
        self._allow(True)
        shown = {
            "people_served": None if row.people_served is None else Decimal(row.people_served),
            "hours_of_supply": _hours(row.hours_of_supply),
        }
        for field, text in self._texts.items():
            if field not in self._early:
                text.show_text(str(getattr(row, field)), row)
        for field, number in self._numbers.items():
            if field not in self._early:
                number.show_value(shown[field])

    def _name_typed(self, name: str) -> None:
        # The Tab after a name leads to the next field, which has to be there before the utility is kept.
        if self._row is None:
            self._allow(bool(name.strip()))

    def _allow(self, allowed: bool) -> None:
        for field, text in self._texts.items():
            text.setEnabled(allowed or field == "name")
        for number in self._numbers.values():
            number.setEnabled(allowed)

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        clear(self._parts)
        if not parts:
            self._parts.addWidget(Label(self._theme, _("It takes part in none yet."), "secondary", ink="ink3"))
        links: list[Link] = []
        for part in parts:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            link = Link(self._theme, part.name)
            link.clicked.connect(partial(self._open, part.partnership))
            row.addWidget(link)
            side = _("mentor") if part.side == "mentor" else _("mentee")
            row.addWidget(Pill(self._theme, side, small=True))
            row.addStretch(1)
            self._parts.addWidget(line)
            links.append(link)
        order_stops(list(self._numbers.values())[-1], links)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        clear(self._people)
        if not people:
            self._people.addWidget(
                Label(
                    self._theme,
                    _("Nobody is named yet. People are added in the team of a visit."),
                    "secondary",
                    ink="ink3",
                    wrap=True,
                )
            )
        for person in people:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(10)
            row.addWidget(Avatar(self._theme, person.name, 28))
            row.addWidget(ShortLabel(self._theme, person.name, "body"))
            row.addWidget(ShortLabel(self._theme, person.function, "secondary", ink="ink3"), 1)
            self._people.addWidget(line)

    # ── what is said ─────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, partnership: str) -> None:
        self.opened.emit(Place("partnership", partnership=partnership))

    def _say(self, field: str, value: str | int | None) -> None:
        if self._row is None and field != "name":
            self._early[field] = value  # kept with the utility, which has its name but is not kept yet
        else:
            row = None if self._row is None else based_on(self._texts.get(field), self._row)
            self.said.emit(Said(row, field, value))

    def _draft(self, field: str, text: str) -> None:
        # A utility without a name cannot be kept, so a draft of that would be of no use after a crash.
        if self._row is not None and (field != "name" or text.strip()):
            self.typed.emit(Said(based_on(self._texts.get(field), self._row), field, text))

    def _take(self, field: str, value: Decimal | None) -> None:
        if field == "people_served":
            whole = value is None or value == value.to_integral_value()
            if not whole:
                self._numbers[field].warn(_("People are counted whole."), danger=True)
                return
            self._say(field, None if value is None else int(value))
            return
        if value is not None and not 0 <= value <= _MOST_HOURS:
            self._numbers[field].warn(_("A day has 24 hours."), danger=True)
            return
        self._say(field, "" if value is None else f"{value:f}")


def _hours(text: str) -> Decimal | None:
    """Return hours kept as text; what is no number is not shown as one."""
    try:
        return parse_number(text).value
    except NotANumber:
        return None
