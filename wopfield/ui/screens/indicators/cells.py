"""How the cells of the grid are drawn, and the field in which a figure is typed."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wopfield.ui.icons import pixmap
from wopfield.ui.screens.indicators.grid_model import TITLE, UNIT, FigureModel, Index
from wopfield.ui.screens.indicators.lines import Line
from wopfield.ui.screens.indicators.sheet import Spot
from wopfield.ui.screens.indicators.words import states
from wopfield.ui.theme import BODY, CAPTION, CONTROL_RADIUS, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.parted import lines_of
from wopfield.ui.widgets.sparkline import draw_sparkline

ROW, GROUP_ROW = 36, 28
SIDE = 14
"""What words in a cell keep free at its sides."""
_ICON = 16

Step = tuple[int, int]
"""Rows down and years on."""

_STEPS: dict[Qt.Key, Step] = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellEditor(QLineEdit):
    """Where a figure is typed; begun by typing, the arrows at its sides go to the next cell."""

    def __init__(self, theme: Theme, name: str, parent: QWidget, *, by_typing: bool) -> None:
        super().__init__(parent)
        self.by_typing = by_typing
        self.setAccessibleName(name)
        self.setFont(theme.font(BODY, MEDIUM))
        self.setFrame(False)
        self.setProperty("cell", True)
        # A number reads from left to right in every language, aligned at its units.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._theme = theme
        self.mark("accent")

    def mark(self, edge: str) -> None:
        """Show an edge of accent, or danger where the text is no figure."""
        theme = self._theme
        colour = theme.danger if edge == "danger" else theme.accent
        ground = theme.danger_surface if edge == "danger" else theme.card
        # The fields' height and padding of the whole program would not go into a cell.
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {colour}; border-radius: 0; background: {ground};"
            f" min-height: 0; padding: 0 {SIDE - 2}px; }}"
        )


class Cells(QStyledItemDelegate):
    """Draws the cells of a grid and opens their editors."""

    finished = Signal(object, object)
    """The editor somebody is done with, and the Step to take from its cell."""
    began = Signal(object)
    """The cell somebody begins to type into."""

    def __init__(self, theme: Theme, view: QTableView, figures: FigureModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._figures = figures
        self.by_typing = False
        self.before = SIDE
        """What a figure keeps free before it."""

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        spot = self._figures.spot(index)
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        editor = CellEditor(self._theme, name, parent, by_typing=self.by_typing)
        if spot is not None:
            self._figures.begin(spot)
            self.began.emit(spot)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # A figure that arrives while somebody types must not replace what they typed.
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent):
            step = self._step(editor, event)
            if step is not None:
                if event.type() == QEvent.Type.KeyPress:
                    self.finished.emit(editor, step)
                return True
        return super().eventFilter(editor, event)

    def _step(self, editor: CellEditor, event: QKeyEvent) -> Step | None:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return None
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shift:
            return -1, 0
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and editor.by_typing and not shift:
            on = key == Qt.Key.Key_Right
            mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
            return 0, 1 if on != mirrored else -1
        return _STEPS.get(key)

    # drawing

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._figures.line(index)
        if line is None:
            return
        painter.save()
        box = QRectF(option.rect)
        theme = self._theme
        if line.variable is None:
            painter.fillRect(box, QColor(theme.sunk))
            self._write(
                painter, box.adjusted(SIDE, 0, -SIDE, 0), line.title, theme.ink2, (SECONDARY, SEMIBOLD), far=False
            )
        else:
            spot = self._figures.spot(index)
            if spot is not None:
                chosen = bool(option.state & QStyle.StateFlag.State_Selected)
                self._draw_figure(painter, box, index, spot, chosen=chosen)
            else:
                self._draw_side(painter, box, index, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.line), 1))
        if self._figures.spot(index) is None or not option.state & QStyle.StateFlag.State_Selected:
            painter.drawLine(int(box.left()), int(box.bottom()) - 1, int(box.right()), int(box.bottom()) - 1)
        painter.restore()

    def _draw_side(self, painter: QPainter, box: QRectF, index: Index, line: Line) -> None:
        theme, column = self._theme, index.column()
        words = str(index.data() or "")
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        text = box.adjusted(6, 0, -SIDE, 0) if mirrored else box.adjusted(SIDE, 0, -6, 0)
        if column == TITLE:
            self._write_whole(painter, text, words, theme.ink, (BODY, MEDIUM))
        elif column == UNIT:
            self._write_whole(painter, text, words, theme.ink3, (SECONDARY, REGULAR))
        elif column == self._figures.trend_column:
            self._draw_trend(painter, box, line)
        elif words:
            self._draw_grade(painter, box, words)

    def _draw_trend(self, painter: QPainter, box: QRectF, line: Line) -> None:
        sheet = self._figures.sheet
        if sheet is None or line.variable is None:
            return
        code = line.variable.code
        values = sheet.trend(code, self._figures.year)
        last = next(reversed(values), "")
        doubtful = sheet.open_doubt((code, last)) is not None
        width = min(self._theme.px(86), box.width() - 8)
        inner = QRectF(box.center().x() - width / 2, box.top(), width, box.height())
        draw_sparkline(painter, self._theme, inner, tuple(values.values()), doubtful=doubtful)

    def _draw_grade(self, painter: QPainter, box: QRectF, letter: str) -> None:
        theme = self._theme
        width, height = theme.px(28), theme.px(26)
        mark = QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control), theme.border))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS - 1, CONTROL_RADIUS - 1)
        painter.setFont(theme.font(SECONDARY, SEMIBOLD))
        painter.setPen(QColor(theme.ink))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, letter)

    def _draw_figure(self, painter: QPainter, box: QRectF, index: Index, spot: Spot, *, chosen: bool) -> None:
        theme = self._theme
        ground, ink, icon = self._look(spot)
        words = str(index.data() or "")
        painter.fillRect(box, QColor(ground))
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = box.right() if mirrored else box.left()
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(int(edge), int(box.top()), int(edge), int(box.bottom()))
        inner = box.adjusted(SIDE, 0, -self.before, 0) if mirrored else box.adjusted(self.before, 0, -SIDE, 0)
        if icon:
            side = theme.px(_ICON)
            apart = min(9, self.before + 2)
            left = box.right() - apart - side if mirrored else box.left() + apart
            drawn = pixmap(theme, icon, ink, _ICON)
            place = QRectF(left, box.center().y() - side / 2, side, side)
            painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
            gap = side + 2
            inner = inner.adjusted(0, 0, -gap, 0) if mirrored else inner.adjusted(gap, 0, 0, 0)
        quiet = words in states().values()
        strong = SEMIBOLD if ground == theme.warning_surface or ground == theme.danger_surface else REGULAR
        unit = self._unit(spot)
        if unit and not quiet:
            # Only where a figure was given in another unit than its line says.
            width = QFontMetrics(theme.font(SECONDARY)).horizontalAdvance(unit) + 4
            tail = (
                QRectF(inner.left(), inner.top(), width, inner.height())
                if mirrored
                else QRectF(inner.right() - width, inner.top(), width, inner.height())
            )
            self._write(painter, tail, unit, theme.ink3, (SECONDARY, REGULAR))
            inner = inner.adjusted(width, 0, 0, 0) if mirrored else inner.adjusted(0, 0, -width, 0)
        number = theme.ink if icon and ground != theme.danger_surface else ink
        size = (SECONDARY, REGULAR) if quiet else (BODY, strong)
        self._write(painter, inner, words, theme.ink3 if quiet else number, size)
        if chosen:
            painter.setPen(QPen(QColor(theme.accent), 3 if self._view.hasFocus() else 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -2.5))

    def _look(self, spot: Spot) -> tuple[str, str, str]:
        """Return ground, ink and icon of a cell."""
        theme, sheet = self._theme, self._figures.sheet
        row = sheet.rows.get(spot) if sheet else None
        if spot in self._figures.wrong:
            return theme.danger_surface, theme.danger, "alert-circle"
        if row is not None and row.open:
            return theme.warning_surface, theme.warning, "arrows-diff"
        asked = spot in self._figures.readings or (sheet is not None and sheet.open_doubt(spot) is not None)
        if asked:
            return theme.warning_surface, theme.warning, "alert-triangle"
        if row is not None and row.kept and sheet is not None and spot in sheet.doubts:
            return theme.card, theme.ink3, "alert-triangle"
        has_figure = row is not None and bool(row.value)
        return theme.card, theme.ink if has_figure else theme.ink3, ""

    def _unit(self, spot: Spot) -> str:
        sheet = self._figures.sheet
        if sheet is None or spot not in sheet.rows or not sheet.rows[spot].value:
            return ""
        unit = sheet.unit(spot)
        return "" if unit == sheet.line_unit(spot[0]) else unit_words(unit, sheet.currency)

    def width_of(self, index: Index) -> int:
        """Return how wide a cell has to be to show its figure, icon and sides included."""
        spot = self._figures.spot(index)
        if spot is None:
            return 0
        theme = self._theme
        words, unit = str(index.data() or ""), self._unit(spot)
        if words in states().values():
            return QFontMetrics(theme.font(SECONDARY)).horizontalAdvance(words) + 2 * SIDE
        width = QFontMetrics(theme.font(BODY, SEMIBOLD)).horizontalAdvance(words) + 2 * SIDE
        width += QFontMetrics(theme.font(SECONDARY)).horizontalAdvance(unit) + 4 if unit else 0
        return width + (theme.px(_ICON) + 2 if self._look(spot)[2] else 0)

    def _write_whole(self, painter: QPainter, box: QRectF, words: str, ink: str, size: tuple[int, int]) -> None:
        """Write on one line, or where that is too short smaller on two."""
        theme = self._theme
        if QFontMetrics(theme.font(*size)).horizontalAdvance(words) <= box.width():
            self._write(painter, box, words, ink, size, far=False)
            return
        smaller = (SECONDARY if size[0] > SECONDARY else CAPTION, size[1])
        metrics = QFontMetrics(theme.font(*smaller))
        first, *rest = lines_of(words, metrics, box.width())
        lines = [first, " ".join(rest)] if rest else [first]
        high = min(metrics.height(), box.height() / len(lines))
        top = box.center().y() - high * len(lines) / 2
        for number, line in enumerate(lines):
            at = QRectF(box.left(), top + number * high, box.width(), high)
            self._write(painter, at, line, ink, smaller, far=False)

    def _write(
        self, painter: QPainter, box: QRectF, words: str, ink: str, size: tuple[int, int], *, far: bool = True
    ) -> None:
        font = self._theme.font(*size)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = elided(QFontMetrics(font), words, int(box.width()) + 1)
        side = Qt.AlignmentFlag.AlignRight if far else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
