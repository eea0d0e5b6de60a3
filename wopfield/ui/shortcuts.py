"""Every key of the program in one list, by place, for people who look them up.

What a key does is what the screen's own commands say it does, word for word: a test opens every screen and compares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wopfield.language import _
from wopfield.ui.widgets.level import level_name


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What one key does somewhere."""

    where: str
    """The name of the place, in words."""
    keys: str
    words: str
    place: str = ""
    """The place, as the window calls it; empty for what works everywhere, and for what one part of a screen takes."""


def program_keys() -> tuple[tuple[str, str], ...]:
    """Return the keys that work everywhere, with what they do."""
    return (
        ("Ctrl+K", _("Search and commands")),
        ("F6", _("Next pane")),
        ("Shift+F6", _("Pane before")),
        ("Ctrl+1 … Ctrl+8", _("Tabs of a partnership")),
        ("Alt+1 … Alt+5", _("Places of the rail")),
        ("Ctrl+S", _("Confirms that everything is saved on this laptop")),
        ("Esc", _("Close or back")),
        ("F11", _("Full screen")),
        ("F1", _("These keys")),
    )


def every_shortcut() -> tuple[Shortcut, ...]:
    """Return all of them: what works everywhere first, then place by place."""
    everywhere = (Shortcut(_("Everywhere"), keys, words) for keys, words in program_keys())
    of_parts = _of_parts()
    places = (
        each
        for place, where, keys in _places()
        for each in (*_of(place, where, keys), *_of("", where, of_parts.get(place, ())))
    )
    return (*everywhere, *places)


def shortcuts_by_place() -> dict[str, list[Shortcut]]:
    """Return all of them under the names of their places, in the same order."""
    places: dict[str, list[Shortcut]] = {}
    for one in every_shortcut():
        places.setdefault(one.where, []).append(one)
    return places


def _of(place: str, where: str, keys: Sequence[tuple[str, str]]) -> Iterator[Shortcut]:
    return (Shortcut(where, key, words, place) for key, words in keys)


