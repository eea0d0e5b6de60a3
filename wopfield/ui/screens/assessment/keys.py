"""What can be done on the assessment screen, with its keys: one table."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from wopfield.language import _
from wopfield.store.item_reading import Reading
from wopfield.ui.screen import Command
from wopfield.ui.screens.assessment.checks import DOES_NOT_APPLY, PHOTO, WRITE
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.page import ItemPane
from wopfield.ui.widgets.level import level_name

Do = Callable[[], object]


class Commanded(Protocol):
    """What the commands need of the screen."""

    deeds: Deeds
    item: ItemPane

    @property
    def reading(self) -> Reading | None: ...

    def when_shown(self, run: Do) -> None: ...

    def rate(self, level: int) -> None: ...

    def next_not_rated(self, way: int = 1) -> None: ...

    def step(self, way: int) -> None: ...

    def choose_documents(self) -> None: ...

    def choose_photos(self) -> None: ...

    def toggle_history(self) -> None: ...

    def hide_colleagues(self, hidden: bool) -> None: ...

    def close_assessment(self, *, closed: bool) -> None: ...

    def print_for_paper(self) -> None: ...


def commands_of(screen: Commanded) -> tuple[Command, ...]:
    """Return the commands; the keys are the same for every item, what they do depends on what it asks."""
    shown = screen.when_shown

    def command(words: str, run: Do, keys: str = "", icon: str = "arrow-right") -> Command:
        return Command(words, partial(shown, run), keys, icon)

    deeds, item = screen.deeds, screen.item
    clear, after, before = _left_words(screen.reading)
    rating = [
        command(
            _("Rate {level}, {name}", level=level, name=level_name(level)),
            partial(screen.rate, level),
            str(level),
        )
        for level in range(5)
    ]
    return (
        *rating,
        command(_("Answer yes"), partial(_say, screen, "yes"), "Y", "check"),
        command(_("Answer no, or does not apply"), partial(_say_no, screen), "N", "x"),
        command(_("Does not apply"), deeds.does_not_apply, "A", "circle-minus"),
        command(clear, deeds.clear, "Del", "trash"),
        command(after, screen.next_not_rated, "Ctrl+Down"),
        command(before, partial(screen.next_not_rated, -1), "Ctrl+Up", "arrow-left"),
        command(_("Next item"), partial(screen.step, 1), "Alt+Down"),
        command(_("Previous item"), partial(screen.step, -1), "Alt+Up", "arrow-left"),
        command(_("Write what was seen"), partial(_focus_comment, screen), "C", "message"),
        command(_("Attach a document"), screen.choose_documents, "E", "paperclip"),
        command(_("Add a photo"), screen.choose_photos, "P", "camera"),
        command(_("Paste a photo or a file"), item.catcher.paste, "Ctrl+V", "clipboard-text"),
        command(_("Flag this item, or take the flag off"), partial(_flag, screen), "F", "flag"),
        command(_("History of this item"), screen.toggle_history, "H", "history"),
        command(_("Add a strength"), partial(_add_finding, screen, "strength"), "S", "thumb-up"),
        command(_("Add a gap"), partial(_add_finding, screen, "gap"), "G", "alert-circle"),
        command(_("Add a recommendation"), partial(_add_finding, screen, "recommendation"), "R", "bulb"),
        command(_("Undo my last change"), deeds.undo, "Ctrl+Z", "arrow-back-up"),
        command(_("Redo"), deeds.redo, "Ctrl+Shift+Z", "arrow-forward-up"),
        Command(_("Checklist for paper"), screen.print_for_paper, "Ctrl+P", "printer"),
        *_settings(screen),
    )


def _left_words(reading: Reading | None) -> tuple[str, str, str]:
    """Return what clears an answer, and leads to the next and the previous missing one, in the words of the list."""
    if reading is not None and reading.list.checks:
        return _("Clear the answer"), _("Next not answered"), _("Previous not answered")
    return _("Clear the rating"), _("Next not rated"), _("Previous not rated")


def give(screen: Commanded, key: str) -> None:
    """Give the answer that was pressed in the line of a check; the one that holds is taken away."""
    page = screen.deeds.page
    if page is None or screen.deeds.locked:
        return
    if key == PHOTO:
        screen.choose_photos()
    elif key == WRITE:
        screen.item.answering.focus()
    elif key == DOES_NOT_APPLY:
        screen.deeds.does_not_apply()
    elif page.item.response_type == "level":
        screen.rate(int(key))
    else:
        screen.deeds.give_value("" if page.answer.value == key else key)


def begins_a_reading(event: QKeyEvent) -> bool:
    """Return whether a key is a sign of a number, or steps one; a plus needs Shift on most keyboards."""
    return bool(event.text()) and event.text() in "0123456789+-\N{MINUS SIGN}" and not event.modifiers() & _HELD


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _settings(screen: Commanded) -> tuple[Command, ...]:
    reading = screen.reading
    if reading is None or reading.list.issued is not None:
        return ()
    row = reading.list.assessment
    hide = _("Hide colleagues’ ratings until I have rated")
    show = _("Show colleagues’ ratings before I have rated")
    close, reopen = _("Close this assessment"), _("Open this assessment again")
    hidden, closed = row.hide_colleagues, row.closed
    return (
        Command(show if hidden else hide, partial(screen.hide_colleagues, not hidden), "", "eye"),
        Command(reopen if closed else close, partial(screen.close_assessment, closed=not closed), "", "lock"),
    )


def _say(screen: Commanded, value: str) -> None:
    page = screen.deeds.page
    if page is not None and page.item.response_type == "yes_no":
        screen.deeds.give_value(value)


def _say_no(screen: Commanded) -> None:
    """N is "no" where an item asks yes or no, and "does not apply" elsewhere."""
    page = screen.deeds.page
    if page is not None and page.item.response_type == "yes_no":
        screen.deeds.give_value("no")
    else:
        screen.deeds.does_not_apply()


def _flag(screen: Commanded) -> None:
    page = screen.deeds.page
    if page is not None and not screen.deeds.locked:
        screen.item.head.show_flag(not page.answer.flagged)
        screen.deeds.flag(not page.answer.flagged)


def _focus_comment(screen: Commanded) -> None:
    screen.item.comment.field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _add_finding(screen: Commanded, kind: str) -> None:
    kinds: dict[str, Do] = {
        "strength": partial(screen.deeds.add_finding, "strength"),
        "gap": partial(screen.deeds.add_finding, "gap"),
        "recommendation": partial(screen.deeds.add_finding, "recommendation"),
    }
    screen.item.findings.close()
    kinds[kind]()
