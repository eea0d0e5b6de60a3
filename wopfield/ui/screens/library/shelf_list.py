"""The lines of a shelf under the titles of their groups; arrows step over the titles."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.ui.screens.library.books import Line
from wopfield.ui.theme import BODY, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.rows import Column, Index, RowsModel, RowsView
from wopfield.ui.widgets.wrapped import draw_wrapped

_ROW, _NUMBER = 40, 52


class LinesModel(RowsModel[Line]):
    """Lines and titles of groups; a title cannot be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.row(index.row()).is_group:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class ShelfList(RowsView):
    """One shelf of the library."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self.lines = LinesModel(
            (Column(_("Title"), _read_aloud, draw=self._draw),), lambda line: (line.is_group, line.code, line.group)
        )
        super().__init__(theme, _("Library"), self.lines, row_height=_ROW, header=False, parent=parent)

    def choose_line(self, code: str) -> bool:
        """Choose the line with that code; return False when it is not shown."""
        for place in range(self.lines.rowCount()):
            line = self.lines.row(place)
            if line.code == code and not line.is_group:
                self.setCurrentIndex(self.lines.index(place, 0))
                if place == 1:
                    self.scrollToTop()  # the title of the first group belongs to its first line
                return True
        return False

    def _draw(self, painter: QPainter, box: QRectF, line: Line) -> None:
        theme = self._theme
        if line.is_group:
            painter.fillRect(box.adjusted(-24, 0, 24, 0), QColor(theme.sunk))
            self._write(painter, box, line.title, SECONDARY, SEMIBOLD, theme.ink2)
            return
        text = box
        if line.number:
            wide = theme.px(_NUMBER)
            mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = box.right() - wide if mirrored else box.left()
            number = QRectF(left, box.top(), wide - 6, box.height())
            self._write(painter, number, line.number, SECONDARY, REGULAR, theme.ink3)
            text = box.adjusted(0, 0, -wide, 0) if mirrored else box.adjusted(wide, 0, 0, 0)
        self._write(painter, text, line.title, BODY, REGULAR, theme.ink)

    def _write(self, painter: QPainter, box: QRectF, words: str, size: int, weight: int, ink: str) -> None:
        painter.setFont(self._theme.font(size, weight))
        painter.setPen(QColor(ink))
        draw_wrapped(painter, box, words)


def _read_aloud(line: Line) -> str:
    return " ".join(filter(None, (line.number, line.title)))
