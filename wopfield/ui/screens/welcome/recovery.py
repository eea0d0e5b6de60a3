"""The sheet that opens what a forgotten password no longer does: shown once, printed or written down."""

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.screens.welcome.pages import Page
from wopfield.ui.theme import SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.labels import Label


class RecoveryPage(Page):
    """The recovery key; one goes on after saying that it is kept."""

    def __init__(self, theme: Theme, name: str, key: str) -> None:
        words = _("If the password is forgotten, only this key opens the laptop’s data. Keep it away from the laptop.")
        super().__init__(theme, _("Print your recovery sheet"), words)
        self._name, self._key = name, key
        card = Card(theme, margins=(22, 18, 22, 18))
        shown = Label(theme, key, "question", wrap=True)
        shown.setFont(theme.font(22, SEMIBOLD))
        shown.setAccessibleName(_("Recovery key {key}", key=key))
        card.body.addWidget(shown)
        self.body.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.printing = Button(theme, _("Print the sheet"), "printer")
        self.printing.clicked.connect(self._print)
        row.addWidget(self.printing)
        copying = Button(theme, _("Copy the key"), "copy")
        copying.clicked.connect(self._copy)
        row.addWidget(copying)
        row.addStretch(1)
        self.body.addLayout(row)
        self.kept = Tick(theme, _("It is printed or written down"))
        self.body.addWidget(self.kept, alignment=Qt.AlignmentFlag.AlignLeading)

    def faults(self) -> tuple[tuple[QWidget, str], ...]:
        words = _("Print the sheet or write the key down first, and say so above.")
        return ((self.kept, "" if self.kept.isChecked() else words),)

    def first(self) -> QWidget:
        return self.printing

    def sheet(self) -> str:
        """Return the sheet as it is printed, as HTML of our own words and the key."""
        day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
        lines = (
            _("WOPField recovery sheet"),
            _("For {name}, {day}", name=self._name, day=day),
            self._key,
            _("Type this key where the password is asked, after “I forgot it”."),
            _("Whoever has this sheet and the laptop can read everything on it. Keep them apart."),
        )
        title, who, key, how, care = (_escaped(line) for line in lines)
        return f"<h1>{title}</h1><p>{who}</p><p style='font-size:22pt'><b>{key}</b></p><p>{how}</p><p>{care}</p>"

    def _print(self) -> None:
        # Imported here: few windows ever print, and the first paint does not wait for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._paint(printer))
        dialog.setModal(True)
        dialog.show()

    def _paint(self, printer: object) -> None:
        from PySide6.QtPrintSupport import QPrinter

        if isinstance(printer, QPrinter):
            document = QTextDocument()
            document.setDefaultFont(self.theme.font())
            document.setHtml(self.sheet())
            document.print_(printer)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
