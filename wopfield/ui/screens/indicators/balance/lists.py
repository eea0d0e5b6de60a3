"""The balance in rows: the table for those who listen or compare, and where real losses come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from wopfield.domain.balance import Balance, Component
from wopfield.language import _
from wopfield.report.balance_parts import part_name
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.balance.words import (
    Scale,
    half_words,
    limits_words,
    measure_unit,
    measure_words,
    percent_words,
    plus_minus,
)
from wopfield.ui.screens.indicators.words import NOTHING
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView

_NAME, _SHORT_NAME, _LARGE = 200, 130, 115
_WORDS = 0.45
"""The share of the height that words below the rows may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    code: str
    name: str
    value: str
    unit: str
    limits: str
    percent: str
    money: str


def balance_rows(balance: Balance, scale: Scale) -> list[Row]:
    """Return the balance as rows, as the table is read; parts stand in from what they are a part of."""
    found: list[Row] = []

    def walk(component: Component, depth: int) -> None:
        found.append(_row(component, scale, depth))
        for child in component.children:
            walk(child, depth + 1)

    walk(balance.system_input, 0)
    found += [_row(each, scale, 0) for each in (balance.revenue, balance.non_revenue)]
    return found


def leakage_rows(balance: Balance, scale: Scale) -> list[Row]:
    """Return real losses by where they come from, and every measure of the balance."""
    parts = [_row(each, scale, 0) for each in balance.located]
    measures = [
        Row(
            each.code,
            _(each.label),
            scale.number(each.amount.value) if each.unit == "m3" else measure_words(each),
            scale.words if each.unit == "m3" else measure_unit(each),
            plus_minus(each.amount) if each.unit == "m3" else half_words(each.amount),
            "",
            "",
        )
        for each in balance.measures
    ]
    return parts + measures


class BalanceList(QWidget):
    """Rows under a title, with words below."""

    def __init__(self, theme: Theme, title: str, name: str, *, money: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        heading = Label(theme, title, "section")
        heading.setContentsMargins(14, 6, 14, 0)
        column.addWidget(heading)
        self._least_name = theme.px(_NAME if theme.px(100) >= _LARGE else _SHORT_NAME)
        columns = [
            Column[Row](_("Part"), lambda each: each.name, strong=True),
            Column[Row](_("Value"), lambda each: each.value, number=True, width=96),
        ]
        if not money:
            columns.append(Column[Row](_("Unit"), lambda each: each.unit, width=120))
        columns.append(Column[Row](_("95 % limits"), lambda each: each.limits, width=150 if money else 132))
        if money:
            columns.append(Column[Row](_("Share"), lambda each: each.percent, number=True, width=78))
            columns.append(Column[Row](_("Money"), lambda each: each.money, number=True, width=118))
        self._model: RowsModel[Row] = RowsModel(columns, lambda each: each.code, self)
        self.view = RowsView(theme, name, self._model, row_height=34)
        column.addWidget(self.view, 1)
        self._words = Label(theme, "", "secondary", wrap=True)
        self._below = Page(theme, margins=(14, 0, 14, 6))  # scrolled where the rows need the height
        self._below.body.addWidget(self._words)
        column.addWidget(self._below)

    def show_rows(self, rows: Sequence[Row], words: str) -> None:
        """Show other rows, and what there is to say about them."""
        self._model.show_rows(rows)
        self._words.setText(words)
        self._below.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give names the width that is left, or their least, and words their height as long as the rows keep theirs."""
        header = self.view.horizontalHeader()
        taken = sum(self.view.columnWidth(place) for place in range(1, self._model.columnCount()))
        has_room = self.width() - taken >= self._least_name
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch if has_room else QHeaderView.ResizeMode.Fixed)
        if not has_room:  # then what lacks room is scrolled to
            self.view.setColumnWidth(0, self._least_name)
        needed = self._words.heightForWidth(max(1, self.width() - 2 * 14)) + 6
        self._below.setFixedHeight(min(needed, round(self.height() * _WORDS)))


def _row(component: Component, scale: Scale, depth: int) -> Row:
    volume, money = component.volume, component.money.value
    limits = ""
    if volume.low is not None and volume.half:
        limits = limits_words(scale.number(volume.low), scale.number(volume.high))
    return Row(
        component.code,
        "\N{EM SPACE}" * depth + part_name(component),
        scale.number(volume.value),
        scale.words,
        limits,
        percent_words(component.percent),
        NOTHING if money is None else numeral(money, places=0),
    )
