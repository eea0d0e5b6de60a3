"""The parts of the settling screen: who changed it, and each value as a card that can be chosen."""

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.difference import Marked
from wopfield.language import _
from wopfield.store.conflicts import Side
from wopfield.ui.moments import when
from wopfield.ui.theme import Theme
from wopfield.ui.values import Shown
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceCard, ChoiceMark
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.level import LevelMark


def name_of(side: Side) -> str:
    """Return who a side is, in the fewest words: "you", or a first name."""
    if side.you:
        return _("you") if side.here else _("you, elsewhere")
    return side.name.split()[0] if side.name else _("somebody else")


class SideCard(Card):
    """Who changed it, on which laptop and when; "Take all" chooses everything of this side."""

    taken = Signal()

    def __init__(self, theme: Theme, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(14, 10, 12, 10), parent=parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Avatar(theme, side.name or "?", 40, filled=side.you))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, _who(side), "section"))
        lines.addWidget(Label(theme, _moment(side), "secondary", wrap=True))
        row.addLayout(lines, 1)
        take = Button(theme, _("Take all"))
        take.setAccessibleName(_("Take all of {name}", name=name_of(side)))
        take.clicked.connect(self.taken)
        row.addWidget(take)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class ValueCell(ChoiceCard):
    """One side's value of one register; the ring becomes a tick when it is chosen."""

    def __init__(
        self, theme: Theme, name: str, shown: Shown, text: Marked | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(14)
        self._ring = ChoiceMark(theme)
        row.addWidget(self._ring, alignment=Qt.AlignmentFlag.AlignVCenter)
        if shown.has_mark:
            row.addWidget(LevelMark(theme, shown.level, 40, does_not_apply=shown.does_not_apply))
        words = MarkedText(theme, text) if text is not None else Label(theme, shown.words, "strong", wrap=True)
        row.addWidget(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(theme.px(60))
        self.toggled.connect(self._ring.set_on)

    def nextCheckState(self) -> None:
        """Leave choosing to the screen, which knows what else is chosen."""


class Foot(QWidget):
    """The bar at the foot of the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.card))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.line))


class NoValue(QWidget):
    """The place of a side that did not change a register."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.addWidget(Label(theme, _("not changed by {name}", name=name), "secondary", ink="ink3"))


class MarkedText(Label):
    """A text whose different words stand on another ground."""

    def __init__(self, theme: Theme, text: Marked, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "body", wrap=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        ground = f"background-color: {theme.warning_surface}; color: {theme.ink};"
        html = "".join(
            f'<span style="{ground}">{_html(span.text)}</span>' if span.different else _html(span.text) for span in text
        )
        empty = escape(_("empty"))
        self.setText(html or f'<span style="color: {theme.ink3}">{empty}</span>')


class Result(Card):
    """What stays when it is saved: levels as marks, the rest in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, surface="sunk", margins=(18, 8, 18, 8), parent=parent)
        self._theme = theme
        row = QHBoxLayout()
        row.setSpacing(12)
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(Label(theme, _("What stays"), "strong", weight=600))
        self._rest = Label(theme, "", "caption", ink="ink2")
        title.addWidget(self._rest)
        row.addLayout(title)
        row.addSpacing(10)
        self._mark = LevelMark(theme, None, 32)
        row.addWidget(self._mark)
        self._words = ShortLabel(theme, "", "secondary")
        row.addWidget(self._words, 1)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self._theme.px(64)))

    def show_result(self, mark: Shown | None, words: str, *, everything: bool = False) -> None:
        """Show a level mark if there is one, and what else stays in one line; ``everything`` may, or only some."""
        self._rest.setText(_("every version stays") if everything else _("what is not chosen is kept in the history"))
        self._mark.setVisible(mark is not None)
        if mark is not None:
            self._mark.set_level(mark.level, does_not_apply=mark.does_not_apply)
        self._words.setText(words)

    def words(self) -> str:
        """Return what is said."""
        return self._words.whole()


def _who(side: Side) -> str:
    if side.you and side.here:
        return _("You, on this laptop")
    if side.you:
        return _("You, on another laptop")
    name = side.name or _("Somebody whose name has not arrived")
    return _("{name}, on this laptop", name=name) if side.here else name


def _moment(side: Side) -> str:
    at = _("settled {at}", at=when(side.at)) if side.settled else when(side.at)
    if side.here or side.came_at is None:
        return at
    arrived = when(side.came_at)
    if side.came_from == "server":
        return _("{at}, arrived from the server {arrived}", at=at, arrived=arrived)
    return _("{at}, arrived from {source} {arrived}", at=at, source=side.came_from, arrived=arrived)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
