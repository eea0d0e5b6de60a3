"""The line above the grid: which figures are shown, a search, a year to add, and what is done less often."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from wopfield.language import _, in_digits
from wopfield.ui.theme import BODY, SECONDARY, Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.links import Link

_BETWEEN = 10
_FILTER, _SEARCH = 190, 186
_LEAST_SHARE = 0.55
"""How narrow filter and search become, in large text on a small screen, before they are cut."""
_SHARE_BESIDE_TITLE = 0.85
"""How narrow they become before the title gives way to them."""
_OF_INDICATOR = "of an indicator"
"""What is chosen while the figures of an indicator are listed, before any filter."""

Deed = tuple[str, Callable[[], object]]


class SheetHead(QWidget):
    """Asks for another filter, search, or a year; shows what the screen tells it."""

    filter_chosen = Signal(str)
    searched = Signal(str)
    year_asked = Signal(str)
    turned = Signal(int)
    """-1 for earlier years, 1 for later ones."""
    balance_asked = Signal()
    paste_asked = Signal()
    print_asked = Signal()
    working_asked = Signal()
    """How the indicator whose figures are listed was worked out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[tuple[Button, IconButton]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addLayout(self._built_title(), 1)
        self._tools = self._built_tools()
        row.addWidget(self._tools)
        self.year = YearField(theme)
        self.year.asked.connect(self.year_asked)
        self.year.closed.connect(self.close_year)
        self.year.hide()
        row.addWidget(self.year)
        column.addLayout(row)
        column.addWidget(self._built_needs())
        self._trouble = Label(theme, "", "secondary", ink="danger", wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)

    def _built_title(self) -> QVBoxLayout:
        theme = self._theme
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._title = ShortLabel(theme, _("Figures by year"), "page")
        lines.addWidget(self._title)
        hint = _("Type in the white cells. The results below follow at once.")
        self._hint = ShortLabel(theme, hint, "secondary", ink="ink3")
        lines.addWidget(self._hint)
        return lines

    def _built_needs(self) -> QWidget:
        """Build the line that says what an indicator is worked out from, as wide as the screen."""
        theme = self._theme
        self._needs = QWidget()
        row = QHBoxLayout(self._needs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._needed = ShortLabel(theme, "", "secondary", ink="ink3")
        row.addWidget(self._needed)
        working = Link(theme, _("How it is worked out"), size=SECONDARY)
        working.clicked.connect(self.working_asked)
        working.setMinimumWidth(working.sizeHint().width())
        row.addWidget(working)
        row.addStretch(1)
        self._needs.hide()
        return self._needs

    def _built_tools(self) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.earlier = IconButton(theme, "chevron-left", _("Earlier years"), framed=True)
        self.later = IconButton(theme, "chevron-right", _("Later years"), framed=True)
        for button, step in ((self.earlier, -1), (self.later, 1)):
            button.clicked.connect(lambda _checked=False, step=step: self.turned.emit(step))
            row.addWidget(button)
        self.filter = ChoiceBox(theme, _("Which figures"))
        self.filter.setFixedWidth(theme.px(_FILTER))
        self.filter.activated.connect(self._choose_filter)
        row.addWidget(self.filter)
        self.search = QLineEdit()
        self.search.setFont(theme.font(BODY))
        self.search.setPlaceholderText(_("Find a figure"))
        self.search.setAccessibleName(_("Find a figure"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme.px(_SEARCH))
        self.search.textChanged.connect(self.searched)
        row.addWidget(self.search)
        paste = IconButton(theme, "clipboard-text", _("Paste from Excel"), framed=True)
        paste.clicked.connect(self.paste_asked)
        row.addWidget(paste)
        asked = (
            (_("Add year"), "plus", self.open_year),
            (_("Water balance"), "droplet", self.balance_asked),
            (_("Print"), "printer", self.print_asked),
        )
        for words, icon, deed in asked:
            long, short = Button(theme, words, icon), IconButton(theme, icon, words, framed=True)
            for each in (long, short):
                each.clicked.connect(deed)
                row.addWidget(each)
            short.hide()
            self._buttons.append((long, short))
        self.more = IconButton(theme, "dots", _("More to do with figures"), framed=True)
        self.more.clicked.connect(self._open_more)
        row.addWidget(self.more)
        self._next_year = ""
        self._deeds: Callable[[], Sequence[Deed]] = tuple
        return whole

    def minimumSizeHint(self) -> QSize:
        """Return what it needs once buttons show their icon alone and fields are narrow: it gets there by itself."""
        whole = super().minimumSizeHint()
        spared = sum(
            long.minimumSizeHint().width() - short.minimumSizeHint().width()
            for long, short in self._buttons
            if not long.isHidden()
        )
        spared += sum(
            field.minimumWidth() - int(self._theme.px(wide) * _LEAST_SHARE)
            for field, wide in ((self.filter, _FILTER), (self.search, _SEARCH))
        )
        title = 0 if self._title.isHidden() else self._title.minimumSizeHint().width() + _BETWEEN
        return QSize(max(0, whole.width() - spared - title), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let buttons show their icon alone where their words would cut the title short."""
        spared = sum(long.sizeHint().width() - short.sizeHint().width() for long, short in self._buttons)
        shown = self._tools.sizeHint().width() + (spared if self._buttons[0][0].isHidden() else 0)
        cramped = self.width() - shown - _BETWEEN < self._title.sizeHint().width()
        for long, short in self._buttons:
            long.setHidden(cramped)
            short.setHidden(not cramped)
        self._narrow(shown - spared if cramped else shown)

    def _narrow(self, tools: int) -> None:
        """Let filter and search be as wide as the tools leave room for, beside the whole title or without it."""
        wide = [self._theme.px(width) for width in (_FILTER, _SEARCH)]
        fixed = tools - self.filter.minimumWidth() - self.search.minimumWidth()
        room, title = self.width() - fixed - _BETWEEN, self._title.sizeHint().width()
        has_title = room - title >= sum(wide) * _SHARE_BESIDE_TITLE
        share = min(1.0, max(_LEAST_SHARE, (room - title if has_title else room) / sum(wide)))
        for field, width in zip((self.filter, self.search), wide, strict=True):
            field.setFixedWidth(int(width * share))
        self._show_title(has_title, room - int(sum(wide) * share))

    def _show_title(self, shown: bool, room: int) -> None:
        """Leave the title to the path above where it would be cut short; the line below it goes sooner."""
        self._title.setVisible(shown)
        self._hint.setVisible(shown and self._needs.isHidden() and self._hint.sizeHint().width() <= room)

    def offer(self, deeds: Callable[[], Sequence[Deed]]) -> None:
        """Offer what is done less often, in words, under one button; asked anew whenever that is pressed."""
        self._deeds = deeds

    def _open_more(self) -> None:
        menu = QMenu(self)
        for words, deed in self._deeds():
            menu.addAction(words).triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_filter(self, choices: Sequence[tuple[str, str]], which: str, indicator: str) -> None:
        """Show which figures are listed: by a filter, or those that an indicator needs."""
        self.filter.blockSignals(True)
        self.filter.clear()
        if indicator:
            self.filter.addItem(_("For “{name}”", name=indicator), _OF_INDICATOR)
        for key, words in choices:
            self.filter.addItem(words, key)
        self.filter.setCurrentIndex(self.filter.findData(_OF_INDICATOR if indicator else which))
        self.filter.blockSignals(False)
        self._needed.setText(_("What “{name}” is worked out from.", name=indicator))
        self._needs.setVisible(bool(indicator))
        self._fit()

    def _choose_filter(self, _place: int) -> None:
        key = str(self.filter.currentData())
        if key != _OF_INDICATOR:  # those are shown already
            self.filter_chosen.emit(key)

    def show_years(self, next_year: str) -> None:
        """Remember which year to offer next."""
        self._next_year = next_year

    def show_more(self, earlier: bool, later: bool) -> None:
        """Offer earlier and later years where there are some without room."""
        self.earlier.setVisible(earlier or later)
        self.later.setVisible(earlier or later)
        self.earlier.setEnabled(earlier)
        self.later.setEnabled(later)
        self._fit()

    def open_year(self) -> None:
        """Offer a field for the year to add."""
        self._tools.hide()
        self.complain("")
        self.year.offer(self._next_year)

    def close_year(self) -> None:
        """Put the field for a year away."""
        self.year.hide()
        self.complain("")
        self._tools.show()

    def complain(self, words: str) -> None:
        """Say why a year was not added."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


class YearField(QWidget):
    """A year to add; Enter adds it, Esc closes."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = Label(theme, _("Which year?"), "body")
        self.field = QLineEdit()
        self.field.setFont(theme.font(BODY))
        self.field.setAccessibleName(_("Which year?"))
        self.field.setPlaceholderText(in_digits("2026"))
        self.field.setFixedWidth(theme.px(120))
        self.field.returnPressed.connect(self._ask)
        label.setBuddy(self.field)
        add = Button(theme, _("Add"), "plus", kind="primary")
        add.clicked.connect(self._ask)
        close = IconButton(theme, "x", _("Add no year"))
        close.clicked.connect(self.closed)
        for part in (label, self.field, add, close):
            row.addWidget(part)

    def offer(self, year: str) -> None:
        """Show the field with a year to begin with."""
        self.field.setText(year)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.asked.emit(self.field.text().strip())
