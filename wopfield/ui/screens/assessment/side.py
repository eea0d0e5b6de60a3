"""The pane at the far side: everybody's ratings, last time, linked indicators, what to ask for, linked actions."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.domain.quantity import decimals
from wopfield.language import _, plural
from wopfield.store.assessments import is_rated
from wopfield.store.item_figures import Figure
from wopfield.store.item_page import ItemPage, LastTime, Voice
from wopfield.store.tables import Action
from wopfield.ui.icons import pixmap
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.assessment.known import value_words
from wopfield.ui.screens.assessment.sizes import day_words, moment_words
from wopfield.ui.theme import MEDIUM, SEMIBOLD, Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.labels import Label, Line, ShortLabel
from wopfield.ui.widgets.level import LevelMark, level_words
from wopfield.ui.widgets.level_axis import LevelAxis, Standing, Who
from wopfield.ui.widgets.pill import Chip, Pill
from wopfield.ui.widgets.scrolling import Scrolled, ThinBar
from wopfield.ui.widgets.sparkline import Sparkline

MARGIN = 18


class SidePane(QWidget):
    """What helps to rate the item that is open."""

    action_opened = Signal(str)
    """The id of an action."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("About this item"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(_("About this item"))
        self.setFocusProxy(self._scroll)
        ThinBar(theme, self._scroll)
        column.addWidget(self._scroll)

    def show_page(self, page: ItemPage, figures: Sequence[Figure], now: datetime) -> None:
        """Show what belongs to an item."""
        content = Scrolled()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 14, MARGIN, 16)
        column.setSpacing(0)
        self._add_ratings(column, page, now)
        if page.last_time is not None and page.last_time.said:
            self._begin(column, _("Said last time"))
            quoted = _("“{words}”", words=page.last_time.said)
            column.addWidget(Label(self._theme, quoted, "secondary", wrap=True))
        if figures:
            self._begin(column, _("Linked indicators"))
            for figure in figures:
                column.addWidget(_FigureRow(self._theme, figure))
        if page.item.evidence_to_ask_for:
            self._begin(column, _("What to ask for"))
            for words in page.item.evidence_to_ask_for:
                column.addWidget(_bullet(self._theme, words))
        if page.actions:
            self._begin(column, _("In the improvement plan"))
            for code, action in page.actions:
                column.addLayout(self._action_line(code, action, now))
        column.addStretch(1)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().setValue(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.card))

    def _begin(self, column: QVBoxLayout, title: str) -> None:
        if column.count():
            column.addSpacing(12)
            column.addWidget(Line(self._theme))
            column.addSpacing(11)
        column.addWidget(Label(self._theme, title, "section"))
        column.addSpacing(2)

    def _add_ratings(self, column: QVBoxLayout, page: ItemPage, now: datetime) -> None:
        theme = self._theme
        if page.item.response_type != "level":
            self._begin(column, _("Who answered"))
        else:
            self._begin(column, _("Ratings side by side"))
        rated = [voice for voice in page.voices if is_rated(voice.answer)]
        for voice in rated:
            column.addWidget(_VoiceRow(theme, voice, page.mentee, now))
        if page.last_time is not None:
            column.addWidget(_LastRow(theme, page.last_time, now))
        if not rated and page.last_time is None and not page.hidden:
            column.addWidget(Label(theme, _("Nobody has rated this yet."), "secondary", wrap=True))
        if page.hidden or (page.waits and page.item.response_type == "level"):
            column.addSpacing(4)
            column.addLayout(_eye_line(theme, _hidden_words(page)))

    def _action_line(self, code: str, action: Action, now: datetime) -> QLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(8)
        chip = Chip(theme, code)
        chip.setAccessibleName(_("Open {code}, {title}", code=code, title=action.title))
        chip.clicked.connect(lambda _checked=False, found=action.id: self.action_opened.emit(found))
        row.addWidget(chip)
        row.addWidget(ShortLabel(theme, action.title, "secondary"), 1)
        if action.due is not None:
            day = day_words(action.due, today=now.date(), year=True)
            row.addWidget(Label(theme, day, "caption"))
        return row


