"""What others refused: it stays on this laptop, and can be saved to a file and offered again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.log import PROGRAM, SERVER, Edit
from wopfield.language import _, plural, retold
from wopfield.store.database import Database, Session
from wopfield.store.exchanges import Kept
from wopfield.store.naming import names_of_ids, register_words
from wopfield.store.rows import COMMONS
from wopfield.store.tables import NOUNS
from wopfield.store.workspace import Workspace
from wopfield.sync import standing
from wopfield.sync.device import home
from wopfield.sync.standing import Quarantined
from wopfield.ui.job import Work
from wopfield.ui.moments import number_words, when
from wopfield.ui.operations import Operations
from wopfield.ui.syncing import EXCHANGE, Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.values import shown
from wopfield.ui.widgets.asking import ask_where
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.page import clear

MOST_SHOWN = 20
_MOST_SAID = 3
"""So many of the things entered at once are told; they are one line."""

ChooseFile = Callable[[QWidget, str], str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that somebody refused, in words."""

    kept: Kept
    title: str
    said: str
    """What was entered; empty for more than a change."""
    detail: str
    """Who wrote it and when, and who refused it."""
    reason: str
    offerable: bool
    entries: int = 1
    """How many changes it is, as far as they are here."""
    replaced: bool = False
    """Its author may take it off the list."""


def read_refusals(session: Session) -> tuple[Refusal, ...]:
    """Return everything that was refused, in words."""
    return tuple(_in_words(session, each) for each in standing.refused(session))


def choose_file(parent: QWidget, name: str) -> str:
    """Ask where a file goes; empty when somebody thinks better of it."""
    return ask_where(parent, _("Save what was refused"), name, "JSON (*.json)")


