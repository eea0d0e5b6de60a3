"""Themes: what stands on what can be read, and a change of look reaches everything."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

import wopfield
from wopfield.shipped import shipped
from wopfield.ui.dress import dress, palette_of
from wopfield.ui.fonts import load_fonts
from wopfield.ui.icons import icon, pixmap
from wopfield.ui.theme import LOOKS, Look, Theme, theme_of


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    lights = sorted((_light(QColor(first)), _light(QColor(second))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", LOOKS.values(), ids=list(LOOKS))
class TestEveryLook:
    def test_inks_can_be_read_on_every_ground(self, theme: Theme) -> None:
        for ink, ground in product((theme.ink, theme.ink2, theme.ink3), (theme.canvas, theme.card, theme.sunk)):
            assert contrast(ink, ground) >= 4.5, (ink, ground)

    def test_what_is_chosen_and_pressed_can_be_read(self, theme: Theme) -> None:
        pairs = [
            (theme.on_accent, theme.accent),
            (theme.on_accent, theme.hover),
            (theme.ink, theme.tint),
            (theme.ink2, theme.tint),
            (theme.accent, theme.card),
            (theme.accent, theme.canvas),
            (theme.accent, theme.tint),
            (theme.rail_text, theme.rail),
            ("#FFFFFF", theme.rail_active),
            ("#0E2029", theme.badge),
        ]
        assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}

    def test_warnings_can_be_read_on_their_surfaces_and_on_cards(self, theme: Theme) -> None:
        for ink, surface in (
            (theme.danger, theme.danger_surface),
            (theme.warning, theme.warning_surface),
            (theme.good, theme.good_surface),
        ):
            assert contrast(ink, surface) >= 4.5
            assert contrast(ink, theme.card) >= 4.5

    def test_the_edges_of_controls_can_be_seen(self, theme: Theme) -> None:
        assert contrast(theme.control, theme.card) >= 3
        assert contrast(theme.accent, theme.canvas) >= 3

    def test_every_level_carries_a_numeral_that_can_be_read(self, theme: Theme) -> None:
        for level, fill in enumerate(theme.levels):
            assert contrast(theme.numeral(level), fill) >= 4.5

    def test_levels_grow_darker_with_depth(self, theme: Theme) -> None:
        lights = [_light(QColor(fill)) for fill in theme.levels]
        assert lights == sorted(lights, reverse=True)

    def test_qt_has_every_role_of_the_palette(self, theme: Theme) -> None:
        palette = palette_of(theme)
        assert palette.color(QPalette.ColorRole.Window) == QColor(theme.canvas)
        assert palette.color(QPalette.ColorRole.Text) == QColor(theme.ink)
        assert palette.color(QPalette.ColorRole.Highlight) == QColor(theme.accent)


def test_text_grows_with_the_chosen_size_in_one_place() -> None:
    assert [theme_of("light", scale).px(20) for scale in (1.0, 1.15, 1.3)] == [20, 23, 26]
    assert theme_of("light", 1.3).font(20).pixelSize() == 26


def test_large_buttons_are_for_gloves() -> None:
    assert theme_of("light", large=True).control_height == 52
    assert theme_of("light").control_height >= 36


def test_the_bundled_typeface_has_every_weight_we_write_in(qapp: QApplication) -> None:
    families = load_fonts()
    assert "IBM Plex Sans" in families
    assert "IBM Plex Sans Arabic" in families
    for weight in (400, 500, 600, 700):
        found = QFontInfo(theme_of("light").font(15, weight))
        assert (found.family(), found.weight()) == ("IBM Plex Sans", weight)


def test_dressing_the_application_anew_reaches_what_already_stands(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    for look in ("light", "dark"):
        theme = theme_of(look)
        dress(qapp, theme)
        field.ensurePolished()
        assert field.palette().color(QPalette.ColorRole.Base) == QColor(theme.card)
    dress(qapp, theme_of("light"))


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("look", LOOKS)
def test_a_box_of_the_systems_dialogs_shows_whether_it_is_ticked(
    qtbot: QtBot, qapp: QApplication, look: Look, kind: type[QAbstractButton]
) -> None:
    dress(qapp, theme_of(look))
    box = kind()
    qtbot.addWidget(box)
    pictures = []
    for ticked in (False, True):
        box.setChecked(ticked)
        pictures.append(box.grab().toImage())
    dress(qapp, theme_of("light"))
    assert pictures[0] != pictures[1]


def test_every_icon_that_ships_is_drawn_in_the_colour_asked_for(theme: Theme) -> None:
    files = [file for file in (shipped("resources") / "icons").glob("*.svg") if file.stem != "logo"]
    for file in files:
        image = pixmap(theme, file.stem, "#FF0000").toImage()
        drawn = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        assert {colour.name() for colour in drawn if colour.alpha() > 128} == {"#ff0000"}, file.stem


def test_no_icon_ships_that_nothing_shows() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(wopfield.__file__).parent.rglob("*.py"))
    names = [file.stem for file in (shipped("resources") / "icons").glob("*.svg")]
    assert [name for name in names if f'"{name}"' not in code and f'"{name}.svg"' not in code] == []


def test_an_icon_that_does_not_ship_is_a_mistake_that_shows_at_once(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        icon(theme, "no such icon")
