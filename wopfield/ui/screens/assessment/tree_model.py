"""The areas and items of an assessment as Qt's views ask for them; two levels, filtered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from wopfield.language import _
from wopfield.store.item_list import AreaLines, ItemLine
from wopfield.ui.screens.assessment.checks import others_words, written
from wopfield.ui.widgets.level import level_words

Filter = Literal["all", "not_rated", "flagged"]
Index = QModelIndex | QPersistentModelIndex

LINE = Qt.ItemDataRole.UserRole
"""The AreaLines or ItemLine behind an index."""

_ROOT = 0
"""The internal id of areas; an item carries the place of its area plus one."""


def chosen(areas: Sequence[AreaLines], which: Filter, current: str = "") -> list[AreaLines]:
    """Return the areas with the items that a filter lets through; ``current`` stays until somebody leaves it."""
    if which == "all":
        return list(areas)
    kept = (
        replace(area, items=tuple(line for line in area.items if _fits(line, which) or line.code == current))
        for area in areas
    )
    return [area for area in kept if area.items]


class TreeModel(QAbstractItemModel):
    """What the tree shows now."""

    def __init__(self) -> None:
        super().__init__()
        self._areas: list[AreaLines] = []

    def show_areas(self, areas: Sequence[AreaLines]) -> bool:
        """Show these areas; return whether rows came or went, so that the view has to open them anew."""
        same = _shape(self._areas) == _shape(areas)
        if not same:
            self.beginResetModel()
        before, self._areas = self._areas, list(areas)
        if not same:
            self.endResetModel()
            return True
        for place, (old, new) in enumerate(zip(before, self._areas, strict=True)):
            if old != new:
                self._say_changed(place, old, new)
        return False

    def find(self, code: str) -> QModelIndex:
        """Return where an item stands; an invalid index when it is filtered out."""
        for place, area in enumerate(self._areas):
            for row, line in enumerate(area.items):
                if line.code == code:
                    return self.createIndex(row, 0, place + 1)
        return QModelIndex()

    def codes(self) -> list[str]:
        """Return the codes of the items shown, in order."""
        return [line.code for area in self._areas for line in area.items]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _ROOT)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() has no argument
        place = index.internalId() if index.isValid() else _ROOT
        return QModelIndex() if place == _ROOT else self.createIndex(place - 1, 0, _ROOT)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._areas)
        return len(self._areas[parent.row()].items) if parent.internalId() == _ROOT else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._line(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return f"{line.number}  {line.title}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return read_aloud(line)
            case Qt.ItemDataRole.UserRole:
                return line
            case _:
                return None

    def _line(self, index: Index) -> AreaLines | ItemLine:
        place = index.internalId()
        return self._areas[index.row()] if place == _ROOT else self._areas[place - 1].items[index.row()]

    def _say_changed(self, place: int, old: AreaLines, new: AreaLines) -> None:
        head = self.createIndex(place, 0, _ROOT)
        self.dataChanged.emit(head, head)
        for row, (was, now) in enumerate(zip(old.items, new.items, strict=True)):
            if was != now:
                here = self.createIndex(row, 0, place + 1)
                self.dataChanged.emit(here, here)


def read_aloud(line: AreaLines | ItemLine) -> str:
    """Return a row of the tree in words."""
    if isinstance(line, AreaLines):
        told = _("{rated} of {total} rated", rated=line.count.rated, total=line.count.applicable)
        return f"{line.number} {line.title}, {told}"
    parts = [f"{line.number} {line.title}", _rating_words(line)]
    if line.flagged:
        parts.append(_("flagged"))
    if line.commented:
        parts.append(_("with a comment"))
    if line.differ:
        parts.append(_("ratings differ by {count}", count=line.differ))
    if line.others:
        parts.append(others_words(line))
    if line.open:
        parts.append(_("changed in two places"))
    return ", ".join(parts)


def _rating_words(line: ItemLine) -> str:
    if line.not_seen:
        return _("Not seen yet")
    if line.value:
        return {"yes": _("Yes"), "no": _("No")}.get(line.value) or written(line)
    return level_words(line.level, does_not_apply=line.does_not_apply)


def _fits(line: ItemLine, which: Filter) -> bool:
    return line.left if which == "not_rated" else line.flagged


def _shape(areas: Sequence[AreaLines]) -> list[tuple[str, list[str]]]:
    return [(area.code, [line.code for line in area.items]) for area in areas]
