"""Answer the item: five level cards, or yes and no, a number, words or a photo where the item asks for those."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.checklist import Item
from wopfield.domain.inspection import NO, YES, check_reading, steps_of
from wopfield.language import _, meant
from wopfield.store.item_page import ItemPage
from wopfield.ui.screens.assessment.known import as_number, known_words
from wopfield.ui.screens.assessment.writing import Writing
from wopfield.ui.theme import Theme
from wopfield.ui.values import remark_words, unit_words
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level_card import ROOM, LevelCards
from wopfield.ui.widgets.reading import ReadingField
from wopfield.ui.widgets.segments import Choice, Segments
from wopfield.ui.widgets.strip import Strip

NOT_APPLICABLE = "n/a"


class Answering(QWidget):
    """The answer to one item; only the parts for its type are built, when they are first needed."""

    rated = Signal(int)
    valued = Signal(str)
    """Another answer than a level; empty takes it away."""
    does_not_apply = Signal()
    photo_asked = Signal()
    gap_noted = Signal(str)
    """The words of a finding that goes with a "no"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._item: Item | None = None
        self.cards = LevelCards(theme)
        self.cards.rated.connect(self.rated)
        self.check: CheckAnswer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.cards)
        self._column = column

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show the item's answer."""
        self._item = page.item
        is_level = page.item.response_type == "level"
        self.cards.setVisible(is_level)
        if is_level:
            if self.check is not None:
                self.check.hide()
            levels = page.item.levels or ("",) * 5
            self.cards.show_item(levels, page.answer.level, chips_of(page), locked=locked)
            return
        if self.check is None:
            self.check = CheckAnswer(self._theme)
            self.check.valued.connect(self.valued)
            self.check.does_not_apply.connect(self.does_not_apply)
            self.check.photo_asked.connect(self.photo_asked)
            self.check.gap_noted.connect(self.gap_noted)
            self._column.addWidget(self.check)
            order_stops(self.cards.cards[-1], self.check.stops())
        self.check.show()
        self.check.show_page(page, locked=locked)

    def rate(self, level: int) -> bool:
        """Show a level at once, before it is kept; return whether the item asks for one."""
        asks = self._item is not None and self._item.response_type == "level"
        if asks:
            self.cards.set_level(level)
        return asks

    def type_in(self, key: str) -> bool:
        """Take a digit or a sign that was pressed beside the field of a reading; return whether one is asked."""
        asks = self._item is not None and self._item.response_type == "number"
        reading = self.check.reading if self.check is not None and asks else None
        if reading is not None:
            reading.type_in(key)
        return reading is not None

    def let_go(self) -> None:
        """Hear that what was answered last could not be kept."""
        if self.check is not None and self.check.reading is not None:
            self.check.reading.let_go()

    def focus(self) -> None:
        """Put the keyboard on the answer."""
        if self.cards.isVisibleTo(self):
            level = self.cards.level()
            self.cards.cards[0 if level is None else level].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.check is not None:
            self.check.focus()


