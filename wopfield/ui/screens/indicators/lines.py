"""Which lines the grid shows: the variables a filter lets through, under the titles of their groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from wopfield.domain.indicator import Variable
from wopfield.language import _
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.values import capital, theme_words
from wopfield.ui.widgets.matching import matches

COMMON, ALL, GIVEN, EMPTY, CHECK, _THEME = "common", "all", "given", "empty", "check", "theme "
"""Which lines are shown; a theme's key is followed by its name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: a variable, or the title of a group."""

    title: str
    variable: Variable | None = None

    @property
    def key(self) -> str:
        """Return what the line is known by across redraws."""
        return self.variable.code if self.variable else f"group {self.title}"


def filters(sheet: Sheet, period: str) -> list[tuple[str, str]]:
    """Return the filters there are, by key and in words; ``period`` is the year in which gaps are looked for."""
    themes = [(_THEME + theme, capital(theme_words(theme))) for theme in sheet.catalogue.themes]
    return [
        (COMMON, _("Common figures")),
        (ALL, _("All figures")),
        (EMPTY, _("Nothing said for {period}", period=period)),
        (GIVEN, _("With a figure")),
        (CHECK, _("Looks wrong")),
        *sorted(themes, key=lambda each: each[1]),
    ]


def passing(sheet: Sheet, which: str, period: str) -> frozenset[str]:
    """Return the codes of the variables that a filter lets through."""
    variables = sheet.catalogue.variables
    if which.startswith(_THEME):
        theme = which.removeprefix(_THEME)
        needed = (each.variables for each in sheet.catalogue.indicators.values() if theme in each.themes)
        return frozenset(code for codes in needed for code in codes)
    match which:
        case "common":
            return frozenset(sheet.catalogue.common_variables)
        case "given":
            return frozenset(code for (code, year) in sheet.rows if sheet.has_figure((code, year)))
        case "empty":
            return frozenset(code for code in variables if not sheet.has_figure((code, period)))
        case "check":
            return frozenset(spot[0] for spot in sheet.doubts if sheet.open_doubt(spot) is not None)
        case _:
            return frozenset(variables)


def lines(sheet: Sheet, wanted: Iterable[str], typed: str = "") -> list[Line]:
    """Return the lines of these variables under the titles of their groups.

    What is typed to search is looked for among all variables.
    """
    codes = frozenset(wanted)
    if typed.strip():
        codes = frozenset(
            variable.code
            for variable in sheet.catalogue.variables.values()
            if matches(typed.strip(), f"{_(variable.name)} {variable.name} {variable.code}")
        )
    found: list[Line] = []
    for group in sheet.catalogue.groups:
        variables = [sheet.catalogue.variables[code] for code in group.variables if code in codes]
        if variables:
            found.append(Line(_(group.title)))
            found.extend(Line(_(variable.name), variable) for variable in variables)
    return found