def _of_parts() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the keys that one part of a screen takes while it has the keyboard."""
    return {
        "assessment": (
            ("Down, Up", _("Next and previous item")),
            ("Return", _("From the list to the answer")),
            ("0 … 9, +, -", _("Type a reading, one step more, one step less")),
        ),
        "agree": (("Down, Up", _("Next and previous item")),),
        "report": (
            ("Space", _("Take a section in or leave it out")),
            ("Alt+Up, Alt+Down", _("Move a section")),
        ),
    }


_Place: TypeAlias = "tuple[str, str, tuple[tuple[str, str], ...]]"
"""A place as the window calls it, its name in words, and its keys with what they do."""


def _places() -> tuple[_Place, ...]:
    return (*_on_a_visit(), *_among_figures(), *_afterwards(), *_beside_the_work())


def _taken_back() -> tuple[tuple[str, str], ...]:
    return (("Ctrl+Z", _("Take back my last change")), ("Ctrl+Shift+Z", _("Bring back what was taken back")))


def _on_a_visit() -> tuple[_Place, ...]:
    return (
        ("home", _("Home"), (
            ("Ctrl+Return", _("Continue where you stopped")),
            ("Ctrl+N", _("New partnership")),
        )),
        ("partnerships", _("Partnerships"), (("Ctrl+N", _("New partnership")),)),
        ("partnership_form", _("New partnership"), (
            ("Ctrl+Return", _("Begin this partnership")),
            ("Ctrl+N", _("Add an objective")),
            ("Ctrl+Z", _("Take back my last change")),
        )),
        ("partnership", _("Overview"), (("E", _("Edit this partnership")),)),
        ("visits", _("Visits"), (("Ctrl+N", _("Plan a visit")),)),
        ("visit", _("Visit"), (
            ("Ctrl+N", _("Add a session")),
            ("P", _("Add a photo")),
            ("D", _("Write the day summary")),
            ("E", _("Edit the visit")),
            ("Ctrl+P", _("Visit note")),
            *_taken_back(),
        )),
        ("assessments", _("Assessments"), (("Ctrl+N", _("Start an assessment")),)),
        ("results", _("Results"), (("Ctrl+P", _("Open the report")),)),
        ("inspections", _("Inspections"), (("Ctrl+N", _("Start an inspection")),)),
        ("assessment", _("Assessment"), _rating()),
        ("agree", _("Agreeing"), _agreeing()),
    )  # fmt: skip


def _among_figures() -> tuple[_Place, ...]:
    back = (("Ctrl+Z", _("Undo")), ("Ctrl+Shift+Z", _("Redo")))
    return (
        ("indicators", _("Indicators"), (
            ("Ctrl+F", _("Find a figure")),
            ("Ctrl+N", _("Add a year")),
            ("Ctrl+R", _("All results")),
            ("Ctrl+I", _("How this was worked out")),
            ("Ctrl+V", _("Paste from Excel")),
            ("Ctrl+B", _("Water balance")),
            ("Ctrl+P", _("Print")),
            ("Ctrl+Shift+S", _("Save as PDF")),
            ("M", _("Not measured")),
            ("A", _("Does not apply here")),
            ("Ctrl+D", _("Take the figure of the year before")),
            *back,
        )),
        ("balance", _("Water balance"), (
            ("Ctrl+R", _("All figures")),
            ("Ctrl+E", _("Save the table as CSV")),
            ("Ctrl+Shift+S", _("Save as PDF")),
            ("Ctrl+P", _("Print")),
            *back,
        )),
        ("sdg", "SDG 6", (
            ("Alt+Left", _("The year before")),
            ("Alt+Right", _("The year after")),
            ("Ctrl+P", _("Print")),
            ("Ctrl+Shift+S", _("Save as PDF")),
        )),
        ("own_figures", _("Figures and indicators of our own"), (
            ("Ctrl+N", _("Add a figure of our own")),
            ("Ctrl+Shift+N", _("Add an indicator of our own")),
            *back,
        )),
    )  # fmt: skip


def _afterwards() -> tuple[_Place, ...]:
    return (
        ("plan", _("Improvement plan"), (
            ("Ctrl+N", _("New action")),
            ("Ctrl+P", _("Print the plan")),
            *_taken_back(),
        )),
        ("report", _("Report"), _report()),
        ("history", _("History"), (
            ("Ctrl+Z", _("Undo my last change")),
            ("Ctrl+Shift+Z", _("Bring back what was undone")),
        )),
        ("sync", _("Sync"), (("Ctrl+R", _("Sync now")),)),
        ("settle", _("Settling"), (
            ("1, 2, 3", _("Yours, theirs, both")),
            ("Ctrl+Return", _("Save and go to the next")),
        )),
    )  # fmt: skip


def _beside_the_work() -> tuple[_Place, ...]:
    return (
        ("utilities", _("Utilities"), (("Ctrl+N", _("Add a utility")), ("Ctrl+F", _("Find a utility")))),
        ("library", _("Library"), (("Ctrl+F", _("Find in the library")),)),
        ("help", _("Help"), (("Ctrl+F", _("Find in the help")),)),
    )


def _rating() -> tuple[tuple[str, str], ...]:
    return (
        *((str(level), _("Rate {level}, {name}", level=level, name=level_name(level))) for level in range(5)),
        ("Y", _("Answer yes")),
        ("N", _("Answer no, or does not apply")),
        ("A", _("Does not apply")),
        ("Del", _("Clear the rating")),
        ("Ctrl+Down", _("Next not rated")),
        ("Ctrl+Up", _("Previous not rated")),
        ("Alt+Down", _("Next item")),
        ("Alt+Up", _("Previous item")),
        ("C", _("Write what was seen")),
        ("E", _("Attach a document")),
        ("P", _("Add a photo")),
        ("Ctrl+V", _("Paste a photo or a file")),
        ("F", _("Flag this item, or take the flag off")),
        ("H", _("History of this item")),
        ("S", _("Add a strength")),
        ("G", _("Add a gap")),
        ("R", _("Add a recommendation")),
        ("Ctrl+P", _("Checklist for paper")),
        ("Ctrl+Z", _("Undo my last change")),
        ("Ctrl+Shift+Z", _("Redo")),
    )


def _agreeing() -> tuple[tuple[str, str], ...]:
    levels = ((level, _("Agree on {level}", level=f"{level} {level_name(level)}")) for level in range(5))
    return (
        *((str(level), words) for level, words in levels),
        ("A", _("Agree that it does not apply")),
        ("N", _("Does not apply")),
        ("Ctrl+Return", _("Agree and next")),
        ("Ctrl+Down", _("Next to agree")),
        ("Ctrl+Up", _("Previous to agree")),
        ("L", _("Talk later")),
        ("Delete", _("Take the agreement back")),
    )


def _report() -> tuple[tuple[str, str], ...]:
    return (
        ("Ctrl+P", _("Print")),
        ("Ctrl+Shift+S", _("Save as PDF")),
        ("Ctrl+Shift+D", _("Save for Word")),
        ("Ctrl+Shift+T", _("Save as tables")),
        ("Ctrl+Shift+R", _("Who may read what")),
        ("Ctrl+F", _("Find in the report")),
        ("F4", _("Small pages")),
        ("Ctrl+PgDown", _("Next page")),
        ("Ctrl+PgUp", _("Page before")),
        ("Ctrl++", _("Larger")),
        ("Ctrl+-", _("Smaller")),
        ("Ctrl+0", _("Fit the width")),
        ("Ctrl+9", _("Whole page")),
    )
