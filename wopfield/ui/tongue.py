"""Give the whole application a language: our words, Qt's own, how numbers and days are written, and the direction."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from wopfield import settings
from wopfield.language import ARABIC_INDIC, ENGLISH, language, reads_from_the_right, speak
from wopfield.ui.words_of_qt import WordsOfQt

_COUNTRIES: Mapping[str, str] = MappingProxyType({"en": "en_GB", "ar": "ar_AE", ARABIC_INDIC: "ar_EG"})
"""Whose numbers and days are written where the computer is set to another language; else the language's own country.

Those of the Emirates are written in the digits that Latin letters go with, those of Egypt in Arabic's own.
"""

_CALLED_BY_QT: Mapping[str, str] = MappingProxyType({"pt": "pt_BR"})
_WORDS, _MORE_WORDS = "words of Qt", "more words of Qt"
_TRANSLATIONS = QLibraryInfo.LibraryPath.TranslationsPath


def language_of_the_computer() -> str:
    """Return the language to begin in while nobody has chosen one."""
    return settings.language(QLocale.system().uiLanguages())


def speak_in(application: QApplication, code: str) -> None:
    """Speak language ``code`` (``fr``), or ``ar-u-nu-arab``, from here on; open windows have to be built anew."""
    speak(code)
    QLocale.setDefault(_country_of(code))
    for name in (_WORDS, _MORE_WORDS):
        former = application.findChild(QTranslator, name)  # not all children: the style among them takes 10 ms to wrap
        if former is not None:
            application.removeTranslator(former)
            former.setParent(None)
            former.deleteLater()
    if code != ENGLISH:
        more = WordsOfQt(application)
        more.setObjectName(_MORE_WORDS)
        application.installTranslator(more)  # the one that comes last is asked first
        words = QTranslator(application)
        words.setObjectName(_WORDS)
        if words.load(f"qtbase_{_CALLED_BY_QT.get(code, language())}", QLibraryInfo.path(_TRANSLATIONS)):
            application.installTranslator(words)
    direction = Qt.LayoutDirection
    application.setLayoutDirection(direction.RightToLeft if reads_from_the_right() else direction.LeftToRight)


def _country_of(code: str) -> QLocale:
    """Return the computer's own country where its people speak the language, and write numbers in Western digits."""
    system = QLocale.system()
    if system.name().split("_")[0] == code and system.zeroDigit() == "0":
        return system
    return QLocale(_COUNTRIES.get(code, code))
