"""The panel in which a site of a visit is written, or one is added to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from wopfield.checklists.library import site_types
from wopfield.language import _
from wopfield.store.sites import Stop
from wopfield.store.visit_page import SiteLine, VisitPage
from wopfield.ui.begun import Begun, Field
from wopfield.ui.moments import day_words
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.text import LineText, based_on


class SitePanel(Panel):
    """A site with its kind and planned day; with no line yet, the form to add one."""

    added = Signal(str, object, object)
    """Id of a site or empty, fields of a new one, planned day or None."""
    changed = Signal(object, object)
    """The Stop as shown and fields of the site that are another."""
    planned = Signal(object, object)
    """The Stop and its new day, or None."""
    inspected = Signal(object)
    """The SiteLine whose inspection is to be opened or begun."""
    left_out = Signal(object)

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, _("Site"))
        self.line: SiteLine | None = None
        self.which = ChoiceBox(theme, _("Site"))
        self.which.activated.connect(self._chosen)
        self.name, self.where = LineText(theme, _("Name")), LineText(theme, _("Where"), hint=_("Such as “6 km by car”"))
        self.kind = ChoiceBox(theme, _("Kind of site"))
        self.kind.addItem(_("Not said"), "")
        for code, title in site_types().items():
            self.kind.addItem(_(title), code)
        self.day = ChoiceBox(theme, _("Planned for"))
        self.name.left.connect(partial(self._change, "name"))
        self.where.left.connect(partial(self._change, "where"))
        self.kind.activated.connect(lambda: self._change("kind", str(self.kind.currentData())))
        self.day.activated.connect(self._plan)
        self._which = labelled(theme, _("Site"), self.which)
        self._name = labelled(theme, _("Name"), self.name)
        note = _("It decides which checks are asked.")
        self._kind = labelled(theme, _("Kind of site"), self.kind, note)
        self._where = labelled(theme, _("Where"), self.where)
        self.row_of(self._which)
        self.row_of(self._name)
        self.row_of(self._kind)
        self.row_of(side_by_side(self._where, labelled(theme, _("Planned for"), self.day)))
        end = QHBoxLayout()
        end.setSpacing(8)
        self.act = Button(theme, "", "list-check", kind="primary")
        self.act.clicked.connect(self._act)
        end.addWidget(self.act)
        end.addStretch(1)
        self.leave_out = Button(theme, _("Leave out"), kind="danger")
        self.leave_out.clicked.connect(lambda: self.left_out.emit(self.line))
        end.addWidget(self.leave_out)
        self.body.addLayout(end)
        self._visit = ""
        fields: dict[str, Field] = {
            "site": self.which, "name": self.name, "kind": self.kind, "where": self.where, "day": self.day
        }  # fmt: skip
        self.begun = Begun(theme, operations, "site", fields)
        self.show_begun(self.begun)

    def show_line(self, line: SiteLine | None, page: VisitPage) -> None:
        """Show a site of the visit, or with None the form to add one."""
        if line is not None:
            self.begun.pause()
            self._visit = ""
        if line is not None and (self.line is None or line.stop.site.id != self.line.stop.site.id):
            self._clear()
        self.line = line
        self.heading.title.setText(_("Add a site") if line is None else line.stop.site.name)
        self._which.setVisible(line is None)
        self.leave_out.setVisible(line is not None)
        self._offer_days(page, line.stop.row.planned if line else self._held_day())
        if line is None:
            self._offer_sites(page)
            self.act.setText(_("Add to the visit"))
            self.act.set_icon("plus")
            if page.visit.id != self._visit:
                self._visit = page.visit.id
                self.begun.begin(self._visit, self._clear)
            return
        site = line.stop.site
        self._name.show()
        self._kind.show()
        self._where.show()
        self.name.show_text(site.name, site)
        self.where.show_text(site.where, site)
        self.kind.setCurrentIndex(max(0, self.kind.findData(site.kind)))
        begun = line.inspection is not None
        self.act.setText(_("Open the checklist") if begun else _("Start the checklist"))
        self.act.set_icon("list-check")

    def flush(self) -> None:
        super().flush()
        self.begun.flush()

    def _clear(self) -> None:
        self.complain("")
        for field in (self.name, self.where):
            field.forget()
        self.kind.setCurrentIndex(0)
        self.day.setCurrentIndex(-1)

    def _held_day(self) -> date | None:
        held: date | None = self.day.currentData()
        return held

    def _offer_days(self, page: VisitPage, chosen: date | None) -> None:
        self.day.clear()
        self.day.addItem(_("No day yet"), None)
        days = [None, *(row.day for row in page.days if row.day is not None)]
        for day in days[1:]:
            if day is not None:
                self.day.addItem(day_words(day, day, weekday=True), day)
        self.day.setCurrentIndex(days.index(chosen) if chosen in days else 0)

    def _offer_sites(self, page: VisitPage) -> None:
        there = {line.stop.site.id for line in page.sites}
        choices = [(site.id, site.name) for site in page.places if site.id not in there]
        held = self.which.currentData()
        self.which.clear()
        for key, words in (*choices, ("", _("A new site …"))):
            self.which.addItem(words, key)
        found = self.which.findData(held) if held is not None else 0
        self.which.setCurrentIndex(max(0, found))
        self._chosen()

    def _chosen(self, _number: int = 0) -> None:
        is_new = self.which.currentData() == ""
        for part in (self._name, self._kind, self._where):
            part.setVisible(is_new)

    def _change(self, field: str, value: str) -> None:
        stop: Stop | None = self.line.stop if self.line else None
        if stop is not None:
            site = based_on(getattr(self, field, None), stop.site)
            if value != getattr(site, field):
                self.changed.emit(replace(stop, site=site), {field: value})

    def _plan(self, _number: int) -> None:
        if self.line is not None and self._held_day() != self.line.stop.row.planned:
            self.planned.emit(self.line.stop, self._held_day())

    def _act(self) -> None:
        if self.line is not None:
            self.flush()
            self.inspected.emit(self.line)
            return
        fields: Mapping[str, str] = {
            "name": self.name.text().strip(),
            "kind": str(self.kind.currentData() or ""),
            "where": self.where.text().strip(),
        }
        key = str(self.which.currentData() or "")
        if not key and not fields["name"]:
            self.complain(_("Type the name of the site."))
            self.name.setFocus()
            return
        self.added.emit(key, fields, self._held_day())
        self.begun.end()
        self.begun.begin(self._visit, self._clear)
