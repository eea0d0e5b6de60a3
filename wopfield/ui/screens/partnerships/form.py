"""The form in which a partnership is begun, and in which it is changed later.

A new one is made by its button, since before that there is nothing to keep. From then on every field keeps itself
when it is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store import objectives, partnerships, utilities
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.had import Had, had_now
from wopfield.store.partnerships import Pair, PartnershipFields
from wopfield.store.rows import Row, noun_of
from wopfield.store.tables import Objective, Partnership, Utility
from wopfield.ui.begun import Begun, Field
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.partnerships.goals import Goals
from wopfield.ui.screens.partnerships.utility_choice import Picked, UtilityChoice
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import undo
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.choose import Switch
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.text import GrowingText, LineText, based_on

_NO_LIMIT = 16_777_215
"""As wide as a widget can be."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the form shows; no pair while a new one is begun."""

    pair: Pair | None
    utilities: list[Utility]
    objectives: list[Objective]
    had: Had
    """What was here of every log of the partnership."""


class PartnershipFormScreen(Screen):
    """Who helps whom, for what, and when; with an existing partnership also its objectives."""

    place = "partnership_form"
    rail = "partnerships"
    shows = frozenset({"partnership", "utility", "objective"})

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._scope = ""
        self._shown: Partnership | None = None
        self._had: Had = ()
        self._open: Row | None = None
        """The first row here that was changed in two places."""
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self.begun.pause()
        self._blank()
        self._scope = ids.get("partnership", "")
        self._shown = None
        self.trouble.hide()
        self.head(self._heading(""))
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope), self._show)

    def leave(self) -> None:
        self.begun.flush()
        if self._scope:
            for field in (self.name, self.purpose, self.starts, self.ends):
                field.flush()
            self.goals.flush()

    def commands(self) -> tuple[Command, ...]:
        if not self._scope:
            return (Command(_("Begin this partnership"), self._begin, "Ctrl+Return", "check"),)
        return (
            Command(_("Add an objective"), self.goals.add_blank, "Ctrl+N", "plus"),
            Command(
                _("Take back my last change"), partial(undo, self.operations, self._scope), "Ctrl+Z", "arrow-back-up"
            ),
        )

    # building

    def _build(self) -> None:
        theme = self.theme
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        page = Page(self.theme)
        outside.addWidget(page)
        self.title = SectionTitle(theme, "", role="page")
        page.body.addWidget(self.title)
        self.trouble = Strip(theme, "warning")
        self.trouble.hide()
        page.body.addWidget(self.trouble)
        both = _("Both values are kept until you choose.")
        self.open_strip = Strip(theme, "conflict", _("Changed in two places"), both)
        self.open_strip.add_button("settle", _("Settle"))
        self.open_strip.pressed.connect(lambda _key: self._settle())
        self.open_strip.hide()
        page.body.addWidget(self.open_strip)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._built_about(), 3, Qt.AlignmentFlag.AlignTop)
        self.goals = Goals(theme)
        self.goals.added.connect(self._add_objective)
        self.goals.changed.connect(self._change_objective)
        self.goals.removed.connect(self._remove_objective)
        self._later = QWidget()
        later = QVBoxLayout(self._later)
        later.setContentsMargins(0, 0, 0, 0)
        later.setSpacing(16)
        later.addWidget(self.goals)
        later.addWidget(self._built_end())
        later.addStretch(1)
        columns.addWidget(self._later, 4, Qt.AlignmentFlag.AlignTop)
        columns.addStretch()  # where the form stands alone it is below its title
        page.body.addLayout(columns)
        page.body.addStretch(1)

    def _built_about(self) -> QWidget:
        theme = self.theme
        card = self.about = Card(theme, margins=(20, 16, 20, 20), spacing=14)
        self.mentee = UtilityChoice(theme, _("The utility that is helped (mentee)"))
        self.mentor = UtilityChoice(theme, _("The utility that helps (mentor)"))
        self.mentee.chosen.connect(partial(self._choose, "mentee"))
        self.mentor.chosen.connect(partial(self._choose, "mentor"))
        self.name = LineText(theme, _("Name"), hint=_("Left empty, it is called after the two"))
        self.name.left.connect(lambda words: self._change(name=words))
        self.purpose = GrowingText(theme, _("Purpose"), hint=_("What shall be better, in a sentence or two"), least=3)
        self.purpose.left.connect(lambda words: self._change(purpose=words))
        self.starts, self.ends = DayField(theme, _("First day")), DayField(theme, _("Last day"))
        self.starts.chosen.connect(lambda day: self._change(starts=day))
        self.ends.chosen.connect(lambda day: self._change(ends=day))
        for field in (self.mentee, self.mentor):
            card.body.addWidget(field)
        card.body.addWidget(labelled(theme, _("Name"), self.name))
        card.body.addWidget(labelled(theme, _("Purpose"), self.purpose))
        days = side_by_side(labelled(theme, _("First day"), self.starts), labelled(theme, _("Last day"), self.ends))
        card.body.addWidget(days)
        self.begun = Begun(theme, self.operations, "partnership", self._fields())
        self.begun.filled.connect(self._focus_first)
        card.body.insertWidget(0, self.begun)
        self.begin = Button(theme, _("Begin this partnership"), "check", kind="primary", tall=True)
        self.begin.clicked.connect(self._begin)
        card.body.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _fields(self) -> dict[str, Field]:
        return {
            "mentee": self.mentee.box, "mentee name": self.mentee.name, "mentee country": self.mentee.country,
            "mentor": self.mentor.box, "mentor name": self.mentor.name, "mentor country": self.mentor.country,
            "name": self.name, "purpose": self.purpose, "starts": self.starts, "ends": self.ends,
        }  # fmt: skip

    def _built_end(self) -> QWidget:
        theme = self.theme
        card = Card(theme, margins=(20, 12, 20, 12))
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, _("Show one overall score"), "strong"))
        note = _("Off, areas stand side by side and nobody is ranked. The lead decides.")
        words.addWidget(Label(theme, note, "secondary", ink="ink3", wrap=True))
        row.addLayout(words, 1)
        self.overall = Switch(theme, _("Show one overall score"))
        self.overall.clicked.connect(lambda on: self._change(show_overall=on))
        row.addWidget(self.overall)
        card.body.addLayout(row)
        delete = Button(theme, _("Delete this partnership"), "trash", kind="danger")
        delete.clicked.connect(self._ask_to_delete)
        card.body.addWidget(delete, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    # showing

    def _heading(self, name: str) -> Heading:
        list_of_all = (_("Partnerships"), Place("partnerships"))
        if not self._scope:
            return Heading(_("New partnership"), crumbs=(list_of_all,))
        return Heading(_("Edit"), crumbs=(list_of_all, (name, Place("partnership", partnership=self._scope))))

    def _show(self, found: Found) -> None:
        self.mentee.offer(found.utilities)
        self.mentor.offer(found.utilities)
        self._later.setVisible(found.pair is not None)
        self.about.setMaximumWidth(self.theme.px(760) if found.pair is None else _NO_LIMIT)
        self.begin.setVisible(found.pair is None)
        rows = [] if found.pair is None else [found.pair.partnership, *found.objectives]
        self._open = next((row for row in rows if row.open), None)
        self.open_strip.setVisible(self._open is not None)
        if found.pair is None:
            self.title.title.setText(_("New partnership"))
            if self._shown is None:
                self._shown = Partnership(scope="", id="")
                self.begun.begin("", self._blank)
                self._focus_first()
            return
        row = self._shown = found.pair.partnership
        self._had = found.had
        self.title.title.setText(row.name)
        self.head(self._heading(row.name))
        self.mentee.choose(row.mentee)
        self.mentor.choose(row.mentor)
        self.name.show_text(row.name, row)
        self.purpose.show_text(row.purpose, row)
        self.starts.show_day(row.starts, row)
        self.ends.show_day(row.ends, row)
        self.overall.setChecked(row.show_overall)
        self.goals.show_rows(found.objectives)

    def _blank(self) -> None:
        for choice in (self.mentee, self.mentor):
            choice.begin_anew()
        for field in (self.name, self.purpose, self.starts, self.ends):
            field.forget()

    def _focus_first(self) -> None:
        self.mentee.first().setFocus(Qt.FocusReason.OtherFocusReason)

    # changing

    def _begin(self) -> None:
        if self._scope:
            return
        for field in (self.starts, self.ends):
            field.flush()
        fields: PartnershipFields = {
            "name": self.name.text(),
            "purpose": self.purpose.toPlainText(),
            "starts": self.starts.day(),
            "ends": self.ends.day(),
        }
        edit = partial(_make, self.mentor.picked(), self.mentee.picked(), fields)
        self.operations.change(edit, self._begun, self._complain)

    def _begun(self, scope: str) -> None:
        self.begun.end()
        self.open_requested.emit(Place("partnership", partnership=scope))

    def _complain(self, error: Exception) -> None:
        if not isinstance(error, BadInput):
            self.operations.failed.emit(error)
            return
        self.trouble.show_words(error.happened, error.do)
        self.trouble.show()
        for choice in (self.mentee, self.mentor):
            if not (choice.picked().utility or choice.picked().name):
                choice.first().setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _choose(self, side: str, picked: Picked) -> None:
        """Keep another mentor or mentee, once there is a partnership to keep it in."""
        if self._scope and self._shown is not None:
            edit = partial(_put, self._shown, side, picked)
            self.operations.change(edit, self._kept, self._complain)

    def _change(self, **fields: object) -> None:
        if self._scope and self._shown is not None:
            (field,) = fields
            edit = partial(_change, based_on(getattr(self, field, None), self._shown), fields)
            self.operations.change(edit, self._kept, self._complain)

    def _kept(self, _outcome: object) -> None:
        self.trouble.hide()

    def _add_objective(self, text: str) -> None:
        add = partial(objectives.add, scope=self._scope, text=text, place=self.goals.next_place())
        self.operations.change(add, None, self._complain)

    def _change_objective(self, shown: Objective, field: str, value: object) -> None:
        edit = partial(_change_objective, shown, field, value)
        self.operations.change(edit, self._kept, self._complain)

    def _remove_objective(self, shown: Objective) -> None:
        self.operations.change(lambda editor: objectives.remove(editor, shown))
        bring_back = partial(self.operations.change, lambda editor: objectives.bring_back(editor, shown))
        self.told.emit(_("Objective “{text}” removed", text=shown.text), bring_back)

    def _settle(self) -> None:
        if self._open is not None:
            place = {"scope": self._scope, "noun": noun_of(type(self._open)), "row": self._open.id}
            self.open_requested.emit(Place("settle", partnership=self._scope, **place))

    def _ask_to_delete(self) -> None:
        if self._shown is None:
            return
        ask = QMessageBox(self)
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.setWindowTitle(_("Delete this partnership"))
        ask.setText(_("Delete {name} with its visits, assessments and plan?", name=self._shown.name))
        ask.setInformativeText(
            _("It goes from every laptop that syncs. It can be brought back below the list of partnerships.")
        )
        delete = ask.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = ask.addButton(_("Keep"), QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(keep)  # Enter, pressed too often, deletes nothing
        ask.setEscapeButton(keep)
        delete.clicked.connect(self._delete)
        ask.open()

    def _delete(self) -> None:
        shown, had = self._shown, self._had
        if shown is None:
            return
        self.operations.change(lambda editor: partnerships.remove(editor, shown, had), self._deleted)

    def _deleted(self, _outcome: object) -> None:
        shown = self._shown
        self._scope, self._shown = "", None
        if shown is not None:
            bring_back = partial(self.operations.change, lambda editor: partnerships.bring_back(editor, shown))
            self.open_requested.emit(Place("partnerships"))
            self.told.emit(_("Partnership deleted: {name}", name=shown.name), bring_back)


# ── reading and changing ─────────────────────────────────────────────────────────────────────────────────────


def _read(scope: str, session: Session) -> Found:
    pair = partnerships.get(session, scope) if scope else None
    rows = objectives.of_partnership(session, scope) if scope else []
    return Found(pair, utilities.every(session), rows, had_now(session.connection(), scope))


def _make(mentor: Picked, mentee: Picked, fields: PartnershipFields, editor: Editor) -> str:
    fields = {**fields, "mentor": _utility(mentor, editor), "mentee": _utility(mentee, editor)}
    # A partnership without a name is called after its utilities, so those have to be there.
    editor.session.flush()
    return partnerships.add(editor, **fields).id


def _put(shown: Partnership, side: str, picked: Picked, editor: Editor) -> None:
    utility = _utility(picked, editor)
    if side == "mentor":
        partnerships.change(editor, shown, mentor=utility)
    else:
        partnerships.change(editor, shown, mentee=utility)


def _utility(picked: Picked, editor: Editor) -> str:
    """Return the id of the utility that was picked, made first where it is a new one."""
    if picked.utility or not picked.name:
        return picked.utility
    return utilities.add(editor, name=picked.name, country=picked.country).id


def _change(shown: Partnership, fields: Mapping[str, object], editor: Editor) -> None:
    partnerships.change(editor, shown, **cast(PartnershipFields, fields))


def _change_objective(shown: Objective, field: str, value: object, editor: Editor) -> None:
    objectives.change(editor, shown, **cast(objectives.ObjectiveFields, {field: value}))
