"""The icons that ship with the program, drawn in a colour of the theme and sharp on every screen.

An icon is a Tabler outline whose lines are ``currentColor``; it is drawn from its SVG at the size and scale
it is shown at, never enlarged from a small picture.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from wopfield.shipped import shipped
from wopfield.ui.theme import Theme

_STROKE = "1.75"

_MIRRORED = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
    "arrow-back-up": "arrow-forward-up",
    "arrow-forward-up": "arrow-back-up",
}
"""Icons that point along the line of reading; checks, clocks and cameras never turn."""


def icon(theme: Theme, name: str, colour: str = "", size: int = 20) -> QIcon:
    """Return an icon in ``colour`` (the theme's second ink if empty) at ``size`` pixels at 100 %.

    Raises:
        FileNotFoundError: no icon of that name ships with the program.
    """
    drawn = QIcon()
    pixels = theme.px(size)
    for scale in _scales():
        drawn.addPixmap(_pixmap(name, colour or theme.ink2, pixels, scale), QIcon.Mode.Normal)
        drawn.addPixmap(_pixmap(name, theme.ink3, pixels, scale), QIcon.Mode.Disabled)
    return drawn


def pixmap(theme: Theme, name: str, colour: str = "", size: int = 20) -> QPixmap:
    """Return an icon as a picture, as sharp as the sharpest screen here."""
    return _pixmap(name, colour or theme.ink2, theme.px(size), max(_scales()))


def _pixmap(name: str, colour: str, pixels: int, scale: float) -> QPixmap:
    name = _towards(name)
    key = f"{name} {colour} {pixels} {scale}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return drawn
    outline = QSvgRenderer(QByteArray(_svg(name, colour)))
    drawn = QPixmap(QSize(round(pixels * scale), round(pixels * scale)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    outline.render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, drawn)
    return drawn


def _towards(name: str) -> str:
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _MIRRORED.get(name, name) if mirrored else name


def _scales() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


@cache
def _svg(name: str, colour: str) -> bytes:
    source = (shipped("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return source.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"').encode()
