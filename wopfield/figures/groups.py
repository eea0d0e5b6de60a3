"""A table of other utilities to compare with, such as an extract of a public database."""

from pathlib import Path

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import read_given
from wopfield.domain.group import Group, Peer, comparable, group_of
from wopfield.domain.indicator import Entry, Variable
from wopfield.figures.computing import take
from wopfield.figures.reading import read_figures
from wopfield.figures.utility_year import UtilityYear


def read_group(path: Path, catalogue: Catalogue, title: str = "") -> Group:
    """Return the group a file holds; its columns are variables, indicators that are worked out already, or both.

    Raises:
        BadInput: it is no file of figures.
    """
    years = read_figures(path, catalogue).rows
    return group_of(title or path.stem, (_peer(year, catalogue) for year in years if not year.problem))


def group_answer(group: Group, catalogue: Catalogue) -> dict[str, object]:
    """Return median and quartiles of each indicator, ready for JSON; below five utilities only how many there are."""
    found: dict[str, object] = {}
    for code, indicator in catalogue.indicators.items():
        shape = group.compare(code)
        shown = {} if shape is None else {
            "median": shape.median, "lower_quartile": shape.lower_quartile, "upper_quartile": shape.upper_quartile,
        }  # fmt: skip
        found[code] = {"unit": indicator.unit, "utilities": group.count(code), **shown}
    return {"group": group.title, "indicators": found}


def _peer(year: UtilityYear, catalogue: Catalogue) -> Peer:
    values = comparable(catalogue.work_out_all(take(year, catalogue).entries))
    for code, raw in year.values.items():
        indicator = catalogue.indicators.get(code)
        if indicator is None:
            continue
        least, most = indicator.typical_min, indicator.typical_max
        as_variable = Variable(code, indicator.name, indicator.unit, "", least, most, "")
        entry: Entry | None = read_given(as_variable, raw).entry
        if entry is not None and entry.value is not None:
            values[code] = float(entry.value)
    return Peer(year.utility or str(year.id), year.period, values)
