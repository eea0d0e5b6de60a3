"""The heat map: a row for each area with its means, its change, and at which levels its items stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from wopfield.domain.summary import AreaResult, Score
from wopfield.language import _, in_digits
from wopfield.report.context import Context
from wopfield.report.drawing import Mark
from wopfield.report.numbers import Numbers
from wopfield.report.signs import change_sign, score_cell, share_bar
from wopfield.ui.theme import MEDIUM, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.drawing import PIXELS, paint
from wopfield.ui.widgets.inks import recoloured
from wopfield.ui.widgets.rows import Column
from wopfield.ui.widgets.two_lines import draw_two_lines

ROW_HEIGHT = 40
_CELL, _CELL_HIGH, _BAR, _SIGN = 30.5, 16.8, 88.0, 32.0
_NUMBER = 28


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area, and how the language writes its figures."""

    area: AreaResult
    numbers: Numbers


def columns(theme: Theme, context: Context) -> Sequence[Column[AreaRow]]:
    """Return the columns there is something for."""
    now, then = context.now_year, context.baseline_year
    made = [Column[AreaRow](_("Area"), _title, draw=partial(_draw_title, theme))]
    if then:
        words = _("Peer {year}", year=then)
        made.append(_scores(theme, words, lambda row: row.area.baseline))
    if context.has_self:
        made.append(_scores(theme, _("Self {year}", year=now), lambda row: row.area.self_rating))
    made.append(_scores(theme, _("Peer {year}", year=now), lambda row: row.area.now, outlined=True))
    if then:
        made.append(
            Column(_("Change"), lambda row: row.numbers.signed(row.area.change) if row.area.change is not None else "–",
                   width=96, draw=partial(_draw_change, theme))
        )  # fmt: skip
    # On a small laptop with large text the names of the areas and their levels are what must have room.
    made.append(Column(_("Items by level"), _levels, width=190, gives_way=1, draw=partial(_draw_levels, theme)))
    made.append(
        Column(_("Rated"), lambda row: f"{row.area.now.rated}/{row.area.now.applicable}", width=92, gives_way=2)
    )
    return tuple(made)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _scores(theme: Theme, title: str, score: Callable[[AreaRow], Score], *, outlined: bool = False) -> Column[AreaRow]:
    def draw(painter: QPainter, box: QRectF, row: AreaRow) -> None:
        marks = score_cell(score(row), row.numbers, _CELL, _CELL_HIGH, outlined=outlined)
        _draw(theme, painter, box, marks, (_CELL, _CELL_HIGH))

    return Column(title, lambda row: _score_words(score(row), row.numbers), width=104, draw=draw)


def _score_words(score: Score, numbers: Numbers) -> str:
    if score.mean is None:
        return _("not rated")
    if score.provisional and score.low is not None and score.high is not None:
        return _("{mean}, open {range}", mean=numbers.decimal(score.mean), range=numbers.range(score.low, score.high))
    return numbers.decimal(score.mean)


def _title(row: AreaRow) -> str:
    return f"{row.area.number} {row.area.title}"


def _levels(row: AreaRow) -> str:
    counts = ", ".join(str(count) for count in row.area.distribution)
    return _("Items at levels 0 to 4: {counts}.", counts=counts)


def _draw_title(theme: Theme, painter: QPainter, box: QRectF, row: AreaRow) -> None:
    room = theme.px(_NUMBER)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    number = QRectF(box.right() - room if mirrored else box.left(), box.top(), room, box.height())
    painter.setFont(theme.font(SECONDARY, SEMIBOLD))
    painter.setPen(QColor(theme.ink3))
    painter.drawText(
        number, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, in_digits(str(row.area.number))
    )
    rest = box.adjusted(0, 0, -room, 0) if mirrored else box.adjusted(room, 0, 0, 0)
    draw_two_lines(painter, theme, rest, row.area.title, weight=MEDIUM)


def _draw_change(theme: Theme, painter: QPainter, box: QRectF, row: AreaRow) -> None:
    marks = change_sign(row.area.change, row.numbers, 0, 11)
    _draw(theme, painter, box, marks, (_SIGN, _CELL_HIGH))


def _draw_levels(theme: Theme, painter: QPainter, box: QRectF, row: AreaRow) -> None:
    _draw(theme, painter, box, share_bar(row.area.distribution, _BAR, 12.4), (_BAR, 12.4))


def _draw(theme: Theme, painter: QPainter, box: QRectF, marks: Sequence[Mark], size: tuple[float, float]) -> None:
    """Draw strokes of a size in points where the cell begins, in the middle of its height."""
    scale = PIXELS * theme.scale
    width, height = size[0] * scale, size[1] * scale
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.translate(box.right() - width if mirrored else box.left(), box.center().y() - height / 2)
    painter.scale(scale, scale)
    paint(painter, recoloured(marks, theme), size[0], mirrored=mirrored)
    painter.restore()
