"""The window in the languages of the people who work with it."""

import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QFileInfo, QLocale, Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.looking import shown_in
from tests.ui.stage import begin_partnership
from tests.workspaces import PASSWORD
from wopfield.checklists.library import built_in, indicator_catalogue
from wopfield.desktop import doorstep, opening
from wopfield.desktop.bench import Bench
from wopfield.desktop.program import Program
from wopfield.language import OWN_NAMES, language, speak_by
from wopfield.store import kept
from wopfield.store.workspace import Workspace
from wopfield.ui.dress import dress
from wopfield.ui.screen import Place
from wopfield.ui.screens.unlock import UnlockScreen
from wopfield.ui.screens.welcome import WelcomeScreen
from wopfield.ui.theme import theme_of
from wopfield.ui.tongue import speak_in

LONG = 20_000


def press(within: QWidget | None, words: str) -> None:
    """Press a button by what stands on it."""
    assert within is not None
    next(each for each in within.findChildren(QAbstractButton) if each.text() == words).click()


def reads(within: QWidget | None) -> str:
    """Return everything that can be read."""
    assert within is not None
    written: list[QLabel | QAbstractButton] = [*within.findChildren(QLabel), *within.findChildren(QAbstractButton)]
    return " ".join(each.text() for each in written)


def test_the_first_start_is_in_the_language_of_the_computer_and_keeps_what_was_typed_in_another(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOPFIELD_LANGUAGE", "pt")
    started = program(tmp_path / "new")
    first = started.at_door
    assert isinstance(first, WelcomeScreen)
    assert first.language.language == "pt"
    first.you.name.setText("Amina Diallo")
    first.start.choose("stick")
    first.language.chosen.emit("fr")
    second = started.at_door
    assert isinstance(second, WelcomeScreen)
    assert "Dans quelle langue" in reads(second)
    assert (second.you.name.text(), second.start.start) == ("Amina Diallo", "stick")


def test_the_language_chosen_at_the_door_is_spoken_behind_it_and_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, program: Callable[[Path], Program], workspace: Workspace
) -> None:
    workspace.close()
    started = program(workspace.folder)
    assert isinstance(started.at_door, UnlockScreen)
    press(started.at_door, OWN_NAMES["ar"])
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    door = started.at_door
    assert isinstance(door, UnlockScreen)
    door.unlock_requested.emit(PASSWORD)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    window = started.bench.window
    window.go(Place("settings"))
    press(window.shown, OWN_NAMES["fr"])
    qtbot.waitUntil(lambda: "Paramètres" in reads(window), timeout=LONG)
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert doorstep.read(workspace.folder).language == "fr"
    started.close()
    speak_in(qapp, "en")
    program(workspace.folder)
    assert language() == "fr"


