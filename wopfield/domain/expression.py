"""The small language of indicator formulas: numbers, names, + - * / and parentheses.

A formula is text from a file, so it is never given to Python: our own reader turns it into a tree of four kinds
of node, and only that tree is worked out.

    sum      = product { ("+" | "-") product }
    product  = factor { ("*" | "/") factor }
    factor   = "-" factor | "+" factor | number | name | "(" sum ")"
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite, nan
from operator import add, mul, sub, truediv
from typing import Literal, NamedTuple

from wopfield.domain.remark import Remark
from wopfield.errors import BadInput

Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """The code of a variable."""

    code: str


@dataclass(frozen=True, slots=True)
class Negative:
    """The same with the other sign."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and what is done with them."""

    operator: Operator
    left: "Expression"
    right: "Expression"


Expression = Number | Name | Negative | Operation


def parse(text: str) -> Expression:
    """Return the tree of a formula.

    Raises:
        BadInput: it is not plain arithmetic over names, or it is longer or deeper than any formula of ours.
    """
    if len(text) > _LONGEST:
        raise _unreadable(text)
    return _Reader(text).whole()


def names(tree: Expression) -> tuple[str, ...]:
    """Return the codes of the variables a formula uses, each once, in the order they are read."""
    return tuple(dict.fromkeys(_names(tree)))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some utilities: a column for each variable, a row for each utility; what is none is NaN."""

    columns: Mapping[str, Sequence[float]]
    rows: int


Work = Callable[[Figures, dict[int, "Expression"]], Sequence[float]]
"""A formula made ready for many utilities; it notes by row what was zero and had to divide."""


def run(work: Work, figures: Figures, called: Mapping[str, str] | None = None) -> list[float | Remark]:
    """Return for each utility the value of a formula that is ready, or a remark that says why there is none.

    Every name must have a column: what is missing is asked with ``names`` before, and is never zero. ``called`` are
    the names for the remark.
    """
    by_zero: dict[int, Expression] = {}
    values = work(figures, by_zero)
    if all(map(isfinite, values)):
        return list(values)
    found: list[float | Remark] = [value if isfinite(value) else _TOO_LARGE for value in values]
    for row, divisor in by_zero.items():
        found[row] = Remark(
            "Not calculated: {divisor} is zero, and nothing can be divided by zero.",
            "divided_by_zero",
            {"divisor": render(divisor, called)},
        )
    return found


def as_float(figure: Decimal) -> float:
    """Return a figure to work with; one that is none, or too large, is not a number and spoils its result."""
    value = float(figure) if figure.is_finite() else nan
    return value if isfinite(value) else nan


def ready(tree: Expression) -> Work:
    """Return a formula made ready, so that a thousand utilities do not each walk its tree."""
    if isinstance(tree, Number):
        number = float(tree.value)
        return lambda figures, by_zero: [number] * figures.rows
    if isinstance(tree, Name):
        code = tree.code
        return lambda figures, by_zero: figures.columns[code]
    if isinstance(tree, Negative):
        inner = ready(tree.of)
        return lambda figures, by_zero: [-value for value in inner(figures, by_zero)]
    left, right = ready(tree.left), ready(tree.right)
    return _divided(left, right, tree.right) if tree.operator == "/" else _done(_DO[tree.operator], left, right)


def render(
    tree: Expression,
    called: Mapping[str, str] | None = None,
    *,
    plain: bool = False,
    number: Callable[[Decimal], str] = "{:f}".format,
) -> str:
    """Return a formula to read: names replaced by what they are ``called``, signs × and −.

    ``called`` may hold names of variables or their values as text. ``plain`` writes * and - as in the files;
    ``number`` writes the numbers of the formula itself, such as those of a language.
    """
    return _render(tree, _Written(called or {}, _PLAIN_SIGNS if plain else _SIGNS, number))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST = 2_000
_DEEPEST = 100
_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/()×−]))")
_SAME: Mapping[str, str] = {"×": "*", "−": "-"}


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._place = 0
        self._depth = 0

    def whole(self) -> Expression:
        tree = self._sum()
        if self._next() is not None or _depth(tree) > _DEEPEST:
            raise _unreadable(self._text)
        return tree

    def _split(self) -> Iterator[tuple[str, str]]:
        place, end = 0, len(self._text.rstrip())
        while place < end:
            found = _TOKEN.match(self._text, place)
            if not found:
                raise _unreadable(self._text)
            number, name, sign = found.groups()
            if number:
                yield "number", number
            elif name:
                yield "name", name
            else:
                yield "sign", _SAME.get(sign, sign)
            place = found.end()

    def _next(self) -> tuple[str, str] | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, *signs: str) -> str | None:
        token = self._next()
        if token and token[0] == "sign" and token[1] in signs:
            self._place += 1
            return token[1]
        return None

    def _sum(self) -> Expression:
        return self._row(self._product, "+", "-")

    def _product(self) -> Expression:
        return self._row(self._factor, "*", "/")

    def _row(self, part: Callable[[], Expression], *operators: Operator) -> Expression:
        tree = part()
        while sign := self._take(*operators):
            operator = next(o for o in operators if o == sign)
            tree = Operation(operator, tree, part())
        return tree

    def _factor(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _unreadable(self._text)
        try:
            return self._inner_factor()
        finally:
            self._depth -= 1

    def _inner_factor(self) -> Expression:
        if self._take("-"):
            return Negative(self._factor())
        if self._take("+"):
            return self._factor()
        if self._take("("):
            tree = self._sum()
            if not self._take(")"):
                raise _unreadable(self._text)
            return tree
        token = self._next()
        if token is None or token[0] == "sign":
            raise _unreadable(self._text)
        self._place += 1
        return Number(Decimal(token[1])) if token[0] == "number" else Name(token[1])


def _unreadable(text: str) -> BadInput:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return BadInput(
        "The formula “{formula}” cannot be read.",
        do="Use numbers, codes of variables, + - * / and parentheses only.",
        parts={"formula": shown},
    )


def _depth(tree: Expression) -> int:
    deepest, open_parts = 0, [(tree, 1)]
    while open_parts:
        part, depth = open_parts.pop()
        deepest = max(deepest, depth)
        if isinstance(part, Operation):
            open_parts += [(part.left, depth + 1), (part.right, depth + 1)]
        elif isinstance(part, Negative):
            open_parts.append((part.of, depth + 1))
    return deepest


# ── working out ──────────────────────────────────────────────────────────────────────────────────────────────


_TOO_LARGE = Remark("Not calculated: the figures are too large to be worked with.", "too_large")


def _names(tree: Expression) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.code
    elif isinstance(tree, Negative):
        yield from _names(tree.of)
    elif isinstance(tree, Operation):
        yield from _names(tree.left)
        yield from _names(tree.right)


def _done(do: Callable[[float, float], float], left: Work, right: Work) -> Work:
    def work(figures: Figures, by_zero: dict[int, Expression]) -> Sequence[float]:
        return list(map(do, left(figures, by_zero), right(figures, by_zero)))

    return work


def _divided(left: Work, right: Work, divisor: Expression) -> Work:
    def work(figures: Figures, by_zero: dict[int, Expression]) -> Sequence[float]:
        by = right(figures, by_zero)
        if all(by):
            return list(map(truediv, left(figures, by_zero), by))
        for row, value in enumerate(by):
            if value == 0:
                by_zero.setdefault(row, divisor)  # the first of several is told
        return [a / b if b else nan for a, b in zip(left(figures, by_zero), by, strict=True)]

    return work


_DO: Mapping[Operator, Callable[[float, float], float]] = {"+": add, "-": sub, "*": mul}


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

_SIGNS: Mapping[Operator, str] = {"+": "+", "-": "−", "*": "×", "/": "/"}
_PLAIN_SIGNS: Mapping[Operator, str] = {"+": "+", "-": "-", "*": "*", "/": "/"}
_BINDS: Mapping[Operator, int] = {"+": 1, "-": 1, "*": 2, "/": 2}


class _Written(NamedTuple):
    """How the parts of a formula are written."""

    called: Mapping[str, str]
    signs: Mapping[Operator, str]
    number: Callable[[Decimal], str]


def _render(tree: Expression, written: _Written) -> str:
    if isinstance(tree, Number):
        return written.number(tree.value)
    if isinstance(tree, Name):
        return written.called.get(tree.code, tree.code)
    if isinstance(tree, Negative):
        return written.signs["-"] + _within(tree.of, written, 3)
    binds = _BINDS[tree.operator]
    left = _within(tree.left, written, binds)
    # the right side keeps its parentheses even where it binds the same: a - (b - c), a * (b / c)
    right = _within(tree.right, written, binds + 1)
    return f"{left} {written.signs[tree.operator]} {right}"


def _within(tree: Expression, written: _Written, binds: int) -> str:
    text = _render(tree, written)
    looser = isinstance(tree, Operation) and _BINDS[tree.operator] < binds
    return f"({text})" if looser else text
