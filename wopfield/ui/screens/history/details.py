"""One change in full: what stood there before, and what stands there since."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.timeline import Changed, Happening
from wopfield.ui.moments import ahead_words, when
from wopfield.ui.screens.history.words import deed_words, library_codes, whereabouts, who
from wopfield.ui.theme import MEDIUM, SECONDARY, Theme
from wopfield.ui.values import shown
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level import LevelMark
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill, Tone


class Details(Card):
    """The change that is chosen; what was said earlier can be put back."""

    put_back = Signal(object, str, object)
    """A happening, a register of it and the values that it is to hold again."""

    brought_back = Signal(object)
    """A happening whose row, deleted since, is to be there again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(1, 1, 1, 1), parent=parent)
        self._theme = theme
        self._page = Page(theme, margins=(20, 16, 20, 16), spacing=8)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page.setAccessibleName(_("The change in full"))
        self.body.addWidget(self._page)

    def show_happening(self, happening: Happening | None, names: Mapping[str, str], *, has_server: bool) -> None:
        """Show a change, or nothing."""
        body = self._page.body
        clear(body)
        if happening is not None:
            theme = self._theme
            body.addWidget(_copyable(Label(theme, happening.title.title, "question", wrap=True)))
            if happening.title.where:
                body.addWidget(Label(theme, happening.title.where, "secondary", ink="ink3", wrap=True))
            body.addWidget(self._author(happening, has_server=has_server))
            body.addWidget(self._pills(happening))
            if happening.gone:
                body.addWidget(self._bring_back(happening), alignment=Qt.AlignmentFlag.AlignLeft)
            if happening.hidden:
                words = _("Colleagues’ ratings show once you have rated this item yourself, so that nobody is led.")
                body.addWidget(Label(theme, words, "body", wrap=True))
            for change in happening.changes:
                body.addWidget(self._change(happening, change, names))
        body.addStretch(1)
        self._page.verticalScrollBar().setValue(0)

    def _author(self, happening: Happening, *, has_server: bool) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        face = Avatar(theme, happening.author_name or who(happening), 40, filled=happening.you)
        row.addWidget(face, alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, who(happening), "body", weight=MEDIUM))
        lines.addWidget(Label(theme, when(happening.at), "secondary"))
        ahead = ahead_words(happening.at)
        if ahead:
            lines.addWidget(Label(theme, ahead, "secondary", ink="warning", wrap=True))
        place = whereabouts(happening, has_server=has_server)
        if place:
            lines.addWidget(Label(theme, place, "secondary", ink="ink3", wrap=True))
        row.addLayout(lines, 1)
        return whole

    def _pills(self, happening: Happening) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        tones: dict[str, tuple[Tone, str]] = {
            "added": ("good", "plus"),
            "removed": ("danger", "trash"),
            "brought_back": ("accent", "arrow-back-up"),
        }
        if happening.deed in tones:
            tone, icon = tones[happening.deed]
            row.addWidget(Pill(self._theme, deed_words(happening.deed), tone, icon))
        if happening.undoes:
            row.addWidget(Pill(self._theme, _("Takes an earlier change back"), "plain", "arrow-back-up"))
        row.addStretch(1)
        whole.setVisible(row.count() > 1)
        return whole

    def _bring_back(self, happening: Happening) -> QWidget:
        link = Link(self._theme, _("Bring it back"), size=SECONDARY)
        link.setAccessibleName(_("Bring back “{name}”", name=happening.title.title))
        link.clicked.connect(lambda: self.brought_back.emit(happening))
        return link

    def _change(self, happening: Happening, change: Changed, names: Mapping[str, str]) -> QWidget:
        theme = self._theme
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(theme, change.words, "secondary", weight=MEDIUM))
        if change.before:
            column.addWidget(self._value(_("Before"), change, change.before, names))
            self._offer(column, happening, change, change.before)
            column.addWidget(self._value(_("Since then"), change, change.after, names, new=True))
        else:
            title = "" if happening.deed == "added" else _("For the first time")
            column.addWidget(self._value(title, change, change.after, names, new=True))
        self._offer(column, happening, change, change.after)
        return whole

    def _offer(self, column: QVBoxLayout, happening: Happening, change: Changed, values: Mapping[str, object]) -> None:
        """Offer to put values back that stand no more."""
        if not happening.heads or not change.differs(values):
            return
        link = Link(self._theme, _("Put this back"), size=SECONDARY)
        link.setAccessibleName(_("{register}: put this back", register=change.words))
        link.clicked.connect(lambda: self.put_back.emit(happening, change.register, values))
        column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)

    def _value(
        self,
        title: str,
        change: Changed,
        values: Mapping[str, object],
        names: Mapping[str, str],
        *,
        new: bool = False,
    ) -> QWidget:
        theme = self._theme
        card = Card(theme, surface="tint" if new else "sunk", margins=(12, 8, 12, 8), spacing=2)
        if title:
            card.body.addWidget(Label(theme, title, "caption"))
        value = shown(change.register, values, names, library_codes())
        row = QHBoxLayout()
        row.setSpacing(10)
        if value.has_mark:
            mark = LevelMark(theme, value.level, 26, does_not_apply=value.does_not_apply)
            row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(_copyable(Label(theme, value.words, "body", ink="ink" if new else "ink2", wrap=True)), 1)
        card.body.addLayout(row)
        return card


def _copyable(label: Label) -> Label:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
