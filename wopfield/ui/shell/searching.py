"""Search and commands: what the palette offers at the place that is open, and what is found while one types."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from wopfield.language import _
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place
from wopfield.ui.shell.places import rail_entries, tabs
from wopfield.ui.shell.ways import Find, Found
from wopfield.ui.widgets.palette import Entry, Palette


class Searching(QObject):
    """Fills a palette, and goes where its entries lead."""

    def __init__(
        self,
        palette: Palette,
        operations: Operations,
        find: Find | None,
        go: Callable[[Place], object],
        lock: Callable[[], object],
    ) -> None:
        """Offer what stands everywhere; ``find`` searches what is kept, None searches nothing."""
        super().__init__(palette)
        self._palette = palette
        self._operations = operations
        self._find = find
        self._go = go
        self._lock = lock
        self._here = ""
        palette.asked.connect(self._search)

    def open(self, here: str, commands: Sequence[Command]) -> None:
        """Open search and commands inside the partnership ``here``, none if empty, with what the screen can do."""
        self._here = here
        entries = [Entry(one.words, _("Do"), one.run, one.detail, one.icon, one.keys) for one in commands]
        for number, (words, there) in enumerate(self._offered_tabs(), start=1):
            entries.append(Entry(words, _("Go to"), partial(self._go, there), keys=f"Ctrl+{number}"))
        for number, one in enumerate(rail_entries(), start=1):
            keys = "" if one.at_foot else f"Alt+{number}"
            entries.append(Entry(one.label, _("Go to"), partial(self._go, Place(one.key)), icon=one.icon, keys=keys))
        entries.append(Entry(_("Lock now"), _("Do"), self._lock, icon="lock"))
        self._palette.open(entries)

    def _search(self, typed: str) -> None:
        if self._find is not None and typed:
            find = self._find
            self._operations.read(lambda session: find(session, typed), partial(self._show_found, typed))

    def _show_found(self, typed: str, found: Sequence[Found]) -> None:
        """Show what was found; in each group what belongs to the partnership one is in comes first."""
        groups = list(dict.fromkeys(one.group for one in found))
        near = sorted(found, key=lambda one: (groups.index(one.group), one.place.get("partnership") != self._here))
        offered = self._offered_tabs()
        entries = [
            Entry(one.words, one.group, partial(self._go, one.place), one.detail, one.icon, level=one.level)
            for one in near
            if (one.words, one.place) not in offered
        ]
        self._palette.show_found(typed, entries)

    def _offered_tabs(self) -> list[tuple[str, Place]]:
        """Return the tabs of the open partnership and where they lead; none outside of one."""
        return [(tab.label, Place(tab.place, partnership=self._here)) for tab in tabs()] if self._here else []
