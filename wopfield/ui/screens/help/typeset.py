"""Set a page of the manual in the sizes and colours of the theme; Markdown alone knows neither."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from wopfield.ui.theme import PAGE, SECTION, SEMIBOLD, Theme

_LINE_HEIGHT = 135


def set_in_type(document: QTextDocument, theme: Theme, direction: Qt.LayoutDirection) -> None:
    """Give headings, paragraphs, lists and tables their sizes and gaps."""
    block = document.begin()
    while block.isValid():
        _set_block(block, theme, direction)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme, direction)


def _set_block(block: QTextBlock, theme: Theme, direction: Qt.LayoutDirection) -> None:
    cursor = QTextCursor(block)
    inside_table = cursor.currentTable() is not None
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if not inside_table:
        form.setLayoutDirection(direction)  # else a line that begins with a key, such as Ctrl+K, reads from the left
    level = block.blockFormat().headingLevel()
    if level:
        form.setTopMargin(theme.px(0 if level == 1 else 22))
        form.setBottomMargin(theme.px(10 if level == 1 else 6))
        letters = QTextCharFormat()
        letters.setFont(theme.font(PAGE if level == 1 else SECTION + 2, SEMIBOLD))
        letters.setForeground(QBrush(QColor(theme.ink)))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)
    elif inside_table:
        form.setBottomMargin(0)
        # Keys are in Latin letters: left to themselves they would stand at the far edge of their column.
        form.setAlignment(_side(direction))
    else:
        form.setTopMargin(theme.px(10 if block.previous().textList() and not block.textList() else 0))
        form.setBottomMargin(theme.px(4 if block.textList() else 10))
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(form)


def _set_table(table: QTextTable, theme: Theme, direction: Qt.LayoutDirection) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(QColor(theme.line)))
    form.setBorderCollapse(True)
    form.setCellPadding(theme.px(7))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    keys = QTextLength(QTextLength.Type.FixedLength, theme.px(230))
    words = QTextLength(QTextLength.Type.VariableLength, 0)
    right = direction == Qt.LayoutDirection.RightToLeft
    form.setColumnWidthConstraints([words, keys] if right else [keys, words])
    form.setBackground(QBrush(QColor(theme.card)))
    table.setFormat(form)


def _side(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    right = direction == Qt.LayoutDirection.RightToLeft
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
