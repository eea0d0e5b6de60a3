"""What stands beside the pages: at both sides of them, or in turn at one where the window has no room for both."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.screens.report.setup import Setup
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import Line
from wopfield.ui.widgets.segments import Segments

_WIDEST = (350, 400)
"""At large text the panes at the sides stop growing, and on a small screen they shrink: the pages keep their room."""

_NEAR, _FAR = (274, 300), (262, 400)
"""The least and the greatest width of each pane, at 100 %."""

_PAGES = 650
"""The panes take what the pages leave of such a width, at 100 %."""

_ONE = 350
"""The width of both where they stand in turn, at 100 %."""


class Sides(QWidget):
    """The pages with a pane on either side."""

    def __init__(self, theme: Theme, near: Setup, pages: QWidget, far: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._near, self._pages, self._far = near, pages, far
        self._in_turn = False
        choices = (("near", _("What goes in")), ("far", _("Before you issue")))
        self._choice = Segments(theme, _("Report"), choices, "near")
        self._choice.chosen.connect(self._choose)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 12, 16, 0)
        head.addWidget(self._choice)
        self._side = QWidget()
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(near)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # or both panes would be the least there is
        self._row.addWidget(self._side)
        self._row.addWidget(Line(theme, upright=True))
        self._row.addWidget(pages, 1)
        self._edge = Line(theme, upright=True)
        self._row.addWidget(self._edge)
        self._row.addWidget(far)
        for pane in (self._side, far):
            _ground(theme, pane)
        self._arrange()

    def show_far(self) -> None:
        """Show the pane at the far side, where one is shown at a time."""
        self._choice.choose("far")
        self._choose("far")

    def minimumSizeHint(self) -> QSize:
        wide = self._theme.px(_NEAR[0]) + self._pages.minimumWidth() + 1
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = sum(self._theme.px(pane[0]) for pane in (_NEAR, _FAR)) + self._pages.minimumWidth() + 2
        in_turn = self.width() < least
        if in_turn != self._in_turn:
            self._in_turn = in_turn
            self._arrange()
        if in_turn:
            room = self.width() - self._pages.minimumWidth() - 1
            self._side.setFixedWidth(min(room, self._theme.px(_ONE)))
        else:
            self._share_room()

    def _share_room(self) -> None:
        """Widen the panes by what the pages leave, the near one first."""
        px = self._theme.px
        spare = self.width() - px(_PAGES) - px(_NEAR[0]) - px(_FAR[0]) - 2
        for pane, (least, most), widest in zip((self._side, self._far), (_NEAR, _FAR), _WIDEST, strict=True):
            more = max(0, min(spare, min(px(most), widest) - px(least)))
            pane.setFixedWidth(px(least) + more)
            spare -= more

    def _arrange(self) -> None:
        if self._in_turn:
            self._column.addWidget(self._far)
            self._far.setMinimumWidth(0)
            self._far.setMaximumWidth(self.maximumWidth())
        else:
            self._row.addWidget(self._far)
            self._share_room()
        self._head.setVisible(self._in_turn)
        self._edge.setVisible(not self._in_turn)
        self._near.title.setVisible(not self._in_turn)  # the choice above says it
        self._choose(self._choice.current())

    def _choose(self, key: str) -> None:
        self._near.setVisible(key == "near" or not self._in_turn)
        self._far.setVisible(key == "far" or not self._in_turn)


def _ground(theme: Theme, pane: QWidget) -> None:
    pane.setAutoFillBackground(True)
    palette = pane.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
    pane.setPalette(palette)