@pytest.mark.parametrize(
    ("code", "cancel", "number", "day"),
    [
        ("en", "Cancel", "1.5", "28 November"),
        ("fr", "Annuler", "1,5", "28 novembre"),
        ("es", "Cancelar", "1,5", "28 noviembre"),
        ("pt", "Cancelar", "1,5", "28 novembro"),
        ("ar", "ألغِ", "1.5", "28 نوفمبر"),
    ],
)
def test_the_words_of_dialogs_numbers_and_days_are_those_of_the_language(
    qtbot: QtBot, qapp: QApplication, program: object, code: str, cancel: str, number: str, day: str
) -> None:
    speak_in(qapp, code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel
    assert QLocale().toString(1.5) == number
    assert QLocale().toString(QDate(2026, 11, 28), "d MMMM") == day


SAID_ALIKE = {"fr": {"Copies", "Options", "Pages", "Type"}, "es": {"Color"}, "pt": set(), "ar": set()}
"""English words of Qt's dialogs that are words of the language too."""


def _words_of_dialogs() -> set[str]:
    """Return the words that stand in the dialogs of Qt that we open: for printing, and for choosing a file."""
    printer = QPrinter()
    print_dialog = QPrintDialog(printer)
    print_dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
    file_dialog = QFileDialog(None, "…")
    file_dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    found = set()
    for dialog in (print_dialog, file_dialog):
        for one in dialog.findChildren(QWidget):
            if isinstance(one, QLabel | QAbstractButton):
                found |= {one.text(), one.toolTip()}
            elif isinstance(one, QGroupBox):
                found.add(one.title())
            elif isinstance(one, QTabWidget):
                found |= {one.tabText(at) for at in range(one.count())}
        dialog.deleteLater()
    return {re.sub("<[^>]*>|[&:<> ]", " ", words).strip() for words in found if re.search("[A-Za-z]{3}", words)}


@pytest.mark.parametrize("code", SAID_ALIKE)
def test_no_word_of_a_dialog_for_printing_or_files_stays_english(
    qtbot: QtBot, qapp: QApplication, program: object, code: str
) -> None:
    speak_in(qapp, "en")
    english = _words_of_dialogs()
    speak_in(qapp, code)
    assert len(english) > 20
    assert QFileIconProvider().type(QFileInfo("/")) != "Folder"
    assert {words for words in _words_of_dialogs() & english if not words.startswith("/")} <= SAID_ALIKE[code]


class Marked(NullTranslations):
    """A language in which every word that came through the catalogue wears a mark."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def unmarked(text: str) -> str:
    """Return what of a text did not come through the catalogue; a mark may be cut off with the end of its text."""
    text = re.sub(r"\w*…", "⟧" if "⟦" in text else "", text)
    while (rest := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = rest
    return " ".join(re.findall(r"[A-Za-z]{3,}", text))


def read_aloud_or_shown(root: QWidget) -> Iterator[str]:
    """Yield every text that can be seen or heard."""
    for widget in shown_in(root):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield re.sub(r"<[^>]+>", " ", widget.text())
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))


OF_NOBODYS_LANGUAGE = {
    "WOPField", "English", "Français", "Español", "Português", "Wi", "USB", "Ctrl", "PDF", "Word", "Excel", "https",
}  # fmt: skip


@pytest.mark.slow
def test_every_word_of_the_window_comes_through_the_catalogue(
    qtbot: QtBot, qapp: QApplication, program: object, workspace: Workspace
) -> None:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    partnership = begin_partnership(workspace.database)
    by_qt = QLocale()
    written = {"Amina Diallo, lead", "Joost Verhagen, networks", "Marowe Water, Kenya", "Rijnmeer Waterbedrijf"}
    written |= {each.title for each in built_in()} | set(indicator_catalogue().names.values())
    written |= {by_qt.dayName(day, form) for day in range(1, 8) for form in QLocale.FormatType}
    written |= {by_qt.monthName(month, form) for month in range(1, 13) for form in QLocale.FormatType}
    data = {word for text in written for word in re.findall(r"[A-Za-z]{3,}", text)} | OF_NOBODYS_LANGUAGE
    dress(qapp, theme_of("light"))
    speak_by(Marked())
    bench = Bench(qapp, opening.look_in(workspace), theme_of("light"))
    bench.window.resize(1366, 768)
    bench.window.show()
    here = {"partnership": partnership.id}
    found: dict[str, set[str]] = {}
    for name in ("home", "partnerships", "partnership_form", "utilities", "sync", "settle"):
        bench.window.go(Place(name))
        found[name] = look(qtbot, bench)
    for name in ("partnership", "visits", "assessments", "inspections", "indicators", "plan", "reports", "history"):
        bench.window.go(Place(name, **here))
        found[name] = look(qtbot, bench)
    bench.close()
    strange = {name: {each for each in words if not set(each.split()) <= data} for name, words in found.items()}
    assert {name: words for name, words in strange.items() if words} == {}


def look(qtbot: QtBot, bench: Bench) -> set[str]:
    """Return what is shown and did not come through the catalogue, once everything is there."""
    qtbot.waitUntil(lambda: bench.operations.under_way == 0)
    return {rest for text in read_aloud_or_shown(bench.window) if (rest := unmarked(text))}
