"""What stands at the head of a pasted table's columns: periods in one row or over two, merged, or months of a year."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from wopfield.domain.pasted_dates import periods_of_days
from wopfield.domain.pasted_table import Cells
from wopfield.domain.period_words import FoundPeriod, find_period


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a column says, all its rows together, and the period it is taken for."""

    text: str = ""
    period: str | None = None
    sure: bool = False


def head_row(table: Cells) -> int:
    """Return the row with the periods, among the first few; -1 where there is none."""
    weights = [sum(map(_weight, _periods(row))) for row in table[:_FIRST]]
    most = max(weights)
    months = [len(_bare_parts(row)) for row in table[:_FIRST]]
    if max(months) > 1 and most <= 2:  # the year alone stands in the corner, above, or nowhere
        return months.index(max(months))
    return weights.index(most) if most else -1


def read_heads(table: Cells, row: int, named: Collection[int]) -> tuple[Head, ...]:
    """Return the head of each column; ``named`` are the rows that name a variable, which are no heads.

    What lies over several columns, as merged cells do, is the head of each of them. A budget or a plan is no figure of
    its period: it is left to the person, as is what does not say so beside another that says it is what was.
    """
    if row < 0:
        above = table[: min(named, default=0)]
        return tuple(Head(" ".join(filter(None, column))) for column in zip(*above, strict=True)) or (
            (Head(),) * len(table[0])
        )
    above = _qualifying(table, row - 1, named)
    below = _qualifying(table, row + 1, named)
    year = _only_year(cell for line in table[: row + 1] for cell in line)
    days = periods_of_days(table[row])
    heads: list[Head] = []
    over = ""
    for place, own in enumerate(table[row]):
        over = own or (over if below[place] else "")
        text = " ".join(filter(None, (above[place], over, below[place])))
        day = days.get(place)
        said = _head(text, over, (below[place], above[place]), year)
        heads.append(said if day is None else Head(text, day.period, day.sure))
    return _without_plans(heads)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_FIRST = 6
"""How many rows may be heads."""


def _periods(row: Sequence[str]) -> list[FoundPeriod | None]:
    days = periods_of_days(row)
    return [days.get(place) or find_period(cell) for place, cell in enumerate(row)]


def _weight(found: FoundPeriod | None) -> int:
    return 0 if found is None else 2 if found.sure else 1


def _bare_parts(row: Sequence[str]) -> list[str]:
    """Return the months or quarters of a row that come one after the other and do not say of which year."""
    found = [(find_period(f"{cell} 2000"), cell) for cell in row if cell and not re.search(r"\d\d", cell)]
    parts = [(each.period, cell) for each, cell in found if each is not None and each.period > "2000-"]
    return [cell for _period, cell in parts] if parts == sorted(parts, key=lambda part: part[0]) else []


def _only_year(cells: Iterable[str]) -> str:
    years = {year for cell in cells for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", cell)}
    return years.pop() if len(years) == 1 else ""


def _qualifying(table: Cells, row: int, named: Collection[int]) -> Sequence[str]:
    """Return a row of words beside that of the periods (``Actual``, ``Budget``); empty where it is none."""
    empty = [""] * len(table[0])
    if not 0 <= row < len(table) or row in named:
        return empty
    words = [cell for cell in table[row][1:] if cell]
    if len(words) < 2 or any(find_period(cell) or not cell[0].isalpha() for cell in words):
        return empty
    return ["", *table[row][1:]]


def _head(text: str, over: str, beside: Sequence[str], year: str) -> Head:
    for part in beside:  # a quarter or month below or above its year
        found = find_period(f"{part} {over}") if part and re.search(r"\d{4}", over) else None
        if found is not None:
            return Head(text, found.period, found.sure)
    found = find_period(over) or (find_period(f"{over} {year}") if year and _bare_parts([over]) else None)
    return Head(text, found.period, found.sure) if found is not None else Head(text)


def _without_plans(heads: Sequence[Head]) -> tuple[Head, ...]:
    best: dict[str, int] = {}
    for head in heads:
        if head.period:
            best[head.period] = min(best.get(head.period, _UNSAID), _rank(head.text))
    return tuple(
        replace(head, period=None, sure=False) if head.period and _rank(head.text) > best[head.period] else head
        for head in heads
    )


def _rank(text: str) -> int:
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return _THAT_WAS if words & _WAS else _THAT_WAS_PLANNED if words & _PLANNED else _UNSAID


_THAT_WAS, _UNSAID, _THAT_WAS_PLANNED = range(3)

_WAS = frozenset(
    {"actual", "actuals", "audited", "achieved", "outturn", "realised", "realized", "total", "réel", "réels",
     "réalisé", "réalisés", "réalisation", "real", "reales", "realizado", "ejecutado", "executado", "ist", "فعلي"}
)  # fmt: skip
_PLANNED = frozenset(
    {"budget", "budgeted", "plan", "planned", "target", "targets", "forecast", "projected", "projection", "budgété",
     "prévu", "prévision", "prévisions", "objectif", "cible", "presupuesto", "presupuestado", "meta", "previsto",
     "orçamento", "orçado", "previsão", "objetivo", "موازنة", "مخطط", "مستهدف"}
)  # fmt: skip
