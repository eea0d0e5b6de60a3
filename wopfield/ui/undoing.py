"""Take one's last change back, or bring it back again, and say so to every screen."""

from functools import partial
from typing import Any

from wopfield.ui.operations import Operations


def undo(operations: Operations, scope: str) -> None:
    """Take back the last change this person made on this laptop in ``scope``."""
    operations.jot(partial(_take_back, operations, scope, "undo"))


def redo(operations: Operations, scope: str) -> None:
    """Bring back what the last undo took."""
    operations.jot(partial(_take_back, operations, scope, "redo"))


def _take_back(operations: Operations, scope: str, way: str, database: Any) -> None:  # a store's Database
    from wopfield.store import history

    take_back = history.undo if way == "undo" else history.redo
    change = take_back(database, operations.author, scope)
    if change is not None:
        operations.announce(frozenset(edit.noun for edit in change.edits))
