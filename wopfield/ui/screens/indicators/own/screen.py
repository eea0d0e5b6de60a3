"""Figures and indicators that a partnership added: a list of them, and the form of the chosen or a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.domain import own as rules
from wopfield.domain.catalogue import Catalogue
from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import own, partnerships
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.own import Own, fields_of
from wopfield.store.partnerships import Pair
from wopfield.store.tables import OwnIndicator, OwnVariable
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.indicators.own.form import Meant, OwnForm
from wopfield.ui.screens.indicators.trail import heading_behind_indicators
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import redo, undo
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import Page, clear


@dataclass(frozen=True, slots=True)
class Added:
    """What a partnership added, and what is wrong with some of it."""

    pair: Pair
    variables: tuple[OwnVariable, ...]
    indicators: tuple[OwnIndicator, ...]
    problems: Mapping[str, str]

    def without(self, row: Own | None) -> Catalogue:
        """Return the catalogue with everything that was added but ``row``."""
        variables = [fields_of(each) for each in self.variables if row is None or each.id != row.id]
        indicators = [fields_of(each) for each in self.indicators if row is None or each.id != row.id]
        return rules.extended(indicator_catalogue(), variables, indicators).catalogue


class OwnScreen(Screen):
    """What is added here is asked for in the grid and worked out like everything else."""

    place = "own_figures"
    rail = "partnerships"
    tab = "indicators"
    shows = frozenset({"own_variable", "own_indicator", "partnership"})

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, operations)
        self._scope = ""
        self._added: Added | None = None
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        self._scope = ids.get("partnership", "")
        self.head(Heading(_("Figures of our own"), crumbs=((_("Partnerships"), Place("partnerships")),)))
        self._forms.setCurrentWidget(self._told)
        self.redraw()

    def redraw(self) -> None:
        self.operations.read(partial(_read, self._scope), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Add a figure of our own"), self._begin_variable, "Ctrl+N", "plus"),
            Command(_("Add an indicator of our own"), self._begin_indicator, "Ctrl+Shift+N", "plus"),
            Command(_("All figures"), self._open_figures, "", "table"),
            Command(_("Undo"), partial(undo, self.operations, self._scope), "Ctrl+Z", "arrow-back-up"),
            Command(_("Redo"), partial(redo, self.operations, self._scope), "Ctrl+Shift+Z", "arrow-forward-up"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._page, self._forms)

    def leave(self) -> None:
        for form in (self.variable, self.indicator):
            form.keep_begun()

    def go_back(self) -> bool:
        if self._forms.currentWidget() is not self._told:
            self._close()
            return True
        return False

    # building

    def _build(self) -> None:
        theme = self.theme
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 12, 20, 12)
        outside.setSpacing(10)
        outside.addLayout(self._built_head())
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self._page = Page(theme, margins=(0, 0, 0, 0), spacing=12)
        self._variables, self._indicators = QVBoxLayout(), QVBoxLayout()
        for title, rows in ((_("Figures"), self._variables), (_("Indicators"), self._indicators)):
            card = Card(theme, margins=(18, 12, 18, 14), spacing=6)
            card.body.addWidget(Label(theme, title, "section"))
            card.body.addLayout(rows)
            self._page.body.addWidget(card)
        self._page.body.addStretch(1)
        columns.addWidget(self._page, 3)
        self._forms = QStackedWidget()
        self._told = Card(theme, margins=(18, 14, 18, 16))
        words = _(
            "Add what your partnership follows and the catalogue does not have. It is checked like everything else: "
            "units must fit, and a limit asks where a figure looks wrong. Everybody in the partnership sees it."
        )
        self._told.body.addWidget(Label(theme, words, "secondary", wrap=True))
        self._told.body.addStretch(1)
        self.variable = OwnForm(theme, self.operations, indicator=False)
        self.indicator = OwnForm(theme, self.operations, indicator=True)
        for form in (self.variable, self.indicator):
            form.accepted.connect(self._keep)
            form.removed.connect(self._remove)
            form.closed.connect(self._close)
        for page in (self._told, self.variable, self.indicator):
            self._forms.addWidget(page)
        columns.addWidget(self._forms, 4)
        outside.addLayout(columns, 1)

    def _built_head(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        back = IconButton(theme, "arrow-left", _("All figures"), framed=True)
        back.clicked.connect(self._open_figures)
        row.addWidget(back)
        row.addWidget(ShortLabel(theme, _("Figures and indicators of our own"), "page"), 1)
        for words, begin in ((_("Add a figure"), self._begin_variable), (_("Add an indicator"), self._begin_indicator)):
            button = Button(theme, words, "plus")
            button.clicked.connect(begin)
            row.addWidget(button)
        return row

    # reading and showing

    def _show(self, added: Added) -> None:
        if added.pair.scope != self._scope:
            return
        self._added = added
        self.head(heading_behind_indicators(_("Figures of our own"), added.pair.partnership))
        self._fill(self._variables, added.variables, added.problems)
        self._fill(self._indicators, added.indicators, added.problems)

    def _fill(self, rows: QVBoxLayout, found: tuple[Own, ...], problems: Mapping[str, str]) -> None:
        clear(rows)
        if not found:
            rows.addWidget(Label(self.theme, _("None yet."), "secondary", ink="ink3"))
        for each in found:
            button = Button(self.theme, each.name, "chevron-right", kind="link", trailing=True)
            button.setAccessibleName(_("Open {name}", name=each.name))
            button.clicked.connect(partial(self._open_row, each))
            rows.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeading)
            formula = f" = {each.formula}" if isinstance(each, OwnIndicator) else ""
            rows.addWidget(Label(self.theme, f"{each.code}{formula} · {unit_words(each.unit)}", "caption", wrap=True))
            if each.code in problems:
                rows.addWidget(Label(self.theme, problems[each.code], "secondary", ink="danger", wrap=True))

    def _open_row(self, row: Own) -> None:
        self._show_form(self.indicator if isinstance(row, OwnIndicator) else self.variable, row)

    def _begin_variable(self) -> None:
        self._show_form(self.variable, None)

    def _begin_indicator(self) -> None:
        self._show_form(self.indicator, None)

    def _show_form(self, form: OwnForm, row: Own | None) -> None:
        if self._added is not None:
            form.show_row(self._scope, self._added.without(row), row)
            self._forms.setCurrentWidget(form)
            form.focus_first()

    def _close(self) -> None:
        self.leave()
        self._forms.setCurrentWidget(self._told)

    def _end(self) -> None:
        """Close the form of what is kept or deleted now."""
        form = self._forms.currentWidget()
        if isinstance(form, OwnForm):
            form.forget()
        self._close()

    # changing

    def _keep(self, meant: Meant) -> None:
        self.operations.change(partial(_say, self._scope, meant), self._kept, self._trouble)

    def _kept(self, name: str) -> None:
        self._end()
        self.told.emit(_("{name} is asked for and worked out from now on", name=name), self._undo)

    def _remove(self, row: Own) -> None:
        self.operations.change(partial(_remove, row), self._removed, self._trouble)

    def _removed(self, name: str) -> None:
        self._end()
        self.told.emit(_("{name} was deleted", name=name), self._undo)

    def _undo(self) -> None:
        undo(self.operations, self._scope)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.told.emit(str(error), None)
        else:
            self.operations.failed.emit(error)

    def _open_figures(self) -> None:
        self.open_requested.emit(Place("indicators", partnership=self._scope))


def _read(scope: str, session: Session) -> Added:
    pair = partnerships.get(session, scope)
    problems = own.extended(session, scope, indicator_catalogue()).problems
    return Added(pair, tuple(own.variables(session, scope)), tuple(own.indicators(session, scope)), problems)


def _say(scope: str, meant: Meant, editor: Editor) -> str:
    code = meant.fields["code"]
    fields: Any = {name: value for name, value in meant.fields.items() if name != "code"}
    if meant.indicator:
        shown = meant.shown if isinstance(meant.shown, OwnIndicator) else own.blank_indicator(scope, code)
        return own.say_indicator(editor, indicator_catalogue(), shown, **fields).name
    variable = meant.shown if isinstance(meant.shown, OwnVariable) else own.blank_variable(scope, code)
    return own.say_variable(editor, indicator_catalogue(), variable, **fields).name


def _remove(row: Own, editor: Editor) -> str:
    if isinstance(row, OwnIndicator):
        own.remove_indicator(editor, row)
    else:
        own.remove_variable(editor, row)
    return row.name
