"""What leads on from an item: the one before, how many are left, and the keys that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wopfield.language import _
from wopfield.store.item_reading import Reading


@dataclass(frozen=True, slots=True)
class Way:
    """What the footer of an item says."""

    before: str
    """The number of the item before; empty where there is none."""
    left: int
    """How many other items are left."""
    hint: str
    checks: bool
    """Whether the items are checks, which are answered, not rated."""


def way_on(found: Reading, code: str, codes: Sequence[str]) -> Way:
    """Return what leads on from an item, among the codes of those that are listed."""
    at = codes.index(code) if code in codes else 0
    numbers = {line.code: line.number for line in found.list.items}
    left = [other for other in found.list.progress.not_rated if other != code]
    kind = found.page.item.response_type if found.page else "level"
    hints = {
        "level": _("Press 0–4 to rate · A does not apply"),
        "yes_no": _("Press Y for yes, N for no · A does not apply"),
        "number": _("Type the number, or press + and − · A does not apply"),
    }
    return Way(
        numbers[codes[at - 1]] if at > 0 else "",
        len(left),
        hints.get(kind, _("A does not apply")),
        found.list.checks,
    )
