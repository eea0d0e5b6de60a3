"""What there is to say about a balance: whether it adds up, what is missing, and which figure to know better first."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.domain.balance import Balance
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.leakage import PUBLISHED
from wopfield.language import _
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.balance.words import Scale, entry_words
from wopfield.ui.theme import Theme
from wopfield.ui.values import remark_words
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.strip import Strip, StripKind

_BEST = 3


class Verdict(QWidget):
    """A strip above the table where a balance does not add up, or is not complete."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_balance(self, balance: Balance, catalogue: Catalogue) -> None:
        """Say it of another balance."""
        clear(self._column)
        kind, title, words = verdict(balance, catalogue)
        self.setVisible(kind != "good")
        if kind != "good":
            self._column.addWidget(Strip(self._theme, kind, title, words))


class Notes(QWidget):
    """What is well, and what could be better, below the figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_balance(self, balance: Balance, catalogue: Catalogue, scale: Scale) -> None:
        """Say it of another balance."""
        clear(self._column)
        kind, title, above = verdict(balance, catalogue)
        if kind == "good":
            self._column.addWidget(Strip(self._theme, kind, title))
        advice = advice_words(balance, catalogue, scale)
        if advice:
            self._column.addWidget(Label(self._theme, _("What to know better first"), "strong"))
        others = [remark_words(each) for each in balance.warnings if each.kind not in ("impossible", "meant")]
        for said in (*advice, *(each for each in others if each not in above)):
            self._column.addWidget(Label(self._theme, said, "secondary", wrap=True))


def verdict(balance: Balance, catalogue: Catalogue) -> tuple[StripKind, str, str]:
    """Return whether a balance adds up and is likely, in words."""
    impossible = [remark_words(each) for each in balance.warnings if each.kind == "impossible"]
    if impossible:
        return "danger", _("The balance does not add up"), " ".join(impossible)
    lacking = balance.find("real_losses").volume.missing
    if lacking:
        names = ", ".join(_called(code, catalogue) for code in lacking)
        return "warning", _("The balance is not complete"), _("Missing: {names}", names=names)
    unusual = [remark_words(each) for each in balance.warnings if each.kind == "unusual"]
    if unusual:
        return "warning", _("The balance adds up, but it is unusual"), " ".join(unusual)
    return "good", _("The balance adds up"), ""


def advice_words(balance: Balance, catalogue: Catalogue, scale: Scale) -> list[str]:
    """Return which figures are worth knowing better, the most worth first."""
    return [
        _(
            "{name}: {share} % of the doubt. Were it exact, real losses would be known to ± {then} {unit}, not {now}.",
            name=_called(each.entry, catalogue),
            share=numeral(100 * each.share, places=0),
            then=scale.number(each.half_then),
            now=scale.number(each.half_now),
            unit=scale.words,
        )
        for each in balance.advice[:_BEST]
        if each.share >= _WORTH
    ]


_WORTH = 0.05


def _called(code: str, catalogue: Catalogue) -> str:
    if code == PUBLISHED:
        return _("Published averages")
    return entry_words().get(code) or catalogue.names.get(code, code)
