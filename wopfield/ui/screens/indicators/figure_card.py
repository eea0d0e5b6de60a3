"""The chosen figure: what looks wrong about it, where it comes from, who gave it, how sure it is."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.accuracy import BY_BAND, BY_GRADE
from wopfield.domain.currency import CURRENCIES, counts_money, in_currency
from wopfield.domain.units import units_for
from wopfield.language import _, plural
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.moments import day_words
from wopfield.ui.screens.indicators.grid_model import Wrong
from wopfield.ui.screens.indicators.question import Question, QuestionBox
from wopfield.ui.screens.indicators.rate import RateFields
from wopfield.ui.screens.indicators.sheet import Proof, Sheet, Spot, Story
from wopfield.ui.screens.indicators.words import NOTHING, figure_words, in_own_unit, states
from wopfield.ui.theme import Theme
from wopfield.ui.values import amount_words, unit_words
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.form import labelled
from wopfield.ui.widgets.grades import Grades, grade_name
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.text import GrowingText, LineText, based_on


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a figure: the row they were looking at, what it is about, and the words."""

    shown: IndicatorEntry
    field: str
    """source, note, confidence, state, unit, rate, basis, margin, evidence, or kept_reason."""
    value: str


class FigureCard(Card):
    """``said`` asks for something to be kept, ``typed`` for a draft of it, ``answered`` for an answer to a question."""

    said = Signal(object)
    typed = Signal(object)
    answered = Signal(str)
    """use, keep, again (ask again) or forget (what is no figure)."""
    history_asked = Signal(object)
    settle_asked = Signal(object)
    fill_asked = Signal()
    proof_asked = Signal(object)
    """The Proof somebody wants to look at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(0, 0, 0, 0), parent=parent)
        self._theme = theme
        self._row: IndicatorEntry | None = None
        self._proof: Proof | None = None
        self._as_graded = ""
        self.setAccessibleName(_("The chosen figure"))
        # The space is the grid's to give: a long page scrolls.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        page = Page(theme, margins=(16, 10, 16, 14), spacing=10)
        self.body.addWidget(page)
        self._column = page.body
        self._page = page
        self._build_head()
        self._build_source()
        self._build_sureness()
        self._build_rest()
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), 0)

    def needed_width(self) -> int:
        """Return how wide the card has to be for its words and fields."""
        return self._column.minimumSize().width() + 2 * self._theme.border

    # showing

    def show_figure(self, sheet: Sheet, spot: Spot, question: Question | None, wrong: Wrong | None) -> None:
        """Show a cell; what somebody is typing about the same one stays."""
        row = sheet.row(spot)
        other = self._row is None or self._row.id != row.id
        if other:
            self.flush()
            self._page.verticalScrollBar().setValue(0)
            self.show_story(Story(spot))
        self._row = row
        variable = sheet.catalogue.variables[spot[0]]
        self._title.setText(_("{name}, {period}", name=variable.name, period=spot[1]))
        measured = bool(row.value) and row.state == "measured"
        figure = figure_words(row)
        self._value.setText(amount_words(figure, sheet.unit(spot), sheet.currency) if measured else figure)
        own_unit = in_own_unit(row, variable.unit, sheet.currency)
        self._converted.setText(own_unit)
        self._converted.setVisible(bool(own_unit))
        self._show_fill(sheet, spot)
        self._show_pill(row, question, wrong)
        self._question.show_question(row, question, wrong)
        self._conflict.setVisible(bool(row.open))
        self._source.show_text(row.source, row)
        self._note.show_text(row.note, row)
        self._show_grade(row.confidence)
        self._show_proof(sheet, row.evidence)
        self._fill(self._basis, _basis_choices(), row.basis)
        self._fill(self._margin, _margin_choices(row.margin, self._as_graded), row.margin)
        self._fill(self._state, _state_choices(), row.state)
        units = _unit_choices(variable.unit, sheet.unit(spot), sheet.currency)
        self._fill(self._unit, units, sheet.unit(spot))
        self._unit_field.setVisible(len(units) > 1 and row.state == "measured")
        self._rate.show_row(row, variable.unit, sheet.currency)
        self._definition.setText(variable.definition)
        self._used.setText(_used_words(sheet, spot[0]))
        self.history.setEnabled(spot in sheet.rows)

    def show_story(self, story: Story) -> None:
        """Say who typed the figure and when."""
        words = ""
        if story.given_at is not None:
            day = day_words(story.given_at.astimezone().date())
            name = story.given_by or _("a colleague")
            words = _("Typed by {name}, {day}", name=name, day=day)
        self._story.setText(words)
        self._story.setVisible(bool(words))
        self._question.show_keeper(story.kept_by)

    def ask_why(self) -> None:
        """Let whoever has kept the figure say why at once, as soon as it is shown as kept."""
        self._question.ask_why()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._source.flush()
        self._note.flush()
        self._rate.flush()
        self._question.flush()

    # building

    def _build_head(self) -> None:
        theme = self._theme
        top = QHBoxLayout()
        top.setSpacing(8)
        self._pill = Pill(theme, "")
        top.addWidget(self._pill)
        top.addStretch(1)
        self.history = IconButton(theme, "history", _("History of this figure"))
        self.history.clicked.connect(lambda: self.history_asked.emit(self._row))
        top.addWidget(self.history)
        self._column.addLayout(top)
        whole = QVBoxLayout()
        whole.setSpacing(2)
        self._title = Label(theme, "", "question", wrap=True)
        self._value = Label(theme, "", "figure", wrap=True)
        whole.addWidget(self._title)
        whole.addWidget(self._value)
        self._converted = Label(theme, "", "secondary", wrap=True)
        whole.addWidget(self._converted)
        self._column.addLayout(whole)
        self._fill_button = Button(theme, "", "copy")
        self._fill_button.clicked.connect(self.fill_asked)
        self._column.addWidget(self._fill_button)
        self._conflict = Strip(theme, "conflict", _("Changed in two places"))
        self._conflict.add_button("settle", _("Settle"))
        self._conflict.pressed.connect(lambda _key: self.settle_asked.emit(self._row))
        self._column.addWidget(self._conflict)
        self._question = QuestionBox(theme)
        self._question.answered.connect(self.answered)
        self._question.reasoned.connect(partial(self._say, "kept_reason"))
        self._column.addWidget(self._question)

    def _build_source(self) -> None:
        theme, words = self._theme, _("Where it comes from")
        whole = QVBoxLayout()
        whole.setSpacing(4)
        self._source = LineText(theme, words, hint=_("Such as: accounts 2025, page 14"))
        self._source.left.connect(partial(self._say, "source"))
        self._source.edited.connect(partial(self._draft, "source"))
        whole.addWidget(Label(theme, words, "strong"))
        whole.addWidget(self._source)
        self._evidence = ChoiceBox(theme, _("Evidence"))
        self._evidence.activated.connect(lambda _place: self._say("evidence", str(self._evidence.currentData())))
        whole.addWidget(self._evidence)
        self._look = Button(theme, _("Look at the evidence"), "eye", kind="link")
        self._look.clicked.connect(lambda: self.proof_asked.emit(self._proof))
        whole.addWidget(self._look)
        self._story = Label(theme, "", "secondary", ink="ink3", wrap=True)
        whole.addWidget(self._story)
        self._column.addLayout(whole)

    def _build_sureness(self) -> None:
        theme = self._theme
        whole = QVBoxLayout()
        whole.setSpacing(4)
        whole.addWidget(Label(theme, _("How sure is it?"), "strong"))
        self._grades = Grades(theme)
        self._grades.chosen.connect(self._grade)
        whole.addWidget(self._grades)
        self._meaning = Label(theme, "", "secondary", wrap=True)
        whole.addWidget(self._meaning)
        self._column.addLayout(whole)
        self._basis = ChoiceBox(theme, _("How it was got"))
        self._basis.activated.connect(lambda _place: self._say("basis", str(self._basis.currentData())))
        self._column.addWidget(labelled(theme, _("How it was got"), self._basis))
        self._margin = ChoiceBox(theme, _("How far it may be off"))
        self._margin.activated.connect(lambda _place: self._say("margin", str(self._margin.currentData())))
        self._column.addWidget(labelled(theme, _("How far it may be off"), self._margin))

    def _build_rest(self) -> None:
        theme = self._theme
        self._state = ChoiceBox(theme, _("Is there a figure?"))
        self._state.activated.connect(lambda _place: self._say("state", str(self._state.currentData())))
        self._column.addWidget(labelled(theme, _("Is there a figure?"), self._state))
        self._unit = ChoiceBox(theme, _("Unit it was typed in"))
        self._unit.activated.connect(lambda _place: self._say("unit", str(self._unit.currentData())))
        self._unit_field = labelled(theme, _("Unit it was typed in"), self._unit)
        self._column.addWidget(self._unit_field)
        self._rate = RateFields(theme)
        self._rate.said.connect(lambda rate: self._say("rate", rate))
        self._column.addWidget(self._rate)
        self._note = GrowingText(theme, _("Note"), least=2, most=6)
        self._note.left.connect(partial(self._say, "note"))
        self._note.edited.connect(partial(self._draft, "note"))
        self._column.addWidget(labelled(theme, _("Note"), self._note))
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(Label(theme, _("What it is"), "strong"))
        self._definition = Label(theme, "", "secondary", wrap=True)
        self._used = ShortLabel(theme, "", "secondary", ink="ink3")
        about.addWidget(self._definition)
        about.addWidget(self._used)
        self._column.addLayout(about)

    # what is said

    def _show_pill(self, row: IndicatorEntry, question: Question | None, wrong: Wrong | None) -> None:
        if wrong is not None:
            self._pill.set_status(_("No figure"), "danger", "alert-circle")
        elif question is not None and not question.kept:
            self._pill.set_status(_("Looks wrong"), "warning", "alert-triangle")
        elif question is not None:
            self._pill.set_status(_("Kept as it is"), "plain", "alert-triangle")
        elif row.state in states():
            self._pill.set_status(figure_words(row).capitalize(), "plain")
        elif row.value:
            self._pill.set_status(_("Nothing odd"), "good", "check")
        else:
            self._pill.set_status(_("No figure yet"), "plain")
        if figure_words(row) == NOTHING:
            self._value.setText(NOTHING)

    def _show_fill(self, sheet: Sheet, spot: Spot) -> None:
        gaps = sheet.gaps(spot[1], [spot[0]])
        self._fill_button.setVisible(bool(gaps))
        for _shown, earlier in gaps:
            figure = figure_words(earlier)
            self._fill_button.setText(_("As in {period}: {figure}", period=earlier.period, figure=figure))

    def _show_proof(self, sheet: Sheet, evidence: str) -> None:
        choices = [("", _("No evidence chosen")), *((proof.id, proof.words) for proof in sheet.proofs)]
        self._proof = next((proof for proof in sheet.proofs if proof.id == evidence), None)
        if evidence and self._proof is None:
            choices.append((evidence, _("Evidence that is not on this laptop")))
        self._fill(self._evidence, choices, evidence)
        self._evidence.setVisible(len(choices) > 1)
        self._look.setVisible(self._proof is not None)

    def _show_grade(self, letter: str) -> None:
        self._grades.choose(letter)
        meaning = _("{letter}: {meaning}", letter=letter, meaning=grade_name(letter)) if letter else ""
        percent = next((percent for grade, percent in BY_GRADE.items() if grade == letter), None)
        as_graded = _("± {percent} %, as we read the grade", percent=percent)
        self._as_graded = as_graded if percent is not None else _("As the grade says")
        self._meaning.setText(meaning or _("Nobody has said yet."))

    def _fill(self, box: ChoiceBox, choices: list[tuple[str, str]], chosen: str) -> None:
        box.blockSignals(True)
        box.clear()
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def _grade(self, letter: str) -> None:
        self._show_grade(letter)
        self._say("confidence", letter)

    def _say(self, field: str, value: str) -> None:
        if self._row is not None:
            self.said.emit(Said(self._seen(field, self._row), field, value))

    def _draft(self, field: str, value: str) -> None:
        if self._row is not None:
            self.typed.emit(Said(self._seen(field, self._row), field, value))

    def _seen(self, field: str, shown: IndicatorEntry) -> IndicatorEntry:
        """Return the figure as it was when the words of a field were read."""
        return based_on({"source": self._source, "note": self._note}.get(field), shown)


def _unit_choices(unit: str, chosen: str, currency: str) -> list[tuple[str, str]]:
    """Return the units a figure may be in; money also in other currencies."""
    units = list(units_for(unit))
    if counts_money(unit):
        codes = (code for code in CURRENCIES if code != currency)
        units += [in_currency(each, code) for code in codes for each in units_for(unit) if "gallon" not in each]
    if chosen not in units:
        units.append(chosen)
    return [(each, unit_words(each, currency)) for each in units]


def _state_choices() -> list[tuple[str, str]]:
    return [
        ("measured", _("Yes, or not yet")),
        ("not_measured", _("Not measured")),
        ("not_applicable", _("Does not apply")),
    ]


def _basis_choices() -> list[tuple[str, str]]:
    return [
        ("", _("Not said")),
        ("measured", _("Measured")),
        ("estimated", _("Estimated or worked out")),
        ("stated", _("Stated by somebody")),
    ]


def _margin_choices(own: str, as_graded: str) -> list[tuple[str, str]]:
    """Return the accuracy bands of the IWA, and what was typed where it is none of them."""
    bands = [
        (str(most), _("± {percent} % (IWA band {band})", percent=most, band=band)) for band, most in BY_BAND.items()
    ]
    typed = [(own, _("± {percent} %", percent=own))] if own and own not in dict(bands) else []
    return [("", as_graded), *typed, *bands]


def _used_words(sheet: Sheet, variable: str) -> str:
    count = len(sheet.catalogue.using(variable))
    return plural("{count} result needs it", "{count} results need it", count) if count else _("No result needs it")
