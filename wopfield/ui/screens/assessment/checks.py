"""A check as one line of the list: its question in full, and its answer, given by a press where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle

from wopfield.domain.inspection import NO, YES
from wopfield.language import _, in_digits
from wopfield.store.item_list import ItemLine, Said
from wopfield.ui.icons import pixmap
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.assessment.known import as_number
from wopfield.ui.theme import CAPTION, CONTROL_RADIUS, MEDIUM, REGULAR, SEMIBOLD, Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.level import draw_level, level_name
from wopfield.ui.widgets.wrapped import draw_wrapped, lines_for

DOES_NOT_APPLY, WRITE, PHOTO = "n/a", "write", "photo"
"""What a press on a line may ask for, besides a yes, a no and a level."""

_TEXT, _SIDE, _GAP, _ICON = 14, 12, 6, 18
_LINES = 2
_SAID = 16
"""How high the line is in which a colleague's answer stands."""
_LEVELS = range(5)
_HIGH, _HIGH_FOR_GLOVES = 44, 52
_BESIDE_FROM, _WORDS_FROM = 400, 500
"""So wide a line is, in pixels at 100 %, before its answers stand beside the question, and carry words there."""


def check_height(theme: Theme, width: int) -> int:
    """Return how high a line is: two lines of a question, and never less than a hand in a glove needs.

    In a narrow list the answers stand below the question.
    """
    question = _LINES * QFontMetrics(theme.font(_TEXT, SEMIBOLD)).height() + theme.px(_SAID) + 6
    high = _answer_height(theme)
    return question + high + _GAP if is_stacked(theme, width) else max(high + theme.px(12), question)


def _answer_height(theme: Theme) -> int:
    return max(theme.px(_HIGH), _HIGH_FOR_GLOVES if theme.large else 0)


def is_stacked(theme: Theme, width: int) -> bool:
    """Return whether the answers stand below the question in a list of that width."""
    return width < theme.px(_BESIDE_FROM)


