"""Results in lines for a person who reads them in a terminal."""

from collections.abc import Iterator

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.quantity import decimals, format_number
from wopfield.figures.computing import Taken, entry_warnings, said
from wopfield.language import _, plural


def lines(taken: Taken, catalogue: Catalogue) -> Iterator[str]:
    """Yield what a person wants to read: the results there are, what was not used, and what is odd."""
    yield str(taken.id) if taken.id is not None else _("Results")
    if taken.problem:
        yield "  " + taken.problem
    lacking = 0
    for code, result in catalogue.work_out_all(taken.entries).items():
        indicator = catalogue.indicators[code]
        if result.value is not None:
            value = format_number(result.value, places=decimals(result.value))
            yield f"  {code}  {indicator.name}: {value} {indicator.unit}"
        lacking += bool(result.missing)
        if result.problem:
            yield f"  {code}  {said(result.problem)}" if result.value is None else f"        {said(result.problem)}"
    if lacking:
        yield "  " + plural("{count} indicator lacks a figure.", "{count} indicators lack a figure.", lacking)
    for code, reason in taken.refused.items():
        yield "  " + _("Not used: {name}: {reason}", name=code, reason=reason)
    for code, sentences in entry_warnings(taken, catalogue).items():
        for sentence in sentences:
            yield "  " + _("Check: {name}: {reason}", name=catalogue.variables[code].name, reason=sentence)