class QuarantineCard(Card):
    """Lists what was refused; hidden while nothing is."""

    offer_asked = Signal(object)
    """The refusals to offer again."""
    take_off_asked = Signal(object)
    """The ``Kept`` refusal to list no more."""
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 12, 18, 12), parent=parent)
        self._theme = theme
        self._refusals: tuple[Refusal, ...] = ()
        self._title = Label(theme, "", "section", wrap=True)
        self.body.addWidget(self._title)
        words = _("Nothing of it is lost. Whoever refused it looks at it again by itself once the reason is gone.")
        self.body.addWidget(Label(theme, words, "secondary", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        row = Flow()
        self.save_button = Button(theme, _("Save to a file…"), "file-export")
        self.save_button.clicked.connect(self.save_asked)
        self._all = Button(theme, _("Offer all again"), "refresh")
        self._all.clicked.connect(self._offer_all)
        row.addWidget(self.save_button)
        row.addWidget(self._all)
        self.body.addLayout(row)
        self.hide()

    def show_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Show what was refused; the card hides where nothing was."""
        self.setVisible(bool(refusals))
        if tuple(refusals) == self._refusals:
            return  # whoever stands on a button stays there
        self._refusals = tuple(refusals)
        count = sum(max(each.entries, 1) for each in refusals)
        self._title.setText(
            plural("{count} change was refused", "{count} changes were refused", count, count=number_words(count))
        )
        self._all.setVisible(sum(each.offerable for each in refusals) > 1)
        clear(self._lines)
        for refusal in refusals[:MOST_SHOWN]:
            self._lines.addWidget(Line(self._theme))
            self._lines.addWidget(self._line(refusal))
        if len(refusals) > MOST_SHOWN:
            more = _("and {count} more, all of them in the file", count=number_words(len(refusals) - MOST_SHOWN))
            self._lines.addWidget(Label(self._theme, more, "secondary"))

    def _line(self, refusal: Refusal) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ShortLabel(self._theme, refusal.title, "strong"))
        if refusal.said:
            words.addWidget(ShortLabel(self._theme, refusal.said, "secondary", ink="ink"))
        words.addWidget(Label(self._theme, refusal.reason, "secondary", ink="danger", wrap=True))
        words.addWidget(Label(self._theme, refusal.detail, "secondary", wrap=True))
        row.addLayout(words, 1)
        if refusal.offerable:
            button = Button(self._theme, _("Offer again"))
            button.setAccessibleName(_("Offer again: {title}", title=refusal.title))
            button.clicked.connect(partial(self.offer_asked.emit, (refusal,)))
            row.addWidget(button)
        if refusal.replaced:
            off = Button(self._theme, _("Take off the list"))
            off.setAccessibleName(_("Take off the list: {title}", title=refusal.title))
            off.clicked.connect(partial(self.take_off_asked.emit, refusal.kept))
            row.addWidget(off)
        return whole

    def _offer_all(self) -> None:
        self.offer_asked.emit(tuple(each for each in self._refusals if each.offerable))


class Quarantine(QObject):
    """Owns the ``card``, and does what its buttons say."""

    told = Signal(str)

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        syncing: Syncing,
        parent: QWidget,
        choose: ChooseFile,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._database = workspace.database
        self._syncing = syncing
        self._asked: _Offered | None = None
        """What the run that goes on now asks the server about once more."""
        syncing.changed.connect(self._hear)
        self._parent = parent
        self._choose = choose
        self.card = QuarantineCard(theme)
        self.card.offer_asked.connect(self._offer)
        self.card.take_off_asked.connect(self._take_off)
        self.card.save_asked.connect(self._save)

    def redraw(self) -> None:
        """Show what was refused."""
        self._operations.read(read_refusals, self.card.show_refusals)

    def _offer(self, refusals: Sequence[Refusal]) -> None:
        database = self._database

        def offer(_work: Work) -> _Offered:
            return _offer_again(database, refusals)

        self._operations.background(offer, self._offered)

    def _offered(self, offered: "_Offered") -> None:
        self._operations.announce(frozenset({*NOUNS, EXCHANGE}))
        if offered.to_server and not self._syncing.state.running:
            self._asked = offered
            self._syncing.now()
        else:
            self._tell_that_it_goes(offered)

    def _hear(self) -> None:
        """Say what became of it once the run has ended that asks the server again."""
        offered, state = self._asked, self._syncing.state
        if offered is None or state.running:
            return
        self._asked = None
        if state.trouble is None and state.outcome is not None and not state.outcome.stopped:
            self._operations.read(read_refusals, partial(self._tell_what_became, offered))
        else:
            self._tell_that_it_goes(offered)

    def _tell_that_it_goes(self, offered: "_Offered") -> None:
        count = offered.count
        if count:
            self.told.emit(
                plural(
                    "{count} change goes out with the next sync",
                    "{count} changes go out with the next sync",
                    count,
                    count=number_words(count),
                )
            )

    def _tell_what_became(self, offered: "_Offered", refusals: Sequence[Refusal]) -> None:
        again = sum(max(each.entries, 1) for each in refusals if _place(each.kept) not in offered.stood)
        count = again or offered.count
        number = number_words(count)
        if again:
            words = plural(
                "{count} change was refused again", "{count} changes were refused again", count, count=number
            )
        else:
            words = plural(
                "The server has taken {count} change", "The server has taken {count} changes", count, count=number
            )
        self.told.emit(words)

    def _take_off(self, refusal: Kept) -> None:
        database = self._database

        def take_off(_work: Work) -> None:
            standing.take_off(database, refusal)

        self._operations.background(take_off, self._taken_off)

    def _taken_off(self, _done: None) -> None:
        self.told.emit(_("It is off the list; the history keeps it"))
        self._operations.announce(frozenset({EXCHANGE}))

    def _save(self) -> None:
        chosen = self._choose(self._parent, _("refused") + ".json")
        if not chosen:
            return
        path = Path(chosen)
        database = self._database

        def save(_work: Work) -> int:
            return standing.save_refused(database, path)

        self._operations.background(save, partial(self._saved, path))

    def _saved(self, path: Path, count: int) -> None:
        self.told.emit(
            plural(
                "{count} change is in {name}",
                "{count} changes are in {name}",
                count,
                name=path.name,
                count=number_words(count),
            )
        )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Offered:
    """What is offered again, and what is not."""

    count: int
    """How many changes it is; where some of it goes to the server now, so many of those."""
    to_server: bool
    """Whether the server refused some of it, and can be asked now."""
    stood: frozenset["_Place"]
    """What stays refused, as it was not offered."""


_Place = tuple[str, str, str, int]
"""By whom and where something was refused; the reason may be told in another way."""


def _offer_again(database: Database, refusals: Sequence[Refusal]) -> _Offered:
    offered = [each for each in refusals if standing.offer_again(database, each.kept)]
    with database.read() as session:
        at = home(session.connection())
        stood = frozenset(_place(each.kept) for each in read_refusals(session))
    to_server = [each for each in offered if at is not None and at.token and each.kept.peer == at.key]
    count = sum(max(each.entries, 1) for each in to_server or offered)
    return _Offered(count, bool(to_server), stood)


def _place(refused: Kept) -> _Place:
    return refused.peer, refused.scope, refused.line, refused.seq


def _in_words(session: Session, refused: Quarantined) -> Refusal:
    where = refused.where or _("A partnership that is not on this laptop")
    title = refused.row or refused.what
    if not refused.refusal.name and refused.entries:
        changes = plural("{count} change", "{count} changes", refused.entries, count=number_words(refused.entries))
        title = f"{title} · {changes}"
    if refused.refusal.scope != COMMONS:
        title = f"{title} · {where}"
    parts = []
    if refused.author:
        author = _("The program") if refused.author == PROGRAM else refused.author_name or _("Somebody")
        parts.append(_("{author}, {when}", author=author, when=_when(refused.at)))
    if refused.laptop:
        parts.append(_("written on {laptop}", laptop=refused.laptop))
    if refused.here:
        came = _("it came from {name}", name=_("the server") if refused.by == SERVER else refused.by)
        parts += [_("refused by this laptop"), came] if refused.by else [_("refused by this laptop")]
    else:
        parts.append(_("refused by {name}", name=refused.by) if refused.by else _("refused by the server"))
    if refused.replaced:
        parts.append(_("replaced since"))
    elif not refused.offerable and not refused.here:
        only = _("only {laptop} can offer it again", laptop=refused.laptop)
        parts.append(only if refused.laptop else _("only the laptop that wrote it can offer it again"))
    said = _said(session, refused.refusal.scope, refused.edits)
    detail, reason = " · ".join(parts), retold(refused.reason)
    return Refusal(refused.refusal, title, said, detail, reason, refused.offerable, refused.entries, refused.replaced)


def _said(session: Session, scope: str, edits: Sequence[Edit]) -> str:
    """Return what some edits enter, in a line."""
    told = edits[:_MOST_SAID]
    names = names_of_ids(session, scope, [edit.values for edit in told])
    parts = []
    for edit in told:
        value = shown(edit.register, edit.values, names)
        level = "" if value.level is None else f"{value.level} "
        words = f"{level}{' '.join(value.words.split())}"
        parts.append(_("{register}: {words}", register=register_words(edit.noun, edit.register), words=words))
    return " · ".join([*parts, *(["…"] if len(edits) > len(told) else [])])


def _when(at: str) -> str:
    try:
        return when(datetime.fromisoformat(at))
    except ValueError:
        return at
