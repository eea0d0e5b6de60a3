"""A figure ten or a thousand times what it should be, seen in a first year, with no year before to compare.

A utility's people, connections, mains, water, staff and energy go together within a factor of two or three all over
the world. One figure that stands far from all the others it is known beside, in the same direction, while these agree
with one another, is likely a slip of the decimal point or of the unit. How far is far was chosen so that utilities
that are only unlike most, of tower blocks, kiosks or many standpipes, are not asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal
from math import log
from typing import Final, NamedTuple

from wopfield.domain.expression import Figures
from wopfield.domain.indicator import Entry, Variable
from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import format_number
from wopfield.domain.remark import Remark


class Usual(NamedTuple):
    """How many of the one there usually are for each of the other, and the factor two of three stay within."""

    one: str
    other: str
    middle: float
    factor: float


_VOLUMES: Final = frozenset({"v_own", "v_bill_met", "kwh_water"})
"""These are over the period, and compared by the day."""

USUAL: Final[tuple[Usual, ...]] = (
    Usual("pop_area", "pop_water", 1.25, 2.4),
    Usual("pop_area", "n_conn_water", 7.0, 2.6),
    Usual("pop_water", "n_conn_water", 5.5, 2.1),
    Usual("pop_water", "n_serv_conn", 5.0, 2.1),
    Usual("pop_water", "len_mains", 250.0, 2.3),
    Usual("n_serv_conn", "n_conn_water", 1.05, 1.4),
    Usual("n_conn_water", "len_mains", 45.0, 2.2),
    Usual("n_serv_conn", "len_mains", 47.0, 2.2),
    Usual("v_own", "pop_water", 0.16, 2.1),
    Usual("v_own", "n_conn_water", 0.85, 2.1),
    Usual("v_own", "n_serv_conn", 0.8, 2.1),
    Usual("v_own", "len_mains", 38.0, 2.6),
    Usual("v_bill_met", "v_own", 0.65, 1.5),
    Usual("v_bill_met", "pop_water", 0.1, 2.1),
    Usual("v_bill_met", "n_conn_water", 0.5, 2.1),
    Usual("n_staff", "n_conn_water", 0.006, 2.4),
    Usual("n_staff", "pop_water", 0.0011, 2.5),
    Usual("kwh_water", "v_own", 0.45, 2.4),
    Usual("kwh_water", "pop_water", 0.07, 3.0),
    Usual("opex", "rev_op", 0.95, 2.0),
    Usual("rev_water", "rev_op", 0.85, 2.0),
    Usual("opex", "rev_water", 1.1, 2.1),
    Usual("cost_labour", "opex", 0.33, 2.2),
    Usual("cost_labour", "rev_op", 0.32, 2.4),
)


class Slip:
    """A rule: no figure stands ten or a thousand times from all that it is known beside."""

    def suspects(self, figures: Figures) -> Iterator[int]:
        """Yield the rows in which two pairs of figures are far from what is usual."""
        far = [0] * figures.rows
        sizes = _Columns(figures)
        for one, other, middle, factor in USUAL:
            least, most = middle / factor**_LEAST, middle * factor**_LEAST
            for row, (a, b) in enumerate(zip(sizes.of(one), sizes.of(other), strict=True)):
                if a > 0 and b > 0 and not b * least < a < b * most:
                    far[row] += 1
        return (row for row, count in enumerate(far) if count > 1)

    def doubt(self, entries: Mapping[str, Entry], variables: Mapping[str, Variable]) -> tuple[str, Doubt] | None:
        """Return the doubt about the one figure that does not fit, and what was likely meant."""
        sizes = {code: size for code in _CODES if (size := _size(entries, code)) is not None}
        apart = _apart(sizes)
        code = next((code for code, own in _owns(apart).items() if _stands_alone(code, own, apart)), None)
        value = entries[code].value if code else None
        if code is None or value is None:
            return None
        meant = {times: Decimal(f"{_WIDE.divide(value, times).normalize(_WIDE):f}") for times in _SENTENCES}
        left = {times: _left(code, sizes, {**entries, code: Entry(likely)}) for times, likely in meant.items()}
        times = min(left, key=lambda each: sum(far * far for far in left[each]))
        if max(map(abs, left[times])) > max(_HEALED, _SHARE_LEFT * _mean(_owns(apart)[code])):
            return None
        parts = {"names": ", ".join(variables[other].name for other in _beside(code, apart)[:_NAMED])}
        parts["likely"] = format_number(meant[times])
        return code, Doubt(Remark(_SENTENCES[times], "slip", parts), meant[times])


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WIDE = Context(prec=60)
_CODES: Final = tuple(dict.fromkeys(code for pair in USUAL for code in (pair.one, pair.other)))
_PAIRS: Final = {code: tuple(pair for pair in USUAL if code in (pair.one, pair.other)) for code in _CODES}

_LEAST, _MEAN = 1.7, 2.6
"""So many factors a figure must be from each other it is known beside, and from all of them on average."""
_AGREE, _HEALED = 3.0, 2.2
"""Within so many factors the others agree with one another, and the likely value with them."""
_SHARE_AMONG, _SHARE_LEFT = 0.5, 0.3
"""Of a figure that is much farther, they need only agree within this share of how far it is."""

_SENTENCES: Mapping[Decimal, str] = {
    Decimal(10): "Ten times what is usual beside: {names}. Was {likely} meant?",
    Decimal(100): "A hundred times what is usual beside: {names}. Was {likely} meant?",
    Decimal(1000): "A thousand times what is usual beside: {names}. Was {likely} meant?",
    Decimal(1_000_000): "A million times what is usual beside: {names}. Was {likely} meant?",
    Decimal("0.1"): "A tenth of what is usual beside: {names}. Was {likely} meant?",
    Decimal("0.01"): "A hundredth of what is usual beside: {names}. Was {likely} meant?",
    Decimal("0.001"): "A thousandth of what is usual beside: {names}. Was {likely} meant?",
    Decimal("0.000001"): "A millionth of what is usual beside: {names}. Was {likely} meant?",
}

_NAMED: Final = 3
"""How many of the figures beside it are named."""
_NEVER: Final = 1e9

_Apart = Mapping[Usual, float]


class _Columns:
    """What utilities have of each thing: by the day, and with what they bought or could not meter."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def of(self, code: str) -> Sequence[float]:
        column = self._figures.columns[code]
        for more, sign in _WITH.get(code, ()):
            others = self._figures.columns[more]
            column = [a + sign * b if b == b else a for a, b in zip(column, others, strict=True)]
        if code not in _VOLUMES:
            return column
        return [a / days if days > 0 else 0.0 for a, days in zip(column, self._figures.columns["days"], strict=True)]


