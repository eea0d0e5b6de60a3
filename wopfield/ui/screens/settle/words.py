"""What the settling screen says beside the values, and where a row is seen in full."""

from collections.abc import Mapping

from wopfield.language import _, retold
from wopfield.store.conflicts import Conflict, OpenRegister, Over
from wopfield.ui.screen import Place
from wopfield.ui.screens.settle.cells import name_of
from wopfield.ui.values import capital, shown


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


def warning_words(conflict: Conflict) -> str:
    """Return what whoever settles has to know first; empty where there is nothing."""
    if not conflict.may_settle:
        return _("In your role the server takes nothing of this from you. The lead settles it.")
    told = [capital(_over_words(conflict, each)) for each in conflict.over]
    if conflict.was_settled_apart:
        told.append(_("It was settled in more than one way. Agree with one another, and settle it once more."))
    return "\n".join(told)


def _over_words(conflict: Conflict, over: Over) -> str:
    who = name_of(conflict.sides[over.column])
    reason = retold(over.reason.partition("\n")[0])
    if over.name:
        return _(
            "{who} wrote over what {author} had entered, which was refused since: {reason} So what stood before that "
            "stands here again.", who=who, author=over.name, reason=reason,
        )  # fmt: skip
    return _(
        "{who} wrote over something that was refused since: {reason} So what stood before that stands here again.",
        who=who, reason=reason,
    )  # fmt: skip


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
    if at.noun not in _SEEN_AT:
        return None
    screen, fields = _SEEN_AT[at.noun]
    names = {field: at.row if field == at.noun else getattr(row, field) for field in fields}
    if at.noun in _MAY_STAND_ALONE and not all(names.values()):
        return None
    return Place(screen, partnership=at.scope, **names)


_SEEN_AT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "assessment": ("assessment", ("assessment",)),
    "answer": ("assessment", ("assessment", "item")),
    "agreed_rating": ("assessment", ("assessment", "item")),
    "finding": ("assessment", ("assessment", "item")),
    "evidence": ("assessment", ("assessment", "item")),
    "action": ("plan", ("action",)),
    "indicator_entry": ("indicators", ("variable", "period")),
    "own_variable": ("indicators", ()),
    "own_indicator": ("indicators", ()),
    "comparison_group": ("indicators", ()),
    "visit": ("visit", ("visit",)),
    "visit_day": ("visit", ("visit",)),
    "agenda_line": ("visit", ("visit",)),
    "team_member": ("visit", ("visit",)),
    "visit_site": ("visit", ("visit",)),
    "report": ("report", ("report",)),
    "section_text": ("report", ("assessment", "document")),
    "partnership": ("partnership", ()),
    "objective": ("partnership", ()),
    "site": ("partnership", ()),
}
"""The screen that shows a noun, and the fields that say where on it; the noun itself stands for the row's own id."""

_MAY_STAND_ALONE = ("finding", "evidence")
"""Nouns that need not be said of an item; there is no screen for those that are not."""
