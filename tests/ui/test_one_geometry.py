"""Paper and screen paint the same shapes: every chart is drawn twice, and both drawings are read back and compared."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from tests.report.reading import Reading, bare
from tests.report.sample import TODAY, sample_summary
from wopfield.domain.comparison import Quartiles
from wopfield.domain.summary import Summary
from wopfield.report.balance import picture
from wopfield.report.canvas import Painter
from wopfield.report.chart import bars, dumbbell, radar
from wopfield.report.context import Context
from wopfield.report.drawing import Clip, Drawing, Facing, Label, Mark, moved
from wopfield.report.dumbbell import AreaLine
from wopfield.report.finishing import About
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.peers import among_peers
from wopfield.report.profile import axes_of, series_of
from wopfield.report.risks import priority_grid, risk_bars
from wopfield.report.series import SPARK_HEIGHT, SPARK_WIDTH, sparkline
from wopfield.report.signs import score_cell, share_bar
from wopfield.report.style import PRIMARY
from wopfield.report.timebars import time_bars
from wopfield.report.trend import trend
from wopfield.ui.screens.indicators.balance.picture import BalancePicture
from wopfield.ui.screens.indicators.balance.words import scale_of
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.drawing import paint
from wopfield.ui.widgets.dumbbell import Dumbbell

NUMBERS = Numbers()
SVG = "{http://www.w3.org/2000/svg}"
Look = tuple[str, str, float, str]
"""Colour of face and line, width and dashes of the line."""
Shape = tuple[str, str, float, str, tuple[float, ...]]
"""A look, and the box around what is drawn in it: left, top, right, bottom."""
Word = tuple[str, float, float]


def heat_map(summary: Summary) -> Drawing:
    marks: list[Mark] = []
    for row, area in enumerate(summary.areas):
        for column, score in enumerate((area.baseline, area.self_rating, area.now)):
            cell = score_cell(score, NUMBERS, 30, 16, outlined=column == 2)
            marks += moved(cell, 32 * column, 18 * row)
    return Drawing(96, 18 * len(summary.areas), tuple(marks))


def areas(summary: Summary, width: float) -> tuple[Drawing, Drawing, Drawing]:
    """Return radar, dumbbell and bars of a review."""
    context = Context(summary, {}, ReportOptions(), "")
    axes, series = axes_of(context), series_of(context)
    few = [replace(one, values=one.values[:3]) for one in series]
    return (
        radar(axes, series, NUMBERS, width, 206),
        dumbbell(axes, series[-1], series[0], NUMBERS, width),
        bars(axes[:3], few, NUMBERS, width, 120),
    )


def overview(summary: Summary, theme: Theme) -> Drawing:
    """Return the dumbbell of a partnership's overview as the window draws it."""
    chart = Dumbbell(theme, "Maturity by area")
    chart.show_areas([AreaLine("a", "1", "Governance", 1.6, 2.4, value="2.4", change="+0.8"),
                      AreaLine("b", "2", "Strategy", 1.3, None),
                      AreaLine("c", "3", "Finance", 1.0, 2.0, half_rated=False, value="2.0")])  # fmt: skip
    chart.resize(740, chart.sizeHint().height())
    return chart.drawing


def window_balance(summary: Summary, theme: Theme) -> Drawing:
    """Return the water balance as the window draws it."""
    year = summary.around.balances[-1]
    chart = BalancePicture(theme)
    chart.show_balance(year.balance, scale_of(year.balance, "thousand m3"), year.period)
    chart.resize(770, 470)
    return chart.drawing


CHARTS: dict[str, Callable[[Summary, Theme], Drawing]] = {
    "radar": lambda summary, _theme: areas(summary, 262)[0],
    "dumbbell": lambda summary, _theme: areas(summary, 208)[1],
    "dumbbell of the overview": overview,
    "bars": lambda summary, _theme: areas(summary, 262)[2],
    "heat map": lambda summary, _theme: heat_map(summary),
    "share bar": lambda _summary, _theme: Drawing(100, 12, tuple(share_bar((2, 3, 4, 5, 6), 100, 12))),
    "sparkline": lambda _summary, _theme: Drawing(
        SPARK_WIDTH, SPARK_HEIGHT, tuple(sparkline([44.0, None, 42.0, 41.0, 37.1], 0, PRIMARY))
    ),
    "comparison bar": lambda _summary, _theme: among_peers(
        44.0, 37.1, Quartiles(12, 20.0, 30.0, 40.0), "lower_better", NUMBERS, 106
    ),
    "trend": lambda _summary, _theme: trend(
        ["2024", "2025", "2026"], [44.0, 40.0, 37.1], ("2029", 25.0), NUMBERS, 200, 100,
        limits=[(41.0, 47.0), (38.0, 42.0), (35.0, 39.0)],
    ),
    "water balance": lambda summary, _theme: picture(summary.around.balances[-1], NUMBERS),
    "water balance of the window": window_balance,
    "priority grid": lambda summary, _theme: priority_grid(summary.actions, 482),
    "time bars": lambda summary, _theme: time_bars(summary.actions, TODAY, 482, "Time"),
    "risk bars": lambda summary, _theme: risk_bars(summary.around.sites, 482),
}  # fmt: skip


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("name", CHARTS)
def test_paper_and_screen_paint_the_same_shapes(theme: Theme, name: str, mirrored: bool) -> None:
    drawing = CHARTS[name](sample_summary(), theme)
    on_paper, printed = paper(drawing, mirrored=mirrored)
    on_screen, written = screen(drawing, mirrored=mirrored)

    assert len(on_screen) == len(on_paper) > 2
    for (*look, box), (*same, place) in zip(on_screen, on_paper, strict=True):
        assert look == same
        assert box == pytest.approx(place, abs=0.06)
    # letters are spaced a hair otherwise, so what ends at a place begins a little beside it
    assert [words for words, _x, _y in written] == [words for words, _x, _y in printed]
    for (_words, *at), (_same, *there) in zip(written, printed, strict=True):
        assert at == pytest.approx(there, abs=0.8)


