"""Laptops whose program is newer than this one, as far as they wrote something that this one cannot show."""

from dataclasses import dataclass

from wopfield.language import _, plural
from wopfield.store.exchanges import Connection
from wopfield.store.unread import unread_by_device
from wopfield.sync.bundle_memory import laptop_names
from wopfield.sync.device import own_device


@dataclass(frozen=True, slots=True)
class Newer:
    """A laptop, and how many entries of it are kept and passed on but not shown, wholly or in part."""

    device: str
    laptop: str
    """What people call it."""
    entries: int


def newer_programs(connection: Connection) -> list[Newer]:
    """Return every laptop with a newer program, by name."""
    counts = unread_by_device(connection)
    if not counts:
        return []
    names = laptop_names(connection)
    found = [
        Newer(device, names.get(device) or _("A colleague’s laptop"), count)
        for device, count in counts.items()
        if device != own_device(connection)
    ]
    return sorted(found, key=lambda each: (each.laptop.casefold(), each.device))


def made_words(count: int, number: str = "") -> str:
    """Return how many changes a newer program made; ``number`` as people write it."""
    return plural(
        "{number} change was made with a newer version of the program.",
        "{number} changes were made with a newer version of the program.",
        count,
        number=number or count,
    )


def kept_words(count: int) -> str:
    """Return what becomes of them, and what to do."""
    return plural(
        "It is kept and passed on. To see it, install the newest version on this laptop.",
        "They are kept and passed on. To see them, install the newest version on this laptop.",
        count,
    )
