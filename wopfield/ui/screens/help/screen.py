"""Help: pages to read at the side of the work, and the keys."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from wopfield.language import _
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Screen
from wopfield.ui.screens.help.pages import KEYS, Page, page_of, pages
from wopfield.ui.screens.help.typeset import set_in_type
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.matching import plain
from wopfield.ui.widgets.side_list import SideColumn, SideList
from wopfield.ui.widgets.text import LineText

_MEASURE = 780
"""How wide a page is set, in pixels at 100 %: longer lines are hard to read."""

_EDGE = 26


class HelpScreen(Screen):
    """May be given a ``topic``: the name of a page, or of the place that help was asked for on."""

    place = "help"
    rail = "help"

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._pages: tuple[Page, ...] = pages()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._built_side())
        row.addWidget(Line(theme, upright=True))
        row.addWidget(self._built_text(), 1)
        self._list_pages("")

    def open(self, **ids: str) -> None:
        self.head(Heading(_("Help"), _("it works without internet")))
        topic = ids.get("topic", "")
        if topic or not self._list.current():
            self._list.choose(page_of(topic))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Find in the help"), self._find, "Ctrl+F", "search"),
            Command(_("Show the keys"), lambda: self._list.choose(KEYS), "", "keyboard"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._list, self._text)

    def shown_text(self) -> str:
        """Return the words of the page that is open."""
        return self._text.toPlainText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave what is wider than lines should be empty, on the side where they end."""
        edge = self.theme.px(_EDGE)
        spare = max(edge, self._text.viewport().width() - self.theme.px(_MEASURE) + edge)
        page = self._text.document().rootFrame()
        form = page.frameFormat()
        from_the_right = self.isRightToLeft()
        form.setLeftMargin(spare if from_the_right else edge)
        form.setRightMargin(edge if from_the_right else spare)
        page.setFrameFormat(form)

    def _built_side(self) -> QWidget:
        theme = self.theme
        side = SideColumn(theme)
        side.body.setSpacing(10)
        self._search = LineText(theme, _("Find in the help"), hint=_("Find in the help"))
        self._search.textChanged.connect(self._list_pages)
        side.body.addWidget(self._search)
        self._list = SideList(theme, _("Pages"))
        self._list.chosen.connect(self._show)
        self._list.entered.connect(lambda _topic: self._text.setFocus(Qt.FocusReason.TabFocusReason))
        side.body.addWidget(self._list, 1)
        self._nothing = Label(theme, _("No page says this."), "secondary", wrap=True)
        self._nothing.hide()
        side.body.addWidget(self._nothing)
        return side

    def _built_text(self) -> QWidget:
        theme = self.theme
        self._text = QTextBrowser()
        self._text.setAccessibleName(_("Help"))
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._text.setProperty("bare", True)
        self._text.document().setDefaultFont(theme.font(BODY))
        self._text.document().setDocumentMargin(theme.px(_EDGE))
        return self._text

    def _list_pages(self, typed: str) -> None:
        """List the pages that hold every word typed."""
        current = self._list.current()
        words = plain(typed).split()
        found = [page for page in self._pages if all(word in plain(page.text) for word in words)]
        self._list.show_entries([(page.topic, page.title, "") for page in found])
        self._nothing.setVisible(not found)
        topics = [page.topic for page in found]
        if current in topics:
            self._list.choose(current)
        elif typed and topics:
            self._list.choose(topics[0])

    def _show(self, topic: str) -> None:
        page = next(page for page in self._pages if page.topic == topic)
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self._text.document().setMarkdown(page.text, features)
        set_in_type(self._text.document(), self.theme, self.layoutDirection())
        self._fit()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._text.verticalScrollBar().setValue(0)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "help":
            self._search.clear()
            self._list.choose(page_of(link.path()))

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()
