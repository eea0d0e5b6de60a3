"""A ladder of service: which share of the people has which service, as one bar with its words below."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.sustainable import Part
from wopfield.language import _
from wopfield.ui.numbers import numeral
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import Label


class Ladder(QWidget):
    """The parts that together are everybody lie in the bar; a share that lies across them is only told."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._bar = _Bar(theme)
        column.addWidget(self._bar)
        self._words = QHBoxLayout()
        self._words.setSpacing(16)
        column.addLayout(self._words)

    def show_parts(self, parts: Sequence[Part], names: Mapping[str, str]) -> None:
        """Show the steps of a ladder; what is missing is named."""
        told = [_part_words(part, names) for part in parts]
        self.setAccessibleName("; ".join(told))
        self._bar.show_shares(_together(parts))
        for part, words in zip(parts, told, strict=True):
            label = Label(self._theme, words, "secondary", ink="ink" if part.percent is not None else "ink3", wrap=True)
            self._words.addWidget(label, 1)


class _Bar(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Sequence[float]) -> None:
        self._shares = tuple(shares)
        self.setVisible(bool(shares))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = (theme.accent, theme.tint, theme.sunk)
        left, whole = 0.5, self.width() - 1
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(QPen(QColor(theme.control), 1))
        for share, ink in zip(self._shares, inks, strict=False):
            width = whole * share / 100
            at = self.width() - left - width if mirrored else left
            painter.setBrush(QColor(ink))
            painter.drawRect(QRectF(at, 0.5, width, self.height() - 1))
            left += width


def percent_words(value: float) -> str:
    """Return a share to one decimal."""
    return numeral(value, places=1)


def _part_words(part: Part, names: Mapping[str, str]) -> str:
    if part.percent is None:
        listed = ", ".join(names.get(code, code) for code in part.missing)
        lacks = _("lacks {names}", names=listed) if listed else _("cannot be worked out")
        return _("{part}: {lacks}", part=_(part.label), lacks=lacks)
    return _("{part}: {percent} %", part=_(part.label), percent=percent_words(part.percent))


def _together(parts: Sequence[Part]) -> list[float]:
    """Return the shares that together are everybody; none where one is missing or cannot be."""
    shares: list[float] = []
    for part in parts:
        if part.percent is None or not 0 <= part.percent <= 100:
            return []
        if sum(shares) + part.percent > 100.001:
            break  # it lies across the others, such as sewers among safe and other services
        shares.append(part.percent)
    return shares
