"""The whole window in every language: whatever is written has room, in small and in large, in light and in dark."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.going import LONG, arrive
from tests.ui.looking import cut_off, tab_stops, unseen_focus
from wopfield.desktop.bench import Bench
from wopfield.ui.screen import Place
from wopfield.ui.theme import theme_of
from wopfield.ui.tongue import speak_in
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.rows import RowsView

AIR = 2
"""So many pixels of its own a table may have beyond the edge: no word is in them."""


@pytest.mark.slow
def test_whatever_is_written_on_any_screen_has_room_in_every_language(
    qtbot: QtBot, qapp: QApplication, bench: Bench, places: list[Place]
) -> None:
    found = []
    hands = theme_of("dark", 1.3, large=True)
    for code, wanted in (("fr", theme_of("light")), ("es", hands), ("ar", theme_of("sunlight", 1.3))):
        speak_in(qapp, code)
        bench.show_in(wanted)
        for place in places:
            bench.window.go(place)
            arrive(qtbot, bench)
            found += [f"{code} {wanted.scale} {place.name}: {trouble}" for trouble in cut_off(bench.window)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_no_page_goes_on_beyond_the_edge_in_large_text_on_a_small_screen(
    qtbot: QtBot, qapp: QApplication, bench: Bench, places: list[Place], code: str
) -> None:
    speak_in(qapp, code)
    bench.show_in(theme_of("light", 1.3))
    bench.window.resize(1024, 768)
    found = []
    for place in places:
        bench.window.go(place)
        arrive(qtbot, bench)
        parts = [part for kind in (Page, RowsView) for part in bench.window.findChildren(kind)]
        bars = [bar for part in parts if (bar := part.horizontalScrollBar()).isVisible()]
        found += [f"{place.name}: {bar.maximum()} beyond" for bar in bars if bar.maximum() > AIR]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_on_every_screen_one_sees_what_the_keyboard_is_on(qtbot: QtBot, bench: Bench, places: list[Place]) -> None:
    found = []
    for place in places:
        bench.window.go(place)
        arrive(qtbot, bench)
        bench.window.activateWindow()
        qtbot.waitUntil(bench.window.isActiveWindow, timeout=LONG)
        found += [f"{place.name}: {trouble}" for trouble in unseen_focus(bench.window)]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_tab_goes_down_every_screen_and_begins_with_where_one_is(
    qtbot: QtBot, bench: Bench, places: list[Place]
) -> None:
    found = []
    for place in places:
        bench.window.go(place)
        arrive(qtbot, bench)
        bench.window.activateWindow()
        qtbot.waitUntil(bench.window.isActiveWindow, timeout=LONG)
        steps = tab_stops(bench.window)
        names = [name for name, _up in steps]
        found += [f"{place.name}: {one} → {other}" for (one, _), (other, up) in pairwise(steps) if up]
        shown = bench.window.shown
        assert shown is not None
        path = () if shown.focus_mode else shown.heading.crumbs
        crumbs = [names.index(f"Link “{words}”") for words, _place in path]
        assert crumbs == sorted(crumbs), place.name
        assert all(at < names.index("SearchBox “Search or go to”") for at in crumbs), place.name
    assert not found, "\n".join(found)
