"""How the program looks and speaks: the look, the size of text and buttons, the language and its digits."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from wopfield.language import ARABIC, ARABIC_INDIC, OWN_NAMES, _, language, tag
from wopfield.ui.screens.settings.parts import LookButton, Rows
from wopfield.ui.theme import TEXT_SCALES, Look, Theme, theme_of
from wopfield.ui.widgets.choose import Switch
from wopfield.ui.widgets.segments import Segments


class LookRows(Rows):
    """Each choice is said later than it is pressed, because it throws this very screen away."""

    worn = Signal(object)
    """The theme to show everything in."""
    spoken = Signal(str)
    """The language to say everything in, by its code; with its digits where those are chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        looks: tuple[tuple[Look, str], ...] = (("light", _("Light")), ("dark", _("Dark")), ("sunlight", _("Sunlight")))
        buttons = [LookButton(theme, look, words) for look, words in looks]
        for button in buttons:
            button.setChecked(button.look == theme.look)
            button.clicked.connect(partial(self._wear, theme_of(button.look, theme.scale, large=theme.large)))
        words = _("dark is easier on the eyes in the evening; sunlight has the strongest contrast")
        self.add(_("Look"), words, *buttons)
        sizes = [(str(scale), _("{percent} %", percent=round(scale * 100))) for scale in TEXT_SCALES]
        size = Segments(theme, _("Text size"), sizes, str(theme.scale))
        size.chosen.connect(lambda scale: self._wear(theme_of(theme.look, float(scale), large=theme.large)))
        self.add(_("Text size"), _("everything grows with it"), size)
        large = Switch(theme, _("Large buttons"), on=theme.large)
        large.toggled.connect(lambda on: self._wear(theme_of(theme.look, theme.scale, large=on)))
        self.add(_("Large buttons"), _("buttons and fields for gloves"), large)
        languages = Segments(theme, _("Language"), tuple(OWN_NAMES.items()), language())
        languages.chosen.connect(lambda code: self._speak(code, language()))
        self.add(_("Language"), _("of the program; a report has its own"), languages)
        if language() == ARABIC:
            digits = Segments(theme, _("Digits"), ((ARABIC, "0123"), (ARABIC_INDIC, "٠١٢٣")), tag())
            digits.chosen.connect(lambda code: self._speak(code, tag()))
            self.add(_("Digits"), _("of figures and days; both are understood where you type"), digits)

    def _wear(self, theme: Theme) -> None:
        if theme != self._theme:
            QTimer.singleShot(0, partial(self.worn.emit, theme))

    def _speak(self, code: str, now: str) -> None:
        if code != now:
            QTimer.singleShot(0, partial(self.spoken.emit, code))
