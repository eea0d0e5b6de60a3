"""What stands beside the pages: what to look at before the report goes out, and the team's own words."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.report.sections.names import status_word
from wopfield.store.issuing import stage_of
from wopfield.store.reports import Check, CheckKind, ReportDesk
from wopfield.store.tables import Report
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import day_words
from wopfield.ui.row_text import RowText
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import Page, clear


class Desk(Page):
    """The pane at the far side; ``asked`` carries the kind of the check whose button was pressed."""

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

    def show_desk(self, desk: ReportDesk) -> None:
        """Show what there is to look at."""
        clear(self._checks)
        for check in desk.checks:
            self._checks.addWidget(self._line(check))
        clear(self._issued)
        for row in desk.issued:
            self._issued.addWidget(self._issued_line(row))
        if not desk.issued:
            none = _("Nothing yet. An issued version is sealed, numbered, and never changes.")
            self._issued.addWidget(Label(self._theme, none, "secondary", wrap=True))

    def _issued_line(self, shown: Report) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, "lock", theme.ink2, 20))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        name = f"{shown.number} · {shown.version}"
        title = Link(theme, name)
        title.setAccessibleName(_("Save {name} as PDF", name=name))
        title.clicked.connect(partial(self.open_asked.emit, shown))
        lines.addWidget(title)
        code = f"{shown.fingerprint[:4]} {shown.fingerprint[4:8]}"
        day = day_words(shown.issued.date()) if shown.issued else ""
        words = _("{status} · {day} · code {code}", status=status_word(stage_of(shown)), day=day, code=code)
        lines.addWidget(Label(theme, words, "secondary", wrap=True))
        row.addLayout(lines, 1)
        button = Button(theme, _("Verify"))
        button.setAccessibleName(_("Verify {name}", name=name))
        button.clicked.connect(partial(self.verify_asked.emit, shown))
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return whole

    def _line(self, check: Check) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        name, ink = ("alert-triangle", theme.warning) if check.count else ("circle-check", theme.good)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, name, ink, 22))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        title, detail, verb = words_of(check)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, title, "strong", wrap=True))
        if detail:
            lines.addWidget(Label(theme, detail, "secondary", wrap=True))
        lines.addStretch(1)
        row.addLayout(lines, 1)
        if check.count and verb:
            button = Button(theme, verb)
            button.setAccessibleName(f"{verb}: {title}")
            button.clicked.connect(partial(self.asked.emit, check.kind))
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return whole


def words_of(check: Check) -> tuple[str, str, str]:
    """Return title, detail and the word on the button of a check."""
    count = check.count
    if not count:
        return _fine(check.kind), "", ""
    match check.kind:
        case "words":
            return _("Summary is not written"), _("Below: headline and message"), _("Write")
        case "agree":
            title = plural("{count} rating not agreed", "{count} ratings not agreed", count)
            return title, _("Shown as the range of the reviewers"), _("Agree")
        case "conflicts":
            title = plural("{count} changed in two places", "{count} changed in two places", count)
            return title, _("Shown as provisional"), _("Settle")
        case "figures":
            return plural("{count} figure looks wrong", "{count} figures look wrong", count), check.detail, _("Check")
        case _:
            return plural("{count} action is late", "{count} actions are late", count), "", _("Look")


def _fine(kind: CheckKind) -> str:
    return {
        "words": _("Summary is written"),
        "agree": _("All ratings are agreed"),
        "conflicts": _("Nothing is changed in two places"),
        "figures": _("Figures look right"),
        "late": _("No action is late"),
    }[kind]
