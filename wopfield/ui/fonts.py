"""The typefaces that ship with the program, made known to Qt."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from wopfield.shipped import shipped

FAMILIES = (
    "IBM Plex Sans",
    "IBM Plex Sans Arabic",
    "Noto Sans Ethiopic",
    "Noto Sans Devanagari",
    "Noto Sans",
)
"""In the order in which a letter is looked for."""


@cache
def load_chart_fonts() -> None:
    """Make the narrow faces of charts known to Qt as well; only screens that show a chart need them."""
    for file in sorted((shipped("resources") / "fonts").glob("IBMPlexSansCondensed-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def load_fonts() -> list[str]:
    """Make the bundled typefaces known to Qt and return their families; needs a QApplication."""
    families: set[str] = set()
    for file in sorted((shipped("resources") / "fonts").glob("*.ttf")):
        if "Condensed" in file.name:  # for paper only
            continue
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)
