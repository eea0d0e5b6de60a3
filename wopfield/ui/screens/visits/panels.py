"""The panels beside a day in which a session, the day and the visit itself are written.

Every field keeps itself when it is left. A session that is new is kept as soon as it has a title.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from wopfield.domain.visit import KINDS
from wopfield.language import _
from wopfield.store.tables import AgendaLine, Visit, VisitDay
from wopfield.store.visit_page import VisitPage
from wopfield.ui.moments import day_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Tick
from wopfield.ui.widgets.day import DayField, written_day
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.text import GrowingText, LineText, based_on
from wopfield.ui.widgets.toggle import Toggles


class SessionPanel(Panel):
    """One session of the agenda."""

    changed = Signal(object, object)
    """The AgendaLine as shown and the fields that are another."""
    removed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Session"))
        self.row: AgendaLine | None = None
        self._is_new = False
        self.title = LineText(theme, _("What"), hint=_("Such as “Interviews: distribution”"))
        self.starts, self.ends = LineText(theme, _("From"), hint="8:30"), LineText(theme, _("Until"), hint="9:15")
        self.day = ChoiceBox(theme, _("Day"))
        self.where = LineText(theme, _("Where"))
        self.site = ChoiceBox(theme, _("Site"))
        self.people = Toggles(theme, _("Who"))
        self.areas = Toggles(theme, _("Areas"))
        self.note = GrowingText(theme, _("Note"), least=2)
        self.done = Tick(theme, _("Done"))
        for name in ("title", "starts", "ends", "where", "note"):
            field: LineText | GrowingText = getattr(self, name)
            field.left.connect(partial(self._change, name))
        self.day.activated.connect(lambda: self._change("day", self.day.currentData()))
        self.site.activated.connect(lambda: self._change("site", self.site.currentData()))
        self.people.chosen.connect(partial(self._change, "people"))
        self.areas.chosen.connect(partial(self._change, "areas"))
        self.done.clicked.connect(lambda on: self._change("done", on))
        self.row_of(labelled(theme, _("What"), self.title))
        self.row_of(labelled(theme, _("From"), self.starts), labelled(theme, _("Until"), self.ends))
        self.row_of(labelled(theme, _("Day"), self.day), labelled(theme, _("Site"), self.site))
        self.row_of(labelled(theme, _("Where"), self.where))
        self._who = labelled(theme, _("Who"), self.people)
        self._which = labelled(theme, _("Areas"), self.areas)
        self.row_of(self._who)
        self.row_of(self._which)
        self.row_of(labelled(theme, _("Note"), self.note))
        end = QHBoxLayout()
        end.addWidget(self.done)
        end.addStretch(1)
        self.remove = Button(theme, _("Remove"), "trash", kind="danger")
        self.remove.clicked.connect(self._remove)
        end.addWidget(self.remove)
        self.body.addLayout(end)

    def show_row(self, row: AgendaLine, page: VisitPage, *, is_new: bool) -> None:
        """Show a session; a field somebody is typing in keeps what is typed."""
        other = self.row is None or self.row.id != row.id
        self.row, self._is_new = row, is_new
        self.heading.title.setText(_("New session") if is_new else _("Session"))
        self.remove.setVisible(not is_new)
        self.done.setVisible(not is_new)
        if other:
            self.complain("")
            for field in (self.title, self.starts, self.ends, self.where, self.note):
                field.forget()
        for name in ("title", "starts", "ends", "where", "note"):
            shown: LineText | GrowingText = getattr(self, name)
            shown.show_text(getattr(row, name), row)
        self._offer(
            self.day, [(day.day, day_words(day.day, day.day, weekday=True)) for day in page.days if day.day], row.day
        )
        sites = [("", _("No site")), *((site.id, site.name) for site in page.places)]
        self._offer(self.site, sites, row.site)
        team = [(one.row.person, one.name.split(" ")[0], one.name) for one in page.team if one.name]
        self.people.offer(team, row.people)
        self._who.setVisible(bool(team))
        checklist = page.main.checklist if page.main else None
        areas = [(a.code, f"{a.number}", f"{a.number} {a.title}") for a in checklist.areas] if checklist else []
        self.areas.offer(areas, row.areas)
        self._which.setVisible(bool(areas))
        self.done.setChecked(row.done)

    def flush(self) -> None:
        super().flush()
        row = self.row
        if self._is_new and row is not None and not row.title.strip() and (row.where.strip() or row.note.strip()):
            self._change("title", _("New session"))  # what was written of it is worth more than its title

    def focus_title(self) -> None:
        """Put the keyboard where the title is typed."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, box: ChoiceBox, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] != list(choices):
            box.clear()
            for key, words in choices:
                box.addItem(words, key)
        box.setCurrentIndex(next((n for n, (key, _words) in enumerate(choices) if key == chosen), -1))

    def _change(self, name: str, value: object) -> None:
        row = self.row
        if row is not None and not self._is_new:
            row = based_on(getattr(self, name), row)
        if row is None or value == getattr(row, name):
            return
        if not self._is_new:
            self.changed.emit(row, {name: value})
            return
        # Until it has a title there is nothing to keep, so the rest waits in the row on the screen.
        self.row = row = row.model_copy(update={name: value})
        if row.title.strip():
            names = ("title", "day", "starts", "ends", "where", "site", "people", "areas", "note")
            self.changed.emit(row, {each: getattr(row, each) for each in names})

    def _remove(self) -> None:
        if self.row is not None:
            self.removed.emit(self.row)


