"""A backup made by hand, wherever somebody asks for one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wopfield.ui.job import Work
from wopfield.ui.operations import Operations

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace


def back_up_by_hand(
    operations: Operations,
    workspace: "Workspace",
    then: Callable[[str], None],
    otherwise: Callable[[Exception], None],
    first: Callable[[], object] = lambda: None,
) -> None:
    """Make a backup away from the window's thread, after doing ``first`` there; ``then`` hears its name."""

    def copy(_work: Work) -> str:
        first()
        return workspace.back_up("by-hand").name

    operations.background(copy, then, otherwise)
