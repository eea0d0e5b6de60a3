"""What happened to the item that is open: who, when, on which laptop, from what to what; and undo."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.domain.log import ALIVE
from wopfield.language import _, plural
from wopfield.store.history import Past
from wopfield.store.item_history import Event, ItemHistory, is_self_rating, to_take_back
from wopfield.store.item_list import ItemList
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import ahead_words
from wopfield.ui.receipts import receipt
from wopfield.ui.screens.assessment.findings import kind_name
from wopfield.ui.screens.assessment.sizes import moment_words
from wopfield.ui.theme import MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.level import LevelMark
from wopfield.ui.widgets.scrolling import Scrolled, ThinBar
from wopfield.ui.widgets.segments import Segments

_MOST_WORDS = 140


class HistoryPanel(QWidget):
    """The history of one item, newest first."""

    closed = Signal()
    taken_back = Signal(object)
    """The Past to take back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: ItemHistory | None = None
        self._list: ItemList | None = None
        self._past: Past | None = None
        self.setAccessibleName(_("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._title = ShortLabel(theme, "", "question")
        self.close_button = IconButton(theme, "x", _("Close the history"))
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self.filters = Segments(
            theme,
            _("Which changes"),
            [
                ("all", _("All")),
                ("ratings", _("Ratings")),
                ("comments", _("Comments")),
                ("files", _("Files")),
            ],
            "all",
        )
        self.filters.chosen.connect(self._fill)
        column.addWidget(self.filters)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_("Changes, newest first"))
        self.setFocusProxy(self._scroll)
        ThinBar(theme, self._scroll)
        column.addWidget(self._scroll, 1)
        column.addWidget(Line(theme))
        column.addLayout(self._built_foot())
        promise = _("Nothing is ever erased. Bringing back an old answer adds a new line here.")
        column.addWidget(Label(theme, promise, "caption", wrap=True))

    def show_history(self, found: ItemHistory, shown: ItemList, number: str, now: datetime) -> None:
        """Show what happened to the item called ``number``."""
        self._found, self._list, self._now = found, shown, now
        self._title.setText(_("History of {number}", number=number))
        self._past = None if shown.closed else to_take_back(found.events, shown.person)
        self.undo.setEnabled(self._past is not None)
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.card))

    def _built_foot(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        arrow = Label(theme, "")
        arrow.setPixmap(pixmap(theme, "arrow-back-up", theme.ink2, 18))
        row.addWidget(arrow)
        row.addWidget(Label(theme, _("Undo my last change"), "body", weight=MEDIUM), 1)
        self.undo = Button(theme, _("Undo"))
        self.undo.setAccessibleName(_("Undo my last change of this item"))
        self.undo.clicked.connect(self._undo)
        self.undo.setEnabled(False)
        row.addWidget(self.undo)
        return row

    def _undo(self) -> None:
        if self._past is not None:
            self.taken_back.emit(self._past)

    def _fill(self, _key: str = "") -> None:
        if self._found is None or self._list is None:
            return
        theme = self._theme
        wanted = self.filters.current()
        events = [event for event in self._found.events if wanted in ("all", event.group)]
        content = Scrolled()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 6, 8, 0)
        column.setSpacing(0)
        told: Sequence[str] = ()
        for place, event in enumerate(events):
            where = where_words(event, self._now)
            last = place == len(events) - 1
            # What is true of several changes in a row is said once.
            row = _EventRow(theme, event, self._list, self._now, where=() if where == told else where, last=last)
            column.addWidget(row)
            told = where
        if not events:
            column.addWidget(Label(theme, _("Nothing of this kind has happened yet."), "secondary", wrap=True))
        if self._found.hidden and wanted == "all":
            hidden = plural(
                "{count} change by others shows once you have rated.",
                "{count} changes by others show once you have rated.",
                self._found.hidden,
            )
            column.addWidget(Label(theme, hidden, "caption", wrap=True))
        column.addStretch(1)
        self._scroll.setWidget(content)