class CheckAnswer(QWidget):
    """The answer to a check that asks for no level, with targets of 52 pixels."""

    valued = Signal(str)
    does_not_apply = Signal()
    photo_asked = Signal()
    gap_noted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(8)
        self.yes_no = Segments(
            theme,
            _("Answer"),
            [
                Choice(YES, _("Yes"), "check", "good"),
                Choice(NO, _("No"), "x", "danger"),
                Choice(NOT_APPLICABLE, _("Does not apply")),
            ],
            large=True,
            may_be_none=True,
        )
        self.yes_no.chosen.connect(self._choose)
        column.addWidget(self.yes_no)
        self._risk = Label(theme, "", "secondary", ink="warning", wrap=True)
        column.addWidget(self._risk)
        self._figure = QWidget()
        self._figure_row = QHBoxLayout(self._figure)
        self._figure_row.setContentsMargins(0, 0, 0, 0)
        self._figure_row.setSpacing(8)
        column.addWidget(self._figure)
        self.question = Strip(theme, "warning")
        self.question.add_button("right", _("Yes, it is"))
        self.question.add_button("change", meant("Change", "the reading"))
        self.question.pressed.connect(self._answer_question)
        self.question.hide()
        column.addWidget(self.question)
        self.gap = Writing(theme, _("What is wrong"), "text", hint=_("What is wrong? One line for the finding"))
        self.gap.left.connect(self._note_gap)
        column.addWidget(self.gap)
        self._known = Label(theme, "", "secondary", ink="ink3", wrap=True)
        column.addWidget(self._known)
        self.reading: ReadingField | None = None
        self.words = Writing(theme, _("Answer"), "value", register="rating", least=2, hint=_("Write what you found"))
        column.addWidget(self.words)
        self.photo = Button(theme, _("Add the photo"), "camera", tall=True)
        self.photo.clicked.connect(self.photo_asked)
        self._photo_name = Label(theme, "", "secondary")
        row = QHBoxLayout()
        row.addWidget(self.photo)
        row.addWidget(self._photo_name)
        row.addStretch(1)
        column.addLayout(row)
        self._item = ""
        self._page: ItemPage | None = None
        self._locked = False
        self._right: set[tuple[str, str]] = set()
        """Readings outside their limits that were said to be right: the answers they are of, and what was read."""

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show the answer, and the parts its type needs."""
        item, answer = page.item, page.answer
        other = self._item != item.code
        self._item, self._page, self._locked = item.code, page, locked
        kind = item.response_type
        for part, wanted in (
            (self.yes_no, kind == "yes_no"),
            (self._figure, kind == "number"),
            (self.words, kind == "text"),
            (self.photo, kind == "photo"),
            (self._photo_name, kind == "photo"),
        ):
            part.setVisible(wanted)
            part.setEnabled(not locked or part is self.words)
        self.yes_no.choose(NOT_APPLICABLE if answer.does_not_apply else answer.value)
        says_no = kind == "yes_no" and answer.value == NO
        is_odd = kind == "number" and (answer.id, answer.value) in self._right
        self._risk.setVisible(says_no and bool(item.risk_if_no))
        self._risk.setText(item.risk_if_no)
        if other:
            self.gap.forget()
        asked = (says_no or is_odd) and not _has_gap(page) and not locked
        opens = asked and not other and self.gap.isHidden()
        self.gap.setVisible(asked)
        if opens:
            # Whoever has just said so writes what is wrong; letters typed now must not be taken for keys.
            self.gap.setFocus(Qt.FocusReason.OtherFocusReason)
        self._known.setText(known_words(page))
        self._known.setVisible(bool(self._known.text()))
        if kind == "number":
            self._show_number(item, answer.value, new=other)
        else:
            self.question.hide()
        if kind == "text":
            self.words.show_words(answer, locked=locked)
        self._photo_name.setText(answer.value if kind == "photo" else "")

    def stops(self) -> list[QWidget]:
        """Return what may take the keyboard, in reading order."""
        return [part for part in self.findChildren(QWidget) if part.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def flush(self) -> None:
        """Keep what is being written."""
        self.gap.flush()
        self.words.flush()
        if self.reading is not None:
            self.reading.flush()

    def focus(self) -> None:
        """Put the keyboard on the part that answers."""
        for part in (self.reading, self.words, self.photo, self.yes_no):
            if part is not None and part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _choose(self, key: str) -> None:
        if key == NOT_APPLICABLE:
            self.does_not_apply.emit()
        else:
            self.valued.emit(key)

    def _note_gap(self, text: str) -> None:
        if text.strip():
            self.gap_noted.emit(text.strip())

    def _show_number(self, item: Item, value: str, *, new: bool) -> None:
        if new or self.reading is None:
            if self.reading is not None:
                self.reading.flush()
                self.reading.deleteLater()
            self.reading = ReadingField(self._theme, item.title, unit_words(item.unit), steps_of(item))
            self.reading.entered.connect(lambda number, asked=item: self._enter(asked, number))
            self.reading.field.textEdited.connect(lambda _text: self.question.hide())
            self._figure_row.addWidget(self.reading)
            order_stops(self.yes_no.findChildren(QAbstractButton)[-1], self.reading.stops())
            self.reading.show()  # at once, so that it can take the keyboard
        self.reading.show_value(as_number(value))
        if not self.reading.is_typing():
            self._question(item, self.reading.value())  # which may be newer than the page

    def _enter(self, item: Item, number: Decimal | None) -> None:
        self.valued.emit("" if number is None else f"{number:f}")
        self._question(item, number)

    def _question(self, item: Item, number: Decimal | None) -> None:
        """Ask about a reading outside its limits; it is kept all the same, and said to be odd from then on."""
        doubt, page = None if number is None else check_reading(item, number), self._page
        if doubt is None or self.reading is None or page is None:
            self.question.hide()
            return
        words = remark_words(doubt.remark)
        if self._locked or _has_gap(page) or (page.answer.id, f"{number:f}") in self._right:
            self.question.hide()
            self.reading.warn(words)
            return
        self.reading.mark("warning")
        self.question.show_words(_("{doubt} Is the reading right?", doubt=words))
        self.question.show()

    def _answer_question(self, key: str) -> None:
        page, reading = self._page, self.reading
        number = reading.value() if reading is not None else None
        if page is None or reading is None or number is None:
            return
        if key == "change":
            reading.field.setFocus(Qt.FocusReason.OtherFocusReason)
            reading.field.selectAll()
            return
        self._right.add((page.answer.id, f"{number:f}"))
        self._question(page.item, number)
        if not _has_gap(page):
            self.gap.show()
            self.gap.setFocus(Qt.FocusReason.OtherFocusReason)


def _has_gap(page: ItemPage) -> bool:
    return any(finding.kind == "gap" for finding in page.findings)


def chips_of(page: ItemPage) -> dict[int, tuple[str, ...]]:
    """Return which level cards say "Last time" and "Self-rating"."""
    chips: dict[int, tuple[str, ...]] = {}
    if page.last_time is not None and page.last_time.rating.level is not None:
        chips[page.last_time.rating.level] = (_("Last time"),)
    for voice in page.voices:
        level = voice.answer.level
        if voice.is_self_rating and not voice.own and level is not None:
            chips[level] = (*chips.get(level, ()), _("Self-rating"))
    return chips
