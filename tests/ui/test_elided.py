"""Words that are longer than their place go on at their own end, whichever way the program runs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from pytestqt.qtbot import QtBot

from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import ShortLabel

RIGHT, LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
LATIN, ARABIC = "Visit 4: follow-up review, in Marowe", "زيارة متابعة في شهر نوفمبر إلى ماروي"


@pytest.mark.parametrize(
    ("words", "direction", "goes_on_at_the_right"),
    [(LATIN, LEFT, True), (LATIN, RIGHT, True), (ARABIC, LEFT, False), (ARABIC, RIGHT, False)],
)
def test_shortened_words_go_on_where_their_own_language_ends(
    theme: Theme, qtbot: QtBot, words: str, direction: Qt.LayoutDirection, goes_on_at_the_right: bool
) -> None:
    label = ShortLabel(theme, words)
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    label.resize(label.sizeHint().width() // 2, 30)
    label.show()
    shown = label.text()
    assert "…" in shown
    assert label.whole() == words
    places = laid_out(label, shown, direction)
    assert (places["…"] > places[words[0]]) is goes_on_at_the_right


def laid_out(label: ShortLabel, words: str, direction: Qt.LayoutDirection) -> dict[str, float]:
    """Return how far from the left each sign stands, the last of the same ones counts not."""
    option = QTextOption()
    option.setTextDirection(direction)
    layout = QTextLayout(words, label.font())
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1000)
    layout.endLayout()
    places: dict[str, float] = {}
    for at, sign in enumerate(words):
        near, far = (line.cursorToX(place)[0] for place in (at, at + 1))  # type: ignore[index]  # Qt's stubs tell a float
        places.setdefault(sign, min(near, far))
    return places
