"""What a file of definitions would add or change, to look at before anything is taken in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.own import Offered
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill, Tone
from wopfield.ui.widgets.strip import Strip


class OfferedPage(QWidget):
    """``accepted`` carries the Offered that somebody wants kept; ``closed`` takes nothing in."""

    accepted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted: tuple[Offered, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._built_head())
        self._problems = Strip(theme, "warning")
        column.addWidget(self._problems)
        self._page = Page(theme, margins=(0, 0, 0, 0), spacing=10)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._page.body.addLayout(self._rows)
        self._page.body.addStretch(1)
        column.addWidget(self._page, 1)

    def _built_head(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, _("Look before it is taken in"), "page"))
        self._told = ShortLabel(theme, "", "secondary", ink="ink3")
        lines.addWidget(self._told)
        row.addLayout(lines, 1)
        close = Button(theme, _("Take in nothing"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        self.take_in = Button(theme, "", "check", kind="primary")
        self.take_in.clicked.connect(lambda: self.accepted.emit(self._wanted))
        row.addWidget(self.take_in)
        return row

    def show_offered(self, file: str, offered: Sequence[Offered]) -> None:
        """Show what a file defines, beside what is here; what cannot be used is left out, and says why."""
        self._wanted = tuple(each for each in offered if each.other and not each.problem)
        self._told.setText(_("{file}: nothing is changed yet.", file=file))
        count = len(self._wanted)
        self.take_in.setText(plural("Take in {count} definition", "Take in {count} definitions", count))
        self.take_in.setEnabled(bool(count))
        unusable = sum(bool(each.problem) for each in offered)
        self._problems.setVisible(bool(unusable) or not count)
        left_out = plural(
            "One definition cannot be used, and is left out.",
            "{count} definitions cannot be used, and are left out.",
            unusable,
        )
        self._problems.show_words(left_out if unusable else _("Everything in it is here already."))
        clear(self._rows)
        for each in sorted(offered, key=lambda one: (not one.problem, not one.other)):
            self._rows.addWidget(self._card(each))
        self._page.verticalScrollBar().setValue(0)

    def _card(self, offered: Offered) -> QWidget:
        theme, fields = self._theme, offered.fields
        card = Card(theme, margins=(18, 12, 18, 12), spacing=4)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Label(theme, fields["name"] or fields["code"], "strong", wrap=True), 1)
        top.addWidget(Pill(theme, *_standing(offered)))
        card.body.addLayout(top)
        kind = _("An indicator of our own") if offered.is_indicator else _("A figure of our own")
        said = " · ".join(filter(None, (fields["code"], kind, fields["unit"])))
        card.body.addWidget(Label(theme, said, "secondary", ink="ink3", wrap=True))
        if offered.problem:
            card.body.addWidget(Label(theme, offered.problem, "body", ink="danger", wrap=True))
        elif offered.here:
            for name in offered.other:
                card.body.addWidget(Label(theme, _difference(name, offered), "body", wrap=True))
        elif offered.is_indicator:
            card.body.addWidget(Label(theme, fields["formula"], "body", wrap=True))
        if not offered.here and fields.get("definition"):
            card.body.addWidget(Label(theme, fields["definition"], "secondary", wrap=True))
        return card


def _standing(offered: Offered) -> tuple[str, Tone, str]:
    if offered.problem:
        return _("Cannot be used"), "danger", "alert-circle"
    if not offered.here:
        return _("New"), "good", "plus"
    return (_("Changed"), "warning", "pencil") if offered.other else (_("As it is here"), "plain", "check")


def _difference(name: str, offered: Offered) -> str:
    before, now = offered.here.get(name, "") or "–", offered.fields[name] or "–"
    return _("{field}: {now}, here {before}", field=_field_words().get(name, name), now=now, before=before)


def _field_words() -> Mapping[str, str]:
    return {
        "name": _("Name"),
        "unit": _("Unit"),
        "formula": _("Formula, in the codes of figures"),
        "direction": _("What is better?"),
        "plausible_min": _("Usually at least"),
        "plausible_max": _("Usually at most"),
        "typical_min": _("Usually at least"),
        "typical_max": _("Usually at most"),
        "good_practice_value": _("Good practice, if known"),
        "good_practice_source": _("Its source"),
        "definition": _("What it is"),
    }
