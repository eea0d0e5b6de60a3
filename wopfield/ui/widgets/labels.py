"""Text on a screen, in one of the sizes and inks of the theme."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from wopfield.language import in_digits
from wopfield.ui.theme import (
    BODY,
    CAPTION,
    FIGURE,
    MEDIUM,
    PAGE,
    QUESTION,
    REGULAR,
    SECONDARY,
    SECTION,
    SEMIBOLD,
    Theme,
)
from wopfield.ui.widgets.elided import elided

Role = Literal["caption", "secondary", "body", "strong", "section", "question", "page", "figure"]
Ink = Literal["ink", "ink2", "ink3", "accent", "danger", "warning", "good"]

_ROLES: dict[Role, tuple[int, int, Ink]] = {
    "caption": (CAPTION, REGULAR, "ink3"),
    "secondary": (SECONDARY, REGULAR, "ink2"),
    "body": (BODY, REGULAR, "ink"),
    "strong": (BODY, MEDIUM, "ink"),
    "section": (SECTION, SEMIBOLD, "ink"),
    "question": (QUESTION, SEMIBOLD, "ink"),
    "page": (PAGE, SEMIBOLD, "ink"),
    "figure": (FIGURE, SEMIBOLD, "ink"),
}


def ink_of(theme: Theme, ink: Ink) -> str:
    """Return the colour of an ink."""
    colour: str = getattr(theme, ink)
    return colour


class Label(QLabel):
    """A text; ``wrap`` lets it take as many lines as it needs, else it takes one."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "body",
        *,
        ink: Ink | None = None,
        weight: int | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(in_digits(text), parent)
        size, usual_weight, usual_ink = _ROLES[role]
        self._theme = theme
        self.setFont(theme.font(size, weight or usual_weight))
        self.set_ink(ink or usual_ink)
        # Names and codes that people typed are shown as they are, never read as markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._stand()
        if wrap:
            self.setWordWrap(True)
            # Without this a wrapped label in nested layouts is squeezed and loses its last line.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            policy.setHeightForWidth(True)
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(in_digits(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()

    def _stand(self) -> None:
        """Stand where reading starts; Qt would leave a Latin name at the left of an Arabic page."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        near = Qt.AlignmentFlag.AlignLeft
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(near | upright)

    def set_ink(self, ink: Ink) -> None:
        """Write in another ink."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(ink_of(self._theme, ink)))
        self.setPalette(palette)


class ShortLabel(Label):
    """A title that may be shortened where there is no room; the whole of it is then in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "body",
        *,
        ink: Ink | None = None,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", role, ink=ink, weight=weight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = in_digits(text)
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole(self) -> str:
        """Return the text, however much of it is shown."""
        return self._whole

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), QFontMetrics(self.font()).averageCharWidth() * 6), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = elided(metrics, self._whole, max(self.width(), 1))
        super().setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


class Line(QFrame):
    """A thin line between things."""

    def __init__(self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.line))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        if upright:
            self.setFixedWidth(theme.border)
        else:
            self.setFixedHeight(theme.border)
