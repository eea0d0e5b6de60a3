"""The pane in the middle: the item's question, its answer, how sure, what was seen, evidence, findings; the footer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.item_page import ItemPage
from wopfield.ui.screens.assessment.answering import Answering
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.exhibits import HIGHEST, ExhibitStrip, Pictures, centre_note
from wopfield.ui.screens.assessment.findings import FindingsRow
from wopfield.ui.screens.assessment.head import ItemHead
from wopfield.ui.screens.assessment.strips import Strips
from wopfield.ui.screens.assessment.way import Way
from wopfield.ui.screens.assessment.writing import Writing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import SectionTitle
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.grades import Grades
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.level_card import ROOM
from wopfield.ui.widgets.photo import FileCatcher
from wopfield.ui.widgets.readers import Readers
from wopfield.ui.widgets.scrolling import Scrolled, ThinBar

_SIDE = 22
_LOW = 1
"""The level up to which a word on what was seen is asked for."""


class ItemPane(QWidget):
    """One item; on low screens this scrolls and the footer stays."""

    def __init__(self, theme: Theme, deeds: Deeds, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._deeds = theme, deeds
        self.head = ItemHead(theme)
        self.strips = Strips(theme)
        self.answering = Answering(theme)
        self.controls = Controls(theme)
        self.reason = Writing(
            theme,
            _("Why it does not apply"),
            "reason",
            register="rating",
            hint=_("Why does it not apply here? One line is enough"),
        )
        self.comment = Comment(theme)
        self.exhibits = ExhibitStrip(theme, pictures)
        self.findings = FindingsRow(theme, deeds)
        self.footer = Footer(theme)
        self.catcher = FileCatcher(self)
        self.comment.field.catch_with(self.catcher)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setWidget(self._built_body())
        ThinBar(theme, self.view)
        column.addWidget(self.view, 1)
        column.addWidget(self.footer)
        deeds.troubled.connect(self.answering.let_go)
        self.findings.opened.connect(self._show_finding)
        self.view.verticalScrollBar().rangeChanged.connect(self._follow_finding)
        self.comment.readers.chosen.connect(deeds.set_readers)
        for field in (self.reason, self.comment.field, *self._check_fields()):
            deeds.attend(field)
        self._shown = ""

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show an item."""
        other = page.answer.id != self._shown
        if other:
            self.findings.close()
            self.strips.calm()
        self._shown = page.answer.id
        checked_before = self.answering.check
        self.head.show_page(page, locked=locked)
        self.answering.show_page(page, locked=locked)
        if checked_before is None and self.answering.check is not None:
            self._deeds.attend(self.answering.check.words)
        self.controls.show_page(page, locked=locked)
        for part in (self._above_reason, self.reason):
            part.setVisible(page.answer.does_not_apply)
        self.reason.show_words(page.answer, locked=locked)
        self.comment.show_page(page, locked=locked)
        self.exhibits.show_exhibits(page.exhibits, locked=locked)
        self.findings.show_findings(page.findings, page.exhibits, locked=locked)
        if other:
            self.view.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Keep everything that is being written."""
        self.reason.flush()
        self.comment.field.flush()
        self.findings.flush()
        if self.answering.check is not None:
            self.answering.check.flush()

    def writes_gap(self) -> bool:
        """Return whether somebody is in the line for what is wrong."""
        return self.answering.check is not None and self.answering.check.gap.hasFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(520)
        ways = (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight)
        self._proof.setDirection(ways[wide])

    def _show_finding(self) -> None:
        """Scroll to the finding that is open, its first field before all else."""
        editor = self.findings.editor
        if editor is not None and editor.isVisible():
            self.view.ensureWidgetVisible(editor, 0, 12)
            self.view.ensureWidgetVisible(editor.text, 0, 12)

    def _follow_finding(self) -> None:
        """Keep the finding in sight while the page grows around it; it is laid out only after it was opened."""
        editor = self.findings.editor
        if editor is not None and editor.text.hasFocus():
            self._show_finding()

    def _check_fields(self) -> tuple[Writing, ...]:
        return (self.answering.check.words,) if self.answering.check is not None else ()

    def _built_body(self) -> QWidget:
        body = Scrolled()
        column = QVBoxLayout(body)
        # The level cards keep room for their focus ring; all else stands in line with the cards themselves.
        column.setContentsMargins(_SIDE - ROOM, 8, _SIDE - ROOM, 12)
        column.setSpacing(0)

        def inner(part: QWidget, above: int = 0, stretch: int = 0) -> None:
            column.addSpacing(above)
            row = QHBoxLayout()
            row.setContentsMargins(ROOM, 0, ROOM, 0)
            row.addWidget(part)
            column.addLayout(row, stretch)

        inner(self.strips)
        inner(self.head)
        column.addSpacing(6)
        column.addWidget(self.answering)
        inner(self.controls, 5)
        self._above_reason = QWidget()
        self._above_reason.setFixedHeight(8)
        column.addWidget(self._above_reason)
        inner(self.reason)
        column.addSpacing(8)
        self._proof = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._proof.setContentsMargins(ROOM, 0, ROOM, 0)
        self._proof.setSpacing(14)
        self._proof.addWidget(self.comment, 54)
        self._proof.addWidget(self.exhibits, 46)
        column.addLayout(self._proof, 10)
        inner(self.findings, 8)
        column.addStretch(1)
        return body


class Controls(Ends):
    """Does not apply, not seen yet, and how sure; in two rows where there is no room for one."""

    does_not_apply = Signal()
    not_seen = Signal()
    graded = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self.apply = Button(theme, _("A  Does not apply"))
        self.apply.setAccessibleName(_("Does not apply"))
        self.seen = Button(theme, _("Not seen yet"))
        for button, signal in ((self.apply, self.does_not_apply), (self.seen, self.not_seen)):
            button.setCheckable(True)
            button.clicked.connect(signal)
            self.near.addWidget(button)
        self.near.addStretch(1)
        self.far.addStretch(1)
        self.far.addWidget(Label(theme, _("How sure?"), "secondary"))
        self.grades = Grades(theme)
        self.grades.chosen.connect(self.graded)
        self.far.addWidget(self.grades)

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show what holds."""
        answer = page.answer
        yes_no = page.item.response_type == "yes_no"
        self.apply.setVisible(not yes_no)
        self.apply.setChecked(answer.does_not_apply)
        self.seen.setChecked(answer.not_seen)
        self.grades.choose(answer.confidence)
        for part in (self.apply, self.seen, self.grades):
            part.setEnabled(not locked)


