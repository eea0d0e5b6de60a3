"""Settings: how it looks, keys, you, password, people, backups, network, units, paper, and the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _
from wopfield.store import backup, kept, people, second_place, vault
from wopfield.store.backup import Backup
from wopfield.store.database import Session
from wopfield.store.editor import Editor
from wopfield.store.on_paper import OnPaper, on_paper
from wopfield.store.second_place import SecondPlace
from wopfield.store.tables import Person
from wopfield.store.units_here import units_here
from wopfield.store.workspace import BACKUPS, Workspace
from wopfield.sync.trust import laptops_of
from wopfield.ui.job import Work
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ON_PAPER
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.settings.about import AboutRows
from wopfield.ui.screens.settings.backing_up import BackingUp
from wopfield.ui.screens.settings.backups import Backups
from wopfield.ui.screens.settings.keys import KeyRows
from wopfield.ui.screens.settings.look import LookRows
from wopfield.ui.screens.settings.network import Connection, NetworkRows, connection_of
from wopfield.ui.screens.settings.papers import PaperRows
from wopfield.ui.screens.settings.parts import PasswordChange
from wopfield.ui.screens.settings.people import PeopleRows
from wopfield.ui.screens.settings.second_place import ChooseFolder, choose_folder
from wopfield.ui.screens.settings.sections import sections
from wopfield.ui.screens.settings.units import UnitRows
from wopfield.ui.screens.settings.you import YouRows
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.focus import first_stop
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.side_list import SideColumn, SideList


@dataclass(frozen=True, slots=True)
class _Read:
    person: Person | None
    people: tuple[people.Listed, ...]
    laptops: dict[str, list[str]]
    laptop: str
    backups: tuple[Backup, ...]
    place: SecondPlace | None
    connection: Connection
    on_paper: OnPaper
    units: Mapping[str, str]


class SettingsScreen(Screen):
    """``restyle`` shows the whole window in another theme, and keeps that; ``speak`` says everything in another
    language, by its code.

    ``bring_back`` closes the workspace and opens it with a backup, by its name; ``choose`` asks for a folder.
    """

    place = "settings"
    rail = "settings"
    shows = frozenset({"person", EXCHANGE, ON_PAPER})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        neighbours: Neighbours,
        restyle: Callable[[Theme], None],
        speak: Callable[[str], None],
        bring_back: Callable[[str], None],
        choose: ChooseFolder = choose_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._neighbours = neighbours
        self._restyle = restyle
        self._speak = speak
        self._bring_back = bring_back
        self._choose = choose
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._built_side())
        row.addWidget(Line(theme, upright=True))
        self._page = Page(theme, margins=(16, 14, 16, 24), spacing=10)
        row.addWidget(self._page, 1)
        self._titles: dict[str, QWidget] = {}
        self._parts: dict[str, QWidget] = {}
        builders = self._builders()
        for section in sections():
            title = Label(theme, section.title, "page")
            self._titles[section.key] = title
            self._page.body.addWidget(title)
            self._parts[section.key] = builders[section.key]()
            self._page.body.addWidget(self._parts[section.key])
            self._page.body.addSpacing(8)
        self._page.body.addStretch(1)

    # what the window asks

    def open(self, **ids: str) -> None:
        self.head(Heading(_("Settings")))
        self.redraw()
        if ids.get("section"):
            self._list.choose(ids["section"])

    def redraw(self) -> None:
        self.operations.read(partial(_load, self._workspace.folder), self._show)

    def leave(self) -> None:
        self._you.flush()

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Back up now"), self._backing_up.back_up, "", "shield-check"),)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._list, self._page)

    # building

    def _builders(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "look": self._built_look,
            "keys": partial(KeyRows, self.theme),
            "you": self._built_you,
            "people": self._built_people,
            "password": self._built_password,
            "backups": self._built_backups,
            "network": self._built_network,
            "units": self._built_units,
            "paper": self._built_paper,
            "about": partial(AboutRows, self.theme),
        }

    def _built_side(self) -> QWidget:
        side = SideColumn(self.theme)
        self._list = SideList(self.theme, _("Settings"))
        self._list.show_entries([(one.key, one.title, one.icon) for one in sections()])
        self._list.setCurrentRow(0)
        self._list.chosen.connect(self._scroll_to)
        self._list.entered.connect(self._enter)
        side.body.addWidget(self._list)
        return side

    def _built_look(self) -> QWidget:
        look = LookRows(self.theme)
        look.worn.connect(self._restyle)
        look.spoken.connect(self._speak)
        return look

    def _built_you(self) -> QWidget:
        self._you = YouRows(self.theme, self.operations)
        return self._you

    def _built_people(self) -> QWidget:
        self.people = PeopleRows(self.theme)
        self.people.joined.connect(self._join)
        self.people.taken_apart.connect(self._take_apart)
        return self.people

    def _built_password(self) -> QWidget:
        self.password = PasswordChange(self.theme)
        self.password.asked.connect(self._change_password)
        return self.password

    def _built_backups(self) -> QWidget:
        self.backups = Backups(self.theme)
        self.backups.bring_back_asked.connect(self._bring_back)
        self._backing_up = BackingUp(
            self.operations, self._workspace, self.backups, self._choose, lambda: self._you.laptop
        )
        self._backing_up.told.connect(lambda words: self.told.emit(words, None))
        self._backing_up.done.connect(self.redraw)
        return self.backups

    def _built_network(self) -> QWidget:
        self._network = NetworkRows(self.theme, self.operations, self._neighbours)
        self._network.sync_asked.connect(lambda: self.open_requested.emit(Place("sync")))
        return self._network

    def _built_units(self) -> QWidget:
        self._units = UnitRows(self.theme, self.operations)
        return self._units

    def _built_paper(self) -> QWidget:
        self._paper = PaperRows(self.theme, self.operations)
        return self._paper

    # showing

    def _show(self, read: _Read) -> None:
        self._you.show_you(read.person, read.laptop)
        self.people.show_people(read.people, read.laptops)
        self.backups.show_backups(read.backups)
        self.backups.show_place(read.place)
        self._network.show_connection(read.connection)
        self._units.show_units(read.units)
        self._paper.show_paper(read.on_paper)

    def _scroll_to(self, section: str) -> None:
        self._page.verticalScrollBar().setValue(self._titles[section].y() - 14)

    def _enter(self, section: str) -> None:
        """Give the keyboard to the first thing that can be set in a section."""
        first = first_stop(self._parts[section])
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # doing

    def _join(self, twice: Person, stays: Person) -> None:
        self.operations.change(partial(_join, twice, stays), partial(self._joined, stays), self._not_joined)

    def _joined(self, stays: Person, twice: Person) -> None:
        self.told.emit(_("{name} stands here once now", name=stays.name), partial(self._take_apart, twice))

    def _take_apart(self, other: Person) -> None:
        self.operations.change(partial(_take_apart, other), self._taken_apart, self._not_joined)

    def _taken_apart(self, other: Person) -> None:
        self.told.emit(_("{name} is a person of their own again", name=other.name), None)

    def _not_joined(self, error: Exception) -> None:
        self.operations.failed.emit(error)
        self.redraw()

    def _change_password(self, now: str, new: str) -> None:
        self.password.show_busy(True)
        folder = self._workspace.folder

        def change(_work: Work) -> None:
            vault.change_password(folder, now, new)

        self.operations.background(change, self._password_changed, self.password.show_outcome)

    def _password_changed(self, _done: None) -> None:
        self.password.show_outcome(None)
        self.told.emit(_("The password is changed."), None)


def _load(folder: Path, session: Session) -> _Read:
    person = people.find(session, kept.get(session, kept.PERSON))
    backups = tuple(backup.every(folder / BACKUPS))
    return _Read(
        person,
        tuple(people.listed(session)),
        laptops_of(session.connection()),
        kept.get(session, kept.LAPTOP),
        backups,
        second_place.find(session),
        connection_of(session),
        on_paper(session),
        units_here(session),
    )


def _join(twice: Person, stays: Person, editor: Editor) -> Person:
    return people.join(editor, twice, stays)


def _take_apart(other: Person, editor: Editor) -> Person:
    return people.take_apart(editor, other)
