"""The standard table of a water balance as boxes with words: one geometry for paper and screen.

Heights follow from the volumes (``domain/balance_table.py``), all else from a ``Manner`` in its own unit: points on
paper, pixels on the screen. It reads from left to right in every language.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wopfield.domain.balance import Balance
from wopfield.domain.balance_table import Box, boxes
from wopfield.domain.summary import Confidence
from wopfield.report.drawing import Anchor, Clip, Fill, Label, Mark, Rect, Stroke, line, moved
from wopfield.report.signs import confidence_sign
from wopfield.report.style import TextStyle
from wopfield.report.text import shortened, width_of

_BELOW_THE_MIDDLE = 0.36
"""How far a baseline lies below the middle of its line, in sizes of its type."""

_GRADE = 35.0
"""The room of the letter and bars that say how sure a part is."""


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of a box; ``stripe`` is that of its near edge, ``hatch`` that of a strip of lines at its far end."""

    ground: str
    ink: str
    edge: Stroke | None = None
    stripe: str = ""
    hatch: str = ""
    soft: str = ""
    """The ink of what stands below a name, where it is not that of the name."""


@dataclass(frozen=True, slots=True)
class BoxWords:
    """What is written in a box; ``share`` and ``grade`` may be missing."""

    name: str
    amount: str
    share: str = ""
    grade: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How large the table is drawn, and in which tones."""

    columns: tuple[tuple[float, float], ...]
    """Where each column starts, and how wide it is."""
    top: float
    height: float
    least: float
    """The least height in which the words of a part can be read."""
    gap: float
    radius: float
    side: float
    """The air on both sides of words."""
    above: float
    """The air above words, and half of it below them."""
    name: TextStyle
    amount: TextStyle
    share: TextStyle
    part_name: TextStyle
    part_amount: TextStyle
    tone: Callable[[Box], Tone]
    in_the_middle: bool
    """Whether words stand in the middle of a box, a share beside its amount where both have room; else at its top."""
    parts_on_one_line: bool
    stripe: float = 0.0
    hatch: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box where it stands."""

    box: Box
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


def placed(balance: Balance, manner: Manner) -> tuple[Placed, ...]:
    """Return every box of the table where it stands."""
    found = boxes(balance, (manner.least + manner.gap) / max(manner.height, 1.0))
    return tuple(
        Placed(
            box,
            manner.columns[box.column][0],
            manner.top + box.top * manner.height,
            manner.columns[box.column][1],
            max(box.height * manner.height - manner.gap, 1.0),
        )
        for box in found
    )


def table(balance: Balance, manner: Manner, words: Callable[[Box], BoxWords]) -> tuple[Mark, ...]:
    """Return the table, box by box."""
    marks: list[Mark] = []
    for one in placed(balance, manner):
        tone, written = manner.tone(one.box), words(one.box)
        inside = _ground(one, tone, manner)
        write = _part if one.box.is_part else _block
        room = one.width - (manner.hatch if tone.hatch else 0.0)
        inside += write(one, room, written, tone, manner)
        marks += moved(inside, one.x, one.y)
    return tuple(marks)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ground(one: Placed, tone: Tone, manner: Manner) -> list[Mark]:
    inset = tone.edge.width / 2 if tone.edge else 0.0
    wide, high = one.width - 2 * inset, one.height - 2 * inset
    marks: list[Mark] = [Rect(inset, inset, wide, high, tone.edge, Fill(tone.ground), manner.radius)]
    if tone.stripe:
        marks.append(Rect(0, 0, manner.stripe, one.height, None, Fill(tone.stripe)))
    if tone.hatch:
        left, high = one.width - manner.hatch - 1, one.height - 2
        starts = range(round(left - high), round(left + manner.hatch), 6)
        strokes = tuple(line(x, high + 1, x + high, 1, Stroke(tone.hatch, 1.0)) for x in starts)
        marks.append(Clip(left, 1, manner.hatch, high, strokes))
    return marks


def _block(one: Placed, width: float, words: BoxWords, tone: Tone, manner: Manner) -> list[Mark]:
    """Return name, amount and share below one another, as many of them as there is room for."""
    room, high = width - 2 * manner.side, one.height - 1.5 * manner.above
    style, amount, share = manner.name, manner.amount, manner.share
    if style.leading + amount.leading > high + 0.01:
        return _on_one_line(one, width, words, tone, manner)
    most = max(1, int((high - amount.leading + 0.01) // style.leading))
    lines = [(name, style) for name in shortened(words.name, style, room, most)]
    lines.append((words.amount, amount))
    tall = sum(each.leading for _words, each in lines)
    beside = manner.in_the_middle and one.box.column in (1, 2)
    beside = beside and width_of(words.amount, amount) + width_of(words.share, share) + manner.side <= room
    if words.share and not beside and tall + share.leading <= high + 0.01:
        lines.append((words.share, share))
        tall += share.leading
    y = max((one.height - tall) / 2, manner.above) if manner.in_the_middle else manner.above
    marks: list[Mark] = []
    for text, each in lines:
        marks.append(_written(text, each, manner.side, y + each.leading / 2, tone.ink))
        if beside and each is amount:
            marks.append(_written(words.share, share, width - manner.side, y + each.leading / 2, tone.ink, "end"))
        y += each.leading
    return marks


def _part(one: Placed, width: float, words: BoxWords, tone: Tone, manner: Manner) -> list[Mark]:
    """Return name and amount of a part that is entered, and how sure it is."""
    if manner.parts_on_one_line:
        return _on_one_line(one, width, words, tone, manner)
    name, amount = manner.part_name, manner.part_amount
    left = manner.side + manner.stripe
    room = width - left - (_GRADE if words.grade else manner.side)
    y = (one.height - name.leading - amount.leading) / 2
    marks: list[Mark] = [
        _written(shortened(words.name, name, room)[0], name, left, y + name.leading / 2, tone.ink),
        _written(words.amount, amount, left, y + name.leading + amount.leading / 2, tone.soft or tone.ink),
    ]
    if words.grade:
        marks.extend(moved(confidence_sign(words.grade), width - _GRADE + 4, one.height / 2 - 5.4))
    return marks


def _on_one_line(one: Placed, width: float, words: BoxWords, tone: Tone, manner: Manner) -> list[Mark]:
    """Return a name and its amount on one line; where that is too short, on as many lines as there is height for."""
    name, amount, room = manner.part_name, manner.part_amount, width - 2 * manner.side
    beside = room - width_of(words.amount, amount) - 6
    most = max(1, int((one.height + 0.01) // name.leading))
    lines = shortened(words.name, name, beside, most)
    if most > 1 and " ".join(lines) != words.name:
        lines = [*shortened(words.name, name, room, most - 1), ""]  # the amount on a line of its own
    y = (one.height - len(lines) * name.leading) / 2 + name.leading / 2
    marks: list[Mark] = []
    for text in filter(None, lines):
        marks.append(_written(text, name, manner.side, y + len(marks) * name.leading, tone.ink))
    last = y + (len(lines) - 1) * name.leading
    return [*marks, _written(words.amount, amount, width - manner.side, last, tone.ink, "end")]


def _written(words: str, style: TextStyle, x: float, middle: float, ink: str, anchor: Anchor = "start") -> Label:
    """Return words whose line has its middle at a height."""
    return Label(x, middle + style.size * _BELOW_THE_MIDDLE, words, style.face, style.size, ink, anchor)
