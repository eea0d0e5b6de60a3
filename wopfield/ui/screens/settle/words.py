"""What the settling screen says beside the values, and where a row is seen in full."""

from collections.abc import Mapping
from functools import partial

from wopfield.language import _
from wopfield.store.conflicts import Conflict, OpenRegister
from wopfield.ui.screen import Place
from wopfield.ui.screens.settle.cells import name_of
from wopfield.ui.values import shown


def note(register: OpenRegister, names: Mapping[str, str]) -> str:
    """Return what is said beside the name of a register."""
    if register.unreadable:
        return _("one was written by a newer version of the program and can be chosen once this one is renewed")
    if register.is_list:
        return _("you can keep both")
    if register.is_text:
        if sum(values is not None for values in register.values) > 2:
            return _("different words are marked; you can keep all of them")
        return _("different words are marked; you can keep both")
    if register.before is None:
        return ""
    value = shown(register.register, register.before, names)
    words = f"{value.level} {value.words}" if value.level is not None else value.words
    return _("before: {words}", words=" ".join(words.split()))


def key_words(conflict: Conflict) -> str:
    """Return which key takes which side."""
    words = [f"{number} {name_of(side)}" for number, side in enumerate(conflict.sides, start=1)]
    if any(register.can_keep_both for register in conflict.registers):
        number = len(conflict.sides) + 1
        words.append(_("{key} keep both", key=number) if number == 3 else _("{key} keep all", key=number))
    return "   ·   ".join(words)


def place_of(conflict: Conflict) -> Place | None:
    """Return where a row is seen in full, or None where it has no screen of its own."""
    at, row = conflict.place, conflict.row
    field = partial(getattr, row)
    match at.noun:
        case "answer" | "agreed_rating":
            return Place("assessment", partnership=at.scope, assessment=field("assessment"), item=field("item"))
        case "finding" | "evidence" if field("assessment") and field("item"):
            return Place("assessment", partnership=at.scope, assessment=field("assessment"), item=field("item"))
        case "action":
            return Place("plan", partnership=at.scope, action=at.row)
        case "indicator_entry":
            return Place("indicators", partnership=at.scope, variable=field("variable"), period=field("period"))
        case "own_variable" | "own_indicator" | "comparison_group":
            return Place("indicators", partnership=at.scope)
        case "visit":
            return Place("visit", partnership=at.scope, visit=at.row)
        case "visit_day" | "agenda_line" | "team_member" | "visit_site":
            return Place("visit", partnership=at.scope, visit=field("visit"))
        case "report":
            return Place("report", partnership=at.scope, report=at.row)
        case "section_text":
            return Place("report", partnership=at.scope, assessment=field("assessment"), document=field("document"))
        case "partnership" | "objective" | "site":
            return Place("partnership", partnership=at.scope)
        case _:
            return None
