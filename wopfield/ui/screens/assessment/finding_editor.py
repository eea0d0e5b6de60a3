"""Write a finding in place: what it is, its effect and cause, what to do, and the evidence behind it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.audience import audience_of
from wopfield.domain.summary import FindingKind
from wopfield.language import _
from wopfield.store import findings
from wopfield.store.editor import Editor
from wopfield.store.evidence import Exhibit
from wopfield.store.tables import Finding
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.writing import Writing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.focus import order_stops
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.readers import Readers
from wopfield.ui.widgets.segments import Segments

_KINDS: dict[str, FindingKind] = {
    "strength": "strength",
    "gap": "gap",
    "recommendation": "recommendation",
}


class FindingEditor(Card):
    """One finding being written; every field is kept when it is left."""

    closed = Signal()

    def __init__(self, theme: Theme, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(theme, edge="accent", margins=(16, 10, 12, 14), spacing=8, parent=parent)
        self._theme, self._deeds = theme, deeds
        self.finding: Finding | None = None
        self.setAccessibleName(_("Finding"))
        self.kind = Segments(
            theme,
            _("Kind"),
            [("strength", _("Strength")), ("gap", _("Gap")), ("recommendation", _("Recommendation"))],
        )
        self.kind.chosen.connect(self._set_kind)
        self.delete = IconButton(theme, "trash", _("Delete this finding"))
        self.delete.clicked.connect(self._delete)
        self.done = IconButton(theme, "x", _("Close"))
        self.done.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addStretch(1)
        self.readers = Readers(theme)
        self.readers.chosen.connect(self._set_readers)
        head.addWidget(self.readers)
        head.addWidget(self.delete)
        head.addWidget(self.done)
        self.body.addLayout(head)
        self.text = Writing(theme, _("What was found"), "text", hint=_("What was found, in one sentence"))
        self.effect = Writing(theme, _("Effect"), "effect", hint=_("What it leads to"))
        self.cause = Writing(theme, _("Cause"), "cause", hint=_("Why it is so"))
        self.recommendation = Writing(theme, _("Recommendation"), "recommendation", hint=_("What to do about it"))
        self.body.addWidget(self.text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, (words, field) in enumerate(((_("Effect"), self.effect), (_("Cause"), self.cause))):
            grid.addWidget(Label(theme, words, "secondary"), 0, column)
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        grid.addWidget(Label(theme, _("Recommendation"), "secondary"), 2, 0, 1, 2)
        grid.addWidget(self.recommendation, 3, 0, 1, 2)
        self.body.addLayout(grid)
        self.body.addLayout(self._built_foot())
        for field in self.fields():
            deeds.attend(field)
        self._ticks: dict[str, Tick] = {}

    def fields(self) -> tuple[Writing, ...]:
        """Return the fields, in reading order."""
        return (self.text, self.effect, self.cause, self.recommendation)

    def show_finding(self, finding: Finding, exhibits: Sequence[Exhibit], *, locked: bool) -> None:
        """Show a finding, and the exhibits of its item to tick."""
        self.finding = finding
        self.kind.choose(finding.kind)
        self.priority.choose(finding.priority)
        self.first_page.setChecked(finding.in_summary)
        self.readers.show_audience(finding.audience)
        for part in (self.kind, self.priority, self.first_page, self.delete, self.readers):
            part.setEnabled(not locked)
        for field in self.fields():
            field.show_words(finding, locked=locked)
        self._show_exhibits(finding, exhibits, locked=locked)

    def focus(self) -> None:
        """Put the keyboard on the first field."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep what is being written."""
        for field in self.fields():
            field.flush()

    def is_blank(self) -> bool:
        """Return whether nobody wrote a word here."""
        return not any(field.toPlainText().strip() for field in self.fields())

    def _built_foot(self) -> QVBoxLayout:
        theme = self._theme
        self._proof = QWidget()
        row = QHBoxLayout(self._proof)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(theme, _("Proved by"), "secondary"))
        self._tick_place = QWidget()
        self._tick_flow = Flow(self._tick_place, gap=12)
        row.addWidget(self._tick_place, 1)
        self.priority = Segments(
            theme, _("Priority"), [("high", _("High")), ("medium", _("Medium")), ("low", _("Low"))]
        )
        self.priority.chosen.connect(self._set_priority)
        self.first_page = Tick(theme, _("On the report’s first page"))
        self.first_page.clicked.connect(self._set_in_summary)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(Label(theme, _("Priority"), "secondary"))
        foot.addWidget(self.priority)
        foot.addWidget(self.first_page)
        foot.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._proof)
        column.addLayout(foot)
        return column

    def _show_exhibits(self, finding: Finding, exhibits: Sequence[Exhibit], *, locked: bool) -> None:
        self._proof.setVisible(bool(exhibits))
        if list(self._ticks) != [exhibit.row.id for exhibit in exhibits]:
            for tick in self._ticks.values():
                self._tick_flow.removeWidget(tick)
                tick.hide()
                tick.deleteLater()
            self._ticks = {}
            for exhibit in exhibits:
                tick = Tick(self._theme, exhibit.code, name=f"{exhibit.code}, {exhibit.row.title}")
                tick.setToolTip(exhibit.row.title)
                tick.clicked.connect(self._set_evidence)
                self._tick_flow.addWidget(tick)
                self._ticks[exhibit.row.id] = tick
            order_stops(self.recommendation, self._ticks.values())
        for row_id, tick in self._ticks.items():
            tick.setChecked(row_id in finding.evidence)
            tick.setEnabled(not locked)

    def _set_kind(self, key: str) -> None:
        shown = self.finding
        if shown is not None and key in _KINDS:
            self._deeds.change_finding(lambda editor: findings.set_kind(editor, shown, _KINDS[key]))

    def _set_priority(self, key: str) -> None:
        shown = self.finding
        if shown is not None:
            self._deeds.change_finding(lambda editor: findings.set_priority(editor, shown, key))

    def _set_readers(self, audience: str) -> None:
        shown = self.finding
        if shown is not None:
            self._deeds.change_finding(lambda editor: findings.set_audience(editor, shown, audience_of(audience)))

    def _set_in_summary(self, on: bool) -> None:
        shown = self.finding
        if shown is not None:
            self._deeds.change_finding(lambda editor: findings.set_in_summary(editor, shown, on))

    def _set_evidence(self, _on: bool) -> None:
        shown = self.finding
        if shown is not None:
            # Evidence of other items that somebody linked elsewhere stays linked.
            others = [row_id for row_id in shown.evidence if row_id not in self._ticks]
            proved = [*others, *(row_id for row_id, tick in self._ticks.items() if tick.isChecked())]
            self._deeds.change_finding(partial(_prove, shown, proved))

    def _delete(self) -> None:
        shown = self.finding
        self.finding = None
        self.closed.emit()
        if shown is not None:
            self._deeds.remove_finding(shown)


def _prove(shown: Finding, proved: Sequence[str], editor: Editor) -> None:
    findings.set_evidence(editor, shown, proved)
