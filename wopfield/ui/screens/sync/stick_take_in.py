"""Take in from a stick: the password, then what the file is and would do, and only then the button that does it."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural, retold
from wopfield.store.rows import COMMONS
from wopfield.sync.bundle import TakenIn
from wopfield.sync.bundle_preview import Looked, Preview
from wopfield.sync.bundle_words import maker_words, partnership_words, warnings
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, size_words, when
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.password import PasswordField
from wopfield.ui.widgets.strip import Strip, StripKind

_MOST_NAMED = 6


class TakeInPanel(Panel):
    """Goes from the password to the preview to what came of it."""

    opened = Signal(str)
    """The password that was typed."""
    confirmed = Signal(object)
    """The ``Looked`` that is to be taken in; pressing it also says that its maker is known."""
    settle_asked = Signal()
    answer_asked = Signal(str)
    """The device of the maker, who is to hear what arrived."""

    def __init__(self, theme: Theme, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Take in from a stick"), parent)
        self._file = path.name
        self._looked: Looked | None = None
        self._typed = ""
        self._settle: Button | None = None
        self._news = ""
        """Why the preview is another one than before; empty for the first."""
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        self.body.addLayout(self._inside)
        self._ask_for_password()

    def show_busy(self, busy: bool) -> None:
        """Let nothing be pressed while the file is read; afterwards the keyboard is back where it was."""
        if busy:
            self.hold_keyboard()
        if self._looked is None:  # the password gives way to the preview
            self.password.setEnabled(not busy)
        self._button.setEnabled(not busy)
        if not busy:
            (self.password if self._looked is None else self._button).setFocus()

    def look_again(self, news: str) -> None:
        """Look into the file as it is now, with the same password; ``news`` says why."""
        self._news = news
        clear(self._inside)
        self._looked = None
        self._ask_for_password()
        self.password.field.setText(self._typed)
        self._open()

    def refuse(self, words: str) -> None:
        """Say that the password is not the right one."""
        self.show_busy(False)
        self.password.say(words, danger=True)
        self.password.setFocus()

    def show_preview(self, looked: Looked) -> None:
        """Say what the file is and what taking it in would do."""
        clear(self._inside)
        self._looked = looked
        preview, theme = looked.preview, self._theme
        self.heading.title.setText(_("From {maker}", maker=maker_words(preview)))
        self._inside.addWidget(Label(theme, _head_words(preview), "secondary", wrap=True))
        if self._news:
            self._inside.addWidget(Strip(theme, "warning", _("This is what the file holds now"), self._news))
        if not preview.trusted:
            self._inside.addWidget(_new_here(theme, preview))
        for news in preview.partnerships:
            self._add_line("heart-handshake" if news.scope != COMMONS else "users", news.name, partnership_words(news))
        if preview.authors:
            names = ", ".join(
                _("{name} {count}", name=name, count=number_words(count)) for name, count in preview.authors
            )
            self._add_line("pencil", _("Written by"), names)
        if preview.files:
            self._add_line("photo", _("Photos and documents"), size_words(preview.file_bytes))
        if not preview.entries and not preview.files:
            self._inside.addWidget(Label(theme, _nothing_new(preview), wrap=True))
        for words in warnings(preview):
            self._inside.addWidget(Strip(theme, "warning", words))
        if preview.conflicts:
            self._inside.addWidget(_conflicts(theme, preview))
        words = _("Take in") if preview.trusted else _("I know this laptop, take in")
        self._button = self._add_buttons((words, "download", self._confirm))
        self._button.setFocus()

    def show_taken_in(self, made: TakenIn, conflicts: int) -> None:
        """Say what came of it, and what can be done next."""
        clear(self._inside)
        kind: StripKind = "good"
        words = _("Everything is on this laptop.")
        if made.stopped:
            kind, words = "warning", _("Stopped. What came until then is here.")
        if made.cut_short is not None:
            parts = made.cut_short.happened, _("What came until then is here."), made.cut_short.do
            kind, words = "warning", " ".join(parts)
        changes = plural(
            "{count} change came", "{count} changes came", made.received, count=number_words(made.received)
        )
        if not made.received and kind == "good":
            changes = _("All of it was on this laptop already")
        title = _("{changes}, and {count} parts of photos and documents", changes=changes, count=made.pieces)
        self._inside.addWidget(Strip(self._theme, kind, title if made.pieces else changes, words))
        for reason in dict.fromkeys(each.reason for each in made.refused):
            self._inside.addWidget(Strip(self._theme, "warning", _("Refused: {reason}", reason=retold(reason))))
        if made.copied:
            words = _("A laptop was copied, and both copies went on. Both lines of work are kept.")
            self._inside.addWidget(Strip(self._theme, "warning", words))
        buttons = [(_("Save an answer…"), "upload", self._answer)]
        if conflicts:
            buttons.insert(0, (_("Settle what was changed in two places"), "arrows-diff", self.settle_asked.emit))
        self._button = self._add_buttons(*buttons)
        self._settle = self._button if conflicts else None
        self._button.setFocus()

    def note_settled(self) -> None:
        """Offer no settling any more, wherever it was done."""
        if self._settle is not None:
            self._settle.hide()
            self._settle = None

    # ── private ──────────────────────────────────────────────────────────────────────────────────────────────

    def _ask_for_password(self) -> None:
        self.password = PasswordField(self._theme, _("Password of {file}", file=self._file))
        self.password.say(_("Whoever saved the file knows it."))
        self.password.entered.connect(self._open)
        self._inside.addWidget(self.password)
        self._button = self._add_buttons((_("Look into it"), "lock-open", self._open))

    def _open(self) -> None:
        if not self.password.text():
            self.refuse(_("Type the password of the file."))
            return
        self.complain("")
        self._typed = self.password.text()
        self.opened.emit(self._typed)

    def _confirm(self) -> None:
        self.confirmed.emit(self._looked)

    def _answer(self) -> None:
        if self._looked is not None:
            self.answer_asked.emit(self._looked.preview.head.maker.device)

    def _add_line(self, icon: str, title: str, words: str) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        picture = Label(self._theme, "")
        picture.setPixmap(pixmap(self._theme, icon, self._theme.ink2, 20))
        row.addWidget(picture)
        if title:
            row.addWidget(Label(self._theme, title, "strong"))
        row.addWidget(Label(self._theme, words, "secondary", wrap=True), 1)
        whole.setAccessibleName(f"{title}: {words}" if title else words)
        self._inside.addWidget(Line(self._theme))
        self._inside.addWidget(whole)

    def _add_buttons(self, *buttons: "tuple[str, str, object]") -> Button:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        made = []
        for number, (words, icon, act) in enumerate(buttons):
            button = Button(self._theme, words, icon, kind="normal" if number else "primary")
            button.clicked.connect(act)
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        self._inside.addWidget(whole)
        return made[0]


def _head_words(preview: Preview) -> str:
    made = when(datetime.fromisoformat(preview.head.made))
    words = _("Saved {when} · {size} · fingerprint {fingerprint}", when=made, size=size_words(preview.size),
              fingerprint=preview.fingerprint)  # fmt: skip
    if preview.head.receiver_name:
        return _("{words} · for {name}", words=words, name=preview.head.receiver_name)
    return words


def _nothing_new(preview: Preview) -> str:
    if preview.own:
        return _("All of it is on this laptop already.")
    return _("All of it is on this laptop already. Taking it in notes what {maker} has.", maker=maker_words(preview))


def _new_here(theme: Theme, preview: Preview) -> Strip:
    name = preview.maker or _("whoever saved it")
    return Strip(
        theme,
        "warning",
        _("This laptop is new here"),
        _("Ask {name} whether “Save to a stick” there shows the same fingerprint: {fingerprint}", name=name,
          fingerprint=preview.fingerprint),
    )  # fmt: skip


def _conflicts(theme: Theme, preview: Preview) -> Strip:
    count = sum(each.conflicts for each in preview.partnerships if each.here)
    names = list(preview.conflicts[:_MOST_NAMED])
    if count > len(names):
        names.append(plural("and {count} more", "and {count} more", count - len(names)))
    title = plural(
        "{count} thing would stand changed in two places; both are kept",
        "{count} things would stand changed in two places; both are kept",
        count,
        count=number_words(count),
    )
    return Strip(theme, "conflict", title, "; ".join(names))
