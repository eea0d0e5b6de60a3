"""The pane beside the board: what each person says of an item, and the team's one rating."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.summary import Rating
from wopfield.language import _
from wopfield.store.agreeing import Board, BoardRow, Rater
from wopfield.ui.row_text import RowText
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.focus import GAP, OWN_FOCUS, WIDTH, draw_ring
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.level import LevelMark, draw_level, level_words
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.readers import Readers
from wopfield.ui.widgets.scrolling import ThinBar
from wopfield.ui.widgets.stepping import SteppingButton

DOES_NOT_APPLY = 5
"""The sixth of the buttons."""
_LEAST = 264
"""Pixels at 100 % that a reason needs beside the table."""
_RING = GAP + WIDTH


class LevelButtons(QWidget):
    """0 to 4 and "does not apply" side by side; ``picked`` carries 0 to 4, or 5 for the last."""

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Agreed rating"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(theme.px(9))
        self._buttons = [_LevelButton(theme, number) for number in range(6)]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, number=number: self.picked.emit(number))
            button.stepped.connect(lambda step, number=number: self._step(number + step))
            row.addWidget(button)
        self.show_picked(None)

    def show_picked(self, number: int | None) -> None:
        """Show which holds."""
        for place, button in enumerate(self._buttons):
            button.setChecked(place == number)
            stop = place == (number or 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _step(self, number: int) -> None:
        self._buttons[max(0, min(number, 5))].setFocus(Qt.FocusReason.TabFocusReason)


class _LevelButton(SteppingButton):
    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self.setCheckable(True)
        self.setProperty(OWN_FOCUS, True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = level_words(None if number == DOES_NOT_APPLY else number, does_not_apply=number == DOES_NOT_APPLY)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(40), max(50, self._theme.px(50)))

    def minimumSizeHint(self) -> QSize:
        return QSize(36, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Leave it to the screen, which keeps what is picked."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4) if self.isChecked() else QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        none = self._number == DOES_NOT_APPLY
        level = None if none else self._number
        draw_level(painter, self._theme, box, level, does_not_apply=none, mirrored=mirrored)
        if self.isChecked():
            draw_ring(painter, self._theme, box, 6)
        if self.hasFocus():
            painter.setClipping(False)
            draw_ring(painter, self._theme, QRectF(self.rect()).adjusted(7, 7, -7, -7), 3)


class Panel(Card):
    """One item: everybody's words above, the team's rating and its reason below."""

    history_asked = Signal()
    item_asked = Signal()
    later_pressed = Signal()
    next_pressed = Signal()

    def __init__(self, theme: Theme, why: RowText, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18 - _RING, 10, 18 - _RING, 14), spacing=6, parent=parent)
        self._theme = theme
        self._lines = self._scrolling_lines()
        self._lines.addStrut(theme.px(_LEAST))
        self._build_top()
        self._build_voices()
        self._lines.addWidget(Line(theme))
        row = QHBoxLayout()
        row.addWidget(Label(theme, _("Agreed rating"), "section"))
        row.addStretch(1)
        self._was = Label(theme, "", "secondary")
        row.addWidget(self._was)
        self._lines.addLayout(row)
        self.levels = LevelButtons(theme)
        self._lines.addWidget(self.levels)
        self.readers = Readers(theme)
        above = QHBoxLayout()
        above.addWidget(Label(theme, _("Why"), "section"), 1)
        above.addWidget(self.readers)
        self._lines.addLayout(above)
        self.why = why
        self._lines.addWidget(why)
        self._build_buttons()

    def show_row(self, board: Board, row: BoardRow | None) -> None:
        """Show an item; None leaves the pane empty."""
        self.setEnabled(row is not None)
        if row is None:
            return
        self._code.setText(f"{row.item.number}   {row.area_title}")
        self._title.setText(row.item.title)
        self._title.setToolTip(row.item.question)
        clear(self._voices)
        if row.hidden:
            self._voices.addWidget(
                Label(self._theme, _("What others say is hidden until you have rated it yourself."), "body", wrap=True)
            )
            rate = Button(self._theme, _("Rate it"), "clipboard-check")
            rate.clicked.connect(self.item_asked)
            self._voices.addWidget(rate, alignment=Qt.AlignmentFlag.AlignLeft)
        else:
            for rater, rating in zip(board.raters, row.ratings, strict=True):
                self._voices.addWidget(_Voice(self._theme, board, rater, rating))
        self._voices.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        self._was.setText(_was(board, row.baseline))
        self.show_agreed(board, row)
        self._all.setMinimumWidth(self._inside.minimumSizeHint().width())  # it scrolls up and down only

    def show_agreed(self, board: Board, row: BoardRow) -> None:
        """Show what the team has agreed, and what can be done."""
        locked = board.closed or row.hidden
        self.levels.setEnabled(not locked)
        self.levels.show_picked(DOES_NOT_APPLY if row.agreed.does_not_apply else row.agreed.level)
        self.readers.show_audience(row.agreed.audience)
        self.readers.setEnabled(not locked)
        self.later.setEnabled(not locked and not row.is_agreed)
        self.later.setText(_("Talk now") if row.agreed.talk_later else _("Talk later"))
        can_agree = not locked and not row.is_agreed and row.same_level is not None
        self.next.setText(_("Agree and next") if can_agree else _("Next to agree"))

    def _scrolling_lines(self) -> QVBoxLayout:
        """Return where everything but the buttons stands: as a whole it scrolls only where there is no room at all."""
        self._inside = QWidget()
        self._inside.setProperty("plain", True)
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(_RING, 0, _RING, 0)  # else the ring around what has the keyboard is cut at the edge
        lines.setSpacing(6)
        self._all = _area(self._inside)
        ThinBar(self._theme, self._all)
        self.body.addWidget(self._all, 1)
        return lines

    def _build_top(self) -> None:
        row = QHBoxLayout()
        self._code = ShortLabel(self._theme, "", "secondary")
        history = IconButton(self._theme, "history", _("History of this item"))
        history.clicked.connect(self.history_asked)
        row.addWidget(self._code, 1)
        row.addWidget(history)
        self._lines.addLayout(row)
        self._title = Label(self._theme, "", "question", wrap=True)
        self._lines.addWidget(self._title)

    def _build_voices(self) -> None:
        inside = QWidget()
        inside.setProperty("plain", True)
        self._voices = QVBoxLayout(inside)
        self._voices.setContentsMargins(0, 4, 4, 4)
        self._voices.setSpacing(6)
        self._scroll = _area(inside)
        self._scroll.setMinimumHeight(self._theme.px(70))
        self._lines.addWidget(self._scroll, 1)

    def _build_buttons(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_RING, 0, _RING, 0)
        self.later = Button(self._theme, _("Talk later"))
        self.later.clicked.connect(self.later_pressed)
        self.next = Button(self._theme, _("Agree and next"), "arrow-right", kind="primary", trailing=True)
        self.next.clicked.connect(self.next_pressed)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(self.next)
        self.body.addSpacing(4)
        self.body.addLayout(row)


class _Voice(QWidget):
    """One person with what they say."""

    def __init__(self, theme: Theme, board: Board, rater: Rater, rating: Rating | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        name = _("{mentee}, self-rating", mentee=board.mentee) if rater.is_self_rating else rater.name
        row.addWidget(Avatar(theme, name or "?", 34, filled=rater.you), alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, _("You") if rater.you else name or _("Somebody"), "strong"))
        words = " ".join(part for part in (rating.reason, rating.comment) if part) if rating else ""
        if rating is None:
            words = _("Not rated yet")
        lines.addWidget(Label(theme, words or _("No comment"), "secondary", wrap=True))
        row.addLayout(lines, 1)
        mark = LevelMark(
            theme, rating.level if rating else None, 28, does_not_apply=bool(rating and rating.does_not_apply)
        )
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)


def _area(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area


def _was(board: Board, baseline: Rating | None) -> str:
    if baseline is None or (baseline.level is None and not baseline.does_not_apply):
        return ""
    level = _("n/a") if baseline.does_not_apply else str(baseline.level)
    if board.baseline_year:
        return _("was {level} in {year}", level=level, year=board.baseline_year)
    return _("was {level} before", level=level)
