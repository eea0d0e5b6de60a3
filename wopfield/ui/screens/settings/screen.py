"""Settings: how it looks, you and this laptop, your password, backups, and about the program."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import OWN_NAMES, _, language
from wopfield.store import backup, kept, people, second_place, vault
from wopfield.store.backup import Backup
from wopfield.store.editor import Editor
from wopfield.store.second_place import SecondPlace
from wopfield.store.tables import Person
from wopfield.store.workspace import BACKUPS, Workspace
from wopfield.sync.trust import laptops_of
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Screen
from wopfield.ui.screens.settings.about import TEXTS, Part, licence_text, machine_words, parts, version
from wopfield.ui.screens.settings.backups import Backups
from wopfield.ui.screens.settings.parts import LookButton, PasswordChange, Rows
from wopfield.ui.screens.settings.people import PeopleRows
from wopfield.ui.screens.settings.second_place import ChooseFolder, choose_folder
from wopfield.ui.theme import SECONDARY, TEXT_SCALES, Look, Theme, theme_of
from wopfield.ui.widgets.choose import Switch
from wopfield.ui.widgets.focus import first_stop
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.side_list import SideColumn, SideList
from wopfield.ui.widgets.text import LineText


@dataclass(frozen=True, slots=True)
class _Read:
    person: Person | None
    people: tuple[people.Listed, ...]
    laptops: dict[str, list[str]]
    laptop: str
    backups: tuple[Backup, ...]
    place: SecondPlace | None


class SettingsScreen(Screen):
    """``restyle`` shows the whole window in another theme, and keeps that; ``speak`` says everything in another
    language, by its code.

    ``bring_back`` closes the workspace and opens it with a backup, by its name; ``choose`` asks for a folder.
    """

    place = "settings"
    rail = "settings"
    shows = frozenset({"person"})

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        restyle: Callable[[Theme], None],
        speak: Callable[[str], None],
        bring_back: Callable[[str], None],
        choose: ChooseFolder = choose_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, operations, parent)
        self._workspace = workspace
        self._restyle = restyle
        self._speak = speak
        self._bring_back = bring_back
        self._choose = choose
        self._person: Person | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._built_side())
        row.addWidget(Line(theme, upright=True))
        self._page = Page(theme, margins=(24, 14, 24, 24), spacing=10)
        row.addWidget(self._page, 1)
        self._titles: dict[str, QWidget] = {}
        self._parts: dict[str, QWidget] = {}
        for key, words, _picture, build in self._sections():
            title = Label(theme, words, "page")
            self._titles[key] = title
            self._page.body.addWidget(title)
            self._parts[key] = build()
            self._page.body.addWidget(self._parts[key])
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
        for field in (self._name, self._function, self._laptop):
            field.flush()

    def commands(self) -> tuple[Command, ...]:
        return (Command(_("Back up now"), self._back_up, "", "shield-check"),)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._list, self._page)

    # building

    def _sections(self) -> tuple[tuple[str, str, str, Callable[[], QWidget]], ...]:
        return (
            ("look", _("Look and language"), "contrast", self._built_look),
            ("you", _("You and this laptop"), "user", self._built_you),
            ("people", _("People who stand twice"), "users", self._built_people),
            ("password", _("Password"), "lock", self._built_password),
            ("backups", _("Backups"), "shield-check", self._built_backups),
            ("about", _("About and licences"), "info-circle", self._built_about),
        )

    def _built_side(self) -> QWidget:
        theme = self.theme
        side = SideColumn(theme)
        self._list = SideList(theme, _("Settings"))
        self._list.show_entries([(key, words, picture) for key, words, picture, _build in self._sections()])
        self._list.setCurrentRow(0)
        self._list.chosen.connect(self._scroll_to)
        self._list.entered.connect(self._enter)
        side.body.addWidget(self._list)
        return side

    def _built_look(self) -> QWidget:
        theme = self.theme
        rows = Rows(theme)
        looks: tuple[tuple[Look, str], ...] = (("light", _("Light")), ("dark", _("Dark")), ("sunlight", _("Sunlight")))
        self._looks = [LookButton(theme, look, words) for look, words in looks]
        for button in self._looks:
            button.setChecked(button.look == theme.look)
            button.clicked.connect(partial(self._wear, theme_of(button.look, theme.scale, large=theme.large)))
        words = _("dark is easier on the eyes in the evening; sunlight has the strongest contrast")
        rows.add(_("Look"), words, *self._looks)
        sizes = [(str(scale), _("{percent} %", percent=round(scale * 100))) for scale in TEXT_SCALES]
        self._size = Segments(theme, _("Text size"), sizes, str(theme.scale))
        self._size.chosen.connect(lambda scale: self._wear(theme_of(theme.look, float(scale), large=theme.large)))
        rows.add(_("Text size"), _("everything grows with it"), self._size)
        self._large = Switch(theme, _("Large buttons"), on=theme.large)
        self._large.toggled.connect(lambda on: self._wear(theme_of(theme.look, theme.scale, large=on)))
        rows.add(_("Large buttons"), _("buttons and fields for gloves"), self._large)
        self._language = Segments(theme, _("Language"), tuple(OWN_NAMES.items()), language())
        self._language.chosen.connect(self._say_in)
        rows.add(_("Language"), _("of the program; a report has its own"), self._language)
        return rows

    def _built_you(self) -> QWidget:
        theme = self.theme
        rows = Rows(theme)
        self._name = LineText(theme, _("Your name"))
        self._function = LineText(theme, _("What you do"))
        self._laptop = LineText(theme, _("Name of this laptop"))
        self._name.left.connect(partial(self._say_of_me, "name"))
        self._function.left.connect(partial(self._say_of_me, "function"))
        self._laptop.left.connect(self._call_laptop)
        self._name_note = rows.add(_("Your name"), _("as colleagues and the report show it"), self._name, wide=True)
        rows.add(_("What you do"), _("such as “networks” or “finance director”"), self._function, wide=True)
        rows.add(_("Name of this laptop"), _("as the server lists it"), self._laptop, wide=True)
        return rows

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
        self.backups.back_up_asked.connect(self._back_up)
        self.backups.bring_back_asked.connect(self._bring_back)
        self.backups.place_asked.connect(self._choose_place)
        self.backups.place_given_up.connect(self._give_place_up)
        return self.backups

    def _built_about(self) -> QWidget:
        theme = self.theme
        rows = Rows(theme)
        rows.add(_("WOPField {version}", version=version()).strip(), machine_words())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 8, 18, 12)
        column.setSpacing(4)
        for part in parts():
            column.addLayout(self._part_line(part))
        links = QHBoxLayout()
        links.setSpacing(20)
        links.addWidget(Label(theme, _("Licence texts:"), "secondary"))
        for name, file in TEXTS:
            link = Link(theme, name, size=SECONDARY)
            link.clicked.connect(partial(self._show_licence, file))
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)
        self._licence = QPlainTextEdit()
        self._licence.setAccessibleName(_("Licence"))
        self._licence.setReadOnly(True)
        self._licence.setTabChangesFocus(True)
        self._licence.setMinimumHeight(theme.px(220))
        self._licence.hide()
        column.addWidget(self._licence)
        rows.body.addWidget(Line(theme))
        rows.body.addWidget(inside)
        return rows

    def _part_line(self, part: Part) -> QHBoxLayout:
        row = QHBoxLayout()
        name = Label(self.theme, part.name, "secondary", ink="ink")
        name.setFixedWidth(self.theme.px(200))
        number = Label(self.theme, part.version, "secondary")
        number.setFixedWidth(self.theme.px(120))
        row.addWidget(name)
        row.addWidget(number)
        row.addWidget(Label(self.theme, part.licence, "secondary"))
        row.addStretch(1)
        return row

    # showing

    def _show(self, read: _Read) -> None:
        self._person = read.person
        self._name.show_text(read.person.name if read.person else "")
        self._function.show_text(read.person.function if read.person else "")
        for field in (self._name, self._function):
            field.setEnabled(read.person is not None)
        self._laptop.show_text(read.laptop)
        self.people.show_people(read.people, read.laptops)
        self.backups.show_backups(read.backups)
        self.backups.show_place(read.place)

    def _scroll_to(self, section: str) -> None:
        self._page.verticalScrollBar().setValue(self._titles[section].y() - 14)

    def _enter(self, section: str) -> None:
        """Give the keyboard to the first thing that can be set in a section."""
        first = first_stop(self._parts[section])
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_licence(self, file: str) -> None:
        self._licence.setPlainText(licence_text(file))
        self._licence.show()

    # doing

    def _wear(self, theme: Theme) -> None:
        if theme != self.theme:
            # Later, because it throws this very screen away while its button is being pressed.
            QTimer.singleShot(0, partial(self._restyle, theme))

    def _say_in(self, code: str) -> None:
        if code != language():
            QTimer.singleShot(0, partial(self._speak, code))  # later, for the reason above

    def _say_of_me(self, field: str, words: str) -> None:
        if self._person is not None:
            self.operations.change(partial(_say, self._person, field, words), self._said, self._not_said)

    def _said(self, _done: object) -> None:
        self._name_note.setText(_("as colleagues and the report show it"))
        self._name_note.set_ink("ink2")

    def _not_said(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self.operations.failed.emit(error)
            return
        self._name_note.setText(str(error))
        self._name_note.set_ink("danger")
        self.redraw()

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

    def _call_laptop(self, name: str) -> None:
        self.operations.change(partial(_call, name.strip()))

    def _change_password(self, now: str, new: str) -> None:
        self.password.show_busy(True)
        folder = self._workspace.folder

        def change(_work: Work) -> None:
            vault.change_password(folder, now, new)

        self.operations.background(change, self._password_changed, self.password.show_outcome)

    def _password_changed(self, _done: None) -> None:
        self.password.show_outcome(None)
        self.told.emit(_("The password is changed."), None)

    def _back_up(self) -> None:
        self.backups.show_busy(True)
        workspace = self._workspace

        def copy(_work: Work) -> str:
            return workspace.back_up("by-hand").name

        self.operations.background(copy, self._backed_up, self._not_backed_up)

    def _backed_up(self, _name: str) -> None:
        self.backups.show_busy(False)
        self.told.emit(_("A checked backup is on this laptop."), None)
        self.redraw()

    def _choose_place(self) -> None:
        chosen = self._choose(self, _("Choose a folder on a stick or another disk"))
        if not chosen:
            return
        self.backups.show_busy(True)
        workspace, name = self._workspace, self._laptop.text() or self._name.text()

        def choose(_work: Work) -> str:
            second_place.choose(workspace.database, workspace.folder, Path(chosen), name)
            return workspace.back_up("by-hand").name

        self.operations.background(choose, self._backed_up_twice, self._not_backed_up)

    def _backed_up_twice(self, _name: str) -> None:
        self.backups.show_busy(False)
        self.told.emit(_("Backups are kept in the second place too from now on."), None)
        self.redraw()

    def _give_place_up(self) -> None:
        database = self._workspace.database

        def give_up(_work: Work) -> None:
            second_place.give_up(database)

        self.operations.background(give_up, self._place_given_up)

    def _place_given_up(self, _done: None) -> None:
        self.told.emit(_("No more backups go there; those that lie there stay."), None)
        self.redraw()

    def _not_backed_up(self, error: Exception) -> None:
        self.backups.show_busy(False)
        self.operations.failed.emit(error)


def _load(folder: Path, session: Any) -> _Read:  # the store's session
    person = people.find(session, kept.get(session, kept.PERSON))
    backups = tuple(backup.every(folder / BACKUPS))
    return _Read(
        person,
        tuple(people.listed(session)),
        laptops_of(session.connection()),
        kept.get(session, kept.LAPTOP),
        backups,
        second_place.find(session),
    )


def _say(shown: Person, field: str, words: str, editor: Editor) -> None:
    if field == "name":
        people.change(editor, shown, name=words)
    else:
        people.change(editor, shown, function=words)


def _join(twice: Person, stays: Person, editor: Editor) -> Person:
    return people.join(editor, twice, stays)


def _take_apart(other: Person, editor: Editor) -> Person:
    return people.take_apart(editor, other)


def _call(name: str, editor: Editor) -> None:
    kept.put(editor.session.connection(), kept.LAPTOP, name)
