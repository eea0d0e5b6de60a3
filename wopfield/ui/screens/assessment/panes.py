"""The three panes side by side: list, work, context. Where there is no room for three, a button opens the last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from wopfield.ui.theme import Theme

_ROOM_FOR_THREE, _ROOM_FOR_THREE_WITH_CHECKS = 1040, 1500
_NEAR, _MIDDLE, _FAR = 250, 300, 290
"""The least widths of the panes; where all three have them, a list that is answered in its lines stays."""


class Panes(QSplitter):
    """Shares the width out until somebody draws a border themselves."""

    narrowed = Signal(bool)
    """Whether the far pane has to be opened by a button."""

    def __init__(self, theme: Theme, near: QWidget, middle: QWidget, far: tuple[QWidget, ...]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._near = near
        self.far = QStackedWidget()
        for pane in far:
            self.far.addWidget(pane)
        for pane in (near, middle, self.far):
            self.addWidget(pane)
        self._wanted = self._checks = False
        self._drawn = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._note_drawn)

    def show_far(self, pane: QWidget) -> None:
        """Show one of the far panes in place of the other."""
        self.far.setCurrentWidget(pane)
        self.fit()

    def show_checks(self, checks: bool) -> None:
        """Give the near pane the room of a list that is answered in its lines, or that of a list to choose from."""
        if checks != self._checks:
            self._checks, self._drawn = checks, False
            self.fit()

    def toggle_far(self) -> None:
        """Open the far pane in place of the near one, or give the near one back; for narrow windows."""
        self._wanted = not self._wanted
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the width out; the first far pane gives way where there is no room, a second one is asked for."""
        px, width = self._theme.px, self.width()
        narrow = width < px(_ROOM_FOR_THREE_WITH_CHECKS if self._checks else _ROOM_FOR_THREE)
        asked_for = self.far.currentIndex() > 0
        self.narrowed.emit(narrow and not asked_for)
        shown = not narrow or self._wanted or asked_for
        stays = self._checks and width >= px(_NEAR + _MIDDLE + _FAR)
        self.far.setVisible(shown)
        self._near.setVisible(stays or not (narrow and shown))
        if not self._drawn:
            far = px(_FAR) if narrow else max(px(_FAR), min(px(420), round(width * 0.256)))
            near = max(px(_NEAR), min(px(360), round(width * 0.233)))
            if self._checks:
                room = width - px(_MIDDLE) - (far if narrow and shown else 0)
                near = max(px(_NEAR), min(px(820), round(width * 0.5), room))
                near = max(near, min(px(440), room))
            self.setSizes([near, max(px(_MIDDLE), width - near - far), far])

    def _note_drawn(self, _at: int, _handle: int) -> None:
        self._drawn = True