_WITH: Mapping[str, tuple[tuple[str, float], ...]] = {
    "v_own": (("v_import", 1.0), ("v_export", -1.0)),
    "v_bill_met": (("v_bill_unmet", 1.0),),
}


def _size(entries: Mapping[str, Entry], code: str) -> float | None:
    own = _number(entries, code)
    if own is None or own <= 0:
        return None
    whole = own + sum(sign * (_number(entries, more) or 0.0) for more, sign in _WITH.get(code, ()))
    days = (_number(entries, "days") or 0.0) if code in _VOLUMES else 1.0
    return whole / days if days > 0 and whole > 0 else None


def _number(entries: Mapping[str, Entry], code: str) -> float | None:
    entry = entries.get(code)
    if entry is None or entry.state != "measured" or entry.value is None or not entry.value.is_finite():
        return None
    return float(entry.value)


def _apart(sizes: Mapping[str, float], pairs: Sequence[Usual] = USUAL) -> _Apart:
    """Return by how many factors the one is more than is usual beside the other, of each pair that is known."""
    return {
        pair: log(sizes[pair.one] / sizes[pair.other] / pair.middle) / log(pair.factor)
        for pair in pairs
        if pair.one in sizes and pair.other in sizes
    }


def _beside(code: str, apart: _Apart) -> list[str]:
    return [pair.other if pair.one == code else pair.one for pair in apart if code in (pair.one, pair.other)]


def _owns(apart: _Apart) -> dict[str, list[float]]:
    """Return by how many factors each figure is more than is usual beside each other one."""
    found: dict[str, list[float]] = {}
    for (one, other, _middle, _factor), far in apart.items():
        found.setdefault(one, []).append(far)
        found.setdefault(other, []).append(-far)
    return found


def _stands_alone(code: str, own: Sequence[float], apart: _Apart) -> bool:
    """Return whether a figure is far from all it is known beside, in one direction, and these agree."""
    if len(own) < 2 or not (min(own) >= _LEAST or max(own) <= -_LEAST) or _mean(own) < _MEAN:
        return False
    known = set(_beside(code, apart))
    others = [far for pair, far in apart.items() if pair.one in known and pair.other in known]
    return bool(others) and max(map(abs, others)) <= max(_AGREE, _SHARE_AMONG * _mean(own))


def _mean(far: Sequence[float]) -> float:
    return abs(sum(far)) / len(far)


def _left(code: str, sizes: Mapping[str, float], entries: Mapping[str, Entry]) -> list[float]:
    """Return how far a figure would still be from the others if it were another."""
    size = _size(entries, code)
    return [_NEVER] if size is None else _owns(_apart({**sizes, code: size}, _PAIRS[code]))[code]