class _EventRow(QWidget):
    """One change: an avatar on the line of time, who and when, what, and where it is known."""

    def __init__(
        self, theme: Theme, event: Event, shown: ItemList, now: datetime, *, where: Sequence[str], last: bool
    ) -> None:
        super().__init__()
        self._theme, self._last = theme, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 14)
        row.setSpacing(10)
        own = event.past.author == shown.person
        name = event.author_name or _("A colleague")
        side = QVBoxLayout()
        self._avatar = Avatar(theme, name, 32, filled=own)
        side.addWidget(self._avatar)
        side.addStretch(1)
        row.addLayout(side)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        head = QHBoxLayout()
        who = ShortLabel(theme, _("You") if own else name, "body", weight=MEDIUM)
        head.addWidget(who, 1)
        head.addWidget(Label(theme, moment_words(event.at, now=now), "caption"))
        lines.addLayout(head)
        self._add_what(lines, event, shown)
        ahead = ahead_words(event.at, now)
        for words in filter(None, (ahead, *where)):
            lines.addWidget(Label(theme, words, "caption", ink="ink2", wrap=True))
        row.addLayout(lines, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line of time from one avatar to the next."""
        if self._last:
            return
        box = self._avatar.geometry()
        painter = QPainter(self)
        painter.fillRect(
            box.center().x() - 1,
            box.bottom() + 4,
            2,
            self.height() - box.bottom() - 8,
            QColor(self._theme.line),
        )

    def _add_what(self, lines: QVBoxLayout, event: Event, shown: ItemList) -> None:
        theme, past = self._theme, event.past
        if past.register == "rating":
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(theme, what_words(event, shown), "secondary"))
            if past.before:
                self._add_rating(row, past.before)
                arrow = Label(theme, "")
                arrow.setPixmap(pixmap(theme, "arrow-right", theme.ink2, 14))
                row.addWidget(arrow)
            self._add_rating(row, past.after)
            row.addStretch(1)
            lines.addLayout(row)
            return
        lines.addWidget(Label(theme, what_words(event, shown), "secondary", wrap=True))
        if quoted := quoted_words(event):
            lines.addWidget(Label(theme, quoted, "secondary", wrap=True))

    def _add_rating(self, row: QHBoxLayout, values: Mapping[str, object]) -> None:
        level = values.get("level")
        if isinstance(level, int):
            row.addWidget(LevelMark(self._theme, level, 24))
        elif values.get("does_not_apply"):
            row.addWidget(LevelMark(self._theme, None, 24, does_not_apply=True))
        else:
            answer = str(values.get("value") or "")
            named = {"yes": _("Yes"), "no": _("No")}.get(answer, answer[:24])
            words = _("not seen yet") if values.get("not_seen") else named or _("none")
            row.addWidget(Label(self._theme, words, "secondary", weight=SEMIBOLD))


def what_words(event: Event, shown: ItemList) -> str:
    """Return what was changed, without its old and new value."""
    past = event.past
    taken_back = past.undoes is not None
    if past.noun == "answer":
        words = _answer_words(event, shown)
    elif past.noun == "agreed_rating":
        words = {
            "rating": _("agreed"),
            "reason": _("why it was agreed"),
            "talk_later": _("parked for later"),
        }.get(past.register, _("agreed rating changed"))
    elif past.noun == "evidence":
        words = _evidence_words(event)
    else:
        words = _finding_words(event)
    return _("{what}, taken back", what=words) if taken_back else words


def quoted_words(event: Event) -> str:
    """Return the words that were written, where the change is one of words."""
    past = event.past
    value = past.after.get(past.register)
    if past.register in ("audience", "flagged", "confidence", "in_summary", "priority", "kind", ALIVE):
        return ""
    if not isinstance(value, str) or not value.strip():
        return ""
    text = " ".join(value.split())
    # The end of a text is what was usually added.
    shown = text if len(text) <= _MOST_WORDS else "… " + text[-_MOST_WORDS:].partition(" ")[2]
    return _("“{words}”", words=shown)


def where_words(event: Event, now: datetime) -> Sequence[str]:
    """Return where a change is known to be, or where it came from."""
    past = event.past
    if past.own:
        if past.on_server and not past.on_laptops:
            return ()
        return (receipt(past.on_laptops, on_server=past.on_server),)
    if not past.came_from:
        return ()
    at = moment_words(datetime.fromisoformat(past.came_at), now=now) if past.came_at else ""
    return (_("arrived {moment} from {source}", moment=at, source=past.came_from),)


def _answer_words(event: Event, shown: ItemList) -> str:
    past = event.past
    own = event.rater == shown.rater
    if past.register == "rating":
        if is_self_rating(event):
            return _("{mentee}, self-rating", mentee=shown.mentee) if shown.mentee else _("self-rating")
        return _("your rating") if own and past.before else _("rating")
    if past.register == "comment":
        return _("comment changed") if past.before else _("comment")
    if past.register == "confidence":
        grade = str(past.after.get("confidence") or "")
        return _("how sure: {grade}", grade=grade) if grade else _("how sure: not said")
    if past.register == "flagged":
        return _("flag put on") if past.after.get("flagged") else _("flag taken off")
    return _("answer changed")


def _evidence_words(event: Event) -> str:
    past = event.past
    if past.register == ALIVE:
        kept = bool(past.after.get(ALIVE, True))
        sentence = _("evidence brought back: {title}") if kept else _("evidence taken away: {title}")
        return sentence.format(title=event.about)
    if past.register == "title" and not past.before:
        return _("evidence added")
    return _("evidence changed: {title}", title=event.about)


def _finding_words(event: Event) -> str:
    past = event.past
    if past.register == ALIVE:
        kept = bool(past.after.get(ALIVE, True))
        sentence = _("finding brought back: {words}") if kept else _("finding deleted: {words}")
        return sentence.format(words=event.about)
    named = {
        "text": _("{kind}, words", kind=kind_name(event.kind)) if past.before else kind_name(event.kind),
        "effect": _("finding, effect"),
        "cause": _("finding, cause"),
        "recommendation": _("finding, recommendation"),
        "evidence": _("finding, evidence behind it"),
        "priority": _("finding, priority"),
        "in_summary": _("finding, on the first page or not"),
    }
    if past.register == "kind":
        return _("finding, now: {kind}", kind=kind_name(str(past.after.get("kind"))))
    return named.get(past.register, _("finding changed"))
