"""The water balance as a picture: the standard table, its heights lifted where they must be read, beside one to scale.

How the table is drawn is ``balance_boxes.py``, for the screen as well.
"""

from dataclasses import dataclass

from wopfield.domain.around import BalanceYear
from wopfield.domain.balance import Amount, Balance
from wopfield.domain.balance_scale import in_unit, places_of, usual_unit
from wopfield.domain.balance_table import Box, Kind
from wopfield.domain.summary import Confidence
from wopfield.language import _
from wopfield.report.balance_boxes import BoxWords, Manner, Tone, table
from wopfield.report.balance_parts import part_name
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect
from wopfield.report.numbers import Numbers
from wopfield.report.standing import CONFIDENCES
from wopfield.report.style import INK, MUTED, PRIMARY, PRIMARY_DARK, TINT, WHITE, WORSE, TextStyle
from wopfield.report.text import NBSP, shortened
from wopfield.report.translating import printed_unit

HIGHEST, LOWEST = 368.0, 300.0
_HEAD = 14.0
_COLUMNS = ((0.0, 68.0), (72.0, 82.0), (158.0, 86.0), (248.0, 140.0), (392.0, 60.0))
"""Where each column starts, and how wide it is."""
_TRUE = (466.0, 16.0)
_GAP = 3.0
_WASH = "#FBF1E4"
_FILLS: dict[Kind, tuple[str, str]] = {
    "whole": (PRIMARY_DARK, WHITE),
    "authorised": (PRIMARY, WHITE),
    "losses": ("#8A4A12", WHITE),
    "billed": ("#1E6671", WHITE),
    "unbilled": ("#82A9B0", INK),
    "apparent": ("#F2B058", INK),
    "real": ("#AD5A18", WHITE),
    "revenue": ("#DDE8EA", INK),
    "non_revenue": (WORSE, WHITE),
}
"""Ground and ink of each kind of part."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """How the volumes of a balance are written: all of them in one unit, with the same number of decimals."""

    unit: str
    places: int
    numbers: Numbers

    @classmethod
    def of(cls, balance: Balance, numbers: Numbers) -> "Volumes":
        """Return the scale on which a balance is read."""
        unit = usual_unit(balance)
        return cls(unit, places_of(balance, unit), numbers)

    @property
    def words(self) -> str:
        """Return the unit as it is printed."""
        return printed_unit(self.unit)

    def write(self, cubic_metres: float | None) -> str:
        """Return a volume; a dash where there is none."""
        return "–" if cubic_metres is None else self.numbers.decimal(in_unit(cubic_metres, self.unit), self.places)

    def share(self, amount: Amount) -> str:
        """Return a share of the water supplied."""
        return "–" if amount.value is None else self.numbers.in_percent(amount.value)

    def plus_minus(self, amount: Amount) -> str:
        """Return the 95 % limits of an amount as a share of it; empty where there are none."""
        if not amount.value or not amount.half or amount.low is None or amount.high is None:
            return ""
        if amount.is_even:
            return f"±{NBSP}{self._per_cent(amount.half / abs(amount.value))}"
        below, above = ((limit - amount.value) / abs(amount.value) for limit in (amount.low, amount.high))
        return f"{self._per_cent(below)}{NBSP}/{NBSP}+{self._per_cent(above)}"

    def _per_cent(self, share: float) -> str:
        percent = 100 * share
        return self.numbers.in_percent(percent, 0 if abs(percent) >= 10 else 1)


def picture(year: BalanceYear, numbers: Numbers, height: float = HIGHEST) -> Drawing:
    """Return the standard table of a period, 482 wide."""
    height = min(max(height, LOWEST), HIGHEST)
    volumes = Volumes.of(year.balance, numbers)
    manner = _on_paper(height - _HEAD)

    def words(box: Box) -> BoxWords:
        return _words(box, volumes, year)

    marks = [*_heads(), *table(year.balance, manner, words), *_to_scale(year.balance, manner.height - _GAP)]
    return Drawing(482.0, height, tuple(marks), told(year, volumes))


def told(year: BalanceYear, volumes: Volumes) -> str:
    """Return what the picture shows in a sentence."""
    balance = year.balance
    return _(
        "Water balance {period}: of {supplied} {unit} put into the network, {billed} were billed and {nrw} ({share}) "
        "were not; real losses {real}, apparent losses {apparent}.",
        period=year.period,
        unit=volumes.words,
        supplied=volumes.write(balance.find("water_supplied").volume.value),
        billed=volumes.write(balance.revenue.volume.value),
        nrw=volumes.write(balance.non_revenue.volume.value),
        share=volumes.share(balance.non_revenue.percent),
        real=volumes.write(balance.find("real_losses").volume.value),
        apparent=volumes.write(balance.find("apparent_losses").volume.value),
    )


def _heads() -> list[Mark]:
    names = (_("Input"), _("Use and loss"), _("Kind"), _("Components"), _("Outcome"))
    marks: list[Mark] = [
        Label(x, 7.4, shortened(name, TextStyle("condensed-medium", 7.4, 9), width)[0], "condensed-medium", 7.4, MUTED)
        for name, (x, width) in zip(names, _COLUMNS, strict=True)
    ]
    marks.append(Label(_TRUE[0] + _TRUE[1], 7.4, _("To scale"), "condensed-medium", 7.4, MUTED, "end"))
    return marks


def _on_paper(height: float) -> Manner:
    plain = TextStyle("condensed", 8.2, 10.4)
    return Manner(
        columns=_COLUMNS,
        top=_HEAD,
        height=height,
        least=23.0,
        gap=_GAP,
        radius=0.0,
        side=6.5,
        above=1.3,
        name=TextStyle("condensed-semibold", 8.6, 10.6),
        amount=plain,
        share=plain,
        part_name=TextStyle("condensed-medium", 7.8, 9.2),
        part_amount=TextStyle("condensed", 7.6, 9.2),
        tone=_tone,
        in_the_middle=True,
        parts_on_one_line=False,
        stripe=3.0,
    )


def _tone(box: Box) -> Tone:
    ground, ink = _FILLS[box.kind]
    if not box.is_part:
        return Tone(ground, ink)
    return Tone(_WASH if box.kind in ("apparent", "real") else TINT, INK, stripe=ground, soft=MUTED)


def _words(box: Box, volumes: Volumes, year: BalanceYear) -> BoxWords:
    """Return a name, volume and share; of an entered part its limits instead, and how sure it is."""
    part = box.component
    name, amount = part_name(part), volumes.write(part.volume.value)
    if not box.is_part:
        return BoxWords(name, amount, volumes.share(part.percent))
    amount = NBSP.join(filter(None, (amount, volumes.plus_minus(part.volume))))
    return BoxWords(name, amount, grade=_grade(year.grades.get(part.entry, "")))


def _grade(letter: str) -> Confidence | None:
    return next((known for known in CONFIDENCES if known == letter), None)


def _to_scale(balance: Balance, height: float) -> list[Mark]:
    """Return a narrow bar whose parts are as high as their shares; nothing where the balance is not possible."""
    parts = [(code, balance.find(code).volume.value) for code, _kind in _BAR]
    whole = sum(value for _code, value in parts if value is not None)
    if whole <= 0 or any(value is None or value < 0 for _code, value in parts):
        return []
    marks: list[Mark] = []
    y = _HEAD
    for (_code, value), (_same, kind) in zip(parts, _BAR, strict=True):
        part = height * (value or 0.0) / whole
        if part > 1.2:
            marks.append(Rect(_TRUE[0], y, _TRUE[1], part - 0.8, None, Fill(_FILLS[kind][0])))
        y += part
    return marks


_BAR: tuple[tuple[str, Kind], ...] = (
    ("billed_authorised", "billed"), ("unbilled_authorised", "unbilled"), ("apparent_losses", "apparent"),
    ("real_losses", "real"),
)  # fmt: skip
