"""The window: room for everything, in every width and direction."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import part
from tests.ui.window.sheets import Open, P
from wopfield.ui.screen import Place
from wopfield.ui.shell.header import Header
from wopfield.ui.shell.rail import Rail
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.progress import Bar
from wopfield.ui.window import Window


@pytest.mark.parametrize("place", [Place("home"), Place("visits", **P), Place("assessment", assessment="a", **P)])
@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
@pytest.mark.parametrize(
    ("width", "height", "scale", "longer"),
    [
        (1366, 768, 1.0, False),
        (1366, 690, 1.0, True),
        (1366, 690, 1.3, False),
        (1366, 690, 1.3, True),
        (1024, 690, 1.0, True),
    ],
)
def test_nothing_is_cut_off(
    open_window: Open,
    dressed: Dressed,
    place: Place,
    mirrored: bool,
    width: int,
    height: int,
    scale: float,
    longer: bool,
) -> None:
    window = open_window(dressed(scale=scale, mirrored=mirrored, longer=longer), width, height)
    window.go(place)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert cut_off(window) == []


def test_a_breadcrumb_is_whole_as_long_as_search_can_give_way(open_window: Open, dressed: Dressed) -> None:
    window = open_window(dressed(scale=1.3), 1366, 690)
    window.go(Place("partnership", **P))
    QApplication.processEvents()
    links = part(window, Header).findChildren(Link)
    assert [link.text() for link in links if link.isVisible()] == ["Partnerships"]
    assert all(link.width() >= link.sizeHint().width() for link in links if link.isVisible())


def is_square(mark: QWidget) -> bool:
    """Return whether there is room for its picture alone."""
    return mark.width() < 2 * mark.height()


def test_the_header_gives_way_in_order(open_window: Open, dressed: Dressed) -> None:
    def given(width: int, scale: float) -> list[bool]:
        window = open_window(dressed(scale=scale), width, 690)
        window.go(Place("assessment", assessment="a", **P))
        QApplication.processEvents()
        header = part(window, Header)
        (bar,) = header.findChildren(Bar)
        return [is_square(header.search), is_square(header.server), not bar.isVisible()]

    steps = [given(1366, 1.0), given(1366, 1.3), given(1100, 1.3), given(960, 1.3)]
    assert steps[0] == [False, False, False]
    assert all(sorted(step, reverse=True) == step for step in steps)
    assert sorted(map(sum, steps)) == list(map(sum, steps))


@pytest.mark.parametrize("place", [Place("home"), Place("visits", **P), Place("assessment", assessment="a", **P)])
def test_everything_that_can_be_focused_has_a_name(window: Window, place: Place) -> None:
    window.go(place)
    window.open_palette()
    assert unnamed(window) == []


def test_the_rail_stands_where_reading_starts(open_window: Open, dressed: Dressed) -> None:
    assert part(open_window(dressed()), Rail).mapToGlobal(QPoint()).x() < 100
    mirrored = open_window(dressed(mirrored=True))
    assert part(mirrored, Rail).mapTo(mirrored, QPoint()).x() > 1200