class DayPanel(Panel):
    """What a day is for, and what it brought."""

    changed = Signal(object, str, str)
    """The VisitDay as shown, the field (title or summary), and the words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Day summary"))
        self.row: VisitDay | None = None
        self.title = LineText(theme, _("What the day is for"), hint=_("Such as “Agree the ratings”"))
        self.summary = GrowingText(theme, _("What the day brought"), least=8, most=20)
        self.title.left.connect(partial(self._change, "title"))
        self.summary.left.connect(partial(self._change, "summary"))
        self.row_of(labelled(theme, _("What the day is for"), self.title))
        note = _("A few sentences each evening: what was seen, what surprised, what is open.")
        self.row_of(labelled(theme, _("What the day brought"), self.summary, note))

    def show_row(self, row: VisitDay) -> None:
        """Show a day; a field somebody is typing in keeps what is typed."""
        if self.row is not None and self.row.id != row.id:
            self.flush()
        self.row = row
        self.heading.title.setText(_("Day summary, {day}", day=written_day(row.day)))
        self.title.show_text(row.title, row)
        self.summary.show_text(row.summary, row)

    def _change(self, field: str, words: str) -> None:
        if self.row is not None:
            self.changed.emit(based_on(getattr(self, field), self.row), field, words)


class VisitPanel(Panel):
    """The visit itself: title, kind, days, place."""

    changed = Signal(object, object)
    """The Visit as shown and the fields that are another."""
    removed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Edit the visit"))
        self.row: Visit | None = None
        self.title, self.place = LineText(theme, _("Title")), LineText(theme, _("Place"))
        self.kind = kind_box(theme)
        self.starts, self.ends = DayField(theme, _("First day")), DayField(theme, _("Last day"))
        self.note = GrowingText(theme, _("Note"), least=3)
        self.title.left.connect(partial(self._change, "title"))
        self.place.left.connect(partial(self._change, "place"))
        self.note.left.connect(partial(self._change, "note"))
        self.starts.chosen.connect(partial(self._change, "starts"))
        self.ends.chosen.connect(partial(self._change, "ends"))
        self.kind.activated.connect(lambda: self._change("kind", self.kind.currentData()))
        self.row_of(labelled(theme, _("Title"), self.title))
        self.row_of(labelled(theme, _("Kind of visit"), self.kind))
        self.row_of(labelled(theme, _("First day"), self.starts), labelled(theme, _("Last day"), self.ends))
        self.row_of(labelled(theme, _("Place"), self.place))
        self.row_of(labelled(theme, _("Note"), self.note))
        remove = Button(theme, _("Delete this visit"), "trash", kind="danger")
        remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.body.addWidget(remove, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_row(self, row: Visit) -> None:
        """Show the visit; a field somebody is typing in keeps what is typed."""
        self.row = row
        self.title.show_text(row.title, row)
        self.place.show_text(row.place, row)
        self.note.show_text(row.note, row)
        self.starts.show_day(row.starts, row)
        self.ends.show_day(row.ends, row)
        self.kind.setCurrentIndex(max(0, self.kind.findData(row.kind)))

    def _change(self, name: str, value: object) -> None:
        if self.row is not None:
            row = based_on(getattr(self, name), self.row)
            if value != getattr(row, name):
                self.changed.emit(row, {name: value})


def kind_box(theme: Theme) -> ChoiceBox:
    """Return a choice among the kinds of visit; the first means none was chosen."""
    box = ChoiceBox(theme, _("Kind of visit"))
    box.addItem(_("Not said"), "")
    for kind in KINDS:
        box.addItem(_(kind.title), kind.code)
        box.setItemData(box.count() - 1, _(kind.purpose), Qt.ItemDataRole.ToolTipRole)
    return box
