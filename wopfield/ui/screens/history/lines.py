"""The list of what happened: one line for each row that a change touched."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from wopfield.language import _, plural
from wopfield.store.timeline import Changed, Happening
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import ahead_words, when
from wopfield.ui.screens.history.words import deed_words, is_waiting, library_codes, who
from wopfield.ui.theme import BODY, MEDIUM, REGULAR, SECONDARY, Theme
from wopfield.ui.values import Shown, shown
from wopfield.ui.widgets.avatar import draw_avatar, initials
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.level import draw_level, level_words
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView

_ROW, _AVATAR, _MARK, _FAR = 64, 34, 22, 156
_MOST_CHANGES = 3
_OLD_VALUE = 0.45
"""So much of what is left of a line the value before takes at most: the new one is what people look for."""

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the second line: words, a level mark or an icon; ``most`` is the share of the room it may take."""

    words: str = ""
    ink: str = ""
    value: Shown | None = None
    icon: str = ""
    most: float = 1.0


class HappeningsList(RowsView):
    """What happened, newest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self._names: Names = {}
        self._has_server = False
        self._written: dict[Hashable, list[_Piece]] = {}
        self.happenings: RowsModel[Happening] = RowsModel(
            (Column(_("What happened"), self._read_aloud, draw=self._draw),), lambda happening: happening.key
        )
        super().__init__(theme, _("What happened, newest first"), self.happenings, row_height=_ROW, header=False)

    def show_happenings(self, happenings: Sequence[Happening], names: Names, *, has_server: bool) -> None:
        """Show a list of them; ``names`` are those of the ids in their values."""
        self._names, self._has_server = names, has_server
        self._written.clear()
        self.happenings.show_rows(happenings)

    # ── in words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _read_aloud(self, happening: Happening) -> str:
        title, at = happening.title, happening.at
        said = [who(happening), when(at), ahead_words(at), title.title, title.where, deed_words(happening.deed)]
        for change in happening.changes[:_MOST_CHANGES]:
            before = _aloud(self._shown(change.register, change.before)) if change.before else ""
            after = _aloud(self._shown(change.register, change.after))
            if before:
                after = _("{before}, now {after}", before=before, after=after)
            said.append(f"{change.words}: {after}")
        if is_waiting(happening, has_server=self._has_server):
            said.append(_("not yet on the server"))
        return ", ".join(filter(None, said))

    def _pieces(self, happening: Happening) -> list[_Piece]:
        theme = self._theme
        if happening.hidden:
            return [_Piece(icon="eye-off"), _Piece(_("Hidden until you have rated it too"), theme.ink3)]
        pieces: list[_Piece] = []
        if happening.undoes:
            pieces += [_Piece(icon="arrow-back-up"), _Piece(_("Taken back"), theme.ink2)]
        if words := deed_words(happening.deed):
            icon = {"added": "plus", "removed": "trash", "brought_back": "arrow-back-up"}[happening.deed]
            pieces += [_Piece(icon=icon), _Piece(words, theme.ink2)]
            # What a new row holds is told by its title; the rest stands beside the list.
            return pieces
        for change in happening.changes[:_MOST_CHANGES]:
            pieces += self._change(change)
        if (more := len(happening.changes) - _MOST_CHANGES) > 0:
            pieces.append(_Piece(plural("and {count} more", "and {count} more", more), theme.ink3))
        return pieces

    def _change(self, change: Changed) -> list[_Piece]:
        theme = self._theme
        after = self._shown(change.register, change.after)
        found = [_Piece(change.words, theme.ink3)]
        if change.before:
            before = self._shown(change.register, change.before)
            found += [_Piece(ink=theme.ink2, value=before, most=_OLD_VALUE), _Piece(icon="arrow-right")]
        return [*found, _value(after, theme.ink)]

    def _shown(self, register: str, values: Mapping[str, object]) -> Shown:
        return shown(register, values, self._names, library_codes())

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _draw(self, painter: QPainter, box: QRectF, happening: Happening) -> None:
        theme = self._theme
        side, far = theme.px(_AVATAR), theme.px(_FAR)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        pen = _Pen(painter, theme, box, mirrored=mirrored)
        face = pen.place(0, side)
        middle = box.center().y()
        name = happening.author_name or who(happening)
        face_box = QRectF(face.left(), middle - side / 2, side, side)
        draw_avatar(painter, theme, face_box, initials(name), filled=happening.you)
        start, line = side + theme.px(14), theme.px(24)
        room = box.width() - start - far - 8
        first, second = middle - line, middle
        used = pen.write(start, first, room, line, happening.title.title, theme.font(BODY, MEDIUM), theme.ink)
        if happening.title.where and room - used > theme.px(80):
            font = theme.font(SECONDARY)
            pen.write(start + used + 10, first, room - used - 10, line, happening.title.where, font, theme.ink3)
        self._draw_pieces(pen, start, second, room, line, happening)
        self._draw_far(pen, box.width() - far, first, second, far, line, happening)

    def _draw_pieces(
        self, pen: "_Pen", start: float, top: float, room: float, line: float, happening: Happening
    ) -> None:
        theme, font = self._theme, self._theme.font(SECONDARY)
        end, at = start + room, start
        if happening.key not in self._written:
            self._written[happening.key] = self._pieces(happening)
        for piece in self._written[happening.key]:
            left = end - at
            if left < theme.px(24):
                return
            if piece.icon:
                at += pen.icon(at, top, line, piece.icon, 16) + 4
            elif piece.value is not None and piece.value.has_mark:
                at += pen.level(at, top, line, piece.value) + 8
            else:
                words = piece.value.words if piece.value is not None else piece.words
                at += pen.write(at, top, left * piece.most, line, " ".join(words.split()), font, piece.ink) + 8

    def _draw_far(
        self, pen: "_Pen", start: float, first: float, second: float, far: float, line: float, happening: Happening
    ) -> None:
        theme = self._theme
        pen.write(start, first, far, line, who(happening), theme.font(SECONDARY, MEDIUM), theme.ink2, at_end=True)
        words = when(happening.at)
        ink = theme.warning if ahead_words(happening.at) else theme.ink3
        used = pen.write(start, second, far, line, words, theme.font(SECONDARY, REGULAR), ink, at_end=True)
        if is_waiting(happening, has_server=self._has_server):
            pen.dot(start + far - used - 12, second + line / 2)


class _Pen:
    """Draws from the side where reading starts."""

    def __init__(self, painter: QPainter, theme: Theme, box: QRectF, *, mirrored: bool) -> None:
        self._painter, self._theme, self._box, self._mirrored = painter, theme, box, mirrored

    def place(self, start: float, width: float) -> QRectF:
        box = self._box
        left = box.right() - start - width if self._mirrored else box.left() + start
        return QRectF(left, box.top(), width, box.height())

    def write(
        self,
        start: float,
        top: float,
        room: float,
        height: float,
        words: str,
        font: QFont,
        ink: str,
        *,
        at_end: bool = False,
    ) -> float:
        """Write in one line, shortened to ``room``; return how wide it is."""
        metrics = QFontMetrics(font)
        text = elided(metrics, words, room)
        where = self.place(start, room)
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(QRectF(where.left(), top, room, height), side | Qt.AlignmentFlag.AlignVCenter, text)
        return metrics.horizontalAdvance(text)

    def icon(self, start: float, top: float, height: float, name: str, size: int) -> float:
        side = self._theme.px(size)
        where = self.place(start, side)
        drawn = pixmap(self._theme, name, self._theme.ink3, size)
        box = QRectF(where.left(), top + (height - side) / 2, side, side)
        self._painter.drawPixmap(box, drawn, QRectF(drawn.rect()))
        return side

    def level(self, start: float, top: float, height: float, value: Shown) -> float:
        side = self._theme.px(_MARK)
        where = self.place(start, side)
        box = QRectF(where.left(), top + (height - side) / 2, side, side)
        draw_level(
            self._painter,
            self._theme,
            box,
            value.level,
            does_not_apply=value.does_not_apply,
            mirrored=self._mirrored,
        )
        return side

    def dot(self, start: float, middle: float) -> None:
        side = self._theme.px(7)
        where = self.place(start, side)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.warning))
        self._painter.drawEllipse(QRectF(where.left(), middle - side / 2, side, side))


def _value(value: Shown, ink: str) -> _Piece:
    return _Piece(ink=ink, value=value)


def _aloud(value: Shown) -> str:
    if value.has_mark:
        return level_words(value.level, does_not_apply=value.does_not_apply)
    return value.words