class _RatingRow(QWidget):
    """Who, when, where on the axis, and the mark."""

    def __init__(self, theme: Theme, name: str, when: str, who: Who, level: int | None, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        title = Label(theme, name, "body", weight=MEDIUM, wrap=True)
        title.setFont(theme.font(14, MEDIUM))
        lines.addStretch(1)
        lines.addWidget(title)
        lines.addWidget(Label(theme, when, "caption", wrap=True))
        lines.addStretch(1)
        row.addLayout(lines, 57)
        said = f"{name}: {words}"
        if level is not None:
            axis = LevelAxis(theme, [Standing(level, who)], said)
            axis.setMinimumWidth(theme.px(100))
            row.addWidget(axis, 43)
        self._row, self._theme = row, theme
        self.setMinimumHeight(theme.px(42))
        self.setAccessibleName(said)

    def add_mark(self, level: int | None, *, does_not_apply: bool = False) -> None:
        self._row.addWidget(LevelMark(self._theme, level, 28, does_not_apply=does_not_apply))

    def add_words(self, words: str) -> None:
        self._row.addWidget(Label(self._theme, words, "secondary", ink="ink2", weight=SEMIBOLD))


class _VoiceRow(_RatingRow):
    def __init__(self, theme: Theme, voice: Voice, mentee: str, now: datetime) -> None:
        answer = voice.answer
        when = moment_words(voice.at, now=now) if voice.at is not None else ""
        who: Who = "you" if voice.own else "self" if voice.is_self_rating else "colleague"
        words = level_words(answer.level, does_not_apply=answer.does_not_apply)
        super().__init__(theme, voice_name(voice, mentee), when, who, answer.level, words)
        if answer.not_seen:
            self.add_words(_("not seen yet"))
        elif answer.value:
            self.add_words(value_words(answer.value)[:24])
        else:
            self.add_mark(answer.level, does_not_apply=answer.does_not_apply)
        if not voice.own and answer.comment.strip():
            self.setToolTip(answer.comment.strip())


class _LastRow(_RatingRow):
    def __init__(self, theme: Theme, last: LastTime, now: datetime) -> None:
        when = ""
        if last.on is not None:
            day = day_words(last.on, today=now.date(), year=True)
            when = _("agreed {day}", day=day) if last.agreed else day
        rating = last.rating
        words = level_words(rating.level, does_not_apply=rating.does_not_apply)
        super().__init__(theme, last.title, when, "baseline", rating.level, words)
        if last.value:
            self.add_words(value_words(last.value)[:24])
            return
        self.add_mark(rating.level, does_not_apply=rating.does_not_apply)


class _FigureRow(QWidget):
    """One indicator: name, newest value with its period, and the line of the years."""

    def __init__(self, theme: Theme, figure: Figure) -> None:
        super().__init__()
        indicator, latest = figure.indicator, figure.latest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        unit = "" if indicator.unit in ("%", "") else f", {unit_words(indicator.unit)}"
        column.addWidget(Label(theme, f"{indicator.name}{unit}", "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        if latest.value is None:
            missing = ", ".join(figure.missing[:2])
            words = _("Missing: {names}", names=missing) if missing else _("No figures yet")
            row.addWidget(Label(theme, words, "caption", wrap=True), 1)
        else:
            value = QWidget()
            inner = QHBoxLayout(value)
            inner.setContentsMargins(0, 0, 0, 0)
            number = _rounded(latest.value, figure.values, "%" if indicator.unit == "%" else "")
            large = Label(theme, number, "question")
            large.setFont(theme.font(22, SEMIBOLD))
            inner.addWidget(large)
            period = Label(theme, figure.period, "caption")
            period.setContentsMargins(0, 0, 0, 4)  # on the line the large figures stand on
            inner.addWidget(period, alignment=Qt.AlignmentFlag.AlignBottom)
            row.addWidget(value)
            row.addStretch(1)
            doubtful = latest.problem is not None
            if sum(found is not None for found in figure.values) > 1:
                line = Sparkline(theme)
                line.setMinimumWidth(theme.px(48))
                line.setMaximumWidth(theme.px(76))
                said = _("{name} over the years", name=indicator.name)
                line.show_values(figure.values, said, doubtful=doubtful)
                row.addWidget(line)
            if latest.confidence is not None and latest.confidence > "B":
                words = _("Grade {letter}", letter=latest.confidence)
                row.addWidget(Pill(theme, words, icon="", small=True))
        column.addLayout(row)
        said = _rounded(latest.value, figure.values, unit_words(indicator.unit)) if latest.value is not None else ""
        self.setAccessibleName(f"{indicator.name}: {said} {figure.period}")


def voice_name(voice: Voice, mentee: str) -> str:
    """Return what somebody who rated is called on this screen."""
    if voice.own:
        return _("You")
    if voice.is_self_rating:
        return _("{mentee}, self-rating", mentee=mentee) if mentee else _("Self-rating")
    return voice.name or _("A colleague")


def _hidden_words(page: ItemPage) -> str:
    if page.hidden:
        return plural(
            "{count} other rating shows once you have rated",
            "{count} other ratings show once you have rated",
            page.hidden,
        )
    if is_rated(page.answer):
        return _("Colleagues see your rating once they have rated")
    return _("Colleagues’ ratings show once you have rated")


def _eye_line(theme: Theme, words: str) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    eye = Label(theme, "")
    eye.setPixmap(pixmap(theme, "eye", theme.ink3, 14))
    row.addWidget(eye, alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(theme, words, "caption", wrap=True), 1)
    return row


def _bullet(theme: Theme, words: str) -> Label:
    first, rest = words[:1].upper(), words[1:]
    return Label(theme, f"•\N{NO-BREAK SPACE}{first}{rest}", "secondary", wrap=True)


def _rounded(value: float, among: Sequence[float | None], unit: str) -> str:
    return numeral(value, places=decimals(value, among), unit=unit)
