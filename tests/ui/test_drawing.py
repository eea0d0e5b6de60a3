"""A chart on the screen has the strokes it has on paper."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.report.sample import sample_summary
from wopfield.report.balance import picture
from wopfield.report.chart import bars, dumbbell, radar
from wopfield.report.context import Context
from wopfield.report.drawing import Drawing, Fill, Label, Rect, moved
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.profile import axes_of, series_of
from wopfield.report.risks import priority_grid, risk_bars
from wopfield.report.signs import level_cell, share_bar
from wopfield.report.style import FAINT, contrast
from wopfield.ui.theme import Look, Theme, theme_of
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.inks import recoloured


def shown(qtbot: QtBot, theme: Theme, drawing: Drawing, *, mirrored: bool = False) -> tuple[DrawingView, QImage]:
    view = DrawingView(theme)
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
    view, image = shown(qtbot, theme, drawing, mirrored=mirrored)
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
        view, image = shown(qtbot, theme, drawing)
        assert abs(image.height() / image.width() - drawing.height / drawing.width) < 0.01
        assert view.accessibleName() == drawing.alternative


def charts() -> list[Drawing]:
    """Return the charts of a review, and its signs in the colours of the levels."""
    summary = sample_summary()
    context = Context(summary, {}, ReportOptions(), "")
    axes, series = axes_of(context), series_of(context)
    cells = [mark for half in range(9) for mark in moved(level_cell(half / 2, str(half), 20, 14), 24 * half, 0)]
    return [
        radar(axes, series, Numbers(), 262, 206),
        dumbbell(axes, series[-1], series[0], Numbers(), 208),
        bars(axes[:3], [replace(one, values=one.values[:3]) for one in series], Numbers(), 262, 120),
        risk_bars(summary.around.sites, 482),
        priority_grid(summary.actions, 482),
        Drawing(100, 12, tuple(share_bar((2, 3, 4, 5, 6), 100, 12))),
        Drawing(220, 14, tuple(cells)),
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_word_of_a_chart_can_be_read_in_every_look(look: Look) -> None:
    theme = theme_of(look)
    for drawing in charts():
        marks = recoloured(drawing.marks, theme)
        faces = [mark for mark in marks if isinstance(mark, Rect) and mark.fill is not None]
        for label in (mark for mark in marks if isinstance(mark, Label) and mark.colour != FAINT):
            under = [
                face.fill.colour
                for face in faces
                if face.fill and face.x <= label.x <= face.x + face.width and face.y <= label.y <= face.y + face.height
            ]
            assert contrast(label.colour, under[-1] if under else theme.card) >= 4.5, label


def test_a_chart_in_more_room_keeps_the_size_of_its_type(qtbot: QtBot, theme: Theme) -> None:
    view = DrawingView(theme)
    qtbot.addWidget(view)
    view.resize(400, 10)
    view.show_chart(lambda width: risk_bars(sample_summary().around.sites, width))
    view.show()
    before = view.drawing
    view.resize(800, view.height())
    assert view.drawing.width == pytest.approx(2 * before.width)
    assert view.drawing.height == before.height
