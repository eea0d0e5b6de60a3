"""The panel that starts an assessment: which checklist, how deep, which areas, compared with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wopfield.checklists import library
from wopfield.domain.checklist import Checklist, Depth
from wopfield.domain.visit import stage
from wopfield.language import _, meant, plural
from wopfield.store.tables import Visit
from wopfield.store.visit_page import Progressed
from wopfield.ui.begun import Field
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Switch
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.text import LineText
from wopfield.ui.widgets.toggle import Toggles


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was chosen for an assessment to be started; no areas means all."""

    checklist: Checklist
    title: str
    depth: Depth
    areas: tuple[str, ...]
    baseline: str
    visit: str
    hide_colleagues: bool


class StartPanel(Panel):
    """Everything has a sensible choice already, so that one press starts."""

    started = Signal(object)
    """A Beginning."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Start an assessment"))
        self._listed: tuple[Progressed, ...] = ()
        self._year = 0
        self.checklist = ChoiceBox(theme, _("Checklist"))
        for one in _offered():
            self.checklist.addItem(f"{_(one.title)} {one.version}", one.code)
        self.checklist.activated.connect(self._fill)
        self.title = LineText(theme, _("Title"))
        depths = [("full", _("Full")), ("standard", _("Standard")), ("quick", _("Quick"))]
        self.deep = Segments(theme, _("How deep"), depths, "full", follows=True)
        self.deep.chosen.connect(lambda _key: self._count())
        self.items = Label(theme, "", "caption", wrap=True)
        self.areas = Toggles(theme, _("Areas"))
        self.areas.chosen.connect(lambda _keys: self._count())
        self.baseline = ChoiceBox(theme, _("Compared with"))
        self.visit = ChoiceBox(theme, _("Visit"))
        self.hidden = Switch(theme, _("Hide other ratings until one has rated"), on=True)
        self.row_of(labelled(theme, _("Checklist"), self.checklist))
        self.row_of(labelled(theme, _("Title"), self.title))
        self.row_of(labelled(theme, _("How deep"), self.deep))
        self.body.addWidget(self.items)
        self.row_of(labelled(theme, _("Areas"), self.areas))
        self.row_of(labelled(theme, _("Visit"), self.visit), labelled(theme, _("Compared with"), self.baseline))
        hidden = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, _("Hide other ratings until one has rated"), "secondary", wrap=True))
        words.addWidget(Label(theme, _("So that nobody is led by what others say."), "caption", wrap=True))
        hidden.addLayout(words, 1)
        hidden.addWidget(self.hidden)
        self.body.addLayout(hidden)
        self.start = Button(theme, meant("Start", "button"), "arrow-right", kind="primary", trailing=True, tall=True)
        self.start.clicked.connect(self._say)
        self.body.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignLeft)

    def fields(self) -> dict[str, Field]:
        """Return what is filled in, by names that stay."""
        return {
            "checklist": self.checklist, "title": self.title, "depth": self.deep, "areas": self.areas,
            "visit": self.visit, "baseline": self.baseline, "hidden": self.hidden,
        }  # fmt: skip

    def begin(self, listed: Sequence[Progressed], stays: Sequence[Visit], today: date) -> None:
        """Start anew: the visit that is on or next, compared with the newest assessment of the same checklist."""
        self._listed, self._year = tuple(listed), today.year
        self.complain("")
        self.visit.clear()
        self.visit.addItem(_("No visit"), "")
        for visit in stays:
            self.visit.addItem(visit.title, visit.id)
        near = [v for v in stays if stage(v.starts, v.ends, today) == "under_way"]
        near += [v for v in stays if stage(v.starts, v.ends, today) == "before"]
        self.visit.setCurrentIndex(self.visit.findData(near[0].id) if near else 0)
        self.title.setModified(False)
        self.deep.choose("full")
        self.hidden.setChecked(True)
        self._fill()

    def _fill(self, _number: int = 0) -> None:
        chosen = self._chosen()
        before = [one for one in self._listed if one.checklist and one.checklist.code == chosen.code]
        self.baseline.clear()
        self.baseline.addItem(_("Nothing yet"), "")
        for one in before:
            self.baseline.addItem(one.assessment.title, one.assessment.id)
        self.baseline.setCurrentIndex(1 if before else 0)
        if not self.title.isModified():
            words = _("Follow-up {year}") if before else _("Baseline {year}")
            self.title.setText(words.format(year=self._year))
            self.title.setModified(False)
        choices = [(area.code, f"{area.number}", f"{area.number} {_(area.title)}") for area in chosen.areas]
        self.areas.offer(choices, [area.code for area in chosen.areas])
        self.deep.setEnabled(len({item.weight for item in chosen.items}) > 1)
        self._count()

    def _chosen(self) -> Checklist:
        return library.get(str(self.checklist.currentData()))

    def _depth(self) -> Depth:
        return cast(Depth, self.deep.current() or "full")

    def _on(self) -> tuple[str, ...]:
        return tuple(area.code for area in self._chosen().areas if self.areas.chip(area.code).isChecked())

    def _count(self) -> None:
        asked = self._chosen().at_depth(self._depth())
        areas = set(self._on())
        count = sum(len(area.items) for area in asked.areas if area.code in areas)
        self.items.setText(plural("{count} item is asked", "{count} items are asked", count))
        self.start.setEnabled(count > 0)

    def _say(self) -> None:
        chosen, on = self._chosen(), self._on()
        title = self.title.text().strip()
        if not title:
            self.complain(_("An assessment needs a title."))
            self.title.setFocus()
            return
        everything = len(on) == len(chosen.areas)
        self.started.emit(
            Beginning(
                checklist=chosen,
                title=title,
                depth=self._depth(),
                areas=() if everything else on,
                baseline=str(self.baseline.currentData() or ""),
                visit=str(self.visit.currentData() or ""),
                hide_colleagues=self.hidden.isChecked(),
            )
        )


def _offered() -> tuple[Checklist, ...]:
    """Return the checklists that ask for levels; sites are inspected in their own tab."""
    return tuple(one for one in library.built_in() if one.kind != "site_inspection")
