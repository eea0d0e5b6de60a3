"""What is done with the report as a whole: the buttons in the header."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button


class Tools(QWidget):
    """Print, save and issue; none of them while there are no pages."""

    print_asked = Signal()
    save_asked = Signal()
    word_asked = Signal()
    tables_asked = Signal()
    issue_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(10)
        self.print_out = Button(theme, _("Print"), "printer")
        self.print_out.clicked.connect(self.print_asked)
        self.save = Button(theme, _("Save as PDF"), "download")
        self.save.clicked.connect(self.save_asked)
        self.word = Button(theme, _("Word"), "file-export")
        self.word.setAccessibleName(_("Save for Word"))
        self.word.setToolTip(_("The same contents, to paste into somebody’s template"))
        self.word.clicked.connect(self.word_asked)
        self.tables = Button(theme, _("Tables"), "file-spreadsheet")
        self.tables.setAccessibleName(_("Save as tables"))
        self.tables.setToolTip(_("The tables alone, as a workbook to reckon with"))
        self.tables.clicked.connect(self.tables_asked)
        self.issue = Button(theme, _("Issue"), "lock", kind="primary")
        self.issue.setAccessibleName(_("Issue the report"))
        self.issue.clicked.connect(self.issue_asked)
        for button in (self.print_out, self.save, self.word, self.tables, self.issue):
            row.addWidget(button)
        self.hide()
        self.show_ready(pages=False, issuing=False)

    def set_short(self, short: bool) -> None:
        """Show signs alone where words have no room; what they do is then in the tooltips."""
        self.tables.setText("" if short else _("Tables"))
        for button, words in ((self.print_out, _("Print")), (self.save, _("Save as PDF"))):
            button.setText("" if short else words)
            button.setAccessibleName(words)
            button.setToolTip(words if short else "")
            button.updateGeometry()
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def show_ready(self, *, pages: bool, issuing: bool) -> None:
        """Offer what can be done: ``pages`` when those shown are of now, and nothing is being ``issuing``."""
        for button in (self.print_out, self.save, self.word, self.tables):
            button.setEnabled(pages)
        self.issue.setEnabled(pages and not issuing)