class Comment(QWidget):
    """What was seen; on a low level without a word it asks, and never insists."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = SectionTitle(theme, _("What we saw"))
        self.title.setFixedHeight(theme.control_height)
        centre_note(self.title)
        self.title.note.setWordWrap(True)  # before the title beside it is cut
        self.field = CommentField(
            theme, _("What we saw"), "comment", hint=_("What did you see, read or hear?"), least=4, fills=True
        )
        self.field.textChanged.connect(self._ask)
        self.readers = Readers(theme)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.readers)
        column.addLayout(head)
        column.addWidget(self.field, 1)
        self.setMaximumHeight(theme.control_height + theme.px(HIGHEST))
        self._low = False

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show what is kept, unless somebody is writing."""
        answer = page.answer
        self._low = not locked and answer.level is not None and answer.level <= _LOW
        self.field.show_words(answer, draft=page.draft, locked=locked)
        self.readers.show_audience(answer.audience)
        self.readers.setEnabled(not locked)
        self._ask()

    def _ask(self) -> None:
        asks = self._low and not self.field.toPlainText().strip()
        self.title.set_note(_("A low level needs a word on why") if asks else "")


class CommentField(Writing):
    """The comment; a picture pasted or dropped here becomes evidence, never text."""

    _catcher: FileCatcher | None = None

    def catch_with(self, catcher: FileCatcher) -> None:
        """Leave what is dropped, and pictures that are pasted, to ``catcher``."""
        self._catcher = catcher
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pasted = event.matches(QKeySequence.StandardKey.Paste) and not self.canPaste()
        if not (pasted and self._catcher is not None and not self.isReadOnly() and self._catcher.paste()):
            super().keyPressEvent(event)


class Footer(QWidget):
    """The way to the next item, and from the last one that was rated to agreeing."""

    previous = Signal()
    next_not_rated = Signal()
    agreeing_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._left = theme, 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(theme))
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, 6, _SIDE, 6)
        row.setSpacing(12)
        self.back = Button(theme, _("Previous"), "arrow-left")
        self.back.clicked.connect(self.previous)
        self.hint = Label(theme, "", "secondary", ink="ink3")
        self.forward = Button(theme, _("Next not rated"), "arrow-right", kind="primary", trailing=True, tall=True)
        self.forward.clicked.connect(self._go_on)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addStretch(1)
        row.addWidget(self.forward)
        column.addLayout(row)

    def show_way(self, way: Way) -> None:
        """Show what leads on from the item that is open."""
        words = _("{number}  Previous", number=way.before) if way.before else _("Previous")
        self.back.setText(words)
        self.back.updateGeometry()
        self.back.setEnabled(bool(way.before))
        forward = _("Next not answered") if way.checks else _("Next not rated")
        self._left = way.left
        self.forward.setText(forward if way.left else _("All answered") if way.checks else _("Agree the ratings"))
        self.forward.setEnabled(way.left > 0 or not way.checks)
        self.hint.setText(way.hint)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.card))

    def _go_on(self) -> None:
        (self.next_not_rated if self._left else self.agreeing_asked).emit()

    def _fit(self) -> None:
        """Leave the hint out before a button is squeezed."""
        parts = (self.back, self.hint, self.forward)
        needed = sum(part.sizeHint().width() for part in parts) + 2 * _SIDE + 48
        self.hint.setVisible(self.width() >= needed)