# ---- reading -------------------------------------------------------------------------------------------------


def paper(drawing: Drawing, *, mirrored: bool) -> tuple[list[Shape], list[Word]]:
    """Return the shapes and words of a page that holds a chart only."""
    painter = Painter(drawing.width, drawing.height, mirrored=mirrored)
    painter.figure(drawing, 0, 0)
    about = About("Chart", "en", "", "chart", datetime(2026, 1, 1, tzinfo=UTC))
    reading = Reading(painter.finish(about))
    pieces = (piece for piece in reading.pages[0] if bare(piece.text))
    words = []
    for label in labels(drawing.marks):
        first = next(pieces)
        text = plain(first.text)
        while text != plain(label.text):
            text += plain(next(pieces).text)
        words.append((text, first.x, first.y))
    assert next(pieces, None) is None
    return list(printed_shapes(reading.file.pages[0], drawing.height)), words


def screen(drawing: Drawing, *, mirrored: bool) -> tuple[list[Shape], list[Word]]:
    """Return the shapes and words that Qt paints, by a device that takes them down."""
    taken = QBuffer()
    taken.open(QBuffer.OpenModeFlag.WriteOnly)
    device = QSvgGenerator()
    device.setOutputDevice(taken)
    device.setViewBox(QRectF(0, 0, drawing.width, drawing.height))
    device.setResolution(72)
    painter = QPainter(device)
    paint(painter, drawing.marks, drawing.width, mirrored=mirrored)
    painter.end()
    shapes, words = [], []
    for group in ElementTree.fromstring(taken.data().data()).iter(f"{SVG}g"):
        for one in group:
            if one.tag == f"{SVG}text" and plain(one.text or ""):
                x, y = map(float, re.findall(r"[-\d.e]+", group.get("transform", ""))[4:])
                words.append((plain(one.text or ""), x, y))
            elif one.tag not in (f"{SVG}text", f"{SVG}g") and "transform" in group.attrib:
                shapes.append(painted_shape(group, one))
    return shapes, words


def labels(marks: Sequence[Mark]) -> Iterator[Label]:
    for mark in marks:
        if isinstance(mark, Label) and mark.text.strip():
            yield mark
        elif isinstance(mark, Clip | Facing):
            yield from labels(mark.inside)


def painted_shape(group: ElementTree.Element, shape: ElementTree.Element) -> Shape:
    kind = shape.tag.removeprefix(SVG)
    numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", shape.get("d") or shape.get("points") or "")]
    if kind == "circle":
        x, y, radius = (float(shape.attrib[name]) for name in ("cx", "cy", "r"))
        numbers = [x - radius, y - radius, x + radius, y + radius]
    elif kind == "rect":
        x, y, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        numbers = [x, y, x + width, y + height]
    face = "" if kind == "polyline" else group.get("fill", "").replace("none", "")
    edge = group.get("stroke", "").replace("none", "")
    dashes = group.get("stroke-dasharray", "") if edge else ""
    return face, edge, float(group.get("stroke-width", 0)) if edge else 0.0, dashes, around(numbers)


def printed_shapes(page: Any, height: float) -> Iterator[Shape]:
    course: list[float] = []
    for operator, values, (face, edge, width, dashes) in printed_steps(page):
        match operator:
            case "m" | "l" | "c":
                course += [height - one if at % 2 else one for at, one in enumerate(values)]
            case "re":
                x, y, wide, high = values
                course += [x, height - y - high, x + wide, height - y]
            case "n":
                course = []
            case "S" | "s" | "f" | "B" | "b" as paints:
                filled, drawn = paints in "fBb", paints != "f"
                look = (face if filled else "", edge if drawn else "", width if drawn else 0.0, dashes if drawn else "")
                yield *look, around(course)
                course = []


def printed_steps(page: Any) -> Iterator[tuple[str, list[float], Look]]:
    """Yield what a page draws, step by step, with the colours and the line it is drawn in."""
    face = edge = dashes = ""
    width, kept = 0.0, []
    for step in pikepdf.parse_content_stream(page):
        values = [float(one) for one in step.operands if not isinstance(one, pikepdf.Object | str)]
        match str(step.operator):
            case "rg":
                face = colour(values)
            case "RG":
                edge = colour(values)
            case "w":
                width = values[0]
            case "d":
                dashes = ",".join(f"{float(one):g}" for one in step.operands[0])
            case "q":
                kept.append((face, edge, width, dashes))
            case "Q":
                face, edge, width, dashes = kept.pop()
            case operator:
                yield operator, values, (face, edge, width, dashes)


def plain(text: str) -> str:
    """Return a word without spaces and the marks that give it a direction."""
    return bare(text).replace("\u200e", "")


def colour(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def around(numbers: Sequence[float]) -> tuple[float, ...]:
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)
