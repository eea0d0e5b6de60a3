"""The pages, and what there is to say of them: that they take long, are old, could not be made, or are printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.strip import Strip

_LEAST = 390
"""What the panes at the sides leave to the pages on a small screen, at any size of text."""


class Sheets(QWidget):
    """Strips above the pages."""

    again_asked = Signal()
    """The pages shall be made."""
    stop_asked = Signal()
    """They shall not be made any more."""
    stop_printing_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._trouble = Strip(theme, "danger")
        self._trouble.add_button("again", _("Try again"))
        self._trouble.pressed.connect(lambda _key: self.again_asked.emit())
        self._making = Strip(theme, "presence", icon="refresh")
        self._making.add_button("stop", _("Stop"))
        self._making.pressed.connect(lambda _key: self.stop_asked.emit())
        self._old = Strip(theme, "warning")
        self._old.add_button("again", _("Make them"))
        self._old.pressed.connect(lambda _key: self.again_asked.emit())
        self._paper = Strip(theme, "presence", icon="printer")
        self._paper.add_button("stop", _("Stop"))
        self._paper.pressed.connect(lambda _key: self.stop_printing_asked.emit())
        for strip in (self._trouble, self._making, self._old, self._paper):
            strip.hide()
            column.addWidget(strip)
        self.preview = Preview(theme)
        column.addWidget(self.preview, 1)

    def show_pdf(self, pdf: bytes) -> None:
        """Show new pages; nothing that was said of those before holds any more."""
        for strip in (self._trouble, self._making, self._old):
            strip.hide()
        self.preview.show_pdf(pdf)
        self.preview.show_busy(False)

    def show_begun(self) -> None:
        """Show that new pages are being made."""
        self._old.hide()
        self.preview.show_busy(True)

    def say_lasting(self) -> None:
        """Say that it takes long, and offer to stop it."""
        count = self.preview.pages()
        words = plural("Making the page anew", "Making {count} pages anew", count) if count else _("Making the pages")
        self._making.show_words(words)
        self._making.show()

    def say_stopped(self) -> None:
        """Say that the making was stopped: the pages are from before the last change, or there are none."""
        self._making.hide()
        self.preview.show_busy(False)
        there = self.preview.pages() > 0
        self._old.show_words(
            _("These pages are from before your last change.") if there else _("The pages were not made.")
        )
        self._old.show()

    def say_printing(self, words: str) -> None:
        """Say how far a print is; nothing when it has ended."""
        self._paper.setVisible(bool(words))
        if words:
            self._paper.show_words(words)

    def complain(self, error: Exception) -> None:
        """Say what went wrong."""
        self._making.hide()
        if isinstance(error, Trouble):
            self._trouble.show_words(error.happened, " ".join(filter(None, (error.safe, error.do))))
        else:
            self._trouble.show_words(
                _("The pages could not be made."),
                _("What you entered is safe. The pages before stay as they were."),
                details=f"{type(error).__name__}: {error}",
            )
        self._trouble.show()

    def forget(self) -> None:
        """Say nothing: another report is shown."""
        for strip in (self._trouble, self._making, self._old):
            strip.hide()
