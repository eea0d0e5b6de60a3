"""A chart on the screen has the strokes it has on paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.report.sample import sample_summary
from wopfield.report.balance import picture
from wopfield.report.drawing import Drawing, Fill, Label, Rect
from wopfield.report.numbers import Numbers
from wopfield.report.risks import priority_grid, risk_bars
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.drawing import DrawingView


def shown(qtbot: QtBot, drawing: Drawing, *, mirrored: bool = False) -> tuple[DrawingView, QImage]:
    view = DrawingView()
    qtbot.addWidget(view)
    if mirrored:
        view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.resize(round(2 * drawing.width), 10)
    view.show_drawing(drawing)
    view.show()
    return view, view.grab().toImage()


def colour_at(view: DrawingView, image: QImage, x: float, y: float) -> QColor:
    scale = image.width() / view.drawing.width
    return image.pixelColor(round(x * scale), round(y * scale))


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_filled_box_of_a_chart_stands_where_it_stands_on_paper(
    qtbot: QtBot, theme: Theme, mirrored: bool
) -> None:
    drawing = risk_bars(sample_summary().around.sites, 482)
    view, image = shown(qtbot, drawing, mirrored=mirrored)
    boxes = [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.fill is not None]
    assert boxes
    for box in boxes:
        assert isinstance(box.fill, Fill)
        x = box.x + 1.5
        at = colour_at(view, image, drawing.width - x if mirrored else x, box.y + 1.5)
        assert at.name().lower() == box.fill.colour.lower()


def test_a_chart_keeps_its_shape_and_is_read_aloud(qtbot: QtBot, theme: Theme) -> None:
    for drawing in (
        picture(sample_summary().around.balances[-1], Numbers()),
        priority_grid(sample_summary().actions, 482),
    ):
        view, image = shown(qtbot, drawing)
        assert abs(image.height() / image.width() - drawing.height / drawing.width) < 0.01
        assert view.accessibleName() == drawing.alternative


def test_words_on_a_chart_are_as_wide_as_on_paper(qtbot: QtBot, theme: Theme) -> None:
    from wopfield.report.style import TextStyle
    from wopfield.report.text import width_of

    wide = width_of("Water treatment plant", TextStyle("condensed", 20, 24))
    words = Drawing(300, 40, (Label(0, 28, "Water treatment plant", "condensed", 20, "#000000"),))
    view, image = shown(qtbot, words)
    dark = [x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 128
                                                   for y in range(image.height()))]  # fmt: skip
    assert abs((max(dark) - min(dark)) * words.width / image.width() - wide) < 0.05 * wide
    assert view.drawing is words
