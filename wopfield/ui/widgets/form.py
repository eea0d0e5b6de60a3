"""Fields under their names, as forms and panels of details have them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.labels import Label


def labelled(theme: Theme, words: str, field: QWidget, note: str = "") -> QWidget:
    """Return a field with its name above it, and a quiet note below."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = Label(theme, words, "secondary", weight=MEDIUM)
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    if note:
        column.addWidget(Label(theme, note, "caption", wrap=True))
    return whole


def beside(theme: Theme, words: str, field: QWidget, width: int = 84) -> QWidget:
    """Return a field with its name before it, in a column of names ``width`` pixels wide at 100 %."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    label = Label(theme, words, "secondary", wrap=True)
    label.setFixedWidth(theme.px(width))
    label.setBuddy(field)
    row.addWidget(label, alignment=Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(field, 1)
    if field.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
        row.setStretchFactor(field, 0)
        row.addStretch(1)
    return whole


def side_by_side(*fields: QWidget, spacing: int = 12) -> QWidget:
    """Return fields in one row that share its width."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for field in fields:
        # A field that complains grows downwards, and its neighbours stay level with it.
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return whole
