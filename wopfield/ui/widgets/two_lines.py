"""A cell of a table with a quieter line below the first."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from wopfield.ui.theme import BODY, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided


def draw_two_lines(
    painter: QPainter, theme: Theme, box: QRectF, title: str, note: str = "", *, weight: int = SEMIBOLD, tone: str = ""
) -> None:
    """Draw ``title`` and below it ``note``, in the middle of ``box``; without a note the title stands alone."""
    fonts = ((title, theme.font(BODY, weight), tone or theme.ink), (note, theme.font(SECONDARY), theme.ink3))
    lines = [(words, font, ink) for words, font, ink in fonts if words]
    heights = [QFontMetrics(font).height() for _words, font, _ink in lines]
    top = box.center().y() - sum(heights) / 2
    for (words, font, ink), height in zip(lines, heights, strict=True):
        shown = elided(QFontMetrics(font), words, box.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        place = QRectF(box.left(), top, box.width(), height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        top += height