class CheckLine:
    """One line and where its parts stand; the painter and the mouse find them in the same way."""

    def __init__(self, theme: Theme, line: ItemLine, area: QRect, direction: Qt.LayoutDirection) -> None:
        self._theme, self._line, self._area, self._direction = theme, line, area, direction
        stacked = is_stacked(theme, area.width())
        self._worded = stacked or area.width() >= theme.px(_WORDS_FROM)
        self._below = QRect(area)
        self._question = QRect(area)
        if stacked:
            self._below.setTop(area.bottom() - _answer_height(theme) - _GAP)
            self._question.setBottom(self._below.top())

    def key_at(self, point: QPoint) -> str:
        """Return what a press there asks for; empty where it only opens the check."""
        return next((key for key, place in self._answers() if place.contains(point)), "")

    def draw(self, painter: QPainter, *, current: bool, over: bool, locked: bool) -> None:
        """Paint the whole line; ``locked`` shows no more than what was answered."""
        theme = self._theme
        if current or over:
            painter.fillRect(self._area, QColor(theme.tint if current else theme.sunk))
        if current:
            painter.fillRect(self._place(0, 4), QColor(theme.accent))
        painter.fillRect(self._area.left(), self._area.bottom(), self._area.width(), 1, QColor(theme.line))
        answers = list(self._answers())
        if not locked:
            self._draw_group(painter, [place for key, place in answers if key not in (WRITE, PHOTO)])
        for key, place in sorted(answers, key=lambda answer: self._holds(answer[0])):  # what holds lies on top
            if not locked or self._holds(key) or key in (WRITE, PHOTO):
                self._draw_answer(painter, key, QRectF(place).adjusted(1, 1, -1, -1))
        far = self._area.width() - (_SIDE if self._below != self._area else self._used())
        for name, colour in self._signs():
            far -= theme.px(_ICON) + _GAP
            self._draw_pixmap(painter, name, colour, QRectF(self._within(self._question, far, theme.px(_ICON))))
        self._draw_question(painter, far, current=current)

    # ── places ───────────────────────────────────────────────────────────────────────────────────────────────

    def _place(self, left: int, width: int) -> QRect:
        """Return a strip of the line, on the other side where reading goes right to left."""
        return self._within(self._area, left, width)

    def _within(self, part: QRect, left: int, width: int) -> QRect:
        asked = QRect(part.left() + left, part.top(), width, part.height())
        return QStyle.visualRect(self._direction, part, asked)

    def _answers(self) -> Iterator[tuple[str, QRect]]:
        """Return what can be pressed, in reading order, the camera last."""
        theme = self._theme
        high = min(self._below.height() - 8, _answer_height(theme))
        keys = self._keys()
        left = self._area.width() - self._used()
        for key, width in [*keys, (PHOTO, theme.px(46))]:
            place = self._within(self._below, left, width)
            yield key, QRect(place.left(), place.center().y() - high // 2, width, high)
            left += width + (_GAP if key == keys[-1][0] else 0)

    def _keys(self) -> list[tuple[str, int]]:
        """Return the answers the check offers, each with its width."""
        whole = self._answer_width()
        match self._line.asks:
            case "yes_no":
                third = whole // 3
                return [(YES, third), (NO, third), (DOES_NOT_APPLY, third)]
            case "level":
                return [(str(level), whole // 5) for level in _LEVELS]
            case "photo":
                return [(DOES_NOT_APPLY, whole)] if self._line.does_not_apply else [(PHOTO, whole)]
            case _:
                return [(WRITE, whole)]

    def _answer_width(self) -> int:
        metrics = QFontMetrics(self._font())
        words = max(map(metrics.horizontalAdvance, (_("Yes"), _("No"), _("n/a")))) if self._worded else 0
        one = self._theme.px(_ICON) + 16 + (words + _GAP if words else self._theme.px(8))
        return 3 * max(one, self._theme.px(44))

    def _used(self) -> int:
        return self._answer_width() + _GAP + self._theme.px(46) + _SIDE

    def _font(self) -> QFont:
        return self._theme.font(_TEXT, MEDIUM)

    # ── painting ─────────────────────────────────────────────────────────────────────────────────────────────

    def _holds(self, key: str) -> bool:
        line = self._line
        if line.does_not_apply:
            return key == DOES_NOT_APPLY
        return key == line.value if key in (YES, NO) else line.level is not None and key == str(line.level)

    def _draw_answer(self, painter: QPainter, key: str, box: QRectF) -> None:
        theme = self._theme
        if key == PHOTO:
            self._draw_camera(painter, box)
        elif key == WRITE:
            self._draw_written(painter, box)
        elif self._line.asks == "level":
            self._draw_level(painter, key, box)
        else:
            tone, surface, sign, words = {
                YES: (theme.good, theme.good_surface, "check", _("Yes")),
                NO: (theme.danger, theme.danger_surface, "x", _("No")),
            }.get(key, (theme.ink2, theme.sunk, "minus", _("n/a")))
            holds = self._holds(key)
            if holds:
                self._frame(painter, box, tone, surface, strong=True)
            self._sign_and_words(painter, box, sign, words if self._worded else "", tone if holds else theme.ink2)

    def _draw_group(self, painter: QPainter, places: Sequence[QRect]) -> None:
        """Draw the frame that answers to choose from share, with a line between one and the next."""
        if not places:
            return
        whole = places[0]
        for place in places[1:]:
            whole = whole.united(place)
        self._frame(painter, QRectF(whole).adjusted(1, 1, -1, -1), self._theme.control, self._theme.card)
        for place in sorted(places, key=QRect.left)[1:]:
            painter.fillRect(place.left(), place.top() + 7, 1, place.height() - 14, QColor(self._theme.line))

    def _draw_level(self, painter: QPainter, key: str, box: QRectF) -> None:
        theme = self._theme
        if self._holds(key):
            side = min(box.width(), box.height(), theme.px(28))
            mark = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            draw_level(painter, theme, mark, int(key), mirrored=self._mirrored)
            return
        painter.setFont(self._font())
        painter.setPen(QColor(theme.ink2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

    def _draw_written(self, painter: QPainter, box: QRectF) -> None:
        theme, line = self._theme, self._line
        if line.does_not_apply:
            self._sign_and_words(painter, box, "minus", _("n/a"), theme.ink2)
            return
        edge = theme.warning if line.doubtful else theme.control
        self._frame(painter, box, edge, theme.warning_surface if line.doubtful else theme.card)
        painter.setFont(self._font() if line.value else theme.font(_TEXT, REGULAR))
        painter.setPen(QColor(theme.warning if line.doubtful else theme.ink if line.value else theme.ink3))
        inside = box.adjusted(8, 0, -8, 0)
        words = written(line) or unit_words(line.unit)
        shown = elided(painter.fontMetrics(), words, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_camera(self, painter: QPainter, box: QRectF) -> None:
        theme, count = self._theme, self._line.exhibits
        self._frame(painter, box, theme.control, theme.card)
        self._sign_and_words(
            painter, box, "camera", in_digits(str(count)) if count else "", theme.accent if count else theme.ink2
        )

    def _draw_question(self, painter: QPainter, far: int, *, current: bool) -> None:
        theme, line = self._theme, self._line
        painter.setFont(theme.font(CAPTION + 1, MEDIUM))
        painter.setPen(QColor(theme.ink3))
        code = in_digits(line.number)
        number = max(theme.px(38), painter.fontMetrics().horizontalAdvance(code) + _GAP)
        near = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        flags = near | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(QRectF(self._within(self._question, 14, number)), flags, code)
        painter.setFont(theme.font(_TEXT, SEMIBOLD if current else REGULAR))
        painter.setPen(QColor(theme.ink if current or not line.left else theme.ink2))
        left = 14 + number
        box = QRectF(self._within(self._question, left, max(10, far - left - _GAP)))
        if line.others:
            box = self._draw_others(painter, box)
        draw_wrapped(painter, box, line.title)

    def _draw_others(self, painter: QPainter, box: QRectF) -> QRectF:
        """Say what colleagues answered right below the question; return the place that leaves to it."""
        theme, said = self._theme, self._theme.px(_SAID)
        metrics = QFontMetricsF(painter.font())
        question = metrics.height() * len(lines_for(self._line.title, metrics, box.width(), box.height() - said))
        top = box.center().y() - (question + said) / 2
        painter.save()
        painter.setFont(theme.font(CAPTION, MEDIUM))
        painter.setPen(QColor(theme.accent))
        place = QRectF(box.left(), top + question, box.width(), said)
        words = elided(painter.fontMetrics(), others_words(self._line), place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()
        return QRectF(box.left(), top, box.width(), question)

    def _signs(self) -> list[tuple[str, str]]:
        theme, line = self._theme, self._line
        signs = [("arrows-diff", theme.warning)] if line.differ or line.open else []
        if line.flagged:
            signs.append(("flag", theme.warning))
        if line.not_seen:
            signs.append(("clock", theme.ink3))
        if line.commented and not signs:
            signs.append(("message", theme.ink2))
        return signs

    def _frame(self, painter: QPainter, box: QRectF, edge: str, ground: str, *, strong: bool = False) -> None:
        painter.setPen(QPen(QColor(edge), 2 if strong else self._theme.border))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)

    def _sign_and_words(self, painter: QPainter, box: QRectF, sign: str, words: str, tone: str) -> None:
        painter.setFont(self._font())
        painter.setPen(QColor(tone))
        side = self._theme.px(_ICON)
        wide = painter.fontMetrics().horizontalAdvance(words) if words else 0
        both = side + (_GAP + wide if words else 0)
        left = box.center().x() - both / 2
        at_sign = left + both - side if self._mirrored else left
        self._draw_pixmap(painter, sign, tone, QRectF(at_sign, box.top(), side, box.height()))
        if words:
            at_words = left if self._mirrored else left + side + _GAP
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(QRectF(at_words - 2, box.top(), wide + 4, box.height()), flags, words)

    def _draw_pixmap(self, painter: QPainter, name: str, colour: str, box: QRectF) -> None:
        side = self._theme.px(_ICON)
        drawn = pixmap(self._theme, name, colour, _ICON)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))

    @property
    def _mirrored(self) -> bool:
        return self._direction == Qt.LayoutDirection.RightToLeft


def others_words(line: ItemLine) -> str:
    """Return what colleagues answered to a check, such as "Joost: No"; empty where nobody did."""
    return " · ".join(_("{name}: {answer}", name=said.name, answer=_answer_words(line, said)) for said in line.others)


def _answer_words(line: ItemLine, said: Said) -> str:
    if said.does_not_apply:
        return _("n/a")
    if said.level is not None:
        return f"{said.level} {level_name(said.level)}"
    words = {YES: _("Yes"), NO: _("No")}.get(said.value)
    return words or written(replace(line, value=said.value))


def written(line: ItemLine) -> str:
    """Return the reading or the words that answer a check, as they are read; empty where there are none."""
    number = as_number(line.value) if line.asks == "number" else None
    return " ".join(line.value.split()) if number is None else numeral(number, unit=unit_words(line.unit))
