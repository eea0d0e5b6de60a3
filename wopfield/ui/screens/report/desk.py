"""What stands beside the pages: what to look at before the report goes out, and the team's own words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.report.sections.names import status_word
from wopfield.store.issuing import stage_of
from wopfield.store.reports import ReportDesk
from wopfield.store.tables import Report
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import day_words
from wopfield.ui.row_text import RowText
from wopfield.ui.screens.report.points import Point
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import tab_in_reading_order
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear


class Desk(Page):
    """The pane at the far side; ``asked`` carries where the point is put right whose button was pressed."""

    asked = Signal(str)
    verify_asked = Signal(object)
    open_asked = Signal(object)
    """An issued report (its row) that shall be verified, or whose file somebody wants."""
    file_asked = Signal()
    """A file from elsewhere shall be verified."""

    def __init__(
        self, theme: Theme, headline: RowText, message: RowText, words: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, margins=(16, 14, 14, 14), spacing=8, parent=parent)
        self._theme = theme
        self._points: Sequence[Point] = ()
        self._issued_shown: Sequence[object] | None = None
        self.body.addWidget(words)
        self.body.addWidget(Line(theme))
        self.body.addWidget(Label(theme, _("Before you issue"), "section"))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(8)
        self.body.addLayout(self._checks)
        self.body.addSpacing(4)
        self.body.addWidget(Line(theme))
        self.body.addWidget(Label(theme, _("In your words"), "section"))
        self.body.addWidget(Label(theme, _("Headline of the summary"), "secondary"))
        self.body.addWidget(headline)
        self.body.addWidget(Label(theme, _("Message of the team"), "secondary"))
        self.body.addWidget(message)
        note = _("Left empty, the summary says it from the ratings.")
        self.body.addWidget(Label(theme, note, "caption", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(Line(theme))
        self.body.addWidget(Label(theme, _("Issued before"), "section"))
        self._issued = QVBoxLayout()
        self._issued.setSpacing(10)
        self.body.addLayout(self._issued)
        check = Button(theme, _("Verify a file"), "circle-check")
        check.clicked.connect(self.file_asked)
        self.body.addWidget(check, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show what there is to look at; where it is what is shown already, the keyboard stays on its button."""
        if points == self._points:
            return
        self._points = points
        clear(self._checks)
        for point in points:
            self._checks.addWidget(self._line(point))
        tab_in_reading_order(self.body)

    def show_issued(self, desk: ReportDesk) -> None:
        """Show what was issued before; where it is what is shown already, the keyboard stays on its button."""
        shown = [(row.id, row.version, row.status, row.stage, row.fingerprint) for row in desk.issued]
        if shown == self._issued_shown:
            return
        self._issued_shown = shown
        clear(self._issued)
        for row in desk.issued:
            self._issued.addWidget(self._issued_line(row))
        if not desk.issued:
            none = _("Nothing yet. An issued version is sealed, numbered, and never changes.")
            self._issued.addWidget(Label(self._theme, none, "secondary", wrap=True))
        tab_in_reading_order(self.body)

    def _issued_line(self, shown: Report) -> QWidget:
        theme = self._theme
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "lock", theme.ink2, 20))
        grid.addWidget(picture, 0, 0)
        name = f"{shown.number} · {shown.version}"
        title = Link(theme, name)
        title.setAccessibleName(_("Save {name} as PDF", name=name))
        title.clicked.connect(partial(self.open_asked.emit, shown))
        grid.addWidget(title, 0, 1, 1, 2)  # above the button too: number and version stand there whole
        code = f"{shown.fingerprint[:4]} {shown.fingerprint[4:8]}"
        day = day_words(shown.issued.date()) if shown.issued else ""
        words = _("{status} · {day} · code {code}", status=status_word(stage_of(shown)), day=day, code=code)
        grid.addWidget(Label(theme, words, "secondary", wrap=True), 1, 1)
        button = Button(theme, _("Verify"))
        button.setAccessibleName(_("Verify {name}", name=name))
        button.clicked.connect(partial(self.verify_asked.emit, shown))
        grid.addWidget(button, 1, 2, Qt.AlignmentFlag.AlignTop)
        return whole

    def _line(self, point: Point) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        name, ink = ("circle-check", theme.good) if point.settled else ("alert-triangle", theme.warning)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, name, ink, 22))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, point.words, "strong", wrap=True))
        if point.detail:
            lines.addWidget(Label(theme, point.detail, "secondary", wrap=True))
        lines.addStretch(1)
        row.addLayout(lines, 1)
        if point.where:
            button = Button(theme, point.verb)
            button.setAccessibleName(f"{point.verb}: {point.words}")
            button.clicked.connect(partial(self.asked.emit, point.where))
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return whole
