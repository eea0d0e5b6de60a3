"""Words of Qt's own windows that its own translations lack."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from wopfield.language import _


class WordsOfQt(QTranslator):
    """Says in our words what Qt's translation, which is asked first, does not know."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _words()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if context == _KINDS_OF_FILES:
            # its own older name still has the words
            known = QCoreApplication.translate("QFileDialog", source)
            return known if known != source else None
        return self._words.get(source) if context in _CONTEXTS else None


_KINDS_OF_FILES = "QAbstractFileIconProvider"
_CONTEXTS = frozenset({"QFileDialog", "QPrintDialog", "QPrintSettingsOutput", "QPageSetupWidget"})


def _words() -> Mapping[str, str]:
    return {
        "&Look in:": _("&Look in:"),
        "Files of &type:": _("Files of &type:"),
        "&Options >>": _("&Options >>"),
        "&Options <<": _("&Options <<"),
        "Page &Set:": _("Page &set:"),
        "Pages": _("Pages"),
        "Double Sided Printing": _("On both sides"),
        "Off": _("Off"),
        "Long side binding": _("Bound at the long side"),
        "Short side binding": _("Bound at the short side"),
        "Page &order:": _("Page &order:"),
        "Pages &per sheet:": _("Pages &per sheet:"),
        "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
        "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": _(
            "Pages and ranges with commas between them, a range as two numbers with a hyphen: 3,5-7,9 prints pages "
            "3, 5, 6, 7 and 9."
        ),
    }
