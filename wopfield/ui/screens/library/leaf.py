"""What is written about one thing of the library: an item, an indicator, a variable or a word."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.checklist import Checklist, Item
from wopfield.domain.expression import Operation, render
from wopfield.domain.indicator import Indicator, Variable
from wopfield.domain.units import units_for
from wopfield.language import _
from wopfield.ui.glossary import Word
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.library.books import INDICATORS, VARIABLES, Books, Spot
from wopfield.ui.theme import SEMIBOLD, Theme
from wopfield.ui.values import capital, theme_words, unit_words
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.level import LevelMark, level_name
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear
from wopfield.ui.widgets.pill import Pill, Tone

PEER_REVIEW = "peer_review"
_RATIO = "ratio"
_PILL = 120
"""So narrow, in pixels at 100 %, a pill may become where the page is narrow; its end is then cut."""


class Leaf(Page):
    """One page; its links ask for other spots of the library."""

    asked = Signal(object)
    """A Spot to turn to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(24, 18, 24, 20), spacing=8, parent=parent)
        self._theme = theme
        self._shown: Spot | None = None

    def show_spot(self, books: Books, spot: Spot) -> None:
        """Show what stands at a spot; nothing when nothing does."""
        if spot == self._shown:
            return
        self._shown = spot
        clear(self.body)
        # What is written in a layout of its own goes with the widget that holds it.
        self._at = QVBoxLayout()
        self._at.setSpacing(6)
        holder = QWidget()
        holder.setLayout(self._at)
        self._at.setContentsMargins(0, 0, 0, 0)
        if spot.shelf in books.checklists:
            checklist = books.checklists[spot.shelf]
            if (item := checklist.find_item(spot.code)) is not None:
                self._write_item(books, checklist, item)
        elif spot.shelf == INDICATORS and spot.code in books.catalogue.indicators:
            self._write_indicator(books, books.catalogue.indicators[spot.code])
        elif spot.shelf == VARIABLES and spot.code in books.catalogue.variables:
            self._write_variable(books, books.catalogue.variables[spot.code])
        elif spot.code in books.words:
            self._write_word(books.words[spot.code])
        self.body.addWidget(holder)
        self.body.addStretch(1)
        self.verticalScrollBar().setValue(0)

    # ── the four kinds ───────────────────────────────────────────────────────────────────────────────────────

    def _write_item(self, books: Books, checklist: Checklist, item: Item) -> None:
        area = checklist.area(item.area)
        self._title(f"{checklist.title}  ·  {area.number} {area.title}", f"{item.number}  {item.title}")
        if item.question != item.title:
            self._text(item.question)
        self._pills(_item_pills(item))
        for level, words in enumerate(item.levels):
            self._level(level, words)
        if item.risk_text:
            self._section(_("What a “no” can lead to"))
            self._text(capital(item.risk_text))
        if item.evidence_to_ask_for:
            self._section(_("Ask for"))
            self._points(item.evidence_to_ask_for)
        catalogue = books.catalogue
        linked = [catalogue.indicators[code] for code in item.linked_indicators if code in catalogue.indicators]
        self._links(_("Indicators that tell"), [(f"{i.code}  {_(i.name)}", Spot(INDICATORS, i.code)) for i in linked])
        peer = books.checklists[PEER_REVIEW]
        items = [found for code in item.linked_items if (found := peer.find_item(code)) is not None]
        self._links(_("In the peer review"), [(f"{i.number}  {i.title}", Spot(PEER_REVIEW, i.code)) for i in items])
        self._references(item.references)

    def _write_indicator(self, books: Books, indicator: Indicator) -> None:
        self._title(indicator.code, _(indicator.name))
        self._text(indicator.definition)
        words, icon = _directions()[indicator.direction]
        themes: list[tuple[str, Tone, str]] = [(theme_words(theme), "plain", "") for theme in indicator.themes]
        self._pills([(words, "accent", icon), *themes])
        self._formula(indicator, books.catalogue.names)
        unit = unit_words(indicator.unit)
        beside = "" if indicator.unit == _RATIO else unit
        facts = [
            (_("Unit"), unit),
            (_("Usually"), _between(indicator.typical_min, indicator.typical_max, beside)),
        ]
        if indicator.good_practice is not None:
            good = (_number(indicator.good_practice, beside), _(indicator.good_practice_source))
            facts.append((_("Good practice"), " · ".join(filter(None, good))))
        self._facts(facts)
        names = books.catalogue.names
        needed = [(_(names[code]), Spot(VARIABLES, code)) for code in indicator.variables]
        self._links(_("Worked out from"), needed)
        items = books.items_with.get(indicator.code, ())
        self._links(_("Asked about in"), [(f"{i.number}  {i.title}", Spot(PEER_REVIEW, i.code)) for i in items])
        self._references((indicator.source,))

    def _write_variable(self, books: Books, variable: Variable) -> None:
        self._title(variable.code, _(variable.name))
        self._text(variable.definition)
        unit = unit_words(variable.unit)
        others = ", ".join(unit_words(each) for each in units_for(variable.unit)[1:])
        facts = [
            (_("Unit"), unit),
            (_("Can also be typed in"), others),
            (_("Possible"), _between(variable.plausible_min, variable.plausible_max, unit)),
        ]
        self._facts([(words, value) for words, value in facts if value])
        using = books.catalogue.using(variable.code)
        self._links(_("Indicators that need it"), [(f"{i.code}  {_(i.name)}", Spot(INDICATORS, i.code)) for i in using])
        self._references((variable.source,))

    def _write_word(self, word: Word) -> None:
        self._title(word.group, word.word)
        self._text(word.meaning)
        if word.word == "Level":
            for level in range(5):
                self._level(level, "")
        if word.instead_of:
            self._facts(((_("Elsewhere called"), word.instead_of),))

    # ── parts of a page ──────────────────────────────────────────────────────────────────────────────────────

    def _title(self, where: str, title: str) -> None:
        self._at.addWidget(Label(self._theme, where, "secondary", ink="ink3", wrap=True))
        self._at.addWidget(_copyable(Label(self._theme, title, "question", wrap=True)))

    def _text(self, words: str) -> None:
        self._at.addWidget(_copyable(Label(self._theme, words, "body", wrap=True)))

    def _section(self, words: str) -> None:
        self._at.addSpacing(10)
        self._at.addWidget(SectionTitle(self._theme, words))

    def _points(self, points: Iterable[str]) -> None:
        for words in points:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(self._theme, "•", "body", ink="ink3"), alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(self._theme, capital(words), "body", wrap=True), 1)
            self._at.addLayout(row)

    def _pills(self, pills: Sequence[tuple[str, Tone, str]]) -> None:
        if not pills:
            return
        holder = QWidget()
        flow = Flow(holder, gap=6)
        for words, tone, icon in pills:
            pill = Pill(self._theme, words, tone, icon)
            pill.setMinimumWidth(self._theme.px(_PILL))
            pill.setToolTip(words)
            flow.addWidget(pill)
        self._at.addSpacing(2)
        self._at.addWidget(holder)
        self._at.addSpacing(4)

    def _level(self, level: int, words: str) -> None:
        card = Card(self._theme, surface="sunk", margins=(10, 8, 14, 8))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(LevelMark(self._theme, level, 32), alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(self._theme, level_name(level), "body", weight=SEMIBOLD, wrap=True))
        if words:
            lines.addWidget(Label(self._theme, words, "body", ink="ink2", wrap=True))
        row.addLayout(lines, 1)
        card.body.addLayout(row)
        self._at.addWidget(card)

    def _formula(self, indicator: Indicator, called: Mapping[str, str]) -> None:
        """Write the formula with a fraction line where it is one."""
        card = Card(self._theme, surface="sunk", margins=(16, 10, 16, 10), spacing=4)
        tree, shown = indicator.tree, partial(render, called=called, number=numeral)
        if isinstance(tree, Operation) and tree.operator == "/":
            card.body.addWidget(self._centred(shown(tree.left)))
            card.body.addWidget(Line(self._theme))
            card.body.addWidget(self._centred(shown(tree.right)))
        else:
            card.body.addWidget(self._centred(shown(tree)))
        card.setAccessibleName(shown(tree))
        self._at.addWidget(card)

    def _centred(self, words: str) -> Label:
        label = _copyable(Label(self._theme, words, "body", wrap=True))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (words, value) in enumerate(facts):
            grid.addWidget(Label(self._theme, words, "secondary", ink="ink3"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_copyable(Label(self._theme, value, "body", wrap=True)), number, 1)
        self._at.addSpacing(6)
        self._at.addLayout(grid)

    def _links(self, title: str, links: Sequence[tuple[str, Spot]]) -> None:
        if not links:
            return
        self._section(title)
        # Each is as high as a finger needs, so there is no gap between them.
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for words, spot in links:
            link = Link(self._theme, words)
            link.clicked.connect(partial(self.asked.emit, spot))
            lines.addWidget(link)
        self._at.addLayout(lines)

    def _references(self, references: Sequence[str]) -> None:
        given = [words for words in references if words]
        if given:
            self._section(_("Source") if len(given) == 1 else _("Sources"))
            for words in given:
                self._at.addWidget(_copyable(Label(self._theme, words, "secondary", wrap=True)))


def _item_pills(item: Item) -> list[tuple[str, Tone, str]]:
    pills: list[tuple[str, Tone, str]] = []
    if item.response_type != "level":
        pills.append((_answered_by(item), "plain", ""))
    risk: dict[str | None, tuple[str, Tone, str]] = {
        "high": (_("High risk if not"), "danger", "alert-triangle"),
        "medium": (_("Medium risk if not"), "warning", "alert-triangle"),
        "low": (_("Low risk if not"), "plain", ""),
    }
    if item.risk in risk:
        pills.append(risk[item.risk])
    if item.response_type == "level":
        depth = {3: _("Asked even in a quick look"), 2: _("Left out of a quick look"), 1: _("Asked in full only")}
        pills.append((depth[item.weight], "plain", ""))
    if item.respondent:
        pills.append((_("Answered by: {who}", who=item.respondent), "plain", "user"))
    return pills


def _answered_by(item: Item) -> str:
    if item.response_type == "number":
        limits = [limit for limit in (item.min, item.max) if limit is not None]
        unit = unit_words(item.unit)
        if len(limits) == 2:
            return _("A number, {limits}", limits=_between(limits[0], limits[1], unit))
        return _("A number in {unit}", unit=unit) if unit else _("A number")
    return {"yes_no": _("Yes or no"), "photo": _("A photo"), "text": _("Text")}[item.response_type]


def _directions() -> dict[Literal["higher_better", "lower_better", "target"], tuple[str, str]]:
    return {
        "higher_better": (_("Higher is better"), "trending-up"),
        "lower_better": (_("Lower is better"), "trending-down"),
        "target": (_("Best near its goal"), "target"),
    }


def _number(value: Decimal, unit: str = "") -> str:
    return numeral(value, unit=unit)


def _between(least: Decimal, most: Decimal, unit: str) -> str:
    return _("{least} to {most}", least=_number(least), most=_number(most, unit))


def _copyable(label: Label) -> Label:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
