"""Cards: the white ground that things stand on, with a title of their own if they need one."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.ui.theme import CARD_RADIUS, Theme
from wopfield.ui.widgets.labels import Label, ShortLabel

Surface = Literal["card", "sunk", "tint", "warning", "danger", "good", "plain"]
Edge = Literal["line", "control", "accent", "danger", "none"]


class Card(QWidget):
    """A rounded ground; put things into ``body``, which runs from top to bottom."""

    def __init__(
        self,
        theme: Theme,
        *,
        surface: Surface = "card",
        edge: Edge = "line",
        margins: tuple[int, int, int, int] = (16, 12, 16, 12),
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._surface: Surface = surface
        self._edge: Edge = edge
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)

    def set_look(self, surface: Surface, edge: Edge) -> None:
        """Show another ground and edge."""
        self._surface, self._edge = surface, edge
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self._edge in ("accent", "danger") else theme.border
        edge = edge_colour(theme, self._edge)
        painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(surface_colour(theme, self._surface)))
        inset = width / 2 if edge else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), CARD_RADIUS, CARD_RADIUS)


class SectionTitle(QWidget):
    """A title with a quiet note after it, and room for buttons at the far end (``tools``)."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        note: str = "",
        *,
        role: Literal["section", "question", "page"] = "section",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.title = ShortLabel(theme, title, role)
        self.note = Label(theme, note, "secondary", ink="ink3")
        row.addWidget(self.title)
        row.addWidget(self.note, alignment=Qt.AlignmentFlag.AlignBottom)
        self.note.setVisible(bool(note))
        row.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        row.addLayout(self.tools)

    def set_note(self, note: str) -> None:
        """Say something else after the title; nothing if empty."""
        self.note.setText(note)
        self.note.setVisible(bool(note))


def surface_colour(theme: Theme, surface: Surface) -> str:
    """Return the colour of a ground."""
    return {
        "card": theme.card,
        "sunk": theme.sunk,
        "tint": theme.tint,
        "warning": theme.warning_surface,
        "danger": theme.danger_surface,
        "good": theme.good_surface,
        "plain": theme.canvas,
    }[surface]


def edge_colour(theme: Theme, edge: Edge) -> str:
    """Return the colour of an edge; empty for none."""
    return {
        "line": theme.line,
        "control": theme.control,
        "accent": theme.accent,
        "danger": theme.danger,
        "none": "",
    }[edge]
